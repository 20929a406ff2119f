"""Several sentences are one discourse: a person who was given a place keeps it, in gloss and in space."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stable_signer import StableSigner
from stable_signer.gloss import parse_gloss
from stable_signer.text_to_gloss.discourse import LOCI, in_order, place, relocated
from stable_signer.text_to_gloss.infer import TextToGloss
from stable_signer.text_to_gloss.normalise import normalise


@pytest.fixture(scope="module")
def engine() -> StableSigner:
    return StableSigner.from_pretrained()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "My brother lives in Boston. My sister lives in Chicago. He helps her. She gives him a book.",
            {2: "3p:a-HELP-3p:b", 3: "3p:b-GIVE-3p:a"},
        ),
        (
            "My sister lives in Chicago. My brother lives in Boston. He gives her a book. I help her. I like him.",
            {2: "3p:a-GIVE-3p:b", 3: "1p-HELP-3p:b", 4: "IX-3p:a"},
        ),
        ("My mother is a doctor. She works in a hospital. I visit her. Her hospital is big.", {3: "POSS-3p:a"}),
    ],
)
def test_persons_keep_their_places_over_sentences(engine, text, expected):
    sentences = str(engine.text_to_gloss(text).sequence).split(" // ")
    for number, sign in expected.items():
        assert sign in sentences[number].split()


def test_places_are_the_same_in_space(engine):
    """Points at a and b go to opposite sides each time, and GIVE goes from one to the other."""
    text = "My brother lives in Boston. My sister lives in Chicago. He helps her. She gives him a book. I like him."
    signed = engine.sign(text)
    wrist = signed.pose.joint("right_hand_wrist")[:, 0]
    tip = signed.pose.joint("right_index_4")[:, 0] - wrist
    pointed: dict[str, list[float]] = {"IX-3p:a": [], "IX-3p:b": []}
    for row in signed.plan.signs:
        frames = slice(round(row.start * 25), max(round((row.start + row.duration) * 25), round(row.start * 25) + 1))
        if row.sign in pointed:
            pointed[row.sign].append(float(tip[frames].mean()))
        if row.sign == "3p:b-GIVE-3p:a":
            assert wrist[frames][0] - wrist[frames][-1] > 0.15  # from the signer's left to the right
    a, b = (np.array(side) for side in pointed.values())
    assert len(a) >= 3 and len(b) >= 3 and a.max() < b.min()


def test_the_first_person_of_a_sentence_goes_to_the_model_as_a():
    """Single sentences are all that the model knows; the places of the text are put back after."""
    analyse = TextToGloss.from_pretrained().analyse
    text = "My brother lives in Boston. My sister lives in Chicago. He helps her. She gives him a book."
    last = list(place(analyse(s) for s in normalise(text)))[-1]
    ordered, loci = in_order(last)
    assert [token.locus for token in ordered.tokens if token.locus] == ["a", "b"]
    assert loci == {"a": "b", "b": "a"}


@given(st.permutations(LOCI))
def test_relocating_twice_by_a_permutation_and_back_changes_nothing(order):
    sequence = parse_gloss("IX-3p:a 3p:b-GIVE-3p:a / topic(POSS-3p:c) 1p-HELP-3p:d IX-2p IX-3pl")
    there = dict(zip(LOCI, order, strict=True))
    back = {new: old for old, new in there.items()}
    moved = relocated(sequence, there)
    assert relocated(moved, back) == sequence
    assert str(moved.signs[0]) == f"IX-3p:{there['a']}"
