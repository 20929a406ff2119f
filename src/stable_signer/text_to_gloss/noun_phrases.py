"""Noun phrases are read as one slot: "my two big dogs" is ``the <animal> <extra_id_0> -s`` to the model.

Inside a noun phrase ASL and English differ little, so that its signs are known: possessor, number, adjectives, noun.
The
model then learns sentences, not phrases, and the order inside a phrase cannot go wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from stable_signer.gloss import Sign
from stable_signer.text_to_gloss import closed_class as closed
from stable_signer.text_to_gloss.analyse import Token
from stable_signer.text_to_gloss.structural import signs_of
from stable_signer.text_to_gloss.words import NOUN_TYPES, VERBS

Part: TypeAlias = "str | Token"
"""What a phrase is made of: a symbol of the target (MY), or a slot."""

_AUXILIARIES = closed.BE | closed.HAVE | closed.DO | closed.MODALS | frozenset(["like", "go", "goes", "went"])
_VERBS = VERBS - {"weather"}
_POSSESSIVES = {
    "my": "MY",
    "your": "YOUR",
    "our": "OUR",
    "their": "POSS-3pl",
    "its": "POSS-3p",
    "his": "POSS-3p",
    "her": "POSS-3p",
}
_ARTICLES = ("the", "a", "an")
_DEMONSTRATIVES = {"this": "THIS", "these": "IX-3pl", "those": "IX-3pl"}


@dataclass(frozen=True)
class Phrase:
    """Tokens ``start <= i < stop`` read as one slot. parts: what it is made of, in ASL order. marker: "the", "a" or
    ""."""

    start: int
    stop: int
    parts: tuple[Part, ...]
    marker: str


def phrases(tokens: Sequence[Token]) -> list[Phrase]:
    """The noun phrases of a sentence that have more than a noun and an article."""
    found: list[Phrase] = []
    i = 0
    while i < len(tokens):
        phrase = _listed(tokens, i) or _time(tokens, i) or _possessed(tokens, i)
        if phrase is not None and len(phrase.parts) > 1:
            found.append(phrase)
            i = phrase.stop
        else:
            i += 1
    return found


def chunk(tokens: Sequence[Token], glosses: frozenset[str]) -> tuple[Token, ...]:
    """The tokens with every noun phrase as one slot."""
    return tuple(token for token, _ in chunked(tokens, glosses))


def chunked(tokens: Sequence[Token], glosses: frozenset[str]) -> list[tuple[Token, Phrase]]:
    """The tokens with every noun phrase as one slot, each with the phrase that it stands for."""
    result: list[tuple[Token, Phrase | None]] = []
    i = 0
    for phrase in phrases(tokens):
        result += [(token, None) for token in tokens[i : phrase.start]]
        first = tokens[phrase.start]
        head = next(token for token in reversed(tokens[phrase.start : phrase.stop]) if token.is_slot)
        if phrase.marker:
            result.append((Token(first.text, first.start, word=phrase.marker), None))
        text = " ".join(token.text for token in tokens[phrase.start : phrase.stop] if token.word != "'s")
        whole = replace(head, text=text, start=first.start, signs=_signs(phrase, glosses))
        if whole.type == "time" and phrase.marker and any(_is_adjective(part) for part in phrase.parts[:-1]):
            whole = replace(whole, type="event")  # "a long day" does not say when
        result.append((replace(whole, mark="", locus="") if "AND" in phrase.parts else whole, phrase))
        i = phrase.stop
    result += [(token, None) for token in tokens[i:]]
    alone = [phrase or Phrase(i, i + 1, (token,), "") for i, (token, phrase) in enumerate(result)]
    return [(_repeated(result, i), phrase) for i, phrase in enumerate(alone)]


def _repeated(row: Sequence[tuple[Token, Phrase | None]], i: int) -> Token:
    """The token, its noun repeated where it is a known plural that nothing counts: "my dogs", not "two dogs"."""
    token, phrase = row[i]
    known = i > 0 and row[i - 1][0].word == "the" and not row[i - 1][0].is_slot
    counted = phrase is not None and any(isinstance(p, Token) and p.type in ("num", "quant") for p in phrase.parts)
    if not known or counted or token.mark != "-s" or not is_noun(token) or not token.signs[-1].gloss:
        return token
    last = token.signs[-1]
    return replace(token, signs=(*token.signs[:-1], replace(last, repeats=2)))


def is_noun(token: Token) -> bool:
    """Whether a token is a noun, or may be one ("ring")."""
    return token.type in NOUN_TYPES | {"unknown"} or (
        token.is_ambiguous and any(r.entry.word_class == "noun" and r.mark in ("", "-s") for r in token.readings)
    )


def _listed(tokens: Sequence[Token], i: int) -> Phrase | None:
    """Three or more things or people in a row: "bread, milk and eggs"."""
    first = item = _item(tokens, i)
    parts: list[Part] = []
    commas = 0
    while item is not None:
        parts += item.parts
        stop = item.stop
        comma = _word(tokens, stop) == ","
        is_last = _word(tokens, stop + comma) == "and"
        if is_last and commas + comma and (last := _item(tokens, stop + comma + 1)) is not None:
            is_whole = commas and not _starts_clause(tokens, i, last.stop)
            return Phrase(i, last.stop, (*parts, "AND", *last.parts), first.marker) if first and is_whole else None
        commas += 1
        item = _item(tokens, stop + 1) if comma else None
    return None


def _item(tokens: Sequence[Token], i: int) -> Phrase | None:
    if i >= len(tokens):
        return None
    phrase = _possessed(tokens, i)
    if phrase is None and tokens[i].type == "name":
        return Phrase(i, i + 1, (tokens[i],), "")
    return phrase


def _starts_clause(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """Whether what follows "and" is the subject of a clause of its own: a verb follows it, and one came before."""
    follows = stop < len(tokens) and _is_verbal(tokens[stop])
    return follows and any(_is_verbal(token) for token in tokens[:start])


def _is_verbal(token: Token) -> bool:
    return token.type in _VERBS or (not token.is_slot and token.word in _AUXILIARIES)


def _signs(phrase: Phrase, glosses: frozenset[str]) -> tuple[Sign, ...]:
    signs: list[Sign] = []
    for part in phrase.parts:
        signs += signs_of(part, glosses) if isinstance(part, str) else part.signs
    return tuple(signs)


def _possessed(tokens: Sequence[Token], i: int) -> Phrase | None:
    """A noun phrase, or several joined by 's: "my mother's friend"."""
    phrase = _plain(tokens, i) or _name(tokens, i)
    while phrase is not None and _word(tokens, phrase.stop) == "'s":
        rest = _headed(tokens, phrase.stop + 1)
        if rest is None:
            return _owner(tokens, phrase)
        parts = (*phrase.parts, "POSS-3p", *rest.parts)
        phrase = Phrase(phrase.start, rest.stop, parts, "the")
    return phrase


