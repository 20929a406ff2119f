"""Joins: hands arrive, leave and wait without a jump in place or velocity."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stable_signer.body import rotation
from stable_signer.body.motion import SHAPES, Motion
from stable_signer.gloss_to_pose.join import REST_S, Segment, join_hands, quintic

FPS = 100.0


def motion_of(wrist: np.ndarray, palm: np.ndarray | None = None) -> Motion:
    """A motion of both hands through wrist (t 3); the left hand mirrors it."""
    t = len(wrist)
    arrays = {name: np.zeros((t, *shape)) for name, shape in SHAPES.items()}
    arrays["wrist"] = np.stack([wrist, wrist * [-1, 1, 1]], 1)
    arrays["palm"][..., 3] = 1.0
    if palm is not None:
        arrays["palm"][:, 0] = palm
    return Motion(fps=50.0, **arrays)


REST = motion_of(np.array([[-0.6, -1.4, 0.3]]))
points = st.tuples(st.floats(-0.8, 0.2), st.floats(-1, 0.6), st.floats(0.3, 1)).map(np.array)

LONGEST = np.linalg.norm([1.0, 1.6, 0.7])
FASTEST = 1.35 * 1.875 * LONGEST / 0.2
"""Peak speed of a minimum-jerk stroke through the whole range in the shortest time, and a third for end velocities."""
FASTEST_ACCELERATION = 1.5 * 5.77 * LONGEST / 0.2**2
"""The same of accelerations, and a half for those at the ends of the strokes beside it."""


def stroke(a: np.ndarray, b: np.ndarray) -> Motion:
    """A minimum-jerk stroke from a to b."""
    s = np.linspace(0, 1, 21)
    return motion_of(quintic(a, b, 0.0, 0.0, s))


@st.composite
def lines(draw: st.DrawFn) -> list[Segment]:
    """Segments in order of time with gaps from none to long."""
    clock, segments = REST_S, []
    for _ in range(draw(st.integers(1, 5))):
        clock += draw(st.sampled_from([0.2, 0.3, 0.4, 1.0, 3.0]))
        length = draw(st.floats(0.2, 0.6))
        active = draw(st.sampled_from([(True, False), (True, True)]))
        hold = draw(st.sampled_from([0.0, 0.2]))
        trim = (0.07, 0.0 if hold else 0.07)
        segments.append(Segment(stroke(draw(points), draw(points)), clock, clock + length, active, hold, 0.3, trim))
        clock += length + hold
    return segments


@settings(max_examples=40, deadline=None)
@given(lines())
def test_nothing_jumps(segments):
    times = np.arange(0, segments[-1].stop + 2, 1 / FPS)
    for track in join_hands(segments, times, REST):
        velocity = np.diff(track.channels[:, :3], axis=0) * FPS
        # a jump of velocity by 1 unit/s between two frames would be 100 units/s^2 on top of what the strokes have
        assert np.abs(np.diff(velocity, axis=0)).max() * FPS < FASTEST_ACCELERATION
        assert np.linalg.norm(velocity, axis=1).max() < FASTEST
        assert np.allclose(np.linalg.norm(track.palm, axis=1), 1, atol=1e-6)


@settings(max_examples=20, deadline=None)
@given(lines())
def test_hands_start_and_end_at_rest(segments):
    times = np.arange(0, segments[-1].stop + segments[-1].hold + REST_S + 0.2, 1 / FPS)
    for hand, track in enumerate(join_hands(segments, times, REST)):
        assert np.allclose(track.channels[[0, -1], :3], REST.wrist[0, hand], atol=1e-6)
        assert not track.inside[0] and not track.inside[-1]


def test_signs_are_performed_as_they_are():
    a, b = np.array([-0.4, -0.5, 0.6]), np.array([0.0, 0.2, 0.5])
    segment = Segment(stroke(a, b), 1.0, 1.4, (True, False))
    times = np.linspace(1.0, 1.4, 41)[:-1]
    right, _ = join_hands([segment], times, REST)
    assert np.allclose(right.channels[:, :3], quintic(a, b, 0.0, 0.0, (times - 1.0) / 0.4), atol=2e-3)
    assert right.inside.all()


def test_quick_strokes_do_not_swing_a_hand_beyond_them_in_a_long_gap():
    """The left hand of CARRY, one-handed IX, FINISH once crossed the whole body between its two signs."""
    there, back = np.array([-0.2, 0.2, 0.5]), np.array([0.0, 0.2, 0.5])
    first, second = (Segment(stroke(there, back), at, at + 0.12, (True, False)) for at in (0.5, 1.4))
    times = np.arange(first.stop, second.start, 1 / FPS)
    right, _ = join_hands([first, second], times, REST)
    assert right.channels[:, 0].min() > -0.25 and right.channels[:, 0].max() < 0.05


def test_a_hand_does_not_stop_between_two_signs():
    a, b, c = np.array([-0.5, -0.8, 0.5]), np.array([-0.3, -0.3, 0.6]), np.array([-0.2, 0.3, 0.6])
    d = np.array([-0.1, 0.8, 0.6])
    one = Segment(stroke(a, b), 1.0, 1.4, (True, False), trim=(0.07, 0.07))
    two = Segment(stroke(c, d), 1.65, 2.0, (True, False), transition=0.25, trim=(0.07, 0.07))
    times = np.arange(1.3, 1.75, 1 / FPS)
    right, _ = join_hands([one, two], times, REST)
    speed = np.linalg.norm(np.diff(right.channels[:, :3], axis=0), axis=1) * FPS
    assert speed.min() > 0.15


def test_a_hold_holds():
    segment = Segment(stroke(np.zeros(3), np.ones(3)), 1.0, 1.4, (True, True), hold=0.3)
    times = np.arange(1.41, 1.69, 1 / FPS)
    for track in join_hands([segment], times, REST):
        assert np.abs(np.diff(track.channels, axis=0)).max() == 0.0


def test_a_movement_in_full_swing_does_not_stop_at_once_in_a_hold():
    swing = motion_of(0.1 * np.sin(2 * np.pi * np.arange(26) / 12.5)[:, None] * np.ones(3))
    segment = Segment(swing, 1.0, 1.5, (True, True), hold=0.3)
    times = np.arange(1.3, 1.8, 1 / FPS)
    right, _ = join_hands([segment], times, REST)
    acceleration = np.diff(right.channels[:, 0], n=2) * FPS**2
    assert np.abs(acceleration).max() < 2 * 0.1 * (2 * np.pi * 4) ** 2  # twice what the swing itself has


def test_orientation_turns_the_short_way():
    first = np.tile(rotation.exp(np.array([0.0, 0.4, 0.0])), (5, 1))
    second = -np.tile(rotation.exp(np.array([0.0, 0.8, 0.0])), (5, 1))  # the same turn with the other sign
    at = np.zeros((5, 3))
    one = Segment(motion_of(at, first), 1.0, 1.2, (True, False))
    two = Segment(motion_of(at, second), 1.5, 1.7, (True, False))
    times = np.arange(1.2, 1.5, 0.01)
    right, _ = join_hands([one, two], times, REST)
    angle = np.linalg.norm(rotation.log(right.palm), axis=1)
    assert angle.min() > 0.39 and angle.max() < 0.81
    assert (np.diff(angle) > -1e-9).all()


@pytest.mark.parametrize("ends", [(0.0, 0.0), (0.3, -0.2)])
def test_quintic_meets_its_ends(ends):
    """Hand-computed: place, velocity and zero acceleration at both ends."""
    p0, p1, h = np.array([1.0]), np.array([3.0]), 1e-4
    s = np.array([0, h, 2 * h, 1 - 2 * h, 1 - h, 1])
    x = quintic(p0, p1, np.array([ends[0]]), np.array([ends[1]]), s)[:, 0]
    assert x[0] == 1.0 and x[-1] == pytest.approx(3.0)
    assert (x[1] - x[0]) / h == pytest.approx(ends[0], abs=1e-5)
    assert (x[-1] - x[-2]) / h == pytest.approx(ends[1], abs=1e-5)
    assert (x[2] - 2 * x[1] + x[0]) / h**2 == pytest.approx(0.0, abs=0.05)
    assert (x[-1] - 2 * x[-2] + x[-3]) / h**2 == pytest.approx(0.0, abs=0.05)
