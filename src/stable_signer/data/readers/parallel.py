"""A parallel corpus of two columns, one pair a line: text, a tab, gloss; plain or ``.gz``."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stable_signer.errors import StableSignerError

MAX_ROWS = 2_000_000
MAX_CHARACTERS = 2_000
"""Longest text or gloss line that is read."""


class CorpusError(StableSignerError):
    """A corpus that cannot be read, or whose rows are not as expected."""


@dataclass(frozen=True)
class ParallelRow:
    """A sentence and its glosses, as the corpus writes them. signer: who signed it, if the corpus says."""

    text: str
    gloss: str
    signer: str = ""


def read_parallel(path: str | Path, columns: Sequence[str] = ("text", "gloss")) -> tuple[ParallelRow, ...]:
    """Every row of the table. A first line that holds the column names tells their places; without one, the first two
    columns are text and gloss. A column ``signer`` is read too, if there is one.

    Raises ``CorpusError`` where the file cannot be read, a row lacks a column or is blank, or a limit is exceeded.
    """
    path = Path(path)
    lines = _lines(path)
    header = [name.strip() for name in lines[0]] if lines else []
    named = set(columns) <= set(header)
    places = [header.index(name) if named else i for i, name in enumerate(columns)]
    signer = header.index("signer") if named and "signer" in header else None
    rows = []
    for number, cells in enumerate(lines[named:], 1 + named):
        text, gloss = (cells[i].strip() if i < len(cells) else "" for i in places)
        if not text or not gloss or max(len(text), len(gloss)) > MAX_CHARACTERS:
            raise CorpusError(
                f"{path}, line {number}: expected text and gloss, each of 1 to {MAX_CHARACTERS} characters, "
                "with a tab between them."
            )
        rows.append(ParallelRow(text, gloss, cells[signer] if signer is not None and signer < len(cells) else ""))
    if not rows:
        raise CorpusError(f"{path} has no pairs: expected text, a tab and gloss on each line.")
    return tuple(rows)


def _lines(path: Path) -> list[list[str]]:
    """Cells of every line that is not blank."""
    opened = gzip.open if path.suffix == ".gz" else open
    lines: list[list[str]] = []
    try:
        with opened(path, "rt", encoding="utf-8", newline="") as file:
            for cells in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if any(cell.strip() for cell in cells):
                    lines.append(cells)
                if len(lines) > MAX_ROWS:
                    raise CorpusError(f"{path} has more than {MAX_ROWS:,} lines: give a smaller corpus.")
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise CorpusError(f"{path} cannot be read ({reason}): expected lines of text, a tab and gloss.") from None
    return lines
