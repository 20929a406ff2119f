"""Where a sign is made, read off the motion: what the hand touches or is near to, in the words of ASL-LEX 2.0."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stable_signer.body import rotation
from stable_signer.body.hand import hand_points
from stable_signer.body.motion import Motion
from stable_signer.body.signer import Body
from stable_signer.lexicon import elbows, solids

TOUCHES_CM, HANDS_TOUCH_CM = 1.4, 2.2
"""Nearer than this is contact: with the body, and between points of two hands, which lie some way apart."""
HEAD_NEAR_CM, CHIN_CM, BODY_NEAR_CM, HAND_NEAR_CM = 28.0, 12.0, 4.0, 10.0
ARM_NEARER_CM = 1.0
CLAVICLE_CM, STERNUM_CM = -7.0, 4.0
"""The upper chest, from here up, is the collarbone's; but for the breastbone, which is so wide to each side."""
LIP_CM = 0.5
"""The red of the upper lip, which is the mouth's, reaches so far above its edge; the skin under the nose is above."""
DEEPEST_CM = 0.6
"""Of the points that touch, those count that are this near to the nearest."""
NEAR_POINT_CM, CONTACT_DEPTH_CM = 2.0, 1.6
OPEN = np.radians(40.0)
PALM_SIDE_CM, HEEL_CM, KNUCKLES_CM, FINGERS_CM, THICK_CM = 5.2, 5.2, 4.0, 8.0, 2.0
"""How far the palm reaches from its middle: aside, to the heel, to the knuckles, onto open fingers, and to the back."""
FIST_SIDE_CM = 3.0
"""Beyond this, a contact is at the side of a fist."""
INDEX_SIDE_CM, INDEX_FRONT_CM = 3.0, 0.8
"""So far aside, and no farther to the front, a contact beyond the knuckles is at the thumb side of the index."""
CORNER_CM = 1.5
"""The corner of the mouth reaches so far; beside it are cheek and chin."""
UPPER_ARM_CM = 9.0
"""The upper arm reaches so far around its middle."""
MIRROR = np.array([-1.0, 1.0, 1.0])
AT_ONSET = 3
"""Frames that count as the onset."""

#: Place of the body -> (major, minor) location; the side does not matter.
_PLACES: dict[str, tuple[str, str]] = {
    "top-of-head": ("Head", "HeadTop"), "forehead": ("Head", "Forehead"), "temple": ("Head", "Forehead"),
    "brow": ("Head", "Forehead"), "eyebrow": ("Head", "Forehead"), "eye": ("Head", "Eye"),
    "nose": ("Head", "CheekNose"), "nose-tip": ("Head", "CheekNose"), "cheek": ("Head", "CheekNose"),
    "ear": ("Head", "Other"), "upper-lip": ("Head", "UpperLip"), "mouth": ("Head", "Mouth"),
    "lips": ("Head", "Mouth"), "mouth-corner": ("Head", "Mouth"), "chin": ("Head", "Chin"), "jaw": ("Head", "Chin"),
    "under-chin": ("Head", "UnderChin"), "neck": ("Head", "Neck"), "neck-side": ("Head", "Neck"),
    "upper-chest": ("Body", "TorsoTop"), "chest": ("Body", "TorsoTop"), "heart": ("Body", "TorsoTop"),
    "chest-side": ("Body", "TorsoTop"), "stomach": ("Body", "TorsoMid"), "belly": ("Body", "TorsoBottom"),
    "waist": ("Body", "Waist"), "hip": ("Body", "Hips"), "shoulder": ("Body", "Clavicle"),
    "shoulder-top": ("Body", "Shoulder"), "upper-arm": ("Arm", "UpperArm"),
}  # fmt: skip
_WRIST = ("wrist-inside", "wrist-outside")
#: End of the name of a point of the weak hand -> minor location.
_HAND_PLACES = (
    ("palm", "Palm"), ("palm-heel", "Heel"), ("back", "PalmBack"), ("thumb-side", "FingerRadial"),
    ("web", "FingerRadial"), ("pinky-side", "FingerUlnar"), ("wrist-inside", "WristFront"),
    ("wrist-outside", "WristBack"), ("-tip", "FingerTip"), ("-radial", "FingerRadial"), ("-ulnar", "FingerUlnar"),
    ("-base-front", "Palm"), ("-pad", "FingerFront"), ("-middle-front", "FingerFront"), ("-nail", "FingerBack"),
    ("-joint", "FingerBack"), ("-base-back", "FingerBack"),
)  # fmt: skip


