"""Numbers, money, clock times and dates: how each is signed."""

from __future__ import annotations

import re
from dataclasses import replace

from stable_signer.gloss import Sign, parse_sign
from stable_signer.text_to_gloss import closed_class as closed
from stable_signer.text_to_gloss.inflection import analyses
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
_ORDINAL_SIGNS = (
    ("FIRST",), ("SECOND-ordinal", "SECOND"), ("THIRD",), ("FOURTH",), ("FIFTH",), ("SIXTH",), ("SEVENTH",),
    ("EIGHTH",), ("NINTH",),
)  # fmt: skip
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
        value = number_value([word.norm for word in words[i:stop] if word.norm != "a"]) if stop > i else None
        pronoun = stop == i + 1 and words[i].norm == "one" and _is_pronoun(merged, words, stop)
        if value is None or pronoun:
            merged.append(words[i])
            i += 1
            continue
        surface = " ".join(word.text for word in words[i:stop])
        merged.append(replace(words[i], text=surface, norm=str(value), kind="number"))
        i = stop
    return tuple(_from_days(_at_hours(_with_clock(_spoken_times(_dates(merged))))))


_ORDINAL_WORDS = {
    word: str(i + 1)
    for i, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ]
    )
}
_DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])


def _dates(words: list[Word]) -> list[Word]:
    """The fifth of May and May 5th as May 5, without the commas inside a date."""
    kept: list[Word] = []
    i = 0
    while i < len(words):
        day = _day_of_month(words[i])
        if day and i + 1 < len(words) and words[i + 1].norm == "of" and _is_month(words, i + 2):
            if kept and kept[-1].norm == "the":
                kept.pop()
            kept += [words[i + 2], replace(words[i], norm=day, kind="number")]
            i += 3
        elif day and kept and _is_month(kept, len(kept) - 1):
            kept.append(replace(words[i], norm=day, kind="number"))
            i += 1
        elif words[i].norm == "," and _is_inside_date(kept, words, i):
            i += 1
        else:
            kept.append(words[i])
            i += 1
    return kept


def _is_inside_date(kept: list[Word], words: list[Word], i: int) -> bool:
    """Whether the comma at ``i`` stands in "Tuesday, March 3" or "March 3, 2026"."""
    after_day = bool(kept) and kept[-1].norm in _DAYS and _is_month(words, i + 1)
    year = i + 1 < len(words) and re.fullmatch(r"(1[5-9]|20)\d\d", words[i + 1].norm) is not None
    return after_day or (year and len(kept) > 1 and kept[-1].kind == "number" and _is_month(kept, len(kept) - 2))


def _day_of_month(word: Word) -> str:
    """1 to 31 for "5th", "5" after a month, or "fifth"; "" for what is no day."""
    if word.kind == "number":
        digits = word.norm[:-2] if word.norm[-2:] in _ORDINALS else word.norm
        return digits if digits.isdigit() and 1 <= int(digits) <= 31 else ""
    return _ORDINAL_WORDS.get(word.norm, "")


def _is_month(words: list[Word], i: int) -> bool:
    return (
        i < len(words)
        and words[i].norm in closed.MONTHS
        and (words[i].norm not in ("may", "march") or words[i].is_capitalised)
    )


_BEFORE_HOUR = {"half": 30, "quarter": 15}


def _spoken_times(words: list[Word]) -> list[Word]:
    """Half past three, quarter to nine and ten past two as clock times."""
    kept: list[Word] = []
    i = 0
    while i < len(words):
        clock, stop = _spoken_time(words, i, bool(kept) and kept[-1].norm in ("is", "at", "was"))
        if clock:
            if words[i].norm == "quarter" and kept and kept[-1].norm == "a":
                kept.pop()
            surface = " ".join(word.text for word in words[i:stop])
            kept.append(replace(words[i], text=surface, norm=clock, kind="time"))
        else:
            kept.append(words[i])
        i = stop
    return kept


def _spoken_time(words: list[Word], i: int, is_clock: bool) -> tuple[str, int]:
    """The clock time that starts at a word, or "", and the word after it; "ten to five" only where it must be one."""
    if i + 2 >= len(words) or words[i + 1].norm not in ("past", "to", "after") or not _is_hour(words[i + 2]):
        return "", i + 1
    minutes = _BEFORE_HOUR.get(words[i].norm, 0)
    if (
        not minutes
        and words[i].kind == "number"
        and words[i].norm in ("5", "10", "20", "25")
        and (words[i + 1].norm != "to" or is_clock)
    ):
        minutes = int(words[i].norm)
    if not minutes:
        return "", i + 1
    hour = int(words[i + 2].norm)
    if words[i + 1].norm == "to":
        hour, minutes = (hour - 2) % 12 + 1, 60 - minutes
    return f"{hour}:{minutes:02d}", i + 3


def _is_hour(word: Word) -> bool:
    return word.kind == "number" and word.norm.isdigit() and 1 <= int(word.norm) <= 12


_AFTER_HOUR = frozenset(
    ["", ".", "?", "!", ",", "and", "but", "because", "so", "in", "on", "tonight", "tomorrow", "today"]
)


