"""What the rules around the model can express: the answer that would give a reference line, found by search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from stable_signer.gloss import GlossSequence, Sign
from stable_signer.text_to_gloss import target
from stable_signer.text_to_gloss.analyse import Token, lexical_sign
from stable_signer.text_to_gloss.assemble import assemble
from stable_signer.text_to_gloss.exchange import SENSES, sentinel
from stable_signer.text_to_gloss.structural import signs_of
from stable_signer.text_to_gloss.words import Words


def answer(
    tokens: Sequence[Token], wanted: GlossSequence, words: Words, senses: Mapping[str, Sequence[str]]
) -> list[str] | None:
    """Symbols that are assembled to ``wanted``, or None where no answer of the model could be."""
    search = _Search(tokens, wanted, words, senses)
    for symbols in search.at(0, frozenset()):
        if str(assemble(symbols, tokens, words, senses).sequence) == str(wanted):
            return symbols
        search.tries += 1
        if search.tries > 40:
            break
    return None


class _Search:
    def __init__(
        self, tokens: Sequence[Token], wanted: GlossSequence, words: Words, senses: Mapping[str, Sequence[str]]
    ) -> None:
        self.slots = {sentinel(i): t for i, t in enumerate(t for t in tokens if t.is_slot)}
        self.wanted, self.words, self.senses, self.tries = wanted, words, senses, 0
        self.structural: dict[str, str] = {}
        for symbol in (*target.ALIASES, *target.PRONOUNS):
            signs = signs_of(symbol, words.glosses)
            if signs:
                self.structural.setdefault(" ".join(map(str, signs)), symbol)
        self.parts = {gloss: pair for pair, glosses in target.MERGES.items() for gloss in glosses}

    def at(self, place: int, used: frozenset[str]) -> Iterator[list[str]]:
        if place == len(self.wanted.signs):
            if len(used) == len(self.slots):
                yield self._closings(place)
            return
        lead = self._openings(place)
        for symbols, stop, slots in self._steps(place, used):
            for rest in self.at(stop, used | slots):
                yield [*lead, *symbols, *rest]

    def _openings(self, place: int) -> list[str]:
        pause = ["/"] if any(p.after == place - 1 for p in self.wanted.pauses) else []
        opened = sorted((s for s in self.wanted.spans if s.start == place), key=lambda s: -s.stop)
        return [*self._closings(place), *pause, *[f"{s.kind}(" for s in opened]]

    def _closings(self, place: int) -> list[str]:
        return [")" for s in self.wanted.spans if s.stop == place]

    def _steps(self, place: int, used: frozenset[str]) -> Iterator[tuple[list[str], int, frozenset[str]]]:
        for name, token in self.slots.items():
            if name not in used:
                yield from self._slot(name, token, place)
        sign = self.wanted.signs[place]
        if str(sign) in self.structural:
            yield [self.structural[str(sign)]], place + 1, frozenset()
        for first, second in [self.parts.get(sign.id_gloss, ("", ""))]:
            for name, token in self.slots.items():
                if first and name not in used and token.signs[0].gloss == second:
                    yield [first, name], place + 1, frozenset([name])
            if first:
                yield [first, second], place + 1, frozenset()

    def _slot(self, name: str, token: Token, place: int) -> Iterator[tuple[list[str], int, frozenset[str]]]:
        choices: list[tuple[list[str], tuple[Sign, ...]]] = [([], token.signs)]
        if token.is_ambiguous:
            choices = []
            for i, gloss in enumerate(self.senses.get(token.word, ())):
                last = replace(lexical_sign(gloss), repeats=token.signs[-1].repeats)
                choices.append(([SENSES[i]] if i else [], (*token.signs[:-1], last)))
        for sense, signs in choices:
            stop = place + len(signs)
            got = self.wanted.signs[place:stop]
            if len(got) == len(signs) and all(_same(a, b) for a, b in zip(got, signs, strict=True)):
                last = got[-1]
                start = [f"{last.subject}-"] if last.subject else []
                end = [f"-{last.object}"] if last.object and last.gloss not in ("IX", "POSS", "SELF") else []
                yield [*start, name, *sense, *end], stop, frozenset([name])


def _same(wanted: Sign, given: Sign) -> bool:
    plain = replace(wanted, subject=given.subject, object=given.object, source=given.source, note=given.note)
    return plain == given
