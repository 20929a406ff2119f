"""Ablation of SLUL's objective: Base, + contrastive, + SAGM, + KL, all, on the grammar's test split.

    python runs/05_ablate_slul.py

Small models, equal steps, a finite corpus (``config.SMALL``); the masked pass of SAGM and KL makes a step about 1.4
times as long. A run that the output already has is not done again. At the end the tables of ``docs/slul.md`` and its
plot are written anew; ``--seeds`` without a number does only that.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, replace
from pathlib import Path

import tyro

from stable_signer.evaluation.ablation import (
    LABELS,
    AblationRun,
    filled,
    held_out,
    note,
    read_runs,
    scores,
    smoothed,
    table,
    write_runs,
)
from stable_signer.evaluation.chart import line_chart
from stable_signer.text_to_gloss.config import PRESETS, TERMS
from stable_signer.text_to_gloss.generate import greedy
from stable_signer.text_to_gloss.train import LOG, Trainer, progress, set_threads
from stable_signer.text_to_gloss.words import load_words


@dataclass(frozen=True)
class Options:
    """What to run."""

    folder: Path = Path("runs/out/slul_ablation")
    """Checkpoints and logs."""
    output: Path = Path("docs/results/slul_ablation.json")
    """Scores and training curves."""
    seeds: tuple[int, ...] = (1, 2, 3)
    """Each setting is trained once a seed."""
    steps: int | None = None
    """Instead of the preset's number."""
    sentences: int = 150
    """Of the test split."""


def main(options: Options) -> None:
    set_threads(1)
    words = load_words()
    rows = held_out(words, options.sentences) if options.seeds else []
    runs = read_runs(options.output)
    done = {(run.name, run.seed) for run in runs}
    for seed in options.seeds:
        for name in TERMS:
            if (name, seed) in done:
                continue
            config = replace(PRESETS[name], seed=seed)
            config = replace(config, steps=options.steps or config.steps)
            started = time.process_time()
            trainer = Trainer(config, options.folder / f"{name}-{seed}", words)
            trainer.run(report=progress(config.steps, 200))
            seconds = time.process_time() - started
            curve = smoothed([json.loads(line) for line in (trainer.folder / LOG).read_text().splitlines()])
            values = scores(rows, greedy(trainer.model, trainer.encode, rows))
            runs.append(AblationRun(name, seed, config.steps, len(rows), seconds, values, curve))
            write_runs(options.output, runs)
    write_document(runs)


def write_document(runs: list[AblationRun]) -> None:
    """The table and the plot of docs/slul.md."""
    docs = Path(__file__).parents[1] / "docs"
    page = docs / "slul.md"
    page.write_text(filled(page.read_text(), "ablation", f"{note(runs)}\n\n{table(runs)}"))
    curves = {LABELS[run.name]: [(line["step"], line["L_SLUL"]) for line in run.curve] for run in runs if run.seed == 1}
    line_chart(docs / "images" / "slul_training.png", curves, "SLUL: training, seed 1", "step", "L_SLUL, nats a symbol")


if __name__ == "__main__":
    main(tyro.cli(Options, description=__doc__))
