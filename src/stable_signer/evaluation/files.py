"""Scoring files: a researcher's outputs against references, all metrics that fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from stable_signer.data.readers.outputs import Recorded, read_outputs
from stable_signer.evaluation.metrics.pose import SLRTP_FPS, dtw_mje, dtw_progressive, pose_tallies
from stable_signer.evaluation.metrics.score import NUM_BOOTSTRAP, Score, ScoreError, Tally, mean_tally, ratio
from stable_signer.evaluation.metrics.text import score_text

VIDEO_SUFFIXES = (".mp4", ".webm", ".mov", ".avi", ".mkv")
MAX_TEXT_BYTES = 200_000_000


def score_text_files(hypothesis: Path, reference: Path, num_bootstrap: int = NUM_BOOTSTRAP) -> dict[str, Score]:
    """All metrics of text, a sentence a line. Raises ``ScoreError`` for files that cannot be compared."""
    h, r = _lines(hypothesis), _lines(reference)
    for path, lines in ((hypothesis, h), (reference, r)):
        if not any(line.strip() for line in lines):
            raise ScoreError(f"{path} is empty: expected a sentence a line.")
    if len(h) != len(r):
        raise ScoreError(
            f"{hypothesis} has {len(h)} lines and {reference} {len(r)}: expected a sentence a line in both."
        )
    return score_text(h, r, num_bootstrap)


def score_pose_files(
    hypothesis: Path,
    reference: Path,
    fps: float = 25.0,
    size: tuple[float, float] = (1280, 720),
    num_bootstrap: int = NUM_BOOTSTRAP,
) -> dict[str, Score]:
    """All metrics of poses, or of pixels where the files are videos.

    Raises ``ScoreError`` or ``PoseError`` for files that cannot be compared.
    """
    if _has_videos(hypothesis) or _has_videos(reference):
        from stable_signer.evaluation.video_files import score_video_files

        h_videos, r_videos = videos(hypothesis), videos(reference)
        return score_video_files(h_videos, r_videos, num_bootstrap) | _detected(h_videos, r_videos, num_bootstrap)
    h, r = paired(read_outputs(hypothesis, fps, size), read_outputs(reference, fps, size))
    tallies = pose_tallies([row.pose for row in h], [row.pose for row in r]) | _native_tallies(h, r)
    return {name: tally.score(num_bootstrap) for name, tally in tallies.items()} | _fgd(h, r)


def paired(h: Sequence[Recorded], r: Sequence[Recorded]) -> tuple[list[Recorded], list[Recorded]]:
    """By name where both have the same names, otherwise by order. Raises ``ScoreError`` for different numbers."""
    if len(h) != len(r):
        raise ScoreError(f"{len(h)} sequences to score and {len(r)} references: expected as many.")
    places = {row.name: i for i, row in enumerate(r)}
    if len(places) == len(r) and {row.name for row in h} == set(places):
        return list(h), [r[places[row.name]] for row in h]
    return list(h), list(r)


def videos(path: Path) -> list[Path]:
    """The videos of a folder by name, or the one. Raises ``ScoreError`` if there is none."""
    path = Path(path)
    files = sorted(f for f in path.iterdir() if f.suffix.lower() in VIDEO_SUFFIXES) if path.is_dir() else [path]
    if not files or files[0].suffix.lower() not in VIDEO_SUFFIXES:
        raise ScoreError(f"{path} holds no video: expected {' '.join(VIDEO_SUFFIXES)} on both sides.")
    return files


def _has_videos(path: Path) -> bool:
    path = Path(path)
    if path.is_dir():
        return any(file.suffix.lower() in VIDEO_SUFFIXES for file in path.iterdir())
    return path.suffix.lower() in VIDEO_SUFFIXES


def _detected(h: Sequence[Path], r: Sequence[Path], num_bootstrap: int) -> dict[str, Score]:
    """Distances of the keypoints that MediaPipe finds in videos; none where it is not installed (extra ``video``)."""
    if find_spec("mediapipe") is None:
        return {}
    from stable_signer.data.extract import extract

    tallies = pose_tallies([extract(path) for path in h], [extract(path) for path in r])
    scores = {name: tally.score(num_bootstrap) for name, tally in tallies.items()}
    return {
        name: replace(score, signature=f"{score.signature}|keypoints by MediaPipe Holistic 0.10.21, lifted")
        for name, score in scores.items()
    }


def _native_tallies(h: Sequence[Recorded], r: Sequence[Recorded]) -> dict[str, Tally]:
    """The papers' distances on the files' own numbers, where both sides are of one format that papers score so."""
    shapes = {None if row.native is None else row.native.shape[1:] for row in (*h, *r)}
    if len(shapes) > 1 or None in shapes:
        return {}
    pairs = [(np.nan_to_num(a.native), np.nan_to_num(b.native)) for a, b in zip(h, r, strict=True)]  # type: ignore[arg-type]
    joints = pairs[0][0].shape[1]
    halved = [(a[::2], b[::2]) if h[0].pose.fps == 2 * SLRTP_FPS else (a, b) for a, b in pairs]
    rate = f"{SLRTP_FPS:g} fps" if h[0].pose.fps == 2 * SLRTP_FPS else f"{h[0].pose.fps:g} fps"
    mje = np.array([dtw_mje(a, b) for a, b in halved], np.float64)
    what = f"{joints} joints in the files' own units"
    return {
        "dtw_mje_native": Tally(
            mje, ratio, f"DTW-MJE (SLRTP 2025)|exact DTW|{what}|{rate}|mean over aligned frames", "lower"
        ),
        "dtw_native": mean_tally(
            [dtw_progressive(a, b) for a, b in pairs],
            f"DTW (Progressive Transformers)|L1, accumulated / reference length|{what}|mean over sentences",
        ),
    }


def _fgd(h: Sequence[Recorded], r: Sequence[Recorded]) -> dict[str, Score]:
    from stable_signer.evaluation.metrics.frechet import frechet_score
    from stable_signer.evaluation.pose_latent import PoseLatent

    latent = PoseLatent.load()
    features = [[latent(row.pose) for row in side] for side in (h, r)]
    try:
        return {"fgd": frechet_score(features[0], features[1], latent.signature)}
    except ScoreError:  # too few windows for a covariance: said by its absence
        return {}


def _lines(path: Path) -> list[str]:
    try:
        if Path(path).stat().st_size > MAX_TEXT_BYTES:
            raise ScoreError(f"{path} is larger than {MAX_TEXT_BYTES:,} bytes: expected a sentence a line.")
        return Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise ScoreError(f"{path} cannot be read ({reason}): expected a sentence a line.") from None
