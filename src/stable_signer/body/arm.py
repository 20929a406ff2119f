"""The arm as measured on a body, its limits, the shoulder girdle, and the angles of the wrist.

Everything here is in the frame of the upright chest. Letters: t frames.
Limits after the American Academy of Orthopaedic Surgeons: flexion 75, extension 70, radial 20, ulnar 35, pronation and
supination 85 degrees.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stable_signer.body import rotation

if TYPE_CHECKING:
    from stable_signer.body.signer import Body

LIMITS = np.radians([[-70.0, 75.0], [-35.0, 20.0], [-85.0, 85.0]])
"""Lower and upper limit of wrist flexion, deviation toward the thumb, and pronation."""
REACH = 0.995
"""Share of the arm's length that a wrist may be away: a locked elbow looks stiff and makes the elbow jump."""


@dataclass(frozen=True)
class ArmRest:
    """One arm at rest: joints (3), lengths, and frames (3 3) of its two bones; canonical axes."""

    sign: float
    """-1 for the right arm (its own side is -x), +1 for the left."""
    clavicle: np.ndarray
    shoulder: np.ndarray
    upper: float
    fore: float
    upper_frame: np.ndarray
    fore_frame: np.ndarray
    thumb: np.ndarray
    """Direction (3) of the hand's thumb side at rest."""
    finger: np.ndarray
    normal: np.ndarray


def arm_rest(body: Body, side: int) -> ArmRest:
    """Measure an arm of a body; ``side`` 0 = right, 1 = left."""
    prefix = ("right", "left")[side]
    joint = {
        name: body.heads[body.bone[f"{prefix}_{name}"]] for name in ("clavicle", "upper_arm_1", "forearm_1", "hand")
    }
    upper, fore = joint["forearm_1"] - joint["upper_arm_1"], joint["hand"] - joint["forearm_1"]
    hinge = np.cross(upper, fore)
    frame = body.hands[side].frame
    return ArmRest(
        sign=2.0 * side - 1.0,
        clavicle=joint["clavicle"],
        shoulder=joint["upper_arm_1"],
        upper=float(np.linalg.norm(upper)),
        fore=float(np.linalg.norm(fore)),
        upper_frame=frame_of(upper, hinge),
        fore_frame=frame_of(fore, hinge),
        thumb=frame[:, 0] * (1.0 - 2.0 * side),
        finger=frame[:, 1],
        normal=frame[:, 2],
    )


def girdle(arm: ArmRest, wrist: np.ndarray, shrug: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rotation (t 3 3) of the shoulder girdle and place (t 3) of the shoulder: it follows high, far and crossing
    hands."""
    line = (wrist - arm.shoulder) / (arm.upper + arm.fore)
    high = ramp(line[:, 1], 0.05, 0.95)
    low_hang = ramp(-line[:, 1], 0.7, 1.0)
    crossing = ramp(-arm.sign * line[:, 0], -0.1, 0.8)
    far = ramp(np.linalg.norm(line, axis=-1), 0.85, 1.05)
    lift = np.radians(22.0) * high + np.radians(20.0) * shrug - np.radians(2.0) * low_hang
    forward = np.radians(16.0) * crossing + np.radians(9.0) * far * np.clip(line[:, 2], 0.0, 1.0)
    # about z the left shoulder rises with a positive turn, about y the left one comes forward with a negative turn
    axis_z, axis_y = np.array([0.0, 0.0, arm.sign]), np.array([0.0, -arm.sign, 0.0])
    turn = rotation.about(axis_y, forward) @ rotation.about(axis_z, lift)
    return turn, arm.clavicle + turn @ (arm.shoulder - arm.clavicle)


def wrist_angles(arm: ArmRest, fore_axis: np.ndarray, hinge: np.ndarray, palm: np.ndarray) -> np.ndarray:
    """Flexion, deviation toward the thumb and pronation (t 3) of a hand (frame t 3 3) on a forearm."""
    thumb = palm[:, :, 0] * -arm.sign
    finger, normal = palm[:, :, 1], palm[:, :, 2]
    f = np.einsum("ti,ti->t", fore_axis, finger)
    to_palm, to_thumb = -np.einsum("ti,ti->t", fore_axis, normal), -np.einsum("ti,ti->t", fore_axis, thumb)
    aside = np.hypot(to_palm, to_thumb)
    bend = np.arctan2(aside, f) / np.maximum(aside, 1e-6)
    flexion, deviation = bend * to_palm, bend * to_thumb
    # carry the thumb over to the forearm by the smallest turn that brings finger to fore_axis
    half = finger + fore_axis
    carried = thumb - half * (np.einsum("ti,ti->t", half, thumb) / (1.0 + np.maximum(f, -0.98)))[:, None]
    up = -rotation.cross(fore_axis, hinge)  # where the thumb is in the middle position
    medial = rotation.cross(fore_axis, up) * arm.sign
    pronation = np.arctan2(np.einsum("ti,ti->t", carried, medial), np.einsum("ti,ti->t", carried, up))
    return np.stack([flexion, deviation, pronation], -1)


def frame_of(axis: np.ndarray, hinge: np.ndarray) -> np.ndarray:
    """Frame (... 3 3) with columns axis, hinge (made perpendicular), axis x hinge."""
    x = axis / np.linalg.norm(axis, axis=-1, keepdims=True)
    y = hinge - x * np.sum(hinge * x, -1, keepdims=True)
    y = y / np.linalg.norm(y, axis=-1, keepdims=True)
    return np.stack([x, y, rotation.cross(x, y)], -1)


def ramp(x: np.ndarray, low: float, high: float) -> np.ndarray:
    """Smooth step from 0 at ``low`` to 1 at ``high``."""
    s = np.clip((x - low) / (high - low), 0.0, 1.0)
    return s * s * (3 - 2 * s)
