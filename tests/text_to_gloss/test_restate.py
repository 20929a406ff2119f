"""Constructions that are read as plainer ones."""

from __future__ import annotations

import pytest

from stable_signer.text_to_gloss.analyse import Analyser
from stable_signer.text_to_gloss.normalise import normalise
from stable_signer.text_to_gloss.words import load_words

_ANALYSE = Analyser(load_words())


def words(text: str) -> str:
    return " ".join(token.function_word or token.text + token.mark for token in _ANALYSE(normalise(text)[0]).tokens)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Unless you pay, go.", "if you do not pay , go ."),
        ("Unless she comes, go.", "if she does not comes , go ."),
        ("Unless it is cold, go.", "if it is not cold , go ."),
        ("There isn't any soap.", "there is no soap ."),
        ("I don't have any soap.", "i do not have any soap ."),
        ("No food or drinks in the house.", "there is no food or drinks-s in the house ."),
        ("No, the food is cold.", "no , the food is cold ."),
        ("No smoking.", "no smoking ."),
        ("Closed for the holidays.", "Closed for the holidays-s ."),
    ],
)
def test_plainer_constructions(text: str, plain: str) -> None:
    assert words(text).lower() == plain.lower()


@pytest.mark.parametrize("text", ["Unless.", "No.", "There isn't any.", "Unless unless?", "Any no unless"])
def test_any_words_can_be_read(text: str) -> None:
    assert words(text)
