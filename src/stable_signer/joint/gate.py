"""The gate of ``gloss_to_pose.gate`` in torch, for training. Letters as there: w = softmax(q W), q = h U + u."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import torch
from torch import Tensor, nn

from stable_signer.gloss import parse_sign
from stable_signer.gloss_to_pose.experts import ALWAYS_PRESENT, WRITTEN_DIRECTION, WRITTEN_SENSE, experts, features
from stable_signer.gloss_to_pose.gate import Gate
from stable_signer.joint.examples import Gated
from stable_signer.lexicon.entries import Lexicon

NAME = "gloss:"
"""Features that begin so are the names of candidates."""
TRUST = 3.0
"""Nats by which an untrained gate prefers the sense, and the direction, that SLUL wrote."""


def vocabulary_of(lexicon: Lexicon, senses: Iterable[Sequence[str]]) -> list[str]:
    """The features of everything that a gate can meet: senses of ambiguous words, agreeing verbs, variants."""
    ambiguous = {gloss for glosses in senses for gloss in glosses}
    persons = (*ALWAYS_PRESENT, "3p", "3p:b", "3p:c", "3p:d", "1pl", "2pl", "3pl")
    found = {WRITTEN_SENSE: 0, WRITTEN_DIRECTION: 0} | {f"rank:{i}": 0 for i in range(5)}
    for entry in lexicon:
        if entry.gloss in ambiguous or entry.variant or (entry.agreement and entry.word_class == "verb"):
            sign = parse_sign(entry.gloss)
            for candidate in experts(sign, (), persons, lexicon):
                found |= dict.fromkeys(features(candidate, sign, ()), 0)
    return list(found)


class TorchGate(nn.Module):
    """U: (d e). M: (1 + f e), a row a feature; row 0 is padding and stays zero.

    Untrained it follows what SLUL wrote: the first place of q is 1, and the first column of M says what was written.
    """

    def __init__(self, d: int, e: int, vocabulary: Sequence[str]) -> None:
        super().__init__()
        self.vocabulary = list(vocabulary)
        self.row_of = {feature: row + 1 for row, feature in enumerate(vocabulary)}
        self.is_name = torch.tensor([False, *(feature.startswith(NAME) for feature in vocabulary)])
        self._rows_of = lru_cache(maxsize=None)(self._described)
        self.U = nn.Linear(d, e)
        self.M = nn.Embedding(len(vocabulary) + 1, e, padding_idx=0)
        nn.init.normal_(self.M.weight, std=0.05)
        with torch.no_grad():
            self.M.weight[0] = 0.0
            self.U.weight[0], self.U.bias[0], self.M.weight[:, 0] = 0.0, 1.0, 0.0
            for feature in (WRITTEN_SENSE, WRITTEN_DIRECTION):
                if feature in self.row_of:
                    self.M.weight[self.row_of[feature], 0] = TRUST

    def forward(self, h: Tensor, rows: Tensor, present: Tensor) -> Tensor:
        """log w (g k). h: (g d). rows: (g k f), features, 0 where there is none. present: (g k) bool."""
        W = self.M(rows).sum(2)  # W_k = sum_f M_f
        h = h * torch.rsqrt(h.square().mean(-1, keepdim=True) + 1e-6)
        scores = torch.einsum("ge,gke->gk", self.U(h), W)  # q W
        return scores.masked_fill(~present, -torch.inf).log_softmax(-1)  # log w

    def rows(self, gated: Sequence[Gated], hidden: Tensor) -> Tensor:
        """(g k f) features of gated signs, 0 where there is none; two places at the end are left for what SLUL wrote.

        hidden: (g) bool, signs whose candidates are described without their names.
        """
        found = [self._rows_of(sign.described) for sign in gated]
        k, f = (max(rows.shape[i] for rows in found) for i in (0, 1))
        out = torch.zeros(len(gated), k, f + 2, dtype=torch.long)
        for g, rows in enumerate(found):
            out[g, : rows.shape[0], : rows.shape[1]] = rows
        return out.masked_fill(hidden[:, None, None] & self.is_name[out], 0)

    def _described(self, described: tuple[tuple[str, ...], ...]) -> Tensor:
        """(k f) features of the candidates of one sign."""
        rows = [torch.tensor([self.row_of[w] for w in words if w in self.row_of] or [0]) for words in described]
        return nn.utils.rnn.pad_sequence(rows, batch_first=True)

    def exported(self) -> Gate:
        """The same gate in NumPy."""
        U, u, M = (x.detach().numpy() for x in (self.U.weight.T, self.U.bias, self.M.weight[1:]))
        return Gate(U, u, M, self.vocabulary)
