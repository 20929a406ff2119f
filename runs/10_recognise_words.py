"""How many of our words does a reader of real signing recognise?

    python runs/10_recognise_words.py LANDMARKS [--output docs/results/recogniser.json]

Trains the reader on the clips of the train split (other signers than those of val), about three minutes on one core,
and prints its accuracy on the val clips (the bound) beside that on our synthesised signs of the same words. The
weights are not kept: the clips are other people's.
"""

from __future__ import annotations

import csv
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import torch
import tyro

from stable_signer.body.kinematics import pose_of
from stable_signer.body.signer import DEFAULT_SIGNER, load_body
from stable_signer.data.readers.landmarks import WordClip, read_landmarks
from stable_signer.evaluation.lexicon_compare import candidates
from stable_signer.evaluation.recogniser import Recogniser, RecogniserConfig, train
from stable_signer.lexicon.entries import load_lexicon
from stable_signer.lexicon.synthesise import synthesise
from stable_signer.pose import Pose


@dataclass(frozen=True)
class Options:
    """What to train on and where to write."""

    landmarks: Annotated[Path, tyro.conf.Positional]
    """Folder with index.csv (with a column split: train, val) and landmarks.npz."""
    output: Path | None = None
    """Write the numbers as JSON."""


def splits(folder: Path) -> dict[str, list[WordClip]]:
    """The clips by split; words that are not in train cannot be recognised and are left out of val."""
    with (folder / "index.csv").open(newline="", encoding="utf-8") as file:
        split_of = {row["clip"]: row["split"] for row in csv.DictReader(file)}
    clips, _ = read_landmarks(folder)
    found = {name: [clip for clip in clips if split_of[clip.name] == name] for name in ("train", "val")}
    words = {clip.gloss for clip in found["train"]}
    found["val"] = [clip for clip in found["val"] if clip.gloss in words]
    return found


def generated(words: tuple[str, ...]) -> list[tuple[str, Pose]]:
    """Our first entry of each word."""
    lexicon, body = load_lexicon(), load_body(DEFAULT_SIGNER)
    firsts = [(word, found[0]) for word in words if (found := candidates(lexicon, word))]
    return [(word, pose_of(body, synthesise(entry.parsed, body).motion)) for word, entry in firsts]


def row(recogniser: Recogniser, rows: list[tuple[str, Pose]]) -> dict[str, float]:
    return {"top_1": recogniser.top(rows, 1), "top_5": recogniser.top(rows, 5), "clips": len(rows)}


def main(options: Options) -> None:
    torch.set_num_threads(1)
    found = splits(options.landmarks)
    recogniser = train(found["train"], RecogniserConfig())
    val = [(clip.gloss, clip.pose) for clip in found["val"]]
    ours = generated(recogniser.words)
    in_val = {word for word, _ in val}
    table = {
        "words": len(recogniser.words),
        "train_clips": len(found["train"]),
        "chance_top_1": 1 / len(recogniser.words),
        "real_val": row(recogniser, val),
        "generated": row(recogniser, ours),
        "generated_words_in_val": row(recogniser, [pair for pair in ours if pair[0] in in_val]),
        "config": asdict(RecogniserConfig()),
    }
    print(json.dumps(table, indent=1))
    if options.output:
        options.output.parent.mkdir(parents=True, exist_ok=True)
        options.output.write_text(json.dumps(table, indent=1) + "\n")


if __name__ == "__main__":
    main(tyro.cli(Options, description=__doc__))
