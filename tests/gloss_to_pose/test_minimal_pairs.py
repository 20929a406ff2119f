"""The shipped weights on hand-written minimal pairs, the whole way from text to plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from stable_signer.evaluation.experts import by_kind, judge, read_cases
from stable_signer.pipeline import StableSigner

CASES = read_cases(Path(__file__).parent / "minimal_pairs.tsv")


@pytest.mark.slow
def test_the_right_expert_performs_minimal_pairs():
    kinds = by_kind(judge(CASES, StableSigner.from_pretrained().cascade.plan), {})
    assert kinds["all"].num_cases == len(CASES) >= 120
    assert all(row.accuracy > row.chance + 0.2 for row in kinds.values()), kinds
