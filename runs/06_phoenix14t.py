"""SLUL on PHOENIX14T (German text to DGS gloss, official splits) and ASLG-PC12, beside published outputs.

    python runs/06_phoenix14t.py train --data ../shared/data [--resume] [--backbone google/flan-t5-base]
    python runs/06_phoenix14t.py train --data ../shared/data --start FOLDER --folder FOLDER --options swaps=0.7 ...
    python runs/06_phoenix14t.py distil --data ../shared/data --teachers FOLDER[,FOLDER ...] [FOLDER ...]
    python runs/06_phoenix14t.py average --folders FOLDER FOLDER ... --folder FOLDER
    python runs/06_phoenix14t.py train --data ../shared/data --corpus aslg_pc12
    python runs/06_phoenix14t.py ablate --data ../shared/data
    python runs/06_phoenix14t.py score --data ../shared/data [--test]
    python runs/06_phoenix14t.py document

``train`` writes a checkpoint, ``average`` one with the mean weights of several; ``score`` searches on the dev rows how
to choose among the beam's answers (length penalty and coverage), and with ``--test`` scores the test rows once with
what won there. Results are numbers alone, in docs/results/; ``document`` writes the tables of docs/phoenix14t.md from
them. No weights of these corpora ship.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import torch
import tyro

from stable_signer.data.readers.aslg_pc12 import read_aslg_pc12
from stable_signer.data.readers.parallel import ParallelRow
from stable_signer.data.readers.phoenix14t import read_phoenix14t
from stable_signer.evaluation.ablation import AblationRun, filled, read_runs, table, write_runs
from stable_signer.evaluation.metrics.text import bleu
from stable_signer.evaluation.parallel import published, read_results, scores, systems_table, write_results
from stable_signer.text_to_gloss.config import TERMS
from stable_signer.text_to_gloss.parallel.average import write_averaged
from stable_signer.text_to_gloss.parallel.checkpoint import Checkpoint
from stable_signer.text_to_gloss.parallel.config import PRESETS, ParallelConfig
from stable_signer.text_to_gloss.parallel.decode import Reward, n_best
from stable_signer.text_to_gloss.parallel.distil import interpolated
from stable_signer.text_to_gloss.parallel.expected import Expected, expected_glosses
from stable_signer.text_to_gloss.parallel.train import Trainer, examples_of, train_parallel

Corpus = Literal["phoenix14t", "aslg_pc12"]
READERS = {"phoenix14t": read_phoenix14t, "aslg_pc12": read_aslg_pc12}
DOCS = Path(__file__).parents[1] / "docs"
RESULTS, ABLATION = DOCS / "results" / "phoenix14t.json", DOCS / "results" / "phoenix14t_ablation.json"
WIDTH = 16
"""Width of the beam whose answers are chosen among."""
REWARD = Reward(coverage=1.0, length=0.5)
"""Of its search."""
TEACHERS_WIDTH = 8
STUDENT = {"steps": 750, "learning_rate": 5e-4, "warmup": 50, "dropout": 0.15, "averaging": 0.99, "save_every": 250}
"""How a student is trained."""
PENALTIES = (0.6, 0.8, 1.0, 1.2, 1.4, 1.7, 2.0, 2.5, 3.0)
COVERAGE = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6)
"""Weights of the glosses that an answer lacks."""


@dataclass(frozen=True)
class Answer:
    """What may be chosen: its log probability, and how many expected glosses it lacks."""

    gloss: str
    log_probability: float
    lacks: float

    def scored(self, penalty: float, coverage: float) -> float:
        """The log probability over the number of glosses and the end to the power ``penalty``, less what it lacks."""
        return self.log_probability / (1 + len(self.gloss.split())) ** penalty - coverage * self.lacks


@dataclass(frozen=True)
class Train:
    """Train on a corpus."""

    data: Path
    """Folder that holds the corpora."""
    corpus: Corpus = "phoenix14t"
    folder: Path | None = None
    """Checkpoint; runs/out/CORPUS if not given."""
    rows: int | None = None
    """Only so many of the train rows."""
    steps: int | None = None
    """Instead of the preset's."""
    seed: int = 1
    backbone: str = ""
    """Pretrained T5 to start from: a folder, or a name where a hub is reachable."""
    resume: bool = False
    start: Path | None = None
    """Checkpoint whose weights, vocabulary and options to start from."""
    options: tuple[str, ...] = ()
    """NAME=VALUE, a field of ``ParallelConfig`` or ``loss.NAME``, instead of the preset's or the start's."""

    def run(self) -> None:
        first = None if self.start is None else Checkpoint.read(self.start)
        config = replace(first.config if first else PRESETS[self.corpus], seed=self.seed, backbone=self.backbone)
        config = with_options(replace(config, steps=self.steps or config.steps), self.options)
        train, dev = (rows_of(self.data, self.corpus, split) for split in ("train", "dev"))
        folder = self.folder or default_folder(self.corpus)
        if first is None:
            history = train_parallel(config, train[: self.rows], dev, folder, self.resume, dev_score).history
        else:
            history = gone_on(Trainer(config, first.vocabulary, folder, first.model()), train[: self.rows], dev)
        for entry in history:
            print(" ".join(f"{name} {value:.4g}" for name, value in entry.items()))


