"""Pose metrics against slow textbook versions and hand-computed cases."""

from __future__ import annotations

import time
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stable_signer.body import rotation
from stable_signer.errors import PoseError
from stable_signer.evaluation.metrics.pose import (
    dtw_mje,
    dtw_pa_jpe,
    dtw_path,
    dtw_progressive,
    frechet_distance,
    jerk,
    mean_over,
    ndtw_mje,
    procrustes_distance,
    travel,
)

RANDOM = np.random.default_rng(0)


def slow_dtw(cost: np.ndarray) -> float:
    @lru_cache(None)
    def total(i: int, k: int) -> float:
        if i < 0 or k < 0:
            return 0.0 if i == k == -1 else float("inf")
        return cost[i, k] + min(total(i - 1, k - 1), total(i - 1, k), total(i, k - 1))

    return total(cost.shape[0] - 1, cost.shape[1] - 1)


@settings(deadline=None)
@given(st.integers(1, 8), st.integers(1, 8), st.integers(0, 1000))
def test_path_is_monotone_complete_and_cheapest(t, s, seed):
    cost = np.random.default_rng(seed).random((t, s))
    path = dtw_path(cost)
    steps = np.diff(path, axis=0)
    assert path[0].tolist() == [0, 0] and path[-1].tolist() == [t - 1, s - 1]
    assert ((steps >= 0) & (steps <= 1)).all() and (steps.sum(1) > 0).all()
    assert cost[path[:, 0], path[:, 1]].sum() == pytest.approx(slow_dtw(cost))


@pytest.mark.parametrize("metric", [dtw_mje, dtw_progressive, dtw_pa_jpe])
def test_a_pose_is_at_no_distance_from_itself_or_its_slow_motion(metric):
    pose = RANDOM.random((6, 5, 3))
    assert metric(pose, pose) == pytest.approx(0, abs=1e-6)
    assert metric(np.repeat(pose, 2, 0), pose) == pytest.approx(0, abs=1e-6)


def test_by_hand():
    """One joint: 0, 1, 2 against 0, 2: the middle frame is 1 away from either neighbour."""
    h = np.array([0.0, 1.0, 2.0]).reshape(3, 1, 1) * [1, 0, 0]
    r = np.array([0.0, 2.0]).reshape(2, 1, 1) * [1, 0, 0]
    assert dtw_mje(h, r) == pytest.approx(1 / 3)
    assert dtw_progressive(h, r) == pytest.approx(1 / 2)


def test_procrustes_takes_out_place_size_and_turn_but_not_reflection():
    frame = RANDOM.random((6, 3))
    turned = rotation.rotate(rotation.exp(np.array([0.3, 1.0, -0.4])), frame) * 2.5 + [1, 2, 3]
    assert procrustes_distance(frame, turned[None])[0] == pytest.approx(0, abs=1e-9)
    assert procrustes_distance(frame, (frame * [-1, 1, 1])[None])[0] > 0.01


def test_missing_keypoints_cost_what_ham2pose_says():
    r = np.full((2, 2, 3), 2.0)
    everywhere, nowhere = np.ones((2, 2), bool), np.zeros((2, 2), bool)
    assert ndtw_mje(r, r, nowhere, everywhere) == pytest.approx(np.sqrt(12) / 2)
    only_first = everywhere.copy()
    only_first[:, 1] = False
    assert ndtw_mje(r + [1, 0, 0], r, everywhere, only_first) == pytest.approx(1.0)


def test_frechet_by_hand():
    """Two one-dimensional Gaussians: (m1 - m2)^2 + (s1 - s2)^2."""
    a, b = RANDOM.normal(0, 1, (4000, 1)), RANDOM.normal(3, 2, (4000, 1))
    expected = (a.mean() - b.mean()) ** 2 + (a.std(ddof=1) - b.std(ddof=1)) ** 2
    assert frechet_distance(a, b) == pytest.approx(expected, rel=1e-6)


def test_travel_and_jerk_of_known_paths():
    t = np.arange(0, 1, 0.01)
    line = np.stack([2 * t, 0 * t, 0 * t], 1)
    assert travel(line, 100) == pytest.approx(2.0) and jerk(line, 100).max() < 1e-3
    cubic = np.stack([t**3, 0 * t, 0 * t], 1)
    assert np.allclose(jerk(cubic, 100), 6.0, rtol=1e-3)


def test_shapes_are_checked():
    with pytest.raises(PoseError, match="same joints"):
        mean_over(dtw_mje, [np.zeros((3, 4, 3))], [np.zeros((3, 5, 3))], "x")


def test_five_hundred_sentences_take_seconds():
    pairs = [(RANDOM.random((60, 50, 3)), RANDOM.random((60, 50, 3))) for _ in range(20)]
    dtw_mje(*pairs[0])
    start = time.thread_time()
    for h, r in pairs:
        dtw_mje(h, r)
    assert (time.thread_time() - start) * 25 < 10
