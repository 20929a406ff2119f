"""Readers of other programs' keypoints: planted joints, real samples, and files that are none."""

from __future__ import annotations

import gzip
import json
import tarfile
from pathlib import Path

import numpy as np
import pytest

from stable_signer.data.keypoints import (
    from_dwpose_rows,
    from_skels_line,
    read_dwpose_json,
    read_openpose_json,
)
from stable_signer.errors import PoseError
from stable_signer.pose import Pose
from stable_signer.skeleton import DWPOSE_128, OPENPOSE_137, PROMPT2SIGN_50, SIGNER_131, Skeleton
from tests.poses import a_pose

SIZE = (1280, 720)


def in_picture(pose: Pose, skeleton: Skeleton) -> np.ndarray:
    """Fractions (t j 2) of a picture of ``SIZE``, y down, one shoulder width = 200 pixels."""
    xy = pose.to(skeleton).xyz[..., :2] * [200, -200] + [640, 300]
    return xy / SIZE


def check_same(pose: Pose, original: Pose, but: tuple[str, ...] = ("right_iris", "left_iris", "tongue_tip")) -> None:
    kept = np.setdiff1d(np.arange(131), SIGNER_131.indices(but))
    shown = original.present[:, kept]
    np.testing.assert_array_equal(pose.present[:, kept], shown)
    np.testing.assert_allclose(pose.xyz[:, kept, :2][shown], original.xyz[:, kept, :2][shown], atol=1e-4)
    assert not pose.xyz[..., 2].any()


def test_dwpose_rows():
    pose = a_pose(5)
    xy = in_picture(pose, DWPOSE_128).reshape(5, -1)
    scores = pose.confidence[:, :128].copy()
    scores[:, :18] = np.where(
        pose.present[:, :18], np.arange(18), -1
    )  # the number of a joint where its score should be
    parts = [(0, 18), (18, 60), (60, 128)]
    rows = np.concatenate([np.c_[xy[:, 2 * a : 2 * b], scores[:, a:b]] for a, b in parts] + [np.zeros((5, 1))], 1)
    assert rows.shape == (5, 385)
    check_same(from_dwpose_rows(rows, 25, SIZE), pose)
    with pytest.raises(PoseError, match="385 values"):
        from_dwpose_rows(rows[:, :300], 25, SIZE)


def test_dwpose_json(tmp_path: Path):
    pose = a_pose(2)
    for t, xy in enumerate(in_picture(pose, DWPOSE_128).tolist()):
        score = pose.confidence[t, :128].tolist()
        body = [i if score[i] else -1 for i in range(18)]
        parts = (("body", 0, 18, body), ("left_hand", 18, 39, score[18:39]), ("right_hand", 39, 60, score[39:60]))
        person = {f"{n}_keypoints": xy[a:b] for n, a, b, _ in parts} | {f"{n}_scores": s for n, _, _, s in parts}
        person |= {"face_keypoints": xy[60:], "face_scores": score[60:128]}
        (tmp_path / f"{t}.json").write_text(json.dumps({"num_persons": 1, "person_0": person}))
    check_same(read_dwpose_json(sorted(tmp_path.glob("*.json")), 25, SIZE), pose)


def test_openpose_json(tmp_path: Path):
    pose = a_pose(3)
    mapped = pose.to(OPENPOSE_137)
    xy = in_picture(pose, OPENPOSE_137) * SIZE
    rows = np.concatenate([xy, mapped.confidence[..., None]], -1)
    keys = {"pose": (0, 25), "face": (25, 95), "hand_left": (95, 116), "hand_right": (116, 137)}
    for t in range(2):
        person = {f"{k}_keypoints_2d": rows[t, a:b].ravel().tolist() for k, (a, b) in keys.items()}
        (tmp_path / f"{t}_keypoints.json").write_text(json.dumps({"version": 1.3, "people": [person]}))
    (tmp_path / "2_keypoints.json").write_text('{"people": []}')
    read = read_openpose_json(sorted(tmp_path.glob("*.json")), 25)
    check_same(read[:2], pose[:2], but=("tongue_tip",))
    assert not read.present[2].any(), "nobody found: all missing"


@pytest.mark.parametrize("divisor", [9.0, 3.0])
def test_skels_line(divisor: float):
    pose = a_pose(4)
    joints = pose.to(PROMPT2SIGN_50).xyz * [1, -1, 1] / divisor
    rows = np.concatenate([joints.reshape(4, -1), np.arange(1, 5)[:, None] / 4], 1)
    read = from_skels_line(" ".join(f"{v:.5f}" for v in rows.ravel()), 25)
    hands = [*SIGNER_131.hand("right"), *SIGNER_131.hand("left"), *range(8)]
    np.testing.assert_allclose(read.xyz[:, hands], pose.xyz[:, hands], atol=2e-4 * divisor)
    assert not read.present[:, SIGNER_131.face].any()


@pytest.mark.parametrize(
    ("line", "message"), [("1 2 x", "expected numbers"), ("1 2 3", "151 a frame"), ("", "151 a frame")]
)
def test_skels_lines_that_are_none(line: str, message: str):
    with pytest.raises(PoseError, match=message):
        from_skels_line(line, 25)


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"people": [{"pose_keypoints_2d": [1, 2, 3]}]}', '{"person_0": {"body_keypoints": [1]}}'],
)
def test_json_that_is_none(tmp_path: Path, content: str):
    path = tmp_path / "frame.json"
    path.write_text(content)
    with pytest.raises(PoseError, match=r"frame\.json"):
        read_openpose_json([path], 25)
    if content != "{}":  # a frame without a person is a frame where nobody was found
        with pytest.raises(PoseError, match=r"frame\.json|both shoulders"):
            read_dwpose_json([path], 25, SIZE)
    for read in (lambda: read_openpose_json([], 25), lambda: read_dwpose_json([], 25, SIZE)):
        with pytest.raises(PoseError, match="one a frame"):
            read()


def test_real_openpose_and_dwpose(real_data: Path, tmp_path: Path):
    folder = real_data / "how2sign_openpose"
    with tarfile.open(folder / "openpose_json_25frames.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    pose = read_openpose_json(sorted(tmp_path.rglob("*.json")), 24)
    assert len(pose) == 25 and pose.present[:, :8].all()
    assert (pose.joint("nose")[:, 1] > 0).all() and (pose.joint("right_shoulder")[:, 0] < 0).all()
    frame = read_dwpose_json([folder / "dwpose_frame_00000001.json"], 25, SIZE)
    assert frame.present[0, 1] and frame.joint("right_hip")[0, 1] < 0


def test_real_progressive_transformers_face_the_viewer(real_data: Path):
    """Its order is left arm first: read so, the right hand is on the left, and moves more, as PHOENIX's signers do."""
    lines = []
    for split in ("train", "dev", "test"):
        path = real_data / "phoenix14t_skels" / f"progressive_transformers_tmp.{split}.skels.gz"
        lines += gzip.decompress(path.read_bytes()).decode().splitlines()
    more = []
    for line in lines:
        pose = from_skels_line(line, 25)
        assert (pose.joint("right_shoulder")[:, 0] < pose.joint("left_shoulder")[:, 0]).all()
        speed = [np.abs(np.diff(pose.joint(f"{side}_wrist"), axis=0)).sum() for side in ("right", "left")]
        more.append(speed[0] > speed[1])
    assert len(lines) == 15 and np.mean(more) > 0.6
