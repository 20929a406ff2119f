"""Figures of steadiness on planted answers: delays and flattening are found, the plain filters do their work."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from stable_signer.evaluation import steadiness
from stable_signer.evaluation.steadiness import (
    CASES,
    MM,
    corrupted,
    one_euro,
    savitzky_golay,
    to_text,
)
from stable_signer.pose import Pose
from tests.poses import a_pose

FAST = a_pose(120)


def measured(change, pose: Pose = FAST) -> steadiness.Steadiness:
    return steadiness._steadiness([pose], [change(pose)])


def test_nothing_done_is_nothing_found():
    found = measured(lambda pose: pose)
    assert found.lag_ms == pytest.approx(0.0, abs=1e-6) and found.fast_speed == pytest.approx(1.0)
    assert found.shape_change == 0.0 and found.moved == 0.0


def test_a_delay_of_a_frame_is_a_frame():
    late = measured(lambda pose: replace(pose, xyz=np.concatenate([pose.xyz[:1], pose.xyz[:-1]])))
    assert late.lag_ms == pytest.approx(40.0, abs=4.0)


def test_half_the_movement_is_half_the_speed():
    middle = FAST.xyz.mean(0, keepdims=True)
    assert measured(lambda pose: replace(pose, xyz=0.5 * (pose.xyz + middle))).fast_speed == pytest.approx(
        0.5, abs=0.02
    )


def test_savitzky_golay_keeps_a_parabola():
    t = np.arange(20.0)[:, None, None] / 20
    pose = replace(a_pose(20), xyz=np.broadcast_to(0.3 * t**2 + t, (20, 131, 3)))
    inner = np.s_[4:-4]
    assert np.abs((savitzky_golay(pose).xyz - pose.xyz)[inner][:, pose.present[0]]).max() < 1e-5


def test_one_euro_calms_what_stands_still():
    noise = 0.01 * np.random.default_rng(0).standard_normal((60, 131, 3))
    still = a_pose(1)
    pose = Pose(still.xyz + noise, np.repeat(still.confidence, 60, 0), 25.0)
    assert one_euro(pose).xyz[20:, 4].std(0).mean() < 0.9 * pose.xyz[20:, 4].std(0).mean()


def test_corruption_of_a_pose_has_its_size():
    given, wanted = corrupted(FAST, CASES["jitter 8 mm"], np.random.default_rng(0))
    off = (given.xyz - wanted.xyz)[given.present][:, :2]
    assert 0.7 * 8 < MM * np.std(off) < 1.5 * 8
    same, _ = corrupted(FAST, CASES["clean"], np.random.default_rng(0))
    assert np.array_equal(same.xyz, FAST.xyz)


def test_tables_hold_every_row():
    numbers = {way: dict.fromkeys(CASES, 1.0) for way in steadiness.WAYS}
    text = to_text(numbers, {"stabiliser": steadiness.Steadiness(1.0, 1.0, 0.0, 0.1, 0.5)})
    assert all(way in text for way in steadiness.WAYS) and text.count("|---|") == 2
