"""How far balls move to be clear of one another, against slow search and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stable_signer.lexicon.overlap import WAYS, clearances, deepest, give_way

MOST = 5.0


def _balls(seed: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    return random.uniform(-1, 1, (1, count, 3)), random.uniform(0.2, 0.6, count)


def _gap(first: np.ndarray, radii: np.ndarray, second: np.ndarray, others: np.ndarray) -> float:
    return float((np.linalg.norm(first[:, None] - second[None], axis=-1) - radii[:, None] - others).min())


def test_two_balls_by_hand() -> None:
    first, second = np.zeros((1, 1, 3)), np.array([[[0.5, 0.0, 0.0]]])
    found = clearances(first, np.ones(1), second, np.ones(1), np.array([[1.0, 0, 0], [-1.0, 0, 0]]), MOST)
    assert found[0] == pytest.approx([2.5, 1.5])
    assert deepest(first, np.ones(1), second[0], np.ones(1)) == pytest.approx([1.5])


def test_balls_that_are_apart_stay() -> None:
    first, second = np.zeros((1, 1, 3)), np.array([[[3.0, 0.0, 0.0]]])
    assert not clearances(first, np.ones(1), second, np.ones(1), WAYS, MOST).any()
    assert not deepest(first, np.ones(1), second[0], np.ones(1)).any()


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_the_shift_is_enough_and_the_least(seed: int) -> None:
    (first, radii), (second, others) = _balls(seed, 4), _balls(seed + 1, 5)
    found = clearances(first, radii, second, others, WAYS, MOST)[0]
    for way, shift in zip(WAYS[::5], found[::5], strict=True):
        assert _gap(first[0] + shift * way, radii, second[0], others) > -1e-6
        for less in np.arange(0, shift - 1e-6, 0.01):
            assert _gap(first[0] + less * way, radii, second[0], others) < 1e-9


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_the_deepest_ball(seed: int) -> None:
    (first, radii), (second, others) = _balls(seed, 4), _balls(seed + 1, 5)
    assert deepest(first, radii, second[0], others)[0] == pytest.approx(
        max(-_gap(first[0], radii, second[0], others), 0)
    )


def test_giving_way_prefers_one_direction_to_two() -> None:
    up, down = (int(np.flatnonzero((way == WAYS).all(1))[0]) for way in (np.array([0.0, 1, 0]), np.array([0.0, -1, 0])))
    clearance = np.full((5, len(WAYS)), 4.0)
    clearance[:, up], clearance[:, down] = 1.0, 1.1
    clearance[2, up], clearance[2, down] = 1.1, 1.0
    shifts = give_way(clearance, 30.0)
    assert (shifts[:, 1] > 0).all() or (shifts[:, 1] < 0).all()
