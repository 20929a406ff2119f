"""Transitions: one continuous motion of the hands through signs that are apart in time.

Between two signs every hand follows a quintic that leaves with the velocity of the sign before and arrives with the
velocity of the sign after, and with the accelerations of both (minimum jerk between such ends), so that nothing stops
or jumps at a seam. A hand with nothing to do for long goes to rest and comes back.
Axis letters: t frames, k samples of a sign, c channels of a hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stable_signer.body import rotation
from stable_signer.body.motion import Motion

REST_S = 0.55
"""Seconds in which a hand comes to rest, or leaves it."""
LINGER_S = 0.8
"""A hand with a shorter gap between two signs travels through all of it."""
WAITING = 0.5
"""How far a hand goes toward its rest while it waits for its next sign."""
HOLD_EASE_S = 0.12
"""Seconds before a hold in which the movement dies away: small movements may end in full swing."""
BULGE = 0.12
"""How far a path bows away from the body, as a share of its length; a straight drag looks mechanical."""
CARRY_S = 0.3
"""Longest time over which the velocity and acceleration of a stroke's end carry a hand into a gap, or out of it: over
a long gap they would swing it far beyond both places."""
END_DELTA_S = 0.03
"""Seconds between the moments of a stroke that tell velocity and acceleration at its ends."""

_WRIST, _FINGERS, _SWIVEL, _FOLLOW = slice(0, 3), slice(3, 23), slice(23, 24), slice(24, 25)
NUM_CHANNELS = 25


@dataclass(frozen=True)
class Segment:
    """One stroke on the time line, in seconds."""

    motion: Motion
    """The stroke at its own rate; it is played from ``start`` to ``stop``."""
    start: float
    stop: float
    active: tuple[bool, bool]
    """Which hands sign it: right, left."""
    hold: float = 0.0
    """Time after ``stop`` in which the hands stay where they are."""
    transition: float = REST_S
    """Time before ``start`` in which the hands travel here."""
    trim: tuple[float, float] = (0.0, 0.0)
    """Share of the stroke's slow start and end that gives way to the transition."""
    offset: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Displacement of the whole stroke (right-handed signer), shoulder widths."""


@dataclass(frozen=True)
class _State:
    """A hand at one moment: channels (25), orientation (4), their velocities a second (25), (3), and the acceleration
    of the channels (25)."""

    channels: np.ndarray
    palm: np.ndarray
    velocity: np.ndarray
    spin: np.ndarray
    acceleration: np.ndarray


@dataclass(frozen=True)
class HandTrack:
    """A hand over time: channels (t 25) = wrist 3, fingers 20, swivel, follow_head; palm (t 4) quaternions.

    ``inside`` (t) is true where a sign is performed or held, false in transitions and at rest.
    """

    channels: np.ndarray
    palm: np.ndarray
    inside: np.ndarray


def join_hands(segments: Sequence[Segment], times: np.ndarray, rest: Motion) -> tuple[HandTrack, HandTrack]:
    """Both hands at ``times`` (t), through ``segments`` in order of time, from ``rest`` (one frame) and back."""
    return join_hand(segments, times, rest, 0), join_hand(segments, times, rest, 1)


def join_hand(segments: Sequence[Segment], times: np.ndarray, rest: Motion, hand: int) -> HandTrack:
    """One hand (0 right, 1 left); see ``join_hands``."""
    channels = np.zeros((len(times), NUM_CHANNELS))
    palm = np.zeros((len(times), 4))
    inside = np.zeros(len(times), bool)
    own = [segment for segment in segments if segment.active[hand]]
    at_rest = _rest_state(rest, hand)
    state, since = at_rest, -np.inf
    for segment in own:
        arriving, leaving = _end_states(segment, hand)
        for start, stop, a, b in _gap(state, since, arriving, segment, at_rest):
            near = _frames(times, start, stop)
            channels[near], palm[near] = _travel(a, b, start, stop, times[near])
        end = segment.stop + segment.hold
        near = _frames(times, segment.start, end)
        channels[near], palm[near] = _play(segment, hand, times[near])
        inside[near] = True
        state, since = leaving, end
    home = at_rest if own else state
    start = max(since, times[0]) if len(times) else 0.0
    near = _frames(times, start, start + REST_S) if own else slice(0, 0)
    channels[near], palm[near] = _travel(state, home, start, start + REST_S, times[near])
    after = _frames(times, start + REST_S, np.inf) if own else slice(0, None)
    channels[after], palm[after] = home.channels, home.palm
    return HandTrack(channels, palm, inside)


def joins_of(segments: Sequence[Segment]) -> list[float]:
    """Seconds at which hands go from one kind of movement to another: strokes start, stop, and are left."""
    return [at for segment in segments for at in (segment.start, segment.stop, segment.stop + segment.hold)]


def hand_channels(motion: Motion, hand: int) -> np.ndarray:
    """The linear channels (k 25) of one hand of a motion."""
    fingers = motion.fingers[:, hand].reshape(len(motion.wrist), 20)
    columns = [motion.wrist[:, hand], fingers, motion.swivel[:, hand, None], motion.follow_head[:, hand, None]]
    return np.concatenate(columns, axis=1).astype(np.float64)


def _gap(
    state: _State, since: float, arriving: _State, segment: Segment, at_rest: _State
) -> list[tuple[float, float, _State, _State]]:
    """The pieces (start, stop, from, to) that bring a hand from ``state`` at ``since`` into ``segment``."""
    start, gap = segment.start, segment.start - since
    if gap <= LINGER_S:
        return [(since, start, state, arriving)]
    leave = start - min(max(segment.transition, 0.2), REST_S)
    if gap <= 2 * REST_S + LINGER_S:
        waiting, settled = _waiting(state, at_rest), min(since + REST_S, leave)
        return [(since, settled, state, waiting), (settled, leave, waiting, waiting), (leave, start, waiting, arriving)]
    leave = start - REST_S
    down = [] if np.isinf(since) else [(since, since + REST_S, state, at_rest)]
    pause = since + REST_S if down else -np.inf
    return [*down, (pause, leave, at_rest, at_rest), (leave, start, at_rest, arriving)]


def _travel(a: _State, b: _State, start: float, stop: float, times: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Channels (t 25) and orientation (t 4) on the way from ``a`` at ``start`` to ``b`` at ``stop``."""
    if a is b or not np.isfinite(start):
        return np.repeat(b.channels[None], len(times), 0), np.repeat(b.palm[None], len(times), 0)
    length = max(stop - start, 1e-6)
    s, share = (times - start) / length, min(1.0, CARRY_S / length)
    channels = quintic(
        a.channels, b.channels, a.velocity * length, b.velocity * length, s,
        a.acceleration * length**2, b.acceleration * length**2, share,
    )  # fmt: skip
    distance = np.linalg.norm(b.channels[_WRIST] - a.channels[_WRIST])
    channels[:, 2] += BULGE * distance * _bump(s)
    # fingers take their shape before the hand arrives, and never bend beyond both of its shapes
    ahead = np.clip(s / 0.85, 0.0, 1.0)
    fingers = quintic(a.channels[_FINGERS], b.channels[_FINGERS], a.velocity[_FINGERS] * length, 0.0, ahead)
    low = np.minimum(a.channels[_FINGERS], b.channels[_FINGERS]) - 0.1
    high = np.maximum(a.channels[_FINGERS], b.channels[_FINGERS]) + 0.1
    channels[:, _FINGERS] = np.clip(fingers, low, high)
    channels[:, _FOLLOW] = np.clip(channels[:, _FOLLOW], 0.0, 1.0)
    turn = rotation.log(rotation.multiply(rotation.inverse(a.palm), b.palm))
    path = quintic(np.zeros(3), turn, a.spin * length, b.spin * length, s, share=share)
    return channels, rotation.multiply(a.palm[None], rotation.exp(path))


