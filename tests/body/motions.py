"""Motions for tests: smooth, within reach, with every hand, finger and facial action in use."""

from __future__ import annotations

import numpy as np

from stable_signer.body import rotation
from stable_signer.body.motion import FACIAL_ACTIONS, SHAPES, Motion, hand_frame, rest

LOOKS = [i for i, action in enumerate(FACIAL_ACTIONS) if action.startswith("eyeLook")]
FLAT = np.zeros((5, 4))
FIST = np.radians([[44, -16, 42, 40], *([[84, 0, 100, 60]] * 4)])
FIVE = np.radians([[12, 48, -4, -4], [0, 14, 0, 0], [0, 2, 0, 0], [0, 8, 0, 0], [0, 18, 0, 0]])
OH = np.radians([[52, 4, 18, 24], *([[52, 0, 62, 38]] * 4)])
POINT = np.radians([[40, -14, 30, 20], [0, 0, 0, 0], *([[84, 0, 100, 60]] * 3)])
HANDS = (FLAT, FIST, FIVE, OH, POINT)


def wander(num_frames: int, shape: tuple[int, ...], rng: np.random.Generator, waves: int = 3) -> np.ndarray:
    """Smooth random curves (t ...) of about -1..1."""
    t = np.linspace(0, 1, num_frames).reshape(-1, *[1] * len(shape))
    phase, amount = rng.uniform(0, 2 * np.pi, (2, waves, *shape))
    return sum(np.sin(2 * np.pi * (k + 1) * t + phase[k]) * amount[k] / (2 * np.pi * waves) for k in range(waves)) * 2


def signing(num_frames: int = 60, seed: int = 0) -> Motion:
    """Two hands that move in front of the chest and the face, through several handshapes."""
    rng = np.random.default_rng(seed)
    motion = rest(num_frames, 25.0)
    centre = np.array([[-0.3, -0.2, 0.75], [0.3, -0.2, 0.75]])
    wrist = centre + wander(num_frames, (2, 3), rng) * [0.25, 0.35, 0.15]
    palms = np.stack([hand_frame(np.array([s, 1.5, 0.6]), np.array([s, 0.0, 1.0])) for s in (0.6, -0.6)])
    palm = rotation.multiply(rotation.quaternion(palms)[None], rotation.exp(0.5 * wander(num_frames, (2, 3), rng)))
    keys = np.array(HANDS)[rng.integers(len(HANDS), size=(6, 2))]
    at = np.linspace(0, 4.999, num_frames)
    low, share = at.astype(int), (at - at.astype(int)).reshape(-1, 1, 1, 1)
    fingers = (1 - share) * keys[low] + share * keys[low + 1]
    face = np.clip(wander(num_frames, (52,), rng), 0, 0.8) * (rng.random(52) < 0.2)
    face[:, LOOKS] = 0.0
    changes = {
        "wrist": wrist,
        "palm": palm,
        "fingers": fingers,
        "torso": 0.06 * wander(num_frames, (3,), rng, 1),
        "head": 0.15 * wander(num_frames, (3,), rng, 1),
        "gaze": 0.2 * wander(num_frames, (2,), rng),
        "face": face,
    }
    return replaced(motion, **changes)


def replaced(motion: Motion, **arrays: np.ndarray) -> Motion:
    """The motion with some of its arrays changed, as float32."""
    own = {name: getattr(motion, name) for name in SHAPES}
    own |= {name: np.asarray(array, np.float32) for name, array in arrays.items()}
    return Motion(fps=motion.fps, **own)


def reaching(
    wrist: tuple[float, float, float], finger: tuple[float, float, float], normal: tuple[float, float, float]
) -> Motion:
    """One frame with the right wrist at a place, fingers and palm in given directions."""
    motion = rest(1, 25.0)
    wrists, palms = motion.wrist.copy(), motion.palm.copy()
    wrists[0, 0] = wrist
    palms[0, 0] = rotation.quaternion(hand_frame(np.array(finger, float), np.array(normal, float)))
    return replaced(motion, wrist=wrists, palm=palms)
