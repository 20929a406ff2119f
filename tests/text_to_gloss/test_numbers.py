"""Numbers, money, times and dates become signs."""

from __future__ import annotations

import pytest

from stable_signer.text_to_gloss.normalise import normalise
from stable_signer.text_to_gloss.numbers import merge_number_words, number_value, quantities, signs_of

_KNOWN = frozenset({"DOLLAR", "TIME-clock", "THOUSAND", "MILLION", "THIRD", "HALF"})


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
        ("It is half past three.", "TIME-clock NUM-3:30"),
        ("at a quarter to nine", "TIME-clock NUM-8:45"),
        ("at a quarter to one", "TIME-clock NUM-12:45"),
        ("ten past two", "TIME-clock NUM-2:10"),
        ("Dinner is at seven.", "TIME-clock NUM-7"),
        ("open from 9 to 5", "TIME-clock NUM-9 TIME-clock NUM-5"),
        ("from 3 to 6 years", "NUM-3 NUM-6"),
        ("at five in the morning", "TIME-clock NUM-5 fs-AM"),
        ("five in the morning class", "NUM-5"),
        ("a hundred dollars", "NUM-100 DOLLAR"),
        ("at seven schools", "NUM-7"),
        ("ten to five people", "NUM-10 NUM-5"),
        ("on September 5th", "NUM-5"),
        ("on the fourth of July", "NUM-4"),
        ("on March 3, 2026", "NUM-3 NUM-20 NUM-26"),
        ("the 3rd house", "THIRD"),
        ("the 12th house", "NUM-12 fs-TH"),
        ("1/2 cup", "HALF"),
        ("2,500, or 30,", "NUM-2 THOUSAND NUM-500 NUM-30"),
        ("call 555-1234", "NUM-5 NUM-5 NUM-5 NUM-1 NUM-2 NUM-3 NUM-4"),
        ("it is ten to five", "TIME-clock NUM-4:50"),
        ("five six seven", "NUM-5 NUM-6 NUM-7"),
        ("me@x.org", "fs-ME fs-AT fs-X fs-DOT fs-ORG"),
    ],
)
def test_signs(text: str, glosses: str) -> None:
    assert signed(text) == glosses


def test_one_as_a_pronoun_is_no_number() -> None:
    assert signed("this one is mine") == ""


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("It costs about twenty dollars.", "it costs approximately $20 ."),
        ("We talked about two movies.", "we talked about 2 movies ."),
        ("I drank two glasses of water.", "i drank 2 glass of water ."),
        ("My glasses are new.", "my glasses are new ."),
    ],
)
def test_quantities(text: str, norms: str) -> None:
    words = quantities(merge_number_words(normalise(text)[0].words))
    assert " ".join(word.norm for word in words) == norms
