"""Corruption does what it says, and no more."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from stable_signer.gloss_to_pose.corruption import Corruption, corrupt

NEVER = Corruption(clean=0.0, spikes=0.0, gaps=0.0, repeats=0.0, seams=0.0, jitter=(1e-6, 2e-6))
CLEAN = np.stack([np.sin(np.arange(60) / 9.0 + i)[:, None] * [1.0, 0.5] for i in range(4)])


def sample(how: Corruption, seed: int = 3, is_depth: bool = False):
    return corrupt(CLEAN, is_depth, np.random.default_rng(seed), how)


def test_clean_samples_are_untouched():
    found = sample(replace(NEVER, clean=1.0))
    assert found.given is found.wanted and found.seen.all()


def test_jitter_has_its_size_and_depth_more():
    how = replace(NEVER, jitter=(0.01, 0.0101))
    flat, deep = (np.std(sample(how, is_depth=deep).given - CLEAN) for deep in (False, True))
    assert 0.006 < flat < 0.016 and deep == pytest.approx(how.depth * flat, rel=0.05)


def test_gaps_are_lines_between_what_is_seen_and_never_long():
    found = sample(replace(NEVER, gaps=1.0))
    assert not found.seen.all()
    for track, seen in zip(found.given, found.seen, strict=True):
        runs = np.diff(np.flatnonzero(np.diff(seen.astype(int), prepend=1, append=1)))[::2]
        assert (runs <= 3 * NEVER.longest).all()
        inner = ~seen[1:-1] & ~seen[:-2] & ~seen[2:]
        assert np.abs(np.diff(track, n=2, axis=0))[inner].max(initial=0.0) < 0.2


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
    assert np.array_equal(sample(Corruption(), 7).given, sample(Corruption(), 7).given)
