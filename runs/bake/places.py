"""Vertices of the body at the places and on the points of the hand that signs touch, found once on a reference
figure."""

from __future__ import annotations

import numpy as np

from bake.landmarks import mirrored
from bake.skeleton import BONES, FINGERS, four_weights
from bake.source import NUM_BODY, Figure, Source, vertex_mask

_FRONT, _UP, _DOWN, _OUT = (0, 0, 1), (0, 1, 0), (0, -1, 0), (-1, 0, 0)


def place_vertices(source: Source, body: Figure, heads: np.ndarray, face_68: np.ndarray) -> dict[str, int]:
    """Place -> vertex. Names of the signer's right side begin with ``right-``, those of the left with ``left-``."""
    v = body.vertices[:NUM_BODY] * 100
    joint = {name: heads[i] * 100 for i, name in enumerate(BONES)}
    mark = v[face_68]
    found: dict[str, int] = {}
    for rays, own, radius in (
        (_head_rays(v, mark), _carried_by(source, "head"), 1.2),
        (_neck_rays(mark, joint), _carried_by(source, "neck"), 1.0),
        (_trunk_rays(joint), _carried_by(source, "hips", "spine", "chest", "_clavicle", "right_shoulder"), 2.0),
        (_shoulder_rays(joint), _carried_by(source, "_clavicle", "chest", "right_shoulder", "right_upper_arm_1"), 1.6),
        (_arm_rays(joint), _carried_by(source, "right_upper_arm", "right_forearm"), 1.6),
    ):
        found |= {name: _outermost_of(v, own, np.asarray(at, float), way, radius) for name, (at, way) in rays.items()}
    for name, i in {"right-brow": 19, "nose": 29, "nose-tip": 30, "right-mouth-corner": 48, "right-jaw": 4}.items():
        found[name] = int(face_68[i])
    found |= {"right-eyebrow": found["right-brow"], "lips": found["mouth"]}
    left = {f"left{name[5:]}": mirrored(v, vertex) for name, vertex in found.items() if name.startswith("right-")}
    return found | left


def _carried_by(source: Source, *words: str) -> np.ndarray:
    """Body vertices, without the inside of the mouth, whose first bone begins (or, after ``_``, ends) with a word."""
    _, bones = four_weights(source)
    chosen = [any(name.endswith(w) if w[0] == "_" else name.startswith(w) for w in words) for name in BONES]
    outside = vertex_mask(source, "inside-mouth") < 0.5
    return np.flatnonzero(np.array(chosen)[bones[:NUM_BODY, 0]] & outside)


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
        "mouth": ((0, mark[62, 1] + 0.25, 0), _FRONT),
        "under-chin": ((0, mark[8, 1] + 1.0, mark[8, 2] - 1.8), _DOWN),
    }


def _neck_rays(mark: np.ndarray, joint: dict[str, np.ndarray]) -> dict[str, tuple]:
    low, high = joint["right_upper_arm_1"][1] + 3.0, mark[8, 1]
    return {
        "neck": ((0, 0.55 * low + 0.45 * high, 0), _FRONT),
        "right-neck-side": ((0, 0.2 * low + 0.8 * high, joint["neck_2"][2] + 1.0), _OUT),
    }


def _trunk_rays(joint: dict[str, np.ndarray]) -> dict[str, tuple]:
    shoulder = joint["right_upper_arm_1"]
    y, half, long = shoulder[1], -shoulder[0], shoulder[1] - joint["hips"][1]
    return {
        "upper-chest": ((0, y - 0.09 * long, 0), _FRONT),
        "chest": ((0, y - 0.25 * long, 0), _FRONT),
        "heart": ((0.42 * half, y - 0.24 * long, 0), _FRONT),
        "right-chest-side": ((-0.55 * half, y - 0.2 * long, 0), _FRONT),
        "stomach": ((0, y - 0.55 * long, 0), _FRONT),
        "belly": ((0, y - 0.7 * long, 0), _FRONT),
        "waist": ((0, y - 0.8 * long, 0), _FRONT),
        "right-hip": ((-7.0, y - 0.9 * long, 2.0), (-0.75, 0, 0.65)),
    }


