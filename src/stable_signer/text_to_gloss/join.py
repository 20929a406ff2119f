"""Two clauses of a sentence, read one by one, to the symbols of the whole.

The joints are those of the grammar: a condition under ``cond``, a reason after ``rh(WHY)``, coordination after a pause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from stable_signer.text_to_gloss.exchange import SENSES
from stable_signer.text_to_gloss.target import CLAUSE, CLOSING, OBJECTS, OPENINGS, SUBJECTS

PAUSE, BECAUSE, COND, SAID, WHETHER, UNTIL = "pause", "because", "cond", "said", "whether", "UNTIL"
COORDINATORS = {"and": "AND", "but": "BUT", "or": "OR", "so": "SO"}
_PAST_TOPIC = ["topic(", "PAST", CLOSING]


@dataclass(frozen=True)
class Division:
    """Two clauses of a sentence and how they are joined. first, second: ranges of tokens, in the order of the English.

    kind: a coordinator's gloss, one of the names above, or the gloss of a time clause ("" for when).
    inverted: a condition, a time or what is conceded stands second in the English, or a reason first; it is signed the
    other way round.
    shares: the second clause has no subject of its own, and goes on with the predicate of the first.
    tells: what is said has somebody to whom it is said ("tell him that").
    untensed: of a condition, that it is unreal now, or was; of what is said, that its tense is that of the
    saying ("now"); English puts both in the past, ASL does not.
    """

    kind: str
    first: range
    second: range
    inverted: bool = False
    shares: bool = False
    tells: bool = False
    untensed: Literal["", "now", "past"] = ""

    def join(self, first: list[str], second: list[str]) -> list[str]:
        """The symbols of the whole sentence from those of its clauses."""
        if self.kind == BECAUSE:
            return (
                [*second, "rh(", "WHY", CLOSING, *first] if self.inverted else [*first, "rh(", "WHY", CLOSING, *second]
            )
        if self.kind == PAUSE:
            return [*first, CLAUSE, *second]
        if self.kind == UNTIL:
            return [*first, UNTIL, *timeless(second)]
        if self.kind in (SAID, WHETHER):
            return self._reported(first, second)
        if self.kind in COORDINATORS.values():
            start, rest = (second, first) if self.inverted else (first, second)
            return self._shared(first, second) if self.shares else [*start, CLAUSE, self.kind, *rest]
        under, main = (second, first) if self.inverted else (first, second)
        if self.untensed:
            under, main = self._unreal(under, main)
        lead = ["cond(", "IF"] if self.kind == COND else ["topic(", *([self.kind] if self.kind else [])]
        return [*lead, *without_topics(under), CLOSING, CLAUSE, *main]

    def _reported(self, first: list[str], second: list[str]) -> list[str]:
        """What is said or asked, inside whatever is said about the saying."""
        saying = timeless(first)
        if len(self.first) == 2 and not self.tells:
            saying = [symbol for symbol in saying if symbol not in (*OBJECTS, *SUBJECTS)]
        end = len(saying)
        while end and saying[end - 1] == CLOSING:
            end -= 1
        said = timeless(second) if self.untensed else second
        inside = ["ynq(", *said, CLOSING] if self.kind == WHETHER else said
        return [*saying[:end], *inside, *saying[end:]]

    def _shared(self, first: list[str], second: list[str]) -> list[str]:
        """One predicate of two: under the same marker, and FINISH once."""
        marker = first[0] if first[0] in ("ynq(", "excl(") and first[-1] == CLOSING else ""
        if marker:
            second = second[1:-1] if second[0] == marker and second[-1] == CLOSING else second
            finish = ["FINISH"] if "FINISH" in (first[-2], second[-1]) else []
            return [*without_finish(first[:-1]), self.kind, *without_finish(second), *finish, CLOSING]
        return [*(without_finish(first) if second[-1:] == ["FINISH"] else first), self.kind, *second]

    def _unreal(self, under: list[str], main: list[str]) -> tuple[list[str], list[str]]:
        """A condition that is not so: PAST where it was not, and neither clause is marked as past otherwise."""
        plain = [symbol for symbol in timeless(under) if symbol not in ("PAST", "HAVE")]
        if self.untensed == "now":
            return timeless(under), main
        could = [] if "CAN" in main else ["WILL"]
        return ["PAST", *plain], [symbol for symbol in timeless(main) if symbol not in ("HAVE", *could)]


def timeless(symbols: Sequence[str]) -> list[str]:
    """Symbols without what marks them as past."""
    return [symbol for symbol in without_past(symbols) if symbol != "FINISH"]


def without_finish(symbols: Sequence[str]) -> list[str]:
    return [*symbols[:-1]] if symbols[-1:] == ["FINISH"] else [*symbols]


def without_past(symbols: Sequence[str]) -> list[str]:
    """Symbols without the topic PAST."""
    for i in range(len(symbols) - 2):
        if list(symbols[i : i + 3]) == _PAST_TOPIC:
            return [*symbols[:i], *symbols[i + 3 :]]
    return list(symbols)


def with_time(symbols: Sequence[str], time: Sequence[str]) -> list[str]:
    """The symbols of a sentence with a time topic in front, under the sentence's own marker; it says when, so that
    FINISH and PAST need not."""
    rest = without_past([symbol for symbol in symbols if symbol != "FINISH"])
    lead = 0
    while lead < len(rest) and rest[lead] in ("whq(", "ynq(", "excl("):
        lead += 1
    return [*rest[:lead], "topic(", *time, CLOSING, *rest[lead:]]


def without_topics(symbols: Sequence[str]) -> list[str]:
    """Symbols without topic spans, as inside a condition."""
    kept: list[str] = []
    is_topic: list[bool] = []
    for symbol in symbols:
        if symbol in OPENINGS:
            is_topic.append(symbol == "topic(")
            if is_topic[-1]:
                continue
        elif symbol == CLOSING and is_topic and is_topic.pop():
            continue
        if symbol != CLAUSE:
            kept.append(symbol)
    return kept


def with_senses(symbols: Sequence[str], whole: Sequence[str]) -> list[str]:
    """Symbols with every ambiguous word in the sense that it has in ``whole``: the whole sentence tells more of it."""
    sense = {slot: after for slot, after in pairwise(whole) if after in SENSES}
    kept: list[str] = []
    for symbol in symbols:
        if symbol not in SENSES:
            kept += [symbol, sense[symbol]] if symbol in sense else [symbol]
    return kept
