"""Sentences from recorded signs: citation clips, joined so that they flow.

A dictionary clip shows a sign alone: hands rise from the lap, sign slowly, and sink again. In running signing only the
stroke remains, shorter; hands go straight from one stroke to the next, and a hand that has nothing to do waits at the
waist. Works on keypoints (signer-131, canonical), so that clips of any signer and any sign language can be used.
Axis letters: t frames, j joints.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from stable_signer.body.kinematics import pose_of
from stable_signer.body.signer import DEFAULT_SIGNER, load_body
from stable_signer.errors import PoseError
from stable_signer.gloss_to_pose.at_ease import at_ease
from stable_signer.gloss_to_pose.join import quintic
from stable_signer.gloss_to_pose.plan import MIN_TRANSITION_S, STROKE_SCALE
from stable_signer.gloss_to_pose.stroke import PEAK_OVER_MEAN
from stable_signer.pose import Pose
from stable_signer.skeleton import SIGNER_131

LAP = -1.0
"""A wrist below this height rests, shoulder widths from the neck: hands at ease are at -1.1.

Of -0.9, -1.0, -1.1 and -1.25, with the sentences of ``evaluation.joins`` in view."""
RAISED = 0.7
"""A stroke begins and ends where the higher hand is this share of its way up from rest.

As in ``evaluation.sign_features``, where it was chosen on ASL words."""
CLIP_SPEED = 6.6
"""Fastest wrist, shoulder widths a second: the peak that nine of ten of 534 clips of real ASL words stay below.

