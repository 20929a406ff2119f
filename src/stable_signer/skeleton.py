"""Which joint is which: the joints of every keypoint layout in use, by name, and the maps between them.

The only module that holds joint indices. Joints of two layouts are the same joint if they have the same name;
``right`` and ``left`` are the signer's own. Names: ``nose neck right_shoulder ... left_ear`` (body),
``right_hand_wrist right_thumb_1 .. right_pinky_4`` (hands, 1 = next to the wrist, 4 = tip), ``face_0 .. face_67``
(iBUG order), ``right_iris left_iris tongue_tip``, ``mesh_0 .. mesh_477`` (MediaPipe face points that are none of
the 68) and ``world_...`` (MediaPipe's second body, in metres from the hips).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np

from stable_signer.errors import PoseError

FINGERS = ("thumb", "index", "middle", "ring", "pinky")
_NOT_BODY = ("mesh_", "world_", "slrtp_face_")


@dataclass(frozen=True)
class Skeleton:
    """A keypoint layout: names of the joints in their order, and the lines drawn between them."""

    name: str
    joints: tuple[str, ...]
    """Names, all different; the module says what they mean."""
    limbs: tuple[tuple[int, int], ...] = ()
    """Pairs of joint indices."""

    def __post_init__(self) -> None:
        if len(set(self.joints)) != len(self.joints):
            raise PoseError(f"Skeleton {self.name} names a joint twice: expected different names.")

    def __len__(self) -> int:
        return len(self.joints)

    def __repr__(self) -> str:
        return f"Skeleton({self.name!r}, {len(self)} joints)"

    def __hash__(self) -> int:
        return hash((self.name, len(self.joints)))

    def __contains__(self, joint: str) -> bool:
        return joint in self._index_of

    @cached_property
    def _index_of(self) -> dict[str, int]:
        return {name: i for i, name in enumerate(self.joints)}

    def index(self, joint: str) -> int:
        """Place of a joint. Raises ``PoseError`` if the layout lacks it."""
        if joint not in self._index_of:
            raise PoseError(f"Skeleton {self.name} has no joint {joint!r}: map the pose to another skeleton first.")
        return self._index_of[joint]

    def indices(self, joints: Sequence[str]) -> np.ndarray:
        """Places (n,) of several joints. Raises ``PoseError`` if the layout lacks one."""
        return np.array([self.index(joint) for joint in joints], dtype=np.intp)

    @cached_property
    def body(self) -> np.ndarray:
        """Indices of the joints that are neither hand nor face: head, arms, hips, legs."""
        parts = {*LEFT_HAND, *RIGHT_HAND, *FACE_68, "right_iris", "left_iris", "tongue_tip"}
        keep = [i for i, j in enumerate(self.joints) if j not in parts and not j.startswith(_NOT_BODY)]
        return np.array(keep, dtype=np.intp)

    @cached_property
    def face(self) -> np.ndarray:
        """Indices of the iBUG face joints that the layout has, in iBUG order (68 of them in signer-131)."""
        return self.indices([joint for joint in FACE_68 if joint in self])

    def hand(self, side: str) -> np.ndarray:
        """Indices (21,) of one hand, wrist first. Raises ``PoseError`` if the layout lacks it."""
        return self.indices(hand_joints(side))

    @cached_property
    def mirror(self) -> np.ndarray:
        """Permutation (j,) to the joint of the other side. ``PoseError`` for a layout with face mesh points."""
        return self.indices([mirrored_joint(joint) for joint in self.joints])


def hand_joints(side: str) -> tuple[str, ...]:
    """The 21 joint names of one hand: wrist, then thumb, index, middle, ring, pinky from the wrist outwards."""
    return (f"{side}_hand_wrist", *(f"{side}_{finger}_{k}" for finger in FINGERS for k in range(1, 5)))


def mirrored_joint(joint: str) -> str:
    """Name of the joint on the other side; itself if it lies in the middle."""
    if joint.startswith("face_"):
        return f"face_{_MIRRORED_FACE[int(joint[5:])]}"
    if joint.startswith(("mesh_", "slrtp_face_")):
        raise PoseError(f"The mirror image of {joint} is not known: map the pose to signer-131 first.")
    head, _, tail = joint.partition("world_")
    tail, prefix = (tail, "world_") if not head and tail else (joint, "")
    for side, other in (("right", "left"), ("left", "right")):
        if tail.startswith(f"{side}_"):
            return f"{prefix}{other}{tail[len(side) :]}"
        if tail == f"mouth_{side}":
            return f"{prefix}mouth_{other}"
    return joint


def _names(text: str) -> tuple[str, ...]:
    sides = {"r_": "right_", "l_": "left_"}
    return tuple(sides.get(name[:2], name[:2]) + name[2:] for name in text.split())


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split())


def pairs(text: str) -> tuple[tuple[int, int], ...]:
    """``1-2 3-4`` as pairs of numbers."""
    return tuple((int(a), int(b)) for a, b in (pair.split("-") for pair in text.split()))


def _mirrored_face() -> list[int]:
    """iBUG 300-W order (Sagonas et al. 2013): point i and its mirror image add up to a constant in each run."""
    mirrored = list(range(68))
    for first, last in ((0, 16), (17, 26), (31, 35), (48, 54), (55, 59), (60, 64), (65, 67)):
        for i in range(first, last + 1):
            mirrored[i] = first + last - i
    for right, left in zip((36, 37, 38, 39, 40, 41), (45, 44, 43, 42, 47, 46), strict=True):
        mirrored[right], mirrored[left] = left, right
    return mirrored


_MIRRORED_FACE = _mirrored_face()

LEFT_HAND, RIGHT_HAND = hand_joints("left"), hand_joints("right")
FACE_68 = tuple(f"face_{i}" for i in range(68))

OPENPOSE_BODY_18 = _names(
    "nose neck r_shoulder r_elbow r_wrist l_shoulder l_elbow l_wrist r_hip r_knee r_ankle l_hip l_knee l_ankle "
    "r_eye l_eye r_ear l_ear"
)
COCO_BODY_23 = _names(
    "nose l_eye r_eye l_ear r_ear l_shoulder r_shoulder l_elbow r_elbow l_wrist r_wrist l_hip r_hip l_knee r_knee "
    "l_ankle r_ankle l_big_toe l_small_toe l_heel r_big_toe r_small_toe r_heel"
)
MEDIAPIPE_BODY_33 = _names(
    "nose l_eye_inner l_eye l_eye_outer r_eye_inner r_eye r_eye_outer l_ear r_ear mouth_left mouth_right l_shoulder "
    "r_shoulder l_elbow r_elbow l_wrist r_wrist l_pinky r_pinky l_index r_index l_thumb r_thumb l_hip r_hip l_knee "
    "r_knee l_ankle r_ankle l_heel r_heel l_big_toe r_big_toe"
)
# The MediaPipe vertex at each iBUG point; one vertex each, the two sides mirror images of each other.
# Source: dlib correspondences of PeizhiYan/Mediapipe_2_Dlib_Landmarks, made symmetric with MediaPipe's canonical face.
MEDIAPIPE_VERTEX_OF_FACE_68 = _numbers(
    "127 234 93 58 172 136 150 176 152 400 379 365 397 288 323 454 356 "  # jaw, right ear to left ear
    "70 63 105 66 107 336 296 334 293 300 "  # brows
    "168 197 5 4 75 97 2 326 305 "  # nose
    "33 160 158 133 153 144 362 385 387 263 373 380 "  # eyes
    "61 39 37 0 267 269 291 405 314 17 84 181 "  # outer lips
    "78 82 13 312 308 317 14 87"  # inner lips
)

_EYES_AND_LIPS = (  # vertices from corner to corner; source: FACEMESH_CONTOURS of MediaPipe (Apache-2.0)
    "33 246 161 160 159 158 157 173 133",
    "33 7 163 144 145 153 154 155 133",
    "362 398 384 385 386 387 388 466 263",
    "362 382 381 380 374 373 390 249 263",
    "61 185 40 39 37 0 267 269 270 409 291",
    "61 146 91 181 84 17 314 405 321 375 291",
    "78 191 80 81 82 13 312 311 310 415 308",
    "78 95 88 178 87 14 317 402 318 324 308",
)
_NOSE = "168 6 197 195 5 4"
_JAW = "127 234 93 132 58 172 136 150 149 176 148 152 377 400 378 379 365 397 288 361 323 454 356"
_OTHER_CONTOURS = (  # forehead, and the lower edges of the brows: the 68 points do not determine them
    "10 338 297 332 284 251 389 162 21 54 103 67 109 46 53 52 65 55 276 283 282 295 285 70 63 105 66 107 "
    "336 296 334 293 300"
)
MEDIAPIPE_CONTOUR_VERTICES = tuple(sorted({int(v) for v in " ".join((*_EYES_AND_LIPS, _JAW, _OTHER_CONTOURS)).split()}))
"""The 128 contour vertices of MediaPipe's face mesh, in the order of the reduced layouts."""


