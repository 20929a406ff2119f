"""From a trained model and texts to gloss lines: beam search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch

from stable_signer.text_to_gloss.parallel.dataset import Vocabulary, padded

MAX_GLOSSES = 60
"""Longest answer, in subwords."""
GROUP = 64
"""Sentences that are decoded together."""


@dataclass(frozen=True)
class Candidate:
    """An answer and its log probability over its length to the length penalty."""

    gloss: str
    score: float


@torch.no_grad()
def n_best(
    model: Any,
    vocabulary: Vocabulary,
    texts: Sequence[str],
    language: str,
    beam: int,
    length_penalty: float,
    count: int = 1,
) -> list[tuple[Candidate, ...]]:
    """The ``count`` best answers of the beam to each text, best first."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    found: dict[int, tuple[Candidate, ...]] = {}
    silent = [i for i, may in enumerate(vocabulary.written()) if not may]
    model.eval()
    for first in range(0, len(order), GROUP):
        rows = order[first : first + GROUP]
        ids = padded([vocabulary.source(texts[i], language) for i in rows], 0).to(model.device)
        made = model.generate(
            input_ids=ids,
            attention_mask=(ids != 0).long(),
            num_beams=beam,
            num_return_sequences=count,
            length_penalty=length_penalty,
            max_new_tokens=MAX_GLOSSES,
            suppress_tokens=silent or None,
            renormalize_logits=True,  # the silent ones were not part of the training either
            do_sample=False,
            return_dict_in_generate=True,
            output_scores=True,
        )
        scores = made.sequences_scores.tolist() if beam > 1 else [0.0] * len(made.sequences)
        answers = [
            Candidate(vocabulary.decode(sequence[1:]), score)
            for sequence, score in zip(made.sequences.tolist(), scores, strict=True)
        ]
        for place, i in enumerate(rows):
            found[i] = tuple(answers[place * count : (place + 1) * count])
    return [found[i] for i in range(len(texts))]


def translate(
    model: Any, vocabulary: Vocabulary, texts: Sequence[str], language: str, beam: int, length_penalty: float
) -> list[str]:
    """The best answer to each text."""
    return [best[0].gloss for best in n_best(model, vocabulary, texts, language, beam, length_penalty)]
