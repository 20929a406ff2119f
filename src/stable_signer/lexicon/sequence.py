"""Both hands' key postures side by side on one clock: alignment, compounds, and when each posture is reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from stable_signer.lexicon import timing
from stable_signer.lexicon.notation import Local, Morpheme
from stable_signer.lexicon.paths import detour, extra_length
from stable_signer.lexicon.targets import Key

#: How far away the approach to a lone contact starts, centimetres.
APPROACH = Local("tap", count=1, amount=4.0)


@dataclass(frozen=True)
class LocalSpan:
    """A local movement of one hand over the ways first..last (key indices), or at rest at key ``last`` (first None).

    is_parallel: whether the weak hand goes the same way in space as the strong one, not as its mirror image.
    """

    hand: int
    local: Local
    first: int | None
    last: int
    is_after_path: bool
    lag: float = 0.0
    is_parallel: bool = False


@dataclass(frozen=True)
class Score:
    """Key postures of both hands in step. keys[hand] has the same length for both, or is empty for a resting hand."""

    keys: tuple[tuple[Key, ...], tuple[Key, ...]]
    spans: tuple[LocalSpan, ...]
    is_compound: bool = False

    def __len__(self) -> int:
        return max(len(self.keys[0]), len(self.keys[1]))


def align(strong: Sequence[Key], weak: Sequence[Key]) -> tuple[list[Key], list[Key]]:
    """The same number of keys for both hands; the hand with fewer stays where it is in between."""
    if not weak:
        return list(strong), []
    count = max(len(strong), len(weak))
    return _stretched(strong, count), _stretched(weak, count)


def _stretched(keys: Sequence[Key], count: int) -> list[Key]:
    picks = [index * len(keys) // count for index in range(count)]
    return [
        replace(keys[pick], path=None, tempo=None) if position and picks[position - 1] == pick else keys[pick]
        for position, pick in enumerate(picks)
    ]


def alternating(keys: Sequence[Key], cm: float) -> list[Key]:
    """The weak hand half a cycle later: the other end first, or the far side of a circle."""
    if len(keys) == 1:
        return list(keys)
    last = keys[-1]
    if len(keys) == 2 and last.path and last.path.kind == "circle":
        across = detour(last.path, np.zeros(3), np.zeros(3), np.array([0.5]), last.detour_side, cm)[0]
        moved = [replace(key, target=replace(key.target, position=key.target.position + across)) for key in keys]
        return [moved[0], replace(moved[1], phase=0.5)]
    return [
        replace(key, path=other.path, bulge=other.bulge, tempo=other.tempo)
        for key, other in zip(reversed(keys), keys, strict=True)
    ]


def parallel(weak: Sequence[Key], strong: Sequence[Key]) -> list[Key]:
    """The weak hand's own mirrored posture, moved by what the strong hand moves."""
    start_weak, start_strong = weak[0].target.position, strong[0].target.position
    return [
        replace(
            key,
            target=replace(
                key.target,
                position=start_weak + other.target.position - start_strong,
                kind="space",
                touches=False,
            ),
            bulge=other.bulge,
            detour_side=0,
        )
        for key, other in zip(weak, strong, strict=True)
    ]


def spans_of(morpheme: Morpheme, strong: Sequence[Key], weak: Sequence[Key]) -> list[LocalSpan]:
    """Where the local movements of one morpheme lie, in indices of its own keys."""
    spans = _track_spans(0, morpheme.strong.locals, strong)
    if morpheme.arrangement:
        lag = 0.5 if morpheme.arrangement == "alt" else 0.0
        is_parallel = morpheme.arrangement == "par"
        spans += [replace(span, hand=1, lag=lag, is_parallel=is_parallel) for span in spans]
    elif morpheme.weak is not None:
        spans += _track_spans(1, morpheme.weak.locals, weak)
    if (
        not any(span.local.kind == "tap" or not span.is_after_path for span in spans)
        and len(strong) == 1
        and len(weak) <= 1
    ):
        spans += _approaches(strong, weak)
    return spans


