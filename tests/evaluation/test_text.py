"""Text metrics against hand-computed cases and the numbers of published systems."""

from __future__ import annotations

import csv
import gzip
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stable_signer.evaluation.metrics.text import (
    ScoreError,
    bleu,
    edit_distance,
    lcs_length,
    rouge_l,
    rouge_l_google,
    score_text,
    span_scores,
    wer,
)

tokens = st.lists(st.sampled_from("abc"), max_size=7)


def slow_lcs(a, b):
    if not a or not b:
        return 0
    return slow_lcs(a[1:], b[1:]) + 1 if a[0] == b[0] else max(slow_lcs(a[1:], b), slow_lcs(a, b[1:]))


def slow_edits(a, b):
    if not a or not b:
        return len(a) + len(b)
    return min(slow_edits(a[1:], b[1:]) + (a[0] != b[0]), slow_edits(a[1:], b) + 1, slow_edits(a, b[1:]) + 1)


@given(tokens, tokens)
def test_lcs_and_edits_are_those_of_the_textbook(a, b):
    assert lcs_length(a, b) == slow_lcs(a, b)
    assert edit_distance(a, b) == slow_edits(a, b)


def test_rouge_by_hand():
    """LCS of 'a b c d' and 'a c e' is 2: P = 2/4, R = 2/3."""
    p, r, b2 = 0.5, 2 / 3, 1.44
    assert rouge_l(["a b c d"], ["a c e"]).value == pytest.approx(100 * (1 + b2) * p * r / (r + b2 * p))
    b2 = (p / r) ** 2
    assert rouge_l_google(["a b c d"], ["a c e"]).value == pytest.approx(100 * (1 + b2) * p * r / (r + b2 * p))


def test_wer_by_hand():
    assert wer(["a x c", ""], ["a b c", "d e"]).value == pytest.approx(100 * 3 / 5)


def test_no_smoothing_where_the_papers_have_none():
    assert bleu(["a b"], ["a c"]).value == 0.0


def test_case_does_not_count():
    assert bleu(["A B C D"], ["a b c d"]).value == pytest.approx(100)


def test_lengths_must_agree():
    with pytest.raises(ScoreError, match="2 hypotheses and 1 references"):
        score_text(["a", "b"], ["a"])
    with pytest.raises(ScoreError, match="at least one"):
        score_text([], [])


def test_the_interval_holds_the_value():
    scores = score_text(["a b c d e"] * 5 + ["x"] * 5, ["a b c d e"] * 10, num_bootstrap=50)
    score = scores["rouge_l"]
    assert score.low < score.value < score.high and "bootstrap 50" in score.signature


def test_span_precision_and_recall_by_hand():
    found = [Counter({("whq", "NAME"): 1, ("whq", "WHAT"): 1}), Counter({("neg", "LIKE"): 1})]
    wanted = [Counter({("whq", "WHAT"): 1}), Counter({("neg", "LIKE"): 1, ("neg", "COFFEE"): 1})]
    scores = span_scores(found, wanted)
    assert scores["whq"] == (0.5, 1.0) and scores["neg"] == (1.0, 0.5) and scores["all"] == (2 / 3, 2 / 3)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("SYSTEM_3", (63.13, 45.10, 33.63, 25.96, 60.93)),
        ("SYSTEM_2", (55.76, 36.68, 25.63, 18.89, 54.59)),
    ],
)
def test_published_outputs_score_as_published(real_data, pattern, expected):
    with gzip.open(real_data / "phoenix14t" / "phoenix14t.test.tsv.gz", "rt") as file:
        references = [row["gloss"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    path = next(p for p in (real_data / "phoenix14t" / "published_outputs").iterdir() if pattern in p.name)
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        hypotheses = file.read().splitlines()
    found = [bleu(hypotheses, references, n).value for n in (1, 2, 3, 4)] + [rouge_l(hypotheses, references).value]
    assert [round(value, 2) for value in found] == list(expected)
