"""Long sentences in pieces: where the model is unsure of a whole sentence, its clauses are read one by one, and joined
(``join``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from stable_signer.text_to_gloss import closed_class as closed
from stable_signer.text_to_gloss.analyse import Token
from stable_signer.text_to_gloss.join import BECAUSE, COND, COORDINATORS, PAUSE, SAID, UNTIL, WHETHER, Division
from stable_signer.text_to_gloss.words import VERBS

_TOPICS = {"when": "", "before": "BEFORE", "after": "AFTER", "while": "WHILE"}
_CONCEDING = ("although", "though")
_VERBS = VERBS | {"unknown"}
_AUXILIARIES = (
    closed.BE
    | closed.HAVE
    | closed.DO
    | closed.MODALS
    | frozenset(["like", "go", "goes", "going", "went", "get", "got", "gets"])
)
_SUBORDINATORS = {"if": COND, "because": BECAUSE, **_TOPICS, **dict.fromkeys(_CONCEDING, COORDINATORS["but"])}
"""Words that subordinate a clause, and the kind of the joint."""
_NOT_WHEN = frozenset(
    [
        "ALREADY",
        "LATE",
        "EARLY",
        "ALWAYS",
        "OFTEN",
        "SOMETIMES",
        "USUALLY",
        "RARELY",
        "NEVER",
        "STILL",
        "AGAIN",
        "ONCE",
        "TWICE",
        "FOREVER",
        "NOT-YET",
        "MY",
        "YOUR",
        "OUR",
        "POSS",
    ]
)
_AHEAD = frozenset(["TOMORROW", "TONIGHT", "NEXT", "SOON", "LATER"])
_UNITS = frozenset(["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "YEAR"])
_NOT_TOPICS = closed.BE | {"for", "since", "until", "from", "than", "before", "after", "during"}
"""Words after which a time is no topic by itself."""
_ASKING = ("say", "stative", "agree", "direct")
"""Verbs after which "if" is whether."""
_ASKING_SOMEONE = frozenset(["ASK", "TELL", "INFORM"])
"""Verbs after whose object, too, it is, and "to" is an order."""
_ENDS = (".", "?", "!")
_LEAST = 4
"""Tokens of either part of a long sentence that is cut at a comma."""


def divisions(tokens: Sequence[Token]) -> Iterator[Division]:
    """Every way to cut a sentence into two clauses."""
    stop = len(tokens) - (bool(tokens) and tokens[-1].function_word in _ENDS)
    for i in range(stop):
        for division in _at(tokens, i, stop):
            least = 1 if division.shares else 2
            if _is_clause(tokens, division.first) and _is_clause(tokens, division.second, least):
                yield division


def halves(tokens: Sequence[Token]) -> Division | None:
    """The cut of a long sentence that is nearest its middle: a joint of clauses or, where it has none, a comma."""
    stop = len(tokens) - (bool(tokens) and tokens[-1].function_word in _ENDS)
    commas = [
        Division(PAUSE, range(i), range(i + 1, stop))
        for i in range(_LEAST, stop - _LEAST)
        if tokens[i].function_word == ","
    ]
    cuts = [d for d in divisions(tokens) if min(len(d.first), len(d.second)) >= _LEAST] or commas
    return min(cuts, key=lambda d: abs(2 * d.second.start - stop), default=None)


def _at(tokens: Sequence[Token], i: int, stop: int) -> Iterator[Division]:
    word = tokens[i].function_word
    before = range(0, i - (i > 0 and tokens[i - 1].function_word == ","))
    rest = range(i + 1, stop)
    if i == 0 and word in _SUBORDINATORS:
        kind = _SUBORDINATORS[word]
        for comma in (k for k in range(2, stop) if tokens[k].function_word == ","):
            under, main = range(1, comma), range(comma + 1, stop)
            yield Division(kind, under, main, word == "because", untensed=_unreal(tokens, under, main, kind))
    elif i > 0 and word in COORDINATORS and rest:
        if not _is_choice(tokens, i) and not _is_degree(tokens, i):
            yield Division(COORDINATORS[word], before, rest, shares=_shares_subject(tokens, i))
    elif i > 0 and word == "because":
        yield Division(BECAUSE, before, rest)
    elif i > 0 and word in ("that", "if", "whether") and is_reported(tokens, i):
        kind = SAID if word == "that" else WHETHER
        told = tokens[i - 1].function_word in closed.OBJECT_PRONOUNS
        yield Division(kind, before, rest, untensed=_shifted(tokens, i), tells=told)
    elif i > 0 and word == "that" and any(_is_degree(tokens, k) for k in range(i - 1)):
        yield Division(COORDINATORS["so"], before, rest)
    elif i > 0 and word in closed.SUBJECT_PRONOUNS and tokens[i - 1].type == "say":
        yield Division(SAID, range(i), range(i, stop), untensed=_shifted(tokens, i))
    elif word == "to" and _is_told(tokens, i) and _is_done(tokens, i + 1):
        yield Division(SAID, before, rest, untensed="now", tells=True)
    elif i > 0 and word == "until":
        yield Division(UNTIL, before, rest)
    elif i > 0 and word in _SUBORDINATORS:
        kind = _SUBORDINATORS[word]
        yield Division(kind, before, rest, inverted=True, untensed=_unreal(tokens, rest, before, kind))


def _is_done(tokens: Sequence[Token], i: int) -> bool:
    """Whether a verb stands at i whose signing does not depend on who does it."""
    return i < len(tokens) and tokens[i].is_slot and is_verbal(tokens[i]) and tokens[i].type not in ("agree", "direct")


def _is_choice(tokens: Sequence[Token], i: int) -> bool:
    """Whether "or" joins what a question offers, rather than two questions."""
    return (
        tokens[i].function_word == "or"
        and tokens[-1].function_word == "?"
        and tokens[i + 1].function_word not in _AUXILIARIES
    )


def _is_degree(tokens: Sequence[Token], i: int) -> bool:
    """Whether "so" says how much ("so interesting that")."""
    after = tokens[i + 1]
    may_be = any(reading.entry.word_class in ("adjective", "adverb") for reading in after.readings)
    return tokens[i].text.lower() == "so" and (
        may_be or after.type == "quant" or after.function_word in ("much", "many")
    )


def _shares_subject(tokens: Sequence[Token], i: int) -> bool:
    """Whether a verb follows the coordinator at i, so that its clause goes on with the subject of the first."""
    after, then = tokens[i + 1], tokens[i + 2] if i + 2 < len(tokens) else tokens[i]
    is_predicate = after.is_slot or after.function_word in closed.HAVE | {"go", "goes", "went", "like"}
    is_asked = then.function_word in closed.SUBJECT_PRONOUNS
    return tokens[i].function_word in ("and", "or", "but") and is_verbal(after) and is_predicate and not is_asked


def _unreal(tokens: Sequence[Token], under: range, main: range, kind: str) -> Literal["", "now", "past"]:
    """Whether a condition is unreal: its main clause has would or could, and have after it where it was not so."""
    words = [tokens[i].function_word for i in main]
    modals = [i for i, word in enumerate(words) if word in ("would", "could")]
    if kind != COND or not modals or words[modals[0] + 1 : modals[0] + 2] == ["like"]:
        return ""
    was = any("have" in words[i + 1 : i + 4] for i in modals)
    return "past" if was and any(tokens[i].function_word == "had" for i in under) else "now"


def _shifted(tokens: Sequence[Token], i: int) -> Literal["", "now"]:
    """Whether the clause after i has its past tense from the verb of saying before it."""
    is_past = any(token.mark == "-ed" or token.function_word == "did" for token in tokens[:i])
    return "now" if is_past and not any(token.function_word == "had" for token in tokens[i:]) else ""


def is_reported(tokens: Sequence[Token], i: int) -> bool:
    """Whether the word at i follows a verb of saying, or one and whom it is said to ("asked me if")."""
    before = tokens[i - 1]
    return before.text.lower() in ("sure", "certain") or before.type in _ASKING or _is_told(tokens, i)


def _is_told(tokens: Sequence[Token], i: int) -> bool:
    """Whether the word at i follows a verb of asking or telling and whom it is done to."""
    k = i - 1
    while k > 0 and tokens[k].type not in _VERBS and not _is_joint(tokens[k]):
        k -= 1
    return 2 <= i - k <= 4 and any(sign.gloss in _ASKING_SOMEONE for sign in tokens[max(k, 0)].signs)


def _is_joint(token: Token) -> bool:
    return token.function_word in ("to", ",", "and", "but", "that")


def times(tokens: Sequence[Token]) -> Iterator[range]:
    """Every time phrase that can be taken out of a sentence, with its preposition."""
    for i, token in enumerate(tokens):
        if token.type == "time" and _is_when(tokens, i):
            start, stop = i, i + 1
            while start > 0 and tokens[start - 1].function_word in ("the", "on", "in", "at"):
                start -= 1
            stop += stop < len(tokens) and tokens[stop].function_word == "ago"
            stop += stop < len(tokens) and tokens[stop].function_word == ","
            yield range(start, stop)


def is_ahead(token: Token, before: str) -> bool:
    """Whether a time is to come, whatever is said of it: tomorrow, next week, in two days; not Monday, nor at six.
    before: the word in front of it."""
    if token.type != "time" or not token.signs:
        return False
    first, last = token.signs[0].id_gloss, token.signs[-1].id_gloss
    return first.split("-")[0] in _AHEAD or (before == "in" and len(token.signs) > 1 and last in _UNITS)


def _is_when(tokens: Sequence[Token], i: int) -> bool:
    """Whether a time says when, rather than how often, how long, or whose."""
    before = tokens[i - 1].function_word if i else ""
    return before not in _NOT_TOPICS and not any(s.gloss in _NOT_WHEN for s in tokens[i].signs)


def _is_clause(tokens: Sequence[Token], part: range, least: int = 2) -> bool:
    """Whether a part has enough words, one of them a verb."""
    inside = [tokens[i] for i in part]
    return len(inside) >= least and any(is_verbal(token) for token in inside)


def is_verbal(token: Token) -> bool:
    """Whether a token is a verb, or may be one ("leave")."""
    may_be = token.is_ambiguous and any(reading.entry.word_class == "verb" for reading in token.readings)
    return may_be or token.type in _VERBS or token.word in _AUXILIARIES
