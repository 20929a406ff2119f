"""Options of the back-translator and of its training; stored as JSON beside the weights."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BackTranslatorConfig:
    """Shape of the transformer and how it is trained."""

    d_model: int = 128
    """Width."""
    num_heads: int = 4
    """Attention heads."""
    d_ff: int = 384
    """Width of the feed-forward layers."""
    num_layers: int = 3
    """Layers of the encoder, and as many of the decoder."""
    dropout: float = 0.1
    """Dropout in training."""
    label_smoothing: float = 0.1
    """Share of the target's probability that is spread over the vocabulary."""
    batch_size: int = 32
    """Sentences a step."""
    steps: int = 4000
    """Training steps."""
    learning_rate: float = 1e-3
    """Peak of AdamW's learning rate; then a cosine down to a fiftieth of it."""
    warmup: int = 200
    """Steps of linear warm-up."""
    least: int = 6
    """Occurrences of a word in the training texts from which on it is a token of its own."""
    seed: int = 1
    """Of weights, order and noise."""
    save_every: int = 500
    """Steps between checkpoints."""
