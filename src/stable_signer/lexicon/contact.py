"""Hands that would sink into the body or into each other are moved out, smoothly and no more than needed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from stable_signer.body import rotation
from stable_signer.body.signer import Body
from stable_signer.lexicon import anatomy
from stable_signer.lexicon.frames import HandFrames, shifted
from stable_signer.lexicon.targets import Key

#: Sinking in that is left alone, because skin is soft, and the farthest that a hand is moved at once, centimetres.
SOFT_CM, SOFT_HANDS_CM, MOST_CM = 0.3, 0.35, 3.0
#: A hand whose posture lies this far beyond the midline is meant to cross the other one.
CROSSING_CM = 2.5
_PASSES, _HAND_PASSES = 3, 4
_KERNEL = np.array([0.08, 0.24, 0.36, 0.24, 0.08])


def separate(body: Body, strong: HandFrames, weak: HandFrames, keys: Sequence[Sequence[Key]]) -> tuple[HandFrames, HandFrames]:
    """Both hands without sinking in. keys: which hands sign; a resting hand is left as it is."""
    hands = [strong, weak]
    for _ in range(_PASSES):
        for hand in (0, 1):
            if keys[hand]:
                hands[hand] = shifted(hands[hand], _out_of_body(body, hands[hand], hand))
    if keys[0] and keys[1]:
        hands = _separate_hands(body, hands, keys)
    return hands[0], hands[1]


def _separate_hands(body: Body, hands: list[HandFrames], keys: Sequence[Sequence[Key]]) -> list[HandFrames]:
    """Mirrored hands keep to their own side of the midline; others, and hands that cross, give way to each other."""
    is_mirrored = _is_mirrored(keys)
    crosses = any(key.target.position[0] * body.cm > CROSSING_CM for key in keys[0])
    if is_mirrored and not crosses:
        for _ in range(_PASSES):
            push = _beyond_midline(body, hands[0])
            hands = [shifted(hands[0], push * (-1.0, 0.0, 0.0)), shifted(hands[1], push)]
        return hands
    share = 0.5 if is_mirrored else 1.0
    for _ in range(_HAND_PASSES):
        push = _apart(body, hands[0], hands[1], np.array([0.0, 0.3, 1.0]) if crosses and is_mirrored else None)
        hands = [shifted(hands[0], share * push), shifted(hands[1], (share - 1.0) * push)]
    return hands


def _is_mirrored(keys: Sequence[Sequence[Key]]) -> bool:
    if len(keys[0]) != len(keys[1]):
        return False
    return all(
        first.shape.name == second.shape.name
        and np.allclose(first.target.position * (-1.0, 1.0, 1.0), second.target.position, atol=0.02)
        and np.allclose(first.palm * (-1.0, 1.0, 1.0), second.palm, atol=0.02)
        for first, second in zip(keys[0], keys[1], strict=True)
    )


def _beyond_midline(body: Body, right: HandFrames) -> np.ndarray:
    """How far (t 3), along x, the right hand is on the wrong side."""
    centres, radii = balls(body, right, 0)
    beyond = np.maximum((centres[..., 0] + radii).max(1) - 0.5 * SOFT_HANDS_CM / body.cm, 0.0)
    beyond = np.minimum(beyond, 2 * MOST_CM / body.cm)
    return _smooth(beyond[:, None] * np.array([1.0, 0.0, 0.0]))


def balls(body: Body, frames: HandFrames, hand: int) -> tuple[np.ndarray, np.ndarray]:
    """Balls that fill a hand: centres (t p 3) in the canonical frame, radii (p)."""
    centres, radii = anatomy.samples(body, frames.fingers)
    if hand == 1:
        centres = centres * (-1.0, 1.0, 1.0)
    turn = rotation.matrix(frames.palm)
    return frames.wrist[:, None] + np.einsum("tij,tpj->tpi", turn, centres), radii


def arm_balls(body: Body, frames: HandFrames, hand: int) -> tuple[np.ndarray, np.ndarray]:
    """Balls that fill a hand and its forearm: centres (t p 3) in the canonical frame, radii (p)."""
    centres, radii = balls(body, frames, hand)
    more, more_radii = anatomy.forearm_balls(body, hand, frames.wrist, frames.swivel)
    return np.concatenate([centres, more], 1), np.concatenate([radii, more_radii])


def _out_of_body(body: Body, frames: HandFrames, hand: int) -> np.ndarray:
    """The shift (t 3) that brings the deepest ball of each frame to the skin."""
    push = np.zeros_like(frames.wrist)
    if not (body.distance(frames.wrist) < 24.0 / body.cm).any():
        return push
    centres, radii = balls(body, frames, hand)
    depths = radii - body.distance(centres)
    deepest = depths.argmax(1)
    depth = depths[np.arange(len(depths)), deepest] - SOFT_CM / body.cm
    for index in np.flatnonzero(depth > 0):
        away = anatomy.outward(body, centres[index, deepest[index]], np.array([0.0, 0.0, 1.0]))
        push[index] = away * min(float(depth[index]), MOST_CM / body.cm)
    return _smooth(push)


def _apart(body: Body, strong: HandFrames, weak: HandFrames, toward: np.ndarray | None) -> np.ndarray:
    """The shift (t 3) of the strong hand away from the weak one, or in a given direction."""
    push = np.zeros_like(strong.wrist)
    near = np.linalg.norm(strong.wrist - weak.wrist, axis=-1) < 42.0 / body.cm
    if not near.any():
        return push
    first, radii = balls(body, strong, 0)
    second, other_radii = arm_balls(body, weak, 1)
    between = first[near][:, :, None] - second[near][:, None]
    distance = np.maximum(np.linalg.norm(between, axis=-1), 1e-6)
    depths = radii[:, None] + other_radii - distance
    depth = np.clip(depths.max((1, 2)) - SOFT_HANDS_CM / body.cm, 0.0, MOST_CM / body.cm)
    weights = np.maximum(depths, 0.0) ** 2 / distance
    way = np.einsum("tpq,tpqi->ti", weights, between)
    if toward is not None:
        way = np.broadcast_to(toward, way.shape)
    way = way / np.maximum(np.linalg.norm(way, axis=-1, keepdims=True), 1e-9)
    push[near] = way * depth[:, None]
    return _smooth(push)


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
