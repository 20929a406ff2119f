"""``.pose`` files: ours out, with the header of MediaPipe Holistic; anyone's in.

In the file x and y are pixels, y down; z is a fraction of the picture's width, away from the viewer, counted from the
hips (body), the wrist (hand) or the middle of the head (face), as ``pose-format`` stores MediaPipe.
"""

from __future__ import annotations

import io
import struct
from pathlib import Path

import numpy as np

from stable_signer.data.depth import joined_depth, split_depth
from stable_signer.data.pose_header import holistic_header, joint_names
from stable_signer.errors import PoseError
from stable_signer.files import written_whole
from stable_signer.pose import Pose
from stable_signer.skeleton import HOLISTIC_576, HOLISTIC_586, SIGNER_131, Skeleton

VIEW_UNITS = 3.84
"""What the shorter side of the picture holds, in shoulder widths; more where a joint reaches beyond."""
NECK_AT = (0.5, 0.42)
"""Where the neck is, as fractions of width and height."""
SHOULDER_WIDTH_M = 0.36
"""Metres a canonical unit, for MediaPipe's second body in metres: a nominal adult, since a pose does not say."""


def write(
    pose: Pose, path: Path, size: tuple[int, int] = (512, 512), refined: bool = False, world: bool = False
) -> None:
    """Write a canonical pose for a picture of ``size`` (width, height) in pixels, whole or not at all.

    ``refined`` adds the irises (586 points instead of 576). ``world`` fills in MediaPipe's second body in metres:
    left out by default, because players draw it over the first one. Raises ``PoseError`` if it cannot be written.
    """
    with written_whole(path, PoseError) as temporary:
        temporary.write_bytes(to_bytes(pose, size, refined, world))


def to_bytes(pose: Pose, size: tuple[int, int] = (512, 512), refined: bool = False, world: bool = False) -> bytes:
    """The file that ``write`` writes."""
    from pose_format import Pose as PoseFile
    from pose_format.numpy import NumPyPoseBody

    if len(pose) == 0:
        raise PoseError("A .pose file of no frames: expected a pose with at least one.")
    target = HOLISTIC_586 if refined else HOLISTIC_576
    data, confidence = _in_picture(pose.to(SIGNER_131), size, target)
    if world:
        _add_world(data, confidence, pose.to(HOLISTIC_576), size)
    body = NumPyPoseBody(pose.fps, data[:, None], confidence[:, None])
    buffer = io.BytesIO()
    PoseFile(holistic_header(*size, refined), body).write(buffer)
    return buffer.getvalue()


def read(path: Path) -> Pose:
    """The first person of a ``.pose`` file, MediaPipe's or OpenPose's, as a canonical pose of signer-131.

    Raises ``PoseError`` in one line for a missing, cut, foreign or empty file.
    """
    try:
        content = Path(path).read_bytes()
    except OSError as problem:
        raise PoseError(f"{path} cannot be read ({(problem.strerror or '').lower()}): give a .pose file.") from None
    pose, width = _parse(content, path)
    return joined_depth(pose, width).to(SIGNER_131).normalise()


def _parse(content: bytes, path: Path) -> tuple[Pose, float]:
    """The file's own joints with x right, y up, z to the viewer, z not yet scaled; and the picture's width."""
    from pose_format import Pose as PoseFile

    try:
        file = PoseFile.read(content)
        data = np.asarray(file.body.data.data, dtype=np.float32)
        confidence = np.asarray(file.body.confidence, dtype=np.float32)
        num_frames, num_people = confidence.shape[:2]
    except (struct.error, UnicodeDecodeError, ValueError, TypeError, RuntimeError, EOFError, AttributeError,
            MemoryError, OverflowError, IndexError, ZeroDivisionError):  # fmt: skip
        # whatever pose-format trips over in a broken file
        raise PoseError(f"{path} is not a whole .pose file: expected one of pose-format 0.1 or 0.2, not cut.") from None
    if num_frames == 0 or num_people == 0:
        raise PoseError(f"{path} holds {num_frames} frames of {num_people} people: expected at least one of each.")
    names = [name for part in file.header.components for name in joint_names(part.name, part.points)]
    xyz = np.zeros((num_frames, len(names), 3), np.float32)
    dims = min(data.shape[-1], 3)
    xyz[..., :dims] = data[:, 0, :, :dims] * np.array([1, -1, -1], np.float32)[:dims]
    confidence = _clean(xyz, confidence[:, 0])
    return Pose(xyz, confidence, file.body.fps, Skeleton(str(path), tuple(names))), file.header.dimensions.width


def _clean(xyz: np.ndarray, confidence: np.ndarray) -> np.ndarray:
    """Detectors give scores above 1, and places that are not numbers: those joints are missing."""
    confidence = np.clip(np.nan_to_num(confidence, nan=0.0), 0, 1)
    return np.where(np.isfinite(xyz).all(axis=-1), confidence, 0)


def _in_picture(pose: Pose, size: tuple[int, int], target: Skeleton) -> tuple[np.ndarray, np.ndarray]:
    width, height = size
    scale = _pixels_per_unit(pose, size)
    pose = split_depth(pose).to(target)
    x = NECK_AT[0] * width + pose.xyz[..., 0] * scale
    y = NECK_AT[1] * height - pose.xyz[..., 1] * scale
    data = np.stack([x, y, -pose.xyz[..., 2] * scale / width], axis=-1)
    return np.where(pose.present[..., None], data, 0).astype(np.float32), pose.confidence.copy()


def _pixels_per_unit(pose: Pose, size: tuple[int, int]) -> float:
    """So that everything from the hips up is in the picture."""
    upper = np.concatenate([pose.skeleton.hand("right"), pose.skeleton.hand("left"), pose.skeleton.face])
    points = pose.xyz[:, upper][pose.present[:, upper]]
    scale = min(size) / VIEW_UNITS
    if len(points) == 0:
        return scale
    for axis, sign, room in ((0, 1, 1 - NECK_AT[0]), (0, -1, NECK_AT[0]), (1, 1, NECK_AT[1]), (1, -1, 1 - NECK_AT[1])):
        reach = (sign * points[:, axis]).max()
        if reach > 0:
            scale = min(scale, 0.98 * room * size[axis] / float(reach))
    return scale


def _add_world(data: np.ndarray, confidence: np.ndarray, pose: Pose, size: tuple[int, int]) -> None:
    """MediaPipe's second body: metres from the hips, times width and height in x and y, as ``pose-format`` has it."""
    first, last = pose.skeleton.index("world_nose"), len(pose.skeleton)
    body = slice(0, last - first)
    hips = pose.skeleton.indices(["right_hip", "left_hip"])
    has_hips = np.all(pose.present[:, hips], axis=1)
    origin = pose.xyz[:, hips].mean(axis=1, keepdims=True)
    metres = (pose.xyz[:, body] - origin) * SHOULDER_WIDTH_M * np.array([1, -1, -1], np.float32)
    rows = slice(data.shape[1] - (last - first), data.shape[1])
    confidence[:, rows] = pose.confidence[:, body] * np.asarray(has_hips)[:, None]
    data[:, rows] = np.where(confidence[:, rows, None] > 0, metres * np.array([*size, 1], np.float32), 0)
