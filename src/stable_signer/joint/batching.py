"""Batches of training pairs with their gated signs; the seed determines all of them.

Half of a batch comes as SLUL's own training has it, so that SLUL keeps what it knows. The other half is drawn from a
fixed corpus in which every sense has a like share, however rare its word is.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from stable_signer.joint.config import JointConfig
from stable_signer.joint.corpus import Example, balanced_examples, shares, usual_examples
from stable_signer.joint.examples import Examples, Gated
from stable_signer.text_to_gloss.batching import MAX_SYMBOLS, Batch, Encoder
from stable_signer.text_to_gloss.corpus.pairs import Pair

BLOCK = 20
"""Steps whose pairs are drawn and sorted together."""


@dataclass(frozen=True)
class JointBatch:
    """What SLUL reads and writes, and the signs that the gate decides; ``rows`` says of which pair each is."""

    slul: Batch
    pairs: tuple[Pair, ...]
    gated: tuple[Gated, ...]
    rows: tuple[int, ...]


def joint_batch(chunk: Sequence[Example], encode: Encoder) -> JointBatch:
    gated = [(row, sign) for row, example in enumerate(chunk) for sign in example.gated]
    found = tuple(example.pair for example in chunk)
    return JointBatch(encode.batch(found), found, tuple(sign for _, sign in gated), tuple(row for row, _ in gated))


def balanced_corpus(examples: Examples, config: JointConfig) -> list[Example]:
    """The fixed corpus of the training split."""
    return list(islice(filter(_fits, balanced_examples(examples, config.seed, "train")), config.corpus_size))


def joint_batches(
    examples: Examples, corpus: Sequence[Example], encode: Encoder, config: JointConfig
) -> Iterator[JointBatch]:
    """Endless batches of the training split."""
    rng = random.Random(config.seed)
    usual = filter(_fits, usual_examples(examples, rng.randrange(2**32), "train"))
    weights = shares(corpus)
    while True:
        half = BLOCK * config.batch_size // 2
        drawn = [*rng.choices(corpus, weights, k=half), *islice(usual, BLOCK * config.batch_size - half)]
        drawn.sort(key=lambda example: (len(example.pair.source), len(example.pair.target)))
        chunks = [drawn[i : i + config.batch_size] for i in range(0, len(drawn), config.batch_size)]
        rng.shuffle(chunks)
        yield from (joint_batch(chunk, encode) for chunk in chunks)


def _fits(example: Example) -> bool:
    return len(example.pair.source) <= MAX_SYMBOLS and len(example.pair.target) <= MAX_SYMBOLS
