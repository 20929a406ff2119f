"""Chest and head from keypoints. Letters: t frames, n points."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from stable_signer.body import rotation
from stable_signer.body.kinematics import NECK_SHARES, SPINE_SHARES
from stable_signer.body.signer import Body

SHOULDERS, HIPS = [2, 5], [8, 11]
_RIGID_FACE = (0, 1, 15, 16, 27, 28, 29, 30, 33, 36, 39, 42, 45)
"""iBUG points that facial actions move little."""
_MAX_LEAN = 0.5
_TILTED = np.array([0.06, 0.15, 0.15])
"""A lean, twist or tilt that lasts all the clip and is larger than this is the camera's or the build's, radians."""


def lean_share(body: Body) -> float:
    """How much of a small torso rotation the line from hips to shoulders turns."""
    places = np.stack([body.heads[body.bone[name]] for name in SPINE_SHARES] + [np.zeros(3)])
    heights = np.diff(places[:, 1])
    return float(np.dot(list(SPINE_SHARES.values()), heights) / (-body.heads[0, 1]))


def torso_of(body: Body, xyz: np.ndarray, confidence: np.ndarray) -> np.ndarray:
    """Rotation vector (t 3) of the chest: lean from the hips, twist from the line of the shoulders."""
    vector = np.zeros((len(xyz), 3))
    line = xyz[:, SHOULDERS[1]] - xyz[:, SHOULDERS[0]]
    seen = (confidence[:, SHOULDERS] > 0).all(1)
    vector[:, 1] = np.where(seen, np.arctan2(-line[:, 2], np.maximum(line[:, 0], 1e-3)), 0.0)
    whole = seen & (confidence[:, HIPS] > 0).all(1)
    if whole.any():
        up = xyz[:, SHOULDERS].mean(1) - xyz[:, HIPS].mean(1)
        rest = -body.hips.mean(0)
        share = lean_share(body)
        pitch = np.arctan2(up[:, 2], up[:, 1]) - np.arctan2(rest[2], rest[1])
        roll = -np.arctan2(up[:, 0], up[:, 1])
        vector[:, 0] = np.where(whole, pitch / share, 0.0)
        vector[:, 2] = np.where(whole, roll / share, 0.0)
    middle = np.median(vector, axis=0) if len(vector) else np.zeros(3)
    vector -= np.where(np.abs(middle) > _TILTED, middle, 0.0)
    return np.clip(vector, -_MAX_LEAN, _MAX_LEAN)


def chest_of(body: Body, torso: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rotation (t 3 3) and place of the head (t 3) of the chest bone, as ``kinematics`` makes them."""
    place, turn = np.broadcast_to(body.heads[0], (len(torso), 3)), np.broadcast_to(np.eye(3), (len(torso), 3, 3))
    previous = 0
    for name, share in SPINE_SHARES.items():
        bone = body.bone[name]
        place = place + turn @ (body.heads[bone] - body.heads[previous])
        turn, previous = rotation.matrix(rotation.exp(share * torso)), bone
    return turn, place


def head_place(body: Body, chest: tuple[np.ndarray, np.ndarray], nod: np.ndarray) -> np.ndarray:
    """Place (t 3) of the head joint for a head rotated by the vector ``nod`` (t 3) on the chest."""
    turn, place = chest
    previous, current = body.bone["chest"], turn
    for name, share in NECK_SHARES.items():
        bone = body.bone[name]
        place = place + current @ (body.heads[bone] - body.heads[previous])
        current, previous = turn @ rotation.matrix(rotation.exp(share * nod)), bone
    return place


@lru_cache(maxsize=16)
def _head_model(name: str) -> tuple[np.ndarray, np.ndarray]:
    from stable_signer.body.signer import load_body

    body = load_body(name)
    ears = np.stack([body.places[f"{side}-ear"].position for side in ("right", "left")])
    marks = body.rest_vertices[body.face_68[list(_RIGID_FACE)]]
    joints = [16, 17, 14, 15, *(60 + i for i in _RIGID_FACE)]
    return np.array(joints), np.concatenate([ears, body.eye_fronts, marks]) - body.heads[body.bone["head"]]


def head_of(body: Body, xyz: np.ndarray, confidence: np.ndarray, is_flat: bool) -> tuple[np.ndarray, np.ndarray]:
    """Rotation (t 3 3) of the head in canonical axes, and whether it is seen (t).

    The rotation that fits the model's rigid points best (Kabsch); for flat keypoints the one whose picture fits best.
    """
    joints, model = _head_model(body.name)
    seen = confidence[:, joints] > 0
    known = seen.sum(1) >= 3
    w = seen / np.maximum(seen.sum(1, keepdims=True), 1)
    points = xyz[:, joints]
    points = points - np.einsum("tn,tni->ti", w, points)[:, None]
    ours = model[None] - np.einsum("tn,ni->ti", w, model)[:, None]
    turn = _from_picture(points, ours, w) if is_flat else fit_rotation(np.einsum("tn,tni,tnj->tij", w, points, ours))
    return np.where(known[:, None, None], turn, np.eye(3)), known


def fit_rotation(covariance: np.ndarray) -> np.ndarray:
    """The rotations (t 3 3) that maximise trace(R^T C) for C (t 3 3) = sum of target x source^T."""
    u, _, vt = np.linalg.svd(covariance)
    sign = np.sign(np.linalg.det(u @ vt))
    u[:, :, 2] *= np.where(sign == 0, 1.0, sign)[:, None]
    return u @ vt


def _from_picture(points: np.ndarray, ours: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Scaled orthographic pose: the affine map to the picture, its rows made orthonormal."""
    outer = np.einsum("tn,tni,tnj->tij", w, points[..., :2], ours)
    spread = np.einsum("tn,tni,tnj->tij", w, ours, ours) + 1e-6 * np.eye(3)
    rows = outer @ np.linalg.inv(spread)
    size = np.linalg.norm(rows, axis=2, keepdims=True)
    x, y = np.moveaxis(rows / np.maximum(size, 1e-6), 1, 0)
    x, y = (x + y - np.sum(x * y, -1, keepdims=True) * y), y
    x = rows[:, 0] - y * np.sum(rows[:, 0] * y, -1, keepdims=True)
    x = x / np.maximum(np.linalg.norm(x, axis=-1, keepdims=True), 1e-6)
    return np.stack([x, y, np.cross(x, y)], 1)
