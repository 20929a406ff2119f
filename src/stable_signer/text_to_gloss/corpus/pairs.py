"""Training pairs: an utterance is written as English, read by the same analyser as any text, and aligned with its
gloss.

What the model sees in training is therefore exactly what it sees in use. Utterances whose English is read in another
way than the grammar meant (two names that run together) are thrown away.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from stable_signer.text_to_gloss import closed_class as closed
from stable_signer.text_to_gloss.analyse import Analyser, Token
from stable_signer.text_to_gloss.corpus.items import At, Gloss, Item, Plural, Third, W, write
from stable_signer.text_to_gloss.corpus.pools import Pools, literal_keys
from stable_signer.text_to_gloss.corpus.sentences import Sentences
from stable_signer.text_to_gloss.corpus.statements import Utterance
from stable_signer.text_to_gloss.corpus.templates import EXTRA_LITERALS, Templates
from stable_signer.text_to_gloss.discourse import place
from stable_signer.text_to_gloss.exchange import NUM_SLOTS, SENSES, read_symbols, renumbered, sentinel
from stable_signer.text_to_gloss.normalise import sentences_of
from stable_signer.text_to_gloss.noun_phrases import Phrase, chunked
from stable_signer.text_to_gloss.target import REPEAT, STRUCTURAL
from stable_signer.text_to_gloss.words import TYPES, Words

_STRUCTURAL = frozenset(STRUCTURAL)


class Misread(Exception):
    """The English of an utterance is not read as the grammar meant it."""


@dataclass(frozen=True)
class Pair:
    """One training example. source, target: symbols that the model reads and writes; text: the English; gloss:
    readable. tokens: what the English was read as; its slots are numbered from ``first_slot``."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    text: str
    gloss: str
    tokens: tuple[Token, ...] = field(default=(), compare=False, repr=False)
    first_slot: int = field(default=0, compare=False, repr=False)

    @property
    def split(self) -> str:
        """See ``split_of``."""
        return split_of(self.text)

    @property
    def answer(self) -> list[str]:
        """The target with its slots numbered from 0, as they are in use."""
        return renumbered(self.target, lambda slot: (slot - self.first_slot) % NUM_SLOTS)


def split_of(text: str) -> str:
    """train, dev or test, by a hash of the sentence: the same in every run."""
    bucket = int(hashlib.sha256(text.lower().encode()).hexdigest()[:8], 16) % 100
    return "test" if bucket == 0 else "dev" if bucket == 1 else "train"


