""".pose files: round trips, other people's files, and broken ones."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from pose_format import Pose as PoseFile

from stable_signer.data import pose_file
from stable_signer.errors import PoseError
from stable_signer.pose import Pose
from stable_signer.skeleton import HOLISTIC_576, SIGNER_131
from tests.poses import a_pose

LOST = ["right_iris", "left_iris", "tongue_tip"]
"""What MediaPipe's 576 points have no place for."""


def test_round_trip(tmp_path: Path):
    pose = a_pose(20, fps=29.97)
    pose.save(tmp_path / "a.pose")
    back = Pose.load(tmp_path / "a.pose")
    assert back.fps == pytest.approx(29.97) and back.skeleton == SIGNER_131
    lost = SIGNER_131.indices(LOST)
    kept = np.setdiff1d(np.arange(131), lost)
    np.testing.assert_allclose(back.confidence[:, kept], pose.confidence[:, kept])
    assert not back.confidence[:, lost].any()
    np.testing.assert_allclose(back.xyz[:, kept, :2], pose.xyz[:, kept, :2], atol=1e-4)
    not_face = [j for j in kept if j not in SIGNER_131.face]
    np.testing.assert_allclose(back.xyz[:, not_face, 2], pose.xyz[:, not_face, 2], atol=0.01)
    # a face keeps its shape; where its middle is before the ears, the file does not say
    face = np.ptp(back.xyz[:, SIGNER_131.face, 2] - pose.xyz[:, SIGNER_131.face, 2])
    assert face < 0.15


def test_refined_files_keep_the_gaze():
    content = pose_file.to_bytes(a_pose(), refined=True)
    path = Path("refined.pose")
    pose, _ = pose_file._parse(content, path)
    assert len(pose.skeleton) == 586 and pose.present[:, pose.skeleton.indices(LOST[:2])].all()


def test_file_is_in_pixels_with_y_down():
    file = PoseFile.read(pose_file.to_bytes(a_pose(), (640, 480)))
    assert (file.header.dimensions.width, file.header.dimensions.height) == (640, 480)
    points = dict(zip(HOLISTIC_576.joints, np.asarray(file.body.data)[0, 0], strict=True))
    assert points["nose"][1] < points["right_shoulder"][1] < points["right_hip"][1] < 480
    assert points["right_shoulder"][0] < 320 < points["left_shoulder"][0]
    confidence = np.asarray(file.body.confidence)[0, 0]
    world = confidence[HOLISTIC_576.index("world_nose") :]
    assert not world.any(), "players draw the second body over the first"
    assert np.asarray(file.body.data.data)[0, 0, confidence == 0].max() == 0


def test_everything_above_the_hips_is_in_the_picture():
    pose = a_pose()
    wide = Pose(pose.xyz * [3, 2.5, 1], pose.confidence, 25)
    file = PoseFile.read(pose_file.to_bytes(wide, (512, 512)))
    shown = np.asarray(file.body.confidence)[0, 0] > 0
    upper = [i for i, joint in enumerate(HOLISTIC_576.joints) if "hand" in joint or "face" in joint or "index" in joint]
    xy = np.asarray(file.body.data.data)[:, 0, upper, :2][:, shown[upper]]
    assert xy.min() >= 0 and xy.max() <= 512


def test_world_is_in_metres_from_the_hips():
    file = PoseFile.read(pose_file.to_bytes(a_pose(), (100, 200), world=True))
    world = np.asarray(file.body.data)[0, 0, HOLISTIC_576.index("world_nose") :] / [100, 200, 1]
    right, left = world[12], world[11]
    assert np.linalg.norm(right - left) == pytest.approx(pose_file.SHOULDER_WIDTH_M, abs=1e-4)
    assert right[1] == pytest.approx(-1.4 * pose_file.SHOULDER_WIDTH_M, abs=1e-4), "y down: shoulders above hips"


