"""What a detector leaves in keypoints: how much they tremble, and where they break. The gate of the stabiliser.

The bones of a signer do not change their length; those that a detector finds do, from frame to frame, by its error. So
the fourth difference of bone lengths measures the detector and not the movement, however fast that is: on our own
performances, in three dimensions, it is below 0.004 mm in every window, and on landmarks of real signers (MediaPipe,
534 clips of ASL words, 16 sentences of DGS) above 0.05 mm in 99 of 100. Flat poses have no bones of constant length:
there a fast clean hand and a noisy one look alike.
Axis letters: n tracks, t frames, d coordinates, b bones. Lengths are shoulder widths.
"""

from __future__ import annotations

import warnings

import numpy as np

from stable_signer.skeleton import HAND_LIMBS, Skeleton

QUIET, NOISY = 3e-5, 1.2e-4
"""Jitter up to which a part is clean, and from which it is not: 0.01 and 0.04 mm."""
WINDOW_S = 0.3
"""Jitter is the median of this long before and after a frame: a single wrong frame is no jitter."""
BROKEN = 0.004
"""A bone whose length leaps by more (the size of its fourth difference over its gain for noise) has a wrong joint."""
LEAP_SPEED = 15.0
"""A whole part that goes faster was found in the wrong place, shoulder widths a second.

Fast real hands go at 6.6; the middle of a hand that also turns, at 10 in our performances."""
LEAP = 0.3
"""A hand that is this far from the median of nine frames, and went or came in one, was found in the wrong place."""
STEP = 0.01
"""A part that moves by less a frame may stand still by itself."""
SAME = 1e-6
STRAIGHT = 1e-4
"""Second differences of a bridge between two cuts, as ``recorded.STRAIGHT``."""

_ORDER = 4
_GAIN = np.sqrt(70.0)
"""The fourth difference of white noise is so much larger than the noise."""
_TO_SIGMA = 1.0 / (0.6745 * np.sqrt(2.0))
"""From the median size of a length's noise to the standard deviation of each of its two ends."""
_BODY_BONES = (
    ("right_shoulder", "left_shoulder"), ("right_shoulder", "right_elbow"), ("right_elbow", "right_wrist"),
    ("left_shoulder", "left_elbow"), ("left_elbow", "left_wrist"), ("right_eye", "left_eye"),
    ("right_ear", "left_ear"), ("nose", "right_eye"), ("nose", "left_eye"),
)  # fmt: skip


def bones_of(kind: str, joints: np.ndarray, skeleton: Skeleton) -> np.ndarray:
    """Bones (b 2) of a part, as places in ``joints`` (n): lengths that a signer keeps, or changes smoothly."""
    if kind == "hand":
        return np.array(HAND_LIMBS)
    if kind == "face":
        return np.stack([np.arange(len(joints) - 1), np.arange(1, len(joints))], 1)
    place = {skeleton.joints[joint]: i for i, joint in enumerate(joints)}
    bones = [(place[a], place[b]) for a, b in _BODY_BONES if a in place and b in place]
    return np.array(bones, np.intp).reshape(-1, 2)


