"""Corruption does what it says, and no more."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from stable_signer.gloss_to_pose.corruption import Corruption, corrupt

NEVER = Corruption(
    clean=0.0, spikes=0.0, swaps=0.0, gaps=0.0, repeats=0.0, seams=0.0, jitter=(1e-6, 2e-6), depth=(1.0, 1.0)
)
CLEAN = np.stack([np.sin(np.arange(60) / 9.0 + i)[:, None] * [1.0, 0.5, 0.2] for i in range(4)])
OTHER = CLEAN + 3.0


def sample(how: Corruption, seed: int = 3, other: np.ndarray | None = None):
    return corrupt(CLEAN, np.random.default_rng(seed), how, other)


def test_clean_samples_are_untouched():
    found = sample(replace(NEVER, clean=1.0))
    assert found.given is found.wanted and found.seen.all()


def test_jitter_has_its_size_and_depth_more():
    found = sample(replace(NEVER, jitter=(0.01, 0.0101), depth=(3.0, 3.0)))
    error = (found.given - found.wanted).std(axis=(0, 1))
    assert 0.006 < error[0] < 0.016 and error[2] == pytest.approx(3 * error[:2].mean(), rel=0.35)


def test_jitter_is_alike_from_frame_to_frame_and_in_part_common():
    """Second differences of real noise correlate by -0.56 to 0.0; white noise has -0.67."""
    how = replace(NEVER, jitter=(0.01, 0.0101))
    correlations, shares = [], []
    for seed in range(40):
        error = (sample(how, seed).given - CLEAN)[..., :2]
        second = np.diff(error, n=2, axis=1)
        correlations.append((second[:, :-1] * second[:, 1:]).sum() / (second**2).sum())
        shares.append((error.mean(0) ** 2).mean() / (error**2).mean())
    assert -0.6 < np.mean(correlations) < -0.25
    assert 0.3 < np.mean(shares) < 0.65  # a quarter would be chance with four joints


def test_gaps_are_lines_between_what_is_seen_and_never_long():
    found = sample(replace(NEVER, gaps=1.0))
    assert not found.seen.all()
    for track, seen in zip(found.given, found.seen, strict=True):
        runs = np.diff(np.flatnonzero(np.diff(seen.astype(int), prepend=1, append=1)))[::2]
        assert (runs <= 3 * NEVER.longest).all()
        inner = ~seen[1:-1] & ~seen[:-2] & ~seen[2:]
        assert np.abs(np.diff(track, n=2, axis=0))[inner].max(initial=0.0) < 0.2


def test_a_swapped_hand_is_where_the_other_is_for_a_few_frames():
    found = sample(replace(NEVER, swaps=1.0), other=OTHER)
    away = np.abs(found.given - OTHER).max((0, 2)) < 1e-3
    assert 1 <= away.sum() <= NEVER.longest and np.abs(found.given - CLEAN)[:, ~away].max() < 1e-3
    assert np.abs(sample(replace(NEVER, swaps=1.0)).given - CLEAN).max() < 1e-3  # no other hand to be found at


def test_leaps_go_away_and_come_back():
    found = sample(replace(NEVER, spikes=1.0))
    away = np.abs(found.given - CLEAN).max((0, 2)) > 1e-3
    assert 1 <= away.sum() <= 3 * (NEVER.longest - 1) and not away.all()


def test_repeats_show_frames_twice():
    found = sample(replace(NEVER, repeats=1.0))
    assert (np.abs(np.diff(found.given, axis=1)).max((0, 2)) < 1e-4).sum() >= 10


def test_seams_are_straight_where_they_should_be_smooth():
    found = sample(replace(NEVER, seams=1.0))
    assert found.given.shape == found.wanted.shape == CLEAN.shape
    changed = np.abs(found.given - found.wanted).max((0, 2)) > 1e-4
    assert 2 <= changed.sum() <= 8
    bend = [np.abs(np.diff(a, n=2, axis=1)).max() for a in (found.given, found.wanted)]
    assert bend[1] < bend[0]


def test_the_same_seed_corrupts_alike():
    how = Corruption()
    for seed in range(10):
        assert np.array_equal(sample(how, seed).given, sample(how, seed).given)
