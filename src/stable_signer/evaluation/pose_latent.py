"""The latent space of FGD: a linear auto-encoder (principal components) of short windows of signing.

Trained on performances of our grammar's train split by ``runs/11_fit_pose_latent.py``. Letters: t frames, n windows, d
latent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from stable_signer.errors import ModelError
from stable_signer.evaluation.metrics.pose import SLRTP_FPS, pair
from stable_signer.files import shipped_tensors
from stable_signer.pose import Pose
from stable_signer.skeleton import PROMPT2SIGN_50

WEIGHTS = Path(__file__).parent / "weights" / "pose_latent.safetensors"
WINDOW, STRIDE = 8, 4
"""Frames of a window, and from one to the next, at 12.5 fps: 0.64 s, about one sign."""
DIMENSIONS = 32
WIDTH = WINDOW * 3 * len(PROMPT2SIGN_50)


@dataclass(frozen=True)
class PoseLatent:
    """Windows of a pose -> latent vectors."""

    mean: np.ndarray
    """(WIDTH,)"""
    components: np.ndarray
    """(d WIDTH), orthonormal rows."""
    explained: float
    """Share of the training windows' variance that the components keep."""

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls) -> PoseLatent:
        """The shipped one. Raises ``ModelError`` if its file is missing or broken."""
        tensors, notes = shipped_tensors(WEIGHTS, "pose latent")
        components = tensors["components"].astype(np.float64)
        if components.shape[1] != WIDTH:
            raise ModelError(f"{WEIGHTS.name} reads {components.shape[1]} values: expected {WIDTH}; reinstall.")
        return cls(tensors["mean"].astype(np.float64), components, float(notes["explained"]))

    @classmethod
    def fit(cls, poses: Iterable[Pose], dimensions: int = DIMENSIONS) -> PoseLatent:
        """Principal components of all windows of ``poses``."""
        x = np.concatenate([windows(pose) for pose in poses])
        mean = x.mean(0)
        covariance = (x - mean).T @ (x - mean) / len(x)
        values, vectors = np.linalg.eigh(covariance)
        order = np.argsort(values)[::-1][:dimensions]
        return cls(mean, vectors[:, order].T, float(values[order].sum() / values.sum()))

    @property
    def signature(self) -> str:
        """What an FGD in this space says of itself."""
        return (
            f"FGD|latent of a linear auto-encoder (PCA, {len(self.components)} of {WIDTH} values, keeps "
            f"{100 * self.explained:.1f} %) of {WINDOW}-frame windows at {SLRTP_FPS:g} fps, our train split|"
            "not comparable with FGD in other latents"
        )

    def __call__(self, pose: Pose) -> np.ndarray:
        """Latent vectors (n d) of a pose."""
        return (windows(pose) - self.mean) @ self.components.T


def windows(pose: Pose) -> np.ndarray:
    """(n WIDTH) windows of the compared joints, canonical; a pose that is shorter than one is held at its end.

    Raises ``PoseError`` for a pose without frames or shoulders.
    """
    both = pair(pose, pose, SLRTP_FPS)
    xyz = np.zeros((len(both.reference), len(PROMPT2SIGN_50), 3))
    xyz[:, both.has_reference.any(0)] = both.filled()[1]
    if len(xyz) < WINDOW:
        xyz = np.concatenate([xyz, np.repeat(xyz[-1:], WINDOW - len(xyz), 0)])
    starts = range(0, len(xyz) - WINDOW + 1, STRIDE)
    return np.stack([xyz[s : s + WINDOW].ravel() for s in starts])
