"""Depth for flat keypoints, from the lengths of bones that are known.

A bone that looks shorter than it is points toward the viewer or away. Which of the two is a guess by anatomy: forearms
point forward, fingers bend toward the palm.
"""

from __future__ import annotations

import numpy as np

from stable_signer.body.hand import SIDES
from stable_signer.body.signer import Body
from stable_signer.skeleton import SIGNER_131

_ARMS = ((2, 3, 4), (5, 6, 7))


def is_flat(xyz: np.ndarray, confidence: np.ndarray) -> bool:
    """Whether keypoints (t 131 3) have no depth."""
    return bool((np.abs(xyz[..., 2])[confidence > 0] < 1e-6).all())


def lifted(body: Body, xyz: np.ndarray, confidence: np.ndarray) -> np.ndarray:
    """The same keypoints (t 131 3) with a depth for arms and hands; the face stays flat."""
    out = xyz.copy()
    for side, (shoulder, elbow, wrist) in enumerate(_ARMS):
        arm = body.arms[side]
        upper = _missing(arm.upper, out[:, elbow] - out[:, shoulder])
        out[:, elbow, 2] = out[:, shoulder, 2] + np.minimum(0.35 * upper, 0.25)
        fore = _missing(arm.fore, out[:, wrist] - out[:, elbow])
        out[:, wrist, 2] = out[:, elbow, 2] + np.maximum(fore, 0.3 * (confidence[:, elbow] == 0))
        _lift_hand(body, side, out, wrist)
    return out


def _missing(length: float, seen: np.ndarray) -> np.ndarray:
    """Depth (t) that a bone of that length must have if its picture is ``seen`` (t 3)."""
    return np.sqrt(np.maximum(length**2 - seen[:, 0] ** 2 - seen[:, 1] ** 2, 0.0))


def _lift_hand(body: Body, side: int, out: np.ndarray, wrist: int) -> None:
    hand, points = body.hands[side], SIGNER_131.hand(SIDES[side])
    out[:, points, 2] = out[:, wrist, 2][:, None]
    index, middle, pinky = (out[:, points[k]] - out[:, points[0]] for k in (5, 9, 17))
    across = (index - pinky) * hand.sign
    # side x finger looks to the viewer where the palm does
    faces = np.sign(across[:, 0] * middle[:, 1] - across[:, 1] * middle[:, 0])
    faces = np.where(faces == 0, 1.0, faces)
    long = np.linalg.norm(hand.bases[2])
    forward = _missing(float(long), middle) * 0.7
    for finger in range(5):
        joints = points[4 * finger + 1 : 4 * finger + 5]
        share = np.linalg.norm(hand.bases[finger]) / long
        out[:, joints[0], 2] += forward * share
        for p in range(3):
            depth = _missing(float(np.linalg.norm(hand.steps[finger, p])), out[:, joints[p + 1]] - out[:, joints[p]])
            out[:, joints[p + 1], 2] = out[:, joints[p], 2] + faces * 0.85 * depth
