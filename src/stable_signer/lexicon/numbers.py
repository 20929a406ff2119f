"""Fingerspelled letters and numbers as forms, by the rules of American Sign Language.

Letters face the viewer; 1 to 5 alone face the signer, as they are counted. 11-15 flick or bend, 16-19 turn from 10,
20-29 start from L, higher pairs sign their digits, repeated digits bounce outward, hundreds end in C, thousands touch
the palm.
"""

from __future__ import annotations

from stable_signer.errors import LexiconError
from stable_signer.lexicon.entries import Entry

#: Letters whose handshape is turned otherwise than palm to the viewer, or that move.
_LETTER_FORMS: dict[str, str] = {
    "C": "C up/fwd-in @spell",
    "O": "O up/fwd-in @spell",
    "D": "D up/fwd-fwd-in @spell",
    "F": "F up/fwd-fwd-in @spell",
    "G": "G in-in-fwd-up/back @spell-up6",
    "H": "H in-in-fwd-up/back @spell-up6",
    "J": "J up/fwd pinky-tip@spell+up9 > up-fwd/in-fwd pinky-tip@spell-up2+fwd3 "
    "> arc-down4 up-up-in/back-in pinky-tip@spell+in9+up2 fast",
    "P": "P fwd-in/down @spell-up5",
    "Q": "Q down-fwd/back-down @spell-up8",
    "X": "X up/fwd-in @spell",
    "Z": "Z up-fwd/fwd index-tip@spell+in5+up10+fwd3 > index-tip@spell+out6+up10+fwd3 "
    "> index-tip@spell+in5+up1+fwd3 > index-tip@spell+out6+up1+fwd3",
}

_DIGITS_TO_SELF = (1, 2, 3, 4, 5)
_TEENS = {
    11: "S up/back @spell > 1 sharp x2",
    12: "S up/back @spell > V sharp x2",
    13: "13 up/back @spell ~bend*2",
    14: "B up/back @spell ~bend*2",
    15: "open-B up/back @spell ~bend*2",
}
_TWENTIES = {
    20: "open-G up-fwd/fwd-in @spell > closed-G x2",
    21: "L up/fwd @spell > 1 x2",
    22: "V up-fwd/fwd-down @spell+in3 > arc-up +out7",
    23: "3 up/fwd @spell > 23 x2",
    25: "5 up/fwd @spell > 25 x2",
}
#: Digits that are turned a little, so that the ring of thumb and index is seen.
_DIGIT_PALMS = {0: "fwd-in", 9: "fwd-fwd-in"}
LARGEST_NUMBER = 999_999
#: Units that take the handshape of a number up to nine in place of their own; {} is that handshape.
_INCORPORATING: dict[str, str] = {
    "MINUTE": "{} up/fwd thumb-side@weak.palm > arc-up {} up-fwd/fwd-down +fwd3 & flat-B up-fwd/in @mid+in4+up5",
    "HOUR": "{} up/fwd thumb-side@weak.palm > circle-wheel5 thumb-side@weak.palm & flat-B up-fwd/in @mid+in4+up5-fwd7",
    "DAY": "{} up/in @mid+out15+up18-fwd8 > arc-up6 in-up-in/down @mid+in4+up2-fwd10 "
    "& flat-B in/down @mid+in4-up6-fwd8",
    "WEEK": "{} fwd-in/down palm@weak.heel > palm@weak.fingers & flat-B fwd-in/up @mid+in4",
    "MONTH": "{} in/back palm@weak.index-nail > palm@weak.back & 1 up/fwd @mid+up7+in3",
    "O'CLOCK": "1 in-fwd/down index-tip@weak.wrist-back hold & S in-fwd/down @mid+in6 | {} up/fwd @spell ~twist*2:30",
    "AGE": "{} up-in/back index-tip@chin > {} up/fwd-in +fwd13-up8",
}
_NUMBER_WORDS = ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE")
LARGEST_INCORPORATED = len(_NUMBER_WORDS)


def letter_form(letter: str) -> str:
    """The form of one letter A-Z or digit. Raises ``LexiconError`` for anything else."""
    name = letter.upper()
    if len(name) == 1 and name in "0123456789":
        return number_form(int(name))
    if len(name) != 1 or not "A" <= name <= "Z":
        raise LexiconError(f'"{letter}" is not a letter of the manual alphabet; expected A-Z or 0-9')
    return _LETTER_FORMS.get(name, f"{name} up/fwd @spell")