def mesh_joint(vertex: int) -> str:
    """Joint name of a vertex 0..477 of MediaPipe's face mesh."""
    if vertex in _FACE_68_AT_VERTEX:
        return f"face_{_FACE_68_AT_VERTEX[vertex]}"
    return {468: "right_iris", 473: "left_iris"}.get(vertex, f"mesh_{vertex}")


_FACE_68_AT_VERTEX = {vertex: i for i, vertex in enumerate(MEDIAPIPE_VERTEX_OF_FACE_68)}
_MESH_468 = tuple(mesh_joint(vertex) for vertex in range(468))
_MESH_478 = tuple(mesh_joint(vertex) for vertex in range(478))
_MESH_128 = tuple(mesh_joint(vertex) for vertex in MEDIAPIPE_CONTOUR_VERTICES)
_WORLD_33 = tuple(f"world_{joint}" for joint in MEDIAPIPE_BODY_33)
_BODY_8 = _names("l_shoulder r_shoulder l_elbow r_elbow l_wrist r_wrist l_hip r_hip")

OPENPOSE_LIMBS = pairs("1-2 1-5 2-3 3-4 5-6 6-7 1-8 8-9 9-10 1-11 11-12 12-13 1-0 0-14 14-16 0-15 15-17")
"""The 17 limbs of OpenPose's body of 18, in the order in which it and DWPose draw them."""
HAND_LIMBS = tuple((0 if k == 0 else 4 * f + k, 4 * f + k + 1) for f in range(5) for k in range(4))
"""The 20 bones of a hand of 21 joints: wrist to tip, finger by finger."""


