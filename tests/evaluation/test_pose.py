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
from stable_signer.evaluation.metrics.frechet import frechet_distance, frechet_score
from stable_signer.evaluation.metrics.pose import (
    MAX_FRAMES,
    POSE_METRICS,
    city_block,
    dtw_mje,
    dtw_pa_jpe,
    dtw_path,
    dtw_progressive,
    jerk,
    ndtw_mje,
    pair,
    pose_tallies,
    procrustes_distance,
    travel,
)
from stable_signer.evaluation.metrics.score import ScoreError
from stable_signer.pose import Pose
from stable_signer.skeleton import PROMPT2SIGN_50, SIGNER_131
from tests.poses import a_pose

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


def mje(hypothesis: np.ndarray, reference: np.ndarray) -> float:
    total, count = dtw_mje(hypothesis, reference)
    return total / count


@pytest.mark.parametrize("metric", [mje, dtw_progressive, dtw_pa_jpe])
def test_a_pose_is_at_no_distance_from_itself_or_its_slow_motion(metric):
    pose = RANDOM.random((6, 5, 3))
    assert metric(pose, pose) == pytest.approx(0, abs=1e-6)
    assert metric(np.repeat(pose, 2, 0), pose) == pytest.approx(0, abs=1e-6)


def test_by_hand():
    """One joint: 0, 1, 2 against 0, 2: the middle frame is 1 away from either neighbour."""
    h = np.array([0.0, 1.0, 2.0]).reshape(3, 1, 1) * [1, 0, 0]
    r = np.array([0.0, 2.0]).reshape(2, 1, 1) * [1, 0, 0]
    assert dtw_mje(h, r) == (pytest.approx(1.0), 3)
    assert dtw_progressive(h, r) == pytest.approx(1 / 2)


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 7), st.integers(1, 7), st.integers(0, 1000))
def test_accumulated_distances_are_those_of_the_slow_recursion(t, s, seed):
    random = np.random.default_rng(seed)
    h, r = random.random((t, 4, 3)), random.random((s, 4, 3))
    l1 = np.abs(h.reshape(t, 1, -1) - r.reshape(1, s, -1)).sum(-1)
    assert city_block(h.reshape(t, -1), r.reshape(s, -1)) == pytest.approx(l1)
    assert dtw_progressive(h, r) == pytest.approx(slow_dtw(l1) / s)
    aligned = np.array([[procrustes_distance(a, b[None])[0] for b in r] for a in h])
    assert dtw_pa_jpe(h, r) == pytest.approx(slow_dtw(aligned))
    everywhere = np.ones((t, 4), bool), np.ones((s, 4), bool)
    joints = [slow_dtw(np.linalg.norm(h[:, None, j] - r[None, :, j], axis=-1)) for j in range(4)]
    assert ndtw_mje(h, r, *everywhere) == pytest.approx(np.mean(joints))


def test_dtw_mje_is_the_mean_over_all_frames_of_all_sentences():
    """SLRTP puts the aligned frames of all sentences together: a long sentence counts more than a short one."""
    still, moved = a_pose(1), a_pose(9)
    shifted = Pose(moved.xyz + _raised_hands(0.5), moved.confidence, moved.fps)
    rows = pose_tallies([still, shifted], [still, moved])["dtw_mje"].rows
    value = pose_tallies([still, shifted], [still, moved])["dtw_mje"].score(0).value
    assert rows[0] == pytest.approx([0, 1]) and value == pytest.approx(rows[:, 0].sum() / rows[:, 1].sum())
    assert value > rows[1, 0] / rows[1, 1] / 2


def _raised_hands(height: float) -> np.ndarray:
    up = np.zeros((1, len(SIGNER_131), 3))
    up[:, [*SIGNER_131.hand("right"), *SIGNER_131.hand("left")], 1] = height
    return up


def test_procrustes_takes_out_place_size_and_turn_but_not_reflection():
    frame = RANDOM.random((6, 3))
    turned = rotation.rotate(rotation.exp(np.array([0.3, 1.0, -0.4])), frame) * 2.5 + [1, 2, 3]
    assert procrustes_distance(frame, turned[None])[0] == pytest.approx(0, abs=1e-9)
    assert procrustes_distance(frame, (frame * [-1, 1, 1])[None])[0] > 0.01


