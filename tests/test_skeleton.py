"""The keypoint layouts: sizes and orders as published, and maps that invent nothing."""

from __future__ import annotations

import numpy as np
import pytest

from stable_signer.errors import PoseError
from stable_signer.skeleton import (
    COCO_WHOLEBODY_133,
    DERIVED,
    DWPOSE_128,
    HOLISTIC_576,
    HOLISTIC_586,
    MEDIAPIPE_543,
    OPENPOSE_137,
    PROGRESSIVE_50,
    PROMPT2SIGN_50,
    SIGNER_131,
    SKELETONS,
    SLRTP_178,
    TEXT2SIGN_79,
    Skeleton,
    mesh_joint,
    remap,
)
from tests.poses import a_pose


@pytest.mark.parametrize("skeleton", SKELETONS.values(), ids=SKELETONS)
def test_name_says_the_number_of_joints(skeleton: Skeleton):
    assert len(skeleton) == int(skeleton.name.rsplit("-", 1)[1])
    assert all(a < len(skeleton) and b < len(skeleton) for a, b in skeleton.limbs)


def test_signer_131_is_in_the_frozen_order():
    index = SIGNER_131.index
    assert [index(j) for j in ("nose", "neck", "right_shoulder", "right_wrist", "left_wrist", "left_ear")] == [
        0,
        1,
        2,
        4,
        7,
        17,
    ]
    assert SIGNER_131.hand("left").tolist() == list(range(18, 39))
    assert SIGNER_131.hand("right").tolist() == list(range(39, 60))
    assert SIGNER_131.face.tolist() == list(range(60, 128))
    assert [index("right_iris"), index("left_iris"), index("tongue_tip")] == [128, 129, 130]
    assert SIGNER_131.body.tolist() == list(range(18))


def test_orders_of_other_layouts():
    assert COCO_WHOLEBODY_133.index("left_hand_wrist") == 91 and COCO_WHOLEBODY_133.index("right_hand_wrist") == 112
    assert COCO_WHOLEBODY_133.index("face_0") == 23
    assert PROMPT2SIGN_50.index("left_hand_wrist") == 8 and PROMPT2SIGN_50.index("right_hand_wrist") == 29
    assert PROGRESSIVE_50.index("right_hand_wrist") == 8 and PROGRESSIVE_50.index("left_shoulder") == 2
    assert SLRTP_178.joints[:3] == ("right_shoulder", "right_elbow", "right_wrist")
    assert SLRTP_178.index("right_hand_wrist") == 8 and SLRTP_178.index("left_hand_wrist") == 29
    assert OPENPOSE_137.index("mid_hip") == 8 and OPENPOSE_137.index("right_iris") == 93
    assert MEDIAPIPE_543.index("nose") == 489 and HOLISTIC_576.index("world_nose") == 543
    assert HOLISTIC_586.index("right_iris") == 33 + 468
    assert "neck" not in TEXT2SIGN_79 and "face_48" in TEXT2SIGN_79


def test_mesh_vertices_at_the_ibug_points_are_mirror_images():
    """The face mesh of MediaPipe numbers the signer's right side first: 33 is the outer corner of the right eye."""
    assert mesh_joint(33) == "face_36" and mesh_joint(263) == "face_45" and mesh_joint(152) == "face_8"
    assert mesh_joint(473) == "left_iris" and mesh_joint(7) == "mesh_7"


@pytest.mark.parametrize("skeleton", [SIGNER_131, DWPOSE_128, COCO_WHOLEBODY_133, OPENPOSE_137, TEXT2SIGN_79])
def test_mirror_twice_is_nothing(skeleton: Skeleton):
    assert (skeleton.mirror[skeleton.mirror] == np.arange(len(skeleton))).all()


def test_mirror_of_a_symmetric_face_is_itself():
    pose = a_pose(1)
    face = SIGNER_131.face
    mirrored = pose.mirror()
    np.testing.assert_allclose(mirrored.xyz[:, face], pose.xyz[:, face], atol=1e-6)


def test_mirror_of_a_mesh_is_refused():
    with pytest.raises(PoseError, match="signer-131 first"):
        _ = HOLISTIC_576.mirror


@pytest.mark.parametrize("name", ["dwpose-128", "openpose-137", "holistic-586", "coco-wholebody-133"])
def test_there_and_back_keeps_what_the_layout_holds(name: str):
    pose, skeleton = a_pose(), SKELETONS[name]
    back = pose.to(skeleton).to(SIGNER_131)
    held = [i for i, joint in enumerate(SIGNER_131.joints) if joint in skeleton or joint == "neck"]
    np.testing.assert_allclose(back.xyz[:, held], pose.xyz[:, held], atol=1e-6)
    np.testing.assert_array_equal(back.confidence[:, held], pose.confidence[:, held])


def test_what_does_not_follow_is_missing_and_zero():
    pose = a_pose().to(HOLISTIC_576)
    heel, forehead = HOLISTIC_576.index("left_heel"), HOLISTIC_576.index(mesh_joint(10))
    assert not pose.present[:, [heel, forehead]].any() and not pose.xyz[:, [heel, forehead]].any()
    assert not pose.present[:, HOLISTIC_576.index("left_knee")].any(), "missing in the source: missing in the target"


def test_derived_joints_take_the_lowest_confidence():
    pose = a_pose(2)
    confidence = pose.confidence.copy()
    confidence[0, SIGNER_131.index("right_shoulder")] = 0.2
    confidence[1, SIGNER_131.index("right_shoulder")] = 0
    _, coco = remap(pose.xyz, confidence, SIGNER_131, COCO_WHOLEBODY_133)
    xyz, found = remap(pose.xyz[:, :0], confidence[:, :0], Skeleton("none", ()), SIGNER_131)
    assert not found.any() and not xyz.any()
    _, back = remap(np.zeros((2, 133, 3), np.float32), coco, COCO_WHOLEBODY_133, SIGNER_131)
    np.testing.assert_allclose(back[:, SIGNER_131.index("neck")], [0.2, 0])


def test_weights_of_derived_joints_sum_to_one():
    for joint, parts in DERIVED.items():
        assert sum(parts.values()) == pytest.approx(1), joint


def test_contour_points_lie_between_their_neighbours():
    """The jaw of the test face is an arc: spline points stay on it, in order."""
    pose = a_pose(1).to(HOLISTIC_576)
    chain = [HOLISTIC_576.index(mesh_joint(v)) for v in (127, 234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152)]
    assert pose.present[0, chain].all()
    points = pose.xyz[0, chain]
    assert (np.diff(points[:, 0]) > 0).all() and (np.diff(points[:, 1]) < 0).all()
    radius = np.hypot(points[:, 0] / 0.22, (points[:, 1] - 0.85) / 0.42)
    np.testing.assert_allclose(radius, 1, atol=0.02)


def test_unknown_joint_is_an_error():
    with pytest.raises(PoseError, match="no joint 'tail'"):
        SIGNER_131.index("tail")
