"""RWTH-PHOENIX-Weather 2014T (Camgoz et al. 2018): German weather forecasts and their DGS glosses, official splits."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from stable_signer.data.readers.parallel import ParallelRow, read_parallel

Split = Literal["train", "dev", "test"]


def read_phoenix14t(folder: str | Path, split: Split) -> tuple[ParallelRow, ...]:
    """The rows of ``phoenix14t.<split>.tsv.gz``, with the clean gloss column.

    Raises ``CorpusError`` where the file is missing or of another layout.
    """
    return read_parallel(Path(folder) / f"phoenix14t.{split}.tsv.gz")
