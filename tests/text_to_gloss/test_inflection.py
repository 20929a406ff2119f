"""Inflection reads back what it writes."""

from __future__ import annotations

import pytest

from stable_signer.text_to_gloss.inflection import FORMS, analyses, inflect, inflect_noun

_VERBS = [
    "give",
    "go",
    "carry",
    "stop",
    "visit",
    "make",
    "lie",
    "see",
    "run",
    "study",
    "play",
    "open",
    "sit",
    "watch",
    "fix",
    "cook",
    "teach",
    "fly",
    "cry",
    "hug",
    "begin",
    "travel",
    "have",
    "do",
]


@pytest.mark.parametrize("lemma", _VERBS)
@pytest.mark.parametrize("mark", ["", "-s", "-ed", "-en", "-ing"])
def test_every_form_can_be_read_back(lemma: str, mark: str) -> None:
    lemmas = {reading for reading, _ in analyses(inflect(lemma, mark))}
    assert lemma in lemmas


@pytest.mark.parametrize(
    ("lemma", "mark", "form"),
    [("give", "-ed", "gave"), ("stop", "-ing", "stopping"), ("big", "-er", "bigger"), ("happy", "-est", "happiest"),
     ("have", "-s", "has"),
     ("carry", "-ed", "carried"), ("lie", "-ing", "lying"), ("good", "-er", "better"),
     ("get up", "-ed", "got up"), ("easy", "-ly", "easily")],
)  # fmt: skip
def test_known_forms(lemma: str, mark: str, form: str) -> None:
    assert inflect(lemma, mark) == form


@pytest.mark.parametrize(
    ("form", "reading"),
    [
        ("mice", ("mouse", "-s")),
        ("gave", ("give", "-ed")),
        ("written", ("write", "-en")),
        ("cities", ("city", "-s")),
        ("colour", ("color", "")),
    ],
)
def test_known_readings(form: str, reading: tuple[str, str]) -> None:
    assert reading in analyses(form)


def test_plural_is_of_the_last_word() -> None:
    assert inflect_noun("ice cream") == "ice creams"


def test_no_wrong_stem_before_es() -> None:
    assert "hat" not in {lemma for lemma, _ in analyses("hates")}


def test_marks_are_closed() -> None:
    assert {mark for _, mark in analyses("running")} <= set(FORMS)
