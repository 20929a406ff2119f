"""What to sign: signs, the non-manual spans over them, and the pauses between them.

The text form is the field's notation, and parses back to the same object::

    topic(TOMORROW) IX-1p GO-TO STORE        a topic, then a plain clause
    whq(YOUR NAME WHAT)                      brows furrowed over the whole question
    neg(IX-1p LIKE COFFEE)                   a headshake
    BOOK / 1p-GIVE-2p                        a clause pause; first person gives to second
    fs-ANNA LIVE BOSTON // NUM-25            fingerspelling; a sentence pause; a number
    RIGHT-correct WORK++ #BANK IX-3p:a       sense, reduplication, loan sign, locus
    excl:1.5(mouth=wow(WOW))                 intensity, and a mouthed word
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stable_signer.errors import GlossError

if TYPE_CHECKING:
    import numpy as np

NON_MANUALS: dict[str, str] = {
    "whq": "wh-question: brows down, head slightly forward",
    "ynq": "yes/no question: brows up, head forward, last sign held",
    "rh": "rhetorical question: brows up, slight head tilt",
    "neg": "negation: headshake, brows slightly down",
    "topic": "topic: brows up, head slightly back, then a short pause",
    "cond": "condition: brows up, head tilted, then a pause",
    "rel": "relative clause: brows up, upper lip raised, head back",
    "aff": "affirmation: head nods",
    "excl": "exclamation: brows up, eyes wide, stronger movement",
    "mm": "lips together, pushed out: as usual, with ease",
    "cs": "teeth together, shoulder toward cheek: close in space or time",
    "th": "tongue between the teeth: carelessly",
    "oo": "lips rounded small: thin, small",
    "cha": "jaw drops open: large",
    "puff": "cheeks puffed: much, big",
    "mouth": "an English word mouthed with the sign: mouth=word(...)",
}
"""Kinds of non-manual span and what the face and head do in each."""

PERSONS = ("1p", "2p", "3p", "3p:a", "3p:b", "3p:c", "3p:d", "1pl", "2pl", "3pl")
"""Persons and loci: signer, viewer, others (``3p`` alone is locus a); ``pl`` = plural."""

MAX_SIGNS = 20_000

_PERSON = r"(?:[12]pl|3pl|[12]p|3p(?::[a-d])?)"
_LEXICAL = re.compile(
    rf"(?:(?P<subject>{_PERSON})-)?"
    r"(?P<gloss>#?[A-Z][A-Z0-9']*(?:-[A-Z][A-Z0-9']*)*)"
    r"(?:-(?P<sense>[a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)*))?"
    rf"(?:-(?P<object>{_PERSON}))?"
    r"(?P<repeats>\+*)"
)
_FINGERSPELLED = re.compile(r"fs-(?P<letters>[A-Z0-9]+)")
_NUMBER = re.compile(r"NUM-(?P<number>\d+(?:[.:]\d+)?)")
_TOKEN = re.compile(r"[^\s()/]+")
_OPEN = re.compile(r"(?P<kind>[a-z]+)(?:=(?P<word>[a-z']+))?(?::(?P<intensity>\d+(?:\.\d+)?))?\(")


@dataclass(frozen=True)
class Sign:
    """One sign of a gloss sequence.

    Exactly one of lexical (``gloss``), fingerspelled (``letters``) or number (``number``).
    Raises ``GlossError`` if the sign has no text form that parses back to it.
    """

    gloss: str = ""
    """ID-gloss in capitals: ``MOTHER``, ``GO-TO``, ``#BANK``, ``IX``; empty for fingerspelling and numbers."""
    sense: str | None = None
    """Which of several meanings, lower case: ``correct`` in ``RIGHT-correct``."""
    letters: str | None = None
    """What is fingerspelled, A-Z and 0-9."""
    number: str | None = None
    """A number signed as one: ``25``, ``3.50``, ``8:30``."""
    subject: str | None = None
    """Person or locus from which an agreeing verb moves (one of ``PERSONS``)."""
    object: str | None = None
    """Person or locus at which a verb, pronoun or possessive is directed (one of ``PERSONS``)."""
    repeats: int = 0
    """Extra repetitions (plural, habitual): 2 for ``WORK++``."""
    source: str = field(default="", compare=False)
    """The words of the text that this sign stands for."""
    note: str = field(default="", compare=False)
    """Why the sign is as it is where a reader should know: ``no sign for 'xylophone'``."""

    def __post_init__(self) -> None:
        if sum((bool(self.gloss), self.letters is not None, self.number is not None)) != 1:
            raise GlossError(
                "A sign needs exactly one of gloss, letters or number: "
                f"got gloss={self.gloss!r}, letters={self.letters!r}, number={self.number!r}."
            )
        if _parse_fields(str(self)) != _fields(self):
            raise GlossError(
                f"{str(self)!r} is not a sign in the notation: a gloss is in capitals, a sense in lower case, "
                f"a person one of {' '.join(PERSONS)}; see stable_signer.gloss."
            )

    @property
    def is_fingerspelled(self) -> bool:
        return self.letters is not None

    @property
    def id_gloss(self) -> str:
        """The lexicon's key: gloss with sense, without agreement or repetition (``RIGHT-correct``)."""
        return f"{self.gloss}-{self.sense}" if self.sense else self.gloss

    def __str__(self) -> str:
        if self.letters is not None:
            return f"fs-{self.letters}"
        if self.number is not None:
            return f"NUM-{self.number}"
        parts = [part for part in (self.subject, self.gloss, self.sense, self.object) if part]
        return "-".join(parts) + "+" * self.repeats


