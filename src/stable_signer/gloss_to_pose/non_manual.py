"""Non-manual tiers: what face, head, gaze and shoulders do over spans of signs.

In ASL the face is grammar: brows and head tell a statement from a yes/no question, a wh-question, a topic, a
condition; a headshake negates. Each kind is a row of ``MARKERS``; a tier eases its row in and out. Axis letters:
t frames.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from stable_signer.body.motion import FACIAL_ACTIONS
from stable_signer.plan import PlannedSign, SigningPlan, Tier

EASE_S = 0.18
"""Seconds in which a marker rises and falls; markers start this much before their first sign."""
SHAKE_HZ = 1.9
"""Headshakes a second; from about two cycles a second in negation."""
NOD_HZ = 1.7
BLINK_S = 0.24
"""Seconds of one blink, lids down and up."""
MAX_STARE_S = 4.0
HEAD_LIMIT = 0.9
"""A neck turns no farther about an axis than this, whatever a plan adds up, radians."""
"""Signers blink at least this often, and at the ends of phrases."""

BROWS_UP = {"browInnerUp": 1.0, "browOuterUpLeft": 1.0, "browOuterUpRight": 1.0}
BROWS_DOWN = {"browDownLeft": 0.95, "browDownRight": 0.95}
RAISED_LIDS = {"eyeWideLeft": 0.5, "eyeWideRight": 0.5}
NARROWED_LIDS = {"eyeSquintLeft": 0.35, "eyeSquintRight": 0.35}


@dataclass(frozen=True)
class Marker:
    """What one kind of marker does at intensity 1. Angles in radians, axes as in ``Motion``."""

    face: dict[str, float] = field(default_factory=dict)
    """Facial action -> weight, 0..1."""
    head: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Pitch (+ forward and down), yaw (+ to the signer's left), roll (+ to the signer's right)."""
    torso: tuple[float, float, float] = (0.0, 0.0, 0.0)
    shrug: tuple[float, float] = (0.0, 0.0)
    """Right and left shoulder, 0..1."""
    shake: float = 0.0
    """Amplitude of a headshake (yaw)."""
    nod: float = 0.0
    """Amplitude of a head nod (pitch)."""


