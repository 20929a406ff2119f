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

CLEARANCE = 0.13
"""Distance that the axis of a hand keeps from head and torso on its way, shoulder widths (about 5 cm)."""
HANDS_APART = 0.17
"""Distance that the axes of two hands keep from each other: a palm and a half, shoulder widths (about 6 cm)."""
BESIDE = 0.05
"""Hands whose middles stay this far on their own sides do not cross, shoulder widths."""
PALM_LENGTH, FINGER_LENGTH = 0.24, 0.22
"""From the wrist to the knuckles and on to the tip of a straight middle finger, shoulder widths."""
THUMB = (0.17, 0.2, 0.08)
"""The tip of a relaxed thumb: to the thumb's side, along the palm, out of the palm; shoulder widths."""
FORWARD = 0.7
"""How much a push away from the skin leans to the viewer, where there is room for certain."""
EASE_S = 0.08
"""Seconds around a sign in which the push grows from nothing."""
SPREAD_S = 0.05
"""Standard deviation of the smoothing in time, seconds."""
PASSES = 3
"""Rounds of pushing: deep inside, the first push only finds the way."""
_PROBE = 0.02


def clear_of_body(motion: Motion, inside: np.ndarray, body: Body) -> Motion:
    """Push hands out of body and other hand where a transition would cross them.

    ``inside`` (t 2) is true where a sign is performed: those frames stay as they are.
    """
    free = np.stack([_away_from(inside[:, hand], motion.fps) for hand in range(2)], 1)
    for _ in range(PASSES):
        motion = _moved(motion, free, _out_of_each_other(motion, free))
        motion = _moved(motion, free, np.stack([_out_of_body(hand_axis(motion, hand), body) for hand in range(2)], 1))
    return motion


def tightness(motion: Motion, hand: int, body: Body) -> np.ndarray:
    """How little room (t) a hand has between itself and head or torso: 1 at its ``CLEARANCE``, 0 from twice that on."""
    axis = hand_axis(motion, hand)
    distance = body.distance(axis.reshape(-1, 3)).reshape(axis.shape[:2]).min(1)
    return np.clip(2.0 - distance / CLEARANCE, 0.0, 1.0)


def hand_axis(motion: Motion, hand: int) -> np.ndarray:
    """Points (t 6 3) that stand for a hand: wrist, palm, knuckles, middle of the fingers, tips, thumb."""
    fingers = motion.fingers[:, hand, 1:].astype(np.float64)
    bend = fingers[..., 0].mean(1) + 0.6 * fingers[..., 2].mean(1)
    side, along, out = np.eye(3) * [1.0 if hand == 0 else -1.0, 1.0, 1.0]
    tips = FINGER_LENGTH * (np.cos(bend)[:, None] * along + np.sin(bend)[:, None] * out)
    knuckles = np.broadcast_to(PALM_LENGTH * along, tips.shape)
    thumb = np.broadcast_to(THUMB[0] * side + THUMB[1] * along + THUMB[2] * out, tips.shape)
    local = np.stack([0 * knuckles, 0.5 * knuckles, knuckles, knuckles + 0.5 * tips, knuckles + tips, thumb], 1)
    palm = motion.palm[:, hand, None].astype(np.float64)
    return motion.wrist[:, hand, None].astype(np.float64) + rotation.rotate(palm, local)


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
    slope[:, 2] = np.maximum(slope[:, 2], 0.0)  # deep inside, the back may be nearer: nobody signs there
    direction = slope + [0.0, 0.0, FORWARD]
    return direction / np.maximum(np.linalg.norm(direction, axis=1, keepdims=True), 1e-9)


def _out_of_each_other(motion: Motion, free: np.ndarray) -> np.ndarray:
    """How far (t 2 3) to move the hands where they meet.

    Hands that change sides pass each other in depth, the one in front farther to the front; others stay beside each
    other. The hand that is on its way gives way.
    """
    between = hand_axis(motion, 0)[:, :, None] - hand_axis(motion, 1)[:, None]
    lack = np.maximum(HANDS_APART - np.linalg.norm(between, axis=-1).min((1, 2)), 0.0)
    direction = _apart(between[:, :3, :3].mean((1, 2)), lack > 0)  # palms: fingers and thumbs may point across
    ways = np.stack([direction, -direction], 1)
    share = free * (0.5 + 0.25 * ways[..., 2])  # toward the chest there is less room
    share /= np.maximum(share.sum(1, keepdims=True), 1e-9)
    return (share * lack[:, None])[..., None] * ways


def _apart(between: np.ndarray, meets: np.ndarray) -> np.ndarray:
    """Unit directions (t 3) in which the right hand leaves the left one, one for each run of frames that meet."""
    direction = np.zeros_like(between)
    edges = np.flatnonzero(np.diff(meets.astype(int), prepend=0, append=0))
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        run = between[start:stop]
        crosses = run[:, 0].max() > -BESIDE
        direction[start:stop] = (0.0, 0.0, 1.0 if run[:, 2].sum() >= 0 else -1.0) if crosses else (-1.0, 0.0, 0.0)
    return direction


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
    """A Gaussian mean over time of ``track`` (t 3), so that the push has no corners.

    Each frame first takes the largest push near it, or a short push would be averaged away.
    """
    radius = int(np.ceil(2.0 * SPREAD_S * fps))
    padded = np.pad(track, ((radius, radius), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * radius + 1, axis=0)
    largest = np.abs(windows).sum(1).argmax(-1)
    track = windows[np.arange(len(track)), :, largest]
    weights = np.exp(-0.5 * (np.arange(-radius, radius + 1) / (SPREAD_S * fps)) ** 2)
    padded = np.pad(track, ((radius, radius), (0, 0)), mode="edge")
    return np.stack([np.convolve(column, weights / weights.sum(), mode="valid") for column in padded.T], 1)
