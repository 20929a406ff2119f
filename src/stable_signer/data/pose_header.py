"""The header of MediaPipe Holistic ``.pose`` files, made from facts of the format.

``pose_format.utils.holistic`` makes the same one, but only where an old ``mediapipe`` is installed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from stable_signer.skeleton import HAND_LIMBS, OPENPOSE_137, mesh_joint

if TYPE_CHECKING:
    from pose_format.pose_header import PoseHeader, PoseHeaderComponent

_SIDES_OF = ("LEFT_{0}", "RIGHT_{0}")


def _both(*names: str) -> list[str]:
    return [side.format(name) for name in names for side in _SIDES_OF]


BODY_POINTS = (
    "NOSE LEFT_EYE_INNER LEFT_EYE LEFT_EYE_OUTER RIGHT_EYE_INNER RIGHT_EYE RIGHT_EYE_OUTER LEFT_EAR RIGHT_EAR "
    "MOUTH_LEFT MOUTH_RIGHT"
).split() + _both(
    *"SHOULDER ELBOW WRIST PINKY INDEX THUMB HIP KNEE ANKLE HEEL FOOT_INDEX".split()  # fmt: skip
)
HAND_POINTS = (
    "WRIST THUMB_CMC THUMB_MCP THUMB_IP THUMB_TIP INDEX_FINGER_MCP INDEX_FINGER_PIP INDEX_FINGER_DIP "
    "INDEX_FINGER_TIP MIDDLE_FINGER_MCP MIDDLE_FINGER_PIP MIDDLE_FINGER_DIP MIDDLE_FINGER_TIP RING_FINGER_MCP "
    "RING_FINGER_PIP RING_FINGER_DIP RING_FINGER_TIP PINKY_MCP PINKY_PIP PINKY_DIP PINKY_TIP"
).split()
BODY_LIMBS = (
    ((15, 21), (16, 20), (18, 20), (3, 7), (14, 16), (23, 25), (28, 30), (11, 23), (27, 31), (6, 8), (15, 17))
    + ((24, 26), (16, 22), (4, 5), (5, 6), (29, 31), (12, 24), (23, 24), (0, 1), (9, 10), (1, 2), (0, 4), (11, 13))
    + ((30, 32), (28, 32), (15, 19), (16, 18), (25, 27), (26, 28), (12, 14), (17, 19), (2, 3), (11, 12), (27, 29))
    + ((13, 15),)
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
        return list(_hand(component.split("_")[0].lower()))
    if component == "FACE_LANDMARKS" and all(point.isdigit() for point in points):
        return [mesh_joint(int(point)) for point in points]
    prefix = {"POSE_LANDMARKS": "", "POSE_WORLD_LANDMARKS": "world_"}.get(component, f"{component}.")
    return [prefix + (_body(point) if point in BODY_POINTS else point) for point in points]


def _body(point: str) -> str:
    return point.lower().replace("foot_index", "big_toe")


def _hand(side: str) -> tuple[str, ...]:
    from stable_signer.skeleton import hand_joints

    return hand_joints(side)


_OPENPOSE_PARTS = {
    ("pose_keypoints_2d", 25): OPENPOSE_137.joints[:25],
    ("face_keypoints_2d", 70): OPENPOSE_137.joints[25:95],
    ("hand_left_keypoints_2d", 21): OPENPOSE_137.joints[95:116],
    ("hand_right_keypoints_2d", 21): OPENPOSE_137.joints[116:],
}
