"""Metrics of pictures: SSIM, SSIM of the hands, distance of hand keypoints, flicker, and features for FID.

Pictures are (h w 3) uint8, sRGB. Luminance is 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601), 0..255.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numba import njit

WINDOW, SIGMA = 11, 1.5
"""Side and standard deviation of SSIM's Gaussian window, pixels."""
DATA_RANGE = 255.0
K1, K2 = 0.01, 0.03
CROP_SCALE, CROP_LEAST = 1.4, 24
"""The crop of a hand: a square around its 21 keypoints, this much larger than their extent, at least so many pixels."""
SSIM_SIGNATURE = f"SSIM (Wang et al. 2004)|{WINDOW}x{WINDOW} Gaussian, sigma {SIGMA}, luminance, data range 255, valid"
CROP_RULE = (
    f"square around the reference's 21 hand keypoints, {CROP_SCALE} x their extent, at least {CROP_LEAST} px, "
    "the same place in both pictures"
)
FEATURE_SIDE = 96
"""Pictures are reduced to this side for the features."""
FEATURES = "random-conv-64 (3 layers, seed 0, untrained; NOT Inception: compare only with itself)"


def luminance(picture: np.ndarray) -> np.ndarray:
    """(h w) of (h w 3), 0..255."""
    return picture.astype(np.float64) @ np.array([0.299, 0.587, 0.114])


def ssim(a: np.ndarray, b: np.ndarray) -> float:
    """Mean structural similarity of luminances (h w), each side at least ``WINDOW``; -1..1, 1 is equal.

    Windows that reach over the border are left out. Wang et al. (2004), equation 13, population covariance.
    """
    kernel = _gaussian()
    mean_a, mean_b = _filtered(a, kernel), _filtered(b, kernel)
    var_a = _filtered(a * a, kernel) - mean_a**2
    var_b = _filtered(b * b, kernel) - mean_b**2
    covariance = _filtered(a * b, kernel) - mean_a * mean_b
    c1, c2 = (K1 * DATA_RANGE) ** 2, (K2 * DATA_RANGE) ** 2
    numerator = (2 * mean_a * mean_b + c1) * (2 * covariance + c2)
    return float((numerator / ((mean_a**2 + mean_b**2 + c1) * (var_a + var_b + c2))).mean())


def hand_crop(points: np.ndarray, size: tuple[int, int]) -> tuple[slice, slice]:
    """Rows and columns of the crop around hand keypoints (21 2), pixels, in a picture of ``size`` (height, width).

    ``CROP_RULE``; moved, not cut, where it would leave the picture.
    """
    low, high = points.min(0), points.max(0)
    side = int(min(max(CROP_SCALE * (high - low).max(), CROP_LEAST), *size))
    corner = np.round((low + high) / 2 - side / 2).astype(int)
    left, top = (int(np.clip(c, 0, n - side)) for c, n in zip(corner, (size[1], size[0]), strict=True))
    return slice(top, top + side), slice(left, left + side)


def flicker(before: np.ndarray, now: np.ndarray, after: np.ndarray) -> float:
    """Mean absolute second difference in time of luminances (h w), by 255, in percent.

    Brightness that rises evenly costs nothing; what comes and goes in a frame costs most.
    """
    return float(100.0 * np.abs(before - 2 * now + after).mean() / DATA_RANGE)


def features(picture: np.ndarray) -> np.ndarray:
    """(64,) features of a picture for a Frechet distance: ``FEATURES``.

    Three layers of random filters (He et al. 2015, seed 0) with ReLU, 5x5, step 2; mean and standard deviation
    over the picture of the last 32 maps.
    """
    x = (_reduced(picture, FEATURE_SIDE) / DATA_RANGE - 0.5).transpose(2, 0, 1)
    for weights in _random_filters():
        x = np.maximum(_convolved(x, weights), 0.0)
    return np.concatenate([x.mean((1, 2)), x.std((1, 2))])


@lru_cache(maxsize=1)
def _gaussian() -> np.ndarray:
    offsets = np.arange(WINDOW) - WINDOW // 2
    weights = np.exp(-(offsets**2) / (2 * SIGMA**2))
    return weights / weights.sum()


@lru_cache(maxsize=1)
def _random_filters() -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(0)
    shapes = ((16, 3, 5, 5), (24, 16, 5, 5), (32, 24, 5, 5))
    return tuple(rng.normal(0, np.sqrt(2 / np.prod(shape[1:])), shape) for shape in shapes)


def _convolved(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """(k h w) of (c h w) by filters (k c 5 5), step 2, no padding."""
    patches = np.lib.stride_tricks.sliding_window_view(x, weights.shape[-2:], (1, 2))[:, ::2, ::2]
    return np.einsum("chwij,kcij->khw", patches, weights, optimize=True)


def _reduced(picture: np.ndarray, side: int) -> np.ndarray:
    """(side side 3) by PIL's area filter: every pixel counts."""
    from PIL import Image

    return np.asarray(Image.fromarray(picture).resize((side, side), Image.Resampling.BOX), np.float64)


@njit(cache=True, nogil=True)
def _filtered(x: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Rows, then columns, of (h w) with a symmetric kernel (n,), where it fits: (h-n+1 w-n+1)."""
    n = len(kernel)
    h, w = x.shape
    rows = np.zeros((h, w - n + 1))
    for i in range(h):
        for j in range(w - n + 1):
            total = 0.0
            for k in range(n):
                total += kernel[k] * x[i, j + k]
            rows[i, j] = total
    out = np.zeros((h - n + 1, w - n + 1))
    for i in range(h - n + 1):
        for k in range(n):
            for j in range(w - n + 1):
                out[i, j] += kernel[k] * rows[i + k, j]
    return out
