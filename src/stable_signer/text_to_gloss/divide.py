"""Long sentences in pieces: where the model is unsure of a whole sentence, its clauses are read one by one.

The joints are those of the grammar: a condition under ``cond``, a reason after ``rh(WHY)``, coordination after a pause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stable_signer.text_to_gloss import closed_class as closed
from stable_signer.text_to_gloss.analyse import Token
from stable_signer.text_to_gloss.exchange import sentinel
from stable_signer.text_to_gloss.target import CLAUSE, CLOSING

_COORDINATORS = {"and": "AND", "but": "BUT", "or": "OR", "so": "SO"}
_TOPICS = {
    "when": "",
    "before": "BEFORE",
    "after": "AFTER",
    "while": "WHILE",
    "although": "EVEN-THOUGH",
    "though": "EVEN-THOUGH",
}
_VERBS = frozenset(["vt", "vi", "move", "say", "agree", "direct", "stative", "weather", "unknown"])
_AUXILIARIES = (
    closed.BE
    | closed.HAVE
    | closed.DO
    | closed.MODALS
    | frozenset(["like", "go", "goes", "going", "went", "get", "got", "gets"])
)
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
_ASKING = ("say", "stative", "agree", "direct")
"""Verbs after which "if" is whether."""
_ENDS = (".", "?", "!")
_PAUSE = "pause"
_LEAST = 4
"""Tokens of either part of a long sentence that is cut at a comma."""


@dataclass(frozen=True)
class Division:
    """Two clauses of a sentence and how they are joined. first, second: ranges of tokens, in the order of the English.

    kind: a coordinator's gloss, "because", "cond", "pause" at a comma, or the gloss of a time clause ("" for when).
    inverted: the subordinate clause stands second in the English; it is always signed first.
    """

    kind: str
    first: range
    second: range
    inverted: bool = False

    def join(self, first: list[str], second: list[str]) -> list[str]:
        """The symbols of the whole sentence from those of its clauses."""
        if self.kind == "because":
            return (
                [*first, "rh(", "WHY", CLOSING, *second]
                if not self.inverted
                else [*second, "rh(", "WHY", CLOSING, *first]
            )
        if self.kind == _PAUSE:
            return [*first, CLAUSE, *second]
        if self.kind in _COORDINATORS.values():
            return [*first, CLAUSE, self.kind, *second]
        under, main = (second, first) if self.inverted else (first, second)
        lead = ["cond(", "IF"] if self.kind == "cond" else ["topic(", *([self.kind] if self.kind else [])]
        return [*lead, *without_topics(under), CLOSING, CLAUSE, *main]


def divisions(tokens: Sequence[Token]) -> Iterator[Division]:
    """Every way to cut a sentence into two clauses."""
    stop = len(tokens) - (bool(tokens) and _word(tokens[-1]) in _ENDS)
    for i in range(stop):
        for division in _at(tokens, i, stop):
            if _is_clause(tokens, division.first) and _is_clause(tokens, division.second):
                yield division


def halves(tokens: Sequence[Token]) -> Division | None:
    """The cut of a long sentence that is nearest its middle: a joint of clauses or, where it has none, a comma."""
    stop = len(tokens) - (bool(tokens) and _word(tokens[-1]) in _ENDS)
    commas = [
        Division(_PAUSE, range(i), range(i + 1, stop)) for i in range(_LEAST, stop - _LEAST) if _word(tokens[i]) == ","
    ]
    cuts = [d for d in divisions(tokens) if min(len(d.first), len(d.second)) >= _LEAST] or commas
    return min(cuts, key=lambda d: abs(2 * d.second.start - stop), default=None)


def _at(tokens: Sequence[Token], i: int, stop: int) -> Iterator[Division]:
    word = _word(tokens[i])
    before = range(0, i - (i > 0 and _word(tokens[i - 1]) == ","))
    if i == 0 and (word == "if" or word in _TOPICS or word == "because"):
        kind = "cond" if word == "if" else "because" if word == "because" else _TOPICS[word]
        for comma in (k for k in range(2, stop) if _word(tokens[k]) == ","):
            yield Division(kind, range(1, comma), range(comma + 1, stop), inverted=word == "because")
    elif i > 0 and word in _COORDINATORS:
        yield Division(_COORDINATORS[word], before, range(i + 1, stop))
    elif i > 0 and word == "because":
        yield Division("because", before, range(i + 1, stop))
    elif i > 0 and (word == "if" or word in _TOPICS) and not (word == "if" and tokens[i - 1].type in _ASKING):
        yield Division("cond" if word == "if" else _TOPICS[word], before, range(i + 1, stop), inverted=True)


def times(tokens: Sequence[Token]) -> Iterator[range]:
    """Every time phrase that can be taken out of a sentence, with its preposition."""
    for i, token in enumerate(tokens):
        if token.type == "time" and _is_when(tokens, i):
            start, stop = i, i + 1
            while start > 0 and _word(tokens[start - 1]) in ("the", "on", "in", "at"):
                start -= 1
            stop += stop < len(tokens) and _word(tokens[stop]) == "ago"
            stop += stop < len(tokens) and _word(tokens[stop]) == ","
            yield range(start, stop)


def _is_when(tokens: Sequence[Token], i: int) -> bool:
    """Whether a time says when, rather than how often, how long, or whose."""
    before = _word(tokens[i - 1]) if i else ""
    return before not in ("for", *closed.BE) and not any(s.gloss in _NOT_WHEN for s in tokens[i].signs)


def with_time(symbols: Sequence[str], time: Sequence[str]) -> list[str]:
    """The symbols of a sentence with a time topic in front, under the sentence's own marker; it says when, so that
    FINISH,
    WILL and PAST need not."""
    rest = _without_past([symbol for symbol in symbols if symbol not in ("FINISH", "WILL")])
    lead = 0
    while lead < len(rest) and rest[lead] in ("whq(", "ynq(", "excl("):
        lead += 1
    return [*rest[:lead], "topic(", *time, CLOSING, *rest[lead:]]


def _without_past(symbols: list[str]) -> list[str]:
    for i in range(len(symbols) - 2):
        if symbols[i : i + 3] == ["topic(", "PAST", CLOSING]:
            return symbols[:i] + symbols[i + 3 :]
    return symbols


def _is_clause(tokens: Sequence[Token], part: range) -> bool:
    """Whether a part has at least two words, one of them a verb."""
    inside = [tokens[i] for i in part]
    return len(inside) >= 2 and any(token.type in _VERBS or token.word in _AUXILIARIES for token in inside)


def _word(token: Token) -> str:
    return "" if token.is_slot else token.word


def renumbered(symbols: Sequence[str], by: int) -> list[str]:
    """Symbols with their slots counted from ``by`` on."""
    return [sentinel(int(symbol[10:-1]) + by) if symbol.startswith("<extra_id_") else symbol for symbol in symbols]


def shifted(symbols: Sequence[str], gap: int) -> list[str]:
    """Symbols with the slots from ``gap`` on counted one higher, to make room for one that was taken out."""
    return [
        sentinel(int(symbol[10:-1]) + (int(symbol[10:-1]) >= gap)) if symbol.startswith("<extra_id_") else symbol
        for symbol in symbols
    ]


def without_topics(symbols: Sequence[str]) -> list[str]:
    """Symbols without topic spans, as inside a condition."""
    kept: list[str] = []
    is_topic: list[bool] = []
    for symbol in symbols:
        if symbol.endswith("("):
            is_topic.append(symbol == "topic(")
            if is_topic[-1]:
                continue
        elif symbol == CLOSING and is_topic and is_topic.pop():
            continue
        if symbol != CLAUSE:
            kept.append(symbol)
    return kept
