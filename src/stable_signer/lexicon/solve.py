"""Orientations that an arm can take: the wished palm of each key posture, bent where wrist, forearm or body forbid it.

For every key a grid of tilts of the hand and of elbow swivels is tried; the cheapest by strain, tilt and sinking-in
wins. The contact is exact for every candidate, because the wrist is placed from the contact point.
Axis letters: k keys, n tilts, s swivels.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from stable_signer.body import rotation
from stable_signer.body.signer import Body
from stable_signer.lexicon import anatomy, elbows, solids
from stable_signer.lexicon.frames import Solved
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
SWIVELS = np.radians(np.arange(-60, 91, 15.0))

#: Cost of a tilt of one radian, and of sinking in by one unit, squared and plain.
TILT_COST, SINK_COST, SINK_PLAIN_COST = 7.0, 4000.0, 20.0
#: Sinking in by less than this is soft skin, centimetres.
SOFT_CM = 0.3
#: How often a contact point on the forearm is found again, as the forearm turns with the wrist's place.
_ARM_PASSES = 3
_MIRROR = np.array([1.0, -1.0, -1.0, 1.0])


def solve(body: Body, side: int, keys: Sequence[Key]) -> Solved:
    """The palms and swivels of key postures of one hand (0 right, 1 left). Equal postures are solved once."""
    first: dict[tuple[object, ...], int] = {}
    unique = [key for index, key in enumerate(keys) if first.setdefault(_signature(key), index) == index]
    order = {signature: place for place, signature in enumerate(first)}
    picks = np.array([order[_signature(key)] for key in keys])
    found = _solve(body, side, unique)
    anchors = {index: found.anchors[pick] for index, pick in enumerate(picks.tolist()) if pick in found.anchors}
    flip = np.array([-1.0 if side == 1 else 1.0, 1.0, 1.0])
    palm = _signed(body, found.wrist[picks] * flip, found.palm[picks] * (_MIRROR if side == 1 else 1))
    return Solved(
        found.wrist[picks],
        palm * (_MIRROR if side == 1 else 1),
        found.swivel[picks],
        found.elbow[picks],
        anchors,
    )


def _signature(key: Key) -> tuple[object, ...]:
    """Everything that the arm's posture depends on."""
    target = key.target
    held = key.anchor_shape.name if key.anchor_shape else ""
    arrays = (key.finger.tobytes(), key.palm.tobytes(), target.position.tobytes())
    return (key.shape.name, held, key.point, id(target.obstacle), *arrays)


def _solve(body: Body, side: int, keys: Sequence[Key]) -> Solved:
    flip = np.array([-1.0 if side == 1 else 1.0, 1.0, 1.0])
    wished = frame(np.array([key.finger for key in keys]) * flip, np.array([key.palm for key in keys]) * flip)
    target = np.array([key.target.position for key in keys]) * flip
    point = np.stack([_point(body, key) for key in keys])
    on_arm = np.array([key.point in anatomy.FOREARM_POINTS for key in keys])
    for _ in range(_ARM_PASSES if on_arm.any() else 0):
        wrist, palm, swivel = _search(body, keys, np.append(flip, 1.0), wished, target, point)
        for index in np.flatnonzero(on_arm).tolist():
            found = anatomy.arm_spots(body, 0, wrist[index], rotation.matrix(palm[index]), float(swivel[index]))
            point[index] = rotation.rotate(rotation.inverse(palm[index]), found[keys[index].point][0] - wrist[index])
    wrist, palm, swivel = _search(body, keys, np.append(flip, 1.0), wished, target, point)
    elbow = elbows.elbows(body, wrist, swivel[:, None])[0][:, 0]
    fixed = on_arm | np.array([key.anchor_shape is not None for key in keys])
    anchors = {int(index): point[index] * flip for index in np.flatnonzero(fixed)}
    return Solved(wrist * flip, palm * (_MIRROR if side == 1 else 1), swivel, elbow * flip, anchors)


def _point(body: Body, key: Key) -> np.ndarray:
    shape = key.anchor_shape or key.shape
    return anatomy.point(body, 0, shape.angles[None], key.point, shape)[0]


def _search(
    body: Body,
    keys: Sequence[Key],
    flip: np.ndarray,
    wished: np.ndarray,
    target: np.ndarray,
    point: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The cheapest wrists (k 3), palms (k 4) and swivels (k) of right hands that bring their points to the targets."""
    tilted = rotation.multiply(wished[:, None], rotation.exp(TILTS)[None])  # (k n 4)
    wrist = target[:, None] - rotation.rotate(tilted, point[:, None])  # (k n 3)
    strain = elbows.strain(body, wrist, tilted, SWIVELS)  # (k n s)
    cost = strain + TILT_COST * np.sum(TILTS**2, -1)[:, None]
    angles = np.array([key.shape.angles for key in keys])
    sink = np.maximum(solids.depth(body, wrist, tilted, angles) - SOFT_CM / body.cm, 0.0)  # (k n)
    for index, key in enumerate(keys):
        if key.target.obstacle is not None:
            into = solids.depth_in(key.target.obstacle * flip, body, wrist[index], tilted[index], angles[index])
            sink[index] = np.maximum(sink[index], into - SOFT_CM / body.cm)
    cost = cost + (SINK_COST * sink**2 + SINK_PLAIN_COST * sink)[..., None]
    best = cost.reshape(len(keys), -1).argmin(1)
    tilt, swivel = np.unravel_index(best, cost.shape[1:])
    rows = np.arange(len(keys))
    return wrist[rows, tilt], tilted[rows, tilt], SWIVELS[swivel]


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


def _signed(body: Body, wrist: np.ndarray, palm: np.ndarray) -> np.ndarray:
    """Signs of the quaternions such that the way between neighbours is the one that the forearm can turn.

    Nearly half a turn has two ways; the easier middle decides. Smaller turns go the short way.
    """
    result = palm.copy()
    for index in range(1, len(palm)):
        dot = float(result[index] @ result[index - 1])
        if abs(dot) > 0.4:
            result[index] *= np.sign(dot)
            continue
        middles = np.stack([result[index] + result[index - 1], result[index - 1] - result[index]])
        middles /= np.maximum(np.linalg.norm(middles, axis=-1, keepdims=True), 1e-9)
        place = 0.5 * (wrist[index] + wrist[index - 1])
        cost = elbows.strain(body, np.broadcast_to(place, (2, 3)), middles, SWIVELS).min(-1)
        if cost[1] < cost[0]:
            result[index] *= -1
    return result
