"""The phonological notation of a sign: one line of text, and the frozen dataclasses that it stands for.

``docs/notation.md`` explains it for people who write signs. ``parse(format(form)) == form`` holds for every form.
Everything is written for a right-handed signer, in words relative to the hand's own side, so mirroring costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from stable_signer.lexicon.locations import LOCATIONS
from stable_signer.lexicon.symbols import DIRECTIONS


@dataclass(frozen=True)
class Direction:
    """A direction as its words, summed with equal weight: ``up-fwd`` is ("up", "fwd"), ``to:O`` is ("to:O",)."""

    words: tuple[str, ...]

    def __str__(self) -> str:
        return "-".join(self.words)

    @property
    def is_relative(self) -> bool:
        """Whether it depends on the loci of a subject or object."""
        return any(word not in DIRECTIONS for word in self.words)


@dataclass(frozen=True)
class Offset:
    """A shift from a place: signed centimetres along a direction."""

    direction: Direction
    cm: float

    def __str__(self) -> str:
        return f"{'-' if self.cm < 0 else '+'}{self.direction}{abs(self.cm):g}"


@dataclass(frozen=True)
class Place:
    """Where the hand is. Without a location: relative to its previous place. Without a point: the palm centre."""

    point: str | None = None
    location: str | None = None
    offsets: tuple[Offset, ...] = ()

    def __str__(self) -> str:
        offsets = "".join(map(str, self.offsets))
        if self.location is None:
            return offsets
        # "@weak.wrist-back-up1" would be the back of the wrist
        longer = [known for known in LOCATIONS if known.startswith(f"{self.location}-")]
        is_other = any(f"{self.location}{offsets}".startswith(f"{known}-") for known in longer)
        return f"{self.point or ''}@{self.location}{' ' if is_other else ''}{offsets}"


@dataclass(frozen=True)
class Path:
    """The shape of the way to a posture.

    kind: straight, arc, zigzag, wave or circle. direction: where an arc bulges. amount: its bulge, or a circle's
    radius, in centimetres (None: the default).
    """

    kind: str
    direction: Direction | None = None
    plane: str | None = None
    is_reversed: bool = False
    amount: float | None = None

    def __str__(self) -> str:
        detail = f"-{self.direction}" if self.direction else _plane_text(self.plane, self.is_reversed)
        return f"{self.kind}{detail}{'' if self.amount is None else f'{self.amount:g}'}"


@dataclass(frozen=True)
class Local:
    """A small movement on top of the path. count: how often; amount: how far (centimetres or degrees)."""

    kind: str
    plane: str | None = None
    is_reversed: bool = False
    count: int | None = None
    amount: float | None = None

    def __str__(self) -> str:
        count = "" if self.count is None else f"*{self.count}"
        amount = "" if self.amount is None else f":{self.amount:g}"
        return f"~{self.kind}{_plane_text(self.plane, self.is_reversed)}{count}{amount}"


def _plane_text(plane: str | None, is_reversed: bool) -> str:
    return f"-{'-' if is_reversed else ''}{plane}" if plane else ""


@dataclass(frozen=True)
class Step:
    """A posture and the way to it. What is None carries over from the step before."""

    path: Path | None = None
    handshape: str | None = None
    finger: Direction | None = None
    palm: Direction | None = None
    place: Place | None = None
    tempo: str | None = None
    locals: tuple[Local, ...] = ()

    def __str__(self) -> str:
        turn = f"{self.finger}/{self.palm}" if self.finger else None
        parts = (self.path, self.handshape, turn, self.place, self.tempo, *self.locals)
        return " ".join(str(part) for part in parts if part is not None)


@dataclass(frozen=True)
class Track:
    """What one hand does: postures in order, local movements over them, and how often the whole is done."""

    steps: tuple[Step, ...]
    locals: tuple[Local, ...] = ()
    repeat: int = 1

    def __str__(self) -> str:
        parts = [" > ".join(map(str, self.steps)), *map(str, self.locals)]
        return " ".join([*parts, f"x{self.repeat}"] if self.repeat > 1 else parts)


@dataclass(frozen=True)
class Morpheme:
    """One or two hands at the same time. arrangement: None, "two" (mirrored), "alt" or "par"."""

    strong: Track
    weak: Track | None = None
    arrangement: str | None = None

    def __str__(self) -> str:
        head = f"{self.arrangement}: {self.strong}" if self.arrangement else str(self.strong)
        return f"{head} & {self.weak}" if self.weak else head

    @property
    def is_two_handed(self) -> bool:
        return self.arrangement is not None or self.weak is not None


@dataclass(frozen=True)
class Form:
    """A whole sign: one morpheme, or the parts of a compound one after the other."""

    morphemes: tuple[Morpheme, ...]

    def __str__(self) -> str:
        return " | ".join(map(str, self.morphemes))

    @property
    def is_two_handed(self) -> bool:
        return any(morpheme.is_two_handed for morpheme in self.morphemes)
