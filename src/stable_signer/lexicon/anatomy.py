"""What the synthesis asks of a body: places with normals, points of the hand, strain of the arm, depth inside.

The only module of the lexicon that knows how ``stable_signer.body`` names and stores things. Hands: 0 right, 1 left.
Axis letters: n postures, k keys, c candidates, s swivels, p sample points of the hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from stable_signer.body import motion, rotation
from stable_signer.body.arm import LIMITS, REACH, girdle, wrist_angles
from stable_signer.body.hand import FINGERS, finger_joints, phalanx_rotations
from stable_signer.body.motion import Motion
from stable_signer.body.signer import Body, load_body
from stable_signer.errors import LexiconError
from stable_signer.lexicon.handshapes import Handshape

#: Contact point -> point of the body model, for points that do not depend on the handshape.
_PLAIN_POINTS: dict[str, tuple[str, ...]] = {
    **{f"{finger}-{part}": (f"{finger}-{part}",) for finger in FINGERS for part in ("tip", "pad", "nail")},
    "index-side": ("index-middle-radial",),
    "middle-side": ("middle-middle-ulnar",),
    "palm": ("palm",),
    "heel": ("palm-heel",),
    "back": ("back",),
    "thumb-side": ("thumb-side",),
    "pinky-side": ("pinky-side",),
    "knuckles": ("knuckle-index", "knuckle-middle", "knuckle-ring", "knuckle-pinky"),
    "web": ("web",),
    "wrist": ("wrist-inside",),
    "wrist-back": ("wrist-outside",),
}
#: Contact point -> part of each selected finger.
FINGER_POINTS = {"tips": "tip", "pads": "pad", "nails": "nail", "fingers": "middle-front", "finger-backs": "base-back", "middle-joints": "middle-joint"}
#: Points behind the wrist: centimetres along the forearm, and toward the inside of the arm.
FOREARM_POINTS = {"forearm": (9.0, 2.6), "forearm-back": (9.0, -2.6), "elbow": (24.0, -3.0)}

#: Part of a finger -> its outward direction on a straight phalanx (thumb side, along, palm side).
_PART_NORMALS = {
    "tip": (0.0, 0.8, 0.6), "pad": (0.0, 0.0, 1.0), "nail": (0.0, 0.0, -1.0), "front": (0.0, 0.0, 1.0),
    "joint": (0.0, 0.0, -1.0), "back": (0.0, 0.0, -1.0), "radial": (1.0, 0.0, 0.0), "ulnar": (-1.0, 0.0, 0.0),
}  # fmt: skip
_PALM_NORMALS = {
    "palm": (0.0, 0.0, 1.0), "palm-heel": (0.0, -0.5, 0.87), "back": (0.0, 0.0, -1.0), "thumb-side": (1.0, 0.0, 0.0),
    "pinky-side": (-1.0, 0.0, 0.0), "web": (0.7, 0.7, 0.0), "wrist-inside": (0.0, 0.0, 1.0), "wrist-outside": (0.0, 0.0, -1.0),
}  # fmt: skip
_KNUCKLE_NORMAL = (0.0, 0.5, -0.87)

#: Balls along a finger: phalanx, share of its length, centimetres toward the palm side, radius; for a hand whose
#: middle knuckle is KNUCKLE_CM from the wrist.
_FINGER_BALLS = ((0, 0.5, 0.5, 0.92), (1, 0.0, 0.45, 0.88), (1, 0.5, 0.42, 0.82), (2, 0.0, 0.35, 0.76), (2, 0.4, 0.3, 0.7), (2, 0.75, 0.22, 0.6))
KNUCKLE_CM = 11.1
#: Place -> (landmark, centimetres from it on the left side, rough normal), for places that are best found from others.
_SEEDS: dict[str, tuple[str, tuple[float, float, float], tuple[float, float, float]]] = {
    "under-chin": ("chin", (0.0, -2.2, -3.5), (0.0, -0.9, 0.4)),
    "neck-side": ("neck", (6.0, -0.5, -4.0), (0.9, 0.0, 0.3)),
    "shoulder": ("shoulder joint", (-3.0, -1.0, 8.0), (0.1, 0.4, 0.9)),
    "shoulder-top": ("shoulder joint", (-4.0, 7.0, -0.5), (0.1, 1.0, 0.0)),
    "hip": ("waist", (15.0, -1.0, -4.0), (0.8, 0.0, 0.6)),
}
#: The lips are creased: their outward direction is that of the face.
_FACE_NORMALS = {"mouth": (0.0, 0.0, 1.0), "lips": (0.0, 0.0, 1.0), "upper-lip": (0.0, 0.0, 1.0), "mouth-corner": (0.35, 0.0, 0.94)}
#: Strain of one radian beyond comfort, of the middle of the range, and where comfort ends as a share of the limits.
EXCESS_COST, RANGE_COST, COMFORT = 30.0, 0.25, 0.85
HEIGHT_COST, CROSSED_COST = 2.0, 30.0
#: The direction of a hanging elbow of the left arm, as ``body.arm`` has it.
DROP = np.array([0.42, -1.0, -0.3])
BEND_LIMIT = np.radians(72.0)


@dataclass(frozen=True)
class _Spot:
    """A point of the right hand: on a phalanx (finger >= 0), or fixed in the hand frame; its normal in that frame."""

    finger: int
    phalanx: int
    local: np.ndarray
    normal: np.ndarray


@lru_cache(maxsize=64)
def _hand_spots(name: str) -> dict[str, _Spot]:
    """Every point of the right hand of a shipped signer."""
    body = load_body(name)
    hand = body.hands[0]
    where = {int(bone): (i, p) for i, row in enumerate(hand.bones) for p, bone in enumerate(row)}
    spots = {}
    for key, (bone, offset) in body.hand_points[0].items():
        finger, phalanx = where.get(bone, (-1, 0))
        local = offset @ hand.frame if finger >= 0 else (body.heads[bone] + offset - hand.wrist) @ hand.frame
        part = key.rsplit("-", 1)[-1]
        normal = _PALM_NORMALS.get(key) or (_PART_NORMALS[part] if finger >= 0 and part in _PART_NORMALS else _KNUCKLE_NORMAL)
        spots[key] = _Spot(finger, phalanx, local, np.array(normal))
    return spots


def _names(point: str, shape: Handshape) -> tuple[str, ...]:
    if point in FINGER_POINTS:
        part = FINGER_POINTS[point]
        fingers = (*shape.selected, 0) if shape.is_pinched and part in ("tip", "pad") else shape.selected
        return tuple(f"{FINGERS[finger]}-{part}" for finger in dict.fromkeys(fingers))
    if point not in _PLAIN_POINTS:
        raise LexiconError(f'contact point "{point}" is not known on this body')
    return _PLAIN_POINTS[point]


def point(body: Body, side: int, fingers: np.ndarray, name: str, shape: Handshape) -> np.ndarray:
    """A contact point (n 3) in the frame of the hand, for finger angles (n 5 4)."""
    flip = np.array([-1.0 if side == 1 else 1.0, 1.0, 1.0])
    if name == "palm-front":
        return _palm_front(body, fingers) * flip
    if name in FOREARM_POINTS:
        back, inside = FOREARM_POINTS[name]
        return np.broadcast_to(np.array([0.0, -back, inside]) / body.cm, (len(fingers), 3))
    spots = [_hand_spots(body.name)[key] for key in _names(name, shape)]
    total = np.zeros((len(fingers), 3))
    moving = any(spot.finger >= 0 for spot in spots)
    rotations, joints = finger_joints(body.hands[0], fingers) if moving else (np.zeros(0), np.zeros(0))
    for spot in spots:
        if spot.finger >= 0:
            total += joints[:, spot.finger, spot.phalanx] + rotations[:, spot.finger, spot.phalanx] @ spot.local
        else:
            total += spot.local
    return total / len(spots) * flip


def _palm_front(body: Body, fingers: np.ndarray) -> np.ndarray:
    """The palm (n 3) where it is open, and the outermost folded finger or thumb before it where it is not."""
    palm = _hand_spots(body.name)["palm"].local
    centres, radii = samples(body, fingers)
    across = np.abs(centres[..., 0] - palm[0]) < 4.2 * palm[1] / 6.6
    low = centres[..., 1] < palm[1] * 1.75
    fronts = np.where(across & low, centres[..., 2] + radii, palm[2])
    return np.stack([np.full(len(fingers), palm[0]), np.full(len(fingers), palm[1]), fronts.max(1)], -1)


def normal(side: int, fingers: np.ndarray, name: str, shape: Handshape, body: Body) -> np.ndarray:
    """The outward unit direction (3) of a contact point in the frame of the hand, for finger angles (5 4)."""
    flip = np.array([-1.0 if side == 1 else 1.0, 1.0, 1.0])
    if name in FOREARM_POINTS:
        return np.array([0.0, 0.0, np.sign(FOREARM_POINTS[name][1])]) * flip
    turns = phalanx_rotations(fingers[None])[0]
    total = np.zeros(3)
    for key in _names(name, shape):
        spot = _hand_spots(body.name)[key]
        total += turns[spot.finger, spot.phalanx] @ _about_thumb(spot) if spot.finger >= 0 else spot.normal
        if key.endswith("middle-joint"):  # the corner between two phalanges looks half-way between their backs
            total += turns[spot.finger, 1 - min(spot.phalanx, 1)] @ _about_thumb(spot)
    return total / max(float(np.linalg.norm(total)), 1e-9) * flip


def _about_thumb(spot: _Spot) -> np.ndarray:
    """A straight thumb has its nail to the side, so its palm side looks toward the little finger."""
    across, along, inward = spot.normal
    return np.array([-inward, along, across]) if spot.finger == 0 else spot.normal


@dataclass(frozen=True)
class PosedHand:
    """A hand and its arm in one posture: what the other hand can touch. wrist (3), palm (4), swivel as in ``Motion``."""

    body: Body
    side: int
    shape: Handshape
    wrist: np.ndarray
    palm: np.ndarray
    swivel: float

    def spot(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """Position and outward normal of a place on the hand or arm, canonical. Raises ``KeyError`` if not known."""
        turn = rotation.matrix(self.palm)
        if name not in _PLAIN_POINTS and name not in FINGER_POINTS:
            return arm_spots(self.body, self.side, self.wrist, turn, self.swivel)[name]
        angles = self.shape.angles[None]
        place = point(self.body, self.side, angles, "palm-front" if name == "palm" else name, self.shape)[0]
        return self.wrist + turn @ place, turn @ normal(self.side, angles[0], name, self.shape, self.body)

    def balls(self) -> np.ndarray:
        """The hand and its forearm as few balls (q 4): centre, radius."""
        centres, radii = samples(self.body, self.shape.angles[None])
        if self.side == 1:
            centres = centres * (-1.0, 1.0, 1.0)
        centres = self.wrist + centres[0] @ rotation.matrix(self.palm).T
        arm, arm_radii = forearm_balls(self.body, self.side, self.wrist[None], np.array([self.swivel]))
        thinned = np.r_[0 : len(centres) - 8 : 2, len(centres) - 8 : len(centres)]
        every = np.concatenate([centres[thinned], arm[0, :3]]), np.concatenate([radii[thinned], arm_radii[:3]])
        return np.concatenate([every[0], every[1][:, None]], -1)


def arm_spots(body: Body, side: int, wrist: np.ndarray, turn: np.ndarray, swivel: float) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Places on an arm whose hand has a wrist (3) and a turn (3 3): position and normal."""
    flip = np.array([-1.0 if side == 1 else 1.0, 1.0, 1.0])
    joint, shoulder = (x[0, 0] * flip for x in elbows(body, (wrist * flip)[None], np.array([swivel])))
    forearm = (joint - wrist) / float(np.linalg.norm(joint - wrist))
    found = {}
    for name, (back, inside) in FOREARM_POINTS.items():
        out = turn[:, 2] * np.sign(inside)
        out = out - (out @ forearm) * forearm
        out /= max(float(np.linalg.norm(out)), 1e-9)
        along = min(back / body.cm, float(np.linalg.norm(joint - wrist)))
        found[name] = (wrist + along * forearm + abs(inside) / body.cm * out, out)
    front = np.array([0.0, 0.3, 0.95])
    found["upper-arm"] = (0.5 * (joint + shoulder) + 4.5 / body.cm * front, front)
    found["shoulder"] = (shoulder + np.array([0.0, 4.0, 2.0]) / body.cm, np.array([0.0, 0.9, 0.44]))
    return found


