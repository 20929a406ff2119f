"""Calm joins: what is calm stays, what is sudden at a join becomes calm, and the middle of signs keeps its place."""

from __future__ import annotations

import numpy as np
import pytest

from stable_signer.gloss_to_pose.seams import SEAM_JERK, calm_seams

FPS = 25.0


def corner(fps: float = FPS) -> np.ndarray:
    """A hand that goes at 3 widths a second and stops dead after a second."""
    t = np.arange(0, 2, 1 / fps)
    return np.minimum(t, 1.0)[:, None] * [3.0, 0.0, 0.0]


def jerk_at(path: np.ndarray, join: float, fps: float) -> float:
    step = max(round(fps / 25), 1)
    third = path[3 * step :] - 3 * (path[2 * step : -step] - path[step : -2 * step]) - path[: -3 * step]
    at = np.arange(len(third)) / fps
    near = (at <= join) & (join <= at + 3 * step / fps)
    return float(np.linalg.norm(third, axis=1)[near].max() * (fps / step) ** 3)


@pytest.mark.parametrize("fps", [25.0, 50.0, 100.0])
def test_a_sudden_join_becomes_calm(fps):
    path, inside = corner(fps), np.zeros(round(2 * fps), bool)
    calm = calm_seams(path, inside, [1.0], fps)
    assert jerk_at(path, 1.0, fps) > 1.5 * SEAM_JERK
    assert jerk_at(calm, 1.0, fps) <= SEAM_JERK * 1.001
    assert np.abs(calm - path).max() < 0.12


def test_only_joins_are_touched():
    path = corner()
    assert np.array_equal(calm_seams(path, np.zeros(50, bool), [0.2], FPS), path)


def test_what_is_calm_stays_to_the_bit():
    path = np.stack([np.linspace(0, 1, 50)] * 3, 1)
    assert calm_seams(path, np.zeros(50, bool), [0.5, 1.0], FPS) is path


def test_the_middle_of_a_sign_gives_way_less_than_a_transition():
    inside = np.zeros(50, bool)
    inside[25:] = True
    change = np.abs(calm_seams(corner(), inside, [1.0], FPS) - corner())[:, 0]
    assert change[28:].max() < 0.5 * change[:25].max()


@pytest.mark.parametrize("frames", [0, 1, 3, 4])
def test_short_paths_pass(frames):
    path = corner()[:frames]
    assert calm_seams(path, np.zeros(frames, bool), [0.0], FPS).shape == path.shape


def test_where_there_is_no_room_the_way_gives_less():
    """A corner beside the body is calmed by what comes before it, away from the body."""
    tight = np.zeros(50)
    tight[22:26] = 1.0
    path, outside = corner(), np.zeros(50, bool)
    free, near = (np.abs(calm_seams(path, outside, [1.0], FPS, room) - path) for room in (0.0, tight))
    assert near[22:26].max() < 0.7 * free[22:26].max()
    assert jerk_at(calm_seams(corner(), np.zeros(50, bool), [1.0], FPS, tight), 1.0, FPS) <= SEAM_JERK * 1.001
