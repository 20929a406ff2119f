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
HEAD_NEAR_CM, OVERHEAD_NEAR_CM, BODY_NEAR_CM, HAND_NEAR_CM = 14.0, 28.0, 4.0, 10.0
CHIN_CM, EYE_CM = 12.0, 24.0
"""Hands above the first are near to the head, not to the trunk; above the second they leave the usual signing space."""
STARTS_AWAY_CM = 4.0
"""A hand that first touches at the end of a curved way, and was farther than this before, started away."""
ARM_NEARER_CM = 1.0
CLAVICLE_CM, STERNUM_CM = -7.0, 4.0
"""The upper chest, from here up, is the collarbone's; but for the breastbone, which is so wide to each side."""
LIP_CM = 0.5
"""The red of the upper lip, which is the mouth's, reaches so far above its edge; the skin under the nose is above."""
DEEPEST_CM = 0.6
"""Of the points that touch, those count that are this near to the nearest."""
NEAR_POINT_CM, CONTACT_DEPTH_CM = 1.5, 1.6
END_CM, FROM_PALM_CM = 1.0, 6.0
"""A contact this near to the end of a finger, which is stretched out so far from the palm, is at its tip."""
OPEN = np.radians(40.0)
PALM_SIDE_CM, HEEL_CM, WRIST_CM, KNUCKLES_CM, FINGERS_CM, THICK_CM = 5.2, 3.9, 5.4, 4.0, 8.0, 2.0
"""How far the palm reaches from its middle: aside, to heel, wrist and knuckles, onto open fingers, and to the back."""
FIST_SIDE_CM = 3.0
"""Beyond this, a contact is at the side of a fist."""
INDEX_SIDE_CM, INDEX_FRONT_CM = 3.0, 0.8
"""So far aside, and no farther to the front, a contact beyond the knuckles is at the thumb side of the index."""
CORNER_CM = 1.5
"""The corner of the mouth reaches so far; beside it are cheek and chin."""
UPPER_ARM_CM = 6.0
"""Radius of the upper arm."""
MIRROR = np.array([-1.0, 1.0, 1.0])
AT_ONSET = 3
"""Frames that count as the onset."""
DEEPENS = 4
"""Frames within which a hand that touches settles into its place; what comes later is the movement."""

