"""The model's answer, to a gloss sequence: slots filled, glosses checked against the lexicon, mistakes mended.

Whatever the model writes, the result parses, contains only signs that exist, and loses no word of content; what had
to be
mended is recorded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from stable_signer.gloss import GlossSequence, Pause, Sign, Span, parse_sign
from stable_signer.text_to_gloss import closed_class as closed
from stable_signer.text_to_gloss import structural
from stable_signer.text_to_gloss.analyse import Token, letters_of, lexical_sign
from stable_signer.text_to_gloss.bindings import fitting
from stable_signer.text_to_gloss.divide import is_ahead
from stable_signer.text_to_gloss.exchange import SENSES, sentinel
from stable_signer.text_to_gloss.introduce import introduced, started
from stable_signer.text_to_gloss.join import without_past
from stable_signer.text_to_gloss.noun_phrases import NOUN_TYPES
from stable_signer.text_to_gloss.target import (
    CLAUSE,
    CLOSING,
    MERGES,
    OBJECTS,
    OPENINGS,
    REPEAT,
    SUBJECTS,
)  # fmt: skip
from stable_signer.text_to_gloss.words import Words


@dataclass(frozen=True)
class Assembled:
    """The gloss of one sentence and what had to be mended.

    symbols: the model's answer after mending. places: for each sign the place of its symbol in ``symbols``, -1 where it
    comes from none. senses: for each sign the glosses that its ambiguous word may have, by their numbers, "" for one
    that does not fit its place; none where it has one meaning.
    """

    sequence: GlossSequence
    warnings: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    senses: tuple[tuple[str, ...], ...] = ()


def assemble(
    symbols: Sequence[str], tokens: Sequence[Token], words: Words, senses: Mapping[str, Sequence[str]] | None = None
) -> Assembled:
    """Read the model's answer to ``tokens``; slots are numbered from 0 in their order.

    senses: the glosses of each ambiguous word, numbered as the model learned them.
    """
    builder = _Builder(tokens, words, senses or {})
    whole = builder.complete(balanced(symbols))
    whole = introduced(started(whole, builder.moves), tokens, builder.slots, builder.aims, builder.moves)
    mended = conventional(received(whole, tokens, builder.slots), builder.slots)
    for place, symbol in enumerate(mended):
        after = mended[place + 1] if place + 1 < len(mended) else ""
        builder.place, builder.sense = place, SENSES.index(after) if after in SENSES else 0
        builder.add(symbol)
    return replace(builder.finish(), symbols=tuple(mended))


def balanced(symbols: Sequence[str]) -> list[str]:
    """The symbols with every span closed, none closed twice, and none empty."""
    kept: list[str] = []
    depth = 0
    for symbol in symbols:
        if symbol == CLOSING:
            if depth == 0:
                continue
            depth -= 1
            if kept[-1] in OPENINGS:
                kept.pop()
                continue
        depth += symbol in OPENINGS
        kept.append(symbol)
    while kept and kept[-1] in OPENINGS:
        kept.pop()
        depth -= 1
    return [*kept, *[CLOSING] * depth]


_BETWEEN = frozenset(
    [
        "person",
        "animal",
        "food",
        "place",
        "time",
        "vehicle",
        "money",
        "body",
        "event",
        "thing",
        "adv",
        "num",
        "name",
        "quant",
    ]
)
"""Kinds of slot that may stand between a subject and its verb."""


def received(symbols: Sequence[str], tokens: Sequence[Token], slots: Mapping[str, Token]) -> list[str]:
    """The symbols with GET before a thing, where English says get: one becomes tired, and gets a letter."""
    if not any(token.function_word in closed.GET for token in tokens):
        return list(symbols)
    things = {slot for slot, token in slots.items() if token.type in NOUN_TYPES}
    after = [*symbols[1:], ""]
    return ["GET" if s == "BECOME" and following in things else s for s, following in zip(symbols, after, strict=True)]


def conventional(symbols: Sequence[str], slots: Mapping[str, Token]) -> list[str]:
    """The symbols without what the conventions of docs/glossing.md leave out: FINISH where a time dates the clause,
    WILL where it is to come, MORE before BETTER, and I or you before a verb that starts from the same person."""
    kept: list[str] = []
    start, dated, ahead, opened = 0, False, False, list[int]()
    for i, symbol in enumerate(symbols):
        if symbol in (CLAUSE, "rh("):
            start, dated, ahead = len(kept) + 1, False, False
        elif symbol in OPENINGS:
            opened.append(len(kept))
        elif symbol == CLOSING and opened:
            opened.pop()
        token = slots.get(symbol)
        spans = [kept[place] for place in opened if place < len(kept)]
        if spans[-1:] == ["topic("] and token is not None and token.type == "time":
            dated, ahead = True, ahead or is_ahead(token, symbols[i - 1].lower())
        if (symbol == "WILL" and ahead) or (symbol == "MORE" and _is_compared(symbols[i + 1 : i + 2], slots)):
            continue
        denied = "neg(" in spans and "rel(" not in spans and symbols[i + 1 : i + 2] == [CLOSING]
        if symbol == "FINISH" and ((dated and "rel(" not in spans) or denied or _is_done(kept[start:], slots)):
            continue
        if symbol == "FINISH" and any(kept[place : place + 2] in _ORDERED for place in opened[-1:]):
            continue
        kept.append(symbol)
        if symbol in ("1p-", "2p-") and (double := _doubled(kept, start, slots)) is not None:
            del kept[double]
    return balanced(_denied(kept, slots))


def _is_compared(symbols: Sequence[str], slots: Mapping[str, Token]) -> bool:
    """Whether the sign that follows says more by itself."""
    return not _glosses(symbols, slots).isdisjoint(("BETTER", "WORSE"))


_ORDERED = (["topic(", "AFTER"], ["topic(", "BEFORE"])
"""Starts of time clauses, which need no FINISH: their order says what was done."""


def _is_done(clause: Sequence[str], slots: Mapping[str, Token]) -> bool:
    """Whether a clause has RECENT or ALREADY, which say that it is done."""
    return "rel(" not in clause and not _glosses(clause, slots).isdisjoint(("RECENT", "ALREADY"))


def _glosses(symbols: Sequence[str], slots: Mapping[str, Token]) -> set[str]:
    """The symbols, slots as the last of their glosses."""
    return {slots[symbol].signs[-1].id_gloss if symbol in slots else symbol for symbol in symbols}


def _denied(symbols: Sequence[str], slots: Mapping[str, Token]) -> list[str]:
    """The symbols with a negation said once: NOT-YET without NOT, and no topic PAST before what was not, or never."""
    kept: list[str] = []
    start = 0
    for i, symbol in enumerate(symbols):
        if symbol in (CLAUSE, "rh("):
            start = len(kept) + 1
        inside = _glosses(symbols[i : _end(symbols, i)], slots)
        if symbol == "NOT" and kept[-1:] == ["neg("] and "NOT-YET" in inside:
            continue
        if symbol in ("NOT", "NEVER") and kept[-1:] == ["neg("]:
            kept[start:] = without_past(kept[start:])
        kept.append(symbol)
    return kept


def _end(symbols: Sequence[str], i: int) -> int:
    """The place where the span ends that is open at i."""
    depth = 0
    for k in range(i, len(symbols)):
        depth += (symbols[k] in OPENINGS) - (symbols[k] == CLOSING)
        if depth < 0:
            return k
    return len(symbols)


def _doubled(symbols: Sequence[str], start: int, slots: Mapping[str, Token]) -> int | None:
    """The place of the pronoun that the last symbol, a verb's subject, says again; None where a verb lies between."""
    pronoun = f"IX-{symbols[-1][:-1]}"
    for i in range(len(symbols) - 2, start - 1, -1):
        if symbols[i] == pronoun:
            return i
        token = slots.get(symbols[i])
        if symbols[i] in ("HAVE", "GO", "GO-TO", "LIKE", "WANT") or (token and token.type not in _BETWEEN):
            return None
    return None


