"""Runs inside the peer's own virtual environment: what spoken-to-signed 0.4.0 makes of the sentences of an evaluation.

    python -m venv peer && peer/bin/pip install spoken-to-signed==0.4.0 opencv-python-headless
    stable-signer evaluate sentences > sentences.tsv
    peer/bin/python benchmarks/peer_poses.py sentences.tsv peer-poses
    stable-signer evaluate all --also "spoken-to-signed 0.4.0=peer-poses"

Its bundled fingerspelling is its only lexicon (its wheel brings no other), so it spells every word; see
``peer_latency.py``.
"""

import sys
from pathlib import Path

from peer_latency import to_pose


def main(sentences: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    rows = sentences.read_text(encoding="utf-8")
    (folder / "sentences.tsv").write_text(rows, encoding="utf-8")  # evaluate compares: other sentences are refused
    for line in rows.splitlines():
        name, text, _ = line.split("\t")
        with (folder / f"{name}.pose").open("wb") as file:
            to_pose(text).write(file)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
