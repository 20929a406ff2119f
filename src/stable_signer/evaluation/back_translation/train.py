"""Training of the back-translator on performed sentences, by maximum likelihood with label smoothing."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from stable_signer.errors import ModelError
from stable_signer.evaluation.back_translation.config import BackTranslatorConfig
from stable_signer.evaluation.back_translation.examples import Example
from stable_signer.evaluation.back_translation.features import features_of
from stable_signer.evaluation.back_translation.model import MAX_TOKENS, STRIDE, PoseToText
from stable_signer.evaluation.back_translation.noise import noisy
from stable_signer.evaluation.back_translation.vocabulary import PADDING, START, Vocabulary

CHECKPOINT = ("back_translator.safetensors", "back_translator.json")
LEAST_DEVIATION = 0.05
"""Features that hardly move are not blown up."""


class Trainer:
    """A model, its optimiser and its examples; ``folder`` holds the checkpoint and the log."""

    def __init__(self, config: BackTranslatorConfig, rows: Sequence[Example], folder: Path) -> None:
        self.config, self.folder = config, Path(folder)
        self.vocabulary = Vocabulary.of((row.text for row in rows), config.least)
        encoded = ((row, self.vocabulary.encode(row.text)) for row in rows)
        self.rows = [(row.xyz, ids) for row, ids in encoded if len(ids) < MAX_TOKENS]
        torch.manual_seed(config.seed)
        self.model = PoseToText(config, len(self.vocabulary))
        self._standardise()
        self.optimiser = torch.optim.AdamW(
            self.model.parameters(), lr=config.learning_rate, betas=(0.9, 0.98), weight_decay=0.01
        )
        self.step = 0

    def _standardise(self) -> None:
        rng = np.random.default_rng(self.config.seed)
        chosen = rng.permutation(len(self.rows))[:300]
        seen = np.concatenate([_features(self.rows[i][0], rng) for i in chosen])
        self.model.mean.copy_(torch.from_numpy(seen.mean(0)))
        self.model.deviation.copy_(torch.from_numpy(np.maximum(seen.std(0), LEAST_DEVIATION)))

    def run(self, until: int | None = None, report_every: int = 50) -> list[float]:
        """Train to step ``until`` (or the configured end); the losses, one a step."""
        until = self.config.steps if until is None else until
        losses: list[float] = []
        started = time.time()
        stream = self._batches()
        self.model.train()
        while self.step < until:
            losses.append(self._update(*next(stream)))
            self.step += 1
            if self.step % report_every == 0:
                self._report(float(np.mean(losses[-report_every:])), time.time() - started)
            if self.step % self.config.save_every == 0 or self.step == until:
                self.save()
        return losses

    def _batches(self) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
        """Noisy features (b t d), what of them is there (b t), and tokens (b g): rows of like length together.

        Every step has a stream of its own, so that a run that was stopped goes on with the same losses.
        """
        size, per_epoch = self.config.batch_size, max(1, len(self.rows) // self.config.batch_size)
        order = np.argsort([len(xyz) for xyz, _ in self.rows], kind="stable")
        chunks = [order[i : i + size] for i in range(0, per_epoch * size, size)]
        step = self.step
        while True:
            epoch, place = divmod(step, len(chunks))
            turn = np.random.default_rng((self.config.seed, epoch)).permutation(len(chunks))
            rng = np.random.default_rng((self.config.seed, 7, step))
            rows = [self.rows[i] for i in chunks[turn[place]]]
            yield _collate([(_features(xyz, rng), ids) for xyz, ids in rows])
            step += 1

    def _update(self, x: Tensor, mask: Tensor, tokens: Tensor) -> float:
        torch.manual_seed(self.config.seed * 7919 + self.step)
        for group in self.optimiser.param_groups:
            group["lr"] = learning_rate(self.step, self.config)
        logits = self.model.decode(tokens[:, :-1], *self.model.encode(x, mask))
        loss = torch.nn.functional.cross_entropy(
            logits.flatten(0, 1),
            tokens[:, 1:].flatten(),
            ignore_index=PADDING,
            label_smoothing=self.config.label_smoothing,
        )
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        return loss.item()

    def _report(self, loss: float, seconds: float) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        line = {"step": self.step, "loss": round(loss, 4), "seconds": round(seconds)}
        with (self.folder / "log.jsonl").open("a") as log:
            log.write(json.dumps(line) + "\n")
        print(line, flush=True)

    def save(self) -> None:
        """Write the checkpoint; the old one stays until the new one is complete."""
        self.folder.mkdir(parents=True, exist_ok=True)
        state = {f"model.{k}": v.clone().contiguous() for k, v in self.model.state_dict().items()}
        for index, values in self.optimiser.state_dict()["state"].items():
            state |= {f"adam.{index}.{name}": torch.as_tensor(value).clone() for name, value in values.items()}
        meta = {"config": asdict(self.config), "step": self.step, "words": list(self.vocabulary.words)}
        tensors, notes = (self.folder / f"{name}.part" for name in CHECKPOINT)
        save_file(state, tensors)
        notes.write_text(json.dumps(meta))
        for part in (tensors, notes):
            part.replace(part.with_suffix(""))

    def resume(self) -> None:
        """Go on from the checkpoint in ``folder``. Raises ``ModelError`` where there is none of these examples."""
        meta, state = _read(self.folder)
        if tuple(meta["words"]) != self.vocabulary.words:
            raise ModelError(f"{self.folder} was trained on other sentences: train again in another folder.")
        self.model.load_state_dict({k[6:]: v for k, v in state.items() if k.startswith("model.")})
        moments: dict[int, dict[str, Tensor]] = {}
        for key, value in state.items():
            if key.startswith("adam."):
                _, index, name = key.split(".")
                moments.setdefault(int(index), {})[name] = value
        groups = self.optimiser.state_dict()["param_groups"]
        self.optimiser.load_state_dict({"state": moments, "param_groups": groups})
        self.step = meta["step"]


def load_checkpoint(folder: Path) -> tuple[PoseToText, dict]:
    """The trained model and its notes. Raises ``ModelError`` where there is none."""
    meta, state = _read(folder)
    model = PoseToText(BackTranslatorConfig(**meta["config"]), len(Vocabulary(tuple(meta["words"]))))
    model.load_state_dict({k[6:]: v for k, v in state.items() if k.startswith("model.")})
    return model, meta


def learning_rate(step: int, config: BackTranslatorConfig) -> float:
    """Linear warm-up, then a cosine to a fiftieth of the peak."""
    if step < config.warmup:
        return config.learning_rate * (step + 1) / config.warmup
    done = min(1.0, (step - config.warmup) / max(1, config.steps - config.warmup))
    return config.learning_rate * (0.02 + 0.49 * (1 + math.cos(math.pi * done)))


def _read(folder: Path) -> tuple[dict, dict[str, Tensor]]:
    try:
        return json.loads((Path(folder) / CHECKPOINT[1]).read_text()), load_file(Path(folder) / CHECKPOINT[0])
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder} holds no checkpoint that can be read ({error}); train one first.") from error


def _features(xyz: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return features_of(*noisy(xyz, rng))


def _collate(rows: Sequence[tuple[np.ndarray, list[int]]]) -> tuple[Tensor, Tensor, Tensor]:
    longest = max(len(x) for x, _ in rows) + STRIDE
    x = torch.zeros(len(rows), longest, rows[0][0].shape[1])
    mask = torch.zeros(len(rows), longest, dtype=torch.bool)
    tokens = torch.full((len(rows), max(len(ids) for _, ids in rows) + 1), PADDING)
    for i, (values, ids) in enumerate(rows):
        x[i, : len(values)] = torch.from_numpy(values)
        mask[i, : len(values)] = True
        tokens[i, : len(ids) + 1] = torch.tensor([START, *ids])
    return x, mask, tokens
