"""Meshes whose vertices are mixtures of two vertices of MakeHuman's base mesh, so that every signer and every action
moves them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Patch:
    """A triangle mesh over the base mesh: vertex i = (1 - t) base[first] + t base[second]."""

    first: np.ndarray
    """(v) base vertices."""
    second: np.ndarray
    """(v) base vertices."""
    t: np.ndarray
    """(v) share of the second."""
    faces: np.ndarray
    """(f 3) vertices of this patch."""
    base_uv: np.ndarray
    """(f 3 2) MakeHuman's texture coordinates of the corners."""

    def of(self, base: np.ndarray) -> np.ndarray:
        """Values of the vertices (v ...) mixed from values of the base vertices."""
        t = self.t.reshape(-1, *[1] * (base.ndim - 1))
        return (1 - t) * base[self.first] + t * base[self.second]


def triangles(quads: np.ndarray) -> np.ndarray:
    """Two triangles for each quad: (n 4 ...) to (2 n 3 ...)."""
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


def patch_of(quads: np.ndarray, quad_uv: np.ndarray) -> Patch:
    """The patch of base mesh quads (f 4) with their texture coordinates (f 4 2)."""
    used, faces = np.unique(triangles(quads), return_inverse=True)
    return Patch(used, used, np.zeros(len(used)), faces.reshape(-1, 3), triangles(quad_uv))


def keep(patch: Patch, chosen: np.ndarray) -> Patch:
    """The patch with the chosen faces (f,) bool alone."""
    used, faces = np.unique(patch.faces[chosen], return_inverse=True)
    uv = patch.base_uv[chosen]
    return Patch(patch.first[used], patch.second[used], patch.t[used], faces.reshape(-1, 3), uv)


def clip(patch: Patch, height: np.ndarray) -> Patch:
    """Cut off where ``height`` (v,) is negative; new vertices lie on the edges where it is 0. Needs an unclipped
    patch there."""
    inside = height[patch.faces] >= 0
    whole = inside.all(1)
    faces, uv = [patch.faces[whole]], [patch.base_uv[whole]]
    first, second, t = list(patch.first), list(patch.second), list(patch.t)
    made: dict[tuple[int, int], int] = {}

    def border(a: int, b: int) -> int:
        key = (min(a, b), max(a, b))
        if key not in made:
            made[key] = len(first)
            share = height[key[0]] / (height[key[0]] - height[key[1]])
            first.append(patch.first[key[0]])
            second.append(patch.first[key[1]])
            t.append(share)
        return made[key]

    cut_faces, cut_uv = [], []
    for f in np.flatnonzero(inside.any(1) & ~whole):
        ring = _clipped_ring(patch.faces[f], inside[f], border)
        corners = patch.base_uv[f].mean(0)
        for k in range(1, len(ring) - 1):
            cut_faces.append((ring[0], ring[k], ring[k + 1]))
            cut_uv.append(np.tile(corners, (3, 1)))
    if cut_faces:
        faces.append(np.array(cut_faces))
        uv.append(np.array(cut_uv))
    cut = Patch(np.array(first), np.array(second), np.array(t), np.concatenate(faces), np.concatenate(uv))
    return keep(cut, np.ones(len(cut.faces), bool))


def _clipped_ring(corners: np.ndarray, inside: np.ndarray, border) -> list[int]:
    ring = []
    for k in range(3):
        a, b = int(corners[k]), int(corners[(k + 1) % 3])
        if inside[k]:
            ring.append(a)
        if inside[k] != inside[(k + 1) % 3]:
            ring.append(border(a, b))
    return ring


def border_edges(faces: np.ndarray) -> np.ndarray:
    """Edges (e 2) that belong to one face only, in the direction of that face."""
    edges = faces[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2)
    known = {(int(a), int(b)) for a, b in edges}
    return np.array([(a, b) for a, b in edges if (int(b), int(a)) not in known]).reshape(-1, 2)


def neighbours_mean(faces: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Mean of the neighbours' values at every vertex (v ...)."""
    edges = faces[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2)
    edges = np.unique(np.sort(edges, 1), axis=0)
    total, count = np.zeros_like(values), np.zeros(len(values))
    for a, b in (edges.T, edges.T[::-1]):
        np.add.at(total, a, values[b])
        np.add.at(count, a, 1)
    return total / np.maximum(count, 1).reshape(-1, *[1] * (values.ndim - 1))


def normals_of(vertices: np.ndarray, faces: np.ndarray) -> np.ndarray:
    """Unit normals (v 3), area-weighted."""
    corners = vertices[faces]
    face_normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    total = np.zeros_like(vertices)
    for k in range(3):
        np.add.at(total, faces[:, k], face_normals)
    return total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12)