def _with_hands(limbs: Sequence[tuple[int, int]], *first_of_hand: int) -> tuple[tuple[int, int], ...]:
    hands = [(a + first, b + first) for first in first_of_hand for a, b in HAND_LIMBS]
    return (*limbs, *hands)


_EYE_DOTS = ("right_iris", "left_iris")
SIGNER_131 = Skeleton(
    "signer-131",
    (*OPENPOSE_BODY_18, *LEFT_HAND, *RIGHT_HAND, *FACE_68, *_EYE_DOTS, "tongue_tip"),
    _with_hands(OPENPOSE_LIMBS, 18, 39),
)
"""The canonical layout: body 0-17, left hand 18-38, right hand 39-59, face 60-127, irises 128-129, tongue 130."""
DWPOSE_128 = Skeleton("dwpose-128", SIGNER_131.joints[:128], SIGNER_131.limbs)
"""DWPose as Prompt2Sign v2 stores it."""
_OPENPOSE_BODY_25 = (*OPENPOSE_BODY_18[:8], "mid_hip", *OPENPOSE_BODY_18[8:], *COCO_BODY_23[17:])
OPENPOSE_137 = Skeleton(
    "openpose-137",
    (*_OPENPOSE_BODY_25, *FACE_68, *_EYE_DOTS, *LEFT_HAND, *RIGHT_HAND),
)
"""OpenPose JSON: body 25, face 70, left hand, right hand."""
COCO_WHOLEBODY_133 = Skeleton("coco-wholebody-133", (*COCO_BODY_23, *FACE_68, *LEFT_HAND, *RIGHT_HAND))
PROMPT2SIGN_50 = Skeleton(
    "prompt2sign-50",
    (*OPENPOSE_BODY_18[:8], *LEFT_HAND, *RIGHT_HAND),
    _with_hands(((0, 1), (1, 2), (2, 3), (3, 4), (1, 5), (5, 6), (6, 7), (7, 8), (4, 29)), 8, 29),
)
"""Prompt2Sign v1: body 8, left hand, right hand."""
PROGRESSIVE_50 = Skeleton(
    "progressive-50", tuple(mirrored_joint(joint) for joint in PROMPT2SIGN_50.joints), PROMPT2SIGN_50.limbs
)
"""Progressive Transformers: the same, but the left arm and the right hand come first.

Measured on its 15 PHOENIX sentences: joints 5-7 are on the picture's left, joints 8-28 bend as a right hand does, and
that hand moves more in 12 of them.
"""
_SLRTP_BODY_8 = _names("r_shoulder r_elbow r_wrist l_shoulder l_elbow l_wrist r_hip l_hip")
SLRTP_178 = Skeleton(
    "slrtp-178",
    (*_SLRTP_BODY_8, *RIGHT_HAND, *LEFT_HAND, *(f"slrtp_face_{i}" for i in range(128))),
)
"""SLRTP 2025: body 8, right hand, left hand, face 128.

The face holds ``MEDIAPIPE_CONTOUR_VERTICES`` in an order that the challenge's code uses (``order_128``) and does not
give, so its points stand for themselves and map to nothing. Source: walsharry/SLRTP-Sign-Production-Evaluation.
"""
_FACE_26_IN_COCO = _numbers("23 26 29 33 36 39 41 43 46 48 53 56 59 62 65 68 71 72 73 74 75 76 77 79 80 81")
TEXT2SIGN_79 = Skeleton(
    "text2sign-79",
    tuple(COCO_WHOLEBODY_133.joints[i] for i in (*range(11), *range(91, 133), *_FACE_26_IN_COCO)),
)
"""Text2Sign Diffusion: the 79-subset of COCO-WholeBody (probable: the paper does not list it)."""
MEDIAPIPE_543 = Skeleton("mediapipe-543", (*_MESH_468, *LEFT_HAND, *MEDIAPIPE_BODY_33, *RIGHT_HAND))
"""MediaPipe Holistic as the public tables of isolated signs store it: face, left hand, body, right hand."""
HOLISTIC_576 = Skeleton("holistic-576", (*MEDIAPIPE_BODY_33, *_MESH_468, *LEFT_HAND, *RIGHT_HAND, *_WORLD_33))
"""MediaPipe Holistic as ``.pose`` files store it."""
HOLISTIC_586 = Skeleton("holistic-586", (*MEDIAPIPE_BODY_33, *_MESH_478, *LEFT_HAND, *RIGHT_HAND, *_WORLD_33))
"""The same with ten points of the irises."""
HOLISTIC_178 = Skeleton("holistic-178", (*_BODY_8, *_MESH_128, *LEFT_HAND, *RIGHT_HAND))
"""The reduced ``.pose``: body 8, face contours, left hand, right hand."""

