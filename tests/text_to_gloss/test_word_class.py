"""A word is read as the class of word that can stand in its place."""

from __future__ import annotations

import pytest

from stable_signer.text_to_gloss.analyse import Analyser, Token
from stable_signer.text_to_gloss.corpus.pools import literal_keys
from stable_signer.text_to_gloss.corpus.templates import EXTRA_LITERALS
from stable_signer.text_to_gloss.normalise import normalise
from stable_signer.text_to_gloss.words import load_words

_WORDS = load_words()
_ANALYSE = Analyser(_WORDS, literal_keys(_WORDS, EXTRA_LITERALS))


def token(text: str, word: str) -> Token:
    return next(t for t in _ANALYSE(normalise(text)[0]).tokens if t.text.lower() == word)


def glosses(text: str, word: str) -> set[str]:
    return {reading.gloss for reading in token(text, word).readings}


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("They saw a snake.", "saw", {"SEE"}),
        ("She left before dinner.", "left", {"LEAVE-depart", "LEAVE-behind"}),
        ("She had left.", "left", {"LEAVE-depart", "LEAVE-behind"}),
        ("He doesn't park here.", "park", {"PARK-car"}),
        ("We can fish.", "fish", {"FISHING"}),
        ("I need a watch.", "watch", {"WATCH-wrist"}),
        ("My watch is new.", "watch", {"WATCH-wrist"}),
        ("I have lost my ticket.", "lost", {"LOSE-item", "LOSE-game"}),
        ("They have been married for years.", "married", {"MARRIED"}),
        ("Stop at the red light.", "light", {"LIGHT-lamp"}),
        ("It only takes a second.", "second", {"SECOND-time"}),
        ("He knows how to cook.", "cook", {"COOK"}),
        ("You may be right, but I doubt it.", "right", {"RIGHT-correct"}),
        ("I am not fine.", "fine", {"FINE"}),
        ("I know a woman who can cook.", "cook", {"COOK"}),
        ("I have already eaten.", "already", {"ALREADY", "FINISH"}),
    ],
)
def test_the_words_before_say_the_class(text: str, word: str, expected: set[str]) -> None:
    assert glosses(text, word) == expected


@pytest.mark.parametrize(
    ("text", "word"), [("Turn left.", "left"), ("I saw her saw.", "saw"), ("Are you right?", "right")]
)
def test_elsewhere_the_model_chooses(text: str, word: str) -> None:
    assert len(glosses(text, word)) == (1 if text.startswith("I saw") else len(_WORDS.readings(word)))


@pytest.mark.parametrize(
    ("text", "word", "mark"),
    [
        ("He cut the bread.", "cut", "-ed"),
        ("She hit me.", "hit", "-ed"),
        ("Did he cut the bread?", "cut", ""),
        ("I cut the bread.", "cut", ""),
        ("He likes to cut bread.", "cut", ""),
    ],
)
def test_a_verb_without_its_ending_is_past(text: str, word: str, mark: str) -> None:
    assert token(text, word).mark == mark


def test_what_an_article_leads_is_no_verb() -> None:
    assert token("The flight was long.", "flight").type == "event"
    assert token("They fly home.", "fly").type != "event"
