"""Train SLUL on the grammar's corpus with every term of the objective, and export the weights that ship.

    python runs/03_train_slul.py --folder runs/out/slul --terms all [--resume]
    python runs/03_train_slul.py --folder runs/out/slul --terms all --steps 3500 --learning-rate 4e-4 --shortest 44 \\
        --start-from FOLDER --average-with FOLDER

Seed 1, one core of a two-core machine without a GPU: 0.15 s a step of 64 pairs with L_SLUL alone, 0.2-0.3 s with every
term. The second line is the shipped weights' last run (17 minutes beside other jobs), from the weights of a chain of
runs by maximum likelihood; docs/slul.md tells how those came about, and how a run from scratch (the first line, 9000
steps, 32 minutes) compares. ``slul.json`` beside the shipped weights holds the options of their last run.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import tyro

from stable_signer.text_to_gloss.config import PRESETS, TERMS, SlulConfig
from stable_signer.text_to_gloss.train import Trainer, progress, set_threads


@dataclass(frozen=True)
class Options:
    """How to train."""

    folder: Path = Path("runs/out/slul")
    """Checkpoints."""
    preset: str = "default"
    """A name of ``config.PRESETS``."""
    terms: str | None = None
    """A name of ``config.TERMS``, instead of the preset's weights of the terms."""
    steps: int | None = None
    """Instead of the preset's number."""
    learning_rate: float | None = None
    """Peak, instead of the preset's; 6e-4 where the weights to start from know the task already."""
    shortest: int | None = None
    """Longest pair at the start, instead of the preset's; 44 where the weights to start from know short ones."""
    resume: bool = False
    """Go on from the checkpoint in ``folder``."""
    start_from: Path | None = None
    """A checkpoint whose weights to start from; its vocabulary may be another."""
    average_with: Path | None = None
    """A checkpoint of the same vocabulary, of which a third goes into the weights at the end."""
    export: bool = True
    """Write the shipped weights at the end."""


def main(options: Options) -> None:
    set_threads(1)
    trainer = Trainer.resume(options.folder) if options.resume else Trainer(configured(options), options.folder)
    if options.start_from is not None:
        trainer.start_from(options.start_from)
    trainer.run(report=progress(trainer.config.steps))
    if options.average_with is not None:
        trainer.average_with(options.average_with, 1 / 3)
        trainer.save()
    if options.export:
        from stable_signer.text_to_gloss.export import export

        export(options.folder)


def configured(options: Options) -> SlulConfig:
    config = PRESETS[options.preset]
    given = {name: getattr(options, name) for name in ("steps", "learning_rate", "shortest")}
    config = replace(config, **{name: value for name, value in given.items() if value is not None})
    return config if options.terms is None else config.with_terms(**TERMS[options.terms])


if __name__ == "__main__":
    main(tyro.cli(Options, description=__doc__))
