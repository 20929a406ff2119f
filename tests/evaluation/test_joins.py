"""Stitched sentences: the table on real pairs, and clear words where there are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from stable_signer.cli import main
from stable_signer.errors import PoseError
from stable_signer.evaluation.joins import WAYS, evaluate_joins, read_sentences


def test_realised_sentences_come_a_fifth_nearer_to_the_real_ones(real_data: Path):
    """On both halves; the height of the lap was chosen while both were seen."""
    found = evaluate_joins(real_data / "dgs_joins")
    assert list(found.sums) == list(WAYS) and len(found.numbers) == 12 and len(found.left_out) == 4
    for half in ("all", "odd", "even"):
        assert found.gain("realised", "dtw_mje", half) > 0.2 and found.gain("realised", "ndtw_mje", half) > 0.2
    assert "12 sentences" in found.to_text() and "signatures" in found.to_json()


def test_a_folder_without_pairs_is_one_clear_line(tmp_path, capsys):
    with pytest.raises(PoseError, match="no pair"):
        read_sentences(tmp_path)
    assert main(["evaluate", "joins", str(tmp_path)]) == 1
    error = capsys.readouterr().err
    assert "no pair" in error and "Traceback" not in error
