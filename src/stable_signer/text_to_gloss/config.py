"""Options of the SLUL model and of its training; stored as JSON beside the weights."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Literal


@dataclass(frozen=True)
class LossConfig:
    """Weights of the objective's terms (see ``loss``); the paper gives none."""

    rho: float = 0.4
    """Share of the gloss symbols that is masked, 0..1."""
    sagm_over: Literal["all", "masked"] = "all"
    """Positions that L_SAGM sums over: every gloss symbol, or those that are masked."""
    stop_gradient: bool = True
    """The unmasked posterior of L_KL is a fixed teacher."""
    tau: float = 0.1
    """Temperature of L_con."""
    smoothing: float = 0.0
    """Label smoothing of L_SLUL."""
    lambda_sagm: float = 0.0
    """Weight of L_SAGM."""
    lambda_kl: float = 0.0
    """Weight of L_KL."""
    lambda_con: float = 0.0
    """Weight of L_con."""


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
    learning_rate: float = 1.5e-3
    """Peak of AdamW's learning rate, after the warm-up; then a cosine down to a tenth of it. To go on from trained
    weights, 3e-4."""
    embedding_rate: float = 8.0
    """Learning rate of the embeddings over that of the other weights. T5 draws them with deviation 1 and the others
    with about a tenth, and its own optimiser (Adafactor, Shazeer and Stern 2018) moves weights as far as they are
    large."""
    shortest: int = 16
    """Longest pair, in symbols, at the start of training."""
    distinct_blocks: int = 0
    """Blocks of 50 batches in the corpus, which is then read again and again; 0: no sentence is read twice."""
    warmup: int = 100
    """Steps of linear warm-up."""
    weight_decay: float = 0.01
    """AdamW's weight decay."""
    clip: float = 1.0
    """Largest norm of the gradient."""
    seed: int = 1
    """Of the corpus, the weights and the dropout."""
    save_every: int = 250
    """Steps between checkpoints."""
    bfloat16: bool = True
    """Compute with 16 bits and keep the weights in 32: nearly twice as fast on processors with such units."""
    loss: LossConfig = field(default_factory=LossConfig)
    """Terms of the objective."""

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> SlulConfig:
        """The inverse of ``to_json``; fields that an older checkpoint lacks keep their defaults, those that are no more
        are left out."""
        known = {f.name for f in fields(cls)}
        kept: dict[str, Any] = {key: value for key, value in values.items() if key in known}
        kept["loss"] = LossConfig(**values.get("loss", {}))
        return cls(**kept)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    def with_terms(self, **loss: Any) -> SlulConfig:
        """The same with other fields of the objective."""
        return replace(self, loss=replace(self.loss, **loss))


TERMS: dict[str, dict[str, float]] = {
    "base": {},
    "contrastive": {"lambda_con": 0.05},
    "sagm": {"lambda_sagm": 0.5},
    "kl": {"lambda_kl": 0.1},
    "all": {"lambda_con": 0.05, "lambda_sagm": 0.5, "lambda_kl": 0.1},
}
"""Rows of the ablation: name -> weights of the terms beside L_SLUL."""
SMALL = SlulConfig(
    d_model=64, d_ff=192, num_heads=2, num_layers=2,
    batch_size=32, steps=800, distinct_blocks=4, shortest=44, save_every=800,
)  # fmt: skip
"""Shape and length of the ablation's runs: 6,400 pairs, each read four times."""
PRESETS: dict[str, SlulConfig] = {
    "default": SlulConfig(),
    "debug": SlulConfig(
        d_model=32, d_kv=8, d_ff=64, num_heads=4, num_layers=1, batch_size=4, steps=2, warmup=1, save_every=1
    ).with_terms(**TERMS["all"]),
    **{name: SMALL.with_terms(**terms) for name, terms in TERMS.items()},
}
"""Named configurations: the shipped model's, two tiny steps, and the rows of the ablation."""
