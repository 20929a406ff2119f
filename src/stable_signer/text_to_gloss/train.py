"""Training of SLUL on the grammar's corpus, by maximum likelihood.

The corpus is generated on the way: step s reads batch s of the stream that the seed and the lexicon determine, so a run
that was stopped goes on with the same losses.
"""

from __future__ import annotations

import json
import math
import random
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from stable_signer.errors import ModelError
from stable_signer.text_to_gloss.config import SlulConfig
from stable_signer.text_to_gloss.corpus.pairs import Pair, pairs
from stable_signer.text_to_gloss.corpus.pools import literal_keys
from stable_signer.text_to_gloss.corpus.templates import EXTRA_LITERALS
from stable_signer.text_to_gloss.loss import IGNORED, slul_loss
from stable_signer.text_to_gloss.model import build_model
from stable_signer.text_to_gloss.symbols import join, vocabulary
from stable_signer.text_to_gloss.words import Words, load_words

BLOCK = 50
"""Steps whose pairs are drawn and sorted together."""
MAX_SYMBOLS = 44
"""Longest pair, in symbols, from the half of the training on."""


@dataclass(frozen=True)
class Batch:
    """ids, mask: (b s), what the model reads. labels: (b g), ``IGNORED`` where padded."""

    ids: Tensor
    mask: Tensor
    labels: Tensor


class Encoder:
    """Symbols to ids."""

    def __init__(self, symbols: list[str]) -> None:
        self.id_of = {symbol: i for i, symbol in enumerate(symbols)}

    def __call__(self, symbols: tuple[str, ...]) -> list[int]:
        return [self.id_of[join(symbol)] for symbol in symbols] + [1]

    def batch(self, rows: list[Pair]) -> Batch:
        ids = _padded([self(row.source) for row in rows], 0)
        labels = _padded([self(row.target) for row in rows], IGNORED)
        return Batch(ids, (ids != 0).long(), labels)


def _padded(rows: list[list[int]], value: int) -> Tensor:
    out = torch.full((len(rows), max(map(len, rows))), value, dtype=torch.long)
    for i, row in enumerate(rows):
        out[i, : len(row)] = torch.tensor(row)
    return out


def batches(words: Words, encode: Encoder, config: SlulConfig, start: int) -> Iterator[Batch]:
    """Batches from step ``start`` on. Each block of steps draws from a stream of its own, so that any step can be
    the first;
    inside a block, pairs of like length share a batch, so that little is padded."""
    step = start
    while True:
        block, first = divmod(step, BLOCK)
        rng = random.Random(config.seed * 1_000_003 + block)
        limit = length_limit(step, config)
        stream = (p for p in pairs(words, rng.randrange(2**32)) if p.split == "train" and _fits(p, limit))
        rows = sorted(
            (next(stream) for _ in range(BLOCK * config.batch_size)), key=lambda p: (len(p.source), len(p.target))
        )
        chunks = [rows[i : i + config.batch_size] for i in range(0, len(rows), config.batch_size)]
        rng.shuffle(chunks)
        for chunk in chunks[first:]:
            yield encode.batch(chunk)
            step += 1


def _fits(pair: Pair, limit: int) -> bool:
    return len(pair.source) <= limit and len(pair.target) <= limit


def length_limit(step: int, config: SlulConfig) -> int:
    """Longest pair at a step: short sentences first, where copying is learned quickly, all of them by half of the
    training."""
    grown = min(1.0, 2.0 * (step - step % BLOCK) / config.steps)
    return round(config.shortest + (MAX_SYMBOLS - config.shortest) * grown)


def learning_rate(step: int, config: SlulConfig) -> float:
    """Linear warm-up, then a cosine to a tenth of the peak."""
    if step < config.warmup:
        return config.learning_rate * (step + 1) / config.warmup
    done = min(1.0, (step - config.warmup) / max(1, config.steps - config.warmup))
    return config.learning_rate * (0.1 + 0.45 * (1 + math.cos(math.pi * done)))


