"""SLP-MoE with and without each of its parts: expert accuracy, gate entropy and DTW as training goes on.

    python runs/13_ablate_slp_moe.py --slul runs/out/slul_ablation/base-1

Every run starts from the same small SLUL and sees the same batches. Writes docs/results/slp_moe_ablation.json and, from
it, the plots docs/images/slp_moe_*.png (the figures 4 and 6 of arXiv 2512.04048: curves with and without each part). A
run that the file already has is not done again.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np
import tyro

from stable_signer.evaluation.chart import line_chart
from stable_signer.evaluation.metrics.pose import dtw_mje
from stable_signer.joint.batching import joint_batch
from stable_signer.joint.config import JointConfig
from stable_signer.joint.corpus import balanced_examples
from stable_signer.joint.measure import Measured, measure
from stable_signer.joint.train import JointTrainer, Material
from stable_signer.text_to_gloss.train import Trainer, set_threads

SETTINGS: dict[str, dict] = {
    "all parts": {},
    "frozen encoder": {"reach": "frozen"},
    "gradient stops at H": {"reach": "detached"},
    "q = Pool(H)": {"query": "pooled"},
    "without L_moe": {"l_moe": 0.0},
    "without L_ent": {"l_ent": 0.0},
    "without L_smooth": {"l_smooth": 0.0},
    "without L_hand": {"l_hand": 0.0},
    "without L_vel": {"l_vel": 0.0},
    "not told what SLUL wrote": {"hide_written": 1.0},
}
IMAGES = Path("docs/images")


@dataclass(frozen=True)
class Options:
    """What to run."""

    slul: Path = Path("runs/out/slul_ablation/base-1")
    """The SLUL that every run starts from."""
    folder: Path = Path("runs/out/slp_moe_ablation")
    """Logs."""
    output: Path = Path("docs/results/slp_moe_ablation.json")
    """Curves and last values."""
    steps: int = 200
    """Of each run."""
    batch_size: int = 32
    """Pairs a step."""
    corpus_size: int = 3000
    """Pairs of the balanced corpus."""
    every: int = 20
    """Steps between measurements."""
    dev_examples: int = 300
    """Sentences of the dev split that are measured."""


def main(options: Options) -> None:
    set_threads(1)
    runs = json.loads(options.output.read_text()) if options.output.is_file() else {}
    config = JointConfig(
        steps=options.steps, batch_size=options.batch_size, corpus_size=options.corpus_size, learning_rate=1e-3,
        warmup=20, gate_scale=5.0,
    )  # fmt: skip
    material = Material.of(Trainer.resume(options.slul), config)
    for name, change in SETTINGS.items():
        if name not in runs:
            runs[name] = _run(name, replace(config, **change), material, options)
            options.output.parent.mkdir(parents=True, exist_ok=True)
            options.output.write_text(json.dumps(runs, indent=1) + "\n")
    plots(runs)


def _run(name: str, config: JointConfig, material: Material, options: Options) -> dict:
    started = time.process_time()
    joint = JointTrainer(config, Trainer.resume(options.slul), material)
    examples = list(islice(balanced_examples(material.examples, 11, "dev"), options.dev_examples))
    dev = [joint_batch(examples[i : i + 50], joint.slul.encode) for i in range(0, len(examples), 50)]
    curve = [_row(0, measure(joint, dev))]

    def report(step: int, terms: dict[str, float]) -> None:
        if step % options.every == 0:
            curve.append(_row(step, measure(joint, dev)))
            print(name, curve[-1], terms["L"], file=sys.stderr, flush=True)

    joint.run(options.folder / name.replace(" ", "_"), report)
    return {"cpu_seconds": round(time.process_time() - started), "steps": config.steps, "curve": curve}


def _row(step: int, measured: Measured) -> dict[str, float]:
    """DTW: per aligned frame the mean distance of wrists and hands to the right performance, shoulder widths."""
    pairs = [dtw_mje(a.astype(np.float64), b.astype(np.float64)) for a, b in zip(measured.chosen, measured.right)]  # noqa: B905
    sums = np.array(pairs).sum(0)
    directed = measured.has_directions
    return {
        "step": step,
        "accuracy": round(measured.accuracy, 4),
        "sense": round(float(measured.is_right[~directed].mean()), 4),
        "direction": round(float(measured.is_right[directed].mean()), 4),
        "entropy": round(float(measured.entropy.mean()), 4),
        "dtw": round(float(sums[0] / sums[1]), 5),
    }


def plots(runs: dict) -> None:
    """The curves as pictures."""
    titles = {
        "accuracy": "Right experts, share of the gated signs of the dev split",
        "entropy": "Entropy of the gate, nats",
        "dtw": "DTW of the chosen performance to the right one, shoulder widths a frame",
    }
    IMAGES.mkdir(parents=True, exist_ok=True)
    for key, title in titles.items():
        series = {name: [(row["step"], row[key]) for row in run["curve"]] for name, run in runs.items()}
        line_chart(IMAGES / f"slp_moe_{key}.png", series, title, "training step", key)


if __name__ == "__main__":
    main(tyro.cli(Options, description=__doc__))
