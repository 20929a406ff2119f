"""From a wrist and a palm to the whole arm: two-bone inverse kinematics in closed form.

Everything here is in the frame of the upright chest. Letters: t frames.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stable_signer.body import rotation
from stable_signer.body.arm import REACH, ArmRest, frame_of, girdle, wrist_angles
from stable_signer.body.elbow import elbow_circle, evasion

if TYPE_CHECKING:
    from stable_signer.body.signer import Body

_MOST_TWIST = np.radians(115.0)
_SMOOTH_S = 0.1
"""The elbow's evasions are smoothed over this time, seconds: elbows are heavy."""


@dataclass(frozen=True)
class ArmPose:
    """An arm over time, in the chest's frame: rotations (t 3 3) away from rest and joints (t 3)."""

    girdle: np.ndarray
    """Rotation of clavicle and shoulder blade."""
    upper: np.ndarray
    fore: np.ndarray
    """Of the forearm's upper end: bent at the elbow, not yet turned."""
    hand: np.ndarray
    twist: np.ndarray
    """(t) turn of the hand about the forearm, away from rest, radians."""
    shoulder: np.ndarray
    elbow: np.ndarray
    wrist: np.ndarray
    shortfall: np.ndarray
    """(t) how far the requested wrist was out of reach, shoulder widths."""
    wrist_angles: np.ndarray
    """(t 3) flexion, deviation toward the thumb, pronation, radians."""
    turned: np.ndarray
    """(t) swivel that was used, radians."""


def solve_arm(
    body: Body, side: int, wrist: np.ndarray, palm: np.ndarray, swivel: np.ndarray, shrug: np.ndarray, fps: float
) -> ArmPose:
    """The arm that brings the wrist to ``wrist`` (t 3) with the hand's frame at ``palm`` (t 3 3).

    ``swivel`` (t) and ``shrug`` (t) as in ``Motion``. A wrist out of reach is brought nearer along its line.
    """
    arm = body.arms[side]
    lifted, shoulder = girdle(arm, wrist, shrug)
    along, distance, allowed = _ways(arm, shoulder, wrist)
    circle = elbow_circle(arm, shoulder, along, allowed, palm)
    turned = swivel + smooth(evasion(body, arm, circle, swivel), _SMOOTH_S * fps)
    elbow, hinge = circle.elbow(turned), circle.hinge(turned)
    fore_axis = (circle.wrist - elbow) / arm.fore
    fore = frame_of(fore_axis, hinge) @ arm.fore_frame.T
    hand = palm @ np.stack([arm.thumb * -arm.sign, arm.finger, arm.normal])
    return ArmPose(
        girdle=lifted,
        upper=frame_of(elbow - shoulder, hinge) @ arm.upper_frame.T,
        fore=fore,
        hand=hand,
        twist=_twist(arm, fore, hand),
        shoulder=shoulder,
        elbow=elbow,
        wrist=circle.wrist,
        shortfall=np.maximum(distance - allowed, 0.0),
        wrist_angles=wrist_angles(arm, fore_axis, hinge, palm),
        turned=turned,
    )


def within_reach(arm: ArmRest, wrist: np.ndarray, shrug: np.ndarray) -> np.ndarray:
    """Where ``solve_arm`` brings wrists (t 3)."""
    _, shoulder = girdle(arm, wrist, shrug)
    along, _, allowed = _ways(arm, shoulder, wrist)
    return shoulder + along * allowed[:, None]


def _ways(arm: ArmRest, shoulder: np.ndarray, wrist: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Unit directions (t 3) from shoulder to wrist, distances (t), and those that the arm can have."""
    distance = np.linalg.norm(wrist - shoulder, axis=-1)
    least = max(1.02 * abs(arm.upper - arm.fore), 0.3 * arm.upper)
    allowed = np.clip(distance, least, REACH * (arm.upper + arm.fore))
    return (wrist - shoulder) / np.maximum(distance, 1e-9)[:, None], distance, allowed


def smooth(values: np.ndarray, sigma: float) -> np.ndarray:
    """Values (t) convolved with a Gaussian of ``sigma`` frames, held at the ends."""
    reach = int(np.ceil(3 * sigma))
    if reach < 1 or len(values) < 2:
        return values
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    padded = np.concatenate([np.repeat(values[:1], reach), values, np.repeat(values[-1:], reach)])
    return np.convolve(padded, kernel / kernel.sum(), mode="valid")


def _twist(arm: ArmRest, fore: np.ndarray, hand: np.ndarray) -> np.ndarray:
    """Turn (t) of the hand about the rest forearm: the twist part of the rotation from forearm to hand."""
    relative = np.swapaxes(fore, -1, -2) @ hand
    q = rotation.quaternion(relative)
    turn = 2.0 * np.arctan2(q[:, :3] @ arm.fore_frame[:, 0], q[:, 3])
    # no forearm turns so far; going back to 0 at half a turn keeps the skin from snapping round there
    return np.sign(turn) * np.minimum(np.abs(turn), _MOST_TWIST / (np.pi - _MOST_TWIST) * (np.pi - np.abs(turn)))
