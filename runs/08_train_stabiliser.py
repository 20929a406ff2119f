"""Train the stabiliser on performances of the grammar's train split and export the weights that ship.

    python runs/08_train_stabiliser.py [--sentences 8] [--steps 700]

Performances of two signers at 50 frames a second, corrupted on purpose (``gloss_to_pose/corruption.py``); seed 5.
About 10 minutes on one core of a two-core machine without a GPU. A log goes to ``runs/out/stabiliser/log.jsonl``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import torch
import tyro

from stable_signer.errors import StableSignerError
from stable_signer.gloss_to_pose.infer import GlossToPose
from stable_signer.gloss_to_pose.stabilise import WEIGHTS
from stable_signer.gloss_to_pose.stabilise_train import StabiliserConfig, export, train
from stable_signer.pose import Pose
from stable_signer.text_to_gloss.corpus.pairs import pairs
from stable_signer.text_to_gloss.infer import TextToGloss
from stable_signer.text_to_gloss.words import load_words

SIGNERS = ("ada", "hugo")
FPS = 50.0
MIN_SECONDS = 2.5


@dataclass(frozen=True)
class Options:
    """How to train."""

    sentences: int = 8
    steps: int = StabiliserConfig.steps
    folder: Path = Path("runs/out/stabiliser")
    """Where the log goes."""
    output: Path = WEIGHTS


def performances(count: int, seed: int) -> Iterator[Pose]:
    """Sentences of the train split, each by the next signer, at the next of three speeds."""
    stages = [GlossToPose.from_pretrained(signer=signer) for signer in SIGNERS]
    read = TextToGloss.from_pretrained()
    texts = (pair.text for pair in pairs(load_words(), seed) if pair.split == "train")
    for i, text in enumerate(islice(texts, count)):
        stage = stages[i % len(stages)]
        try:
            pose = stage.perform(stage.plan(read(text).sequence, speed=(1.0, 0.8, 1.25)[i % 3]), FPS)
        except StableSignerError:
            continue
        if pose.duration >= MIN_SECONDS:
            yield pose


def main(options: Options) -> None:
    torch.set_num_threads(1)
    config = replace(StabiliserConfig(), steps=options.steps)
    network = train(list(performances(options.sentences, config.seed)), config, options.folder / "log.jsonl")
    export(network, options.output)


if __name__ == "__main__":
    main(tyro.cli(Options))
