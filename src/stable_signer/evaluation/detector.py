"""How a keypoint detector errs on real signers: the facts that ``gloss_to_pose.corruption`` rests on.

Reads flat or deep poses of real clips (MediaPipe Holistic in ours). Noise is what the fourth difference of a joint says
while its part stands still: the movement itself is nearly gone there. Axis letters: t frames, j joints.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from stable_signer.gloss_to_pose.stabilise import GROUPS, parts_of
from stable_signer.pose import Pose

STILL = 0.25
"""A part whose middle is slower than this, by the median of seven frames, stands still, shoulder widths a second."""
LEAP = 0.35
"""A hand this far from the median of its nine frames around leapt away, if it went and came in one frame each."""
LEAP_STEP = 0.3
MIN_FRAMES = 6
_GAIN = 70.0
"""The variance of the fourth difference of white noise over that of the noise."""


def detector_facts(poses: Sequence[Pose]) -> dict[str, tuple[float, ...]]:
    """Name -> numbers: noise of each part at the 5th, 50th and 95th percentile of the clips (shoulder widths a
    coordinate), how alike neighbouring frames err, what joints of a hand have in common, gaps and leaps of hands."""
    noise: dict[str, list[float]] = {kind: [] for kind in GROUPS}
    alike: dict[str, list[float]] = {kind: [] for kind in GROUPS}
    common: list[float] = []
    gaps: list[int] = []
    leaps: list[int] = []
    frames = 0
    for pose in poses:
        for kind, joints in parts_of(pose.skeleton):
            for size, correlation, share in _noise(pose, joints):
                noise[kind].append(size)
                alike[kind].append(correlation)
                common += [share] * (kind == "hand")
        for side in ("right", "left"):
            seen, found_gaps, found_leaps = _losses(pose, pose.skeleton.hand(side))
            frames, gaps, leaps = frames + seen, gaps + found_gaps, leaps + found_leaps
    facts = {f"noise of {kind}": _percentiles(noise[kind], 5, 50, 95) for kind in GROUPS}
    facts |= {f"correlation of second differences, {kind}": _percentiles(alike[kind], 10, 50, 90) for kind in GROUPS}
    facts["share of a hand's noise that all joints have"] = _percentiles(common, 10, 50, 90)
    facts["gaps of hands in 100 frames; length; share up to 5 frames"] = (
        100 * len(gaps) / max(frames, 1), *_percentiles(gaps, 50, 90), float(np.mean(np.array(gaps) <= 5)),
    )  # fmt: skip
    often = 1e4 * len(leaps) / max(frames, 1)
    facts["leaps of hands in 10,000 frames; longest"] = (often, float(max(leaps, default=0)))
    return facts


def _noise(pose: Pose, joints: np.ndarray) -> Iterator[tuple[float, float, float]]:
    """Size, correlation and common share of the noise of a part, if it stands still for long enough; else nothing."""
    joints = joints[pose.present[:, joints].any(0)]
    x, seen = pose.xyz[:, joints, :2].astype(np.float64), np.all(pose.present[:, joints], axis=1)
    if not len(joints) or len(x) < MIN_FRAMES:
        return
    speed = np.linalg.norm(np.diff(x.mean(1), axis=0, prepend=x[:1].mean(1)), axis=-1) * pose.fps
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(speed, 3, mode="edge"), 7)
    still = seen & (np.median(windows, axis=-1) < STILL)
    inner = still[1:-1] & seen[2:] & seen[:-2]
    second, fourth = np.diff(x, n=2, axis=0), np.diff(x, n=4, axis=0)
    core = inner[1:-1] & inner[:-2] & inner[2:]
    if inner.sum() < MIN_FRAMES or core.sum() < MIN_FRAMES - 2:
        return
    size = np.sqrt(np.median((fourth[core] ** 2).mean((0, 2)) / _GAIN))
    both = (second[:-1] * second[1:]).sum(-1)[inner[1:] & inner[:-1]].mean()
    share = (fourth[core].mean(1) ** 2).mean() / max((fourth[core] ** 2).mean(), 1e-12)
    yield float(size), float(both / max((second**2).sum(-1)[inner].mean(), 1e-12)), float(share)


def _losses(pose: Pose, hand: np.ndarray) -> tuple[int, list[int], list[int]]:
    """Frames from the first to the last sight of a hand, and the lengths of its gaps and leaps in them."""
    frames = np.flatnonzero(pose.present[:, hand].all(1))
    if len(frames) < 0.3 * len(pose) or len(frames) < MIN_FRAMES:
        return 0, [], []
    missing = np.diff(frames) - 1
    middle = pose.xyz[frames][:, hand, :2].mean(1).astype(np.float64)
    around = np.lib.stride_tricks.sliding_window_view(np.pad(middle, ((4, 4), (0, 0)), mode="edge"), 9, axis=0)
    far = np.linalg.norm(middle - np.median(around, axis=-1), axis=-1) > LEAP
    step = np.linalg.norm(np.diff(middle, axis=0), axis=-1)
    edges = np.flatnonzero(np.diff(far.astype(int), prepend=0, append=0))
    leaps = [
        int(stop - start)
        for start, stop in zip(edges[::2], edges[1::2], strict=True)
        if start > 0 and stop < len(middle) and min(step[start - 1], step[stop - 1]) > LEAP_STEP
    ]
    return int(frames[-1] - frames[0] + 1), [int(gap) for gap in missing[missing > 0]], leaps


def _percentiles(values: Sequence[float], *which: float) -> tuple[float, ...]:
    return tuple(float(np.percentile(values, p)) if len(values) else float("nan") for p in which)
