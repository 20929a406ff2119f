"""How well a gate in training chooses, on sentences that it is not trained on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from stable_signer.joint.batching import JointBatch
from stable_signer.joint.train import JointTrainer


@dataclass(frozen=True)
class Measured:
    """The choices for g gated signs."""

    is_right: np.ndarray
    """(g) bool, whether the heaviest candidate is the right one."""
    entropy: np.ndarray
    """(g) of the weights, nats."""
    has_directions: np.ndarray
    """(g) bool, whether the candidates move between different persons."""
    chosen: np.ndarray
    """(g t j 3), the performance of the heaviest candidate, shoulder widths."""
    right: np.ndarray
    """(g t j 3), the right performance."""

    @property
    def accuracy(self) -> float:
        """Share of the signs whose heaviest candidate is the right one, 0..1."""
        return float(self.is_right.mean())


def measure(joint: JointTrainer, batches: Sequence[JointBatch]) -> Measured:
    """The gate's choices on batches, told what SLUL would write, as in use; nothing is hidden."""
    joint.gate.eval()
    joint.slul.model.eval()
    parts = []
    with torch.no_grad():
        for batch in batches:
            log_w, right, y_k = joint.weigh(batch, joint.slul_terms(batch))
            best, w = log_w.argmax(1), log_w.exp()
            entropy = -(w * log_w.clamp_min(-100)).sum(1)
            rows = torch.arange(len(best))
            parts.append((right[rows, best], entropy, y_k[rows, best], y_k[right]))
    joint.gate.train()
    directed = np.array([sign.has_directions for batch in batches for sign in batch.gated])
    is_right, entropy, chosen, truth = (torch.cat(part).numpy() for part in zip(*parts, strict=True))
    return Measured(is_right, entropy, directed, chosen, truth)
