"""What can be wrong with a synthesised sign, in numbers: missed contact, sinking in, strain, reach."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stable_signer.body import rotation
from stable_signer.body.arm import LIMITS
from stable_signer.body.kinematics import bone_transforms
from stable_signer.body.signer import Body
from stable_signer.lexicon import anatomy, contact
from stable_signer.lexicon.frames import HandFrames
from stable_signer.lexicon.synthesise import SignMotion, speed
from stable_signer.lexicon.targets import Key
from stable_signer.lexicon.timing import FASTEST_M_S

#: What counts as a failure: centimetres, degrees.
CONTACT_CM, SINK_CM, REACH_CM, STRAIN_DEG = 1.0, 0.5, 1.0, 15.0
#: Above this a contact point looks away from what it should touch.
FACING_AWAY = 0.6


@dataclass(frozen=True)
class Measures:
    """Worst values of one sign: centimetres, and degrees beyond the limits of wrist and forearm."""

    missed_contact_cm: float
    in_body_cm: float
    in_hand_cm: float
    out_of_reach_cm: float
    strain_deg: float
    facing_away: float
    """Cosine between the outward directions of a contact point and of the skin that it touches: -1 is right."""
    speed_m_s: float
    """Of the faster wrist."""

    def failures(self) -> list[str]:
        """One phrase for each value that is too large."""
        limits = (
            (self.missed_contact_cm, CONTACT_CM, "misses its contact by {:.1f} cm"),
            (self.in_body_cm, SINK_CM, "sinks {:.1f} cm into the body"),
            (self.in_hand_cm, SINK_CM, "sinks {:.1f} cm into the other hand"),
            (self.out_of_reach_cm, REACH_CM, "is {:.1f} cm out of reach"),
            (self.strain_deg, STRAIN_DEG, "bends wrist or forearm {:.0f} degrees too far"),
            (
                self.facing_away,
                FACING_AWAY,
                "touches the body with a point that faces away from it (cosine {:.1f})",
            ),
            (self.speed_m_s, FASTEST_M_S, "moves a hand at {:.1f} m/s, faster than people sign"),
        )
        return [words.format(value) for value, most, words in limits if value > most]


def measure(sign: SignMotion, body: Body) -> Measures:
    """Measure a sign on the body that performs it."""
    bones = bone_transforms(body, sign.motion)
    hands = [hand for hand in (0, 1) if sign.active[hand]]
    frames = {hand: _frames(sign, hand) for hand in hands}
    arms = [bones.arms[hand] for hand in hands]
    return Measures(
        missed_contact_cm=_missed(sign, body, frames),
        in_body_cm=max((_in_body(body, frames[hand], hand) for hand in hands), default=0.0),
        in_hand_cm=_in_hand(sign, body, frames) if len(hands) == 2 else 0.0,
        out_of_reach_cm=max((float(arm.shortfall.max()) for arm in arms), default=0.0) * body.cm,
        facing_away=max((_facing(key, body, hand) for hand in hands for key in sign.keys[hand]), default=-1.0),
        strain_deg=max((_strain(arm.wrist_angles) for arm in arms), default=0.0),
        speed_m_s=max((speed(body, arm.wrist, sign.motion.fps) for arm in arms), default=0.0),
    )


def _frames(sign: SignMotion, hand: int) -> HandFrames:
    motion = sign.motion
    arrays = (motion.wrist, motion.palm, motion.fingers, motion.swivel, motion.follow_head)
    return HandFrames(*(array[:, hand].astype(float) for array in arrays))


def _strain(angles: np.ndarray) -> float:
    excess = np.maximum(angles - LIMITS[:, 1], LIMITS[:, 0] - angles)
    return float(np.degrees(max(excess.max(), 0.0)))


def _missed(sign: SignMotion, body: Body, frames: dict[int, HandFrames]) -> float:
    """The largest over key postures of the smallest gap at their contact, near the time of the key."""
    worst = 0.0
    gaps = _between_hands(body, frames) if len(frames) == 2 else np.zeros(len(sign.motion))
    for hand in frames:
        for key, frame in zip(sign.keys[hand], sign.key_frames, strict=True):
            near = slice(max(frame - 2, 0), frame + 7)
            if not key.target.touches or key.point in anatomy.FOREARM_POINTS:
                continue
            points = touching_points(body, frames[hand], hand, near, key)
            missed = float(np.linalg.norm(points - key.target.position, axis=-1).min())
            if key.target.kind != "body":
                missed = min(missed, max(float(gaps[near].min()), 0.0))
            worst = max(worst, missed)
    return worst * body.cm


def touching_points(body: Body, frames: HandFrames, hand: int, near: slice, key: Key) -> np.ndarray:
    """Where the contact point of a key is in some frames (n 3), in the frame of the chest."""
    spots = anatomy.point(body, hand, frames.fingers[near], key.point, key.shape)
    return frames.wrist[near] + rotation.rotate(frames.palm[near], spots)


def _facing(key: Key, body: Body, hand: int) -> float:
    """For a contact with the body: how far the contact point looks the same way as the skin (-1 .. 1)."""
    if key.target.kind != "body" or not key.target.touches or key.point in anatomy.FOREARM_POINTS:
        return -1.0
    side = np.cross(key.finger, key.palm)
    turn = np.stack([side, key.finger, key.palm], -1)
    point = "palm" if key.point == "palm-front" else key.point
    return float(turn @ anatomy.normal(hand, key.shape.angles, point, key.shape, body) @ key.target.normal)


def _in_body(body: Body, frames: HandFrames, hand: int) -> float:
    centres, radii = contact.balls(body, frames, hand)
    return float(np.maximum(radii - body.distance(centres), 0.0).max()) * body.cm


def _in_hand(sign: SignMotion, body: Body, frames: dict[int, HandFrames]) -> float:
    """How deep one hand is in the other; where they hook or interlace, beyond what stiff fingers cannot avoid."""
    depth = float(np.maximum(-_between_hands(body, frames), 0.0).max()) * body.cm
    return max(depth - (contact.LOCKED_CM if contact.is_locked(sign.keys) else 0.0), 0.0)


def _between_hands(body: Body, frames: dict[int, HandFrames]) -> np.ndarray:
    """The gap (t) between each hand and the other one with its forearm, negative where one is inside the other."""
    gaps = []
    for hand in (0, 1):
        first, radii = contact.balls(body, frames[hand], hand)
        second, other_radii = contact.arm_balls(body, frames[1 - hand], 1 - hand)
        way = first[:, :, None] - second[:, None]
        distance = np.sqrt(np.einsum("tpqi,tpqi->tpq", way, way))
        gaps.append((distance - radii[:, None] - other_radii).min((1, 2)))
    return np.minimum(*gaps)
