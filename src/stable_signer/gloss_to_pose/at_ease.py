"""Where hands wait: before, between and after signs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from stable_signer.body import rotation
from stable_signer.body.motion import Motion, hand_frame, mirror, rest

WRIST = (-0.45, -1.1, 0.62)
FINGER = (0.50, -0.40, 0.50)
PALM = (0.42, -0.62, -0.55)
"""The right hand: relaxed before the belly, elbow bent, fingers inward, clear of the left;
shoulder widths and directions.

Hands that hang at the sides would be out of the picture, or make face and hands small in it.
"""


def at_ease(fps: float) -> Motion:
    """One frame of a signer who is about to sign: both hands relaxed at the waist, a friendly face."""
    standing = rest(1, fps)
    right = rotation.quaternion(hand_frame(np.array(FINGER), np.array(PALM)))
    one_side = replace(
        standing,
        wrist=np.broadcast_to(np.array(WRIST, np.float32), (1, 2, 3)).copy(),
        palm=np.broadcast_to(right.astype(np.float32), (1, 2, 4)).copy(),
    )
    other_side = mirror(one_side)
    wrist = np.stack([one_side.wrist[:, 0], other_side.wrist[:, 1]], 1)
    palm = np.stack([one_side.palm[:, 0], other_side.palm[:, 1]], 1)
    return replace(standing, wrist=wrist, palm=palm)
