"""What must stand together: the bindings of a sentence, and how nearly always the corpus keeps them."""

from __future__ import annotations

from itertools import islice

import pytest

from stable_signer.text_to_gloss.analyse import Analyser, Token
from stable_signer.text_to_gloss.bindings import bind, bound, fitting, objects
from stable_signer.text_to_gloss.corpus.pairs import pairs
from stable_signer.text_to_gloss.corpus.pools import literal_keys
from stable_signer.text_to_gloss.corpus.templates import EXTRA_LITERALS
from stable_signer.text_to_gloss.normalise import normalise
from stable_signer.text_to_gloss.noun_phrases import chunk
from stable_signer.text_to_gloss.words import load_words

_WORDS = load_words()


def tokens_of(text: str) -> tuple[Token, ...]:
    return chunk(Analyser(_WORDS)(normalise(text)[0]).tokens, _WORDS.glosses)


@pytest.mark.parametrize(
    ("text", "led"),
    [
        ("I am taller than my brother.", {"<extra_id_1>": "THAN"}),
        ("It is colder here than in Texas.", {"<extra_id_2>": "THAN"}),
        ("She worked for three years.", {"<extra_id_1>": "FOR"}),
        ("This is for my mother.", {}),
        ("I waited until the bus came.", {"<extra_id_1>": "UNTIL"}),
        ("Wait until the light is green.", {}),
        ("I live with a man who cooks.", {}),
        ("What is wrong with your car?", {}),
        ("He is about to leave.", {}),
        ("I walked with him and with my dog.", {}),
    ],
)
def test_prepositions_lead_their_nouns(text: str, led: dict[str, str]) -> None:
    assert bound(tokens_of(text)) == led


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("My boss wants to see me.", {"<extra_id_2>": ("IX-1p", "-1p")}),
        ("I know you are busy.", {}),
        ("She wants me to come.", {}),
        ("Help me find it.", {"<extra_id_1>": ("IX-3p", "-3p")}),
        ("I see her dog.", {}),
    ],
)
def test_pronouns_follow_their_verbs(text: str, found: dict[str, tuple[str, ...]]) -> None:
    assert objects(tokens_of(text)) == found


def test_the_corpus_keeps_the_bindings() -> None:
    kept = broken = 0
    for pair in islice(pairs(_WORDS, 13), 1500):
        answer = [symbol for symbol in pair.answer if not symbol.startswith("$")]
        for slot, sign in bound(pair.tokens).items():
            is_kept = answer[max(0, answer.index(slot) - 1)] == sign
            kept, broken = kept + is_kept, broken + (not is_kept)
        for slot, signs in objects(pair.tokens).items():
            is_kept = answer[answer.index(slot) + 1 :][:1] in ([sign] for sign in signs)
            kept, broken = kept + is_kept, broken + (not is_kept)
    assert kept > 150
    assert broken <= 0.03 * kept


def test_senses_are_those_of_the_readings_left() -> None:
    literals = {"watch": ("WATCH-wrist", "LOOK-AT"), "leave": ("LEAVE-depart", "LEAVE-behind")}
    tokens = Analyser(_WORDS, literals)(normalise("I leave the watch.")[0]).tokens
    assert bind(tokens, literals).meant == {
        "<extra_id_0>": frozenset(["", "$2"]),
        "<extra_id_1>": frozenset(["", "$2"]),
    }


def senses_of(text: str, word: str) -> frozenset[str]:
    literals = literal_keys(_WORDS, EXTRA_LITERALS)
    tokens = chunk(Analyser(_WORDS, literals)(normalise(text)[0]).tokens, _WORDS.glosses)
    (token,) = (token for token in tokens if token.word == word)
    return fitting(tokens, token)


@pytest.mark.parametrize(
    ("text", "word", "gloss"),
    [
        ("Is there any food left?", "left", "LEAVE-behind"),
        ("They have no money left.", "left", "LEAVE-behind"),
        ("She left her coat at home.", "leave", "LEAVE-behind"),
        ("We will miss the bus.", "miss", "MISS-fail"),
    ],
)
def test_an_object_or_a_place_leaves_one_sense(text: str, word: str, gloss: str) -> None:
    assert senses_of(text, word) == {gloss}


def test_turning_left_leaves_the_direction() -> None:
    assert "LEFT-direction" in senses_of("Turn left at the corner.", "left")
