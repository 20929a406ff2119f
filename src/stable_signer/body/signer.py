"""The baked signers: mesh, bones, facial actions, places to touch, and a distance grid.

Everything is in the canonical space of one body (x right of the picture = the signer's left, y up, z toward the viewer;
unit = shoulder width; origin = midpoint of the shoulder joints at rest). At rest every bone has the canonical
axes, so a bone's pose is a rotation away from rest and the place of its head:
``x = rotation @ (x_rest - head_rest) + head``.
Letters: v vertices, f faces, b bones, k face points, a = 52 facial actions. Index 0 of hands is right, 1 is left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numba import njit

from stable_signer.body.arm import ArmRest, arm_rest
from stable_signer.body.hand import HandGeometry, hand_geometry
from stable_signer.errors import ModelError
from stable_signer.files import shipped_tensors

ASSETS = Path(__file__).parent / "assets"
SIGNERS = tuple(sorted(path.stem for path in ASSETS.glob("*.safetensors") if path.stem != "shared"))
"""Names of the shipped signers."""
DEFAULT_SIGNER = "ada"


@dataclass(frozen=True)
class Place:
    """A place on the surface: the bone that carries it, its rest position (3) and outward unit normal (3)."""

    bone: int
    position: np.ndarray
    normal: np.ndarray


@dataclass(frozen=True)
class Body:
    """One signer; see the module for space and letters."""

    name: str
    about: str
    cm: float
    """Centimetres in a shoulder width."""
    bones: tuple[str, ...]
    parents: np.ndarray
    """(b,) parent bone, -1 for the hips; parents come first."""
    heads: np.ndarray
    """(b 3) rest places of the bones' heads."""
    finger_ends: np.ndarray
    """(2 5 3) rest places of the ends of the last finger bones."""
    hips: np.ndarray
    """(2 3) rest places of the right and the left hip joint."""
    faces: np.ndarray
    """(f 3) int32, counter-clockwise from outside."""
    rest_vertices: np.ndarray
    """(v 3) float32."""
    material: np.ndarray
    """(v,) uint8: 0 skin, 3 eyeball, 4 teeth, 5 tongue, 7 lashes."""
    weights: np.ndarray
    """(v 4) float32, rows sum to 1."""
    weight_bones: np.ndarray
    """(v 4) uint8."""
    action_vertices: np.ndarray
    """(k,) the face points among the vertices, in ascending order."""
    action_deltas: np.ndarray
    """(a k 3) float32 displacement of the face points by each facial action at weight 1."""
    face_68: np.ndarray
    """(68,) vertices at the iBUG points."""
    tongue_tip: int
    """Vertex at the tip of the tongue."""
    places: Mapping[str, Place]
    """Places to touch, such as ``chin`` and ``right-cheek``."""
    hand_points: tuple[Mapping[str, tuple[int, np.ndarray]], Mapping[str, tuple[int, np.ndarray]]]
    """Right and left: point of the hand -> (bone, rest offset (3) from the bone's head)."""
    nails: np.ndarray
    """(2 5) vertices in the middle of the nails, thumb first."""
    neutral_faces: np.ndarray
    """(s 69 3) iBUG points and tip of the tongue of every shipped signer at rest, from the head joint, in metres."""
    grid: np.ndarray
    """(x y z) int8 signed distance of head, neck and torso in millimetres."""
    grid_corner: np.ndarray
    """(3,) the grid's first point, centimetres."""

    @cached_property
    def bone(self) -> Mapping[str, int]:
        """Bone name -> index."""
        return MappingProxyType({name: i for i, name in enumerate(self.bones)})

    @cached_property
    def hands(self) -> tuple[HandGeometry, HandGeometry]:
        """Joints and axes of the right and the left hand."""
        return hand_geometry(self, 0), hand_geometry(self, 1)

    @cached_property
    def arms(self) -> tuple[ArmRest, ArmRest]:
        """Lengths and axes of the right and the left arm."""
        return arm_rest(self, 0), arm_rest(self, 1)

    @cached_property
    def eye_fronts(self) -> np.ndarray:
        """(2 3) rest places of the foremost points of the eyeballs, right and left: the pupils."""
        eyes = [self.rest_vertices[self.weight_bones[:, 0] == self.bone[f"{side}_eye"]] for side in ("right", "left")]
        return np.array([[*ball.mean(0)[:2], ball[:, 2].max()] for ball in eyes], np.float64)

    def distance(self, points: np.ndarray) -> np.ndarray:
        """Signed distance (...) from the skin or shirt of head, neck and torso at rest for points (... 3); inside < 0.

        Beyond about 12.7 cm it is a lower bound. Arms and legs are not part of it.
        """
        points = np.asarray(points, np.float64)
        trunk = _lookup(self.grid, self.grid_corner, points.reshape(-1, 3) * self.cm) / (10.0 * self.cm)
        trunk = trunk.reshape(points.shape[:-1])
        return np.maximum(trunk, self.hips[0, 1] - points[..., 1])  # legs are not part of it


