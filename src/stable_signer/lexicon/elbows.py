"""How hard a posture is for an arm, and where its elbow goes. Hands: 0 right, 1 left.

All costs are of the right arm; a left one is its mirror image. Axis letters: r rows, s swivels, t frames.
"""

from __future__ import annotations

import numpy as np

from stable_signer.body import rotation
from stable_signer.body.arm import LIMITS, REACH, girdle, wrist_angles
from stable_signer.body.elbow import ElbowCircle, elbow_circle
from stable_signer.body.signer import Body

#: Strain of one radian beyond comfort, of the whole range, and where comfort ends as a share of the limits.
EXCESS_COST, RANGE_COST, COMFORT = 30.0, 0.25, 0.85
#: Cost of an elbow turned by one radian from its natural drop: real elbows keep to it whatever the hand does.
SWIVEL_COST = 4.0
#: Cost of an elbow one unit too high, across the body, behind it; of a wrist one unit out of reach, or at the shoulder.
RAISED_COST, CROSSED_COST, BEHIND_COST, REACH_COST, FOLDED_COST = 2.0, 30.0, 12.0, 40.0, 25.0
#: Largest angle between forearm and hand.
BEND_LIMIT = np.radians(72.0)


def circle_of(body: Body, wrist: np.ndarray) -> ElbowCircle:
    """The circles on which the right elbow can be, for wrists (r 3)."""
    arm = body.arms[0]
    _, shoulder = girdle(arm, wrist, np.zeros(len(wrist)))
    line = wrist - shoulder
    distance = np.linalg.norm(line, axis=-1)
    allowed = np.clip(distance, 0.3 * arm.upper, REACH * (arm.upper + arm.fore))
    along = line / np.maximum(distance, 1e-9)[:, None]
    return elbow_circle(arm, shoulder, along, allowed, np.zeros((len(wrist), 3, 3)))


def elbows(body: Body, wrist: np.ndarray, swivels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Elbows (r s 3) and shoulders (r 1 3) of the right arm for wrists (r 3) and swivels (s) or (r s)."""
    circle = circle_of(body, wrist)
    turn = np.broadcast_to(swivels, (len(wrist), swivels.shape[-1]))[..., None]
    way = np.cos(turn) * circle.drop[:, None] + np.sin(turn) * circle.across[:, None]
    return circle.centre[:, None] + circle.radius[:, None, None] * way, circle.shoulder[:, None]


def toward(circle: ElbowCircle, elbow: np.ndarray) -> np.ndarray:
    """The swivels (t) with which right elbows come nearest to the points ``elbow`` (t 3)."""
    way = elbow - circle.centre
    return np.arctan2(np.sum(way * circle.across, -1), np.sum(way * circle.drop, -1))


def strain(body: Body, wrist: np.ndarray, palm: np.ndarray, swivels: np.ndarray) -> np.ndarray:
    """How hard it is for the right arm: cost (... s) of swivels (s), for wrists (... 3) and palms (... 4)."""
    shape = np.broadcast_shapes(wrist.shape[:-1], palm.shape[:-1])
    places = np.broadcast_to(wrist, (*shape, 3)).reshape(-1, 3)
    turns = rotation.matrix(np.broadcast_to(palm, (*shape, 4)).reshape(-1, 4))
    arm = body.arms[0]
    elbow, shoulder = elbows(body, places, swivels)
    fore = places[:, None] - elbow
    length = np.linalg.norm(fore, axis=-1, keepdims=True)
    fore = fore / length
    hinge = rotation.cross(elbow - shoulder, places[:, None] - shoulder)
    hinge = hinge / np.maximum(np.linalg.norm(hinge, axis=-1, keepdims=True), 1e-9)
    rows, count = len(places), len(swivels)
    frames = np.broadcast_to(turns[:, None], (rows, count, 3, 3)).reshape(-1, 3, 3)
    angles = wrist_angles(arm, fore.reshape(-1, 3), hinge.reshape(-1, 3), frames)
    bend = np.arccos(np.clip(np.einsum("ri,ri->r", fore.reshape(-1, 3), frames[:, :, 1]), -1, 1))
    cost = _range_cost(angles) + EXCESS_COST * np.maximum(bend - BEND_LIMIT, 0.0) ** 2
    cost = cost.reshape(rows, count) + _posture_cost(elbow, shoulder, places) + SWIVEL_COST * swivels**2
    beyond = np.linalg.norm(places - arm.shoulder, axis=-1) - 0.99 * (arm.upper + arm.fore)
    folded = 0.6 - np.linalg.norm(places - arm.shoulder, axis=-1)
    cost += REACH_COST * np.maximum(beyond, 0.0)[:, None] ** 2 + FOLDED_COST * np.maximum(folded, 0.0)[:, None] ** 2
    return cost.reshape(*shape, count)


def _posture_cost(elbow: np.ndarray, shoulder: np.ndarray, wrist: np.ndarray) -> np.ndarray:
    """Elbows are not raised, stay on their own side, and not behind the back: (r s 3) -> (r s)."""
    limit = np.maximum(shoulder[..., 0] + 0.12, wrist[:, None, 0] - 0.3)
    crossed = np.maximum(elbow[..., 0] - limit, 0.0)
    behind = np.maximum(-0.2 - elbow[..., 2], 0.0)
    tucked = np.maximum(-0.6 - elbow[..., 1], 0.0) * np.maximum(elbow[..., 0] + 0.58, 0.0)
    raised = np.maximum(elbow[..., 1] + 0.3, 0.0)
    return RAISED_COST * raised**2 + CROSSED_COST * crossed**2 + BEHIND_COST * behind**2 + 20.0 * tucked


def _range_cost(angles: np.ndarray) -> np.ndarray:
    low, high = LIMITS[:, 0], LIMITS[:, 1]
    excess = np.maximum(angles - COMFORT * high, 0.0) + np.maximum(COMFORT * low - angles, 0.0)
    share = angles / np.where(angles > 0, high, -low)
    return EXCESS_COST * np.sum(excess**2, -1) + RANGE_COST * np.sum(share**2, -1)