MARKERS: dict[str, Marker] = {
    "whq": Marker(
        BROWS_DOWN | NARROWED_LIDS | {"noseSneerLeft": 0.15, "noseSneerRight": 0.15},
        head=(0.09, 0.0, 0.07),
        torso=(0.035, 0.0, 0.0),
    ),
    "ynq": Marker(BROWS_UP | RAISED_LIDS, head=(0.13, 0.0, 0.0), torso=(0.05, 0.0, 0.0)),
    "rh": Marker(BROWS_UP | {"eyeWideLeft": 0.2, "eyeWideRight": 0.2}, head=(0.04, -0.06, -0.12)),
    "neg": Marker(
        {
            "browDownLeft": 0.45,
            "browDownRight": 0.45,
            "mouthFrownLeft": 0.55,
            "mouthFrownRight": 0.55,
            "mouthShrugLower": 0.3,
        }
        | NARROWED_LIDS,
        shake=0.26,
    ),
    "topic": Marker(BROWS_UP | {"eyeWideLeft": 0.25, "eyeWideRight": 0.25}, head=(-0.1, 0.0, 0.03)),
    "cond": Marker(BROWS_UP | {"eyeWideLeft": 0.2, "eyeWideRight": 0.2}, head=(-0.04, 0.07, 0.13)),
    "rel": Marker(
        {
            "browInnerUp": 0.55,
            "browOuterUpLeft": 0.55,
            "browOuterUpRight": 0.55,
            "mouthUpperUpLeft": 0.4,
            "mouthUpperUpRight": 0.4,
            "cheekSquintLeft": 0.3,
            "cheekSquintRight": 0.3,
        },
        head=(-0.1, 0.0, 0.0),
    ),
    "aff": Marker({"mouthSmileLeft": 0.12, "mouthSmileRight": 0.12}, nod=0.13),
    "excl": Marker(
        {
            "browInnerUp": 0.6,
            "browOuterUpLeft": 0.7,
            "browOuterUpRight": 0.7,
            "eyeWideLeft": 0.75,
            "eyeWideRight": 0.75,
            "jawOpen": 0.14,
            "mouthSmileLeft": 0.35,
            "mouthSmileRight": 0.35,
        },
        head=(-0.07, 0.0, 0.0),
        torso=(0.06, 0.0, 0.0),
    ),
    "mm": Marker(
        {
            "mouthPucker": 0.75,
            "mouthPressLeft": 0.6,
            "mouthPressRight": 0.6,
            "mouthShrugUpper": 0.4,
            "mouthShrugLower": 0.5,
        }
    ),
    "cs": Marker(
        {
            "mouthStretchRight": 1.0,
            "mouthSmileRight": 0.5,
            "mouthUpperUpRight": 0.5,
            "cheekSquintRight": 0.8,
            "eyeSquintRight": 0.5,
        },
        head=(0.0, -0.06, 0.16),
        shrug=(0.6, 0.0),
    ),
    "th": Marker(
        {"tongueOut": 0.95, "jawOpen": 0.28, "mouthLowerDownLeft": 0.3, "mouthLowerDownRight": 0.3},
        head=(0.0, 0.0, 0.08),
    ),
    "oo": Marker({"mouthPucker": 1.0, "mouthFunnel": 0.45} | NARROWED_LIDS),
    "cha": Marker({"jawOpen": 0.6, "mouthStretchLeft": 0.2, "mouthStretchRight": 0.2}),
    "puff": Marker({"cheekPuff": 1.0, "mouthPucker": 0.35, "mouthPressLeft": 0.6, "mouthPressRight": 0.6}),
    "mouth": Marker(),
}

VISEMES: dict[str, dict[str, float]] = {
    "a": {"jawOpen": 0.4}, "e": {"jawOpen": 0.2, "mouthStretchLeft": 0.35, "mouthStretchRight": 0.35},
    "i": {"jawOpen": 0.12, "mouthStretchLeft": 0.45, "mouthStretchRight": 0.45},
    "y": {"jawOpen": 0.12, "mouthStretchLeft": 0.45, "mouthStretchRight": 0.45},
    "o": {"jawOpen": 0.3, "mouthFunnel": 0.6}, "u": {"mouthPucker": 0.7, "jawOpen": 0.1},
    "w": {"mouthPucker": 0.8}, "q": {"mouthPucker": 0.7},
    "m": {"mouthPressLeft": 0.6, "mouthPressRight": 0.6}, "b": {"mouthPressLeft": 0.6, "mouthPressRight": 0.6},
    "p": {"mouthPressLeft": 0.6, "mouthPressRight": 0.6},
    "f": {"mouthRollLower": 0.6, "jawOpen": 0.06}, "v": {"mouthRollLower": 0.6, "jawOpen": 0.06},
    "l": {"jawOpen": 0.22, "tongueOut": 0.1},
}  # fmt: skip
"""Letters of a mouthed word -> facial actions; other letters: jaw slightly open."""

_ACTION_INDEX = {name: i for i, name in enumerate(FACIAL_ACTIONS)}
_LOCUS_GAZE = {"3p": -0.35, "3p:a": -0.35, "3p:b": 0.35, "3p:c": -0.55, "3p:d": 0.55, "3pl": -0.35}
_OPPOSITES = (("browInnerUp", "browDownLeft"), ("browOuterUpLeft", "browDownLeft"),
              ("browOuterUpRight", "browDownRight"), ("eyeWideLeft", "eyeSquintLeft"),
              ("eyeWideRight", "eyeSquintRight"))  # fmt: skip


