"""``.pose`` files with a CSV index into a lexicon store: the layout of ``spoken-to-signed`` lexicons.

The index is ``index.csv`` or ``data.csv`` with a row a sign: ``path`` (below the folder), ``glosses`` and ``words``
(one of the two may be empty), and, if it likes, ``signed_language``, ``start`` and ``end`` (milliseconds; end 0 = all),
``priority`` (the lowest is the usual variant). Every pose is retargeted to one body.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stable_signer.body.motion import Motion
from stable_signer.body.retarget import motion_of
from stable_signer.body.signer import DEFAULT_SIGNER, Body, load_body
from stable_signer.errors import LexiconError, PoseError
from stable_signer.lexicon.entries import Entry
from stable_signer.lexicon.store import LexiconStore, StoredSign, add_to_store, write_store
from stable_signer.pose import Pose

INDEXES = ("index.csv", "data.csv")
HANGS = -1.25
"""A wrist that stays below this height does not sign (shoulder widths from the neck)."""
RAISED = 0.5
"""The stroke starts and ends where the higher hand is this share of its way up from rest."""
SHORTEST, LONGEST = 0.1, 60.0
"""Seconds of a sign."""


@dataclass(frozen=True)
class Row:
    """A row of the index: file, gloss, English words, start and end in seconds (end 0 = all), priority."""

    path: str
    gloss: str
    words: tuple[str, ...]
    start: float
    end: float
    priority: int


def import_poses(
    folder: str | Path,
    store: str | Path,
    language: str = "",
    licence: str = "",
    signer: str | None = None,
    refine: Callable[[Pose], Pose] = lambda pose: pose,
) -> tuple[int, tuple[str, ...]]:
    """Add the signs of a folder to a store, or make it; how many were added, and one line for each row left out.

    refine: what is done to keypoints first, as ``gloss_to_pose.stabilise.stabilise``.
    Raises ``LexiconError`` where the folder has no index, no row of it gives a sign, or the store cannot be written;
    ``ModelError`` for an unknown signer.
    """
    folder, store = Path(folder), Path(store)
    rows, problems = read_index(folder, language)
    total = len(rows) + len(problems)
    body = load_body(signer_of(store, signer))
    load = lambda path: refine(Pose.load(path))  # noqa: E731
    signs = list(stored_signs(folder, rows, body, "dataset", licence, problems, load, Counter()))
    if not signs:
        raise LexiconError(f"{folder}: none of {total} rows gives a sign ({problems[0]}).")
    return put(store, signs, body.name), tuple(problems)


def put(store: Path, signs: Iterable[StoredSign], signer: str) -> int:
    """Signs into a store that is there, or a new one; how many. Raises ``LexiconError`` where it cannot be written."""
    if store.exists():
        return add_to_store(store, signs)
    return write_store(store, signs, {"signer": signer, "made_by": "import"})


def signer_of(store: Path, wanted: str | None) -> str:
    """On whose body a store is, or shall be. Raises ``LexiconError`` where ``wanted`` is another than it has."""
    if not store.exists():
        return wanted or DEFAULT_SIGNER
    with LexiconStore(store) as opened:
        own = opened.meta.get("signer", DEFAULT_SIGNER)
    if wanted and wanted != own:
        raise LexiconError(
            f"{store} is on the body of {own!r}, not {wanted!r}: leave --signer out or write another store."
        )
    return own


def read_index(folder: Path, language: str = "") -> tuple[list[Row], list[str]]:
    """Rows of the folder's index, by gloss and priority, and one line for each that is not one.

    Raises ``LexiconError`` where there is no index, or it lacks its columns or rows of the language.
    """
    path = next((folder / name for name in INDEXES if (folder / name).is_file()), None)
    if path is None:
        raise LexiconError(f"{folder} holds no {' or '.join(INDEXES)}: expected a folder of .pose files with an index.")
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            lines = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LexiconError(
            f"{path} cannot be read ({getattr(error, 'strerror', None) or error}): expected a table."
        ) from None
    if not lines or "path" not in lines[0] or not {"glosses", "words"} & set(lines[0]):
        raise LexiconError(f"{path}: expected the columns path and glosses or words, and a row a sign.")
    rows, problems = [], []
    for number, line in enumerate(lines, 2):
        if language and line.get("signed_language") != language:
            continue
        try:
            rows.append(_row(line))
        except ValueError as error:
            problems.append(f"{path.name} line {number}: {error}")
    if not rows and not problems:
        raise LexiconError(f"{path} has no row of the signed language {language!r}.")
    return sorted(rows, key=lambda row: (row.gloss, row.priority)), problems


def _row(line: dict[str, str | None]) -> Row:
    """Raises ``ValueError`` that says what is missing."""
    words = (line.get("words") or "").strip()
    gloss = "-".join((line.get("glosses") or words).upper().split())
    if not gloss or not line.get("path"):
        raise ValueError("expected a path and a gloss or words")
    start, end = (_number(line.get(name), name) / 1000 for name in ("start", "end"))
    if start < 0 or (end and end <= start):
        raise ValueError(f"from {start:g} to {end:g} s; expected a start before an end")
    return Row(
        str(line["path"]),
        gloss,
        (words.lower() or gloss.lower(),),
        start,
        end,
        int(_number(line.get("priority"), "priority")),
    )


def _number(text: str | None, name: str) -> float:
    try:
        value = float(text or 0)
    except ValueError:
        value = np.nan
    if not np.isfinite(value):
        raise ValueError(f"{name} {text!r}; expected a number")
    return value


def stored_signs(
    folder: Path,
    rows: Sequence[Row],
    body: Body,
    provenance: str,
    licence: str,
    problems: list[str],
    load: Callable[[Path], Pose],
    counts: Counter[str],
) -> Iterator[StoredSign]:
    """The signs of rows on a body; ``problems`` gets a line for each that gives none.

    load: reads a file. counts: signs of each gloss so far, for the names of variants.
    """
    for row in rows:
        try:
            motion = motion_of(body, _part(load(_file(folder, row.path)), row))
        except (PoseError, LexiconError) as error:
            problems.append(f"{row.gloss}: {error}")
            continue
        counts[row.gloss] += 1
        variant = "" if counts[row.gloss] == 1 else str(counts[row.gloss])
        entry = Entry(row.gloss, row.words, "noun", "", variant=variant, source=row.path, note="word class not known")
        active = (_signs_with(motion, 0), _signs_with(motion, 1))
        yield StoredSign(entry, provenance, licence, motion, _stroke(motion), (), active)


def _part(pose: Pose, row: Row) -> Pose:
    last = round(row.end * pose.fps) if row.end else len(pose)
    pose = pose[round(row.start * pose.fps) : last]
    if not SHORTEST <= pose.duration <= LONGEST:
        raise PoseError(
            f"{row.path} has {pose.duration:.1f} s there: expected {SHORTEST:g} to {LONGEST:g} s of signing."
        )
    return pose


def _file(folder: Path, path: str) -> Path:
    """The file of a row: below the folder, or in it where the index was written for a folder above."""
    root = folder.resolve()
    for candidate in (root / path, root / Path(path).name):
        if candidate.resolve().is_relative_to(root) and candidate.is_file():
            return candidate
    raise LexiconError(f"{path} is not in {folder}: expected it there.")


def _signs_with(motion: Motion, hand: int) -> bool:
    return bool(motion.wrist[:, hand, 1].max() > HANGS)


def _stroke(motion: Motion) -> tuple[int, int]:
    """First and last frame in which the higher hand is raised."""
    height = motion.wrist[..., 1].max(1)
    rest = float(np.percentile(height, 5))
    up = np.flatnonzero(height >= rest + RAISED * (height.max() - rest))
    return int(up[0]), int(up[-1])
