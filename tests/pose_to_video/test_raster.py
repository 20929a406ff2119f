"""The z-buffer against a slow oracle, and its laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stable_signer.pose_to_video.raster import ROTATED_GRID, new_buffers, rasterise, vertex_normals

SIZE = 24
SEEDS = st.integers(0, 2**32 - 1)


def draw(screen: np.ndarray, faces: np.ndarray, two_sided: bool = True) -> tuple[np.ndarray, np.ndarray]:
    """Nearness (r w), and face seen (r w) with -1 for none."""
    near, seen = new_buffers(SIZE, SIZE, 4)
    both = np.full(len(faces), two_sided)
    rasterise(screen.astype(np.float32), faces.astype(np.int32), both, ROTATED_GRID, near, seen)
    return near, np.where(near > 0, seen, -1)


def sample_places() -> tuple[np.ndarray, np.ndarray]:
    """Screen x, y (r w) of every sample."""
    r, x = np.mgrid[: 4 * SIZE, :SIZE]
    return x + ROTATED_GRID[r % 4], (r + 0.5) / 4


def slow_oracle(screen: np.ndarray, faces: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Nearest face (r w) by barycentric coordinates, and how far the sample is from any edge."""
    x, y = sample_places()
    nearest, best, margin = np.full(x.shape, -1), np.zeros(x.shape), np.full(x.shape, np.inf)
    for f, face in enumerate(faces):
        (ax, ay, an), (bx, by, bn), (cx, cy, cn) = screen[face].astype(np.float64)
        area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
        p = ((bx - x) * (cy - y) - (cx - x) * (by - y)) / area
        q = ((cx - x) * (ay - y) - (ax - x) * (cy - y)) / area
        s = 1 - p - q
        margin = np.minimum(margin, np.min(np.abs([p, q, s]), 0))
        near = p * an + q * bn + s * cn
        wins = (np.minimum(np.minimum(p, q), s) > 0) & (near > best)
        margin = np.where(np.abs(near - best) < 1e-4, 0, margin)
        nearest, best = np.where(wins, f, nearest), np.where(wins, near, best)
    return nearest, margin


@given(SEEDS)
@settings(max_examples=40, deadline=None)
def test_agrees_with_a_slow_oracle(seed: int) -> None:
    random = np.random.default_rng(seed)
    screen = np.column_stack([random.uniform(-6, SIZE + 6, (15, 2)), random.uniform(0.1, 1, 15)]).astype(np.float32)
    faces = np.arange(15).reshape(5, 3)
    expected, margin = slow_oracle(screen, faces)
    _, seen = draw(screen, faces)
    clear = margin > 1e-3
    assert (seen[clear] == expected[clear]).all()


@given(SEEDS)
@settings(max_examples=40, deadline=None)
def test_neighbours_share_no_sample_and_leave_none_out(seed: int) -> None:
    random = np.random.default_rng(seed)
    angle = np.sort(random.uniform(0, 2 * np.pi, 4))
    corners = SIZE / 2 + SIZE / 2 * np.column_stack([np.cos(angle), np.sin(angle)])
    screen = np.column_stack([np.vstack([corners, corners.mean(0)]), np.full(5, 0.5)])
    fan = np.array([[0, 1, 4], [1, 2, 4], [2, 3, 4], [3, 0, 4]])
    cover = np.sum([draw(screen, fan[k : k + 1])[1] >= 0 for k in range(4)], 0)
    assert cover.max() <= 1
    together = draw(screen, fan)[1] >= 0
    assert (together == (cover > 0)).all()
    # a convex shape: rows are filled without a gap
    for row in together:
        filled = np.flatnonzero(row)
        assert len(filled) == 0 or len(filled) == filled[-1] - filled[0] + 1


def test_the_nearer_face_wins_in_any_order() -> None:
    screen = np.array([[2, 2, 0.2], [20, 2, 0.2], [2, 20, 0.2], [2, 2, 0.4], [20, 2, 0.4], [2, 20, 0.4]])
    faces = np.array([[0, 1, 2], [3, 4, 5]])
    assert set(np.unique(draw(screen, faces)[1])) == {-1, 1}
    assert set(np.unique(draw(screen, faces[::-1])[1])) == {-1, 0}


def test_backs_are_left_out_unless_asked_for() -> None:
    # y points down on the screen: counter-clockwise to the eye is 0, 2, 1 here
    screen = np.array([[2, 2, 0.2], [20, 2, 0.2], [2, 20, 0.2]])
    front, back = np.array([[0, 2, 1]]), np.array([[0, 1, 2]])
    assert (draw(screen, front, two_sided=False)[1] >= 0).any()
    assert not (draw(screen, back, two_sided=False)[1] >= 0).any()
    assert (draw(screen, back)[1] == draw(screen, front)[1]).all()


@pytest.mark.parametrize("near", [0.0, -0.3])
def test_faces_behind_the_eye_are_left_out(near: float) -> None:
    screen = np.array([[2, 2, 0.2], [20, 2, near], [2, 20, 0.2]])
    assert not (draw(screen, np.array([[0, 1, 2]]))[1] >= 0).any()


def test_far_out_and_thin_faces_do_no_harm() -> None:
    screen = np.array([[-1e6, -1e6, 0.1], [1e6, -1e6, 0.1], [0, 1e6, 0.1], [5, 5, 0.5], [5, 5, 0.5], [9, 9, 0.5]])
    near, seen = draw(screen, np.array([[0, 1, 2], [3, 4, 5]]))
    assert np.isfinite(near).all()
    assert (seen == 0).all()


def test_the_same_to_the_bit_every_time() -> None:
    random = np.random.default_rng(5)
    screen = np.column_stack([random.uniform(0, SIZE, (300, 2)), random.uniform(0.1, 1, 300)])
    faces = random.integers(0, 300, (200, 3))
    first, again = draw(screen, faces), draw(screen, faces)
    assert first[0].tobytes() == again[0].tobytes()
    assert (first[1] == again[1]).all()


def test_normals_of_a_sphere_point_outward() -> None:
    u, v = np.meshgrid(np.arange(32), np.arange(15), indexing="ij")
    polar, azimuth = np.pi * (v + 1) / 16, 2 * np.pi * u / 32
    points = np.stack([np.sin(polar) * np.sin(azimuth), np.cos(polar), np.sin(polar) * np.cos(azimuth)], -1)
    corner = (u * 15 + v)[:, :-1]
    across = (((u + 1) % 32) * 15 + v)[:, :-1]
    faces = np.concatenate([np.stack([corner, corner + 1, across + 1], -1), np.stack([corner, across + 1, across], -1)])
    points = points.reshape(-1, 3).astype(np.float32)
    normals = np.empty_like(points)
    vertex_normals(points, faces.reshape(-1, 3).astype(np.int32), normals)
    assert (np.einsum("vi,vi->v", normals, points) > 0.97).all()
