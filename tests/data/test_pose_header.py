"""The MediaPipe Holistic header, against the one that pose-format makes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stable_signer.data.pose_header import BODY_POINTS, HAND_POINTS, face_limbs, holistic_header, joint_names
from stable_signer.skeleton import HOLISTIC_576, HOLISTIC_586, Skeleton


@pytest.mark.parametrize(("name", "refined"), [("holistic576", False), ("holistic586_refined", True)])
def test_header_equals_the_real_one(real_data: Path, name: str, refined: bool):
    expected = json.loads((real_data / "pose_headers.json").read_text())[name]
    ours = holistic_header(512, 512, refined).components
    for part, real in zip(ours, expected, strict=True):
        assert (part.name, part.format, part.points) == (real["name"], real["format"], real["points"])
        assert sorted(map(list, part.limbs)) == sorted(real["limbs"])
        assert [list(colour) for colour in part.colors] == real["colors"]


@pytest.mark.parametrize(("refined", "skeleton"), [(False, HOLISTIC_576), (True, HOLISTIC_586)])
def test_header_and_skeleton_name_the_same_joints(refined: bool, skeleton: Skeleton):
    parts = holistic_header(10, 10, refined).components
    assert [name for part in parts for name in joint_names(part.name, part.points)] == list(skeleton.joints)


def test_face_mesh_is_852_triangles_over_468_points():
    limbs = face_limbs()
    assert len(limbs) == len(set(limbs)) == 3 * 852
    assert {vertex for limb in limbs for vertex in limb} == set(range(468))


def test_points_have_mediapipe_names():
    assert len(BODY_POINTS) == 33 and BODY_POINTS[31] == "LEFT_FOOT_INDEX" and BODY_POINTS[9] == "MOUTH_LEFT"
    assert len(HAND_POINTS) == 21 and HAND_POINTS[5] == "INDEX_FINGER_MCP" and HAND_POINTS[20] == "PINKY_TIP"


def test_unknown_components_keep_their_points_apart():
    assert joint_names("TAIL", ["TIP"]) == ["TAIL.TIP"]
    assert joint_names("pose_keypoints_2d", ["x"] * 25)[8] == "mid_hip"
