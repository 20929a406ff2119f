"""Train SLUL and SLP-MoE together from a trained SLUL, and export the weights that ship.

    python runs/07_train_joint.py --slul runs/out/slul --folder runs/out/joint

Trains the gate twice, beside a SLUL that stands still and with the pose side's gradient reaching into it, measures both
on the whole way from text to plan, and ships the better one. docs/results/slp_moe.json holds the numbers, the hardware,
the minutes and the seed; docs/slp-moe.md is written from it.
"""

from __future__ import annotations

import json
import platform
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path

import torch
import tyro

from stable_signer.errors import StableSignerError
from stable_signer.evaluation.experts import Case, by_kind, commonest_experts, grammar_cases, judge, read_cases
from stable_signer.evaluation.slul import read_pairs
from stable_signer.gloss_to_pose.gate import WEIGHTS as GATE
from stable_signer.gloss_to_pose.gate import Gate
from stable_signer.gloss_to_pose.infer import GlossToPose
from stable_signer.joint.batching import JointBatch, joint_batch
from stable_signer.joint.config import JointConfig
from stable_signer.joint.corpus import balanced_examples
from stable_signer.joint.export import export_gate
from stable_signer.joint.measure import measure
from stable_signer.joint.train import JointTrainer, Material
from stable_signer.pipeline import Cascade
from stable_signer.text_to_gloss.checkpoint import save_checkpoint
from stable_signer.text_to_gloss.export import WEIGHTS as SLUL
from stable_signer.text_to_gloss.export import export
from stable_signer.text_to_gloss.infer import TextToGloss
from stable_signer.text_to_gloss.train import Trainer, set_threads

TESTS = Path(__file__).parent.parent / "tests"


@dataclass(frozen=True)
class Options:
    """How to train."""

    slul: Path = Path("runs/out/slul")
    """A checkpoint of SLUL to start from."""
    folder: Path = Path("runs/out/joint")
    """Logs, checkpoints and exported weights."""
    output: Path = Path("docs/results/slp_moe.json")
    """The numbers."""
    steps: int = JointConfig.steps
    """Joint training steps; the frozen run is as long."""
    learning_rate: float = JointConfig.learning_rate
    """SLUL's peak."""
    corpus_size: int = JointConfig.corpus_size
    """Pairs of the balanced corpus."""
    ship: bool = True
    """Copy the better weights into the package."""


def main(options: Options) -> None:
    set_threads(1)
    config = JointConfig(steps=options.steps, learning_rate=options.learning_rate, corpus_size=options.corpus_size)
    material = Material.of(Trainer.resume(options.slul), config)
    results = [_trained(replace(config, reach=reach), material, options) for reach in ("frozen", "joint")]
    cases = {"minimal pairs": read_cases(TESTS / "gloss_to_pose" / "minimal_pairs.tsv")}
    cases["grammar test"] = grammar_cases(300, "test")
    report = {
        "hardware": f"{platform.processor() or platform.machine()}, 1 thread",
        "torch": torch.__version__,
        "runs": results,
        "accuracy": _accuracies(cases, options),
    }
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps(report, indent=1) + "\n")
    if options.ship:
        best = max(("frozen", "joint"), key=lambda reach: _score(report["accuracy"][reach]))
        print(f"ships: {best}", file=sys.stderr)
        _ship(options.folder / best / "weights")


def _trained(config: JointConfig, material: Material, options: Options) -> dict:
    """Train one setting and export it; what it took and how it did on the balanced dev split."""
    folder = options.folder / config.reach
    slul = Trainer.resume(options.slul)
    joint = JointTrainer(config, slul, material)
    dev = dev_batches(joint, 300)
    started, started_cpu = time.monotonic(), time.process_time()
    curve: list[dict] = []

    def report(step: int, terms: dict[str, float]) -> None:
        if step % 50 == 0 or step == 1:
            m = measure(joint, dev)
            curve.append({"step": step, "dev_accuracy": m.accuracy, "dev_entropy": float(m.entropy.mean())})
            print(config.reach, curve[-1], terms, file=sys.stderr, flush=True)

    joint.run(folder, report)
    minutes = (time.monotonic() - started) / 60, (time.process_time() - started_cpu) / 60
    meta = {"config": slul.config.to_json(), "step": slul.step + config.steps}
    meta |= {"symbols": slul.symbols, "literals": slul.literals}
    save_checkpoint(folder, slul.model, slul.optimiser, meta)
    export(folder, folder / "weights")
    export_gate(joint.gate.exported(), config, folder / "weights" / GATE.name)
    return {
        "config": asdict(config),
        "minutes": round(minutes[0], 1),
        "cpu_minutes": round(minutes[1], 1),
        "curve": curve,
    }


def dev_batches(joint: JointTrainer, count: int) -> list[JointBatch]:
    """Batches of the balanced corpus's dev split."""
    examples = list(islice(balanced_examples(joint.material.examples, 7, "dev"), count))
    return [joint_batch(examples[i : i + 50], joint.slul.encode) for i in range(0, count, 50)]


def _accuracies(cases: dict[str, Sequence[Case]], options: Options) -> dict:
    """For SLUL as it was, the frozen and the joint run: expert accuracy of each set by kind, and exact dev pairs."""
    frequent = commonest_experts(1500)
    prior = GlossToPose.from_pretrained().prior
    found: dict = {}
    for name in ("rule", "frozen", "joint"):
        weights = options.folder / ("frozen" if name == "rule" else name) / "weights"
        gate = None if name == "rule" else Gate.from_pretrained(weights / GATE.name)
        cascade = Cascade(TextToGloss.from_pretrained(weights), GlossToPose(prior, gate))
        found[name] = {
            title: {kind: asdict(row) for kind, row in by_kind(judge(rows, cascade.plan), frequent).items()}
            for title, rows in cases.items()
        }
        found[name]["dev pairs exact"] = _exact(cascade)
    return found


def _exact(cascade: Cascade) -> float:
    """Share of the hand-written dev pairs whose plan performs the reference gloss line exactly."""
    rows = read_pairs(TESTS / "text_to_gloss" / "dev_pairs.tsv")
    return sum(_gloss(cascade, row.text) == str(row.sequence) for row in rows) / len(rows)


def _gloss(cascade: Cascade, text: str) -> str:
    try:
        return cascade.plan(text).gloss
    except StableSignerError:
        return ""


def _score(accuracy: dict) -> float:
    return accuracy["minimal pairs"]["all"]["accuracy"] + accuracy["dev pairs exact"]


def _ship(weights: Path) -> None:
    for path in weights.iterdir():
        shutil.copy(path, GATE if path.name == GATE.name else SLUL / path.name)


if __name__ == "__main__":
    main(tyro.cli(Options, description=__doc__))
