"""Rebuilds the looks that the avatar renderer ships: ``python runs/02_dress_signers.py`` (needs the extra
``[train]``; two minutes)."""

from __future__ import annotations

from pathlib import Path

from bake.dress import dress_all

if __name__ == "__main__":
    dress_all(Path(__file__).parents[1] / "src/stable_signer/pose_to_video/looks")
