"""Teachers' answers nearest to what people glossed."""

from __future__ import annotations

import math

import pytest

pytest.importorskip("torch")

from hypothesis import given
from hypothesis import strategies as st

from stable_signer.data.readers.parallel import ParallelRow
from stable_signer.text_to_gloss.parallel.decode import Candidate
from stable_signer.text_to_gloss.parallel.distil import interpolated, nearest, ngrams, sentence_bleu

lines = st.lists(st.sampled_from("abcd"), min_size=1, max_size=7)
ANSWERS = [Candidate("morgen regen", -0.1), Candidate("morgen nord regen", -0.5), Candidate("schnee", -0.9)]


def test_the_nearest_need_not_be_the_likeliest() -> None:
    assert nearest(ANSWERS, "MORGEN NORD REGEN WIND") == "morgen nord regen"
    assert nearest(ANSWERS, "SONNE") == "morgen regen"


def test_each_row_is_there_and_every_second_as_people_glossed_it() -> None:
    rows = [ParallelRow(f"text {i}", "MORGEN NORD REGEN WIND", f"Signer{i}") for i in range(4)]
    taught = interpolated(rows, [ANSWERS] * 4)
    assert [row.text for row in taught] == ["text 0", "text 1", "text 2", "text 3", "text 0", "text 2"]
    assert {row.gloss for row in taught[:4]} == {"MORGEN NORD REGEN"}
    assert taught[4:] == rows[::2]


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
