"""Whatever the model writes becomes a gloss sequence that parses and loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stable_signer.gloss import format_gloss, parse_gloss
from stable_signer.text_to_gloss.analyse import Analyser
from stable_signer.text_to_gloss.assemble import assemble, balanced
from stable_signer.text_to_gloss.normalise import normalise
from stable_signer.text_to_gloss.target import STRUCTURAL
from stable_signer.text_to_gloss.words import load_words

_WORDS = load_words()
_SLOTS = [f"<extra_id_{i}>" for i in range(4)]


def gloss(text: str, answer: str) -> tuple[str, tuple[str, ...]]:
    tokens = Analyser(_WORDS)(normalise(text)[0]).tokens
    assembled = assemble(answer.split(), tokens, _WORDS)
    return str(assembled.sequence), assembled.warnings


def test_slots_are_filled() -> None:
    assert gloss("My mother drinks coffee.", "MY <extra_id_0> <extra_id_1> <extra_id_2>") == (
        "MY MOTHER DRINK COFFEE",
        (),
    )


def test_agreement() -> None:
    assert (
        gloss("I gave you the book.", "topic( <extra_id_1> ) 1p- <extra_id_0> -2p FINISH")[0]
        == "topic(BOOK) 1p-GIVE-2p FINISH"
    )


@pytest.mark.parametrize(
    ("text", "answer", "line"),
    [
        ("Can I ask you?", "ynq( CAN IX-1p <extra_id_0> -2p )", "ynq(CAN 1p-ASK-2p)"),
        ("He will help me.", "IX-3p:a WILL <extra_id_0> -1p", "IX-3p:a WILL 3p:a-HELP-1p"),
        ("I want to help you.", "IX-1p <extra_id_0> <extra_id_1> -2p", "IX-1p WANT HELP-2p"),
    ],
)
def test_a_verb_starts_from_the_pronoun_before_it(text: str, answer: str, line: str) -> None:
    assert gloss(text, answer)[0] == line


@pytest.mark.parametrize(
    ("text", "answer", "line"),
    [
        ("I never eat.", "topic( PAST ) IX-1p neg( NEVER <extra_id_0> FINISH )", "IX-1p neg(NEVER EAT)"),
        ("I have not eaten yet.", "IX-1p neg( NOT <extra_id_0> <extra_id_1> )", "IX-1p neg(EAT NOT-YET)"),
        ("I was sad, I did not eat.", "topic( PAST ) IX-1p <extra_id_0> / IX-1p neg( NOT <extra_id_1> )",
         "topic(PAST) IX-1p SAD / IX-1p neg(NOT EAT)"),
        ("I just ate.", "IX-1p RECENT <extra_id_0> FINISH", "IX-1p RECENT EAT"),
        ("I already ate.", "IX-1p <extra_id_0> <extra_id_1> FINISH", "IX-1p ALREADY EAT"),
    ],
)  # fmt: skip
def test_what_is_said_already_is_not_said_again(text: str, answer: str, line: str) -> None:
    assert gloss(text, answer)[0] == line


def test_a_verb_that_does_not_agree_gets_pronouns() -> None:
    assert gloss("I eat you.", "1p- <extra_id_0> -2p")[0] == "IX-1p EAT IX-2p"


def test_not_and_want_are_one_sign() -> None:
    assert (
        gloss("I do not want coffee.", "IX-1p neg( NOT <extra_id_0> <extra_id_1> )")[0]
        == "IX-1p neg(DON'T-WANT COFFEE)"
    )


def test_lost_words_are_put_back() -> None:
    text, warnings = gloss("My mother drinks coffee.", "MY <extra_id_0> <extra_id_2>")
    assert text == "MY MOTHER DRINK COFFEE"
    assert len(warnings) == 1 and "drinks" in warnings[0]


def test_an_empty_answer_is_signed_order() -> None:
    assert gloss("My mother drinks coffee.", "")[0] == "MOTHER DRINK COFFEE"


def test_function_words_alone_are_spelled() -> None:
    assert gloss("the", "")[0] == "fs-THE"


@pytest.mark.parametrize(
    ("symbols", "mended"),
    [(") A", "A"), ("whq( A", "whq( A )"), ("whq( ) A", "A"), ("A whq(", "A"), ("whq( neg( A ) )", "whq( neg( A ) )")],
)
def test_balanced(symbols: str, mended: str) -> None:
    assert balanced(symbols.split()) == mended.split()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*STRUCTURAL, *_SLOTS, *_SLOTS]), max_size=25))
def test_any_answer_parses_and_keeps_every_word(answer: list[str]) -> None:
    tokens = Analyser(_WORDS)(normalise("My mother drinks cold coffee.")[0]).tokens
    sequence = assemble(answer, tokens, _WORDS).sequence
    assert parse_gloss(format_gloss(sequence)) == sequence
    text = str(sequence)
    assert all(text.count(sign) >= 1 for sign in ("MOTHER", "DRINK", "COFFEE"))


def test_a_dated_clause_needs_no_finish() -> None:
    assert (
        gloss("I ate yesterday.", "topic( <extra_id_1> ) IX-1p <extra_id_0> FINISH")[0] == "topic(YESTERDAY) IX-1p EAT"
    )
    assert gloss("I ate.", "IX-1p <extra_id_0> FINISH")[0] == "IX-1p EAT FINISH"


def test_a_clause_after_a_relative_clause_has_a_finish_of_its_own() -> None:
    answer = "rel( <extra_id_0> <extra_id_1> FINISH ) <extra_id_2> FINISH"
    assert gloss("The boy who worked ate.", answer)[0] == "rel(BOY WORK FINISH) EAT FINISH"


@pytest.mark.parametrize(
    ("text", "answer", "line"),
    [
        ("I help you.", "IX-1p 1p- <extra_id_0> -2p", "1p-HELP-2p"),
        ("I want to help you.", "IX-1p <extra_id_0> 1p- <extra_id_1> -2p", "IX-1p WANT 1p-HELP-2p"),
        ("I am sorry, I help you.", "IX-1p <extra_id_0> 1p- <extra_id_1> -2p", "IX-1p SORRY 1p-HELP-2p"),
        ("You help me.", "IX-1p 2p- <extra_id_0> -1p", "IX-1p 2p-HELP-1p"),
    ],
)
def test_a_subject_is_not_said_twice(text: str, answer: str, line: str) -> None:
    assert gloss(text, answer)[0] == line


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        ("Visit us.", "<extra_id_0> -1pl", "VISIT WE"),
        ("After we ate, we slept.", "topic( AFTER IX-1pl <extra_id_0> FINISH ) / IX-1pl <extra_id_1> FINISH",
         "topic(AFTER WE EAT) / WE SLEEP FINISH"),
        ("I will eat tomorrow.", "topic( <extra_id_1> ) IX-1p WILL <extra_id_0>", "topic(TOMORROW) IX-1p EAT"),
        ("I will eat next week.", "topic( <extra_id_1> ) IX-1p WILL <extra_id_0>", "topic(NEXT-WEEK) IX-1p EAT"),
        ("I will eat on Monday.", "topic( <extra_id_1> ) IX-1p WILL <extra_id_0>", "topic(MONDAY) IX-1p WILL EAT"),
        ("I got an email.", "IX-1p BECOME <extra_id_0> FINISH", "IX-1p GET EMAIL FINISH"),
        ("I got sad.", "IX-1p BECOME <extra_id_0> FINISH", "IX-1p BECOME SAD FINISH"),
        ("This is better.", "THIS MORE <extra_id_0>", "THIS BETTER"),
    ],
)  # fmt: skip
def test_conventions_of_clauses(text: str, answer: str, expected: str) -> None:
    assert gloss(text, answer)[0] == expected
