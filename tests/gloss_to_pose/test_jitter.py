"""The gate: what a detector adds is measured apart from how a signer moves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stable_signer.gloss_to_pose.jitter import NOISY, QUIET, bones_of, gate, jitter, residuals, widened
from stable_signer.skeleton import COCO_WHOLEBODY_133, SIGNER_131

FPS = 25.0
REACH = 7
HAND = bones_of("hand", np.arange(21), SIGNER_131)


def a_hand(frames: int = 60, speed: float = 1.0) -> np.ndarray:
    """A stiff hand (21 t 3) that travels and turns."""
    shape = np.random.default_rng(0).uniform(-0.2, 0.2, (21, 3))
    t = np.arange(frames) / FPS * speed
    turn = np.zeros((frames, 3, 3))
    turn[:, 0, 0] = turn[:, 2, 2] = np.cos(4 * t)
    turn[:, 0, 2], turn[:, 2, 0] = np.sin(4 * t), -np.sin(4 * t)
    turn[:, 1, 1] = 1.0
    path = np.stack([np.sin(5 * t), np.cos(3 * t), 0.2 * np.sin(2 * t)], 1)
    return np.einsum("tij,nj->nti", turn, shape) + path


def measured(x: np.ndarray, there: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Jitter (t) and gate (n t) of a hand."""
    there = np.ones(x.shape[:2], bool) if there is None else there
    found = residuals(x, there, HAND)
    noise = jitter(found, FPS)
    return noise, gate(x, there, HAND, found, noise, FPS, REACH)


@settings(max_examples=20, deadline=None)
@given(st.floats(0.1, 2.5))
def test_a_stiff_hand_is_clean_however_it_moves(speed):
    noise, g = measured(a_hand(speed=speed))
    assert noise.max() < 0.1 * QUIET and g.max() == 0.0


@pytest.mark.parametrize("sigma", [0.001, 0.005, 0.02])
@pytest.mark.parametrize("speed", [0.0, 2.0])
def test_jitter_is_the_size_of_the_noise_however_the_hand_moves(sigma, speed):
    x = a_hand(200, speed)
    noise, g = measured(x + sigma * np.random.default_rng(1).standard_normal(x.shape))
    assert np.median(noise) == pytest.approx(sigma, rel=0.25) and g.min() == 1.0


def test_the_gate_opens_between_quiet_and_noisy():
    x = a_hand()
    there = np.ones(x.shape[:2], bool)
    for level, expected in ((QUIET, 0.0), (0.5 * (QUIET + NOISY), 0.5), (NOISY, 1.0)):
        g = gate(x, there, HAND, np.zeros((20, 60)), np.full(60, level), FPS, REACH)
        assert g == pytest.approx(expected)


def test_one_wrong_joint_opens_the_gate_for_itself_and_its_neighbours_in_time():
    x = a_hand()
    x[8, 30] += 0.2
    _, g = measured(x)
    assert g[8, 30 - REACH : 31 + REACH].min() == 1.0 and g[8, :15].max() == 0.0
    assert g[20].max() == 0.0  # another finger


def test_a_hand_that_leaps_as_a_whole_opens_the_gate():
    x = a_hand()
    x[:, 30:32] += 0.8
    _, g = measured(x)
    assert g[:, 28:34].min() == 1.0 and g[:, :15].max() == 0.0


def test_a_frame_shown_twice_opens_the_gate_and_a_hand_that_rests_does_not():
    x = a_hand(speed=2.0)
    x[:, 30] = x[:, 29]
    assert measured(x)[1][:, 30].min() == 1.0
    still = np.repeat(a_hand(1), 60, 1)
    assert measured(still)[1].max() == 0.0


def test_a_straight_bridge_opens_the_gate():
    x = a_hand(speed=2.0)
    s = np.linspace(0, 1, 7)[None, 1:-1, None]
    x[:, 31:36] = (1 - s) * x[:, [30]] + s * x[:, [36]]
    assert measured(x)[1][:, 31:36].min() == 1.0


def test_missing_joints_tell_nothing():
    x = a_hand()
    there = np.ones(x.shape[:2], bool)
    there[:, 20:30] = False
    x[:, 20:30] = 0.0
    noise, g = measured(x, there)
    assert noise.max() < 0.1 * QUIET and g[:, :20].max() == 0.0 and g[:, 30:].max() == 0.0
    assert measured(x, np.zeros_like(there))[0].max() == 0.0


@pytest.mark.parametrize("frames", [1, 3, 4, 5])
def test_short_tracks_are_measured(frames):
    noise, g = measured(a_hand(8)[:, :frames])
    assert noise.shape == (frames,) and g.shape == (21, frames) and np.isfinite(g).all()


def test_bones_of_other_layouts_are_found_by_name():
    bones = bones_of("body", COCO_WHOLEBODY_133.body, COCO_WHOLEBODY_133)
    assert len(bones) == 9
    assert len(bones_of("body", SIGNER_131.indices(("right_hip", "left_hip")), SIGNER_131)) == 0


def test_widening_reaches_as_far_as_it_says():
    marked = np.zeros((1, 9), bool)
    marked[0, 4] = True
    assert widened(marked, 2)[0].tolist() == [False, False, True, True, True, True, True, False, False]
