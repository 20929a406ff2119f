"""Keypoints as the numbers that the back-translator reads. Axes: t frames, d features.

Hands are taken from their wrist and the face from the midpoint of the eyes, both enlarged, because the differences that
mean something there are small beside the travel of an arm.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from stable_signer.pose import Pose
from stable_signer.skeleton import SIGNER_131

FPS = 12.5
"""Rate at which poses are read."""
BODY = SIGNER_131.indices(
    ("nose", "right_shoulder", "left_shoulder", "right_elbow", "left_elbow", "right_wrist", "left_wrist")
)
HANDS = tuple(SIGNER_131.hand(side) for side in ("right", "left"))
FACE = SIGNER_131.indices(
    (*(f"face_{i}" for i in (8, *range(17, 27), 30, *range(36, 68))), "right_iris", "left_iris", "tongue_tip")
)
EYES = SIGNER_131.indices(tuple(f"face_{i}" for i in range(36, 48)))
HAND_SCALE, FACE_SCALE = 4.0, 6.0
NUM_FEATURES = 3 * (len(BODY) + sum(map(len, HANDS)) + len(FACE)) + 3


def features(pose: Pose) -> np.ndarray:
    """(t d) float32 of a pose in any layout and unit, at ``FPS``. Raises ``PoseError`` without shoulders."""
    pose = pose.to(SIGNER_131).normalise().resample(FPS)
    return features_of(pose.xyz, pose.confidence > 0)


def features_of(xyz: np.ndarray, present: np.ndarray) -> np.ndarray:
    """(t d) of canonical positions (t j 3) of signer-131 and what of them is there (t j), at ``FPS``."""
    parts = [_kept(xyz[:, BODY], present[:, BODY])]
    flags = []
    for joints in HANDS:
        wrist = xyz[:, joints[:1]]
        there = present[:, joints]
        offsets = _kept(HAND_SCALE * (xyz[:, joints[1:]] - wrist), there[:, 1:] & there[:, :1])
        parts += [_kept(wrist, there[:, :1]), offsets]
        flags.append(there[:, 0])
    seen = np.asarray(present[:, EYES].any(1))
    middle = xyz[:, EYES].mean(1, keepdims=True)
    parts.append(_kept(FACE_SCALE * (xyz[:, FACE] - middle), present[:, FACE] & seen[:, None]))
    flags.append(seen)
    flat = [part.reshape(len(xyz), -1) for part in parts]
    return np.concatenate([*flat, np.stack(flags, 1)], 1).astype(np.float32)


def without_face(pose: Pose) -> Pose:
    """The pose as a system without a face makes it."""
    confidence = pose.confidence.copy()
    confidence[:, pose.skeleton.face] = 0
    return replace(pose, confidence=confidence)


def _kept(xyz: np.ndarray, present: np.ndarray) -> np.ndarray:
    return np.where(present[..., None], xyz, 0.0)
