"""The checker: what it prints, and its exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from stable_signer.body.signer import load_body
from stable_signer.lexicon.check import check, main

GOOD = '[[sign]]\ngloss = "MOTHER"\nenglish = ["mother"]\nclass = "noun"\nform = "5 up/in thumb-tip@chin ~tap*2"\n'


def test_a_good_file_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "good.toml"
    file.write_text(GOOD)
    assert main([str(file)]) == 0
    printed = capsys.readouterr()
    assert printed.out == "" and "1 entries" in printed.err and "missed_contact_cm" in printed.err


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        (GOOD.replace("chin", "chinn"), 'did you mean "chin"', 1),
        (GOOD.replace("@chin", "@weak.palm"), "weak hand of its own", 1),
        (GOOD + GOOD.replace("MOTHER", "MAMA"), "moves exactly like MOTHER", 1),
        (GOOD + GOOD, "give it a variant", 1),
        (GOOD.replace("@chin", "@hip-far-fwd60"), "out of reach", 1),
        (GOOD.replace("5 up/in thumb-tip@chin", "X up-in/back index-tip@mouth-corner"), "faces away", 1),
        (GOOD.replace("5 up/in", "Bee up/in"), "Bee", 1),
    ],
)
def test_failures_are_one_line_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: str, code: int
) -> None:
    file = tmp_path / "bad.toml"
    file.write_text(text)
    assert main([str(file)]) == code
    assert words in capsys.readouterr().out


def test_fast_only_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "good.toml"
    file.write_text(GOOD)
    assert main(["--fast", str(file)]) == 0
    assert "missed_contact_cm" not in capsys.readouterr().err


def test_signs_that_are_said_to_be_homonyms_may_move_alike(tmp_path: Path) -> None:
    file = tmp_path / "alike.toml"
    file.write_text(GOOD + GOOD.replace("MOTHER", "MAMA") + 'homonym = "MOTHER"\n')
    assert check([file], load_body()).warnings == ()
