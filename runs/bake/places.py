"""Vertices of the body at the places and on the points of the hand that signs touch, found once on a reference figure."""

from __future__ import annotations

import numpy as np

from bake.landmarks import mirrored
from bake.skeleton import BONES
from bake.source import NUM_BODY, Figure, Source, vertex_mask

FINGERS = ("thumb", "index", "middle", "ring", "pinky")
_FRONT, _BACK, _UP, _DOWN, _OUT = (0, 0, 1), (0, 0, -1), (0, 1, 0), (0, -1, 0), (-1, 0, 0)


def place_vertices(source: Source, body: Figure, heads: np.ndarray, face_68: np.ndarray) -> dict[str, int]:
    """Place -> vertex. Names of the signer's right side begin with ``right-``, those of the left with ``left-``."""
    v = body.vertices[:NUM_BODY] * 100
    joint = {name: heads[i] * 100 for i, name in enumerate(BONES)}
    mark = v[face_68]
    found = {name: _outermost(v, at, way, 1.2) for name, (at, way) in _head_rays(v, mark).items()}
    found |= {name: _outermost(v, at, way, 2.0) for name, (at, way) in _trunk_rays(v, mark, joint).items()}
    found |= {name: _outermost(v, at, way, 1.6) for name, (at, way) in _arm_rays(source, joint).items()}
    for name, i in {"right-brow": 19, "nose": 29, "nose-tip": 30, "mouth": 62, "right-mouth-corner": 48, "right-jaw": 4}.items():
        found[name] = int(face_68[i])
    found["lips"] = int(face_68[66])
    found |= {"right-eyebrow": found["right-brow"]}
    left = {f"left{name[5:]}": mirrored(v, vertex) for name, vertex in found.items() if name.startswith("right-")}
    return found | left


def _head_rays(v: np.ndarray, mark: np.ndarray) -> dict[str, tuple]:
    eye, brow_y = mark[[37, 38]].mean(0), mark[19, 1]
    chin = 0.55 * mark[57] + 0.45 * mark[8]
    crown = v[np.argmax(v[:, 1])]
    temple_z = 0.45 * mark[17, 2] + 0.55 * mark[0, 2]
    ear = v[np.argmax(np.where((v[:, 1] > mark[33, 1]) & (v[:, 0] > -12), -v[:, 0], -99))]
    return {
        "top-of-head": ((0, crown[1], crown[2]), _UP),
        "forehead": ((0, brow_y + 3.2, 0), _FRONT),
        "right-temple": ((0, eye[1] + 1.6, temple_z), _OUT),
        "right-eye": (eye + [0, 0.3, 0], _FRONT),
        "right-cheek": ((1.05 * mark[36, 0], 0.5 * (mark[41, 1] + mark[48, 1]) + 0.3, 0), _FRONT),
        "right-ear": (ear, _OUT),
        "upper-lip": ((0, 0.5 * (mark[33, 1] + mark[51, 1]), 0), _FRONT),
        "chin": ((0, chin[1], 0), _FRONT),
        "under-chin": ((0, 0, mark[8, 2] - 2.0), _DOWN) if False else ((0, mark[8, 1], mark[8, 2] - 1.8), (0, -0.8, 0.2)),
    }


def _trunk_rays(v: np.ndarray, mark: np.ndarray, joint: dict[str, np.ndarray]) -> dict[str, tuple]:
    shoulder, chin_y = joint["right_upper_arm_1"], mark[8, 1]
    y, half = shoulder[1], -shoulder[0]
    throat = 0.45 * chin_y + 0.55 * (y + 3.0)
    hip_y = joint["hips"][1]
    return {
        "neck": ((0, throat, 0), _FRONT),
        "right-neck-side": ((0, throat + 1.0, joint["neck_1"][2] + 1.0), _OUT),
        "right-shoulder": ((-0.86 * half, y - 1.0, 0), (-0.2, 0.25, 1.0)),
        "right-shoulder-top": ((-0.72 * half, y, shoulder[2]), _UP),
        "upper-chest": ((0, y - 3.0, 0), _FRONT),
        "chest": ((0, y - 11.0, 0), _FRONT),
        "heart": ((6.5, y - 11.0, 0), _FRONT),
        "right-chest-side": ((-9.0, y - 9.0, 0), _FRONT),
        "stomach": ((0, y - 27.0, 0), _FRONT),
        "belly": ((0, 0.45 * (y - 27.0) + 0.55 * hip_y, 0), _FRONT),
        "waist": ((0, hip_y + 3.0, 0), _FRONT),
        "right-hip": ((-9.5, hip_y + 1.0, 2.0), (-0.6, 0, 0.8)),
    }


