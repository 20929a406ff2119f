"""A plain crew-neck shirt with long sleeves, and trousers, made from MakeHuman's body suit: cut, loosened, smoothed,
hemmed."""

from __future__ import annotations

import numpy as np

from bake.mesh import Patch, border_edges, clip, keep, neighbours_mean, normals_of, patch_of
from bake.source import Source

NECK_FRONT = (0.085, 0.25)
NECK_BACK = (0.27, -0.25)
"""Height and depth, in shoulder widths, of the neckline in front and at the back of the reference body."""
NECK_SIDE = 0.255
"""How far the neckline reaches to each side."""
CUFF = 0.90
"""Where the sleeve ends, as a share of the way from elbow to wrist."""
SHIRT_END, TROUSERS_BEGIN, KNEE = -1.44, -1.28, -2.75
"""Heights on the reference body; no picture reaches the knee."""
LOOSE = 0.026
"""Room between skin and cloth, shoulder widths."""


def inside_neckline(points: np.ndarray) -> np.ndarray:
    """How far (v,) reference points lie inside the neckline, shoulder widths; negative on the shirt's side."""
    (y_front, z_front), (y_back, z_back) = NECK_FRONT, NECK_BACK
    slope = np.array([0.0, z_front - z_back, y_back - y_front])
    above = (points - [0.0, y_front, z_front]) @ (slope / np.linalg.norm(slope))
    beside = NECK_SIDE - np.abs(points[:, 0])
    round_corner = 16.0
    soft = -np.logaddexp(-round_corner * above, -round_corner * beside) / round_corner
    return np.where(points[:, 1] > 0.45, np.maximum(above, 0.2), soft)


def along_forearm(points: np.ndarray, elbow: np.ndarray, wrist: np.ndarray) -> np.ndarray:
    """Place (v,) along elbow (0) to wrist (1) of points on that side's arm; -1 elsewhere."""
    axis = wrist - elbow
    place = (points - elbow) @ axis / (axis @ axis)
    away = np.linalg.norm(points - (elbow + place[:, None] * axis), axis=1)
    return np.where((away < 0.35) & (place > -0.2), place, -1.0)


def shirt_patch(source: Source, reference: np.ndarray, elbows: np.ndarray, wrists: np.ndarray) -> Patch:
    """The shirt's faces, chosen and cut on the reference body (v 3) in canonical units; elbows, wrists (2 3)."""
    patch = patch_of(source.quads["helper-tights"], source.quad_uv["helper-tights"])
    patch = clip(patch, _trunk_height(patch, reference) - SHIRT_END)
    patch = clip(patch, -inside_neckline(patch.of(reference)))
    for elbow, wrist in zip(elbows, wrists, strict=True):
        patch = clip(patch, CUFF - along_forearm(patch.of(reference), elbow, wrist))
    return patch


def trousers_patch(source: Source, reference: np.ndarray) -> Patch:
    """From under the shirt's end to the knee."""
    patch = patch_of(source.quads["helper-tights"], source.quad_uv["helper-tights"])
    patch = keep(patch, np.all(patch.of(reference)[patch.faces][..., 1] > KNEE, axis=1))
    return clip(patch, TROUSERS_BEGIN - _trunk_height(patch, reference))


def _trunk_height(patch: Patch, reference: np.ndarray) -> np.ndarray:
    """Height (v,) of points of trunk and legs; hanging sleeves count as high."""
    points = patch.of(reference)
    return np.where(np.abs(points[:, 0]) > 0.9, 0.0, points[:, 1])


def fit(patch: Patch, base: np.ndarray) -> np.ndarray:
    """Places (v 3) of the shirt's vertices on one signer's base vertices: loosened and smoothed, hems kept round."""
    points = patch.of(base)
    border = np.unique(border_edges(patch.faces))
    sleeve = np.clip((np.abs(points[:, 0]) - 0.55) / 0.35, 0, 1)[:, None]
    tight = np.clip((np.abs(points[:, 0]) - 1.0) / 0.3, 0, 1)[:, None]
    points = points + LOOSE * (1 - 0.6 * tight) * normals_of(points, patch.faces)
    for _ in range(9):
        smooth = neighbours_mean(patch.faces, points)
        amount = 0.55 - 0.35 * sleeve
        amount[border] = 0.0
        points = points + amount * (smooth - points)
    swell = 0.3 * LOOSE + 0.0075 * _folds(points)[:, None]
    return round_borders(points + swell * normals_of(points, patch.faces), border_edges(patch.faces))


def _folds(points: np.ndarray) -> np.ndarray:
    """Soft creases (v,) of unit height: across the sleeves, slanting over belly and sides, none on the chest."""
    x, y, z = points.T
    arm = np.clip((np.abs(x) - 0.62) / 0.2, 0, 1)
    belly = np.clip((-0.75 - y) / 0.5, 0, 1) * (1 - arm)
    along = np.abs(x) * 0.75 - y * 0.66 + 0.15 * z
    sleeves = np.sin(along * 21 + 2.2 * np.sin(z * 9 + x)) + 0.6 * np.sin(along * 13 + 5 * z)
    slant = np.sin(9 * y + 5 * np.abs(x - 0.1) + 3 * z) + 0.7 * np.sin(14 * y - 6 * x + 1)
    return arm * sleeves + 0.8 * belly * slant


def round_borders(points: np.ndarray, edges: np.ndarray, times: int = 6) -> np.ndarray:
    """Straighten the jagged borders: every border vertex moves towards the middle of its neighbours on the border."""
    rim = np.unique(edges)
    for _ in range(times):
        total, count = np.zeros_like(points), np.zeros((len(points), 1))
        for a, b in (edges.T, edges.T[::-1]):
            np.add.at(total, a, points[b])
            np.add.at(count, a, 1)
        points = points.copy()
        points[rim] += 0.5 * (total[rim] / np.maximum(count[rim], 1) - points[rim])
    return points


def hem(
    patch: Patch, points: np.ndarray, edges: np.ndarray, width: float = 0.05
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ribbed bands along the borders: places (3 n, 3), faces over the bands' own vertices, and their origins (3 n) in
    the patch.

    Three rings: folded in towards the skin, on the border, and on the cloth ``width`` away from it.
    """
    rim, local = np.unique(edges, return_inverse=True)
    local = local.reshape(-1, 2)
    normals = normals_of(points, patch.faces)[rim]
    inward = neighbours_mean(patch.faces, points)[rim] - points[rim]
    along = np.zeros_like(inward)
    np.add.at(along, local[:, 0], points[edges[:, 1]] - points[edges[:, 0]])
    np.add.at(along, local[:, 1], points[edges[:, 1]] - points[edges[:, 0]])
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    inward -= (inward * along).sum(1, keepdims=True) * along
    inward /= np.maximum(np.linalg.norm(inward, axis=1, keepdims=True), 1e-9)
    rings = [
        points[rim] - 0.030 * normals,
        points[rim] + 0.010 * normals,
        points[rim] + width * inward + 0.007 * normals,
    ]
    n = len(rim)
    faces = []
    for a, b in local:
        for inner, outer in ((0, 1), (1, 2)):
            ia, ib, oa, ob = a + inner * n, b + inner * n, a + outer * n, b + outer * n
            faces += [(ia, ib, ob), (ia, ob, oa)]
    return np.concatenate(rings), np.array(faces), np.tile(rim, 3)
