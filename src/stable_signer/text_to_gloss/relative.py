"""Relative clauses read as sentences of their own: "the woman who lives here is deaf" is "the woman is deaf" and "the
woman lives here", joined under ``rel``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from stable_signer.text_to_gloss import closed_class as closed
from stable_signer.text_to_gloss.analyse import Token
from stable_signer.text_to_gloss.divide import is_reported, is_verbal
from stable_signer.text_to_gloss.exchange import SENSES
from stable_signer.text_to_gloss.join import without_past, without_topics
from stable_signer.text_to_gloss.noun_phrases import is_noun
from stable_signer.text_to_gloss.target import CLOSING, SUBJECTS

_MARKERS = frozenset(["who", "that", "which", "where"])
_SUBJECTS = closed.SUBJECT_PRONOUNS - {"it"}
_OBJECTS = closed.OBJECT_PRONOUNS | {"you", "it"}
_MEETING = ("agree", "direct")
"""Kinds of verb that move between people."""
_MOST = 3
"""Ends of a clause that are tried."""


@dataclass(frozen=True)
class Relative:
    """A relative clause. head: the token of its noun; clause: the tokens that are left out of the main clause; inner:
    the tokens of the clause as a sentence, the noun put back in its place; is_subject: it is the clause's subject."""

    head: int
    clause: range
    inner: tuple[int, ...]
    is_subject: bool

    def main(self, tokens: Sequence[Token]) -> tuple[int, ...]:
        """The tokens of the main clause."""
        return tuple(i for i in range(len(tokens)) if i not in self.clause)

    def parts(self, tokens: Sequence[Token]) -> tuple[list[Token], list[Token]]:
        """Main clause and relative clause as sentences; the noun has a place only where a verb moves to or from it."""
        main = [tokens[i] for i in self.main(tokens)]
        inner = [*(tokens[i] for i in self.inner), Token("", 0, word=".")]
        noun = tokens[self.head]
        plain = replace(noun, locus="")
        is_met = any(token.type in _MEETING for token in main) or sum(t.locus == noun.locus for t in main) > 1
        return (
            [plain if token is noun and not is_met else token for token in main],
            [plain if token is noun and self.is_subject else token for token in inner],
        )

    def join(self, main: Sequence[str], inner: Sequence[str], head: str) -> list[str]:
        """The symbols of the whole; head: the symbol of the noun. Both clauses have it."""
        start = list(main).index(head)
        stop = start + 1 + any(symbol in SENSES for symbol in main[start + 1 : start + 2])
        return [*main[:start], "rel(", *main[start:stop], *self._said(inner, head), CLOSING, *main[stop:]]

    def _said(self, inner: Sequence[str], head: str) -> list[str]:
        """The symbols of the clause without its noun, and without what points at it or says when it was."""
        kept: list[str] = []
        for symbol in without_topics(without_past(inner)):
            follows = bool(kept) and kept[-1] == head
            if follows and (symbol in SENSES or (self.is_subject and symbol.startswith("IX-3p"))):
                continue
            if self.is_subject and symbol in SUBJECTS and symbol.startswith("3p"):
                continue
            kept.append(symbol)
        return [symbol for symbol in kept if symbol != head]


def relatives(tokens: Sequence[Token]) -> Iterator[Relative]:
    """Every way to take a relative clause out of a sentence."""
    stop = len(tokens) - (bool(tokens) and tokens[-1].word in (".", "?", "!") and not tokens[-1].is_slot)
    for i in range(1, stop):
        head = i - 1 - (tokens[i - 1].function_word == ",")
        if head < 0 or not is_noun(tokens[head]):
            continue
        word = tokens[i].function_word
        if word in _MARKERS and not (word in ("that", "where") and is_reported(tokens, i)):
            yield from _clauses(tokens, head, i, i + 1, stop)
        elif _is_bare(tokens, i):
            yield from _clauses(tokens, head, i, i, stop)


def has_bare(tokens: Sequence[Token]) -> bool:
    """Whether a sentence has a relative clause without a word that marks it ("the cake you made is good")."""
    return any(_is_bare(tokens, i) and any(relatives(tokens)) for i in range(1, len(tokens)))


