"""The mesh that the avatar renderer draws for each signer: skin, shirt, hair, eyes, with colours and facial actions.

Baked by ``runs/02_dress_signers.py``. Letters: v vertices, f faces, b bones, a = 52 facial actions, n moves of a
vertex. Space: canonical, at rest (see ``body.signer``).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from stable_signer.body.signer import SIGNERS, load_body
from stable_signer.errors import ModelError
from stable_signer.files import shipped_tensors
from stable_signer.pose_to_video.kernel import kernel
from stable_signer.pose_to_video.light import LASH, linear_of_srgb
from stable_signer.pose_to_video.shading import Surface

LOOKS = Path(__file__).parent / "looks"
ACTION_THRESHOLD = 1e-4
"""Weights of facial actions below this move nothing that one could see."""


@dataclass(frozen=True)
class Look:
    """One signer's mesh; arrays are not to be written to."""

    rest: np.ndarray
    """(v 3) float32 rest places."""
    surface: Surface
    """Faces, materials, colours, texture."""
    two_sided: np.ndarray
    """(f) bool: drawn from the back as well."""
    weights: np.ndarray
    """(v 4) float32, rows sum to 1."""
    weight_bones: np.ndarray
    """(v 4) int32 bones of the Body of the same name."""
    action_starts: np.ndarray
    """(a + 1) where the moves of each action start."""
    action_vertices: np.ndarray
    """(n) int32 vertices."""
    action_deltas: np.ndarray
    """(n 3) float32 displacement at weight 1."""

    def posed(self, matrices: np.ndarray, face: np.ndarray, moved: np.ndarray, out: np.ndarray) -> None:
        """Write the vertices (v 3) of one frame into ``out``.

        matrices (b 3 4) float32: rest to pose; face (a): weights of the facial actions; ``moved`` (v 3) is scratch.
        """
        face = np.where(np.abs(face) < ACTION_THRESHOLD, 0, face).astype(np.float32)
        _act(self.rest, face, self.action_starts, self.action_vertices, self.action_deltas, moved)
        _blend(moved, self.weights, self.weight_bones, np.ascontiguousarray(matrices, np.float32), out)


