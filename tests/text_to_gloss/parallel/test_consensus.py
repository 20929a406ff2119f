"""The answer that is most like the others: hand-computed values and laws."""

from __future__ import annotations

import math

import pytest

pytest.importorskip("torch")

from hypothesis import given
from hypothesis import strategies as st

from stable_signer.text_to_gloss.parallel.consensus import consensus, ngrams, sentence_bleu
from stable_signer.text_to_gloss.parallel.decode import Candidate

lines = st.lists(st.sampled_from("abcd"), min_size=1, max_size=7)


def test_ngrams_up_to_four() -> None:
    assert ngrams(["a", "b", "a"]) == {("a",): 2, ("b",): 1, ("a", "b"): 1, ("b", "a"): 1, ("a", "b", "a"): 1}


def test_sentence_bleu_by_hand() -> None:
    # unigrams 2 of 3, bigrams (1 + 1) of (2 + 1), trigrams (0 + 1) of (1 + 1), four-grams (0 + 1) of (0 + 1)
    value = sentence_bleu(ngrams(["a", "b", "c"]), ngrams(["a", "b", "d"]))
    assert value == pytest.approx((2 / 3 * 2 / 3 * 1 / 2 * 1) ** 0.25)
    # two words of four, all right: the brevity penalty alone
    assert sentence_bleu(ngrams(["a", "b"]), ngrams(["a", "b", "c", "d"])) == pytest.approx(math.exp(-1.0))
    assert sentence_bleu(ngrams(["x"]), ngrams(["a"])) == 0.0


@given(lines, lines)
def test_no_answer_is_better_than_the_reference_itself(a: list[str], b: list[str]) -> None:
    assert sentence_bleu(ngrams(a), ngrams(a)) == pytest.approx(1.0)
    assert 0.0 <= sentence_bleu(ngrams(b), ngrams(a)) <= 1.0 + 1e-9


def test_the_middle_wins_unless_the_best_is_sure() -> None:
    candidates = [Candidate("x y", -0.1), Candidate("a b c d", -0.2), Candidate("a b c", -0.3), Candidate("a b", -0.3)]
    assert consensus(candidates, 0.0) == "a b c"
    assert consensus(candidates, 100.0) == "x y"


@given(st.lists(lines, min_size=1, max_size=5), st.randoms())
def test_the_order_of_equal_candidates_does_not_matter(answers: list[list[str]], rng) -> None:
    made = [Candidate(" ".join(answer), 0.0) for answer in answers]
    shuffled = rng.sample(made, len(made))
    chosen = {consensus(made, 1.0), consensus(shuffled, 1.0)}
    gains = [sum(sentence_bleu(ngrams(c.split()), ngrams(m.gloss.split())) for m in made) for c in chosen]
    assert gains == pytest.approx([gains[0]] * len(gains))
