"""Train SLUL on the grammar's corpus with every term of the objective, and export the weights that ship.

    python runs/03_train_slul.py --folder runs/out/slul [--resume] [--start-from FOLDER --learning-rate 6e-4]

Seed 1 of the preset, one core of a two-core machine without a GPU: 0.1-0.2 s a step of 64 pairs on a quiet machine.
``slul.json`` beside the shipped weights holds the options of their last run; docs/slul.md tells how they came about.
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
    export: bool = True
    """Write the shipped weights at the end."""


def main(options: Options) -> None:
    set_threads(1)
    trainer = Trainer.resume(options.folder) if options.resume else Trainer(configured(options), options.folder)
    if options.start_from is not None:
        trainer.start_from(options.start_from)
    trainer.run(report=progress(trainer.config.steps))
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
