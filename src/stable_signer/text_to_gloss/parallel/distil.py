"""Several models taught to one, by sequence-level interpolation (Kim and Rush 2016, section 3.3)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from stable_signer.data.readers.parallel import ParallelRow
from stable_signer.text_to_gloss.parallel.decode import Candidate

ORDER = 4
"""Longest n-grams that are compared."""


def interpolated(
    rows: Sequence[ParallelRow], answers: Sequence[Sequence[Candidate]], every: int = 2
) -> list[ParallelRow]:
    """What the student learns from: each row with the teachers' answer that is nearest to its gloss, and every
    ``every``-th row as it is. People gloss one sentence in many ways; the nearest answer is one that can be learnt."""
    near = [replace(row, gloss=nearest(found, row.gloss).upper()) for row, found in zip(rows, answers, strict=True)]
    return [*near, *rows[::every]]


def nearest(answers: Sequence[Candidate], gloss: str) -> str:
    """The answer with the highest sentence BLEU against the gloss; the first of several."""
    wanted = ngrams(gloss.lower().split())
    return max((answer.gloss for answer in answers), key=lambda g: sentence_bleu(ngrams(g.lower().split()), wanted))


def ngrams(tokens: Sequence[str]) -> Counter[tuple[str, ...]]:
    """Counts of all n-grams up to ``ORDER``."""
    return Counter(tuple(tokens[i : i + n]) for n in range(1, ORDER + 1) for i in range(len(tokens) - n + 1))


def sentence_bleu(hypothesis: Counter[tuple[str, ...]], reference: Counter[tuple[str, ...]]) -> float:
    """BLEU-4 of one sentence, 0..1, with one added to matches and counts above single words (Lin and Och 2004)."""
    right, made = [0] * ORDER, [0] * ORDER
    for ngram, count in hypothesis.items():
        made[len(ngram) - 1] += count
        right[len(ngram) - 1] += min(count, reference[ngram])
    if not right[0]:
        return 0.0
    wanted = sum(count for ngram, count in reference.items() if len(ngram) == 1)
    logs = [math.log((right[n] + (n > 0)) / (made[n] + (n > 0))) for n in range(ORDER)]
    return math.exp(sum(logs) / ORDER + min(0.0, 1.0 - wanted / made[0]))
