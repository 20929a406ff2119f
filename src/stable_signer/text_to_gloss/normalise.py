"""Text as people write it, to sentences of plain words: unicode, prompts, contractions, spelling, sentence ends.

Nothing is dropped here without a decision that says so. Linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from stable_signer.errors import TextError
from stable_signer.text_to_gloss import closed_class as closed
from stable_signer.text_to_gloss.idioms import idiom_at
from stable_signer.text_to_gloss.prompts import unwrap


@dataclass(frozen=True)
class Word:
    """One word, number or mark of a sentence.

    text: as written. norm: what it stands for, lower case (``do`` or ``not`` for parts of "don't").
    start: place of its first character in the cleaned text. kind: word, number, time, date, money, phone, address, mark
    or symbol.
    """

    text: str
    norm: str
    start: int
    kind: str = "word"

    @property
    def is_capitalised(self) -> bool:
        return self.text[:1].isupper()


@dataclass(frozen=True)
class Decision:
    """What was done with words that could not simply be signed: shown to the user with the plan."""

    text: str
    what: str

    def __str__(self) -> str:
        return f"{self.text!r}: {self.what}"


@dataclass(frozen=True)
class Sentence:
    """A sentence of words, its closing mark included, and the decisions taken on the way."""

    words: tuple[Word, ...]
    decisions: tuple[Decision, ...] = ()


_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "´": "'", "′": "'", "“": '"', "”": '"', "„": '"', "«": '"',
    "»": '"',
     "″": '"', "–": " - ", "—": " - ", "―": " - ", "−": "-", "…": "...", "\u00a0": " ", "¿": " ", "¡": " ",
     "\u00ad": "",
     "\u200b": "", "\ufeff": "", "\u200e": "", "\u200f": "", "。": ".", "？": "?", "！": "!", "，": ","}
)  # fmt: skip
_MISREAD = re.compile("\u00e2(?:\u0080\u0099|\u20ac\u2122|\u0080\u0098|\u20ac\u02dc)|\u00e2(?=(?:s|t|re|ve|ll|m|d)\\b)")
"""An apostrophe of UTF-8 that was read as Latin-1."""
_TOKEN = re.compile(
    r"""(?P<address>https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+|[A-Za-z0-9-]{1,64}\.(?:com|org|
    net|edu|gov|io)\b(?:/\S*)?)
    |(?P<money>[$€£]\s?\d[\d,]*(?:\.\d+)?)
    |(?P<phone>(?:\(?\d{3}\)?[-.\s])?\d{3}[-.]\d{4}(?!\d))
    |(?P<date>\d{4}-\d\d?-\d\d?|\d{1,2}/\d{1,2}(?:/\d{2,4})?(?!\d))
    |(?P<time>\d{1,2}:\d\d(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?)
    |(?P<number>\d+(?:,\d{3})*(?:\.\d+)?(?:st|nd|rd|th)?%?)
    |(?P<word>(?:'(?:em|cause|til)\b|[^\W\d_]+(?:['.&][^\W\d_]+)*(?:n't|'[a-z]+)?))
    |(?P<mark>[.?!]+|[,;:"'()\[\]-])
    |(?P<symbol>\S)""",
    re.VERBOSE | re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.?!]+")
MAX_WORDS = 36
"""Longest piece handed to the model; a longer sentence is cut at commas and conjunctions."""


def clean(text: str) -> str:
    """Compatibility forms, quotation marks and dashes made plain; control characters and repeated blanks removed."""
    text = unicodedata.normalize("NFKC", _MISREAD.sub("'", text).translate(_PLAIN)).translate(_PLAIN)
    text = re.sub(r"[ \t\r\f\v]+", " ", re.sub(r"\s*\n\s*(?:\n\s*)*", "\n", text.strip()))
    return "".join(c for c in text if c in "\n\u200d" or not unicodedata.category(c).startswith("C"))


def normalise(text: str) -> list[Sentence]:
    """The sentences of a text, or of the text that a prompt asks for.

    Raises ``TextError`` where there is nothing to sign: no letter and no digit.
    """
    plain = clean(text)
    if not re.search(r"[^\W_]", plain):
        shown = plain if len(plain) <= 40 else plain[:40] + "..."
        raise TextError(f"There is nothing to sign in {shown!r}: expected some words; write them out.")
    asked = unwrap(plain)
    decisions = (Decision(plain, f"read as a request to sign {asked!r}"),) if asked else ()
    sentences = sentences_of(asked or plain)
    if decisions and sentences:
        sentences[0] = replace(sentences[0], decisions=decisions + sentences[0].decisions)
    return sentences


def sentences_of(text: str) -> list[Sentence]:
    """The sentences of clean text, taken literally: a request to sign something is not looked for."""
    return list(_split(_words(text)))


def _words(text: str) -> Iterator[Word | Decision]:
    for match in _TOKEN.finditer(text):
        kind, surface = str(match.lastgroup), match[0]
        if kind == "word":
            yield from _word(surface, match.start())
        elif surface == "'" and _owns(text, match):
            yield Word(surface, "'s", match.start(), "word")
        elif kind == "mark" and not _is_hyphen(text, match):
            yield Word(surface, _mark(surface), match.start(), "mark")
        elif kind == "symbol":
            yield from _symbol(surface, match.start())
        elif kind != "mark":
            yield Word(surface, surface.lower(), match.start(), kind)


def _owns(text: str, match: re.Match[str]) -> bool:
    """Whether an apostrophe is that of a plural that owns what follows ("my parents' car"), no quotation's end."""
    opened = re.search(r"(?:^|[\s(])'", text[: match.start()])
    return (
        not opened
        and bool(re.search(r"[a-z]s$", text[: match.start()]))
        and bool(re.match(r" [A-Za-z]", text[match.end() :]))
    )


def _is_hyphen(text: str, match: re.Match[str]) -> bool:
    """A hyphen inside a compound ("well-known") or between digits ("555-1234"): its parts are words of their own."""
    around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
    return match[0] == "-" and len(around) == 2 and around.isalnum()


def _mark(surface: str) -> str:
    if _SENTENCE_END.fullmatch(surface):
        return "?" if "?" in surface else "!" if "!" in surface else "."
    return "," if surface in ",;:-()[]" else surface


_SYMBOLS = {
    "&": "and",
    "+": "plus",
    "=": "equals",
    "%": "percent",
    "°": "degrees",
    "$": "dollars",
    "@": "at",
    "#": "number",
}


def _symbol(surface: str, start: int) -> Iterator[Word | Decision]:
    if surface in _SYMBOLS:
        yield Word(surface, _SYMBOLS[surface], start)
    elif unicodedata.category(surface)[0] in "LN":
        yield Word(surface, surface.lower(), start)
    elif surface not in "\u200d\ufe0f":
        name = unicodedata.name(surface, "unknown symbol").lower()
        yield Decision(surface, f"left out: {name} has no sign")


def _word(surface: str, start: int) -> Iterator[Word | Decision]:
    norm = re.sub(r"(.)\1{2,}", r"\1", surface.lower())
    if norm in closed.MISSPELLINGS:
        yield Decision(surface, f"read as {closed.MISSPELLINGS[norm]!r}")
        norm = closed.MISSPELLINGS[norm]
    norm = closed.CONTRACTIONS.get(norm, norm)
    if norm.rstrip(".") in closed.ABBREVIATIONS and "." in norm:
        norm = closed.ABBREVIATIONS[norm.rstrip(".")]
    for part in norm.split():
        for piece in _contracted(part):
            yield Word(surface, piece, start)


def _contracted(norm: str) -> list[str]:
    for ending, expansion in closed.ENDINGS.items():
        if norm.endswith(ending) and len(norm) > len(ending):
            return [norm[: -len(ending)], expansion]
    for ending in ("'s", "'d"):
        if norm.endswith(ending) and norm != "let's" and len(norm) > 2:
            return [norm[:-2], ending]
    return [norm]


def _split(items: Iterator[Word | Decision]) -> Iterator[Sentence]:
    words: list[Word] = []
    decisions: list[Decision] = []
    newline_free_end = -1
    for item in items:
        if isinstance(item, Decision):
            decisions.append(item)
            continue
        written = words[-1].text.lower() if words else ""
        if item.norm == "." and written in closed.ABBREVIATIONS and item.start == newline_free_end:
            words[-1] = replace(words[-1], norm=closed.ABBREVIATIONS[written])
            continue
        words.append(item)
        newline_free_end = item.start + len(item.text)
        if item.norm in (".", "?", "!"):
            yield from _pieces(words, decisions)
            words, decisions = [], []
    if any(word.kind != "mark" for word in words):
        yield from _pieces(words, decisions)
    elif decisions:
        yield Sentence((), tuple(decisions))


def _pieces(words: list[Word], decisions: list[Decision]) -> Iterator[Sentence]:
    """The sentence, resolved, and cut where it is too long for one reading."""
    if not any(word.kind != "mark" for word in words):
        if decisions:
            yield Sentence((), tuple(decisions))
        return
    rest, read = _plain_english(_asked(_mended(_resolve(_tidy(words)))))
    noted = (*decisions, *read)
    while len(rest) > MAX_WORDS:
        cut = _cut(rest)
        yield Sentence(tuple(rest[:cut]), noted)
        rest, noted = rest[cut:], ()
        while rest and rest[0].norm == ",":
            rest = rest[1:]
    if rest:
        yield Sentence(tuple(rest), noted)


def _asked(words: list[Word]) -> list[Word]:
    """With a question mark where a sentence without any mark puts its verb before its subject, as in a message."""
    first, second = [*(word.norm for word in words if word.norm != "not"), "", ""][:2]
    is_subject = second in closed.SUBJECT_PRONOUNS | closed.POSSESSIVES | closed.ARTICLES
    if first in ("do", "have", "had"):  # "do the dishes", "have your ticket ready"
        is_subject = second in closed.SUBJECT_PRONOUNS - {"it"}
    is_verb = first in (closed.BE | closed.HAVE | closed.DO | closed.MODALS) - {"be"}
    if words[-1].kind == "mark" or not is_verb or not is_subject:
        return words
    return [*words, Word("", "?", words[-1].start + len(words[-1].text), "mark")]


def _cut(words: list[Word]) -> int:
    """Where to cut a long sentence: the last comma or conjunction that leaves a piece short enough."""
    for wanted in ((",",), ("and", "but", "or", "because", "so", "while", "that", "which", "who")):
        places = [i for i, word in enumerate(words[:MAX_WORDS]) if i >= 6 and word.norm in wanted]
        if places:
            return places[-1]
    return MAX_WORDS


def _tidy(words: list[Word]) -> list[Word]:
    """Without quotation marks and without commas that separate nothing."""
    kept: list[Word] = []
    for word in words:
        if word.norm in ('"', "'") or (word.norm == "," and (not kept or kept[-1].norm == ",")):
            continue
        if word.norm in (".", "?", "!") and kept and kept[-1].norm == ",":
            kept.pop()
        kept.append(word)
    return kept[:-1] if kept and kept[-1].norm == "," else kept


def _plain_english(words: list[Word]) -> tuple[list[Word], list[Decision]]:
    """Idioms as what they mean."""
    norms = [word.norm for word in words]
    kept: list[Word] = []
    decisions: list[Decision] = []
    i = 0
    while i < len(words):
        found = idiom_at(norms, i) if words[i].kind == "word" else None
        if found is None:
            kept.append(words[i])
            i += 1
            continue
        length, plain = found
        surface = " ".join(dict.fromkeys(word.text for word in words[i : i + length]))
        decisions.append(Decision(surface, f"read as {' '.join(plain)!r}" if plain else "left out: it has no sign"))
        kept += [Word(text, text, words[i].start + k) for k, text in enumerate(plain)]
        i += length
    return kept, decisions


_AUXILIARIES = closed.BE | closed.DO | closed.HAVE | frozenset(["can", "could", "will", "would", "should"])
_AFTER_ITS = frozenset(
    ["a", "an", "the", "not", "very", "so", "too", "my", "your", "time", "raining", "snowing", "okay"]
)


_KNOWING = frozenset(["i", "you", "we", "they"])


def _sounding_alike(words: list[Word], i: int) -> str:
    """What were or no stands for where their neighbours ask for where or know ("were do you live"), "" elsewhere."""
    word, after = words[i].norm, words[i + 1].norm if i + 1 < len(words) else ""
    before, first = (words[k].norm if k >= 0 else "" for k in (i - 1, i - 2))
    if word == "were":
        asks = not i and after in _AUXILIARIES
        has_verb = after in closed.POSSESSIVES and any(w.norm in ("is", "are") for w in words[i:])
        return "where" if asks or has_verb else ""
    if word != "no":
        return ""
    denied = before == "not" and after in ("", ".", "!", "what", "where", "how", "why", "who")
    return "know" if denied or (before in _KNOWING and first in ("do", "did", "not")) else ""


def _mended(words: list[Word]) -> list[Word]:
    """Slips that only their neighbours show: "were do you live", "i dont no", "your welcome", "its a dog"."""
    mended = list(words)
    for i, word in enumerate(words):
        before = words[i - 1].norm if i else ""
        after = words[i + 1].norm if i + 1 < len(words) else ""
        if heard := _sounding_alike(words, i):
            mended[i] = replace(word, norm=heard)
        elif word.norm == "its" and after in _AFTER_ITS and word.text.lower() == "its":
            mended[i] = replace(word, norm="it is")
        elif word.norm == "your" and after == "welcome":
            mended[i] = replace(word, norm="you are")
        elif word.norm in ("you", "are") and word.text.lower() in ("you're", "youre"):
            if word.norm == "you" and before in closed.BE:
                mended[i : i + 2] = [replace(word, norm="your"), replace(word, norm="")]
        elif word.norm in ("have", "has") and after == "got" and i + 2 < len(words) and words[i + 2].norm != "to":
            mended[i + 1] = replace(words[i + 1], norm="" if words[i + 2].norm in _HAVE_GOT else "got")
        elif word.norm in ("can", "cans") and (
            before in _BEFORE_NOUN or (before in ("this", "that") and after in _AFTER_NOUN)
        ):
            mended[i] = replace(word, norm="tin")
        elif word.norm in ("a", "an", "per") and before in ("once", "twice", "times") and after in _UNITS:
            mended[i] = replace(word, norm="every")
        elif word.norm == "then" and before.endswith("er") and i > 1 and words[i - 2].norm in closed.BE:
            mended[i] = replace(word, norm="than")
    return [part for word in mended for part in _parted(word)]


def _parted(word: Word) -> list[Word]:
    return [replace(word, norm=norm) for norm in word.norm.split()] if word.kind == "word" else [word]


_BEFORE_NOUN = frozenset(["a", "the", "my", "your", "his", "her", "our", "empty", "open", "these", "those"])
_AFTER_NOUN = frozenset(["", ".", "?", "!", ",", "is", "was", "of"])
_UNITS = frozenset(["day", "week", "month", "year", "night", "morning"])
_HAVE_GOT = (
    closed.ARTICLES
    | closed.POSSESSIVES
    | closed.DEMONSTRATIVES
    | frozenset(
        ["no", "some", "any", "many", "two", "three", "four", "five", "enough", "more", "time", "money", "lots"]
    )
)


_IS_BEFORE = (
    closed.SUBJECT_PRONOUNS
    | closed.WH_WORDS
    | frozenset(["that", "there", "here", "this", "everyone", "someone", "everything", "something", "nothing"])
)


def _resolve(words: list[Word]) -> list[Word]:
    """Contractions that depend on their neighbours: ``'s`` (is, has, possessive) and ``'d`` (would, had, did)."""
    resolved = list(words)
    for i, word in enumerate(words):
        after = words[i + 1].norm if i + 1 < len(words) else ""
        before = words[i - 1].norm if i else ""
        if word.norm == "'s" and before in _IS_BEFORE:
            resolved[i] = replace(word, norm="has" if after in ("been", "got", "had", "done", "gone") else "is")
        elif word.norm == "'d":
            had = after in ("better", "been", "had", "gone", "done", "already", "never")
            resolved[i] = replace(
                word, norm="had" if had else "did" if before in ("where", "why", "how", "when") else "would"
            )
    return resolved
