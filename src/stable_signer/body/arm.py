"""The arm: from a wrist and a palm to shoulder girdle, elbow and the turn of the forearm.

Two-bone inverse kinematics in closed form. The elbow lies on a circle about the line from shoulder to wrist; 0 is its
natural drop (down, a little out and back). Where the requested palm would bend the wrist or turn the forearm beyond
what people can do, or the elbow would enter the ribs, the elbow moves along its circle: the turn is the mean of several
candidates, weighted by how comfortable each is, so it is continuous in time.
Everything here is in the frame of the upright chest. Letters: t frames, c candidates.
Limits after the American Academy of Orthopaedic Surgeons: flexion 75, extension 70, radial 20, ulnar 35, pronation and
supination 85 degrees (the ends of the ranges strain, so the comfort cost begins before them).
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
_COMFORT = 0.8
_CANDIDATES = np.radians(np.arange(-45.0, 121.0, 15.0))
_HOPELESS = np.radians(50.0)
_STRAIN, _TEMPERATURE = 9.0, 0.15
_OWN_SIDE = 0.3
"""An elbow stays this far on its own side, shoulder widths, unless the wrist crosses over."""
_MOST_TWIST = np.radians(115.0)
_SMOOTH_S = 0.07
"""The elbow's evasions are smoothed over this time, seconds: elbows are heavy."""
_DROP = np.array([0.42, -1.0, -0.3])
"""Natural direction of the elbow for an arm whose own side is +x: out, down, back."""
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
        upper_frame=_frame(upper, hinge),
        fore_frame=_frame(fore, hinge),
        thumb=frame[:, 0] * (1.0 - 2.0 * side),
        finger=frame[:, 1],
        normal=frame[:, 2],
    )


def solve_arm(
    body: Body, side: int, wrist: np.ndarray, palm: np.ndarray, swivel: np.ndarray, shrug: np.ndarray, fps: float
) -> ArmPose:
    """The arm that brings the wrist to ``wrist`` (t 3) with the hand's frame at ``palm`` (t 3 3).

    ``swivel`` (t) and ``shrug`` (t) as in ``Motion``. A wrist out of reach is brought nearer along its line.
    """
    arm = body.arms[side]
    lifted, shoulder = girdle(arm, wrist, shrug)
    line = wrist - shoulder
    distance = np.linalg.norm(line, axis=-1)
    most = REACH * (arm.upper + arm.fore)
    least = np.maximum(1.02 * abs(arm.upper - arm.fore), 0.3 * arm.upper)
    allowed = np.clip(distance, least, most)
    along = line / np.maximum(distance, 1e-9)[:, None]
    wrist = shoulder + along * allowed[:, None]
    offset, height = _elbow_circle(arm, allowed)
    drop = _natural_drop(arm, along, line)
    across = np.cross(along, drop) * arm.sign
    ease = _comfortable(body, arm, shoulder, along, offset, height, drop, across, wrist, palm, swivel)
    turned = swivel + _smooth(ease, _SMOOTH_S * fps)
    elbow, upper, fore, angles = _bend(arm, shoulder, along, offset, height, drop, across, wrist, palm, turned)
    rest = np.stack([arm.thumb * -arm.sign, arm.finger, arm.normal], -1)
    hand = palm @ rest.T
    twist = _twist(arm, fore, hand)
    return ArmPose(
        lifted, upper, fore, hand, twist, shoulder, elbow, wrist, np.maximum(distance - allowed, 0.0), angles, turned
    )


def _smooth(values: np.ndarray, sigma: float) -> np.ndarray:
    """Values (t) convolved with a Gaussian of ``sigma`` frames, held at the ends."""
    reach = int(np.ceil(3 * sigma))
    if reach < 1 or len(values) < 2:
        return values
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    padded = np.concatenate([np.repeat(values[:1], reach), values, np.repeat(values[-1:], reach)])
    return np.convolve(padded, kernel / kernel.sum(), mode="valid")


