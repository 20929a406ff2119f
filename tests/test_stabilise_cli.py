"""``stable-signer stabilise``: clean signing comes out as it went in, a trembling one calmer, bad input in one line."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from stable_signer.cli import main
from stable_signer.pose import Pose
from tests.poses import a_pose


def run(*args: object, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["stabilise", *map(str, args)])
    return code, capsys.readouterr().err


def test_what_sign_wrote_comes_out_within_a_millimetre(tmp_path, capsys):
    given, found = tmp_path / "a.pose", tmp_path / "b.pose"
    assert main(["sign", "--gloss", "fs-ANNA WANT BOOK", "-o", str(given)]) == 0
    capsys.readouterr()
    code, err = run(given, "-o", found, capsys=capsys)
    assert code == 0 and "b.pose" in err
    a, b = Pose.load(given), Pose.load(found)
    assert np.linalg.norm(a.xyz - b.xyz, axis=-1).max() * 360 < 1.0


def test_a_trembling_hand_gets_calmer(tmp_path, capsys):
    still = a_pose(1)
    noise = 0.01 * np.random.default_rng(0).standard_normal((50, 131, 3))
    pose = Pose(still.xyz + noise, np.repeat(still.confidence, 50, 0), 25.0)
    given, found = tmp_path / "a.safetensors", tmp_path / "b.safetensors"
    pose.save(given)
    code, err = run(given, "-o", found, capsys=capsys)
    assert code == 0 and "joints moved" in err
    hand = pose.skeleton.hand("right")
    assert Pose.load(found).xyz[:, hand].std(0).mean() < 0.8 * Pose.load(given).xyz[:, hand].std(0).mean()


@pytest.mark.parametrize(
    ("name", "output", "said"),
    [
        ("missing.pose", "out.pose", "missing.pose"),
        ("broken.pose", "out.pose", "broken.pose"),
        ("slow.safetensors", "out.pose", "resample"),
        ("good.safetensors", "out.txt", "out.txt"),
        ("good.safetensors", "nowhere/out.pose", "nowhere"),
        ("words.txt", "out.pose", "words.txt"),
    ],
)
def test_bad_input_is_told_in_one_line_and_nothing_is_written(tmp_path, capsys, name, output, said):
    (tmp_path / "broken.pose").write_bytes(b"not a pose")
    a_pose(12).save(tmp_path / "good.safetensors")
    replace(a_pose(12), fps=2.0).save(tmp_path / "slow.safetensors")
    code, err = run(tmp_path / name, "-o", tmp_path / output, capsys=capsys)
    assert code == 1 and said in err and err.count("\n") == 1
    assert not (tmp_path / output).exists()


def test_recorded_signs_are_stabilised_when_they_are_imported(tmp_path, capsys, monkeypatch):
    import stable_signer.gloss_to_pose.stabilise as module

    seen: list[Pose] = []
    monkeypatch.setattr(module, "stabilise_if_known", lambda pose: (seen.append(pose), module.stabilise(pose))[1])
    folder = tmp_path / "poses"
    folder.mkdir()
    a_pose(40).save(folder / "book.pose")
    (folder / "index.csv").write_text("path,glosses,words\nbook.pose,BOOK,book\n")
    assert main(["lexicon", "import", str(folder), "-o", str(tmp_path / "new.sqlite")]) == 0
    capsys.readouterr()
    assert len(seen) == 1 and len(seen[0]) == 40