_ALL = (
    *(SIGNER_131, DWPOSE_128, OPENPOSE_137, COCO_WHOLEBODY_133, PROMPT2SIGN_50, PROGRESSIVE_50, SLRTP_178),
    *(TEXT2SIGN_79, MEDIAPIPE_543, HOLISTIC_576, HOLISTIC_586, HOLISTIC_178),
)
SKELETONS = {skeleton.name: skeleton for skeleton in _ALL}
"""Every layout by name."""


def remap(xyz: np.ndarray, confidence: np.ndarray, source: Skeleton, target: Skeleton) -> tuple[np.ndarray, np.ndarray]:
    """The joints of one layout as those of another.

    ``xyz`` (t j d) and ``confidence`` (t j) of ``source`` give (t k d) and (t k) of ``target``. A joint that the
    source lacks is made only where others determine it (``DERIVED``), with the lowest of their confidences;
    otherwise its confidence and place are 0.
    """
    copied, copied_from, derived = _recipe(source, target)
    out = np.zeros((len(xyz), len(target), xyz.shape[-1]), dtype=xyz.dtype)
    out_confidence = np.zeros((len(xyz), len(target)), dtype=confidence.dtype)
    out[:, copied] = xyz[:, copied_from]
    out_confidence[:, copied] = confidence[:, copied_from]
    for joint, parts, weights in derived:
        lowest = confidence[:, parts].min(axis=1)
        out_confidence[:, joint] = lowest
        mean = np.einsum("k,tkd->td", weights, np.nan_to_num(xyz[:, parts]))
        out[:, joint] = np.where(lowest[:, None] > 0, mean, 0)
    return out, out_confidence


