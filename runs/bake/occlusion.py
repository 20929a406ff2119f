"""Ambient occlusion of a mesh at rest, by looking at it from many sides."""

from __future__ import annotations

import numpy as np

DIRECTIONS = 160
PIXELS = 700
BIAS = 0.012
"""Shoulder widths that a vertex may lie behind the visible surface and still count as seen."""


def open_sky(vertices: np.ndarray, faces: np.ndarray, normals: np.ndarray) -> np.ndarray:
    """Cosine-weighted share (v,) 0..1 of the directions from which each vertex is seen."""
    from stable_signer.pose_to_video import raster

    centre, extent = (vertices.max(0) + vertices.min(0)) / 2, np.ptp(vertices, axis=0).max() * 0.75
    both = np.ones(len(faces), bool)
    near, seen = raster.new_buffers(PIXELS, PIXELS, 1)
    visible, total = np.zeros(len(vertices)), np.zeros(len(vertices))
    for direction in _sphere(DIRECTIONS):
        helper = [1.0, 0, 0] if abs(direction[0]) < 0.9 else [0, 1.0, 0]
        right = np.cross(helper, direction)
        right /= np.linalg.norm(right)
        placed = (vertices - centre) @ np.stack([right, np.cross(direction, right), direction]).T
        screen = placed * [PIXELS / (2 * extent), -PIXELS / (2 * extent), 1] + [PIXELS / 2, PIXELS / 2, 10]
        raster.rasterise(screen.astype(np.float32), faces.astype(np.int32), both, raster.SINGLE_SAMPLE, near, seen)
        x = np.clip(screen[:, 0].astype(int), 0, PIXELS - 1)
        y = np.clip(screen[:, 1].astype(int), 0, PIXELS - 1)
        facing = np.maximum(normals @ direction, 0)
        visible += facing * (screen[:, 2] >= near[y, x] - BIAS)
        total += facing
    return visible / np.maximum(total, 1e-6)


def _sphere(n: int) -> np.ndarray:
    """Evenly spread unit directions (n 3)."""
    k = np.arange(n) + 0.5
    y, angle = 1 - 2 * k / n, np.pi * (1 + 5**0.5) * k
    r = np.sqrt(1 - y * y)
    return np.stack([r * np.cos(angle), y, r * np.sin(angle)], 1)
