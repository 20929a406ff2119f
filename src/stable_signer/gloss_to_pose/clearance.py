"""Transitions that go around: a hand on its way never passes through the head, the chest or the other hand.

Only frames outside of signs move; the push is smooth in time and nothing where a sign begins or ends.
Axis letters: t frames, p points along a hand.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from stable_signer.body import rotation
from stable_signer.body.motion import Motion
from stable_signer.body.signer import Body

CLEARANCE = 0.1
"""Distance that the axis of a hand keeps from head and torso on its way, shoulder widths (about 4 cm)."""
HANDS_APART = 0.17
"""Distance that the axes of two hands keep from each other: a palm and a half, shoulder widths (about 6 cm)."""
PALM_LENGTH, FINGER_LENGTH = 0.24, 0.22
"""From the wrist to the knuckles and on to the tip of a straight middle finger, shoulder widths."""
FIST_BEND = 1.5
"""Mean bend of knuckles at which fingers no longer reach beyond them, radians."""
FORWARD = 0.7
"""How much a push away from the skin leans to the viewer, where there is room for certain."""
EASE_S = 0.12
"""Seconds around a sign in which the push grows from nothing."""
SPREAD_S = 0.05
"""Standard deviation of the smoothing in time, seconds."""
_PROBE = 0.02


def clear_of_body(motion: Motion, inside: np.ndarray, body: Body) -> Motion:
    """Push hands out of body and other hand where a transition would cross them.

    ``inside`` (t 2) is true where a sign is performed: those frames stay as they are.
    """
    free = np.stack([_away_from(inside[:, hand], motion.fps) for hand in range(2)], 1)
    motion = _moved(motion, free, np.stack([_out_of_body(hand_axis(motion, hand), body) for hand in range(2)], 1))
    return _moved(motion, free, _out_of_each_other(motion, free))


def hand_axis(motion: Motion, hand: int) -> np.ndarray:
    """Points (t p 3) along the middle of a hand, from the wrist to the fingertips or the knuckles of a fist."""
    bend = np.clip(motion.fingers[:, hand, 1:, 0].mean(1) / FIST_BEND, 0.0, 1.0)
    length = PALM_LENGTH + FINGER_LENGTH * (1.0 - bend)
    finger = rotation.rotate(motion.palm[:, hand].astype(np.float64), np.array([0.0, 1.0, 0.0]))
    share = np.linspace(0.0, 1.0, 4)[None, :, None]
    return motion.wrist[:, hand, None].astype(np.float64) + share * (length[:, None] * finger)[:, None]


def _moved(motion: Motion, free: np.ndarray, push: np.ndarray) -> Motion:
    """The wrists pushed by the smoothed ``push`` (t 2 3), as far as each is ``free`` (t 2)."""
    if not push.any():
        return motion
    smooth = np.stack([_smooth(push[:, hand], motion.fps) for hand in range(2)], 1)
    return replace(motion, wrist=(motion.wrist + free[..., None] * smooth).astype(np.float32))


def _out_of_body(axis: np.ndarray, body: Body) -> np.ndarray:
    """How far (t 3) to move a hand whose axis (t p 3) comes too near head or torso."""
    distance = body.distance(axis.reshape(-1, 3)).reshape(axis.shape[:2])
    push = np.zeros((len(axis), 3))
    near = np.flatnonzero(distance.min(1) < CLEARANCE)
    if len(near):
        deepest = axis[near, distance[near].argmin(1)]
        push[near] = _outward(deepest, body) * (CLEARANCE - distance[near].min(1))[:, None]
    return push


def _outward(points: np.ndarray, body: Body) -> np.ndarray:
    """Unit directions (t 3) away from the skin at ``points`` (t 3), leaning to the viewer."""
    steps = _PROBE * np.concatenate([np.eye(3), -np.eye(3)])
    around = body.distance((points[:, None] + steps).reshape(-1, 3)).reshape(len(points), 6)
    slope = around[:, :3] - around[:, 3:]
    slope /= np.maximum(np.linalg.norm(slope, axis=1, keepdims=True), 1e-9)
    direction = slope + [0.0, 0.0, FORWARD]
    return direction / np.maximum(np.linalg.norm(direction, axis=1, keepdims=True), 1e-9)


def _out_of_each_other(motion: Motion, free: np.ndarray) -> np.ndarray:
    """How far (t 2 3) to move the hands where they cross: the one that is in front goes farther to the front."""
    axes = [hand_axis(motion, hand) for hand in range(2)]
    between = axes[0][:, :, None] - axes[1][:, None]
    lack = np.maximum(HANDS_APART - np.linalg.norm(between, axis=-1).min((1, 2)), 0.0)
    in_front = np.where(_kept_sign(between[..., 2].mean((1, 2)), lack > 0), 1.0, -1.0)
    share = free / np.maximum(free.sum(1, keepdims=True), 1.0)  # the hand that is on its way gives way
    push = np.zeros((len(lack), 2, 3))
    push[:, 0, 2], push[:, 1, 2] = in_front * lack, -in_front * lack
    push *= share[..., None]
    return np.where(push < 0, 0.4 * push, push)  # toward the chest there is little room


def _kept_sign(depth: np.ndarray, meets: np.ndarray) -> np.ndarray:
    """Whether ``depth`` (t) is positive, decided once for each run of frames in which the hands meet."""
    positive = depth >= 0
    edges = np.flatnonzero(np.diff(meets.astype(int), prepend=0, append=0))
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        positive[start:stop] = depth[start:stop].sum() >= 0
    return positive


def _away_from(inside: np.ndarray, fps: float) -> np.ndarray:
    """0 inside signs, rising smoothly to 1 within ``EASE_S`` outside of them."""
    count = max(EASE_S * fps, 1.0)
    distance = np.where(inside, 0.0, count)
    for i in range(1, len(distance)):
        distance[i] = min(distance[i], distance[i - 1] + 1.0)
    for i in range(len(distance) - 2, -1, -1):
        distance[i] = min(distance[i], distance[i + 1] + 1.0)
    share = distance / count
    return share * share * (3.0 - 2.0 * share)


def _smooth(track: np.ndarray, fps: float) -> np.ndarray:
    """A Gaussian mean over time of ``track`` (t 3), so that the push has no corners."""
    radius = int(np.ceil(2.5 * SPREAD_S * fps))
    weights = np.exp(-0.5 * (np.arange(-radius, radius + 1) / (SPREAD_S * fps)) ** 2)
    padded = np.pad(track, ((radius, radius), (0, 0)), mode="edge")
    return np.stack([np.convolve(column, weights / weights.sum(), mode="valid") for column in padded.T], 1)
