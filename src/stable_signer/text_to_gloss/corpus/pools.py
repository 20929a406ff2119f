"""Words drawn from the lexicon by kind, so that the grammar grows with it."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass

from stable_signer.lexicon.entries import Entry
from stable_signer.text_to_gloss import closed_class as closed
from stable_signer.text_to_gloss.analyse import ambiguous_key
from stable_signer.text_to_gloss.inflection import FORMS, analyses, inflect, inflect_noun
from stable_signer.text_to_gloss.words import Reading, Words, type_of

_COARSE = {"noun": "noun", "verb": "verb", "adjective": "adjective", "adverb": "adverb", "time": "noun"}
_MASS = frozenset(
    [
        "water",
        "coffee",
        "tea",
        "milk",
        "juice",
        "beer",
        "wine",
        "bread",
        "rice",
        "cheese",
        "butter",
        "sugar",
        "salt",
        "money",
        "music",
        "snow",
        "rain",
        "weather",
        "homework",
        "furniture",
        "advice",
        "information",
        "news",
        "work",
        "love",
        "health",
        "luck",
        "time",
        "traffic",
        "meat",
        "chicken",
        "fish",
        "soup",
        "food",
        "ice",
        "sand",
        "electricity",
        "gas",
        "paper",
        "help",
    ]
)
_NONSENSE = tuple(
    [
        "blimp",
        "quokka",
        "gazebo",
        "tatami",
        "kimchi",
        "falafel",
        "zeppelin",
        "lacrosse",
        "ukulele",
        "papaya",
        "sauna",
        "yurt",
        "hammock",
        "gnocchi",
        "waffle",
        "trampoline",
        "yoga",
        "karaoke",
        "origami",
        "sudoku",
        "pesto",
        "kayak",
        "avatar",
        "podcast",
        "router",
        "webcam",
        "drone",
        "hashtag",
        "pixel",
        "vlog",
        "gadget",
    ]
)
_PEOPLE = tuple(
    [
        "Anna",
        "John",
        "Maria",
        "Tom",
        "Sarah",
        "David",
        "Kim",
        "Peter",
        "Laura",
        "Michael",
        "Emma",
        "James",
        "Linda",
        "Carlos",
        "Lisa",
        "Ben",
        "Julia",
        "Mike",
        "Nina",
        "Alex",
        "Zelda",
        "Igor",
        "Priya",
        "Ahmed",
        "Olga",
        "Chen",
        "Kofi",
        "Yuki",
        "Fatima",
        "Diego",
        "Ingrid",
        "Boris",
        "Wanda",
        "Hugo",
        "Elsa",
        "Marco",
        "Rita",
        "Omar",
        "Beth",
        "Gary",
        "Tina",
        "Eric",
        "Joe",
        "Sue",
        "Amy",
        "Bob",
        "Kate",
        "Dan",
        "Mei",
        "Ravi",
        "Smith",
        "Garcia",
        "Johnson",
        "Miller",
        "Nguyen",
        "Clara",
        "Felix",
        "Greta",
        "Hank",
        "Ivy",
        "Karl",
        "Lola",
        "Ned",
        "Otto",
        "Paula",
        "Quinn",
        "Ralph",
        "Stella",
        "Ted",
        "Uma",
        "Vera",
        "Walt",
        "Xena",
        "Zack",
    ]
)
_CITIES = tuple(
    [
        "Paris",
        "Tokyo",
        "Springfield",
        "Dallas",
        "Omaha",
        "Lagos",
        "Lima",
        "Oslo",
        "Vienna",
        "Reno",
        "Tulsa",
        "Dayton",
        "Kyoto",
        "Quito",
        "Fargo",
        "Madrid",
        "Cairo",
        "Riverdale",
    ]
)

_COMPARED = frozenset(["best", "better", "worse", "worst", "lower", "shorter"])


@dataclass(frozen=True)
class Lemma:
    """An English lemma and the entry that it is drawn for."""

    text: str
    entry: Entry

    @property
    def is_mass(self) -> bool:
        return self.text in _MASS or self.text.endswith("s")

    @property
    def is_gradable(self) -> bool:
        """Whether an adjective can be compared: no ordinal, and not compared already."""
        return self.text not in _COMPARED and "number" not in self.entry.tags


def literal_keys(words: Words, extra: frozenset[str] = frozenset()) -> dict[str, tuple[str, ...]]:
    """Words that the model must read as themselves, because context chooses their sign, and the signs they may be.

    Those whose readings differ in word class, and ``extra`` words whose senses the templates teach.
    """
    keys: dict[str, tuple[str, ...]] = {}
    for lemma in {lemma for entry in words.entries for lemma in entry.english}:
        for form in {inflect(lemma, mark) for mark in FORMS} | {inflect_noun(lemma)}:
            readings = words.readings(form) if " " not in form else words.phrase(tuple(form.split(" ")))
            key = ambiguous_key(readings)
            if key and key not in closed.FUNCTION_WORDS and (_differ(words, readings) or key in extra):
                glosses = tuple(reading.gloss for reading in readings)
                keys[key] = tuple(dict.fromkeys((*keys.get(key, ()), *glosses)))[:5]
    return keys


def _differ(words: Words, readings: tuple[Reading, ...]) -> bool:
    ranks = [r.entry.english.index(r.lemma) if r.lemma in r.entry.english else 0 for r in readings]
    near = [r for r, rank in zip(readings, ranks, strict=True) if rank <= min(ranks) + 2]
    return len({_coarse(r.entry) for r in near}) > 1


def _coarse(entry: Entry) -> str:
    return _COARSE.get(entry.word_class, entry.word_class)


_BY_CHANCE = frozenset(
    [
        "BOOK", "BREAK", "CALL-phone", "GLASS-drinking", "HARD", "LEAVE-depart", "LETTER-mail", "LIGHT-weight",
        "LOSE-item", "MISS-emotion", "RUN-jog", "TABLET",
    ]
)  # fmt: skip
"""What a word means where nothing round it tells: of several senses of one word class, the only one drawn by chance.

