"""What light does not reach: a blurred shadow map of the key light, and ambient occlusion seen from the eye.

Both show where a hand touches: the cast shadow tells how far it is from the face or the chest, the occlusion darkens the line
of contact. Letters: h w a map, v vertices. The shadow map is a variance shadow map (Donnelly and Lauritzen 2006): the blurred
mean and mean square of the depth give a soft edge with one look-up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from stable_signer.pose_to_video.kernel import inner, kernel

EMPTY = 2.2
"""Nearness to the light where nothing stands: just behind the signer's back, so that edges do not bleed light."""


@dataclass(frozen=True)
class LightCamera:
    """A parallel projection along the key light. Nearness = distance along the light from far behind the signer, > 0."""

    axes: np.ndarray
    """(3 3) float64 rows: right, down (of the map), towards the light; unit vectors."""
    scale: float
    """Map pixels per shoulder width."""
    size: int
    """Rows and columns of the map."""

    def project(self, vertices: np.ndarray) -> np.ndarray:
        """World points (v 3) to map x, y in pixels and nearness to the light, float32."""
        placed = vertices @ self.axes.T.astype(np.float32)
        placed[:, :2] *= np.float32(self.scale)
        placed[:, :2] += np.float32(self.size / 2)
        placed[:, 2] += np.float32(4.0)
        return placed


def light_camera(towards: tuple[float, float, float], extent: float, size: int) -> LightCamera:
    """The map of ``size`` pixels a side that holds world points within ``extent`` of the origin, seen from ``towards``."""
    forward = np.array(towards) / np.linalg.norm(towards)
    right = np.cross([0.0, 1.0, 0.0], forward)
    right /= np.linalg.norm(right)
    down = -np.cross(forward, right)
    return LightCamera(np.stack([right, down, forward]), size / (2 * extent), size)


@kernel
def blur_moments(nearness: np.ndarray, radius: int, scratch: np.ndarray, moments: np.ndarray) -> None:
    """Box-blur the map ``nearness`` (h w) and its square twice into ``moments`` (h w 2); ``scratch`` is of the same shape."""
    height, width = nearness.shape
    for y in range(height):
        for x in range(width):
            d = nearness[y, x] if nearness[y, x] > 0.0 else np.float32(EMPTY)
            moments[y, x, 0] = d
            moments[y, x, 1] = d * d
    for _ in range(2):
        _blur_rows(moments, radius, scratch)
        _blur_rows(scratch, radius, moments)


@kernel
def _blur_rows(source: np.ndarray, radius: int, target: np.ndarray) -> None:
    """Running mean along axis 1, written transposed, so that two calls blur both axes."""
    height, width = source.shape[0], source.shape[1]
    share = 1.0 / (2 * radius + 1)
    for y in range(height):
        for m in range(2):
            total = 0.0
            for x in range(-radius, radius):
                total += source[y, min(max(x, 0), width - 1), m]
            for x in range(width):
                total += source[y, min(x + radius, width - 1), m]
                target[x, y, m] = total * share
                total -= source[y, max(x - radius, 0), m]


