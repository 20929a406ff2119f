"""Stitched sentences against real ones: how much nearer our realisation comes to the performance of a signer.

A folder of ``NAME_updated.pose`` (stitched from clips by another program), ``NAME_original.pose`` (the real
performance) and ``NAME_metadata.json`` (glosses), as fluent-pose-synthesis ships them. Of the real performance nothing
is used but the score. One constant (``recorded.LAP``) was chosen with all of them in view: not a blind test.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stable_signer.errors import PoseError
from stable_signer.evaluation.metrics.pose import POSE_METRICS, pose_rows
from stable_signer.gloss_to_pose.recorded import clips_of, realise, stroke_of
from stable_signer.gloss_to_pose.stabilise import stabilise
from stable_signer.pose import Pose, concatenate

METRICS = ("dtw_mje", "ndtw_mje", "duration_ratio", "wrist_distance_ratio")
HALVES = {"all": (0, 1), "odd": (1,), "even": (0,)}
"""Which sentences, by the rest of their number divided by two."""

WAYS: dict[str, Callable[[Pose], Pose]] = {
    "stitched, as given": lambda pose: pose,
    "stabilised only": stabilise,
    "strokes only, no ways between": lambda pose: concatenate([stroke_of(clip).pose for clip in clips_of(pose)]),
    "realised": lambda pose: realise(clips_of(pose)),
    "realised and stabilised": lambda pose: realise([stabilise(clip) for clip in clips_of(pose)]),
}
"""Row of the table -> what becomes of the stitched pose."""


@dataclass(frozen=True)
class Sentence:
    """One sentence twice. ``number`` as in the file's name; ``signs`` glosses."""

    number: int
    signs: int
    stitched: Pose
    real: Pose


@dataclass(frozen=True)
class JoinScores:
    """Sums of each metric (ways metrics sentences 2): value and weight, and what was left out, a line each."""

    sums: dict[str, dict[str, np.ndarray]]
    numbers: np.ndarray
    left_out: tuple[str, ...]

    def value(self, way: str, metric: str, half: str = "all") -> float:
        """The metric over the sentences of a half."""
        chosen = np.isin(self.numbers % 2, HALVES[half])
        return float(POSE_METRICS[metric].value_of(self.sums[way][metric][chosen].sum(0)))

    def gain(self, way: str, metric: str, half: str = "all") -> float:
        """How much lower than the stitched version, as a share of it."""
        return 1.0 - self.value(way, metric, half) / self.value(next(iter(WAYS)), metric, half)

    def to_dict(self) -> dict[str, dict[str, dict[str, float]]]:
        """Way -> half -> metric -> value."""
        return {
            way: {half: {m: round(self.value(way, m, half), 4) for m in METRICS} for half in HALVES}
            for way in self.sums
        }

    def to_json(self) -> str:
        """Values, signatures and what was left out."""
        signatures = {metric: POSE_METRICS[metric].signature for metric in METRICS}
        result = {"sentences": len(self.numbers), "left_out": self.left_out, "signatures": signatures}
        return json.dumps(result | {"values": self.to_dict()}, indent=2)

    def to_text(self) -> str:
        """A Markdown table; the distances with how much lower they are than the stitched version's."""
        lines = ["| version | DTW-MJE | odd | even | nDTW-MJE | odd | even | duration | hand travel |"]
        lines.append("|---|" + "---:|" * 8)
        for way in self.sums:
            cells = [
                f"{self.value(way, metric, half):.3f} ({-100 * self.gain(way, metric, half):+.0f} %)"
                for metric in METRICS[:2]
                for half in HALVES
            ]
            cells += [f"{self.value(way, metric):.2f}x" for metric in METRICS[2:]]
            lines.append(f"| {way} | {' | '.join(cells)} |")
        signatures = [f"{metric}: {POSE_METRICS[metric].signature}" for metric in METRICS]
        return "\n".join([*lines, "", f"{len(self.numbers)} sentences.", *self.left_out, *signatures])


def read_sentences(folder: Path) -> tuple[list[Sentence], tuple[str, ...]]:
    """Sentences whose two versions differ, by number, and one line for each left out.

    Raises ``PoseError`` where there is none, or a file is missing or broken.
    """
    found, left_out = [], []
    for path in sorted(Path(folder).glob("*_updated.pose"), key=_number):
        stem = path.name.removesuffix("_updated.pose")
        stitched, real = (Pose.load(path.with_name(f"{stem}_{kind}.pose")) for kind in ("updated", "original"))
        if len(stitched) == len(real) and np.allclose(stitched.xyz, real.xyz, atol=1e-4):
            left_out.append(f"{stem}: both versions are the same (no gloss has a dictionary clip).")
            continue
        found.append(Sentence(_number(path), _num_glosses(path.with_name(f"{stem}_metadata.json")), stitched, real))
    if not found:
        raise PoseError(f"{folder} holds no pair NAME_updated.pose and NAME_original.pose that differ: expected some.")
    return found, tuple(left_out)


def evaluate_joins(folder: Path) -> JoinScores:
    """Score every way of ``WAYS`` on the sentences of a folder. Raises ``PoseError`` as ``read_sentences``."""
    sentences, left_out = read_sentences(folder)
    for s in sentences:
        if len(clips_of(s.stitched)) != s.signs:
            left_out += (f"{s.number}: {len(clips_of(s.stitched))} clips were found, {s.signs} glosses are given.",)
    sums: dict[str, dict[str, np.ndarray]] = {}
    for way, change in WAYS.items():
        rows = [pose_rows(change(s.stitched), s.real) for s in sentences]
        sums[way] = {metric: np.array([row[metric] for row in rows]) for metric in METRICS}
    return JoinScores(sums, np.array([s.number for s in sentences]), left_out)


def _number(path: Path) -> int:
    digits = re.findall(r"\d+", path.name)
    return int(digits[0]) if digits else 0


def _num_glosses(path: Path) -> int:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return len(data["sentence"]["glosses"]["gloss"])
    except (OSError, ValueError, KeyError, TypeError):
        raise PoseError(f"{path} cannot be read: expected JSON with the glosses of a sentence.") from None
