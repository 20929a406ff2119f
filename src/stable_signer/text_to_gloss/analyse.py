"""A sentence of words, to the tokens that the model reads.

A token is a function word, read as itself, or a slot: a typed placeholder whose signs are known already and only
have to
be put in their place. An ambiguous word is a slot that is read as itself, so that the model can choose its sense.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from stable_signer.gloss import Sign, parse_sign
from stable_signer.lexicon.entries import Entry
from stable_signer.text_to_gloss import closed_class as closed
from stable_signer.text_to_gloss import restate, word_class
from stable_signer.text_to_gloss.inflection import analyses, inflect
from stable_signer.text_to_gloss.normalise import Decision, Sentence, Word
from stable_signer.text_to_gloss.numbers import merge_number_words, quantities, signs_of
from stable_signer.text_to_gloss.words import Reading, Words, type_of

NOT_PHRASES = frozenset(
    [
        "have to",
        "need to",
        "want to",
        "going to",
        "go to",
        "like to",
        "used to",
        "ought to",
        "able to",
        "got to",
        "try to",
        "has to",
        "had to",
        "there is",
        "there are",
        "do not",
        "not like",
        "how are you",
        "what is",
        "it is",
        "that one",
        "you and i",
        "dislike to",
        "do not like",
        "do not want",
        "do not know",
        "does not like",
        "does not want",
        "does not know",
        "is it",
        "what do",
        "do what",
        "what to do",
        "have been",
        "in the event",
        "supposed to",
        "had better",
        "be able to",
        "not any",
        "not know",
        "that is why",
        "i see",
        "i love you",
        "be afraid of",
        "can not",
        "i am",
        "say no",
        "called",
        "be called",
        "all the",
        "have not",
        "not yet have",
    ]
)
"""Lemmas of several words that are grammar here: the model reads their parts."""
_DETERMINERS = frozenset(["the", "a", "an", "my", "your", "his", "her", "our", "their"])
_SEEMING = {"look": "look like", "sound": "seem"}
"""Verbs that mean another sign before an adjective."""
_AS_VERBS = frozenset(["-ed", "-en", "-ing"])
_KINDS = {"adv": word_class.ADVERB, "adj": word_class.ADJECTIVE}
_DONE = frozenset(["vt", "vi", "move", "say"])
"""Kinds of verb that are also what happens."""
_FEELING = frozenset(["say", "stative", "vi", "move"])
"""Kinds of verb after which so says how much ("felt so happy", "runs so fast")."""
_TITLES = frozenset(["mr", "mrs", "ms", "doctor", "professor", "aunt", "uncle", "president", "queen", "king"])
"""Words before a name."""
_FUNCTION_PHRASE_CLASSES = frozenset(["interjection", "adverb", "time", "preposition"])
_NAME_LIKE = frozenset(
    [
        "will",
        "may",
        "mark",
        "rose",
        "frank",
        "grace",
        "bill",
        "max",
        "lily",
        "art",
        "pat",
        "sue",
        "joy",
        "faith",
        "hope",
        "dawn",
        "drew",
        "jack",
        "rob",
        "april",
        "june",
    ]
)


@dataclass(frozen=True)
class Token:
    """One unit of the model's input.

    text: the words as written; start: place of the first character. word: what the model reads, for a function word
    or an
    ambiguous word. type: kind of slot otherwise, one of ``words.TYPES``. mark: inflection (``inflection.FORMS``).
    signs: what a slot stands for, by its likeliest reading; none for a function word. readings: the ways to read it.
    locus: "a".."d" of a third person who has a place in signing space.
    """

    text: str
    start: int
    word: str = ""
    type: str = ""
    mark: str = ""
    signs: tuple[Sign, ...] = ()
    readings: tuple[Reading, ...] = ()
    locus: str = ""

    @property
    def is_slot(self) -> bool:
        return bool(self.signs)

    @property
    def function_word(self) -> str:
        """The word of a token that is no slot; empty for one that is, whatever word the model reads there."""
        return "" if self.is_slot else self.word

    @property
    def is_ambiguous(self) -> bool:
        """A slot whose sign the model chooses among the readings."""
        return bool(self.word and self.signs)


@dataclass(frozen=True)
class Analysis:
    """The tokens of one sentence and the decisions taken about its words."""

    tokens: tuple[Token, ...]
    decisions: tuple[Decision, ...] = ()


class Analyser:
    """Reads sentences with a lexicon's ``words``; ``literals`` are the ambiguous words that the model knows."""

    def __init__(self, words: Words, literals: Iterable[str] = ()) -> None:
        self.words = words
        self.literals = frozenset(literals)

    def __call__(self, sentence: Sentence) -> Analysis:
        """The tokens of a sentence, without loci (``discourse.place`` gives those)."""
        words = quantities(merge_number_words(sentence.words))
        trusts_capitals = _trusts_capitals(words)
        tokens: list[Token] = []
        decisions = list(sentence.decisions)
        i = 0
        while i < len(words):
            readings, length = self._phrase(words, i)
            if readings and not (trusts_capitals and _is_certain_name(words, i)):
                token = self._lexical(readings, " ".join(w.text for w in words[i : i + length]), words[i].start)
            else:
                length = 1
                token = (
                    _name(words[i])
                    if trusts_capitals and _is_certain_name(words, i)
                    else self._token(
                        words[i],
                        trusts_capitals and i > 0,
                        trusts_capitals,
                        decisions,
                        i > 0 and _is_last(words, i),
                        _is_dated(words, i),
                    )
                )
            if token is not None:
                _append(tokens, token)
            i += length
        written = [token.function_word or _KINDS.get(token.type, word_class.CONTENT) for token in tokens]
        tokens = [self._in_context(token, written, i) for i, token in enumerate(tokens)]
        tokens = restate.restated(self._seeming(tokens, decisions))
        return Analysis(tuple(tokens), tuple(decisions))

    def _in_context(self, token: Token, words: list[str], i: int) -> Token:
        """The token without readings whose class cannot stand there, and past where only the past looks like this."""
        readings = word_class.at(words, i, token.readings)
        if len(readings) < len(token.readings):
            plain = self._lexical(readings, token.text, token.start)
            # "a second" does not say when: it stays a word to the model, of which one sense is left
            token = replace(token, readings=readings) if plain.type == "time" else plain
        if token.type in _DONE and token.mark in ("", "-s") and word_class.is_owned(words, i):
            token = replace(token, type="event")  # "our flight", "a walk"
        is_own_past = any(inflect(reading.lemma, "-ed") == token.text.lower() for reading in readings)
        return replace(token, mark="-ed") if is_own_past and word_class.is_past(words, i) else token

    def _seeming(self, tokens: list[Token], decisions: list[Decision]) -> list[Token]:
        """To look or sound before an adjective is to seem ("you look tired"), and pretty or so before one is very."""
        for i in range(len(tokens)):
            if _is_degree(tokens, i):
                tokens[i] = Token(tokens[i].text, tokens[i].start, word="very")
                decisions.append(Decision(tokens[i].text, "signed as 'very'"))
        return [
            replace(token, word="", type=type_of(entry), signs=(lexical_sign(entry.gloss, token.text),))
            if (entry := self._seems(token)) and _is_before_adjective(tokens, i)
            else self._continuing(token, tokens[i + 1] if i + 1 < len(tokens) else token)
            for i, token in enumerate(tokens)
        ]

    def _continuing(self, token: Token, following: Token) -> Token:
        """To keep doing something is to continue."""
        if not token.readings or token.readings[0].lemma not in ("keep", "keep on") or following.mark != "-ing":
            return token
        readings = tuple(Reading("continue", token.mark, entry) for entry in self.words.lookup("continue"))
        return self._lexical(readings, token.text, token.start) if readings else token

    def _seems(self, token: Token) -> Entry | None:
        lemma = _SEEMING.get(token.readings[0].lemma) if token.readings else None
        return next(iter(self.words.lookup(lemma)), None) if lemma else None

    def _phrase(self, words: tuple[Word, ...], i: int) -> tuple[tuple[Reading, ...], int]:
        """The longest lemma of several words that starts here."""
        heads = {lemma for lemma, _ in analyses(words[i].norm)} if words[i].kind == "word" else set()
        if not heads & self.words.phrase_heads:
            return (), 1
        for length in range(min(self.words.longest + 1, len(words) - i), 1, -1):
            run = words[i : i + length]
            forms = tuple(word.norm for word in run)
            if any(word.kind != "word" for word in run) or " ".join(forms) in NOT_PHRASES:
                continue
            readings = self._phrase_readings(forms)
            if readings:
                return readings, length
        return (), 1

    def _phrase_readings(self, forms: tuple[str, ...]) -> tuple[Reading, ...]:
        """Readings of several words; an article or possessive inside a verb is passed over ("brush your teeth")."""
        found = tuple(r for r in self.words.phrase(forms) if r.lemma not in NOT_PHRASES and _is_allowed(r, forms))
        if found or len(forms) < 3 or forms[1] not in _DETERMINERS:
            return found
        bare = self.words.phrase((forms[0], *forms[2:]))
        return tuple(r for r in bare if r.entry.word_class == "verb" and r.lemma not in NOT_PHRASES)

    def _token(
        self,
        word: Word,
        may_be_name: bool,
        is_cased: bool,
        decisions: list[Decision],
        is_letter: bool = False,
        is_dated: bool = False,
    ) -> Token | None:
        if word.kind not in ("word", "mark", "symbol"):
            signs = signs_of(word, self.words.glosses)
            return Token(
                word.text,
                word.start,
                type="time" if word.kind in ("time", "date") else "name" if word.kind == "address" else "num",
                signs=signs,
            )
        if word.text == "A" and is_letter:
            return _name(word)
        norm, capitalised = word.norm, word.is_capitalised and word.text.lower().startswith(word.norm)
        is_month = norm in closed.MONTHS and is_dated
        if may_be_name and capitalised and norm in _NAME_LIKE and word.text.lower() == norm and not is_month:
            return _name(word)
        is_may = norm == "may" and is_dated and capitalised
        if not is_may and (norm in closed.FUNCTION_WORDS or norm in closed.MARKS):
            return Token(word.text, word.start, word=norm)
        if (
            norm in closed.MONTHS
            and (norm not in ("may", "march") or (may_be_name and capitalised))
            and all(entry.word_class in ("verb", "modal") for entry in self.words.lookup(norm))
        ):
            return Token(
                word.text, word.start, type="time", signs=(Sign(letters=closed.MONTHS[norm], source=word.text),)
            )
        return self._content(word, may_be_name and capitalised, is_cased, decisions)

    def _content(self, word: Word, is_name: bool, is_cased: bool, decisions: list[Decision]) -> Token | None:
        norm = word.norm
        if norm in ("likes", "liked", "liking"):
            return Token(
                word.text, word.start, word="like", mark={"likes": "-s", "liked": "-ed", "liking": "-ing"}[norm]
            )
        readings = _likely(self.words.readings(norm))
        if readings and not (is_name and all(reading.mark in ("-er", "-est") for reading in readings)):
            return self._lexical(readings, word.text, word.start)
        if is_name or norm in closed.NAMES:
            return _name(word)
        if norm in closed.FILLERS:
            decisions.append(Decision(word.text, "left out: a filler without a sign"))
            return None
        return self._synonym(word, decisions) or self._respelled(word, decisions) or _unknown(word, is_cased, decisions)

    def _synonym(self, word: Word, decisions: list[Decision]) -> Token | None:
        for lemma, mark in analyses(word.norm):
            other = closed.SYNONYMS.get(lemma, "")
            if other == "like":
                decisions.append(Decision(word.text, f"signed as {other!r}"))
                return Token(word.text, word.start, word="like", mark=mark)
            entries = self.words.lookup(other) if other not in closed.FUNCTION_WORDS else ()
            if entries:
                decisions.append(Decision(word.text, f"signed as {other!r}"))
                return self._lexical(tuple(Reading(other, mark, entry) for entry in entries), word.text, word.start)
        return None

    def _respelled(self, word: Word, decisions: list[Decision]) -> Token | None:
        """A likely slip of the fingers: two letters swapped, a letter doubled or not doubled, a vowel left out."""
        if word.is_capitalised or len(word.norm) < 5:
            return None
        for candidate in _slips(word.norm):
            if candidate in closed.DEGREES | closed.CONJUNCTIONS | closed.WH_WORDS:
                decisions.append(Decision(word.text, f"read as {candidate!r}"))
                return Token(word.text, word.start, word=candidate)
            if readings := self.words.readings(candidate):
                decisions.append(Decision(word.text, f"read as {candidate!r}"))
                return self._lexical(readings, word.text, word.start)
        return None

    def _lexical(self, readings: tuple[Reading, ...], text: str, start: int) -> Token:
        first = readings[0]
        key = ambiguous_key(readings)
        signs = (lexical_sign(first.entry.gloss, text),)
        if key and key in self.literals:
            mark = first.mark if key == first.lemma else ""
            return Token(text, start, word=key, mark=mark, signs=signs, readings=readings)
        return Token(text, start, type=_type_of(first), mark=first.mark, signs=signs, readings=readings)


