"""Strokes: repetitions without a stop at the turns, and never faster than real hands."""

from __future__ import annotations

import numpy as np
import pytest

from stable_signer.body.motion import SHAPES, Motion
from stable_signer.gloss_to_pose.join import quintic
from stable_signer.gloss_to_pose.stroke import HAND_SPEED, REPEAT_S, TRIM, repeated, shortest


def line(length: float, frames: int = 31, fps: float = 50.0) -> Motion:
    arrays = {name: np.zeros((frames, *shape)) for name, shape in SHAPES.items()}
    arrays["palm"][..., 3] = 1.0
    arrays["wrist"][:, 0] = quintic(np.zeros(3), np.array([length, 0.0, 0.0]), 0.0, 0.0, np.linspace(0, 1, frames))
    return Motion(fps=fps, **arrays)


def test_shortest_keeps_the_peak_speed():
    """Hand-computed: a minimum-jerk way of 2 widths peaks at 1.875 * 2 / T."""
    whole = shortest(line(2.0)) / (1 - 2 * TRIM)
    assert 1.875 * 2.0 / whole <= HAND_SPEED * 1.01


def test_shortest_grows_with_the_way_and_is_nothing_for_a_posture():
    assert shortest(line(0.0)) == 0.0
    assert shortest(line(0.5)) < shortest(line(1.0)) < shortest(line(2.0))


def test_shortest_does_not_depend_on_the_rate_of_the_motion():
    """The same movement, recorded twice as long: hands need the same time."""
    assert shortest(line(1.5, frames=31)) == pytest.approx(shortest(line(1.5, frames=61)), rel=0.15)


@pytest.mark.parametrize("repeats", [1, 2])
def test_repetitions_end_where_the_stroke_ends_and_turn_smoothly(repeats):
    motion = line(0.6)
    performed = repeated(motion, repeats)
    x = performed.wrist[:, 0, 0]
    assert x[-1] == pytest.approx(0.6, abs=1e-6)
    turns = int((np.diff(np.sign(np.diff(x)[np.abs(np.diff(x)) > 1e-6])) != 0).sum())
    assert turns == 2 * repeats
    assert np.abs(np.diff(x)).max() <= 1.7 * np.abs(np.diff(motion.wrist[:, 0, 0])).max()


def test_a_long_stroke_is_repeated_only_in_its_last_part():
    motion = line(0.6, frames=151)
    assert repeated(motion, 1).duration <= motion.duration + 2 * REPEAT_S + 0.05


def test_no_repetition_is_the_stroke_itself():
    motion = line(0.6)
    assert repeated(motion, 0) is motion
