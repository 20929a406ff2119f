"""Letters and numbers made by rule."""

from __future__ import annotations

import string

import pytest

from stable_signer.errors import LexiconError
from stable_signer.gloss import parse_sign
from stable_signer.lexicon.entries import load_lexicon
from stable_signer.lexicon.numbers import incorporated_entry, letter_form, number_form, rule_entry
from stable_signer.lexicon.parse import parse


def test_every_letter_and_number_parses_and_differs() -> None:
    forms = [str(parse(number_form(number))) for number in range(1001)]
    assert len(set(forms)) == 1001
    letters = [str(parse(letter_form(letter))) for letter in string.ascii_uppercase]
    assert len(set(letters)) == 26


def test_the_palm_turns_to_the_signer_for_one_to_five() -> None:
    for number in range(1, 10):
        palm = parse(number_form(number)).morphemes[0].strong.steps[0].palm
        assert palm is not None and palm.words[0] == ("back" if number <= 5 else "fwd")


def test_repeated_digits_bounce_outward() -> None:
    for number in range(22, 100, 11):
        steps = parse(number_form(number)).morphemes[0].strong.steps
        assert steps[1].path is not None and steps[1].path.kind == "arc"


def test_hundreds_are_a_digit_and_the_rest() -> None:
    assert len(parse(number_form(123)).morphemes) == 2
    assert str(parse(number_form(123)).morphemes[1]) == str(parse(number_form(23)))
    assert len(parse(number_form(1998)).morphemes) == 4


@pytest.mark.parametrize("bad", ["", "é", "AB", "!"])
def test_other_characters_are_refused(bad: str) -> None:
    with pytest.raises(LexiconError, match="manual alphabet"):
        letter_form(bad)


@pytest.mark.parametrize("unit", ["MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "O'CLOCK", "AGE"])
def test_a_unit_takes_the_handshape_of_the_number(unit: str) -> None:
    for number, word in ((1, "ONE"), (3, "THREE"), (9, "NINE")):
        entry = incorporated_entry(number, unit)
        gloss = f"AGE-{word}" if unit == "AGE" else f"{word}-{unit}"
        assert entry is not None and entry == rule_entry(gloss) and entry.gloss == gloss
        shapes = {step.handshape for part in parse(entry.form).morphemes for step in part.strong.steps}
        assert str(number) in shapes
    assert incorporated_entry(10, unit) is None and incorporated_entry(0, unit) is None


def test_one_week_is_week_and_other_words_take_no_number() -> None:
    week, one = load_lexicon().entries("WEEK")[0], incorporated_entry(1, "WEEK")
    assert one is not None and parse(one.form) == parse(week.form)
    assert incorporated_entry(3, "BOOK") is None and rule_entry("THREE-BOOK") is None


@pytest.mark.parametrize("gloss", ["TWO-WEEK", "TWO-MONTHS", "THREE-O'CLOCK", "AGE-FIVE"])
def test_a_sentence_may_hold_a_unit_with_its_number(gloss: str) -> None:
    sign = parse_sign(gloss)
    (entry,) = load_lexicon().entries(sign.id_gloss)
    assert entry.gloss == gloss.removesuffix("S") and entry.source == "rule"


def test_an_entry_of_the_files_goes_before_the_rule() -> None:
    assert {entry.source for entry in load_lexicon().entries("TWO-WEEKS")} == {"time"}


def test_rule_entries_by_gloss() -> None:
    number, letter = rule_entry("NUM-25"), rule_entry("fs-a")
    assert number is not None and number.form == number_form(25)
    assert letter is not None and letter.gloss == "fs-A"
    assert rule_entry("NUM-x") is None and rule_entry("fs-JOHN") is None and rule_entry("BOOK") is None
