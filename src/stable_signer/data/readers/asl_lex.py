"""ASL-LEX 2.0, the phonological coding of signs by linguists: ``phonology.csv.gz`` (Sehyr et al. 2021, asl-lex.org)."""

from __future__ import annotations

import csv
import gzip
import re
from dataclasses import dataclass
from pathlib import Path

from stable_signer.errors import LexiconError

_COLUMNS = {
    "handshape": "Handshape.2.0", "selected_fingers": "SelectedFingers.2.0", "flexion": "Flexion.2.0",
    "sign_type": "SignType.2.0", "major_location": "MajorLocation.2.0", "minor_location": "MinorLocation.2.0",
    "movement": "Movement.2.0", "repeated": "RepeatedMovement.2.0", "contact": "Contact.2.0",
    "weak_handshape": "NonDominantHandshape.2.0",
}  # fmt: skip
FIELDS = tuple(_COLUMNS)


@dataclass(frozen=True)
class CodedSign:
    """A coded sign: the English words that it goes by, and field -> code for ``FIELDS``."""

    entry_id: str
    names: tuple[str, ...]
    codes: dict[str, str]


def read_asl_lex(folder: Path) -> tuple[CodedSign, ...]:
    """All coded signs. Raises ``LexiconError`` where the folder does not hold them."""
    path = Path(folder) / "phonology.csv.gz"
    try:
        with gzip.open(path, "rt", newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise LexiconError(
            f"{path} cannot be read ({getattr(error, 'strerror', None) or error}): give ASL-LEX 2.0's folder."
        ) from None
    needed = ("EntryID", "LemmaID", *_COLUMNS.values())
    missing = [name for name in needed if not rows or rows[0].get(name) is None]
    if missing:
        raise LexiconError(f"{path} lacks {', '.join(missing)}: expected the columns of ASL-LEX 2.0.")
    return tuple(_coded(row) for row in rows)


def _coded(row: dict[str, str]) -> CodedSign:
    names = tuple(dict.fromkeys((_plain(row["EntryID"]), _plain(row["LemmaID"]))))
    codes = {field: row[column] for field, column in _COLUMNS.items()}
    if (codes["handshape"], codes["selected_fingers"]) == ("1", "m"):
        codes["handshape"] = (
            "8"  # the file says 1 of EIGHT, PUMPKIN and a dozen others in which the middle finger flicks
        )
    return CodedSign(row["EntryID"], names, codes)


def _plain(name: str) -> str:
    """``ice_cream_2`` -> ``ice cream``."""
    return re.sub(r"_\d+$", "", name.strip().lower()).replace("_", " ")
