"""What light does not reach: a blurred shadow map of the key light, and ambient occlusion seen from the eye.

Both show where a hand touches: the cast shadow tells how far it is from the face or the chest, the occlusion darkens
the line of contact. Letters: h w a map, v vertices. The shadow map is a variance shadow map (Donnelly and Lauritzen
2006): the blurred mean and mean square of the depth give a soft edge with one look-up.
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
    """A parallel projection along the key light. Nearness = distance along the light from far behind the signer, >
    0."""

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
    """The map of ``size`` pixels a side that holds world points within ``extent`` of the origin, seen from
    ``towards``."""
    forward = np.array(towards) / np.linalg.norm(towards)
    right = np.cross([0.0, 1.0, 0.0], forward)
    right /= np.linalg.norm(right)
    down = -np.cross(forward, right)
    return LightCamera(np.stack([right, down, forward]), size / (2 * extent), size)


@kernel
def blur_moments(nearness: np.ndarray, scratch: np.ndarray, moments: np.ndarray) -> None:
    """Blur the map ``nearness`` (h w) and its square over 5 x 5 pixels into ``moments`` (2 h w); ``scratch`` alike."""
    height, width = nearness.shape
    for y in range(height):
        for x in range(width):
            d = nearness[y, x] if nearness[y, x] > np.float32(0) else np.float32(EMPTY)
            moments[0, y, x] = d
            moments[1, y, x] = d * d
    a, b, c = np.float32(3 / 9), np.float32(2 / 9), np.float32(1 / 9)
    for m in range(2):
        source, across = moments[m], scratch[m]
        for y in range(height):
            for x in range(2, width - 2):
                sides = b * (source[y, x - 1] + source[y, x + 1]) + c * (source[y, x - 2] + source[y, x + 2])
                across[y, x] = a * source[y, x] + sides
        for y in range(2, height - 2):
            for x in range(width):
                sides = b * (across[y - 1, x] + across[y + 1, x]) + c * (across[y - 2, x] + across[y + 2, x])
                source[y, x] = a * across[y, x] + sides


@inner
def light_reaching(moments: np.ndarray, x: float, y: float, nearness: float, bias: float) -> float:
    """Share 0..1 of the key light that reaches a point at map ``x``, ``y`` with the given nearness to the light."""
    size = moments.shape[1]
    if not (3.0 <= x < size - 3.0 and 3.0 <= y < size - 3.0):
        return 1.0
    i, j = int(x - 0.5), int(y - 0.5)
    u, v = x - 0.5 - i, y - 0.5 - j
    a, b, c, d = (1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v
    mean = a * moments[0, j, i] + b * moments[0, j, i + 1] + c * moments[0, j + 1, i] + d * moments[0, j + 1, i + 1]
    square = a * moments[1, j, i] + b * moments[1, j, i + 1] + c * moments[1, j + 1, i] + d * moments[1, j + 1, i + 1]
    gap = mean - nearness - bias
    if gap <= 0.0:
        return 1.0
    variance = max(square - mean * mean, 4e-5)
    lit = variance / (variance + gap * gap)
    # cut the long tail of Chebyshev's bound, which would let light through two overlapping hands
    return max(0.0, (lit - 0.22) / 0.78)


OCCLUSION_PAIRS = 6
COS_STEP, SIN_STEP = 0.25881904510252074, 0.9659258262890683
"""Every further pair is turned by 75 degrees."""


@kernel
def ambient_occlusion(
    nearness: np.ndarray, samples: int, focal: float, reach: float, turns: np.ndarray,
    half: np.ndarray, raw: np.ndarray, open_sky: np.ndarray,
) -> None:  # fmt: skip
    """Write the share 0..1 of ambient light (h/2 w/2) into ``open_sky``, from the picture's nearness buffer (r w).

    ``half`` receives the nearness of every second pixel. ``reach``: radius in shoulder widths within which things
    shade each other; ``turns`` (16 2): cosines and sines of the pattern's rotation. Points in opposite directions are
    taken in pairs: on a plane, however slanted, their nearnesses average to the centre's, so only hollows darken.
    """
    height, width = half.shape
    for y in range(height):
        for x in range(width):
            half[y, x] = nearness[2 * y * samples, 2 * x]
    for y in range(height):
        for x in range(width):
            raw[y, x] = np.float32(1)
            if half[y, x] > 0.0:
                i = (y & 3) * 4 + (x & 3)
                raw[y, x] = 1.0 - _hollow(half, focal, reach, turns[i, 0], turns[i, 1], y, x)
    for y in range(height):
        for x in range(width):
            open_sky[y, x] = np.float32(1)
            if half[y, x] > 0.0:
                open_sky[y, x] = _smooth_within_surface(half, raw, y, x)


@inner
def _hollow(half: np.ndarray, focal: float, reach: float, cos: float, sin: float, y: int, x: int) -> float:
    """How hollow 0..1 the surface is around pixel ``y``, ``x`` of the half-resolution nearness."""
    height, width = half.shape
    near = half[y, x]
    depth_scale = 1.0 / (near * near)
    step = 0.5 * reach * focal * near / OCCLUSION_PAIRS
    total = 0.0
    for k in range(1, OCCLUSION_PAIRS + 1):
        radius = reach * k / OCCLUSION_PAIRS
        dx, dy = round(cos * step * k), round(sin * step * k)
        cos, sin = COS_STEP * cos - SIN_STEP * sin, SIN_STEP * cos + COS_STEP * sin
        left, right, top, bottom = x - abs(dx), x + abs(dx), y - abs(dy), y + abs(dy)
        if left >= 0 and right < width and top >= 0 and bottom < height and (dx != 0 or dy != 0):
            h1 = max((half[y + dy, x + dx] - near) * depth_scale, -radius)
            h2 = max((half[y - dy, x - dx] - near) * depth_scale, -radius)
            # something far in front (a hand before the chest) is no wall of a hollow
            hollow = min(h1, radius) * _fade(h1, reach) + min(h2, radius) * _fade(h2, reach)
            total += max(hollow, 0.0) * (0.5 / radius)
    return min(1.0, 2.3 * total / OCCLUSION_PAIRS)


@inner
def _fade(height: float, reach: float) -> float:
    """Weight of a neighbour that is ``height`` nearer: full within reach, a trace up to a forearm's length.

    The trace is a soft dark seam around a hand before face or chest, which parts skin from skin.
    """
    near = min(1.0, max(0.0, 2.0 - height / (1.2 * reach)))
    return max(near, 0.55 * min(1.0, max(0.0, 2.0 - height / (3.5 * reach))))


@inner
def _smooth_within_surface(half: np.ndarray, raw: np.ndarray, y: int, x: int) -> float:
    """Mean over 4 x 4 half-resolution pixels (the period of the rotation) that lie on the same surface."""
    height, width = half.shape
    near = half[y, x]
    total, count = 0.0, 0.0
    for j in range(max(y - 2, 0), min(y + 2, height)):
        for i in range(max(x - 2, 0), min(x + 2, width)):
            if abs(half[j, i] - near) < 0.012 * near:
                total += raw[j, i]
                count += 1.0
    return total / count


def pattern_turns() -> np.ndarray:
    """(16 2) cosines and sines that spread a half turn over a 4 x 4 block, neighbours far apart."""
    order = np.array([0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5])
    angle = [math.pi * k / 16 for k in order]
    return np.array([[math.cos(a), math.sin(a)] for a in angle])
