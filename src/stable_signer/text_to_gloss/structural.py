"""Symbols of grammar as signs of the lexicon that is there."""

from __future__ import annotations

from dataclasses import replace

from stable_signer.gloss import Sign, parse_sign
from stable_signer.text_to_gloss.target import ALIASES, FALLBACKS, PREFERRED, PRONOUNS


def signs_of(symbol: str, glosses: frozenset[str]) -> tuple[Sign, ...]:
    """The sign of a structural symbol in a lexicon with these glosses; none where it can be left out.

    A symbol without any sign is fingerspelled, with a note.
    """
    if symbol in PRONOUNS:
        preferred = PREFERRED.get(symbol, "")
        return (parse_sign(preferred if preferred in glosses else symbol),)
    if symbol not in ALIASES:
        return ()
    gloss = next((g for g in ALIASES[symbol] if g in glosses), None)
    gloss = gloss if gloss is not None else FALLBACKS.get(symbol)
    if gloss == "":
        return ()
    if gloss is None:
        letters = "".join(c for c in symbol if c.isalpha())
        return (replace(Sign(letters=letters), note=f"no sign for '{symbol.lower()}'"),)
    return (parse_sign(gloss),)
