"""Puts mesh, rig, actions, places and distance grids of every signer into safetensors files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from bake import landmarks, places, skeleton
from bake.base import shoulders
from bake.grid import signed_distance
from bake.signers import RECIPES, Recipe
from bake.source import NUM_BODY, Figure, Source, figure, load_source, vertex_mask

SKIN, CLOTH, HAIR, EYE, TEETH, MOUTH, NAIL, LASH = range(8)
GROUPS = {
    "helper-r-eye": EYE,
    "helper-l-eye": EYE,
    "helper-upper-teeth": TEETH,
    "helper-lower-teeth": TEETH,
    "helper-tongue": MOUTH,
    **{f"helper-{side}-eyelashes-{k}": LASH for side in "rl" for k in (1, 2)},
}
"""Material of the groups of faces beside the skin."""
_GIRDLE = ("_eye", "_clavicle", "_shoulder")
_CLOTHED = ("hips", "spine", "chest")
_CLOTHED_ENDS = ("_clavicle", "_shoulder", "upper_arm_1", "upper_arm_2", "forearm_1")
CLOTH_CM = 0.6
"""Distance of the shirt from the skin, as places to touch and the distance grid see it."""
CUT = 0.95
"""The mesh ends this many metres below the crown of the reference figure's head: above the knee."""


@dataclass(frozen=True)
class Topology:
    """What all signers share: kept vertices of the base mesh, triangles over them, and their material."""

    kept: np.ndarray
    faces: np.ndarray
    material: np.ndarray


def bake_all(folder: Path) -> None:
    """Write ``shared.safetensors`` and one file a signer."""
    source = load_source()
    reference = figure(source, {}, {})
    topology = cut(source, reference)
    folder.mkdir(parents=True, exist_ok=True)
    places_at = save_shared(source, reference, topology, folder)
    for recipe in RECIPES:
        save_signer(source, topology, recipe, places_at, folder)


def cut(source: Source, reference: Figure) -> Topology:
    """The triangles above the cut, of the body and of eyes, teeth, tongue and lashes."""
    groups = {"body": SKIN, **GROUPS}
    quads = np.concatenate([source.quads[name] for name in groups])
    material = np.concatenate([np.full(len(source.quads[name]), m) for name, m in groups.items()])
    high = reference.vertices[:, 1] > reference.vertices[:NUM_BODY, 1].max() - CUT
    keep = high[quads].all(1)
    quads, material = quads[keep], material[keep]
    kept, flat = np.unique(quads, return_inverse=True)
    quads = flat.reshape(quads.shape)
    faces = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    per_vertex = np.zeros(len(kept), np.uint8)
    per_vertex[quads.ravel()] = np.repeat(material, 4)
    return Topology(kept, faces, per_vertex)


def save_shared(source: Source, reference: Figure, topology: Topology, folder: Path) -> list[int]:
    """Topology, skin weights, facial actions and the vertices of places, which are returned (in the base mesh)."""
    weights, bones = skeleton.four_weights(source)
    heads, ends = skeleton.our_heads(source, reference), skeleton.finger_ends(source, reference)
    face = landmarks.face_68(source, reference)
    index = np.full(len(source.weights), -1)
    index[topology.kept] = np.arange(len(topology.kept))
    deltas = source.action_deltas[:, topology.kept]
    right = places.hand_vertices(source, reference, heads, ends, (weights, bones))
    skin = reference.vertices[:NUM_BODY]
    left = {name: landmarks.mirrored(skin, i) for name, i in right.items()}
    nails = _nail_vertices(source, bones, skin)
    found = places.place_vertices(source, reference, heads, face)
    meta = {
        "bones": list(skeleton.BONES),
        "actions": list(source.actions),
        "places": {name: int(index[i]) for name, i in found.items()},
        "hand_points": [{name: int(index[i]) for name, i in side.items()} for side in (right, left)],
    }
    marks = np.append(face, landmarks.tongue_tip(source, reference))
    moved = np.unique(index[marks])
    tensors = {
        "faces": topology.faces.astype(np.uint16),
        "material": topology.material,
        "weights": np.round(weights[topology.kept] * 255).astype(np.uint8),
        "weight_bones": bones[topology.kept].astype(np.uint8),
        "cloth": under_cloth(source, topology).astype(np.uint8),
        "parents": skeleton.our_parents(source).astype(np.int16),
        "action_vertices": moved.astype(np.uint16),
        "action_deltas": deltas[:, moved].astype(np.float16),
        "face_68": index[face].astype(np.int32),
        "tongue_tip": index[[landmarks.tongue_tip(source, reference)]].astype(np.int32),
        "neutral_faces": np.stack([_neutral_face(source, recipe, marks) for recipe in RECIPES]).astype(np.float32),
        "nails": np.array([index[nails], [index[landmarks.mirrored(skin, i)] for i in nails]], np.int32),
    }
    _save(tensors, folder / "shared.safetensors", {"stable_signer": json.dumps(meta)})
    return list(found.values())


