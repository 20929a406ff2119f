"""From bones to the vertices of a body: facial actions, then linear blend skinning. Compiled, one frame at a time."""

from __future__ import annotations

import numpy as np
from numba import njit

from stable_signer.body.signer import Body


def posed_vertices(body: Body, matrices: np.ndarray, face: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
    """Vertices (v 3) float32 of one frame.

    ``matrices`` (b 3 4) float32 from ``Bones.skinning``, ``face`` (52) weights of facial actions; ``out`` is
    reused if given.
    """
    out = np.empty_like(body.rest_vertices) if out is None else out
    rest = body.rest_vertices
    active = np.flatnonzero(np.abs(face) > 1e-4)
    if len(active):
        rest = rest.copy()
        weights = np.asarray(face, np.float32)[active]
        moved = weights @ body.action_deltas[active].reshape(len(active), -1)
        rest[body.action_vertices] += moved.reshape(-1, 3)
    _blend(rest, body.weights, body.weight_bones, np.ascontiguousarray(matrices, np.float32), out)
    return out


@njit(cache=True, nogil=True)
def _blend(rest: np.ndarray, weights: np.ndarray, bones: np.ndarray, matrices: np.ndarray, out: np.ndarray) -> None:
    for v in range(rest.shape[0]):
        x, y, z = rest[v, 0], rest[v, 1], rest[v, 2]
        for i in range(3):
            total = np.float32(0)
            for k in range(4):
                w = weights[v, k]
                if w > 0:
                    m = matrices[bones[v, k]]
                    total += w * (m[i, 0] * x + m[i, 1] * y + m[i, 2] * z + m[i, 3])
            out[v, i] = total
