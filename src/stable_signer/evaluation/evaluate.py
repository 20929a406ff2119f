"""``evaluate``: from a system and a split to results, tables and pages in a folder."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from stable_signer.evaluation import systems
from stable_signer.evaluation.results import Results, Table
from stable_signer.evaluation.runner import EvaluationConfig, Work, ablation_systems, all_systems, fingerprint
from stable_signer.evaluation.tables import Maker, groupings

PEER_TABLES = ("pose", "video", "motion")
"""Where the closest peer's row belongs: its output is poses."""


def evaluate(
    config: EvaluationConfig, jobs: Sequence[str], output: Path, progress: Callable[[int, int], None]
) -> Results:
    """Run the jobs and make the results; written to ``OUT/results.json``.

    Raises ``ScoreError`` for settings or outputs that cannot be scored, ``Absent`` for a system that is not there.
    """
    started = time.monotonic()
    work = Work.begin(config, output)
    found = work.run(jobs, progress)
    maker = Maker(work.items, found)
    names = row_names(config)
    tables = {}
    if "gloss" in jobs:
        tables["gloss"], tables["non_manual"] = maker.gloss(names), maker.non_manual(names)
    if "pose" in jobs:
        tables["pose"], tables["motion"] = maker.pose(names), maker.motion(names)
    if "video" in jobs:
        tables["video"] = maker.pictures(names, min(config.videos, len(work.items)))
    tables["ablation"] = ablation(maker, config)
    own = systems.named(config.system).name
    shown = [name for name in (own, systems.GROUND_TRUTH, systems.RETRIEVAL) if name in names]
    breakdown = {
        f"{metric} by {grouping}": rows
        for grouping, groups in groupings().items()
        for metric, rows in maker.by_group(groups, shown).items()
    }
    settings = {
        "system": own,
        "split": config.split,
        "sentences": len(work.items),
        "videos": config.videos if "video" in jobs else 0,
        "training clips": config.training_clips,
        "fingerprint": fingerprint(config),
        "minutes": round((time.monotonic() - started) / 60, 2),
    }
    tables = {
        name: _with_absent(table, config) if name in PEER_TABLES else table
        for name, table in tables.items()
        if table.rows
    }
    results = Results(settings, tables, breakdown, maker.sentences([own, systems.GROUND_TRUTH, systems.RETRIEVAL]))
    results.save(Path(output) / "results.json")
    return results


def row_names(config: EvaluationConfig) -> list[str]:
    """The rows of the main tables: ground truth first, then the systems, then the lower bounds."""
    names = [s.name for s in all_systems(config, None) if not s.name.startswith(systems.ABLATION)]
    first = [systems.GROUND_TRUTH, systems.GOLD_GLOSS]
    last = [systems.COPY, systems.MEAN_POSE, systems.RANDOM_CLIP, systems.RETRIEVAL]
    own = [name for name in names if name not in (*first, *last, systems.REFERENCE)]
    return [*first, *own[::-1], *last]


def ablation(maker: Maker, config: EvaluationConfig) -> Table:
    """Table 4: systems with other weights on the same sentences; the last row is the whole system."""
    rows = {}
    others = [system.name for system in ablation_systems(config)]
    for name in [*others, systems.named(config.system).name] if others else []:
        scores = maker.gloss_scores(name) if maker.rows("gloss", name) else {}
        scores = {f"gloss {key}": score for key, score in scores.items()}
        scores |= maker.pose_scores(name) if maker.rows("pose", name) else {}
        if scores:
            rows[name.removeprefix(systems.ABLATION) if name in others else "+ SLP-MoE: the whole system"] = scores
    return Table("Ablation", rows)


def _with_absent(table: Table, config: EvaluationConfig) -> Table:
    if systems.PEER in config.also:
        return table
    why = "not run: make its poses with benchmarks/peer_poses.py and give --also 'spoken-to-signed 0.4.0=FOLDER'"
    return Table(table.title, table.rows, {systems.PEER: why} | table.absent, table.notes)
