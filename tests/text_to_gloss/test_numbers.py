"""Numbers, money, times and dates become signs."""

from __future__ import annotations

import pytest

from stable_signer.text_to_gloss.normalise import normalise
from stable_signer.text_to_gloss.numbers import merge_number_words, number_value, signs_of

_KNOWN = frozenset({"DOLLAR", "TIME-clock", "THOUSAND", "MILLION"})


def signed(text: str) -> str:
    words = merge_number_words(normalise(text)[0].words)
    return " ".join(str(sign) for word in words if word.kind not in ("word", "mark") for sign in signs_of(word, _KNOWN))


@pytest.mark.parametrize(
    ("words", "value"), [("twenty five", 25), ("two hundred and three", 203), ("three thousand", 3000), ("a dog", None)]
)
def test_value_of_number_words(words: str, value: int | None) -> None:
    assert number_value(words.split()) == value


@pytest.mark.parametrize(
    ("text", "glosses"),
    [
        ("I have twenty-five books", "NUM-25"),
        ("it costs $25", "NUM-25 DOLLAR"),
        ("it costs 2.50 dollars", "NUM-2.50 DOLLAR"),
        ("at 3:30", "TIME-clock NUM-3:30"),
        ("at 3 o'clock", "TIME-clock NUM-3"),
        ("in 1999", "NUM-19 NUM-99"),
        ("2,500 people", "NUM-2 THOUSAND NUM-500"),
        ("3,000,000 people", "NUM-3 MILLION"),
        ("five six seven", "NUM-5 NUM-6 NUM-7"),
        ("me@x.org", "fs-ME fs-AT fs-X fs-DOT fs-ORG"),
    ],
)
def test_signs(text: str, glosses: str) -> None:
    assert signed(text) == glosses


def test_one_as_a_pronoun_is_no_number() -> None:
    assert signed("this one is mine") == ""