@dataclass(frozen=True)
class NonManualTracks:
    """Face (t 52) weights 0..1, head (t 3) and torso (t 3) rotation vectors, gaze (t 2) radians, shrug (t 2) 0..1."""

    face: np.ndarray
    head: np.ndarray
    torso: np.ndarray
    gaze: np.ndarray
    shrug: np.ndarray


def non_manual_tracks(plan: SigningPlan, times: np.ndarray) -> NonManualTracks:
    """Perform the tiers of a plan at ``times`` (t) in seconds, with blinks, gaze at loci and a breath of life."""
    face = np.zeros((len(times), len(FACIAL_ACTIONS)), np.float32)
    head, torso = _idle(times)
    shrug = np.zeros((len(times), 2), np.float32)
    for tier in outermost(plan.tiers):
        near = _frames(times, tier.onset - EASE_S, tier.offset + EASE_S)
        _add_tier(tier, times[near], face[near], head[near], torso[near], shrug[near])
    _cancel_opposites(face)
    gaze = _gaze(plan.signs, times)
    head[:, 1] += 0.35 * gaze[:, 0]
    blinks = _blink_track(plan, times)[:, None]
    lids = [_ACTION_INDEX["eyeBlinkLeft"], _ACTION_INDEX["eyeBlinkRight"]]
    face[:, lids] = np.maximum(face[:, lids], blinks)
    wide = [_ACTION_INDEX["eyeWideLeft"], _ACTION_INDEX["eyeWideRight"]]
    face[:, wide] *= 1.0 - blinks
    head = np.clip(head, -HEAD_LIMIT, HEAD_LIMIT)
    return NonManualTracks(np.clip(face, 0.0, 1.0), head, torso, gaze, np.clip(shrug, 0.0, 1.0))


def outermost(tiers: Sequence[Tier]) -> list[Tier]:
    """Tiers that are not within another of their kind: a condition inside of a condition is marked once."""
    kept: list[Tier] = []
    widest: dict[tuple[str, str], Tier] = {}
    for tier in sorted(tiers, key=lambda tier: (tier.onset, -tier.offset, -tier.intensity)):
        around = widest.get((tier.kind, tier.word))
        if around is not None and tier.offset <= around.offset and tier.intensity <= around.intensity:
            continue
        kept.append(tier)
        if around is None or tier.offset >= around.offset:
            widest[tier.kind, tier.word] = tier
    return kept


def envelope(times: np.ndarray, onset: float, offset: float, ease: float = EASE_S) -> np.ndarray:
    """Weight 0..1 at ``times``: rises within ``ease`` seconds before ``onset``, falls after ``offset``."""
    return _smooth((times - onset) / ease + 1.0) * _smooth((offset - times) / ease + 1.0)


def blink_times(plan: SigningPlan) -> list[float]:
    """When the signer blinks: where phrases end, and never a longer stare than ``MAX_STARE_S``."""
    phrase_ends = [a.end for a, b in zip(plan.signs, plan.signs[1:], strict=False) if _is_phrase_end(a, b)]
    phrase_ends += [tier.offset for tier in plan.tiers if tier.kind in ("topic", "cond", "rh")]
    wanted = sorted({round(t, 2) for t in phrase_ends} | {round(plan.duration - 0.35, 2)})
    times: list[float] = []
    last = 0.0
    for at in wanted:
        if at - last < 0.8:
            continue
        while at - last > MAX_STARE_S:
            last += 0.7 * MAX_STARE_S
            times.append(last)
        times.append(at)
        last = at
    return times


def _smooth(x: np.ndarray) -> np.ndarray:
    x = np.clip(x, 0.0, 1.0)
    return x * x * (3.0 - 2.0 * x)


def _frames(times: np.ndarray, start: float, stop: float) -> slice:
    return slice(*np.searchsorted(times, [start, stop]))


