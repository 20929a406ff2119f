"""``stable-signer score text | pose``: a researcher's own outputs against references, as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import tyro

if TYPE_CHECKING:
    from stable_signer.evaluation.metrics.score import Score as Value


@dataclass(frozen=True)
class ScoreText:
    """BLEU-1..4, both ROUGE-L, chrF, WER and exact matches of sentences or gloss lines."""

    hyp: Annotated[Path, tyro.conf.arg(metavar="FILE")]
    """What a system wrote, a sentence a line."""
    ref: Annotated[Path, tyro.conf.arg(metavar="FILE")]
    """What is right, in the same order."""
    bootstrap: int = 1000
    """Draws of the 95 % interval; 0 leaves it out."""

    def run(self) -> None:
        from stable_signer.evaluation.files import score_text_files

        _print(score_text_files(self.hyp, self.ref, _checked(self.bootstrap)))


@dataclass(frozen=True)
class ScorePose:
    """Distances of poses (.skels, SLRTP .json, .pose, DWPose rows), or of the pixels of videos (.mp4)."""

    hyp: Annotated[Path, tyro.conf.arg(metavar="FILES")]
    """What a system made: a file or a folder."""
    ref: Annotated[Path, tyro.conf.arg(metavar="FILES")]
    """What is right: the same names, or the same order."""
    fps: float = 25.0
    """Frames a second of formats that do not say theirs."""
    size: tuple[float, float] = (1280, 720)
    """Width and height of the picture of which DWPose's places are fractions."""
    bootstrap: int = 1000
    """Draws of the 95 % interval; 0 leaves it out."""

    def run(self) -> None:
        from stable_signer.evaluation.files import score_pose_files

        _print(score_pose_files(self.hyp, self.ref, self.fps, self.size, _checked(self.bootstrap)))


def _checked(bootstrap: int) -> int:
    from stable_signer.evaluation.metrics.score import ScoreError

    if not 0 <= bootstrap <= 100_000:
        raise ScoreError(f"--bootstrap {bootstrap}: expected 0 to 100000 draws; 1000 is usual.")
    return bootstrap


def _print(scores: dict[str, Value]) -> None:
    from stable_signer.evaluation.results import scores_to_json

    print(scores_to_json(scores))


@dataclass(frozen=True)
class Score:
    """Score files that any system wrote: every metric that fits, with signature, direction and interval."""

    command: tyro.conf.OmitSubcommandPrefixes[
        Annotated[ScoreText, tyro.conf.subcommand("text")] | Annotated[ScorePose, tyro.conf.subcommand("pose")]
    ]

    def run(self) -> None:
        self.command.run()
