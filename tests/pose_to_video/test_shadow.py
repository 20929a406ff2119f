"""Occlusion and cast shadows on planted scenes."""

from __future__ import annotations

import numpy as np

from stable_signer.pose_to_video.kernel import kernel
from stable_signer.pose_to_video.shadow import (
    ambient_occlusion,
    blur_moments,
    light_camera,
    light_reaching,
    pattern_turns,
)

SIZE = 64


def open_sky(depth: np.ndarray) -> np.ndarray:
    """Ambient share (h/2 w/2) for depths (h w) seen with one sample a pixel and a focal length of 300 pixels."""
    half, raw, sky = (np.zeros((SIZE // 2, SIZE // 2), np.float32) for _ in range(3))
    ambient_occlusion((1 / depth).astype(np.float32), 1, 300.0, 0.2, pattern_turns(), half, raw, sky)
    return sky


@kernel
def reaching(moments: np.ndarray, x: float, y: float, nearness: float) -> float:
    return light_reaching(moments, x, y, nearness, 0.01)


def test_a_slanted_plane_is_open() -> None:
    y, x = np.mgrid[:SIZE, :SIZE]
    # a plane's nearness, not its depth, is linear on the screen
    sky = open_sky(1 / (0.11 + 0.0004 * x + 0.0006 * y))
    assert sky.min() > 0.98


def test_a_groove_is_darker_than_a_ridge() -> None:
    x = np.mgrid[:SIZE, :SIZE][1]
    groove, ridge = 8 - 0.02 * np.abs(x - SIZE // 2), 8 + 0.02 * np.abs(x - SIZE // 2)
    row = SIZE // 4
    assert open_sky(groove)[row, row] < 0.85
    assert open_sky(ridge)[row, row] > 0.98


def test_a_hand_far_in_front_leaves_no_halo() -> None:
    depth = np.full((SIZE, SIZE), 8.0)
    depth[:, : SIZE // 2] = 6.5
    assert open_sky(depth).min() > 0.95


def test_things_near_the_light_cast_shadows() -> None:
    near = np.full((SIZE, SIZE), 4.0, np.float32)
    near[20:44, 20:44] = 4.6
    moments, scratch = np.zeros((2, SIZE, SIZE), np.float32), np.zeros((2, SIZE, SIZE), np.float32)
    blur_moments(near, scratch, moments)
    assert reaching(moments, 32.0, 32.0, 4.0) < 0.05
    assert reaching(moments, 32.0, 32.0, 4.6) > 0.95
    assert reaching(moments, 10.0, 10.0, 4.0) > 0.95
    border = reaching(moments, 20.0, 32.0, 4.0)
    assert 0.0 <= border < 0.9


def test_the_light_looks_along_its_axis() -> None:
    light = light_camera((-0.4, 0.6, 0.8), 2.7, SIZE)
    assert np.allclose(light.axes @ light.axes.T, np.eye(3))
    towards = np.array([[-0.4, 0.6, 0.8]], np.float32)
    middle = light.project(np.zeros((1, 3), np.float32))
    closer = light.project(towards)
    assert closer[0, 2] > middle[0, 2]
    assert np.allclose(closer[0, :2], SIZE / 2, atol=1e-3)
