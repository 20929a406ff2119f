"""The gloss notation: a text form that parses back to the same object, and errors in one line."""

from __future__ import annotations

import gc
import time

import pytest
from hypothesis import given

from stable_signer.errors import GlossError
from stable_signer.gloss import GlossSequence, Pause, Sign, Span, format_gloss, parse_gloss
from tests.strategies import gloss_sequences


@given(gloss_sequences())
def test_parse_of_format_is_the_same_sequence(sequence):
    assert parse_gloss(format_gloss(sequence)) == sequence


@pytest.mark.parametrize(
    "line",
    [
        "topic(TOMORROW) IX-1p GO-TO STORE",
        "whq(YOUR NAME WHAT)",
        "topic(BOOK) / 1p-GIVE-2p // fs-ANNA LIVE BOSTON",
        "excl:1.5(mouth=wow(WOW)) RIGHT-correct WORK++ #BANK IX-3p:a",
        "cond(IF RAIN) / neg(whq(A B) C) NUM-8:30",
        "POSS-3pl DON'T-LIKE TIME-clock",
    ],
)
def test_format_of_parse_is_the_same_line(line):
    assert format_gloss(parse_gloss(line)) == line


def test_parts_of_a_sign():
    sign = parse_gloss("1p-LOOK-AT-stare-3p:b++").signs[0]
    assert (sign.gloss, sign.sense, sign.subject, sign.object, sign.repeats) == ("LOOK-AT", "stare", "1p", "3p:b", 2)
    assert sign.id_gloss == "LOOK-AT-stare"


def test_spans_over_the_same_signs_keep_their_nesting():
    sequence = parse_gloss("whq(neg(A B))")
    assert [span.kind for span in sequence.spans] == ["whq", "neg"]


def test_source_and_note_do_not_change_equality():
    assert Sign("BOOK", source="books", note="x") == Sign("BOOK")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("what(A)", "Unknown non-manual 'what'"),
        ("whq(A", "never closed"),
        ("A)", "closes nothing"),
        ("whq() A", "is empty"),
        ("mother", "Write glosses in capitals"),
        ("(A)", "expected a non-manual before it"),
        ("/ A", "expected a sign before it"),
        ("neg:3(A)", "expected 0 to 2"),
        ("neg=no(A)", "goes with the kind 'mouth'"),
        ("fs-anna", "is not a sign"),
        ("A\x00B", "is not a sign"),
    ],
)
def test_a_broken_line_says_what_and_where(line, said):
    with pytest.raises(GlossError, match=said) as raised:
        parse_gloss(line)
    assert "\n" not in str(raised.value)


def test_crossing_spans_are_refused():
    with pytest.raises(GlossError, match="cross"):
        GlossSequence((Sign("A"), Sign("B"), Sign("C")), (Span("whq", 0, 2), Span("neg", 1, 3)))


def test_two_pauses_after_one_sign_are_refused():
    with pytest.raises(GlossError, match="one a sign"):
        GlossSequence((Sign("A"),), (), (Pause(0), Pause(0, "sentence")))


def test_ten_thousand_signs_parse_in_linear_time():
    def seconds(n: int) -> float:
        start = time.thread_time()
        parse_gloss("topic(BOOK) IX-1p " * n)
        return time.thread_time() - start

    gc.disable()  # collections scan whatever other tests have left behind
    try:
        short, long = (min(seconds(n) for _ in range(3)) for n in (1000, 4000))
    finally:
        gc.enable()
    assert long < 8 * short