def _clauses(tokens: Sequence[Token], head: int, marker: int, start: int, stop: int) -> Iterator[Relative]:
    """The clauses that start at a place, by where they may end: at a verb of the main clause, a comma or the end."""
    is_subject = start < stop and tokens[marker].function_word != "where" and not _has_subject(tokens, start)
    verb = next((k for k in range(start, stop) if is_verbal(tokens[k])), stop)
    ends = [k for k in range(verb + 1, stop + 1) if k == stop or _may_end(tokens, k)]
    for end in ends[: _MOST - 1] + ends[_MOST - 1 :][-1:]:
        clause = range(marker - (marker - 1 != head), end + (end < stop and tokens[end].function_word == ","))
        inner = _sentence(tokens, head, start, end, is_subject, tokens[marker].function_word == "where")
        if end > verb and any(is_verbal(token) for i, token in enumerate(tokens) if i not in clause):
            yield Relative(head, clause, inner, is_subject)


def _sentence(
    tokens: Sequence[Token], head: int, start: int, end: int, is_subject: bool, is_place: bool
) -> tuple[int, ...]:
    """The places of the tokens of a clause with its noun: first, or after its verb and to whom it is done."""
    words = tuple(range(start, end))
    noun = (head - 1, head) if head and tokens[head - 1].function_word in closed.ARTICLES else (head,)
    if is_subject or is_place:
        return (*noun, *words) if is_subject else (*words, *noun)
    verb = max((k for k in words if is_verbal(tokens[k]) and tokens[k].is_slot), default=end - 1)
    gap = verb + 1 + (verb + 1 < end and tokens[verb + 1].function_word in _OBJECTS)
    return (*range(start, gap), *noun, *range(gap, end))


def _has_subject(tokens: Sequence[Token], start: int) -> bool:
    """Whether a clause starts with its subject, so that its noun is what the verb is done to."""
    first = tokens[start].function_word
    return (
        first in _SUBJECTS | closed.ARTICLES | closed.POSSESSIVES
        or is_noun(tokens[start])
        or tokens[start].type == "name"
    )


def _may_end(tokens: Sequence[Token], k: int) -> bool:
    """Whether the main clause may go on here: at a comma, or at a verb that has a tense."""
    token = tokens[k]
    before = tokens[k - 1].function_word
    if before in ("to", "not") or before in closed.BE | closed.HAVE | closed.DO | closed.MODALS:
        return False
    return token.function_word == "," or (is_verbal(token) and token.mark != "-ing")


def _is_bare(tokens: Sequence[Token], i: int) -> bool:
    """Whether the subject of a relative clause follows its noun at once."""
    is_subject = tokens[i].function_word in _SUBJECTS or _is_subject(tokens, i)
    return is_subject and is_noun(tokens[i - 1]) and _starts_with_noun(tokens, i - 1)


def _is_subject(tokens: Sequence[Token], i: int) -> bool:
    """Whether a person and a verb start here ("the car my uncle bought")."""
    noun = i + (tokens[i].function_word in closed.ARTICLES | closed.POSSESSIVES)
    if noun + 1 >= len(tokens):
        return False
    verb = tokens[noun + 1]
    return tokens[noun].type in ("person", "name") and is_verbal(verb) and (verb.is_slot or verb.word == "like")


def _starts_with_noun(tokens: Sequence[Token], head: int) -> bool:
    """Whether a noun before a pronoun is no time or place of the clause ("in the car I sleep")."""
    first = head - (head > 0 and tokens[head - 1].function_word in closed.ARTICLES)
    return first == 0 or is_verbal(tokens[first - 1]) or tokens[first - 1].function_word in closed.BE


def slots_of(tokens: Sequence[Token], places: Sequence[int]) -> list[int]:
    """For each slot of the tokens at some places, which slot of the whole it is."""
    number = {i: k for k, i in enumerate(i for i, token in enumerate(tokens) if token.is_slot)}
    return [number[i] for i in places if i in number]
