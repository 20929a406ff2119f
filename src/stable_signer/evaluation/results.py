"""Results as a file: every number with its signature, direction and interval; and what changed since another one.

A table is ``rows``: row name -> metric name -> ``Score``; ``absent``: row name -> why it is not there.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from stable_signer.evaluation.metrics.score import Score, ScoreError
from stable_signer.files import written_whole

VERSION = 1


@dataclass(frozen=True)
class Table:
    """Scores of several systems on the same sentences."""

    title: str
    rows: dict[str, dict[str, Score]]
    absent: dict[str, str] = field(default_factory=dict)
    """Row -> why it could not be made."""
    notes: tuple[str, ...] = ()
    """What a reader must know, a line each."""


@dataclass(frozen=True)
class Results:
    """Everything that an evaluation found."""

    settings: dict[str, Any]
    """Split, numbers of sentences, seeds, fingerprint of code and weights, seconds."""
    tables: dict[str, Table]
    breakdown: dict[str, dict[str, dict[str, Score]]] = field(default_factory=dict)
    """``METRIC by GROUPING`` -> row -> group -> score."""
    sentences: tuple[dict[str, Any], ...] = ()
    """One object a sentence: number, text, reference gloss, and what each system made of it."""

    def save(self, path: Path) -> None:
        """Write JSON, whole or not at all. Raises ``ScoreError`` where it cannot be written."""
        with written_whole(path, ScoreError) as temporary:
            temporary.write_text(json.dumps({"version": VERSION} | _plain(asdict(self)), indent=1), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Results:
        """Read what ``save`` wrote. Raises ``ScoreError`` for anything else."""
        try:
            data = json.loads(Path(path).read_text(encoding="utf-8"))
            if data.pop("version") != VERSION:
                raise ScoreError(f"{path} is of another version: expected {VERSION}; evaluate again.")
            tables = {
                name: Table(t["title"], _scores(t["rows"]), t["absent"], tuple(t["notes"]))
                for name, t in data["tables"].items()
            }
            breakdown = {name: _scores(rows) for name, rows in data["breakdown"].items()}
            return cls(data["settings"], tables, breakdown, tuple(data["sentences"]))
        except OSError as error:
            raise ScoreError(f"{path} cannot be read ({error.strerror}): expected a results.json.") from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise ScoreError(f"{path} is not a results.json of 'stable-signer evaluate'.") from None


@dataclass(frozen=True)
class Change:
    """A number that differs from the baseline's."""

    where: str
    """Table, row and metric."""
    old: Score
    new: Score

    @property
    def is_comparable(self) -> bool:
        """Whether both were computed in the same way."""
        return self.old.signature == self.new.signature

    @property
    def is_beyond_interval(self) -> bool:
        """Whether the difference is larger than both intervals allow: half widths added as independent errors."""
        halves = [0.0 if s.low is None or s.high is None else (s.high - s.low) / 2 for s in (self.old, self.new)]
        return abs(self.new.value - self.old.value) > math.hypot(*halves)

    @property
    def verdict(self) -> str:
        """``better``, ``worse`` or ``changed`` where it is beyond the interval, otherwise ``within the interval``."""
        if not self.is_comparable:
            return "computed in another way: not comparable"
        if not self.is_beyond_interval:
            return "within the interval"
        gain = self.new.value - self.old.value
        if self.new.direction == "near 1":
            gain = abs(self.old.value - 1) - abs(self.new.value - 1)
        if self.new.direction == "near ground truth":
            return "changed"
        return "better" if (gain > 0) == (self.new.direction != "lower") else "worse"


def changes(old: Results, new: Results) -> list[Change]:
    """Every number of both that differs, in the order of the new results."""
    found = []
    for name, table in new.tables.items():
        for row, scores in table.rows.items():
            before = old.tables[name].rows.get(row, {}) if name in old.tables else {}
            for metric, score in scores.items():
                if metric in before and not _same(before[metric].value, score.value):
                    found.append(Change(f"{name}, {row}, {metric}", before[metric], score))
    return found


def changes_text(old: Results, new: Results) -> str:
    """One line a change, those beyond their interval first; and whether the sentences are the same at all."""
    before, after = ([(s.get("text"), s.get("gloss")) for s in results.sentences] for results in (old, new))
    same = len(set(before) & set(after))
    note = "" if before == after else (
        f"Other sentences: {same} of {len(after)} are the baseline's. The grammar or lexicon changed, or their number, "
        "so a difference may be one of the sentences.\n"
    )  # fmt: skip
    found = sorted(changes(old, new), key=lambda change: not (change.is_comparable and change.is_beyond_interval))
    if not found:
        return f"{note}No number changed."
    return note + "\n".join(f"{c.where}: {c.old.value:.4g} -> {c.new.value:.4g}  {c.verdict}" for c in found)


def scores_to_json(scores: Mapping[str, Score]) -> str:
    """Scores as JSON text; what is not a number is null."""
    return json.dumps({name: _plain(asdict(score)) for name, score in scores.items()}, indent=2)


def _same(a: float, b: float) -> bool:
    return a == b or (math.isnan(a) and math.isnan(b)) or math.isclose(a, b, rel_tol=1e-9)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _scores(rows: dict[str, Any]) -> dict[str, dict[str, Score]]:
    return {row: {name: _score(s) for name, s in scores.items()} for row, scores in rows.items()}


def _score(data: dict[str, Any]) -> Score:
    value = math.nan if data["value"] is None else float(data["value"])
    return Score(value, data["signature"], data["direction"], data["low"], data["high"])
