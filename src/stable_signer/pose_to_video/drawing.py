"""Hard-edged ellipses, lines and discs on a pixel grid, compiled."""

from __future__ import annotations

import math

import numpy as np

from stable_signer.pose_to_video.kernel import inner, kernel


@kernel
def draw_strokes(
    canvas: np.ndarray,
    points: np.ndarray,
    ends: np.ndarray,
    half_width: np.ndarray,
    tapers: np.ndarray,
    colour: np.ndarray,
) -> None:
    """Draw n strokes on ``canvas`` (h w 3), uint8, back to front.

    ``points`` (j 2): pixels, x right, y down; NaN leaves out what hangs on a point. ``ends`` (n 2): the points that a
    stroke joins. ``half_width`` (n,): pixels. ``tapers`` (n,): an ellipse whose long axis is the line; otherwise a
    line with round ends, and a disc where both ends are one point. ``colour`` (n 3).
    """
    for n in range(len(ends)):
        x0, y0 = points[ends[n, 0]]
        x1, y1 = points[ends[n, 1]]
        if math.isnan(x0 + y0 + x1 + y1):
            continue
        _stroke(canvas, x0, y0, x1, y1, half_width[n], tapers[n], colour[n])


@inner
def _stroke(canvas, x0, y0, x1, y1, r, tapers, colour):
    h, w, _ = canvas.shape
    dx, dy = x1 - x0, y1 - y0
    length = math.sqrt(dx * dx + dy * dy)
    ux, uy = (dx / length, dy / length) if length > 0 else (1.0, 0.0)
    half = length / 2
    xm, ym = (x0 + x1) / 2, (y0 + y1) / 2
    for y in range(_inside(math.floor(min(y0, y1) - r), h), _inside(math.ceil(max(y0, y1) + r) + 1, h)):
        for x in range(_inside(math.floor(min(x0, x1) - r), w), _inside(math.ceil(max(x0, x1) + r) + 1, w)):
            along = (x - xm) * ux + (y - ym) * uy
            across = (y - ym) * ux - (x - xm) * uy
            if tapers:
                hit = (along / max(half, 1.0)) ** 2 + (across / r) ** 2 <= 1.0
            else:
                beyond = max(abs(along) - half, 0.0)
                hit = beyond * beyond + across * across <= r * r + 0.25
            if hit:
                canvas[y, x, 0], canvas[y, x, 1], canvas[y, x, 2] = colour[0], colour[1], colour[2]


@inner
def _inside(place, size):
    """Clamped as a number first: a point far outside would overflow an integer."""
    return int(min(max(place, 0.0), size))
