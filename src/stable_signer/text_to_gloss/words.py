"""The lexicon as English sees it: which signs translate a lemma, and what kind of placeholder stands for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from stable_signer.lexicon.entries import Entry, load_lexicon
from stable_signer.text_to_gloss import closed_class as closed
from stable_signer.text_to_gloss.inflection import analyses, inflect_noun

_NOUN_TYPES: dict[str, str] = {
    "person": "person", "family": "person", "profession": "person", "animal": "animal", "food": "food", "drink": "food",
    "place": "place", "building": "place", "room": "place", "city": "place", "country": "place", "time": "time",
    "weather": "weather", "vehicle": "vehicle", "money": "money", "body": "body", "event": "event", "activity": "event",
}  # fmt: skip
_CLASS_TYPES: dict[str, str] = {
    "adjective": "adj", "adverb": "adv", "time": "time", "number": "quant", "determiner": "quant",
    "interjection": "intj",
    "negation": "neg", "modal": "modal", "conjunction": "prep", "preposition": "prep", "question": "wh",
    "pronoun": "person",
    "possessive": "adj", "classifier": "thing", "letter": "thing",
}  # fmt: skip
_CLAUSE_TAGS = frozenset(["speech", "mental", "perception", "emotion"])

TYPES: tuple[str, ...] = (
    "person", "animal", "food", "place", "time", "weather", "vehicle", "money", "body", "event", "thing",
    "vt", "vi", "move", "say", "agree", "direct", "stative", "adj", "adv", "quant", "intj", "prep", "wh", "neg",
    "modal", "num", "name", "unknown",
)  # fmt: skip
"""Kinds of placeholder that the model can meet; ``agree`` = verb from subject to object, ``direct`` = toward the
object."""


VERBS = frozenset(["vt", "vi", "move", "say", "agree", "direct", "stative", "weather"])
"""Kinds of placeholder that are verbs."""
NOUN_TYPES = frozenset(["person", "animal", "food", "place", "vehicle", "money", "body", "event", "thing", "weather"])
"""Kinds of placeholder that are nouns."""
_HOW_OFTEN = frozenset(
    [
        "ALREADY", "ALWAYS", "A-WHILE", "EARLY", "FOREVER", "LATE", "LONG-time", "NOT-YET", "OFTEN", "ONCE", "RARELY",
        "SOMETIMES", "TWICE", "USUALLY", "YET-still",
    ]
)  # fmt: skip
"""Signs of time that say how often or how long, not when: they stay with the verb and are never a topic."""
_TIME_THINGS = frozenset(
    ["CALENDAR", "CLOCK", "DATE-calendar", "END", "SCHEDULE", "SEASON", "TIME-clock", "TIME-period"]
)
"""Signs of time that are things one has or looks at."""


def type_of(entry: Entry) -> str:
    """The kind of placeholder (one of ``TYPES``) for a lexicon entry."""
    tags = frozenset(entry.tags)
    if entry.gloss in _HOW_OFTEN:
        return "adv"
    if entry.gloss in _TIME_THINGS:
        return "thing"
    if entry.word_class == "verb":
        return _verb_type(entry, tags)
    if entry.word_class == "noun":
        return next((_NOUN_TYPES[tag] for tag in entry.tags if tag in _NOUN_TYPES), "thing")
    if entry.word_class == "adjective" and "weather" in tags:
        return "weather"
    return _CLASS_TYPES[entry.word_class]


def _verb_type(entry: Entry, tags: frozenset[str]) -> str:
    if entry.agreement in ("subject-object", "object"):
        return "agree" if entry.agreement == "subject-object" else "direct"
    if "weather" in tags:
        return "weather"
    for tag, kind in (("motion", "move"), ("stative", "stative"), ("intransitive", "vi")):
        if tag in tags and not (kind != "move" and "transitive" in tags):
            return kind
    return "say" if tags & _CLAUSE_TAGS else "vt"


_NOT_LEMMAS = frozenset(["sat", "wed", "sec", "-est", "n't", "'ll", "can", "top", "board", "way"])
"""Words of the lexicon that mostly mean something else in running English: a top is seldom a shirt, a way no street."""


@dataclass(frozen=True)
class Reading:
    """One way to read an English word: a lexicon entry and the inflection that was removed."""

    lemma: str
    mark: str
    entry: Entry

    @property
    def gloss(self) -> str:
        return self.entry.gloss


class Words:
    """Lookups from English into a set of lexicon entries.

    Lemmas that are grammar (``closed_class.FUNCTION_WORDS``) are never looked up: the model reads them as themselves.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self.glosses = frozenset(entry.gloss for entry in self.entries)
        self._by_lemma: dict[str, list[Entry]] = {}
        self.tags = {entry.gloss: frozenset(entry.tags) for entry in self.entries}
        ranked = sorted(
            ((rank, lemma, entry) for entry in self.entries for rank, lemma in enumerate(entry.english)),
            key=lambda r: r[0],
        )
        for _, lemma, entry in ranked:
            rows = self._by_lemma.setdefault(_plain(lemma), [])
            if lemma not in _NOT_LEMMAS and all(entry.gloss != row.gloss for row in rows):
                rows.append(entry)
        for rows in self._by_lemma.values():  # "march" is a sign, and spelled where it is a month (``closed.MONTHS``)
            if any(not row.gloss.startswith("fs-") for row in rows):
                rows[:] = [row for row in rows if not row.gloss.startswith("fs-")]

    @cached_property
    def longest(self) -> int:
        """Words in the longest lemma."""
        return max((lemma.count(" ") + 1 for lemma in self._by_lemma), default=1)

    @cached_property
    def phrase_heads(self) -> frozenset[str]:
        """First words of lemmas of several words."""
        return frozenset(lemma.split(" ")[0] for lemma in self._by_lemma if " " in lemma)

    def lookup(self, lemma: str) -> tuple[Entry, ...]:
        """Entries that translate a lemma, one a gloss, those first that list it earliest."""
        return tuple(self._by_lemma.get(_plain(lemma), ()))

    def readings(self, form: str) -> tuple[Reading, ...]:
        """Ways to read one word form; each gloss once, likelier first."""
        if form in closed.FUNCTION_WORDS:
            return ()
        exact = self.lookup(form)
        found = [_plural_or_plain(form, entry) for entry in exact]
        for lemma, mark in analyses(form):
            if lemma != form and lemma not in closed.FUNCTION_WORDS:
                rows = [
                    entry
                    for entry in self.lookup(lemma)
                    if _fits(entry, mark) and not (exact and _is_tied(entry, mark))
                ]
                found += [Reading(lemma, mark, entry) for entry in rows]
        return _unique(found)

    def phrase(self, forms: tuple[str, ...]) -> tuple[Reading, ...]:
        """Ways to read several words as one lemma ("got up", "ice creams")."""
        head, tail, last = forms[0], " ".join(forms[1:]), forms[-1]
        start = " ".join(forms[:-1])
        found = [Reading(" ".join(forms), "", entry) for entry in self.lookup(" ".join(forms))]
        for lemma, mark in analyses(head):
            found += [
                Reading(f"{lemma} {tail}", mark, e)
                for e in self.lookup(f"{lemma} {tail}")
                if mark in ("-s", "-ed", "-en", "-ing") and e.word_class == "verb"
            ]
        for lemma, mark in analyses(last):
            found += [
                Reading(f"{start} {lemma}", mark, e)
                for e in self.lookup(f"{start} {lemma}")
                if mark == "-s" and e.word_class == "noun"
            ]
        return _unique(found)

    def is_ambiguous(self, lemma: str) -> bool:
        """Whether context must choose among several signs for a lemma."""
        return len(self.lookup(lemma)) > 1


