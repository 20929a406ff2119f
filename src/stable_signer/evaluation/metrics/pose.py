"""Distances between poses, each exactly as one paper of the field computes it, and figures of motion beside them.

The same word, DTW, names four different numbers in four papers; every metric here says which. All alignments are exact
(Sakoe and Chiba 1978: steps of weight 1, minimising the plain sum of frame distances, not of their squares), where
two of the papers use the approximation ``fastdtw``. Axis letters: t frames of the hypothesis, s of the reference, j
joints.

Checked against the papers' code: BenSaunders27/ProgressiveTransformersSLP ``dtw.py``, walsharry/SLRTP-Sign-Production-
Evaluation ``metrics.py``, rotem-shalev/Ham2Pose ``metrics.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numba import njit

from stable_signer.errors import PoseError
from stable_signer.evaluation.metrics.score import Direction, Tally, check_parallel, ratio
from stable_signer.pose import Pose
from stable_signer.skeleton import PROMPT2SIGN_50, SIGNER_131

SLRTP_FPS = 12.5
"""DTW-MJE compares both sides at this rate."""
FPS = 25.0
"""The rate of the other distances; those that accumulate depend on it."""
MAX_FRAMES = 5000
"""Longest sequence that is aligned: the table of costs grows with its square."""
PARTS = {"body": range(8), "left": range(8, 29), "right": range(29, 50)}
"""The joints of ``PROMPT2SIGN_50`` by part."""


@dataclass(frozen=True)
class Sequences:
    """A pair to compare, on ``PROMPT2SIGN_50``: positions (t j 3), (s j 3) and what of them is there (t j), (s j)."""

    hypothesis: np.ndarray
    reference: np.ndarray
    has_hypothesis: np.ndarray
    has_reference: np.ndarray

    def filled(self) -> tuple[np.ndarray, np.ndarray]:
        """Joints that the reference ever has, gaps filled by lines; those that the hypothesis never has at the neck."""
        kept = self.has_reference.any(0)
        return (
            _without_gaps(self.hypothesis, self.has_hypothesis)[:, kept],
            _without_gaps(self.reference, self.has_reference)[:, kept],
        )


@dataclass(frozen=True)
class PairMetric:
    """A metric of a hypothesis against its reference: what a pair adds to the sums, and the value of the sums."""

    row: Callable[[Pose, Pose], Sequence[float]]
    value_of: Callable[[np.ndarray], np.ndarray]
    signature: str
    direction: Direction = "lower"

    def tally(self, rows: Sequence[Sequence[float]]) -> Tally:
        """The sums over pairs, from the rows of each."""
        return Tally(np.asarray(rows, np.float64), self.value_of, self.signature, self.direction)


def pair(hypothesis: Pose, reference: Pose, fps: float) -> Sequences:
    """Both sides canonical, on the joints that are compared, at ``fps``.

    Raises ``PoseError`` for one without frames or shoulders, or too long to align.
    """
    h, r = (_compared(pose, fps) for pose in (hypothesis, reference))
    return Sequences(h.xyz.astype(np.float64), r.xyz.astype(np.float64), h.present, r.present)


def dtw_mje(hypothesis: np.ndarray, reference: np.ndarray) -> tuple[float, int]:
    """DTW-MJE of SLRTP 2025 for (t j 3), (s j 3): sum over aligned pairs of frames, and their number.

    Aligned on the L2 distance of flattened frames; each pair of frames counts with the mean L2 distance of a joint.
    """
    path = dtw_path(euclidean(hypothesis.reshape(len(hypothesis), -1), reference.reshape(len(reference), -1)))
    pairs = hypothesis[path[:, 0]] - reference[path[:, 1]]
    return float(np.linalg.norm(pairs, axis=-1).mean(-1).sum()), len(path)


def dtw_progressive(hypothesis: np.ndarray, reference: np.ndarray) -> float:
    """DTW of Progressive Transformers: accumulated L1 distance of flattened frames, by the length of the reference."""
    cost = city_block(hypothesis.reshape(len(hypothesis), -1), reference.reshape(len(reference), -1))
    path = dtw_path(cost)
    return float(cost[path[:, 0], path[:, 1]].sum() / len(reference))


def dtw_pa_jpe(hypothesis: np.ndarray, reference: np.ndarray) -> float:
    """DTW-PA-JPE of SOKE: accumulated path cost of the mean joint L2, each pair of frames Procrustes-aligned."""
    cost = np.stack([procrustes_distance(frame, reference) for frame in hypothesis])
    path = dtw_path(cost)
    return float(cost[path[:, 0], path[:, 1]].sum())


def ndtw_mje(
    hypothesis: np.ndarray, reference: np.ndarray, has_hypothesis: np.ndarray, has_reference: np.ndarray
) -> float:
    """nDTW-MJE of Ham2Pose for (t j d), (s j d): accumulated DTW distance of each keypoint, mean over keypoints.

    ``has_*`` (t j), (s j) say which keypoints are present: one missing in the reference costs 0, one missing only
    in the hypothesis half the norm of the reference.
    """
    values = []
    for j in range(reference.shape[1]):
        distance = euclidean(hypothesis[:, j], reference[:, j])
        half = 0.5 * np.linalg.norm(reference[:, j], axis=-1)
        cost = np.where(has_hypothesis[:, j, None], distance, half[None])
        cost = np.where(has_reference[None, :, j], cost, 0.0)
        path = dtw_path(cost)
        values.append(cost[path[:, 0], path[:, 1]].sum())
    return float(np.mean(values))


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


@njit(cache=True, nogil=True)
def city_block(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """L1 distances (t s) of rows of a (t d) and b (s d)."""
    cost = np.zeros((len(a), len(b)))
    for i in range(len(a)):
        for k in range(len(b)):
            total = 0.0
            for d in range(a.shape[1]):
                total += abs(a[i, d] - b[k, d])
            cost[i, k] = total
    return cost


def euclidean(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """L2 distances (t s) of rows of a (t d) and b (s d)."""
    a, b = a.astype(np.float64), b.astype(np.float64)
    squares = (a**2).sum(1)[:, None] + (b**2).sum(1)[None] - 2 * a @ b.T
    return np.sqrt(np.maximum(squares, 0.0))


def travel(xyz: np.ndarray, fps: float) -> float:
    """How far a joint (t 3) travels a second."""
    return float(np.linalg.norm(np.diff(xyz, axis=0), axis=-1).sum() * fps / max(len(xyz) - 1, 1))


def jerk(xyz: np.ndarray, fps: float) -> np.ndarray:
    """Size of the third derivative (t-3,) of a path (t 3), units a second cubed."""
    return np.linalg.norm(np.diff(xyz, n=3, axis=0), axis=-1) * fps**3


def _mje_row(hypothesis: Pose, reference: Pose) -> Sequence[float]:
    return dtw_mje(*pair(hypothesis, reference, SLRTP_FPS).filled())


def _progressive_row(hypothesis: Pose, reference: Pose) -> Sequence[float]:
    return dtw_progressive(*pair(hypothesis, reference, FPS).filled()), 1.0


def _pa_row(part: str) -> Callable[[Pose, Pose], Sequence[float]]:
    def row(hypothesis: Pose, reference: Pose) -> Sequence[float]:
        both, joints = pair(hypothesis, reference, SLRTP_FPS), np.array(PARTS[part])
        kept = joints[both.has_reference[:, joints].any(0)]
        if len(kept) < 3:  # nothing to align
            return 0.0, 0.0
        h, r = _without_gaps(both.hypothesis, both.has_hypothesis), _without_gaps(both.reference, both.has_reference)
        return dtw_pa_jpe(h[:, kept], r[:, kept]), 1.0

    return row


def _ndtw_row(hypothesis: Pose, reference: Pose) -> Sequence[float]:
    both = pair(hypothesis, reference, FPS)
    xy = both.hypothesis[..., :2], both.reference[..., :2]
    return ndtw_mje(*xy, both.has_hypothesis, both.has_reference), 1.0


def _wrist_row(hypothesis: Pose, reference: Pose) -> Sequence[float]:
    """Way of the left and right wrist, of both sides, at the rate of SLRTP."""
    both = pair(hypothesis, reference, SLRTP_FPS)
    wrists = PROMPT2SIGN_50.indices(("left_wrist", "right_wrist"))
    ways = [_ways(xyz[:, wrists], has[:, wrists]) for xyz, has in
            ((both.hypothesis, both.has_hypothesis), (both.reference, both.has_reference))]  # fmt: skip
    return *ways[0], *ways[1]


def _ways(xyz: np.ndarray, has: np.ndarray) -> np.ndarray:
    steps = np.linalg.norm(np.diff(_without_gaps(xyz, has), axis=0), axis=-1)
    return steps.sum(0) * has.any(0)


def _wrist_ratio(sums: np.ndarray) -> np.ndarray:
    """Mean over the wrists that move in the references at all."""
    moves = sums[..., 2:] > 0
    ratios = np.where(moves, sums[..., :2] / np.where(moves, sums[..., 2:], 1.0), 0.0)
    count = moves.sum(-1)
    return np.where(count > 0, ratios.sum(-1) / np.maximum(count, 1), np.nan)


def _duration_row(hypothesis: Pose, reference: Pose) -> Sequence[float]:
    return hypothesis.duration / reference.duration, 1.0


_JOINTS = "50 joints (body 8, hands 2x21), shoulder widths|missing: interpolated"
POSE_METRICS: dict[str, PairMetric] = {
    "dtw_mje": PairMetric(
        _mje_row, ratio, f"DTW-MJE (SLRTP 2025)|exact DTW, sum of L2|{_JOINTS}|12.5 fps|mean over aligned frames"
    ),
    "dtw": PairMetric(
        _progressive_row,
        ratio,
        f"DTW (Progressive Transformers)|L1, accumulated / reference length|{_JOINTS}|25 fps|mean over sentences",
    ),
    **{
        f"dtw_pa_jpe_{part}": PairMetric(
            _pa_row(part),
            ratio,
            f"DTW-PA-JPE (SOKE), {part}|Procrustes a frame, accumulated|shoulder widths|12.5 fps|mean over sentences",
        )
        for part in PARTS
    },
    "ndtw_mje": PairMetric(
        _ndtw_row,
        ratio,
        "nDTW-MJE (Ham2Pose)|exact DTW a keypoint, accumulated|50 joints, x y, shoulder widths|25 fps"
        "|mean over sentences",
    ),
    "wrist_distance_ratio": PairMetric(
        _wrist_row, _wrist_ratio, "wrist distance, hypothesis / reference (SLRTP 2025)|corpus|12.5 fps", "near 1"
    ),
    "duration_ratio": PairMetric(
        _duration_row, ratio, "duration, hypothesis / reference|mean over sentences", "near 1"
    ),
}
"""Name in reports -> metric."""


def pose_rows(hypothesis: Pose, reference: Pose) -> dict[str, list[float]]:
    """What one pair adds to each metric of ``POSE_METRICS``."""
    return {name: [float(v) for v in metric.row(hypothesis, reference)] for name, metric in POSE_METRICS.items()}


def pose_tallies(hypotheses: Sequence[Pose], references: Sequence[Pose]) -> dict[str, Tally]:
    """Every metric of ``POSE_METRICS`` over pairs. Raises ``ScoreError`` for lists of different lengths or none."""
    check_parallel(hypotheses, references)
    rows = [pose_rows(h, r) for h, r in zip(hypotheses, references, strict=True)]
    return {name: metric.tally([row[name] for row in rows]) for name, metric in POSE_METRICS.items()}


def _compared(pose: Pose, fps: float) -> Pose:
    if len(pose) == 0:
        raise PoseError("A pose of no frames cannot be scored: expected at least one.")
    pose = pose.to(SIGNER_131).normalise().to(PROMPT2SIGN_50).resample(fps)
    if len(pose) > MAX_FRAMES:
        raise PoseError(f"{len(pose)} frames at {fps:g} fps: expected at most {MAX_FRAMES}; cut it into sentences.")
    return pose


def _without_gaps(xyz: np.ndarray, has: np.ndarray) -> np.ndarray:
    """Positions (t j d) with missing ones on the line between their neighbours in time; 0 where there is none."""
    if has.all():
        return xyz
    xyz, frames = xyz.copy(), np.arange(len(xyz))
    for j in np.flatnonzero(has.any(0) & ~has.all(0)):
        known = has[:, j]
        for d in range(xyz.shape[-1]):
            xyz[~known, j, d] = np.interp(frames[~known], frames[known], xyz[known, j, d])
    xyz[:, ~has.any(0)] = 0.0
    return xyz