@dataclass(frozen=True)
class Distil:
    """Teach checkpoints of one corpus to one."""

    data: Path
    """Folder that holds the corpora."""
    teachers: tuple[str, ...]
    """Checkpoints of one vocabulary; those with commas between them answer together, and of all answers to a row the
    nearest is learnt."""
    corpus: Corpus = "phoenix14t"
    folder: Path | None = None
    """The student; runs/out/CORPUS-student if not given."""
    start: Path | None = None
    """What the student starts from; the first teacher if not given."""
    options: tuple[str, ...] = ()
    """As in training."""

    def run(self) -> None:
        train, dev = (rows_of(self.data, self.corpus, split) for split in ("train", "dev"))
        groups = [[Checkpoint.read(folder) for folder in group.split(",")] for group in self.teachers]
        first = Checkpoint.read(self.start) if self.start else groups[0][0]
        config = with_options(replace(first.config, **STUDENT), self.options)
        reward, texts = replace(REWARD, expected=expected_glosses(train)), [row.text for row in train]
        found = [
            n_best([t.model() for t in group], first.vocabulary, texts, config.language, TEACHERS_WIDTH, reward)
            for group in groups
        ]
        taught = interpolated(train, [[answer for row in rows for answer in row] for rows in zip(*found, strict=True)])
        folder = self.folder or default_folder(f"{self.corpus}-student")
        for entry in gone_on(Trainer(config, first.vocabulary, folder, first.model()), taught, dev):
            print(" ".join(f"{name} {value:.4g}" for name, value in entry.items()))


@dataclass(frozen=True)
class Average:
    """Write the mean of the weights of several checkpoints that were trained on from one."""

    folders: tuple[Path, ...]
    folder: Path

    def run(self) -> None:
        write_averaged([Checkpoint.read(folder) for folder in self.folders], self.folder)


@dataclass(frozen=True)
class Score:
    """Score a checkpoint on the dev rows, and once on the test rows."""

    data: Path
    """Folder that holds the corpora."""
    corpus: Corpus = "phoenix14t"
    folder: Path | None = None
    """Checkpoint; runs/out/CORPUS if not given."""
    rows: int | None = None
    """As in training: only so many of the train rows."""
    test: bool = False
    """Also the test rows: once a configuration."""
    label: str = "ours"
    """Name of the system in the tables."""

    def run(self) -> None:
        checkpoint = Checkpoint.read(self.folder or default_folder(self.corpus))
        expected = expected_glosses(rows_of(self.data, self.corpus, "train")[: self.rows])
        choice, found = best_choice(checkpoint, rows_of(self.data, self.corpus, "dev"), expected)
        results = read_results(RESULTS)
        entry = {"dev": found, "choice": choice, "config": checkpoint.config.to_json(), "step": checkpoint.step}
        if self.test:
            rows = rows_of(self.data, self.corpus, "test")
            entry["test"] = scores(chosen(candidates(checkpoint, rows, expected), choice), rows)
            if self.corpus == "phoenix14t":
                results["published"] = published(self.data / "phoenix14t", rows)
        results.setdefault(self.corpus, {})[self.label] = entry
        write_results(RESULTS, results)
        print(systems_table({split: entry[split] for split in ("dev", "test") if split in entry}), choice)


@dataclass(frozen=True)
class Ablate:
    """Base, + contrastive, + SAGM, + KL, all, on PHOENIX14T's dev rows; runs of the results are kept."""

    data: Path
    """Folder that holds the corpora."""
    seeds: tuple[int, ...] = (1, 2, 3)
    steps: int = 500
    """Of each run: equal, and short."""

    def run(self) -> None:
        train, dev = (rows_of(self.data, "phoenix14t", split) for split in ("train", "dev"))
        runs = read_runs(ABLATION)
        done = {(run.name, run.seed) for run in runs}
        for seed, name in ((seed, name) for seed in self.seeds for name in TERMS if (name, seed) not in done):
            config = replace(PRESETS["ablation"], seed=seed, steps=self.steps, save_every=self.steps)
            started = time.process_time()
            folder = default_folder("phoenix14t") / f"{name}-{seed}"
            trained = train_parallel(config.with_terms(**TERMS[name]), train, dev, folder)
            seconds = time.process_time() - started
            runs.append(AblationRun(name, seed, self.steps, len(dev), seconds, scores(trained.hypotheses, dev), []))
            write_runs(ABLATION, runs)


