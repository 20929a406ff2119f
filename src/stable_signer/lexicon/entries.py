"""Lexicon entries: signs written in TOML files, found by gloss or by English lemma."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from stable_signer.errors import LexiconError
from stable_signer.lexicon.notation import Form
from stable_signer.lexicon.parse import parse
from stable_signer.lexicon.symbols import suggestion

ASL = Path(__file__).parent / "asl"

WORD_CLASSES = (
    "noun", "verb", "adjective", "adverb", "pronoun", "possessive", "determiner", "question", "number", "time",
    "negation", "modal", "conjunction", "preposition", "interjection", "classifier", "letter",
)  # fmt: skip
AGREEMENTS = ("subject-object", "object", "spatial")
CONFIDENCES = ("high", "low")
_REQUIRED = ("gloss", "english", "class", "form")
_KNOWN = (*_REQUIRED, "tags", "agreement", "nonmanual", "confidence", "note", "variant", "homonym")


@dataclass(frozen=True)
class Entry:
    """One way of signing one gloss.

    gloss: the ID-gloss, with its sense as a lower-case suffix (RIGHT-correct). form: the notation, see ``parsed``.
    english: lemmas that it translates, commonest first. agreement: how the verb uses loci, or None.
    variant: which of several entries of the gloss this is ("" for the only or the usual one).
    nonmanual: face and mouth markers that belong to the sign itself. homonym: gloss of another meaning that is signed
    alike; face, mouthing or context tell them apart. source: file, or rule, that it comes from.
    """

    gloss: str
    english: tuple[str, ...]
    word_class: str
    form: str
    tags: tuple[str, ...] = ()
    agreement: str | None = None
    nonmanual: tuple[str, ...] = ()
    confidence: str = "high"
    note: str = ""
    variant: str = ""
    homonym: str = ""
    source: str = ""

    @property
    def parsed(self) -> Form:
        """The form as dataclasses (cached)."""
        return parse(self.form)

    @property
    def provenance(self) -> str:
        """Where its motion comes from: it is made by rule, unless it was recorded (``recorded.RecordedEntry``)."""
        return "rule"


@dataclass(frozen=True)
class Lexicon:
    """A set of entries with lookups. Iteration goes over entries; ``in`` asks for a gloss."""

    rows: tuple[Entry, ...]

    @cached_property
    def _by_gloss(self) -> dict[str, tuple[Entry, ...]]:
        return _group((row.gloss, row) for row in self.rows)

    @cached_property
    def _by_english(self) -> dict[str, tuple[Entry, ...]]:
        ranked = sorted(
            ((rank, lemma, row) for row in self.rows for rank, lemma in enumerate(row.english)),
            key=lambda item: item[0],
        )
        return _group((lemma, row) for _, lemma, row in ranked)

    @property
    def glosses(self) -> tuple[str, ...]:
        """Every gloss once, in the order of the files."""
        return tuple(self._by_gloss)

    def entries(self, gloss: str) -> tuple[Entry, ...]:
        """All variants of a gloss, the usual one first; a unit that holds a number (TWO-WEEK) is made by rule.

        Empty where the gloss is not known.
        """
        from stable_signer.lexicon.numbers import rule_entry  # which needs Entry from here

        made = None if gloss in self._by_gloss else rule_entry(gloss)
        return (made,) if made else self._by_gloss.get(gloss, ())

    def find(self, lemma: str) -> tuple[Entry, ...]:
        """Entries that translate an English lemma, those first that list it first."""
        return self._by_english.get(lemma.lower(), ())

    def __contains__(self, gloss: object) -> bool:
        return gloss in self._by_gloss

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def _group(pairs: Iterator[tuple[str, Entry]]) -> dict[str, tuple[Entry, ...]]:
    groups: dict[str, list[Entry]] = {}
    for key, row in pairs:
        groups.setdefault(key, []).append(row)
    return {key: tuple(rows) for key, rows in groups.items()}


def read_tables(path: Path) -> list[dict[str, Any]]:
    """The ``[[sign]]`` tables of one TOML file, unchecked. Raises ``LexiconError`` where it is not such a file."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read as TOML ({error}); expected [[sign]] tables") from error
    tables = document.get("sign", [])
    if not isinstance(tables, list) or set(document) - {"sign"}:
        raise LexiconError(f"{path}: holds {', '.join(sorted(document)) or 'nothing'}; expected only [[sign]] tables")
    return tables


def entry_of(table: dict[str, Any], source: str = "") -> Entry:
    """A validated entry. Raises ``LexiconError`` that names the gloss and what is wrong."""
    where = f"{source}: {table.get('gloss', '(no gloss)')}"
    _check_keys(table, where)
    row = Entry(
        gloss=table["gloss"],
        english=tuple(table["english"]),
        word_class=table["class"],
        form=table["form"],
        tags=tuple(table.get("tags", ())),
        agreement=table.get("agreement"),
        nonmanual=tuple(table.get("nonmanual", ())),
        confidence=table.get("confidence", "high"),
        note=table.get("note", ""),
        variant=table.get("variant", ""),
        homonym=table.get("homonym", ""),
        source=source,
    )
    _check_word(row.word_class, WORD_CLASSES, "class", where)
    _check_word(row.confidence, CONFIDENCES, "confidence", where)
    if row.agreement is not None:
        _check_word(row.agreement, AGREEMENTS, "agreement", where)
    try:
        parse(row.form)
    except LexiconError as error:
        raise LexiconError(f"{where}: {error}") from None
    return row


def _check_keys(table: dict[str, Any], where: str) -> None:
    for key in _REQUIRED:
        if key not in table:
            raise LexiconError(f'{where}: "{key}" is missing; every [[sign]] needs {", ".join(_REQUIRED)}')
    for key, value in table.items():
        if key not in _KNOWN:
            raise LexiconError(f'{where}: "{key}" is not a known key{suggestion(key, _KNOWN)}')
        is_list = key in ("english", "tags", "nonmanual")
        if is_list and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            raise LexiconError(f'{where}: "{key}" is {value!r}; expected a list of strings')
        if not is_list and not isinstance(value, str):
            raise LexiconError(f'{where}: "{key}" is {value!r}; expected a string')


def _check_word(word: str, choices: tuple[str, ...], what: str, where: str) -> None:
    if word not in choices:
        raise LexiconError(
            f'{where}: {what} "{word}" is not known; expected {", ".join(choices)}{suggestion(word, choices)}'
        )


@lru_cache(maxsize=4)
def load_lexicon(path: Path | str | None = None) -> Lexicon:
    """The lexicon in a folder of TOML files, or one file; by default the ASL that ships with the package.

    Raises ``LexiconError`` at the first entry that is not valid.
    """
    root = Path(path) if path else ASL
    files = sorted(root.glob("*.toml")) if root.is_dir() else [root]
    rows = [entry_of(table, file.stem) for file in files for table in read_tables(file)]
    return Lexicon(tuple(rows))