def test_missing_keypoints_cost_what_ham2pose_says():
    r = np.full((2, 2, 3), 2.0)
    everywhere, nowhere = np.ones((2, 2), bool), np.zeros((2, 2), bool)
    assert ndtw_mje(r, r, nowhere, everywhere) == pytest.approx(2 * np.sqrt(12) / 2)  # two frames, accumulated
    only_first = everywhere.copy()
    only_first[:, 1] = False
    assert ndtw_mje(r + [1, 0, 0], r, everywhere, only_first) == pytest.approx((2 * 1.0 + 0) / 2)


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


def test_frechet_is_that_of_scipy():
    from scipy.linalg import sqrtm

    a, b = RANDOM.normal(0, 1, (60, 5)), RANDOM.normal(0.3, 1.4, (80, 5)) @ RANDOM.normal(0, 1, (5, 5))
    cov_a, cov_b = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    gap = a.mean(0) - b.mean(0)
    expected = gap @ gap + np.trace(cov_a + cov_b - 2 * np.real(sqrtm(cov_a @ cov_b)))
    assert frechet_distance(a, b) == pytest.approx(expected, rel=1e-6)
    parts = frechet_score(np.array_split(a, 6), np.array_split(b, 8), "x", num_bootstrap=20)
    assert parts.value == pytest.approx(expected, rel=1e-6) and "60 and 80 rows" in parts.signature
    assert parts.low is not None and parts.high is not None and parts.low < parts.value < parts.high
    with pytest.raises(ScoreError, match="at least 2"):
        frechet_score([a[:1]], [b], "x")


def test_every_metric_is_perfect_on_the_reference_itself():
    tallies = pose_tallies([a_pose(20)], [a_pose(20)])
    for name, tally in tallies.items():
        score = tally.score(0)
        assert score.value == pytest.approx(1.0 if score.direction == "near 1" else 0.0, abs=1e-6), name


def test_a_still_pose_has_no_way_and_half_the_speed_half_the_way():
    pose = a_pose(40)
    frozen = Pose(np.repeat(pose.xyz[:1], 40, 0), pose.confidence, pose.fps)
    assert pose_tallies([frozen], [pose])["wrist_distance_ratio"].score(0).value == 0
    slow = Pose(pose.xyz, pose.confidence, pose.fps / 2)
    assert pose_tallies([slow], [pose])["duration_ratio"].score(0).value == pytest.approx(2.0)


def test_missing_joints_are_bridged_and_what_is_never_there_is_at_the_neck():
    pose = a_pose(5)
    gap, gone = pose.confidence.copy(), pose.confidence.copy()
    right = SIGNER_131.hand("right")
    gap[2, right], gone[:, right] = 0, 0
    both = pair(Pose(pose.xyz, gap, 25.0), pose, 25.0)
    h, _ = both.filled()
    middle = (both.hypothesis[1] + both.hypothesis[3]) / 2
    joints = PROMPT2SIGN_50.hand("right")
    assert h[2, joints] == pytest.approx(middle[joints], abs=1e-6)
    never, wanted = pair(Pose(pose.xyz, gone, 25.0), pose, 25.0).filled()
    assert not never[:, joints].any() and wanted[:, joints].any()
    dropped, _ = pair(pose, Pose(pose.xyz, gone, 25.0), 25.0).filled()
    assert dropped.shape[1] == 50 - 21, "a joint that the reference never has is left out"


def test_poses_that_cannot_be_scored():
    pose = a_pose(3)
    with pytest.raises(ScoreError, match="1 hypotheses and 2 references"):
        pose_tallies([pose], [pose, pose])
    with pytest.raises(ScoreError, match="at least one"):
        pose_tallies([], [])
    with pytest.raises(PoseError, match="no frames"):
        pose_tallies([pose[:0]], [pose])
    long = Pose(np.repeat(pose.xyz[:1], MAX_FRAMES + 1, 0), np.repeat(pose.confidence[:1], MAX_FRAMES + 1, 0), 25.0)
    with pytest.raises(PoseError, match=f"at most {MAX_FRAMES}"):
        POSE_METRICS["dtw"].row(long, pose)


def test_five_hundred_sentences_take_seconds():
    """At 12.5 fps, 60 frames are 4.8 s: 20 of them here, for 500 within 10 s of one core."""
    pairs = [(RANDOM.random((60, 50, 3)), RANDOM.random((60, 50, 3))) for _ in range(20)]
    dtw_mje(*pairs[0])
    dtw_progressive(*pairs[0])
    start = time.thread_time()
    for h, r in pairs:
        dtw_mje(h, r)
        dtw_progressive(h, r)
    assert (time.thread_time() - start) * 25 < 10
