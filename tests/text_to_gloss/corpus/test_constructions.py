"""What single constructions of the grammar promise, drawn many times; and every line of the templates can be signed."""

from __future__ import annotations

import random

import pytest

from stable_signer.text_to_gloss.corpus import verbs
from stable_signer.text_to_gloss.corpus.clauses import Clause, Predicate
from stable_signer.text_to_gloss.corpus.items import W
from stable_signer.text_to_gloss.corpus.nouns import pronoun
from stable_signer.text_to_gloss.corpus.pairs import Aligner, Misread
from stable_signer.text_to_gloss.corpus.pools import Pools
from stable_signer.text_to_gloss.corpus.statements import Utterance
from stable_signer.text_to_gloss.corpus.templates import Templates
from tests.text_to_gloss.corpus.draws import LITERALS, WORDS, draw_pairs, grammar


def _clause(tense: str, negative: bool = False, person: str = "1p") -> Clause:
    verb = W("eat")
    return Clause(pronoun(person), Predicate(verb, [W("apples")], [verb, W("apples")]), tense, negative)


def _gloss(clause: Clause, inverted: bool = False) -> str:
    return " ".join(item.text if isinstance(item, W) else str(item) for item in clause.gloss(inverted=inverted))


@pytest.mark.parametrize(
    ("tense", "negative", "gloss"),
    [
        (verbs.PAST, False, "IX-1p eat apples FINISH"),
        (verbs.PAST_PROGRESSIVE, False, "topic( PAST ) IX-1p eat apples"),
        (verbs.PAST_PERFECT, False, "IX-1p eat apples FINISH"),
        (verbs.PERFECT_PROGRESSIVE, False, "IX-1p eat apples"),
        ("must", True, "IX-1p neg( MUST NOT eat apples )"),
        ("have to", True, "IX-1p neg( NOT MUST eat apples )"),
        ("should have", False, "IX-1p SHOULD eat apples FINISH"),
        ("would have", False, "IX-1p eat apples"),
        ("might", True, "IX-1p MAYBE neg( NOT eat apples )"),
    ],
)
def test_tense_and_modals(tense: str, negative: bool, gloss: str) -> None:
    assert _gloss(_clause(tense, negative)) == gloss


@pytest.mark.parametrize(
    ("tense", "english"), [("should have", "should have eaten"), (verbs.PAST_PERFECT, "had eaten")]
)
def test_english_of_the_perfects(tense: str, english: str) -> None:
    words = [word.text if isinstance(word, W) else word for word in _clause(tense).statement_en()]
    assert " ".join(words) == f"i {english} apples"


def test_can_stands_first_in_a_question_that_is_inverted() -> None:
    assert _gloss(_clause("can", person="2p"), inverted=True) == "CAN IX-2p eat apples"
    assert _gloss(_clause("can", person="2p")) == "IX-2p CAN eat apples"
    assert _gloss(_clause(verbs.FUTURE, person="2p"), inverted=True) == "IX-2p WILL eat apples"


def test_unreal_conditions_have_no_past_of_their_own() -> None:
    sentences, align = grammar(1)
    complexes = sentences.complexes

    def unreal() -> Utterance:
        return complexes._unreal(complexes.statements.clause(), complexes.statements.clause())

    for pair in draw_pairs(unreal, align):
        assert pair.target[0] == "cond(" and "topic(" not in pair.target[: pair.target.index("/")], pair.text
        had = " had " in pair.text and " have " in pair.text
        assert ("PAST" not in pair.target[: pair.target.index("/")]) or had, pair.text


def test_a_choice_asks_which() -> None:
    sentences, align = grammar(2)
    for pair in draw_pairs(sentences.questions.choice, align):
        assert pair.target[0] == "whq(" and pair.target[-2:] == ("WHICH", ")") and "OR" in pair.target, pair.text


def test_forbidding_is_negated() -> None:
    sentences, align = grammar(3)
    for pair in draw_pairs(sentences.minor.forbidden, align):
        assert "neg(" in pair.target and pair.text.lower().startswith("no "), pair.text


def test_clefts_are_rhetorical_questions() -> None:
    sentences, align = grammar(4)
    for pair in draw_pairs(sentences.complexes.cleft, align):
        assert "rh(" in pair.target and ("WHAT" in pair.target or "WHY" in pair.target), pair.text


@pytest.mark.parametrize("frame", ["saying", "telling"])
def test_reported_speech_has_no_finish_after_the_verb_of_saying(frame: str) -> None:
    sentences, _ = grammar(5)
    predicates = sentences.statements.predicates
    for _ in range(60):
        subject = sentences.statements.nouns.subject()
        predicate = getattr(predicates, frame)(subject)
        assert predicate.unmarked
        gloss = Clause(subject, predicate, predicate.tense or verbs.PRESENT).gloss()
        assert gloss.count("FINISH") <= predicate.gloss.count("FINISH")


def test_every_line_can_be_signed() -> None:
    rng = random.Random(6)
    templates, align = Templates(Pools(WORDS, LITERALS, rng)), Aligner(WORDS, LITERALS, rng)
    silent = []
    for english, gloss in templates.lines:
        for _ in range(40):
            try:
                align(templates.fill(english, gloss))
                break
            except Misread:
                continue
        else:
            silent.append(english)
    assert not silent


def test_joined_verbs_stand_in_the_same_form() -> None:
    first, second = W("wash"), W("eat")
    clause = Clause(pronoun("3p"), Predicate(first, ["and", second], [first, "AND", second], joined=second), verbs.PAST)
    assert [item.text if isinstance(item, W) else item for item in clause.statement_en()][-3:] == [
        "washed",
        "and",
        "ate",
    ]


def test_questions_stand_beside_conditions() -> None:
    sentences, align = grammar(6)
    drawn = draw_pairs(sentences.complexes.conditional, align, 80)
    asked = [pair.gloss for pair in drawn if "/ whq(" in pair.gloss or "/ ynq(" in pair.gloss]
    assert len(asked) >= 4 and all(gloss.startswith("cond( IF") for gloss in asked)
