"""One model from several that were trained on from the same one: the mean of their weights (Wortsman et al. 2022)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from stable_signer.errors import ModelError
from stable_signer.text_to_gloss.parallel.checkpoint import Checkpoint


def averaged(checkpoints: Sequence[Checkpoint]) -> Any:
    """A model with the mean of their weights. It is good only where all come from one model: those of different
    beginnings have their features in different places.

    Raises ``ModelError`` where there are none, or shapes or vocabularies differ.
    """
    if not checkpoints:
        raise ModelError("0 models to average: give one or more.")
    model, *others = [checkpoint.model() for checkpoint in checkpoints]
    first = checkpoints[0]
    for checkpoint, other in zip(checkpoints[1:], others, strict=True):
        alike = [p.shape for p in model.parameters()] == [p.shape for p in other.parameters()]
        if not alike or checkpoint.vocabulary.written() != first.vocabulary.written():
            raise ModelError(
                f"{checkpoint.folder} and {first.folder} differ in shape or vocabulary: average alike ones."
            )
    with torch.no_grad():
        for same in zip(model.parameters(), *(other.parameters() for other in others), strict=True):
            same[0].copy_(torch.stack(list(same)).mean(0))
    return model


def write_averaged(checkpoints: Sequence[Checkpoint], folder: Path) -> None:
    """A checkpoint of ``averaged`` with the options of the first; it can be gone on from, not resumed."""
    first = checkpoints[0]
    Checkpoint.write(folder, first.config, first.vocabulary, averaged(checkpoints), 0, (), {})