@lru_cache(maxsize=20_000)
def _plain(lemma: str) -> str:
    return " ".join(lemma.lower().replace("-", " ").replace("’", "'").split())


def _plural_or_plain(form: str, entry: Entry) -> Reading:
    """The reading of a form that an entry lists: a plural where it lists the singular too (hand, hands)."""
    if entry.word_class == "noun" and form.upper() != entry.gloss:
        singular = next((lemma for lemma in entry.english if lemma != form and inflect_noun(lemma) == form), "")
        if singular:
            return Reading(singular, "-s", entry)
    return Reading(form, "", entry)


def _is_tied(entry: Entry, mark: str) -> bool:
    """Whether a form that is a lemma itself ("glasses", "later") is not read as an inflection of this entry."""
    return mark in ("-er", "-est", "-ly") or (mark == "-s" and entry.word_class != "verb")


def _fits(entry: Entry, mark: str) -> bool:
    """Whether a mark can stand on a word of this class: a noun may be used as a verb ("reported"), no verb compared."""
    if mark in ("-er", "-est", "-ly"):
        return entry.word_class in ("adjective", "adverb")
    if mark in ("-ed", "-en", "-ing"):
        return entry.word_class in ("verb", "interjection") or (entry.word_class == "noun" and not _is_sense(entry))
    return entry.word_class in ("noun", "verb", "pronoun", "determiner", "time", "interjection", "classifier", "number")


def _is_sense(entry: Entry) -> bool:
    """Whether a gloss is one of several senses (RING-jewelry): its verb ("ringing") is likely to be another."""
    return any(c.islower() for c in entry.gloss)


def _unique(readings: list[Reading]) -> tuple[Reading, ...]:
    seen: set[str] = set()
    kept = []
    for reading in readings:
        if reading.gloss not in seen:
            seen.add(reading.gloss)
            kept.append(reading)
    return tuple(kept)


@lru_cache(maxsize=1)
def load_words() -> Words:
    """The words of the shipped ASL lexicon."""
    return Words(load_lexicon())
