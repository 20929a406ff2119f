"""Results: a file that comes back equal, and what counts as a change."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from stable_signer.evaluation.metrics.score import Score, ScoreError
from stable_signer.evaluation.results import Change, Results, Table, changes, changes_text, scores_to_json


def results(value: float = 20.0, half: float = 2.0, signature: str = "BLEU-4|x") -> Results:
    score = Score(value, signature, "higher", value - half, value + half)
    table = Table("Text to gloss", {"cascade": {"bleu4": score}}, {"peer": "not run"}, ("a note",))
    return Results({"split": "test"}, {"gloss": table}, {"exact by length": {"cascade": {"1-3": score}}}, ({"n": 1},))


def test_what_is_saved_is_loaded(tmp_path: Path):
    results().save(tmp_path / "results.json")
    assert Results.load(tmp_path / "results.json") == results()


def test_not_a_number_is_null_and_comes_back(tmp_path: Path):
    found = Results({}, {"t": Table("T", {"r": {"m": Score(math.nan, "s")}})})
    found.save(tmp_path / "r.json")
    assert math.isnan(Results.load(tmp_path / "r.json").tables["t"].rows["r"]["m"].value)
    assert json.loads(scores_to_json({"m": Score(math.nan, "s")}))["m"]["value"] is None


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"version": 1}', '{"version": 0, "tables": {}}'])
def test_files_that_are_none(tmp_path: Path, content: str):
    path = tmp_path / "old.json"
    path.write_text(content)
    with pytest.raises(ScoreError, match=r"old\.json"):
        Results.load(path)
    with pytest.raises(ScoreError, match="cannot be read"):
        Results.load(tmp_path / "missing.json")


def test_a_change_within_the_intervals_is_told_from_one_beyond():
    assert changes(results(), results()) == []
    small, large = changes(results(20), results(22)), changes(results(20), results(25))
    assert small[0].verdict == "within the interval" and large[0].verdict == "better"
    assert changes(results(25), results(20))[0].verdict == "worse"
    assert "not comparable" in changes(results(), results(30, signature="BLEU-4|y"))[0].verdict


def test_the_interval_of_a_difference_adds_both_as_independent():
    """Halves 3 and 4: beyond 5, not beyond 5 exactly."""

    def change(gap: float) -> Change:
        return Change("x", Score(0.0, "s", "higher", -3, 3), Score(gap, "s", "higher", gap - 4, gap + 4))

    assert not change(5.0).is_beyond_interval and change(5.01).is_beyond_interval


@pytest.mark.parametrize(
    ("direction", "old", "new", "verdict"),
    [
        ("lower", 5.0, 1.0, "better"),
        ("higher", 5.0, 1.0, "worse"),
        ("near 1", 0.3, 0.9, "better"),
        ("near 1", 1.1, 1.9, "worse"),
        ("near ground truth", 5.0, 1.0, "changed"),
    ],
)
def test_which_way_is_better(direction, old, new, verdict):
    assert Change("x", Score(old, "s", direction), Score(new, "s", direction)).verdict == verdict


def test_changes_beyond_their_interval_come_first():
    old, new = results(20), results(25)
    lines = changes_text(old, new).splitlines()
    assert lines[0] == "gloss, cascade, bleu4: 20 -> 25  better"
    assert changes_text(old, old) == "No number changed."


def test_other_sentences_than_the_baselines_are_told():
    old = Results({}, {}, {}, ({"text": "A", "gloss": "A"}, {"text": "B", "gloss": "B"}))
    new = Results({}, {}, {}, ({"text": "A", "gloss": "A"}, {"text": "C", "gloss": "C"}))
    assert changes_text(old, new).startswith("Other sentences: 1 of 2 are the baseline's.")
