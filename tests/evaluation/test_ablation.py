"""The ablation's scores by hand, and its results file and table."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from stable_signer.evaluation.ablation import (
    AblationRun,
    held_out,
    marking,
    read_runs,
    scores,
    smoothed,
    table,
    write_runs,
)
from stable_signer.evaluation.metrics.score import ScoreError
from stable_signer.text_to_gloss.corpus.pairs import Pair
from stable_signer.text_to_gloss.words import load_words

_PAIR = Pair(
    ("<food>", "<extra_id_0>", "?"), ("ynq(", "<extra_id_0>", "IX-2p", ")"), "Tea, you?", "ynq( TEA IX-2p )"
)  # fmt: skip


def _run(name: str, seed: int, bleu: float) -> AblationRun:
    return AblationRun(name, seed, 10, 5, 1.0, {"bleu4": bleu}, [{"step": 10, "L_SLUL": 1.0}])


def test_a_right_answer_scores_all() -> None:
    values = scores([_PAIR], [_PAIR.target])
    assert all(value == pytest.approx(100.0) for value in values.values())


def test_a_lost_marker_costs_recall_alone() -> None:
    values = scores([_PAIR], [("<extra_id_0>", "ynq(", "IX-2p", ")")])
    assert values["precision"] == 100.0 and values["recall"] == 50.0 and values["exact"] == 0.0


def test_brackets_that_do_not_match_are_left_out() -> None:
    assert marking([")", "neg(", "A", ")", ")", "whq(", "B"]) == Counter({("neg", "A"): 1, ("whq", "B"): 1})


def test_held_out_sentences_are_distinct_and_of_the_split() -> None:
    rows = held_out(load_words(), 8, "dev")
    assert len({row.text for row in rows}) == 8 and {row.split for row in rows} == {"dev"}
    assert [len(row.target) for row in rows] == [len(row.gloss.split(" ")) for row in rows]


def test_a_log_is_smoothed() -> None:
    terms = ("L_SLUL", "L_SAGM", "L_KL", "L_con", "L")
    log = [{"step": i} | dict.fromkeys(terms, float(i)) for i in range(1, 6)]
    assert [(line["step"], line["L"]) for line in smoothed(log, 2)] == [(2, 1.5), (4, 3.5), (5, 5.0)]


def test_results_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "results" / "runs.json"
    assert read_runs(path) == []
    write_runs(path, [_run("base", 1, 30.0)])
    assert read_runs(path) == [_run("base", 1, 30.0)]
    path.write_text("{}")
    with pytest.raises(ScoreError, match="no ablation runs"):
        read_runs(path)


def test_table_has_mean_and_deviation_and_marks_the_best() -> None:
    text = table([_run("base", 1, 30.0), _run("base", 2, 32.0), _run("all", 1, 35.0)])
    assert "| Base (L_SLUL) | 2 | 31.0 ± 1.4 |" in text
    assert "| all | 1 | **35.0** |" in text


def test_the_lowest_error_rate_is_the_best() -> None:
    runs = [AblationRun(name, 1, 10, 5, 1.0, {"wer": rate}, []) for name, rate in (("base", 60.0), ("all", 80.0))]
    assert "| Base (L_SLUL) | 1 | **60.0** |" in table(runs)


def test_precision_is_a_column_too() -> None:
    runs = [AblationRun(name, 1, 10, 5, 1.0, {"precision": p}, []) for name, p in (("base", 60.0), ("all", 80.0))]
    assert "| all | 1 | **80.0** |" in table(runs)
