"""Scoring videos against videos: pixels only, or with keypoints that somebody detected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from stable_signer.evaluation.metrics.frechet import frechet_score
from stable_signer.evaluation.metrics.score import NUM_BOOTSTRAP, Score, ScoreError, check_parallel, mean_tally
from stable_signer.evaluation.metrics.video import FEATURES, SSIM_SIGNATURE, WINDOW, features, flicker, luminance, ssim

MAX_FRAMES = 20_000
MAX_PIXELS = 4096 * 2304
FEATURE_STEP = 4
"""Every so many frames is a row of the features."""


def score_video_files(
    hypotheses: Sequence[Path], references: Sequence[Path], num_bootstrap: int = NUM_BOOTSTRAP
) -> dict[str, Score]:
    """SSIM, FID and flicker of videos; frame i of one lies beside the frame at the same share of the other's length.

    Raises ``ScoreError`` for what is no video, for pictures of another size, and for different numbers of videos.
    """
    check_parallel(hypotheses, references)
    rows = [_compared(h, r) for h, r in zip(hypotheses, references, strict=True)]
    scores = {
        "ssim": mean_tally([row[0] for row in rows], f"{SSIM_SIGNATURE}|frames at the same share of time", "higher"),
        "flicker": mean_tally([row[1] for row in rows], "flicker|second difference of luminance, percent of 255"),
    }
    found = {name: tally.score(num_bootstrap) for name, tally in scores.items()}
    h, r = [row[2] for row in rows], [row[3] for row in rows]
    return found | {"fid": frechet_score(h, r, f"Frechet distance|{FEATURES}")}


def frames_of(path: Path) -> Iterator[np.ndarray]:
    """The pictures (h w 3) of a video. Raises ``ScoreError`` in one line for a file that is none."""
    import av
    from av.error import FFmpegError

    try:
        with av.open(str(path)) as container:
            if not container.streams.video:
                raise ScoreError(f"{path} holds no pictures: expected a video.")
            for i, frame in enumerate(container.decode(video=0)):
                if i >= MAX_FRAMES or frame.width * frame.height > MAX_PIXELS:
                    raise ScoreError(f"{path}: expected at most {MAX_FRAMES} frames of {MAX_PIXELS:,} pixels.")
                yield frame.to_ndarray(format="rgb24")
    except (OSError, FFmpegError) as error:
        raise ScoreError(f"{path} cannot be read as video ({(error.strerror or '').lower()}).") from None


def _compared(hypothesis: Path, reference: Path) -> tuple[float, float, np.ndarray, np.ndarray]:
    """Mean SSIM, mean flicker of the hypothesis, features of both."""
    h, h_features, shaking = _grey(hypothesis)
    r, r_features, _ = _grey(reference)
    if h[0].shape != r[0].shape:
        sizes = " and ".join(f"{x[0].shape[1]}x{x[0].shape[0]}" for x in (h, r))
        raise ScoreError(f"{hypothesis.name} and {reference.name} are {sizes} pixels: expected the same size.")
    if min(h[0].shape) < WINDOW:
        raise ScoreError(f"{hypothesis.name} is smaller than SSIM's window of {WINDOW} pixels.")
    places = np.round(np.linspace(0, len(r) - 1, len(h))).astype(int)
    return (
        float(np.mean([ssim(a.astype(float), r[k].astype(float)) for a, k in zip(h, places, strict=True)])),
        (shaking),
        h_features,
        r_features,
    )


def _grey(path: Path) -> tuple[list[np.ndarray], np.ndarray, float]:
    """Luminances rounded to bytes, features of every ``FEATURE_STEP``-th picture, and mean flicker."""
    grey, rows = [], []
    for i, picture in enumerate(frames_of(path)):
        grey.append(np.round(luminance(picture)).astype(np.uint8))
        if i % FEATURE_STEP == 0:
            rows.append(features(picture))
    if not grey:
        raise ScoreError(f"{path} holds no pictures: expected a video.")
    middle = range(1, len(grey) - 1)
    shaking = [flicker(*(grey[i + d].astype(float) for d in (-1, 0, 1))) for i in middle]
    return grey, np.stack(rows), float(np.mean(shaking)) if shaking else float("nan")
