"""The albedo of one signer: a head texture with lips, brows, flush, stubble and hairline, an eye, and colours for the
hands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter, gaussian_filter1d

from bake.hair import end_height
from bake.head_map import EYE_SIDE, HEAD_ROWS, SIZE, HeadMap


@dataclass(frozen=True)
class Complexion:
    """Colours as sRGB hex."""

    skin: str
    lips: str
    brows: str
    iris: str
    hair: str
    flush: float = 1.0
    """Redness of cheeks, nose, ears, knuckles."""
    brow_height: float = 0.021
    """Half thickness of the brows, shoulder widths."""
    brow_arch: float = 0.012
    brow_weight: float = 0.85
    """How dense the brows are, 0..1."""
    stubble: float = 0.0
    """Darkness of a shaved beard, 0..1."""
    beard: float = 0.0
    """Density of a full beard, 0..1."""
    freckles: float = 0.0
    scalp: dict[int, float] | None = None
    """Hairline (see ``hair.end_height``) above which the scalp is hair-coloured."""
    lashes: float = 0.17
    """Length of the lashes, 1 = MakeHuman's."""
    age: float = 0.0
    """0..1: unevenness and lines."""


def linear(colour: str) -> np.ndarray:
    """Linear RGB of an sRGB hex such as ``#c08060``."""
    srgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def head_texture(looks: Complexion, head: HeadMap, seed: int) -> np.ndarray:
    """Linear RGB (SIZE SIZE 3) of head and eye."""
    random = np.random.default_rng(seed)
    colour = _skin(looks, head, random)
    colour = _lips(looks, head, colour)
    colour = _beard(looks, head, random, colour)
    colour = _brows(looks, head, random, colour)
    if looks.scalp is not None:
        colour = _scalp(looks, head, random, colour)
    inside = head.mask("inside-mouth")[..., None]
    colour = colour * (1 - inside) + inside * np.array([0.16, 0.03, 0.03])
    texture = np.zeros((SIZE, SIZE, 3))
    texture[:HEAD_ROWS] = colour
    texture[HEAD_ROWS:] = linear(looks.skin)
    texture[HEAD_ROWS:, :EYE_SIDE] = _eye(looks, random)
    return np.clip(texture, 0, 1)


def _mix(colour: np.ndarray, other: np.ndarray, share: np.ndarray) -> np.ndarray:
    return colour + share[..., None] * (other - colour)


def _spot(head: HeadMap, x: float, y: float, wide: float, high: float) -> np.ndarray:
    """A soft spot at frontal places (+-x, y), 0..1."""
    p = head.place
    front = np.clip((p[..., 2] - 0.05) / 0.1, 0, 1)
    return front * np.exp(-(((np.abs(p[..., 0]) - x) / wide) ** 2) - ((p[..., 1] - y) / high) ** 2)


def _noise(random: np.random.Generator, sigma: float) -> np.ndarray:
    """Smooth noise of unit deviation over the head's rows, seamless at the back."""
    field = gaussian_filter1d(random.normal(size=(HEAD_ROWS, SIZE)), sigma, axis=0, mode="nearest")
    field = gaussian_filter1d(field, sigma, axis=1, mode="wrap")
    return field / field.std()


def _skin(looks: Complexion, head: HeadMap, random: np.random.Generator) -> np.ndarray:
    rough = 1 + 0.6 * looks.age
    tone = 1 + rough * (0.022 * _noise(random, 14) + 0.018 * _noise(random, 4) + 0.016 * _noise(random, 1.2))
    colour = linear(looks.skin) * tone[..., None]
    flush = 0.55 * _spot(head, 0.135, 0.60, 0.07, 0.07) + 0.45 * _spot(head, 0.0, 0.60, 0.045, 0.05)
    flush += 0.30 * _spot(head, 0.0, 0.42, 0.06, 0.04) + 0.5 * head.mask("ears") + 0.12 * _noise(random, 9)
    flush = np.clip(flush * looks.flush, 0, 1)
    colour = colour * (1 + flush[..., None] * np.array([0.10, -0.16, -0.14]))
    socket = 0.9 * _spot(head, 0.10, 0.665, 0.045, 0.022) + 0.5 * _spot(head, 0.055, 0.70, 0.02, 0.03)
    colour = colour * (1 - (0.16 + 0.14 * looks.age) * socket[..., None] * np.array([0.8, 1.0, 0.85]))
    lid = gaussian_filter(head.mask("eyelids"), 1.2)
    colour = colour * (1 - 0.20 * lid[..., None] * np.array([0.6, 1.0, 0.9]))
    if looks.freckles:
        spots = np.clip(_noise(random, 1.0) - 1.9, 0, 1) * (
            _spot(head, 0.09, 0.63, 0.10, 0.06) + _spot(head, 0, 0.65, 0.06, 0.05)
        )
        colour = colour * (1 - looks.freckles * np.clip(spots * 1.6, 0, 1)[..., None] * np.array([0.3, 0.55, 0.7]))
    return colour


def _lips(looks: Complexion, head: HeadMap, colour: np.ndarray) -> np.ndarray:
    share = gaussian_filter(head.mask("lips"), 0.8)
    y = head.place[..., 1]
    line = np.exp(-(((y - 0.499) / 0.008) ** 2)) * share
    colour = _mix(colour, linear(looks.lips), 0.82 * share)
    fuller = np.exp(-(((y - 0.475) / 0.014) ** 2)) * share
    return colour * (1 + 0.14 * fuller - 0.35 * line)[..., None]


