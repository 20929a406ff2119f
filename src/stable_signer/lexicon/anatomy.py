"""What can touch and be touched: points of the hand and arm, and places on the body, with their outward directions.

The only module of the lexicon that knows how ``stable_signer.body`` names them. Hands: 0 right, 1 left.
Axis letter: n postures.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from stable_signer.body import motion, rotation
from stable_signer.body.hand import FINGERS, finger_joints, phalanx_rotations
from stable_signer.body.motion import Motion
from stable_signer.body.signer import Body, load_body
from stable_signer.errors import LexiconError
from stable_signer.lexicon.elbows import elbows
from stable_signer.lexicon.handshapes import Handshape
from stable_signer.lexicon.solids import forearm_balls, samples

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
FINGER_POINTS = {
    "tips": "tip",
    "pads": "pad",
    "nails": "nail",
    "fingers": "middle-front",
    "finger-backs": "base-back",
    "middle-joints": "middle-joint",
    "gaps": "base-front",
    "hook": "middle-front",
}
#: Points with which two hands lock: the fingers between those of the other hand, or hooked into them. -> the parts of
#: each finger whose middle it is.
LOCKING_POINTS = {"gaps": ("base-front", "base-back"), "hook": ("base-front", "middle-front", "pad")}
#: Points behind the wrist: centimetres along the forearm, and toward the inside of the arm.
FOREARM_POINTS = {"forearm": (9.0, 2.6), "forearm-back": (9.0, -2.6), "elbow": (24.0, -3.0)}

#: Part of a finger -> its outward direction on a straight phalanx (thumb side, along, palm side).
_PART_NORMALS = {
    "tip": (0.0, 0.8, 0.6), "pad": (0.0, 0.0, 1.0), "nail": (0.0, 0.0, -1.0), "front": (0.0, 0.0, 1.0),
    "joint": (0.0, 0.0, -1.0), "back": (0.0, 0.0, -1.0), "radial": (1.0, 0.0, 0.0), "ulnar": (-1.0, 0.0, 0.0),
}  # fmt: skip
_PALM_NORMALS = {
    "palm": (0.0, 0.0, 1.0), "palm-heel": (0.0, -0.5, 0.87), "back": (0.0, 0.0, -1.0), "thumb-side": (1.0, 0.0, 0.0),
    "pinky-side": (-1.0, 0.0, 0.0), "web": (0.7, 0.7, 0.0), "wrist-inside": (0.0, 0.0, 1.0),
    "wrist-outside": (0.0, 0.0, -1.0),
}  # fmt: skip
_KNUCKLE_NORMAL = (0.0, 0.5, -0.87)

FORWARD = np.array([0.0, 0.0, 1.0])


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
        normal = _PALM_NORMALS.get(key) or (
            _PART_NORMALS[part] if finger >= 0 and part in _PART_NORMALS else _KNUCKLE_NORMAL
        )
        spots[key] = _Spot(finger, phalanx, local, np.array(normal))
    return spots


#: Of several fingers, the one that stands out farthest makes the contact, but for what skin gives way, centimetres.
FOREMOST_PARTS, SOFT_CM = ("tip", "nail"), 0.3


def _names(point: str, shape: Handshape) -> tuple[str, ...]:
    if point in LOCKING_POINTS:
        fingers = (1, 2, 3, 4) if point == "gaps" else shape.selected
        return tuple(f"{FINGERS[finger]}-{part}" for finger in fingers for part in LOCKING_POINTS[point])
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
    if spots[0].finger < 0:
        return np.broadcast_to(np.mean([spot.local for spot in spots], axis=0) * flip, (len(fingers), 3))
    rotations, joints = finger_joints(body.hands[0], fingers)
    places = [joints[:, s.finger, s.phalanx] + rotations[:, s.finger, s.phalanx] @ s.local for s in spots]
    middle = np.mean(places, axis=0)
    if FINGER_POINTS.get(name) in FOREMOST_PARTS and len(spots) > 1:
        outward = np.sum([rotations[:, s.finger, s.phalanx] @ _about_thumb(s) for s in spots], axis=0)
        outward /= np.maximum(np.linalg.norm(outward, axis=-1, keepdims=True), 1e-9)
        ahead = np.max([np.einsum("ti,ti->t", place - middle, outward) for place in places], axis=0)
        middle = middle + np.maximum(ahead - SOFT_CM / body.cm, 0.0)[:, None] * outward
    aside = _quarter_pitch(body) * (1.0, -1.0)[side] if name == "gaps" else 0.0
    return (middle + (aside, 0.0, 0.0)) * flip


def _quarter_pitch(body: Body) -> float:
    """A quarter of the way from finger to finger: one hand gives it up, the other down, so that they interlace."""
    return float(np.linalg.norm(body.hands[0].bases[1] - body.hands[0].bases[4])) / 12.0


def _palm_front(body: Body, fingers: np.ndarray) -> np.ndarray:
    """The palm (n 3) where it is open, and the outermost folded finger or thumb before it where it is not."""
    palm = _hand_spots(body.name)["palm"].local
    centres, radii = samples(body, fingers)
    across = np.abs(centres[..., 0] - palm[0]) < 2.7 * palm[1] / 6.6
    low = centres[..., 1] < palm[1] * 1.75
    fronts = np.where(across & low, centres[..., 2] + radii, palm[2])
    return np.stack([np.full(len(fingers), palm[0]), np.full(len(fingers), palm[1]), fronts.max(1)], -1)


def normal(side: int, fingers: np.ndarray, name: str, shape: Handshape, body: Body) -> np.ndarray:
    """The outward unit direction (3) of a contact point in the frame of the hand, for finger angles (5 4)."""
    flip = np.array([-1.0 if side == 1 else 1.0, 1.0, 1.0])
    if name in FOREARM_POINTS:
        return np.array([0.0, 0.0, np.sign(FOREARM_POINTS[name][1])]) * flip
    turns = phalanx_rotations(fingers[None])[0]
    if name == "gaps":
        return turns[2, 0] @ np.array([0.0, 1.0, 0.0]) * flip
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
    """A hand and its arm in one posture, for the other to touch. wrist (3), palm (4), swivel as in ``Motion``."""

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
        every = (
            np.concatenate([centres[thinned], arm[0, :3]]),
            np.concatenate([radii[thinned], arm_radii[:3]]),
        )
        return np.concatenate([every[0], every[1][:, None]], -1)


def arm_spots(
    body: Body, side: int, wrist: np.ndarray, turn: np.ndarray, swivel: float
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
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


def chest_front(body: Body) -> float:
    """How far the front of the chest is before the neck, in units."""
    return float(body.places["chest"].position[2])


def place(body: Body, name: str, side: int | None) -> tuple[np.ndarray, np.ndarray]:
    """Position and outward normal of a place; side 0 right, 1 left, or None for a place on the midline."""
    key = name if side is None else f"{('right', 'left')[side]}-{name}"
    if key not in body.places:
        raise LexiconError(f'this body has no place "{key}"')
    return body.places[key].position, body.places[key].normal


def outward(body: Body, position: np.ndarray, fallback: np.ndarray) -> np.ndarray:
    """The direction (3) out of the body at a position (3)."""
    return slopes(body, position[None], fallback)[0]


def slopes(body: Body, points: np.ndarray, fallback: np.ndarray = FORWARD) -> np.ndarray:
    """The directions out of the body (n 3) at points (n 3); the fallback where there is no slope."""
    step = 2.0 / body.cm  # wide enough to smooth over the crease of the lips
    around = points[:, None] + step * np.concatenate([np.eye(3), -np.eye(3)])
    values = body.distance(around)
    slope = values[:, :3] - values[:, 3:]
    size = np.linalg.norm(slope, axis=-1, keepdims=True)
    return np.where(size > 0.3 * step, slope / np.maximum(size, 1e-9), fallback)


def on_skin(body: Body, position: np.ndarray, near: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The point of the skin nearest to a position, and its normal."""
    for _ in range(3):
        direction = outward(body, position, near)
        position = position - direction * float(body.distance(position))
    return position, outward(body, position, near)


def rest_motion(body: Body, num_frames: int, fps: float) -> Motion:
    """Standing still, arms hanging."""
    return motion.rest(num_frames, fps, body.arms[0].upper + body.arms[0].fore)
