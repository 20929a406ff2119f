"""Numbers, money, clock times and dates: how each is signed."""

from __future__ import annotations

import re
from dataclasses import replace

from stable_signer.gloss import Sign
from stable_signer.text_to_gloss.normalise import Word

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {word: i for i, word in enumerate(_UNITS)} | {word: 10 * i for i, word in enumerate(_TENS)}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_ORDINALS = {"st", "nd", "rd", "th"}
_CURRENCIES = {"$": "DOLLAR", "€": "EURO", "£": "POUND"}


def number_value(words: list[str]) -> int | None:
    """The value of number words, or None if they make no number.

    >>> number_value("two hundred and twenty five".split())
    225
    """
    total = group = 0
    seen = False
    for word in words:
        if word in _SMALL:
            group += _SMALL[word]
            seen = True
        elif word == "hundred":
            group, seen = max(group, 1) * 100, True
        elif word in _SCALES:
            total, group, seen = total + max(group, 1) * _SCALES[word], 0, True
        elif word != "and":
            return None
    return total + group if seen else None


def merge_number_words(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Runs such as "twenty five" become one word of kind number; "one" alone stays a word after this, that, the,
    which."""
    merged: list[Word] = []
    i = 0
    while i < len(words):
        stop = _number_run(words, i)
        value = number_value([word.norm for word in words[i:stop]]) if stop > i else None
        pronoun = stop == i + 1 and words[i].norm == "one" and _is_pronoun(merged, words, stop)
        if value is None or pronoun:
            merged.append(words[i])
            i += 1
            continue
        surface = " ".join(word.text for word in words[i:stop])
        merged.append(replace(words[i], text=surface, norm=str(value), kind="number"))
        i = stop
    return tuple(_with_clock(merged))


def _is_pronoun(before: list[Word], words: tuple[Word, ...], stop: int) -> bool:
    previous = before[-1].norm if before else ""
    following = words[stop].norm if stop < len(words) else "."
    return previous in ("this", "that", "the", "which", "no", "any", "every", "each", "another") or following in (
        "is",
        "of",
        "day",
        ".",
    )


def _number_run(words: tuple[Word, ...], start: int) -> int:
    stop = start
    last = -1
    while stop < len(words) and words[stop].kind == "word":
        norm = words[stop].norm
        joined = norm == "and" and last >= 100 and stop + 1 < len(words) and words[stop + 1].norm in _SMALL
        if norm in _SMALL and last != -1 and last < 100 and not (last >= 20 and last % 10 == 0 and _SMALL[norm] < 10):
            break
        if not (norm in _SMALL or (norm in _SCALES and last != -1) or joined):
            break
        last = _SMALL.get(norm, _SCALES.get(norm, last))
        stop += 1
    return stop


def _with_clock(words: list[Word]) -> list[Word]:
    kept: list[Word] = []
    for word in words:
        if word.norm == "o'clock" and kept and kept[-1].kind == "number":
            kept[-1] = replace(kept[-1], text=f"{kept[-1].text} {word.text}", kind="time")
        elif word.norm in ("am", "pm") and kept and kept[-1].kind in ("number", "time") and word.text.lower() != "am":
            kept[-1] = replace(
                kept[-1], text=f"{kept[-1].text} {word.text}", norm=kept[-1].norm + word.norm, kind="time"
            )
        elif word.norm in ("dollars", "dollar", "bucks") and kept and kept[-1].kind == "number":
            kept[-1] = replace(kept[-1], text=f"{kept[-1].text} {word.text}", norm="$" + kept[-1].norm, kind="money")
        else:
            kept.append(word)
    return kept


def signs_of(word: Word, known: frozenset[str]) -> tuple[Sign, ...]:
    """The signs of a number, money, time, date or address.

    known: glosses of the lexicon; a unit without a sign is fingerspelled.
    """
    makers = {"money": _money, "time": _time, "date": _date, "address": _address, "number": _plain}
    signs = makers[word.kind](word.norm, known)
    return tuple(replace(sign, source=word.text) for sign in signs)


def _plain(norm: str, known: frozenset[str]) -> list[Sign]:
    percent, ordinal = norm.endswith("%"), norm[-2:] in _ORDINALS
    digits = re.sub(r"[^\d.]", "", norm).strip(".")
    signs = _digits(digits, known)
    if ordinal:
        signs.append(Sign(letters=norm[-2:].upper()))
    return signs + ([_lexical("PERCENT", known)] if percent else [])


def _digits(digits: str, known: frozenset[str]) -> list[Sign]:
    whole, _, fraction = digits.partition(".")
    whole = whole.lstrip("0") or "0"
    if fraction:
        return (
            [Sign(number=f"{whole}.{fraction}")] if int(whole) <= 1000 else [*_digits(whole, known), *_spoken(fraction)]
        )
    value = int(whole)
    if value <= 1000:
        return [Sign(number=str(value))]
    if 1100 <= value <= 2099 and len(digits) == 4:
        return [Sign(number=digits[:2])] + (
            [Sign(number=str(int(digits[2:])))] if digits[2:] != "00" else [Sign(number="100")]
        )
    return _large(value, digits, known)


def _large(value: int, digits: str, known: frozenset[str]) -> list[Sign]:
    for scale, gloss in ((1_000_000_000, "BILLION"), (1_000_000, "MILLION"), (1000, "THOUSAND")):
        if value >= scale:
            count, rest = divmod(value, scale)
            if count > 1000:
                return _spoken(digits)
            unit = _lexical(gloss, known) if scale != 1000 or gloss in known else Sign(number="1000")
            return [Sign(number=str(count)), unit, *(_digits(str(rest), known) if rest else [])]
    return [Sign(number=str(value))]


def _spoken(digits: str) -> list[Sign]:
    return [Sign(number=digit) for digit in digits]


def _lexical(gloss: str, known: frozenset[str]) -> Sign:
    return Sign(gloss=gloss) if gloss in known else Sign(letters=gloss, note=f"no sign for '{gloss.lower()}'")


def _money(norm: str, known: frozenset[str]) -> list[Sign]:
    unit = _lexical(_CURRENCIES.get(norm[0], "DOLLAR"), known)
    return [*_digits(re.sub(r"[^\d.]", "", norm).strip("."), known), unit]


def _time(norm: str, known: frozenset[str]) -> list[Sign]:
    match = re.match(r"(\d{1,2})(?::(\d\d))?\s*([ap])?", norm)
    assert match is not None, f"time pattern promised digits, got {norm!r}"
    hour, minute, half = match.groups()
    clock = Sign(number=f"{int(hour)}:{minute}" if minute and minute != "00" else str(int(hour)))
    signs = [Sign(gloss="TIME", sense="clock"), clock] if "TIME-clock" in known else [clock]
    part = {"a": "MORNING", "p": "AFTERNOON" if int(hour) % 12 < 6 else "NIGHT"}.get(half or "")
    return signs + ([_lexical(part, known)] if part in known else [Sign(letters=f"{half}M".upper())] if half else [])


def _date(norm: str, known: frozenset[str]) -> list[Sign]:
    signs: list[Sign] = []
    for part in re.split(r"[-/]", norm):
        signs += _digits(part, known) if len(part) == 4 else [Sign(number=str(int(part)))]
    return signs


def _address(norm: str, known: frozenset[str]) -> list[Sign]:
    signs: list[Sign] = []
    for part in re.findall(r"[a-z]+|\d+|[.@]", re.sub(r"^https?://(www\.)?", "", norm).rstrip("/.,!?")):
        if part in ".@":
            signs.append(Sign(letters="DOT" if part == "." else "AT"))
        else:
            signs += _spoken(part) if part.isdigit() else [Sign(letters=part.upper())]
    return signs or [Sign(letters="LINK")]
