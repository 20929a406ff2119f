"""What a signer's body does over time, independent of any mesh.

Canonical frame: x to the right of the picture (the signer's left), y up, z to the viewer; unit = shoulder width,
origin = neck. Hands in arrays: 0 = right (dominant), 1 = left. Axis letters: t frames.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from stable_signer.body import rotation
from stable_signer.errors import PoseError

FACIAL_ACTIONS = (
    "browDownLeft", "browDownRight", "browInnerUp", "browOuterUpLeft", "browOuterUpRight", "cheekPuff",
    "cheekSquintLeft", "cheekSquintRight", "eyeBlinkLeft", "eyeBlinkRight", "eyeLookDownLeft", "eyeLookDownRight",
    "eyeLookInLeft", "eyeLookInRight", "eyeLookOutLeft", "eyeLookOutRight", "eyeLookUpLeft", "eyeLookUpRight",
    "eyeSquintLeft", "eyeSquintRight", "eyeWideLeft", "eyeWideRight", "jawForward", "jawLeft", "jawOpen", "jawRight",
    "mouthClose", "mouthDimpleLeft", "mouthDimpleRight", "mouthFrownLeft", "mouthFrownRight", "mouthFunnel",
    "mouthLeft", "mouthLowerDownLeft", "mouthLowerDownRight", "mouthPressLeft", "mouthPressRight", "mouthPucker",
    "mouthRight", "mouthRollLower", "mouthRollUpper", "mouthShrugLower", "mouthShrugUpper", "mouthSmileLeft",
    "mouthSmileRight", "mouthStretchLeft", "mouthStretchRight", "mouthUpperUpLeft", "mouthUpperUpRight",
    "noseSneerLeft", "noseSneerRight", "tongueOut",
)  # fmt: skip
"""Facial action units of the body model, in the order of ``Motion.face``."""

SHAPES: dict[str, tuple[int, ...]] = {
    "wrist": (2, 3), "palm": (2, 4), "fingers": (2, 5, 4), "swivel": (2,), "follow_head": (2,), "torso": (3,),
    "shrug": (2,), "head": (3,), "gaze": (2,), "face": (len(FACIAL_ACTIONS),),
}  # fmt: skip


@dataclass(frozen=True)
class Motion:
    """What a signer's body does. Raises ``PoseError`` for arrays of a wrong shape.

    Angles in radians, weights 0..1. A hand's frame has the columns side, finger, normal: ``finger`` points from the
    wrist to the middle knuckle, ``normal`` out of the palm, side = finger x normal (the thumb's side of a right
    hand, the little finger's side of a left one).
    """

    fps: float
    wrist: np.ndarray
    """(t 2 3) wrist joints in the frame of an upright torso, shoulder widths."""
    palm: np.ndarray
    """(t 2 4) unit quaternions xyzw from hand frame to canonical frame."""
    fingers: np.ndarray
    """(t 2 5 4) thumb, index, middle, ring, little finger: flexion of the knuckle, spread (+ to the thumb's side; ring
    and little finger + to the little finger's side), flexion of the middle and of the end joint. Thumb: palmar
    abduction, radial abduction, flexion of the middle and of the end joint."""
    swivel: np.ndarray
    """(t 2) turn of the elbow about the line from shoulder to wrist; 0 = natural drop, + = out and up."""
    follow_head: np.ndarray
    """(t 2) how far the hand rides on the head, so that contact on the face stays when the head moves."""
    torso: np.ndarray
    """(t 3) rotation vector of the chest."""
    shrug: np.ndarray
    """(t 2) raised shoulders."""
    head: np.ndarray
    """(t 3) rotation vector of the head on the torso: + x nods forward, + y turns to the signer's left."""
    gaze: np.ndarray
    """(t 2) eyes to the right of the picture, and up."""
    face: np.ndarray
    """(t 52) weights of ``FACIAL_ACTIONS``."""

    def __post_init__(self) -> None:
        t = len(self.wrist)
        for name, shape in SHAPES.items():
            array = getattr(self, name)
            if array.shape != (t, *shape):
                raise PoseError(f"Motion.{name} is {array.shape}: expected {(t, *shape)}.")

    def __len__(self) -> int:
        return len(self.wrist)

    def __getitem__(self, frames: slice | np.ndarray) -> Motion:
        """Some frames, by slice or index array."""
        return self.map(lambda array: array[frames])

    @property
    def duration(self) -> float:
        """Seconds from the first frame to the last."""
        return (len(self) - 1) / self.fps

    def map(self, change) -> Motion:
        """Apply a function of one array to every array."""
        return replace(self, **{name: change(getattr(self, name)) for name in SHAPES})


def rest_face() -> np.ndarray:
    """Weights (52) of a friendly, attentive face at rest."""
    face = np.zeros(len(FACIAL_ACTIONS), np.float32)
    for name, weight in (("mouthSmileLeft", 0.12), ("mouthSmileRight", 0.12)):
        face[FACIAL_ACTIONS.index(name)] = weight
    return face


def hand_frame(finger: np.ndarray, normal: np.ndarray) -> np.ndarray:
    """Frames (... 3 3) of hands whose fingers point along ``finger`` (... 3) and whose palms face ``normal`` (... 3).

    ``normal`` is made perpendicular to ``finger``; ``rotation.quaternion`` makes a palm orientation of it.
    """
    y = finger / np.linalg.norm(finger, axis=-1, keepdims=True)
    z = normal - y * np.sum(y * normal, -1, keepdims=True)
    z = z / np.linalg.norm(z, axis=-1, keepdims=True)
    return np.stack([np.cross(y, z), y, z], -1)


_MIRROR = np.diag([-1.0, 1.0, 1.0])


def rest(num_frames: int, fps: float, reach: float = 1.5) -> Motion:
    """A signer who stands at ease: arms hanging, a friendly face. ``reach``: length of the arm to the wrist,
    shoulder widths."""
    wrist = np.array([0.6, -np.sqrt((0.985 * reach) ** 2 - 0.02), 0.1])
    right = hand_frame(np.array([0.08, -1.0, 0.14]), np.array([0.93, 0.0, -0.36]))
    fingers = np.zeros((2, 5, 4), np.float32)
    fingers[:, 1:] = np.radians([[22, 2, 28, 14], [26, 0, 32, 16], [30, 0, 36, 18], [34, 2, 38, 18]])
    fingers[:, 0] = np.radians([24, 12, 14, 14])
    palms = np.stack([rotation.quaternion(right), rotation.quaternion(_MIRROR @ right @ _MIRROR)])
    one = {name: np.zeros((1, *shape), np.float32) for name, shape in SHAPES.items()}
    one |= {
        "wrist": np.array([[_MIRROR @ wrist, wrist]], np.float32),
        "palm": palms[None].astype(np.float32),
        "fingers": fingers[None],
    }
    one["face"] = rest_face()[None]
    return Motion(fps=fps, **{name: np.repeat(array, num_frames, 0) for name, array in one.items()})


def concatenate(parts: Sequence[Motion]) -> Motion:
    """Parts of equal rate one after the other, without a transition."""
    rates = {part.fps for part in parts}
    if len(rates) != 1:
        raise PoseError(f"Motions at {sorted(rates)} frames a second: resample them to one rate first.")
    return replace(parts[0], **{name: np.concatenate([getattr(p, name) for p in parts]) for name in SHAPES})


def resample(motion: Motion, fps: float) -> Motion:
    """The same motion at another rate; palms go along the shorter arc."""
    count = max(round(motion.duration * fps) + 1, 1)
    at = np.clip(np.arange(count) * (motion.fps / fps), 0, len(motion) - 1)
    low = np.minimum(at.astype(int), max(len(motion) - 2, 0))
    high, share = np.minimum(low + 1, len(motion) - 1), at - low

    def between(array: np.ndarray) -> np.ndarray:
        w = share.reshape(-1, *[1] * (array.ndim - 1)).astype(array.dtype)
        return (1 - w) * array[low] + w * array[high]

    smooth = replace(motion, palm=continuous_palm(motion.palm))
    result = replace(smooth.map(between), fps=fps)
    return replace(result, palm=result.palm / np.linalg.norm(result.palm, axis=-1, keepdims=True))


def continuous_palm(palm: np.ndarray) -> np.ndarray:
    """The same orientations (t 2 4) with quaternion signs that do not jump."""
    return np.stack([rotation.continuous(palm[:, hand]) for hand in range(2)], 1)


def mirror(motion: Motion) -> Motion:
    """The mirror image: what a left-handed signer does."""
    flip = np.array([-1, 1, 1], np.float32)
    turn = np.array([1, -1, -1], np.float32)  # a rotation vector is an axial vector
    swapped = [_MIRRORED_ACTION[name] for name in FACIAL_ACTIONS]
    return replace(
        motion,
        wrist=motion.wrist[:, ::-1] * flip,
        palm=motion.palm[:, ::-1] * np.array([1, -1, -1, 1], np.float32),
        fingers=motion.fingers[:, ::-1],
        swivel=motion.swivel[:, ::-1],
        follow_head=motion.follow_head[:, ::-1],
        torso=motion.torso * turn,
        shrug=motion.shrug[:, ::-1],
        head=motion.head * turn,
        gaze=motion.gaze * np.array([-1, 1], np.float32),
        face=motion.face[:, swapped],
    )


def _other_side(name: str) -> str:
    if name in ("jawLeft", "jawRight", "mouthLeft", "mouthRight") or name.endswith(("Left", "Right")):
        return name[: -len("Left")] + "Right" if name.endswith("Left") else name[: -len("Right")] + "Left"
    return name


_MIRRORED_ACTION = {name: FACIAL_ACTIONS.index(_other_side(name)) for name in FACIAL_ACTIONS}
assert {f.name for f in fields(Motion)} == {"fps", *SHAPES}
