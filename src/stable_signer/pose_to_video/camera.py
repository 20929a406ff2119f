"""Where the viewer's eye is, and how much of the signer the picture holds.

Letters: v points. World: the canonical space of a Pose (x right, y up, z to the viewer, unit = shoulder width, origin
= neck).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

DISTANCE = 9.0
"""Distance of the eye from the plane z = 0, in shoulder widths (about 3.3 m: a portrait lens, no big noses)."""


@dataclass(frozen=True)
class Framing:
    """The window of the plane z = 0 that the picture must hold, in shoulder widths."""

    centre_x: float = 0.0
    top: float = 1.38
    bottom: float = -1.62
    half_width: float = 1.48


@dataclass(frozen=True)
class Camera:
    """A pinhole that looks along -z. Screen: x right, y down, in pixels, corner of the picture at 0."""

    height: int
    """Rows of the picture."""
    width: int
    """Columns of the picture."""
    eye: tuple[float, float, float]
    """World position of the eye."""
    focal: float
    """Pixels per shoulder width at distance 1 from the eye."""

    def project(self, points: np.ndarray) -> np.ndarray:
        """World points (... 3) to screen x, y in pixels and nearness 1 / depth (negative behind the eye), float32."""
        depth = self.eye[2] - points[..., 2]
        near = 1.0 / np.where(np.abs(depth) < 1e-6, 1e-6, depth)
        x = self.width / 2 + self.focal * (points[..., 0] - self.eye[0]) * near
        y = self.height / 2 - self.focal * (points[..., 1] - self.eye[1]) * near
        return np.stack([x, y, near], -1).astype(np.float32)

    def shows(self, points: np.ndarray, margin: float = 0.0) -> np.ndarray:
        """Which world points (... 3) fall into the picture, at least ``margin`` pixels from its border."""
        x, y, near = np.moveaxis(self.project(points), -1, 0)
        inside_x = (x >= margin) & (x <= self.width - margin)
        return inside_x & (y >= margin) & (y <= self.height - margin) & (near > 0)


def camera_for(framing: Framing, height: int, width: int) -> Camera:
    """The camera whose picture of ``height`` x ``width`` pixels holds the whole window, centred."""
    pixels_per_unit = min(height / (framing.top - framing.bottom), width / (2 * framing.half_width))
    eye = (framing.centre_x, (framing.top + framing.bottom) / 2, DISTANCE)
    return Camera(height, width, eye, pixels_per_unit * DISTANCE)


def framing_of(points: np.ndarray, base: Framing | None = None, margin: float = 0.06) -> Framing:
    """The base window, widened (same centre line) until it holds world points (v 3) as the eye sees them, plus
    ``margin``.

    Points that are not finite are left out. The window never shrinks below ``base``, so that sentences of one signer
    look alike, and no hand leaves the picture however far it reaches.
    """
    base = base or Framing()
    points = points[np.isfinite(points).all(-1)]
    if not len(points):
        return base
    # a point nearer than z = 0 looks farther from the optical axis, and the axis moves with the window:
    # widen until all is in
    for _ in range(24):
        middle = (base.top + base.bottom) / 2
        scale = DISTANCE / np.maximum(DISTANCE - points[:, 2], 1.0)
        x = np.abs(points[:, 0] - base.centre_x) * scale
        y = middle + (points[:, 1] - middle) * scale
        base = Framing(
            base.centre_x,
            max(base.top, float(y.max()) + margin),
            min(base.bottom, float(y.min()) - margin),
            max(base.half_width, float(x.max()) + margin),
        )
    return base
