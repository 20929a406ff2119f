"""SLUL's dev tables: pairs are read with checks, scores are those of the answers, the command prints them."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from stable_signer.cli.evaluate_slul import EvaluateSlul
from stable_signer.evaluation.metrics.score import ScoreError
from stable_signer.evaluation.slul import (
    DevPair,
    coverage_table,
    english_lines,
    evaluate,
    marking,
    phenomena_table,
    read_pairs,
    scores_table,
    spaced,
    test_split,
)
from stable_signer.gloss import parse_gloss
from stable_signer.text_to_gloss.infer import TextToGloss

test_split.__test__ = False  # pyright: ignore[reportFunctionMemberAccess] (a function of ours, not a test)


@pytest.fixture(scope="module")
def translate() -> TextToGloss:
    return TextToGloss.from_pretrained()


def test_pairs_are_read(tmp_path: Path) -> None:
    (tmp_path / "pairs.tsv").write_text("# talk\nHello world.\tHELLO WORLD\n\nHello?\tynq(HELLO)\tquestion\n")
    pairs = read_pairs(tmp_path / "pairs.tsv")
    assert pairs == (
        DevPair("Hello world.", parse_gloss("HELLO WORLD")),
        DevPair("Hello?", parse_gloss("ynq(HELLO)"), "question"),
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "0 pairs"),
        (b"no tab\n", "line 1"),
        (b"A.\tB\nHi.\tynq(HELLO\n", "line 2"),
        (b"\xff\xfe\x00", "cannot be read"),
    ],
)
def test_a_bad_file_is_one_line(content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "pairs.tsv").write_bytes(content)
    with pytest.raises(ScoreError, match=message) as caught:
        read_pairs(tmp_path / "pairs.tsv")
    assert "\n" not in str(caught.value)


def test_brackets_are_tokens() -> None:
    assert spaced(parse_gloss("whq(YOUR NAME WHAT)")) == "whq( YOUR NAME WHAT )"


def test_marking_counts_each_sign_under_each_marker() -> None:
    wanted = Counter({("topic", "BOOK"): 1, ("whq", "BOOK"): 1, ("whq", "WHO"): 1})
    assert marking(parse_gloss("whq(topic(BOOK) WHO)")) == wanted


def test_scores_of_answers(translate: TextToGloss) -> None:
    right = str(translate("Hello world.").sequence)
    rows = (
        DevPair("Hello world.", parse_gloss(right), "a"),
        DevPair("Hello world.", parse_gloss("HELLO"), "b"),
        DevPair("😀", parse_gloss("HELLO"), "b"),  # nothing to sign: an answer without signs, not an end of the run
    )
    row = evaluate("few", rows, translate, "greedy", num_bootstrap=0)
    assert row.scores["exact"].value == pytest.approx(100 / 3)
    assert row.right == {"a": (1, 1), "b": (0, 2)}
    assert phenomena_table(row).splitlines()[2] == "| b | 0 | 2 |"
    assert "| few | greedy | 3 |" in scores_table([row])


def test_real_english_is_read_from_lines_and_tables(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.\nTwo.\nThree.\n")
    assert sorted(english_lines(tmp_path / "a.txt", 5)) == ["One.", "Three.", "Two."]
    assert len(english_lines(tmp_path / "a.txt", 2)) == 2
    with gzip.open(tmp_path / "b.tsv.gz", "wt") as file:
        file.write("id\ttext\n1\tHello.\nbroken\n")
    assert english_lines(tmp_path / "b.tsv.gz", 5) == ["Hello."]
    with pytest.raises(ScoreError, match="cannot be read"):
        english_lines(tmp_path / "a.gz", 5)


def test_coverage_of_real_english(tmp_path: Path, translate: TextToGloss) -> None:
    (tmp_path / "a.txt").write_text("My dog is happy.\nMy zorblax is new.\n")
    row = coverage_table([tmp_path / "a.txt"], 10, translate).splitlines()[2]
    assert row.startswith("| a.txt | 2 | 100.0 | 100.0 |")


def test_the_test_split_is_the_same_every_time() -> None:
    first, again = test_split(3), test_split(3)
    assert first == again and len({pair.text for pair in first}) == 3


def test_the_command_prints_tables_and_writes_json(
    tmp_path: Path, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pairs.tsv").write_text("Hello world.\tHELLO WORLD\tstatement\n")
    EvaluateSlul(pairs=tmp_path / "pairs.tsv", sentences=0, output=tmp_path / "slul.json").run()
    out = capsys.readouterr().out
    assert "| hand-written | beam 4 | 1 |" in out and "Loading the model" in out and "bleu4:" in out
    rows = json.loads((tmp_path / "slul.json").read_text())["rows"]
    assert [row["decoding"] for row in rows] == ["greedy", "beam 4"]


def test_nothing_to_evaluate_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ScoreError, match="--pairs"):
        EvaluateSlul(sentences=0).run()
    with pytest.raises(ScoreError, match="--sentences -1"):
        EvaluateSlul(sentences=-1).run()
