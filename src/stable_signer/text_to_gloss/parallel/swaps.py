"""Pairs with other numbers, weekdays, months or points of the compass, swapped in the text and in the gloss alike.

In 96 % of PHOENIX14T's train rows a number of the text is in the gloss, and in 98 % a weekday; how they are signed does
not depend on which. German words and DGS glosses; both sides keep their number of words, so links between them (see
``align``) stay right.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence

CLASS_SHARE = 0.6
"""Probability that a class which a pair has is swapped."""
COMPASS_SHARE = 0.36
"""The same for the compass: more of what a sentence says hangs on it."""
REACH = 6
"""Farthest that a number moves."""
_UNITS = [
    "null",
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
]
_TENS = {20: "zwanzig", 30: "dreißig"}
_ORDINALS = {1: "ersten", 3: "dritten", 7: "siebten", 8: "achten"}
_DAYS = ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"]
_MONTHS = [
    "januar",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
]
_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_POINTS = re.compile("nord|süd|west|(?<!fr)ost")
_SIGNED_POINTS = re.compile("NORD|SUED|WEST|(?<!FR)OST")
_PLACES = re.compile(
    "see|friesl|friesisch|westfalen|nordrhein|ostern|ostermontag|rostock|nordmeer|atlantik|norderney|europa|skandina|"
    "alpen|küste|italien|frankreich|rhein|schweden|nordisch"
)
"""Names that a point of the compass is part of, and places that lie at one."""
_NORTH_SOUTH = {"nord": "süd", "süd": "nord", "NORD": "SUED", "SUED": "NORD"}
_WEST_EAST = {"west": "ost", "ost": "west", "WEST": "OST", "OST": "WEST"}

Pair = tuple[list[str], list[str]]


def swapped(text: str, gloss: str, rng: random.Random) -> tuple[str, str]:
    """The pair, text in small letters and gloss in capitals, with some of its classes swapped; as many words a side."""
    pair = text.lower().split(), gloss.upper().split()
    for swap, share in CLASSES:
        if rng.random() < share:
            pair = swap(*pair, rng)
    return " ".join(pair[0]), " ".join(pair[1])


def number_word(n: int) -> str:
    """0..39 as it is written: 21 -> ``einundzwanzig``."""
    tens, units = n // 10 * 10, n % 10
    if n < len(_UNITS):
        return _UNITS[n]
    return _TENS[tens] if not units else ("ein" if units == 1 else _UNITS[units]) + "und" + _TENS[tens]


def number_glosses(n: int) -> list[str]:
    """0..39 as it is signed: 21 -> ``EINS ZWANZIG``."""
    words = [number_word(n)] if n < len(_UNITS) or n % 10 == 0 else [_UNITS[n % 10], _TENS[n // 10 * 10]]
    return [_signed(word).replace("SECHZEHN", "SECHSZEHN") for word in words]


def ordinal_word(n: int) -> str:
    """A day of a month, 1..31, as it is written: 21 -> ``einundzwanzigsten``."""
    return _ORDINALS.get(n) or number_word(n) + ("ten" if n < len(_UNITS) else "sten")


def cardinals(text: list[str], gloss: list[str], rng: random.Random) -> Pair:
    """Each number of the text that the gloss has becomes another of as many glosses."""
    return _numbers(text, gloss, rng, {number_word(n): n for n in range(40)}, number_word)


def ordinals(text: list[str], gloss: list[str], rng: random.Random) -> Pair:
    """The same for the days of a month."""
    return _numbers(text, gloss, rng, {ordinal_word(n): n for n in range(1, 32)}, ordinal_word)


def weekdays(text: list[str], gloss: list[str], rng: random.Random) -> Pair:
    """All weekdays move on by as many days, if each that is signed is in the text."""
    if not set(_DAYS) & set(_written(gloss)) or not set(_DAYS) & set(_written(gloss)) <= set(text):
        return text, gloss
    days = rng.randrange(1, len(_DAYS))
    return _renamed(text, gloss, {day: _DAYS[(i + days) % len(_DAYS)] for i, day in enumerate(_DAYS)})


def months(text: list[str], gloss: list[str], rng: random.Random) -> Pair:
    """The month becomes another, if there is one alone."""
    found = [month for month in _MONTHS if month in text and _signed(month) in gloss]
    return _renamed(text, gloss, {found[0]: rng.choice(_MONTHS)}) if len(found) == 1 else (text, gloss)


def compass(text: list[str], gloss: list[str], rng: random.Random) -> Pair:
    """North and south, east and west, or both, change places, where the text names no place that lies at one."""
    line = " ".join(text)
    if not _POINTS.search(line) or _PLACES.search(line):
        return text, gloss
    points = rng.choice((_NORTH_SOUTH, _WEST_EAST, _NORTH_SOUTH | _WEST_EAST))

    def turned(pattern: re.Pattern[str], words: Sequence[str]) -> list[str]:
        return [pattern.sub(lambda found: points.get(found[0], found[0]), word) for word in words]

    return turned(_POINTS, text), turned(_SIGNED_POINTS, gloss)


def _numbers(
    text: list[str], gloss: list[str], rng: random.Random, number_of: Mapping[str, int], word_of: Callable[[int], str]
) -> Pair:
    there = list(dict.fromkeys(number_of[word] for word in text if word in number_of))
    new: dict[int, int] = {}
    for n in there:
        others = [*(k for k in there if k != n), *new.values()]
        near = [k for k in number_of.values() if 0 < abs(k - n) <= REACH and _as_long(n, k) and _apart(k, others)]
        if near and _apart(n, others) and _places(gloss, number_glosses(n)):
            new[n] = rng.choice(near)
    text = [word_of(new[number_of[word]]) if number_of.get(word) in new else word for word in text]
    made = list(gloss)
    for old, n in new.items():
        for place in _places(gloss, number_glosses(old)):
            made[place : place + len(number_glosses(n))] = number_glosses(n)
    return text, made


def _as_long(n: int, k: int) -> bool:
    return len(number_glosses(n)) == len(number_glosses(k))


def _apart(n: int, others: Sequence[int]) -> bool:
    """Whether none of the others has one of its glosses, so that none is taken for part of it."""
    return not any(set(number_glosses(n)) & set(number_glosses(k)) for k in others)


def _places(gloss: Sequence[str], part: Sequence[str]) -> list[int]:
    """Where the part begins."""
    return [i for i in range(len(gloss) - len(part) + 1) if list(gloss[i : i + len(part)]) == list(part)]


def _renamed(text: list[str], gloss: list[str], names: Mapping[str, str]) -> Pair:
    signed = {_signed(old): _signed(new) for old, new in names.items()}
    return [names.get(word, word) for word in text], [signed.get(word, word) for word in gloss]


def _signed(word: str) -> str:
    return word.translate(_FOLDED).upper()


def _written(gloss: Sequence[str]) -> list[str]:
    return [word.lower() for word in gloss]


CLASSES = (
    (cardinals, CLASS_SHARE),
    (ordinals, CLASS_SHARE),
    (weekdays, CLASS_SHARE),
    (months, CLASS_SHARE),
    (compass, COMPASS_SHARE),
)
"""What is swapped, and how often."""