def residuals(x: np.ndarray, there: np.ndarray, bones: np.ndarray) -> np.ndarray:
    """Size (b t) of the noise in each bone's length; not a number where a joint is missing nearby, 0 at the ends.

    x: (n t d). there: (n t) bool.
    """
    found = np.zeros((len(bones), x.shape[1]))
    if x.shape[1] <= _ORDER or not len(bones):
        return found
    length = np.linalg.norm(x[bones[:, 0]] - x[bones[:, 1]], axis=-1)
    length = np.where(there[bones[:, 0]] & there[bones[:, 1]], length, np.nan)
    found[:, _ORDER // 2 : -(_ORDER // 2)] = np.abs(np.diff(length, n=_ORDER, axis=1)) / _GAIN
    return found


def jitter(found: np.ndarray, fps: float) -> np.ndarray:
    """The standard deviation (t) of a detector's error in a coordinate, from the residuals (b t) of a part."""
    if found.shape[1] <= _ORDER or not len(found):
        return np.zeros(found.shape[1])
    inner = found[:, _ORDER // 2 : -(_ORDER // 2)]
    reach = max(round(WINDOW_S * fps), 2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # all missing: nothing is known, so nothing is noisy
        middle = np.nanmedian(inner, axis=0)
        padded = np.pad(middle, reach, constant_values=np.nan)
        smooth = np.nanmedian(np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1), axis=-1)
    return np.pad(np.nan_to_num(smooth) * _TO_SIGMA, _ORDER // 2, mode="edge")


def gate(
    x: np.ndarray, there: np.ndarray, bones: np.ndarray, found: np.ndarray, noise: np.ndarray, fps: float, reach: int
) -> np.ndarray:
    """How far (n t), 0..1, the stabiliser may act on a part: 0 where it is clean, so that it stays to the bit.

    found: residuals (b t). noise: jitter (t). reach: frames around a break that are open with it.
    """
    share = np.clip((noise - QUIET) / (NOISY - QUIET), 0.0, 1.0)
    trembles = share * share * (3.0 - 2.0 * share)
    broken = np.zeros(x.shape[:2], bool)
    for (a, b), leaps in zip(bones, np.nan_to_num(found) > BROKEN, strict=True):
        broken[a] |= leaps
        broken[b] |= leaps
    broken |= breaks(x, there, fps)
    return np.maximum(trembles, widened(broken, reach))


def widened(marked: np.ndarray, reach: int) -> np.ndarray:
    """Frames (n t) within ``reach`` of a marked one."""
    padded = np.pad(marked, ((0, 0), (reach, reach)))
    return np.any(np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1, axis=1), axis=-1)


def breaks(x: np.ndarray, there: np.ndarray, fps: float) -> np.ndarray:
    """Frames (t) in which a whole part leaps, stands still in full swing, or moves along a straight bridge."""
    marked = np.zeros(x.shape[1], bool)
    if x.shape[1] < 4:
        return marked
    both = there[:, 1:] & there[:, :-1]
    step = np.linalg.norm(np.diff(x, axis=1), axis=-1) * both
    mean = step.sum(0) / np.maximum(both.sum(0), 1)
    leaps = mean * fps > LEAP_SPEED
    marked[1:] |= leaps
    marked[:-1] |= leaps
    stands = (step.max(0)[1:-1] < SAME) & (mean[:-2] > STEP) & (mean[2:] > STEP) & np.any(both, axis=0)[1:-1]
    marked[2:-1] |= stands
    bend = np.linalg.norm(np.diff(x, n=2, axis=1), axis=-1)
    triple = there[:, 2:] & there[:, 1:-1] & there[:, :-2]
    line = ((bend < STRAIGHT) | ~triple).all(0) & triple.any(0) & (mean[1:] > STEP)
    for t in np.flatnonzero(line[:-1] & line[1:]):
        marked[t : t + 4] = True
    return marked


def leapt(x: np.ndarray) -> np.ndarray:
    """Frames (t) in which the middle of a part (n t d) is away from where it was and will be, and went there at
    once."""
    middle = x.mean(0)
    around = np.lib.stride_tricks.sliding_window_view(np.pad(middle, ((4, 4), (0, 0)), mode="edge"), 9, axis=0)
    step = np.linalg.norm(np.diff(middle, axis=0, prepend=middle[:1], append=middle[-1:]), axis=-1)
    far = np.linalg.norm(middle - np.median(around, axis=-1), axis=-1) > LEAP
    return far & (np.maximum(step[1:], step[:-1]) > LEAP)


def repeated(x: np.ndarray) -> np.ndarray:
    """Frames (t) that show a part (n t d) in full swing where it was before: a frame rate that was raised."""
    step = np.diff(x.mean(0), axis=0)
    size = np.linalg.norm(step, axis=-1)
    marked = np.zeros(x.shape[1], bool)
    if len(step) > 2:
        onward = (step[:-2] * step[2:]).sum(-1) > 0
        least = np.minimum(size[:-2], size[2:])
        marked[2:-1] = onward & (least > 2 * STEP) & (size[1:-1] < 0.25 * least)
    return marked
