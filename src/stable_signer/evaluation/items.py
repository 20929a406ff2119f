"""The sentences of an evaluation: which, what is right, and into which groups they fall."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from stable_signer.evaluation.references import references
from stable_signer.gloss import GlossSequence, format_gloss, parse_gloss

SEED = 2024
"""Of the stream of test sentences; training reads streams of other seeds, and never a sentence of this split."""
MAX_SIGNS = 18
"""Longer lines are left out: performances stay below about 15 seconds."""
LENGTHS = ((1, 3), (4, 5), (6, 8), (9, MAX_SIGNS))
"""Groups by number of signs."""


@dataclass(frozen=True)
class Item:
    """A sentence with its reference gloss line."""

    number: int
    """From 1, in the order of the stream."""
    text: str
    gloss: str

    @property
    def sequence(self) -> GlossSequence:
        return parse_gloss(self.gloss)

    @property
    def name(self) -> str:
        """The number with leading zeros, as files are named."""
        return f"{self.number:04d}"


def select(split: str, count: int, seed: int = SEED) -> tuple[Item, ...]:
    """The first ``count`` sentences of the grammar's ``split`` that are short enough to perform; always the same."""
    stream = (r for r in references(split, seed) if 0 < len(r.sequence) <= MAX_SIGNS)
    return tuple(Item(i, r.text, format_gloss(r.sequence)) for i, r in enumerate(islice(stream, count), 1))


def length_group(item: Item) -> str:
    """As in ``4-5 signs``."""
    n = len(item.sequence)
    low, high = next((low, high) for low, high in LENGTHS if low <= n <= high)
    return f"{low}-{high} signs"


def phenomena(item: Item) -> tuple[str, ...]:
    """What the reference line shows: kinds of non-manual, agreement, fingerspelling, numbers, senses, plurals."""
    sequence = item.sequence
    found = {span.kind for span in sequence.spans}
    for sign in sequence:
        found |= {"fingerspelling"} if sign.is_fingerspelled else set()
        found |= {"number"} if sign.number is not None else set()
        found |= {"sense"} if sign.sense else set()
        found |= {"repetition"} if sign.repeats else set()
        found |= {"agreement"} if sign.subject and sign.object else set()
    if not found & {"whq", "ynq", "neg", "cond", "rh", "excl"}:
        found.add("statement")
    return tuple(sorted(found))
