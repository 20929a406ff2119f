"""Where pauses stand: at the ends of clauses and sentences, and inside long clauses where their parts meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stable_signer.gloss import parse_gloss
from stable_signer.gloss_to_pose.prosody import LONGEST_PHRASE, PAUSES_S, boundaries

CLASSES = ["noun", "verb", "pronoun", "adjective", "conjunction", "preposition", "question", "number", "name", "modal"]


def kinds(line: str, classes: str) -> list[str]:
    return boundaries(parse_gloss(line), classes.split())


@pytest.mark.parametrize(
    ("line", "classes", "expected"),
    [
        ("BOOK / BOOK // BOOK", "noun noun noun", ["clause", "sentence", ""]),
        ("topic(BOOK) IX-1p WANT", "noun pronoun verb", ["clause", "", ""]),
        ("MY MOTHER LIKE COFFEE", "possessive noun verb noun", ["", "inside", "", ""]),
        ("MOTHER LIKE COFFEE", "noun verb noun", ["inside", "", ""]),
        ("MOTHER SLEEP", "noun verb", ["", ""]),
        ("MY MOTHER SLEEP", "possessive noun verb", ["", "", ""]),  # one sign is no phrase
        ("FATHER BUY NEW HOUSE", "noun verb adjective noun", ["inside", "", "", ""]),
        ("IX-1p GO-TO SCHOOL", "pronoun verb noun", ["", "", ""]),  # short enough in one go
        ("CAT SLEEP AND DOG EAT", "noun verb conjunction noun verb", ["", "inside", "", "", ""]),
        ("fs-ANNA NUM-2 BIG RED CAR", "name number adjective adjective noun", ["", "", "", "", ""]),
        ("BOOK //", "noun", ["sentence"]),
    ],
)
def test_pauses_stand_where_the_parts_meet(line, classes, expected):
    assert kinds(line, classes) == expected


@given(st.lists(st.sampled_from(CLASSES), min_size=1, max_size=14))
def test_pauses_inside_divide_only_what_is_long(classes):
    found = boundaries(parse_gloss(" ".join(["BOOK"] * len(classes))), classes)
    assert len(found) == len(classes) and found[-1] == ""
    assert set(found) <= {"", "inside"}
    assert len(classes) >= LONGEST_PHRASE or not any(found)
    assert len(classes) > LONGEST_PHRASE or not any(found[1:])  # a phrase of that length only after its subject
    for before, kind in zip(classes, found, strict=True):
        assert not (kind and before in ("adjective", "preposition", "conjunction", "modal"))


def test_pauses_are_longer_at_greater_boundaries():
    assert PAUSES_S["inside"] < PAUSES_S["clause"] < PAUSES_S["sentence"]
