"""The conversion to 4:2:0, against BT.709 in floating point."""

from __future__ import annotations

import numpy as np

from stable_signer.pose_to_video.yuv import to_yuv420


def converted(rgb: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    h, w, _ = rgb.shape
    y, u, v = np.zeros((h, w + 5), np.uint8), np.zeros((h // 2, w // 2), np.uint8), np.zeros((h // 2, w // 2), np.uint8)
    to_yuv420(rgb, y, u, v)
    assert not y[:, w:].any(), "padding is not touched"
    return y[:, :w], u, v


def reference(rgb: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """ITU-R BT.709-6, items 3.2 to 3.4, with values 0..1."""
    h, w, _ = rgb.shape
    luma = rgb / 255 @ np.array([0.2126, 0.7152, 0.0722])
    mean = rgb.reshape(h // 2, 2, w // 2, 2, 3).mean(axis=(1, 3)) / 255
    mean_luma = mean @ np.array([0.2126, 0.7152, 0.0722])
    blue, red = (mean[..., 2] - mean_luma) / 1.8556, (mean[..., 0] - mean_luma) / 1.5748
    return 16 + 219 * luma, 128 + 224 * blue, 128 + 224 * red


def test_equals_the_standard():
    rgb = np.random.default_rng(0).integers(0, 256, (32, 48, 3), dtype=np.uint8)
    for ours, standard in zip(converted(rgb), reference(rgb), strict=True):
        assert np.abs(ours - standard).max() <= 0.51


def test_grey_has_no_colour_and_stays_in_range():
    for level, luma in ((0, 16), (255, 235)):
        y, u, v = converted(np.full((2, 2, 3), level, np.uint8))
        assert (y == luma).all() and (u == 128).all() and (v == 128).all()
    ramp = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 2, 0).repeat(3, 2)
    _, u, v = converted(ramp)
    assert (u == 128).all() and (v == 128).all()
