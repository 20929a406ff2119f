"""What a smoother does to keypoints: how much calmer they are, and what it costs.

Two questions. On clean performances, corrupted on purpose (``gloss_to_pose.corruption``), the right answer is known:
how far is the result from it. On landmarks of real signers it is not: how much do still hands tremble, how fast are
fast hands still, is anything late, and how far were hand shapes changed. The One-Euro filter (Casiez 2012) and
Savitzky-Golay (1964) are the plain ways beside ours. Axis letters: t frames, j joints.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from stable_signer.gloss_to_pose.corruption import Corruption, corrupt
from stable_signer.gloss_to_pose.stabilise import fill_gaps, parts_of, stabilise
from stable_signer.pose import Pose

MM = 360.0
"""Millimetres in a shoulder width, for reports."""
STILL, FAST = 0.4, 2.0
"""Wrists below and above these speeds are still and fast, shoulder widths a second, by the median of five frames."""
SAVGOL_FRAMES, SAVGOL_ORDER = 5, 2
MIN_CUTOFF, BETA, SPEED_CUTOFF = 1.5, 40.0, 1.0
"""Of the One-Euro filter: Hz, and Hz a shoulder width a second."""

_NEVER = Corruption(clean=0.0, spikes=0.0, swaps=0.0, gaps=0.0, repeats=0.0, seams=0.0, jitter=(0.0027, 0.0028))
CASES: dict[str, Corruption] = {
    "clean": replace(_NEVER, clean=1.0),
    "jitter 1 mm": _NEVER,
    "jitter 3 mm": replace(_NEVER, jitter=(0.0083, 0.0084)),
    "jitter 8 mm": replace(_NEVER, jitter=(0.0222, 0.0223)),
    "leaps": replace(_NEVER, spikes=1.0),
    "swapped hands": replace(_NEVER, swaps=1.0),
    "gaps": replace(_NEVER, gaps=1.0),
    "seams": replace(_NEVER, seams=1.0),
    "repeated frames": replace(_NEVER, repeats=1.0),
}
"""Corruption of known size, by name."""


def savitzky_golay(pose: Pose) -> Pose:
    """A parabola through five frames."""
    half = SAVGOL_FRAMES // 2
    design = np.vander(np.arange(-half, half + 1), SAVGOL_ORDER + 1, increasing=True)
    weights = np.linalg.pinv(design)[0]
    pose = fill_gaps(pose)
    padded = np.pad(pose.xyz.astype(np.float64), ((half, half), (0, 0), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, SAVGOL_FRAMES, axis=0)
    return replace(pose, xyz=np.where(pose.present[..., None], windows @ weights, 0.0))


def one_euro(pose: Pose) -> Pose:
    """A low pass that opens with speed."""
    pose = fill_gaps(pose)
    xyz = pose.xyz.astype(np.float64)
    out, speed = xyz.copy(), np.zeros_like(xyz[0])
    for t in range(1, len(xyz)):
        fresh = pose.present[t] & pose.present[t - 1]
        raw = (xyz[t] - out[t - 1]) * pose.fps
        speed = np.where(fresh[:, None], speed + _share(SPEED_CUTOFF, pose.fps) * (raw - speed), 0.0)
        cutoff = MIN_CUTOFF + BETA * np.linalg.norm(speed, axis=-1, keepdims=True)
        smooth = out[t - 1] + _share(cutoff, pose.fps) * (xyz[t] - out[t - 1])
        out[t] = np.where(fresh[:, None], smooth, xyz[t])
    return replace(pose, xyz=out)


WAYS: dict[str, Callable[[Pose], Pose]] = {
    "as it came": fill_gaps,
    "One-Euro": one_euro,
    "Savitzky-Golay": savitzky_golay,
    "stabiliser": stabilise,
}
"""Row of the tables -> what is done. Gaps are filled alike, so that all are compared on the same frames."""


@dataclass(frozen=True)
class Steadiness:
    """What one way does to real landmarks; lengths in millimetres of a signer with shoulders 36 cm apart."""

    still_jitter: float
    """Median size of the second difference of hand joints while the wrist is still."""
    fast_speed: float
    """Median speed of fingertips while the wrist is fast, over that of the input: peaks flattened by 1 - this."""
    lag_ms: float
    """How late the wrists move, milliseconds: the median over hands."""
    shape_change: float
    """Median change of hand joints from the wrist."""
    moved: float
    """Share of the seen joints that were moved at all."""


def corrupted(pose: Pose, how: Corruption, rng: np.random.Generator) -> tuple[Pose, Pose]:
    """A clean pose as a detector would give it, and as it should come out."""
    given, wanted, confidence = (a.copy() for a in (pose.xyz, pose.xyz, pose.confidence))
    parts = parts_of(pose.skeleton)
    for number, (kind, joints) in enumerate(parts):
        other = parts[3 - number][1] if kind == "hand" else None
        keep = joints[pose.present[:, joints].all(0)]
        clean, else_where = (
            None if a is None else np.moveaxis(pose.xyz[:, a].astype(np.float64), 0, 1) for a in (keep, other)
        )
        assert clean is not None
        sample = corrupt(clean, rng, how, else_where)
        given[:, keep] = np.moveaxis(sample.given, 0, 1)
        wanted[:, keep] = np.moveaxis(sample.wanted, 0, 1)
        confidence[:, keep] *= sample.seen.T
    return replace(pose, xyz=given, confidence=confidence), replace(pose, xyz=wanted)


def errors(poses: Sequence[Pose], seed: int = 0) -> dict[str, dict[str, float]]:
    """Way -> case -> root mean square distance to the wanted joints in the picture plane, millimetres."""
    sums = {way: dict.fromkeys(CASES, 0.0) for way in WAYS}
    counts = dict.fromkeys(CASES, 0)
    for number, pose in enumerate(poses):
        for case, how in CASES.items():
            given, wanted = corrupted(pose, how, np.random.default_rng([seed, number]))
            there = fill_gaps(given).present & wanted.present
            counts[case] += int(there.sum())
            for way, change in WAYS.items():
                off = (change(given).xyz - wanted.xyz)[there][:, :2]
                sums[way][case] += float((off.astype(np.float64) ** 2).sum())
    return {way: {case: MM * np.sqrt(sums[way][case] / max(counts[case], 1)) for case in CASES} for way in WAYS}


def measure(poses: Sequence[Pose]) -> dict[str, Steadiness]:
    """Way -> what it does to landmarks of real signers."""
    inputs = [fill_gaps(pose) for pose in poses]
    return {way: _steadiness(inputs, [change(pose) for pose in poses]) for way, change in WAYS.items()}


def to_text(wrong: Mapping[str, Mapping[str, float]], real: Mapping[str, Steadiness]) -> str:
    """Both tables in Markdown."""
    lines = ["| distance to the clean pose, mm | " + " | ".join(CASES) + " |", "|---|" + "---:|" * len(CASES)]
    lines += [f"| {way} | " + " | ".join(f"{row[case]:.2f}" for case in CASES) + " |" for way, row in wrong.items()]
    if real:
        names = ("jitter of still hands, mm", "speed of fast fingers", "lag, ms", "shape change, mm", "joints moved")
        lines += ["", f"| real landmarks | {' | '.join(names)} |", "|---|" + "---:|" * len(names)]
    for way, s in real.items():
        lines.append(
            f"| {way} | {s.still_jitter:.2f} | {s.fast_speed:.2f}x | {s.lag_ms:+.0f} | {s.shape_change:.2f} | "
            f"{100 * s.moved:.0f} % |"
        )
    return "\n".join(lines)


def to_json(wrong: Mapping[str, Mapping[str, float]], real: Mapping[str, Steadiness]) -> str:
    """Both tables as JSON."""
    numbers = {way: {name: round(value, 4) for name, value in vars(s).items()} for way, s in real.items()}
    rounded = {way: {case: round(value, 4) for case, value in row.items()} for way, row in wrong.items()}
    return json.dumps({"distance_mm": rounded, "real": numbers}, indent=2)


def _steadiness(inputs: Sequence[Pose], outputs: Sequence[Pose]) -> Steadiness:
    jitter, speeds, before, shapes, moved = [], [], [], [], []
    lags = []
    for x, y in zip(inputs, outputs, strict=True):
        moved.append((np.abs(x.xyz - y.xyz).max(-1) > 1e-6)[x.present])
        for side in ("right", "left"):
            hand = x.skeleton.hand(side)
            seen = np.all(x.present[:, hand], axis=1)
            if seen.sum() < 9:
                continue
            a, b = (p.xyz[:, hand, :2].astype(np.float64) for p in (x, y))
            wrist = _speed(a[:, 0], x.fps)
            inner = seen[1:-1] & seen[:-2] & seen[2:]
            jitter.append(np.linalg.norm(np.diff(b, n=2, axis=0), axis=-1)[inner & (wrist[1:-1] < STILL)].ravel())
            fast = inner & (wrist[1:-1] > FAST)
            tips = hand_tips(a), hand_tips(b)
            before.append(np.linalg.norm(np.diff(tips[0], axis=0)[1:], axis=-1)[fast].ravel() * x.fps)
            speeds.append(np.linalg.norm(np.diff(tips[1], axis=0)[1:], axis=-1)[fast].ravel() * x.fps)
            shapes.append(np.linalg.norm((a - a[:, :1]) - (b - b[:, :1]), axis=-1)[seen][:, 1:].ravel())
            if fast.sum() > 3:
                lags.append(_lag(a[:, 0], b[:, 0], seen) / x.fps)
    pooled = [np.concatenate(part) if part else np.array([np.nan]) for part in (jitter, speeds, before, shapes, moved)]
    return Steadiness(
        MM * float(np.median(pooled[0])),
        float(np.median(pooled[1]) / np.median(pooled[2])),
        1000 * float(np.median(lags)) if lags else float("nan"),
        MM * float(np.median(pooled[3])),
        float(np.mean(pooled[4])),
    )


def hand_tips(hand: np.ndarray) -> np.ndarray:
    """The fingertips (t 5 d) of a hand (t 21 d)."""
    return hand[:, 4::4]


def _speed(path: np.ndarray, fps: float) -> np.ndarray:
    """Speed (t) of a path (t d), the median of five frames."""
    speed = np.linalg.norm(np.diff(path, axis=0, prepend=path[:1]), axis=-1) * fps
    return np.median(np.lib.stride_tricks.sliding_window_view(np.pad(speed, 2, mode="edge"), 5), axis=-1)


def _lag(a: np.ndarray, b: np.ndarray, seen: np.ndarray) -> float:
    """Frames by which path b (t d) is later than a: where the correlation of their velocities is highest."""
    both = (seen[1:] & seen[:-1])[:, None]
    u, v = (np.where(both, np.diff(path, axis=0), 0.0) for path in (a, b))
    shifts = np.arange(-3, 4)
    scores = [float((u[max(-k, 0) : len(u) - max(k, 0)] * v[max(k, 0) : len(v) - max(-k, 0)]).sum()) for k in shifts]
    best = int(np.clip(np.argmax(scores), 1, len(shifts) - 2))
    low, mid, high = scores[best - 1 : best + 2]
    bend = low - 2 * mid + high
    return float(shifts[best] + (0.5 * (low - high) / bend if bend else 0.0))


def _share(cutoff: np.ndarray | float, fps: float) -> np.ndarray | float:
    """How much of a new value enters a first-order low pass."""
    tau = 1.0 / (2 * np.pi * cutoff)
    return 1.0 / (1.0 + tau * fps)
