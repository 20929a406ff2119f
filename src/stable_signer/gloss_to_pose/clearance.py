"""Transitions that go around the body: a hand on its way never passes through the head or the chest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from stable_signer.body import rotation
from stable_signer.body.motion import Motion
from stable_signer.body.signer import Body

CLEARANCE = 0.1
"""Distance that the middle of the hand keeps from head and torso on its way, shoulder widths (about 4 cm)."""
HAND_MIDDLE = 0.22
"""From the wrist to the middle of the hand, shoulder widths."""


def clear_of_body(motion: Motion, inside: np.ndarray, body: Body) -> Motion:
    """Push hands forward where a transition would cross the body.

    ``inside`` (t 2) is true where a sign is performed: those frames stay as they are, and the push grows
    smoothly with the distance in time from them.
    """
    wrist = motion.wrist.astype(np.float64)
    middle = wrist + HAND_MIDDLE * rotation.rotate(motion.palm.astype(np.float64), np.array([0.0, 1.0, 0.0]))
    for hand in range(2):
        points = np.stack([wrist[:, hand], middle[:, hand]], 1)
        depth = np.maximum(CLEARANCE - body.distance(points.reshape(-1, 3)).reshape(points.shape[:2]), 0.0).max(1)
        depth *= _away_from(inside[:, hand])
        wrist[:, hand, 2] += _smooth(depth)
    return replace(motion, wrist=wrist.astype(np.float32))


def _away_from(inside: np.ndarray) -> np.ndarray:
    """0 inside signs, rising to 1 over three frames outside of them."""
    distance = np.where(inside, 0.0, 3.0)
    for _ in range(3):
        distance[1:] = np.minimum(distance[1:], distance[:-1] + 1.0)
        distance[:-1] = np.minimum(distance[:-1], distance[1:] + 1.0)
    return distance / 3.0


def _smooth(track: np.ndarray) -> np.ndarray:
    """A five-frame binomial mean, so that the push has no corners."""
    padded = np.pad(track, 2, mode="edge")
    weights = np.array([1, 4, 6, 4, 1]) / 16.0
    return np.maximum(np.convolve(padded, weights, mode="valid"), 0.0)
