"""Train SLUL on the grammar's corpus and export the weights that ship with the package.

    python runs/03_train_slul.py --folder runs/out/slul [--resume] [--start-from FOLDER]

Seed 1 of the preset; 0.2-0.4 s a step of 64 pairs on one core of a two-core machine without a GPU. The shipped weights
took about 15,000 steps in a chain of runs (75 minutes), each with ``--start-from`` the one before while the grammar
grew; ``slul.json`` beside them holds the options of the last. From scratch, ``--steps 15000`` takes about as long in
one run.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import tyro

from stable_signer.text_to_gloss.config import PRESETS
from stable_signer.text_to_gloss.train import Trainer, set_threads


@dataclass(frozen=True)
class Options:
    """How to train."""

    folder: Path = Path("runs/out/slul")
    """Checkpoints."""
    preset: str = "default"
    """A name of ``config.PRESETS``."""
    steps: int | None = None
    """Instead of the preset's number."""
    resume: bool = False
    """Go on from the checkpoint in ``folder``."""
    start_from: Path | None = None
    """A checkpoint whose weights to start from; its vocabulary may be another."""
    shortest: int | None = None
    """Longest pair at the start, instead of the preset's; more where the weights to start from know short ones
    already."""
    export: bool = True
    """Write the shipped weights at the end."""


def main(options: Options) -> None:
    set_threads(1)
    config = PRESETS[options.preset]
    if options.steps is not None:
        config = replace(config, steps=options.steps)
    if options.shortest is not None:
        config = replace(config, shortest=options.shortest)
    trainer = Trainer.resume(options.folder) if options.resume else Trainer(config, options.folder)
    if options.start_from is not None:
        trainer.start_from(options.start_from)
    trainer.run()
    if options.export:
        from stable_signer.text_to_gloss.export import export

        export(options.folder)


if __name__ == "__main__":
    main(tyro.cli(Options, description=__doc__))
