"""Export of a trained back-translator to the files that ship.

``encoder.onnx``: features (1 t d) -> memory (1 n d). ``decoder.onnx``: ids (b g), memory (b n d) -> log probabilities
of the next token (b v).
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from torch import Tensor, nn

from stable_signer.evaluation.back_translation.features import NUM_FEATURES
from stable_signer.evaluation.back_translation.infer import FILES, WEIGHTS
from stable_signer.evaluation.back_translation.model import PoseToText
from stable_signer.evaluation.back_translation.train import load_checkpoint


class EncoderGraph(nn.Module):
    """The encoder on one pose without padding."""

    def __init__(self, model: PoseToText) -> None:
        super().__init__()
        self.model = model

    def forward(self, features: Tensor) -> Tensor:
        return self.model.encode(features, torch.ones(features.shape[:2], dtype=torch.bool))[0]


class DecoderGraph(nn.Module):
    """One more token for each row."""

    def __init__(self, model: PoseToText) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, memory: Tensor) -> Tensor:
        mask = torch.ones(memory.shape[:2], dtype=torch.bool)
        return torch.log_softmax(self.model.decode(ids, memory, mask)[:, -1], -1)


def export(folder: Path, target: Path = WEIGHTS) -> None:
    """Write the graphs of a checkpoint. Raises ``ModelError`` where there is none."""
    model, meta = load_checkpoint(folder)
    model.eval()
    target.mkdir(parents=True, exist_ok=True)
    d = model.embed.embedding_dim
    ids, memory = torch.tensor([[1, 7, 8], [1, 9, 6]]), torch.randn(2, 11, d)
    _write(
        EncoderGraph(model), (torch.randn(1, 23, NUM_FEATURES),), target / FILES[0], {"features": {1: "t"}}, ["memory"]
    )
    axes = {"ids": {0: "b", 1: "g"}, "memory": {0: "b", 1: "n"}}
    _write(DecoderGraph(model), (ids, memory), target / FILES[1], axes, ["log_p"])
    kept = {"name": f"seed {meta['config']['seed']}, {meta['step']} steps", **meta}
    (target / FILES[2]).write_text(json.dumps(kept, indent=1))


def _write(
    graph: nn.Module, inputs: tuple[Tensor, ...], path: Path, axes: dict[str, dict[int, str]], outputs: list[str]
) -> None:
    torch.onnx.export(
        graph.eval(),
        inputs,
        str(path),
        input_names=list(axes),
        output_names=outputs,
        dynamic_shapes=[{i: torch.export.Dim.DYNAMIC for i in found} for found in axes.values()],
        dynamo=True,
        external_data=False,
        verbose=False,
    )
