"""``stable-signer evaluate gloss | pose | video | all``: a system beside its bounds, as tables, plots and a page."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import tyro

from stable_signer.errors import StableSignerError


@dataclass(frozen=True)
class Evaluation:
    """What all four have in common."""

    system: str = "cascade"
    """cascade, direct, or outputs of any system: a file of gloss lines (.txt), or a file or folder of poses."""
    split: str = "test"
    """dev or test of the grammar."""
    output: Annotated[Path, tyro.conf.arg(aliases=["-o"], metavar="FOLDER")] = Path("report")
    """Where results.json, report.md and report.html go; a run that was stopped goes on there."""
    sentences: int = 200
    """How many of the split."""
    videos: int = 24
    """How many of them are rendered for the metrics of pictures."""
    processes: int = 2
    """How many at the same time."""
    also: Annotated[tuple[str, ...], tyro.conf.arg(metavar="NAME=PATH")] = ()
    """Other rows: a name, =, and a file or folder of outputs."""
    ablation: Annotated[tuple[str, ...], tyro.conf.arg(metavar="NAME=FOLDER")] = ()
    """Rows of the ablation table: a name, =, and a folder with exported SLUL weights."""
    logs: Annotated[tuple[str, ...], tyro.conf.arg(metavar="NAME=FILE")] = ()
    """Training curves to plot: a name, =, and a log (JSON lines with the key step) or results of an ablation."""
    clips: int = 4
    """Sentences of the best and of the worst that the page plays."""
    baseline: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """An older results.json: print what changed, and whether by more than its interval."""

    def jobs(self) -> tuple[str, ...]:
        """Which tables are made."""
        raise AssertionError("each subcommand says its own")

    def run(self) -> None:
        from stable_signer.evaluation.evaluate import evaluate
        from stable_signer.evaluation.report import write_report
        from stable_signer.evaluation.results import Results, changes_text
        from stable_signer.evaluation.runner import EvaluationConfig

        old = Results.load(self.baseline) if self.baseline else None
        also, ablation, logs = (_pairs(given) for given in (self.also, self.ablation, self.logs))
        config = EvaluationConfig(
            self.system, self.split, self.sentences, self.videos, processes=self.processes, also=also, ablation=ablation
        )
        with _steps() as progress:
            results = evaluate(config, self.jobs(), self.output, progress)
        page = write_report(results, config, self.output, {name: Path(path) for name, path in logs.items()}, self.clips)
        print((self.output / "report.md").read_text(encoding="utf-8"))
        if old is not None:
            print(f"## What changed\n\n{changes_text(old, results)}")
        print(f"{page}  {results.settings['minutes']:g} minutes", file=sys.stderr)


@dataclass(frozen=True)
class EvaluateGloss(Evaluation):
    """Text to gloss: BLEU, ROUGE, chrF, WER, exact lines, non-manual marking."""

    def jobs(self) -> tuple[str, ...]:
        return ("gloss",)


@dataclass(frozen=True)
class EvaluatePose(Evaluation):
    """Text to pose: back-translation, DTW distances, FGD, motion, replay share."""

    def jobs(self) -> tuple[str, ...]:
        return ("pose",)


@dataclass(frozen=True)
class EvaluateVideo(Evaluation):
    """Pose to video: SSIM, Hand SSIM, Hand Pose, FID, flicker."""

    def jobs(self) -> tuple[str, ...]:
        return ("video",)


@dataclass(frozen=True)
class EvaluateAll(Evaluation):
    """Everything, with a page of the best and worst sentences."""

    def jobs(self) -> tuple[str, ...]:
        return ("gloss", "pose", "video")


@dataclass(frozen=True)
class EvaluateSentences:
    """Print the sentences of a split: number, text and reference gloss, tab-separated, for other systems to perform."""

    split: str = "test"
    """dev or test."""
    sentences: int = 200
    """How many."""

    def run(self) -> None:
        from stable_signer.evaluation.items import select
        from stable_signer.evaluation.runner import EvaluationConfig

        EvaluationConfig(split=self.split, sentences=self.sentences).check()
        for item in select(self.split, self.sentences):
            print(item.name, item.text, item.gloss, sep="\t")


def _pairs(given: tuple[str, ...]) -> dict[str, str]:
    pairs = [text.partition("=") for text in given]
    for name, _, path in pairs:
        if not name or not path:
            raise StableSignerError(f"{name!r}: expected a name, = and a path, as in 'peer=outputs/'.")
    return {name: path for name, _, path in pairs}


@contextmanager
def _steps() -> Iterator[Callable[[int, int], None]]:
    """A bar whose end is known only when the work has been looked at."""
    from tqdm import tqdm

    with tqdm(unit="step", delay=1.0, file=sys.stderr, leave=False, disable=None) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield progress
