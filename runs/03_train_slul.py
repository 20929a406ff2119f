"""Train SLUL on the grammar's corpus with every term of the objective, and export the weights that ship.

    python runs/03_train_slul.py --folder runs/out/slul --terms all [--resume]
    python runs/03_train_slul.py --folder runs/out/c --terms all --steps 3000 --learning-rate 4e-4 --shortest 44 \\
        --embedding-rate 5 --seed 61 --start-from runs/out/b --average-with runs/out/a runs/out/b

One core of a two-core machine without a GPU: 0.14 s a step of 64 pairs with L_SLUL and L_con, 0.2 s with every term.
The second line is the shipped weights' last run (11 minutes). Before it came a (5000 steps, --terms contrastive
--learning-rate 7e-4 --seed 41, from the weights before, 17 minutes) and b (6500 steps, the same with seed 51, from a,
19 minutes), all beside other jobs; docs/slul.md tells where those before came from, and how a run from scratch (the
first line, 9000 steps, 32 minutes) compared then. ``slul.json`` beside the shipped weights holds the options of their
last run.
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
    embedding_rate: float | None = None
    """Of the embeddings, over that; instead of the preset's."""
    seed: int | None = None
    """Of corpus, masks and new weights, instead of the preset's."""
    shortest: int | None = None
    """Longest pair at the start, instead of the preset's; 44 where the weights to start from know short ones."""
    resume: bool = False
    """Go on from the checkpoint in ``folder``."""
    start_from: Path | None = None
    """A checkpoint whose weights to start from; its vocabulary may be another."""
    average_with: tuple[Path, ...] = ()
    """Checkpoints of the same vocabulary: at the end the weights are the mean of these and the last ones."""
    export: bool = True
    """Write the shipped weights at the end."""


def main(options: Options) -> None:
    set_threads(1)
    trainer = Trainer.resume(options.folder) if options.resume else Trainer(configured(options), options.folder)
    if options.start_from is not None:
        trainer.start_from(options.start_from)
    trainer.run(report=progress(trainer.config.steps))
    for number, folder in enumerate(options.average_with, 2):
        trainer.average_with(folder, 1 / number)
    if options.average_with:
        trainer.save()
    if options.export:
        from stable_signer.text_to_gloss.export import export

        export(options.folder)


def configured(options: Options) -> SlulConfig:
    config = PRESETS[options.preset]
    given = {name: getattr(options, name) for name in ("steps", "learning_rate", "embedding_rate", "shortest", "seed")}
    config = replace(config, **{name: value for name, value in given.items() if value is not None})
    return config if options.terms is None else config.with_terms(**TERMS[options.terms])


if __name__ == "__main__":
    main(tyro.cli(Options, description=__doc__))
