"""Keypoints as other programs store them: DWPose rows and JSON, OpenPose JSON, ``.skels`` lines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from stable_signer.errors import PoseError
from stable_signer.pose import Pose
from stable_signer.skeleton import DWPOSE_128, OPENPOSE_137, PROGRESSIVE_50, PROMPT2SIGN_50, SIGNER_131, Skeleton

DWPOSE_PARTS = (18, 42, 68)
"""Joints of body, hands and face: each part is its places, then its scores."""
DWPOSE_ROW = 3 * sum(DWPOSE_PARTS) + 1
SKELS_ROW = 3 * len(PROMPT2SIGN_50) + 1


def from_picture(
    xy: np.ndarray, confidence: np.ndarray, fps: float, skeleton: Skeleton, size: tuple[float, float] = (1.0, 1.0)
) -> Pose:
    """Places in a picture as a flat canonical pose of signer-131.

    ``xy`` (t j 2): y down, in pixels, or in fractions of ``size`` (width, height). ``confidence`` (t j): scores; above
    1 counts as 1, below 0 as missing.
    """
    xyz = np.concatenate([xy * np.array([size[0], -size[1]]), np.zeros((*xy.shape[:2], 1))], axis=-1)
    known = np.isfinite(xyz).all(axis=-1) & np.isfinite(confidence)
    confidence = np.where(known, np.clip(confidence, 0, 1), 0)
    return Pose(np.nan_to_num(xyz), confidence, fps, skeleton).to(SIGNER_131).normalise()


def from_dwpose_rows(rows: np.ndarray, fps: float, size: tuple[float, float]) -> Pose:
    """Prompt2Sign v2: rows (t 385) of body 18, hands 2 x 21, face 68, and a counter, which is left out.

    Each part is its places, as fractions of the picture's ``size`` in pixels, then its scores. Raises ``PoseError`` for
    rows of another length. Source: ``process_npz_files`` of Prompt2Sign's tools of 2025.
    """
    if rows.ndim != 2 or rows.shape[1] not in (DWPOSE_ROW, DWPOSE_ROW - 1):
        raise PoseError(f"DWPose rows of shape {rows.shape}: expected {DWPOSE_ROW} values a frame.")
    places, scores, start = [], [], 0
    for count in DWPOSE_PARTS:
        places.append(rows[:, start : start + 2 * count].reshape(len(rows), count, 2))
        scores.append(rows[:, start + 2 * count : start + 3 * count])
        start += 3 * count
    scores[0] = _body_scores(scores[0])
    return from_picture(np.concatenate(places, 1), np.concatenate(scores, 1), fps, DWPOSE_128, size)


def read_dwpose_json(paths: Sequence[Path], fps: float, size: tuple[float, float], person: int = 0) -> Pose:
    """One file a frame, as Prompt2Sign's tools write DWPose. Raises ``PoseError`` for a file that is none."""
    frames = [_dwpose_frame(_json(path), person, path) for path in paths]
    if not frames:
        raise PoseError("No DWPose files: expected one a frame.")
    return from_picture(np.stack([f[0] for f in frames]), np.stack([f[1] for f in frames]), fps, DWPOSE_128, size)


def read_openpose_json(paths: Sequence[Path], fps: float) -> Pose:
    """One file a frame, as OpenPose writes them; the first person of each. Raises ``PoseError`` for another file."""
    frames = np.stack([_openpose_frame(_json(path), path) for path in paths]) if paths else None
    if frames is None:
        raise PoseError("No OpenPose files: expected one a frame.")
    return from_picture(frames[..., :2], frames[..., 2], fps, OPENPOSE_137)


def from_skels_line(line: str, fps: float) -> Pose:
    """A line of a ``.skels`` file: frames of 50 joints x 3 and a counter, y down, one after the other.

    The shoulders tell whose line it is: the signer faces us, so the right one is on the picture's left. The scale
    (Prompt2Sign divides by 9, Progressive Transformers by 3) goes when the pose is made canonical. Raises ``PoseError``
    for a line of another length, or with words.
    """
    try:
        values = np.array(line.split(), dtype=np.float32)
    except ValueError:
        raise PoseError(f"Not a line of a .skels file: {line[:40]!r}...; expected numbers.") from None
    if len(values) == 0 or len(values) % SKELS_ROW:
        raise PoseError(f"A .skels line of {len(values)} numbers: expected {SKELS_ROW} a frame.")
    joints = values.reshape(-1, SKELS_ROW)[:, :-1].reshape(-1, len(PROMPT2SIGN_50), 3)
    right, left = PROMPT2SIGN_50.indices(("right_shoulder", "left_shoulder"))
    is_prompt2sign = np.median(joints[:, left, 0] - joints[:, right, 0]) > 0
    skeleton = PROMPT2SIGN_50 if is_prompt2sign else PROGRESSIVE_50
    pose = Pose(joints * np.array([1, -1, 1], np.float32), np.ones(joints.shape[:2]), fps, skeleton)
    return pose.to(SIGNER_131).normalise()


def _body_scores(scores: np.ndarray) -> np.ndarray:
    """DWPose writes the number of a body joint where its score should be, and -1 if it is missing."""
    numbers = np.arange(scores.shape[-1])
    if ((scores == numbers) | (scores == -1)).all():
        return (scores >= 0).astype(np.float32)
    return scores


def _json(path: Path) -> dict:
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError):
        raise PoseError(f"{path} is not JSON that can be read: expected keypoints of one frame.") from None
    if not isinstance(data, dict):
        raise PoseError(f"{path} holds a {type(data).__name__}: expected the keypoints of one frame.")
    return data


def _dwpose_frame(data: dict, person: int, path: Path) -> tuple[np.ndarray, np.ndarray]:
    found = data.get(f"person_{person}")
    if found is None:
        return np.zeros((len(DWPOSE_128), 2)), np.zeros(len(DWPOSE_128))
    parts = ("body", "left_hand", "right_hand", "face")
    try:
        xy = np.concatenate([np.array(found[f"{part}_keypoints"], dtype=float).reshape(-1, 2) for part in parts])
        scores = [np.array(found[f"{part}_scores"], dtype=float).ravel() for part in parts]
    except (KeyError, ValueError, TypeError):
        raise PoseError(f"{path} is not a DWPose frame: expected body, hand and face keypoints and scores.") from None
    confidence = np.concatenate([_body_scores(scores[0]), *scores[1:]])
    if xy.shape != (len(DWPOSE_128), 2) or confidence.shape != (len(DWPOSE_128),):
        raise PoseError(f"{path} holds {len(xy)} joints: expected {len(DWPOSE_128)} of DWPose.")
    return xy, confidence


def _openpose_frame(data: dict, path: Path) -> np.ndarray:
    """Rows (137 3) of x, y and score; zeros where nobody was found."""
    people = data.get("people")
    if not isinstance(people, list):
        raise PoseError(f"{path} is not an OpenPose frame: expected 'people'.")
    if not people:
        return np.zeros((len(OPENPOSE_137), 3))
    keys = ("pose_keypoints_2d", "face_keypoints_2d", "hand_left_keypoints_2d", "hand_right_keypoints_2d")
    counts = (25, 70, 21, 21)
    rows = [people[0].get(key) or [0.0] * 3 * count for key, count in zip(keys, counts, strict=True)]
    if [len(row) for row in rows] != [3 * count for count in counts]:
        raise PoseError(f"{path}: {[len(row) // 3 for row in rows]} keypoints; expected {list(counts)} (BODY_25).")
    return np.concatenate([np.array(row, dtype=float).reshape(-1, 3) for row in rows])