def quintic(
    p0: np.ndarray,
    p1: np.ndarray,
    v0: np.ndarray | float,
    v1: np.ndarray | float,
    s: np.ndarray,
    a0: np.ndarray | float = 0.0,
    a1: np.ndarray | float = 0.0,
    share: float = 1.0,
) -> np.ndarray:
    """Positions (t c) at ``s`` (t) in 0..1 from p0 to p1 (c) with end velocities v0, v1 and accelerations a0, a1.

    The quintic Hermite polynomial: the path of least jerk between such ends (Flash and Hogan 1985). share: of 0..1, how
    far from each end its velocity and acceleration are felt; each dies away there with no jump up to the acceleration.
    """
    s = np.clip(s, 0.0, 1.0)[:, None]
    blend = s**3 * (10 - 15 * s + 6 * s**2)
    x, y = np.minimum(s / share, 1.0), np.minimum((1.0 - s) / share, 1.0)  # from the first end, from the last
    carried = v0 * share * _leave(x) + a0 * share**2 * _push(x)
    return p0 + (p1 - p0) * blend + carried - v1 * share * _leave(y) + a1 * share**2 * _push(y)


def _leave(x: np.ndarray) -> np.ndarray:
    """Velocity 1 at 0; position and acceleration 0 there, and all three at 1."""
    return x - 6 * x**3 + 8 * x**4 - 3 * x**5