class Aligner:
    """Turns utterances into pairs."""

    def __init__(self, words: Words, literals: dict[str, tuple[str, ...]], rng: random.Random, split: str = "") -> None:
        """split: of the sentences that are wanted; any if it is not given."""
        self.analyser = Analyser(words, literals)
        self.literals, self.rng, self.split = literals, rng, split

    def __call__(self, utterance: Utterance) -> Pair:
        """Raises ``Misread``."""
        text, places = write([*utterance.en, utterance.mark])
        text = text[0].upper() + text[1:] if self.rng.random() < 0.85 else text
        if self.split and split_of(text) != self.split:
            raise Misread(f"not of the {self.split} split")
        sentences = sentences_of(text)
        if len(sentences) != 1:
            raise Misread("not one sentence")
        (analysis,) = place([self.analyser(sentences[0])])
        target = Target(analysis.tokens, places, self.literals).resolve(utterance.gloss)
        phrased = chunked(analysis.tokens, self.analyser.words.glosses)
        target = rewrite(target, analysis.tokens, phrased)
        chunks = tuple(token for token, _ in phrased)
        # in use slots are numbered from 0; now and then from elsewhere, so that the later sentinels are learned too
        first = self.rng.randrange(NUM_SLOTS) if self.rng.random() < 0.2 else 0
        symbols = tuple(sentinel(first + s) if isinstance(s, int) else s for s in target)
        shown = ["+".join(map(str, t.signs)) for t in chunks if t.is_slot]
        gloss = " ".join(shown[s] if isinstance(s, int) else s for s in target)
        read = tuple(read_symbols(self._roughen(chunks), first))
        return Pair(read, symbols, text, gloss, chunks, first)

    def _roughen(self, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        """Missing marks and commas, 's for is, and now and then a slot of the wrong kind: people and lexicons are
        like that."""
        rough: list[Token] = []
        for i, token in enumerate(tokens):
            chance = self.rng.random()
            if token.word == "." and i and chance < 0.25:
                continue
            if token.word == "?" and chance < 0.1 and tokens[0].word in closed.WH_WORDS:
                continue
            if token.word == "," and chance < 0.25:
                continue
            if (
                token.word == "is"
                and i
                and tokens[i - 1].type in ("name", "person")
                and not rough[-1].mark
                and chance < 0.2
            ):
                token = replace(token, word="'s")
            if token.type and chance < 0.05:
                token = replace(token, type="unknown" if chance < 0.035 else self.rng.choice(TYPES))
            rough.append(token)
        return tuple(rough)


def rewrite(
    target: list[str | int], tokens: Sequence[Token], phrased: Sequence[tuple[Token, Phrase]]
) -> list[str | int]:
    """A target over single words, as one over noun phrases. Raises ``Misread`` where a phrase is not signed in one
    piece."""
    old = {id(token): i for i, token in enumerate(t for t in tokens if t.is_slot)}
    result: list[str | int | tuple[int]] = list(target)
    for new, (token, phrase) in enumerate((t, p) for t, p in phrased if t.is_slot):
        pattern = [part if isinstance(part, str) else old[id(part)] for part in phrase.parts]
        places = [i for i in range(len(result)) if result[i : i + len(pattern)] == pattern]
        if not places:
            raise Misread(f"{token.text} is not signed in one piece")
        result[places[0] : places[0] + len(pattern)] = [(new,)]
    return [symbol[0] if isinstance(symbol, tuple) else symbol for symbol in result]


class Target:
    """The gloss of one utterance, resolved against the tokens that its English was read as."""

    def __init__(self, tokens: tuple[Token, ...], places: dict[int, W], senses: dict[str, tuple[str, ...]]) -> None:
        self.tokens, self.senses = tokens, senses
        self.slot_of = {id(token): i for i, token in enumerate(t for t in tokens if t.is_slot)}
        self.token_of: dict[int, Token] = {}
        self.absorbed: dict[int, Token] = {}
        self.last: Token | None = None
        starts = {token.start: token for token in tokens}
        for start, word in places.items():
            if start in starts:
                self.token_of[id(word)] = starts[start]
            else:
                self.absorbed |= {id(word): t for t in tokens if t.start < start < t.start + len(t.text)}
        self.used: set[int] = set()

    def resolve(self, gloss: Gloss) -> list[str | int]:
        """Symbols; slots as their index. Raises ``Misread`` if a slot is not signed exactly once."""
        symbols: list[str | int] = []
        for item in gloss:
            symbols += self._item(item)
        if len(self.used) != len(self.slot_of):
            unused = [t.text for t in self.tokens if t.is_slot and id(t) not in self.used]
            raise Misread(f"not signed: {', '.join(unused)}")
        return symbols

    def _item(self, item: Item) -> list[str | int]:
        if isinstance(item, str):
            return self._string(item)
        if isinstance(item, W):
            return self._word(item)
        if isinstance(item, At):
            token = self.token_of.get(id(item.word))
            return [f"IX-3p:{token.locus}"] if token is not None and token.locus else []
        if isinstance(item, Third):
            return [f"{item.base}-{self._person(item.word)}"]
        if isinstance(item, Plural):
            return self._word(item.word)
        subject = [f"{self._person(item.subject)}-"] if item.subject is not None else []
        obj = [f"-{self._person(item.object)}"] if item.object is not None else []
        return [*subject, *self._word(item.verb), *obj]

    def _person(self, who: str | W) -> str:
        if isinstance(who, str):
            return who
        token = self.token_of.get(id(who)) or self.token_of.get(id(who.twin))
        return f"3p:{token.locus}" if token is not None and token.locus else "3p"

    def _word(self, word: W) -> list[str | int]:
        if id(word) in self.absorbed:
            if self.absorbed[id(word)] is not self.last:
                raise Misread(f"{word.text} runs together with another word")
            return []
        token = self.token_of.get(id(word))
        if token is None:
            raise Misread(f"{word.text} is not written")
        if token.is_slot:
            return self._slot(token, word.gloss)
        if word.text.upper() in _STRUCTURAL:
            return [word.text.upper()]
        raise Misread(f"{word.text} is read as grammar")

    def _slot(self, token: Token, gloss: str) -> list[str | int]:
        if id(token) in self.used:
            raise Misread(f"{token.text} is signed twice")
        if token.is_ambiguous and not gloss:
            raise Misread(f"{token.text} has several senses, and none was meant")
        if token.is_ambiguous:
            return self._sense(token, gloss)
        if gloss and not token.signs[0].is_fingerspelled and all(r.gloss != gloss for r in token.readings[:1]):
            raise Misread(f"{token.text} is read as {token.signs[0]}, not {gloss}")
        self.used.add(id(token))
        self.last = token
        return [self.slot_of[id(token)]]

    def _sense(self, token: Token, gloss: str) -> list[str | int]:
        senses = self.senses[token.word]
        if gloss not in senses:
            raise Misread(f"{token.text} does not mean {gloss}")
        self.used.add(id(token))
        number = senses.index(gloss)
        return [self.slot_of[id(token)], *([SENSES[number]] if number else [])]

    def _string(self, item: str) -> list[str | int]:
        if item == REPEAT:
            return []
        for token in self.tokens:
            if not token.is_slot or id(token) in self.used:
                continue
            if token.is_ambiguous and item in self.senses[token.word]:
                return self._sense(token, item)
            if " ".join(map(str, token.signs)) == item:
                return self._slot(token, "")
        if item.islower() and item not in _STRUCTURAL:
            return self._named(item)
        if item in _STRUCTURAL:
            return [item]
        raise Misread(f"{item} is no symbol of the target")

    def _named(self, text: str) -> list[str | int]:
        """The sign of an English word, whatever the lexicon calls it."""
        for token in self.tokens:
            if token.text.lower() == text and token.is_slot and id(token) not in self.used:
                return self._slot(token, "")
        raise Misread(f"{text} is not written")


def pairs(
    words: Words, seed: int, template_share: float = 0.36, ambiguous_share: float = 0.15, split: str = ""
) -> Iterator[Pair]:
    """Endless training pairs, the same for the same seed and lexicon.

    template_share: of the sentences that come from the lines. ambiguous_share: of the words drawn for the others that
    have several signs. split: the only one that is wanted (dev and test have a hundredth of the sentences each).
    """
    rng = random.Random(seed)
    literals = literal_keys(words, EXTRA_LITERALS)
    pools = Pools(words, literals, rng, ambiguous_share)
    sentences, templates = Sentences(pools), Templates(pools)
    align = Aligner(words, literals, rng, split)
    while True:
        try:
            yield align(templates.draw() if rng.random() < template_share else sentences.draw())
        except Misread:
            continue
