"""Distances between poses, each exactly as one paper of the field computes it, and figures of motion beside them.

The same word, DTW, names four different numbers in four papers; every function here says which. Axis letters:
t frames of the hypothesis, s frames of the reference, j joints.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numba import njit

from stable_signer.errors import PoseError
from stable_signer.evaluation.metrics.text import Score, check_parallel

SLRTP_FPS = 12.5
"""DTW-MJE compares both sides at this rate."""


@njit(cache=True, nogil=True)
def dtw_path(cost: np.ndarray) -> np.ndarray:
    """Pairs (n 2) of the cheapest monotone alignment of ``cost`` (t s): steps right, down, diagonal, end to end.

    Ties prefer the diagonal. The textbook recursion of Sakoe and Chiba (1978), symmetric steps of weight 1.
    """
    t, s = cost.shape
    total = np.full((t + 1, s + 1), np.inf)
    total[0, 0] = 0.0
    for i in range(t):
        for k in range(s):
            total[i + 1, k + 1] = cost[i, k] + min(total[i, k], total[i, k + 1], total[i + 1, k])
    path = np.empty((t + s, 2), np.int64)
    i, k, n = t, s, 0
    while i > 0 and k > 0:
        path[n, 0], path[n, 1] = i - 1, k - 1
        n += 1
        diagonal, up, left = total[i - 1, k - 1], total[i - 1, k], total[i, k - 1]
        if diagonal <= up and diagonal <= left:
            i, k = i - 1, k - 1
        elif up <= left:
            i -= 1
        else:
            k -= 1
    return path[:n][::-1].copy()


def dtw_mje(hypothesis: np.ndarray, reference: np.ndarray) -> float:
    """DTW-MJE of SLRTP 2025 for (t j 3), (s j 3), both at 12.5 frames a second.

    Aligned on the L2 distance of flattened frames; mean over aligned pairs of the mean joint L2 distance.
    """
    path = dtw_path(_euclidean(hypothesis.reshape(len(hypothesis), -1), reference.reshape(len(reference), -1)))
    pairs = hypothesis[path[:, 0]] - reference[path[:, 1]]
    return float(np.linalg.norm(pairs, axis=-1).mean())


def dtw_progressive(hypothesis: np.ndarray, reference: np.ndarray) -> float:
    """DTW of Progressive Transformers: accumulated L1 distance of flattened frames, by the length of the reference."""
    h, r = hypothesis.reshape(len(hypothesis), -1), reference.reshape(len(reference), -1)
    cost = np.abs(h[:, None] - r[None]).sum(-1)
    path = dtw_path(cost)
    return float(cost[path[:, 0], path[:, 1]].sum() / len(reference))


def dtw_pa_jpe(hypothesis: np.ndarray, reference: np.ndarray) -> float:
    """DTW-PA-JPE of SOKE: accumulated path cost of the mean joint L2, each pair of frames Procrustes-aligned."""
    cost = np.stack([procrustes_distance(frame, reference) for frame in hypothesis])
    path = dtw_path(cost)
    return float(cost[path[:, 0], path[:, 1]].sum())


def procrustes_distance(frame: np.ndarray, references: np.ndarray) -> np.ndarray:
    """Mean joint distance (s,) of a frame (j 3) to each of (s j 3) after the best similarity transform (Gower 1975)."""
    x = frame - frame.mean(0)
    means = references.mean(1, keepdims=True)
    y = references - means
    u, singular, vt = np.linalg.svd(np.einsum("ja,sjb->sab", x, y))
    sign = np.sign(np.linalg.det(u @ vt))
    u[..., -1] *= sign[:, None]  # a rotation, not a reflection
    singular[..., -1] *= sign
    scale = singular.sum(-1) / max((x**2).sum(), 1e-12)
    aligned = scale[:, None, None] * np.einsum("ja,sab->sjb", x, u @ vt)
    return np.linalg.norm(aligned - y, axis=-1).mean(-1)


def ndtw_mje(
    hypothesis: np.ndarray, reference: np.ndarray, has_hypothesis: np.ndarray, has_reference: np.ndarray
) -> float:
    """nDTW-MJE of Ham2Pose: DTW a keypoint, normalised by the path, mean over keypoints that the reference has.

    ``has_*`` (t j), (s j) say which keypoints are present: one missing in the reference costs 0, one missing only
    in the hypothesis half the norm of the reference.
    """
    values = []
    for j in np.flatnonzero(has_reference.any(0)):
        distance = _euclidean(hypothesis[:, j], reference[:, j])
        half = 0.5 * np.linalg.norm(reference[:, j], axis=-1)
        cost = np.where(has_hypothesis[:, j, None], distance, half[None])
        cost = np.where(has_reference[None, :, j], cost, 0.0)
        path = dtw_path(cost)
        values.append(cost[path[:, 0], path[:, 1]].mean())
    return float(np.mean(values)) if values else float("nan")


def frechet_distance(a: np.ndarray, b: np.ndarray) -> float:
    """Frechet distance of the Gaussians through features a (n d), b (m d): FID, FGD, whatever made the features."""
    from scipy.linalg import sqrtm

    mean = a.mean(0) - b.mean(0)
    cov_a, cov_b = (np.atleast_2d(np.cov(x, rowvar=False)) for x in (a, b))
    root = np.real(sqrtm(cov_a @ cov_b))
    return float(mean @ mean + np.trace(cov_a + cov_b - 2 * root))


def travel(xyz: np.ndarray, fps: float) -> float:
    """How far a joint (t 3) travels a second."""
    return float(np.linalg.norm(np.diff(xyz, axis=0), axis=-1).sum() * fps / max(len(xyz) - 1, 1))


def jerk(xyz: np.ndarray, fps: float) -> np.ndarray:
    """Size of the third derivative (t-3,) of a path (t 3), units a second cubed."""
    return np.linalg.norm(np.diff(xyz, n=3, axis=0), axis=-1) * fps**3


def mean_over(metric, hypotheses: Sequence[np.ndarray], references: Sequence[np.ndarray], signature: str) -> Score:
    """The mean of a distance over pairs of sequences. Raises ``PoseError`` where two have different joints."""
    check_parallel(hypotheses, references)
    for i, (h, r) in enumerate(zip(hypotheses, references, strict=True)):
        if h.ndim != 3 or h.shape[1:] != r.shape[1:] or len(h) == 0 or len(r) == 0:
            raise PoseError(
                f"Pair {i}: poses of shape {h.shape} and {r.shape}; expected (frames, joints, 3), same joints."
            )
    values = [metric(h, r) for h, r in zip(hypotheses, references, strict=True)]
    return Score(float(np.mean(values)), f"{signature}|mean over {len(values)} sequences", higher_is_better=False)


def _euclidean(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Distances (t s) of rows of a (t d) and b (s d)."""
    a, b = a.astype(np.float64), b.astype(np.float64)
    squares = (a**2).sum(1)[:, None] + (b**2).sum(1)[None] - 2 * a @ b.T
    return np.sqrt(np.maximum(squares, 0.0))
