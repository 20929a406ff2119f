"""Batches of a parallel corpus; step s always reads the same batch, so that a run that was stopped goes on alike."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from stable_signer.data.readers.parallel import ParallelRow
from stable_signer.text_to_gloss.loss import IGNORED
from stable_signer.text_to_gloss.parallel.config import ParallelConfig
from stable_signer.text_to_gloss.parallel.swaps import swapped
from stable_signer.text_to_gloss.parallel.vocabulary import PAD

POOL = 64
"""Batches whose pairs are sorted by length together, so that little is padded."""
BUCKET = 4
"""Texts of about as many pieces are sorted by the length of their gloss."""


class Vocabulary(Protocol):
    """What training needs of a tokenizer: our own subwords, or a backbone's."""

    mask_id: int

    def source(self, text: str, language: str, rng: random.Random | None = None, dropout: float = 0.0) -> list[int]: ...

    def target(self, gloss: str) -> list[int]: ...

    def written(self) -> list[bool]: ...

    def words(self, ids: Sequence[int]) -> list[int]: ...

    def decode(self, ids: Sequence[int]) -> str: ...

    def __len__(self) -> int: ...


@dataclass(frozen=True)
class Example:
    """A row, the language of its glosses, and which words of the text those stand for (see ``align``)."""

    row: ParallelRow
    language: str
    links: np.ndarray | None = None


@dataclass(frozen=True)
class Batch:
    """ids, mask: (b s), what the model reads. labels: (b g), ``IGNORED`` where padded. links: (b g s), which pieces of
    the text a piece of gloss stands for, rows sum to at most 1; absent where the examples have none."""

    ids: Tensor
    mask: Tensor
    labels: Tensor
    links: Tensor | None = None


def batches(examples: Sequence[Example], vocabulary: Vocabulary, config: ParallelConfig, start: int) -> Iterator[Batch]:
    """Batches from step ``start`` on, for ever; each pair once an epoch. Where two readings must agree, all pairs of a
    batch come twice, one after the other."""
    step = start
    while True:
        epoch, first = divmod(step, -(-len(examples) // config.batch_size))
        for chunk in _epoch(examples, vocabulary, config, epoch)[first:]:
            rng = random.Random(config.seed * 1_000_003 + step)
            if config.swaps:
                chunk = [_swapped(example, rng) if rng.random() < config.swaps else example for example in chunk]
            yield make_batch(chunk * (2 if config.lambda_agree else 1), vocabulary, rng, config.subword_dropout)
            step += 1


def make_batch(
    chunk: Sequence[Example],
    vocabulary: Vocabulary,
    rng: random.Random | None = None,
    dropout: float = 0.0,
) -> Batch:
    """Ids of pairs; noise in the source only."""
    sources = [vocabulary.source(e.row.text, e.language, rng, dropout) for e in chunk]
    targets = [vocabulary.target(e.row.gloss) for e in chunk]
    ids, labels = padded(sources, PAD), padded(targets, IGNORED)
    known = [e.links for e in chunk if e.links is not None]
    if len(known) < len(chunk):
        return Batch(ids, (ids != PAD).long(), labels)
    links = torch.zeros(*labels.shape, ids.shape[1])
    for of_pair, of_words, source, target in zip(links, known, sources, targets, strict=True):
        text, gloss = vocabulary.words(source), vocabulary.words(target)
        of_pair[: len(target), : len(source)] = piece_links(of_words, text, gloss)
    return Batch(ids, (ids != PAD).long(), labels, links)


def piece_links(links: np.ndarray, text: Sequence[int], gloss: Sequence[int]) -> Tensor:
    """Links of words (gloss words, text words) as links of pieces (gloss pieces, text pieces); the pieces of a word of
    the text share. text, gloss: the word of each piece, -1 where it is of none."""
    made, read = torch.tensor(gloss), torch.tensor(text)
    shares = torch.bincount(read[read >= 0], minlength=links.shape[1])
    words = torch.nn.functional.pad(torch.tensor(links, dtype=torch.float32) / shares.clamp(min=1), (0, 1, 0, 1))
    return words[made][:, read]  # -1 is the row and the column of zeros


def padded(rows: Sequence[Sequence[int]], value: int) -> Tensor:
    """(b n), short rows filled with ``value``."""
    out = torch.full((len(rows), max(map(len, rows))), value, dtype=torch.long)
    for i, row in enumerate(rows):
        out[i, : len(row)] = torch.tensor(row)
    return out


def _swapped(example: Example, rng: random.Random) -> Example:
    text, gloss = swapped(example.row.text, example.row.gloss, rng)
    return replace(example, row=replace(example.row, text=text, gloss=gloss))


def _epoch(
    examples: Sequence[Example], vocabulary: Vocabulary, config: ParallelConfig, epoch: int
) -> list[list[Example]]:
    """All examples in batches, in an order of the epoch's own."""
    rng = random.Random(config.seed * 7919 + epoch)
    order = list(examples)
    rng.shuffle(order)

    def lengths(example: Example) -> tuple[int, int]:
        read = vocabulary.source(example.row.text, example.language)
        return len(read) // BUCKET, len(vocabulary.target(example.row.gloss))

    size = config.batch_size
    pools = [sorted(order[i : i + POOL * size], key=lengths) for i in range(0, len(order), POOL * size)]
    chunks = [pool[i : i + size] for pool in pools for i in range(0, len(pool), size)]
    rng.shuffle(chunks)
    return chunks
