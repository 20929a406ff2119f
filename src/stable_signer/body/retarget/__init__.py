"""From keypoints of any source to the Motion of a body: the way back of ``kinematics.pose_of``.

Torso from hips and shoulders, head from the rigid points of the face, arms by the directions and the reach of the
source,
palms from wrist and knuckles, fingers by the axes of their joints, the face by bounded least squares. What a hand
touches
(face, other hand) is kept on a body of another build. What is not seen is bridged or comes to rest, never invented.
Letters: t frames, j joints of signer-131.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from stable_signer.body import rotation
from stable_signer.body.arm import girdle
from stable_signer.body.elbow import swivel_of
from stable_signer.body.hand import SIDES
from stable_signer.body.kinematics import bone_transforms, keypoints
from stable_signer.body.motion import Motion, hand_frame, rest
from stable_signer.body.retarget import contact, trunk
from stable_signer.body.retarget.face import face_of, gaze_of
from stable_signer.body.retarget.gaps import fill, presence
from stable_signer.body.retarget.hands import finger_angles, palms
from stable_signer.body.retarget.lift import is_flat, lifted
from stable_signer.body.signer import Body
from stable_signer.pose import Pose
from stable_signer.skeleton import SIGNER_131

_ARMS = ((2, 3, 4), (5, 6, 7))
_HANDS = tuple(SIGNER_131.hand(side) for side in SIDES)
_STRAY = 0.08
"""The neck may be this far from where the torso puts it (shoulder widths) before the whole signer is moved:
shoulders shrug."""
_SHRUG_HEIGHT = 0.145


@dataclass(frozen=True)
class _Seen:
    """Keypoints brought to the chest of the body: positions (t j 3) in the frame of the upright chest."""

    local: np.ndarray
    confidence: np.ndarray
    chest: tuple[np.ndarray, np.ndarray]
    torso: np.ndarray
    shrug: np.ndarray
    fps: float


def motion_of(body: Body, pose: Pose) -> Motion:
    """What ``body`` must do to look like ``pose``, in any layout.

    Flat keypoints (all depths 0) get their depth from bone lengths. A hand, face or torso that is not seen for
    long is at
    rest. Returns as many frames as ``pose`` has.
    """
    pose = _canonical(pose.to(SIGNER_131))
    at_rest = rest(len(pose), pose.fps, body.arms[0].upper + body.arms[0].fore)
    if len(pose) == 0:
        return at_rest
    xyz, confidence = pose.xyz.astype(np.float64), pose.confidence
    flat = is_flat(xyz, confidence)
    turn, head_seen = trunk.head_of(body, xyz, confidence, flat)
    turn = rotation.matrix(_unit(fill(rotation.continuous(rotation.quaternion(turn)), head_seen)))
    face, face_seen = face_of(body, xyz, confidence, turn, flat)
    gaze, gaze_seen = gaze_of(body, xyz, confidence, turn)
    seen = _to_chest(body, lifted(body, xyz, confidence) if flat else xyz, confidence, pose.fps)
    nod = rotation.log(rotation.quaternion(np.swapaxes(seen.chest[0], -1, -2) @ turn))
    motion = replace(
        at_rest,
        torso=_f32(seen.torso),
        shrug=_f32(seen.shrug),
        head=_f32(nod * presence(head_seen, pose.fps)[:, None]),
        gaze=_f32(fill(gaze, gaze_seen) * presence(gaze_seen, pose.fps)[:, None]),
        face=_f32(_eased(fill(face, face_seen), at_rest.face, presence(face_seen, pose.fps))),
    )
    motion, touching = _with_arms(body, motion, seen, 1.0 if flat else _scale(body, xyz, confidence))
    return _with_contact(body, motion, xyz if not flat else None, confidence, seen, touching)


def _canonical(pose: Pose) -> Pose:
    """The pose itself if its shoulders are about one unit apart and near the origin, else normalised."""
    both = (pose.confidence[:, trunk.SHOULDERS] > 0).all(1)
    if not both.any():
        return pose
    ends = pose.xyz[both][:, trunk.SHOULDERS]
    width = np.median(np.linalg.norm(ends[:, 1] - ends[:, 0], axis=-1))
    away = np.linalg.norm(np.median(ends.mean(1), axis=0))
    return pose if 0.8 < width < 1.2 and away < 0.3 else pose.normalise()


def _to_chest(body: Body, xyz: np.ndarray, confidence: np.ndarray, fps: float) -> _Seen:
    """Estimate the torso twice: the second time without what the shoulder girdle does to the shoulders."""
    shoulders = xyz[:, trunk.SHOULDERS].copy()
    corrected = xyz.copy()
    first, moved, _ = _at_chest(body, trunk.torso_of(body, xyz, confidence), xyz, confidence)
    corrected[:, trunk.SHOULDERS] = shoulders - np.einsum("tij,tsj->tsi", first[0], moved)
    torso = trunk.torso_of(body, corrected, confidence)
    chest, moved, local = _at_chest(body, torso, xyz, confidence)
    stray = local[:, trunk.SHOULDERS].mean(1) - moved.mean(1)
    length = np.linalg.norm(stray, axis=-1, keepdims=True)
    known = np.all(confidence[:, trunk.SHOULDERS] > 0, axis=1)[:, None]
    stray = np.where(known, stray * np.maximum(1.0 - _STRAY / np.maximum(length, 1e-9), 0.0), 0.0)
    local = local - stray[:, None]
    rise = local[:, trunk.SHOULDERS, 1] - moved[..., 1] - np.stack([arm.shoulder[1] for arm in body.arms])
    shrug = np.where(known, np.clip(rise / _SHRUG_HEIGHT, 0.0, 1.0), 0.0)
    return _Seen(local, confidence, chest, torso, shrug, fps)


def _at_chest(
    body: Body, torso: np.ndarray, xyz: np.ndarray, confidence: np.ndarray
) -> tuple[tuple[np.ndarray, np.ndarray], np.ndarray, np.ndarray]:
    """The chest of a torso rotation (t 3), the girdle's shift of the shoulders, and all positions at the upright
    chest."""
    chest = trunk.chest_of(body, torso)
    local = _upright(body, chest, xyz)
    return chest, _girdle_shift(body, local, confidence), local


def _girdle_shift(body: Body, local: np.ndarray, confidence: np.ndarray) -> np.ndarray:
    """How far (t 2 3) the hands' places alone move the shoulder joints, in the chest's frame."""
    shifts = []
    for side, (_, _, wrist) in enumerate(_ARMS):
        arm = body.arms[side]
        _, shoulder = girdle(arm, local[:, wrist], np.zeros(len(local)))
        shifts.append((shoulder - arm.shoulder) * (confidence[:, wrist] > 0)[:, None])
    return np.stack(shifts, 1)


def _upright(body: Body, chest: tuple[np.ndarray, np.ndarray], xyz: np.ndarray) -> np.ndarray:
    """Canonical positions (t j 3) in the frame of the upright chest."""
    return np.einsum("tij,tni->tnj", chest[0], xyz - chest[1][:, None]) + body.heads[body.bone["chest"]]


def _scale(body: Body, xyz: np.ndarray, confidence: np.ndarray) -> float:
    """Reach of the body over that of the source: longer arms sign in a larger space."""
    lengths = []
    for joints in _ARMS:
        seen = (confidence[:, joints] > 0).all(1)
        chain = np.linalg.norm(np.diff(xyz[seen][:, joints], axis=1), axis=-1).sum(1)
        lengths.extend(np.percentile(chain, [90]) if len(chain) else [])
    if not lengths:
        return 1.0
    return float(np.clip((body.arms[0].upper + body.arms[0].fore) / np.mean(lengths), 0.85, 1.2))


def _with_arms(body: Body, motion: Motion, seen: _Seen, scale: float) -> tuple[Motion, np.ndarray]:
    """The motion with arms and hands, and how much (t 2) each hand is there."""
    arrays = {name: getattr(motion, name).astype(np.float64) for name in ("wrist", "palm", "fingers", "swivel")}
    present = np.zeros((len(motion), 2))
    for side, (shoulder, elbow, wrist) in enumerate(_ARMS):
        hand_seen = (seen.confidence[:, _HANDS[side]] > 0).mean(1) > 0.9
        arm_seen = seen.confidence[:, wrist] > 0
        anywhere = hand_seen | arm_seen
        if not anywhere.any():
            continue
        place = np.where(hand_seen[:, None], seen.local[:, _HANDS[side][0]], seen.local[:, wrist])
        bent = anywhere & (seen.confidence[:, [shoulder, elbow]] > 0).all(1)
        swivel = swivel_of(body, side, seen.local[:, shoulder], seen.local[:, elbow], place)
        palm, fingers = _hand(body, side, seen, hand_seen, place, arrays["fingers"][:, side])
        w = presence(anywhere, seen.fps)
        present[:, side] = w
        arrays["wrist"][:, side] = _eased(fill(place * scale, anywhere), arrays["wrist"][:, side], w)
        arrays["swivel"][:, side] = w * fill(swivel, bent) if bent.any() else 0.0
        arrays["palm"][:, side] = _unit(_eased(_near(palm, arrays["palm"][:, side]), arrays["palm"][:, side], w))
        arrays["fingers"][:, side] = _eased(fingers, arrays["fingers"][:, side], w)
    return replace(motion, **{name: _f32(array) for name, array in arrays.items()}), present


def _hand(
    body: Body, side: int, seen: _Seen, hand_seen: np.ndarray, wrist: np.ndarray, relaxed: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Palm quaternions (t 4) and finger angles (t 5 4); a hand of which only the wrist is seen hangs on its forearm."""
    forearm = wrist - seen.local[:, _ARMS[side][1]]
    forearm = np.where(np.linalg.norm(forearm, axis=-1, keepdims=True) > 1e-3, forearm, [0.0, -1.0, 0.0])
    inward = np.array([1.0 - 2.0 * side, 0.05, -0.3])
    palm = hand_frame(forearm, np.broadcast_to(inward, forearm.shape))
    fingers = relaxed.copy()
    if hand_seen.any():
        joints = seen.local[hand_seen][:, _HANDS[side]]
        palm[hand_seen] = palms(body.hands[side], joints)
        fingers[hand_seen] = finger_angles(body.hands[side], joints, palm[hand_seen])
        w = presence(hand_seen, seen.fps)
        fingers = _eased(fill(fingers, hand_seen), relaxed, w)
        bridged = _unit(fill(rotation.continuous(rotation.quaternion(palm)), hand_seen))
        hanging = rotation.quaternion(palm)
        return _unit(_eased(_near(bridged, hanging), hanging, w)), fingers
    return rotation.quaternion(palm), fingers


