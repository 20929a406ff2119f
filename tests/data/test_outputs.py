"""Reading what other systems wrote: made files, real samples, and files that are none."""

from __future__ import annotations

import gzip
import json
import tarfile
from pathlib import Path

import numpy as np
import pytest

from stable_signer.data.readers.outputs import read_outputs
from stable_signer.errors import PoseError
from stable_signer.skeleton import DWPOSE_128, PROMPT2SIGN_50, SIGNER_131, SLRTP_178
from tests.poses import a_pose

HANDS = [*SIGNER_131.hand("right"), *SIGNER_131.hand("left")]


def skels_line(pose, divisor: float = 3.0) -> str:
    joints = pose.to(PROMPT2SIGN_50).xyz * [1, -1, 1] / divisor
    rows = np.concatenate([joints.reshape(len(pose), -1), np.arange(1, len(pose) + 1)[:, None] / len(pose)], 1)
    return " ".join(f"{v:.6f}" for v in rows.ravel())


def dwpose_rows(pose) -> np.ndarray:
    """Fractions of a picture of 1280 x 720, one shoulder width = 200 pixels."""
    xy = (pose.to(DWPOSE_128).xyz[..., :2] * [200, -200] + [640, 300]) / (1280, 720)
    scores, parts = pose.confidence[:, :128], ((0, 18), (18, 60), (60, 128))
    rows = [np.c_[xy[:, a:b].reshape(len(pose), -1), scores[:, a:b]] for a, b in parts]
    return np.concatenate([*rows, np.arange(len(pose))[:, None] / (len(pose) - 1)], 1)


def slrtp(pose) -> np.ndarray:
    """(t 178 3), y down, metres, away from the origin; the face is of no layout that we know."""
    mapped = pose.to(SLRTP_178)
    return mapped.xyz * [0.36, -0.36, 0.36] + [0.1, 0.2, 0.3]


def test_skels_with_several_lines(tmp_path: Path):
    path = tmp_path / "test.skels"
    path.write_text(f"{skels_line(a_pose(4))}\n{skels_line(a_pose(7))}\n")
    found = read_outputs(path, fps=25)
    assert [row.name for row in found] == ["1", "2"] and [len(row.pose) for row in found] == [4, 7]
    np.testing.assert_allclose(found[1].pose.xyz[:, HANDS], a_pose(7).xyz[:, HANDS], atol=1e-3)
    assert found[0].native is not None and found[0].native.shape == (4, 50, 3)
    packed = tmp_path / "test.skels.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert len(read_outputs(packed)) == 2


def test_dwpose_rows_as_lines_and_as_arrays(tmp_path: Path):
    pose = a_pose(6)
    rows = dwpose_rows(pose)
    (tmp_path / "a.skels").write_text(" ".join(f"{v:.8f}" for v in rows.ravel()))
    np.save(tmp_path / "b.npy", rows)
    np.savez(tmp_path / "c.npz", one=rows, two=rows[:3])
    found = read_outputs(tmp_path, size=(1280, 720))
    assert [row.name for row in found] == ["1", "b", "one", "two"]
    for row in found:
        wanted = pose.xyz[: len(row.pose), HANDS, :2]
        np.testing.assert_allclose(row.pose.xyz[:, HANDS, :2], wanted, atol=1e-3)


def test_slrtp_in_each_of_its_forms(tmp_path: Path):
    pose = a_pose(5)
    values = slrtp(pose).tolist()
    forms = {"names": {"x": values}, "records": {"x": {"poses_3d": values, "text": "hi"}}, "list": [values],
             "one": values}  # fmt: skip
    for name, form in forms.items():
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(form))
        (row,) = read_outputs(path)
        np.testing.assert_allclose(row.pose.xyz[:, HANDS], pose.xyz[:, HANDS], atol=1e-3)
        assert row.native is not None and row.native.shape == (5, 178, 3)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.skels", "", "holds no sequence"),
        ("a.skels", "1 2 3", r"line 1: .*151 a frame"),
        ("a.skels", "one two", "expected numbers"),
        ("a.json", "{", "is not JSON"),
        ("a.json", "{}", "holds no sequences"),
        ("a.json", "[]", "holds no sequences"),
        ("a.json", '{"x": [[1, 2]]}', r"'x' has shape \(1, 2\).*178"),
        ("a.json", '{"x": [[1], [2, 3]]}', "no numbers"),
        ("a.json", '{"x": null}', "178"),
        ("a.npy", "not an array", "cannot be read"),
        ("a.npz", "not an archive", "cannot be read"),
        ("a.pose", "not a pose", "pose file"),
        ("a.txt", "hello", "expected a name that ends in"),
        ("a.skels.gz", "not packed", "cannot be read"),
    ],
)
def test_files_that_are_none(tmp_path: Path, name: str, content: str, message: str):
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(PoseError, match=message) as caught:
        read_outputs(path)
    assert "\n" not in str(caught.value)


def test_folders_without_poses(tmp_path: Path):
    with pytest.raises(PoseError, match="holds no poses"):
        read_outputs(tmp_path)
    with pytest.raises(PoseError, match="does not exist"):
        read_outputs(tmp_path / "nothing")


def test_wrong_arrays(tmp_path: Path):
    np.save(tmp_path / "a.npy", np.zeros((4, 300)))
    with pytest.raises(PoseError, match="385 values"):
        read_outputs(tmp_path / "a.npy")
    np.save(tmp_path / "b.npy", np.array([{"pickled": 1}]), allow_pickle=True)
    with pytest.raises(PoseError, match="cannot be read"):
        read_outputs(tmp_path / "b.npy")


def test_real_samples(real_data: Path, tmp_path: Path):
    skels = read_outputs(real_data / "phoenix14t_skels" / "progressive_transformers_tmp.test.skels.gz")
    assert len(skels) == 5 and all(row.native is not None for row in skels)
    letters = read_outputs(real_data / "fingerspelling_ase")
    assert len(letters) == 26 and all(len(row.pose) for row in letters)
    with tarfile.open(real_data / "how2sign_openpose" / "openpose_json_25frames.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    folder = next(tmp_path.rglob("*.json")).parent
    (frames,) = read_outputs(folder)
    assert len(frames.pose) == 25
    (frame,) = read_outputs(_alone(real_data / "how2sign_openpose" / "dwpose_frame_00000001.json", tmp_path / "dw"))
    assert len(frame.pose) == 1 and frame.pose.present[0, :8].all()


def _alone(file: Path, folder: Path) -> Path:
    folder.mkdir()
    (folder / file.name).write_bytes(file.read_bytes())
    return folder
