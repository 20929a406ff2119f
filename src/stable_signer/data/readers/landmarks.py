"""Words of real signers as MediaPipe Holistic landmarks: a folder with ``index.csv`` and ``landmarks.npz``.

``index.csv`` has a row a clip: clip, gloss, start, stop (rows of the arrays), fps, width, height. ``landmarks.npz``
holds ``body`` (n 75 3): left hand 21, body 33, right hand 21, and ``face68`` (n 68 3); x and y in 0..1 of the picture,
y down, not a number where nothing was found.
"""

from __future__ import annotations

import csv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stable_signer.data.keypoints import from_picture
from stable_signer.errors import PoseError
from stable_signer.pose import Pose
from stable_signer.skeleton import FACE_68, LEFT_HAND, MEDIAPIPE_BODY_33, RIGHT_HAND, Skeleton

LAYOUT = Skeleton("holistic-143", (*LEFT_HAND, *MEDIAPIPE_BODY_33, *RIGHT_HAND, *FACE_68))
"""Joints of ``body`` and ``face68`` one after the other."""
COLUMNS = ("clip", "gloss", "start", "stop", "fps", "width", "height")


@dataclass(frozen=True)
class WordClip:
    """One signer, one word. ``pose`` is flat (depths 0), canonical, signer-131."""

    name: str
    gloss: str
    pose: Pose


def read_landmarks(folder: Path) -> tuple[tuple[WordClip, ...], tuple[str, ...]]:
    """Every clip of the folder that shows a signer, and one line for each that does not.

    Raises ``PoseError`` for a folder without the two files, or files of another layout.
    """
    rows = _index(Path(folder) / "index.csv")
    points = _points(Path(folder) / "landmarks.npz")
    clips: list[WordClip] = []
    problems: list[str] = []
    for row in rows:
        try:
            clips.append(_clip(row, points))
        except (PoseError, ValueError) as error:
            problems.append(f"{row['clip']}: {error}")
    return tuple(clips), tuple(problems)


def _clip(row: dict[str, str], points: np.ndarray) -> WordClip:
    start, stop = int(row["start"]), int(row["stop"])
    if not 0 <= start < stop <= len(points):
        raise PoseError(f"Frames {start} to {stop} of {len(points)}: expected some of them.")
    size = float(row["width"]), float(row["height"])
    xy = points[start:stop].astype(np.float32)
    confidence = np.asarray(np.isfinite(xy).all(axis=-1), np.float32)
    pose = from_picture(xy, confidence, float(row["fps"]), LAYOUT, size)
    return WordClip(row["clip"], row["gloss"], pose)


def _index(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise PoseError(f"{path} cannot be read ({reason}): expected a table.") from None
    missing = [name for name in COLUMNS if not rows or rows[0].get(name) is None]
    if missing:
        raise PoseError(f"{path} lacks {', '.join(missing)}: expected the columns {', '.join(COLUMNS)}, a row a clip.")
    return rows


def _points(path: Path) -> np.ndarray:
    """(n 143 2) places in the picture."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            body, face = arrays["body"], arrays["face68"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise PoseError(f"{path} cannot be read ({error}): expected arrays body and face68.") from None
    if body.shape[1:] != (75, 3) or face.shape != (len(body), 68, 3):
        raise PoseError(f"{path} has arrays {body.shape} and {face.shape}: expected (n, 75, 3) and (n, 68, 3).")
    return np.concatenate([body[..., :2], face[..., :2]], 1)