def test_a_file_of_two_dimensions_reads_flat(tmp_path: Path):
    file = PoseFile.read(pose_file.to_bytes(a_pose()))
    for part in file.header.components:
        part.format = "XYC"
    file.body.data = file.body.data[..., :2]
    with (tmp_path / "flat.pose").open("wb") as out:
        file.write(out)
    flat = Pose.load(tmp_path / "flat.pose")
    np.testing.assert_allclose(flat.xyz[..., 2][flat.present], flat.xyz[0, 1, 2], atol=0.35)


def test_bad_numbers_in_a_file_are_missing_joints(tmp_path: Path):
    file = PoseFile.read(pose_file.to_bytes(a_pose(3)))
    file.body.data.data[1, 0, 0] = np.nan
    file.body.confidence[2, 0, :5] = 7.5
    buffer = io.BytesIO()
    file.write(buffer)
    (tmp_path / "odd.pose").write_bytes(buffer.getvalue())
    pose = Pose.load(tmp_path / "odd.pose")
    assert not pose.present[1, 0] and pose.confidence.max() == 1


def broken_files() -> dict[str, bytes]:
    good = pose_file.to_bytes(a_pose(4))
    no_people = bytearray(good)
    start = len(good) - 4 * 576 * 4 * 4 - 10  # fps, frames, people stand before the numbers
    no_people[start + 8 : start + 10] = b"\0\0"
    return {
        "empty": b"",
        "short": good[:5],
        "header only": good[:3000],
        "cut": good[:-1000],
        "text": b"this is no pose file, but it is long enough to be one" * 50,
        "zeros": bytes(5000),
        "other version": b"\x00\x00\xa0\x40" + good[4:],
        "nobody": bytes(no_people),
        "noise": np.random.default_rng(1).bytes(20_000),
    }


@pytest.mark.parametrize("kind", broken_files())
def test_broken_files_are_one_line(tmp_path: Path, kind: str):
    path = tmp_path / "broken.pose"
    path.write_bytes(broken_files()[kind])
    with pytest.raises(PoseError, match=r"broken\.pose") as caught:
        Pose.load(path)
    assert "\n" not in str(caught.value)


def test_absent_file_and_absent_folder(tmp_path: Path):
    with pytest.raises(PoseError, match="cannot be read \\(no such file"):
        Pose.load(tmp_path / "absent.pose")
    with pytest.raises(PoseError, match="cannot be written"):
        a_pose().save(tmp_path / "absent" / "a.pose")
    with pytest.raises(PoseError, match="no frames"):
        a_pose()[:0].save(tmp_path / "a.pose")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("folder", "fps"), [("fingerspelling_ase", 25), ("dgs_joins", 25)])
def test_real_files_become_canonical(real_data: Path, folder: str, fps: float):
    paths = sorted((real_data / folder).glob("*.pose"))[:8]
    assert paths
    for path in paths:
        pose = Pose.load(path)
        assert pose.fps == pytest.approx(fps, rel=0.2) and len(pose) > 5
        right, left = pose.joint("right_shoulder"), pose.joint("left_shoulder")
        assert (right[:, 0] < left[:, 0]).all()
        assert np.median(np.linalg.norm(right - left, axis=-1)) == pytest.approx(1, abs=1e-3)
        shown = pose.present[:, SIGNER_131.face].all(axis=1)
        face_y = pose.xyz[shown][:, SIGNER_131.face, 1]
        assert shown.mean() > 0.5 or folder == "dgs_joins"
        assert (face_y > 0).all()
        assert np.abs(pose.xyz[..., 2]).max() < 3


def test_a_real_file_written_by_us_reads_the_same(real_data: Path, tmp_path: Path):
    pose = Pose.load(sorted((real_data / "dgs_joins").glob("*original.pose"))[0])
    pose.save(tmp_path / "again.pose")
    again = Pose.load(tmp_path / "again.pose")
    np.testing.assert_array_equal(again.present, pose.present)
    np.testing.assert_allclose(again.xyz[..., :2], pose.xyz[..., :2], atol=1e-4)
    np.testing.assert_allclose(again.xyz[..., 2], pose.xyz[..., 2], atol=0.05)
