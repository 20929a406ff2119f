"""Hands that would sink into the body or into each other are moved out, smoothly and no more than needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from stable_signer.body import rotation
from stable_signer.body.signer import Body
from stable_signer.lexicon import anatomy, overlap, solids
from stable_signer.lexicon.frames import HandFrames, shifted
from stable_signer.lexicon.targets import CROSSING_CM, Key

#: Sinking in that is left alone, because skin is soft, and the farthest that a hand is moved at once, centimetres:
#: out of the body, and from the other hand.
SOFT_CM, SOFT_HANDS_CM, MOST_CM, MOST_HANDS_CM = 0.3, 0.35, 3.0, 7.0
#: How deep stiff fingers are in one another where hands hook or interlace, centimetres.
LOCKED_CM = 0.9
#: A wrist this near to the body gives way to the other hand along it or away from it, centimetres.
CLOSE_CM = 9.0
#: A hand this near to the skin touches it, centimetres.
TOUCHES_CM = 0.5
_PASSES, _HAND_PASSES, _ROUNDS = 6, 8, 2
#: How much a change of the shift from frame to frame costs, beside the shift itself.
BEND_COST = 30.0
_KERNEL = np.array([0.08, 0.24, 0.36, 0.24, 0.08])


@dataclass(frozen=True)
class _Solid:
    """One hand as balls: its frames, the centres relative to the wrist (t p 3), and the radii (p)."""

    frames: HandFrames
    relative: np.ndarray
    radii: np.ndarray

    @property
    def centres(self) -> np.ndarray:
        return self.frames.wrist[:, None] + self.relative

    def moved(self, shift: np.ndarray) -> _Solid:
        return replace(self, frames=shifted(self.frames, shift)) if shift.any() else self


def _solid(body: Body, frames: HandFrames, hand: int) -> _Solid:
    centres, radii = balls(body, frames, hand)
    return _Solid(frames, centres - frames.wrist[:, None], radii)


def separate(
    body: Body, strong: HandFrames, weak: HandFrames, keys: Sequence[Sequence[Key]]
) -> tuple[HandFrames, HandFrames]:
    """Both hands without sinking in. keys: which hands sign; a resting hand is left as it is."""
    hands = [strong, weak]
    active = [hand for hand in (0, 1) if keys[hand]]
    solids = {hand: _solid(body, hands[hand], hand) for hand in active}
    for hand in active:
        solids[hand] = _outside(body, solids[hand])
    for _ in range(_ROUNDS if len(active) == 2 else 0):
        apart = _separate_hands(body, solids[0], solids[1], keys)
        if apart[0] is solids[0] and apart[1] is solids[1]:
            break
        solids = {hand: _outside(body, apart[hand]) for hand in active}
    results = [solids[hand].frames if hand in solids else hands[hand] for hand in (0, 1)]
    return results[0], results[1]


def _outside(body: Body, hand: _Solid) -> _Solid:
    """A hand that is not in the body."""
    for _ in range(_PASSES):
        push = _out_of_body(body, hand)
        if push is None:
            break
        hand = hand.moved(push)
    return hand


def _separate_hands(body: Body, strong: _Solid, weak: _Solid, keys: Sequence[Sequence[Key]]) -> tuple[_Solid, _Solid]:
    """Mirrored hands keep to their own side of the midline; others, and hands that cross, give way to each other."""
    is_mirrored = _is_mirrored(strong.frames, weak.frames)
    soft = LOCKED_CM if is_locked(keys) else SOFT_HANDS_CM
    crosses = any(key.target.position[0] * body.cm > CROSSING_CM for key in keys[0])
    if is_mirrored and not crosses and soft == SOFT_HANDS_CM:
        for _ in range(_PASSES):
            push = _beyond_midline(body, strong)
            strong, weak = strong.moved(push * (-1.0, 0.0, 0.0)), weak.moved(push)
        return strong, weak
    share: float | np.ndarray | None = 0.5 if is_mirrored else None
    toward = np.array([0.0, 0.3, 1.0]) if crosses and is_mirrored else None
    for _ in range(_HAND_PASSES):
        push = _apart(body, strong, weak, toward, soft / body.cm)
        if push is None:
            break
        share = _share_of_strong(body, strong, weak) if share is None else share
        strong, weak = strong.moved(share * push), weak.moved((share - 1.0) * push)
    return strong, weak


def _share_of_strong(body: Body, strong: _Solid, weak: _Solid) -> np.ndarray:
    """How much (t 1) the strong hand gives way, 0 to 1: not while it touches the body and the weak one only waits."""
    held, free = (body.distance(hand.centres) - hand.radii < TOUCHES_CM / body.cm for hand in (strong, weak))
    stays = (held.any(1) & ~free.any(1)).astype(float)
    wide = np.pad(stays, 4, mode="edge")
    widest = np.max([wide[i : i + len(stays) + 4] for i in range(5)], axis=0)
    return 1.0 - np.convolve(widest, _KERNEL, "valid")[:, None]


def is_locked(keys: Sequence[Sequence[Key]]) -> bool:
    """Whether the hands hook or interlace: their stiff fingers cannot give way as real ones do."""
    return any(key.point in anatomy.LOCKING_POINTS for hand in keys for key in hand)


def _is_mirrored(strong: HandFrames, weak: HandFrames) -> bool:
    """Whether the hands move as mirror images, all the time."""
    return np.allclose(strong.wrist * (-1.0, 1.0, 1.0), weak.wrist, atol=0.02)


def _beyond_midline(body: Body, right: _Solid) -> np.ndarray:
    """How far (t 3), along x, the right hand is on the wrong side."""
    beyond = np.maximum((right.centres[..., 0] + right.radii).max(1) - 0.5 * SOFT_HANDS_CM / body.cm, 0.0)
    beyond = np.minimum(beyond, MOST_HANDS_CM / body.cm)
    return _smooth(beyond[:, None] * np.array([1.0, 0.0, 0.0]))


def balls(body: Body, frames: HandFrames, hand: int) -> tuple[np.ndarray, np.ndarray]:
    """Balls that fill a hand: centres (t p 3) in the canonical frame, radii (p)."""
    centres, radii = solids.samples(body, frames.fingers)
    if hand == 1:
        centres = centres * (-1.0, 1.0, 1.0)
    turn = rotation.matrix(frames.palm)
    return frames.wrist[:, None] + np.einsum("tij,tpj->tpi", turn, centres), radii


def arm_balls(body: Body, frames: HandFrames, hand: int) -> tuple[np.ndarray, np.ndarray]:
    """Balls that fill a hand and its forearm: centres (t p 3) in the canonical frame, radii (p)."""
    centres, radii = balls(body, frames, hand)
    more, more_radii = solids.forearm_balls(body, hand, frames.wrist, frames.swivel)
    return np.concatenate([centres, more], 1), np.concatenate([radii, more_radii])


def _out_of_body(body: Body, hand: _Solid) -> np.ndarray | None:
    """The shift (t 3) that brings the deepest ball of each frame to the skin; None if none is inside."""
    near = np.flatnonzero(body.distance(hand.frames.wrist) < 24.0 / body.cm)
    if not len(near):
        return None
    centres = hand.centres[near]
    depths = hand.radii - body.distance(centres)
    deepest = depths.argmax(1)
    rows = np.arange(len(near))
    depth = np.minimum(depths[rows, deepest] - SOFT_CM / body.cm, MOST_CM / body.cm)
    if not (depth > 0).any():
        return None
    push = np.zeros_like(hand.frames.wrist)
    push[near] = np.maximum(depth, 0.0)[:, None] * anatomy.slopes(body, centres[rows, deepest])
    return _smooth(push)


def _apart(body: Body, strong: _Solid, weak: _Solid, toward: np.ndarray | None, soft: float) -> np.ndarray | None:
    """The shift (t 3) of the strong hand away from the weak one, or in a given direction; None if they are apart."""
    near = np.flatnonzero(np.linalg.norm(strong.frames.wrist - weak.frames.wrist, axis=-1) < 42.0 / body.cm)
    if not len(near):
        return None
    ways = overlap.WAYS if toward is None else toward[None] / np.linalg.norm(toward)
    most = MOST_HANDS_CM / body.cm
    both = [
        overlap.clearances(*_part(strong, near, soft), *_with_arm(body, weak, near, 1), ways, most),
        overlap.clearances(*_with_arm(body, strong, near, 0), *_part(weak, near, soft), ways, most),
    ]
    clearance = np.maximum(*both)
    if not clearance.any():
        return None
    push = np.zeros_like(strong.frames.wrist)
    if toward is None:  # a hand at the body does not give way into it
        is_close = body.distance(strong.frames.wrist[near]) < CLOSE_CM / body.cm
        clearance = np.where(is_close[:, None] & (ways[:, 2] < -0.1) & (clearance > 0), most, clearance)
    push[near] = overlap.give_way(clearance, BEND_COST) if toward is None else clearance * ways
    return _smooth(push)


def _part(hand: _Solid, frames: np.ndarray, soft: float) -> tuple[np.ndarray, np.ndarray]:
    """The balls of a hand in some frames, less what skin gives way."""
    return hand.centres[frames], hand.radii - soft


def _with_arm(body: Body, hand: _Solid, frames: np.ndarray, side: int) -> tuple[np.ndarray, np.ndarray]:
    more, radii = solids.forearm_balls(body, side, hand.frames.wrist[frames], hand.frames.swivel[frames])
    return np.concatenate([hand.centres[frames], more], 1), np.concatenate([hand.radii, radii])


def _smooth(push: np.ndarray) -> np.ndarray:
    """Spread over neighbouring frames, so that no hand jumps, and nowhere less than asked."""
    size = np.linalg.norm(push, axis=-1)
    if not size.any():
        return push
    wide = np.pad(size, 3, mode="edge")
    widest = np.max([wide[i : i + len(size) + 4] for i in range(3)], axis=0)
    length = np.convolve(widest, _KERNEL, "valid")
    padded = np.pad(push, ((2, 2), (0, 0)), mode="edge")
    way = np.stack([np.convolve(padded[:, axis], _KERNEL, "valid") for axis in range(3)], -1)
    return way / np.maximum(np.linalg.norm(way, axis=-1, keepdims=True), 1e-9) * length[:, None]
