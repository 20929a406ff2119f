"""Checkpoints of SLUL: the weights and the optimiser's moments (safetensors), and what they were trained on (JSON)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from stable_signer.errors import ModelError
from stable_signer.files import written_whole
from stable_signer.text_to_gloss.config import SlulConfig
from stable_signer.text_to_gloss.model import build_model

WEIGHTS, META = "slul.safetensors", "slul.json"


def save_checkpoint(folder: Path, model: Any, optimiser: Any, meta: dict[str, Any]) -> None:
    """Write both files; the old ones stay until the new ones are complete. Raises ``ModelError``."""
    folder.mkdir(parents=True, exist_ok=True)
    state = {f"model.{key}": value.clone().contiguous() for key, value in model.state_dict().items()}
    for index, values in optimiser.state_dict()["state"].items():
        state |= {f"adam.{index}.{name}": torch.as_tensor(value).clone() for name, value in values.items()}
    with written_whole(folder / WEIGHTS, ModelError) as path:
        save_file(state, path)
    with written_whole(folder / META, ModelError) as path:
        path.write_text(json.dumps(meta, indent=1))


def read_checkpoint(folder: Path) -> tuple[dict[str, Any], dict[str, Tensor]]:
    """What is known about a checkpoint, and its tensors. Raises ``ModelError`` where there is none."""
    try:
        meta = json.loads((Path(folder) / META).read_text())
        state = load_file(Path(folder) / WEIGHTS)
    except (OSError, ValueError, SafetensorError) as error:
        raise ModelError(f"{folder} holds no checkpoint that can be read ({error}); train one first.") from error
    if not isinstance(meta, dict) or not {"config", "step", "symbols", "literals"} <= set(meta):
        raise ModelError(f"{folder} holds no checkpoint of SLUL: {META} lacks its fields; train one first.")
    return meta, state


def load_checkpoint(folder: Path) -> tuple[Any, dict[str, Any]]:
    """The trained T5 in evaluation mode, and its ``slul.json``. Raises ``ModelError``."""
    meta, state = read_checkpoint(folder)
    model = build_model(SlulConfig.from_json(meta["config"]), meta["symbols"])
    fill(model, state, folder)
    return model.eval(), meta


def fill(model: Any, state: dict[str, Tensor], folder: Path) -> None:
    """Give the model the weights of a checkpoint. Raises ``ModelError`` where it has others."""
    try:
        model.load_state_dict(of_model(state))
    except RuntimeError:
        raise ModelError(f"{folder} holds a model of another version or shape: train again.") from None


def of_model(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """The tensors of the model alone."""
    return {key[6:]: value for key, value in state.items() if key.startswith("model.")}


def of_optimiser(state: dict[str, Tensor]) -> dict[int, dict[str, Tensor]]:
    """The optimiser's moments by the index of their parameter."""
    moments: dict[int, dict[str, Tensor]] = {}
    for key, value in state.items():
        if key.startswith("adam."):
            _, index, name = key.split(".")
            moments.setdefault(int(index), {})[name] = value
    return moments
