"""A signed distance grid of head, neck and torso."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

STEP_CM = 1.1
REACH_CM = 12.7
"""Distances are stored in millimetres as int8, so they end at this value."""
MARGIN_CM = 6.0


def signed_distance(vertices_cm: np.ndarray, faces: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Grid (x y z) int8 in millimetres, positive outside, and its first corner (3,) in centimetres."""
    low = vertices_cm[np.unique(faces)].min(0) - MARGIN_CM
    counts = np.ceil((vertices_cm[np.unique(faces)].max(0) + MARGIN_CM - low) / STEP_CM).astype(int) + 1
    points, normals = _samples(vertices_cm, faces)
    axes = [low[i] + STEP_CM * np.arange(counts[i]) for i in range(3)]
    cells = np.stack(np.meshgrid(*axes, indexing="ij"), -1).reshape(-1, 3)
    away, nearest = cKDTree(points).query(cells, k=6)
    # the sign of the average of the nearest normals is steady where one normal alone flips in folds
    inside = np.einsum("nki,nki->n", cells[:, None] - points[nearest], normals[nearest]) < 0
    millimetres = np.where(inside, -1, 1) * np.minimum(away[:, 0], REACH_CM) * 10
    return np.round(millimetres).astype(np.int8).reshape(counts), low


def _samples(v: np.ndarray, faces: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    a, b, c = (v[faces[:, i]] for i in range(3))
    normal = np.cross(b - a, c - a)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-12)
    shares = [
        (1 / 3, 1 / 3, 1 / 3),
        (0.66, 0.17, 0.17),
        (0.17, 0.66, 0.17),
        (0.17, 0.17, 0.66),
        (0.45, 0.45, 0.1),
        (0.45, 0.1, 0.45),
        (0.1, 0.45, 0.45),
    ]
    points = [s[0] * a + s[1] * b + s[2] * c for s in shares]
    return np.concatenate(points), np.tile(normal, (len(shares), 1))
