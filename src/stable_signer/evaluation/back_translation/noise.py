"""What detectors and other systems do to keypoints: jitter, missing hands, faces and depth, another scale and rate."""

from __future__ import annotations

import numpy as np

from stable_signer.evaluation.back_translation.features import BODY, FACE, HANDS

JITTER = 0.012
"""Standard deviation of a detector's noise in shoulder widths, at its worst."""
NO_DEPTH, NO_FACE, DROPPED_HAND = 0.25, 0.05, 0.25
"""Chances that depth or face are missing in a whole clip, and a hand in a stretch of it."""
STRETCH = (0.85, 1.2)
"""Range of the change of rate."""


def noisy(xyz: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Positions (t j 3) and what is there of them (t j), disturbed."""
    xyz = stretched(xyz.astype(np.float32), rng.uniform(*STRETCH))
    xyz = xyz * rng.uniform(0.93, 1.07, 3).astype(np.float32)
    xyz = xyz + rng.normal(0, 0.03, 3).astype(np.float32)
    sigma = JITTER * rng.random() * np.where(np.isin(np.arange(xyz.shape[1]), FACE), 0.2, 1.0)
    xyz = xyz + (rng.normal(0, 1, xyz.shape) * sigma[:, None]).astype(np.float32)
    present = np.ones(xyz.shape[:2], bool)
    if rng.random() < NO_DEPTH:
        xyz[..., 2] = 0
    if rng.random() < NO_FACE:
        present[:, FACE] = False
    for joints in HANDS:
        if rng.random() < DROPPED_HAND:
            start = rng.integers(0, len(xyz))
            present[start : start + rng.integers(1, 5), joints] = False
    if rng.random() < 0.1:
        present[:, BODY[rng.integers(3, len(BODY))]] = False
    return xyz, present


def stretched(xyz: np.ndarray, rate: float) -> np.ndarray:
    """The motion at ``rate`` times its length, linear in between."""
    length = max(2, round(len(xyz) * rate))
    place = np.linspace(0, len(xyz) - 1, length)
    before = np.minimum(place.astype(int), len(xyz) - 2) if len(xyz) > 1 else np.zeros(length, int)
    u = (place - before)[:, None, None].astype(np.float32)
    after = np.minimum(before + 1, len(xyz) - 1)
    return xyz[before] * (1 - u) + xyz[after] * u
