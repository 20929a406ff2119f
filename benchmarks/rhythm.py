"""Rhythm and joins over sentences of the grammar's test split: rates, pauses, speeds, and jerk at joins against signs.

    python benchmarks/rhythm.py [--sentences 500] [--joins ../shared/data/dgs_joins] [--json FILE]

``--joins`` adds how long recorded signs that we join take, and how far their hands travel, over the real performance.
About 3 minutes for 500 sentences on one quiet core; ends with 1 where a join is more sudden than the 95th percentile
inside signs. Definitions: ``stable_signer.evaluation.rhythm``.
"""

from __future__ import annotations

import argparse
import json
from itertools import islice
from pathlib import Path

import numpy as np

from stable_signer.errors import StableSignerError
from stable_signer.evaluation import rhythm
from stable_signer.evaluation.joins import evaluate_joins
from stable_signer.gloss_to_pose.infer import GlossToPose
from stable_signer.text_to_gloss.corpus.pairs import pairs
from stable_signer.text_to_gloss.infer import TextToGloss
from stable_signer.text_to_gloss.words import load_words

SEED = 2024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=500)
    parser.add_argument("--joins", type=Path, help="stitched and real sentences")
    parser.add_argument("--json", type=Path, help="write the numbers here")
    args = parser.parse_args()
    numbers = measure(args.sentences)
    if args.joins:
        scores = evaluate_joins(args.joins)
        for metric in ("duration_ratio", "wrist_distance_ratio"):
            numbers[f"{metric.replace('_', ' ')}, recorded signs"] = scores.value("realised", metric)
    for name, value in numbers.items():
        print(f"{name:44s} {value:10.3f}")
    if args.json:
        args.json.write_text(json.dumps(numbers, indent=2) + "\n")
    return int(numbers["largest jerk at a join / p95 inside"] >= 1.0)


def measure(count: int) -> dict[str, float]:
    """Numbers by name."""
    translate, stage = TextToGloss.from_pretrained(), GlossToPose.from_pretrained()
    texts = (pair.text for pair in pairs(load_words(), SEED) if pair.split == "test")
    jerks, speeds, seconds, transitions, letters = [], [], [], [], []
    signs = time = held = seen = 0.0
    for text in islice(texts, count):
        try:
            plan = stage.plan(translate(text).sequence)
        except StableSignerError:
            continue
        rows = rhythm.performed(plan)
        if not rows:
            continue
        pose = stage.perform(plan)
        jerks.append(rhythm.join_jerk(pose, plan))
        speeds.append(rhythm.hand_speeds(pose)[int(rows[0].start * pose.fps) : int(rows[-1].end * pose.fps)].ravel())
        seconds.append(rhythm.sign_seconds(plan))
        transitions += [row.transition for row in rows[1:]]
        letters.append(rhythm.letters_per_second(plan))
        length = rhythm.signing_time(plan) - rows[-1].hold
        signs, time = signs + len(rows), time + length
        held += rhythm.pause_share(plan) * length
        seen += rhythm.seen_pause_share(pose, plan) * length
    jerk, speed = rhythm.pooled(jerks), np.concatenate(speeds)
    return {
        "sentences": float(len(jerks)),
        "signs a second": signs / time,
        "signs a second without pauses": signs / (time - held),
        "seconds a sign with its transition (mean)": float(np.concatenate(seconds).mean()),
        "seconds a sign with its transition (median)": float(np.median(np.concatenate(seconds))),
        "seconds a transition (mean)": float(np.mean(transitions)),
        "letters a second of fingerspelling (median)": float(np.nanmedian(letters)),
        "pause share, planned": held / time,
        "pause share, seen": seen / time,
        "hand speed p99, shoulder widths/s": float(np.nanpercentile(speed, 99)),
        "hand speed largest, shoulder widths/s": float(np.nanmax(speed)),
        "jerk at joins p95": float(np.percentile(jerk.joins, 95)),
        "jerk at joins largest": float(jerk.joins.max()),
        "jerk inside signs p95": float(np.percentile(jerk.inside, 95)),
        "largest jerk at a join / p95 inside": jerk.worst_ratio,
    }


if __name__ == "__main__":
    raise SystemExit(main())
