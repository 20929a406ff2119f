"""A T5 that knows where each symbol stands, in the text and in the gloss.

T5's relative biases tell distances within one side alone, so nothing says which word of the text the next gloss of the
answer belongs to. With the sinusoids of Vaswani et al. (2017), section 3.5, on both sides, a small model learns the
order of glosses in a tenth of the steps (docs/phoenix14t.md).
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from transformers import T5Config, T5ForConditionalGeneration

LONGEST = 512
"""Symbols of the longest sequence."""


class Positioned(nn.Module):
    """Embeddings times the root of their width, so that they are as large as the sinusoids added to them."""

    waves: Tensor

    def __init__(self, shared: nn.Embedding) -> None:
        super().__init__()
        self.shared = shared
        self.register_buffer("waves", sinusoids(LONGEST, shared.embedding_dim), persistent=False)

    def forward(self, ids: Tensor) -> Tensor:
        """(b n d) for ids (b n)."""
        return self.shared(ids) * self.shared.embedding_dim**0.5 + self.waves[: ids.shape[1]]


def sinusoids(length: int, width: int) -> Tensor:
    """(length width) sine and cosine of each place, wavelengths from 2 pi to 10,000 times that."""
    rate = torch.exp(torch.arange(0, width, 2) * (-math.log(10_000.0) / width))
    angle = torch.arange(length)[:, None] * rate
    return torch.stack([angle.sin(), angle.cos()], dim=-1).flatten(1)


def positioned_t5(config: T5Config) -> T5ForConditionalGeneration:
    """A T5 with random weights and positions. Its embeddings, which also read out the answer, begin with the deviation
    d**-0.5 instead of T5's 1: AdamW's equal steps would hardly move those.
    """
    config.scale_decoder_outputs = False  # pyright: ignore[reportAttributeAccessIssue]  # small embeddings need none
    model = T5ForConditionalGeneration(config)
    with torch.no_grad():
        model.shared.weight.mul_(config.d_model**-0.5)
    model.encoder.embed_tokens = Positioned(model.shared)  # pyright: ignore[reportAttributeAccessIssue]
    model.decoder.embed_tokens = Positioned(model.shared)  # pyright: ignore[reportAttributeAccessIssue]
    model.generation_config.use_cache = False  # pyright: ignore  # with a cache it would read a symbol without its place
    return model