def _add_tier(
    tier: Tier, times: np.ndarray, face: np.ndarray, head: np.ndarray, torso: np.ndarray, shrug: np.ndarray
) -> None:
    """Add one tier to the views of the tracks around it."""
    marker = MARKERS[tier.kind]
    weight = tier.intensity * envelope(times, tier.onset, tier.offset)
    for action, amount in marker.face.items():
        face[:, _ACTION_INDEX[action]] += amount * weight
    if tier.kind == "mouth":
        _add_mouthing(tier, times, face)
    head += weight[:, None] * np.asarray(marker.head)
    torso += weight[:, None] * np.asarray(marker.torso)
    shrug += weight[:, None] * np.asarray(marker.shrug)
    since = times - (tier.onset - EASE_S)
    # a headshake is widest at its start and dies away
    fading = 0.65 + 0.35 * np.exp(-since / 0.8)
    head[:, 1] += marker.shake * weight * fading * np.sin(2 * np.pi * SHAKE_HZ * since)
    head[:, 0] += marker.nod * weight * fading * np.sin(2 * np.pi * NOD_HZ * since)


def _add_mouthing(tier: Tier, times: np.ndarray, face: np.ndarray) -> None:
    letters = [c for c in tier.word if c.isalpha()]
    step = (tier.offset - tier.onset) / max(len(letters), 1)
    for i, letter in enumerate(letters):
        onset = tier.onset + i * step
        weight = tier.intensity * envelope(times, onset + 0.25 * step, onset + 0.75 * step, max(step, 0.06))
        for action, amount in VISEMES.get(letter, {"jawOpen": 0.1}).items():
            column = face[:, _ACTION_INDEX[action]]
            np.maximum(column, amount * weight, out=column)


def _cancel_opposites(face: np.ndarray) -> None:
    """Brows that are told up and down at once go to the difference."""
    original = face.copy()
    for up, down in _OPPOSITES:
        i, j = _ACTION_INDEX[up], _ACTION_INDEX[down]
        face[:, i] = np.maximum(original[:, i] - original[:, j], 0.0)
        face[:, j] = np.minimum(face[:, j], np.maximum(original[:, j] - original[:, i], 0.0))


def _idle(times: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Breath and the small drift of a living head: fixed sums of slow sines, well under one degree."""
    phases = 2 * np.pi * np.outer(times, [0.23, 0.31, 0.17]) + [0.0, 1.3, 2.1]
    head = (0.012 * np.sin(phases)).astype(np.float32)
    torso = (0.006 * np.sin(phases[:, [0, 2, 1]] + 0.7)).astype(np.float32)
    return head, torso


def _gaze(signs: tuple[PlannedSign, ...], times: np.ndarray) -> np.ndarray:
    """Gaze goes to the locus of a third person while it is pointed at or acts or is acted on, else to the viewer."""
    gaze = np.zeros((len(times), 2), np.float32)
    for row in signs:
        parts = row.sign.rstrip("+").split("-")
        locus = parts[-1] if parts[-1] in _LOCUS_GAZE else parts[0]
        if locus in _LOCUS_GAZE and row.provenance != "refused":
            near = _frames(times, row.start - 2 * EASE_S, row.end + EASE_S)
            gaze[near, 0] += _LOCUS_GAZE[locus] * envelope(times[near], row.start - 0.1, row.end - 0.05)
    return np.clip(gaze, -0.6, 0.6)


def _blink_track(plan: SigningPlan, times: np.ndarray) -> np.ndarray:
    track = np.zeros(len(times), np.float32)
    for at in blink_times(plan):
        near = _frames(times, at - BLINK_S, at + BLINK_S)
        # lids fall in a third of the time and rise in the rest
        since = (times[near] - (at - BLINK_S / 3)) / BLINK_S
        closing = np.where(since < 1 / 3, _smooth(3 * since), _smooth(1.5 * (1.0 - since)))
        track[near] = np.maximum(track[near], np.where((since > 0) & (since < 1), closing, 0.0))
    return track


def _is_phrase_end(row: PlannedSign, following: PlannedSign) -> bool:
    return following.start - following.transition - (row.start + row.duration) > 0.1