@dataclass(frozen=True)
class Span:
    """A non-manual marker over the signs ``start <= i < stop``."""

    kind: str
    """One of ``NON_MANUALS``."""
    start: int
    stop: int
    intensity: float = 1.0
    """Strength, 0..2 in steps of 0.01; 1 is neutral."""
    word: str = ""
    """The mouthed word, for kind ``mouth`` only."""

    def __post_init__(self) -> None:
        if self.kind not in NON_MANUALS:
            raise GlossError(f"Unknown non-manual {self.kind!r}: expected one of {' '.join(NON_MANUALS)}.")
        if not 0 <= self.start < self.stop:
            raise GlossError(f"Span {self.kind} covers signs {self.start}..{self.stop}: it needs at least one.")
        if not 0.0 <= self.intensity <= 2.0:
            raise GlossError(f"Intensity of {self.kind} is {self.intensity:g}: expected 0 to 2.")
        object.__setattr__(self, "intensity", round(float(self.intensity), 2))  # as many digits as the text form
        if bool(self.word) != (self.kind == "mouth"):
            raise GlossError(f"A mouthed word goes with the kind 'mouth', and only there: got {self!r}.")


@dataclass(frozen=True)
class Pause:
    """A pause after sign ``after``: between clauses (``/``) or sentences (``//``)."""

    after: int
    kind: str = "clause"

    def __post_init__(self) -> None:
        if self.kind not in ("clause", "sentence") or self.after < 0:
            raise GlossError(f"A pause is 'clause' or 'sentence' after a sign: got {self!r}.")


@dataclass(frozen=True)
class GlossSequence:
    """What to sign. Spans nest, outer before inner; at most one pause after a sign."""

    signs: tuple[Sign, ...]
    spans: tuple[Span, ...] = ()
    pauses: tuple[Pause, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "spans", tuple(sorted(self.spans, key=lambda s: (s.start, -s.stop))))
        object.__setattr__(self, "pauses", tuple(sorted(self.pauses, key=lambda p: p.after)))
        _check_nesting(self.spans, len(self.signs))
        after = [p.after for p in self.pauses]
        if len(set(after)) != len(after) or any(a >= len(self.signs) for a in after):
            raise GlossError(f"Pauses after signs {after} of {len(self.signs)}: one a sign at most, none beyond.")

    def __len__(self) -> int:
        return len(self.signs)

    def __iter__(self) -> Iterator[Sign]:
        return iter(self.signs)

    def __str__(self) -> str:
        return format_gloss(self)


@dataclass(frozen=True, eq=False)
class Cue:
    """What is known of one sign of a sequence beyond its gloss: evidence for choosing how to perform it."""

    state: np.ndarray | None = None
    """(d), what the language model knew when it had written the sign's word."""
    glosses: tuple[str, ...] = ()
    """ID-glosses of every sense of that word, the likeliest first; none where it has one."""


def format_gloss(sequence: GlossSequence) -> str:
    """The text form. ``parse_gloss(format_gloss(x)) == x``."""
    pause_after = {p.after: " /" if p.kind == "clause" else " //" for p in sequence.pauses}
    words = []
    for i, sign in enumerate(sequence.signs):
        opening = "".join(_format_open(s) for s in sequence.spans if s.start == i)
        closing = ")" * sum(s.stop == i + 1 for s in sequence.spans)
        words.append(f"{opening}{sign}{closing}{pause_after.get(i, '')}")
    return " ".join(words)


