"""A lexicon with its motions in one SQLite file, written whole, read by many; its schema: ``docs/lexicon-store.md``."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from typing import Any

import numpy as np

from stable_signer.body.motion import SHAPES, Motion
from stable_signer.errors import LexiconError, PoseError
from stable_signer.files import written_whole
from stable_signer.lexicon.entries import Entry

VERSION = 1
APPLICATION_ID = 0x5354534C  # "STSL"
PROVENANCES = ("rule", "dataset", "video")
_WIDTH = sum(int(np.prod(shape)) for shape in SHAPES.values())
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE signs (
    id INTEGER PRIMARY KEY,
    gloss TEXT NOT NULL, variant TEXT NOT NULL, english TEXT NOT NULL, word_class TEXT NOT NULL, form TEXT NOT NULL,
    tags TEXT NOT NULL, agreement TEXT, nonmanual TEXT NOT NULL, confidence TEXT NOT NULL, note TEXT NOT NULL,
    provenance TEXT NOT NULL, source TEXT NOT NULL, licence TEXT NOT NULL,
    fps REAL NOT NULL, frames INTEGER NOT NULL, stroke_first INTEGER NOT NULL, stroke_last INTEGER NOT NULL,
    holds TEXT NOT NULL, right_active INTEGER NOT NULL, left_active INTEGER NOT NULL, motion BLOB NOT NULL,
    UNIQUE (gloss, variant, provenance, source)
);
CREATE INDEX signs_by_gloss ON signs (gloss, id);
CREATE TABLE english (lemma TEXT NOT NULL, rank INTEGER NOT NULL, sign INTEGER NOT NULL REFERENCES signs (id));
CREATE INDEX english_by_lemma ON english (lemma, rank, sign);
"""
_COLUMNS = (
    "gloss", "variant", "english", "word_class", "form", "tags", "agreement", "nonmanual", "confidence", "note",
    "provenance", "source", "licence", "fps", "frames", "stroke_first", "stroke_last", "holds", "right_active",
    "left_active", "motion",
)  # fmt: skip


@dataclass(frozen=True)
class StoredSign:
    """A sign with its motion on the store's body.

    entry: as in the lexicon; its form is empty where the sign is not a rule's. provenance: rule, dataset or video.
    licence: of the motion, as its source says. stroke: first and last frame of the movement itself. holds: frames
    (first, last) in which the hands stand still. active: which hands sign (right, left).
    """

    entry: Entry
    provenance: str
    licence: str
    motion: Motion
    stroke: tuple[int, int]
    holds: tuple[tuple[int, int], ...]
    active: tuple[bool, bool]


