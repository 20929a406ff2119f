"""Poses that tests share: a plain signer, moving, with every joint of signer-131."""

from __future__ import annotations

import numpy as np

from stable_signer.pose import Pose
from stable_signer.skeleton import HAND_LIMBS, SIGNER_131

BODY = {
    "nose": (0, 0.75, 0.3), "neck": (0, 0, 0), "right_shoulder": (-0.5, 0, 0), "left_shoulder": (0.5, 0, 0),
    "right_elbow": (-0.75, -0.75, 0), "left_elbow": (0.75, -0.75, 0), "right_wrist": (-0.45, -0.35, 0.5),
    "left_wrist": (0.45, -0.35, 0.5), "right_hip": (-0.35, -1.4, 0), "left_hip": (0.35, -1.4, 0),
    "right_eye": (-0.1, 0.85, 0.25), "left_eye": (0.1, 0.85, 0.25), "right_ear": (-0.2, 0.8, 0),
    "left_ear": (0.2, 0.8, 0),
}  # fmt: skip


def a_pose(num_frames: int = 12, fps: float = 25.0) -> Pose:
    """Canonical, symmetric at frame 0; then the right forearm and hand swing. Knees and ankles are missing."""
    xyz = np.zeros((num_frames, len(SIGNER_131), 3), np.float32)
    confidence = np.ones((num_frames, len(SIGNER_131)), np.float32)
    for joint, place in BODY.items():
        xyz[:, SIGNER_131.index(joint)] = place
    for leg in ("knee", "ankle"):
        confidence[:, SIGNER_131.indices([f"right_{leg}", f"left_{leg}"])] = 0
    for side, sign in (("right", -1), ("left", 1)):
        xyz[:, SIGNER_131.hand(side)] = _hand(np.array(BODY[f"{side}_wrist"]), sign)
    xyz[:, SIGNER_131.face] = _face()
    for joint, x in (("right_iris", -0.1), ("left_iris", 0.1), ("tongue_tip", 0.0)):
        xyz[:, SIGNER_131.index(joint)] = (x, 0.85 if "iris" in joint else 0.52, 0.28)
    return Pose(_swing(xyz), confidence, fps)


def _swing(xyz: np.ndarray) -> np.ndarray:
    """Turn the right forearm and hand about the elbow, so that its bones point into the picture and out of it."""
    moving = [*SIGNER_131.hand("right"), SIGNER_131.index("right_wrist")]
    elbow = xyz[:, [SIGNER_131.index("right_elbow")]]
    angle = 0.9 * np.sin(np.arange(len(xyz)) / 3)[:, None]
    x, y, z = np.moveaxis(xyz[:, moving] - elbow, -1, 0)
    turned = np.stack([x * np.cos(angle) + z * np.sin(angle), y, z * np.cos(angle) - x * np.sin(angle)], -1)
    xyz[:, moving] = turned + elbow
    return xyz


def _hand(wrist: np.ndarray, sign: int) -> np.ndarray:
    joints = [wrist + np.array([0, 0.02, 0])]
    for _, child in HAND_LIMBS:
        finger, k = divmod(child - 1, 4)
        joints.append(wrist + np.array([-sign * (0.12 - 0.05 * finger), 0.2 + 0.07 * k, 0.02 * k]))
    return np.array(joints)


def _face() -> np.ndarray:
    """Mirror images left and right: iBUG's order, roughly placed."""
    jaw = [(0.22 * -np.cos(a), 0.85 - 0.42 * np.sin(a), 0.1 + 0.15 * np.sin(a)) for a in np.linspace(0, np.pi, 17)]
    brows = [(x, 0.95, 0.25) for x in np.linspace(-0.18, -0.04, 5)] + [
        (x, 0.95, 0.25) for x in np.linspace(0.04, 0.18, 5)
    ]
    nose = [(0, 0.85 - 0.04 * k, 0.28 + 0.02 * k) for k in range(4)] + [
        (x, 0.7, 0.3) for x in np.linspace(-0.05, 0.05, 5)
    ]
    ring = [(-0.05, 0), (-0.02, 0.02), (0.02, 0.02), (0.05, 0), (0.02, -0.02), (-0.02, -0.02)]
    eyes = [(sign * 0.1 + x, 0.85 + y, 0.26) for sign in (-1, 1) for x, y in ring]
    outer = [(0.09 * -np.cos(a), 0.55 + 0.03 * np.sin(a), 0.28) for a in np.linspace(0, 2 * np.pi, 13)[:12]]
    inner = [(0.07 * -np.cos(a), 0.55 + 0.01 * np.sin(a), 0.28) for a in np.linspace(0, 2 * np.pi, 9)[:8]]
    return np.array([*jaw, *brows, *nose, *eyes, *outer, *inner])
