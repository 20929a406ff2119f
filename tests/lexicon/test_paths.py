"""Paths: easing and the shapes of ways."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stable_signer.lexicon.notation import Direction, Path
from stable_signer.lexicon.paths import circle, detour, ease, extra_length, words_vector

CM = 33.0
s = np.linspace(0, 1, 101)


@given(st.floats(0, 1), st.floats(0, 1))
def test_easing_goes_from_0_to_1_with_the_asked_speeds(v0: float, v1: float) -> None:
    u = np.linspace(0, 1, 2001)
    way = ease(u, v0, v1)
    speed = np.gradient(way, u)
    assert way[0] == 0 and way[-1] == pytest.approx(1)
    assert speed[0] == pytest.approx(v0, abs=0.02) and speed[-1] == pytest.approx(v1, abs=0.02)


def test_minimum_jerk_is_symmetric() -> None:
    assert np.allclose(ease(s) + ease(1 - s), 1)


@pytest.mark.parametrize(
    "path", [Path("zigzag"), Path("wave"), Path("circle", None, "floor"), Path("arc", Direction(("up",)))]
)
def test_every_detour_starts_and_ends_on_the_way(path: Path) -> None:
    start, stop = np.zeros(3), np.array([0.0, -0.5, 0.1])
    added = detour(path, start, stop, s, 0, CM, np.array([0.0, 0.0, 1.0]))
    assert np.abs(added[[0, -1]]).max() < 1e-9 and np.abs(added).max() > 0.01


def test_an_arc_bulges_square_to_its_chord() -> None:
    stop = np.array([0.0, 0.0, 0.6])
    added = detour(Path("arc", Direction(("up",)), amount=6.0), np.zeros(3), stop, s, 0, CM, np.array([0.0, 1.0, 0.0]))
    assert added[50] == pytest.approx([0, 6 / CM, 0]) and np.abs(added @ stop).max() < 1e-9


def test_a_positive_front_circle_goes_up_then_in() -> None:
    right, left = (circle("front", False, np.array([np.pi / 2]), side)[0] for side in (0, 1))
    assert right == pytest.approx([1, 1, 0]) and left == pytest.approx([-1, 1, 0])
    assert circle("front", True, np.array([np.pi / 2]), 0)[0] == pytest.approx([1, -1, 0])


@given(st.lists(st.sampled_from(["up", "down", "fwd", "back", "in", "out"]), min_size=1, max_size=4))
def test_left_words_mirror_right_words(words: list[str]) -> None:
    right, left = (words_vector(tuple(words), side) for side in (0, 1))
    assert left == pytest.approx(right * [-1, 1, 1])


def test_a_wavy_way_swings_where_it_is_told_to() -> None:
    stop, along = np.array([0.0, 0.0, 0.3]), np.array([0.0, 1.0, 0.0])
    for told, axis in ((along, 1), (None, 1), (np.array([1.0, 0.0, 0.0]), 0)):
        added = detour(Path("zigzag"), np.zeros(3), stop, s, 0, CM, told)
        assert np.ptp(added[:, axis]) > 0.05 and np.ptp(np.delete(added, axis, 1)) < 1e-9


def test_a_wavy_way_is_longer_than_an_arc() -> None:
    assert extra_length(None, 20, 1) == 0
    assert extra_length(Path("wave"), 20, 1) > extra_length(Path("arc", Direction(("up",))), 20, 1) > 0
