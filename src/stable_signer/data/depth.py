"""Depth as MediaPipe gives it: each part from a zero of its own, on a scale of its own, and mostly wrong.

Bones do not change their length. That tells the scale of a part's depth: where a bone gets shorter in the picture,
it points to or from the viewer. On real clips (76 of ASL words) the hands come out at about 1.4 times MediaPipe's
scale, and the arms at less than 0.2: their depth is noise, and is nearly left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from stable_signer.pose import Pose
from stable_signer.skeleton import HAND_LIMBS, hand_joints

ARMS = tuple(
    (f"{side}_{a}", f"{side}_{b}") for side in ("right", "left") for a, b in (("shoulder", "elbow"), ("elbow", "wrist"))
)
HEAD = tuple((f"face_{a}", f"face_{b}") for a, b in ((0, 16), (27, 8), (36, 45), (30, 0), (30, 16), (33, 0), (33, 16)))
MIN_CHANGE = 0.02
"""A bone's squared length has to change by this much of itself before it says anything."""
FACE_DEPTH, FACE_DEPTHS = 0.85, (0.5, 1.2)
"""From the tip of the nose to the ears, in breadths of the jaw: usual, and possible."""
HAND_TO_FACE = 1.2
"""Usual ratio of the scales of hands and face in MediaPipe's depth."""
FACE_BEFORE_EARS = 0.3
"""How far the middle of the face is before the ears, in shoulder widths."""
MAX_REACH = 2.2
"""Longest arm, in shoulder widths: depth beyond it is wrong."""


def joined_depth(pose: Pose, width: float) -> Pose:
    """One depth for all parts, in the unit of x and y.

    ``pose``: z of each part as in a ``.pose`` file, but towards the viewer. ``width``: of the picture, pixels: the
    scale of depth where neither bones nor face tell it.
    """
    xyz = pose.xyz.copy()
    skeleton = pose.skeleton
    hands = [hand for side in ("right", "left") if (hand := hand_joints(side))[0] in skeleton]
    face_scale = _face_scale(pose)
    hand_scale = _hand_scale(pose, hands, face_scale) or width
    xyz[:, skeleton.body, 2] *= _body_scale(pose, width)
    for hand in hands:
        _hang_on_wrist(xyz, pose, skeleton.indices(hand), hand[0].replace("_hand", ""), hand_scale)
    face = [i for i, joint in enumerate(skeleton.joints) if joint.startswith(("face_", "mesh_")) or "iris" in joint]
    if face:
        _hang_on_head(xyz, pose, np.array(face), face_scale or hand_scale)
    return replace(pose, xyz=xyz)


def _body_scale(pose: Pose, width: float) -> float:
    scale = depth_scale(pose, ARMS)
    if scale is None:
        return width if _reaches(pose) * width <= MAX_REACH else 0.0
    return scale


def _hand_scale(pose: Pose, hands: Sequence[tuple[str, ...]], face_scale: float | None) -> float | None:
    """MediaPipe measures hands and face alike, so their scales are near each other; a short clip may say otherwise."""
    scale = depth_scale(pose, [(hand[a], hand[b]) for hand in hands for a, b in HAND_LIMBS])
    if face_scale is None or (scale is not None and 0.5 <= scale / face_scale <= 2.5):
        return scale
    return HAND_TO_FACE * face_scale


def _face_scale(pose: Pose) -> float | None:
    """By its bones where that gives a face as deep as faces are, else so that it becomes one; ``None`` without jaw."""
    jaw, points = ("face_0", "face_16"), pose.skeleton.face
    if not all(joint in pose.skeleton for joint in jaw):
        return None
    shown = pose.present[:, points].all(axis=1)
    if not shown.any():
        return None
    ears = pose.xyz[shown][:, pose.skeleton.indices(jaw), :2]
    breadth = np.quantile(np.linalg.norm(ears[:, 0] - ears[:, 1], axis=-1), 0.9)
    depth = np.median(np.ptp(pose.xyz[shown][:, points, 2], axis=1))
    if not (breadth > 0 and depth > 0):
        return None
    scale = depth_scale(pose, HEAD)
    if scale is not None and FACE_DEPTHS[0] <= scale * depth / breadth <= FACE_DEPTHS[1]:
        return scale
    return float(FACE_DEPTH * breadth / depth)


def split_depth(pose: Pose) -> Pose:
    """The way back: z of the body from the hips, of a hand from its wrist, of the face from between the ears."""
    xyz = pose.xyz.copy()
    skeleton = pose.skeleton
    for side in ("right", "left"):
        hand = skeleton.hand(side)
        xyz[:, hand, 2] -= pose.xyz[:, hand[:1], 2]
    face = np.concatenate([skeleton.face, skeleton.indices(["right_iris", "left_iris"])])
    xyz[:, face, 2] -= _anchor(pose, "ears")[:, None]
    xyz[:, skeleton.body, 2] -= np.median(_anchor(pose, "hips"))  # not frame by frame: a lean would be lost
    return replace(pose, xyz=xyz)


