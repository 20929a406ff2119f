"""Pieces of a synchronous derivation: words of the English side, and items of the gloss side that refer to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(eq=False)
class W:
    """A word (or lemma of several words) of the English side.

    gloss: the sign it stands for where it could be several; "" = whatever the lexicon says. twin: a word for the same
    person that may be written instead (he, him).
    """

    text: str
    gloss: str = ""
    twin: W | None = None


@dataclass(frozen=True)
class At:
    """A pointing sign at the place of the person that a word names; nothing where they have no place."""

    word: W


@dataclass(frozen=True)
class Third:
    """A pronoun or possessive (``base`` IX, POSS or SELF) for the third person that a word refers to."""

    base: str
    word: W


@dataclass(frozen=True)
class Agree:
    """A verb that moves from its subject to its object.

    subject, object: a person ("1p"), a word whose place in space is meant, or None where the verb does not agree.
    """

    verb: W
    subject: str | W | None
    object: str | W | None


@dataclass(frozen=True)
class Plural:
    """A noun that is repeated where English marks its plural: ``noun_phrases`` sees to that."""

    word: W


English: TypeAlias = "list[W | str]"
Item: TypeAlias = "str | W | At | Third | Agree | Plural"
Gloss: TypeAlias = "list[Item]"

_CLOSE_UP = (".", ",", "?", "!", "'s", "n't", "'m", "'re", "'ll", "'ve", "'d")


def write(words: Iterable[W | str]) -> tuple[str, dict[int, W]]:
    """The English text, and the word that starts at each place."""
    text = ""
    places: dict[int, W] = {}
    for word in words:
        string = word.text if isinstance(word, W) else word
        if not string:
            continue
        if text and string not in _CLOSE_UP:
            text += " "
        if isinstance(word, W):
            places[len(text)] = word
        text += string
    return text, places


def span(kind: str, inside: Gloss) -> Gloss:
    """The items under a non-manual marker."""
    return [f"{kind}(", *inside, ")"] if inside else []