def _arm_rays(source: Source, joint: dict[str, np.ndarray]) -> dict[str, tuple]:
    shoulder, elbow, wrist = joint["right_upper_arm_1"], joint["right_forearm_1"], joint["right_hand"]
    normal = _hinge(joint)
    inner = np.cross(normal, wrist - elbow)  # from the forearm's little-finger edge to its thumb edge: the bend of the elbow opens here
    inner /= np.linalg.norm(inner)
    upper = np.cross(normal, elbow - shoulder)
    upper /= np.linalg.norm(upper)
    arm, fore = 0.5 * (shoulder + elbow), 0.45 * elbow + 0.55 * wrist
    return {
        "right-upper-arm": (arm, -normal if normal[0] > 0 else normal),
        "right-elbow": (elbow, -upper - inner),
        "right-elbow-inside": (elbow, upper + inner),
        "right-forearm-inside": (fore, -_palm_back(joint)),
        "right-forearm-outside": (fore, _palm_back(joint)),
    }


def _hinge(joint: dict[str, np.ndarray]) -> np.ndarray:
    shoulder, elbow, wrist = joint["right_upper_arm_1"], joint["right_forearm_1"], joint["right_hand"]
    axis = np.cross(elbow - shoulder, wrist - elbow)
    return axis / np.linalg.norm(axis)


def _palm_back(joint: dict[str, np.ndarray]) -> np.ndarray:
    finger = joint["right_middle_1"] - joint["right_hand"]
    side = joint["right_index_1"] - joint["right_pinky_1"]
    back = -np.cross(side, finger)
    return back / np.linalg.norm(back)


def hand_vertices(source: Source, body: Figure, heads: np.ndarray, ends: np.ndarray, four: tuple) -> dict[str, int]:
    """Point of the right hand -> vertex: tip, pad, nail, radial and ulnar side of every finger, and points of the palm."""
    v, weights, bones = body.vertices[:NUM_BODY] * 100, *four
    names = list(BONES)
    nails = vertex_mask(source, "fingernails") > 0.5
    joint = {name: heads[i] * 100 for i, name in enumerate(names)}
    points: dict[str, int] = {}
    for i, finger in enumerate(FINGERS):
        chain = [joint[f"right_{finger}_{k}"] for k in (1, 2, 3)] + [ends[0, i] * 100]
        own = [np.flatnonzero((bones[:NUM_BODY, 0] == names.index(f"right_{finger}_{k}"))) for k in (1, 2, 3)]
        nail = v[own[2][nails[own[2]]]].mean(0)
        points |= {f"{finger}-{what}": i for what, i in _finger_points(v, chain, own, nail).items()}
    palm = np.flatnonzero(weights[:NUM_BODY, 0] * (bones[:NUM_BODY, 0] == names.index("right_hand")) > 0.4)
    return points | _palm_points(v, palm, joint)