def letter_entry(letter: str) -> Entry:
    """The letter as a lexicon entry, gloss ``fs-A``."""
    name = letter.upper()
    return Entry(f"fs-{name}", (name.lower(),), "letter", letter_form(name), source="rule")


def number_entry(number: int) -> Entry:
    """The number as a lexicon entry, gloss ``NUM-25``."""
    return Entry(f"NUM-{number}", (str(number),), "number", number_form(number), tags=("number",), source="rule")


def number_form(number: int) -> str:
    """The form of a whole number from 0 to 999,999, as it is signed when counting."""
    if not 0 <= number <= LARGEST_NUMBER:
        raise LexiconError(
            f"number {number} has no form; expected 0 to {LARGEST_NUMBER}, sign larger ones digit by digit"
        )
    if number in _DIGITS_TO_SELF:
        return f"{number} up/back @spell"
    return " | ".join(_parts(number))


def _parts(number: int) -> list[str]:
    """The morphemes of a number, the largest unit first."""
    if number >= 1000:
        return [*_parts(number // 1000), _THOUSAND, *(_parts(number % 1000) if number % 1000 else [])]
    if number >= 100:
        return [_hundreds(number // 100), *(_parts(number % 100) if number % 100 else [])]
    return [_below_hundred(number)]


_THOUSAND = "bent-B fwd-in/down tips@weak.palm & flat-B fwd-in/up @mid+up6"


def _hundreds(digit: int) -> str:
    if 2 <= digit <= 5:
        bent = {2: "bent-V", 3: "claw-3", 4: "claw-4", 5: "claw-5"}[digit]
        return f"{digit} up/fwd @spell > {bent} sharp"
    return f"{digit} up/fwd @spell > C up/fwd-in"


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return f"{number} up/{_DIGIT_PALMS.get(number, 'fwd')} @spell"
    if number == 10:
        return "10 fwd-in/in-back @spell-up4 ~twist*2"
    if number in _TEENS:
        return _TEENS[number]
    if tens == 1:
        return f"10 fwd-in/in-back @spell-up4 > {ones} up/fwd @spell"
    if number in _TWENTIES:
        return _TWENTIES[number]
    if tens == 2:
        return f"L up/fwd @spell > {ones} +out2"
    return _pair(tens, ones)


def _pair(tens: int, ones: int) -> str:
    """Two digits: equal ones bounce outward, two of 6 to 9 rock the hand, others slide a little."""
    if tens == ones:
        return f"{tens} up-fwd/fwd-down @spell+in3 > arc-up +out7"
    if tens >= 6 and ones >= 6:
        first, second = ("in", "out") if tens < ones else ("out", "in")
        return f"{tens} up-up-{first}/fwd @spell > {ones} up-up-{second}/fwd @spell"
    turn = "up/fwd-in" if ones == 0 else "up/fwd"
    return f"{tens} up/fwd @spell > {ones} {turn} +out2"


def incorporated_entry(number: int, unit: str) -> Entry | None:
    """Number and unit in one sign, gloss ``TWO-WEEK``, ``THREE-O'CLOCK`` or ``AGE-FIVE``; None where there is none.

    unit: the gloss of the unit, as in WEEK or O'CLOCK.
    """
    if unit not in _INCORPORATING or not 1 <= number <= LARGEST_INCORPORATED:
        return None
    word = _NUMBER_WORDS[number - 1]
    gloss = f"{unit}-{word}" if unit == "AGE" else f"{word}-{unit}"
    form = _INCORPORATING[unit].format(number, number)
    words = f"{unit.lower()} {number}" if unit == "AGE" else f"{number} {unit.lower()}"
    return Entry(gloss, (words,), "time", form, tags=("time",), source="rule")


def rule_entry(gloss: str) -> Entry | None:
    """The entry of ``NUM-25``, ``TWO-WEEK``, ``AGE-FIVE`` or ``fs-A``; None for any gloss that is not made by rule."""
    first, _, rest = gloss.partition("-")
    if first == "NUM" and rest.isdecimal() and int(rest) <= LARGEST_NUMBER:
        return number_entry(int(rest))
    if first == "fs" and len(rest) == 1 and rest.isascii() and rest.isalnum():
        return letter_entry(rest)
    if first == "AGE" and rest in _NUMBER_WORDS:
        return incorporated_entry(_NUMBER_WORDS.index(rest) + 1, first)
    if first in _NUMBER_WORDS and rest != "AGE":
        return incorporated_entry(_NUMBER_WORDS.index(first) + 1, rest.removesuffix("S"))
    return None
