"""A trained model of a parallel corpus as a folder: ``parallel.json`` (options, vocabulary, shape),
``model.safetensors`` (the averaged weights, by the names of ``transformers``) and ``training.safetensors`` (what
resuming needs)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from stable_signer.errors import ModelError
from stable_signer.files import written_whole
from stable_signer.text_to_gloss.parallel.config import ParallelConfig
from stable_signer.text_to_gloss.parallel.dataset import Vocabulary
from stable_signer.text_to_gloss.parallel.model import HubSubwords, build_model, model_of_shape
from stable_signer.text_to_gloss.parallel.vocabulary import Subwords

META, MODEL, TRAINING = "parallel.json", "model.safetensors", "training.safetensors"
TOKENIZER = "tokenizer"
"""Folder of a backbone's own tokenizer."""


@dataclass(frozen=True)
class Checkpoint:
    """A checkpoint's options and vocabulary; weights are read when asked for. shape: the T5's configuration."""

    folder: Path
    config: ParallelConfig
    vocabulary: Vocabulary
    shape: dict[str, Any]
    step: int
    history: tuple[dict[str, float], ...]

    @classmethod
    def read(cls, folder: str | Path) -> Checkpoint:
        """Raises ``ModelError`` where the folder holds no checkpoint of this version."""
        folder = Path(folder)
        try:
            meta = json.loads((folder / META).read_text(encoding="utf-8"))
            config = ParallelConfig.from_json(meta["config"])
            vocabulary = (
                HubSubwords.load(folder / TOKENIZER) if config.backbone else Subwords.from_json(meta["vocabulary"])
            )
            return cls(folder, config, vocabulary, meta["shape"], meta["step"], tuple(meta["history"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            reason = getattr(error, "strerror", None) or error
            raise ModelError(f"{folder} holds no model of a parallel corpus ({reason}): train one first.") from None

    @staticmethod
    def write(
        folder: Path,
        config: ParallelConfig,
        vocabulary: Vocabulary,
        model: Any,
        step: int,
        history: Sequence[dict[str, float]],
        state: dict[str, Tensor],
    ) -> None:
        """Each file is complete or not there; ``parallel.json`` is written last."""
        folder.mkdir(parents=True, exist_ok=True)
        meta = {"config": config.to_json(), "step": step, "history": list(history), "shape": model.config.to_dict()}
        if isinstance(vocabulary, Subwords):
            meta["vocabulary"] = vocabulary.to_json()
        elif isinstance(vocabulary, HubSubwords):
            vocabulary.save(folder / TOKENIZER)
        named = {name: p.detach().float().clone() for name, p in model.named_parameters()}
        for name, tensors in ((MODEL, named), (TRAINING, {k: v.detach().clone() for k, v in state.items()})):
            with written_whole(folder / name, ModelError) as path:
                save_file(tensors, path)
        with written_whole(folder / META, ModelError) as path:
            path.write_text(json.dumps(meta), encoding="utf-8")

    def empty_model(self) -> Any:
        """The T5 with random weights."""
        if self.config.backbone:
            return model_of_shape(self.shape)
        return build_model(self.config, len(self.vocabulary))

    def model(self) -> Any:
        """The T5 with the averaged weights, float32. Raises ``ModelError`` where they are missing or do not fit."""
        model = self.empty_model()
        tensors = self._tensors(MODEL)
        parameters = dict(model.named_parameters())
        if {name: p.shape for name, p in parameters.items()} != {name: t.shape for name, t in tensors.items()}:
            raise ModelError(f"{self.folder / MODEL} does not fit {META}: train again.")
        with torch.no_grad():
            for name, parameter in parameters.items():
                parameter.copy_(tensors[name])
        return model.eval()

    def training_state(self) -> dict[str, Tensor]:
        """What ``write`` was given. Raises ``ModelError`` where it is missing, empty or corrupt."""
        state = self._tensors(TRAINING)
        if not state:
            raise ModelError(f"{self.folder} is a mean of models, which cannot be resumed: start from it instead.")
        return state

    def _tensors(self, name: str) -> dict[str, Tensor]:
        try:
            return load_file(self.folder / name)
        except (OSError, SafetensorError) as error:
            raise ModelError(f"{self.folder / name} cannot be read ({error}): train again.") from None
