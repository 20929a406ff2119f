"""Pose: what it refuses, and the laws of slicing, resampling, mirroring and normalising."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stable_signer.errors import PoseError
from stable_signer.pose import Pose, concatenate
from stable_signer.skeleton import COCO_WHOLEBODY_133, SIGNER_131
from tests.poses import a_pose


@pytest.mark.parametrize(
    ("xyz", "confidence", "fps", "message"),
    [
        (np.zeros((2, 130, 3)), np.ones((2, 130)), 25, "expected \\(frames, 131, 3\\)"),
        (np.zeros((2, 131, 2)), np.ones((2, 131)), 25, "expected \\(frames, 131, 3\\)"),
        (np.zeros((2, 131, 3)), np.ones((2, 130)), 25, "one a joint and frame"),
        (np.zeros((2, 131, 3)), np.full((2, 131), 1.5), 25, "expected 0 to 1"),
        (np.zeros((2, 131, 3)), np.full((2, 131), np.nan), 25, "expected 0 to 1"),
        (np.zeros((2, 131, 3)), np.ones((2, 131)), 0, "Frame rate 0"),
        (np.full((2, 131, 3), np.nan), np.ones((2, 131)), 25, "Joint nose of frame 0 .* confidence 1"),
    ],
)
def test_refuses(xyz: np.ndarray, confidence: np.ndarray, fps: float, message: str):
    with pytest.raises(PoseError, match=message):
        Pose(xyz, confidence, fps)


def test_missing_joints_are_stored_as_zero():
    xyz = np.full((1, 131, 3), np.nan)
    pose = Pose(xyz, np.zeros((1, 131)), 25)
    assert pose.xyz.dtype == np.float32 and not pose.xyz.any()


def test_slice_and_concatenate_are_inverse():
    pose = a_pose(9)
    joined = concatenate([pose[:4], pose[4:]])
    np.testing.assert_array_equal(joined.xyz, pose.xyz)
    assert len(pose[2:5]) == 3 and pose.duration == pytest.approx(9 / 25)
    for bad in (3, slice(None, None, 2)):
        with pytest.raises(PoseError, match="slice of frames"):
            pose[bad]  # pyright: ignore[reportArgumentType]


def test_concatenate_refuses_a_mixture():
    with pytest.raises(PoseError, match="resample"):
        concatenate([a_pose(fps=25), a_pose(fps=30)])
    with pytest.raises(PoseError, match="at least one"):
        concatenate([])


@given(st.integers(2, 40), st.sampled_from([10.0, 12.5, 25.0, 30.0, 50.0, 60.0]))
def test_resample_keeps_first_and_last_frame_and_length(num_frames: int, fps: float):
    pose = a_pose(num_frames)
    other = pose.resample(fps)
    assert other.fps == fps and len(other) == round((num_frames - 1) * fps / 25) + 1
    np.testing.assert_allclose(other.xyz[0], pose.xyz[0])
    assert abs((len(other) - 1) / fps - (num_frames - 1) / 25) <= 0.5 / fps + 1e-9


def test_resample_is_linear_between_frames():
    xyz = np.zeros((3, 131, 3), np.float32)
    xyz[1], xyz[2] = 1, 4
    doubled = Pose(xyz, np.ones((3, 131)), 10).resample(20)
    np.testing.assert_allclose(doubled.xyz[:, 0, 0], [0, 0.5, 1, 2.5, 4])


def test_resample_never_mixes_in_a_missing_joint():
    xyz = np.ones((2, 131, 3), np.float32)
    confidence = np.ones((2, 131), np.float32)
    confidence[1, 5] = 0
    up = Pose(xyz, confidence, 10).resample(40)
    np.testing.assert_array_equal(up.present[:, 5], [True, True, True, False, False])
    np.testing.assert_array_equal(up.xyz[:3, 5], 1)
    np.testing.assert_array_equal(up.confidence[:, 4], 1)


def test_mirror_twice_is_nothing_and_once_swaps_hands():
    pose = a_pose()
    np.testing.assert_array_equal(pose.mirror().mirror().xyz, pose.xyz)
    right = pose.joint("right_wrist") * [-1, 1, 1]
    np.testing.assert_array_equal(pose.mirror().joint("left_wrist"), right)


@given(st.floats(0.01, 100), st.tuples(*[st.floats(-50, 50)] * 3))
def test_normalise_undoes_scale_and_shift(scale: float, shift: tuple[float, float, float]):
    pose = a_pose(4)
    moved = Pose(pose.xyz * scale + np.array(shift, np.float32), pose.confidence, 25).normalise()
    np.testing.assert_allclose(moved.xyz[:, 1], 0, atol=2e-4 + 1e-5 / scale)
    np.testing.assert_allclose(moved.xyz, pose.xyz, atol=2e-4 + 4e-5 / scale * max(1, np.abs(shift).max()))


def test_normalise_needs_shoulders():
    with pytest.raises(PoseError, match="both shoulders"):
        Pose(np.zeros((1, 131, 3)), np.zeros((1, 131)), 25).normalise()
    with pytest.raises(PoseError, match="coincide"):
        Pose(np.zeros((1, 131, 3)), np.ones((1, 131)), 25).normalise()


def test_safetensors_round_trip(tmp_path: Path):
    pose = a_pose(fps=29.97).to(COCO_WHOLEBODY_133)
    pose.save(tmp_path / "pose.safetensors")
    back = Pose.load(tmp_path / "pose.safetensors")
    assert back.fps == pose.fps and back.skeleton == pose.skeleton
    np.testing.assert_array_equal(back.xyz, pose.xyz)
    np.testing.assert_array_equal(back.confidence, pose.confidence)


def test_files_that_are_none(tmp_path: Path):
    (tmp_path / "bad.safetensors").write_bytes(b"no tensors here")
    for path, message in (
        ("bad.safetensors", "not a pose file"),
        ("absent.safetensors", "not a pose file"),
        ("x.npz", "ends in"),
    ):
        with pytest.raises(PoseError, match=message):
            Pose.load(tmp_path / path)
    with pytest.raises(PoseError, match="cannot be written"):
        a_pose().save(tmp_path / "no" / "folder" / "pose.safetensors")
    assert a_pose().skeleton == SIGNER_131