@dataclass(frozen=True)
class Location:
    """Major and minor location, and whether it is touched."""

    major: str
    minor: str
    has_contact: bool


def points_of(body: Body, motion: Motion, hand: int) -> tuple[list[str], np.ndarray]:
    """Names, and places (t p 3) in the frame of the upright chest, of the points of a hand."""
    found = hand_points(body, hand, motion.fingers[:, hand])
    local = np.stack(list(found.values()), 1)
    turned = rotation.rotate(np.broadcast_to(motion.palm[:, hand, None].astype(float), (*local.shape[:2], 4)), local)
    return list(found), motion.wrist[:, hand, None] + turned


def location_on_body(body: Body, motion: Motion) -> Location:
    """Where the right hand first touches head or body; if nowhere, what it is near to at the onset."""
    names, points = points_of(body, motion, 0)
    gap = body.distance(points) * body.cm
    gap[:, [names.index(name) for name in _WRIST]] += TOUCHES_CM  # a wrist that passes close by is not the place
    touching = np.flatnonzero(gap.min(1) < TOUCHES_CM)
    if len(touching):
        frame = _deepest(gap, touching)
        return Location(*_nearest_place(body, points[frame][gap[frame] < gap[frame].min() + DEEPEST_CM]), True)
    start = points[0]
    height, gap_cm = start[:, 1].mean() * body.cm, gap[0].min()
    if height > CHIN_CM and gap_cm < HEAD_NEAR_CM:
        return Location("Head", "HeadAway", False)
    if gap_cm < BODY_NEAR_CM:
        return Location("Body", "BodyAway", False)
    return Location("Neutral", "Neutral", False)


def _deepest(gap: np.ndarray, touching: np.ndarray) -> int:
    """The frame of the first contact in which the hand is nearest."""
    breaks = np.flatnonzero(np.diff(touching) > 1)
    first = touching[: breaks[0] + 1] if len(breaks) else touching
    return int(first[gap[first].min(1).argmin()])


def _nearest_place(body: Body, touching: np.ndarray) -> tuple[str, str]:
    """The place to which one of the touching points (n 3) is nearest."""
    best, found = np.inf, ("Neutral", "Neutral")
    for name, place in body.places.items():
        key = name.removeprefix("right-").removeprefix("left-")
        apart = float(np.linalg.norm(touching - place.position, axis=-1).min())
        if key == "mouth-corner" and apart * body.cm > CORNER_CM:
            continue
        if key in _PLACES and apart < best:
            best, found = apart, _PLACES[key]
    aside, height = (touching.mean(0) * body.cm)[:2]
    if (
        found == ("Head", "UpperLip")
        and touching[:, 1].mean() < body.places["upper-lip"].position[1] + LIP_CM / body.cm
    ):
        return ("Head", "Mouth")
    is_clavicle = found == ("Body", "TorsoTop") and height > CLAVICLE_CM and abs(aside) > STERNUM_CM
    return ("Body", "Clavicle") if is_clavicle else found


def starts_on_body(body: Body, motion: Motion) -> bool:
    """Whether the right hand starts on head or body, and not on the other arm before it."""
    onset = motion[:AT_ONSET]
    names, points = points_of(body, onset, 0)
    hand = [index for index, name in enumerate(names) if name not in _WRIST]
    gap = body.distance(points[:, hand]).min() * body.cm
    return bool(gap < TOUCHES_CM and gap <= min(part.min() for part in _to_left_arm(body, onset, points)))