@dataclass(frozen=True)
class _Circle:
    """Where the right elbow can be: a circle about the line from shoulder to wrist. Arrays (r 3), radius (r)."""

    shoulder: np.ndarray
    centre: np.ndarray
    radius: np.ndarray
    drop: np.ndarray
    across: np.ndarray


def _elbow_circle(body: Body, wrist: np.ndarray) -> _Circle:
    """The circle for wrists (r 3), with the swivel's zero and quarter as ``body.arm`` has them."""
    arm = body.arms[0]
    _, shoulder = girdle(arm, wrist, np.zeros(len(wrist)))
    line = wrist - shoulder
    distance = np.linalg.norm(line, axis=-1)
    allowed = np.clip(distance, 0.3 * arm.upper, REACH * (arm.upper + arm.fore))
    along = line / np.maximum(distance, 1e-9)[:, None]
    offset = (arm.upper**2 - arm.fore**2 + allowed**2) / (2 * allowed)
    radius = np.sqrt(np.maximum(arm.upper**2 - offset**2, 1e-9))
    down = DROP * (-1.0, 1.0, 1.0)
    drop = down - along * (along @ down)[:, None]
    drop /= np.maximum(np.linalg.norm(drop, axis=-1, keepdims=True), 1e-6)
    return _Circle(shoulder, shoulder + offset[:, None] * along, radius, drop, -np.cross(along, drop))


