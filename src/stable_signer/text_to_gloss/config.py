"""Options of the SLUL model and of its training; stored as JSON beside the weights."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SlulConfig:
    """Shape of the T5, trained from scratch, and how it is trained."""

    d_model: int = 160
    """Width of the encoder features H."""
    d_kv: int = 32
    """Width of one attention head."""
    d_ff: int = 512
    """Width of the feed-forward layers."""
    num_heads: int = 5
    """Attention heads."""
    num_layers: int = 3
    """Layers of the encoder, and as many of the decoder."""
    dropout: float = 0.0
    """Dropout in training; none is needed, since no sentence is seen twice."""
    batch_size: int = 64
    """Pairs a step."""
    steps: int = 7000
    """Training steps."""
    learning_rate: float = 3e-4
    """Peak of AdamW's learning rate, after the warm-up; then a cosine down to a tenth of it."""
    shortest: int = 16
    """Longest pair, in symbols, at the start of training."""
    embedding_scale: float = 1.0
    """Learning rate of the embeddings, over that of the other weights."""
    warmup: int = 50
    """Steps of linear warm-up."""
    weight_decay: float = 0.01
    """AdamW's weight decay."""
    clip: float = 1.0
    """Largest norm of the gradient."""
    seed: int = 1
    """Of the corpus, the weights and the dropout."""
    save_every: int = 250
    """Steps between checkpoints."""


PRESETS: dict[str, SlulConfig] = {
    "default": SlulConfig(),
    "debug": SlulConfig(
        d_model=32, d_kv=8, d_ff=64, num_heads=4, num_layers=1, batch_size=4, steps=2, warmup=1, save_every=1
    ),
}
"""Named configurations; ``debug`` takes two tiny steps."""
