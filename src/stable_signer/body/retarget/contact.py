"""Keeps what a hand touches when keypoints go to a body of another build.

Where a point of a hand is near the face or the other hand, the wrist is shifted so that the same point of the new
hand is
at the same place of the new face (or hand); the shift fades with distance. Letters: t frames, n face points, p
hand points.
"""

from __future__ import annotations

import numpy as np

NEAR, FAR = 0.10, 0.45
"""Distances in shoulder widths: full correction below the first, none above the second."""


def face_shift(hand: np.ndarray, new_hand: np.ndarray, face: np.ndarray, new_face: np.ndarray) -> np.ndarray:
    """Shift (t 3) for a new hand (t p 3) so that it is to the new face (t n 3) as the old hand to the old face."""
    shift = np.zeros((len(hand), 3))
    near = _may_be_near(hand, face)
    hand, new_hand, face, new_face = hand[near], new_hand[near], face[near], new_face[near]
    squared = _squared_distances(hand, face)
    nearest = np.sqrt(squared.min(2))
    closest = nearest.min(1)
    near_point = np.exp(-((nearest - closest[:, None]) ** 2) / 0.04**2)
    near_point /= near_point.sum(1, keepdims=True)
    touch = np.einsum("tp,tpi->ti", near_point, hand)
    new_touch = np.einsum("tp,tpi->ti", near_point, new_hand)
    marks = 1.0 / (np.sum((touch[:, None] - face) ** 2, -1) + 0.05**2) ** 2
    marks /= marks.sum(1, keepdims=True)
    carried = touch + np.einsum("tn,tni->ti", marks, new_face - face)
    shift[near] = _fade(closest)[:, None] * (carried - new_touch)
    return shift


def hands_shift(first: np.ndarray, second: np.ndarray, new_first: np.ndarray, new_second: np.ndarray) -> np.ndarray:
    """Shift (t 3) of the new first hand (t p 3) toward the new second one, so that they touch as the old ones did.

    The caller moves the first by half of it and the second by minus half.
    """
    shift = np.zeros((len(first), 3))
    near = _may_be_near(first, second)
    first, second, new_first, new_second = first[near], second[near], new_first[near], new_second[near]
    away = np.sqrt(_squared_distances(first, second))
    closest = away.min((1, 2), initial=FAR, keepdims=True)
    pairs = np.exp(-((away - closest) ** 2) / 0.03**2)
    pairs /= np.maximum(pairs.sum((1, 2), keepdims=True), 1e-12)
    on_first, on_second = pairs.sum(2), pairs.sum(1)
    wanted = np.einsum("tp,tpi->ti", on_first, first) - np.einsum("tp,tpi->ti", on_second, second)
    found = np.einsum("tp,tpi->ti", on_first, new_first) - np.einsum("tp,tpi->ti", on_second, new_second)
    shift[near] = _fade(closest[:, 0, 0])[:, None] * (wanted - found)
    return shift


def _may_be_near(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Frames whose point clouds (t p 3), (t n 3) may be nearer than ``FAR``: their boxes are."""
    gap = np.maximum(one.min(1) - other.max(1), other.min(1) - one.max(1))
    return np.flatnonzero((np.maximum(gap, 0.0) ** 2).sum(1) < FAR**2)


def _squared_distances(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """(t p n) for points (t p 3) and (t n 3)."""
    cross = one @ np.swapaxes(other, 1, 2)
    return np.maximum((one**2).sum(-1)[:, :, None] + (other**2).sum(-1)[:, None] - 2 * cross, 0.0)


def _fade(distance: np.ndarray) -> np.ndarray:
    s = np.clip((FAR - distance) / (FAR - NEAR), 0.0, 1.0)
    return s * s * (3 - 2 * s)
