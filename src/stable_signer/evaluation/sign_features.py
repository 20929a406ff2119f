"""How alike two performances of a sign look: what a camera sees of arms and hands, aligned in time.

Only x and y are used, because real signers are known from pictures. A sign becomes frames of features at 12.5 a second:
wrists (near the face: relative to the nose, so that build and a bowed head do not count), their speed, elbows, and the
shape of each hand in the picture (tips and knuckles from the wrist, in hand lengths, and which side of the hand shows).
The weights were chosen on real signers alone: those that find the same word by another signer most often.
Letters: t frames of the query, s frames of the reference.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit

from stable_signer.pose import Pose
from stable_signer.skeleton import SIGNER_131

FPS = 12.5
W_WRIST, W_SPEED, W_ELBOW, W_SHAPE, W_SIDE = 1.5, 1.5, 0.5, 0.4, 0.4
HALF_SEEN = 1.0
"""Distance of a hand that is seen from one that is not."""
RAISED = 0.7
"""The active part starts and ends where the higher hand is this share of its way up from rest."""
GONE_BELOW = -1.55
"""A hand below this height hangs (shoulder widths from the neck)."""
BRIDGED = 4
"""Frames over which a hand that is lost is bridged."""
_NOSE_HEIGHT, _FACE_FROM = 0.72, 0.35
_LEAST_HAND, _USUAL_HAND = 0.15, 0.3

_SIDES = ("right", "left")
_HANDS = tuple(SIGNER_131.hand(side) for side in _SIDES)
_ARMS = tuple((SIGNER_131.index(f"{side}_elbow"), SIGNER_131.index(f"{side}_wrist")) for side in _SIDES)
_NOSE = SIGNER_131.index("nose")
_POINTS = (4, 8, 12, 16, 20, 5, 17, 9)
"""Tips, and the knuckles of index, little and middle finger, in a hand of 21."""
_KNUCKLES = (5, 9, 17)


@dataclass(frozen=True)
class Features:
    """A sign as frames of numbers: arms (t a), hands (t 2 h), and whether each hand is seen (t 2) as 0 or 1."""

    arms: np.ndarray
    hands: np.ndarray
    seen: np.ndarray

    def __len__(self) -> int:
        return len(self.arms)


@dataclass(frozen=True)
class _Arm:
    """One arm over time: wrist (t 2), elbow (t 2), hand (t 21 2), and whether the hand is seen (t)."""

    wrist: np.ndarray
    elbow: np.ndarray
    hand: np.ndarray
    seen: np.ndarray

    def at(self, frames: np.ndarray) -> _Arm:
        """Frames between frames, linearly."""
        seen = self.seen[np.round(frames).astype(int)]
        return _Arm(_between(self.wrist, frames), _between(self.elbow, frames), _between(self.hand, frames), seen)


def features(pose: Pose, is_trimmed: bool = True) -> Features:
    """Features of a canonical pose of signer-131; ``is_trimmed`` cuts the ways up from rest and down again."""
    num_frames = max(round((len(pose) - 1) / pose.fps * FPS) + 1, 2)
    frames = np.linspace(0, len(pose) - 1, num_frames)
    arms = [_arm(pose, side).at(frames) for side in (0, 1)]
    nose = _between(_track(pose, _NOSE, np.array([0.0, _NOSE_HEIGHT])), frames)
    if is_trimmed:
        part = _active(arms)
        arms, nose = [arm.at(part) for arm in arms], nose[part]
    seen = [arm.seen & (arm.wrist[:, 1] > GONE_BELOW) for arm in arms]
    hands = [_shape(arm, shown) for arm, shown in zip(arms, seen, strict=True)]
    movements = [_movement(arm, shown, nose) for arm, shown in zip(arms, seen, strict=True)]
    return Features(
        np.concatenate(movements, 1).astype(np.float32),
        np.stack(hands, 1).astype(np.float32),
        np.stack(seen, 1).astype(np.float32),
    )


def distance(query: Features, reference: Features) -> float:
    """Mean over the cheapest alignment (symmetric steps, end to end) of the distance of aligned frames."""
    return float(_aligned(query.arms, query.hands, query.seen, reference.arms, reference.hands, reference.seen))


def _arm(pose: Pose, side: int) -> _Arm:
    elbow, wrist = _ARMS[side]
    has_hand = np.asarray(pose.present[:, _HANDS[side]].all(1))
    hand, near = _filled(pose.xyz[:, _HANDS[side], :2], has_hand)
    has_wrist = pose.present[:, wrist]
    place = np.where(has_wrist[:, None], pose.xyz[:, wrist, :2], hand[:, 0])
    hangs = np.array([(-0.55, 0.55)[side], 2 * GONE_BELOW])
    wrists = _filled(place, has_wrist | has_hand, hangs)[0]
    return _Arm(wrists, _track(pose, elbow, 0.5 * hangs), hand, near & (has_hand.sum() >= 3))


def _track(pose: Pose, joint: int, default: np.ndarray) -> np.ndarray:
    return _filled(pose.xyz[:, joint, :2], pose.present[:, joint], default)[0]


def _filled(values: np.ndarray, known: np.ndarray, default: np.ndarray | float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Values (t ...) bridged in time where they are not known, and whether a known one is near (t)."""
    values = values.astype(np.float64)
    if not known.any():
        return np.broadcast_to(default, values.shape).copy(), known
    t, at = np.arange(len(values)), np.flatnonzero(known)
    flat = values.reshape(len(values), -1)
    bridged = np.stack([np.interp(t, at, column[at]) for column in flat.T], 1).reshape(values.shape)
    return bridged, np.abs(t[:, None] - at[None]).min(1) <= BRIDGED


