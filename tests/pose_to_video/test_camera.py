"""The camera holds what it must hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stable_signer.pose_to_video.camera import Framing, camera_for, framing_of

SIZES = [(512, 512), (720, 1280), (1280, 720), (96, 64)]


@pytest.mark.parametrize(("height", "width"), SIZES)
def test_the_window_is_in_the_picture(height: int, width: int) -> None:
    f = Framing()
    camera = camera_for(f, height, width)
    corners = np.array([[x, y, 0] for x in (-f.half_width, f.half_width) for y in (f.top, f.bottom)])
    assert camera.shows(corners, margin=-0.01).all()


def test_right_is_right_and_up_is_up() -> None:
    camera = camera_for(Framing(), 100, 100)
    middle, right, up, near = camera.project(np.array([[0, 0, 0], [0.5, 0, 0], [0, 0.5, 0], [0, 0, 0.5]]))
    assert right[0] > middle[0]
    assert up[1] < middle[1]
    assert near[2] > middle[2] > 0


@given(st.integers(0, 2**32 - 1), st.sampled_from(SIZES))
@settings(max_examples=60, deadline=None)
def test_no_point_leaves_the_picture(seed: int, size: tuple[int, int]) -> None:
    points = np.random.default_rng(seed).uniform([-3, -3, -1], [3, 3, 2.3], (40, 3))
    assert camera_for(framing_of(points), *size).shows(points).all()


def test_small_signs_keep_the_default_window() -> None:
    assert framing_of(np.zeros((4, 3))) == Framing()
    assert framing_of(np.zeros((0, 3))) == Framing()
    assert framing_of(np.full((2, 3), np.nan)) == Framing()
