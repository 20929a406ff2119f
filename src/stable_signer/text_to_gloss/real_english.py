"""How far text to gloss gets on English that nobody wrote for it: no references are needed.

``measure(lines, TextToGloss.from_pretrained())``
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from stable_signer.errors import StableSignerError, TextError
from stable_signer.gloss import GlossSequence, Sign, format_gloss, parse_gloss
from stable_signer.text_to_gloss import closed_class as closed
from stable_signer.text_to_gloss.normalise import Decision, normalise


class Translated(Protocol):
    """What is looked at of a translation."""

    @property
    def sequence(self) -> GlossSequence: ...

    @property
    def decisions(self) -> tuple[Decision, ...]: ...

    @property
    def warnings(self) -> tuple[str, ...]: ...


class Translate(Protocol):
    """English to gloss, as ``TextToGloss`` does it."""

    def __call__(self, text: str) -> Translated: ...


@dataclass(frozen=True)
class EnglishCoverage:
    """Shares over a set of lines; ``lines`` without a word (only marks) are not counted."""

    lines: int
    """Lines with at least one word."""
    parsed: float
    """Share of lines whose gloss line is written, read back and the same."""
    kept: float
    """Share of content words that a sign or a recorded decision answers for; function words and names excluded."""
    spelled: float
    """Share of signs that are fingerspelled because the lexicon has no sign."""
    named: float
    """Share of signs that are fingerspelled names, addresses and letters."""
    mended: float
    """Share of lines whose answer had to be mended."""
    length_ratio: float
    """Signs for each English word."""
    seconds: float
    """Time for all lines."""
    commonest_spelled: tuple[tuple[str, int], ...] = ()
    """Fingerspelled words and how often, commonest first."""


@dataclass
class _Counts:
    lines: int = 0
    parsed: int = 0
    words: int = 0
    content: int = 0
    kept: int = 0
    signs: int = 0
    spelled: Counter[str] = field(default_factory=Counter)
    named: int = 0
    mended: int = 0


def measure(lines: Iterable[str], translate: Translate, commonest: int = 100) -> EnglishCoverage:
    """Translate every line and count. Raises ``TextError`` where no line has a word."""
    counts = _Counts()
    started = time.perf_counter()
    for line in lines:
        if re.search(r"[A-Za-z]", line):
            _count(counts, line.strip(), translate)
    if not counts.lines:
        raise TextError("No line has an English word: expected a file with a sentence a line.")
    signs = max(1, counts.signs)
    return EnglishCoverage(
        lines=counts.lines,
        parsed=counts.parsed / counts.lines,
        kept=counts.kept / max(1, counts.content),
        spelled=counts.spelled.total() / signs,
        named=counts.named / signs,
        mended=counts.mended / counts.lines,
        length_ratio=counts.signs / max(1, counts.words),
        seconds=time.perf_counter() - started,
        commonest_spelled=tuple(counts.spelled.most_common(commonest)),
    )


def _count(counts: _Counts, line: str, translate: Translate) -> None:
    counts.lines += 1
    try:
        translation = translate(line)
        counts.parsed += str(parse_gloss(format_gloss(translation.sequence))) == str(translation.sequence)
    except StableSignerError:
        return
    counts.mended += bool(translation.warnings)
    counts.signs += len(translation.sequence.signs)
    for sign in translation.sequence.signs:
        if sign.is_fingerspelled and _is_missing(sign):
            counts.spelled[sign.source.lower() or str(sign)] += 1
        else:
            counts.named += sign.is_fingerspelled
    _count_kept(counts, line, translation)


def _is_missing(sign: Sign) -> bool:
    return sign.note.startswith("no sign for")


def _count_kept(counts: _Counts, line: str, translation: Translated) -> None:
    """A content word is kept where a sign names it as its source, or a decision tells what was done with it."""
    told = " ".join([*(s.source for s in translation.sequence.signs), *(d.text for d in translation.decisions)])
    answered = set(re.findall(r"\w+", told.lower()))
    words = [word for sentence in normalise(line) for word in sentence.words if word.kind == "word"]
    counts.words += len(words)
    for word in words:
        if word.norm.isalpha() and word.norm not in closed.FUNCTION_WORDS:
            counts.content += 1
            counts.kept += not answered.isdisjoint(re.findall(r"\w+", f"{word.text} {word.norm}".lower()))
