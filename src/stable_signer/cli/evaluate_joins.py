"""``stable-signer evaluate joins``: stitched sentences against real ones."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import tyro


@dataclass(frozen=True)
class EvaluateJoins:
    """How near sentences stitched from dictionary clips come to real ones, as given and as we realise them."""

    folder: Annotated[Path, tyro.conf.Positional]
    """NAME_updated.pose (stitched), NAME_original.pose (real) and NAME_metadata.json."""
    json: bool = False
    """Print JSON instead of a table."""

    def run(self) -> None:
        from stable_signer.evaluation.joins import evaluate_joins

        found = evaluate_joins(self.folder)
        print(found.to_json() if self.json else found.to_text())
