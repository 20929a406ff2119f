"""Beam search under the rules of the notation: every slot once, spans closed, senses only after ambiguous words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from stable_signer.text_to_gloss import target
from stable_signer.text_to_gloss.exchange import NUM_SLOTS

START, END = 0, 1
Flaws = Callable[[Sequence[int]], float]
Cache = tuple[np.ndarray, np.ndarray]
"""Keys and values of the answers so far, each (b l h t k): answers, layers, heads, symbols, width of a head."""
Step = Callable[[Sequence[int], Cache], tuple[np.ndarray, Cache]]
"""A decoder step: the last symbol of each answer and their cache to logits (b v) and the longer cache."""


MOST = 5
"""How often an answer may have one symbol of grammar, and how deep its spans may lie: more is a model gone astray."""


PATIENCE = 4
"""Symbols for each slot, after which an answer is no longer held to what must stand together: better said elsewhere
than not at all."""


@dataclass(frozen=True)
class Neighbours:
    """What must stand together (``bindings``), by the ids of symbols.

    led: for a slot, the sign that must stand right before it; that sign stands before nothing else. objects: for a
    slot, the symbols one of which must follow it. meant: for an ambiguous slot, the symbols of the senses that it may
    have in its place, -1 for the first, which is not written. senses: the symbols of all senses.
    """

    led: Mapping[int, int] = field(default_factory=dict)
    objects: Mapping[int, frozenset[int]] = field(default_factory=dict)
    meant: Mapping[int, frozenset[int]] = field(default_factory=dict)
    senses: frozenset[int] = frozenset()

    def limit(self, mask: np.ndarray, ids: Sequence[int], left: frozenset[int]) -> None:
        """Take from a mask what may not come after ids. left: slots not yet written."""
        last = ids[-1]
        for slot, before in self.led.items():
            mask[slot] &= last == before
        mask[list(set(self.led.values()) - {before for slot, before in self.led.items() if slot in left})] = False
        if last in self.led.values():
            _keep(mask, [slot for slot, before in self.led.items() if before == last])
        senses = self.meant.get(last, frozenset([-1]))
        verb = ids[-2] if last in self.senses and len(ids) > 1 else last
        if verb in self.objects:
            _keep(mask, [*self.objects[verb], *senses] if -1 in senses else senses)
        elif -1 not in senses:
            _keep(mask, senses)
        mask[list(self.senses - senses)] = False


def _keep(mask: np.ndarray, ids: Iterable[int]) -> None:
    """Allow nothing but some ids, of what a mask allows."""
    kept = [i for i in ids if i >= 0 and mask[i]]
    mask[:] = False
    mask[kept] = True


FREE = Neighbours()


@dataclass(frozen=True)
class Rules:
    """Which symbol may follow which. allowed: (v) bool, symbols that may appear at all; slots: those that must;
    limited: (v) bool, symbols that may appear ``MOST`` times; neighbours: what must stand together."""

    allowed: np.ndarray
    slots: frozenset[int]
    openings: frozenset[int]
    closing: int
    limited: np.ndarray
    neighbours: Neighbours = FREE

    @classmethod
    def of(cls, symbols: Sequence[str], allowed: np.ndarray, neighbours: Neighbours = FREE) -> Rules:
        first = len(symbols) - NUM_SLOTS
        slots = frozenset(int(i) for i in np.flatnonzero(allowed[first:]) + first)
        openings = frozenset(i for i, symbol in enumerate(symbols) if symbol in target.OPENINGS)
        limited = np.isin(np.asarray(symbols), [s for s in target.STRUCTURAL if s != target.CLOSING])
        return cls(allowed, slots, openings, list(symbols).index(target.CLOSING), limited, neighbours)


@dataclass(frozen=True)
class Hypothesis:
    """An answer so far. score: sum of log probabilities; row: of the answer that it goes on from, in the cache; left:
    slots not yet written; depth: open spans. value: of a chosen answer, its mean log probability less its flaws."""

    ids: tuple[int, ...]
    score: float
    row: int
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
        if len(self.ids) < PATIENCE * (len(rules.slots) + 3):
            free = mask.copy()
            rules.neighbours.limit(mask, self.ids, self.left)
            mask = mask if mask.any() else free
        if not mask.any():  # a span was opened when everything had been said: something is said again
            mask = rules.limited & rules.allowed
            mask[list(rules.openings)] = False
        return mask

    def extended(self, choice: int, log_probability: float, row: int, rules: Rules) -> Hypothesis:
        depth = self.depth + (choice in rules.openings) - (choice == rules.closing)
        ids = self.ids if choice == END else (*self.ids, choice)
        return Hypothesis(ids, self.score + log_probability, row, self.left - {choice}, depth, choice == END)


def beam_search(
    step: Step, empty: Cache, rules: Rules, max_length: int, width: int, flaws: Flaws = lambda ids: 0.0
) -> Hypothesis:
    """The best answer of ``width`` kept at each step; greedy for width 1.

    flaws: what is taken from the mean log probability of a finished answer.
    """
    live, cache = [Hypothesis((START,), 0.0, 0, rules.slots)], empty
    done: list[tuple[float, Hypothesis]] = []
    for _ in range(max_length):
        logits, cache = step([hypothesis.ids[-1] for hypothesis in live], cache)
        grown = [longer for row, h in enumerate(live) for longer in _grow(h, row, logits[row], rules, width)]
        grown.sort(key=lambda h: h.score, reverse=True)
        done += [(h.mean - flaws(h.ids[1:]), h) for h in grown[:width] if h.ended]
        live = [h for h in grown if not h.ended][:width]
        best = max((value for value, _ in done), default=-np.inf)
        if not live or best >= max(h.mean for h in live):
            break
        rows = [hypothesis.row for hypothesis in live]
        cache = (cache[0][rows], cache[1][rows])
    if not done:
        return max(live, key=lambda h: h.mean)
    value, hypothesis = max(done, key=lambda pair: pair[0])
    return replace(hypothesis, value=value)


def _grow(hypothesis: Hypothesis, row: int, logits: np.ndarray, rules: Rules, width: int) -> list[Hypothesis]:
    """The best continuations of an answer. logits: (v)."""
    log_p = logits - logits.max()
    log_p = log_p - np.log(np.exp(log_p).sum())
    log_p[~hypothesis.mask(rules)] = -np.inf
    best = np.argpartition(log_p, -width)[-width:]
    return [hypothesis.extended(int(i), float(log_p[i]), row, rules) for i in best if np.isfinite(log_p[i])]
