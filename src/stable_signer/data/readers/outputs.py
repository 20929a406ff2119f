"""Poses that other systems wrote, in the formats of the field: one file or a folder, one sequence or many.

========================  =====================================================================================
``.skels`` (``.gz``)      a sequence a line: 151 values a frame (Progressive Transformers, Prompt2Sign v1)
                          or 385 (DWPose-128, Prompt2Sign v2)
``.json``                 SLRTP 2025: name -> (t 178 3), or name -> {"poses_3d": (t 178 3)}; or a list of such
``.npy`` ``.npz``         DWPose-128 rows (t 385), one array a sequence
``.pose`` ``.safetensors`` pose-format's and ours, one sequence a file
folder of ``.json``       OpenPose or DWPose, a frame a file: one sequence
folder                    all files of the first kinds, in the order of their names
========================  =====================================================================================
"""

from __future__ import annotations

import gzip
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from stable_signer.data.keypoints import (
    DWPOSE_ROW,
    SKELS_ROW,
    from_dwpose_rows,
    from_skels_line,
    read_dwpose_json,
    read_openpose_json,
)
from stable_signer.errors import PoseError
from stable_signer.pose import Pose
from stable_signer.skeleton import SIGNER_131, SLRTP_178

MAX_BYTES = 2_000_000_000
"""Largest file that is read, unpacked."""
MAX_SEQUENCES = 100_000
SUFFIXES = (".skels", ".json", ".npy", ".npz", ".pose", ".safetensors")


@dataclass(frozen=True)
class Recorded:
    """One sequence."""

    name: str
    """The name in its file, or the file's, or the number of its line from 1."""
    pose: Pose
    """Canonical, signer-131."""
    native: np.ndarray | None = None
    """(t j 3) as in the file, where papers score the file's own numbers (``.skels``, SLRTP)."""


def read_outputs(path: Path, fps: float = 25.0, size: tuple[float, float] = (1280, 720)) -> tuple[Recorded, ...]:
    """All sequences of a file or folder.

    ``fps``: rate of formats that do not say theirs; ``size``: width and height of the picture of which DWPose's places
    are fractions. Raises ``PoseError`` in one line for what is missing, empty, of another shape, or no such file.
    """
    path = Path(path)
    if path.is_dir():
        found = tuple(_folder(path, fps, size))
    elif path.is_file():
        found = tuple(_file(path, fps, size))
    else:
        raise PoseError(f"{path} does not exist: give a file or folder of poses ({' '.join(SUFFIXES)}).")
    if not found:
        raise PoseError(f"{path} holds no sequence: expected poses ({' '.join(SUFFIXES)}).")
    return found


def _folder(path: Path, fps: float, size: tuple[float, float]) -> Iterator[Recorded]:
    files = sorted(file for file in path.iterdir() if _suffix(file) in SUFFIXES)
    if not files:
        raise PoseError(f"{path} holds no poses: expected files that end in {' '.join(SUFFIXES)}.")
    if all(_suffix(file) == ".json" for file in files) and (read := _frame_reader(files[0], size)):
        yield Recorded(path.name, read(files, fps))
        return
    for file in files:
        yield from _file(file, fps, size)


def _frame_reader(file: Path, size: tuple[float, float]) -> Any:
    """How to read a folder of frames; ``None`` if ``file`` is not a frame."""
    data = _json(file)
    if isinstance(data, dict) and "people" in data:
        return read_openpose_json
    if isinstance(data, dict) and "num_persons" in data:
        return lambda files, fps: read_dwpose_json(files, fps, size)
    return None


def _file(path: Path, fps: float, size: tuple[float, float]) -> Iterator[Recorded]:
    suffix = _suffix(path)
    if suffix in (".pose", ".safetensors"):
        yield Recorded(path.stem, Pose.load(path).to(SIGNER_131).normalise())
    elif suffix == ".skels":
        yield from _skels(path, fps, size)
    elif suffix == ".json":
        yield from _slrtp(path, fps)
    elif suffix in (".npy", ".npz"):
        for name, rows in _arrays(path).items():
            yield Recorded(name, from_dwpose_rows(rows, fps, size))
    else:
        raise PoseError(f"{path}: expected a name that ends in {' '.join(SUFFIXES)}.")


