"""Where the head's skin lies in its texture: a cylinder around the head, the same for every signer; and a square for
the eyes.

The texture is ``SIZE`` x ``SIZE``. Rows 0..HEAD_ROWS hold the head and neck, unrolled around a vertical axis behind
the eyes (column = angle, face in the middle); the square of ``EYE_SIDE`` pixels at the lower left holds an eyeball
seen from the front.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bake.mesh import triangles
from bake.source import NUM_BODY, Source, texture

SIZE = 512
EYE_SIDE = 104
HEAD_ROWS = SIZE - EYE_SIDE
TOP, BOTTOM = 1.10, -0.02
"""Heights on the reference body, shoulder widths."""
AXIS_DEPTH = -0.005
"""Depth z of the axis."""


@dataclass(frozen=True)
class HeadMap:
    """For every texel of the head's rows: where it lies on the reference body, and MakeHuman's texture coordinates
    there."""

    place: np.ndarray
    """(h w 3) shoulder widths."""
    normal: np.ndarray
    """(h w 3) unit."""
    base_uv: np.ndarray
    """(h w 2), origin at the lower left."""

    def mask(self, name: str) -> np.ndarray:
        """One of MakeHuman's masks (h w), 0..1."""
        image = texture(name)
        x = np.clip(self.base_uv[..., 0] * image.shape[1], 0, image.shape[1] - 1).astype(int)
        y = np.clip((1 - self.base_uv[..., 1]) * image.shape[0], 0, image.shape[0] - 1).astype(int)
        return image[y, x]


def head_uv(points: np.ndarray) -> np.ndarray:
    """Texture coordinates (f 3 2), 0..1, of the corners (f 3 3) of head faces on the reference body."""
    angle = np.arctan2(points[..., 0], points[..., 2] - AXIS_DEPTH)
    # a face across the seam at the back is kept together on the side of its first corner
    angle = np.where(angle - angle[:, :1] > np.pi, angle - 2 * np.pi, angle)
    angle = np.where(angle - angle[:, :1] < -np.pi, angle + 2 * np.pi, angle)
    u = 0.5 + angle / (2 * np.pi)
    v = (TOP - points[..., 1]) / (TOP - BOTTOM) * HEAD_ROWS / SIZE
    return np.stack([np.clip(u, 0.002, 0.998), np.clip(v, 0.002, HEAD_ROWS / SIZE - 0.004)], -1)


def eye_uv(points: np.ndarray, centre: np.ndarray, radius: float) -> np.ndarray:
    """Texture coordinates (f 3 2) of the corners (f 3 3) of an eyeball."""
    x = np.clip((points[..., 0] - centre[0]) / radius, -0.97, 0.97)
    y = np.clip((centre[1] - points[..., 1]) / radius, -0.97, 0.97)
    # the back half must not mirror the iris
    behind = (points[..., 2] < centre[2])[..., None]
    flat = np.stack([x, y], -1)
    flat = np.where(behind, 0.97 * flat / np.maximum(np.linalg.norm(flat, axis=-1, keepdims=True), 1e-6), flat)
    return (np.array([0, HEAD_ROWS]) + (flat + 1) / 2 * EYE_SIDE) / SIZE


def head_map(source: Source, reference: np.ndarray, normals: np.ndarray) -> HeadMap:
    """Unroll the reference body (v 3): the outermost skin wins where the cylinder meets it twice."""
    from scipy.ndimage import distance_transform_edt

    from stable_signer.pose_to_video import raster

    faces, uv = triangles(source.quads["body"]), triangles(source.quad_uv["body"])
    corners = reference[faces]
    head = (corners[..., 1] > BOTTOM - 0.1).all(1) & (np.abs(corners[..., 0]) < 0.6).all(1)
    faces, uv, corners = faces[head], uv[head], corners[head]
    flat = head_uv(corners) * SIZE
    away = np.hypot(corners[..., 0], corners[..., 2] - AXIS_DEPTH)
    screen = np.concatenate([flat, 1 + away[..., None]], -1).reshape(-1, 3).astype(np.float32)
    own = np.arange(len(screen), dtype=np.int32).reshape(-1, 3)
    near, seen = raster.new_buffers(HEAD_ROWS, SIZE, 1)
    raster.rasterise(screen, own, np.ones(len(own), bool), raster.SINGLE_SAMPLE, near, seen)
    y, x = np.mgrid[:HEAD_ROWS, :SIZE] + 0.5
    share = _shares(flat[seen], x, y)
    empty = near <= 0
    fill = np.asarray(distance_transform_edt(empty, return_distances=False, return_indices=True))
    mix = lambda values: np.einsum("hwk,hwkc->hwc", share, values[seen])[tuple(fill)]  # noqa: E731
    assert faces.max() < NUM_BODY
    return HeadMap(mix(corners), mix(normals[faces]), mix(uv))


def _shares(corners: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Barycentric coordinates (h w 3) of texels in their triangles (h w 3 2)."""
    (ax, ay), (bx, by), (cx, cy) = (np.moveaxis(corners[..., k, :], -1, 0) for k in range(3))
    area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
    area = np.where(np.abs(area) < 1e-12, 1e-12, area)
    p = ((bx - x) * (cy - y) - (cx - x) * (by - y)) / area
    q = ((cx - x) * (ay - y) - (ax - x) * (cy - y)) / area
    return np.stack([p, q, 1 - p - q], -1)