Recorded hands are not hurried beyond it; in running signing real ones may be faster (``stroke.HAND_SPEED``), but what a
detector adds grows with them."""
RUNNING_S = 0.3
"""A stroke that is no longer than this is at the pace of running signing already: it stays as it is."""
LINGER_S = 0.6
"""A hand that is needed again within this time goes there straight; otherwise it comes to its waiting place first."""
SETTLE_S = 0.4
"""Seconds in which a hand comes to its waiting place, or leaves it."""
INFERRED = 0.5
"""Confidence of a hand that waits where no clip shows it."""
_VELOCITY_S = 0.08
BRIDGE_S = 0.2
"""Length of the straight lines with which ``spoken-to-signed`` joins clips."""
STRAIGHT = 1e-4
"""Second differences below this are a straight line, shoulder widths: detected motion has a hundred times it."""

_SIDES = ("right", "left")
_ARMS = tuple(
    np.concatenate([SIGNER_131.indices((f"{side}_elbow", f"{side}_wrist")), SIGNER_131.hand(side)]) for side in _SIDES
)
_WRISTS = SIGNER_131.indices(("right_wrist", "left_wrist"))
_TRUNK = np.setdiff1d(np.arange(len(SIGNER_131)), np.concatenate(_ARMS))


@dataclass(frozen=True)
class Stroke:
    """What remains of a clip in running signing: ``pose`` at its new pace, and which hands sign (right, left)."""

    pose: Pose
    active: tuple[bool, bool]


def realise(clips: Sequence[Pose], speed: float = 1.0) -> Pose:
    """One performance of recorded signs in order; ``speed``: 1 is natural.

    ``clips``: canonical poses in signer-131 at one rate. Raises ``PoseError`` for none, an empty one, or different
    rates.
    """
    _check(clips)
    strokes = [stroke_of(clip, speed) for clip in clips]
    starts, clock = [], 0
    for i, stroke in enumerate(strokes):
        clock += round(transition(strokes[i - 1], stroke) / speed * stroke.pose.fps) if i else 0
        starts.append(clock)
        clock += len(stroke.pose)
    xyz = np.zeros((clock, len(SIGNER_131), 3))
    confidence = np.zeros((clock, len(SIGNER_131)), np.float32)
    _fill(xyz, confidence, strokes, starts, _TRUNK, [True] * len(strokes))
    for hand in (0, 1):
        _fill(xyz, confidence, strokes, starts, _ARMS[hand], [stroke.active[hand] for stroke in strokes])
        _wait(xyz, confidence, strokes, starts, hand)
    return Pose(xyz, confidence, clips[0].fps, SIGNER_131)


def stroke_of(clip: Pose, speed: float = 1.0) -> Stroke:
    """The stroke of a clip, without the ways from and to rest, shortened if it is in citation form."""
    height = np.where(clip.present[:, _WRISTS], clip.xyz[:, _WRISTS, 1], -np.inf)
    active = height.max(0) > LAP
    if not active.any():
        active = height.max(0) == height.max()
    part = clip[_raised(height[:, active].max(1))]
    seconds = part.duration
    if seconds > RUNNING_S:
        hasty = _fastest(part, active) / CLIP_SPEED  # hands go no faster than real ones, or than they do in the clip
        seconds = max(RUNNING_S, seconds * float(np.clip(hasty, STROKE_SCALE, 1.0)))
    seconds = max(seconds / speed, 1 / clip.fps)
    count = max(round(seconds * clip.fps), 1)
    places = np.linspace(0, len(part) - 1, count) if count > 1 else np.array([(len(part) - 1) / 2])
    return Stroke(part.at(places / part.fps, part.fps), (bool(active[0]), bool(active[1])))


def _fastest(pose: Pose, active: np.ndarray) -> float:
    """Peak speed of the wrists that sign, shoulder widths a second, where they are seen; without single glitches."""
    if len(pose) < 3:
        return 0.0
    joints = _WRISTS[active]
    path = np.lib.stride_tricks.sliding_window_view(pose.xyz[:, joints].astype(np.float64), 3, axis=0)
    seen = np.all(np.lib.stride_tricks.sliding_window_view(pose.present[:, joints], 3, axis=0), axis=-1)
    speed = np.linalg.norm(np.diff(np.median(path, axis=-1), axis=0), axis=-1) * pose.fps
    return float(speed[seen[1:] & seen[:-1]].max(initial=0.0))


def transition(a: Stroke, b: Stroke) -> float:
    """Seconds from the end of one stroke to the start of the next: longer for hands that travel farther."""
    moves = np.array(a.active) & np.array(b.active)
    way = b.pose.xyz[0, _WRISTS] - a.pose.xyz[-1, _WRISTS]
    travel = float((np.linalg.norm(way, axis=-1) * moves).max())
    return max(MIN_TRANSITION_S, PEAK_OVER_MEAN * travel / CLIP_SPEED)


def _raised(height: np.ndarray) -> slice:
    """The frames from the first to the last in which a hand of that height (t) is up; all, if it never rests."""
    seen = height[np.isfinite(height)]
    if not len(seen) or seen.min() > LAP:
        return slice(0, len(height))
    up = np.flatnonzero(height >= seen.min() + RAISED * (seen.max() - seen.min()))
    return slice(int(up[0]), int(up[-1]) + 1)


def _fill(
    xyz: np.ndarray,
    confidence: np.ndarray,
    strokes: Sequence[Stroke],
    starts: Sequence[int],
    joints: np.ndarray,
    performs: Sequence[bool],
) -> None:
    """Write strokes that move ``joints``, and least-jerk ways between neighbours; a joint is there if both ends have
    it."""
    previous: tuple[int, Stroke] | None = None
    for start, stroke, does in zip(starts, strokes, performs, strict=True):
        if not does:
            continue
        pose = stroke.pose
        stop = start + len(pose)
        xyz[start:stop, joints], confidence[start:stop, joints] = pose.xyz[:, joints], pose.confidence[:, joints]
        if previous is not None:
            since, before = previous
            way = _way(before.pose.xyz[:, joints], pose.xyz[:, joints], start - since, pose.fps)
            both = np.minimum(before.pose.confidence[-1, joints], pose.confidence[0, joints])
            xyz[since:start, joints], confidence[since:start, joints] = way, both
        previous = (stop, stroke)


def _wait(xyz: np.ndarray, confidence: np.ndarray, strokes: Sequence[Stroke], starts: Sequence[int], hand: int) -> None:
    """Bring a hand to its waiting place wherever it has nothing to do for long."""
    joints, fps = _ARMS[hand], strokes[0].pose.fps
    settle, stop = round(SETTLE_S * fps), 0
    place = _waiting_place()[joints]
    own = [(start, start + len(s.pose)) for start, s in zip(starts, strokes, strict=True) if s.active[hand]]
    for begin, end in [*own, (len(xyz), len(xyz))]:
        first, last = stop > 0, begin < len(xyz)
        if begin - stop > (LINGER_S * fps if first and last else 0):
            gap = np.arange(stop, begin)
            pace = min(settle, max(len(gap) // 2, 1)) if first and last else settle
            down = np.clip((gap - stop + 1) / pace, 0, 1) if first else np.ones(len(gap))
            up = np.clip((begin - gap) / pace, 0, 1) if last else np.ones(len(gap))
            weight = (_smooth(down) * _smooth(up))[:, None, None]
            anchor = _held(xyz[:, joints], stop - 1 if first else begin, begin if last else stop - 1, gap)
            xyz[gap[:, None], joints] = (1 - weight) * anchor + weight * place
            confidence[gap[:, None], joints] = INFERRED
        stop = end


def _held(xyz: np.ndarray, before: int, after: int, gap: np.ndarray) -> np.ndarray:
    """Positions (n j 3) of a hand that stays where it was until the middle of a gap, then where it will be."""
    if not 0 <= before < len(xyz) and not 0 <= after < len(xyz):
        return np.zeros((len(gap), *xyz.shape[1:]))
    before, after = (i if 0 <= i < len(xyz) else j for i, j in ((before, after), (after, before)))
    late = gap > (gap[0] + gap[-1]) / 2
    return np.where(late[:, None, None], xyz[after], xyz[before])


def _way(before: np.ndarray, after: np.ndarray, count: int, fps: float) -> np.ndarray:
    """``count`` frames (n j 3) between the end of one stroke (t j 3) and the start of the next."""
    length = (count + 1) / fps
    s = np.arange(1, count + 1) / (count + 1)
    span = min(round(_VELOCITY_S * fps), len(before) - 1, len(after) - 1)
    v0 = (before[-1] - before[-1 - span]) * fps / max(span, 1) if span else np.zeros_like(before[-1])
    v1 = (after[span] - after[0]) * fps / max(span, 1) if span else np.zeros_like(after[0])
    flat = [np.asarray(a, np.float64).ravel() for a in (before[-1], after[0], v0 * length, v1 * length)]
    return quintic(*flat, s).reshape(count, *before.shape[1:])  # pyright: ignore[reportCallIssue]


def _smooth(x: np.ndarray) -> np.ndarray:
    return x**3 * (10 - 15 * x + 6 * x**2)


@lru_cache(1)
def _waiting_place() -> np.ndarray:
    """Keypoints (j 3) of a signer at ease."""
    return pose_of(load_body(DEFAULT_SIGNER), at_ease(25.0)).xyz[0].astype(np.float64)


def _check(clips: Sequence[Pose]) -> None:
    if not clips or any(len(clip) == 0 for clip in clips):
        raise PoseError(f"{len(clips)} clips to join, or an empty one: expected at least one clip, each with frames.")
    if any(clip.skeleton != SIGNER_131 for clip in clips) or len({clip.fps for clip in clips}) > 1:
        kinds = ", ".join(sorted({f"{clip.skeleton.name} at {clip.fps:g} fps" for clip in clips}))
        raise PoseError(f"Clips to join are {kinds}: bring them to signer-131 and one rate with to() and resample().")


def clips_of(stitched: Pose) -> list[Pose]:
    """The clips of a pose that ``spoken-to-signed`` or a similar program stitched with straight lines.

    A straight line of the whole upper body, as long as that program's, is a join; a longer one holds very short clips.
    """
    trunk = stitched.skeleton.indices(("nose", "right_shoulder", "left_shoulder", "right_ear", "left_ear"))
    arms = stitched.skeleton.indices(("right_elbow", "left_elbow", "right_wrist", "left_wrist"))
    second = np.diff(stitched.xyz[:, np.concatenate([trunk, arms])].astype(np.float64), n=2, axis=0)
    straight = np.linalg.norm(second, axis=-1).max(1, initial=0.0) < STRAIGHT
    length = max(round(BRIDGE_S * stitched.fps), 3)
    edges = np.flatnonzero(np.diff(straight.astype(int), prepend=0, append=0))
    joins = [
        (int(start) + k * (length + 1), int(start) + k * (length + 1) + length)
        for start, stop in zip(edges[::2], edges[1::2], strict=True)
        if stop - start >= length - 2
        for k in range(round((stop - start + 3) / (length + 1)))
    ]
    starts, stops = [0, *(stop for _, stop in joins)], [*(start for start, _ in joins), len(stitched)]
    return [stitched[a : max(b, a + 1)] for a, b in zip(starts, stops, strict=True) if a < len(stitched)]
