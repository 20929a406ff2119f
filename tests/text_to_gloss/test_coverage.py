"""Signs of grammar that a sentence has no word for are not written; right answers hardly ever lack one."""

from __future__ import annotations

from itertools import islice

import pytest

from stable_signer.text_to_gloss.analyse import Analyser
from stable_signer.text_to_gloss.corpus.pairs import pairs
from stable_signer.text_to_gloss.coverage import unfaithful, unlicensed
from stable_signer.text_to_gloss.normalise import normalise
from stable_signer.text_to_gloss.words import load_words

_WORDS = load_words()


@pytest.mark.parametrize(
    ("text", "symbol", "is_missing"),
    [
        ("The red shirt is the most expensive.", "LESS", True),
        ("My car is less expensive.", "LESS", False),
        ("She is the tallest.", "MOST", False),
        ("Where do you live?", "WHY", True),
        ("If I had money, I would buy a car.", "PAST", True),
        ("If I had known, I would have come.", "PAST", False),
        ("I was sick.", "PAST", False),
        ("I am too tired to eat.", "CAN", False),
    ],
)
def test_signs_need_a_word(text: str, symbol: str, is_missing: bool) -> None:
    tokens = Analyser(_WORDS)(normalise(text)[0]).tokens
    assert (symbol in unlicensed(tokens)) == is_missing


def test_right_answers_are_licensed() -> None:
    drawn = list(islice(pairs(_WORDS, 5), 600))
    assert sum(bool(set(pair.target) & unlicensed(pair.tokens)) for pair in drawn) <= 3


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("Please come in.", "IN"),
        ("She went out.", "OUT"),
        ("Who gave you that ring?", "THAT"),
        ("My brother runs faster.", "MORE"),
        ("Is it mine or hers?", "POSS-3p:a"),
    ],
)
def test_small_words_are_shown(text: str, symbol: str) -> None:
    tokens = Analyser(_WORDS)(normalise(text)[0]).tokens
    assert unfaithful(["A"], tokens) == unfaithful(["A", symbol], tokens) + 1


@pytest.mark.parametrize("text", ["She says that dogs bark.", "What is in your bag?", "I think that he works."])
def test_other_small_words_are_not_asked_for(text: str) -> None:
    tokens = Analyser(_WORDS)(normalise(text)[0]).tokens
    shown = ["IN", "THAT"]
    assert unfaithful(["A"], tokens) == unfaithful(["A", *shown], tokens)