def depth_scale(pose: Pose, bones: Sequence[tuple[str, str]]) -> float | None:
    """The factor k on z that keeps the bones most nearly rigid; ``None`` if they hardly turn.

    Over the frames, d_xy^2 + k^2 d_z^2 of each bone should not vary: k^2 is the regression of -d_xy^2 on d_z^2.
    """
    bones = tuple((a, b) for a, b in bones if a in pose.skeleton and b in pose.skeleton)
    if not bones or len(pose) < 2:
        return None
    a, b = pose.skeleton.indices([a for a, _ in bones]), pose.skeleton.indices([b for _, b in bones])
    both = pose.present[:, a] & pose.present[:, b]
    squares = np.where(both[..., None], (pose.xyz[:, a].astype(np.float64) - pose.xyz[:, b]) ** 2, np.nan)
    flat, deep = squares[..., 0] + squares[..., 1], squares[..., 2]
    keep = both.sum(axis=0) > 1
    flat, deep = flat[:, keep], deep[:, keep]
    if not flat.size or np.nanmax(deep) == 0:
        return None
    flat_change, deep_change = flat - np.nanmean(flat, axis=0), deep - np.nanmean(deep, axis=0)
    if np.nanmean(flat_change**2) < (MIN_CHANGE * np.nanmean(flat)) ** 2:
        return None
    k_squared = -np.nansum(flat_change * deep_change) / max(np.nansum(deep_change**2), 1e-30)
    return float(np.sqrt(max(k_squared, 0.0)))


def _hang_on_wrist(xyz: np.ndarray, pose: Pose, hand: np.ndarray, wrist: str, scale: float) -> None:
    place = _anchor(replace(pose, xyz=xyz), wrist)[:, None]
    xyz[:, hand, 2] = (xyz[:, hand, 2] - xyz[:, hand[:1], 2]) * scale + place


def _hang_on_head(xyz: np.ndarray, pose: Pose, face: np.ndarray, scale: float) -> None:
    """The zero of the face is lost where a program has moved the file's depth: put its mean where a face is."""
    shown = pose.present[:, face]
    middle = (xyz[:, face, 2] * shown).sum(axis=1) / np.maximum(shown.sum(axis=1), 1)
    place = _anchor(replace(pose, xyz=xyz), "ears") + FACE_BEFORE_EARS * _shoulder_width(pose)
    xyz[:, face, 2] = (xyz[:, face, 2] - middle[:, None]) * scale + place[:, None]


def _anchor(pose: Pose, name: str) -> np.ndarray:
    """Depth (t,) of the joints that a part hangs on; the shoulders' where those are missing."""
    groups = {"ears": ("right_ear", "left_ear"), "hips": ("right_hip", "left_hip")}
    shoulders = _mean_depth(pose, ("right_shoulder", "left_shoulder"))
    wanted = _mean_depth(pose, groups.get(name, (name,)))
    found = np.where(np.isnan(wanted), shoulders, wanted)
    usual = 0.0 if np.isnan(found).all() else float(np.nanmedian(found))
    return np.where(np.isnan(found), usual, found).astype(np.float32)


def _mean_depth(pose: Pose, joints: tuple[str, ...]) -> np.ndarray:
    if not all(joint in pose.skeleton for joint in joints):
        return np.full(len(pose), np.nan)
    at = pose.skeleton.indices(joints)
    return np.where(pose.present[:, at].all(axis=1), pose.xyz[:, at, 2].mean(axis=1), np.nan)


def _shoulder_width(pose: Pose) -> float:
    right, left = pose.skeleton.indices(("right_shoulder", "left_shoulder"))
    both = pose.present[:, right] & pose.present[:, left]
    ends = pose.xyz[both][:, [right, left], :2]
    return float(np.median(np.linalg.norm(ends[:, 0] - ends[:, 1], axis=-1))) if len(ends) else 1.0


def _reaches(pose: Pose) -> float:
    """How far in depth the wrists get from the shoulders, in shoulder widths, for z in the unit of x and y."""
    shoulder, *wrists = pose.skeleton.indices(("right_shoulder", "right_wrist", "left_wrist"))
    depth = np.where(pose.present[:, wrists], pose.xyz[:, wrists, 2] - pose.xyz[:, [shoulder], 2], 0)
    return float(np.abs(depth).max() / max(_shoulder_width(pose), 1e-9))