CLOTH_CM = 0.6
"""Distance of the shirt from the skin, for places and for the distance grid (as baked)."""
GRID_STEP_CM = 1.1
"""Spacing of the distance grid, as baked."""


@njit(cache=True, nogil=True)
def _lookup(grid: np.ndarray, corner: np.ndarray, points_cm: np.ndarray) -> np.ndarray:
    """Trilinear interpolation (n) at points (n 3); outside of the grid its border value plus the way to it, in mm."""
    result = np.empty(len(points_cm))
    low, share = np.empty(3, np.int64), np.empty(3)
    for n in range(len(points_cm)):
        beyond = 0.0
        for axis in range(3):
            at = (points_cm[n, axis] - corner[axis]) / GRID_STEP_CM
            inside = min(max(at, 0.0), grid.shape[axis] - 1.001)
            beyond += (at - inside) ** 2
            low[axis] = int(inside)
            share[axis] = inside - low[axis]
        total = 0.0
        for corner_of_cell in range(8):
            x, y, z = corner_of_cell & 1, (corner_of_cell >> 1) & 1, corner_of_cell >> 2
            weight = share[0] if x else 1.0 - share[0]
            weight *= share[1] if y else 1.0 - share[1]
            weight *= share[2] if z else 1.0 - share[2]
            total += weight * grid[low[0] + x, low[1] + y, low[2] + z]
        result[n] = total + np.sqrt(beyond) * GRID_STEP_CM * 10.0
    return result


@lru_cache(maxsize=16)
def load_body(name: str = DEFAULT_SIGNER) -> Body:
    """A shipped signer. Raises ``ModelError`` for a name that is not one of ``SIGNERS`` and for broken files."""
    if name not in SIGNERS:
        raise ModelError(f"Signer {name!r} does not exist: choose one of {', '.join(SIGNERS)}.")
    shared, common = _read("shared")
    own, about = _read(name)
    vertices, cm = own["vertices"], float(own["cm"][0])
    weights = shared["weights"].astype(np.float32)
    bones, dominant = tuple(common["bones"]), shared["weight_bones"][:, 0]
    normals = _normals(vertices, shared["faces"].astype(np.int32))
    surface = vertices + normals * (shared["cloth"][:, None] * (CLOTH_CM / cm))
    places = {
        key: Place(_carrier(key, bones, int(dominant[v])), surface[v].astype(np.float64), normal.astype(np.float64))
        for (key, v), normal in zip(common["places"].items(), own["place_normals"], strict=True)
    }
    points = tuple(
        {
            key: (int(dominant[v]), (vertices[v] - own["heads"][dominant[v]]).astype(np.float64))
            for key, v in side.items()
        }
        for side in common["hand_points"]
    )
    return Body(
        name=name,
        about=about["about"],
        cm=cm,
        bones=bones,
        parents=shared["parents"].astype(np.int64),
        heads=own["heads"].astype(np.float64),
        finger_ends=own["finger_ends"].astype(np.float64),
        hips=own["hips"].astype(np.float64),
        faces=shared["faces"].astype(np.int32),
        rest_vertices=vertices,
        material=shared["material"],
        weights=weights / weights.sum(1, keepdims=True),
        weight_bones=shared["weight_bones"],
        action_vertices=shared["action_vertices"].astype(np.int64),
        action_deltas=shared["action_deltas"].astype(np.float32) * np.float32(100.0 / cm),
        face_68=shared["face_68"].astype(np.int64),
        tongue_tip=int(shared["tongue_tip"][0]),
        places=MappingProxyType(places),
        hand_points=(MappingProxyType(points[0]), MappingProxyType(points[1])),
        nails=shared["nails"].astype(np.int64),
        neutral_faces=shared["neutral_faces"],
        grid=own["grid"],
        grid_corner=own["grid_corner"].astype(np.float64),
    )


def _carrier(place: str, bones: tuple[str, ...], dominant: int) -> int:
    """The bone that carries a place: the shoulders' places stay with the girdle when the arm is raised."""
    side, _, rest = place.partition("-")
    return bones.index(f"{side}_shoulder") if rest in ("shoulder", "shoulder-top") else dominant


@lru_cache(maxsize=16)
def _read(name: str) -> tuple[dict[str, np.ndarray], dict]:
    return shipped_tensors(ASSETS / f"{name}.safetensors", "signer")


def _normals(vertices: np.ndarray, faces: np.ndarray) -> np.ndarray:
    a, b, c = (vertices[faces[:, i]] for i in range(3))
    normal = np.cross(b - a, c - a)
    total = np.stack([np.bincount(faces.ravel(), np.repeat(normal[:, i], 3), len(vertices)) for i in range(3)], -1)
    return total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12)
