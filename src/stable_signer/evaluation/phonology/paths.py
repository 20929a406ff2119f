"""The kind of movement, and whether it is repeated, read off the motion of a hand, in the words of ASL-LEX 2.0."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np

from stable_signer.body import rotation
from stable_signer.body.motion import Motion
from stable_signer.body.signer import Body
from stable_signer.evaluation.phonology.places import points_of

STILL_CM, SHAKES_CM = 1.7, 0.8
"""A wrist that keeps within this does not go anywhere; one that keeps within the second does not even shake."""
CIRCLE, TWICE = np.radians(280.0), np.radians(520.0)
"""Turning of the path of one circle, and of more than one."""
ZIGZAG_CM = 5.0
"""A zigzag is larger than this; what is smaller shakes or taps."""
EVEN = 0.5
"""Two strokes go and come back, or turn a corner, where the shorter is at least this share of the longer."""
BETWEEN = 4
"""Steps from one frame of a path to the next."""
WAVE_CM, ONWARD = 2.2, 1.3
"""A wave is higher than this from side to side, and its way to and fro along the whole is not longer than this."""
PIVOT_CM = 1.0
"""A tip that keeps within this stands still."""
BULGE = 0.2
"""Height of an arc over its chord from which it is curved."""
CORNER = np.radians(70.0)
TURNS_RAD, BENDS_RAD = 0.3, 0.3
"""A wrist that turns, and fingers that bend, by less than this do not."""
CROSSING, MIDDLE = np.radians(50.0), 0.35
"""Strokes that cross at this angle or more, and so near to the middle of both (shares), make an X."""
PROMINENT = 0.35
"""Share of the whole range by which a movement must go back to count as a return."""


def movement_of(body: Body, motion: Motion, hand: int = 0) -> tuple[str, bool]:
    """Kind of path (None, Straight, Curved, Circular, Z-shaped, X-shaped, BackAndForth), and whether it is repeated.

    The path is that of the middle of the hand: a hand that nods or swings at the wrist goes somewhere, one that twists
    about its own length does not.
    """
    path = _path(body, motion, hand)
    returns = max(_returns(signal, least) for signal, least in _signals(body, motion, hand))
    if _range(path) < STILL_CM or _pivots(body, motion, hand):
        return "None", bool(returns >= 2)
    path = _smooth(path)
    plane = _in_plane(path)
    turning = abs(_turning(plane))
    if turning > CIRCLE and np.ptp(plane[:, 1]) > 0.35 * np.ptp(plane[:, 0]):
        return "Circular", bool(turning > TWICE or returns >= 3)
    strokes = _strokes(path)
    if _range(path) > ZIGZAG_CM and _crosses(plane, _strokes(plane)):
        return "X-shaped", False
    is_wavy = _waves(plane) or _waves(_in_plane(strokes[0]))
    if _range(path) > ZIGZAG_CM and (is_wavy or (len(strokes) >= 3 and _is_zigzag(strokes))):
        return "Z-shaped", False
    if returns <= 1 and len(strokes) == 2 and min(map(_range, strokes)) > EVEN * max(map(_range, strokes)):
        return "BackAndForth", False
    first = strokes[1] if len(strokes) > 1 and _range(strokes[0]) < EVEN * _range(strokes[1]) else strokes[0]
    return "Curved" if _bulge(first) > BULGE else "Straight", returns >= 2


def _path(body: Body, motion: Motion, hand: int) -> np.ndarray:
    """The middle of the hand over time (t 3), centimetres."""
    names, points = points_of(body, motion, hand)
    return 0.5 * (points[:, names.index("palm")] + points[:, names.index("back")]) * body.cm


def _pivots(body: Body, motion: Motion, hand: int) -> bool:
    """Whether the hand turns about a tip that keeps still: a twist, not a path."""
    names, points = points_of(body, motion, hand)
    tips = points[:, [names.index(name) for name in ("thumb-tip", "index-tip", "middle-tip", "pinky-tip")]]
    steady = np.linalg.norm(np.ptp(tips, axis=0), axis=-1).min() * body.cm < PIVOT_CM
    return bool(steady and _range(motion.wrist[:, hand] * body.cm) < 9.0)


def moves(body: Body, motion: Motion, hand: int) -> bool:
    """Whether a hand does anything: its wrist goes, its palm turns, or its fingers bend."""
    (path, _), (turn, _), (bend, _) = _signals(body, motion, hand)
    return bool(np.ptp(path) > STILL_CM or np.ptp(turn) > TURNS_RAD or np.ptp(bend) > BENDS_RAD)


def _signals(body: Body, motion: Motion, hand: int) -> tuple[tuple[np.ndarray, float], ...]:
    """Path, turn of the palm and bending of the fingers, each along its main direction (t), with its least range."""
    palm = rotation.continuous(motion.palm[:, hand].astype(float))
    turn = rotation.log(rotation.multiply(palm, rotation.inverse(np.broadcast_to(palm[:1], palm.shape))))
    fingers = motion.fingers[:, hand].reshape(len(motion), -1).astype(float)
    path = _path(body, motion, hand)
    return (_main(path), SHAKES_CM), (_main(turn), TURNS_RAD), (_main(fingers), BENDS_RAD)


def _smooth(path: np.ndarray) -> np.ndarray:
    """A path (t 3) with frames between its frames, since a fast arc turns as far from frame to frame as a corner."""
    from scipy.interpolate import CubicSpline

    frames = np.arange(len(path))
    return CubicSpline(frames, path)(np.linspace(0, len(path) - 1, BETWEEN * (len(path) - 1) + 1))


def _main(values: np.ndarray) -> np.ndarray:
    """Values (t d) along the direction in which they vary most (t)."""
    centred = values - values.mean(0)
    return centred @ np.linalg.svd(centred, full_matrices=False)[2][0]


def _returns(signal: np.ndarray, least: float) -> int:
    """How often a signal turns back by a prominent share of its range; 0 where it varies less than ``least``."""
    span = float(np.ptp(signal))
    if span < least:
        return 0
    count, sense, extreme = 0, 0, signal[0]
    for value in signal:
        if sense == 0 and abs(value - signal[0]) > PROMINENT * span:
            sense, extreme = (1 if value > signal[0] else -1), value
        elif sense * (value - extreme) > 0:
            extreme = value
        elif sense and sense * (extreme - value) > PROMINENT * span:
            count, sense, extreme = count + 1, -sense, value
    return count


def _range(path: np.ndarray) -> float:
    """The diagonal of the box around a path."""
    return float(np.linalg.norm(np.ptp(path, axis=0)))


def _in_plane(path: np.ndarray) -> np.ndarray:
    """A path (t 2) in the plane that it lies in best."""
    centred = path - path.mean(0)
    return centred @ np.linalg.svd(centred, full_matrices=False)[2][:2].T


def _steps(path: np.ndarray) -> np.ndarray:
    steps = np.diff(path, axis=0)
    length = np.linalg.norm(steps, axis=-1)
    return steps[length > max(0.03 * length.max(), 1e-6)]


def _turning(plane: np.ndarray) -> float:
    """By how much the direction of a path in a plane turns to one side in all, radians."""
    steps = _steps(plane)
    a, b = steps[:-1], steps[1:]
    angle = np.arctan2(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0], (a * b).sum(1))
    return float(angle[np.abs(angle) < CORNER].sum())  # corners are not arcs


def _strokes(path: np.ndarray) -> list[np.ndarray]:
    """The path cut at its corners and where it turns back; short pieces are left out."""
    steps = np.diff(path, axis=0)
    length = np.linalg.norm(steps, axis=-1)
    moving = np.flatnonzero(length > 0.1 * length.max())
    a, b = steps[moving[:-1]], steps[moving[1:]]
    cosine = (a * b).sum(1) / (length[moving[:-1]] * length[moving[1:]])
    cuts = [int(i) for i in moving[1:][cosine < np.cos(CORNER)]]
    edges = [int(moving[0]), *cuts, int(moving[-1]) + 1]
    pieces = [path[start : stop + 1] for start, stop in pairwise(edges)]
    return [piece for piece in pieces if len(piece) > 1 and _range(piece) > 0.25 * _range(path)] or [path]


def _is_zigzag(strokes: list[np.ndarray]) -> bool:
    """Whether strokes go to and fro while the whole goes on: every other one is parallel, and they do not retrace."""
    ends = np.array([stroke[-1] - stroke[0] for stroke in strokes])
    size = np.linalg.norm(ends, axis=1)
    parallel = (ends[0] @ ends[2]) > 0.6 * size[0] * size[2]
    total = np.linalg.norm(strokes[-1][-1] - strokes[0][0])
    return bool(parallel and (ends[0] @ ends[1]) > -0.93 * size[0] * size[1] and total > 0.4 * size.max())


def _crosses(plane: np.ndarray, strokes: list[np.ndarray]) -> bool:
    """Whether a stroke of a path in its plane (t 2) crosses an earlier one in its middle, as in an X or a plus."""
    ends = [(stroke[0], stroke[-1] - stroke[0]) for stroke in strokes if _bulge(stroke) < BULGE]
    least = 0.4 * _range(plane)
    long = [(start, way) for start, way in ends if np.linalg.norm(way) > least]
    return any(_cross(*one, *other) for one, other in combinations(long, 2))


def _cross(start: np.ndarray, way: np.ndarray, other_start: np.ndarray, other_way: np.ndarray) -> bool:
    """Whether two lines of a plane cross, not near their ends and at a good angle."""
    turned = way[0] * other_way[1] - way[1] * other_way[0]
    if abs(turned) < np.sin(CROSSING) * np.linalg.norm(way) * np.linalg.norm(other_way):
        return False
    apart = other_start - start
    along = (apart[0] * other_way[1] - apart[1] * other_way[0]) / turned
    other_along = (apart[0] * way[1] - apart[1] * way[0]) / turned
    return bool(max(abs(along - 0.5), abs(other_along - 0.5)) < MIDDLE)


def _waves(plane: np.ndarray) -> bool:
    """Whether a path in its plane (t 2) sways or hops to and fro while it goes on in one direction."""
    along, across = plane.T
    onward = np.abs(np.diff(along)).sum() < ONWARD * np.ptp(along)
    return bool(onward and _returns(across, WAVE_CM) >= 2)


def _bulge(stroke: np.ndarray) -> float:
    """Largest distance of a stroke from its chord, as a share of the chord."""
    chord = stroke[-1] - stroke[0]
    length = float(np.linalg.norm(chord))
    if length < 1e-6:
        return 1.0
    way = stroke - stroke[0]
    off = way - np.outer(way @ chord / length**2, chord)
    return float(np.linalg.norm(off, axis=1).max() / length)
