"""How a performance moves in time: rates, pauses, hand speed, and jerk at joins beside jerk inside signs.

Everything is read off a ``SigningPlan`` and, where the eye decides, off the ``Pose`` that performs it (signer-131,
canonical: shoulder widths from the neck). Real signers have no plan; what needs none takes poses of any source.
Axis letters: t frames, h hands (right, left).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from stable_signer.plan import PlannedSign, SigningPlan
from stable_signer.pose import Pose

WRISTS = ("right_wrist", "left_wrist")
STILL_SPEED = 0.5
"""A hand below this speed stands still for the eye, shoulder widths a second (about 0.18 m/s)."""
STILL_S = 0.1
"""A pause that is seen lasts at least this long, seconds."""
JERK_FPS = 25.0
"""Jerk depends on the frame rate at which it is taken: always this one."""
_STENCIL = 4
"""Frames that a third difference spans."""


@dataclass(frozen=True)
class JoinJerk:
    """Jerk of the wrists, shoulder widths a second cubed: (n,) at joins and (m,) inside signs."""

    joins: np.ndarray
    inside: np.ndarray

    @property
    def worst_ratio(self) -> float:
        """The largest jerk at a join over the 95th percentile inside signs: below 1 no join stands out."""
        return float(self.joins.max() / np.percentile(self.inside, 95))


def performed(plan: SigningPlan) -> tuple[PlannedSign, ...]:
    """The rows that are performed."""
    return tuple(row for row in plan.signs if row.provenance != "refused")


def signing_time(plan: SigningPlan) -> float:
    """Seconds from the first transition to the end of the last hold, lead-in and lead-out not counted."""
    rows = performed(plan)
    return rows[-1].end - rows[0].start if rows else 0.0


def signs_per_second(plan: SigningPlan, with_pauses: bool = True) -> float:
    """Signs a second from the start of the first stroke to the end of the last hold; a fingerspelled word is one.

    Bellugi and Fischer (1972) counted without pauses: about 2.3.
    """
    rows = performed(plan)
    seconds = signing_time(plan) - (0.0 if with_pauses else sum(row.hold for row in rows))
    return len(rows) / seconds if seconds > 0 else float("nan")


def sign_seconds(plan: SigningPlan) -> np.ndarray:
    """Seconds (n,) of every lexical sign with the transition to it, fingerspelling, numbers and the first left out."""
    rows = performed(plan)[1:]
    return np.array(
        [row.transition + row.duration for row in rows if row.provenance not in ("fingerspelled", "number")]
    )


def pause_share(plan: SigningPlan) -> float:
    """Share of the signing time in which a sign is held at its end before the hands leave (Grosjean and Lane 1977)."""
    seconds = signing_time(plan)
    rows = performed(plan)[:-1]  # the hold after the last sign is not between two
    last = performed(plan)[-1].hold if rows else 0.0
    return sum(row.hold for row in rows) / (seconds - last) if seconds > last else 0.0


def seen_pause_share(pose: Pose, plan: SigningPlan) -> float:
    """Share of the signing time in which neither hand moves and no stroke is performed, as a viewer sees it.

    Neither wrist is faster than ``STILL_SPEED`` for at least ``STILL_S``.
    """
    rows = performed(plan)
    times = np.arange(len(pose)) / pose.fps
    during = (times >= rows[0].start) & (times < rows[-1].end - rows[-1].hold)
    stroke = _within(times, [(row.start, row.start + row.duration) for row in rows])
    return float((still(pose) & during & ~stroke).sum() / max(during.sum(), 1))


def still(pose: Pose) -> np.ndarray:
    """Frames (t,) of pauses: every hand that is seen is slower than ``STILL_SPEED`` for ``STILL_S`` at least."""
    slow = np.all(~(hand_speeds(pose) >= STILL_SPEED), axis=1)
    slow = np.concatenate([slow[:1], slow])
    edges = np.flatnonzero(np.diff(slow.astype(int), prepend=0, append=0))
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        slow[start:stop] = stop - start >= STILL_S * pose.fps
    return slow


def hand_speeds(pose: Pose) -> np.ndarray:
    """Speed (t-1 h) of the wrists, shoulder widths a second; not a number where one is missing."""
    joints = pose.skeleton.indices(WRISTS)
    speed = np.linalg.norm(np.diff(pose.xyz[:, joints].astype(np.float64), axis=0), axis=-1) * pose.fps
    seen = pose.present[:, joints]
    return np.where(seen[1:] & seen[:-1], speed, np.nan)


def letters_per_second(plan: SigningPlan) -> float:
    """Letters a second of all fingerspelled words (Reed 1990: natural 2 to 6); not a number without one."""
    rows = [row for row in performed(plan) if row.provenance == "fingerspelled"]
    letters = sum(sum(c.isalnum() for c in row.sign.removeprefix("fs-")) for row in rows)
    return letters / sum(row.duration for row in rows) if rows else float("nan")


def wrist_path(pose: Pose) -> float:
    """How far both wrists travel together, shoulder widths."""
    return float(np.nansum(hand_speeds(pose)) / pose.fps)


def wrist_distance_ratio(hypothesis: Pose, reference: Pose) -> float:
    """``wrist_path`` of one over the other; 1 is right, regression to a mean pose goes towards 0."""
    return wrist_path(hypothesis) / max(wrist_path(reference), 1e-9)


def duration_ratio(hypothesis: Pose, reference: Pose) -> float:
    """Duration of one over the other; 1 is right."""
    return hypothesis.duration / max(reference.duration, 1e-9)


def join_jerk(pose: Pose, plan: SigningPlan) -> JoinJerk:
    """Jerk of both wrists where strokes, holds and transitions meet, and where only one stroke is.

    ``pose`` is the performance of ``plan`` at ``JERK_FPS``. A third difference spans four frames: it counts to a join
    if one lies among them, to the inside if all lie in one stroke.
    """
    xyz = pose.resample(JERK_FPS).xyz[:, pose.skeleton.indices(WRISTS)].astype(np.float64)
    jerk = np.linalg.norm(np.diff(xyz, n=3, axis=0), axis=-1) * JERK_FPS**3
    first = np.arange(len(jerk)) / JERK_FPS
    last = first + (_STENCIL - 1) / JERK_FPS
    rows = performed(plan)
    seams = np.array([t for row in rows for t in (row.start, row.start + row.duration, row.end)])
    at_join = ((seams >= first[:, None]) & (seams <= last[:, None])).any(1) if len(seams) else np.zeros(len(jerk), bool)
    strokes = [(row.start, row.start + row.duration) for row in rows]
    inside = np.array([any(a <= s and e <= b for a, b in strokes) for s, e in zip(first, last, strict=True)], bool)
    return JoinJerk(jerk[at_join].ravel(), jerk[inside & ~at_join].ravel())


def pooled(parts: Iterable[JoinJerk]) -> JoinJerk:
    """The jerk of many performances together."""
    parts = list(parts)
    return JoinJerk(np.concatenate([p.joins for p in parts]), np.concatenate([p.inside for p in parts]))


def _within(times: np.ndarray, intervals: list[tuple[float, float]]) -> np.ndarray:
    inside = np.zeros(len(times), bool)
    for start, stop in intervals:
        inside |= (times >= start) & (times < stop)
    return inside
