"""Metrics of pictures against scikit-image, hand-computed cases and pictures that were changed on purpose."""

from __future__ import annotations

import numpy as np
import pytest

from stable_signer.evaluation.metrics.video import (
    CROP_LEAST,
    CROP_SCALE,
    features,
    flicker,
    hand_crop,
    luminance,
    ssim,
)

RANDOM = np.random.default_rng(1)


def pictures(h: int = 40, w: int = 57) -> tuple[np.ndarray, np.ndarray]:
    a = RANDOM.integers(0, 256, (h, w, 3)).astype(np.uint8)
    return a, np.clip(a + RANDOM.normal(0, 30, a.shape), 0, 255).astype(np.uint8)


def test_ssim_is_that_of_scikit_image():
    metrics = pytest.importorskip("skimage.metrics")
    a, b = (luminance(picture) for picture in pictures())
    expected = metrics.structural_similarity(
        a, b, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=255, win_size=11
    )
    assert ssim(a, b) == pytest.approx(expected, abs=1e-9)
    assert ssim(a, a) == pytest.approx(1.0)


def test_ssim_of_two_grey_walls_by_hand():
    """No variance: only the term of the means is left."""
    a, b = np.full((20, 20), 100.0), np.full((20, 20), 150.0)
    c1 = (0.01 * 255) ** 2
    assert ssim(a, b) == pytest.approx((2 * 100 * 150 + c1) / (100**2 + 150**2 + c1))


def test_luminance_of_pure_colours():
    row = np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]]], np.uint8)
    assert luminance(row)[0] == pytest.approx([76.245, 149.685, 29.07, 255])


def test_the_crop_is_a_square_around_the_hand_and_stays_in_the_picture():
    points = np.stack(np.meshgrid(np.linspace(100, 150, 7), np.linspace(80, 110, 3)), -1).reshape(21, 2)
    rows, columns = hand_crop(points, (200, 300))
    side = int(50 * CROP_SCALE)
    assert rows.stop - rows.start == columns.stop - columns.start == side
    assert abs((columns.start + columns.stop) / 2 - 125) <= 1 and abs((rows.start + rows.stop) / 2 - 95) <= 1
    small = hand_crop(np.full((21, 2), 3.0), (200, 300))
    assert [s.start for s in small] == [0, 0] and small[0].stop == CROP_LEAST
    outside = hand_crop(points + 500, (200, 300))
    assert outside[0].stop == 200 and outside[1].stop == 300


def test_flicker_counts_what_comes_and_goes_not_what_moves_evenly():
    grey = np.zeros((8, 8))
    assert flicker(grey, grey + 10, grey + 20) == 0
    assert flicker(grey, grey + 255, grey) == pytest.approx(200.0)


def test_features_are_the_same_every_time_and_tell_pictures_apart():
    a, b = pictures(120, 120)
    assert features(a).shape == (64,) and (features(a) == features(a)).all()
    assert np.abs(features(a) - features(b)).max() > 1e-3
