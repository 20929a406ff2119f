"""What to do while something is not seen: short gaps are bridged, in longer ones it eases to rest and back."""

from __future__ import annotations

import numpy as np

BRIDGE_S = 0.5
"""Longest gap that is bridged, seconds."""
EASE_S = 0.3
"""Time to come to rest and to leave it."""


def fill(values: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """Values (t ...) where ``seen`` (t) is false replaced by linear interpolation; held before the first and after
    the last.

    Unchanged if nothing is seen.
    """
    at = np.flatnonzero(seen)
    if len(at) == 0 or len(at) == len(values):
        return values
    frames = np.arange(len(values))
    right = np.searchsorted(at, frames, side="left")
    after, before = at[np.minimum(right, len(at) - 1)], at[np.maximum(right - 1, 0)]
    before = np.where(seen, frames, np.where(right == 0, after, before))
    share = np.where(after > before, (frames - before) / np.maximum(after - before, 1), 0.0).clip(0.0, 1.0)
    w = share.reshape(-1, *[1] * (values.ndim - 1))
    return (1 - w) * values[before] + w * values[after]


def presence(seen: np.ndarray, fps: float) -> np.ndarray:
    """How much (t) of what is seen counts, 0..1: 1 in bridged gaps, 0 far inside long ones, smooth in between."""
    t = len(seen)
    at = np.flatnonzero(seen)
    if len(at) == 0:
        return np.zeros(t)
    frames = np.arange(t)
    right = np.searchsorted(at, frames, side="left")
    to_next = np.where(right < len(at), at[np.minimum(right, len(at) - 1)] - frames, 10**9)
    since = np.where(right > 0, frames - at[np.maximum(right - 1, 0)], 10**9)
    gap = to_next + since
    gap[: at[0]], gap[at[-1] + 1 :] = at[0], t - 1 - at[-1]  # open ends are as long as they are
    away = np.minimum(to_next, since) / fps
    s = np.clip(1.0 - away / EASE_S, 0.0, 1.0)
    return np.where(seen | (gap <= BRIDGE_S * fps), 1.0, s * s * (3 - 2 * s))
