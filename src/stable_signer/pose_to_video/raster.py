"""A z-buffer for triangle meshes on a CPU, the same to the bit on every machine (no fast-math, one fixed order).

A pixel has several sample rows; every row has its own horizontal offset, so four samples of a pixel have four different
heights *and* four different columns (a rotated grid), which smooths near-horizontal and near-vertical edges alike.
Buffers are laid out as ``(rows, width)`` with ``rows = height * samples``: the samples of pixel ``(y, x)`` are
``buffer[samples * y : samples * (y + 1), x]``.

Letters: h w picture, r sample rows, v vertices, f faces. Screen space: x right, y down, in pixels, corner of the
picture at 0; the third number is ``1 / depth`` (perspective) or any quantity that is linear on the screen and larger
when nearer.
"""

from __future__ import annotations

import math

import numpy as np

from stable_signer.pose_to_video.kernel import inner, kernel

ROTATED_GRID = np.array([0.375, 0.875, 0.125, 0.625])
"""Horizontal offsets in pixels of the four sample rows of a pixel."""

SINGLE_SAMPLE = np.array([0.5])
"""One sample in the middle of the pixel: for maps that are blurred anyway."""


def new_buffers(height: int, width: int, samples: int) -> tuple[np.ndarray, np.ndarray]:
    """Empty nearness (r w) float32 and face index (r w) int32 buffers for ``rasterise``."""
    shape = (height * samples, width)
    return np.zeros(shape, np.float32), np.full(shape, -1, np.int32)


@inner
def _fill_rows(
    y_from: float, y_to: float, x_a: float, y_a: float, slope_a: float, x_b: float, y_b: float, slope_b: float,
    n_0: float, n_x: float, n_y: float, face: int, offsets: np.ndarray, nearness: np.ndarray, faces_seen: np.ndarray,
) -> None:  # fmt: skip
    """Fill the samples between two edges; each edge is a point and a slope, the nearness a plane ``n_0 + n_x x + n_y
    y``."""
    samples = offsets.shape[0]
    rows, width = nearness.shape
    first = max(0, math.ceil(y_from * samples - 0.5))
    last = min(rows, math.ceil(y_to * samples - 0.5))
    spacing = 1.0 / samples
    k = first % samples
    for r in range(first, last):
        y = (r + 0.5) * spacing
        offset = offsets[k]
        k = k + 1 if k + 1 < samples else 0
        left = x_a + (y - y_a) * slope_a
        right = x_b + (y - y_b) * slope_b
        if left > right:
            left, right = right, left
        start = max(0, math.ceil(left - offset))
        stop = min(width, math.ceil(right - offset))
        near = n_0 + n_y * y + n_x * offset
        for x in range(start, stop):
            here = np.float32(near + n_x * x)
            if here > nearness[r, x]:
                nearness[r, x] = here
                faces_seen[r, x] = face


@kernel
def _fill_triangle(
    x0: float, y0: float, x1: float, y1: float, x2: float, y2: float,
    n_0: float, n_x: float, n_y: float, face: int, offsets: np.ndarray, nearness: np.ndarray, faces_seen: np.ndarray,
) -> None:  # fmt: skip
    """Fill one triangle. Edges are walked from their upper end, so that neighbours cut every row at the same place."""
    if y1 < y0:
        x0, y0, x1, y1 = x1, y1, x0, y0
    if y2 < y0:
        x0, y0, x2, y2 = x2, y2, x0, y0
    if y2 < y1:
        x1, y1, x2, y2 = x2, y2, x1, y1
    if y2 <= y0:
        return
    long = (x2 - x0) / (y2 - y0)
    if y1 > y0:
        upper = (x1 - x0) / (y1 - y0)
        _fill_rows(y0, y1, x0, y0, long, x0, y0, upper, n_0, n_x, n_y, face, offsets, nearness, faces_seen)
    if y2 > y1:
        lower = (x2 - x1) / (y2 - y1)
        _fill_rows(y1, y2, x0, y0, long, x1, y1, lower, n_0, n_x, n_y, face, offsets, nearness, faces_seen)


@kernel
def rasterise(
    screen: np.ndarray,
    faces: np.ndarray,
    two_sided: np.ndarray,
    offsets: np.ndarray,
    nearness: np.ndarray,
    faces_seen: np.ndarray,
) -> None:
    """Clear ``nearness`` (r w) and draw every face into it; where it is > 0 afterwards, ``faces_seen`` (r w) names
    the face.

    screen (v 3) float32: pixels and nearness; faces (f 3), counter-clockwise seen from outside; two_sided (f) bool:
    draw the back as well; offsets (samples): see ``ROTATED_GRID``. Faces with a corner at nearness <= 0 (behind the
    eye) are left out.
    """
    nearness[:] = np.float32(0)
    for f in range(faces.shape[0]):
        a, b, c = faces[f, 0], faces[f, 1], faces[f, 2]
        x0, y0, w0 = float(screen[a, 0]), float(screen[a, 1]), float(screen[a, 2])
        x1, y1, w1 = float(screen[b, 0]), float(screen[b, 1]), float(screen[b, 2])
        x2, y2, w2 = float(screen[c, 0]), float(screen[c, 1]), float(screen[c, 2])
        # y points down on the screen, so a face that looks at the eye has a negative area
        area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        if area == 0.0 or (area > 0.0 and not two_sided[f]) or min(w0, w1, w2) <= 0.0:
            continue
        n_x = ((w1 - w0) * (y2 - y0) - (w2 - w0) * (y1 - y0)) / area
        n_y = ((w2 - w0) * (x1 - x0) - (w1 - w0) * (x2 - x0)) / area
        n_0 = w0 - n_x * x0 - n_y * y0
        _fill_triangle(x0, y0, x1, y1, x2, y2, n_0, n_x, n_y, f, offsets, nearness, faces_seen)


@kernel
def vertex_normals(vertices: np.ndarray, faces: np.ndarray, normals: np.ndarray) -> None:
    """Write unit normals (v 3), area-weighted over the faces (f 3) of the mesh ``vertices`` (v 3)."""
    normals[:] = np.float32(0)
    for f in range(faces.shape[0]):
        a, b, c = faces[f, 0], faces[f, 1], faces[f, 2]
        ux, uy, uz = (vertices[b, 0] - vertices[a, 0], vertices[b, 1] - vertices[a, 1], vertices[b, 2] - vertices[a, 2])
        wx, wy, wz = (vertices[c, 0] - vertices[a, 0], vertices[c, 1] - vertices[a, 1], vertices[c, 2] - vertices[a, 2])
        nx, ny, nz = uy * wz - uz * wy, uz * wx - ux * wz, ux * wy - uy * wx
        for i in (a, b, c):
            normals[i, 0] += nx
            normals[i, 1] += ny
            normals[i, 2] += nz
    for v in range(normals.shape[0]):
        length = math.sqrt(normals[v, 0] ** 2 + normals[v, 1] ** 2 + normals[v, 2] ** 2)
        if length > 0.0:
            scale = np.float32(1.0 / length)
            for axis in range(3):
                normals[v, axis] *= scale
