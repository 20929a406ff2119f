"""The hand: its frame, and where finger angles put its joints and points.

Hand frame: origin = wrist; columns side, finger, normal: finger = from the wrist to the middle knuckle, normal =
out of the
palm, side = finger x normal (the thumb's side of a right hand, the little finger's side of a left one).

With all angles 0 the four fingers are straight, side by side in the plane of the palm (the B hand), and the thumb lies
along the index. Fingers bend about the axis across them, at the knuckle, the middle and the end joint.
Thumb: the saddle joint swings it out of the plane (palmar abduction) and away from the index (radial abduction);
the angles
are those of its first phalanx, and the metacarpal moves with it. While it swings out it also turns about its own
length, so
that its pad comes to face the fingers (opposition): from -35 degrees (pad to the index, a little to the front) by
105 degrees
times a smooth step of palmar abduction from 10 to 55 degrees, less where it is far to either side (``_opposition``).
Knuckle and end joint bend toward the pad.

Calculations are made for a right hand; a left hand is its mirror image (side changes its sign).
Letters: n postures, p phalanges 1..3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from stable_signer.body.signer import Body

FINGERS = ("thumb", "index", "middle", "ring", "pinky")
SIDES = ("right", "left")
TOGETHER = np.radians([8.0, 0.0, -6.0, -12.5])
"""Lean of index .. little finger toward the little finger at spread 0: knuckles are farther apart than fingers are
wide."""
SPREAD_SIGN = np.array([-1.0, -1.0, 1.0, 1.0])
_THUMB_ASIDE, _THUMB_OUT = np.radians(5.0), np.radians(4.0)
"""Direction of the thumb at 0: a little away from the index, a little out of the plane, because it is round."""


@dataclass(frozen=True)
class HandGeometry:
    """One hand at rest, in its own frame as a right hand (mirrored if it is the left one)."""

    frame: np.ndarray
    """(3 3) columns side, finger, normal of the real hand in canonical axes at rest."""
    sign: float
    """+1 right, -1 left: the factor of the side coordinate."""
    wrist: np.ndarray
    """(3,) rest place of the wrist, canonical."""
    bases: np.ndarray
    """(5 3) first joint of each finger."""
    steps: np.ndarray
    """(5 3 3) from each joint to the next (the last: to the fingertip's bone end), at rest."""
    straighten: np.ndarray
    """(5 3 3 3) rotation of each phalanx from rest to straight, pointing along finger, nail up (thumb: nail to the
    side)."""
    bones: np.ndarray
    """(5 3) bone indices."""


def hand_geometry(body: Body, side: int) -> HandGeometry:
    """Measure a hand of a body; ``side`` 0 = right, 1 = left."""
    prefix, sign = SIDES[side], 1.0 - 2.0 * side
    bones = np.array([[body.bone[f"{prefix}_{finger}_{k}"] for k in (1, 2, 3)] for finger in FINGERS])
    wrist = body.heads[body.bone[f"{prefix}_hand"]]
    knuckles = body.heads[bones[:, 0]]
    finger = _unit(knuckles[2] - wrist)
    across = (knuckles[1] - knuckles[4]) * sign
    across = _unit(across - finger * (across @ finger))
    frame = np.stack([across, finger, np.cross(across, finger)], -1)
    mirror = np.array([sign, 1.0, 1.0])
    joints = np.concatenate([body.heads[bones], body.finger_ends[side][:, None]], 1)
    joints = ((joints - wrist) @ frame) * mirror
    nails = ((body.rest_vertices[body.nails[side]] - wrist) @ frame) * mirror
    straighten = np.stack([_straighten(joints[i], nails[i], i == 0) for i in range(5)])
    return HandGeometry(frame, sign, wrist, joints[:, 0], np.diff(joints, axis=1), straighten, bones)


def _straighten(joints: np.ndarray, nail: np.ndarray, is_thumb: bool) -> np.ndarray:
    """(3 3 3): rotations that bring each phalanx along finger with its back to -normal (thumb: to the side)."""
    back = nail - 0.5 * (joints[2] + joints[3])
    rotations = []
    for p in range(3):
        along = _unit(joints[p + 1] - joints[p])
        up = _unit(back - along * (back @ along))
        source = np.stack([np.cross(along, up), along, up], -1)
        goal_up = np.array([1.0, 0.0, 0.0]) if is_thumb else np.array([0.0, 0.0, -1.0])
        goal_along = np.array([0.0, 1.0, 0.0])
        goal = np.stack([np.cross(goal_along, goal_up), goal_along, goal_up], -1)
        rotations.append(goal @ source.T)
    if is_thumb:  # the metacarpal keeps its rest angle to the first phalanx
        rotations[0] = rotations[1]
    return np.stack(rotations)


def phalanx_rotations(fingers: np.ndarray) -> np.ndarray:
    """Turn (n 5 3 3 3) of every straight phalanx in the frame of a right hand, for angles (n 5 4) in radians."""
    angles = np.asarray(fingers, dtype=np.float64)
    base = np.empty((len(angles), 5, 3, 3))
    base[:, 1:] = _about(2, TOGETHER + SPREAD_SIGN * angles[:, 1:, 1])
    palmar, radial = angles[:, 0, 0], angles[:, 0, 1]
    base[:, 0] = thumb_base(palmar, radial)
    bends = np.stack([angles[..., 0], angles[..., 2], angles[..., 3]], -1)
    bends[:, 0, 0], bends[:, 0, 1], bends[:, 0, 2] = 0.0, angles[:, 0, 2], angles[:, 0, 3]
    total = np.cumsum(bends, -1)
    bent = np.empty((len(angles), 5, 3, 3, 3))
    bent[:, 1:] = _about(0, total[:, 1:])
    bent[:, 0] = _about(2, total[:, 0])
    return base[:, :, None] @ bent


def thumb_base(palmar: np.ndarray, radial: np.ndarray) -> np.ndarray:
    """Turn (n 3 3) of the thumb at its saddle joint, from lying along finger, for palmar and radial abduction (n)."""
    swing = _about(2, -_THUMB_ASIDE - radial) @ _about(0, _THUMB_OUT + palmar)
    return swing @ _about(1, -_opposition(palmar, radial))


def _opposition(palmar: np.ndarray, radial: np.ndarray) -> np.ndarray:
    """Turn of the thumb about its own length, radians."""
    s = np.clip((palmar - np.radians(10.0)) / np.radians(45.0), 0.0, 1.0)
    central = np.clip(1.0 - np.abs(radial) / np.radians(60.0), 0.0, 1.0)
    return np.radians(-35.0) + np.radians(105.0) * s * s * (3 - 2 * s) * central


def finger_joints(hand: HandGeometry, fingers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rotations from rest (n 5 3 3 3) and joints (n 5 4 3, last = end of the finger) in the right-handed frame."""
    rotations = phalanx_rotations(fingers) @ hand.straighten
    steps = np.einsum("nfpij,fpj->nfpi", rotations, hand.steps)
    first = np.broadcast_to(hand.bases[:, None], (len(rotations), 5, 1, 3))
    return rotations, np.concatenate([first, first + np.cumsum(steps, 2)], 2)


def hand_points(body: Body, side: int, fingers: np.ndarray) -> Mapping[str, np.ndarray]:
    """Every point of ``body.hand_points`` (... 3) in the hand frame (origin wrist), for finger angles (... 5 4)."""
    hand = body.hands[side]
    flat = np.asarray(fingers, dtype=np.float64).reshape(-1, 5, 4)
    rotations, joints = finger_joints(hand, flat)
    where = {int(bone): (i, p) for i, row in enumerate(hand.bones) for p, bone in enumerate(row)}
    mirror = np.array([hand.sign, 1.0, 1.0])
    found = {}
    for name, (bone, offset) in body.hand_points[side].items():
        if bone in where:
            i, p = where[bone]
            local = (offset @ hand.frame) * mirror
            point = joints[:, i, p] + rotations[:, i, p] @ local
        else:
            rest = body.heads[bone] + offset
            point = np.broadcast_to(((rest - hand.wrist) @ hand.frame) * mirror, (len(flat), 3))
        found[name] = (point * mirror).reshape(*np.shape(fingers)[:-2], 3)
    return found


def _about(axis: int, angle: np.ndarray) -> np.ndarray:
    """Rotation matrices (... 3 3) about a coordinate axis."""
    c, s = np.cos(angle), np.sin(angle)
    out = np.zeros((*np.shape(angle), 3, 3))
    i, j = (axis + 1) % 3, (axis + 2) % 3
    out[..., axis, axis] = 1.0
    out[..., i, i], out[..., j, j] = c, c
    out[..., i, j], out[..., j, i] = -s, s
    return out


def _unit(x: np.ndarray) -> np.ndarray:
    return x / np.linalg.norm(x)