def _finger_points(v: np.ndarray, chain: list[np.ndarray], own: list[np.ndarray], nail: np.ndarray) -> dict[str, int]:
    along = _unit(chain[3] - chain[2])
    middle = 0.45 * chain[2] + 0.55 * chain[3]
    back = nail - middle
    back = _unit(back - along * (back @ along))
    thumbward = np.cross(along, back)  # right hand: fingers up, back away from the viewer gives the thumb's side
    joints = {"middle": (chain[1], _unit(chain[2] - chain[0]), own[0], own[1])}
    found = {
        "tip": _outermost_of(v, own[2], chain[3], along + 0.1 * -back, 0.9),
        "pad": _outermost_of(v, own[2], middle, -back, 0.8),
        "nail": _outermost_of(v, own[2], middle + 0.3 * along, back, 0.8),
        "radial": _outermost_of(v, own[2], middle, thumbward, 0.8),
        "ulnar": _outermost_of(v, own[2], middle, -thumbward, 0.8),
    }
    for name, (at, _, below, above) in joints.items():
        both = np.concatenate([below, above])
        found[f"{name}-joint"] = _outermost_of(v, both, at, back, 0.9)
        found[f"{name}-radial"] = _outermost_of(v, both, at, thumbward, 0.9)
        found[f"{name}-ulnar"] = _outermost_of(v, both, at, -thumbward, 0.9)
    phalanx = 0.5 * (chain[0] + chain[1])
    found["base-front"] = _outermost_of(v, own[0], 0.4 * chain[0] + 0.6 * chain[1], -back, 1.0)
    found["base-back"] = _outermost_of(v, own[0], phalanx, back, 1.0)
    found["middle-front"] = _outermost_of(v, own[1], 0.5 * (chain[1] + chain[2]), -back, 0.9)
    return found


def _palm_points(v: np.ndarray, palm: np.ndarray, joint: dict[str, np.ndarray]) -> dict[str, int]:
    wrist = joint["right_hand"]
    knuckle = {finger: joint[f"right_{finger}_1"] for finger in FINGERS}
    back, finger = _palm_back(joint), _unit(knuckle["middle"] - wrist)
    side = np.cross(finger, -back)
    centre = 0.45 * wrist + 0.55 * knuckle["middle"]
    found = {
        "palm": (centre, -back),
        "palm-heel": (wrist + 2.2 * finger - 0.4 * side, finger * -0.35 - back),
        "back": (centre, back),
        "thumb-side": (0.35 * wrist + 0.65 * knuckle["index"], side),
        "pinky-side": (0.45 * wrist + 0.55 * knuckle["pinky"], -side),
        "web": (0.5 * (knuckle["index"] + knuckle["thumb"]) + side, finger),
        "wrist-inside": (wrist, -back),
        "wrist-outside": (wrist, back),
    }
    found |= {f"knuckle-{name}": (knuckle[name], back) for name in FINGERS[1:]}
    nearby = np.flatnonzero(np.linalg.norm(v - centre, axis=1) < 12)
    return {name: _outermost_of(v, nearby if "wrist" in name or "knuckle" in name else palm, at, way, 1.3) for name, (at, way) in found.items()}


def _unit(x: np.ndarray) -> np.ndarray:
    return x / np.linalg.norm(x)


def _outermost(v: np.ndarray, at: tuple | np.ndarray, way: tuple | np.ndarray, radius: float) -> int:
    """The vertex within ``radius`` centimetres of the ray from ``at`` along ``way`` that is closest to its exit."""
    return _outermost_of(v, np.arange(len(v)), np.asarray(at, float), np.asarray(way, float), radius)


def _outermost_of(v: np.ndarray, own: np.ndarray, at: np.ndarray, way: np.ndarray, radius: float) -> int:
    way = _unit(np.asarray(way, float))
    offset = v[own] - at
    along = offset @ way
    aside = np.linalg.norm(offset - along[:, None] * way, axis=1)
    first = np.where((aside < radius) & (along < 16.0) & (along > -1.0), along, -np.inf).max()
    if not np.isfinite(first):
        return int(own[np.argmin(aside + 0.2 * np.abs(along))])
    # the exit of the ray: outermost first, then closest to the ray
    return int(own[np.argmin(np.where(along > first - 0.8, aside + 0.3 * (first - along), np.inf))])
