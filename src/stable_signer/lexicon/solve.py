"""Orientations that an arm can take: the wished palm of each key posture, bent where wrist, forearm or body forbid it.

For every key a grid of tilts of the hand and of elbow swivels is tried; the cheapest by strain, tilt and sinking-in
wins. The contact is exact for every candidate, because the wrist is placed from the contact point.
Axis letters: k keys, n tilts, s swivels.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from stable_signer.body import rotation
from stable_signer.body.signer import Body
from stable_signer.lexicon import anatomy, elbows, solids
from stable_signer.lexicon.articulate import angles_of
from stable_signer.lexicon.frames import MIRRORED, Solved
from stable_signer.lexicon.targets import Key

#: Tilts of the hand that are tried, in degrees about its side, finger and normal axes.
_SINGLE = (-50, -34, -17, 17, 34, 50)
_PAIRED = (-32, -16, 16, 32)
TILTS = np.radians(
    np.array(
        [(0, 0, 0)]
        + [(angle, 0, 0) for angle in _SINGLE]
        + [(0, angle, 0) for angle in _SINGLE]
        + [(0, 0, angle) for angle in _SINGLE]
        + [(a, b, 0) for a in _PAIRED for b in _PAIRED]
        + [(a, 0, b) for a in _PAIRED for b in _PAIRED]
        + [(0, a, b) for a in _PAIRED for b in _PAIRED],
        dtype=float,
    )
)
_TURNS = (-75, -50, -25, 0, 25, 50, 75)
#: Farther tilts, for a contact that none of those above makes without sinking in.
FAR_TILTS = np.radians(
    np.array(
        [(a, b, c) for a in _TURNS for b in _TURNS for c in _TURNS if 50 < np.hypot(np.hypot(a, b), c) < 90], float
    )
)
SWIVELS = np.radians(np.arange(-60, 91, 15.0))

#: Cost of a tilt of one radian, and of sinking in by one unit, squared and plain.
TILT_COST, SINK_COST, SINK_PLAIN_COST = 7.0, 20000.0, 60.0
#: Cost of the elbow's way, one unit long, from one key posture to the next.
TRAVEL_COST = 4.0
#: Sinking in by less than this is soft skin, centimetres.
SOFT_CM = 0.3
#: A contact that sinks in by more than this at best is sought with farther tilts, centimetres beyond soft skin.
DEEP_CM = 0.25
#: How often a contact point on the forearm is found again, as the forearm turns with the wrist's place.
_ARM_PASSES = 3


class _Choices(NamedTuple):
    """For every key and swivel of a right arm, with the best tilt: its cost (k s), and the posture."""

    cost: np.ndarray
    sink: np.ndarray
    """(k s) how deep the hand is where it must not be."""
    wrist: np.ndarray
    """(k s 3)."""
    palm: np.ndarray
    """(k s 4)."""
    swivel: np.ndarray
    """(k s)."""
    elbow: np.ndarray
    """(k s 3)."""


def solve(body: Body, side: int, keys: Sequence[Key]) -> Solved:
    """The palms and swivels of key postures of one hand (0 right, 1 left). Equal postures are searched once."""
    first: dict[tuple[object, ...], int] = {}
    unique = [key for index, key in enumerate(keys) if first.setdefault(_signature(key), index) == index]
    order = {signature: place for place, signature in enumerate(first)}
    picks = np.array([order[_signature(key)] for key in keys])
    flip = np.array([-1.0 if side == 1 else 1.0, 1.0, 1.0])
    choices, point, fixed = _choices(body, unique, flip)
    rows = _least_travel(choices, picks)
    wrist, palm, swivel, elbow = (array[picks, rows] for array in choices[2:])
    angles = angles_of(body, wrist, palm, swivel)
    palm = palm * (MIRRORED if side == 1 else 1)
    anchors = {index: point[pick] * flip for index, pick in enumerate(picks.tolist()) if fixed[pick]}
    return Solved(wrist * flip, palm, swivel, elbow * flip, angles, anchors)


def _least_travel(choices: _Choices, picks: np.ndarray) -> np.ndarray:
    """The choice at each key of a sequence: the cheapest postures with the elbow moving little from one to the next."""
    best, came = choices.cost[picks[0]], []
    for before, after in itertools.pairwise(picks.tolist()):
        way = choices.elbow[before][:, None] - choices.elbow[after][None]
        total = best[:, None] + TRAVEL_COST * np.einsum("abi,abi->ab", way, way)
        came.append(total.argmin(0))
        best = total.min(0) + choices.cost[after]
    rows = [int(best.argmin())]
    for step in reversed(came):
        rows.append(int(step[rows[-1]]))
    return np.array(rows[::-1])


def _signature(key: Key) -> tuple[object, ...]:
    """Everything that the arm's posture depends on."""
    target = key.target
    held = key.anchor_shape.name if key.anchor_shape else ""
    arrays = (key.finger.tobytes(), key.palm.tobytes(), target.position.tobytes())
    return (key.shape.name, held, key.point, id(target.obstacle), key.keeps_side, *arrays)