def _skels(path: Path, fps: float, size: tuple[float, float]) -> Iterator[Recorded]:
    lines = _text(path).splitlines()
    if len(lines) > MAX_SEQUENCES:
        raise PoseError(f"{path} has {len(lines)} lines: expected at most {MAX_SEQUENCES} sequences.")
    for number, line in enumerate(lines, 1):
        try:
            if _is_dwpose(line):
                rows = np.array(line.split(), np.float32).reshape(-1, DWPOSE_ROW)
                yield Recorded(str(number), from_dwpose_rows(rows, fps, size))
            else:
                pose = from_skels_line(line, fps)
                native = np.array(line.split(), np.float32).reshape(-1, SKELS_ROW)[:, :-1]
                yield Recorded(str(number), pose, native.reshape(len(native), -1, 3))
        except (PoseError, ValueError) as error:
            raise PoseError(f"{path}, line {number}: {error}") from None


def _is_dwpose(line: str) -> bool:
    """By length; where both fit, the counter at the end of each frame grows."""
    values = line.split()
    if len(values) % DWPOSE_ROW or not values:
        return False
    if len(values) % SKELS_ROW:
        return True
    counter = np.array(values[DWPOSE_ROW - 1 :: DWPOSE_ROW], np.float32)
    return bool((np.diff(counter) > 0).all())


def _slrtp(path: Path, fps: float) -> Iterator[Recorded]:
    data = _json(path)
    if isinstance(data, list):
        data = {"1": data} if _depth(data) == 3 else {str(i): row for i, row in enumerate(data, 1)}
    if not isinstance(data, dict) or not data:
        raise PoseError(f"{path} holds no sequences: expected SLRTP's name -> (frames, {len(SLRTP_178)}, 3).")
    for name, row in list(data.items())[:MAX_SEQUENCES]:
        values = row.get("poses_3d") if isinstance(row, dict) else row
        native = _numbers(values)
        if native is None or native.ndim != 3 or native.shape[1:] != (len(SLRTP_178), 3) or not len(native):
            shape = "no numbers" if native is None else f"shape {native.shape}"
            raise PoseError(f"{path}, {name!r} has {shape}: expected (frames, {len(SLRTP_178)}, 3) of SLRTP.")
        yield Recorded(name, _upright(native, fps), native)


def _upright(native: np.ndarray, fps: float) -> Pose:
    """SLRTP's files do not say which way their axes point: hips are below shoulders, the right one to the left."""
    right, left, hip = SLRTP_178.indices(("right_shoulder", "left_shoulder", "right_hip"))
    xyz = native.copy()
    if np.nanmedian(xyz[:, hip, 1] - xyz[:, right, 1]) > 0:
        xyz[..., 1] *= -1
    if np.nanmedian(xyz[:, left, 0] - xyz[:, right, 0]) < 0:
        xyz[..., [0, 2]] *= -1
    known = np.asarray(np.isfinite(xyz).all(-1), np.float32)
    return Pose(np.nan_to_num(xyz), known, fps, SLRTP_178).to(SIGNER_131).normalise()


def _arrays(path: Path) -> dict[str, np.ndarray]:
    _check_size(path, path.stat().st_size)
    try:
        loaded = np.load(path, allow_pickle=False)
        arrays = dict(loaded) if path.suffix == ".npz" else {path.stem: loaded}
        return {name: np.asarray(rows, np.float32) for name, rows in arrays.items()}
    except (OSError, ValueError, EOFError, TypeError, zipfile.BadZipFile) as error:
        raise PoseError(f"{path} cannot be read ({error}): expected arrays of {DWPOSE_ROW} values a frame.") from None


def _json(path: Path) -> Any:
    try:
        return json.loads(_text(path))
    except (json.JSONDecodeError, RecursionError):
        raise PoseError(f"{path} is not JSON: expected SLRTP's sequences, or keypoints of one frame.") from None


def _text(path: Path) -> str:
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        _check_size(path, len(content))
        return content.decode("utf-8")
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise PoseError(f"{path} cannot be read ({reason}): expected poses.") from None
    except UnicodeDecodeError:
        raise PoseError(f"{path} is not text: expected numbers.") from None


def _check_size(path: Path, size: int) -> None:
    if size > MAX_BYTES:
        raise PoseError(f"{path} is larger than {MAX_BYTES:,} bytes: split it.")


def _suffix(path: Path) -> str:
    return Path(path.stem).suffix.lower() if path.suffix == ".gz" else path.suffix.lower()


def _depth(value: Any) -> int:
    return 1 + _depth(value[0]) if isinstance(value, list) and value else 0


def _numbers(values: Any) -> np.ndarray | None:
    try:
        return np.asarray(values, np.float32)
    except (ValueError, TypeError):
        return None
