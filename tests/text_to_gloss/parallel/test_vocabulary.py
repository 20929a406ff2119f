"""Subwords: text and back, the same with the same seed, and nothing that cannot be read."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("tokenizers")

from hypothesis import given
from hypothesis import strategies as st

from stable_signer.errors import ModelError
from stable_signer.text_to_gloss.parallel.vocabulary import (
    END,
    SPECIAL,
    UNKNOWN,
    Subwords,
    learn_subwords,
    spaced,
)

TEXTS = ["der regen kommt", "es regnet im norden", "über nacht"] * 3
GLOSSES = ["REGEN KOMMEN", "NORD REGEN", "NACHT UEBER"] * 3
SUBWORDS = learn_subwords(TEXTS, GLOSSES, 60, True, ["dgs", "asl"])
LETTERS = sorted({letter for line in TEXTS for letter in spaced(line, True)} - {" "})
words = st.lists(st.text(LETTERS, min_size=1, max_size=12), max_size=8)


@given(words)
def test_text_comes_back_with_and_without_dropout(found: list[str]) -> None:
    text = " ".join(found)
    assert SUBWORDS.decode(SUBWORDS.encode(text)) == text
    assert SUBWORDS.decode(SUBWORDS.encode(text, random.Random(1), 0.5)) == text


@given(words, st.floats(0, 1), st.integers(0, 9))
def test_a_seed_determines_every_dropout(found: list[str], dropout: float, seed: int) -> None:
    text = " ".join(found)
    first, second = (SUBWORDS.encode(text, random.Random(seed), dropout) for _ in range(2))
    assert first == second


def test_frequent_words_are_one_piece_and_dropout_takes_them_apart() -> None:
    assert len(SUBWORDS.encode("regen")) == 1
    assert len(SUBWORDS.encode("regen", random.Random(0), 1.0)) == 6  # the word's start and five letters


def test_merges_are_applied_best_first() -> None:
    pieces = (*SPECIAL, "▁", "a", "b", "c", "bc", "▁a", "ab")
    subwords = Subwords([("b", "c"), ("▁", "a"), ("a", "b")], pieces, False)
    assert [pieces[i] for i in subwords.encode("abc")] == ["▁a", "bc"]


def test_umlauts_are_folded_so_that_text_and_gloss_share_letters() -> None:
    assert SUBWORDS.encode("über") == SUBWORDS.encode("ueber")
    unfolded = learn_subwords(TEXTS, GLOSSES, 5, False, ["dgs"])
    assert unfolded.encode("über") != unfolded.encode("ueber")


def test_letters_never_seen_are_unknown_and_not_written() -> None:
    ids = SUBWORDS.encode("regen 雨")
    assert UNKNOWN in ids and SUBWORDS.decode(ids).split() == ["regen"]


def test_the_source_has_the_tag_first_and_the_end_last() -> None:
    ids = SUBWORDS.source("regen", "asl")
    assert SUBWORDS.pieces[ids[0]] == "<asl>" and ids[-1] == END
    assert SUBWORDS.decode(ids) == "regen"
    with pytest.raises(ModelError, match="'xyz'"):
        SUBWORDS.source("regen", "xyz")


def test_a_vocabulary_is_kept_as_json() -> None:
    again = Subwords.from_json(SUBWORDS.to_json())
    assert again.pieces == SUBWORDS.pieces and again.encode(TEXTS[0]) == SUBWORDS.encode(TEXTS[0])
    assert again.written() == SUBWORDS.written()


def test_only_pieces_of_glosses_may_be_written() -> None:
    written = {SUBWORDS.pieces[i] for i, may in enumerate(SUBWORDS.written()) if may}
    assert {"</s>", "▁REGEN", "R"} <= written
    assert not written & {"<pad>", "<unk>", "<mask>", "<dgs>", "▁regen", "r"}
    for gloss in GLOSSES:
        ids = SUBWORDS.target(gloss)
        assert all(SUBWORDS.written()[i] for i in ids) and SUBWORDS.decode(ids) == gloss.lower()
