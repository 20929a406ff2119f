"""L_SLUL, the maximum likelihood term of SLUL (arXiv 2512.04048). Axes: b batch, g gloss symbols, v vocabulary."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

IGNORED = -100
"""Label of padding."""


def slul_loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Mean negative log likelihood of the gloss symbols, nats.

    logits: (b g v). labels: (b g), ``IGNORED`` where padded; the mean is over the symbols that are not.
    """
    return cross_entropy(logits.flatten(0, 1), labels.flatten(), ignore_index=IGNORED)  # L_SLUL


def accuracy(logits: Tensor, labels: Tensor) -> Tensor:
    """Share of sequences in which every symbol is right given those before, 0..1."""
    wrong = (logits.argmax(-1) != labels) & (labels != IGNORED)
    return (~wrong.any(-1)).float().mean().to(torch.float32)
