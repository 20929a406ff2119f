"""A toy corpus: two languages' worth of words in free order, which a tiny model learns in seconds."""

from __future__ import annotations

import random

from stable_signer.data.readers.parallel import ParallelRow

WORDS = {"regnet": "REGEN", "wolken": "WOLKE", "sonnig": "SONNE", "morgen": "MORGEN", "norden": "NORD", "kühl": "KUEHL"}


def toy_rows(count: int, seed: int = 0) -> tuple[ParallelRow, ...]:
    """Sentences of one to four different words, glossed word by word."""
    rng = random.Random(seed)
    picked = [rng.sample(sorted(WORDS), k=rng.randint(1, 4)) for _ in range(count)]
    return tuple(ParallelRow(" ".join(words), " ".join(WORDS[word] for word in words)) for words in picked)
