"""Sentences are cut at their joints, and joined as the grammar joins them."""

from __future__ import annotations

import pytest

from stable_signer.text_to_gloss.analyse import Analyser
from stable_signer.text_to_gloss.divide import divisions, halves, renumbered, without_topics
from stable_signer.text_to_gloss.normalise import normalise
from stable_signer.text_to_gloss.words import load_words


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
        ("I like apples and bananas.", []),
        ("My mother drinks coffee.", []),
    ],
)
def test_joints(text: str, kinds: list[str]) -> None:
    assert cuts(text) == kinds


def test_join_of_a_condition() -> None:
    tokens = Analyser(load_words())(normalise("I stay home if it rains.")[0]).tokens
    (division,) = divisions(tokens)
    assert division.join(["MAIN"], ["topic(", "A", ")", "B"]) == ["cond(", "IF", "A", "B", ")", "/", "MAIN"]


def test_slots_are_renumbered() -> None:
    assert renumbered(["MY", "<extra_id_0>"], 3) == ["MY", "<extra_id_3>"]


def test_topics_inside_are_plain() -> None:
    assert without_topics(["topic(", "A", ")", "neg(", "B", ")"]) == ["A", "neg(", "B", ")"]


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
