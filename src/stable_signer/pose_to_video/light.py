"""Materials, lights, backdrop and tone: what a picture is lit and coloured with. Colours are linear RGB unless called
sRGB.

Soft studio light: a warm key from above beside the viewer, a cool fill from the other side, light from behind that
lifts the outline, and an ambient hemisphere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

SKIN, CLOTH, HAIR, EYE, TEETH, MOUTH, NAIL, LASH, CURLS = range(9)

MATERIALS = np.array(
    # wrap r, g, b: how far light creeps round; broad, sharp, glint: highlights; rim: outline; sheen: strands;
    # tint: share of the highlight that takes the surface's colour
    [
        [0.42, 0.24, 0.18, 0.060, 0.020, 0.00, 0.22, 0.00, 0.0],  # skin
        [0.25, 0.25, 0.25, 0.000, 0.000, 0.00, 0.12, 0.00, 0.0],  # cloth
        [0.20, 0.18, 0.16, 0.010, 0.000, 0.00, 0.14, 0.20, 1.0],  # hair
        [0.35, 0.28, 0.25, 0.000, 0.080, 0.90, 0.00, 0.00, 0.0],  # eye
        [0.30, 0.26, 0.24, 0.030, 0.150, 0.00, 0.00, 0.00, 0.0],  # teeth
        [0.50, 0.25, 0.22, 0.050, 0.120, 0.00, 0.00, 0.00, 0.0],  # mouth
        [0.42, 0.26, 0.22, 0.060, 0.180, 0.00, 0.12, 0.00, 0.0],  # nail
        [0.20, 0.18, 0.16, 0.000, 0.000, 0.00, 0.00, 0.00, 0.0],  # lash
        [0.30, 0.28, 0.26, 0.020, 0.000, 0.00, 0.10, 0.03, 1.0],  # curls
    ],
    dtype=np.float64,
)


@dataclass(frozen=True)
class Lights:
    """Directions point to the light (made unit when packed); colours are linear RGB, 1 = a white sheet facing it is
    white."""

    key_towards: tuple[float, float, float] = (0.45, 0.60, 0.85)
    """From the signer's left, so that the shadow of a right hand falls beside the face, not on it."""
    key: tuple[float, float, float] = (0.86, 0.82, 0.76)
    fill_towards: tuple[float, float, float] = (-0.80, 0.10, 0.62)
    fill: tuple[float, float, float] = (0.17, 0.19, 0.22)
    sky: tuple[float, float, float] = (0.34, 0.36, 0.40)
    ground: tuple[float, float, float] = (0.20, 0.17, 0.15)
    rim: tuple[float, float, float] = (0.85, 0.92, 1.00)

    def packed(self) -> np.ndarray:
        """(7 3) float64: key direction and colour, fill direction and colour, sky, ground, rim."""
        key = np.array(self.key_towards) / np.linalg.norm(self.key_towards)
        fill = np.array(self.fill_towards) / np.linalg.norm(self.fill_towards)
        return np.stack([key, np.array(self.key), fill, np.array(self.fill), np.array(self.sky),
                         np.array(self.ground), np.array(self.rim)])  # fmt: skip


@dataclass(frozen=True)
class Background:
    """A plain backdrop: sRGB 0..1 in the middle behind the signer, and at the border of the picture."""

    centre: tuple[float, float, float] = (0.62, 0.68, 0.73)
    border: tuple[float, float, float] = (0.40, 0.46, 0.53)

    def picture(self, height: int, width: int) -> np.ndarray:
        """(h w 3) float32, linear RGB."""
        y, x = np.mgrid[:height, :width].astype(np.float32)
        far = np.hypot((x / width - 0.5) * 1.25, (y / height - 0.42) * 1.05)
        blend = np.clip(far / 0.78, 0, 1)[..., None] ** 1.6
        srgb = (1 - blend) * np.array(self.centre) + blend * np.array(self.border)
        return linear_of_srgb(srgb).astype(np.float32)


def linear_of_srgb(srgb: np.ndarray) -> np.ndarray:
    """sRGB 0..1 to linear RGB 0..1 (IEC 61966-2-1)."""
    srgb = np.asarray(srgb, np.float64)
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def srgb_of_linear(linear: np.ndarray) -> np.ndarray:
    """Linear RGB 0..1 to sRGB 0..1 (IEC 61966-2-1)."""
    linear = np.asarray(linear, np.float64)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * np.maximum(linear, 1e-9) ** (1 / 2.4) - 0.055)


TONE_STEPS = 4096
TONE_RANGE = 4.0


def tone_curve() -> np.ndarray:
    """(4096) float32: sRGB 0..255 at equal steps of the square root of linear light 0..4; a soft shoulder above 0.6."""
    light = np.linspace(0, math.sqrt(TONE_RANGE), TONE_STEPS) ** 2
    knee = 0.6
    over = np.maximum(light - knee, 0) / (1 - knee)
    shown = np.where(light <= knee, light, knee + (1 - knee) * over / (1 + over) * 1.08)
    return (255 * srgb_of_linear(np.clip(shown, 0, 1))).astype(np.float32)


TONE = tone_curve()