def _push(x: np.ndarray) -> np.ndarray:
    """Acceleration 1 at 0; position and velocity 0 there, and all three at 1."""
    return 0.5 * x**2 - 1.5 * x**3 + 1.5 * x**4 - 0.5 * x**5


def _play(segment: Segment, hand: int, times: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A segment's own motion at ``times``, holds included."""
    first, last = segment.trim[0], 1.0 - segment.trim[1]
    length = max(segment.stop - segment.start, 1e-6)
    ease = min(HOLD_EASE_S, 0.5 * length) if segment.hold > 0 else 0.0
    since = np.clip(times - segment.start, 0.0, length)
    s = since / length
    if ease > 0:  # the movement dies away before the hold
        x = np.maximum(since - (length - ease), 0.0) / ease
        s = (np.minimum(since, length - ease) + ease * (x - x**3 + 0.5 * x**4)) / (length - 0.5 * ease)
    return _sample(segment, hand, first + (last - first) * s)


def _sample(segment: Segment, hand: int, u: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Channels (t 25) and orientation (t 4) at shares ``u`` (t) in 0..1 of a stroke."""
    table = hand_channels(segment.motion, hand)
    palm = rotation.continuous(segment.motion.palm[:, hand].astype(np.float64))
    at = np.clip(u, 0.0, 1.0) * (len(table) - 1)
    low = np.minimum(at.astype(int), max(len(table) - 2, 0))
    high = np.minimum(low + 1, len(table) - 1)
    w = (at - low)[:, None]
    channels = (1 - w) * table[low] + w * table[high]
    sideways = segment.offset if hand == 0 else (-segment.offset[0], *segment.offset[1:])
    channels[:, _WRIST] += sideways
    quaternion = (1 - w) * palm[low] + w * palm[high]
    return channels, quaternion / np.linalg.norm(quaternion, axis=1, keepdims=True)


def _end_states(segment: Segment, hand: int) -> tuple[_State, _State]:
    """A hand's state on entering and on leaving a segment; it leaves a hold at rest.

    Velocity and acceleration are those of the parabola through three moments.
    """
    first, last = segment.trim[0], 1.0 - segment.trim[1]
    length = max(segment.stop - segment.start, 1e-6)
    seconds = min(END_DELTA_S, length / 4)
    step = (last - first) * seconds / length
    channels, palm = _sample(segment, hand, first + step * np.arange(3.0))
    entering = _state(channels, palm, seconds)
    channels, palm = _sample(segment, hand, last - step * np.arange(3.0))
    return entering, (_at_rest(channels[0], palm[0]) if segment.hold > 0 else _state(channels, palm, -seconds))


def _state(channels: np.ndarray, palm: np.ndarray, seconds: float) -> _State:
    """The state at the first of three moments, ``seconds`` apart: channels (3 25), palm (3 4)."""
    turns = rotation.log(rotation.multiply(rotation.inverse(palm[:1]), palm[1:]))
    velocity = (-3 * channels[0] + 4 * channels[1] - channels[2]) / (2 * seconds)
    spin = (4 * turns[0] - turns[1]) / (2 * seconds)
    acceleration = (channels[0] - 2 * channels[1] + channels[2]) / seconds**2
    return _State(channels[0], palm[0], velocity, spin, acceleration)


def _at_rest(channels: np.ndarray, palm: np.ndarray) -> _State:
    return _State(channels, palm, np.zeros(NUM_CHANNELS), np.zeros(3), np.zeros(NUM_CHANNELS))


def _rest_state(rest: Motion, hand: int) -> _State:
    palm = np.asarray(rest.palm[0, hand], np.float64)
    return _at_rest(hand_channels(rest, hand)[0], palm)


def _waiting(state: _State, at_rest: _State) -> _State:
    """Where a hand waits that is needed again soon: on the way to its rest, out of the way of the other."""
    channels = (1 - WAITING) * state.channels + WAITING * at_rest.channels
    channels[_FOLLOW] = 0.0
    turn = rotation.log(rotation.multiply(rotation.inverse(state.palm), at_rest.palm))
    palm = rotation.multiply(state.palm, rotation.exp(WAITING * turn))
    return _at_rest(channels, palm)


def _bump(s: np.ndarray) -> np.ndarray:
    """0 at both ends with no slope, 1 in the middle."""
    s = np.clip(s, 0.0, 1.0)
    return 16.0 * s**2 * (1.0 - s) ** 2


def _frames(times: np.ndarray, start: float, stop: float) -> slice:
    return slice(*np.searchsorted(times, [start, stop]))
