"""Whom a verb moves to comes before it, in an answer that put them after it, as English does.

"The doctor told my father" is DOCTOR IX-3p:a MY FATHER IX-3p:b TELL-3p:b. In the corpus such verbs are signed so unless
another verb follows ("help my father cook"), which is left alone here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from stable_signer.text_to_gloss import closed_class as closed
from stable_signer.text_to_gloss.analyse import Token
from stable_signer.text_to_gloss.exchange import SENSES
from stable_signer.text_to_gloss.target import OBJECTS, SUBJECTS
from stable_signer.text_to_gloss.words import VERBS

_PLURALS = frozenset(["parents", "grandparents", "people", "children", "kids", "twins"])
_ENDS = closed.ARTICLES | frozenset(
    [
        ".", "!", "?", ",", "and", "but", "because", "about", "at", "in", "on", "for", "with", "from", "that", "if",
        "whether",
    ]
)  # fmt: skip
"""Words that show that what follows the person is not done by them."""
_DOING = VERBS | {"adv", "unknown"}


_BETWEEN_SUBJECT_AND_VERB = ("CAN", "WILL", "MUST", "SHOULD", "MAYBE", "NOT", "NEVER", "neg(", "RECENT", "ALSO")


def started(symbols: Sequence[str], moves: Callable[[str], bool]) -> list[str]:
    """The symbols with every verb that moves to somebody moving from its subject, where that is a pronoun before it:
    not I ASK-you, but I-ASK-you. moves: whether a symbol is such a verb."""
    kept: list[str] = []
    for i, symbol in enumerate(symbols):
        after = [s for s in symbols[i + 1 : i + 3] if s not in SENSES][:1]
        if moves(symbol) and after and after[0] in OBJECTS:
            k = len(kept) - 1
            while k >= 0 and kept[k] in _BETWEEN_SUBJECT_AND_VERB:
                k -= 1
            person = kept[k].removeprefix("IX-") if k >= 0 and kept[k].startswith("IX-") else ""
            kept += [f"{person}-"] if person and f"-{person}" != after[0] else []
        kept.append(symbol)
    return kept


def introduced(
    symbols: Sequence[str],
    tokens: Sequence[Token],
    slots: Mapping[str, Token],
    aims: Callable[[str, str], bool],
    moves: Callable[[str], bool],
) -> list[str]:
    """The symbols with every person whom a verb moves to before that verb.

    aims: whether a symbol is such a verb, by the symbol after it, which may say its sense. moves: whether it also moves
    from its subject.
    """
    result = list(symbols)
    name = {id(token): slot for slot, token in slots.items()}
    for i, token in enumerate(tokens):
        person = _person(tokens, i) if token.is_slot else None
        verb = name.get(id(token), "")
        if person is not None and verb in result and aims(verb, "".join(result[result.index(verb) + 1 :][:1])):
            result = _moved(result, verb, name[id(person)], person, moves)
    return result


def is_plural(token: Token) -> bool:
    """Whether a noun stands for several people."""
    return token.mark == "-s" or token.text.lower().split(" ")[-1] in _PLURALS


def _person(tokens: Sequence[Token], i: int) -> Token | None:
    """Whom the verb at i is done to, where it is a noun with a place, or a plural, and no verb follows it."""
    k = i + 1
    while k < len(tokens) and tokens[k].function_word in closed.ARTICLES:
        k += 1
    if k >= len(tokens) or tokens[k].type not in ("person", "name"):
        return None
    if not (tokens[k].locus or (is_plural(tokens[k]) and k > i + 1)):  # people in general have no place
        return None
    after = tokens[k + 1] if k + 1 < len(tokens) else Token("", 0, word=".")
    ends = after.function_word in _ENDS if after.function_word else not after.is_ambiguous and after.type not in _DOING
    return tokens[k] if ends else None


def _moved(symbols: list[str], verb: str, noun: str, person: Token, moves: Callable[[str], bool]) -> list[str]:
    """The symbols with the person pointed at before the verb, and the verb toward them; unchanged where they are."""
    start = symbols.index(verb)
    if noun not in symbols[start:]:
        return symbols
    stop = symbols.index(noun)
    point, aim = (f"IX-3p:{person.locus}", f"-3p:{person.locus}") if not is_plural(person) else ("", "-3pl")
    between = symbols[start + 1 : stop]
    if any(symbol not in (point, aim, *SENSES) for symbol in between):
        return symbols
    stop += 1
    for own in (point, aim):
        stop += symbols[stop : stop + 1] == [own]
    senses = [symbol for symbol in between if symbol in SENSES]
    aimed = started([*symbols[: start + 1], *senses, aim, *symbols[stop:]], moves)
    lead = aimed.index(verb) - (aimed[aimed.index(verb) - 1] in SUBJECTS)
    return [*aimed[:lead], noun, *([point] if point else []), *aimed[lead:]]
