"""What the model reads and writes, as strings of symbols.

A slot is read as its kind and a sentinel, ``<food> <extra_id_3>``, with its inflection and place after it where it has
them; the model writes the sentinel where the signs belong. An ambiguous word is read as itself and a sentinel, and
written
as the sentinel and, where it is not the first of its senses, the number of the sense: ``<extra_id_3> $2``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from stable_signer.text_to_gloss.analyse import Token

TAG = "<asl>"
"""Front of every sentence: the language that its gloss is of."""
NUM_SLOTS = 40
LOCUS_MARKS = ("@a", "@b", "@c", "@d")
SENSES = ("$1", "$2", "$3", "$4", "$5")
"""Numbers of senses; the first is never written."""


def sentinel(index: int) -> str:
    return f"<extra_id_{index % NUM_SLOTS}>"


_NUMBER = {sentinel(index): index for index in range(NUM_SLOTS)}


def renumbered(symbols: Iterable[str], slot: Callable[[int], int]) -> list[str]:
    """Symbols with their slots numbered anew. slot: from the old number to the new one."""
    return [sentinel(slot(_NUMBER[symbol])) if symbol in _NUMBER else symbol for symbol in symbols]


def read_symbols(tokens: tuple[Token, ...], first_slot: int = 0) -> list[str]:
    """The symbols of a sentence for the model; slots are numbered from ``first_slot``, in order."""
    symbols: list[str] = []
    index = first_slot
    for token in tokens:
        if token.is_slot:
            symbols += [token.word.replace(" ", "_") or f"<{token.type}>", sentinel(index)]
            index += 1
        else:
            symbols.append(token.word)
        symbols += [token.mark] if token.mark else []
        symbols += [f"@{token.locus}"] if token.locus else []
    return symbols
