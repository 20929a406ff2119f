"""Facial actions and gaze from face keypoints.

The face is brought into the head's frame, the neutral face of its owner is taken away, and what is left is explained by
facial actions with weights 0..1 (bounded least squares with a little sparsity, solved by accelerated projected
gradients).
The owner is one of the shipped signers if one of their neutral faces fits; otherwise the neutral face is the
clip's median.
Letters: t frames, n = 69 points (iBUG and the tip of the tongue), a actions.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from stable_signer.body.kinematics import face_points
from stable_signer.body.motion import FACIAL_ACTIONS
from stable_signer.body.retarget.trunk import fit_rotation
from stable_signer.body.signer import Body, load_body

IRISES, EYES, TONGUE, FACE = [128, 129], [14, 15], 130, slice(60, 128)
_SPARSITY = 0.004
_RIDGE = 0.0005
_KNOWN_NOISE, _STRANGE_NOISE = 0.0002, 0.008
"""Noise of keypoints made by a body, and of those found in videos, metres over all points."""
_STRANGE_DEPTH = 0.3
"""How far the depth of a stranger's face is trusted: detectors guess it."""
_ITERATIONS = 150
_OWN_FACE_MM = 0.5
"""A shipped signer's face is recognised if its points are explained to this precision."""
_GAZE_LIMIT = 0.7
_FIXED = [0, 1, 15, 16, 27, 28, 36, 39, 42, 45]
"""iBUG points that hardly move: they align faces."""


