"""From trained models and texts to gloss lines: beam search, by one model or by the mean of several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from stable_signer.text_to_gloss.parallel.dataset import Vocabulary, padded
from stable_signer.text_to_gloss.parallel.expected import Expected
from stable_signer.text_to_gloss.parallel.vocabulary import END, PAD

MAX_PIECES = 60
"""Longest answer."""
GROUP = 32
"""Sentences that are decoded together."""
LEAST = -12.0
"""Log probability below which a piece is not tried."""


@dataclass(frozen=True)
class Candidate:
    """An answer and how good it is: its log probability, nats, unless a function says otherwise."""

    gloss: str
    score: float


@dataclass(frozen=True)
class Reward:
    """What the search adds to the log probability, nats: for each gloss that is expected of the text and written (see
    ``Expected``), and for each gloss."""

    coverage: float = 0.0
    length: float = 0.0
    expected: Expected | None = None

    def of(self, gains: dict[str, float], glosses: Sequence[str]) -> float:
        """gains: how much each gloss is expected of the text."""
        return self.coverage * sum(gains.get(gloss, 0.0) for gloss in set(glosses)) + self.length * len(glosses)

    def gains(self, text: str) -> dict[str, float]:
        return {} if self.expected is None else self.expected.of(text)


@dataclass(frozen=True)
class _Hypothesis:
    pieces: tuple[int, ...] = ()
    log_probability: float = 0.0
    score: float = 0.0
    """With the reward."""

    @property
    def is_done(self) -> bool:
        return self.pieces[-1:] == (END,)


@torch.no_grad()
def n_best(
    models: Sequence[Any],
    vocabulary: Vocabulary,
    texts: Sequence[str],
    language: str,
    beam: int,
    reward: Reward | None = None,
) -> list[tuple[Candidate, ...]]:
    """Up to ``beam`` answers to each text, best first by log probability and reward.

    models: of one vocabulary; the mean of their probabilities counts. A finished answer keeps its place in the beam
    while it is among the best.
    """
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    found: dict[int, tuple[Candidate, ...]] = {}
    for model in models:
        model.eval()
    for first in range(0, len(order), GROUP):
        rows = order[first : first + GROUP]
        beams = _search(models, vocabulary, [texts[i] for i in rows], language, beam, reward or Reward())
        for i, hypotheses in zip(rows, beams, strict=True):
            found[i] = tuple(Candidate(vocabulary.decode(h.pieces), h.log_probability) for h in hypotheses)
    return [found[i] for i in range(len(texts))]


def translate(
    model: Any, vocabulary: Vocabulary, texts: Sequence[str], language: str, beam: int, length_penalty: float
) -> list[str]:
    """The best answer of the beam to each text, by the log probability over the number of glosses and the end to the
    power ``length_penalty``."""
    answers = n_best([model], vocabulary, texts, language, beam)
    return [max(row, key=lambda c: c.score / (1 + len(c.gloss.split())) ** length_penalty).gloss for row in answers]


def _search(
    models: Sequence[Any], vocabulary: Vocabulary, texts: Sequence[str], language: str, beam: int, reward: Reward
) -> list[list[_Hypothesis]]:
    read = [_features(model, vocabulary, texts, language) for model in models]
    gains = [reward.gains(text) for text in texts]
    beams = [[_Hypothesis()] for _ in texts]
    silent = torch.tensor([not may for may in vocabulary.written()], dtype=torch.bool, device=models[0].device)
    for _ in range(MAX_PIECES):
        alive = [(k, h) for k, hypotheses in enumerate(beams) for h in hypotheses if not h.is_done]
        if not alive:
            break
        written = torch.tensor([(PAD, *h.pieces) for _, h in alive], device=models[0].device)
        rows = torch.tensor([k for k, _ in alive], device=written.device)
        logs = _next_logs(models, silent, read, rows, written)
        grown = [[h for h in hypotheses if h.is_done] for hypotheses in beams]
        for (k, h), (values, pieces) in zip(alive, _best_pieces(logs, beam), strict=True):
            for value, piece in zip(values, pieces, strict=True):
                grown[k].append(_longer(h, piece, value, vocabulary, reward, gains[k]))
        beams = [sorted(hypotheses, key=lambda h: -h.score)[:beam] for hypotheses in grown]
    return beams


def _features(model: Any, vocabulary: Vocabulary, texts: Sequence[str], language: str) -> tuple[Tensor, Tensor]:
    """Features H (b s d) and mask (b s)."""
    ids = padded([vocabulary.source(text, language) for text in texts], PAD).to(model.device)
    mask = (ids != PAD).long()
    return model.get_encoder()(input_ids=ids, attention_mask=mask).last_hidden_state, mask


def _next_logs(
    models: Sequence[Any],
    silent: Tensor,
    read: Sequence[tuple[Tensor, Tensor]],
    rows: Tensor,
    written: Tensor,
) -> Tensor:
    """(n v) log of the models' mean probability of the next piece after each of n beginnings.

    silent: (v) the pieces that may not be written, which no training saw: theirs is -inf; empty where all may be.
    """
    total = torch.zeros(())
    for model, (H, mask) in zip(models, read, strict=True):
        logits = model(
            encoder_outputs=(H[rows],), attention_mask=mask[rows], decoder_input_ids=written, use_cache=False
        ).logits[:, -1].float()  # fmt: skip
        if len(silent):
            logits = logits.masked_fill(silent, -torch.inf)
        total = total + logits.softmax(-1)
    return (total / len(models)).log()


def _best_pieces(logs: Tensor, beam: int) -> Iterator[tuple[list[float], list[int]]]:
    """For each row the pieces that are tried: twice as many as the beam is wide, so that rewards can choose; one if it
    is greedy."""
    values, pieces = logs.topk(1 if beam == 1 else min(2 * beam, logs.shape[-1]))
    for value, piece in zip(values.tolist(), pieces.tolist(), strict=True):
        tried = 1 + sum(v >= LEAST for v in value[1:])
        yield value[:tried], piece[:tried]


def _longer(
    h: _Hypothesis, piece: int, value: float, vocabulary: Vocabulary, reward: Reward, gains: dict[str, float]
) -> _Hypothesis:
    pieces, log_probability = (*h.pieces, piece), h.log_probability + value
    if not (reward.coverage or reward.length):
        return _Hypothesis(pieces, log_probability, log_probability)
    added = reward.of(gains, vocabulary.decode(pieces).split())
    return _Hypothesis(pieces, log_probability, log_probability + added)
