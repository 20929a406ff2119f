"""Train the stabiliser on performances of the grammar's train split and export the weights that ship.

    python runs/08_train_stabiliser.py
    python runs/08_train_stabiliser.py --landmarks ../shared/data/asl_words   # print how a detector errs, and stop

Sixty sentences by two signers at 50 frames a second, corrupted on purpose (``gloss_to_pose/corruption.py``); 6,000
steps, seed 5. Five minutes on one core of a two-core machine without a GPU. Writes ``stabiliser.onnx`` and
``stabiliser.safetensors``, and a log in ``runs/out/stabiliser/log.jsonl``. Nothing but our own motion is trained on; of
real signers only the facts that ``--landmarks`` prints were used, as sizes and shares of the corruption.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import torch
import tyro

from stable_signer.data.readers.landmarks import read_landmarks
from stable_signer.errors import StableSignerError
from stable_signer.evaluation.detector import detector_facts
from stable_signer.evaluation.references import references
from stable_signer.gloss_to_pose.infer import GlossToPose
from stable_signer.gloss_to_pose.stabilise import WEIGHTS
from stable_signer.gloss_to_pose.stabilise_train import StabiliserConfig, export, train
from stable_signer.pose import Pose

SIGNERS = ("ada", "hugo")
FPS = 50.0
MIN_SECONDS = 3.5
"""The longest window, 48 frames at 50/3 a second, and some room."""


@dataclass(frozen=True)
class Options:
    """How to train."""

    sentences: int = 60
    steps: int = StabiliserConfig.steps
    folder: Path = Path("runs/out/stabiliser")
    """Where the log goes."""
    output: Path = WEIGHTS
    landmarks: Path | None = None
    """Landmarks of real signers: print the facts about their detector and stop."""


def performances(count: int, seed: int) -> Iterator[Pose]:
    """Sentences of the train split, each by the next signer, at the next of three speeds."""
    stages = [GlossToPose.from_pretrained(signer=signer) for signer in SIGNERS]
    for i, reference in enumerate(islice(references("train", seed), count)):
        stage = stages[i % len(stages)]
        try:
            pose = stage.perform(stage.plan(reference.sequence, speed=(1.0, 0.8, 1.25)[i % 3]), FPS)
        except StableSignerError:
            continue
        if pose.duration >= MIN_SECONDS:
            yield pose


def main(options: Options) -> None:
    if options.landmarks:
        facts = detector_facts([clip.pose for clip in read_landmarks(options.landmarks)[0]])
        for name, numbers in facts.items():
            print(f"{name:62s}", *(f"{number:9.4f}" for number in numbers))
        return
    torch.set_num_threads(1)
    config = replace(StabiliserConfig(), steps=options.steps)
    network = train(list(performances(options.sentences, config.seed)), config, options.folder / "log.jsonl")
    export(network, options.output)


if __name__ == "__main__":
    main(tyro.cli(Options))