def _with_contact(
    body: Body, motion: Motion, xyz: np.ndarray | None, confidence: np.ndarray, seen: _Seen, present: np.ndarray
) -> Motion:
    """Shift the wrists so that hands touch what they touched, out of the body, and take back what comfort did to
    the elbows."""
    bones = bone_transforms(body, motion)
    made = keypoints(body, motion, bones).xyz.astype(np.float64)
    hands = [_upright(body, seen.chest, made[:, _HANDS[side]]) for side in (0, 1)]
    shift = np.zeros((len(motion), 2, 3))
    if xyz is not None:
        for side in (0, 1):
            both = np.all(confidence[:, [*_HANDS[side], *range(60, 128)]] > 0, axis=1)
            old_face = seen.local[:, 60:128]
            new_face = _upright(body, seen.chest, made[:, 60:128])
            moved = contact.face_shift(seen.local[:, _HANDS[side]], hands[side], old_face, new_face)
            shift[:, side] = np.where(both[:, None], moved, 0.0)
        two = np.all(confidence[:, np.concatenate(_HANDS)] > 0, axis=1)
        old = [seen.local[:, hand] for hand in _HANDS]
        closer = contact.hands_shift(old[0], old[1], hands[0] + shift[:, :1], hands[1] + shift[:, 1:])
        closer = np.where(two[:, None], closer, 0.0)
        shift += 0.5 * np.stack([closer, -closer], 1)
        for side in (0, 1):
            shift[:, side] += _outward(body, hands[side] + shift[:, side, None], old[side])
    comfort = np.stack([arm.turned for arm in bones.arms], 1) - motion.swivel
    return replace(
        motion,
        wrist=_f32(motion.wrist + present[..., None] * shift),
        swivel=_f32(motion.swivel - np.clip(comfort, -0.4, 0.4) * present),
    )


