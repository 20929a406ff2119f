"""From solved key postures to frames of one hand: eased ways, finger changes, small movements, contact kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from stable_signer.body.signer import Body
from stable_signer.lexicon import anatomy
from stable_signer.lexicon.articulate import Course, articulated
from stable_signer.lexicon.handshapes import handshape, partner
from stable_signer.lexicon.local import Overlay, Setting, overlay
from stable_signer.lexicon.locations import HEAD_LOCATIONS
from stable_signer.lexicon.paths import detour, ease
from stable_signer.lexicon.sequence import Clock, LocalSpan
from stable_signer.lexicon.targets import Key

#: The share of a way within which the fingers change, so that the handshape stands when the hand arrives.
FINGERS_DONE = 0.8
#: The share of the way out of a contact in which the fingers that touched are let go.
LET_GO = 0.5
#: How much of its speed a hand keeps through a posture on a way that goes on in about the same direction.
THROUGH_SPEED = 0.7


#: Takes a palm of one side to its mirror image.
MIRRORED = np.array([1.0, -1.0, -1.0, 1.0])


@dataclass(frozen=True)
class Solved:
    """Key postures that an arm can take.

    wrist: (k 3); palm: (k 4) quaternions; swivel: (k) radians; elbow: (k 3).
    angles: (k 3) flexion, deviation and pronation of the wrist.
    anchors: key -> its contact point (3) in the hand frame, where that point is on the forearm.
    """

    wrist: np.ndarray
    palm: np.ndarray
    swivel: np.ndarray
    elbow: np.ndarray
    angles: np.ndarray
    anchors: dict[int, np.ndarray]


@dataclass(frozen=True)
class HandFrames:
    """One hand over t frames, as in ``Motion``; on_head (t): 0..1 how far it is at a place of the head."""

    wrist: np.ndarray
    palm: np.ndarray
    fingers: np.ndarray
    swivel: np.ndarray
    on_head: np.ndarray


@dataclass(frozen=True)
class _Shares:
    """For each frame: the keys before and after, and the shares of position and of finger change between them."""

    before: np.ndarray
    after: np.ndarray
    share: np.ndarray
    finger_share: np.ndarray


def hand_frames(
    keys: Sequence[Key],
    solved: Solved,
    spans: Sequence[LocalSpan],
    clock: Clock,
    times: np.ndarray,
    cm: float,
    body: Body,
    side: int,
) -> HandFrames:
    """One hand at the given times (t,), seconds."""
    shares = _shares(keys, clock, times)
    extra = _overlays(keys, spans, clock, times, cm, side)
    fingers = _fingers(keys, shares, extra)
    flip = np.array([-1.0 if side == 1 else 1.0, 1.0, 1.0])
    turn = MIRRORED if side == 1 else np.ones(4)
    position = _along_skin(body, keys, shares, _positions(keys, shares, cm)) + extra.shift
    aside = position - _between(np.array([key.target.position for key in keys]), shares)
    course = Course(
        position=position * flip,
        point=_points(keys, shares, fingers, solved.anchors, body, side) * flip,
        wrist=(_between(solved.wrist, shares) + aside) * flip,
        elbow=_between(solved.elbow, shares) * flip,
        angles=_between(solved.angles, shares),
        roll=extra.roll,
        pivot=extra.pivot,
    )
    wrist, palm, swivel = articulated(body, course, 1.0 / max(float(times[1] - times[0]), 1e-6))
    return HandFrames(wrist * flip, palm * turn, fingers, swivel, _between(_at_head(keys), shares))


def _at_head(keys: Sequence[Key]) -> np.ndarray:
    """Which keys (k) are at a place of the head, as 0 or 1."""
    places = [key.target.touched.removesuffix("-far") for key in keys]
    return np.array([float(k.target.kind == "body" and p in HEAD_LOCATIONS) for k, p in zip(keys, places, strict=True)])


def _shares(keys: Sequence[Key], clock: Clock, times: np.ndarray) -> _Shares:
    after = np.searchsorted(clock.leave, times, side="right").clip(0, len(keys) - 1)
    before = np.maximum(after - 1, 0)
    start = np.where(after > 0, clock.leave[before], 0.0)
    span = np.maximum(clock.arrive[after] - start, 1e-6)
    u = np.where(after > 0, np.clip((times - start) / span, 0, 1), 1.0)
    v0, v1 = _through_speeds(keys, clock)
    share = ease(u, v0[after], v1[after])
    return _Shares(before, after, share, ease(u / FINGERS_DONE))


def _through_speeds(keys: Sequence[Key], clock: Clock) -> tuple[np.ndarray, np.ndarray]:
    """Speeds, in shares of the way per share of its time, with which each way starts and ends."""
    position = np.array([key.target.position for key in keys])
    v0, v1 = np.zeros(len(keys)), np.zeros(len(keys))
    for index in range(1, len(keys) - 1):
        chords = position[index] - position[index - 1], position[index + 1] - position[index]
        lengths = [float(np.linalg.norm(chord)) for chord in chords]
        if min(lengths) < 1e-3 or clock.leave[index] > clock.arrive[index]:
            continue
        cosine = float(chords[0] @ chords[1]) / (lengths[0] * lengths[1])
        if cosine <= 0.2:
            continue
        spans = clock.arrive[index] - clock.leave[index - 1], clock.arrive[index + 1] - clock.leave[index]
        speed = THROUGH_SPEED * cosine * min(lengths[0] / spans[0], lengths[1] / spans[1])
        v1[index] = speed * spans[0] / lengths[0]
        v0[index + 1] = speed * spans[1] / lengths[1]
    return v0, v1


def _between(values: np.ndarray, shares: _Shares) -> np.ndarray:
    share = shares.share.reshape(-1, *[1] * (values.ndim - 1))
    return (1 - share) * values[shares.before] + share * values[shares.after]


def _positions(keys: Sequence[Key], shares: _Shares, cm: float) -> np.ndarray:
    targets = np.array([key.target.position for key in keys])
    position = _between(targets, shares)
    for index in range(1, len(keys)):
        key = keys[index]
        if key.path is None:
            continue
        now = shares.after == index
        if now.any():
            position[now] += detour(
                key.path,
                targets[index - 1],
                targets[index],
                shares.share[now],
                key.detour_side,
                cm,
                _swing(keys[index - 1], key) if key.path.kind in ("zigzag", "wave") else key.bulge,
                key.turns,
                key.phase,
            )
    return position


def _swing(before: Key, key: Key) -> np.ndarray | None:
    """The direction in which a wavy way swings: along the surface that it stays on, if any."""
    if not (before.target.touches and key.target.touches):
        return None
    way = np.cross(key.target.position - before.target.position, before.target.normal + key.target.normal)
    return way / max(float(np.linalg.norm(way)), 1e-9)


def _along_skin(body: Body, keys: Sequence[Key], shares: _Shares, position: np.ndarray) -> np.ndarray:
    """Places (t 3) on the way from one touched place of the body to the next are not under its skin."""
    touched = np.array([key.target.touches and key.target.kind == "body" for key in keys])
    under = np.maximum(-body.distance(position), 0.0) * (touched[shares.before] & touched[shares.after])
    return position + under[:, None] * anatomy.slopes(body, position) if under.any() else position


def _fingers(keys: Sequence[Key], shares: _Shares, extra: Overlay) -> np.ndarray:
    angles = np.array([key.shape.angles for key in keys])
    share = shares.finger_share[:, None, None]
    fingers = (1 - share) * angles[shares.before] + share * angles[shares.after]
    if extra.change.any():
        others = np.array([handshape(partner(key.shape.name)).angles for key in keys])
        fingers += extra.change[:, None, None] * (others[shares.after] - fingers)
    return fingers + extra.fingers


def _points(
    keys: Sequence[Key],
    shares: _Shares,
    fingers: np.ndarray,
    anchors: dict[int, np.ndarray],
    body: Body,
    side: int,
) -> np.ndarray:
    """The contact point in the hand frame (t 3), passing from the point of one key to that of the next.

    In a contact and on the way into it, it follows the fingers; in the air, fingers that bend do not move the hand.
    """
    result = np.zeros((len(fingers), 3))
    angles = np.array([key.shape.angles for key in keys])
    touches = np.array([key.target.touches for key in keys])
    free = np.where(touches[shares.before], np.clip(shares.share / LET_GO, 0.0, 1.0), 1.0)
    free = np.where(touches[shares.after], 0.0, free)[:, None, None]
    for kinds, weight in ((shares.before, 1 - shares.share), (shares.after, shares.share)):
        bent = free * angles[kinds] + (1.0 - free) * fingers
        for index in np.unique(kinds):
            now = kinds == index
            if int(index) in anchors:
                spots = anchors[int(index)]
            else:
                spots = anatomy.point(body, side, bent[now], keys[index].point, keys[index].shape)
            result[now] += weight[now, None] * spots
    return result


def _overlays(
    keys: Sequence[Key], spans: Sequence[LocalSpan], clock: Clock, times: np.ndarray, cm: float, side: int
) -> Overlay:
    total = Overlay.nothing(len(times))
    for span in spans:
        start, stop = clock.span(span)
        if stop - start < 1e-6:
            continue
        key = keys[span.last]
        normal = key.target.normal if key.target.touches else -key.palm
        setting = Setting(
            u=np.clip((times - start) / (stop - start), 0, 1),
            seconds=stop - start,
            side=0 if span.is_parallel and span.local.kind in ("circle", "shake") else side,
            cm=cm,
            normal=normal,
            tangent=_tangent(normal),
            selected=key.shape.selected,
            is_touching=key.target.touches,
            is_after_path=span.is_after_path,
            lag=span.lag,
        )
        total = total + overlay(span.local, setting)
    return total


def _tangent(normal: np.ndarray) -> np.ndarray:
    """A line along a surface: up and down where it stands, forward and back where it lies."""
    line = np.array([0.0, 1.0, 0.0]) if abs(normal[1]) < 0.7 else np.array([0.0, 0.0, 1.0])
    line = line - (line @ normal) * normal
    return line / float(np.linalg.norm(line))


def shifted(frames: HandFrames, shift: np.ndarray) -> HandFrames:
    """The same frames with the wrist moved by (t 3)."""
    return replace(frames, wrist=frames.wrist + shift)
