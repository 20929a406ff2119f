"""ASLG-PC12 (Othman and Jemni 2012): English of the European Parliament and glosses that a program made from it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from stable_signer.data.readers.parallel import ParallelRow, read_parallel

_FILES = {
    "train": "train.reconstructed.tsv.gz",
    "dev": "dev.kayoyin.tsv.gz",
    "test": "test.kayoyin.tsv.gz",
}


def read_aslg_pc12(folder: str | Path, split: Literal["train", "dev", "test"]) -> tuple[ParallelRow, ...]:
    """The rows of a split of Yin and Read (2020).

    Raises ``CorpusError`` where the file is missing or of another layout.
    """
    return read_parallel(Path(folder) / _FILES[split], ("english", "gloss"))
