"""The header of MediaPipe Holistic ``.pose`` files, made from facts of the format.

``pose_format.utils.holistic`` makes the same one, but only where an old ``mediapipe`` is installed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from stable_signer.skeleton import (
    FINGERS,
    HAND_LIMBS,
    MEDIAPIPE_BODY_33,
    OPENPOSE_137,
    hand_joints,
    mesh_joint,
    pairs,
)

if TYPE_CHECKING:
    from pose_format.pose_header import PoseHeader, PoseHeaderComponent

_MEDIAPIPE_NAMES = {"big_toe": "foot_index"}
"""Where MediaPipe says something else than our names."""
_HAND_JOINTS = {"thumb": ("CMC", "MCP", "IP", "TIP"), "": ("MCP", "PIP", "DIP", "TIP")}


def _body_point(joint: str) -> str:
    for ours, theirs in _MEDIAPIPE_NAMES.items():
        joint = joint.replace(ours, theirs)
    return joint.upper()


def _hand_points() -> Iterator[str]:
    yield "WRIST"
    for finger in FINGERS:
        name = finger.upper() if finger in ("thumb", "pinky") else f"{finger.upper()}_FINGER"
        yield from (f"{name}_{joint}" for joint in _HAND_JOINTS["thumb" if finger == "thumb" else ""])


BODY_POINTS = [_body_point(joint) for joint in MEDIAPIPE_BODY_33]
HAND_POINTS = list(_hand_points())
BODY_LIMBS = pairs(
    "15-21 16-20 18-20 3-7 14-16 23-25 28-30 11-23 27-31 6-8 15-17 24-26 16-22 4-5 5-6 29-31 12-24 23-24 0-1 9-10 "
    "1-2 0-4 11-13 30-32 28-32 15-19 16-18 25-27 26-28 12-14 17-19 2-3 11-12 27-29 13-15"
)
IRIS_LIMBS = ((475, 476), (477, 474), (469, 470), (472, 469), (471, 472), (474, 475), (476, 477), (470, 471))
_PALM_LIMBS = {(0, 5), (0, 17), (13, 17), (5, 9), (9, 13)}
_FINGER_LIMBS = {limb for limb in HAND_LIMBS if limb[0] != 0 or limb[1] == 1}
MEDIAPIPE_HAND_LIMBS = tuple(sorted(_PALM_LIMBS | _FINGER_LIMBS))
BODY_COLOUR, FACE_COLOUR = (255, 0, 0), (128, 0, 0)
# above 255 as in the real header: players clip
HAND_COLOURS = (
    (232, 232, 232),
    *((192 + 35 * k, 35 * k, 35 * k) for k in range(4)),
    *((35 * k, 35 * k, 192 + 35 * k) for k in range(4)),
    *((35 * k, 192 + 35 * k, 35 * k) for k in range(4)),
    *((35 * k, 192 + 35 * k, 192 + 35 * k) for k in range(4)),
    *((255, 128, 0), (255, 178, 102), (255, 153, 51), (255, 128, 0)),
)


@lru_cache(maxsize=1)
def face_limbs() -> tuple[tuple[int, int], ...]:
    """The 2,556 edges of MediaPipe's face mesh, in the order in which Python walks through the set of them."""
    text = files("stable_signer.data").joinpath("mediapipe_face_mesh.json").read_text(encoding="utf-8")
    v = json.loads(text)["triangles"]
    triangles = zip(v[::3], v[1::3], v[2::3], strict=True)
    edges = [edge for a, b, c in triangles for edge in ((a, b), (b, c), (c, a))]
    return tuple(frozenset(edges))


def holistic_header(width: int, height: int, refined: bool = False) -> PoseHeader:
    """The header for a picture of ``width`` x ``height`` pixels: 576 points, or 586 with the irises (``refined``)."""
    from pose_format.pose_header import PoseHeader, PoseHeaderDimensions

    irises = list(IRIS_LIMBS) if refined else []
    parts = [
        _component("POSE_LANDMARKS", BODY_POINTS, BODY_LIMBS, (BODY_COLOUR,)),
        _component("FACE_LANDMARKS", [str(i) for i in range(478 if refined else 468)],
                   [*face_limbs(), *irises], (FACE_COLOUR,)),
        _component("LEFT_HAND_LANDMARKS", HAND_POINTS, MEDIAPIPE_HAND_LIMBS, HAND_COLOURS),
        _component("RIGHT_HAND_LANDMARKS", HAND_POINTS, MEDIAPIPE_HAND_LIMBS, HAND_COLOURS),
        _component("POSE_WORLD_LANDMARKS", BODY_POINTS, BODY_LIMBS, (BODY_COLOUR,)),
    ]  # fmt: skip
    return PoseHeader(0.2, PoseHeaderDimensions(width, height, 0), parts)


def _component(
    name: str, points: Sequence[str], limbs: Sequence[tuple[int, int]], colours: Sequence[tuple[int, int, int]]
) -> PoseHeaderComponent:
    from pose_format.pose_header import PoseHeaderComponent

    return PoseHeaderComponent(name, list(points), list(limbs), list(colours), "XYZC")


def joint_names(component: str, points: Sequence[str]) -> list[str]:
    """Our names (see ``skeleton``) of the points of a component, MediaPipe's or OpenPose's.

    Points that we do not know keep their own name, so that the rest of the file can still be read.
    """
    known = _OPENPOSE_PARTS.get((component.lower(), len(points)))
    if known:
        return list(known)
    if component in ("LEFT_HAND_LANDMARKS", "RIGHT_HAND_LANDMARKS") and list(points) == HAND_POINTS:
        return list(hand_joints(component.split("_")[0].lower()))
    if component == "FACE_LANDMARKS" and all(point.isdigit() for point in points):
        return [mesh_joint(int(point)) for point in points]
    prefix = {"POSE_LANDMARKS": "", "POSE_WORLD_LANDMARKS": "world_"}.get(component, f"{component}.")
    ours = dict(zip(BODY_POINTS, MEDIAPIPE_BODY_33, strict=True))
    return [prefix + ours.get(point, point) for point in points]


_OPENPOSE_PARTS = {
    ("pose_keypoints_2d", 25): OPENPOSE_137.joints[:25],
    ("face_keypoints_2d", 70): OPENPOSE_137.joints[25:95],
    ("hand_left_keypoints_2d", 21): OPENPOSE_137.joints[95:116],
    ("hand_right_keypoints_2d", 21): OPENPOSE_137.joints[116:],
}