def girdle(arm: ArmRest, wrist: np.ndarray, shrug: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rotation (t 3 3) of the shoulder girdle and place (t 3) of the shoulder: it follows high, far and crossing
    hands."""
    line = (wrist - arm.shoulder) / (arm.upper + arm.fore)
    high = _ramp(line[:, 1], 0.05, 0.95)
    low_hang = _ramp(-line[:, 1], 0.7, 1.0)
    crossing = _ramp(-arm.sign * line[:, 0], -0.1, 0.8)
    far = _ramp(np.linalg.norm(line, axis=-1), 0.85, 1.05)
    lift = np.radians(22.0) * high + np.radians(20.0) * shrug - np.radians(2.0) * low_hang
    forward = np.radians(16.0) * crossing + np.radians(9.0) * far * np.clip(line[:, 2], 0.0, 1.0)
    # about z the left shoulder rises with a positive turn, about y the left one comes forward with a negative turn
    axis_z, axis_y = np.array([0.0, 0.0, arm.sign]), np.array([0.0, -arm.sign, 0.0])
    turn = rotation.about(axis_y, forward) @ rotation.about(axis_z, lift)
    return turn, arm.clavicle + turn @ (arm.shoulder - arm.clavicle)


def swivel_of(body: Body, side: int, shoulder: np.ndarray, elbow: np.ndarray, wrist: np.ndarray) -> np.ndarray:
    """Swivel (t) of an arm whose joints (t 3) are seen; fades to 0 where it is straight, because then it says
    nothing."""
    arm = body.arms[side]
    line = wrist - shoulder
    along = line / np.maximum(np.linalg.norm(line, axis=-1, keepdims=True), 1e-9)
    aside = elbow - shoulder
    aside = aside - along * np.sum(aside * along, -1, keepdims=True)
    drop = _natural_drop(arm, along, line)
    across = np.cross(along, drop) * arm.sign
    angle = np.arctan2(np.sum(aside * across, -1), np.sum(aside * drop, -1))
    return angle * _ramp(np.linalg.norm(aside, axis=-1), 0.01, 0.06)


def _elbow_circle(arm: ArmRest, distance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the elbow's circle meets the line (t) from the shoulder, and its radius (t)."""
    offset = (arm.upper**2 - arm.fore**2 + distance**2) / (2 * distance)
    return offset, np.sqrt(np.maximum(arm.upper**2 - offset**2, 1e-12))


def _comfortable(
    body: Body, arm: ArmRest, shoulder: np.ndarray, along: np.ndarray, offset: np.ndarray, height: np.ndarray,
    drop: np.ndarray, across: np.ndarray, wrist: np.ndarray, palm: np.ndarray, swivel: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """How far (t) the elbow moves from the requested swivel for the sake of wrist, forearm and ribs, radians.

    A raised elbow does not go far behind the shoulder, nor above shoulder and wrist, nor across the body.
    """
    t, c = len(wrist), len(_CANDIDATES)
    turns = swivel[:, None] + np.concatenate([[0.0], _CANDIDATES])[None, :]
    flat = turns.reshape(-1)
    repeat = [np.repeat(x, c + 1, axis=0) for x in (shoulder, along, offset, height, drop, across, wrist, palm)]
    elbow, _, _, angles = _bend(arm, *repeat, flat, with_rotations=False)
    low, high = LIMITS[:, 0] * _COMFORT, LIMITS[:, 1] * _COMFORT
    # beyond hope no elbow helps, so the cost stops rising: else it would jump from one bad place to another
    excess = np.minimum(np.maximum(angles - high, 0.0) + np.maximum(low - angles, 0.0), _HOPELESS)
    strain = _STRAIN * np.sum(excess**2, -1)
    inside = np.maximum(0.16 - body.distance(elbow), 0.0)
    raised = _ramp(elbow[:, 1] - repeat[0][:, 1], -0.5, 0.0)
    behind = np.maximum(repeat[0][:, 2] - 0.1 - elbow[:, 2], 0.0) * raised
    # across the middle only as far as the wrist is
    crossing = np.maximum(_OWN_SIDE - arm.sign * elbow[:, 0], 0.0) * _ramp(arm.sign * repeat[6][:, 0], -0.35, 0.1)
    above = np.maximum(elbow[:, 1] - np.maximum(repeat[6][:, 1], 0.12), 0.0)
    away = np.concatenate([[0.0], _CANDIDATES])
    cost = (strain + 60.0 * inside**2 + 12.0 * behind**2 + 20.0 * crossing**2 + 3.0 * above**2).reshape(
        t, c + 1
    ) + 0.25 * away**2
    weight = np.exp(-(cost - cost.min(1, keepdims=True)) / _TEMPERATURE)
    return (weight * away).sum(1) / weight.sum(1)


def _bend(
    arm: ArmRest, shoulder: np.ndarray, along: np.ndarray, offset: np.ndarray, height: np.ndarray, drop: np.ndarray,
    across: np.ndarray, wrist: np.ndarray, palm: np.ndarray, swivel: np.ndarray, with_rotations: bool = True,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """Elbow (t 3), rotations of upper arm and forearm (t 3 3), and wrist angles (t 3) for a swivel (t)."""
    direction = np.cos(swivel)[:, None] * drop + np.sin(swivel)[:, None] * across
    elbow = shoulder + offset[:, None] * along + height[:, None] * direction
    hinge = np.cross(direction, along)
    fore_axis = (wrist - elbow) / arm.fore
    angles = wrist_angles(arm, fore_axis, hinge, palm)
    if not with_rotations:
        return elbow, elbow, elbow, angles
    upper = _frame((elbow - shoulder) / arm.upper, hinge) @ arm.upper_frame.T
    fore = _frame(fore_axis, hinge) @ arm.fore_frame.T
    return elbow, upper, fore, angles


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
    up = -np.cross(fore_axis, hinge)  # where the thumb is in the middle position
    medial = np.cross(fore_axis, up) * arm.sign
    pronation = np.arctan2(np.einsum("ti,ti->t", carried, medial), np.einsum("ti,ti->t", carried, up))
    return np.stack([flexion, deviation, pronation], -1)


def _twist(arm: ArmRest, fore: np.ndarray, hand: np.ndarray) -> np.ndarray:
    """Turn (t) of the hand about the rest forearm: the twist part of the rotation from forearm to hand."""
    relative = np.swapaxes(fore, -1, -2) @ hand
    q = rotation.quaternion(relative)
    turn = 2.0 * np.arctan2(q[:, :3] @ arm.fore_frame[:, 0], q[:, 3])
    # no forearm turns so far; going back to 0 at half a turn keeps the skin from snapping round there
    return np.sign(turn) * np.minimum(np.abs(turn), _MOST_TWIST / (np.pi - _MOST_TWIST) * (np.pi - np.abs(turn)))


def _frame(axis: np.ndarray, hinge: np.ndarray) -> np.ndarray:
    """Frame (... 3 3) with columns axis, hinge (made perpendicular), axis x hinge."""
    x = axis / np.linalg.norm(axis, axis=-1, keepdims=True)
    y = hinge - x * np.sum(hinge * x, -1, keepdims=True)
    y = y / np.linalg.norm(y, axis=-1, keepdims=True)
    return np.stack([x, y, np.cross(x, y)], -1)


def _natural_drop(arm: ArmRest, along: np.ndarray, line: np.ndarray) -> np.ndarray:
    """Unit directions (t 3) from the ``line`` (t 3) shoulder-wrist (unit ``along``, t 3) to an elbow at ease.

    Down, a little out and back; under a hand over the head it comes forward.
    """
    vector = np.repeat(_DROP[None] * [arm.sign, 1.0, 1.0], len(along), axis=0)
    vector[:, 2] += 1.1 * _ramp(line[:, 1] / (arm.upper + arm.fore), 0.3, 0.75)
    flat = vector - along * np.sum(along * vector, -1, keepdims=True)
    return flat / np.maximum(np.linalg.norm(flat, axis=-1, keepdims=True), 1e-6)


def _ramp(x: np.ndarray, low: float, high: float) -> np.ndarray:
    """Smooth step from 0 at ``low`` to 1 at ``high``."""
    s = np.clip((x - low) / (high - low), 0.0, 1.0)
    return s * s * (3 - 2 * s)
