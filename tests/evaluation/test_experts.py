"""Expert accuracy: hand-computed shares, the format of minimal pairs, and what counts as the same expert."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from stable_signer.errors import TextError
from stable_signer.evaluation.experts import (
    KINDS,
    Case,
    Result,
    accuracy_of,
    by_kind,
    is_same_expert,
    judge,
    read_cases,
    table,
)
from stable_signer.gloss import parse_sign
from stable_signer.lexicon.entries import load_lexicon
from stable_signer.plan import PlannedSign, SigningPlan

PAIRS = Path(__file__).parent.parent / "gloss_to_pose" / "minimal_pairs.tsv"


def plan_of(*rows: tuple[str, str, int]) -> SigningPlan:
    """A plan with signs, the words they stand for, and how many alternatives each has."""
    signs = [
        PlannedSign(sign, float(i), 0.5, source=source, alternatives=tuple("x" * k for k in range(1, n + 1)))
        for i, (sign, source, n) in enumerate(rows)
    ]
    return SigningPlan(" ".join(sign for sign, _, _ in rows), tuple(signs))


@pytest.mark.parametrize(
    ("sign", "right", "same"),
    [
        ("RUN-jog", "RUN-jog", True),
        ("RUN-jog", "RUN-manage", False),
        ("3p:a-HELP-1p", "HELP", True),  # no direction asked for
        ("3p:a-HELP-1p", "3p:a-HELP-1p", True),
        ("1p-HELP-3p:a", "3p:a-HELP-1p", False),
        ("TELL-1p", "2p-TELL-1p", True),  # a verb without a subject that ends at the signer starts at the viewer
        ("LEAF++", "LEAF", True),
    ],
)
def test_the_same_expert(sign, right, same):
    assert is_same_expert(sign, right) == same


def test_judged_by_the_row_of_the_word():
    cases = [
        Case("I run a shop.", "run", "RUN-manage", "sense"),
        Case("I run a shop.", "shop", "STORE", "form"),
        Case("You sing like her.", "like", "LIKE-same", "sense"),
        Case("Nothing.", "gone", "GO", "sense"),
    ]
    plan = plan_of(("IX-1p", "", 0), ("RUN-jog", "run", 2), ("STORE", "shop", 1), ("LIKE-same", "", 0))
    results = judge(cases, lambda sentence: plan)
    assert [r.is_right for r in results] == [False, True, True, False]
    assert [r.num_candidates for r in results] == [3, 2, 1, 1] and results[0].performed == "RUN-jog"


def test_shares_by_hand():
    results = [
        Result(Case("a", "run", "RUN-jog", "sense"), "RUN-jog", 3, True),
        Result(Case("b", "run", "RUN-manage", "sense"), "RUN-jog", 3, False),
        Result(Case("c", "help", "1p-HELP-2p", "direction"), "1p-HELP-2p", 6, True),
    ]
    row = accuracy_of(results, {"run": "RUN-jog"})
    assert row.num_cases == 3 and row.accuracy == pytest.approx(2 / 3)
    assert row.chance == pytest.approx((1 / 3 + 1 / 3 + 1 / 6) / 3) and row.most_frequent == pytest.approx(1 / 3)
    kinds = by_kind(results, {})
    assert list(kinds) == ["sense", "direction", "all"] and kinds["direction"].accuracy == 1.0
    assert "| minimal | direction | 1 | 100.0 | 0.0 | 16.7 |" in table({"minimal": kinds})


def test_the_minimal_pairs_are_pairs_of_experts_that_exist():
    cases, lexicon = read_cases(PAIRS), load_lexicon()
    assert len(cases) >= 120 and {case.kind for case in cases} == set(KINDS)
    assert len({case.sentence for case in cases}) == len(cases)
    for case in cases:
        assert case.word.lower() in case.sentence.lower()
        sign = parse_sign(case.right)
        assert sign.id_gloss in lexicon, case
    by_root = Counter(case.word.lower()[:3] for case in cases if case.kind != "direction")
    assert all(count >= 2 for root, count in by_root.items()), by_root  # every word is there with another expert


@pytest.mark.parametrize("line", ["no tabs", "a\tb\tC", "a\tb\tC\tkindness", "a\tb\tC\tsense\tmore"])
def test_a_broken_line_is_named(tmp_path, line):
    path = tmp_path / "pairs.tsv"
    path.write_text(f"# a comment\nI run.\trun\tRUN-jog\tsense\n{line}\n")
    with pytest.raises(TextError, match="line 3"):
        read_cases(path)


def test_a_missing_file_is_one_line(tmp_path):
    with pytest.raises(TextError, match="cannot be read"):
        read_cases(tmp_path / "none.tsv")
