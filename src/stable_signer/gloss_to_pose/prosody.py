"""Where a signer pauses: between sentences, between clauses, and inside long clauses.

Pauses show the structure of what is signed, and long stretches are divided near their middle (Grosjean and Lane 1977,
Gee and Grosjean 1983). A gloss sequence says where clauses and sentences end; inside of a clause the word classes tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from stable_signer.gloss import GlossSequence

PAUSES_S = {"inside": 0.106, "clause": 0.134, "sentence": 0.36}
"""Seconds in which a sign is held at a boundary (Grosjean and Lane 1977).

Between sentences they measured 0.229; a Deaf reviewer of synthetic signing asks for 0.5 (Huenerfauth 2009). This is the
middle: with it, texts have about the share of pauses that was measured (17 %)."""
LONGEST_PHRASE = 3
"""Signs in a row without a pause, where the structure allows one: performance structures have 2 to 3 words."""
STRONG = 3
"""A boundary of this strength divides a phrase of ``LONGEST_PHRASE`` too: before a predicate of two signs, signers
pause for 0.1 s (Grosjean and Lane 1977)."""
SPANS_THAT_PAUSE = frozenset({"topic", "cond", "rh", "rel"})
"""Non-manual spans that end with a pause of a clause."""
_CLINGS = frozenset(
    {"possessive", "determiner", "adjective", "preposition", "conjunction", "modal", "negation", "number"}
)
"""Classes that belong to what follows: no pause after them."""
_PREDICATES = frozenset({"verb", "modal", "negation"})
_NOUNS = frozenset({"noun", "name", "number"})
_OPENERS = frozenset({"possessive", "determiner", "preposition", "pronoun"})


def boundaries(sequence: GlossSequence, word_classes: Sequence[str]) -> list[str]:
    """The kind of boundary after each sign: a key of ``PAUSES_S``, or empty for none. The last sign has none.

    ``word_classes``: of each sign, as in the lexicon; ``name`` for fingerspelled words, ``number`` for numbers.
    """
    kinds = [""] * len(sequence)
    for span in sequence.spans:
        if span.kind in SPANS_THAT_PAUSE:
            kinds[span.stop - 1] = "clause"
    for pause in sequence.pauses:
        kinds[pause.after] = pause.kind
    edges = [0, *(i + 1 for i, kind in enumerate(kinds) if kind), len(kinds)]
    for start, stop in pairwise(edges):
        for i in _divided(word_classes, start, stop):
            kinds[i] = "inside"
    if kinds and not any(pause.after == len(kinds) - 1 for pause in sequence.pauses):
        kinds[-1] = ""
    return kinds


def _divided(classes: Sequence[str], start: int, stop: int) -> list[int]:
    """Signs in ``start``..``stop`` after which to pause, so that no piece is longer than it may be."""
    if stop - start < LONGEST_PHRASE:
        return []
    middle = (start + stop) / 2 - 1
    if stop - start == LONGEST_PHRASE:
        return [start] if _strength(classes[start], classes[start + 1]) >= STRONG else []
    places = [i for i in range(start, stop - 1) if _strength(classes[i], classes[i + 1])]
    if not places:
        return []
    best = max(places, key=lambda i: _strength(classes[i], classes[i + 1]) - abs(i - middle) * 4 / (stop - start))
    return [*_divided(classes, start, best + 1), best, *_divided(classes, best + 1, stop)]


def _strength(before: str, after: str) -> int:
    """How strong a boundary is between two word classes; 0 where there is none."""
    if before in _CLINGS and not (before == "number" and after in _PREDICATES):
        return 0
    if after == "conjunction" or (before in _NOUNS and after in _PREDICATES):
        return STRONG
    if after in _OPENERS or after == "question":
        return 2
    return 1 if before in _PREDICATES and after in _NOUNS | {"adjective"} else 0