def _track_spans(hand: int, locals_: Sequence[Local], keys: Sequence[Key]) -> list[LocalSpan]:
    last = len(keys) - 1
    spans = []
    for index, key in enumerate(keys[:-1]):
        spans += [LocalSpan(hand, local, index if index else None, index, index > 0) for local in key.locals]
    for local in locals_:
        is_at_end = last == 0 or local.kind == "tap"
        spans.append(LocalSpan(hand, local, None if is_at_end else 1, last, last > 0))
    return spans


def _approaches(strong: Sequence[Key], weak: Sequence[Key]) -> list[LocalSpan]:
    """A sign that is a lone contact moves into it, unless it is held, as in the first part of a compound."""
    hands = [(hand, keys[0]) for hand, keys in enumerate((strong, weak)) if keys and keys[0].target.touches]
    return [LocalSpan(hand, APPROACH, None, 0, False) for hand, key in hands if key.tempo != "hold"]


@dataclass(frozen=True)
class Clock:
    """When things happen, in seconds from the start. arrive, leave: (k) of each key. stop: the end of the sign."""

    arrive: np.ndarray
    leave: np.ndarray
    stop: float

    def slower(self, factor: float) -> Clock:
        """The same, taking so many times as long."""
        return Clock(factor * self.arrive, factor * self.leave, factor * self.stop)

    def span(self, span: LocalSpan) -> tuple[float, float]:
        """Start and end of a local movement."""
        if span.first is None:
            return float(self.arrive[span.last]), float(self.leave[span.last])
        return float(self.leave[span.first - 1]), float(self.arrive[span.last])


def clock(score: Score, cm: float) -> Clock:
    """The times of all keys, from the lengths of the ways, the holds and the local movements."""
    count = len(score)
    ways = [0.0] + [_way(score, index, cm) for index in range(1, count)]
    _stretch_for_locals(ways, score)
    arrive, leave = np.zeros(count), np.zeros(count)
    now = timing.HOLD_START_S
    for index in range(count):
        now += ways[index]
        arrive[index] = now
        now += _dwell(score, index)
        leave[index] = now
    alone = count == 1 and not score.spans
    stop = now + (timing.HOLD_ALONE_S if alone else timing.HOLD_STOP_S)
    return Clock(arrive, leave, stop)


def _way(score: Score, index: int, cm: float) -> float:
    factor = timing.COMPOUND_FACTOR if score.is_compound else 1.0
    return factor * max(_hand_way(keys[index - 1], keys[index], cm) for keys in score.keys if keys)


def _hand_way(start: Key, stop: Key, cm: float) -> float:
    length = float(np.linalg.norm(stop.target.position - start.target.position)) * cm
    length += extra_length(stop.path, length, stop.turns)
    if stop.path and stop.path.kind == "circle":
        return min(timing.BASE_S + length / (1.35 * timing.SPEED_CM_S), 0.45 + 0.4 * stop.turns)
    turn = np.degrees(max(_angle(start.finger, stop.finger), _angle(start.palm, stop.palm)))
    duration = timing.way_duration(length, float(turn), start.shape.name != stop.shape.name, stop.tempo)
    return duration * (timing.REPEAT_FACTOR if stop.is_return else 1.0)


def _angle(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.arccos(np.clip(a @ b, -1, 1)))


def _stretch_for_locals(ways: list[float], score: Score) -> None:
    """A way that carries a small movement lasts long enough for it to be seen."""
    for span in score.spans:
        if span.first is None:
            continue
        total = sum(ways[span.first : span.last + 1])
        needed = timing.local_duration(span.local.kind, span.local.count)
        stretch = min(max(needed / max(total, 1e-6), 1.0), 2.5)
        for index in range(span.first, span.last + 1):
            ways[index] *= stretch


def _dwell(score: Score, index: int) -> float:
    """How long both hands stay at a key: for its tempo, or for the local movements done there."""
    held = max(timing.hold_duration(keys[index].tempo) for keys in score.keys if keys)
    for span in score.spans:
        if span.first is None and span.last == index:
            held = max(held, _local_time(span))
    return held


def _local_time(span: LocalSpan) -> float:
    if span.local.kind == "tap" and span.is_after_path:
        cycles = max(timing.local_count("tap", span.local.count) - 1, 0)
        return cycles * timing.LOCAL_CYCLE_S["tap"]
    return timing.local_duration(span.local.kind, span.local.count)