def _neutral_face(source: Source, recipe: Recipe, marks: np.ndarray) -> np.ndarray:
    """Face points and tip of the tongue (69 3) of a signer at rest, from the head joint, metres."""
    body = figure(source, recipe.phenotype, recipe.changes)
    head = skeleton.our_heads(source, body)[list(skeleton.BONES).index("head")]
    return body.vertices[marks] - head


def _save(tensors: dict[str, np.ndarray], path: Path, meta: dict[str, str]) -> None:
    # safetensors writes the memory as it lies there, so the order must be C
    save_file({name: np.ascontiguousarray(array) for name, array in tensors.items()}, path, meta)
    path.chmod(0o644)


def _nail_vertices(source: Source, bones: np.ndarray, points: np.ndarray) -> list[int]:
    """One vertex in the middle of each nail of the right hand, thumb to little finger."""
    nails, names = vertex_mask(source, "fingernails"), list(skeleton.BONES)
    middle = []
    for finger in skeleton.FINGERS:
        own = np.flatnonzero((bones[:NUM_BODY, 0] == names.index(f"right_{finger}_3")) & (nails > 0.5))
        middle.append(int(own[np.argmin(np.linalg.norm(points[own] - points[own].mean(0), axis=1))]))
    return middle


def save_signer(source: Source, topology: Topology, recipe: Recipe, places_at: list[int], folder: Path) -> None:
    """Rest vertices, joints and the distance grid of one signer, in shoulder widths from the neck."""
    body = figure(source, recipe.phenotype, recipe.changes)
    heads, ends = skeleton.our_heads(source, body), skeleton.finger_ends(source, body)
    neck, width = shoulders(heads)
    vertices = (body.vertices[topology.kept] - neck) / width
    surface = dressed(vertices * width * 100, topology.faces, under_cloth(source, topology), CLOTH_CM)
    grid, corner = signed_distance(surface, _trunk(source, topology))
    tensors = {
        "vertices": vertices.astype(np.float32),
        "heads": ((heads - neck) / width).astype(np.float32),
        "finger_ends": ((ends - neck) / width).astype(np.float32),
        "hips": ((skeleton.hip_joints(source, body) - neck) / width).astype(np.float32),
        "place_normals": places.smooth_normals(source, body, places_at).astype(np.float32),
        "cm": np.array([width * 100], np.float32),
        "grid": grid,
        "grid_corner": corner.astype(np.float32),
    }
    _save(tensors, folder / f"{recipe.name}.safetensors", {"stable_signer": json.dumps({"about": recipe.about})})


def _trunk(source: Source, topology: Topology) -> np.ndarray:
    """Triangles of head, neck and torso, without arms, and without the inside of the mouth."""
    weights, bones = skeleton.four_weights(source)
    arm = np.array([name.startswith(("right_", "left_")) and not name.endswith(_GIRDLE) for name in skeleton.BONES])
    on_arm = (weights * arm[bones]).sum(1)[topology.kept] > 0.6
    hidden = np.zeros(len(source.weights))
    hidden[:NUM_BODY] = vertex_mask(source, "inside-mouth")
    drop = on_arm | (topology.material != SKIN) | (hidden[topology.kept] > 0.5)
    return topology.faces[~drop[topology.faces].any(1)]


def under_cloth(source: Source, topology: Topology) -> np.ndarray:
    """Which kept vertices (v,) a shirt and trousers cover: trunk, legs, and arms down to the middle of the forearm."""
    _, bones = skeleton.four_weights(source)
    covered = [name.startswith(_CLOTHED) or name.endswith(_CLOTHED_ENDS) for name in skeleton.BONES]
    return np.array(covered)[bones[topology.kept, 0]] & (topology.material == SKIN)


def dressed(vertices: np.ndarray, faces: np.ndarray, cloth: np.ndarray, thickness: float) -> np.ndarray:
    """Vertices (v 3) with those under the cloth moved out to its surface."""
    a, b, c = (vertices[faces[:, i]] for i in range(3))
    normal = np.cross(b - a, c - a)
    total = np.zeros_like(vertices)
    np.add.at(total, faces, normal[:, None])
    total /= np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12)
    return vertices + thickness * total * cloth[:, None]
