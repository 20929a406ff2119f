"""Rotations as unit quaternions xyzw and rotation vectors (radians); any leading axes ``...``."""

from __future__ import annotations

import numpy as np


def multiply(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """Quaternion product (... 4): first ``q``, then ``p``."""
    pv, pw, qv, qw = p[..., :3], p[..., 3:], q[..., :3], q[..., 3:]
    vector = pw * qv + qw * pv + cross(pv, qv)
    return np.concatenate([vector, pw * qw - np.sum(pv * qv, -1, keepdims=True)], -1)


def inverse(q: np.ndarray) -> np.ndarray:
    """Conjugate of unit quaternions (... 4)."""
    return q * np.array([-1, -1, -1, 1], q.dtype)


def exp(rotation_vector: np.ndarray) -> np.ndarray:
    """Unit quaternion (... 4) of a rotation vector (... 3)."""
    angle = np.linalg.norm(rotation_vector, axis=-1, keepdims=True)
    return np.concatenate([0.5 * np.sinc(angle / (2 * np.pi)) * rotation_vector, np.cos(angle / 2)], -1)


def log(q: np.ndarray) -> np.ndarray:
    """Rotation vector (... 3), shorter than or equal to pi, of unit quaternions (... 4)."""
    q = np.where(q[..., 3:] < 0, -q, q)
    sine = np.linalg.norm(q[..., :3], axis=-1, keepdims=True)
    angle = 2.0 * np.arctan2(sine, q[..., 3:])
    return q[..., :3] * np.where(sine > 1e-8, angle / np.maximum(sine, 1e-8), 2.0)


def rotate(q: np.ndarray, vector: np.ndarray) -> np.ndarray:
    """Turn vectors (... 3) by unit quaternions (... 4)."""
    twice = 2.0 * cross(q[..., :3], vector)
    return vector + q[..., 3:] * twice + cross(q[..., :3], twice)


def cross(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Vector product (... 3); a third of the time of ``numpy.cross``."""
    ax, ay, az, bx, by, bz = a[..., 0], a[..., 1], a[..., 2], b[..., 0], b[..., 1], b[..., 2]
    x = ay * bz - az * by
    result = np.empty((*x.shape, 3), x.dtype)
    result[..., 0], result[..., 1], result[..., 2] = x, az * bx - ax * bz, ax * by - ay * bx
    return result


def continuous(q: np.ndarray) -> np.ndarray:
    """The same rotations (t 4) with signs chosen so that neighbours in time are close."""
    flips = np.cumprod(np.where(np.sum(q[1:] * q[:-1], -1) < 0, -1.0, 1.0))
    return np.concatenate([q[:1], q[1:] * flips[:, None]]) if len(q) else q


def matrix(q: np.ndarray) -> np.ndarray:
    """Rotation matrices (... 3 3) of unit quaternions (... 4)."""
    q = np.asarray(q, np.float64)
    x, y, z, w = q[..., 0], q[..., 1], q[..., 2], q[..., 3]
    m = np.empty((*q.shape[:-1], 3, 3))
    xx, yy, zz, xy, xz, yz = 2 * x * x, 2 * y * y, 2 * z * z, 2 * x * y, 2 * x * z, 2 * y * z
    wx, wy, wz = 2 * w * x, 2 * w * y, 2 * w * z
    m[..., 0, 0], m[..., 0, 1], m[..., 0, 2] = 1 - yy - zz, xy - wz, xz + wy
    m[..., 1, 0], m[..., 1, 1], m[..., 1, 2] = xy + wz, 1 - xx - zz, yz - wx
    m[..., 2, 0], m[..., 2, 1], m[..., 2, 2] = xz - wy, yz + wx, 1 - xx - yy
    return m


def quaternion(m: np.ndarray) -> np.ndarray:
    """Unit quaternions (... 4) of rotation matrices (... 3 3), w >= 0."""
    xx, yy, zz = m[..., 0, 0], m[..., 1, 1], m[..., 2, 2]
    a, b, c = m[..., 2, 1] - m[..., 1, 2], m[..., 0, 2] - m[..., 2, 0], m[..., 1, 0] - m[..., 0, 1]
    d, e, f = m[..., 2, 1] + m[..., 1, 2], m[..., 0, 2] + m[..., 2, 0], m[..., 1, 0] + m[..., 0, 1]
    # four formulas, each safe where its own number is the largest
    rows = [
        [1 + xx - yy - zz, f, e, a],
        [f, 1 - xx + yy - zz, d, b],
        [e, d, 1 - xx - yy + zz, c],
        [a, b, c, 1 + xx + yy + zz],
    ]
    choices = np.stack([np.stack(row, -1) for row in rows], -2)
    best = np.argmax(np.stack([xx, yy, zz, xx + yy + zz], -1), -1)
    q = np.take_along_axis(choices, best[..., None, None], -2)[..., 0, :]
    q = q / np.linalg.norm(q, axis=-1, keepdims=True)
    return np.where(q[..., 3:] < 0, -q, q)


def about(axis: np.ndarray, angle: np.ndarray) -> np.ndarray:
    """Rotation matrices (... 3 3) by ``angle`` (...) radians about unit vectors ``axis`` (... 3)."""
    half = 0.5 * np.asarray(angle)[..., None]
    return matrix(np.concatenate([np.sin(half) * axis, np.cos(half)], -1))