_Derived = tuple[int, np.ndarray, np.ndarray]
"""A joint, the joints that it follows from, and their weights."""


@lru_cache(maxsize=64)
def _recipe(source: Skeleton, target: Skeleton) -> tuple[np.ndarray, np.ndarray, list[_Derived]]:
    shared = [joint for joint in target.joints if joint in source]
    derived = []
    for joint in target.joints:
        parts = DERIVED.get(joint, {})
        if joint not in source and parts and all(part in source for part in parts):
            weights = np.array(list(parts.values()), dtype=np.float32)
            derived.append((target.index(joint), source.indices(list(parts)), weights))
    return target.indices(shared), source.indices(shared), derived


def _same_points() -> dict[str, dict[str, float]]:
    """Joints that two layouts name differently, and means of two others."""
    same: dict[str, dict[str, float]] = {
        "neck": {"right_shoulder": 0.5, "left_shoulder": 0.5},
        "mid_hip": {"right_hip": 0.5, "left_hip": 0.5},
        "nose": {"face_30": 1.0},
    }
    # MediaPipe's pinky, index and thumb of the body: first, first, second knuckle (BlazePose, arXiv 2006.10204)
    for side, inner, outer, mouth in (("right", 39, 36, 48), ("left", 42, 45, 54)):
        same[f"{side}_eye"] = {f"face_{inner}": 0.5, f"face_{outer}": 0.5}
        same[f"{side}_eye_inner"] = {f"face_{inner}": 1.0}
        same[f"{side}_eye_outer"] = {f"face_{outer}": 1.0}
        same[f"mouth_{side}"] = {f"face_{mouth}": 1.0}
        same[f"{side}_pinky"] = {f"{side}_pinky_1": 1.0}
        same[f"{side}_index"] = {f"{side}_index_1": 1.0}
        same[f"{side}_thumb"] = {f"{side}_thumb_2": 1.0}
        same[f"{side}_wrist"] = {f"{side}_hand_wrist": 1.0}
        same[f"{side}_hand_wrist"] = {f"{side}_wrist": 1.0}
    return same


def _on_contour(chain: str) -> dict[str, dict[str, float]]:
    """Vertices between two of the 68 on one open line: evenly spaced on the Catmull-Rom spline through the 68."""
    vertices = [int(v) for v in chain.split()]
    anchors = [i for i, v in enumerate(vertices) if v in _FACE_68_AT_VERTEX]
    points = {}
    for n, (first, last) in enumerate(pairwise(anchors)):
        for i in range(first + 1, last):
            weights = _catmull_rom((i - first) / (last - first), n, len(anchors))
            points[mesh_joint(vertices[i])] = {mesh_joint(vertices[anchors[a]]): w for a, w in weights.items()}
    return points


def _catmull_rom(u: float, n: int, num_points: int) -> dict[int, float]:
    """Weights of the points at parameter ``u`` in 0..1 after point ``n`` of an open line."""
    basis = (-u + 2 * u**2 - u**3, 2 - 5 * u**2 + 3 * u**3, u + 4 * u**2 - 3 * u**3, -(u**2) + u**3)
    weights = {n + k - 1: b / 2 for k, b in enumerate(basis)}
    for outside, end, inner in ((-1, 0, 1), (num_points, num_points - 1, num_points - 2)):
        if outside in weights:  # the line goes straight on: p[-1] = 2 p[0] - p[1]
            b = weights.pop(outside)
            weights[end] += 2 * b
            weights[inner] -= b
    return weights


DERIVED: dict[str, dict[str, float]] = _same_points()
"""Joints that follow from others, with weights: used only where a layout lacks the joint."""
for _chain in (*_EYES_AND_LIPS, _NOSE, _JAW):
    DERIVED |= _on_contour(_chain)
