"""Batches of a parallel corpus; step s always reads the same batch, so that a run that was stopped goes on alike."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

from stable_signer.data.readers.parallel import ParallelRow
from stable_signer.text_to_gloss.loss import IGNORED
from stable_signer.text_to_gloss.parallel.config import ParallelConfig
from stable_signer.text_to_gloss.parallel.vocabulary import PAD

POOL = 64
"""Batches whose pairs are sorted by length together, so that little is padded."""


class Vocabulary(Protocol):
    """What training needs of a tokenizer: our own subwords, or a backbone's."""

    mask_id: int

    def source(
        self, text: str, language: str, rng: random.Random | None = None, dropout: float = 0.0, masked: float = 0.0
    ) -> list[int]: ...

    def target(self, gloss: str) -> list[int]: ...

    def written(self) -> list[bool]: ...

    def decode(self, ids: Sequence[int]) -> str: ...

    def __len__(self) -> int: ...


@dataclass(frozen=True)
class Example:
    """A row and the language of its glosses."""

    row: ParallelRow
    language: str


@dataclass(frozen=True)
class Batch:
    """ids, mask: (b s), what the model reads. labels: (b g), ``IGNORED`` where padded."""

    ids: Tensor
    mask: Tensor
    labels: Tensor


def batches(examples: Sequence[Example], vocabulary: Vocabulary, config: ParallelConfig, start: int) -> Iterator[Batch]:
    """Batches from step ``start`` on, for ever; each pair once an epoch."""
    step = start
    while True:
        epoch, first = divmod(step, -(-len(examples) // config.batch_size))
        for chunk in _epoch(examples, config, epoch)[first:]:
            rng = random.Random(config.seed * 1_000_003 + step)
            yield make_batch(chunk, vocabulary, rng, config.subword_dropout, config.word_dropout)
            step += 1


def make_batch(
    chunk: Sequence[Example],
    vocabulary: Vocabulary,
    rng: random.Random | None = None,
    dropout: float = 0.0,
    masked: float = 0.0,
) -> Batch:
    """Ids of pairs; noise in the source only."""
    ids = padded([vocabulary.source(e.row.text, e.language, rng, dropout, masked) for e in chunk], PAD)
    labels = padded([vocabulary.target(e.row.gloss) for e in chunk], IGNORED)
    return Batch(ids, (ids != PAD).long(), labels)


def padded(rows: Sequence[Sequence[int]], value: int) -> Tensor:
    """(b n), short rows filled with ``value``."""
    out = torch.full((len(rows), max(map(len, rows))), value, dtype=torch.long)
    for i, row in enumerate(rows):
        out[i, : len(row)] = torch.tensor(row)
    return out


def _epoch(examples: Sequence[Example], config: ParallelConfig, epoch: int) -> list[list[Example]]:
    """All examples in batches, in an order of the epoch's own."""
    rng = random.Random(config.seed * 7919 + epoch)
    order = list(examples)
    rng.shuffle(order)
    size = config.batch_size
    pools = [sorted(order[i : i + POOL * size], key=_length) for i in range(0, len(order), POOL * size)]
    chunks = [pool[i : i + size] for pool in pools for i in range(0, len(pool), size)]
    rng.shuffle(chunks)
    return chunks


def _length(example: Example) -> tuple[int, int]:
    return example.row.gloss.count(" ") // 2, len(example.row.text)
