"""The stabiliser: keypoints of a signer without jitter, leaps and short gaps, and otherwise as they were.

A small temporal network looks at how each joint and its part of the body move and says, for every frame, how much of
the frames around it belongs into it::

    y_t = x_t + g_t sum_k c_k(t) (x_{t+k} - x_t),   |k| <= 7,   missing frames left out

so it moves a joint only towards where that joint was or will be: it has no lag, does not care where the signer stands
or how large they are in the picture, and makes nothing up. The gate g is measured, not learnt (``jitter.gate``): it is
0 where bones keep their length and nothing leaps, so that clean motion comes out as it went in. Axis letters: n tracks
(a joint's place in the picture, or its depth), t frames, d coordinates, k taps, f features.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from stable_signer.errors import ModelError, PoseError
from stable_signer.gloss_to_pose.jitter import bones_of, breaks, gate, jitter, leapt, repeated, residuals, widened
from stable_signer.pose import Pose
from stable_signer.skeleton import Skeleton

WEIGHTS = Path(__file__).parent / "weights" / "stabiliser.onnx"
REACH = 7
"""Frames on each side that may enter a frame."""
MAX_GAP_S = 0.2
"""A joint that is missing for at most this long, and seen before and after, is put on the line between.

Longer gaps stay missing: a hand does a whole movement in that time.
"""
FILLED = 0.5
"""Confidence of a joint in a filled gap, as a share of the lower one beside it: seen it was not."""
LIMIT = 2.5
"""Times the jitter that a joint may move, where it did not leap."""
OUTLIER = 5.7
"""Times the jitter: a bone whose length is off by more has an end that leapt, at four standard deviations of both."""
MIN_FRAMES = 3
MAX_FRAMES = 200_000
FPS_RANGE = (10.0, 120.0)
"""Frames a second that the network was made for."""
GROUPS = ("body", "hand", "face")
_ACROSS = (1, 2, 4)
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
    there = filled.confidence > 0
    moved = np.zeros_like(xyz)
    for kind, joints in parts_of(pose.skeleton):
        if np.any(there[:, joints]):
            x = _bridged(np.moveaxis(xyz[:, joints], 0, 1), there[:, joints].T)
            part = Part(
                kind, x, pose.present[:, joints].T, there[:, joints].T,
                bones_of(kind, joints, pose.skeleton), pose.fps,
            )  # fmt: skip
            moved[:, joints] = np.moveaxis(_shift(part), 0, 1)
    touched = np.any(moved, axis=-1)
    return replace(filled, xyz=np.where(touched[..., None], (xyz + moved) * unit, filled.xyz))


def stabilise_if_known(pose: Pose) -> Pose:
    """As ``stabilise``; a pose at a rate that the network was not made for stays as it is."""
    return stabilise(pose) if FPS_RANGE[0] <= pose.fps <= FPS_RANGE[1] else pose


def fill_gaps(pose: Pose) -> Pose:
    """Joints that are missing for at most ``MAX_GAP_S`` between two sights, on the line between, less confident."""
    longest = int(MAX_GAP_S * pose.fps)
    xyz, confidence = pose.xyz.copy(), pose.confidence.copy()
    for joint in np.flatnonzero(np.any(pose.present, axis=0) & ~np.all(pose.present, axis=0)):
        frames = np.flatnonzero(pose.present[:, joint])
        for before, after in pairwise(frames):
            if 1 < after - before <= longest + 1:
                inside = np.arange(before + 1, after)
                share = ((inside - before) / (after - before))[:, None]
                xyz[inside, joint] = (1 - share) * pose.xyz[before, joint] + share * pose.xyz[after, joint]
                confidence[inside, joint] = FILLED * min(pose.confidence[before, joint], pose.confidence[after, joint])
    return replace(pose, xyz=xyz, confidence=confidence)


def parts_of(skeleton: Skeleton) -> list[tuple[str, np.ndarray]]:
    """The joints of a layout by part that moves as one: kind (one of ``GROUPS``) and indices (n,).

    MediaPipe's second body, in metres, belongs to none.
    """
    hands = [skeleton.hand(side) for side in ("right", "left") if f"{side}_hand_wrist" in skeleton]
    body = skeleton.body
    world = [i for i, joint in enumerate(skeleton.joints) if joint.startswith("world_")]
    rest = np.setdiff1d(np.arange(len(skeleton)), np.concatenate([body, world, *hands]).astype(np.intp))
    found = [("body", body), *(("hand", hand) for hand in hands), ("face", rest)]
    return [(kind, joints) for kind, joints in found if len(joints)]


@dataclass(frozen=True)
class Part:
    """Joints that move as one, with what is known of them.

    kind: one of ``GROUPS``. x: (n t d). seen: (n t), found by the detector. there: (n t), seen or in a filled gap.
    bones: (b 2), see ``jitter.bones_of``.
    """

    kind: str
    x: np.ndarray
    seen: np.ndarray
    there: np.ndarray
    bones: np.ndarray
    fps: float


def features(x: np.ndarray, seen: np.ndarray, noise: np.ndarray, kind: str, is_depth: bool, fps: float) -> np.ndarray:
    """What the network sees of tracks (n t d) of one part: (n f t) float32.

    Sizes of first, second and third differences and of the ways from 1, 2 and 4 frames before to as many after, of each
    track and on average over the part, and the part's jitter (t), all on a logarithmic scale; how much each step turns
    back; whether the frame was ``seen`` (n t); what part it is, and the frame rate.
    """
    first = np.diff(x, axis=1, prepend=x[:, :1])
    second = _shifted(first, 1) - first
    third = second - _shifted(second, -1)
    across = [_shifted(x, by) - _shifted(x, -by) for by in _ACROSS]
    sizes = np.stack([np.linalg.norm(a, axis=-1) for a in (first, second, third, *across)], 1)
    turn = (first * _shifted(first, 1)).sum(-1) / np.maximum(
        sizes[:, 0] * np.linalg.norm(_shifted(first, 1), axis=-1), _FLOOR**2
    )
    part = np.broadcast_to((sizes * seen[:, None]).mean(0), sizes.shape)
    labels = [*(float(kind == group) for group in GROUPS), float(is_depth), np.log(fps / 25.0)]
    fixed = np.broadcast_to(np.array(labels)[:, None], (len(x), len(labels), x.shape[1]))
    trembling = np.broadcast_to(_scaled(noise), (len(x), 1, x.shape[1]))
    channels = [_scaled(sizes), _scaled(part), trembling, turn[:, None], seen[:, None].astype(float), fixed]
    return np.concatenate(channels, 1).astype(np.float32)


def _scaled(size: np.ndarray) -> np.ndarray:
    return (np.log(size + _FLOOR) + 5.0) / 2.0


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


def _shift(part: Part) -> np.ndarray:
    """How far (n t 3) to move the joints of a part."""
    x, there = part.x, part.there
    found = residuals(x, there, part.bones)
    noise = jitter(found, part.fps)
    g = gate(x, there, part.bones, found, noise, part.fps, REACH)
    g = np.where(part.seen, g, 1.0) * there
    if not g.any():
        return np.zeros_like(x)
    return _within_noise(_mixed_by_network(part, noise), part, found, noise) * g[..., None]


def _bridged(x: np.ndarray, there: np.ndarray) -> np.ndarray:
    """Tracks (n t d) whose missing frames lie between their neighbours: a hand that comes into sight does not leap."""
    x = x.copy()
    frames = np.arange(x.shape[1])
    for track, seen in zip(x, there, strict=True):
        if seen.any() and not seen.all():
            for d in range(x.shape[-1]):
                track[:, d] = np.interp(frames, frames[seen], track[seen, d])
    return x


def _within_noise(moved: np.ndarray, part: Part, found: np.ndarray, noise: np.ndarray) -> np.ndarray:
    """The shifts (n t 3) of a part, no larger than its jitter (t) explains: fast hands would become slow ones.

    The errors of a hand's 21 joints nearly cancel in their mean: its middle moves by the jitter of one joint at most,
    and every joint by ``LIMIT`` times as much. Leaps, repeated frames and gaps are mended as the network says.
    """
    away = leapt(part.x) | breaks(part.x, part.there, part.fps)
    loose = widened(away[None], REACH) | widened(repeated(part.x)[None], 2) | (part.there & ~part.seen)
    for (a, b), size in zip(part.bones, np.nan_to_num(found), strict=True):
        loose[[a, b]] |= size > OUTLIER * noise
    loose[np.setdiff1d(np.arange(len(loose)), part.bones)] = True  # without a bone nothing is known
    if part.kind == "hand":
        middle = moved.mean(0)
        moved = moved - (~loose * (1.0 - _share(middle, noise)))[..., None] * middle
    return moved * np.where(loose, 1.0, _share(moved, LIMIT * noise))[..., None]


def _share(shift: np.ndarray, limit: np.ndarray) -> np.ndarray:
    """The share (... t) of shifts (... t d) that is no longer than ``limit`` (t)."""
    return np.minimum(1.0, limit / np.maximum(np.linalg.norm(shift, axis=-1), 1e-9))


def _mixed_by_network(part: Part, noise: np.ndarray) -> np.ndarray:
    """How far (n t 3) the network moves a part, block by block: it looks at the picture plane, and depth goes along."""
    moved = np.zeros_like(part.x)
    for start in range(0, part.x.shape[1], _BLOCK):
        first = max(start - _MARGIN, 0)
        block = slice(first, start + _BLOCK + _MARGIN)
        f = features(part.x[:, block, :2], part.seen[:, block], noise[block], part.kind, False, part.fps)
        c = _session(str(WEIGHTS)).run(None, {"f": f})[0]
        change = mixed(part.x[:, block], part.there[:, block], c)
        moved[:, start : start + _BLOCK] = change[:, start - first :][:, :_BLOCK]
    return moved


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
