"""Batches of the grammar's corpus, generated on the way.

Step s reads batch s of the stream that the seed and the lexicon determine, so a run that was stopped goes on with the
same losses. Axes: b batch, s source symbols, g gloss symbols.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import torch
from torch import Tensor

from stable_signer.text_to_gloss.config import SlulConfig
from stable_signer.text_to_gloss.corpus.pairs import Pair, pairs
from stable_signer.text_to_gloss.exchange import TAG
from stable_signer.text_to_gloss.loss import IGNORED
from stable_signer.text_to_gloss.symbols import join
from stable_signer.text_to_gloss.words import Words

BLOCK = 50
"""Steps whose pairs are drawn and sorted together."""
MAX_SYMBOLS = 44
"""Longest pair, in symbols, from the half of the training on."""
_END = 1


@dataclass(frozen=True)
class Batch:
    """ids, mask: (b s), what the model reads. labels: (b g), ``IGNORED`` where padded."""

    ids: Tensor
    mask: Tensor
    labels: Tensor


class Encoder:
    """Symbols to ids."""

    def __init__(self, symbols: Sequence[str]) -> None:
        self.id_of = {symbol: i for i, symbol in enumerate(symbols)}
        self._tag = [self.id_of[TAG]] if TAG in self.id_of else []

    def source(self, symbols: Sequence[str]) -> list[int]:
        """Ids of the language tag, the symbols, and the end."""
        return self._tag + self.target(symbols)

    def target(self, symbols: Sequence[str]) -> list[int]:
        """Ids of the symbols, and the end."""
        return [self.id_of[join(symbol)] for symbol in symbols] + [_END]

    def batch(self, rows: Sequence[Pair]) -> Batch:
        ids = _padded([self.source(row.source) for row in rows], 0)
        labels = _padded([self.target(row.target) for row in rows], IGNORED)
        return Batch(ids, (ids != 0).long(), labels)


def _padded(rows: list[list[int]], value: int) -> Tensor:
    out = torch.full((len(rows), max(map(len, rows))), value, dtype=torch.long)
    for i, row in enumerate(rows):
        out[i, : len(row)] = torch.tensor(row)
    return out


def batches(words: Words, encode: Encoder, config: SlulConfig, start: int) -> Iterator[Batch]:
    """Batches from step ``start`` on.

    Each block of steps draws from a stream of its own, so that any step can be the first; inside a block, pairs of like
    length share a batch, so that little is padded.
    """
    step = start
    while True:
        block, first = divmod(step, BLOCK)
        chunks = _chunks(words, config, block, length_limit(step, config))
        for chunk in chunks[first:]:
            yield encode.batch(chunk)
            step += 1


def _chunks(words: Words, config: SlulConfig, block: int, limit: int) -> list[Sequence[Pair]]:
    """The batches of a block; a corpus of ``distinct_blocks`` starts again, in another order, when it is used up."""
    drawn = block % config.distinct_blocks if config.distinct_blocks else block
    rows = _rows(words, config.seed * 1_000_003 + drawn, BLOCK * config.batch_size, limit)
    chunks = [rows[i : i + config.batch_size] for i in range(0, len(rows), config.batch_size)]
    random.Random(config.seed * 1_000_003 + block).shuffle(chunks)
    return chunks  # pyright: ignore[reportReturnType]


@lru_cache(maxsize=4)
def _rows(words: Words, seed: int, count: int, limit: int) -> tuple[Pair, ...]:
    """Training pairs of a block, by length; a corpus that is read again need not be drawn again."""
    draw = random.Random(seed).randrange(2**32)
    stream = (p for p in pairs(words, draw) if p.split == "train" and _fits(p, limit))
    return tuple(sorted(islice(stream, count), key=lambda p: (len(p.source), len(p.target))))


def _fits(pair: Pair, limit: int) -> bool:
    return len(pair.source) <= limit and len(pair.target) <= limit


def length_limit(step: int, config: SlulConfig) -> int:
    """Longest pair at a step: short sentences first, where copying is learned quickly, all of them by half of the
    training."""
    grown = min(1.0, 2.0 * (step - step % BLOCK) / config.steps)
    return round(config.shortest + (MAX_SYMBOLS - config.shortest) * grown)