@inner
def light_reaching(moments: np.ndarray, x: float, y: float, nearness: float, bias: float) -> float:
    """Share 0..1 of the key light that reaches a point at map ``x``, ``y`` with the given nearness to the light."""
    size = moments.shape[0]
    if not (1.0 <= x < size - 1.0 and 1.0 <= y < size - 1.0):
        return 1.0
    i, j = int(x - 0.5), int(y - 0.5)
    u, v = x - 0.5 - i, y - 0.5 - j
    a, b, c, d = (1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v
    mean = a * moments[j, i, 0] + b * moments[j, i + 1, 0] + c * moments[j + 1, i, 0] + d * moments[j + 1, i + 1, 0]
    square = a * moments[j, i, 1] + b * moments[j, i + 1, 1] + c * moments[j + 1, i, 1] + d * moments[j + 1, i + 1, 1]
    gap = mean - nearness - bias
    if gap <= 0.0:
        return 1.0
    variance = max(square - mean * mean, 4e-5)
    lit = variance / (variance + gap * gap)
    # cut the long tail of Chebyshev's bound, which would let light through two overlapping hands
    return max(0.0, (lit - 0.22) / 0.78)


OCCLUSION_PAIRS = 6


@kernel
def ambient_occlusion(
    nearness: np.ndarray, samples: int, focal: float, reach: float, turns: np.ndarray, raw: np.ndarray, open_sky: np.ndarray
) -> None:
    """Write the share 0..1 of ambient light (h/2 w/2) into ``open_sky``, from the picture's nearness buffer (r w).

    ``reach``: radius in shoulder widths within which things shade each other; ``turns`` (16 2): cosines and sines of the
    pattern's rotation. Points in opposite directions are taken in pairs: on a plane, however slanted, their nearnesses
    average to the centre's, so only hollows darken.
    """
    height, width = raw.shape
    for y in range(height):
        for x in range(width):
            near = nearness[2 * y * samples, 2 * x]
            raw[y, x] = 1.0
            if near > 0.0:
                turn = turns[(y & 3) * 4 + (x & 3)]
                raw[y, x] = 1.0 - _hollow(nearness, samples, near, focal, reach, turn, y, x)
    _smooth_within_surface(nearness, samples, raw, open_sky)


@inner
def _hollow(
    nearness: np.ndarray, samples: int, near: float, focal: float, reach: float, turn: np.ndarray, y: int, x: int
) -> float:
    """How hollow 0..1 the surface is around half-resolution pixel ``y``, ``x``."""
    rows, width = nearness.shape
    depth_scale = 1.0 / (near * near)
    total = 0.0
    cos, sin = turn[0], turn[1]
    for k in range(OCCLUSION_PAIRS):
        radius = reach * (k + 1) / OCCLUSION_PAIRS
        pixels = radius * focal * near
        dx, dy = int(round(cos * pixels)), int(round(sin * pixels))
        # the next pair is turned by 75 degrees
        cos, sin = 0.25881904510252074 * cos - 0.9659258262890683 * sin, 0.9659258262890683 * cos + 0.25881904510252074 * sin
        if dx == 0 and dy == 0:
            continue
        x1, x2 = min(max(2 * x + dx, 0), width - 1), min(max(2 * x - dx, 0), width - 1)
        y1 = min(max((2 * y + dy) * samples, 0), rows - 1)
        y2 = min(max((2 * y - dy) * samples, 0), rows - 1)
        h1 = max((nearness[y1, x1] - near) * depth_scale, -radius)
        h2 = max((nearness[y2, x2] - near) * depth_scale, -radius)
        # something far in front (a hand before the chest) is no wall of a hollow
        f1, f2 = _fade(h1, reach), _fade(h2, reach)
        hollow = (min(h1, radius) * f1 + min(h2, radius) * f2) / (2.0 * radius)
        if hollow > 0.0:
            total += hollow
    return min(1.0, 1.6 * total / OCCLUSION_PAIRS)


@inner
def _fade(height: float, reach: float) -> float:
    return min(1.0, max(0.0, 2.0 - height / (1.2 * reach)))


@kernel
def _smooth_within_surface(nearness: np.ndarray, samples: int, raw: np.ndarray, smooth: np.ndarray) -> None:
    """Average over 4 x 4 half-resolution pixels (the period of the rotation) that lie on the same surface."""
    height, width = raw.shape
    for y in range(height):
        for x in range(width):
            near = nearness[2 * y * samples, 2 * x]
            smooth[y, x] = 1.0
            if near <= 0.0:
                continue
            total, count = 0.0, 0
            for j in range(max(y - 2, 0), min(y + 2, height)):
                for i in range(max(x - 2, 0), min(x + 2, width)):
                    if abs(nearness[2 * j * samples, 2 * i] - near) < 0.012 * near:
                        total += raw[j, i]
                        count += 1
            smooth[y, x] = total / count if count else raw[y, x]


def pattern_turns() -> np.ndarray:
    """(16 2) cosines and sines that spread a half turn over a 4 x 4 block, neighbours far apart."""
    order = np.array([0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5])
    angle = [math.pi * k / 16 for k in order]
    return np.array([[math.cos(a), math.sin(a)] for a in angle])
