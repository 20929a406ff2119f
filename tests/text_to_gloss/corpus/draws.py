"""A grammar of a seed, and pairs drawn from one of its constructions."""

from __future__ import annotations

import random
from collections.abc import Callable

from stable_signer.text_to_gloss.corpus.pairs import Aligner, Misread, Pair
from stable_signer.text_to_gloss.corpus.pools import Pools, literal_keys
from stable_signer.text_to_gloss.corpus.sentences import Sentences
from stable_signer.text_to_gloss.corpus.statements import Utterance
from stable_signer.text_to_gloss.corpus.templates import EXTRA_LITERALS
from stable_signer.text_to_gloss.words import load_words

WORDS = load_words()
LITERALS = literal_keys(WORDS, EXTRA_LITERALS)


def grammar(seed: int) -> tuple[Sentences, Aligner]:
    rng = random.Random(seed)
    return Sentences(Pools(WORDS, LITERALS, rng)), Aligner(WORDS, LITERALS, rng)


def draw_pairs(make: Callable[[], Utterance], align: Aligner, count: int = 40, tries: int = 10) -> list[Pair]:
    """``count`` pairs, of which one in ``tries`` draws must be read as it is meant."""
    kept: list[Pair] = []
    for _ in range(tries * count):
        try:
            kept.append(align(make()))
        except Misread:
            continue
        if len(kept) == count:
            return kept
    raise AssertionError("the grammar is hardly ever read as it is meant")
