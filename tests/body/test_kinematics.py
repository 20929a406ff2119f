"""Bones and keypoints of a motion."""

from __future__ import annotations

import time

import numpy as np
import pytest

from stable_signer.body import rotation
from stable_signer.body.arm import LIMITS
from stable_signer.body.kinematics import bone_transforms, pose_of
from stable_signer.body.motion import FACIAL_ACTIONS, mirror, rest
from stable_signer.body.signer import SIGNERS, load_body
from stable_signer.skeleton import SIGNER_131
from tests.body.motions import reaching, replaced, signing

UP, FRONT, DOWN, LEFT, BACK = (0, 1, 0), (0, 0, 1), (0, -1, 0), (1, 0, 0), (0, 0, -1)


@pytest.mark.parametrize("name", SIGNERS)
def test_bones_keep_their_lengths(name: str) -> None:
    body = load_body(name)
    bones = bone_transforms(body, signing(30))
    for child in range(1, len(body.bones)):
        parent = int(body.parents[child])
        there = bones.place(parent, body.heads[child] - body.heads[parent])
        # the turn of the forearm, spread over two bones that are not quite in line, opens the wrist by 2 mm
        np.testing.assert_allclose(there, bones.head[:, child], atol=0.012, err_msg=body.bones[child])


def test_rotations_are_rotations() -> None:
    turn = bone_transforms(load_body(), signing(20)).rotation
    np.testing.assert_allclose(turn @ np.swapaxes(turn, -1, -2), np.broadcast_to(np.eye(3), turn.shape), atol=1e-5)
    assert (np.linalg.det(turn) > 0).all()


@pytest.mark.parametrize("name", SIGNERS)
def test_wrist_and_palm_are_where_they_are_asked(name: str) -> None:
    body = load_body(name)
    motion = replaced(signing(30), torso=np.zeros((30, 3)))
    bones = bone_transforms(body, motion)
    for side, prefix in enumerate(("right", "left")):
        hand = body.bone[f"{prefix}_hand"]
        reached = bones.arms[side].shortfall < 1e-6
        assert reached.mean() > 0.9
        np.testing.assert_allclose(bones.head[reached, hand], motion.wrist[reached, side], atol=1e-5)
        frame = bones.rotation[:, hand] @ body.hands[side].frame
        np.testing.assert_allclose(frame, rotation.matrix(motion.palm[:, side]), atol=1e-5)


def test_out_of_reach_is_clamped_along_the_line_and_reported() -> None:
    body = load_body()
    bones = bone_transforms(body, reaching((-0.5, 0.0, 3.0), FRONT, DOWN))
    arm = bones.arms[0]
    assert arm.shortfall[0] > 1.0
    to_hand, to_target = arm.wrist[0] - arm.shoulder[0], np.array([-0.5, 0.0, 3.0]) - arm.shoulder[0]
    cosine = to_hand @ to_target / np.linalg.norm(to_hand) / np.linalg.norm(to_target)
    assert cosine == pytest.approx(1.0, abs=1e-6)
    assert np.isfinite(pose_of(body, reaching((-0.5, 0.0, 0.0), FRONT, DOWN)).xyz).all()


@pytest.mark.parametrize("name", SIGNERS)
@pytest.mark.parametrize(
    ("wrist", "finger", "normal"),
    [
        ((-0.15, 0.05, 0.55), UP, BACK),
        ((-0.35, -0.4, 0.8), FRONT, DOWN),
        ((-0.35, -0.3, 0.8), (0.3, 0.8, 0.6), (0, -0.6, 0.8)),
        ((0.1, -0.5, 0.6), LEFT, BACK),
        ((-0.4, 0.9, 0.4), UP, FRONT),
    ],
)
def test_ordinary_postures_are_comfortable(name: str, wrist: tuple, finger: tuple, normal: tuple) -> None:
    """Hand at the chin, palm down, greeting, hand on the chest, raised hand: elbow out of the ribs, wrist within
    its limits."""
    body = load_body(name)
    arm = bone_transforms(body, reaching(wrist, finger, normal)).arms[0]
    assert body.distance(arm.elbow[0]) * body.cm > 1.0
    assert arm.elbow[0, 1] < max(arm.wrist[0, 1], 0.2) + 0.1
    slack = np.radians(12)
    assert (arm.wrist_angles[0] > LIMITS[:, 0] - slack).all() and (arm.wrist_angles[0] < LIMITS[:, 1] + slack).all()