def _brow_field(looks: Complexion, head: HeadMap) -> tuple[np.ndarray, np.ndarray]:
    """How far over the brow's middle line (in half thicknesses), and the place along it (0 inner, 1 tail)."""
    x, y = np.abs(head.place[..., 0]), head.place[..., 1]
    along = (x - 0.036) / (0.182 - 0.036)
    middle = (
        0.769 + looks.brow_arch * np.sin(np.clip(along, 0, 1) * 2.3) * 1.3 - 0.020 * np.clip(along - 0.72, 0, 1) / 0.28
    )
    half = looks.brow_height * np.interp(along, [0, 0.15, 0.6, 1], [0.75, 1.0, 0.8, 0.22])
    return (y - middle) / half, along


def _brows(looks: Complexion, head: HeadMap, random: np.random.Generator, colour: np.ndarray) -> np.ndarray:
    over, along = _brow_field(looks, head)
    inside = np.clip(1.25 - np.abs(over), 0, 0.6) / 0.6
    inside *= np.clip(along / 0.10 + 0.3, 0, 1) * np.clip((1.03 - along) / 0.1, 0, 1) * (head.place[..., 2] > 0.1)
    hairs = 0.92 + 0.22 * gaussian_filter(random.normal(size=over.shape), (1.0, 0.6))
    share = np.clip(inside * hairs, 0, 1) * looks.brow_weight
    return _mix(colour, linear(looks.brows), gaussian_filter(share, 0.5))


def beard_field(place: np.ndarray, lips: np.ndarray, ears: np.ndarray) -> np.ndarray:
    """Where a beard grows, 0..1, at reference places (... 3) with MakeHuman's masks there."""
    azimuth = np.degrees(np.abs(np.arctan2(place[..., 0], place[..., 2])))
    upper = np.interp(azimuth, [0, 9, 14, 22, 40, 62, 70, 80], [0.560, 0.553, 0.525, 0.49, 0.515, 0.60, 0.74, 0.74])
    lower = np.interp(azimuth, [0, 30, 60, 80], [0.30, 0.32, 0.42, 0.50])
    field = np.clip((upper - place[..., 1]) / 0.02 + 0.5, 0, 1) * np.clip((place[..., 1] - lower) / 0.05, 0, 1)
    return field * np.clip((84 - azimuth) / 6, 0, 1) * (1 - lips) * (1 - ears) * (np.abs(place[..., 0]) < 0.5)


def hand_colours(looks: Complexion, palmar: np.ndarray, dorsal: np.ndarray, nails: np.ndarray) -> np.ndarray:
    """Linear RGB (n 3) of skin below the head: pale rosy palms, darker backs of the fingers on deep skin, nails."""
    skin = linear(looks.skin)
    deep = np.clip(1.25 - skin.mean() / 0.30, 0, 1)
    palm = (
        skin * (1 - 0.3 * deep)
        + np.array([0.50, 0.27, 0.19]) * (0.06 + 0.34 * deep)
        + 0.03 * looks.flush * np.array([1, 0, 0])
    )
    nail = skin * 0.72 + np.array([0.58, 0.36, 0.31]) * 0.28
    colour = _mix(np.broadcast_to(skin, (*palmar.shape, 3)), palm, palmar)
    colour = colour * (1 - 0.06 * dorsal[..., None])
    return _mix(colour, nail, np.clip(nails, 0, 1))


def _beard(looks: Complexion, head: HeadMap, random: np.random.Generator, colour: np.ndarray) -> np.ndarray:
    if not (looks.beard or looks.stubble):
        return colour
    field = gaussian_filter(beard_field(head.place, head.mask("lips"), head.mask("ears")), 1.5)
    grain = 1 + 0.16 * _noise(random, 0.7)
    share = np.clip(field * grain, 0, 1)
    return _mix(colour, linear(looks.hair), share * max(0.94 * looks.beard, 0.26 * looks.stubble))


def _scalp(looks: Complexion, head: HeadMap, random: np.random.Generator, colour: np.ndarray) -> np.ndarray:
    azimuth = np.arctan2(head.place[..., 0], head.place[..., 2] - 0.02)
    assert looks.scalp is not None
    over = head.place[..., 1] - end_height(looks.scalp, azimuth) + 0.004 * _noise(random, 1.5)
    share = np.clip(over / 0.03 + 0.7, 0, 1) * (1 - gaussian_filter(head.mask("ears"), 1.0))
    return _mix(colour, 0.9 * linear(looks.hair), 0.92 * share)


def _eye(looks: Complexion, random: np.random.Generator) -> np.ndarray:
    """An eyeball from the front (EYE_SIDE EYE_SIDE 3): sclera, iris with a dark border and rays, pupil."""
    y, x = (np.mgrid[:EYE_SIDE, :EYE_SIDE] + 0.5) / EYE_SIDE * 2 - 1
    radius, angle = np.hypot(x, y), np.arctan2(y, x)
    white = np.array([0.62, 0.59, 0.56]) * (1 - 0.30 * np.clip((radius - 0.55) / 0.4, 0, 1)[..., None] * [0.4, 1, 1])
    rays = sum(random.normal() * np.cos(k * angle + random.uniform(0, 6.28)) for k in range(6, 30)) / 5
    iris = linear(looks.iris) * (1 + 0.22 * rays + 0.5 * np.exp(-(((radius - 0.24) / 0.07) ** 2)))[..., None]
    edge = 0.46
    iris = iris * (1 - 0.65 * np.clip((radius - edge + 0.09) / 0.09, 0, 1))[..., None]
    colour = _mix(white, iris, np.clip((edge - radius) / 0.035 + 0.5, 0, 1))
    return _mix(colour, np.array([0.004, 0.004, 0.004]), np.clip((0.185 - radius) / 0.03 + 0.5, 0, 1))
