"""The whole lexicon on one body: every entry's form performed, by several processes, into a store."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from stable_signer.body.signer import load_body
from stable_signer.errors import StableSignerError
from stable_signer.lexicon.entries import Entry, Lexicon
from stable_signer.lexicon.store import StoredSign, write_store
from stable_signer.lexicon.synthesise import synthesise

LICENCE = "Apache-2.0"
"""Of the forms that ship with the package, and of the motions made from them."""
CHUNK = 25
"""Entries that a process takes at a time."""


def build(
    lexicon: Lexicon, path: str | Path, signer: str, fps: float = 25.0, processes: int = 2,
    progress: Callable[[int], None] = lambda done: None,
) -> tuple[int, tuple[str, ...]]:  # fmt: skip
    """Write the store of a lexicon on a signer's body; how many signs it holds, and a line for each entry that failed.

    Raises ``LexiconError`` where the file cannot be written, ``ModelError`` for an unknown signer.
    """
    load_body(signer)
    problems: list[str] = []
    meta = {"signer": signer, "fps": f"{fps:g}", "made_by": f"stable-signer {_version()}"}
    count = write_store(path, performed(lexicon.rows, signer, fps, processes, problems, progress), meta)
    return count, tuple(problems)


def performed(
    entries: Sequence[Entry],
    signer: str,
    fps: float,
    processes: int,
    problems: list[str],
    progress: Callable[[int], None],
) -> Iterator[StoredSign]:
    """Entries on a signer's body, in order; ``problems`` gets a line for each that cannot be performed."""
    done = 0
    for results in _chunks(entries, signer, fps, processes):
        for result in results:
            if isinstance(result, str):
                problems.append(result)
            else:
                yield result
        done += len(results)
        progress(done)


def _chunks(entries: Sequence[Entry], signer: str, fps: float, processes: int) -> Iterator[list[StoredSign | str]]:
    jobs = [(entries[start : start + CHUNK], signer, fps) for start in range(0, len(entries), CHUNK)]
    if processes < 2 or len(jobs) < 2:
        yield from map(perform_chunk, jobs)
        return
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(perform_chunk, jobs)


def perform_chunk(job: tuple[Sequence[Entry], str, float]) -> list[StoredSign | str]:
    """Some entries performed: a sign, or the reason why there is none, for each."""
    entries, signer, fps = job
    return [perform(entry, signer, fps) for entry in entries]


def perform(entry: Entry, signer: str, fps: float = 25.0) -> StoredSign | str:
    """One entry performed on a signer's body, or the reason why it cannot be."""
    try:
        sign = synthesise(entry.parsed, load_body(signer), fps)
    except StableSignerError as error:
        return f"{entry.source}: {entry.gloss}: {error}"
    return StoredSign(entry, "rule", LICENCE, sign.motion, sign.stroke, sign.holds, sign.active)


def _version() -> str:
    try:
        return version("stable-signer")
    except PackageNotFoundError:
        return "(not installed)"
