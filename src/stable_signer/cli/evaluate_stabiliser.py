"""``stable-signer evaluate stabiliser``: what the stabiliser does, beside plain filters."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import tyro

LINES = (
    "topic(MY MOTHER) / IX-1p LOVE IX-3p:a // ynq(IX-2p WANT EAT) // neg(NOT LIKE-enjoy COFFEE)",
    "WORK++ fs-JOHNNY NUM-25 / BUT IX-1p WANT LIVE fs-OHIO // whq(COLOR IX-2p LIKE-enjoy WHICH)",
    "FATHER BUY NEW HOUSE / STUDENT++ LEARN SIGN // BOOK 1p-GIVE-2p FINISH",
    "cond(IF TOMORROW RAIN) / WE STAY HOME // SISTER TEACH SCHOOL // HELLO WORLD",
)
"""Sentences whose performances are corrupted on purpose; none was trained on."""


@dataclass(frozen=True)
class EvaluateStabiliser:
    """Distance to clean performances by kind of corruption, and jitter, lag and hand shape on real landmarks."""

    landmarks: Annotated[Path | None, tyro.conf.arg(metavar="FOLDER")] = None
    """Landmarks of real signers: index.csv and landmarks.npz."""
    every: int = 4
    """Take every so many-th clip."""
    json: bool = False
    """Print JSON instead of tables."""

    def run(self) -> None:
        from stable_signer.data.readers.landmarks import read_landmarks
        from stable_signer.evaluation import steadiness
        from stable_signer.gloss import parse_gloss
        from stable_signer.gloss_to_pose.infer import GlossToPose

        stage = GlossToPose.from_pretrained(signer="grace")
        wrong = steadiness.errors([stage.perform(stage.plan(parse_gloss(line))) for line in LINES])
        clips = read_landmarks(self.landmarks)[0] if self.landmarks else ()
        real = steadiness.measure([clip.pose for clip in clips[:: max(self.every, 1)]]) if clips else {}
        print(steadiness.to_json(wrong, real) if self.json else steadiness.to_text(wrong, real))
