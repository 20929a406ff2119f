"""Options of the joint training; stored as JSON beside its weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class JointConfig:
    """The weights of the hierarchical objective, of which the paper gives none, and how it is trained."""

    query: Literal["sign", "pooled"] = "sign"
    """What the gate is asked with: the decoder's state of each sign, or Pool(H), the same for a whole sentence."""
    reach: Literal["joint", "detached", "frozen"] = "joint"
    """How far the pose side's gradient goes: into SLUL, only to the gate while SLUL trains on, or SLUL stands still."""
    width: int = 64
    """Width e of the gate's query and columns."""
    l_slul: float = 1.0
    """Weight of SLUL's own objective."""
    l_moe: float = 1.0
    """Weight of L_moe."""
    l_ent: float = 0.02
    """Weight of L_ent."""
    l_smooth: float = 0.05
    """Weight of L_smooth."""
    l_hand: float = 0.5
    """Weight of L_hand."""
    l_vel: float = 0.5
    """Weight of L_vel."""
    hide_written: float = 0.25
    """Share of the signs whose gate is not told what SLUL wrote, so that it weighs the evidence itself."""
    hide_gloss: float = 0.2
    """Share of the signs whose candidates are described without their names, as those of a new lexicon are."""
    corpus_size: int = 6000
    """Pairs of the balanced corpus, from which half of every batch is drawn."""
    batch_size: int = 64
    """Pairs a step."""
    steps: int = 1000
    """Training steps."""
    learning_rate: float = 3e-4
    """Peak of AdamW's learning rate for SLUL, after the warm-up; then a cosine down to a tenth of it."""
    gate_scale: float = 10.0
    """Learning rate of the gate, over that of SLUL."""
    warmup: int = 50
    """Steps of linear warm-up."""
    clip: float = 1.0
    """Largest norm of the gradient."""
    seed: int = 1
    """Of the corpus, the weights and what is hidden."""
