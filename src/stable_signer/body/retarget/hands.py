"""Palms and finger angles from the 21 keypoints of a hand. Letters: n hands seen, as right hands (left ones
mirrored)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from stable_signer.body.hand import SPREAD_SIGN, TOGETHER, HandGeometry, thumb_base
from stable_signer.body.retarget.trunk import fit_rotation

LOW = np.radians([-25.0, -12.0, -8.0, -10.0])
HIGH = np.radians([100.0, 32.0, 118.0, 92.0])
"""Knuckle, spread, middle joint, end joint."""
THUMB_LOW = np.radians([-10.0, -40.0, -35.0, -40.0])
THUMB_HIGH = np.radians([70.0, 70.0, 80.0, 90.0])
_TRUST = np.array([0.5, 1.0, 1.0])
"""Weights of the directions of metacarpal, first and last phalanx of the thumb: detectors guess the first."""
_KNUCKLES = [0, 1, 5, 9, 13, 17]
_KNUCKLE_WEIGHTS = np.array([1.0, 0.15, 1.0, 1.0, 1.0, 1.0])


def palms(hand: HandGeometry, joints: np.ndarray) -> np.ndarray:
    """Frames (n 3 3) of hands (n 21 3), columns side, finger, normal of the real hand: the best fit of wrist and
    knuckles."""
    mirror = np.array([hand.sign, 1.0, 1.0])
    model = np.concatenate([np.zeros((1, 3)), hand.bases]) * mirror
    w = _KNUCKLE_WEIGHTS / _KNUCKLE_WEIGHTS.sum()
    points = joints[:, _KNUCKLES] - (w[:, None] * joints[:, _KNUCKLES]).sum(1, keepdims=True)
    ours = model - w @ model
    return fit_rotation(np.einsum("k,nki,kj->nij", w, points, ours))


def finger_angles(hand: HandGeometry, joints: np.ndarray, palm: np.ndarray) -> np.ndarray:
    """Angles (n 5 4) of hands (n 21 3) whose palms are ``palm`` (n 3 3), within the limits of the joints."""
    mirror = np.array([hand.sign, 1.0, 1.0])
    local = ((joints - joints[:, :1]) @ palm) * mirror
    chains = local[:, 1:].reshape(-1, 5, 4, 3)
    steps = np.diff(chains, axis=2)
    ways = steps / np.maximum(np.linalg.norm(steps, axis=-1, keepdims=True), 1e-9)
    out = np.empty((len(joints), 5, 4))
    out[:, 1:] = _bends(ways[:, 1:])
    out[:, 0] = _thumbs(hand, ways[:, 0])
    return out


def _bends(ways: np.ndarray) -> np.ndarray:
    """Angles (n 4 4) of index to little finger from the directions of their phalanges (n 4 3 3).

    A finger bends in one plane that stands on the palm: its trace on the palm is the largest principal axis of the
    directions' parts in the palm.
    """
    x, y, z = np.moveaxis(ways, -1, 0)
    axis = 0.5 * np.arctan2(2 * (x * y).sum(-1), (x * x - y * y).sum(-1))
    lean = np.arctan2(-np.cos(axis), np.sin(axis))  # the trace is (-sin lean, cos lean), up to its sign
    lean = np.where(np.cos(lean) < 0, lean + np.pi, lean)
    lean = np.arctan2(np.sin(lean), np.cos(lean))
    spread = np.clip(SPREAD_SIGN * (lean - TOGETHER), LOW[1], HIGH[1])
    lean = TOGETHER + SPREAD_SIGN * spread
    along = -np.sin(lean)[..., None] * x + np.cos(lean)[..., None] * y
    total = np.arctan2(z, along)
    knuckle = np.where(total[..., 0] < np.radians(-120.0), total[..., 0] + 2 * np.pi, total[..., 0])
    middle, end = _wrapped(total[..., 1] - total[..., 0]), _wrapped(total[..., 2] - total[..., 1])
    angles = np.stack([knuckle, spread, middle, end], -1)
    return np.clip(angles, LOW, HIGH)


def _wrapped(angle: np.ndarray) -> np.ndarray:
    """The same angle between -90 and 270 degrees: joints bend one way."""
    return (angle + 0.5 * np.pi) % (2 * np.pi) - 0.5 * np.pi


def _thumbs(hand: HandGeometry, ways: np.ndarray, iterations: int = 4) -> np.ndarray:
    """Angles (n 4) of thumbs from the directions of metacarpal and phalanges (n 3 3).

    The nearest of a table of postures, because opposition makes the problem bent, then damped Gauss-Newton steps.
    """
    metacarpal = hand.straighten[0, 0] @ (hand.steps[0, 0] / np.linalg.norm(hand.steps[0, 0]))
    postures, directions = _thumb_table(tuple(metacarpal))
    seen = (ways * _TRUST[:, None]).reshape(len(ways), 9)
    # |a - b|^2 = |a|^2 + |b|^2 - 2 a.b, and |a|, |b| are the same for all
    angles = postures[np.argmax(seen @ directions.T - _awkward(postures), axis=1)]
    for _ in range(iterations):
        value = _thumb_directions(metacarpal, angles) - seen
        jacobian = np.stack(
            [(_thumb_directions(metacarpal, angles + 1e-4 * np.eye(4)[i]) - seen - value) * 1e4 for i in range(4)], -1
        )
        normal = np.einsum("nri,nrj->nij", jacobian, jacobian) + 1e-3 * np.eye(4)
        step = np.linalg.solve(normal, np.einsum("nri,nr->ni", jacobian, value)[..., None])[..., 0]
        angles = np.clip(angles - np.clip(step, -0.3, 0.3), THUMB_LOW, THUMB_HIGH)
    return angles


def _awkward(postures: np.ndarray) -> np.ndarray:
    """A small cost (k): of two postures with the same directions people use the one that is not bent backwards."""
    return 0.15 * (np.maximum(-0.1 - postures[:, 2], 0.0) + np.maximum(postures[:, 0] - 0.92, 0.0))


@lru_cache(maxsize=32)
def _thumb_table(metacarpal: tuple[float, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Postures (k 4) over the range of the thumb, and their directions (k 9)."""
    axes = [np.radians(np.arange(*span)) for span in ((-8, 70, 8), (-38, 62, 9), (-20, 70, 15), (-20, 80, 20))]
    postures = np.stack(np.meshgrid(*axes, indexing="ij"), -1).reshape(-1, 4)
    return postures, _thumb_directions(np.array(metacarpal), postures)


def _thumb_directions(metacarpal: np.ndarray, angles: np.ndarray) -> np.ndarray:
    """Directions (n 9) of metacarpal and phalanges, each times how much it is trusted."""
    base = thumb_base(angles[:, 0], angles[:, 1])
    bent = angles[:, 2], angles[:, 2] + angles[:, 3]
    first, second = (base @ np.stack([-np.sin(a), np.cos(a), 0 * a], -1)[..., None] for a in bent)
    ways = np.stack([base @ metacarpal, first[..., 0], second[..., 0]], 1)
    return (ways * _TRUST[:, None]).reshape(len(angles), 9)