def _shoulder_rays(joint: dict[str, np.ndarray]) -> dict[str, tuple]:
    x, y, z = joint["right_upper_arm_1"]
    return {
        "right-shoulder": ((0.86 * x, y - 2.0, z), (-0.1, 0.15, 1.0)),
        "right-shoulder-top": ((0.72 * x, y, z - 1.0), _UP),
    }


def _arm_rays(joint: dict[str, np.ndarray]) -> dict[str, tuple]:
    shoulder, elbow, wrist = joint["right_upper_arm_1"], joint["right_forearm_1"], joint["right_hand"]
    hinge = np.cross(elbow - shoulder, wrist - elbow)
    bend = _unit(np.cross(hinge, elbow - shoulder)) + _unit(np.cross(hinge, wrist - elbow))
    arm, fore = 0.5 * (shoulder + elbow), 0.45 * elbow + 0.55 * wrist
    outward = _unit(hinge) if hinge[0] < 0 else -_unit(hinge)
    return {
        "right-upper-arm": (arm, outward),
        "right-elbow": (elbow, -bend),
        "right-elbow-inside": (elbow, bend),
        "right-forearm-inside": (fore, -_palm_back(joint)),
        "right-forearm-outside": (fore, _palm_back(joint)),
    }


def _palm_back(joint: dict[str, np.ndarray]) -> np.ndarray:
    finger = joint["right_middle_1"] - joint["right_hand"]
    side = joint["right_index_1"] - joint["right_pinky_1"]
    back = -np.cross(side, finger)
    return back / np.linalg.norm(back)


def smooth_normals(source: Source, body: Figure, vertices: list[int]) -> np.ndarray:
    """Outward unit normals (n 3) at vertices, averaged over 2.2 cm of surface: a hand does not feel the crease of
    the lips."""
    v, quads = body.vertices[:NUM_BODY], source.quads["body"]
    total = np.zeros_like(v)
    np.add.at(total, quads, np.cross(v[quads[:, 2]] - v[quads[:, 0]], v[quads[:, 3]] - v[quads[:, 1]])[:, None])
    total[vertex_mask(source, "inside-mouth") > 0.5] = 0.0
    unit = total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12)
    means = []
    for vertex in vertices:
        near = np.linalg.norm(v - v[vertex], axis=1) < 0.022
        facing = near & (unit @ unit[near].mean(0) > 0.0)  # not the far side of an ear or a lip
        means.append(_unit(total[facing].sum(0)))
    return np.array(means)


def hand_vertices(source: Source, body: Figure, heads: np.ndarray, ends: np.ndarray, four: tuple) -> dict[str, int]:
    """Point of the right hand -> vertex: tip, pad, nail, radial and ulnar side of every finger, and points of the
    palm."""
    v, weights, bones = body.vertices[:NUM_BODY] * 100, *four
    names = list(BONES)
    nails = vertex_mask(source, "fingernails") > 0.5
    joint = {name: heads[i] * 100 for i, name in enumerate(names)}
    points: dict[str, int] = {}
    for i, finger in enumerate(FINGERS):
        chain = [joint[f"right_{finger}_{k}"] for k in (1, 2, 3)] + [ends[0, i] * 100]
        own = [np.flatnonzero(bones[:NUM_BODY, 0] == names.index(f"right_{finger}_{k}")) for k in (1, 2, 3)]
        nail = v[own[2][nails[own[2]]]].mean(0)
        points |= {f"{finger}-{what}": i for what, i in _finger_points(v, chain, own, nail).items()}
    palm = np.flatnonzero(weights[:NUM_BODY, 0] * (bones[:NUM_BODY, 0] == names.index("right_hand")) > 0.4)
    return points | _palm_points(v, palm, joint)


def _finger_points(v: np.ndarray, chain: list[np.ndarray], own: list[np.ndarray], nail: np.ndarray) -> dict[str, int]:
    along = _unit(chain[3] - chain[2])
    middle = 0.45 * chain[2] + 0.55 * chain[3]
    back = nail - middle
    back = _unit(back - along * (back @ along))
    thumbward = np.cross(back, along)  # right hand: fingers up, back away from the viewer: to the right
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
    return {
        name: _outermost_of(v, nearby if "wrist" in name or "knuckle" in name else palm, at, way, 1.3)
        for name, (at, way) in found.items()
    }


def _unit(x: np.ndarray) -> np.ndarray:
    return x / np.linalg.norm(x)


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
