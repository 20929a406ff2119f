"""Bounds: replayed frames are found, what is new is not; the mean stands still; the nearest clip shares words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from stable_signer.errors import ModelError
from stable_signer.evaluation.bounds import COPIED_FRAMES, Bank
from stable_signer.evaluation.items import Item
from stable_signer.pose import Pose, concatenate
from stable_signer.skeleton import SIGNER_131
from tests.poses import a_pose

ITEMS = (
    Item(1, "The cat sleeps.", "CAT SLEEP"),
    Item(2, "Do you want the coffee?", "ynq(IX-2p WANT COFFEE)"),
    Item(3, "The dog sleeps.", "DOG SLEEP"),
)


def swaying(seed: int, num_frames: int = 40) -> Pose:
    """A motion of its own: both hands on slow random curves, faster than rest."""
    pose = a_pose(num_frames)
    random = np.random.default_rng(seed)
    t = np.arange(num_frames)[:, None, None] / 25
    way = 0.3 * np.sin(2 * np.pi * random.uniform(0.5, 1.5, 3) * t + random.uniform(0, 6, 3))
    xyz = pose.xyz.copy()
    hands = [*SIGNER_131.hand("right"), *SIGNER_131.hand("left"), *SIGNER_131.indices(("right_wrist", "left_wrist"))]
    xyz[:, hands] += way
    return Pose(xyz, pose.confidence, 25.0)


@pytest.fixture(scope="module")
def bank() -> Bank:
    return Bank.of(ITEMS, [swaying(i) for i in range(3)])


def test_a_replayed_clip_is_all_copies_and_a_new_one_none(bank: Bank):
    copied, moving = bank.replayed(bank.clip(1))
    assert copied == moving > 20
    assert bank.replayed(swaying(7))[0] == 0


def test_half_a_replay_counts_half(bank: Bank):
    half = concatenate([swaying(7)[:20], bank.clip(0)[:20]])
    copied, moving = bank.replayed(half)
    assert 14 <= copied <= 20 and moving >= 36


def test_too_short_a_run_is_no_replay(bank: Bank):
    few = concatenate([swaying(7)[:20], bank.clip(0)[10 : 10 + COPIED_FRAMES - 1], swaying(7)[20:]])
    assert bank.replayed(few)[0] == 0


def test_standing_still_is_not_replay(bank: Bank):
    assert bank.replayed(bank.mean_pose(30)) == (0, 0)


def test_the_mean_pose_is_the_mean_of_all_frames(bank: Bank):
    mean = bank.mean_pose(3)
    everything = np.concatenate([bank.clip(i).xyz for i in range(3)])
    shown = mean.present[0]
    np.testing.assert_allclose(mean.xyz[2][shown], everything.mean(0)[shown], atol=2e-3)
    assert len(mean) == 3 and not mean.present[:, SIGNER_131.index("right_knee")].any()


def test_the_nearest_clip_shares_the_rarest_words(bank: Bank):
    assert bank.nearest("My dog sleeps a lot.") == 2
    assert bank.nearest("Coffee?") == 1
    assert len(bank.nearest_clip(Item(9, "the cat", "CAT"))) == len(bank.clip(0))


def test_random_is_the_same_for_the_same_sentence(bank: Bank):
    item = Item(5, "anything", "ANY")
    assert (bank.random_clip(item).xyz == bank.random_clip(item).xyz).all()


def test_saved_clips_come_back(bank: Bank, tmp_path: Path):
    bank.save(tmp_path / "bank.safetensors")
    again = Bank.load(tmp_path / "bank.safetensors", ITEMS)
    assert (again.xyz == bank.xyz).all() and (again.present == bank.present).all() and again.items == ITEMS
    (tmp_path / "cut.safetensors").write_bytes((tmp_path / "bank.safetensors").read_bytes()[:50])
    with pytest.raises(ModelError, match="training clips"):
        Bank.load(tmp_path / "cut.safetensors", ITEMS)
