"""How a value goes from one posture to the next: easing in time, and the shape of the way in space."""

from __future__ import annotations

import numpy as np

from stable_signer.lexicon.notation import Path
from stable_signer.lexicon.symbols import DIRECTIONS, PLANES

#: Bulge of an arc as a share of its chord, radius of a circle and height of a zigzag or wave in centimetres.
ARC_BULGE = 0.3
CIRCLE_RADIUS = 6.0
ZIGZAG_HEIGHT = 2.6
ZIGZAG_TURNS = 3
WAVE_TURNS = 2
#: A zigzag or wave takes the time of this many times its height a swing: it is four heights long, and turns are slow.
WAVY_TIME = 6.0


def ease(u: np.ndarray, v0: float | np.ndarray = 0.0, v1: float | np.ndarray = 0.0) -> np.ndarray:
    """The quintic from 0 to 1 with end velocities v0, v1 and no acceleration at the ends; minimum jerk for 0, 0."""
    u = np.clip(u, 0.0, 1.0)
    return v0 * u + u**3 * ((10 - 6 * v0 - 4 * v1) + u * ((-15 + 8 * v0 + 7 * v1) + u * (6 - 3 * v0 - 3 * v1)))


def words_vector(words: tuple[str, ...], side: int) -> np.ndarray:
    """The unit vector of plain direction words for a hand (0 right, 1 left). A zero sum stays zero."""
    total = np.sum([DIRECTIONS[word] for word in words], axis=0)
    if side == 1:
        total = total * (-1.0, 1.0, 1.0)
    return total / max(float(np.linalg.norm(total)), 1e-9)


def detour(
    path: Path | None,
    start: np.ndarray,
    stop: np.ndarray,
    s: np.ndarray,
    side: int,
    cm: float,
    bulge: np.ndarray | None = None,
    turns: int = 1,
    phase: float = 0.0,
) -> np.ndarray:
    """What a path adds to the straight way from start to stop, at the shares ``s`` of the way (t,) -> (t 3).

    cm: centimetres per unit. bulge: direction of an arc, or of the swings of a wavy way (none: level).
    turns: full turns of a circle; phase: those done before.
    """
    if path is None or path.kind == "straight":
        return np.zeros((len(s), 3))
    if path.kind == "circle":
        return _circle(path, turns * s + phase, phase, side, cm)
    chord = stop - start
    length = float(np.linalg.norm(chord))
    if path.kind == "arc":
        assert bulge is not None
        height = path.amount / cm if path.amount is not None else max(ARC_BULGE * length, 3.0 / cm)
        return np.sin(np.pi * s)[:, None] * (height * _across(bulge, chord))
    up = np.array([0.0, 1.0, 0.0])
    level = _across(up, chord) if abs(chord[1]) < 0.7 * length else np.array([1.0, 0.0, 0.0])
    sideways = level if bulge is None else _across(bulge, chord)
    height = _height(path, length * cm) / cm
    wave = np.sin(2 * np.pi * s * (ZIGZAG_TURNS if path.kind == "zigzag" else WAVE_TURNS))
    if path.kind == "zigzag":
        wave = np.arcsin(0.98 * wave) * (2 / np.pi)
    return wave[:, None] * (height * sideways)


def _circle(path: Path, turned: np.ndarray, phase: float, side: int, cm: float) -> np.ndarray:
    radius = (path.amount or CIRCLE_RADIUS) / cm
    around = circle(path.plane or "front", path.is_reversed, 2 * np.pi * np.append(turned, phase), side)
    return (around[:-1] - around[-1]) * radius


def circle(plane: str, is_reversed: bool, angle: np.ndarray, side: int) -> np.ndarray:
    """A unit circle that starts at the origin, along the plane's first direction, turning to its second."""
    first, second = (words_vector((word,), side) for word in PLANES[plane])
    if is_reversed:
        first = -first
    return np.sin(angle)[:, None] * first + (1 - np.cos(angle))[:, None] * second


def _height(path: Path, length: float) -> float:
    """How far, in centimetres, a zigzag or wave swings to each side on a way of that length."""
    return path.amount if path.amount is not None else min(ZIGZAG_HEIGHT, 0.8 + 0.15 * length)


def extra_length(path: Path | None, length: float, turns: int) -> float:
    """How much longer, in centimetres, a path is than the straight way of that length."""
    if path is None or path.kind == "straight":
        return 0.0
    if path.kind == "arc":
        return 0.25 * length
    if path.kind == "circle":
        return 2 * np.pi * (path.amount or CIRCLE_RADIUS) * turns
    swings = ZIGZAG_TURNS if path.kind == "zigzag" else WAVE_TURNS
    return WAVY_TIME * swings * _height(path, length)


def _across(direction: np.ndarray, chord: np.ndarray) -> np.ndarray:
    """The part of a direction that is square to the chord, as a unit vector (the direction itself if none is left)."""
    length = float(np.linalg.norm(chord))
    if length < 1e-6:
        return direction
    along = chord / length
    rest = direction - (direction @ along) * along
    size = float(np.linalg.norm(rest))
    return rest / size if size > 0.25 else direction
