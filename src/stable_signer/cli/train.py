"""``stable-signer train slul``: train text to gloss, on the grammar's corpus or on a corpus of one's own."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import tyro

if TYPE_CHECKING:
    from stable_signer.data.readers.parallel import ParallelRow
    from stable_signer.text_to_gloss.config import SlulConfig
    from stable_signer.text_to_gloss.parallel.config import ParallelConfig
    from stable_signer.text_to_gloss.train import Trainer

Config = TypeVar("Config", "SlulConfig", "ParallelConfig")


@dataclass(frozen=True)
class Train:
    """Train SLUL on the grammar's English and ASL gloss, or with --corpus on pairs of your own in any language."""

    stage: tyro.conf.Positional[Literal["slul"]]
    """What to train."""
    folder: Annotated[Path, tyro.conf.arg(metavar="FOLDER")] = Path("slul")
    """Checkpoint and log go here."""
    preset: str = "default"
    """Named configuration; debug takes two tiny steps."""
    corpus: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Text, a tab, gloss on each line: train on this, with subwords made from it, and print the dev table."""
    dev: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """The corpus' own dev pairs; without it one pair in twenty is kept apart."""
    steps: int | None = None
    """Number at which to stop, instead of the preset's."""
    seed: int | None = None
    """Instead of the preset's."""
    resume: bool = False
    """Go on from the checkpoint in FOLDER to its end; a run that has ended goes on for as many steps again."""
    start_from: Annotated[Path | None, tyro.conf.arg(metavar="FOLDER")] = None
    """Checkpoint whose weights to start from; its vocabulary may be another."""
    export: Annotated[Path | None, tyro.conf.arg(metavar="FOLDER")] = None
    """Write the files that ``TextToGloss.from_pretrained`` reads here at the end."""

    def run(self) -> None:
        self._check()
        if self.corpus is not None:
            self._on_corpus(self.corpus)
        else:
            self._on_grammar()

    def _check(self) -> None:
        """Raises ``ModelError`` for options that say nothing together, or values out of range."""
        from stable_signer.errors import ModelError

        require_torch()
        if self.steps is not None and not 1 <= self.steps <= 10_000_000:
            raise ModelError(f"--steps {self.steps}: expected 1 to 10000000.")
        if self.resume and (self.start_from is not None or self.seed is not None):
            raise ModelError("--resume goes on as the checkpoint began: leave out --start-from and --seed.")
        if self.corpus is not None and (self.start_from is not None or self.export is not None):
            raise ModelError("--start-from and --export are for the grammar's corpus: leave them out with --corpus.")
        if self.corpus is None and self.dev is not None:
            raise ModelError("--dev belongs to --corpus: give both, or neither.")

    def _on_grammar(self) -> None:
        from stable_signer.text_to_gloss.train import Trainer, progress, set_threads

        set_threads(1)
        trainer = self._resumed() if self.resume else Trainer(self._config(), self.folder)
        if self.start_from is not None:
            trainer.start_from(self.start_from)
        trainer.run(report=progress(trainer.config.steps))
        if self.export is not None:
            from stable_signer.text_to_gloss.export import export

            export(self.folder, self.export)

    def _config(self) -> SlulConfig:
        from stable_signer.text_to_gloss.config import PRESETS

        return self._changed(_named(PRESETS, self.preset))

    def _changed(self, config: Config) -> Config:
        given = {"steps": self.steps, "seed": self.seed}
        return replace(config, **{name: value for name, value in given.items() if value is not None})

    def _resumed(self) -> Trainer:
        from stable_signer.text_to_gloss.checkpoint import read_checkpoint
        from stable_signer.text_to_gloss.train import Trainer

        meta, _ = read_checkpoint(self.folder)
        done, end = meta["step"], meta["config"]["steps"]
        return Trainer.resume(self.folder, steps=self.steps or (end if done < end else done + end))

    def _on_corpus(self, corpus: Path) -> None:
        from stable_signer.data.readers.parallel import read_parallel
        from stable_signer.evaluation.metrics.text import bleu
        from stable_signer.evaluation.parallel import dev_table
        from stable_signer.text_to_gloss.parallel.config import PRESETS
        from stable_signer.text_to_gloss.parallel.train import train_parallel

        config = self._changed(_named(PRESETS, self.preset))
        rows = read_parallel(corpus)
        train, dev = (rows, read_parallel(self.dev)) if self.dev is not None else split_rows(rows)
        trained = train_parallel(config, train, dev, self.folder, self.resume, lambda h, r: bleu(h, r).value)
        print(dev_table(trained, dev))


def split_rows(rows: Sequence[ParallelRow]) -> tuple[list[ParallelRow], list[ParallelRow]]:
    """Train and dev: one sentence in twenty, those whose hashes are smallest, so the same in every run; rows of equal
    text stay together. Raises ``ModelError`` for fewer than two sentences."""
    from stable_signer.errors import ModelError

    texts = sorted({row.text.lower() for row in rows}, key=lambda text: hashlib.sha256(text.encode()).digest())
    if len(texts) < 2:
        raise ModelError("One sentence is too few to keep some apart: give more, or a file with --dev.")
    kept = set(texts[: max(1, len(texts) // 20)])
    train = [row for row in rows if row.text.lower() not in kept]
    return train, [row for row in rows if row.text.lower() in kept]


def _named(presets: Mapping[str, Config], name: str) -> Config:
    """A configuration by its name. Raises ``ModelError``."""
    from stable_signer.errors import ModelError

    if name not in presets:
        raise ModelError(f"There is no preset {name!r}: expected one of {', '.join(presets)}.")
    return presets[name]


def require_torch() -> None:
    """Raises ``ModelError`` where what training needs is not installed."""
    from stable_signer.errors import ModelError

    missing = [name for name in ("torch", "transformers") if find_spec(name) is None]
    if missing:
        raise ModelError(f"Training needs {' and '.join(missing)}: pip install 'stable-signer[train]'.")
