"""Rotations against scipy."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from stable_signer.body import rotation

vectors = st.lists(st.floats(-3, 3), min_size=3, max_size=3).map(np.array)


@given(vectors, vectors)
@settings(max_examples=50, deadline=None)
def test_agrees_with_scipy(a: np.ndarray, b: np.ndarray) -> None:
    p, q = rotation.exp(a), rotation.exp(b)
    ours, theirs = Rotation.from_rotvec(a), Rotation.from_rotvec(b)
    np.testing.assert_allclose(rotation.matrix(p), ours.as_matrix(), atol=1e-9)
    np.testing.assert_allclose(rotation.matrix(rotation.multiply(p, q)), (ours * theirs).as_matrix(), atol=1e-9)
    np.testing.assert_allclose(rotation.rotate(p, b), ours.apply(b), atol=1e-8)


@given(vectors)
@settings(max_examples=50, deadline=None)
def test_matrix_and_back(a: np.ndarray) -> None:
    matrix = rotation.matrix(rotation.exp(a))
    np.testing.assert_allclose(rotation.matrix(rotation.quaternion(matrix)), matrix, atol=1e-7)
    np.testing.assert_allclose(rotation.matrix(rotation.exp(rotation.log(rotation.exp(a)))), matrix, atol=1e-7)


def test_about_an_axis() -> None:
    axis = np.array([0.0, 0.6, 0.8])
    expected = Rotation.from_rotvec(0.7 * axis).as_matrix()
    np.testing.assert_allclose(rotation.about(axis, np.array(0.7)), expected, atol=1e-12)


def test_neighbours_in_time_have_the_same_sign() -> None:
    q = rotation.exp(np.linspace(0, 6, 40)[:, None] * np.array([1.0, 0, 0]))
    q[::3] *= -1
    smooth = rotation.continuous(q)
    assert (np.sum(smooth[1:] * smooth[:-1], -1) > 0).all()


@given(vectors, vectors)
@settings(max_examples=50, deadline=None)
def test_cross_is_that_of_numpy(a: np.ndarray, b: np.ndarray) -> None:
    np.testing.assert_allclose(rotation.cross(a, b), np.cross(a, b), atol=1e-12)
    np.testing.assert_allclose(rotation.cross(a[None, None], b), np.cross(a[None, None], b), atol=1e-12)
