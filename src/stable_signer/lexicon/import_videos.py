"""A folder of videos, one sign each, into a lexicon store: keypoints by MediaPipe (extra ``video``), then a motion.

The gloss is the file's name up to ``__`` (``book__signer3.mp4`` is BOOK), or what ``index.csv`` or ``data.csv`` says
(columns as for ``.pose`` files).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from stable_signer.body.signer import load_body
from stable_signer.data.extract import VIDEO_SUFFIXES, extract
from stable_signer.errors import LexiconError
from stable_signer.lexicon.import_poses import INDEXES, Row, put, read_index, signer_of, stored_signs
from stable_signer.lexicon.store import StoredSign
from stable_signer.pose import Pose


def videos_in(folder: str | Path) -> tuple[Path, ...]:
    """The videos of a folder, by name; none where it is not a folder, or holds none."""
    folder = Path(folder)
    if not folder.is_dir():
        return ()
    return tuple(sorted(path for path in folder.rglob("*") if path.suffix.lower() in VIDEO_SUFFIXES))


def import_videos(
    folder: str | Path,
    store: str | Path,
    licence: str = "",
    signer: str | None = None,
    progress: Callable[[int], None] = lambda done: None,
    refine: Callable[[Pose], Pose] = lambda pose: pose,
) -> tuple[int, tuple[str, ...]]:
    """Add the signs of a folder of videos to a store, or make it; how many were added, and a line for each left out.

    refine: what is done to keypoints first, as ``gloss_to_pose.stabilise.stabilise``.
    Raises ``LexiconError`` where no video gives a sign or the store cannot be written, ``PoseError`` without mediapipe.
    """
    folder, store = Path(folder), Path(store)
    rows, problems = rows_of(folder)
    if not rows:
        raise LexiconError(f"{folder} holds no videos ({', '.join(VIDEO_SUFFIXES)}): expected one a sign.")
    body = load_body(signer_of(store, signer))
    load = lambda path: refine(extract(path))  # noqa: E731
    signs: list[StoredSign] = []
    counts: Counter[str] = Counter()
    for done, row in enumerate(rows, 1):
        signs += stored_signs(folder, [row], body, "video", licence, problems, load, counts)
        progress(done)
    if not signs:
        raise LexiconError(f"{folder}: none of {len(rows)} videos gives a sign ({problems[0]}).")
    return put(store, signs, body.name), tuple(problems)


def rows_of(folder: Path) -> tuple[list[Row], list[str]]:
    """What the index says, or the names of the files."""
    if any((folder / name).is_file() for name in INDEXES):
        return read_index(folder)
    return [_row(path, folder) for path in videos_in(folder)], []


def _row(path: Path, folder: Path) -> Row:
    words = path.stem.split("__")[0].replace("_", " ").strip().lower() or path.stem
    return Row(str(path.relative_to(folder)), "-".join(words.upper().split()), (words,), 0.0, 0.0, 0)
