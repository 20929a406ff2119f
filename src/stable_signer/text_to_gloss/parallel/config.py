"""Options of a model of a parallel corpus and of its training; stored as JSON beside the weights."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from stable_signer.errors import ModelError
from stable_signer.text_to_gloss.config import LossConfig


@dataclass(frozen=True)
class ParallelConfig:
    """Vocabulary, shape of the T5 and training on a corpus of pairs."""

    language: str = "xx"
    """Tag at the front of every text: what the glosses are of (``dgs``, ``asl``)."""
    num_merges: int = 3000
    """Merges of the byte pair encoding of text and gloss together."""
    subword_dropout: float = 0.1
    """Share of merges that are left out in training (BPE-dropout, Provilkov et al. 2020), 0..1."""
    fold_umlauts: bool = False
    """Write ä as ae, ß as ss, so that German text and glosses in capitals share their letters."""
    backbone: str = ""
    """Folder or hub name of a pretrained T5 whose weights and tokenizer to start from; none if empty."""
    d_model: int = 256
    """Width of the encoder features H."""
    d_ff: int = 512
    """Width of the feed-forward layers."""
    num_heads: int = 4
    """Attention heads, each ``d_model / num_heads`` wide."""
    num_layers: int = 2
    """Layers of the encoder, and as many of the decoder."""
    dropout: float = 0.2
    """Dropout in training."""
    batch_size: int = 64
    """Pairs a step."""
    steps: int = 4000
    """Training steps."""
    learning_rate: float = 2e-3
    """Peak of AdamW's learning rate, after the warm-up; then a cosine down to a twentieth of it."""
    warmup: int = 100
    """Steps of linear warm-up."""
    weight_decay: float = 0.01
    """AdamW's weight decay."""
    clip: float = 1.0
    """Largest norm of the gradient."""
    averaging: float = 0.995
    """Decay a step of the averaged weights, which are those that translate."""
    bfloat16: bool = False
    """Compute with 16 bits: several times as fast on CPUs and GPUs that have such units."""
    beam: int = 5
    """Width of the beam search."""
    length_penalty: float = 1.0
    """Power of the length that a hypothesis' log probability is divided by."""
    seed: int = 1
    """Of the weights, the order of the pairs, the masks and the dropout."""
    save_every: int = 500
    """Steps between checkpoints, each of which is scored on the dev rows."""
    lambda_align: float = 0.5
    """Weight of the alignment loss, which shows one head of each layer where to look (see ``align``); a backbone needs
    none."""
    lambda_agree: float = 0.0
    """Weight of the divergence of two readings of each pair (see ``agreement``), which then stand instead of the
    paper's terms; ``loss.rho`` of the gloss is masked in the second."""
    swaps: float = 0.0
    """Share of the pairs whose numbers, weekdays, months and points of the compass may be swapped (see ``swaps``;
    German), 0..1."""
    loss: LossConfig = field(default_factory=lambda: LossConfig(smoothing=0.1))
    """Terms of the objective."""

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> ParallelConfig:
        """The inverse of ``to_json``. Raises ``ModelError`` for fields of another version."""
        try:
            return cls(**{**values, "loss": LossConfig(**values["loss"])})
        except (TypeError, KeyError) as error:
            raise ModelError(f"The checkpoint's options do not fit this version ({error}): train again.") from None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    def with_terms(self, **loss: Any) -> ParallelConfig:
        """The same with other fields of the objective."""
        return replace(self, loss=replace(self.loss, **loss))


PRESETS: dict[str, ParallelConfig] = {
    "default": ParallelConfig(),
    "debug": ParallelConfig(
        num_merges=50, d_model=32, d_ff=64, num_layers=1, batch_size=4, steps=2, warmup=1, beam=2, save_every=1
    ),
    "phoenix14t": ParallelConfig(
        language="dgs",
        fold_umlauts=True,
        dropout=0.25,
        bfloat16=True,
        steps=12000,
        learning_rate=1e-3,
        warmup=300,
        averaging=0.997,
        save_every=1000,
        loss=LossConfig(smoothing=0.1, lambda_sagm=1.0, rho=0.5),
    ),
    "aslg_pc12": ParallelConfig(
        language="asl",
        num_merges=6000,
        dropout=0.1,
        bfloat16=True,
        steps=2500,
        learning_rate=1.5e-3,
        warmup=200,
        save_every=500,
    ),
    "ablation": ParallelConfig(
        language="dgs",
        fold_umlauts=True,
        d_model=128,
        d_ff=256,
        num_layers=1,
        batch_size=32,
        loss=LossConfig(smoothing=0.05),
    ),
}
"""Named configurations; ``debug`` takes two tiny steps, ``ablation`` is small and cheap."""