def _type_of(reading: Reading) -> str:
    """The kind of slot; a noun with the ending of a verb ("scheduled") is one."""
    is_verb = reading.entry.word_class == "noun" and reading.mark in ("-ed", "-en", "-ing")
    return "vt" if is_verb and type_of(reading.entry) != "weather" else type_of(reading.entry)


def ambiguous_key(readings: tuple[Reading, ...]) -> str:
    """How the model would read a word that has several signs; "" where it has one."""
    if len(readings) < 2:
        return ""
    same = all((r.lemma, r.mark) == (readings[0].lemma, readings[0].mark) for r in readings)
    return readings[0].lemma if same else inflect(readings[0].lemma, readings[0].mark)


def lexical_sign(gloss: str, source: str = "", note: str = "") -> Sign:
    """A lexicon gloss as a sign: ``RIGHT-correct`` has a sense, ``IX-1p`` a person."""
    return replace(parse_sign(gloss), source=source, note=note)


def _likely(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings without another word's noun inflected as a verb, where a verb has the form: adding is to add, and
    has nothing to do with ads."""
    verbs = {r.lemma for r in readings if r.mark in _AS_VERBS and r.entry.word_class == "verb"}
    is_far = [r.mark in _AS_VERBS and r.entry.word_class == "noun" and r.lemma not in verbs for r in readings]
    return tuple(r for r, far in zip(readings, is_far, strict=True) if not (verbs and far))


def _is_allowed(reading: Reading, forms: tuple[str, ...]) -> bool:
    """Phrases of function words alone ("get up", "no one") are lemmas; "have to" or "you and i" are grammar."""
    if any(form not in closed.FUNCTION_WORDS for form in forms):
        return True
    head = reading.lemma.split(" ")[0]
    return head == "get" or reading.lemma == "no one" or reading.entry.word_class in _FUNCTION_PHRASE_CLASSES


def _trusts_capitals(words: tuple[Word, ...]) -> bool:
    """Whether capitals mean names here: not in all-capital or title-case sentences."""
    plain = [word for word in words if word.kind == "word" and word.norm not in ("i", "am")]
    capitals = sum(word.is_capitalised for word in plain)
    shouted = sum(word.text.isupper() and len(word.text) > 1 for word in plain)
    return not (shouted * 2 > len(plain) and len(plain) > 1) and not (len(plain) > 3 and capitals * 4 > len(plain) * 3)


def _is_dated(words: tuple[Word, ...], i: int) -> bool:
    """Whether a word stands where a month does: after in, before a day."""
    after = words[i + 1].kind if i + 1 < len(words) else ""
    return after == "number" or (i > 0 and words[i - 1].norm in ("in", "of", "since", "until", "next", "last", "every"))


def _is_last(words: tuple[Word, ...], i: int) -> bool:
    return i + 1 == len(words) or words[i + 1].kind == "mark"


def _is_before_adjective(tokens: list[Token], i: int) -> bool:
    k = i + 1
    while k < len(tokens) and tokens[k].word in ("very", "so", "too", "really", "more"):
        k += 1
    return k < len(tokens) and bool(tokens[k].readings) and tokens[k].readings[0].entry.word_class == "adjective"


def _is_degree(tokens: list[Token], i: int) -> bool:
    """Whether pretty or so means very ("pretty cold", "was so tired")."""
    text = tokens[i].text.lower()
    if text == "so" and not (i and (tokens[i - 1].function_word in closed.BE or tokens[i - 1].type in _FEELING)):
        return False
    return text in ("pretty", "so") and any(
        reading.entry.word_class in ("adjective", "adverb")
        for after in tokens[i + 1 : i + 2]
        for reading in after.readings
    )


def _is_certain_name(words: tuple[Word, ...], i: int) -> bool:
    """A capital after a title ("Mr. Brown"), or a first word that owns something and may be a name ("Bill's wife")."""
    word = words[i]
    if word.kind != "word" or not word.is_capitalised or not word.text.lower().startswith(word.norm):
        return False
    title = next((w for w in reversed(words[:i]) if w.norm != "."), None)
    if title is not None and title.norm in _TITLES and (title.norm in ("mr", "mrs", "ms") or title.is_capitalised):
        return True
    owns = i + 1 < len(words) and words[i + 1].norm == "'s"
    return owns and word.norm in _NAME_LIKE and (i == 0 or words[i - 1].norm not in _DETERMINERS)


def _append(tokens: list[Token], token: Token) -> None:
    """Add a token; parts of one name ("John Smith") become one slot."""
    if tokens and token.type == "name" and tokens[-1].type == "name" and token.is_slot and tokens[-1].is_slot:
        before = tokens[-1]
        tokens[-1] = replace(before, text=f"{before.text} {token.text}", signs=before.signs + token.signs)
    else:
        tokens.append(token)


def letters_of(text: str) -> str:
    """What can be fingerspelled of a word: A-Z and 0-9, accents removed.

    >>> letters_of("José"), letters_of("O'Brien")
    ('JOSE', 'OBRIEN')
    """
    special = (
        text.replace("ß", "ss")
        .replace("ø", "o")
        .replace("Ø", "O")
        .replace("æ", "ae")
        .replace("ł", "l")
        .replace("Ł", "L")
    )
    plain = unicodedata.normalize("NFKD", special)
    return "".join(c for c in plain.upper() if c.isascii() and c.isalnum())


def _name(word: Word) -> Token:
    letters = letters_of(word.text if word.norm in word.text.lower() and "'" not in word.text else word.norm)
    return Token(word.text, word.start, type="name", signs=(Sign(letters=letters or "X", source=word.text),))


def _unknown(word: Word, is_cased: bool, decisions: list[Decision]) -> Token | None:
    letters = letters_of(word.norm)
    if not letters:
        decisions.append(Decision(word.text, "left out: its script has no fingerspelling in ASL"))
        return None
    if is_cased and word.is_capitalised and not word.norm.endswith(("s", "ed", "ing", "ly")):
        return _name(word)
    decisions.append(Decision(word.text, "fingerspelled: the lexicon has no sign for it"))
    mark = next((m for m in ("-ing", "-ed", "-ly", "-s") if len(letters) > 4 and word.norm.endswith(m[1:])), "")
    sign = Sign(letters=letters, source=word.text, note=f"no sign for '{word.norm}'")
    return Token(word.text, word.start, type="unknown", mark=mark, signs=(sign,))


_UNSAYABLE = re.compile("[bcdfghkptvz][rlnm]$")
"""How no English word of more than a syllable ends: "brothr", "peopl"."""
_LONG = 7
"""Letters of a word from which a vowel may have been left out; of shorter ones too many are words of their own."""


def _slips(norm: str) -> list[str]:
    swapped = [norm[:i] + norm[i + 1] + norm[i] + norm[i + 2 :] for i in range(1, len(norm) - 1)]
    undoubled = [norm[:i] + norm[i + 1 :] for i in range(1, len(norm)) if norm[i] == norm[i - 1]]
    doubled = [norm[:i] + norm[i] + norm[i:] for i in range(1, len(norm))]
    left_out = [norm[:i] + vowel + norm[i:] for i in range(1, len(norm) + 1) for vowel in "eaiou"]
    return swapped + undoubled + doubled + (left_out if len(norm) >= _LONG or _UNSAYABLE.search(norm) else [])
