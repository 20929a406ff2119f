"""Training of SLUL on the grammar's corpus, in every term of the objective (see ``loss``)."""

from __future__ import annotations

import copy
import json
import math
import sys
import time
from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor, nn

from stable_signer.errors import ModelError
from stable_signer.text_to_gloss.batching import Batch, Encoder, batches
from stable_signer.text_to_gloss.checkpoint import fill, of_optimiser, read_checkpoint, save_checkpoint
from stable_signer.text_to_gloss.config import SlulConfig
from stable_signer.text_to_gloss.corpus.pools import literal_keys
from stable_signer.text_to_gloss.corpus.templates import EXTRA_LITERALS
from stable_signer.text_to_gloss.loss import Terms, objective
from stable_signer.text_to_gloss.model import build_model
from stable_signer.text_to_gloss.parallel.fast import FastT5
from stable_signer.text_to_gloss.parallel.model import FlatWeights
from stable_signer.text_to_gloss.symbols import MASK, UNKNOWN, vocabulary
from stable_signer.text_to_gloss.words import Words, load_words

LOG = "log.jsonl"
"""One line a step: its number, the terms and the seconds since the start."""


def learning_rate(step: int, config: SlulConfig) -> float:
    """Linear warm-up, then a cosine to a tenth of the peak."""
    if step < config.warmup:
        return config.learning_rate * (step + 1) / config.warmup
    done = min(1.0, (step - config.warmup) / max(1, config.steps - config.warmup))
    return config.learning_rate * (0.1 + 0.45 * (1 + math.cos(math.pi * done)))


