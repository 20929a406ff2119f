"""Train the back-translator on the grammar's train split, performed with variation, and export what ships.

    python runs/09_train_back_translator.py --folder runs/out/back_translator [--resume]

Performs the sentences first (kept in the folder), then trains on one thread. No GPU is needed.
"""

from __future__ import annotations

import itertools
import json
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
import tyro
from safetensors.numpy import load_file, save_file

from stable_signer.body.signer import SIGNERS
from stable_signer.evaluation.back_translation.config import BackTranslatorConfig
from stable_signer.evaluation.back_translation.examples import Example, examples, single_signs
from stable_signer.evaluation.back_translation.export import export
from stable_signer.evaluation.back_translation.train import Trainer

PERFORMERS = tuple(SIGNERS)[::2]
"""Every other signer: the builds of the rest are new to the reader, as a stranger's would be."""


@dataclass(frozen=True)
class Options:
    """How to train."""

    folder: Path = Path("runs/out/back_translator")
    """Performed sentences and checkpoints."""
    sentences: int = 9000
    """How many to perform."""
    steps: int | None = None
    """Instead of the configuration's number."""
    processes: int = 2
    """For performing."""
    resume: bool = False
    """Go on from the checkpoint."""
    export: bool = True
    """Write the shipped weights at the end."""


def perform(signer: str, count: int, seed: int) -> list[Example]:
    """One signer's share, and every sign by itself."""
    return [*single_signs(signer, seed), *examples("train", count, seed, (signer,))]


def load_examples(folder: Path, count: int, processes: int) -> list[Example]:
    """The performed sentences, made once."""
    path = folder / "examples.safetensors"
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        share = count // len(PERFORMERS)
        with ProcessPoolExecutor(processes) as pool:
            parts = pool.map(perform, PERFORMERS, itertools.repeat(share), range(100, 100 + len(PERFORMERS)))
            rows = [example for part in parts for example in part]
        (folder / "texts.json").write_text(json.dumps([[row.text, len(row.xyz)] for row in rows]))
        save_file({"xyz": np.concatenate([row.xyz for row in rows])}, path)
        return rows
    kept = json.loads((folder / "texts.json").read_text())
    ends = np.cumsum([n for _, n in kept])[:-1]
    parts = np.split(load_file(path)["xyz"], ends)
    return [Example(text, xyz) for (text, _), xyz in zip(kept, parts, strict=True)]


def main(options: Options) -> None:
    torch.set_num_threads(1)
    config = BackTranslatorConfig()
    if options.steps is not None:
        config = replace(config, steps=options.steps)
    trainer = Trainer(config, load_examples(options.folder, options.sentences, options.processes), options.folder)
    if options.resume:
        trainer.resume()
    trainer.run()
    if options.export:
        export(options.folder)


if __name__ == "__main__":
    main(tyro.cli(Options, description=__doc__))
