"""How to sign it: one row a sign, the non-manual tiers, and where each sign comes from.

JSON in, JSON out: edit a plan and render it again.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any

from stable_signer.errors import GlossError, PlanError
from stable_signer.gloss import NON_MANUALS, parse_sign

PLAN_VERSION = 1
MAX_DURATION_S = 3600.0

PROVENANCES = ("rule", "video", "dataset", "fingerspelled", "number", "refused")
"""Where a sign's motion comes from; ``refused`` rows are not performed."""


@dataclass(frozen=True)
class PlannedSign:
    """One sign on the time line. Times in seconds from the start of the video."""

    sign: str
    """The sign in gloss notation, as in ``1p-GIVE-2p``."""
    start: float
    """When the sign's stroke begins: the hands are in place."""
    duration: float
    """Length of the stroke, holds not included."""
    transition: float = 0.0
    """Time just before ``start`` in which the hands travel here."""
    hold: float = 0.0
    """Time after the stroke in which the hands stay."""
    entry: str = ""
    """Key of the chosen entry of the pose prior."""
    alternatives: tuple[str, ...] = ()
    """Keys of the other candidates."""
    weights: tuple[float, ...] = ()
    """The gate's weights of ``entry`` and of each of ``alternatives``, which sum to 1; none where a rule chose."""
    provenance: str = "rule"
    """One of ``PROVENANCES``."""
    source: str = ""
    """The words of the text that this sign stands for."""
    note: str = ""
    """What a reader should know: an unknown word, a sign that we are unsure of."""

    def __post_init__(self) -> None:
        if self.provenance not in PROVENANCES:
            raise PlanError(f"{self.sign}: provenance {self.provenance!r}, expected one of {' '.join(PROVENANCES)}.")
        for name in ("start", "duration", "transition", "hold"):
            _check_seconds(f"{self.sign}: {name}", getattr(self, name))

    @property
    def end(self) -> float:
        """When the sign and its hold are over."""
        return self.start + self.duration + self.hold


@dataclass(frozen=True)
class Tier:
    """A non-manual marker on the time line, in seconds: eased in from ``onset``, out until ``offset``."""

    kind: str
    """One of ``stable_signer.gloss.NON_MANUALS``."""
    onset: float
    offset: float
    intensity: float = 1.0
    """Strength, 0..2."""
    word: str = ""
    """The mouthed word, for kind ``mouth``."""

    def __post_init__(self) -> None:
        if self.kind not in NON_MANUALS:
            raise PlanError(f"Unknown non-manual tier {self.kind!r}: expected one of {' '.join(NON_MANUALS)}.")
        _check_seconds(f"Tier {self.kind}: onset", self.onset)
        _check_seconds(f"Tier {self.kind}: offset", self.offset)
        if self.offset <= self.onset or not 0.0 <= self.intensity <= 2.0:
            raise PlanError(f"Tier {self.kind} {self.onset:g}-{self.offset:g} s x {self.intensity:g}: end after start.")


@dataclass(frozen=True)
class SigningPlan:
    """Signs and non-manual tiers on one time line."""

    gloss: str
    """The gloss line that the plan performs."""
    signs: tuple[PlannedSign, ...]
    tiers: tuple[Tier, ...] = ()
    text: str = ""
    """The text that it came from, if any."""
    speed: float = 1.0
    """The speed for which the times were chosen; 1 is natural."""
    warnings: tuple[str, ...] = ()
    """What was lost or guessed on the way, a line each."""
    lead_out: float = 0.5
    """Seconds after the last sign in which the hands come to rest."""

    def __post_init__(self) -> None:
        ends = [sign.start for sign in self.signs]
        if any(b < a for a, b in itertools.pairwise(ends)):
            raise PlanError("The signs of a plan are in order of time: sort them by 'start'.")
        _check_seconds("lead_out", self.lead_out)

    @property
    def duration(self) -> float:
        """Seconds from start to the last rest."""
        ends = [sign.end for sign in self.signs] + [tier.offset for tier in self.tiers]
        return max(ends, default=0.0) + self.lead_out

    @property
    def refused(self) -> tuple[PlannedSign, ...]:
        """The rows that are not performed."""
        return tuple(sign for sign in self.signs if sign.provenance == "refused")

    def to_json(self, indent: int | None = 2) -> str:
        """The plan as JSON text; ``SigningPlan.from_json`` reads it back equal."""
        return json.dumps({"version": PLAN_VERSION} | asdict(self), indent=indent, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> SigningPlan:
        """Read a plan. Raises ``PlanError`` on broken JSON, a missing or unknown field, or a wrong value."""
        try:
            data = json.loads(text)
        except (json.JSONDecodeError, RecursionError) as error:
            raise PlanError(
                f"Not a signing plan: {error}; expected the JSON that 'stable-signer plan' prints."
            ) from None
        if not isinstance(data, dict) or data.get("version") != PLAN_VERSION:
            found = data.get("version") if isinstance(data, dict) else type(data).__name__
            raise PlanError(f"Signing plan of version {found!r}: expected {PLAN_VERSION}; make it again.")
        data.pop("version")
        for key, row_type in (("signs", PlannedSign), ("tiers", Tier)):
            data[key] = tuple(_read_row(row_type, row, f"{key}[{i}]") for i, row in enumerate(_rows(data, key)))
        data["warnings"] = tuple(data.get("warnings", ()))
        return _read_row(cls, data, "plan")


def _rows(data: dict[str, Any], key: str) -> Iterable[Any]:
    rows = data.get(key, ())
    if not isinstance(rows, list):
        raise PlanError(f"'{key}' of a signing plan is {type(rows).__name__}: expected a list.")
    return rows


def _read_row(row_type: type, row: Any, where: str) -> Any:
    names = [f.name for f in fields(row_type)]
    if not isinstance(row, dict):
        raise PlanError(f"{where} is {type(row).__name__}: expected an object with {', '.join(names)}.")
    if unknown := set(row) - set(names):
        raise PlanError(f"{where} has unknown field {sorted(unknown)[0]!r}: expected {', '.join(names)}.")
    for field in fields(row_type):
        if field.name in row:
            row[field.name] = _read_value(row[field.name], str(field.type), f"{where}.{field.name}")
    try:
        result = row_type(**row)
    except TypeError as error:
        raise PlanError(f"{where}: {str(error).split(')', 1)[-1].strip()}.") from None
    if row_type is PlannedSign:
        _check_sign(result.sign, where)
    return result


def _read_value(value: Any, kind: str, where: str) -> Any:
    if kind == "float":
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise PlanError(f"{where} is {value!r}: expected a number.")
        return float(value)
    if kind == "str" and not isinstance(value, str):
        raise PlanError(f"{where} is {value!r}: expected a string.")
    if kind.startswith("tuple[float"):
        if not isinstance(value, list | tuple):
            raise PlanError(f"{where} is {value!r}: expected a list of numbers.")
        return tuple(_read_value(v, "float", where) for v in value)
    if kind.startswith("tuple[str"):
        if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
            raise PlanError(f"{where} is {value!r}: expected a list of strings.")
        return tuple(value)
    return value


def _check_sign(token: str, where: str) -> None:
    try:
        parse_sign(token)
    except GlossError as error:
        raise PlanError(f"{where}: {error}") from None


def _check_seconds(name: str, value: float) -> None:
    if not (math.isfinite(value) and 0.0 <= value <= MAX_DURATION_S):
        raise PlanError(f"{name} is {value:g}: expected seconds from 0 to {MAX_DURATION_S:g}.")