class LexiconStore:
    """A store opened for reading; a context manager. Any number of processes may read one file.

    Raises ``LexiconError`` for a file that is not a store of this version, or that is broken.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._connection = _open(self.path)
        self.meta: dict[str, str] = dict(self._rows("SELECT key, value FROM meta"))

    def __enter__(self) -> LexiconStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __len__(self) -> int:
        return int(self._rows("SELECT count(*) FROM signs")[0][0])

    def __contains__(self, gloss: object) -> bool:
        return bool(self._rows("SELECT 1 FROM signs WHERE gloss = ? LIMIT 1", gloss))

    @property
    def glosses(self) -> tuple[str, ...]:
        """Every gloss once, in the order in which they came."""
        return tuple(row[0] for row in self._rows("SELECT gloss FROM signs GROUP BY gloss ORDER BY min(id)"))

    def entries(self, gloss: str) -> tuple[StoredSign, ...]:
        """All signs of a gloss, the usual one first; empty where it is not known."""
        return tuple(map(self._sign, self._rows(f"{_SELECT} WHERE gloss = ? ORDER BY id", gloss)))

    def find(self, lemma: str) -> tuple[StoredSign, ...]:
        """Signs that translate an English lemma, those first that list it first."""
        joined = f"{_SELECT} JOIN english ON sign = id WHERE lemma = ? ORDER BY rank, id"
        return tuple(map(self._sign, self._rows(joined, lemma.lower())))

    def __iter__(self) -> Iterator[StoredSign]:
        for (number,) in self._rows("SELECT id FROM signs ORDER BY id"):
            yield self._sign(self._rows(f"{_SELECT} WHERE id = ?", number)[0])

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise _broken(self.path, error) from None

    def _sign(self, row: tuple[Any, ...]) -> StoredSign:
        value: dict[str, Any] = dict(zip(_COLUMNS, row, strict=True))
        try:
            return _sign_of(value)
        except (ValueError, TypeError, KeyError, zlib.error, PoseError) as error:
            raise _broken(self.path, f"{value['gloss']}: {error}") from None


_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM signs"


def write_store(path: str | Path, signs: Iterable[StoredSign], meta: dict[str, str]) -> int:
    """Write a new store, whole or not at all, over whatever was there; returns the number of signs.

    Raises ``LexiconError`` where it cannot be written, or two signs have the same gloss, variant and source.
    """
    with written_whole(path, LexiconError) as temporary, _editing(temporary) as connection:
        connection.executescript(_SCHEMA)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        return _insert(connection, signs)


def add_to_store(path: str | Path, signs: Iterable[StoredSign]) -> int:
    """Add signs to a store, whole or not at all; those of the same gloss, variant and source are replaced.

    Returns how many were added. Raises ``LexiconError`` where the file is not a store, or cannot be written.
    """
    LexiconStore(path).close()
    with written_whole(path, LexiconError) as temporary:
        copyfile(path, temporary)
        with _editing(temporary) as connection:
            return _insert(connection, signs)


@contextmanager
def _editing(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection whose changes are made at the end; it needs no journal, since the file is a copy."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        yield connection
        connection.commit()
    except sqlite3.Error as error:
        raise LexiconError(
            f"The lexicon store cannot be written ({error}): give a file in a folder with room."
        ) from None
    finally:
        connection.close()


def _insert(connection: sqlite3.Connection, signs: Iterable[StoredSign]) -> int:
    count = 0
    marks = ", ".join("?" * len(_COLUMNS))
    for sign in signs:
        key = (sign.entry.gloss, sign.entry.variant, sign.provenance, sign.entry.source)
        same = "gloss = ? AND variant = ? AND provenance = ? AND source = ?"
        connection.execute(f"DELETE FROM english WHERE sign IN (SELECT id FROM signs WHERE {same})", key)
        connection.execute(f"DELETE FROM signs WHERE {same}", key)
        number = connection.execute(
            f"INSERT INTO signs ({', '.join(_COLUMNS)}) VALUES ({marks})", _values(sign)
        ).lastrowid
        lemmas = [(lemma.lower(), rank, number) for rank, lemma in enumerate(sign.entry.english)]
        connection.executemany("INSERT INTO english VALUES (?, ?, ?)", lemmas)
        count += 1
    return count


def _values(sign: StoredSign) -> tuple[Any, ...]:
    if sign.provenance not in PROVENANCES:
        raise LexiconError(
            f"{sign.entry.gloss}: provenance {sign.provenance!r}; expected one of {', '.join(PROVENANCES)}"
        )
    entry, motion = sign.entry, sign.motion
    return (
        entry.gloss, entry.variant, json.dumps(entry.english), entry.word_class, entry.form, json.dumps(entry.tags),
        entry.agreement, json.dumps(entry.nonmanual), entry.confidence, entry.note, sign.provenance, entry.source,
        sign.licence, motion.fps, len(motion), *sign.stroke, json.dumps(sign.holds), *map(int, sign.active),
        pack_motion(motion),
    )  # fmt: skip


def _sign_of(value: dict[str, Any]) -> StoredSign:
    entry = Entry(
        gloss=value["gloss"],
        english=tuple(json.loads(value["english"])),
        word_class=value["word_class"],
        form=value["form"],
        tags=tuple(json.loads(value["tags"])),
        agreement=value["agreement"],
        nonmanual=tuple(json.loads(value["nonmanual"])),
        confidence=value["confidence"],
        note=value["note"],
        variant=value["variant"],
        source=value["source"],
    )
    return StoredSign(
        entry,
        value["provenance"],
        value["licence"],
        unpack_motion(value["motion"], value["frames"], value["fps"]),
        (value["stroke_first"], value["stroke_last"]),
        tuple((first, last) for first, last in json.loads(value["holds"])),
        (bool(value["right_active"]), bool(value["left_active"])),
    )


def pack_motion(motion: Motion) -> bytes:
    """A motion's arrays as one: little-endian float32, number after number of a frame (see the schema), deflated."""
    columns = [getattr(motion, name).reshape(len(motion), -1) for name in SHAPES]
    table = np.concatenate(columns, 1).astype("<f4")
    return zlib.compress(table.T.tobytes(), 6)  # one number over time after the other: neighbours are alike


def unpack_motion(data: bytes, num_frames: int, fps: float) -> Motion:
    """What ``pack_motion`` packed, to the bit. Raises ``ValueError`` where it does not hold so many frames."""
    table = np.frombuffer(zlib.decompress(data), "<f4").reshape(_WIDTH, num_frames).T
    arrays, start = {}, 0
    for name, shape in SHAPES.items():
        stop = start + int(np.prod(shape))
        arrays[name] = table[:, start:stop].reshape(num_frames, *shape).astype(np.float32)
        start = stop
    return Motion(fps=fps, **arrays)


def _open(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise LexiconError(f"{path} does not exist: 'stable-signer lexicon build -o {path.name}' makes one.")
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error as error:
        raise _broken(path, error) from None
    if application != APPLICATION_ID:
        connection.close()
        raise _broken(path, "it is another program's file")
    if version != VERSION:
        connection.close()
        raise LexiconError(f"{path} is a lexicon store of version {version}: expected {VERSION}, so build it again.")
    return connection


def _broken(path: Path, reason: object) -> LexiconError:
    return LexiconError(f"{path} is not a whole lexicon store ({reason}): build it again.")
