"""The pose-to-text transformer (torch). Axes: b batch, t frames read, n frames after the front, g tokens, d width.

Differences from neccam/slt (Camgoz et al. 2020): keypoint features instead of a CNN's, two convolutions in front that
halve the rate, layer norm first.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from stable_signer.evaluation.back_translation.config import BackTranslatorConfig
from stable_signer.evaluation.back_translation.features import NUM_FEATURES

MAX_TOKENS = 64
"""Longest text that can be written, in tokens."""
STRIDE = 2
"""Frames read for each vector of the encoder."""


class PoseToText(nn.Module):
    """Features (b t d) to logits of the next token (b g v)."""

    mean: Tensor
    deviation: Tensor

    def __init__(self, config: BackTranslatorConfig, vocabulary: int) -> None:
        super().__init__()
        d, p = config.d_model, config.dropout
        self.register_buffer("mean", torch.zeros(NUM_FEATURES))
        self.register_buffer("deviation", torch.ones(NUM_FEATURES))
        self.project = nn.Linear(NUM_FEATURES, d)
        self.front = nn.ModuleList([nn.Conv1d(d, d, 5, padding=2), nn.Conv1d(d, d, 5, stride=STRIDE, padding=2)])
        layer = {"d_model": d, "nhead": config.num_heads, "dim_feedforward": config.d_ff, "dropout": p}
        options = {"batch_first": True, "norm_first": True, "activation": "gelu"}
        self.encoder = nn.TransformerEncoder(
            nn.TransformerEncoderLayer(**layer, **options), config.num_layers, nn.LayerNorm(d), False
        )
        self.decoder = nn.TransformerDecoder(
            nn.TransformerDecoderLayer(**layer, **options), config.num_layers, nn.LayerNorm(d)
        )
        self.embed = nn.Embedding(vocabulary, d, padding_idx=0)
        nn.init.normal_(self.embed.weight, std=d**-0.5)
        self.drop = nn.Dropout(p)

    def encode(self, x: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Memory (b n d) and which of it is there (b n). x: (b t d); mask: (b t), bool."""
        h = self.project((x - self.mean) / self.deviation) * mask[..., None]
        h = h.transpose(1, 2)
        h = h + torch.nn.functional.gelu(self.front[0](h)) * mask[:, None]
        h = torch.nn.functional.gelu(self.front[1](h)).transpose(1, 2)
        mask = mask[:, ::STRIDE]
        h = self.drop(h + positions(h.shape[1], h.shape[2], h.device))
        return self.encoder(h, src_key_padding_mask=~mask), mask

    def decode(self, ids: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        """Logits (b g v) of the token after each. ids: (b g), the start first."""
        d = self.embed.embedding_dim
        h = self.embed(ids) * math.sqrt(d) + positions(ids.shape[1], d, ids.device)
        causal = torch.full((ids.shape[1], ids.shape[1]), -torch.inf, device=ids.device).triu(1)
        h = self.decoder(self.drop(h), memory, causal, memory_key_padding_mask=~mask, tgt_is_causal=True)
        return h @ self.embed.weight.T


def positions(length: int, d: int, device: torch.device) -> Tensor:
    """Sinusoids (n d) of Vaswani et al. 2017."""
    place = torch.arange(length, device=device, dtype=torch.float32)[:, None]
    rate = torch.exp(torch.arange(0, d, 2, device=device, dtype=torch.float32) * (-math.log(10000.0) / d))
    return torch.stack([torch.sin(place * rate), torch.cos(place * rate)], -1).flatten(1)
