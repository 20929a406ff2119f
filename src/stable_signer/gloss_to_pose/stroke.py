"""Strokes in running signing: repeated where the gloss says so, and never faster than real hands.

Letters: t frames.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from stable_signer.body.motion import Motion, continuous_palm

HAND_SPEED = 8.1
"""Fastest wrist, shoulder widths a second: the peak of a sentence, in the median, of real running signing.

15 sentences of RWTH-PHOENIX-Weather 2014T (landmarks in the picture, 25 frames a second, median of three frames against
glitches): peaks of 6.5, 8.1 and 10.9 at the 10th, 50th and 90th percentile, and 6.4 at the 99th percentile of all
frames. Single words are signed more slowly: nine of ten of 534 clips of ASL words stay below 6.6, and the 99th
percentile of their frames, only where the hand is seen, is 6.07.
"""
HAND_JERK = 5000.0
"""Largest jerk of a wrist at 25 frames a second, shoulder widths a second cubed.

The moving hands of the same sentences have 5,015 at the 99th percentile, those of the words 3,410.
"""
PEAK_OVER_MEAN = 1.875
"""Peak speed of a minimum-jerk movement over its mean speed (Flash and Hogan 1985)."""
TRIM = 0.12
"""Share of a stroke at each end that gives way to the transition, so that hands do not stop between signs.

A minimum-jerk movement covers 1.5 % of its way in its first 12 % of time, and as little in its last.
"""
REPEAT_RETURN = 0.6
"""A repetition goes back over this share of the stroke, and forth again: reduplicated movements are smaller."""
REPEAT_S = 0.3
"""Of a long stroke, a repetition goes back over no more than its last seconds."""
_JERK_FPS = 25.0


def repeated(motion: Motion, repeats: int) -> Motion:
    """A stroke and, for each repetition, the way back and the stroke again, without a stop at the turns."""
    if repeats == 0 or len(motion) < 3:
        return motion
    last = len(motion) - 1
    back = min(REPEAT_RETURN * last, REPEAT_S * motion.fps)
    cycle = max(round(2 * back), 4)
    phase = 2 * np.pi * np.arange(1, cycle * repeats + 1) / cycle
    at = last - back * (1 - np.cos(phase)) / 2
    return _at(motion, np.concatenate([np.arange(last + 1), at]))


def shortest(motion: Motion) -> float:
    """Seconds in which real hands could perform a stroke without its trimmed ends: below, wrists would be too fast or
    too sudden."""
    cut = int(TRIM * (len(motion) - 1))
    wrist = np.asarray(motion.wrist[cut : len(motion) - cut], np.float64)
    speed = np.linalg.norm(np.diff(wrist, axis=0), axis=-1).max(initial=0.0) * motion.fps
    step = max(round(motion.fps / _JERK_FPS), 1)
    third = wrist[3 * step :] - 3 * (wrist[2 * step : -step] - wrist[step : -2 * step]) - wrist[: -3 * step]
    jerk = np.linalg.norm(third, axis=-1).max(initial=0.0) * (motion.fps / step) ** 3
    return (1 - 2 * TRIM) * motion.duration * max(speed / HAND_SPEED, np.cbrt(jerk / HAND_JERK))


def _at(motion: Motion, place: np.ndarray) -> Motion:
    """A motion at fractional frames (t,)."""
    low = np.clip(place.astype(int), 0, len(motion) - 2)
    share = place - low

    def between(array: np.ndarray) -> np.ndarray:
        w = share.reshape(-1, *[1] * (array.ndim - 1)).astype(array.dtype)
        return (1 - w) * array[low] + w * array[low + 1]

    moved = replace(motion, palm=continuous_palm(motion.palm)).map(between)
    return replace(moved, palm=moved.palm / np.linalg.norm(moved.palm, axis=-1, keepdims=True))
