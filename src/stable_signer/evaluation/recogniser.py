"""A reader of single signs that has seen real signers only: how many generated words does it recognise?

Trained on clips of real signers (``data/readers/landmarks``) by ``runs/10_recognise_words.py``; the weights stay with
whoever has the clips. What it reads are the features of ``sign_features``: arms and hands in the picture.
Axes: b batch, t frames, f features, w words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from stable_signer.data.readers.landmarks import WordClip
from stable_signer.errors import PoseError
from stable_signer.evaluation.sign_features import Features, features
from stable_signer.pose import Pose


@dataclass(frozen=True)
class RecogniserConfig:
    """Shape of the reader and how it is trained."""

    d_model: int = 160
    """Width."""
    dropout: float = 0.4
    """Dropout of the vector of a whole sign."""
    num_models: int = 3
    """Readers of other seeds whose probabilities are averaged."""
    epochs: int = 60
    """Passes over the clips and their mirror images."""
    batch_size: int = 32
    """Clips a step."""
    learning_rate: float = 1e-3
    """Peak of AdamW's one-cycle schedule."""
    jitter: float = 0.12
    """Standard deviation of the noise on features."""
    seed: int = 1
    """Of weights, order and noise."""


class Reader(nn.Module):
    """Features (b t f) to scores of words (b w): convolutions over time, then the mean and the strongest moment."""

    def __init__(self, num_features: int, num_words: int, config: RecogniserConfig) -> None:
        super().__init__()
        d = config.d_model
        self.project = nn.Linear(num_features, d)
        self.layers = nn.ModuleList(nn.Conv1d(d, d, 3, padding=n, dilation=n) for n in (1, 2, 4))
        self.norms = nn.ModuleList(nn.LayerNorm(d) for _ in self.layers)
        self.drop = nn.Dropout(config.dropout)
        self.classify = nn.Linear(2 * d, num_words)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        h = self.project(x)
        for layer, norm in zip(self.layers, self.norms, strict=True):
            h = h * mask[..., None]
            h = h + torch.nn.functional.gelu(layer(norm(h).transpose(1, 2)).transpose(1, 2))
        mean = (h * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        peak = h.masked_fill(~mask[..., None], -torch.inf).amax(1)
        return self.classify(self.drop(torch.cat([mean, peak], 1)))


@dataclass(frozen=True)
class Recogniser:
    """Trained readers and their words."""

    readers: tuple[Reader, ...]
    words: tuple[str, ...]

    def ranked(self, pose: Pose) -> list[str]:
        """All words, the likeliest first, of a canonical pose of signer-131; signers may be left-handed."""
        views = [flat(features(view)) for view in (pose, pose.mirror())]
        with torch.no_grad():
            scores = [reader.eval()(*_batch([view])).log_softmax(-1)[0] for reader in self.readers for view in views]
        best = torch.logsumexp(torch.stack(scores), 0)
        return [self.words[i] for i in best.argsort(descending=True).tolist()]

    def top(self, rows: Sequence[tuple[str, Pose]], k: int) -> float:
        """Share of (word, pose) whose word is among the likeliest ``k``."""
        return float(np.mean([word in self.ranked(pose)[:k] for word, pose in rows])) if rows else float("nan")


def flat(found: Features) -> np.ndarray:
    """(t f): arms, hands and what is seen, side by side."""
    return np.concatenate([found.arms, found.hands.reshape(len(found), -1), found.seen], 1).astype(np.float32)


def train(clips: Sequence[WordClip], config: RecogniserConfig = RecogniserConfig()) -> Recogniser:
    """Readers of the words of ``clips``. Raises ``PoseError`` where there are fewer than two words."""
    words = tuple(sorted({clip.gloss for clip in clips}))
    if len(words) < 2:
        raise PoseError(f"{len(words)} words to tell apart: expected clips of two or more.")
    rows = [(flat(features(view)), words.index(c.gloss)) for c in clips for view in (c.pose, c.pose.mirror())]
    seeds = range(config.seed, config.seed + config.num_models)
    return Recogniser(tuple(_trained(rows, len(words), config, seed) for seed in seeds), words)


def _trained(rows: Sequence[tuple[np.ndarray, int]], num_words: int, config: RecogniserConfig, seed: int) -> Reader:
    torch.manual_seed(seed)
    reader = Reader(rows[0][0].shape[1], num_words, config)
    optimiser = torch.optim.AdamW(reader.parameters(), lr=config.learning_rate, weight_decay=0.05)
    steps = config.epochs * -(-len(rows) // config.batch_size)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, config.learning_rate, steps)
    rng = np.random.default_rng(seed)
    for _ in range(config.epochs):
        for x, mask, target in _epoch(rows, config, rng):
            loss = torch.nn.functional.cross_entropy(reader.train()(x, mask), target, label_smoothing=0.1)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
            schedule.step()
    return reader.eval()


def _epoch(
    rows: Sequence[tuple[np.ndarray, int]], config: RecogniserConfig, rng: np.random.Generator
) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    order = rng.permutation(len(rows))
    for start in range(0, len(rows), config.batch_size):
        chosen = [rows[i] for i in order[start : start + config.batch_size]]
        x, mask = _batch([_disturbed(values, config, rng) for values, _ in chosen])
        yield x, mask, torch.tensor([target for _, target in chosen])


def _disturbed(values: np.ndarray, config: RecogniserConfig, rng: np.random.Generator) -> np.ndarray:
    """Another speed, another start and end, another build, and noise."""
    first, last = rng.integers(0, max(1, len(values) // 6), 2)
    values = values[first : len(values) - last]
    place = np.linspace(0, len(values) - 1, max(3, round(len(values) * rng.uniform(0.7, 1.4))))
    low = np.floor(place).astype(int)
    share = (place - low)[:, None].astype(np.float32)
    values = (1 - share) * values[low] + share * values[np.minimum(low + 1, len(values) - 1)]
    build = rng.normal(1, 0.08, values.shape[1]) * rng.normal(1, 0.05)
    drift = rng.normal(0, config.jitter, values.shape[1])
    return (values * build + drift + rng.normal(0, config.jitter, values.shape)).astype(np.float32)


def _batch(rows: Sequence[np.ndarray]) -> tuple[Tensor, Tensor]:
    longest = max(map(len, rows))
    x, mask = torch.zeros(len(rows), longest, rows[0].shape[1]), torch.zeros(len(rows), longest, dtype=torch.bool)
    for i, values in enumerate(rows):
        x[i, : len(values)], mask[i, : len(values)] = torch.from_numpy(values), True
    return x, mask
