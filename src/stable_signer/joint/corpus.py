"""The corpus of the joint training: pairs with a sign that the gate decides, and how often each is drawn."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stable_signer.joint.examples import Examples, Gated
from stable_signer.text_to_gloss.corpus.pairs import Pair, pairs

LINES_SHARE = 0.6
"""Of the balanced corpus: pairs from the lines that teach senses."""
AMBIGUOUS_SHARE = 0.6
"""Words with several signs among the words of its other pairs."""


@dataclass(frozen=True)
class Example:
    """A pair and those of its signs that the gate decides."""

    pair: Pair
    gated: tuple[Gated, ...]


def usual_examples(examples: Examples, seed: int, split: str) -> Iterator[Example]:
    """Pairs as SLUL's own training has them."""
    for pair in pairs(examples.words, seed, split=split):
        yield Example(pair, tuple(sign for sign in examples(pair) if is_told_by_class(sign)))


def balanced_examples(examples: Examples, seed: int, split: str) -> Iterator[Example]:
    """Pairs with a sign whose sense or direction the gate decides by its context."""
    rng = random.Random(seed)
    lines = pairs(examples.words, seed, template_share=1.0, split=split)
    others = pairs(examples.words, seed + 1, 0.0, AMBIGUOUS_SHARE, split)
    while True:
        is_line = rng.random() < LINES_SHARE
        pair = next(lines if is_line else others)
        found = (sign for sign in examples(pair) if sign.has_senses or sign.has_directions)
        gated = tuple(sign for sign in found if is_line or is_told_by_class(sign))
        if gated:
            yield Example(pair, gated)


def shares(corpus: Sequence[Example]) -> list[float]:
    """Weights that give like shares to every right sense and direction."""
    counts = Counter(_right(sign) for example in corpus for sign in example.gated)
    return [1 / min(counts[_right(sign)] for sign in example.gated) for example in corpus]


def is_told_by_class(gated: Gated) -> bool:
    """Whether a sentence round a word, drawn at random, can tell its sense: no other sense is of the same class.

    The grammar puts *light* beside any noun, so its sentences say that LIGHT is an adjective, and not which.
    """
    right = gated.candidates[gated.right].entries[0]
    others = (candidate.entries[0] for candidate in gated.candidates)
    return all(other.gloss == right.gloss or other.word_class != right.word_class for other in others)


def _right(gated: Gated) -> str:
    sign = gated.candidates[gated.right].sign
    return f"{sign.source.lower() if gated.has_senses else ''} {sign.id_gloss} {sign.subject} {sign.object}"