def coarser(texture: np.ndarray, times: int) -> np.ndarray:
    """A texture (h w 3) at a ``times`` smaller scale, each texel the mean of its square, so that small pictures do
    not shimmer."""
    rows, columns = texture.shape[0] // times * times, texture.shape[1] // times * times
    squares = texture[:rows, :columns].reshape(rows // times, times, columns // times, times, 3)
    return np.ascontiguousarray(squares.mean((1, 3), dtype=np.float32))


@kernel
def _act(
    rest: np.ndarray, face: np.ndarray, starts: np.ndarray, vertices: np.ndarray, deltas: np.ndarray, moved: np.ndarray
) -> None:
    """Facial actions: rest places plus weighted displacements."""
    for v in range(rest.shape[0]):  # not moved[:] = rest, which takes three seconds longer to compile
        for axis in range(3):
            moved[v, axis] = rest[v, axis]
    for a in range(face.shape[0]):
        weight = face[a]
        if weight != 0.0:
            for i in range(starts[a], starts[a + 1]):
                v = vertices[i]
                moved[v, 0] += weight * deltas[i, 0]
                moved[v, 1] += weight * deltas[i, 1]
                moved[v, 2] += weight * deltas[i, 2]


@kernel
def _blend(rest: np.ndarray, weights: np.ndarray, bones: np.ndarray, matrices: np.ndarray, out: np.ndarray) -> None:
    """Linear blend skinning."""
    for v in range(rest.shape[0]):
        x, y, z = rest[v, 0], rest[v, 1], rest[v, 2]
        px, py, pz = np.float32(0), np.float32(0), np.float32(0)
        for k in range(4):
            w, b = weights[v, k], bones[v, k]
            if w > 0:
                px += w * (matrices[b, 0, 0] * x + matrices[b, 0, 1] * y + matrices[b, 0, 2] * z + matrices[b, 0, 3])
                py += w * (matrices[b, 1, 0] * x + matrices[b, 1, 1] * y + matrices[b, 1, 2] * z + matrices[b, 1, 3])
                pz += w * (matrices[b, 2, 0] * x + matrices[b, 2, 1] * y + matrices[b, 2, 2] * z + matrices[b, 2, 3])
        out[v, 0], out[v, 1], out[v, 2] = px, py, pz


@lru_cache(maxsize=16)
def load_look(name: str) -> Look:
    """The look of a shipped signer. Raises ``ModelError`` for an unknown name, and for broken or foreign files."""
    body = load_body(name)
    shared, common = shipped_tensors(LOOKS / "shared.safetensors", "look")
    own, _ = shipped_tensors(LOOKS / f"{name}.safetensors", "look")
    if tuple(common["bones"]) != tuple(body.bones):
        raise ModelError(f"The look of {name!r} was baked for other bones: run runs/02_dress_signers.py again.")
    rest = own["vertices"]
    surface = _surface(shared, own)
    weights, bones = _with_hair(shared, len(rest), body.bone["head"])
    return Look(
        rest=rest,
        surface=surface,
        two_sided=_two_sided(shared, own, surface.material),
        weights=weights,
        weight_bones=bones,
        action_starts=shared["action_starts"].astype(np.int64),
        action_vertices=shared["action_vertices"].astype(np.int32),
        action_deltas=shared["action_deltas"].astype(np.float32) * np.float32(100.0 / body.cm),
    )


def _surface(shared: dict[str, np.ndarray], own: dict[str, np.ndarray]) -> Surface:
    hair = own["hair_faces"].astype(np.int32)
    uv = shared["uv"].astype(np.float32)
    uv = np.where(uv == 0, np.float32(-1), (uv - 1) / np.float32(65000))
    return Surface(
        faces=np.concatenate([shared["faces"].astype(np.int32), hair]),
        material=np.concatenate([shared["material"], np.full(len(hair), own["hair_material"][0], np.uint8)]),
        albedo=linear_of_srgb(own["albedo"] / 255).astype(np.float32),
        occlusion=own["occlusion"].astype(np.float32) / 255,
        uv=np.concatenate([uv, np.full((len(hair), 3, 2), -1, np.float32)]),
        texture=_picture(own["texture"].tobytes()),
    )


def _two_sided(shared: dict[str, np.ndarray], own: dict[str, np.ndarray], material: np.ndarray) -> np.ndarray:
    """Lashes, hems and hanging hair are seen from both sides."""
    both = material == LASH
    both[len(shared["faces"]) - int(shared["num_hem_faces"][0]) : len(shared["faces"])] = True
    both[len(shared["faces"]) :] = bool(own["hair_hangs"][0])
    return both


def _picture(encoded: bytes) -> np.ndarray:
    """Linear RGB (h w 3) float32 of a compressed picture."""
    from PIL import Image

    srgb = np.asarray(Image.open(io.BytesIO(encoded)).convert("RGB"))
    return linear_of_srgb(np.arange(256) / 255).astype(np.float32)[srgb]


def _with_hair(shared: dict[str, np.ndarray], num_vertices: int, head: int) -> tuple[np.ndarray, np.ndarray]:
    """Skin weights (v 4) and bones (v 4); what the shared part lacks is hair and follows the head."""
    known = len(shared["weights"])
    weights, bones = np.zeros((num_vertices, 4), np.float32), np.full((num_vertices, 4), head, np.int32)
    weights[:known] = shared["weights"].astype(np.float32)
    weights[:known] /= weights[:known].sum(1, keepdims=True)
    bones[:known] = shared["weight_bones"]
    weights[known:, 0] = 1
    return weights, bones


__all__ = ["SIGNERS", "Look", "coarser", "load_look"]
