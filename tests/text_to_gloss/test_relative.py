"""Relative clauses are taken out of a sentence, read as sentences, and put back under ``rel``."""

from __future__ import annotations

import pytest

from stable_signer.text_to_gloss.analyse import Analyser, Token
from stable_signer.text_to_gloss.discourse import place
from stable_signer.text_to_gloss.exchange import renumbered
from stable_signer.text_to_gloss.normalise import normalise
from stable_signer.text_to_gloss.relative import relatives, slots_of
from stable_signer.text_to_gloss.words import load_words

_ANALYSE = Analyser(load_words())


def _tokens(text: str) -> tuple[Token, ...]:
    return next(iter(place([_ANALYSE(normalise(text)[0])]))).tokens


def _readings(text: str) -> list[tuple[str, str]]:
    """Main and relative clause of every way to read a sentence."""
    tokens = _tokens(text)
    parts = [relative.parts(tokens) for relative in relatives(tokens)]
    return [(" ".join(t.text or "." for t in main), " ".join(t.text or "." for t in inner)) for main, inner in parts]


@pytest.mark.parametrize(
    ("text", "main", "inner"),
    [
        ("The woman who lives here is deaf.", "The woman is deaf .", "The woman lives here ."),
        ("The book that you gave me is old.", "The book is old .", "you gave me The book ."),
        ("The cake we made is good.", "The cake is good .", "we made The cake ."),
        ("The car my uncle bought is red.", "The car is red .", "my uncle bought The car ."),
        ("I know a woman who teaches math.", "I know a woman .", "a woman teaches math ."),
        ("My friend, who lives in Ohio, is tired.", "My friend is tired .", "friend lives in Ohio ."),
        ("I like the house where we live.", "I like the house .", "we live the house ."),
    ],
)
def test_clauses(text: str, main: str, inner: str) -> None:
    assert (main, inner) in _readings(text)


@pytest.mark.parametrize(
    "text", ["I know that she works.", "Who lives here?", "In summer we swim.", "My mother cooks."]
)
def test_no_relative_clause(text: str) -> None:
    assert _readings(text) == []


def test_the_noun_goes_first_in_its_span() -> None:
    tokens = _tokens("The book that you gave me is old.")
    relative = next(r for r in relatives(tokens) if len(r.clause) == 4)
    book, gave, old = (f"<extra_id_{i}>" for i in range(3))
    inner = ["topic(", book, ")", "2p-", gave, "-1p", "FINISH"]
    whole = relative.join([book, old], inner, book)
    assert whole == ["rel(", book, "2p-", gave, "-1p", "FINISH", ")", old]


def test_what_points_at_the_subject_is_left_out() -> None:
    tokens = _tokens("The woman who helped me is deaf.")
    relative = next(r for r in relatives(tokens) if r.is_subject)
    woman, helped, deaf = (f"<extra_id_{i}>" for i in range(3))
    inner = [woman, "IX-3p:a", "3p:a-", helped, "-1p", "FINISH"]
    assert relative.join([woman, deaf], inner, woman) == ["rel(", woman, helped, "-1p", "FINISH", ")", deaf]


def test_slots_keep_their_place_in_the_whole() -> None:
    tokens = _tokens("The book that you gave me is old.")
    relative = next(r for r in relatives(tokens) if len(r.clause) == 4)
    places = slots_of(tokens, relative.inner)
    whole = renumbered(["<extra_id_0>", "<extra_id_1>"], places.__getitem__)
    assert whole == ["<extra_id_1>", "<extra_id_0>"]
