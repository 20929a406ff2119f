"""Hair as a sheet of combed strands: columns of a grid run from the crown over the head, then hang or end at the
hairline."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import KDTree

CENTRE = np.array([0.0, 0.76, 0.02])
"""Middle of the head on the reference body, shoulder widths; heights of styles are meant on that body too."""

NAPE_SHORT = {
    0: 0.935,
    16: 0.94,
    28: 0.955,
    40: 0.945,
    50: 0.90,
    57: 0.84,
    66: 0.80,
    74: 0.72,
    84: 0.72,
    92: 0.80,
    108: 0.80,
    122: 0.66,
    145: 0.55,
    180: 0.52,
}
"""A natural hairline: azimuth in degrees from the front -> height; sideburns before the ear, free ears, nape."""


@dataclass(frozen=True)
class HairStyle:
    """Shape of the hair; lengths in shoulder widths (about 33 cm)."""

    ends: dict[int, float]
    """Azimuth in degrees from the front (0) to the back (180) -> height where strands end."""
    volume: float = 0.035
    """Thickness over the skin."""
    lift: float = 0.0
    """More thickness in front, above the forehead."""
    fade: float = 0.0
    """0..1: how much thinner the sides and the nape are than the top."""
    hang: bool = False
    """Strands fall straight from the widest place of the head instead of following the neck."""
    inward: float = 0.10
    """Share by which hanging strands turn in at their ends."""
    locks: float = 0.006
    """Height of the locks."""
    wave: float = 0.0
    """Sideways swing of the strands, radians of azimuth."""
    curls: float = 0.0
    """Height of curls all over."""
    part: float = 0.0
    """Azimuth swirl at the crown, radians, which looks like a side parting."""
    bun: float = 0.0
    """Radius of a bun at the back of the crown; 0 = none."""
    columns: int = 128
    rows: int = 26


@dataclass(frozen=True)
class Hair:
    """A mesh on the head bone."""

    vertices: np.ndarray
    faces: np.ndarray
    streak: np.ndarray
    """(v) lightness of the strand, about 1."""


def end_height(ends: dict[int, float], azimuth: np.ndarray) -> np.ndarray:
    """Height where the hair ends at azimuths in radians (any sign)."""
    degrees = np.abs(np.degrees(np.arctan2(np.sin(azimuth), np.cos(azimuth))))
    knots = np.array(sorted(ends))
    return np.interp(degrees, knots, [ends[k] for k in knots])


def hair_of(style: HairStyle, head: np.ndarray, stretch: np.ndarray, shift: np.ndarray, seed: int) -> Hair:
    """Hair on a signer's scalp vertices ``head`` (n 3), without ears.

    ``stretch`` (3) and ``shift`` (3) carry reference heights to this signer: place = reference * stretch + shift.
    """
    random = np.random.default_rng(seed)
    scalp = _Scalp(head, CENTRE * stretch + shift)
    azimuth = 2 * np.pi * np.arange(style.columns) / style.columns
    locks = _periodic_noise(random, azimuth, 5, 46)
    fine = _periodic_noise(random, azimuth, 20, 70)
    ends = end_height(style.ends, azimuth) * stretch[1] + shift[1]
    free = style.hang & (ends < scalp.centre[1] - 0.08)
    ends = ends + 0.012 * free * _periodic_noise(random, azimuth, 8, 60)
    columns = [_strand(style, scalp, a, end) for a, end in zip(azimuth, ends, strict=True)]
    grid = np.stack(columns)  # (columns rows 3)
    along = np.linspace(0, 1, style.rows)
    ridge = (
        (locks[:, None] * 0.7 + fine[:, None] * 0.5) * style.locks * np.minimum(1, 4 * along) * (1 - 0.75 * along**8)
    )
    outward = grid - (scalp.centre + [0, 0.1, 0])
    outward /= np.linalg.norm(outward, axis=-1, keepdims=True)
    grid = grid + outward * ridge[..., None]
    bumps = np.zeros(grid.shape[:2])
    if style.curls:
        bumps = _curls(random, grid)
        grid = grid + outward * (style.curls * bumps * (1 - along**6))[..., None]
    vertices, faces = grid.reshape(-1, 3), _grid_faces(style.columns, style.rows)
    streak = np.repeat(1 + 0.22 * fine + 0.12 * locks, style.rows)
    if style.curls:
        streak = streak * np.clip(0.9 + 0.55 * (bumps.ravel() - 0.8), 0.4, 1.7)
    if style.bun:
        vertices, faces, streak = _with_bun(style, scalp, random, vertices, faces, streak)
    return Hair(vertices, faces, np.clip(streak, 0.5, 1.6))


class _Scalp:
    """Distance of the skin from the middle of the head in every direction."""

    def __init__(self, head: np.ndarray, centre: np.ndarray) -> None:
        self.centre = centre
        away = head - centre
        self.radius = np.linalg.norm(away, axis=1)
        self.tree = KDTree(away / self.radius[:, None])

    def at(self, directions: np.ndarray) -> np.ndarray:
        """Radius (n,) in unit directions (n 3)."""
        away, near = self.tree.query(directions, k=8)
        weight = np.exp(-((away / 0.12) ** 2)) + 1e-9
        return (weight * self.radius[near]).sum(1) / weight.sum(1)


def _strand(style: HairStyle, scalp: _Scalp, azimuth: float, end: float) -> np.ndarray:
    """Points (rows 3) of one column, evenly spaced from the crown to height ``end``."""
    beta = np.radians(np.linspace(0.5, 150, 120))
    swirl = (
        azimuth + style.part * np.exp(-((beta / 0.8) ** 2)) + style.wave * np.sin(beta * 7 + 3 * np.sin(azimuth * 5))
    )
    pole, forward = np.array([0.0, 0.968, -0.25]), np.array([0.0, 0.25, 0.968])
    side = np.array([1.0, 0.0, 0.0])
    direction = np.cos(beta)[:, None] * pole + np.sin(beta)[:, None] * (
        np.cos(swirl)[:, None] * forward + np.sin(swirl)[:, None] * side
    )
    skin = scalp.at(direction)
    thick = _thickness(style, azimuth, beta, direction[:, 1])
    points = scalp.centre + direction * (skin + thick)[:, None]
    if style.hang:
        points = _hanging(style, scalp, points, end)
    stop = np.flatnonzero(points[:, 1] < end)
    points = points[: stop[0] + 1] if len(stop) else points
    path = np.r_[0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))]
    even = np.linspace(0, path[-1], style.rows)
    strand = np.stack([np.interp(even, path, points[:, k]) for k in range(3)], 1)
    if style.hang and end < scalp.centre[1] - 0.08:
        return strand
    return _sunk(scalp, strand, np.interp(even, path, thick[: len(path)]))


def _thickness(style: HairStyle, azimuth: float, beta: np.ndarray, up: np.ndarray) -> np.ndarray:
    """Distance (n,) from the skin along one column, at angles ``beta`` from the crown whose directions point ``up``."""
    degrees = np.abs(np.degrees(np.arctan2(np.sin(azimuth), np.cos(azimuth))))
    thick = style.volume + style.lift * np.exp(-((degrees / 55) ** 2)) - 3 * style.curls * np.clip(up, 0, 1) ** 2
    thick = thick * (1 - style.fade * np.clip((0.75 - up) / 0.6, 0, 1))
    if not style.hang:
        return thick
    room_for_ears = 0.034 * np.exp(-(((degrees - 88) / 24) ** 2))
    return thick + room_for_ears * np.clip((beta - 0.9) / 0.5, 0, 1)


def _hanging(style: HairStyle, scalp: _Scalp, points: np.ndarray, end: float) -> np.ndarray:
    """From the widest place on, straight down, turning in a little."""
    flat = points[:, [0, 2]] - scalp.centre[[0, 2]]
    widest = int(np.argmax(np.linalg.norm(flat, axis=1)))
    top = points[widest]
    if end >= top[1]:
        return points
    drop = np.linspace(0, 1, 40)[1:]
    turn = 1 - style.inward * drop**3
    hanging = np.empty((len(drop), 3))
    hanging[:, 0] = scalp.centre[0] + flat[widest, 0] * turn
    hanging[:, 2] = scalp.centre[2] + flat[widest, 1] * turn
    hanging[:, 1] = top[1] + (end - 0.002 - top[1]) * drop
    return np.concatenate([points[: widest + 1], hanging])


def _sunk(scalp: _Scalp, strand: np.ndarray, thick: np.ndarray) -> np.ndarray:
    """Strands that end on the skin: thickness fades towards the hairline and ends just below the skin."""
    along = np.linspace(0, 1, len(strand))
    away = strand - scalp.centre
    radius = np.linalg.norm(away, axis=1)
    depth = thick * (1 - np.sqrt(np.maximum(1 - along**3, 0))) + 0.014 * along**12
    return scalp.centre + away * ((radius - depth) / radius)[:, None]


def _periodic_noise(random: np.random.Generator, angle: np.ndarray, low: int, high: int) -> np.ndarray:
    """Smooth noise of unit deviation around the head."""
    waves = np.arange(low, high)
    size, phase = random.normal(size=len(waves)), random.uniform(0, 2 * np.pi, len(waves))
    noise = (size[:, None] * np.cos(waves[:, None] * angle + phase[:, None])).sum(0)
    return noise / noise.std()


def _curls(random: np.random.Generator, points: np.ndarray) -> np.ndarray:
    """Bumps in space of unit deviation, for points (... 3)."""
    total = np.zeros(points.shape[:-1])
    for _ in range(28):
        wave = random.normal(size=3)
        wave *= random.uniform(38, 75) / np.linalg.norm(wave)
        total += np.cos(points @ wave + random.uniform(0, 2 * np.pi))
    total = total / total.std()
    return 1.6 - np.abs(total)


def _grid_faces(columns: int, rows: int) -> np.ndarray:
    """Triangles of a closed fan of columns, outside counter-clockwise."""
    a = np.arange(columns)[:, None] * rows + np.arange(rows - 1)
    b = (np.arange(columns)[:, None] + 1) % columns * rows + np.arange(rows - 1)
    quads = np.stack([a, a + 1, b + 1, b], -1).reshape(-1, 4)
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


def _with_bun(
    style: HairStyle,
    scalp: _Scalp,
    random: np.random.Generator,
    vertices: np.ndarray,
    faces: np.ndarray,
    streak: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Add a ball of wound hair behind the crown."""
    n, m = 40, 18
    u, v = 2 * np.pi * np.arange(n) / n, np.linspace(0.02, np.pi - 0.02, m)
    direction = np.stack(
        [np.outer(np.cos(u), np.sin(v)), np.outer(np.sin(u), np.sin(v)), np.tile(-np.cos(v), (n, 1))], -1
    )
    twist = np.cos(7 * (u[:, None] + 1.2 * v[None]))
    place = np.array([0.0, 0.88, -0.47])
    seat = scalp.centre + place * (scalp.at(place[None])[0] + style.volume + 0.55 * style.bun)
    # the axis of the bun points away from the head
    axes = np.stack([[1.0, 0, 0], np.cross(place, [1.0, 0, 0]), place])
    ball = seat + (direction * np.array([1, 1, 0.8]) * style.bun * (1 + 0.05 * twist[..., None])) @ axes
    more = _grid_faces(n, m)[:, ::-1] + len(vertices)
    vertices = np.concatenate([vertices, ball.reshape(-1, 3)])
    return vertices, np.concatenate([faces, more]), np.r_[streak, (1 + 0.2 * twist).ravel()]
