"""Training of SLUL on a parallel corpus with the paper's terms (see ``loss``); a run can be stopped and resumed."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from stable_signer.data.readers.parallel import CorpusError, ParallelRow
from stable_signer.text_to_gloss.loss import objective
from stable_signer.text_to_gloss.parallel.agreement import two_readings
from stable_signer.text_to_gloss.parallel.align import alignment_loss, word_links
from stable_signer.text_to_gloss.parallel.checkpoint import Checkpoint
from stable_signer.text_to_gloss.parallel.config import ParallelConfig
from stable_signer.text_to_gloss.parallel.dataset import Batch, Example, Vocabulary, batches
from stable_signer.text_to_gloss.parallel.decode import translate
from stable_signer.text_to_gloss.parallel.fast import FastT5
from stable_signer.text_to_gloss.parallel.model import FlatWeights, build_model, load_backbone
from stable_signer.text_to_gloss.parallel.vocabulary import learn_subwords

Score = Callable[[Sequence[str], Sequence[str]], float]
"""Hypotheses and references to a number, higher is better."""

ADAM = ("step", "exp_avg", "exp_avg_sq")


@dataclass(frozen=True)
class Trained:
    """What a training leaves. hypotheses: of the dev rows, by the averaged weights. losses: one a step of this call.
    history: one entry a checkpoint (step, loss, seconds, dev score)."""

    folder: Path
    hypotheses: tuple[str, ...]
    losses: tuple[float, ...]
    history: tuple[dict[str, float], ...]


def train_parallel(
    config: ParallelConfig,
    train_rows: Sequence[ParallelRow],
    dev_rows: Sequence[ParallelRow],
    folder: Path,
    resume: bool = False,
    score: Score | None = None,
) -> Trained:
    """Train on the rows to ``config.steps`` and translate the dev rows. The checkpoint is in ``folder``.

    resume: go on from the checkpoint there, with its vocabulary. score: of the greedy answers to the dev rows.
    Raises ``CorpusError`` without rows and ``ModelError`` where a checkpoint or a backbone cannot be read.
    """
    if not train_rows or not dev_rows:
        raise CorpusError(f"{len(train_rows)} pairs to train on and {len(dev_rows)} to check: expected some of both.")
    examples = examples_of(train_rows, config.language, config)
    trainer = Trainer.resume(config, folder) if resume else Trainer.new(config, examples, folder)
    texts, references = [row.text for row in dev_rows], [row.gloss for row in dev_rows]

    def evaluate() -> float | None:
        return None if score is None else score(trainer.translate(texts, 1), references)

    losses = trainer.run(examples, config.steps, evaluate)
    return Trained(Path(folder), tuple(trainer.translate(texts)), tuple(losses), tuple(trainer.history))


def examples_of(rows: Sequence[ParallelRow], language: str, config: ParallelConfig) -> list[Example]:
    """With links between words where the training asks for them."""
    if not config.lambda_align or config.backbone:
        return [Example(row, language) for row in rows]
    links = word_links([row.text for row in rows], [row.gloss for row in rows])
    return [Example(row, language, link) for row, link in zip(rows, links, strict=True)]


class Trainer:
    """A model, its optimiser and its place in the corpus; ``folder`` holds the checkpoint."""

    def __init__(self, config: ParallelConfig, vocabulary: Vocabulary, folder: Path, model: Any) -> None:
        self.config, self.vocabulary, self.folder, self.model = config, vocabulary, Path(folder), model
        device = "cuda" if torch.cuda.is_available() else "cpu"
        self.model.to(device, torch.bfloat16 if config.bfloat16 else torch.float32)
        self.weights = FlatWeights(self.model)
        self.view = self.model if config.backbone else FastT5(self.model, config.dropout, vocabulary.written())
        self.averaged = self.weights.value.clone()
        self.optimiser = torch.optim.AdamW(
            [self.weights.value], betas=(0.9, 0.98), weight_decay=config.weight_decay, fused=True
        )
        self.step = 0
        self.history: list[dict[str, float]] = []

    @classmethod
    def new(cls, config: ParallelConfig, examples: Sequence[Example], folder: Path) -> Trainer:
        """Random weights and a vocabulary learnt from the examples, or those of the backbone."""
        torch.manual_seed(config.seed)
        if config.backbone:
            model, vocabulary = load_backbone(config.backbone, config.dropout)
            return cls(config, vocabulary, folder, model)
        texts, glosses = [e.row.text for e in examples], [e.row.gloss for e in examples]
        languages = sorted({example.language for example in examples})
        vocabulary = learn_subwords(texts, glosses, config.num_merges, config.fold_umlauts, languages)
        return cls(config, vocabulary, folder, build_model(config, len(vocabulary)))

    @classmethod
    def resume(cls, config: ParallelConfig, folder: Path) -> Trainer:
        """The trainer that wrote the folder's checkpoint, with its options but for the number of steps.

        Raises ``ModelError`` where there is none.
        """
        checkpoint = Checkpoint.read(folder)
        trainer = cls(
            replace(checkpoint.config, steps=config.steps), checkpoint.vocabulary, folder, checkpoint.empty_model()
        )
        state = checkpoint.training_state()
        trainer.weights.value.copy_(state["weights"])
        trainer.weights.write(trainer.weights.value)
        trainer.averaged.copy_(state["averaged"])
        trainer.optimiser.state[trainer.weights.value] = {name: state[f"adam.{name}"] for name in ADAM}
        trainer.step, trainer.history = checkpoint.step, list(checkpoint.history)
        return trainer

    def run(
        self, examples: Sequence[Example], until: int, evaluate: Callable[[], float | None] = lambda: None
    ) -> list[float]:
        """Train to step ``until``; the losses, one a step. evaluate: a score of the averaged weights."""
        losses: list[float] = []
        started = time.time()
        stream = batches(examples, self.vocabulary, self.config, self.step)
        while self.step < until:
            losses.append(self._update(next(stream)))
            self.step += 1
            if self.step % self.config.save_every == 0 or self.step == until:
                recent = losses[-self.config.save_every :]
                entry = {"step": self.step, "loss": sum(recent) / len(recent), "seconds": time.time() - started}
                value = evaluate()
                self.history.append(entry if value is None else {**entry, "dev": value})
                self.save()
        return losses

    def translate(self, texts: Sequence[str], beam: int | None = None) -> list[str]:
        """Answers of the averaged weights, by the configured beam if no other width is given."""
        config = self.config
        width = config.beam if beam is None else beam
        self.weights.write(self.averaged)
        try:
            return translate(self.model, self.vocabulary, texts, config.language, width, config.length_penalty)
        finally:
            self.weights.write(self.weights.value)

    def save(self) -> None:
        """Write the checkpoint; the old one stays until the new one is complete."""
        state = {"weights": self.weights.value, "averaged": self.averaged}
        state |= {f"adam.{name}": self.optimiser.state[self.weights.value][name] for name in ADAM}
        self.weights.write(self.averaged)
        Checkpoint.write(self.folder, self.config, self.vocabulary, self.model, self.step, self.history, state)
        self.weights.write(self.weights.value)

    def _update(self, batch: Batch) -> float:
        self.model.train()
        torch.manual_seed(self.config.seed * 7919 + self.step)
        ids, mask, labels = (tensor.to(self.model.device) for tensor in (batch.ids, batch.mask, batch.labels))
        loss, attention = self._loss(ids, mask, labels)
        if batch.links is not None:
            loss = loss + self.config.lambda_align * alignment_loss(attention, batch.links.to(loss.device))
        loss.backward()
        self.weights.value.grad = self.weights.gradient(self.config.clip)
        self.optimiser.param_groups[0]["lr"] = learning_rate(self.step, self.config)
        self.optimiser.step()
        self.weights.write(self.weights.value)
        decay = min(self.config.averaging, (1 + self.step) / (10 + self.step))
        self.averaged.lerp_(self.weights.value, 1.0 - decay)
        return float(loss.detach())

    def _loss(self, ids: Tensor, mask: Tensor, labels: Tensor) -> tuple[Tensor, tuple[Tensor, ...]]:
        """The objective of a batch, and where the decoder looked."""
        config, mask_id = self.config, self.vocabulary.mask_id
        if config.lambda_agree:
            return two_readings(self.view, ids, mask, labels, config.loss, mask_id, config.lambda_agree)
        terms = objective(self.view, ids, mask, labels, config.loss, mask_id)
        return terms.L, terms.attention


def learning_rate(step: int, config: ParallelConfig) -> float:
    """Linear warm-up, then a cosine to a twentieth of the peak."""
    if step < config.warmup:
        return config.learning_rate * (step + 1) / config.warmup
    done = min(1.0, (step - config.warmup) / max(1, config.steps - config.warmup))
    return config.learning_rate * (0.05 + 0.475 * (1 + math.cos(math.pi * done)))
