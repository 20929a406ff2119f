"""Candidates: the right entry first, numbers in groups, unknown glosses marked, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stable_signer.gloss import Sign, parse_gloss
from stable_signer.gloss_to_pose.experts import MAX_SPELLED, candidates, number_entries
from stable_signer.lexicon.entries import load_lexicon
from tests.strategies import signs

LEXICON = load_lexicon()


def best(token: str):
    return candidates(parse_gloss(token).signs[0], LEXICON)[0]


@pytest.mark.parametrize("token", ["MOTHER", "RIGHT-correct", "IX-1p", "IX-2p", "IX-3p:b", "1p-GIVE-2p", "POSS-3pl"])
def test_signs_of_the_lexicon_are_found_by_rule(token):
    assert best(token).provenance == "rule"


def test_a_pronoun_with_an_entry_of_its_own_uses_it():
    assert best("IX-1p").key == "IX-1p" and best("IX-2p").key == "IX"


def test_a_gloss_without_its_sense_takes_the_first_and_says_so():
    found = candidates(parse_gloss("RIGHT").signs[0], LEXICON)
    assert {"RIGHT-correct", "RIGHT-direction"} <= {candidate.key for candidate in found}
    assert found[0].provenance == "rule" and "has the senses" in found[0].note
    assert best("LIKE").key == "LIKE-enjoy"


def test_names_are_spelled_letter_by_letter_without_a_note():
    found = best("fs-ANNA")
    assert [entry.gloss for entry in found.entries] == ["fs-A", "fs-N", "fs-N", "fs-A"] and not found.note


def test_an_unknown_gloss_is_spelled_and_says_so():
    found = best("XYLOPHONE")
    assert found.provenance == "fingerspelled" and "no sign for XYLOPHONE" in found.note


def test_an_unknown_gloss_that_nobody_could_read_is_refused():
    found = best("A" * (MAX_SPELLED + 1))
    assert found.provenance == "refused" and not found.entries and "too long" in found.note


@pytest.mark.parametrize(
    ("number", "glosses"),
    [
        ("25", ["NUM-25"]),
        ("8:30", ["NUM-8", "NUM-30"]),
        ("8:05", ["NUM-8", "NUM-0", "NUM-5"]),
        ("3.14", ["NUM-3", "NUM-1", "NUM-4"]),
        ("0", ["NUM-0"]),
        ("007", ["NUM-0", "NUM-0", "NUM-7"]),
        ("5551234567", [f"NUM-{d}" for d in "5551234567"]),
    ],
)
def test_numbers_are_signed_in_groups(number, glosses):
    assert [entry.gloss for entry in number_entries(number)] == glosses


@given(signs)
def test_every_sign_has_a_candidate_or_a_reason(sign):
    found = candidates(sign, LEXICON)
    assert found and all(candidate.entries or candidate.note for candidate in found)


@given(st.integers(0, 999_999))
def test_every_number_has_entries(number):
    assert number_entries(str(number)) and candidates(Sign(number=str(number)), LEXICON)[0].provenance == "number"
