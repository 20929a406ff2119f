"""What one sentence adds to the tables, for one system: plain numbers, so that they can be kept in a file.

Jobs: ``gloss`` (text to gloss), ``pose`` (performance against the reference performance) and ``video`` (its pictures).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from stable_signer.body.kinematics import pose_of
from stable_signer.body.retarget import motion_of
from stable_signer.body.signer import load_body
from stable_signer.errors import ModelError
from stable_signer.evaluation import rhythm
from stable_signer.evaluation.bounds import Bank
from stable_signer.evaluation.items import Item
from stable_signer.evaluation.metrics import video
from stable_signer.evaluation.metrics.pose import FPS, dtw_path, euclidean, pair, pose_rows
from stable_signer.evaluation.performers import Performed, reference, reference_signer
from stable_signer.evaluation.pose_latent import PoseLatent
from stable_signer.evaluation.systems import REFERENCE, System
from stable_signer.plan import SigningPlan
from stable_signer.pose import Pose
from stable_signer.pose_to_video.camera import Framing, camera_for
from stable_signer.skeleton import SIGNER_131

SIZE = 256
"""Height and width of the pictures that are compared."""
FRAMING = Framing(top=1.5, bottom=-1.9, half_width=1.7)
"""One camera for all: otherwise a farther reach would move every pixel."""
PAIRS = 24
"""Pairs of frames that are compared, evenly along the alignment."""
FEATURE_ROWS = 8
"""Frames of a video that give features."""

Row = dict[str, Any]


def gloss_row(system: System, item: Item) -> Row:
    """The gloss line."""
    assert system.gloss is not None
    return {"gloss": system.gloss(item)}


def pose_row(system: System, item: Item, bank: Callable[[], Bank]) -> Row:
    """Distances to the reference performance, latent features, rhythm, share of copies, and what a reader reads."""
    performed, wanted = _performed(system, item), reference(item)
    row: Row = {
        "distances": {} if system.name == REFERENCE else pose_rows(performed.pose, wanted.pose),
        "latent": np.round(PoseLatent.load()(performed.pose), 4).tolist(),
        "rhythm": {} if performed.plan is None else rhythm_row(performed.pose, performed.plan),
        "replayed": bank().replayed(performed.pose),
        "seconds": performed.pose.duration,
    }
    if performed.plan is not None:
        row["gloss"] = performed.plan.gloss
    if (reader := back_translator()) is not None:
        (row["read"],) = reader([performed.pose])
    return row


def video_row(system: System, item: Item) -> Row:
    """Pictures of the performance as the reference's signer, beside those of the reference, along their alignment."""
    performed, wanted = _performed(system, item), reference(item)
    frames, points, seen = pictures(performed.pose, reference_signer(item))
    grey = [video.luminance(frame) for frame in frames]
    chosen = np.linspace(0, len(frames) - 1, min(FEATURE_ROWS, len(frames))).astype(int)
    row: Row = {
        "features": [np.round(video.features(frames[i]), 5).tolist() for i in chosen],
        "flicker": _flicker(grey),
    }
    if system.name == REFERENCE:
        return row
    other_frames, other_points, other_seen = _reference_pictures(item)
    path = _alignment(performed.pose, wanted.pose)
    pairs = path[np.linspace(0, len(path) - 1, min(PAIRS, len(path))).astype(int)]
    sums = np.zeros(7)  # ssim, n, hand ssim, n, hand pixels, n, hands missed
    for i, k in pairs.tolist():
        other = video.luminance(other_frames[k])
        sums[:2] += video.ssim(grey[i], other), 1
        for side in ("right", "left"):
            joints = SIGNER_131.hand(side)
            rows, columns = video.hand_crop(other_points[k, joints], other.shape)
            sums[2:4] += video.ssim(grey[i][rows, columns], other[rows, columns]), 1
            if seen[i, joints].all() and other_seen[k, joints].all():
                sums[4:6] += np.abs(points[i, joints] - other_points[k, joints]).mean(), 1
            else:
                sums[6] += 1
    return row | {"sums": sums.tolist()}


def pictures(pose: Pose, signer: str, size: int = SIZE) -> tuple[list[np.ndarray], np.ndarray, np.ndarray]:
    """Frames of a signer who moves as ``pose``, pixels (t j 2) of the keypoints shown, and which ``pose`` has (t j).

    The keypoints are those of the rendered body, projected by the camera: no detector has a part in it.
    """
    canonical = _canonical(pose)
    body = load_body(signer)
    motion = motion_of(body, canonical)
    clip = _renderer(signer, size).render_motion(motion, FRAMING)
    points = camera_for(FRAMING, size, size).project(pose_of(body, motion).xyz)[..., :2]
    return list(clip), points, canonical.present


@lru_cache(maxsize=1)
def _reference_pictures(item: Item) -> tuple[list[np.ndarray], np.ndarray, np.ndarray]:
    return pictures(reference(item).pose, reference_signer(item))


def rhythm_row(pose: Pose, plan: SigningPlan) -> dict[str, list[float]]:
    """Sums of the figures of motion: what ``tables.MOTION`` turns into rates and shares."""
    jerk = rhythm.join_jerk(pose, plan)
    rows = plan.signs
    spelled = sum(row.provenance == "fingerspelled" for row in rows)
    performed = rhythm.performed(plan)
    seconds = float(rhythm.signing_time(plan))
    letters = [row for row in performed if row.provenance == "fingerspelled"]
    return {
        "seam_jerk_ratio": [float(jerk.joins.sum()), len(jerk.joins), float(jerk.inside.sum()), len(jerk.inside)],
        "pause_share": [100 * rhythm.seen_pause_share(pose, plan), 1] if performed else [0, 0],
        "signs_per_second": [len(performed), seconds],
        "letters_per_second": [
            sum(sum(c.isalnum() for c in row.sign.removeprefix("fs-")) for row in letters),
            sum(row.duration for row in letters),
        ],
        "fingerspelled_share": [100 * spelled, len(rows)],
        "refused_share": [100 * len(plan.refused), len(rows)],
    }


@lru_cache(maxsize=1)
def back_translator():
    """The pose-to-text reader, or ``None`` where its weights are not there."""
    from stable_signer.evaluation.back_translation.infer import BackTranslator

    try:
        return BackTranslator.from_pretrained()
    except ModelError:
        return None


def _performed(system: System, item: Item) -> Performed:
    assert system.perform is not None
    return system.perform(item)


def _canonical(pose: Pose) -> Pose:
    return pose.to(SIGNER_131).normalise().resample(FPS)


def _alignment(hypothesis: Pose, reference_pose: Pose) -> np.ndarray:
    """Pairs of frames (n 2) along the cheapest DTW path of the keypoints, both at 25 fps."""
    h, r = pair(hypothesis, reference_pose, FPS).filled()
    return dtw_path(euclidean(h.reshape(len(h), -1), r.reshape(len(r), -1)))


def _flicker(grey: Sequence[np.ndarray]) -> list[float]:
    """Sum over every fourth frame, and their number."""
    values = [video.flicker(grey[i - 1], grey[i], grey[i + 1]) for i in range(1, len(grey) - 1, 4)]
    return [float(sum(values)), len(values)]


@lru_cache(maxsize=8)
def _renderer(signer: str, size: int):
    from stable_signer.pose_to_video.avatar import AvatarRenderer

    return AvatarRenderer(signer=signer, size=size)
