"""Clauses are joined as the grammar joins them; every symbol of both is kept."""

from __future__ import annotations

import pytest

from stable_signer.text_to_gloss.exchange import renumbered
from stable_signer.text_to_gloss.join import Division, with_senses, with_time, without_topics

_ONE, _TWO = range(4), range(5, 9)


@pytest.mark.parametrize(
    ("division", "first", "second", "whole"),
    [
        (Division("because", _ONE, _TWO), "A", "B", "A rh( WHY ) B"),
        (Division("because", _ONE, _TWO, inverted=True), "A", "B", "B rh( WHY ) A"),
        (Division("cond", _ONE, _TWO), "A", "B", "cond( IF A ) / B"),
        (Division("cond", _ONE, _TWO, inverted=True), "A", "B", "cond( IF B ) / A"),
        (Division("BEFORE", _ONE, _TWO, inverted=True), "A", "B", "topic( BEFORE B ) / A"),
        (Division("BUT", _ONE, _TWO), "A FINISH", "B FINISH", "A FINISH / BUT B FINISH"),
        (Division("AND", _ONE, _TWO, shares=True), "A FINISH", "B FINISH", "A AND B FINISH"),
        (Division("AND", _ONE, _TWO, shares=True), "ynq( A FINISH )", "ynq( B )", "ynq( A AND B FINISH )"),
        (Division("AND", _ONE, _TWO, shares=True), "topic( PAST ) A", "B", "topic( PAST ) A AND B"),
        (Division("said", _ONE, _TWO), "A FINISH", "B FINISH", "A B FINISH"),
        (Division("said", _ONE, _TWO, untensed="now"), "A FINISH", "topic( PAST ) B", "A B"),
        (Division("whether", _ONE, _TWO), "A neg( NOT KNOW )", "B", "A neg( NOT KNOW ynq( B ) )"),
        (Division("whether", range(2), _TWO), "IX-3p:a 3p- ASK -3p FINISH", "B", "IX-3p:a ASK ynq( B )"),
        (Division("UNTIL", _ONE, _TWO), "A", "B FINISH", "A UNTIL B"),
        (Division("cond", _ONE, _TWO, untensed="now"), "topic( PAST ) A", "WILL B", "cond( IF A ) / WILL B"),
        (Division("cond", _ONE, _TWO, untensed="past"), "HAVE A FINISH", "WILL B FINISH", "cond( IF PAST A ) / B"),
        (Division("cond", _ONE, _TWO, untensed="past"), "A", "CAN B FINISH", "cond( IF PAST A ) / CAN B"),
    ],
)
def test_join(division: Division, first: str, second: str, whole: str) -> None:
    assert " ".join(division.join(first.split(), second.split())) == whole


def test_slots_are_renumbered() -> None:
    assert renumbered(["MY", "<extra_id_0>"], lambda slot: slot + 3) == ["MY", "<extra_id_3>"]


def test_topics_inside_are_plain() -> None:
    assert without_topics(["topic(", "A", ")", "neg(", "B", ")"]) == ["A", "neg(", "B", ")"]


def test_a_time_says_when() -> None:
    assert with_time(["ynq(", "A", "FINISH", ")"], ["T"]) == ["ynq(", "topic(", "T", ")", "A", ")"]


def test_senses_are_those_of_the_whole() -> None:
    whole = ["<extra_id_0>", "$2", "<extra_id_1>"]
    assert with_senses(["<extra_id_1>", "$3", "<extra_id_0>"], whole) == ["<extra_id_1>", "<extra_id_0>", "$2"]