The others come from the lines alone; drawn beside any word, they would teach that context decides nothing.
"""

_DERIVED: dict[str, tuple[str, ...]] = {
    "verb": (
        "ing", "ings", "ed", "tion", "sion", "ment", "ance", "ence", "al", "th", "er", "ful", "ent", "ness", "ty",
    ),
    "adjective": (
        "ness", "th", "ity", "ety", "esty", "ence", "ance", "tion", "ment", "dom", "cy", "sy", "ly",
    ),
    "noun": ("ful", "ous", "ic", "ive", "ical"),
}  # fmt: skip
"""Endings, by the word class of a sign, of English words for it that are of another class (denial, for DENY)."""


def is_derived(lemma: Lemma) -> bool:
    """Whether a lemma is of another word class than its sign, as another lemma of the sign shows: it cannot be
    inflected as that is ("denialed", "powerfuls")."""
    text, kind = lemma.text, lemma.entry.word_class
    others = [other for other in lemma.entry.english if other != text]
    if " " in text or kind not in _DERIVED or (kind == "noun" and text == lemma.entry.english[0]):
        return False
    bases = [other for other in others if len(other) < len(text) and other[:3] == text[:3]]
    if bases and text.endswith(_DERIVED[kind]):
        return True
    if kind == "adjective":
        return text != lemma.entry.english[0] and any(_is_of(text, other) for other in others)
    is_part = any(other.endswith(f" {text}") for other in others)
    return kind == "verb" and (is_part or any(base in others for base, mark in analyses(text) if mark))


def _is_of(text: str, adjective: str) -> bool:
    """Whether an adjective is made of a word (danger, dangerous)."""
    stem = text.removesuffix("e")
    return adjective in (f"{text}ous", f"{stem}ous", f"{text}ful", f"{text}d", f"{text}ed", f"{text}ing", f"{stem}ing")


class Pools:
    """Lemmas by kind of placeholder, drawn at random; ambiguous lemmas are drawn more often than their share."""

    def __init__(
        self, words: Words, literals: dict[str, tuple[str, ...]], rng: random.Random, ambiguous_share: float = 0.15
    ) -> None:
        self.words, self.rng, self.ambiguous_share = words, rng, ambiguous_share
        self._plain: dict[str, list[Lemma]] = defaultdict(list)
        self._ambiguous: dict[str, list[Lemma]] = defaultdict(list)
        for entry in words.entries:
            for rank, lemma in enumerate(entry.english):
                self._file(Lemma(lemma, entry), rank, literals)

    def _file(self, lemma: Lemma, rank: int, literals: dict[str, tuple[str, ...]]) -> None:
        known = self.words.lookup(lemma.text)
        if lemma.text in closed.FUNCTION_WORDS or not known or lemma.entry.word_class == "pronoun":
            return
        is_literal = lemma.text in literals
        if is_literal and not self._is_told(lemma, literals[lemma.text]):
            return
        if is_derived(lemma) and (not is_literal or lemma.entry.word_class == "noun"):
            return
        entry = lemma.entry
        kinds = (type_of(entry), entry.word_class, *entry.tags)
        if self._has_object(lemma):
            kinds = ("vi", entry.word_class)
        pool = self._ambiguous if is_literal else self._plain
        if known[0].gloss == lemma.entry.gloss or is_literal:
            for kind in dict.fromkeys(kinds):
                pool[kind] += [lemma] * (3 if rank == 0 else 1)

    def _has_object(self, lemma: Lemma) -> bool:
        """Whether a verb of several words has its object in it ("take a picture")."""
        *_, last = lemma.text.split()
        nouns = [reading.entry.word_class == "noun" for reading in self.words.readings(last)]
        is_object = last == "oneself" or (bool(nouns) and all(nouns))
        return lemma.entry.word_class == "verb" and last != lemma.text and is_object

    def _is_told(self, lemma: Lemma, senses: tuple[str, ...]) -> bool:
        """Whether the word class tells the sense of a lemma, or it is the one that is meant where nothing tells."""
        rows = {entry.gloss: _coarse(entry) for entry in self.words.entries if entry.gloss in senses}
        alone = list(rows.values()).count(_coarse(lemma.entry)) < 2
        return alone or lemma.entry.gloss in _BY_CHANCE

    def has(self, kind: str) -> bool:
        return bool(self._plain[kind] or self._ambiguous[kind])

    def draw(self, *kinds: str) -> Lemma:
        """A lemma of one of the kinds (types of placeholder, word classes or semantic tags)."""
        kind = self.rng.choice([kind for kind in kinds if self.has(kind)] or ["noun"])
        share = self.ambiguous_share if self._plain[kind] else 1.0
        pool = self._ambiguous if self._ambiguous[kind] and self.rng.random() < share else self._plain
        return self.rng.choice(pool[kind])

    def draw_plain(self, *kinds: str) -> Lemma:
        """A lemma of one of the kinds that has one sign, for where nothing round it tells its sense."""
        return self.rng.choice(self._plain[self.rng.choice([kind for kind in kinds if self._plain[kind]] or ["noun"])])

    def person_name(self) -> str:
        return self.rng.choice(_PEOPLE)

    def city_name(self) -> str:
        return self.rng.choice(_CITIES)

    def unknown(self) -> str:
        """A word that no everyday lexicon has."""
        return self.rng.choice(_NONSENSE)
