"""Keeps what a hand touches when keypoints go to a body of another build.

Where a point of a hand is near the face or the other hand, the wrist is shifted so that the same point of the new hand is
at the same place of the new face (or hand); the shift fades with distance. Letters: t frames, n face points, p hand points.
"""

from __future__ import annotations

import numpy as np

NEAR, FAR = 0.10, 0.45
"""Distances in shoulder widths: full correction below the first, none above the second."""


def face_shift(hand: np.ndarray, new_hand: np.ndarray, face: np.ndarray, new_face: np.ndarray) -> np.ndarray:
    """Shift (t 3) for a new hand (t p 3) so that it is to the new face (t n 3) as the old hand to the old face."""
    away = np.linalg.norm(hand[:, :, None] - face[:, None], axis=-1)
    closest = away.min((1, 2))
    strength = _fade(closest)
    if not (strength > 0).any():
        return np.zeros((len(hand), 3))
    near_point = np.exp(-((away.min(2) - closest[:, None]) ** 2) / 0.04**2)
    near_point /= near_point.sum(1, keepdims=True)
    touch = np.einsum("tp,tpi->ti", near_point, hand)
    new_touch = np.einsum("tp,tpi->ti", near_point, new_hand)
    marks = 1.0 / (np.sum((touch[:, None] - face) ** 2, -1) + 0.05**2) ** 2
    marks /= marks.sum(1, keepdims=True)
    carried = touch + np.einsum("tn,tni->ti", marks, new_face - face)
    return strength[:, None] * (carried - new_touch)


def hands_shift(first: np.ndarray, second: np.ndarray, new_first: np.ndarray, new_second: np.ndarray) -> np.ndarray:
    """Shift (t 3) of the new first hand (t p 3) toward the new second one, so that they touch as the old ones did.

    The caller moves the first by half of it and the second by minus half.
    """
    away = np.linalg.norm(first[:, :, None] - second[:, None], axis=-1)
    closest = away.min((1, 2), keepdims=True)
    strength = _fade(closest[:, 0, 0])
    if not (strength > 0).any():
        return np.zeros((len(first), 3))
    pairs = np.exp(-((away - closest) ** 2) / 0.03**2)
    pairs /= pairs.sum((1, 2), keepdims=True)
    on_first, on_second = pairs.sum(2), pairs.sum(1)
    wanted = np.einsum("tp,tpi->ti", on_first, first) - np.einsum("tp,tpi->ti", on_second, second)
    found = np.einsum("tp,tpi->ti", on_first, new_first) - np.einsum("tp,tpi->ti", on_second, new_second)
    return strength[:, None] * (wanted - found)


def _fade(distance: np.ndarray) -> np.ndarray:
    s = np.clip((FAR - distance) / (FAR - NEAR), 0.0, 1.0)
    return s * s * (3 - 2 * s)