def _owner(tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    """A phrase with the 's after it, where what is owned is left out: "the boots are my brother's"."""
    is_last = _word(tokens, phrase.stop + 1) in ("", ".", "?", "!", ",", "and", "or", "but")
    is_last = is_last and not (phrase.stop + 1 < len(tokens) and tokens[phrase.stop + 1].is_slot)
    return replace(phrase, stop=phrase.stop + 1, parts=(*phrase.parts, "POSS-3p")) if is_last else phrase


def _name(tokens: Sequence[Token], i: int) -> Phrase | None:
    is_owner = tokens[i].type == "name" and _word(tokens, i + 1) == "'s"
    return Phrase(i, i + 1, (tokens[i],), "") if is_owner else None


def _plain(tokens: Sequence[Token], i: int) -> Phrase | None:
    """Determiner, numbers, adjectives and noun, as far as they are there."""
    word = tokens[i].word if not tokens[i].is_slot else ""
    if word in _POSSESSIVES:
        symbol = f"POSS-3p:{tokens[i].locus}" if tokens[i].locus else _POSSESSIVES[word]
        rest = _headed(tokens, i + 1, takes_time=word != "her") or (_verbal(tokens, i + 1) if word != "her" else None)
        return None if rest is None else Phrase(i, rest.stop, (symbol, *rest.parts), "the")
    if word in _DEMONSTRATIVES:
        rest = _headed(tokens, i + 1, takes_time=True)
        return None if rest is None else Phrase(i, rest.stop, (_DEMONSTRATIVES[word], *rest.parts), "the")
    if word in _ARTICLES:
        rest = _headed(tokens, i + 1)
        return None if rest is None else Phrase(i, rest.stop, rest.parts, word)
    return _headed(tokens, i)


def _time(tokens: Sequence[Token], i: int) -> Phrase | None:
    """Times side by side: "next Monday morning", "May 5"."""
    start = i
    if _type(tokens, i) == "adj" and tokens[i].signs[0].gloss in ("NEXT", "LAST"):
        i += 1
    if _type(tokens, i) != "time":
        return None
    i += 1
    while _type(tokens, i) == "time" or (
        _type(tokens, i) == "num" and _type(tokens, i + 1) not in NOUN_TYPES | {"adj", "time"}
    ):
        i += 1
    return Phrase(start, i, tuple(tokens[start:i]), "") if i > start + 1 else None


def _headed(tokens: Sequence[Token], i: int, takes_time: bool = False) -> Phrase | None:
    """Numbers and quantifiers, adjectives, then a noun."""
    start = i
    parts: list[Part] = []
    if _word(tokens, i) in ("more", "less") and _word(tokens, i + 1) == "than" and _type(tokens, i + 2) == "num":
        parts += [tokens[i].word.upper(), "THAN"]
        i += 2
    while (_type(tokens, i) in ("num", "quant") and not tokens[i].is_ambiguous) or (
        _word(tokens, i) == "more" and _type(tokens, i + 1) in NOUN_TYPES | {"time"}
    ):
        parts.append(tokens[i] if tokens[i].is_slot else "MORE")
        i += 1
        takes_time = True
    if "THAN" in parts and _type(tokens, i) not in NOUN_TYPES | {"adj"}:
        return Phrase(start, i, tuple(parts), "")
    while degree := _adjective(tokens, i):
        if degree != " ":
            parts.append(degree)
        i += not tokens[i].is_slot
        parts.append(tokens[i])
        i += 1
    while _is_modifier(tokens, i):
        parts.append(tokens[i])
        i += 1
    if _is_ambiguous_noun(tokens, i):
        return Phrase(start, i + 1, (*parts, tokens[i]), "")
    kinds = (
        NOUN_TYPES | {"time"}
        if takes_time or (start and parts and _word(tokens, start - 1) in _ARTICLES)
        else NOUN_TYPES
    )
    if _type(tokens, i) not in kinds or tokens[i].signs[0].gloss == "AGE" or tokens[i].mark not in ("", "-s"):
        return None
    return Phrase(start, i + 1, (*parts, tokens[i]), "")


def _is_adjective(part: Part) -> bool:
    return isinstance(part, Token) and part.type == "adj"


def _is_modifier(tokens: Sequence[Token], i: int) -> bool:
    """Whether a noun says of what kind the noun after it is: "the kitchen table", "a dentist appointment"."""
    if i + 1 >= len(tokens) or tokens[i].is_ambiguous or tokens[i].mark or tokens[i + 1].is_ambiguous:
        return False
    if tokens[i + 1].mark and not any(_is_verbal(token) for token in tokens):  # "the game ends"
        return False
    kinds = (
        NOUN_TYPES - {"weather"} if i and _word(tokens, i - 1) in ("a", "an") else NOUN_TYPES - {"weather", "person"}
    )
    return tokens[i].type in kinds and tokens[i + 1].type in NOUN_TYPES


_DEGREES = {"very": "VERY", "more": "MORE", "most": "MOST", "less": "LESS", "least": "LEAST", "too": "TOO-MUCH"}
_COMPARED = {"": " ", "-er": "MORE", "-est": "MOST"}


def _adjective(tokens: Sequence[Token], i: int) -> str:
    """The degree of the adjective that starts here ("the tallest", "more expensive", "very big"), " " for none, or
    "" where no adjective starts."""
    degree = _DEGREES.get(_word(tokens, i), "")
    if degree:
        return degree if _type(tokens, i + 1) == "adj" and not tokens[i + 1].mark else ""
    return _COMPARED.get(tokens[i].mark, "") if _type(tokens, i) == "adj" else ""


def _is_ambiguous_noun(tokens: Sequence[Token], i: int) -> bool:
    """A word such as phone, which may be a noun, where no noun follows it."""
    if i >= len(tokens) or not tokens[i].is_ambiguous or tokens[i].mark not in ("", "-s"):
        return False
    is_last = _type(tokens, i + 1) not in NOUN_TYPES and not (i + 1 < len(tokens) and tokens[i + 1].is_ambiguous)
    return is_last and any(reading.entry.word_class == "noun" for reading in tokens[i].readings)


def _verbal(tokens: Sequence[Token], i: int) -> Phrase | None:
    """A verb used as a noun after a possessive: "my work"."""
    if _type(tokens, i) in _VERBS | {"unknown"} and not tokens[i].mark:
        return Phrase(i, i + 1, (tokens[i],), "")
    return None


def _type(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].type if i < len(tokens) else ""


def _word(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].word if i < len(tokens) and not tokens[i].is_slot else ""
