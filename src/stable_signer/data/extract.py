"""Video to keypoints: MediaPipe Holistic, whose last release with its models inside is 0.10.21 (extra ``video``)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from stable_signer.data.depth import joined_depth
from stable_signer.errors import PoseError
from stable_signer.pose import Pose
from stable_signer.skeleton import HOLISTIC_586, SIGNER_131, Skeleton

VIDEO_SUFFIXES = (".mp4", ".mov", ".mkv", ".webm", ".avi", ".m4v")
MAX_FRAMES = 20_000
MAX_SIDE = 960
"""Pictures with a longer side are made smaller first: the detector works at 256 pixels and less."""
LAYOUT = Skeleton("mediapipe-553", HOLISTIC_586.joints[:553])
"""Body 33, face 478, left hand, right hand."""
_PARTS = (("pose_landmarks", 33), ("face_landmarks", 478), ("left_hand_landmarks", 21), ("right_hand_landmarks", 21))


def extract(path: str | Path) -> Pose:
    """The signer of a video, as a canonical pose of signer-131; what is not found in a frame is missing there.

    Raises ``PoseError`` for a file that is no video, one without a signer, and where mediapipe is not installed.
    """
    path = Path(path)
    frames, fps = _frames(path)
    holistic = _holistic()
    rows, size = [], (1, 1)
    with holistic:
        for picture in frames:
            size = picture.shape[1], picture.shape[0]
            rows.append(_landmarks(holistic.process(picture), size))
    if not rows:
        raise PoseError(f"{path} holds no pictures: expected a video of a signer.")
    found = np.stack(rows)
    confidence = np.asarray(np.isfinite(found[..., :3]).all(-1), np.float32)
    confidence[:, :33] *= np.clip(np.nan_to_num(found[:, :33, 3]), 0, 1) > 0.5
    if not confidence.any():
        raise PoseError(f"{path} shows nobody that MediaPipe finds: expected a signer seen from the front.")
    pose = Pose(np.nan_to_num(found[..., :3]), confidence, fps, LAYOUT)
    return joined_depth(pose, size[0]).to(SIGNER_131).normalise()


def _frames(path: Path) -> tuple[Iterator[np.ndarray], float]:
    """Pictures (h w 3) and their rate. Raises ``PoseError`` before the first one where the file is no video."""
    import av
    from av.error import FFmpegError

    try:
        container = av.open(str(path))
        stream = container.streams.video[0]
        fps = float(stream.average_rate or 25)
    except (FFmpegError, IndexError, OSError) as error:
        raise PoseError(f"{path} is not a video that can be read ({error}): give an .mp4 of a signer.") from None

    def pictures() -> Iterator[np.ndarray]:
        try:
            for count, frame in enumerate(container.decode(stream)):
                if count >= MAX_FRAMES:
                    raise PoseError(f"{path} has more than {MAX_FRAMES:,} frames: cut it into sentences.")
                scale = min(1.0, MAX_SIDE / max(frame.width, frame.height))
                size = round(frame.width * scale), round(frame.height * scale)
                yield frame.to_ndarray(format="rgb24", width=size[0], height=size[1])
        except FFmpegError as error:
            raise PoseError(f"{path} is cut or broken ({error}): expected a whole video.") from None
        finally:
            container.close()

    return pictures(), fps


def _holistic() -> Any:
    os.environ.setdefault("GLOG_minloglevel", "2")
    try:
        from mediapipe.python.solutions.holistic import Holistic  # pyright: ignore[reportMissingImports]
    except ImportError:
        raise PoseError("Reading videos needs mediapipe: pip install 'stable-signer[video]'.") from None
    return Holistic(model_complexity=1, refine_face_landmarks=True)


def _landmarks(result: Any, size: tuple[int, int]) -> np.ndarray:
    """(553 4): x, y (up) in pixels, z to the viewer in widths of the picture, visibility; not a number = missing."""
    parts = []
    for name, count in _PARTS:
        found = getattr(result, name)
        rows = np.full((count, 4), np.nan, np.float32)
        for i, point in enumerate(found.landmark[:count] if found else ()):
            rows[i] = point.x * size[0], -point.y * size[1], -point.z, point.visibility
        parts.append(rows)
    return np.concatenate(parts)
