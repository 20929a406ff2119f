"""Greedy answers of a torch model to many sentences at once, for scores during research; users run ``infer``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from stable_signer.text_to_gloss.batching import Encoder
from stable_signer.text_to_gloss.corpus.pairs import Pair
from stable_signer.text_to_gloss.decode import END, START

BATCH = 100
MAX_WRITTEN = 48
"""Symbols after which an answer is cut."""


def greedy(model: Any, encode: Encoder, rows: Sequence[Pair]) -> list[list[str]]:
    """The symbols that the model writes for each pair's source, without the rules of ``decode``."""
    names = {i: symbol for symbol, i in encode.id_of.items()}
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].source))
    answers: dict[int, list[str]] = {}
    model.eval()
    for start in range(0, len(order), BATCH):
        places = order[start : start + BATCH]
        batch = encode.batch([rows[i] for i in places])
        for i, ids in zip(places, _greedy_ids(model, batch.ids, batch.mask), strict=True):
            answers[i] = [names[k] for k in _until_end(ids)]
    return [answers[i] for i in range(len(rows))]


@torch.no_grad()
def _greedy_ids(model: Any, ids: Tensor, mask: Tensor) -> list[list[int]]:
    from transformers.modeling_outputs import BaseModelOutput

    H = model.get_encoder()(input_ids=ids, attention_mask=mask).last_hidden_state
    encoded = BaseModelOutput(last_hidden_state=H)
    y, cache = torch.full((len(ids), 1), START), None
    ended = torch.zeros(len(ids), dtype=torch.bool)
    while y.shape[1] <= MAX_WRITTEN and not ended.all():
        answer = model(
            encoder_outputs=encoded, attention_mask=mask, decoder_input_ids=y[:, -1:], past_key_values=cache,
            use_cache=True,
        )  # fmt: skip
        cache = answer.past_key_values
        y = torch.cat([y, answer.logits[:, -1:].argmax(-1)], 1)
        ended |= y[:, -1] == END
    return y[:, 1:].tolist()


def _until_end(ids: list[int]) -> list[int]:
    return ids[: ids.index(END)] if END in ids else ids
