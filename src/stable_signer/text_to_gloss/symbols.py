"""The model's vocabulary: whole symbols, never pieces of words."""

from __future__ import annotations

from stable_signer.text_to_gloss import closed_class as closed
from stable_signer.text_to_gloss.exchange import LOCUS_MARKS, NUM_SLOTS, SENSES, TAG, sentinel
from stable_signer.text_to_gloss.target import STRUCTURAL
from stable_signer.text_to_gloss.words import TYPES

PAD, END, UNKNOWN, MASK = "<pad>", "</s>", "<unk>", "<mask>"
"""Padding (also the first symbol that the decoder reads), end of sequence, a symbol outside the vocabulary, a gloss
that training hides."""


def vocabulary(literals: dict[str, tuple[str, ...]]) -> list[str]:
    """Every symbol in order of its id, for a lexicon whose ambiguous words are ``literals``; sentinels come last.

    Words of several parts are written with ``_``.
    """
    read = (
        closed.FUNCTION_WORDS
        | closed.MARKS
        | set(LOCUS_MARKS)
        | {f"<{kind}>" for kind in TYPES}
        | {join(key) for key in literals}
    )
    written = set(STRUCTURAL) | set(SENSES[1:])
    return [PAD, END, UNKNOWN, MASK, TAG, *sorted(read | written), *(sentinel(i) for i in range(NUM_SLOTS))]


def join(symbol: str) -> str:
    """A symbol without blanks, as it stands in the vocabulary."""
    return symbol.replace(" ", "_")