class Trainer:
    """A model, its optimiser and the place in the corpus; ``folder`` holds the checkpoint and the log.

    ``model`` has the weights, in 32 bits; a copy of it computes, in the bits of the configuration.
    """

    def __init__(self, config: SlulConfig, folder: Path, words: Words | None = None) -> None:
        self.config, self.folder = config, Path(folder)
        self.words = words or load_words()
        self.literals = literal_keys(self.words, EXTRA_LITERALS)
        self.symbols = vocabulary(self.literals)
        self.encode = Encoder(self.symbols)
        torch.manual_seed(config.seed)
        self.model = build_model(config, self.symbols)
        self.weights = flattened(self.model)
        working: nn.Module = copy.deepcopy(self.model)
        working.to(torch.bfloat16 if config.bfloat16 else torch.float32)  # pyright: ignore[reportArgumentType]
        self._working = FlatWeights(working)
        self._view = FastT5(working, config.dropout)
        self.optimiser = torch.optim.AdamW(self._groups(), lr=config.learning_rate, betas=(0.9, 0.98), fused=True)
        self.step = 0

    def _groups(self) -> list[dict]:
        """The embeddings are not decayed, so that rare symbols keep theirs."""
        size = self.model.shared.weight.numel()
        table, others = self.weights.split([size, len(self.weights) - size])
        return [
            {"params": [table], "weight_decay": 0.0},
            {"params": [others], "weight_decay": self.config.weight_decay},
        ]

    def run(self, until: int | None = None, report: Callable[[int, float], None] | None = None) -> list[float]:
        """Train to step ``until`` (or the configured end); L of each step.

        report: called with each step's number and L.
        """
        until = self.config.steps if until is None else until
        losses: list[float] = []
        stream = batches(self.words, self.encode, self.config, self.step)
        self._begin_log()
        started = time.monotonic()
        while self.step < until:
            terms = self._update(next(stream)).as_floats()
            losses.append(terms["L"])
            self.step += 1
            self._log(terms, time.monotonic() - started)
            if report is not None:
                report(self.step, terms["L"])
            if self.step % self.config.save_every == 0 or self.step == until:
                self.save()
        return losses

    def _update(self, batch: Batch) -> Terms:
        torch.manual_seed(self.config.seed * 7919 + self.step)  # of dropout and masks: a resumed run draws the same
        for group, scale in zip(self.optimiser.param_groups, (self.config.embedding_rate, 1.0), strict=True):
            group["lr"] = scale * learning_rate(self.step, self.config)
        mask_id = self.encode.id_of.get(MASK, self.encode.id_of[UNKNOWN])
        self._working.write(self.weights)
        terms = objective(self._view, batch.ids, batch.mask, batch.labels, self.config.loss, mask_id)
        terms.L.backward()
        gradient = self._working.gradient(self.config.clip).split([len(part) for part in self._parts()])
        for part, grad in zip(self._parts(), gradient, strict=True):
            part.grad = grad
        self.optimiser.step()
        return terms

    def _parts(self) -> list[Tensor]:
        return [group["params"][0] for group in self.optimiser.param_groups]

    def _begin_log(self) -> None:
        """Steps that a checkpoint has not kept are run, and logged, again."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / LOG
        lines = path.read_text().splitlines() if path.is_file() else []
        path.write_text("".join(f"{line}\n" for line in lines if json.loads(line)["step"] <= self.step))

    def _log(self, terms: dict[str, float], seconds: float) -> None:
        line = {"step": self.step} | terms | {"seconds": round(seconds, 2)}
        with (self.folder / LOG).open("a") as file:
            file.write(json.dumps(line) + "\n")

    def save(self) -> None:
        """Write the checkpoint. Raises ``ModelError`` where it cannot be written."""
        meta = {"config": self.config.to_json(), "step": self.step, "symbols": self.symbols, "literals": self.literals}
        save_checkpoint(self.folder, self.model, self.optimiser, meta)

    @classmethod
    def resume(cls, folder: Path, words: Words | None = None, steps: int | None = None) -> Trainer:
        """Go on from a checkpoint, to another number of ``steps`` if given.

        Raises ``ModelError`` where there is none, or it is of another lexicon.
        """
        meta, state = read_checkpoint(folder)
        config = SlulConfig.from_json(meta["config"] | ({} if steps is None else {"steps": steps}))
        trainer = cls(config, folder, words)
        if trainer.symbols != meta["symbols"]:
            raise ModelError(f"{folder} was trained with another vocabulary: the lexicon has changed; train again.")
        fill(trainer.model, state, folder)
        moments = of_optimiser(state)
        if set(moments) - {0, 1}:
            raise ModelError(f"{folder} was written by an older trainer: start from its weights, do not resume it.")
        groups = trainer.optimiser.state_dict()["param_groups"]
        trainer.optimiser.load_state_dict({"state": moments, "param_groups": groups})
        trainer.step = meta["step"]
        return trainer

    def start_from(self, folder: Path) -> None:
        """Copy the weights of a checkpoint; symbols that it does not know keep their random embedding.

        Raises ``ModelError`` where the model has another shape.
        """
        meta, state = read_checkpoint(folder)
        places = {symbol: i for i, symbol in enumerate(meta["symbols"])}
        known = [(i, places[symbol]) for i, symbol in enumerate(self.symbols) if symbol in places]
        new, old = [i for i, _ in known], [j for _, j in known]
        for name, value in self.model.state_dict().items():
            source = state.get(f"model.{name}")
            if source is None or source.shape[1:] != value.shape[1:]:
                raise ModelError(f"{folder} has another shape ({name}): start from a model of the same configuration.")
            if value.shape[0] == len(self.symbols):
                value[new] = source[old]
            else:
                value.copy_(source)

    def average_with(self, folder: Path, share: float) -> None:
        """Move the weights towards those of a checkpoint, by ``share`` of the way, 0..1 (Wortsman et al. 2022).

        Raises ``ModelError`` where the model has another shape or vocabulary.
        """
        before = self.weights.clone()
        if read_checkpoint(folder)[0]["symbols"] != self.symbols:
            raise ModelError(f"{folder} was trained with another vocabulary: average models of the same one.")
        self.start_from(folder)
        self.weights.lerp_(before, 1.0 - share)


def flattened(model: nn.Module) -> Tensor:
    """All weights of a model as one vector, of which its parameters become views: what moves it moves them."""
    parameters = list(model.parameters())
    vector = torch.cat([p.detach().flatten() for p in parameters])
    for p, part in zip(parameters, vector.split([p.numel() for p in parameters]), strict=True):
        p.data = part.view_as(p)
    return vector


def progress(total: int, every: int = 50) -> Callable[[int, float], None]:
    """Says on standard error, now and then, how far a training is, and its mean loss since it last said so."""
    losses: list[float] = []
    started = time.monotonic()

    def report(step: int, loss: float) -> None:
        losses.append(loss)
        if step % every == 0 or step == total:
            mean, seconds = sum(losses) / len(losses), time.monotonic() - started
            print(f"step {step} of {total}  loss {mean:.4f}  {seconds:.0f} s", file=sys.stderr, flush=True)
            losses.clear()

    return report


def set_threads(count: int = 1) -> None:
    """One thread is as fast as two for this size, and gives the same sums everywhere."""
    torch.set_num_threads(count)
