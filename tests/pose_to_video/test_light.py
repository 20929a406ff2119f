"""Colour arithmetic and light."""

from __future__ import annotations

import numpy as np

from stable_signer.pose_to_video.light import MATERIALS, TONE, Background, Lights, linear_of_srgb, srgb_of_linear


def test_srgb_round_trip() -> None:
    values = np.linspace(0, 1, 257)
    assert np.allclose(srgb_of_linear(linear_of_srgb(values)), values, atol=1e-6)


def test_the_tone_curve_only_rises_and_ends_below_white_overflow() -> None:
    assert (np.diff(TONE) >= 0).all()
    assert TONE[0] == 0
    assert TONE[-1] <= 255


def test_no_material_gives_more_light_than_it_gets() -> None:
    lights = Lights()
    # a white sheet that faces the key light: key + fill + sky stays near white
    assert max(np.add(lights.key, lights.sky)) < 1.4
    assert (MATERIALS >= 0).all()
    assert np.allclose(np.linalg.norm(lights.packed()[[0, 2]], axis=1), 1)


def test_the_backdrop_is_plain() -> None:
    picture = Background().picture(64, 96)
    assert picture.shape == (64, 96, 3)
    steps = np.abs(np.diff(srgb_of_linear(picture), axis=1)).max()
    assert steps < 0.03
