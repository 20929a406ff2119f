"""What all tests share: where real data lies, if it is here."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Folder of other people's corpora, never part of the project; skips loudly where it is absent."""
    folder = Path(os.environ.get("STABLE_SIGNER_DATA", Path(__file__).parents[2] / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"real data not found at {folder}: set STABLE_SIGNER_DATA to run this test")
    return folder
