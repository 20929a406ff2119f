"""Sentences are cut at their joints, and joined as the grammar joins them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stable_signer.text_to_gloss.analyse import Analyser
from stable_signer.text_to_gloss.divide import divisions, halves, is_ahead
from stable_signer.text_to_gloss.normalise import normalise
from stable_signer.text_to_gloss.noun_phrases import chunk
from stable_signer.text_to_gloss.relative import relatives
from stable_signer.text_to_gloss.words import load_words

_ANALYSE = Analyser(load_words())


def cuts(text: str) -> list[str]:
    tokens = Analyser(load_words())(normalise(text)[0]).tokens
    return [f"{d.kind}{'!' if d.inverted else ''}" for d in divisions(tokens)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("If it rains, I stay home.", ["cond"]),
        ("I stay home if it rains.", ["cond!"]),
        ("I am tired because I worked.", ["because"]),
        ("When I eat, I drink water.", [""]),
        ("I like it, but you hate it.", ["BUT"]),
        ("Although I like it, you hate it.", ["BUT"]),
        ("Do you sleep and do you eat?", ["AND"]),
        ("I like it, though you hate it.", ["BUT!"]),
        ("I like apples and bananas.", []),
        ("Before you leave, drink some water.", ["BEFORE"]),
        ("She asked me if I wanted coffee.", ["whether"]),
        ("I don't know whether he works.", ["whether"]),
        ("I will help you if you work.", ["cond!"]),
        ("My teacher told us that he was tired.", ["said"]),
        ("My teacher told us to close the window.", ["said"]),
        ("Please wait here until the baby sleeps.", ["UNTIL"]),
        ("Do you want to sleep or eat?", []),
        ("The soup was so hot that we waited.", ["SO"]),
        ("My mother drinks coffee.", []),
        ("The doctor says I need water.", ["said"]),
        ("I love you.", []),
    ],
)
def test_joints(text: str, kinds: list[str]) -> None:
    assert cuts(text) == kinds


def test_join_of_a_condition() -> None:
    tokens = Analyser(load_words())(normalise("I stay home if it rains.")[0]).tokens
    (division,) = divisions(tokens)
    assert division.join(["MAIN"], ["topic(", "A", ")", "B"]) == ["cond(", "IF", "A", "B", ")", "/", "MAIN"]


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        ("I come tomorrow.", True),
        ("I come in two days.", True),
        ("I come on Monday.", False),
        ("I come at six.", False),
    ],
)
def test_times_to_come(text: str, ahead: bool) -> None:
    tokens = chunk(Analyser(load_words())(normalise(text)[0]).tokens, load_words().glosses)
    assert any(is_ahead(token, before.function_word) for before, token in pairwise(tokens)) == ahead


def test_join_of_what_is_conceded() -> None:
    tokens = Analyser(load_words())(normalise("I like it although you hate it.")[0]).tokens
    (division,) = divisions(tokens)
    assert division.join(["MAIN"], ["CONCEDED"]) == ["CONCEDED", "/", "BUT", "MAIN"]


@pytest.mark.parametrize(
    ("text", "untensed"),
    [
        ("If I had time, I would sleep.", "now"),
        ("If I had slept, I would have worked.", "past"),
        ("If I have time, I will sleep.", ""),
        ("She told me that he was tired.", "now"),
        ("She tells me that he was tired.", ""),
    ],
)
def test_a_past_tense_that_says_nothing_of_time(text: str, untensed: str) -> None:
    tokens = Analyser(load_words())(normalise(text)[0]).tokens
    assert {division.untensed for division in divisions(tokens)} == {untensed}


@pytest.mark.parametrize(
    ("text", "shares"),
    [("I cook rice and wash the dishes.", True), ("I cook rice and you wash the dishes.", False)],
)
def test_a_clause_without_a_subject_shares_it(text: str, shares: bool) -> None:
    tokens = Analyser(load_words())(normalise(text)[0]).tokens
    assert [division.shares for division in divisions(tokens)] == [shares]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("My brother works in a big hospital and my sister teaches math.", "my"),
        ("In the old house, my mother cooks fish.", "my"),
        ("My mother cooks fish.", ""),
        ("Today, fish.", ""),
    ],
)
def test_a_long_sentence_is_cut_near_its_middle(text: str, second: str) -> None:
    tokens = Analyser(load_words())(normalise(text)[0]).tokens
    cut = halves(tokens)
    assert (tokens[cut.second.start].text if cut else "") == second


def test_a_cut_at_a_comma_is_a_pause() -> None:
    tokens = Analyser(load_words())(normalise("In the old house, my mother cooks fish.")[0]).tokens
    cut = halves(tokens)
    assert cut is not None and cut.join(["A"], ["B"]) == ["A", "/", "B"]


_COMMON = st.sampled_from(
    [
        "i", "you", "she", "who", "that", "when", "if", "so", "and", "or", "but", "because", "until", "before", "to",
        "ask", "told", "said", "leave", "play", "run", "dog", "woman", "red", ",", ".", "?", "the", "a", "not", "would",
        "had", "have", "very", "tomorrow",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(_COMMON, min_size=1, max_size=12))
def test_any_words_can_be_cut(words: list[str]) -> None:
    for sentence in normalise("a " + " ".join(words)):
        tokens = _ANALYSE(sentence).tokens
        for division in divisions(tokens):
            assert division.first and division.second and not set(division.first) & set(division.second)
            assert max(division.second) < len(tokens)
        for relative in relatives(tokens):
            assert relative.head in relative.inner and relative.head in relative.main(tokens)
            assert set(relative.inner) | set(relative.main(tokens)) | set(relative.clause) == set(range(len(tokens)))
