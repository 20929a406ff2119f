"""Files that are written whole or not at all, and the reader of the files that ship with the package."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from stable_signer.errors import ModelError, StableSignerError

if TYPE_CHECKING:
    import numpy as np


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


def shipped_tensors(path: Path, what: str) -> tuple[dict[str, np.ndarray], dict]:
    """The arrays of a ``.safetensors`` file of the package, and what its header says about them under our name.

    Raises ``ModelError`` naming ``what`` ("signer", "look") if the file is missing, cut or not ours.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (it cannot be iterated)
            return tensors, json.loads(file.metadata()["stable_signer"])
    except (OSError, SafetensorError, KeyError, TypeError) as error:
        raise ModelError(f"The {what} file {path.name} cannot be read ({error}): reinstall stable-signer.") from error


def _reason(problem: OSError) -> str:
    return (problem.strerror or type(problem).__name__).lower()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