def _outward(body: Body, hand: np.ndarray, old: np.ndarray) -> np.ndarray:
    """Shift (t 3) that brings the deepest joint of a hand (t p 3) out of head and torso, or as deep as it was
    before."""
    depth = -body.distance(hand)
    too_deep = depth - np.maximum(-body.distance(old), 0.0)
    deepest = too_deep.argmax(1)
    frames = np.flatnonzero(too_deep.max(1) > 0)
    shift = np.zeros((len(hand), 3))
    if len(frames):
        at = hand[frames, deepest[frames]]
        step = 0.03 * np.eye(3)
        slope = np.stack([body.distance(at + e) - body.distance(at - e) for e in step], -1)
        slope /= np.maximum(np.linalg.norm(slope, axis=-1, keepdims=True), 1e-6)
        shift[frames] = slope * too_deep[frames, deepest[frames], None]
    return shift


def _eased(values: np.ndarray, relaxed: np.ndarray, w: np.ndarray) -> np.ndarray:
    """``relaxed`` where w (t) is 0, ``values`` where it is 1."""
    w = w.reshape(-1, *[1] * (values.ndim - 1))
    return w * values + (1 - w) * relaxed


def _near(q: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The same rotations (t 4) with the sign that is nearer to ``other``."""
    return np.where(np.sum(q * other, -1, keepdims=True) < 0, -q, q)


def _unit(q: np.ndarray) -> np.ndarray:
    return q / np.maximum(np.linalg.norm(q, axis=-1, keepdims=True), 1e-9)


def _f32(array: np.ndarray) -> np.ndarray:
    return np.asarray(array, np.float32)