def _at_hours(words: list[Word]) -> list[Word]:
    """A bare number after at, with nothing that it counts: an hour ("at seven")."""
    result = list(words)
    for i in range(1, len(words)):
        after = words[i + 1].norm if i + 1 < len(words) else ""
        if words[i - 1].norm == "at" and _is_hour(words[i]) and after in _AFTER_HOUR:
            result[i] = replace(words[i], kind="time")
        if part := _part_of_day(words, i):
            norm, stop = part
            result[i] = replace(words[i], norm=norm, kind="time")
            for k in range(i + 1, stop):
                result[k] = replace(words[k], norm="")
        if words[i - 1].norm == "from" and _is_range(words, i):
            result[i], result[i + 2] = (replace(words[k], kind="time") for k in (i, i + 2))
    return [word for word in result if word.norm]


_PARTS_OF_DAY = {
    "in the morning": "am", "in the afternoon": "pm", "in the evening": "pm", "at night": "pm",
}  # fmt: skip


def _part_of_day(words: list[Word], i: int) -> tuple[str, int] | None:
    """An hour with the part of the day after it as a clock time ("five in the morning"), and the word after that."""
    if not (_is_hour(words[i]) or words[i].kind == "time") or words[i].norm[-1] == "m":
        return None
    for length in (3, 2):
        half = _PARTS_OF_DAY.get(" ".join(word.norm for word in words[i + 1 : i + 1 + length]))
        if half and (words[i].kind == "time" or words[i - 1].norm in ("at", "is", "until", "by", "from", "to")):
            return words[i].norm + half, i + 1 + length
    return None


def _is_range(words: list[Word], i: int) -> bool:
    """Whether hours stand at i and after "to", with nothing that they count ("from 9 to 5")."""
    hours = [words[k] for k in (i, i + 2) if k < len(words)]
    after = words[i + 3].norm if i + 3 < len(words) else ""
    clock = all(_is_hour(hour) or hour.kind == "time" for hour in hours)
    return len(hours) == 2 and clock and words[i + 1].norm in ("to", "until") and after in _AFTER_HOUR


def _from_days(words: list[Word]) -> list[Word]:
    """Monday to Friday as from Monday to Friday."""
    kept: list[Word] = []
    for i, word in enumerate(words):
        days = [w.norm for w in words[i : i + 3]]
        is_range = len(days) == 3 and days[0] in _DAYS and days[1] in ("to", "through", "until") and days[2] in _DAYS
        if is_range and not (kept and kept[-1].norm in ("from", "between")):
            kept.append(replace(word, text="", norm="from"))
        kept.append(replace(word, norm="to") if word.norm == "through" and kept and kept[-1].norm in _DAYS else word)
    return kept


def _is_pronoun(before: list[Word], words: tuple[Word, ...], stop: int) -> bool:
    previous = before[-1].norm if before else ""
    following = words[stop].norm if stop < len(words) else "."
    if previous in ("at", "past") or (previous == "to" and len(before) > 1 and before[-2].norm == "quarter"):
        return False
    return previous in ("this", "that", "the", "which", "no", "any", "every", "each", "another") or following in (
        "is",
        "of",
        "day",
        ".",
    )


def _number_run(words: tuple[Word, ...], start: int) -> int:
    stop = start
    last = -1
    if words[start].norm == "a" and start + 1 < len(words) and words[start + 1].norm in _SCALES:
        stop, last = start + 2, _SCALES[words[start + 1].norm]
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
    makers = {"money": _money, "time": _time, "date": _date, "address": _address, "number": _plain, "phone": _phone}
    signs = makers[word.kind](word.norm, known)
    return tuple(replace(sign, source=word.text) for sign in signs)


def _plain(norm: str, known: frozenset[str]) -> list[Sign]:
    percent, ordinal = norm.endswith("%"), norm[-2:] in _ORDINALS
    digits = re.sub(r"[^\d.]", "", norm).strip(".")
    if ordinal and 1 <= int(digits) <= len(_ORDINAL_SIGNS):
        gloss = next((g for g in _ORDINAL_SIGNS[int(digits) - 1] if g in known), "")
        if gloss:
            return [parse_sign(gloss)]
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


def _phone(norm: str, known: frozenset[str]) -> list[Sign]:
    return _spoken(re.sub(r"\D", "", norm))


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
    if norm == "1/2" and "HALF" in known:
        return [Sign(gloss="HALF")]
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


_ABOUT_WHAT = frozenset(
    [
        "talk", "think", "know", "tell", "ask", "say", "worry", "hear", "learn", "read", "write", "dream", "speak",
        "care", "complain", "forget", "argue", "book", "movie", "story", "question", "what", "how",
    ]
)  # fmt: skip
"""Lemmas after which "about" says of what, not how many."""


def quantities(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Merged words with "about forty" as approximately forty, "two glasses of milk" as glasses to drink from, "too
    many" as too much and "which one" as which."""
    read = list(words)
    for i, word in enumerate(words[:-1]):
        before, after = {lemma for lemma, _ in analyses(words[i - 1].norm)} if i else set(), words[i + 1]
        if word.norm == "about" and after.kind in ("number", "money") and before.isdisjoint(_ABOUT_WHAT):
            read[i] = replace(word, norm="approximately")
        elif word.norm == "glasses" and after.norm == "of":
            read[i] = replace(word, norm="glass")
        elif word.norm == "which" and after.norm == "one":
            read[i + 1] = replace(after, norm="")
        elif word.norm == "too" and after.norm == "many":
            read[i + 1] = replace(after, norm="much")
    return tuple(word for word in read if word.norm)