@dataclass
class _Builder:
    """Signs, spans and pauses as the symbols come in."""

    tokens: Sequence[Token]
    words: Words
    senses: Mapping[str, Sequence[str]]
    signs: list[Sign] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    pauses: dict[int, Pause] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    place: int = -1
    sense: int = 0
    _places: list[int] = field(default_factory=list)
    _senses: list[tuple[str, ...]] = field(default_factory=list)
    _open: list[tuple[str, int]] = field(default_factory=list)
    _subject: str | None = None
    _used: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        slots = [token for token in self.tokens if token.is_slot]
        self.slots = {sentinel(i): token for i, token in enumerate(slots)}

    def complete(self, symbols: list[str]) -> list[str]:
        """The symbols with every content word that the model lost put back after the word before it."""
        result = list(symbols)
        before: list[str] = []
        for name, token in self.slots.items():
            if name not in result:
                self.warnings.append(f"{token.text!r} was lost by the model and put back")
                result.insert(_after(result, before), name)
            before.append(name)
        return result

    def add(self, symbol: str) -> None:
        if symbol in OPENINGS:
            self._open.append((symbol[:-1], len(self.signs)))
        elif symbol == CLOSING:
            kind, start = self._open.pop()
            if start < len(self.signs):
                self.spans.append(Span(kind, start, len(self.signs)))
        elif symbol == CLAUSE:
            if self.signs:
                self.pauses[len(self.signs) - 1] = Pause(len(self.signs) - 1)
        elif symbol in SUBJECTS:
            self._subject = symbol[:-1]
        elif symbol in OBJECTS:
            self._direct(symbol[1:])
        elif symbol == REPEAT:
            self._repeat()
        elif symbol not in SENSES:  # those were read with the slot before them
            self._sign(symbol)

    def _sign(self, symbol: str) -> None:
        signs = self._signs_of(symbol)
        subject, self._subject = self._subject, None
        for sign in signs:
            if subject and sign.gloss:
                agreement = self._agreement(sign)
                if agreement == "subject-object":
                    sign = replace(sign, subject=subject)
                elif not self.signs or str(self.signs[-1]) != f"IX-{subject}":
                    self._push(parse_sign(f"IX-{subject}"))
                subject = None
            self._push(sign)
        token = self.slots.get(symbol)
        if signs and token is not None and token.is_ambiguous:
            fits = fitting(self.tokens, token) | {signs[-1].id_gloss}
            self._senses[-1] = tuple(gloss if gloss in fits else "" for gloss in self.senses.get(token.word, ()))

    def aims(self, symbol: str, after: str) -> bool:
        """Whether a symbol is a verb that moves to its object; the symbol after it may say its sense."""
        token = self.slots[symbol]
        senses = self.senses.get(token.word, ()) if token.is_ambiguous else ()
        chosen = senses[SENSES.index(after) if after in SENSES else 0 :][:1]
        sign = lexical_sign(chosen[0]) if chosen else token.signs[-1]
        return self._agreement(sign) in ("subject-object", "object")

    def moves(self, symbol: str) -> bool:
        """Whether a symbol is a verb that moves from its subject to its object, in whatever sense."""
        token = self.slots.get(symbol)
        signs = () if token is None or token.is_ambiguous else token.signs[-1:]
        return any(self._agreement(sign) == "subject-object" for sign in signs)

    def _agreement(self, sign: Sign) -> str | None:
        return next((e.agreement for e in self.words.entries if e.gloss == sign.id_gloss and e.agreement), None)

    def _push(self, sign: Sign) -> None:
        before = self.signs[-1] if self.signs else None
        merged = self._merged(before, sign) if before is not None and len(self.signs) - 1 not in self.pauses else None
        if merged is not None:
            self.signs[-1], self._places[-1] = merged, self.place
        else:
            self._append(sign)

    def _append(self, sign: Sign) -> None:
        self.signs.append(sign)
        self._places.append(self.place)
        self._senses.append(())

    def _merged(self, before: Sign, sign: Sign) -> Sign | None:
        """One sign for two where the lexicon has it: NOT and WANT."""
        pair = (before.gloss, sign.gloss)
        plain = not (sign.subject or sign.object or before.object)
        if not plain or any(start == len(self.signs) for _, start in self._open):
            return None
        gloss = next((g for g in MERGES.get(pair, ()) if g in self.words.glosses), None)
        return lexical_sign(gloss, sign.source or before.source) if gloss else None

    def _direct(self, person: str) -> None:
        """The last sign is directed at a person, or a pronoun follows it where the sign cannot be."""
        if not self.signs:
            return
        last = self.signs[-1]
        agreement = self._agreement(last)
        if last.gloss and not last.object and agreement in ("subject-object", "object"):
            self.signs[-1] = replace(last, object=person)
        elif person != last.object:
            self._push(structural.signs_of(f"IX-{person}", self.words.glosses)[0])

    def _repeat(self) -> None:
        if self.signs and self.signs[-1].gloss and not self.signs[-1].object:
            self.signs[-1] = replace(self.signs[-1], repeats=2)

    def _signs_of(self, symbol: str) -> tuple[Sign, ...]:
        if symbol in self.slots:
            if symbol in self._used:
                return ()
            self._used.add(symbol)
            token = self.slots[symbol]
            return self._signs_of_sense(token) if token.is_ambiguous else token.signs
        if symbol == "FINISH" and self._says_finish():
            return ()
        return structural.signs_of(symbol, self.words.glosses)

    def _signs_of_sense(self, token: Token) -> tuple[Sign, ...]:
        """The signs of an ambiguous word, the last by the sense that the model chose, or the first one."""
        glosses = self.senses.get(token.word, ())
        chosen = (*glosses[self.sense : self.sense + 1], *glosses[:1])
        known = [gloss for gloss in chosen if gloss in self.words.glosses]
        if not known:
            return token.signs
        last = token.signs[-1]
        others = "/".join(reading.gloss for reading in token.readings)
        sign = lexical_sign(known[0], last.source or token.text, f"one of {others}")
        return (*token.signs[:-1], replace(sign, repeats=last.repeats))

    def _says_finish(self) -> bool:
        """Whether this clause has FINISH, as its verb or its mark; that of a relative clause before is not its own."""
        closed = [span.stop for span in self.spans if span.kind == "rel"]
        start = max([0, *closed, *(after + 1 for after in self.pauses)])
        return any(sign.gloss == "FINISH" for sign in self.signs[start:])

    def finish(self) -> Assembled:
        if not self.signs:
            self._spell_all()
        last = len(self.signs) - 1
        pauses = [pause for after, pause in self.pauses.items() if after < last]
        # closed inner-first: reversed, a stable sort leaves equal ranges outer before inner
        return Assembled(
            GlossSequence(tuple(self.signs), tuple(reversed(self.spans)), tuple(pauses)),
            tuple(self.warnings),
            places=tuple(self._places),
            senses=tuple(self._senses),
        )

    def _spell_all(self) -> None:
        """A sentence of function words alone ("the"): fingerspelled, since it is all there is."""
        self.place = -1
        for token in self.tokens:
            if token.word and (letters := letters_of(token.word)):
                self._append(Sign(letters=letters, source=token.text, note=f"no sign for '{token.word}'"))


def _after(symbols: list[str], before: list[str]) -> int:
    """The place after the last of the slots ``before``, its sense, agreement and repetition included."""
    for name in reversed(before):
        if name in symbols:
            place = symbols.index(name) + 1
            while place < len(symbols) and (
                symbols[place] in OBJECTS or symbols[place] == REPEAT or symbols[place] in SENSES
            ):
                place += 1
            return place
    return 0
