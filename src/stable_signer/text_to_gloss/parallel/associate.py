"""Embeddings to start from: pieces of text point at the pieces of gloss that they occur with.

A positive pointwise mutual information matrix, text by gloss, split by a singular value decomposition (Levy and
Goldberg 2014): what a word adds to the odds of a gloss is the product of two vectors.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

WRITTEN = 0.5
"""Length of a gloss piece's row: a state that points at it gives a logit of a few nats, and what was written last does
not drown what is read."""
FAINT = 0.03
"""Scale of rows about which nothing is known."""
ODDS = 0.5
"""Weight of the log odds of a gloss piece."""
DISCOUNT = 3.0
"""Pairs that were counted as often as this say half as much."""


def associated(sources: Sequence[Sequence[int]], targets: Sequence[Sequence[int]], size: int, width: int) -> Tensor:
    """(size, width) embeddings: rows of unit scale for pieces of text, of about ``WRITTEN`` for pieces of gloss.
    The first column holds the log odds of each gloss piece, and ones for the text. Rows of other pieces are faint and
    random.

    sources, targets: ids of the pairs.
    """
    counts = torch.zeros(size, size)
    frequency = torch.zeros(size)
    for source, target in zip(sources, targets, strict=True):
        counts[torch.tensor(sorted(set(source)))[:, None], torch.tensor(sorted(set(target)))] += 1.0
        frequency += torch.bincount(torch.tensor(target), minlength=size)
    U, S, V = torch.svd_lowrank(_information(counts), q=min(width - 1, size), niter=3)
    table = FAINT * torch.randn(size, width)
    is_text, is_gloss = counts.sum(1) > 0, frequency > 0
    table[is_text, 0] = 1.0
    table[is_text, 1 : 1 + len(S)] = _unit(U * S.sqrt())[is_text] * (width - 1) ** 0.5
    written = V * S.sqrt()
    scale = WRITTEN / (written.norm(dim=1) * frequency).sum() * frequency.sum()
    table[is_gloss, 0] = (frequency[is_gloss] / frequency.mean()).log() * ODDS
    table[is_gloss, 1 : 1 + len(S)] = written[is_gloss] * scale
    return table


def _unit(rows: Tensor) -> Tensor:
    return rows / rows.norm(dim=1, keepdim=True).clamp(min=1e-6)


def _information(counts: Tensor) -> Tensor:
    """Positive pointwise mutual information of rows and columns, less where few were counted (Pantel and Lin 2002)."""
    row, column = counts.sum(1, keepdim=True), counts.sum(0, keepdim=True)
    information = torch.log(counts * counts.sum() / (row * column).clamp(min=1e-12) + 1e-12).clamp(min=0.0)
    return information * counts / (counts + DISCOUNT)
