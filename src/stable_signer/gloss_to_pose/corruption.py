"""What detectors, cuts and frame rates do to keypoints, done to clean motion on purpose: training data of the
stabiliser.

Sizes and shares are facts about MediaPipe Holistic on 534 clips of real ASL words (``runs/08_train_stabiliser.py
measure`` prints them): while a part stands still, the fourth differences of its joints say 0.0018 shoulder widths of
noise for hands (0.0009 to 0.011 in 90 of 100 clips), 0.0012 for the body, 0.0009 for the face; neighbouring frames err
alike (second differences correlate by -0.27, white noise has -0.67), so that the noise itself is about twice as large;
a quarter of its variance is common to a hand. Hands are lost 2.8 times in 100 frames, for one frame mostly and for at
most five in 94 of 100; they leap away for one to four frames, by 0.4 to 0.8, six times in 10,000. Depths are 0.7 to 5
times as noisy (DGS sentences).
Letters as in ``stabilise``: n tracks, t frames; every array of positions is (n t 3), in shoulder widths.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stable_signer.gloss_to_pose.join import quintic


@dataclass(frozen=True)
class Corruption:
    """How often and how badly motion is corrupted."""

    clean: float = 0.2
    """Share of samples that stay as they are: the network has to leave them alone."""
    jitter: tuple[float, float] = (0.0012, 0.03)
    """Smallest and largest standard deviation of a detector's noise."""
    depth: tuple[float, float] = (0.7, 5.0)
    """Noise of depth over noise in the picture."""
    alike: float = 0.5
    """Largest weight of the frame before in the noise, and largest correlation with it on top of that."""
    common: float = 0.5
    """Largest share of the noise's variance that all joints of a part have in common."""
    spikes: float = 0.35
    """Share of samples in which a part or a joint leaps away for a few frames (a false find)."""
    spike_size: tuple[float, float] = (0.05, 1.0)
    swaps: float = 0.1
    """Share in which a hand is found where the other one is."""
    gaps: float = 0.4
    """Share with frames in which a part or a joint is lost."""
    longest: int = 5
    """Frames of a spike, a swap or a gap."""
    repeats: float = 0.15
    """Share whose frame rate was raised by showing frames twice."""
    seams: float = 0.2
    """Share with a cut: frames missing, bridged by a straight line."""


@dataclass(frozen=True)
class Sample:
    """Tracks as a detector gives them, as they should be (n t 3), and which frames were seen (n t)."""

    given: np.ndarray
    wanted: np.ndarray
    seen: np.ndarray


def corrupt(clean: np.ndarray, rng: np.random.Generator, how: Corruption, other: np.ndarray | None = None) -> Sample:
    """One training sample of clean tracks (n t 3). other: the other hand, where the part is one."""
    seen = np.ones(clean.shape[:2], bool)
    if rng.random() < how.clean:
        return Sample(clean, clean, seen)
    given, wanted = _cut(clean, rng) if rng.random() < how.seams else (clean, clean)
    if rng.random() < how.repeats:
        given = _repeat(given, rng)
    if rng.random() < how.swaps and other is not None:
        given = _swapped(given, other, rng, how)
    given = given + _noise(clean.shape, rng, how)
    if rng.random() < how.spikes:
        given = given + _spikes(clean.shape, rng, how)
    if rng.random() < how.gaps:
        given, seen = _lose(given, rng, how)
    return Sample(given, wanted, seen)


def _noise(shape: tuple[int, ...], rng: np.random.Generator, how: Corruption) -> np.ndarray:
    """Noise that differs from joint to joint, is alike from frame to frame, and has a part in common."""
    size = np.exp(rng.uniform(*np.log(how.jitter))) * np.exp(0.3 * rng.standard_normal((shape[0], 1, 1)))
    share = rng.uniform(0.0, how.common)
    noise = np.sqrt(1 - share) * rng.standard_normal(shape) + np.sqrt(share) * rng.standard_normal((1, *shape[1:]))
    weight, alike = rng.uniform(0.0, how.alike, 2)
    noise = (1 - weight) * noise + weight * np.concatenate([noise[:, :1], noise[:, :-1]], 1)
    for t in range(1, shape[1]):
        noise[:, t] = alike * noise[:, t - 1] + np.sqrt(1 - alike**2) * noise[:, t]
    noise /= np.hypot(1 - weight, weight)
    return size * noise * [1.0, 1.0, np.exp(rng.uniform(*np.log(how.depth)))]


def _spikes(shape: tuple[int, ...], rng: np.random.Generator, how: Corruption) -> np.ndarray:
    away = np.zeros(shape)
    for _ in range(rng.integers(1, 4)):
        start, length = rng.integers(0, shape[1]), rng.integers(1, how.longest)
        size = np.exp(rng.uniform(*np.log(how.spike_size)))
        who = slice(None) if rng.random() < 0.5 else rng.integers(0, shape[0], 2)
        away[who, start : start + length] += size * rng.standard_normal(shape[-1])
    return away


def _swapped(given: np.ndarray, other: np.ndarray, rng: np.random.Generator, how: Corruption) -> np.ndarray:
    given = given.copy()
    start, length = rng.integers(1, given.shape[1] - 1), rng.integers(1, how.longest + 1)
    given[:, start : start + length] = other[:, start : start + length]
    return given


def _lose(given: np.ndarray, rng: np.random.Generator, how: Corruption) -> tuple[np.ndarray, np.ndarray]:
    """Gaps on the line between their ends, as ``stabilise.fill_gaps`` leaves them."""
    given, seen = given.copy(), np.ones(given.shape[:2], bool)
    for _ in range(rng.integers(1, 4)):
        length = int(rng.integers(1, how.longest + 1))
        start = int(rng.integers(1, given.shape[1] - length - 1))
        who = np.arange(len(given)) if rng.random() < 0.5 else rng.integers(0, len(given), 3)
        share = (np.arange(1, length + 1) / (length + 1))[None, :, None]
        before, after = given[who, start - 1][:, None], given[who, start + length][:, None]
        given[who, start : start + length] = (1 - share) * before + share * after
        seen[who, start : start + length] = False
    return given, seen


def _repeat(given: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Every second to fifth frame shows the one before it once more."""
    given, every = given.copy(), int(rng.integers(2, 6))
    given[:, every::every] = given[:, every - 1 : -1 : every][:, : len(range(every, given.shape[1], every))]
    return given


def _cut(clean: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Frames taken out and bridged: straight as it is done, and by the least-jerk path as it should be."""
    length, gone = int(rng.integers(4, 9)), int(rng.integers(2, 12))
    start = int(rng.integers(2, clean.shape[1] - length - gone - 3))
    after = np.concatenate([clean[:, start + length + gone :], np.repeat(clean[:, -1:], gone, 1)], 1)
    ends = (clean[:, start - 1], after[:, 0])
    speeds = ((clean[:, start - 1] - clean[:, start - 2]), (after[:, 1] - after[:, 0]))
    s = np.arange(1, length + 1) / (length + 1)
    n, d = len(clean), clean.shape[-1]
    a, b, v0, v1 = (array.reshape(-1) for array in (*ends, *(v * (length + 1) for v in speeds)))
    smooth = quintic(a, b, v0, v1, s).reshape(length, n, d).swapaxes(0, 1)
    straight = (1 - s)[None, :, None] * ends[0][:, None] + s[None, :, None] * ends[1][:, None]
    bridged = [np.concatenate([clean[:, :start], bridge, after], 1) for bridge in (straight, smooth)]
    return bridged[0], bridged[1]
