"""Text metrics against hand-computed cases and the numbers of published systems."""

from __future__ import annotations

import csv
import gzip
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stable_signer.evaluation.metrics.score import draws
from stable_signer.evaluation.metrics.text import (
    TEXT_METRICS,
    ScoreError,
    bleu,
    edit_distance,
    lcs_length,
    rouge_l,
    rouge_l_google,
    score_text,
    span_scores,
    span_tallies,
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


sentences = st.lists(st.lists(st.sampled_from(["a", "b", "cd", "The", "fs-X"]), max_size=9).map(" ".join), min_size=1)


@settings(deadline=None)
@given(st.data())
def test_our_sums_give_sacrebleus_values(data):
    references = data.draw(sentences)
    hypotheses = data.draw(st.lists(sentences.map(lambda s: s[0]), min_size=len(references), max_size=len(references)))
    for name in ("bleu1", "bleu2", "bleu3", "bleu4", "chrf"):
        metric = TEXT_METRICS[name]
        value = metric.score(hypotheses, references).value
        assert metric.tally(hypotheses, references).score(0).value == pytest.approx(value, abs=1e-6), name


def test_the_interval_is_that_of_drawn_sentences():
    """Against a plain loop over draws of the same generator."""
    hypotheses, references = ["a b", "c d e", "x", "a"], ["a b", "c e", "y z", "a b"]
    counts = draws(4, 200, seed=3)
    chosen = [[i for i in range(4) for _ in range(int(row[i]))] for row in counts]
    values = [rouge_l([hypotheses[i] for i in c], [references[i] for i in c]).value for c in chosen]
    score = score_text(hypotheses, references, num_bootstrap=200, seed=3)["rouge_l"]
    assert (score.low, score.high) == pytest.approx(tuple(np.percentile(values, [2.5, 97.5])))


def test_the_interval_holds_the_value():
    scores = score_text(["a b c d e"] * 5 + ["x"] * 5, ["a b c d e"] * 10, num_bootstrap=50)
    score = scores["rouge_l"]
    assert score.low < score.value < score.high and "bootstrap 50" in score.signature


def test_span_precision_and_recall_by_hand():
    found = [Counter({("whq", "NAME"): 1, ("whq", "WHAT"): 1}), Counter({("neg", "LIKE"): 1})]
    wanted = [Counter({("whq", "WHAT"): 1}), Counter({("neg", "LIKE"): 1, ("neg", "COFFEE"): 1})]
    scores = span_scores(found, wanted)
    expected = {"whq": (0.5, 1.0), "neg": (1.0, 0.5), "all": (2 / 3, 2 / 3)}
    assert scores == {kind: pytest.approx(values) for kind, values in expected.items()}


def test_what_was_never_found_has_no_precision():
    tallies = span_tallies([Counter()], [Counter({("neg", "LIKE"): 1})])
    assert np.isnan(tallies["neg precision"].score(0).value) and tallies["neg recall"].score(0).value == 0


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("humaneval_SYSTEM_3", (63.13, 45.10, 33.63, 25.96, 60.93)),
        ("humaneval_SYSTEM_2", (55.76, 36.68, 25.63, 18.89, 54.59)),
        ("egea2021_syntax", (53.00, 31.73, 19.89, 13.13, 47.98)),
    ],
)
def test_published_outputs_score_as_published(real_data, pattern, expected):
    folder = real_data / "phoenix14t"
    references = [row["gloss"] for row in phoenix_test(folder)]
    path = next(p for p in (folder / "published_outputs").iterdir() if pattern in p.name)
    assert figures(path.read_text(encoding="utf-8").splitlines(), references) == list(expected)


def test_copying_the_german_scores_as_its_readme_says(real_data):
    """Umlauts spelled out as in the glosses, and without the final stop."""
    rows = phoenix_test(real_data / "phoenix14t")
    letters = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
    copies = [row["text"].lower().translate(letters).rstrip(" .") for row in rows]
    assert figures(copies, [row["gloss"] for row in rows]) == [18.33, 7.77, 3.70, 2.04, 24.45]


def phoenix_test(folder):
    with gzip.open(folder / "phoenix14t.test.tsv.gz", "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def figures(hypotheses, references):
    """BLEU-1..4 and ROUGE-L to two decimals."""
    scores = [*(bleu(hypotheses, references, n) for n in (1, 2, 3, 4)), rouge_l(hypotheses, references)]
    return [round(score.value, 2) for score in scores]