def _choices(body: Body, keys: Sequence[Key], flip: np.ndarray) -> tuple[_Choices, np.ndarray, np.ndarray]:
    """The choices of every key for a right hand, the contact points (k 3) in its frame, and whether these are fixed."""
    wished = frame(np.array([key.finger for key in keys]) * flip, np.array([key.palm for key in keys]) * flip)
    target = np.array([key.target.position for key in keys]) * flip
    point = np.stack([_point(body, key) for key in keys])
    on_arm = np.array([key.point in anatomy.FOREARM_POINTS for key in keys])
    for _ in range(_ARM_PASSES if on_arm.any() else 0):
        found = _search(body, keys, flip, wished, target, point)
        for index in np.flatnonzero(on_arm).tolist():
            best = int(found.cost[index].argmin())
            wrist, palm, swivel = found.wrist[index, best], found.palm[index, best], float(found.swivel[index, best])
            spots = anatomy.arm_spots(body, 0, wrist, rotation.matrix(palm), swivel)
            point[index] = rotation.rotate(rotation.inverse(palm), spots[keys[index].point][0] - wrist)
    fixed = on_arm | np.array([key.anchor_shape is not None for key in keys])
    return _searched_far(body, keys, flip, wished, target, point), point, fixed


def _searched_far(
    body: Body, keys: Sequence[Key], flip: np.ndarray, wished: np.ndarray, target: np.ndarray, point: np.ndarray
) -> _Choices:
    """As ``_search``, and with farther tilts for the contacts that sink in."""
    found = _search(body, keys, flip, wished, target, point)
    at_best = found.sink[np.arange(len(keys)), found.cost.argmin(1)]
    deep = np.flatnonzero((at_best > DEEP_CM / body.cm) & [key.target.touches for key in keys])
    if len(deep):
        hard = [keys[index] for index in deep]  # pyright: ignore[reportCallIssue, reportArgumentType]
        far = _search(body, hard, flip, wished[deep], target[deep], point[deep], FAR_TILTS)
        for known, better in zip(found, far, strict=True):
            is_better = (far.cost < found.cost[deep]).reshape(far.cost.shape + (1,) * (known.ndim - 2))
            if known is not found.cost:
                known[deep] = np.where(is_better, better, known[deep])
        found.cost[deep] = np.minimum(found.cost[deep], far.cost)
    return found


def _point(body: Body, key: Key) -> np.ndarray:
    shape = key.anchor_shape or key.shape
    return anatomy.point(body, 0, shape.angles[None], key.point, shape)[0]


def _search(
    body: Body, keys: Sequence[Key], flip: np.ndarray, wished: np.ndarray, target: np.ndarray, point: np.ndarray,
    tilts: np.ndarray = TILTS,
) -> _Choices:  # fmt: skip
    """For every swivel the cheapest tilt of a right hand that brings its point to the target."""
    tilted = rotation.multiply(wished[:, None], rotation.exp(tilts)[None])  # (k n 4)
    wrist = target[:, None] - rotation.rotate(tilted, point[:, None])  # (k n 3)
    strain = elbows.strain(body, wrist, tilted, SWIVELS)  # (k n s)
    sink = _sinking(body, keys, flip, wrist, tilted)
    cost = strain + (TILT_COST * np.sum(tilts**2, -1) + SINK_COST * sink**2 + SINK_PLAIN_COST * sink)[..., None]
    tilt = cost.argmin(1)  # (k s)
    rows = np.arange(len(keys))[:, None]
    swivel = np.broadcast_to(SWIVELS, tilt.shape)
    wrist, palm = wrist[rows, tilt], tilted[rows, tilt]
    elbow = elbows.elbows(body, wrist.reshape(-1, 3), swivel.reshape(-1, 1))[0].reshape(wrist.shape)
    return _Choices(cost.min(1), sink[rows, tilt], wrist, palm, swivel.copy(), elbow)


def _sinking(body: Body, keys: Sequence[Key], flip: np.ndarray, wrist: np.ndarray, palm: np.ndarray) -> np.ndarray:
    """How deep (k n) right hands are in the body, in the other hand, or beyond the midline that they must not cross."""
    balls, radii = solids.samples(body, np.array([key.shape.angles for key in keys]))
    centres = solids.placed(wrist, palm, balls)
    depth = solids.depth(body, wrist, centres, radii)
    for index, key in enumerate(keys):
        if key.target.obstacle is not None:
            other = key.target.obstacle * np.append(flip, 1.0)
            depth[index] = np.maximum(depth[index], solids.depth_in(other, centres[index], radii))
        if key.keeps_side:
            depth[index] = np.maximum(depth[index], (centres[index, ..., 0] + radii).max(-1))
    return np.maximum(depth - SOFT_CM / body.cm, 0.0)


def frame(finger: np.ndarray, palm: np.ndarray) -> np.ndarray:
    """Quaternions (k 4) of hands whose fingers point one way and whose palms face another, (k 3) each.

    The fingers' direction holds exactly, the palm's as far as it is square to it.
    """
    normal = palm - np.sum(palm * finger, -1, keepdims=True) * finger
    size = np.linalg.norm(normal, axis=-1, keepdims=True)
    spare = np.where(np.abs(finger[:, 1:2]) < 0.9, np.array([[0.0, -1.0, 0.0]]), np.array([[0.0, 0.0, 1.0]]))
    spare = spare - np.sum(spare * finger, -1, keepdims=True) * finger
    normal = np.where(size > 0.1, normal, spare)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    return rotation.quaternion(np.stack([np.cross(finger, normal), finger, normal], -1))