def test_elbow_moves_smoothly() -> None:
    body = load_body()
    for seed in range(4):
        bones = bone_transforms(body, signing(100, seed))
        for arm in bones.arms:
            assert np.linalg.norm(np.diff(arm.elbow, axis=0), axis=1).max() * body.cm < 12.0


def test_mirrored_motion_gives_the_mirrored_pose() -> None:
    body = load_body()
    motion = signing(10)
    one, other = pose_of(body, mirror(motion)), pose_of(body, motion).mirror()
    assert np.abs(one.xyz - other.xyz).max() * body.cm < 1.5  # the bodies themselves are symmetric to a few millimetres


def test_hand_that_follows_the_head_keeps_its_contact() -> None:
    body = load_body()
    chin = body.places["chin"]
    motion = rest(2, 25.0)
    wrist, head = motion.wrist.copy(), motion.head.copy()
    wrist[:, 0] = chin.position + [0.0, -0.3, 0.25]
    head[1] = [0.3, 0.2, 0.1]
    follow = np.zeros((2, 2))
    follow[:, 0] = 1.0
    bones = bone_transforms(body, replaced(motion, wrist=wrist, head=head, follow_head=follow))
    hand, skull = body.bone["right_hand"], chin.bone
    local = [bones.rotation[t, skull].T @ (bones.head[t, hand] - bones.head[t, skull]) for t in (0, 1)]
    np.testing.assert_allclose(local[0], local[1], atol=1e-4)


def test_head_and_gaze_turn_the_way_they_say() -> None:
    body = load_body()
    motion = rest(4, 25.0)
    head, gaze = motion.head.copy(), motion.gaze.copy()
    head[1], head[2], gaze[3] = [0.3, 0, 0], [0, 0.3, 0], [0.3, 0.2]
    nose, iris = (SIGNER_131.index(name) for name in ("nose", "right_iris"))
    xyz = pose_of(body, replaced(motion, head=head, gaze=gaze)).xyz
    assert xyz[1, nose, 1] < xyz[0, nose, 1] - 0.02  # nods down
    assert xyz[2, nose, 0] > xyz[0, nose, 0] + 0.02  # turns to the signer's left
    assert (xyz[3, iris, :2] > xyz[0, iris, :2] + 0.003).all()


def test_facial_actions_move_their_keypoints() -> None:
    body = load_body()
    weights = np.eye(52)[[FACIAL_ACTIONS.index(a) for a in ("jawOpen", "browInnerUp", "eyeBlinkRight", "tongueOut")]]
    motion = replaced(rest(5, 25.0), face=np.concatenate([np.zeros((1, 52)), weights]))
    moved = (lambda xyz: (xyz[1:] - xyz[:1]) * body.cm)(pose_of(body, motion).xyz.astype(float))
    jaw, brow, blink, tongue = moved
    face = SIGNER_131.face
    assert jaw[face[8], 1] < -1.5 and jaw[face[57], 1] < -1.5
    assert brow[face[[21, 22]], 1].min() > 0.4
    assert blink[face[37], 1] < -0.4 and abs(blink[face[43], 1]) < 0.05
    assert tongue[SIGNER_131.index("tongue_tip"), 2] > 1.0


def test_skin_follows_the_bones() -> None:
    body = load_body()
    bones = bone_transforms(body, signing(1))
    matrices = bones.skinning(body)[0]
    rest_points = np.concatenate([body.rest_vertices, np.ones((len(body.rest_vertices), 1))], 1)
    skin = np.einsum("vk,vkij,vj->vi", body.weights, matrices[body.weight_bones], rest_points)
    for name in ("index-tip", "palm", "thumb-nail"):
        bone, offset = body.hand_points[0][name]
        assert np.linalg.norm(skin - bones.place(bone, offset)[0], axis=1).min() * body.cm < 0.3, name


@pytest.mark.slow
def test_is_fast_enough() -> None:
    body, motion = load_body(), signing(125)
    pose_of(body, motion)
    started = time.process_time()
    for _ in range(5):
        pose_of(body, motion)
    assert (time.process_time() - started) / 5 < 0.05
