"""Swapped classes: both sides change alike, and what cannot be changed alike stays."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("torch")

from hypothesis import given
from hypothesis import strategies as st

from stable_signer.text_to_gloss.parallel.swaps import (
    cardinals,
    compass,
    months,
    number_glosses,
    number_word,
    ordinal_word,
    ordinals,
    swapped,
    weekdays,
)

NUMBERS = {tuple(number_glosses(n)): number_word(n) for n in range(40)}
seeds = st.integers(0, 10_000).map(random.Random)


def test_numbers_as_they_are_written_and_signed() -> None:
    assert [number_word(n) for n in (0, 12, 21, 30, 35)] == [
        "null",
        "zwölf",
        "einundzwanzig",
        "dreißig",
        "fünfunddreißig",
    ]
    assert number_glosses(16) == ["SECHSZEHN"] and number_glosses(35) == ["FUENF", "DREISSIG"]
    assert [ordinal_word(n) for n in (1, 12, 20, 31)] == ["ersten", "zwölften", "zwanzigsten", "einunddreißigsten"]


@given(seeds, st.integers(0, 19), st.integers(0, 19))
def test_a_number_changes_on_both_sides(rng: random.Random, n: int, k: int) -> None:
    text, gloss = ["von", number_word(n), "bis", number_word(k)], [*number_glosses(n), "BIS", *number_glosses(k)]
    read, signed = cardinals(text, gloss, rng)
    assert [NUMBERS[(signed[0],)], NUMBERS[(signed[2],)]] == [read[1], read[3]]
    assert read[1] != number_word(n) and (read[1] == read[3]) == (n == k)


def test_a_number_keeps_its_count_of_glosses_and_one_that_is_not_signed_stays() -> None:
    rng = random.Random(1)
    read, signed = cardinals(["dreiundzwanzig", "grad"], ["DREI", "ZWANZIG", "GRAD"], rng)
    assert NUMBERS[tuple(signed[:2])] == read[0] != "dreiundzwanzig" and signed[2:] == ["GRAD"]
    assert cardinals(["drei", "grad"], ["KALT"], rng) == (["drei", "grad"], ["KALT"])


def test_numbers_that_share_a_gloss_stay() -> None:
    rng = random.Random(1)
    pair = (["zwanzig", "bis", "zweiundzwanzig"], ["ZWANZIG", "BIS", "ZWEI", "ZWANZIG"])
    assert cardinals(*pair, rng) == pair


def test_the_day_of_a_month_changes() -> None:
    rng = random.Random(2)
    read, signed = ordinals(["den", "zwölften", "mai"], ["ZWOELF", "MAI"], rng)
    assert NUMBERS[(signed[0],)] + "ten" == read[1] != "zwölften"


@given(seeds)
def test_weekdays_keep_their_distance(rng: random.Random) -> None:
    (first, _, second), signed = weekdays(["samstag", "und", "sonntag"], ["SAMSTAG", "SONNTAG"], rng)
    assert signed == [first.upper(), second.upper()] != ["SAMSTAG", "SONNTAG"]
    days = ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"]
    assert (days.index(second) - days.index(first)) % 7 == 1


def test_a_weekday_that_is_signed_alone_stays() -> None:
    rng = random.Random(1)
    pair = (["am", "wochenende", "samstag"], ["SAMSTAG", "SONNTAG"])
    assert weekdays(*pair, rng) == pair


@given(seeds)
def test_a_month_changes_and_two_stay(rng: random.Random) -> None:
    read, signed = months(["im", "märz"], ["MAERZ"], rng)
    assert read[1].replace("ä", "ae").upper() == signed[0]
    assert months(["mai", "juni"], ["MAI", "JUNI"], rng) == (["mai", "juni"], ["MAI", "JUNI"])


@given(seeds)
def test_the_compass_turns_on_both_sides_and_frost_is_no_east(rng: random.Random) -> None:
    read, signed = compass(["nordwesten", "frost", "süden"], ["NORDWEST", "FROST", "SUED"], rng)
    assert [
        read[0].replace("en", "").replace("ü", "ue").upper(),
        "FROST",
        read[2][:-2].replace("ü", "ue").upper(),
    ] == signed
    assert read[0] != "nordwesten"


def test_a_place_that_lies_at_a_point_of_the_compass_stays() -> None:
    rng = random.Random(1)
    for place in ("nordsee", "ostfriesland", "alpen"):
        pair = ([place, "im", "norden"], ["NORD"])
        assert compass(*pair, rng) == pair


@given(seeds)
def test_both_sides_keep_their_number_of_words(rng: random.Random) -> None:
    text, gloss = "am samstag im norden zwölf bis zwanzig grad", "SAMSTAG NORD ZWOELF BIS ZWANZIG GRAD"
    read, signed = swapped(text, gloss, rng)
    assert len(read.split()) == len(text.split()) and len(signed.split()) == len(gloss.split())
