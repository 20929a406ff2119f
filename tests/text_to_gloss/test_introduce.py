"""Whom a verb moves to is pointed at before the verb."""

from __future__ import annotations

import pytest

from stable_signer.text_to_gloss.analyse import Analyser
from stable_signer.text_to_gloss.assemble import assemble
from stable_signer.text_to_gloss.discourse import place
from stable_signer.text_to_gloss.introduce import started
from stable_signer.text_to_gloss.normalise import normalise
from stable_signer.text_to_gloss.noun_phrases import chunk
from stable_signer.text_to_gloss.words import load_words

_WORDS = load_words()


def gloss(text: str, answer: str) -> str:
    (analysis,) = place([Analyser(_WORDS)(normalise(text)[0])])
    return str(assemble(answer.split(), chunk(analysis.tokens, _WORDS.glosses), _WORDS).sequence)


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        (
            "The doctor told my father a story.",
            "<extra_id_0> IX-3p:a <extra_id_1> IX-3p:b <extra_id_2> IX-3p:b <extra_id_3> FINISH",
            "DOCTOR IX-3p:a MY FATHER IX-3p:b TELL-3p:b STORY FINISH",
        ),
        ("We helped the children.", "IX-1pl <extra_id_0> <extra_id_1> FINISH", "WE CHILDREN 1pl-HELP-3pl FINISH"),
        ("We invited our neighbors.", "IX-1pl <extra_id_0> <extra_id_1> FINISH", "WE OUR NEIGHBOR++ INVITE-3pl FINISH"),
        ("I helped my father cook.", "IX-1p <extra_id_0> <extra_id_1> <extra_id_2>", "IX-1p HELP MY FATHER COOK"),
        ("I help people.", "IX-1p <extra_id_0> <extra_id_1>", "IX-1p HELP PEOPLE"),
    ],
)
def test_people_come_before_the_verb(text: str, answer: str, expected: str) -> None:
    assert gloss(text, answer) == expected


def test_the_subject_of_what_is_said_stays() -> None:
    answer = "<extra_id_0> IX-3p:a <extra_id_1> <extra_id_2> IX-3p:b IX-3p:b <extra_id_3>"
    assert gloss("The doctor told my father that he is sick.", answer) == (
        "DOCTOR IX-3p:a MY FATHER IX-3p:b TELL-3p:b IX-3p:b SICK"
    )


def test_parents_have_no_place_of_one_person() -> None:
    (analysis,) = place([Analyser(_WORDS)(normalise("My parents met my teacher.")[0])])
    assert [token.locus for token in analysis.tokens if token.type == "person"] == ["", "a"]


def test_a_verb_starts_from_its_pronoun() -> None:
    assert started(["IX-1p", "NOT", "x", "-2p"], lambda symbol: symbol == "x") == ["IX-1p", "NOT", "1p-", "x", "-2p"]