def face_of(
    body: Body, xyz: np.ndarray, confidence: np.ndarray, head: np.ndarray, is_flat: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Weights (t 52) of facial actions and whether the face is seen (t), for heads rotated by ``head`` (t 3 3)."""
    seen = (confidence[:, FACE] > 0).mean(1) > 0.9
    if not seen.any():
        return np.zeros((len(xyz), len(FACIAL_ACTIONS))), seen
    points = np.concatenate([xyz[:, FACE], xyz[:, TONGUE : TONGUE + 1]], 1)
    local = np.einsum("tij,tni->tnj", head, points) * body.cm / 100  # metres, if the signer is as wide as the body
    with_tongue = bool((confidence[seen, TONGUE] > 0).all())
    moved, axes, is_known = _moved(body, local, seen, is_flat, with_tongue)
    noise = _KNOWN_NOISE if is_known else _STRANGE_NOISE
    weights = _explain(_basis(body.name, axes), moved.reshape(len(moved), -1), noise)
    return np.where(seen[:, None], weights, 0.0), seen


@lru_cache(maxsize=32)
def _basis(name: str, axes: tuple[float, ...]) -> np.ndarray:
    """Displacements (a, 3 n) of the face points at weight 1, metres, times the weight of every coordinate."""
    body = load_body(name)
    marks = np.append(body.face_68, body.tongue_tip)
    one = face_points(body, np.eye(len(FACIAL_ACTIONS)), marks) - body.rest_vertices[marks]
    one[[i for i, action in enumerate(FACIAL_ACTIONS) if action.startswith("eyeLook")]] = 0.0
    return (one * (body.cm / 100) * _weights(axes)).reshape(len(one), -1).astype(np.float64)


@lru_cache(maxsize=8)
def _weights(axes: tuple[float, ...]) -> np.ndarray:
    """Weights (n 3) of the points' coordinates: x, y, z and the tongue as given; the outline of the jaw counts less."""
    weight = np.ones((69, 3)) * np.array(axes[:3])
    weight[:17] *= 0.5
    weight[68] *= axes[3]
    return weight


def _moved(
    body: Body, local: np.ndarray, seen: np.ndarray, is_flat: bool, with_tongue: bool
) -> tuple[np.ndarray, tuple[float, ...], bool]:
    """Displacement (t n 3) from the owner's neutral face, weighted, in metres, and whether the owner is a shipped
    signer."""
    axes = (1.0, 1.0, 0.0 if is_flat else 1.0, 1.0 if with_tongue else 0.0)
    weight = _weights(axes)
    best, error = body.neutral_faces[0], np.inf
    sample = np.flatnonzero(seen)[:: max(1, int(seen.sum()) // 8)]
    unexplained = _unexplained(body.name, axes)
    for neutral in body.neutral_faces:
        difference = (_onto(neutral, local[sample], is_flat) - neutral) * weight
        left = difference.reshape(len(sample), -1) @ unexplained
        here = 1000 * float(np.sqrt((left**2).sum(1).mean() / 69))
        if here < error:
            best, error = neutral, here
    difference = _onto(best, local, is_flat) - best
    is_known = error < _OWN_FACE_MM
    if not is_known:
        usual = np.median(difference[seen], axis=0)
        usual[60:68] *= np.array([1.0, 0.0, 1.0])  # lips that stay apart are open, whoever they belong to
        difference = difference - usual
        axes = (axes[0], axes[1], _STRANGE_DEPTH * axes[2], axes[3])
    return difference * _weights(axes), axes, is_known


@lru_cache(maxsize=32)
def _unexplained(name: str, axes: tuple[float, ...]) -> np.ndarray:
    """Projector (3 n, 3 n) onto what no mixture of actions explains: what is left of a stranger's face."""
    basis = _basis(name, axes)
    return np.eye(basis.shape[1]) - np.linalg.pinv(basis, rcond=1e-4) @ basis


def _onto(neutral: np.ndarray, local: np.ndarray, is_flat: bool) -> np.ndarray:
    """Faces (t n 3) turned, moved and scaled so that their fixed points fit those of a neutral face (n 3)."""
    dims = 2 if is_flat else 3
    ours = neutral[_FIXED][:, :dims]
    theirs = local[:, _FIXED][..., :dims]
    middle = theirs.mean(1, keepdims=True)
    ours_middle = ours.mean(0)
    if not is_flat:
        turn = fit_rotation(np.einsum("ni,tnj->tij", ours - ours_middle, theirs - middle))
        local = np.einsum("tij,tnj->tni", turn, local)
        theirs = local[:, _FIXED]
        middle = theirs.mean(1, keepdims=True)
    size = np.sqrt(((ours - ours_middle) ** 2).sum() / np.maximum(((theirs - middle) ** 2).sum((1, 2)), 1e-12))
    size = np.median(size)
    scaled = local.copy()
    scaled[..., :dims] = (local[..., :dims] - middle) * size + ours_middle
    return scaled


def _explain(basis: np.ndarray, moved: np.ndarray, noise: float) -> np.ndarray:
    """Weights (t a) in 0..1 with ``weights @ basis`` near ``moved`` (t m).

    Actions are scaled to equal size, so that small ones (a squint) converge as fast as large ones (the jaw), and
    each is
    held back by how little it shows above ``noise``, metres over all points.
    """
    size = np.sqrt((basis**2).sum(1))
    shows = size > 1e-6
    size = np.where(shows, size, 1.0)
    even = basis / size[:, None] * shows[:, None]
    gram = even @ even.T + np.diag(_RIDGE + (noise / size) ** 2)
    target = moved @ even.T - _SPARSITY * size
    step = 1.0 / np.linalg.eigvalsh(gram)[-1]
    x = np.zeros_like(target)
    y, momentum = x, 1.0
    top = size * shows
    for _ in range(_ITERATIONS):
        new = np.clip(y - step * (y @ gram - target), 0.0, top)
        following = 0.5 * (1 + np.sqrt(1 + 4 * momentum**2))
        y = new + (momentum - 1) / following * (new - x)
        x, momentum = new, following
    return x / size


def gaze_of(body: Body, xyz: np.ndarray, confidence: np.ndarray, head: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Angles (t 2) of the eyes to the right of the picture and up, in the head's frame, and whether they are seen
    (t)."""
    seen = np.all(confidence[:, [*IRISES, *EYES]] > 0, axis=1)
    radius = np.linalg.norm(body.eye_fronts - body.heads[[body.bone["right_eye"], body.bone["left_eye"]]], axis=1)
    offset = np.einsum("tij,tei->tej", head, xyz[:, IRISES] - xyz[:, EYES]) / radius[:, None]
    across, up = offset[..., 0].mean(1), offset[..., 1].mean(1)
    gaze = np.stack([np.arcsin(np.clip(across, -0.7, 0.7)), np.arcsin(np.clip(up, -0.7, 0.7))], -1)
    return np.where(seen[:, None], np.clip(gaze, -_GAZE_LIMIT, _GAZE_LIMIT), 0.0), seen
