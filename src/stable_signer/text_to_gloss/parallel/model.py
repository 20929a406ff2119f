"""The T5 of a parallel corpus: our own size from scratch, or a pretrained backbone with its tokenizer."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import T5Config, T5ForConditionalGeneration

from stable_signer.errors import ModelError
from stable_signer.text_to_gloss.parallel.config import ParallelConfig
from stable_signer.text_to_gloss.parallel.vocabulary import END, PAD
from stable_signer.text_to_gloss.positions import positioned_t5


def build_model(config: ParallelConfig, vocab_size: int) -> T5ForConditionalGeneration:
    """A T5 with positions and random weights."""
    return positioned_t5(
        T5Config(
            vocab_size=vocab_size,
            d_model=config.d_model,
            d_kv=config.d_model // config.num_heads,
            d_ff=config.d_ff,
            num_layers=config.num_layers,
            num_decoder_layers=config.num_layers,
            num_heads=config.num_heads,
            dropout_rate=config.dropout,
            feed_forward_proj="relu",
            pad_token_id=PAD,
            eos_token_id=END,
            decoder_start_token_id=PAD,  # pyright: ignore[reportCallIssue]
        )
    )


def model_of_shape(shape: dict[str, Any]) -> Any:
    """A T5 with random weights for a configuration of ``transformers`` as a dictionary."""
    from transformers import AutoConfig, AutoModelForSeq2SeqLM

    kind = shape.get("model_type", "t5")
    return AutoModelForSeq2SeqLM.from_config(
        AutoConfig.for_model(kind, **{k: v for k, v in shape.items() if k != "model_type"})
    )


class HubSubwords:
    """A backbone's own tokenizer. The language is told in words, as T5's tasks are."""

    def __init__(self, tokenizer: Any) -> None:
        self.tokenizer = tokenizer
        self.mask_id: int = tokenizer.convert_tokens_to_ids("<extra_id_0>")

    def __len__(self) -> int:
        return len(self.tokenizer)

    def source(self, text: str, language: str, rng: random.Random | None = None, dropout: float = 0.0) -> list[int]:
        """What the encoder reads: task, text, end. Its own tokenizer drops no merges."""
        return self._ids(f"translate to {language}: {' '.join(text.lower().split())}")

    def target(self, gloss: str) -> list[int]:
        """What the decoder writes: glosses, end."""
        return self._ids(gloss.lower())

    def written(self) -> list[bool]:
        """All may be written."""
        return []

    def words(self, ids: Sequence[int]) -> list[int]:
        """Unknown: a backbone has learnt where to look."""
        return [-1] * len(ids)

    def decode(self, ids: Sequence[int]) -> str:
        """Words, lower-case, up to the end."""
        return self.tokenizer.decode(list(ids), skip_special_tokens=True).lower().strip()

    def save(self, folder: Path) -> None:
        self.tokenizer.save_pretrained(folder)

    @classmethod
    def load(cls, name: str | Path) -> HubSubwords:
        from transformers import AutoTokenizer

        return cls(AutoTokenizer.from_pretrained(str(name)))

    def _ids(self, text: str) -> list[int]:
        return self.tokenizer(text, truncation=True, max_length=512).input_ids


def load_backbone(name: str, dropout: float) -> tuple[Any, HubSubwords]:
    """A pretrained model of the T5 family and its tokenizer, from a folder or a hub.

    Raises ``ModelError`` where it cannot be had or its tokenizer has no ``<extra_id_0>`` to mask with.
    """
    from transformers import AutoModelForSeq2SeqLM

    try:
        model = AutoModelForSeq2SeqLM.from_pretrained(name, dropout_rate=dropout)
        vocabulary = HubSubwords.load(name)
    except (OSError, ValueError, KeyError) as error:
        reason = str(error).strip().splitlines()[0]
        raise ModelError(f"No backbone {name!r} ({reason}): give a folder or hub name of a T5.") from None
    if vocabulary.mask_id in (None, vocabulary.tokenizer.unk_token_id):
        raise ModelError(f"Backbone {name!r} has no <extra_id_0> to mask with: give a model of the T5 family.")
    return model, vocabulary


class FlatWeights:
    """All weights of a model in one float32 vector, which the optimiser moves, whatever the model computes in.

    The model's own parameters become views of one buffer of its type, so that a copy moves them all.
    """

    def __init__(self, model: nn.Module) -> None:
        parameters = list(model.parameters())
        self.value = torch.cat([p.detach().float().flatten() for p in parameters])
        dtype, device = parameters[0].dtype, parameters[0].device
        self._weights = torch.empty(len(self.value), dtype=dtype, device=device)
        self._gradients = torch.zeros_like(self._weights)
        start = 0
        for p in parameters:
            stop = start + p.numel()
            p.data = self._weights[start:stop].view_as(p)
            p.grad = self._gradients[start:stop].view_as(p)
            start = stop
        self.write(self.value)

    def write(self, value: Tensor) -> None:
        """Give the model these weights."""
        self._weights.copy_(value)

    def gradient(self, clip: float) -> Tensor:
        """The gradient in float32, no longer than ``clip``; the model's own is cleared."""
        gradient = self._gradients.to(torch.float32, copy=True)  # a view would be cleared with the next line
        self._gradients.zero_()
        return gradient * min(1.0, clip / (float(gradient.norm()) + 1e-6))