@dataclass(frozen=True)
class Document:
    """Write the tables of docs/phoenix14t.md from the results."""

    def run(self) -> None:
        path, results, runs = DOCS / "phoenix14t.md", read_results(RESULTS), read_runs(ABLATION)
        page = path.read_text(encoding="utf-8")
        for corpus in READERS:
            for split in ("dev", "test"):
                systems = {name: entry[split] for name, entry in results.get(corpus, {}).items() if split in entry}
                if corpus == "phoenix14t" and split == "test":
                    systems = results.get("published", {}) | systems
                page = filled(page, f"{corpus} {split}", systems_table(systems) if systems else "not measured")
        page = filled(page, "ablation", table(runs) if runs else "not measured")
        path.write_text(page, encoding="utf-8")


def rows_of(data: Path, corpus: str, split: str) -> tuple[ParallelRow, ...]:
    return READERS[corpus](data / corpus, split)


def default_folder(corpus: str) -> Path:
    return Path("runs/out") / corpus


def with_options(config: ParallelConfig, options: Sequence[str]) -> ParallelConfig:
    """NAME=VALUE in place of the configuration's; ``loss.NAME`` for a term. Ends with a line on what is none."""
    for option in options:
        name, _, value = option.partition("=")
        field = name.removeprefix("loss.")
        old = getattr(config if field == name else config.loss, field, None)
        try:
            new = {field: type(old)(float(value))} if isinstance(old, int | float) else {}
        except ValueError:
            new = {}
        if not new:
            raise SystemExit(f"{option!r}: expected NAME=NUMBER with a name of ParallelConfig or loss.NAME.")
        config = replace(config, **new) if field == name else config.with_terms(**new)
    return config


def gone_on(trainer: Trainer, rows: Sequence[ParallelRow], dev: Sequence[ParallelRow]) -> Sequence[dict[str, float]]:
    """The history of a training from weights that there were."""
    texts, references = [row.text for row in dev], [row.gloss for row in dev]
    config = trainer.config
    trainer.run(
        examples_of(rows, config.language, config),
        config.steps,
        lambda: dev_score(trainer.translate(texts, 1), references),
    )
    return trainer.history


def dev_score(hypotheses: Sequence[str], references: Sequence[str]) -> float:
    return bleu(hypotheses, references).value


def candidates(checkpoint: Checkpoint, rows: Sequence[ParallelRow], expected: Expected) -> list[list[Answer]]:
    """``WIDTH`` answers to each row."""
    texts, config = [row.text for row in rows], checkpoint.config
    reward = replace(REWARD, expected=expected)
    found = n_best([checkpoint.model()], checkpoint.vocabulary, texts, config.language, WIDTH, reward)
    return [
        [Answer(candidate.gloss, candidate.score, expected.missing(text, candidate.gloss)) for candidate in answers]
        for text, answers in zip(texts, found, strict=True)
    ]


def best_choice(
    checkpoint: Checkpoint, rows: Sequence[ParallelRow], expected: Expected
) -> tuple[dict[str, float], dict[str, float]]:
    """How to choose among the answers so that BLEU-4 of the dev rows is highest, and the scores then."""
    answers = candidates(checkpoint, rows, expected)
    ways = [{"penalty": penalty, "coverage": coverage} for penalty in PENALTIES for coverage in COVERAGE]
    references = [row.gloss for row in rows]
    best = max(ways, key=lambda way: dev_score(chosen(answers, way), references))
    return best, scores(chosen(answers, best), rows)


def chosen(answers: Sequence[Sequence[Answer]], way: dict[str, float]) -> list[str]:
    """One answer a row: the best by length penalty and coverage."""
    return [max(row, key=lambda answer: answer.scored(**way)).gloss for row in answers]


def main(command: Train | Distil | Average | Score | Ablate | Document) -> None:
    torch.set_num_threads(1)
    command.run()


if __name__ == "__main__":
    main(
        tyro.cli(
            tyro.conf.OmitSubcommandPrefixes[Train | Distil | Average | Score | Ablate | Document], description=__doc__
        )
    )
