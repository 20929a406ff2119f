"""The last touch on joins: no hand is more sudden where signs meet than real hands are inside of signs.

Where the jerk of a wrist at a join is above ``SEAM_JERK``, its path there is replaced by the smoothest one nearby
(Whittaker 1923, penalty on the third difference), the less the deeper inside a sign. Axis letters: t frames.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

SEAM_JERK = 950.0
"""Largest jerk of a wrist at a join, taken at 25 frames a second, shoulder widths a second cubed.

Hands of real signers in motion have 1656 at their 95th percentile (measured as in ``stroke``); the rest is for the head
and the torso, which carry the hands.
"""
JERK_FPS = 25.0
AROUND_S = 0.24
"""Seconds before and after too sudden frames that may give way."""
FIRMNESS_S = 0.08
"""Seconds inside a sign in which its frames become firm."""
FIRM = 30.0
"""How much more firmly the middle of a sign keeps its place than a transition."""
_PENALTIES = tuple(0.02 * 3.0**k for k in range(12))


def calm_seams(
    path: np.ndarray, inside: np.ndarray, joins: Sequence[float], fps: float, tight: np.ndarray | float = 0.0
) -> np.ndarray:
    """The path (t 3) of a wrist with calm joins.

    ``inside`` (t) is true where a sign is performed or held; ``joins``: seconds at which strokes start, stop, and are
    left; ``tight`` (t), 0..1: how little room there is around the hand: the calm way is the shorter one, through the
    body if it may.
    """
    step = max(round(fps / JERK_FPS), 1)
    near = _near_joins(np.asarray(joins), len(path) - 3 * step, 3 * step, fps)
    sudden = (_jerk(path, step, fps) > SEAM_JERK) & near
    if not sudden.any():
        return path
    firm = 1.0 + (FIRM - 1.0) * np.maximum(np.clip(_depth(inside) / (FIRMNESS_S * fps), 0.0, 1.0), tight)
    calm = path.astype(np.float64)
    reach = round(AROUND_S * fps)
    for start, stop in _runs(sudden, 2 * reach):
        first, last = max(start - reach, 0), min(stop + 3 * step + reach, len(path))
        window = slice(first, last)
        calm[window] = _calmer(calm[window], firm[window], near[first : max(last - 3 * step, first)], step, fps)
    return calm.astype(path.dtype)


def _calmer(path: np.ndarray, firm: np.ndarray, near: np.ndarray, step: int, fps: float) -> np.ndarray:
    """The path (t 3) smoothed just enough; its first and last frames stay."""
    third = np.diff(np.eye(len(path)), n=3, axis=0) * (fps / JERK_FPS) ** 2.5
    keep = firm.copy()
    keep[:3] = keep[-3:] = 1e6
    smooth = path
    for penalty in _PENALTIES:
        smooth = np.linalg.solve(np.diag(keep) + penalty * third.T @ third, keep[:, None] * path)
        jerk = _jerk(smooth, step, fps)[: len(near)]
        if jerk[near[: len(jerk)]].max(initial=0.0) <= SEAM_JERK:
            break
    return smooth


def _jerk(path: np.ndarray, step: int, fps: float) -> np.ndarray:
    """Jerk (t - 3 step,) of a path (t 3), at about 25 frames a second."""
    third = path[3 * step :] - 3 * (path[2 * step : -step] - path[step : -2 * step]) - path[: -3 * step]
    return np.linalg.norm(third, axis=-1) * (fps / step) ** 3


def _near_joins(joins: np.ndarray, count: int, span: int, fps: float) -> np.ndarray:
    """Which of ``count`` stencils of ``span`` + 1 frames hold one of the moments ``joins``."""
    near = np.zeros(max(count, 0), bool)
    for join in joins * fps:
        near[max(int(np.ceil(join - span)), 0) : max(int(np.floor(join)) + 1, 0)] = True
    return near


def _depth(inside: np.ndarray) -> np.ndarray:
    """Frames (t) from the nearest frame outside of signs."""
    depth = np.where(inside, float(len(inside)), 0.0)
    for i in range(1, len(depth)):
        depth[i] = min(depth[i], depth[i - 1] + 1.0)
    for i in range(len(depth) - 2, -1, -1):
        depth[i] = min(depth[i], depth[i + 1] + 1.0)
    return depth


def _runs(marked: np.ndarray, gap: int) -> list[tuple[int, int]]:
    """Start and stop of runs of true in ``marked``; runs closer than ``gap`` are one."""
    edges = np.flatnonzero(np.diff(marked.astype(int), prepend=0, append=0))
    runs: list[tuple[int, int]] = []
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        if runs and start - runs[-1][1] < gap:
            runs[-1] = (runs[-1][0], int(stop))
        else:
            runs.append((int(start), int(stop)))
    return runs
