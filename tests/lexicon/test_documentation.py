"""docs/notation.md names every symbol of the code, and its examples parse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stable_signer.lexicon.handshapes import HANDSHAPES
from stable_signer.lexicon.locations import BODY_LOCATIONS, LOCI, SPACE_LOCATIONS
from stable_signer.lexicon.parse import parse
from stable_signer.lexicon.symbols import (
    ARRANGEMENTS,
    DIRECTIONS,
    LOCALS,
    PLANES,
    POINTS,
    REFERENT_DIRECTIONS,
    TEMPOS,
)

DOCUMENT = Path(__file__).parents[2] / "docs" / "notation.md"


@pytest.fixture(scope="module")
def text() -> str:
    return DOCUMENT.read_text(encoding="utf-8")


def _section(text: str, title: str) -> set[str]:
    body = re.split(r"^#+ ", text.split(f"# {title}\n", 1)[1], maxsplit=1, flags=re.M)[0]
    return set(re.findall(r"`([^`\n]+)`", body))


@pytest.mark.parametrize(
    ("title", "symbols"),
    [
        ("Arrangements", ARRANGEMENTS),
        ("Directions", (*DIRECTIONS, *REFERENT_DIRECTIONS)),
        ("Tempo", TEMPOS),
        ("Small movements", [f"~{name}" for name in LOCALS]),
        ("Points of the hand", POINTS),
        ("Locations on the body", BODY_LOCATIONS),
        ("Locations in the signing space", (*SPACE_LOCATIONS, *LOCI)),
        ("Handshapes", HANDSHAPES),
        ("Planes", PLANES),
    ],
)
def test_every_symbol_is_documented(text: str, title: str, symbols: list[str]) -> None:
    assert set(symbols) - _section(text, title) == set()


@pytest.mark.parametrize("title", ["Handshapes", "Tempo", "Arrangements"])
def test_no_other_symbol_is_documented(text: str, title: str) -> None:
    known = {
        "Handshapes": set(HANDSHAPES) | {"lexicon/handshapes.py"},
        "Tempo": set(TEMPOS),
        "Arrangements": set(ARRANGEMENTS),
    }
    assert _section(text, title) <= known[title]


def test_the_places_in_space_are_those_of_the_code(text: str) -> None:
    for name, place in {**SPACE_LOCATIONS, **LOCI}.items():
        assert f"| `{name}` | {place.out:g} | {place.up:g} | {place.fwd:g} |" in text


def test_the_examples_parse(text: str) -> None:
    examples = re.findall(r"^    [A-Z-]{3,}\s{2,}(\S.*)$", text.split("## Grammar")[0], flags=re.M)
    assert len(examples) >= 6
    for example in examples:
        assert parse(str(parse(example))) == parse(example)