class Trainer:
    """A model, its optimiser and the place in the corpus; ``folder`` holds the checkpoints."""

    def __init__(self, config: SlulConfig, folder: Path, words: Words | None = None) -> None:
        self.config, self.folder = config, Path(folder)
        self.words = words or load_words()
        self.literals = literal_keys(self.words, EXTRA_LITERALS)
        self.symbols = vocabulary(self.literals)
        self.encode = Encoder(self.symbols)
        torch.manual_seed(config.seed)
        self.model = build_model(config, self.symbols)
        self.optimiser = torch.optim.AdamW(self._groups(), lr=config.learning_rate, betas=(0.9, 0.98))
        self.step = 0

    def _groups(self) -> list[dict]:
        """Embeddings start at unit scale, so they take larger steps than the matrices."""
        config = self.config
        table = self.model.shared.weight
        others = [p for p in self.model.parameters() if p is not table]
        return [
            {"params": others, "weight_decay": config.weight_decay, "scale": 1.0},
            {"params": [table], "weight_decay": 0.0, "scale": config.embedding_scale},
        ]

    def run(self, until: int | None = None, report_every: int = 50) -> list[float]:
        """Train to step ``until`` (or the configured end); the losses, one a step."""
        until = self.config.steps if until is None else until
        losses: list[float] = []
        started = time.time()
        stream = batches(self.words, self.encode, self.config, self.step)
        self.model.train()
        while self.step < until:
            losses.append(self._update(next(stream)))
            self.step += 1
            if self.step % report_every == 0:
                _report(self.step, losses[-report_every:], time.time() - started)
            if self.step % self.config.save_every == 0 or self.step == until:
                self.save()
        return losses

    def _update(self, batch: Batch) -> float:
        torch.manual_seed(self.config.seed * 7919 + self.step)
        for group in self.optimiser.param_groups:
            group["lr"] = group["scale"] * learning_rate(self.step, self.config)
        logits = self.model(input_ids=batch.ids, attention_mask=batch.mask, labels=batch.labels).logits
        loss = slul_loss(logits, batch.labels)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.config.clip)
        self.optimiser.step()
        return loss.item()

    def save(self) -> None:
        """Write the checkpoint; the old one stays until the new one is complete."""
        self.folder.mkdir(parents=True, exist_ok=True)
        state = {f"model.{k}": v.clone().contiguous() for k, v in self.model.state_dict().items()}
        for index, values in self.optimiser.state_dict()["state"].items():
            state |= {f"adam.{index}.{name}": torch.as_tensor(value).clone() for name, value in values.items()}
        meta = {"config": asdict(self.config), "step": self.step, "symbols": self.symbols, "literals": self.literals}
        for name, write in (
            ("slul.safetensors", lambda p: save_file(state, p)),
            ("slul.json", lambda p: _write_json(p, meta)),
        ):
            write(self.folder / f"{name}.part")
            (self.folder / f"{name}.part").replace(self.folder / name)

    @classmethod
    def resume(cls, folder: Path, words: Words | None = None) -> Trainer:
        """Go on from a checkpoint. Raises ``ModelError`` where there is none, or it is of another lexicon."""
        try:
            meta = json.loads((Path(folder) / "slul.json").read_text())
            state = load_file(Path(folder) / "slul.safetensors")
        except (OSError, ValueError) as error:
            raise ModelError(f"{folder} holds no checkpoint that can be read ({error}); train one first.") from error
        trainer = cls(SlulConfig(**meta["config"]), folder, words)
        if trainer.symbols != meta["symbols"]:
            raise ModelError(f"{folder} was trained with another vocabulary: the lexicon has changed; train again.")
        trainer.model.load_state_dict({k[6:]: v for k, v in state.items() if k.startswith("model.")})
        trainer._load_adam(state)
        trainer.step = meta["step"]
        return trainer

    def start_from(self, folder: Path) -> None:
        """Copy the weights of a checkpoint; symbols that it does not know keep their random embedding.

        Raises ``ModelError`` where the model has another shape.
        """
        try:
            old_symbols = json.loads((Path(folder) / "slul.json").read_text())["symbols"]
            state = load_file(Path(folder) / "slul.safetensors")
        except (OSError, ValueError) as error:
            raise ModelError(f"{folder} holds no checkpoint that can be read ({error}); train one first.") from error
        own = self.model.state_dict()
        places = {symbol: i for i, symbol in enumerate(old_symbols)}
        known = [(i, places[symbol]) for i, symbol in enumerate(self.symbols) if symbol in places]
        new, old = [i for i, _ in known], [j for _, j in known]
        for name, value in own.items():
            source = state[f"model.{name}"]
            if source.shape[1:] != value.shape[1:]:
                raise ModelError(f"{folder} has another shape ({name}): start from a model of the same configuration.")
            if value.shape[0] == len(self.symbols):
                value[new] = source[old]
            else:
                value.copy_(source)

    def _load_adam(self, state: dict[str, Tensor]) -> None:
        moments: dict[int, dict[str, Tensor]] = {}
        for key, value in state.items():
            if key.startswith("adam."):
                _, index, name = key.split(".")
                moments.setdefault(int(index), {})[name] = value
        self.optimiser.load_state_dict({"state": moments, "param_groups": self.optimiser.state_dict()["param_groups"]})


def _write_json(path: Path, meta: dict) -> None:
    path.write_text(json.dumps(meta, indent=1))


def _report(step: int, losses: list[float], seconds: float) -> None:
    print(f"step {step}  loss {np.mean(losses):.4f}  {seconds:.0f} s", flush=True)


def set_threads(count: int = 1) -> None:
    """One thread is as fast as two for this size, and gives the same sums everywhere."""
    torch.set_num_threads(count)
    random.seed(0)
