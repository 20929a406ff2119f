"""One signer's whole MakeHuman base mesh (helpers included) in the canonical space and rest pose of ``body.signer``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bake import skeleton
from bake.signers import RECIPES
from bake.source import Source, figure, load_source


@dataclass(frozen=True)
class BaseSigner:
    """Vertices in the numbering of ``base.obj``; unit = shoulder width, origin = neck, bones = ``skeleton.BONES``."""

    name: str
    cm: float
    vertices: np.ndarray
    """(v 3)."""
    heads: np.ndarray
    """(b 3)."""
    weights: np.ndarray
    """(v 4), rows sum to 1."""
    weight_bones: np.ndarray
    """(v 4)."""
    actions: tuple[str, ...]
    action_deltas: np.ndarray
    """(52 v 3) at weight 1, in shoulder widths."""
    source: Source
    """Faces and texture coordinates of every group: ``source.quads``, ``source.quad_uv``; masks:
    ``source.vertex_mask``."""


def base_of(name: str) -> BaseSigner:
    """The base mesh of a signer of ``RECIPES``. Raises ``KeyError`` for another name."""
    recipe = {recipe.name: recipe for recipe in RECIPES}[name]
    source = load_source()
    body = figure(source, recipe.phenotype, recipe.changes)
    heads = skeleton.our_heads(source, body)
    neck, width = shoulders(heads)
    weights, bones = skeleton.four_weights(source)
    return BaseSigner(
        name=name,
        cm=width * 100,
        vertices=(body.vertices - neck) / width,
        heads=(heads - neck) / width,
        weights=weights,
        weight_bones=bones,
        actions=source.actions,
        action_deltas=source.action_deltas / width,
        source=source,
    )


def shoulders(heads: np.ndarray) -> tuple[np.ndarray, float]:
    """Neck (3,) = midpoint of the shoulder joints, and the distance between them, in the units of ``heads`` (b 3)."""
    names = list(skeleton.BONES)
    pair = heads[[names.index("right_upper_arm_1"), names.index("left_upper_arm_1")]]
    return pair.mean(0), float(np.linalg.norm(pair[1] - pair[0]))
