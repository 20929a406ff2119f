"""Signs written in HamNoSys into a lexicon store: a sign language without recordings gets a lexicon.

A JSON file (also ``.json.gz``) maps a name to an object with ``hamnosys`` and, if it likes, ``gloss`` or ``type_name``
and ``words``; a ``.csv`` or ``.tsv`` file has those columns. Every sign is translated into the notation and performed.
"""

from __future__ import annotations

import csv
import gzip
import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stable_signer.errors import LexiconError
from stable_signer.lexicon.build import performed
from stable_signer.lexicon.entries import Entry
from stable_signer.lexicon.hamnosys import translate
from stable_signer.lexicon.import_poses import put, signer_of

SUFFIXES = (".json", ".json.gz", ".csv", ".tsv")
MAX_BYTES = 200_000_000
FPS = 25.0


@dataclass(frozen=True)
class Written:
    """A sign as it was written: its name in the file, gloss, words and HamNoSys."""

    name: str
    gloss: str
    words: tuple[str, ...]
    hamnosys: str


def import_hamnosys(
    path: str | Path,
    store: str | Path,
    signer: str | None = None,
    processes: int = 2,
    progress: Callable[[int], None] = lambda done: None,
) -> tuple[int, tuple[str, ...]]:
    """Add the signs of a file to a store, or make it; how many were added, and a line with a reason for each left out.

    Raises ``LexiconError`` where the file cannot be read or none of its signs can, or the store cannot be written.
    """
    store = Path(store)
    body = signer_of(store, signer)
    entries, problems = entries_of(read_written(path))
    if not entries:
        raise LexiconError(f"{path}: none of {len(problems)} signs can be read ({problems[0]}).")
    signs = performed(entries, body, FPS, processes, problems, progress)
    return put(store, signs, body), tuple(problems)


def entries_of(rows: Iterable[Written]) -> tuple[list[Entry], list[str]]:
    """Entries in the notation, and a line for each sign that cannot be read."""
    entries: list[Entry] = []
    problems: list[str] = []
    counts: Counter[str] = Counter()
    for row in rows:
        try:
            translated = translate(row.hamnosys)
        except LexiconError as error:
            problems.append(f"{row.name}: {error}")
            continue
        counts[row.gloss] += 1
        variant = "" if counts[row.gloss] == 1 else str(counts[row.gloss])
        note = "; ".join(("from HamNoSys", *translated.notes))
        form = str(translated.form)
        entries.append(Entry(row.gloss, row.words, "noun", form, variant=variant, note=note, source=row.name))
    return entries, problems


def read_written(path: str | Path) -> list[Written]:
    """The signs of a file. Raises ``LexiconError`` where it is not one of ``SUFFIXES``, or has no ``hamnosys``."""
    path = Path(path)
    if not str(path).endswith(SUFFIXES):
        raise LexiconError(f"HamNoSys file {path}: expected a name that ends in {' '.join(SUFFIXES)}.")
    try:
        text = _text(path)
        rows = _json_rows(text) if ".json" in path.suffixes else _table_rows(text, path.suffix)
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, ValueError, csv.Error, RecursionError) as error:
        reason = getattr(error, "strerror", None) or error
        raise LexiconError(f"HamNoSys file {path} cannot be read ({reason}): expected JSON or a table.") from None
    found = [_written(name, row) for name, row in rows if isinstance(row, dict) and row.get("hamnosys")]
    if not found:
        raise LexiconError(f"{path} holds no sign: expected rows with 'hamnosys'.")
    return found


def _text(path: Path) -> str:
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ValueError(f"more than {MAX_BYTES:,} bytes")
    return content.decode("utf-8-sig")


def _json_rows(text: str) -> list[tuple[str, Any]]:
    data = json.loads(text)
    if isinstance(data, list):
        return [(str(i), row) for i, row in enumerate(data)]
    if not isinstance(data, dict):
        raise ValueError("neither an object nor a list")
    return list(data.items())


def _table_rows(text: str, suffix: str) -> list[tuple[str, Any]]:
    lines = csv.DictReader(text.splitlines(), delimiter="\t" if suffix == ".tsv" else ",")
    return [(f"line {number}", row) for number, row in enumerate(lines, 2)]


def _written(name: str, row: dict[str, Any]) -> Written:
    title = str(row.get("gloss") or row.get("type_name") or name).strip()
    words = str(row.get("words") or title).lower().strip()
    gloss = "-".join(title.upper().split())
    return Written(name, gloss, (words,), str(row["hamnosys"]))