def elbows(body: Body, wrist: np.ndarray, swivels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Elbows (r s 3) and shoulders (r 1 3) of the right arm for wrists (r 3) and swivels (s) or (r s)."""
    circle = _elbow_circle(body, wrist)
    turn = np.broadcast_to(swivels, (len(wrist), swivels.shape[-1]))[..., None]
    way = np.cos(turn) * circle.drop[:, None] + np.sin(turn) * circle.across[:, None]
    return circle.centre[:, None] + circle.radius[:, None, None] * way, circle.shoulder[:, None]


def swivels_toward(body: Body, side: int, wrist: np.ndarray, elbow: np.ndarray) -> np.ndarray:
    """The swivels (t) with which elbows come nearest to the points ``elbow`` (t 3), for wrists (t 3)."""
    flip = np.array([-1.0 if side == 1 else 1.0, 1.0, 1.0])
    circle = _elbow_circle(body, wrist * flip)
    way = elbow * flip - circle.centre
    return np.arctan2(np.sum(way * circle.across, -1), np.sum(way * circle.drop, -1))


def strain(body: Body, wrist: np.ndarray, palm: np.ndarray, swivels: np.ndarray) -> np.ndarray:
    """How hard it is for the right arm: wrists (... 3), palms (... 4) quaternions -> cost (... s) for each swivel (s)."""
    shape = np.broadcast_shapes(wrist.shape[:-1], palm.shape[:-1])
    places = np.broadcast_to(wrist, (*shape, 3)).reshape(-1, 3)
    turns = rotation.matrix(np.broadcast_to(palm, (*shape, 4)).reshape(-1, 4))
    arm = body.arms[0]
    elbow, shoulder = elbows(body, places, swivels)
    fore = places[:, None] - elbow
    length = np.linalg.norm(fore, axis=-1, keepdims=True)
    fore = fore / length
    hinge = np.cross(elbow - shoulder, places[:, None] - shoulder)
    hinge = hinge / np.maximum(np.linalg.norm(hinge, axis=-1, keepdims=True), 1e-9)
    rows, count = len(places), len(swivels)
    frames = np.broadcast_to(turns[:, None], (rows, count, 3, 3)).reshape(-1, 3, 3)
    angles = wrist_angles(arm, fore.reshape(-1, 3), hinge.reshape(-1, 3), frames)
    bend = np.arccos(np.clip(np.einsum("ri,ri->r", fore.reshape(-1, 3), frames[:, :, 1]), -1, 1))
    cost = _range_cost(angles) + EXCESS_COST * np.maximum(bend - BEND_LIMIT, 0.0) ** 2
    cost = cost.reshape(rows, count) + _posture_cost(elbow, shoulder, places)
    beyond = np.linalg.norm(places - arm.shoulder, axis=-1) - 0.99 * (arm.upper + arm.fore)
    folded = 0.6 - np.linalg.norm(places - arm.shoulder, axis=-1)
    cost += 40.0 * np.maximum(beyond, 0.0)[:, None] ** 2 + 25.0 * np.maximum(folded, 0.0)[:, None] ** 2
    return cost.reshape(*shape, count)


def _posture_cost(elbow: np.ndarray, shoulder: np.ndarray, wrist: np.ndarray) -> np.ndarray:
    """Elbows hang as low as they can, on their own side, and not behind the back: (r s 3) -> (r s)."""
    height = elbow[..., 1] - elbow[..., 1].min(1, keepdims=True)
    limit = np.maximum(shoulder[..., 0] + 0.12, wrist[:, None, 0] - 0.3)
    crossed = np.maximum(elbow[..., 0] - limit, 0.0)
    behind = np.maximum(-0.45 - elbow[..., 2], 0.0)
    tucked = np.maximum(-0.6 - elbow[..., 1], 0.0) * np.maximum(elbow[..., 0] + 0.58, 0.0)
    raised = np.maximum(elbow[..., 1] + 0.3, 0.0)
    return HEIGHT_COST * (height**2 + raised**2) + CROSSED_COST * crossed**2 + 6.0 * behind**2 + 20.0 * tucked


def _range_cost(angles: np.ndarray) -> np.ndarray:
    low, high = LIMITS[:, 0], LIMITS[:, 1]
    excess = np.maximum(angles - COMFORT * high, 0.0) + np.maximum(COMFORT * low - angles, 0.0)
    share = angles / np.where(angles > 0, high, -low)
    return EXCESS_COST * np.sum(excess**2, -1) + RANGE_COST * np.sum(share**2, -1)


def samples(body: Body, fingers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Balls that fill a right hand: centres (n p 3) in its frame for finger angles (n 5 4), and radii (p).

    The bones of the model lie near the back of the fingers, so the balls are moved toward the palm side.
    """
    hand = body.hands[0]
    straight = phalanx_rotations(fingers)
    steps = np.einsum("nfpij,fpj->nfpi", straight @ hand.straighten, hand.steps)
    heads = hand.bases[:, None] + np.concatenate([np.zeros_like(steps[:, :, :1]), np.cumsum(steps, 2)[:, :, :2]], 2)
    size = float(hand.bases[2, 1]) / KNUCKLE_CM
    inward = straight[..., 2].copy()
    inward[:, 0] = -straight[:, 0, :, :, 0]
    parts = [
        heads[:, :, p] + share * steps[:, :, p] + (depth_cm * size) * inward[:, :, p]
        for p, share, depth_cm, _ in _FINGER_BALLS
    ]
    bases = hand.bases[1:] + np.array([0.0, 0.0, 0.5 * size])
    palm = np.broadcast_to(np.concatenate([bases, 0.55 * hand.bases[1:]]), (len(fingers), 8, 3))
    centres = np.concatenate([np.stack(parts, 2).reshape(len(fingers), -1, 3), palm], 1)
    radii = np.concatenate([np.tile([ball[3] for ball in _FINGER_BALLS], 5), [1.05] * 4, [1.4] * 4])
    return centres, radii * size


def forearm_balls(body: Body, side: int, wrist: np.ndarray, swivel: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Balls that fill a forearm: centres (t p 3), radii (p), for wrists (t 3) and swivels (t)."""
    flip = np.array([-1.0 if side == 1 else 1.0, 1.0, 1.0])
    elbow = elbows(body, wrist * flip, swivel[:, None])[0] * flip
    share = np.array([0.08, 0.25, 0.45, 0.65, 0.85])[:, None]
    size = float(body.hands[0].bases[2, 1]) / KNUCKLE_CM
    return wrist[:, None] + share * (elbow - wrist[:, None]), np.array([2.0, 2.4, 2.9, 3.4, 3.7]) * size


def depth_in(balls: np.ndarray, body: Body, wrist: np.ndarray, palm: np.ndarray, fingers: np.ndarray) -> np.ndarray:
    """How deep (c), 0 if not, right hands with wrists (c 3), palms (c 4) and one set of angles (5 4) sink into balls (q 4)."""
    centres, radii = samples(body, fingers[None])
    centres, radii = centres[0, 1::2], radii[1::2]
    points = wrist[:, None] + np.einsum("cij,pj->cpi", rotation.matrix(palm), centres)
    gaps = np.linalg.norm(points[:, :, None] - balls[:, :3], axis=-1) - radii[:, None] - balls[:, 3]
    return np.maximum(-gaps.min((1, 2)), 0.0)


def depth(body: Body, wrist: np.ndarray, palm: np.ndarray, fingers: np.ndarray) -> np.ndarray:
    """How deep (k c), 0 if not, right hands sink into head, neck and torso: wrists (k c 3), palms (k c 4), angles (k 5 4)."""
    centres, radii = samples(body, fingers)
    result = np.zeros(wrist.shape[:2])
    near = body.distance(wrist[:, 0]) < 25.0 / body.cm
    if near.any():
        turns = rotation.matrix(palm[near])
        points = wrist[near][:, :, None] + np.einsum("kcij,kpj->kcpi", turns, centres[near])
        result[near] = np.maximum(radii - body.distance(points), 0.0).max(-1)
    return result


def chest_front(body: Body) -> float:
    """How far the front of the chest is before the neck, in units."""
    return float(body.places["chest"].position[2])


def place(body: Body, name: str, side: int | None) -> tuple[np.ndarray, np.ndarray]:
    """Position and outward normal of a place; side 0 right, 1 left, or None for a place on the midline."""
    if name in _SEEDS:
        return _near(body, name, side)
    key = name if side is None else f"{('right', 'left')[side]}-{name}"
    if key not in body.places:
        raise LexiconError(f'this body has no place "{key}"')
    position = body.places[key].position
    if name in _FACE_NORMALS:
        return position, np.array(_FACE_NORMALS[name]) * (-1.0 if side == 0 else 1.0, 1.0, 1.0)
    return position, outward(body, position, body.places[key].normal)


def _near(body: Body, name: str, side: int | None) -> tuple[np.ndarray, np.ndarray]:
    """A place found from a landmark: the skin nearest to a point at a known way from it."""
    landmark, way, normal = _SEEDS[name]
    flip = np.array([-1.0 if side == 0 else 1.0, 1.0, 1.0])
    if landmark == "shoulder joint":
        start = body.heads[body.bone["left_upper_arm_1"]]
    else:
        start = body.places[landmark].position * (0.0, 1.0, 1.0)
    return on_skin(body, (start + np.array(way) / body.cm) * flip, np.array(normal) * flip)


def outward(body: Body, position: np.ndarray, fallback: np.ndarray) -> np.ndarray:
    """The direction out of the body at a position: the slope of the distance."""
    step = 2.0 / body.cm  # wide enough to smooth over the crease of the lips
    around = position + step * np.concatenate([np.eye(3), -np.eye(3)])
    values = body.distance(around)
    slope = values[:3] - values[3:]
    size = float(np.linalg.norm(slope))
    return slope / size if size > 0.3 * step else fallback


def slopes(body: Body, points: np.ndarray) -> np.ndarray:
    """The directions out of the body (n 3) at points (n 3); forward where there is no slope."""
    step = 2.0 / body.cm
    around = points[:, None] + step * np.concatenate([np.eye(3), -np.eye(3)])
    values = body.distance(around)
    slope = values[:, :3] - values[:, 3:]
    size = np.linalg.norm(slope, axis=-1, keepdims=True)
    return np.where(size > 0.3 * step, slope / np.maximum(size, 1e-9), np.array([0.0, 0.0, 1.0]))


def on_skin(body: Body, position: np.ndarray, near: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The point of the skin nearest to a position, and its normal."""
    for _ in range(3):
        direction = outward(body, position, near)
        position = position - direction * float(body.distance(position))
    return position, outward(body, position, near)


def quaternion(matrices: np.ndarray) -> np.ndarray:
    """Unit quaternions of rotation matrices (k 3 3)."""
    return rotation.quaternion(matrices)


def rest_motion(body: Body, num_frames: int, fps: float) -> Motion:
    """Standing still, arms hanging."""
    return motion.rest(num_frames, fps, body.arms[0].upper + body.arms[0].fore)
