"""The stabiliser: keypoints of a signer without jitter, jumps and short gaps, and otherwise as they were.

A small temporal network looks at how each joint and its part of the body move and says, for every frame, how much of
the frames around it belongs into it::

    y_t = x_t + sum_k c_k(t) (x_{t+k} - x_t),   |k| <= 7,   missing frames left out

so it moves a joint only towards where that joint was or will be: it has no lag, does not care where the signer stands
or how large they are in the picture, and makes nothing up. A clean frame has c = 0; what would move a joint by less
than ``DEAD_ZONE`` is not done at all. Axis letters: n tracks (a joint's place in the picture, or its depth), t frames,
d coordinates, k taps, f features.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from stable_signer.errors import ModelError, PoseError
from stable_signer.pose import Pose

WEIGHTS = Path(__file__).parent / "weights" / "stabiliser.onnx"
REACH = 7
"""Frames on each side that may enter a frame."""
MAX_GAP_S = 0.2
"""A joint that is missing for at most this long, and seen before and after, is put on the line between.

Longer gaps stay missing: a hand does a whole movement in that time.
"""
FILLED = 0.5
"""Confidence of a joint in a filled gap, as a share of the lower one beside it: seen it was not."""
DEAD_ZONE = 0.0055
"""A part of the body that would move by less than this stays as it is, shoulder widths (about 2 mm)."""
MIN_FRAMES = 3
MAX_FRAMES = 200_000
FPS_RANGE = (10.0, 120.0)
"""Frames a second that the network was made for."""
GROUPS = ("body", "hand", "face")
_QUIET_S = 0.2
_FLOOR = 1e-4
"""Smallest size of a difference that matters, shoulder widths."""
_BLOCK = 1024
"""Frames that the network sees at once, in a long pose."""
_MARGIN = 24


def stabilise(pose: Pose) -> Pose:
    """The pose with steady joints, and short gaps filled; as many frames, any layout, in the unit that it came in.

    Raises ``PoseError`` for a rate that the network was not made for or a pose too long, ``ModelError`` for missing
    weights.
    """
    if not FPS_RANGE[0] <= pose.fps <= FPS_RANGE[1] or len(pose) > MAX_FRAMES:
        raise PoseError(
            f"{len(pose)} frames at {pose.fps:g} fps to stabilise: expected at most {MAX_FRAMES}, at "
            f"{FPS_RANGE[0]:g} to {FPS_RANGE[1]:g} fps; resample() it first."
        )
    unit = _unit(pose)
    filled = fill_gaps(pose)
    if len(pose) < MIN_FRAMES or not pose.present.any():
        return filled
    xyz = filled.xyz.astype(np.float64) / unit
    seen = np.minimum(pose.confidence > 0, filled.confidence > 0)
    there = filled.confidence > 0
    groups = [(kind, joints) for kind, joints in parts_of(pose) if there[:, joints].any()]
    moved = np.zeros_like(xyz)
    for kind, joints in groups:
        for axes in ([0, 1], [2]):
            x = np.moveaxis(xyz[:, joints][..., axes], 0, 1)
            if np.ptp(x[there[:, joints].T], axis=0).any():
                shift = _shift(x, seen[:, joints].T, there[:, joints].T, kind, axes == [2], pose.fps)
                moved[:, joints[:, None], axes] = np.moveaxis(shift, 0, 1)
    return replace(filled, xyz=np.where(there[..., None], (xyz + moved) * unit, 0.0))


def stabilise_if_known(pose: Pose) -> Pose:
    """As ``stabilise``; a pose at a rate that the network was not made for stays as it is."""
    return stabilise(pose) if FPS_RANGE[0] <= pose.fps <= FPS_RANGE[1] else pose


def fill_gaps(pose: Pose) -> Pose:
    """Joints that are missing for at most ``MAX_GAP_S`` between two sights, on the line between, less confident."""
    longest = int(MAX_GAP_S * pose.fps)
    xyz, confidence = pose.xyz.copy(), pose.confidence.copy()
    for joint in np.flatnonzero(pose.present.any(0) & ~pose.present.all(0)):
        frames = np.flatnonzero(pose.present[:, joint])
        for before, after in pairwise(frames):
            if 1 < after - before <= longest + 1:
                inside = np.arange(before + 1, after)
                share = ((inside - before) / (after - before))[:, None]
                xyz[inside, joint] = (1 - share) * pose.xyz[before, joint] + share * pose.xyz[after, joint]
                confidence[inside, joint] = FILLED * min(pose.confidence[before, joint], pose.confidence[after, joint])
    return replace(pose, xyz=xyz, confidence=confidence)


def parts_of(pose: Pose) -> list[tuple[str, np.ndarray]]:
    """The joints of a pose by part that moves as one: kind (one of ``GROUPS``) and indices (n,)."""
    skeleton = pose.skeleton
    hands = [skeleton.hand(side) for side in ("right", "left") if f"{side}_hand_wrist" in skeleton]
    body = skeleton.body
    rest = np.setdiff1d(np.arange(len(skeleton)), np.concatenate([body, *hands]))
    found = [("body", body), *(("hand", hand) for hand in hands), ("face", rest)]
    return [(kind, joints) for kind, joints in found if len(joints)]


def features(x: np.ndarray, seen: np.ndarray, kind: str, is_depth: bool, fps: float) -> np.ndarray:
    """What the network sees of tracks (n t d) of one part: (n f t) float32.

    Sizes of first, second and third differences of each track and their mean over the part, on a logarithmic scale;
    how much each step turns back; whether the frame was ``seen`` (n t); what part it is, and the frame rate.
    """
    first = np.diff(x, axis=1, prepend=x[:, :1])
    second = _shifted(first, 1) - first
    third = second - _shifted(second, -1)
    sizes = np.stack([np.linalg.norm(a, axis=-1) for a in (first, second, third)], 1)
    turn = (first * _shifted(first, 1)).sum(-1) / np.maximum(
        sizes[:, 0] * np.linalg.norm(_shifted(first, 1), axis=-1), _FLOOR**2
    )
    own = np.log(sizes + _FLOOR)
    part = np.broadcast_to(np.log((sizes * seen[:, None]).mean(0) + _FLOOR), own.shape)
    labels = [*(float(kind == group) for group in GROUPS), float(is_depth), np.log(fps / 25.0)]
    fixed = np.broadcast_to(np.array(labels)[:, None], (len(x), len(labels), x.shape[1]))
    channels = [(own + 5.0) / 2.0, (part + 5.0) / 2.0, turn[:, None], seen[:, None].astype(float), fixed]
    return np.concatenate(channels, 1).astype(np.float32)


def mixed(x: np.ndarray, there: np.ndarray, c: np.ndarray) -> np.ndarray:
    """How far (n t d) the taps ``c`` (n k t) move tracks ``x`` (n t d); frames that are not ``there`` (n t) are left
    out."""
    moved = np.zeros_like(x)
    for i, k in enumerate(taps()):
        source = np.clip(np.arange(x.shape[1]) + k, 0, x.shape[1] - 1)
        moved += (c[:, i] * there[:, source])[..., None] * (x[:, source] - x)
    return moved


def taps() -> list[int]:
    """The places k of the frames that may enter a frame."""
    return [k for k in range(-REACH, REACH + 1) if k]


def _shift(x: np.ndarray, seen: np.ndarray, there: np.ndarray, kind: str, is_depth: bool, fps: float) -> np.ndarray:
    """How far (n t d) to move the tracks (n t d) of one part."""
    moved = np.zeros_like(x)
    for start in range(0, x.shape[1], _BLOCK):
        first, stop = max(start - _MARGIN, 0), start + _BLOCK
        block = slice(first, stop + _MARGIN)
        f = features(x[:, block], seen[:, block], kind, is_depth, fps)
        c = _session(str(WEIGHTS)).run(None, {"f": f})[0]
        part = mixed(x[:, block], there[:, block], c)
        moved[:, start:stop] = part[:, start - first :][:, :_BLOCK]
    moved *= there[..., None]
    return moved * _needed(moved, there, fps)[..., None]


def _needed(moved: np.ndarray, there: np.ndarray, fps: float) -> np.ndarray:
    """0 where a track (n t) is clean around a frame, rising to 1 where it moves by twice the dead zone."""
    size = np.where(there, np.linalg.norm(moved, axis=-1), 0.0)
    reach = max(round(_QUIET_S * fps), 1)
    padded = np.pad(size, ((0, 0), (reach, reach)))
    largest = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1, axis=1).max(-1)
    share = np.clip(largest / DEAD_ZONE - 1.0, 0.0, 1.0)
    return share * share * (3.0 - 2.0 * share)


def _shifted(a: np.ndarray, by: int) -> np.ndarray:
    """Frame t + by at t, along the second axis; the ends are repeated."""
    return a[:, np.clip(np.arange(a.shape[1]) + by, 0, a.shape[1] - 1)]


def _unit(pose: Pose) -> float:
    """Units of the pose in a shoulder width; 1 where shoulders are never seen."""
    if not all(f"{side}_shoulder" in pose.skeleton for side in ("right", "left")):
        return 1.0
    a, b = pose.skeleton.indices(("right_shoulder", "left_shoulder"))
    both = pose.present[:, a] & pose.present[:, b]
    width = np.linalg.norm(pose.xyz[both, a] - pose.xyz[both, b], axis=-1)
    return float(np.median(width)) if len(width) and np.median(width) > 0 else 1.0


@lru_cache(1)
def _session(path: str) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ModelError(
            f"{path} is not a readable network ({type(error).__name__}): reinstall the package."
        ) from error
