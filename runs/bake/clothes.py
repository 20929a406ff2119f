"""A plain crew-neck shirt with long sleeves, made from MakeHuman's body-suit helper: cut, loosened, smoothed, hemmed."""

from __future__ import annotations

import numpy as np

from bake.mesh import Patch, border_edges, clip, keep, neighbours_mean, normals_of, patch_of
from bake.source import Source

COLLAR = (0.265, 0.285, 0.225)
"""Half axes of the neckline seen from above, on the reference body: to the side, to the front, to the back."""
COLLAR_DEPTH = -0.03
"""Depth z of the neckline's middle."""
CUFF = 0.90
"""Where the sleeve ends, as a share of the way from elbow to wrist."""
WAIST = -2.75
"""Where the picture never reaches."""
LOOSE = 0.022
"""Room between skin and cloth, shoulder widths."""


def inside_neckline(points: np.ndarray) -> np.ndarray:
    """How far (v,) reference points lie inside the neckline seen from above, shoulder widths; negative outside and below."""
    side, front, back = COLLAR
    z = points[:, 2] - COLLAR_DEPTH
    radius = np.hypot(points[:, 0] / side, z / np.where(z > 0, front, back))
    return np.where(points[:, 1] > -0.1, (1 - radius) * side, -1.0)


def along_forearm(points: np.ndarray, elbow: np.ndarray, wrist: np.ndarray) -> np.ndarray:
    """Place (v,) along elbow (0) to wrist (1) of points on that side's arm; -1 elsewhere."""
    axis = wrist - elbow
    place = (points - elbow) @ axis / (axis @ axis)
    away = np.linalg.norm(points - (elbow + place[:, None] * axis), axis=1)
    return np.where((away < 0.35) & (place > -0.2), place, -1.0)


def shirt_patch(source: Source, reference: np.ndarray, elbows: np.ndarray, wrists: np.ndarray) -> Patch:
    """The shirt's faces, chosen and cut on the reference body (v 3) in canonical units; elbows, wrists (2 3)."""
    patch = patch_of(source.quads["helper-tights"], source.quad_uv["helper-tights"])
    patch = keep(patch, (patch.of(reference)[patch.faces][..., 1] > WAIST).any(1))
    patch = clip(patch, -inside_neckline(patch.of(reference)))
    for elbow, wrist in zip(elbows, wrists, strict=True):
        patch = clip(patch, CUFF - along_forearm(patch.of(reference), elbow, wrist))
    return patch


def fit(patch: Patch, base: np.ndarray) -> np.ndarray:
    """Places (v 3) of the shirt's vertices on one signer's base vertices: loosened and smoothed, hems kept round."""
    points = patch.of(base)
    border = np.unique(border_edges(patch.faces))
    sleeve = np.clip((np.abs(points[:, 0]) - 0.55) / 0.35, 0, 1)[:, None]
    tight = np.clip((np.abs(points[:, 0]) - 1.0) / 0.3, 0, 1)[:, None]
    points = points + LOOSE * (1 - 0.6 * tight) * normals_of(points, patch.faces)
    for _ in range(14):
        smooth = neighbours_mean(patch.faces, points)
        amount = 0.55 - 0.35 * sleeve
        amount[border] = 0.0
        points = points + amount * (smooth - points)
    return points + 0.3 * LOOSE * normals_of(points, patch.faces)


def hem(patch: Patch, points: np.ndarray, depth: float = 0.035) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A ring folded inward from the borders: its places (n 3), its faces over the shirt's and its own vertices, its origins (n)."""
    edges = border_edges(patch.faces)
    rim = np.unique(edges)
    number = {int(v): len(points) + i for i, v in enumerate(rim)}
    ring = points[rim] - depth * normals_of(points, patch.faces)[rim]
    faces = []
    for a, b in edges:
        faces += [(b, a, number[int(a)]), (b, number[int(a)], number[int(b)])]
    return ring, np.array(faces), rim
