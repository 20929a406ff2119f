"""Tables of parallel corpora: the published numbers come out, and results are kept whole."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("sacrebleu")

from stable_signer.data.readers.parallel import ParallelRow
from stable_signer.data.readers.phoenix14t import read_phoenix14t
from stable_signer.evaluation.metrics.score import ScoreError
from stable_signer.evaluation.parallel import published, read_results, scores, systems_table, write_results

ROWS = (ParallelRow("es regnet morgen im norden", "MORGEN NORD REGEN"), ParallelRow("sonnig", "SONNE"))


def test_perfect_answers_score_a_hundred_whatever_their_case() -> None:
    found = scores(["morgen nord regen", "Sonne"], ROWS)
    assert found["bleu1"] == found["rouge_l"] == 100.0 and found["wer"] == 0.0


def test_the_table_has_a_line_a_system() -> None:
    lines = systems_table({"ours": scores(["morgen nord regen", "sonne"], ROWS)}).splitlines()
    assert len(lines) == 3 and lines[2].startswith("| ours | 100.00 |")


def test_published_outputs_score_as_published(real_data: Path) -> None:
    folder = real_data / "phoenix14t"
    found = published(folder, read_phoenix14t(folder, "test"))
    best = found["Zhu et al. 2023, SYSTEM_3 (the best published)"]
    names = ("bleu1", "bleu2", "bleu3", "bleu4", "rouge_l")
    assert [best[name] for name in names] == [63.13, 45.10, 33.63, 25.96, 60.93]
    assert found["copy of the German text"]["bleu4"] == 2.04


def test_results_come_back_and_broken_ones_are_told(tmp_path: Path) -> None:
    path = tmp_path / "results" / "found.json"
    assert read_results(path) == {}
    write_results(path, {"phoenix14t": {"ours": {"dev": {"bleu4": 1.5}}}})
    assert read_results(path)["phoenix14t"]["ours"]["dev"]["bleu4"] == 1.5
    path.write_text("{")
    with pytest.raises(ScoreError, match="score again"):
        read_results(path)


def test_missing_outputs_are_told(tmp_path: Path) -> None:
    with pytest.raises(ScoreError, match="cannot be read"):
        published(tmp_path, ROWS)
