"""Beam search keeps the rules, and finds what greedy search misses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from stable_signer.text_to_gloss.decode import END, MOST, Cache, Neighbours, Rules, beam_search
from stable_signer.text_to_gloss.exchange import NUM_SLOTS, sentinel

_SYMBOLS = ["<pad>", "</s>", "<unk>", "IX-1p", "neg(", ")", *(sentinel(i) for i in range(NUM_SLOTS))]
_NOTHING: Cache = (np.zeros((1, 1, 1, 0, 1)), np.zeros((1, 1, 1, 0, 1)))


def _rules(slots: int) -> Rules:
    allowed = np.zeros(len(_SYMBOLS), bool)
    allowed[3 : 6 + slots] = True
    return Rules.of(_SYMBOLS, allowed)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 4), st.integers(1, 4))
def test_every_finished_answer_keeps_the_rules(seed: int, slots: int, width: int) -> None:
    rng = np.random.default_rng(seed)
    table = rng.normal(size=(len(_SYMBOLS), len(_SYMBOLS)))
    best = beam_search(lambda symbols, cache: (table[symbols], cache), _NOTHING, _rules(slots), 40, width)
    if best.ended:
        symbols = [_SYMBOLS[i] for i in best.ids[1:]]
        assert sorted(s for s in symbols if s.startswith("<extra")) == sorted(sentinel(i) for i in range(slots))
        assert symbols.count("neg(") == symbols.count(")")
        assert "neg( )" not in " ".join(symbols)


def test_a_wider_beam_finds_a_better_answer() -> None:
    logits = np.full((len(_SYMBOLS), len(_SYMBOLS)), -30.0)
    logits[0, 3], logits[0, 4] = 1.0, 0.9  # IX-1p looks better at first,
    logits[3, [3, 4, 6]] = 0.0  # but leads nowhere in particular;
    logits[4, 6], logits[6, 5], logits[5, END] = 9.0, 9.0, 9.0
    logits[6, END] = 0.0

    def step(symbols: Sequence[int], cache: Cache) -> tuple[np.ndarray, Cache]:
        return logits[symbols], cache

    greedy, wide = (beam_search(step, _NOTHING, _rules(1), 12, width) for width in (1, 4))
    assert wide.mean > greedy.mean
    assert [_SYMBOLS[i] for i in wide.ids[1:]] == ["neg(", sentinel(0), ")"]


def test_a_model_gone_astray_does_not_repeat_itself() -> None:
    logits = np.full((len(_SYMBOLS), len(_SYMBOLS)), -30.0)
    logits[0, 4] = logits[4, 3] = logits[3, 5] = logits[5, 4] = 9.0  # neg( IX-1p ) neg( IX-1p ) ...
    rules = _rules(1)
    for width in (1, 4):
        best = beam_search(lambda symbols, cache: (logits[symbols], cache), _NOTHING, rules, 40, width)
        assert best.ended
        assert [_SYMBOLS[i] for i in best.ids].count("neg(") <= MOST


def test_spans_lie_no_deeper_than_most() -> None:
    logits = np.full((len(_SYMBOLS), len(_SYMBOLS)), -30.0)
    logits[:, 4] = 9.0
    allowed = np.zeros(len(_SYMBOLS), bool)
    allowed[3:7] = True
    rules = Rules.of(_SYMBOLS, allowed)
    best = beam_search(lambda symbols, cache: (logits[symbols], cache), _NOTHING, rules, 60, 1)
    symbols = [_SYMBOLS[i] for i in best.ids]
    depths = np.cumsum([(s == "neg(") - (s == ")") for s in symbols])
    assert best.ended and depths.max() <= MOST


def _written(neighbours: Neighbours) -> list[str]:
    """What a model writes that likes two slots in their order, then the end, and a sign rather than an odd order."""
    logits = np.zeros((len(_SYMBOLS), len(_SYMBOLS)))
    logits[0, 6] = logits[6, 7] = logits[7, END] = logits[3, 7] = 9.0
    logits[0, 3] = logits[6, 3] = 4.0
    rules = replace(_rules(2), neighbours=neighbours)
    best = beam_search(lambda symbols, cache: (logits[symbols], cache), _NOTHING, rules, 12, 4)
    return [_SYMBOLS[i] for i in best.ids[1:]]


def test_a_slot_follows_the_sign_that_leads_it() -> None:
    assert _written(Neighbours()) == [sentinel(0), sentinel(1)]
    assert _written(Neighbours(led={7: 3})) == [sentinel(0), "IX-1p", sentinel(1)]


def test_a_sign_leads_nothing_else_and_nothing_twice() -> None:
    written = _written(Neighbours(led={6: 3}))
    assert written.count("IX-1p") == 1
    assert written[written.index("IX-1p") + 1] == sentinel(0)


def test_an_object_follows_its_verb() -> None:
    assert _written(Neighbours(objects={6: frozenset([3])})) == [sentinel(0), "IX-1p", sentinel(1)]


def test_a_sense_follows_the_word_that_may_have_it_alone() -> None:
    assert _written(Neighbours(meant={6: frozenset([3])}, senses=frozenset([3]))) == [sentinel(0), "IX-1p", sentinel(1)]
    assert "IX-1p" not in _written(Neighbours(meant={7: frozenset([-1])}, senses=frozenset([3])))
