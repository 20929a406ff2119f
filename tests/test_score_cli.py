"""``stable-signer score`` and ``evaluate`` as they are called: JSON on standard output, one line for what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from stable_signer.cli import main
from stable_signer.clip import Clip
from tests.data.test_outputs import skels_line
from tests.poses import a_pose


def scores(capsys, *args: str) -> dict:
    assert main(["score", *args]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys, *args: str) -> str:
    assert main(list(args)) == 1
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("stable-signer: ") and err.count("\n") == 1, err
    return err


def test_score_text(tmp_path: Path, capsys):
    (tmp_path / "h").write_text("a b c d\ne f\n")
    (tmp_path / "r").write_text("a b c d\ne g\n")
    found = scores(capsys, "text", "--hyp", str(tmp_path / "h"), "--ref", str(tmp_path / "r"))
    assert {"bleu1", "bleu4", "rouge_l", "rouge_l_google", "chrf", "wer"} <= set(found)
    assert found["wer"]["value"] == pytest.approx(100 / 6) and found["wer"]["direction"] == "lower"
    assert "sacrebleu" in found["bleu4"]["signature"] or "version:" in found["bleu4"]["signature"]
    assert found["rouge_l"]["low"] <= found["rouge_l"]["value"] <= found["rouge_l"]["high"]


def test_score_pose(tmp_path: Path, capsys):
    (tmp_path / "h.skels").write_text("\n".join(skels_line(a_pose(n)) for n in (20, 30)))
    (tmp_path / "r.skels").write_text("\n".join(skels_line(a_pose(n)) for n in (22, 30)))
    files = ("--hyp", str(tmp_path / "h.skels"), "--ref", str(tmp_path / "r.skels"))
    found = scores(capsys, "pose", *files, "--bootstrap", "10")
    assert {"dtw_mje", "dtw", "dtw_pa_jpe_right", "ndtw_mje", "fgd", "dtw_mje_native", "dtw_native"} <= set(found)
    assert found["duration_ratio"]["value"] == pytest.approx((20 / 22 + 1) / 2)


def test_score_videos(tmp_path: Path, capsys):
    random = np.random.default_rng(0)
    frames = random.integers(0, 256, (8, 64, 64, 3)).astype(np.uint8)
    for name, shift in (("h", 9), ("r", 0)):
        Clip.of_array(np.clip(frames.astype(int) + shift, 0, 255).astype(np.uint8), 25).save(tmp_path / f"{name}.mp4")
    found = scores(capsys, "pose", "--hyp", str(tmp_path / "h.mp4"), "--ref", str(tmp_path / "h.mp4"))
    assert found["ssim"]["value"] == pytest.approx(1.0) and found["fid"]["value"] == pytest.approx(0, abs=1e-9)
    changed = scores(capsys, "pose", "--hyp", str(tmp_path / "h.mp4"), "--ref", str(tmp_path / "r.mp4"))
    assert changed["ssim"]["value"] < 0.999 and "NOT Inception" in changed["fid"]["signature"]


def test_what_cannot_be_scored_is_one_line(tmp_path: Path, capsys):
    empty, one, two = tmp_path / "empty", tmp_path / "one", tmp_path / "two"
    empty.write_text("")
    one.write_text("a\n")
    two.write_text("a\nb\n")
    text = ("score", "text", "--hyp")
    assert "is empty" in refused(capsys, *text, str(empty), "--ref", str(one))
    assert "has 1 lines" in refused(capsys, *text, str(one), "--ref", str(two))
    assert "cannot be read" in refused(capsys, *text, str(tmp_path / "none"), "--ref", str(one))
    assert "--bootstrap -1" in refused(capsys, *text, str(one), "--ref", str(one), "--bootstrap", "-1")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in refused(capsys, *text, str(tmp_path / "binary"), "--ref", str(one))
    skels = tmp_path / "a.skels"
    skels.write_text(skels_line(a_pose(4)))
    pose = ("score", "pose", "--hyp")
    both = tmp_path / "b.skels"
    both.write_text(f"{skels_line(a_pose(4))}\n{skels_line(a_pose(4))}")
    assert "1 sequences to score and 2" in refused(capsys, *pose, str(skels), "--ref", str(both))
    wrong = tmp_path / "wrong.skels"
    wrong.write_text("1 2 3 4")
    assert "151 a frame" in refused(capsys, *pose, str(wrong), "--ref", str(skels))
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no video")
    assert "cannot be read as video" in refused(capsys, *pose, str(broken), "--ref", str(broken))
    assert "holds no video" in refused(capsys, *pose, str(broken), "--ref", str(skels))


def test_evaluations_that_cannot_be_are_one_line(tmp_path: Path, capsys):
    out = ("-o", str(tmp_path))
    assert "Text2Sign Diffusion" in refused(capsys, "evaluate", "gloss", "--system", "direct", *out)
    assert "does not exist" in refused(capsys, "evaluate", "pose", "--system", str(tmp_path / "x"), *out)
    assert "dev or test" in refused(capsys, "evaluate", "all", "--split", "train", *out)
    assert "expected 2 to 5000" in refused(capsys, "evaluate", "all", "--sentences", "0", *out)
    assert "a name, =" in refused(capsys, "evaluate", "all", "--also", "nothing", *out)
    assert "results.json" in refused(capsys, "evaluate", "all", "--baseline", str(tmp_path / "old.json"), *out)
    (tmp_path / "file").write_text("")
    assert "cannot be made" in refused(capsys, "evaluate", "gloss", "-o", str(tmp_path / "file" / "x"))
