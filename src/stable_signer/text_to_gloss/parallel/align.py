"""Which word of the text each gloss stands for: IBM's first model with a preference for the diagonal (Dyer et al.
2013, ``fast_align``), trained both ways; the two must agree (Liang et al. 2006)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import count

import numpy as np
import torch
from torch import Tensor

ROUNDS = 6
"""Rounds of expectation maximisation."""
STEM = 5
"""Letters of a word that are read: inflected forms share their counts."""
TENSION = 3.0
"""Preference for the diagonal."""
NULL = 0.1
"""Probability that a word stands for nothing."""


def word_links(texts: Sequence[str], glosses: Sequence[str]) -> list[np.ndarray]:
    """For each pair (gloss words, text words): probabilities that both directions give, so that a row's sum, 0..1,
    says how sure its place is."""
    sides = [[_stems(line) for line in lines] for lines in (texts, glosses)]
    forward, backward = _posteriors(*sides), _posteriors(*sides[::-1])
    both = [np.sqrt(there * back.T) for there, back in zip(forward, backward, strict=True)]
    return [links / np.maximum(1.0, links.sum(1, keepdims=True)) for links in both]


def _stems(line: str) -> list[str]:
    return [word[:STEM].lower() for word in line.split()]


def _posteriors(given: Sequence[Sequence[str]], made: Sequence[Sequence[str]]) -> list[np.ndarray]:
    """For each pair (made, given): probability that the word was made from the given one; rows sum to at most 1."""
    pairs: dict[tuple[str, str], int] = defaultdict(count().__next__)
    sources: dict[str, int] = defaultdict(count().__next__)
    cells = [(source, target) for g, m in zip(given, made, strict=True) for target in m for source in ("", *g)]
    pair = np.array([pairs[cell] for cell in cells], dtype=int)
    source_of = np.array([sources[source] for source, _ in pairs], dtype=int)
    prior = np.concatenate([_nearness(len(m), len(g)).ravel() for g, m in zip(given, made, strict=True)])
    widths = [len(g) + 1 for g, m in zip(given, made, strict=True) for _ in m]
    row = np.repeat(np.arange(len(widths)), widths)
    chance, weight = np.ones(len(pairs)), prior
    for _ in range(ROUNDS):
        weight = chance[pair] * prior
        weight = weight / np.bincount(row, weight)[row]
        counts = np.bincount(pair, weight)
        chance = counts / np.bincount(source_of, counts)[source_of]
    sizes = np.cumsum([len(m) * (len(g) + 1) for g, m in zip(given, made, strict=True)])
    shapes = [(len(m), len(g) + 1) for g, m in zip(given, made, strict=True)]
    return [part.reshape(shape)[:, 1:] for part, shape in zip(np.split(weight, sizes[:-1]), shapes, strict=True)]


def _nearness(made: int, given: int) -> np.ndarray:
    """(made, 1 + given) probability of each source, nothing first, before anything is known of the words."""
    there, here = ((np.arange(n) + 0.5) / max(n, 1) for n in (made, given))
    near = np.exp(-TENSION * np.abs(there[:, None] - here))
    near = (1 - NULL) * near / np.maximum(near.sum(1, keepdims=True), 1e-9)
    return np.hstack([np.full((made, 1), NULL), near])


def alignment_loss(attention: Sequence[Tensor], links: Tensor) -> Tensor:
    """Cross entropy of where the decoder looks and where the glosses come from, nats a linked gloss piece.

    attention: one (b g s) a layer, rows sum to 1. links: (b g s), rows sum to at most 1, 0 where nothing is known
    (guided alignment, Chen et al. 2016).
    """
    logs = torch.stack([look.float().clamp(min=1e-6).log() for look in attention]).mean(0)
    return -(links * logs).sum() / links.sum().clamp(min=1.0)