def _between(values: np.ndarray, frames: np.ndarray) -> np.ndarray:
    low = np.floor(frames).astype(int)
    share = (frames - low).reshape(-1, *[1] * (values.ndim - 1))
    return (1 - share) * values[low] + share * values[np.minimum(low + 1, len(values) - 1)]


def _active(arms: list[_Arm]) -> np.ndarray:
    """Frames from the first to the last in which a hand is raised."""
    height = np.maximum(arms[0].wrist[:, 1], arms[1].wrist[:, 1])
    rest = np.percentile(height, 5)
    up = np.flatnonzero(height > rest + RAISED * (height.max() - rest))
    return np.arange(up[0], up[-1] + 1) if len(up) > 4 else np.arange(len(height))


def _movement(arm: _Arm, seen: np.ndarray, nose: np.ndarray) -> np.ndarray:
    wrist = np.where(seen[:, None], arm.hand[:, 0], arm.wrist)
    at_face = np.clip(wrist[:, 1:] / _FACE_FROM, 0, 1)
    wrist = wrist - at_face * (nose - [0.0, _NOSE_HEIGHT])
    return np.concatenate([W_WRIST * wrist, W_ELBOW * arm.elbow, W_SPEED * np.gradient(wrist, axis=0)], 1)


def _shape(arm: _Arm, seen: np.ndarray) -> np.ndarray:
    """(t h): points of the hand from its wrist, and the signed area of the palm, in hand lengths; 0 where not seen."""
    points = arm.hand - arm.hand[:, :1]
    reach = np.linalg.norm(points[seen][:, _KNUCKLES], axis=-1).max(1) if seen.any() else np.array([_USUAL_HAND])
    points = points / max(float(np.percentile(reach, 90)), _LEAST_HAND)  # seen at its full length now and then
    index, little = points[:, 5], points[:, 17]
    side = index[:, 0] * little[:, 1] - index[:, 1] * little[:, 0]
    shape = np.concatenate([W_SHAPE * points[:, _POINTS].reshape(len(points), -1), W_SIDE * side[:, None]], 1)
    return np.where(seen[:, None], shape, 0.0)


@njit(cache=True, nogil=True, fastmath=True)
def _aligned(arms_a, hands_a, seen_a, arms_b, hands_b, seen_b):
    t, s = len(arms_a), len(arms_b)
    total = np.full((t + 1, s + 1), np.inf, np.float32)
    steps = np.zeros((t + 1, s + 1), np.float32)
    total[0, 0] = 0.0
    for i in range(t):
        for k in range(s):
            best, length = total[i, k], steps[i, k]
            if total[i, k + 1] < best:
                best, length = total[i, k + 1], steps[i, k + 1]
            if total[i + 1, k] < best:
                best, length = total[i + 1, k], steps[i + 1, k]
            total[i + 1, k + 1] = best + _apart(arms_a[i], hands_a[i], seen_a[i], arms_b[k], hands_b[k], seen_b[k])
            steps[i + 1, k + 1] = length + 1
    return total[t, s] / steps[t, s]


@njit(cache=True, nogil=True, fastmath=True)
def _apart(arms_a, hands_a, seen_a, arms_b, hands_b, seen_b):
    square = np.float32(0.0)
    for d in range(len(arms_a)):
        square += (arms_a[d] - arms_b[d]) ** 2
    for hand in range(2):
        if seen_a[hand] > 0 and seen_b[hand] > 0:
            for d in range(hands_a.shape[1]):
                square += (hands_a[hand, d] - hands_b[hand, d]) ** 2
        elif seen_a[hand] != seen_b[hand]:
            square += np.float32(HALF_SEEN * HALF_SEEN)
    return np.sqrt(square)