def parse_gloss(text: str) -> GlossSequence:
    """Read the text form. Raises ``GlossError`` with the offending token and its place."""
    signs: list[Sign] = []
    spans: list[Span] = []
    pauses: dict[int, Pause] = {}
    open_spans: list[tuple[re.Match[str], int]] = []
    position = 0
    while position < len(text):
        char = text[position]
        if char.isspace():
            position += 1
        elif char == ")":
            spans.append(_close(open_spans, len(signs), position))
            position += 1
        elif char == "/":
            pause = _pause(text.startswith("//", position), len(signs), position)
            pauses[pause.after] = pause
            position += 2 if pause.kind == "sentence" else 1
        elif opening := _OPEN.match(text, position):
            open_spans.append((opening, len(signs)))
            position = opening.end()
        elif token := _TOKEN.match(text, position):
            signs.append(parse_sign(token[0], position))
            position = token.end()
        else:
            raise GlossError(f"'(' at character {position + 1}: expected a non-manual before it, as in whq(...).")
    if open_spans:
        raise GlossError(f"'{open_spans[-1][0][0]}' is never closed: add ')' after its last sign.")
    if len(signs) > MAX_SIGNS:
        raise GlossError(f"{len(signs)} signs in one gloss line: expected at most {MAX_SIGNS}; split it.")
    # closed inner-first: reverse, so that a stable sort leaves equal ranges outer before inner
    return GlossSequence(tuple(signs), tuple(reversed(spans)), tuple(pauses.values()))


def parse_sign(token: str, position: int = 0) -> Sign:
    """Read one sign. Raises ``GlossError`` naming the token and its place (characters from 0)."""
    fields = _parse_fields(token)
    if fields is None:
        hint = " Write glosses in capitals." if token.islower() else ""
        raise GlossError(
            f"{token!r} at character {position + 1} is not a sign: expected a gloss such as MOTHER, "
            f"RIGHT-correct, IX-1p, 1p-GIVE-2p, fs-ANNA or NUM-25.{hint}"
        )
    return Sign(**fields)


def _parse_fields(token: str) -> dict | None:
    if match := _FINGERSPELLED.fullmatch(token):
        return {"letters": match["letters"]}
    if match := _NUMBER.fullmatch(token):
        return {"number": match["number"]}
    if match := _LEXICAL.fullmatch(token):
        fields = {key: value for key, value in match.groupdict().items() if value}
        return fields | {"repeats": len(match["repeats"])} if match["repeats"] else fields
    return None


def _fields(sign: Sign) -> dict:
    names = ("gloss", "sense", "letters", "number", "subject", "object", "repeats")
    return {name: getattr(sign, name) for name in names if getattr(sign, name)}


def _format_open(span: Span) -> str:
    word = f"={span.word}" if span.word else ""
    intensity = "" if span.intensity == 1.0 else f":{span.intensity:g}"
    return f"{span.kind}{word}{intensity}("


def _pause(is_sentence: bool, num_signs: int, position: int) -> Pause:
    if num_signs == 0:
        raise GlossError(f"Pause at character {position + 1}: expected a sign before it.")
    return Pause(num_signs - 1, "sentence" if is_sentence else "clause")


def _close(open_spans: list[tuple[re.Match[str], int]], stop: int, position: int) -> Span:
    if not open_spans:
        raise GlossError(f"')' at character {position + 1} closes nothing: remove it or open a span such as whq(.")
    match, start = open_spans.pop()
    if start == stop:
        raise GlossError(f"'{match[0]})' at character {position + 1} is empty: put at least one sign inside.")
    return Span(match["kind"], start, stop, float(match["intensity"] or 1.0), match["word"] or "")


def _check_nesting(spans: tuple[Span, ...], num_signs: int) -> None:
    enclosing: list[Span] = []
    for span in spans:
        if span.stop > num_signs:
            raise GlossError(f"Span {span.kind} ends after sign {span.stop}: there are only {num_signs}.")
        while enclosing and enclosing[-1].stop <= span.start:
            enclosing.pop()
        if enclosing and span.stop > enclosing[-1].stop:
            raise GlossError(f"Spans {enclosing[-1].kind} and {span.kind} cross: one must contain the other.")
        enclosing.append(span)
