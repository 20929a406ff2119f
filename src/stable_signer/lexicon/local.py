"""Small movements on top of the path: wiggle, twist, nod, tap and the others, as additions to each frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from stable_signer.lexicon.notation import Local
from stable_signer.lexicon.paths import circle
from stable_signer.lexicon.symbols import LOCALS
from stable_signer.lexicon.timing import LOCAL_CYCLE_S, local_count

#: Fingers start one after the other, in cycles: thumb, index, middle, ring, little finger.
FINGER_LAG = np.array([0.1, 0.0, 0.22, 0.44, 0.66])


@dataclass(frozen=True)
class Overlay:
    """What local movements add to t frames of one hand.

    shift: (t 3) units. pivot: (t 3) rotation vectors in the hand frame about the wrist; roll: the same about the
    contact point. fingers: (t 5 4) radians. change: (t) share of the way to the partner handshape.
    """

    shift: np.ndarray
    pivot: np.ndarray
    roll: np.ndarray
    fingers: np.ndarray
    change: np.ndarray

    @staticmethod
    def nothing(frames: int) -> Overlay:
        zero = np.zeros((frames, 3))
        return Overlay(zero, zero, zero, np.zeros((frames, 5, 4)), np.zeros(frames))

    def __add__(self, other: Overlay) -> Overlay:
        return Overlay(
            self.shift + other.shift,
            self.pivot + other.pivot,
            self.roll + other.roll,
            self.fingers + other.fingers,
            np.maximum(self.change, other.change),
        )


@dataclass(frozen=True)
class Setting:
    """Where a local movement happens.

    u: (t) 0..1 over the time of the movement, outside it clipped. seconds: its length. side: 0 right, 1 left.
    normal: away from what is touched (unit); tangent: along it. is_after_path: the path ends in the contact already.
    """

    u: np.ndarray
    seconds: float
    side: int
    cm: float
    normal: np.ndarray
    tangent: np.ndarray
    selected: tuple[int, ...]
    is_touching: bool
    is_after_path: bool
    lag: float = 0.0


def overlay(local: Local, setting: Setting) -> Overlay:
    """One local movement over its setting."""
    amount = local.amount if local.amount is not None else LOCALS[local.kind][0]
    cycles = _cycles(local, setting)
    phase = cycles * setting.u + setting.lag * (setting.u > 0) * (setting.u < 1)
    nothing = Overlay.nothing(len(setting.u))
    return _KINDS[local.kind](local, setting, phase, amount, nothing)


def _cycles(local: Local, setting: Setting) -> float:
    if local.count is not None or local.kind == "tap":
        return local_count(local.kind, local.count)
    fitting = max(1.0, round(setting.seconds / LOCAL_CYCLE_S[local.kind]))
    return float(max(fitting, local_count(local.kind, None) if not setting.is_after_path else 1.0))


def _envelope(u: np.ndarray) -> np.ndarray:
    """Eases in and out over a sixth of the time."""
    return np.clip(np.minimum(u, 1 - u) * 6, 0, 1)


def _lift(phase: np.ndarray) -> np.ndarray:
    return (1 - np.cos(2 * np.pi * phase)) / 2


def _sway(setting: Setting, phase: np.ndarray) -> np.ndarray:
    return np.sin(2 * np.pi * phase) * _envelope(setting.u)


def _wiggle(local: Local, setting: Setting, phase: np.ndarray, amount: float, nothing: Overlay) -> Overlay:
    fingers = np.zeros_like(nothing.fingers)
    for finger in range(1, 5):
        if finger in setting.selected:
            wave = np.radians(amount) * _lift(phase + FINGER_LAG[finger]) * _envelope(setting.u)
            fingers[:, finger, 0] = wave
            fingers[:, finger, 2] = 0.7 * wave
            fingers[:, finger, 3] = 0.4 * wave
    if 0 in setting.selected or len(setting.selected) == 4:
        fingers[:, 0, 0] = 0.4 * np.radians(amount) * _sway(setting, phase)
    return replace(nothing, fingers=fingers)


def _bend(local: Local, setting: Setting, phase: np.ndarray, amount: float, nothing: Overlay) -> Overlay:
    fingers = np.zeros_like(nothing.fingers)
    for finger in setting.selected:
        joint = 3 if finger == 0 else 0
        fingers[:, finger, joint] = np.radians(amount) * _lift(phase)
    return replace(nothing, fingers=fingers)


def _turning(axis: int, field: str, is_one_way: bool) -> Callable[..., Overlay]:
    def turn(local: Local, setting: Setting, phase: np.ndarray, amount: float, nothing: Overlay) -> Overlay:
        wave = _lift(phase) if is_one_way else 0.5 * _sway(setting, phase)
        angles = np.zeros_like(nothing.roll)
        angles[:, axis] = np.radians(amount) * wave
        return replace(nothing, **{field: angles})

    return turn


def _tap(local: Local, setting: Setting, phase: np.ndarray, amount: float, nothing: Overlay) -> Overlay:
    """Ends in the contact. Without a path before it, it starts away from it."""
    if setting.is_after_path:
        cycles = max(local_count("tap", local.count) - 1, 0)
        height = _lift(cycles * setting.u)
    else:
        cycles = local_count("tap", local.count) - 0.5
        height = _lift(0.5 + cycles * setting.u)
    return replace(nothing, shift=height[:, None] * (amount / setting.cm) * setting.normal)


def _along(local: Local, setting: Setting, phase: np.ndarray, amount: float, nothing: Overlay) -> Overlay:
    """rub, shake: to and fro along a line; a rub without contact is the thumb's over the fingertips."""
    if local.kind == "rub" and not setting.is_touching:
        fingers = np.zeros_like(nothing.fingers)
        fingers[:, 0, 1] = np.radians(9) * _sway(setting, phase)
        fingers[:, 1:, 0] = np.radians(4) * _sway(setting, phase + 0.25)[:, None]
        return replace(nothing, fingers=fingers)
    line = setting.tangent if local.kind == "rub" else np.array([1.0, 0.0, 0.0])
    mirror = -1.0 if setting.side == 1 and local.kind == "shake" else 1.0
    return replace(nothing, shift=(0.5 * mirror * amount / setting.cm * _sway(setting, phase))[:, None] * line)


def _bounce(local: Local, setting: Setting, phase: np.ndarray, amount: float, nothing: Overlay) -> Overlay:
    return replace(nothing, shift=_lift(phase)[:, None] * np.array([0.0, amount / setting.cm, 0.0]))


def _circle(local: Local, setting: Setting, phase: np.ndarray, amount: float, nothing: Overlay) -> Overlay:
    around = circle(local.plane or "front", local.is_reversed, 2 * np.pi * phase, setting.side)
    return replace(nothing, shift=around * (amount / setting.cm) * _envelope(setting.u)[:, None])


def _open_close(local: Local, setting: Setting, phase: np.ndarray, amount: float, nothing: Overlay) -> Overlay:
    return replace(nothing, change=amount * _lift(phase))


SIDE, FINGER, NORMAL = 0, 1, 2
_KINDS: dict[str, Callable[..., Overlay]] = {
    "wiggle": _wiggle,
    "flutter": _wiggle,
    "bend": _bend,
    "twist": _turning(FINGER, "roll", False),
    "nod": _turning(SIDE, "pivot", True),
    "swing": _turning(NORMAL, "pivot", False),
    "tap": _tap,
    "rub": _along,
    "shake": _along,
    "bounce": _bounce,
    "circle": _circle,
    "open-close": _open_close,
}
