"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stable_signer.errors import StableSignerError


@contextmanager
def written_whole(path: str | Path, error: type[StableSignerError]) -> Iterator[Path]:
    """A temporary name beside ``path`` to write to; it becomes ``path`` if all goes well and goes otherwise.

    The folder must exist. Raises ``error`` in one line where the system says no: no such folder, no right, disk full.
    """
    path = Path(path)
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}.", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        yield temporary
        os.chmod(temporary, 0o666 & ~_umask())  # mkstemp makes files that only their owner can read
        os.replace(temporary, path)
        temporary = None
    except OSError as problem:
        raise error(f"{path} cannot be written ({_reason(problem)}): give a file in a folder with room.") from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _reason(problem: OSError) -> str:
    return (problem.strerror or type(problem).__name__).lower()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
