"""Minimum Bayes risk: of several answers, the one that is most like all the others (Kumar and Byrne 2004)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from stable_signer.text_to_gloss.parallel.decode import Candidate

ORDER = 4


def consensus(candidates: Sequence[Candidate], sharpness: float) -> str:
    """The candidate with the highest expected sentence BLEU, if the truth is one of the candidates.

    sharpness: their probabilities go as exp(sharpness x score); 0 makes all alike.
    """
    counts = [ngrams(candidate.gloss.split()) for candidate in candidates]
    best = max(candidate.score for candidate in candidates)
    p = [math.exp(sharpness * (candidate.score - best)) for candidate in candidates]
    gains = [sum(p_j * sentence_bleu(y, reference) for p_j, reference in zip(p, counts, strict=True)) for y in counts]
    return candidates[gains.index(max(gains))].gloss


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
