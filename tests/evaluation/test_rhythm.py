"""Figures of rhythm, hand-computed on planned answers, and the promises that our performances keep."""

from __future__ import annotations

import numpy as np
import pytest

from stable_signer.evaluation import rhythm
from stable_signer.gloss import parse_gloss
from stable_signer.gloss_to_pose.infer import GlossToPose
from stable_signer.plan import PlannedSign, SigningPlan
from stable_signer.pose import Pose
from stable_signer.skeleton import SIGNER_131

PLAN = SigningPlan(
    "BOOK fs-ANNA HOUSE",
    (
        PlannedSign("BOOK", 1.0, 0.3, 0.6, 0.2),
        PlannedSign("fs-ANNA", 1.8, 1.0, 0.3, 0.0, provenance="fingerspelled"),
        PlannedSign("XYZ", 2.8, 0.0, 0.0, 0.0, provenance="refused"),
        PlannedSign("HOUSE", 3.0, 0.3, 0.2, 0.2),
    ),
)


def pose_of(x: np.ndarray, fps: float = 25.0) -> Pose:
    """The right wrist moves along x (t); everything else stands."""
    xyz = np.zeros((len(x), len(SIGNER_131), 3), np.float32)
    xyz[:, SIGNER_131.index("right_wrist"), 0] = x
    return Pose(xyz, np.ones(xyz.shape[:2], np.float32), fps)


def test_rates_and_shares_of_a_plan():
    assert rhythm.signing_time(PLAN) == pytest.approx(2.5)
    assert rhythm.signs_per_second(PLAN) == pytest.approx(3 / 2.5)
    assert rhythm.signs_per_second(PLAN, with_pauses=False) == pytest.approx(3 / 2.1)
    assert rhythm.pause_share(PLAN) == pytest.approx(0.2 / 2.3)
    assert rhythm.letters_per_second(PLAN) == pytest.approx(4.0)
    assert rhythm.sign_seconds(PLAN) == pytest.approx([0.5])


def test_an_empty_plan_has_no_rhythm():
    empty = SigningPlan("", ())
    assert rhythm.pause_share(empty) == 0.0 and np.isnan(rhythm.signs_per_second(empty))


def test_a_pause_is_seen_only_if_it_lasts():
    moving = np.cumsum(np.full(50, 0.1))
    moving[20:22] = moving[20]  # two frames: 0.08 s
    moving[30:40] = moving[30]
    still = rhythm.still(pose_of(moving))
    assert not still[15:25].any() and still[31:39].all() and not still[42:].any()


def test_speeds_need_both_frames():
    pose = pose_of(np.arange(5.0))
    confidence = pose.confidence.copy()
    confidence[2, SIGNER_131.index("right_wrist")] = 0
    speeds = rhythm.hand_speeds(Pose(pose.xyz, confidence, 25.0))
    assert speeds[0, 0] == pytest.approx(25.0) and np.isnan(speeds[1:3, 0]).all() and speeds[0, 1] == 0.0


def test_ratios():
    wide, narrow = pose_of(np.linspace(0, 2, 20)), pose_of(np.linspace(0, 1, 10))
    assert rhythm.wrist_distance_ratio(narrow, wide) == pytest.approx(0.5)
    assert rhythm.duration_ratio(narrow, wide) == pytest.approx(0.5)


def test_a_planted_jump_at_a_join_is_found_and_one_inside_is_not_a_join():
    plan = SigningPlan("BOOK", (PlannedSign("BOOK", 1.0, 1.0, 0.6, 0.0),))
    for at, name in ((25, "joins"), (37, "inside")):
        found = rhythm.join_jerk(pose_of(np.where(np.arange(75) < at, 0.0, 0.1)), plan)
        sizes = {"joins": found.joins.max(), "inside": found.inside.max()}
        assert sizes.pop(name) == pytest.approx(2 * 0.1 * 25**3, rel=1e-4) and sizes.popitem()[1] == 0.0


LINES = (
    "topic(MY MOTHER) / IX-1p LOVE IX-3p:a // ynq(IX-2p WANT EAT) // neg(NOT LIKE-enjoy COFFEE)",
    "MY FATHER BUY NEW HOUSE / BUT IX-1p WANT LIVE fs-OHIO // whq(COLOR IX-2p LIKE-enjoy WHICH)",
    "cond(IF TOMORROW RAIN) / WE STAY HOME // STUDENT++ LEARN NUM-25 WORD // YESTERDAY BOOK 1p-GIVE-2p FINISH",
)


@pytest.fixture(scope="module")
def performances() -> list[tuple[SigningPlan, Pose]]:
    stage = GlossToPose.from_pretrained()
    plans = [stage.plan(parse_gloss(line)) for line in LINES]
    return [(plan, stage.perform(plan)) for plan in plans]


def test_no_join_of_ours_stands_out(performances):
    """No jerk at a join above the 95th percentile inside signs."""
    assert rhythm.pooled(rhythm.join_jerk(pose, plan) for plan, pose in performances).worst_ratio < 1.0


def test_our_hands_are_no_faster_than_real_ones(performances):
    """Real: 6.07 shoulder widths a second at the 99th percentile (see ``gloss_to_pose.stroke``)."""
    speeds = np.concatenate([rhythm.hand_speeds(pose).ravel() for _, pose in performances])
    assert np.percentile(speeds, 99) < 6.07 and speeds.max() < 9.0


def test_our_pauses_are_seen(performances):
    for plan, pose in performances:
        assert rhythm.pause_share(plan) > 0.08
        assert rhythm.seen_pause_share(pose, plan) > 0.5 * rhythm.pause_share(plan)