def _to_left_arm(body: Body, motion: Motion, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How far points (t p 3) are from the left forearm and from the left upper arm (t), centimetres."""
    wrist, swivel = motion.wrist[:, 1].astype(float), motion.swivel[:, 1].astype(float)
    centres, radii = solids.forearm_balls(body, 1, wrist, swivel)
    to_forearm = (np.linalg.norm(points[:, :, None] - centres[:, None], axis=-1) - radii).min((1, 2)) * body.cm
    elbow, shoulder = (joint * MIRROR for joint in elbows.elbows(body, wrist * MIRROR, swivel[:, None]))
    middle = 0.5 * (elbow + np.broadcast_to(shoulder, elbow.shape))
    to_middle = np.linalg.norm(points - middle, axis=-1).min(1) * body.cm
    return to_forearm, to_middle - UPPER_ARM_CM


def location_on_hand(body: Body, motion: Motion) -> Location:
    """Where the right hand first touches the left hand or forearm; if nowhere, near to it or in neutral space."""
    points = points_of(body, motion, 0)[1]
    names, others = points_of(body, motion, 1)
    apart = np.linalg.norm(points[:, :, None] - others[:, None], axis=-1) * body.cm
    to_hand = apart.min((1, 2))
    to_arm, to_upper = _to_left_arm(body, motion, points)
    if to_upper.min() < TOUCHES_CM and to_upper.min() < min(to_arm.min(), to_hand.min()):
        return Location("Arm", "UpperArm", True)
    if to_arm.min() < TOUCHES_CM and to_arm.min() + ARM_NEARER_CM < to_hand.min():
        return Location("Arm", _side_of_forearm(body, motion, points, int(to_arm.argmin())), True)
    touching = np.flatnonzero(to_hand < HANDS_TOUCH_CM)
    if not len(touching):
        if min(to_arm[0], to_hand[0]) > HAND_NEAR_CM:
            return Location("Neutral", "Neutral", False)
        return Location("Arm", "ArmAway", False) if to_arm[0] < to_hand[0] else Location("Hand", "HandAway", False)
    first = int(touching[0])
    frame = first + int(to_hand[first : first + 4].argmin())
    near = apart[frame].min(1)
    centre = points[frame][near < near.min() + CONTACT_DEPTH_CM].mean(0)
    minor = _hand_place(names, np.linalg.norm(others[frame] - centre, axis=-1) * body.cm)
    face = _face_of_hand(body, motion[frame : frame + 1], centre - others[frame, names.index("palm")])
    minor = face or minor
    return Location("Arm" if minor.startswith("Wrist") else "Hand", minor, True)


def _side_of_forearm(body: Body, motion: Motion, points: np.ndarray, frame: int) -> str:
    """Which side of the left forearm the nearest of the points (t p 3) is on."""
    wrist, swivel = motion.wrist[frame : frame + 1, 1].astype(float), motion.swivel[frame : frame + 1, 1].astype(float)
    centres = solids.forearm_balls(body, 1, wrist, swivel)[0][0]
    apart = np.linalg.norm(points[frame][:, None] - centres, axis=-1)
    point, ball = np.unravel_index(int(apart.argmin()), apart.shape)
    side, _, out = rotation.matrix(motion.palm[frame, 1]).T @ (points[frame][point] - centres[ball])
    if abs(out) > abs(side):
        return "ForearmFront" if out > 0 else "ForearmBack"
    return "ForearmRadial" if side < 0 else "ForearmUlnar"


def _face_of_hand(body: Body, motion: Motion, from_palm: np.ndarray) -> str | None:
    """Whether a contact (3, from the middle of the left palm) is before the open palm, behind it or beside a fist."""
    is_open = motion.fingers[0, 1, 1:, 0].mean() < OPEN
    side, along, out = rotation.matrix(motion.palm[0, 1]).T @ from_palm * body.cm
    if side < -INDEX_SIDE_CM and along > KNUCKLES_CM and out < INDEX_FRONT_CM:
        return "FingerRadial"
    if abs(side) > PALM_SIDE_CM or along < -HEEL_CM:
        return None
    if not is_open and abs(side) > FIST_SIDE_CM and along < KNUCKLES_CM:
        return "FingerRadial" if side < 0 else "FingerUlnar"
    if is_open and along < FINGERS_CM and out > -THICK_CM / 3:
        return "Palm"
    return "PalmBack" if along < KNUCKLES_CM and out < -THICK_CM else None


def _hand_place(names: list[str], apart: np.ndarray) -> str:
    """The part of the hand with the most and nearest points around the contact, for their distances from it."""
    votes: dict[str, float] = {}
    for name, gap in zip(names, apart, strict=True):
        minor = next(
            (place for end, place in _HAND_PLACES if name == end or (end[0] == "-" and name.endswith(end))),
            "FingerBack",
        )
        votes[minor] = votes.get(minor, 0.0) + float(np.exp(-((gap / NEAR_POINT_CM) ** 2)))
    return max(votes, key=lambda place: votes[place])
