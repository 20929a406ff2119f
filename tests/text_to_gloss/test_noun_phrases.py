"""Noun phrases are found whole, and signed in ASL order."""

from __future__ import annotations

import pytest

from stable_signer.text_to_gloss.analyse import Analyser
from stable_signer.text_to_gloss.discourse import place
from stable_signer.text_to_gloss.normalise import normalise
from stable_signer.text_to_gloss.noun_phrases import chunk
from stable_signer.text_to_gloss.words import load_words

_WORDS = load_words()


def test_people_in_a_list_have_no_places() -> None:
    (analysis,) = place([Analyser(_WORDS)(normalise("Tom, Maria and John help me.")[0])])
    assert not any(token.locus for token in analysis.tokens)


def slots(text: str) -> list[str]:
    (analysis,) = place([Analyser(_WORDS)(normalise(text)[0])])
    return [" ".join(map(str, t.signs)) for t in chunk(analysis.tokens, _WORDS.glosses) if t.is_slot]


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("My mother is tired.", ["MY MOTHER", "TIRED"]),
        ("My mother's brother is tired.", ["MY MOTHER POSS-3p BROTHER", "TIRED"]),
        ("Anna's dog is tired.", ["fs-ANNA POSS-3p DOG", "TIRED"]),
        ("Anna's tired.", ["fs-ANNA", "TIRED"]),
        ("I have two happy dogs.", ["NUM-2 HAPPY DOG"]),
        ("My xylophone is new.", ["MY fs-XYLOPHONE", "NEW"]),
        ("I like dogs.", ["DOG"]),
        ("I met her.", ["MEET"]),
        ("The keys are on the kitchen table.", ["KEY++", "KITCHEN TABLE"]),
        ("A dentist appointment is expensive.", ["DENTIST APPOINTMENT", "EXPENSIVE"]),
        ("I gave my teacher flowers.", ["GIVE", "MY TEACHER", "FLOWER"]),
        ("It was a long day.", ["LONG DAY"]),
        ("I was sick last week.", ["SICK", "LAST-WEEK"]),
        ("Those boots are my brother's.", ["IX-3pl BOOTS", "MY BROTHER POSS-3p"]),
        ("More than fifty people came.", ["MORE THAN NUM-50 PEOPLE", "COME"]),
        ("She is the tallest girl.", ["MOST TALL GIRL"]),
        ("I want a bigger house.", ["WANT", "MORE BIG HOUSE"]),
        ("the most expensive car", ["MOST EXPENSIVE CAR"]),
        ("I have more time.", ["MORE TIME-clock"]),
        ("My keys are here.", ["MY KEY++", "HERE"]),
        ("My shoes are wet.", ["MY SHOES", "WET"]),
        ("We bought bread, milk, and two eggs.", ["BUY", "BREAD MILK AND NUM-2 EGG"]),
        ("Tom, Maria and John are here.", ["fs-TOM fs-MARIA AND fs-JOHN", "HERE"]),
        ("I like apples, oranges, and my brother eats meat.", ["APPLE", "ORANGE", "MY BROTHER", "EAT", "MEAT"]),
    ],
)
def test_phrases(text: str, signs: list[str]) -> None:
    assert slots(text) == signs
