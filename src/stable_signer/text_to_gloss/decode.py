"""Beam search under the rules of the notation: every slot once, spans closed, senses only after ambiguous words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from stable_signer.text_to_gloss import target
from stable_signer.text_to_gloss.exchange import NUM_SLOTS

START, END = 0, 1
Cache = tuple[np.ndarray, np.ndarray]
Flaws = Callable[[Sequence[int]], float]
Step = Callable[[int, Cache], tuple[np.ndarray, Cache]]
"""A decoder step: symbol and cache to logits (v) and the longer cache."""


MOST = 5
"""How often an answer may have one symbol of grammar, and how deep its spans may lie: more is a model gone astray."""


@dataclass(frozen=True)
class Rules:
    """Which symbol may follow which. allowed: (v) bool, symbols that may appear at all; slots: those that must;
    limited: (v) bool, symbols that may appear ``MOST`` times."""

    allowed: np.ndarray
    slots: frozenset[int]
    openings: frozenset[int]
    closing: int
    limited: np.ndarray

    @classmethod
    def of(cls, symbols: Sequence[str], allowed: np.ndarray) -> Rules:
        first = len(symbols) - NUM_SLOTS
        slots = frozenset(int(i) for i in np.flatnonzero(allowed[first:]) + first)
        openings = frozenset(i for i, symbol in enumerate(symbols) if symbol in target.OPENINGS)
        limited = np.isin(np.asarray(symbols), [s for s in target.STRUCTURAL if s != target.CLOSING])
        return cls(allowed, slots, openings, list(symbols).index(target.CLOSING), limited)


@dataclass(frozen=True)
class Hypothesis:
    """An answer so far. score: sum of log probabilities; depth: open spans; left: slots not yet written. value: of a
    chosen answer, its mean log probability less its flaws."""

    ids: tuple[int, ...]
    score: float
    cache: Cache
    left: frozenset[int]
    depth: int = 0
    ended: bool = False
    value: float = -np.inf

    @property
    def mean(self) -> float:
        """Mean log probability of a symbol, the end included."""
        return self.score / max(1, len(self.ids) - 1 + self.ended)

    def mask(self, rules: Rules) -> np.ndarray:
        """(v) bool, the symbols that may come next."""
        mask = rules.allowed.copy()
        mask[list(rules.slots - self.left)] = False
        mask[rules.limited & (np.bincount(self.ids, minlength=len(mask)) >= MOST)] = False
        last_opened = self.ids[-1] in rules.openings
        if self.depth >= MOST:
            mask[list(rules.openings)] = False
        mask[rules.closing] = self.depth > 0 and not last_opened
        mask[END] = not self.left and self.depth == 0 and len(self.ids) > 1
        if not mask.any():  # a span was opened when everything had been said: something is said again
            mask = rules.limited & rules.allowed
            mask[list(rules.openings)] = False
        return mask

    def extended(self, choice: int, log_probability: float, cache: Cache, rules: Rules) -> Hypothesis:
        depth = self.depth + (choice in rules.openings) - (choice == rules.closing)
        ids = self.ids if choice == END else (*self.ids, choice)
        return Hypothesis(ids, self.score + log_probability, cache, self.left - {choice}, depth, choice == END)


def beam_search(
    step: Step, empty: Cache, rules: Rules, max_length: int, width: int, flaws: Flaws = lambda ids: 0.0
) -> Hypothesis:
    """The best answer of ``width`` kept at each step; greedy for width 1.

    flaws: what is taken from the mean log probability of a finished answer.
    """
    live = [Hypothesis((START,), 0.0, empty, rules.slots)]
    done: list[tuple[float, Hypothesis]] = []
    for _ in range(max_length):
        grown: list[Hypothesis] = []
        for hypothesis in live:
            grown += _grow(hypothesis, step, rules, width)
        grown.sort(key=lambda h: h.score, reverse=True)
        done += [(h.mean - flaws(h.ids[1:]), h) for h in grown[:width] if h.ended]
        live = [h for h in grown if not h.ended][:width]
        best = max((value for value, _ in done), default=-np.inf)
        if not live or best >= max(h.mean for h in live):
            break
    if not done:
        return max(live, key=lambda h: h.mean)
    value, hypothesis = max(done, key=lambda pair: pair[0])
    return replace(hypothesis, value=value)


def _grow(hypothesis: Hypothesis, step: Step, rules: Rules, width: int) -> list[Hypothesis]:
    logits, cache = step(hypothesis.ids[-1], hypothesis.cache)
    log_p = logits - logits.max()
    log_p = log_p - np.log(np.exp(log_p).sum())
    log_p[~hypothesis.mask(rules)] = -np.inf
    best = np.argpartition(log_p, -width)[-width:]
    return [hypothesis.extended(int(i), float(log_p[i]), cache, rules) for i in best if np.isfinite(log_p[i])]