#: Place of the body -> (major, minor) location; the side does not matter.
_PLACES: dict[str, tuple[str, str]] = {
    "top-of-head": ("Head", "HeadTop"), "forehead": ("Head", "Forehead"), "temple": ("Head", "Forehead"),
    "brow": ("Head", "Forehead"), "eyebrow": ("Head", "Forehead"), "eye": ("Head", "Eye"),
    "nose": ("Head", "CheekNose"), "nose-tip": ("Head", "CheekNose"), "cheek": ("Head", "CheekNose"),
    "ear": ("Head", "Other"), "upper-lip": ("Head", "UpperLip"), "mouth": ("Head", "Mouth"),
    "lips": ("Head", "Mouth"), "mouth-corner": ("Head", "Mouth"), "chin": ("Head", "Chin"), "jaw": ("Head", "Chin"),
    "under-chin": ("Head", "UnderChin"), "neck": ("Body", "Neck"), "neck-side": ("Body", "Neck"),
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


def location_on_body(body: Body, motion: Motion, is_curved: bool) -> Location:
    """Where the right hand first touches head or body; if nowhere, or after a curved way, what is near at the onset."""
    names, points = points_of(body, motion, 0)
    gap = body.distance(points) * body.cm
    gap[:, [names.index(name) for name in _WRIST]] += TOUCHES_CM  # a wrist that passes close by is not the place
    touching = np.flatnonzero(gap.min(1) < TOUCHES_CM)
    if len(touching) and not (is_curved and gap[0].min() > STARTS_AWAY_CM):
        frame = _deepest(gap.min(1), int(touching[0]), TOUCHES_CM)
        return Location(*_nearest_place(body, points[frame][gap[frame] < gap[frame].min() + DEEPEST_CM]), True)
    return _near_body(body, points[0], gap[0], bool(len(touching)))


def _near_body(body: Body, points: np.ndarray, gap: np.ndarray, has_contact: bool) -> Location:
    """What a hand with the points (p 3), ``gap`` (p) centimetres from the skin, is near to."""
    height = points[:, 1].mean() * body.cm
    if gap.min() < (HEAD_NEAR_CM if height < EYE_CM else OVERHEAD_NEAR_CM) and height > CHIN_CM:
        return Location("Head", "HeadAway", has_contact)
    if gap.min() < BODY_NEAR_CM:
        is_head = _nearest_place(body, points[gap.argmin()][None])[0] == "Head"
        return Location("Head", "HeadAway", has_contact) if is_head else Location("Body", "BodyAway", has_contact)
    return Location("Neutral", "Neutral", has_contact)


def _deepest(gap: np.ndarray, first: int, touches_cm: float) -> int:
    """The frame of the contact that begins at the frame ``first`` in which the hand is nearest: gaps (t)."""
    near = gap[first : first + DEEPENS]
    ends = np.flatnonzero(near > touches_cm)
    return first + int(near[: ends[0] if len(ends) else None].argmin())


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
    along = shoulder - elbow
    share = np.clip(((points - elbow) * along).sum(-1) / (along**2).sum(-1), 0.3, 1.0)[..., None]
    to_line = np.linalg.norm(points - elbow - share * along, axis=-1).min(1) * body.cm
    return to_forearm, to_line - UPPER_ARM_CM


def hands_stay_together(body: Body, motion: Motion) -> bool:
    """Whether the hands touch all the time."""
    points, others = points_of(body, motion, 0)[1], points_of(body, motion, 1)[1]
    apart = np.linalg.norm(points[:, :, None] - others[:, None], axis=-1).min((1, 2)) * body.cm
    return bool((apart < HANDS_TOUCH_CM).all())


def location_on_hand(body: Body, motion: Motion, is_curved: bool) -> Location:
    """Where the right hand first touches the left hand or arm; if nowhere, or after a curved way, what is near."""
    points = points_of(body, motion, 0)[1]
    names, others = points_of(body, motion, 1)
    apart = np.linalg.norm(points[:, :, None] - others[:, None], axis=-1) * body.cm
    to_hand = apart.min((1, 2))
    to_arm, to_upper = _to_left_arm(body, motion, points)
    on_arm = _first_on_arm(body, motion, points, to_hand, to_arm, to_upper)
    if on_arm:
        return Location("Arm", on_arm, True)
    touching = np.flatnonzero(to_hand < HANDS_TOUCH_CM)
    if not len(touching) or (is_curved and min(to_arm[0], to_hand[0]) > STARTS_AWAY_CM):
        return _near_hand(float(to_hand[0]), float(to_arm[0]), bool(len(touching)))
    frame = _deepest(to_hand, int(touching[0]), HANDS_TOUCH_CM)
    near = apart[frame].min(1)
    contact = points[frame][near < near.min() + CONTACT_DEPTH_CM].mean(0)
    minor = _part_of_hand(body, motion[frame : frame + 1], names, others[frame], contact, apart[frame].min(0))
    return Location("Arm" if minor.startswith("Wrist") else "Hand", minor, True)


def _first_on_arm(
    body: Body, motion: Motion, points: np.ndarray, to_hand: np.ndarray, to_arm: np.ndarray, to_upper: np.ndarray
) -> str | None:
    """The part of the left arm that is touched first (distances (t) in centimetres), if it is not the hand."""
    on_upper = (to_upper < TOUCHES_CM) & (to_upper < np.minimum(to_arm, to_hand))
    on_arm = (to_arm < TOUCHES_CM) & (to_arm + ARM_NEARER_CM < to_hand)
    touching = np.flatnonzero(on_upper | on_arm | (to_hand < HANDS_TOUCH_CM))
    if not len(touching):
        return None
    onset = slice(int(touching[0]), int(touching[0]) + DEEPENS)
    if on_upper[onset].any():
        return "UpperArm"
    if on_arm[onset].any():
        return _side_of_forearm(body, motion, points, onset.start + int(to_arm[onset].argmin()))
    return None


def _near_hand(to_hand: float, to_arm: float, has_contact: bool) -> Location:
    """What a hand is near to that does not start at the other one, for its distances from hand and arm."""
    if min(to_arm, to_hand) > HAND_NEAR_CM:
        return Location("Neutral", "Neutral", has_contact)
    major = "Arm" if to_arm < to_hand else "Hand"
    return Location(major, f"{major}Away", has_contact)


def _part_of_hand(
    body: Body, motion: Motion, names: list[str], points: np.ndarray, contact: np.ndarray, apart: np.ndarray
) -> str:
    """The part of the left hand (points p 3 in one frame) at a contact (3), for its distances from the right hand."""
    palm = points[names.index("palm")]
    end = _finger_end(names, (points - palm) * body.cm, (contact - palm) * body.cm)
    return end or _face_of_hand(body, motion, contact - palm) or _hand_place(names, apart)


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
    if abs(side) > PALM_SIDE_CM:
        return None
    is_front = out > -THICK_CM / 3
    if along < -HEEL_CM and is_front:
        return "Heel" if along > -WRIST_CM else "WristFront"
    if along < -WRIST_CM:
        return None
    if not is_open and abs(side) > FIST_SIDE_CM and along < KNUCKLES_CM:
        return "FingerRadial" if side < 0 else "FingerUlnar"
    if is_open and along < FINGERS_CM and is_front:
        return "Palm"
    return "PalmBack" if along < KNUCKLES_CM and out < -THICK_CM else None


def _finger_end(names: list[str], points: np.ndarray, contact: np.ndarray) -> str | None:
    """Whether a contact (3) is at the end of a stretched finger; it and points (p 3) in centimetres from the palm."""
    ends = [points[index] for index, name in enumerate(names) if name.endswith("-tip")]
    near = [end for end in ends if np.linalg.norm(end) > FROM_PALM_CM and np.linalg.norm(end - contact) < END_CM]
    return "FingerTip" if near else None


def _hand_place(names: list[str], apart: np.ndarray) -> str:
    """The part of the hand with the most and nearest points, for their distances from the other hand."""
    votes: dict[str, float] = {}
    for name, gap in zip(names, apart, strict=True):
        minor = next(
            (place for end, place in _HAND_PLACES if name == end or (end[0] == "-" and name.endswith(end))),
            "FingerBack",
        )
        votes[minor] = votes.get(minor, 0.0) + float(np.exp(-((gap / NEAR_POINT_CM) ** 2)))
    return max(votes, key=lambda place: votes[place])
