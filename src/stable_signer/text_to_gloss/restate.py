"""Constructions of English read as others that mean the same, and that the model knows better."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stable_signer.text_to_gloss import closed_class as closed
from stable_signer.text_to_gloss.words import NOUN_TYPES, VERBS

if TYPE_CHECKING:
    from stable_signer.text_to_gloss.analyse import Token

_AUXILIARIES = closed.BE | closed.HAVE | closed.MODALS


def restated(tokens: list[Token]) -> list[Token]:
    """The tokens of a sentence with the constructions below as plainer ones."""
    tokens = _without_tag(tokens)
    return _without_unless(_without_any(_stated([_counted(tokens, i) for i in range(len(tokens))])))


def _without_tag(tokens: list[Token]) -> list[Token]:
    """The tokens without a tag: "you are coming, are you not?" asks the same as "you are coming?"."""
    words = [token.function_word for token in tokens]
    if words[-1:] != ["?"] or words[-2:-1] == [] or words[-2] not in closed.SUBJECT_PRONOUNS:
        return tokens
    denied = words[-3:-2] == ["not"]
    start = len(tokens) - 3 - denied
    is_tag = start > 1 and words[start] in _AUXILIARIES | closed.DO
    follows = is_tag and (words[start - 1] == "," or (denied and tokens[start - 1].is_slot))
    return [*tokens[: start - (words[start - 1] == ",")], tokens[-1]] if follows else tokens


def _word(place: Token, word: str) -> Token:
    """A word of grammar at the place of a token."""
    return replace(place, text="", word=word, type="", mark="", signs=(), readings=(), locus="")


def _counted(tokens: list[Token], i: int) -> Token:
    """Much as many before what can be counted: "a lot of friends"."""
    after = next(
        (token for token in tokens[i + 1 : i + 4] if token.type not in ("adj", "") or token.is_ambiguous), None
    )
    is_much = [sign.gloss for sign in tokens[i].signs] == ["MUCH"]
    if is_much and after is not None and after.mark == "-s" and after.type in NOUN_TYPES:
        return replace(tokens[i], signs=(replace(tokens[i].signs[0], gloss="MANY"),))
    return tokens[i]


def _stated(tokens: list[Token]) -> list[Token]:
    """The tokens of a sign without a verb as those of a sentence: "no food" as "there is no food", "closed for the
    holidays" without its past."""
    if not tokens or any(_may_be_verb(tokens, i) for i in range(1, len(tokens))):
        return tokens
    if tokens[0].function_word == "no" and len(tokens) > 1 and tokens[1].type in NOUN_TYPES | {"unknown"}:
        there, be = (_word(tokens[0], word) for word in ("there", "is"))
        return [there, be, *tokens]
    return [replace(tokens[0], mark=""), *tokens[1:]] if tokens[0].mark == "-ed" else tokens


def _may_be_verb(tokens: list[Token], i: int) -> bool:
    """Whether the token at i can be the verb of a sentence: one that "or" joins to a noun cannot ("food or drinks")."""
    is_joined = tokens[i - 1].function_word in ("or", "and")
    return tokens[i].function_word in _AUXILIARIES or (tokens[i].type in VERBS and not is_joined)


def _without_any(tokens: list[Token]) -> list[Token]:
    """The tokens with "there is not any" as "there is no"."""
    words = [token.function_word for token in tokens]
    for i in range(2, len(words) - 1):
        if words[i : i + 2] == ["not", "any"] and words[i - 1] in closed.BE and words[i - 2] == "there":
            return [*tokens[:i], replace(tokens[i], word="no"), *tokens[i + 2 :]]
    return tokens


def _without_unless(tokens: list[Token]) -> list[Token]:
    """The tokens with "unless you pay" as "if you do not pay"."""
    start = next((i for i, token in enumerate(tokens) if token.function_word == "unless"), None)
    if start is None:
        return tokens
    k = start + 1
    while k < len(tokens) and tokens[k].function_word not in _AUXILIARIES and tokens[k].type not in VERBS:
        k += 1
    if k == len(tokens):
        return tokens
    denied = _word(tokens[k], "not")
    verb = tokens[k : k + 1]
    if tokens[k].function_word:
        verb.append(denied)
    else:
        do = {"-s": "does", "-ed": "did"}.get(tokens[k].mark, "do")
        verb = [_word(tokens[k], do), denied, replace(tokens[k], mark="")]
    return [*tokens[:start], replace(tokens[start], word="if"), *tokens[start + 1 : k], *verb, *tokens[k + 1 :]]
