"""How long a sentence takes, cold and warm, beside the closest peer, in one run on one machine.

    python benchmarks/latency.py                 ours only
    python benchmarks/latency.py --peer          and spoken-to-signed==0.4.0 in a virtual environment of its own

Absolute times drift with the machine; read the ratios. Every time is also given for 5 s of signing, since the
systems sign the same sentence in different times.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
import venv
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

TEXT = "My mother lives in Boston and works in a big hospital."
PEER = ["spoken-to-signed==0.4.0", "opencv-python-headless"]
BUDGETS = {
    "warm text -> pose": 0.15,
    "warm text -> mp4 skeleton (cpu)": 0.5,
    "warm text -> mp4 avatar": 2.0,
    "warm first avatar frame": 0.5,
    "cold text -> mp4 avatar": 3.0,
    "import stable_signer": 0.6,
}
"""Seconds for 5 s of signing; DESIGN: 5 s at 25 frames a second, 512 x 512, two cores."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", default=TEXT)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--peer", action="store_true", help="install and time the peer too")
    parser.add_argument("--json", type=Path, help="write the results here")
    args = parser.parse_args()
    with TemporaryDirectory() as folder:
        rows = ours(args.text, args.repeats, Path(folder))
        if args.peer:
            rows |= peer(args.text, args.repeats, Path(folder) / "peer")
    print_table(rows)
    if args.json:
        args.json.write_text(json.dumps(rows, indent=2) + "\n")


def ours(text: str, repeats: int, folder: Path) -> dict[str, dict[str, float]]:
    """Seconds by job. Each is the best of ``repeats``: the machine's noise only adds."""
    cold = best(repeats, lambda: run_cold(text, folder / "cold.mp4"))
    imported = best(repeats, lambda: run([sys.executable, "-c", "import stable_signer"]))
    bare = best(repeats, lambda: run([sys.executable, "-c", "pass"]))
    from stable_signer import StableSigner

    engine = StableSigner.from_pretrained()
    signed = engine.sign(text)
    for renderer in ("skeleton", "avatar"):
        signed.save(folder / "warm.mp4", renderer=renderer)
    seconds = len(signed.pose) / signed.pose.fps
    jobs: dict[str, Callable[[], object]] = {
        "warm text -> pose": lambda: engine.sign(text),
        "warm text -> mp4 skeleton": lambda: engine.sign(text).save(folder / "s.mp4", renderer="skeleton"),
        "warm first avatar frame": lambda: next(iter(engine.sign(text).clip())),
        "warm text -> mp4 avatar": lambda: engine.sign(text).save(folder / "a.mp4"),
    }
    rows = {}
    for name, job in jobs.items():
        wall, cpu = best(repeats, job)
        share = 1.0 if "first" in name else 5.0 / seconds
        rows[name] = {"wall_s": wall * share, "cpu_s": cpu * share, "signing_s": seconds}
    rows["cold text -> mp4 avatar"] = {"wall_s": cold[0] * 5.0 / seconds, "cpu_s": cold[1], "signing_s": seconds}
    rows["import stable_signer"] = {"wall_s": imported[0] - bare[0], "cpu_s": imported[1] - bare[1], "signing_s": 0.0}
    return rows


def peer(text: str, repeats: int, folder: Path) -> dict[str, dict[str, float]]:
    """The same jobs of the peer, in an environment that is made here and thrown away."""
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "-q", *PEER], check=True, stdout=sys.stderr)
    script = str(Path(__file__).with_name("peer_latency.py"))
    result = subprocess.run([python, script, text, str(repeats)], check=True, capture_output=True, text=True)
    found = json.loads(result.stdout.splitlines()[-1])
    share = 5.0 / found["signing_s"]
    cold = best(repeats, lambda: run_peer_cold(python, script, text, folder))
    rows = {
        "peer: warm text -> pose": found["pose"],
        "peer: warm text -> mp4 stick figure": found["video"],
        "peer: cold text -> mp4 stick figure": cold,
    }
    return {
        name: {"wall_s": wall * share, "cpu_s": cpu * share, "signing_s": found["signing_s"]}
        for name, (wall, cpu) in rows.items()
    }


def run_peer_cold(python: str, script: str, text: str, folder: Path) -> None:
    run([python, script, text, str(folder / "peer.mp4")])


def run_cold(text: str, path: Path) -> None:
    run([sys.executable, "-m", "stable_signer.cli", "sign", text, "-o", str(path)])


def run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def best(repeats: int, job: Callable[[], object]) -> tuple[float, float]:
    """Least wall seconds, and least CPU seconds of this process and its children."""
    walls, cpus = [], []
    for _ in range(repeats):
        wall, cpu = time.perf_counter(), cpu_seconds()
        job()
        walls.append(time.perf_counter() - wall)
        cpus.append(cpu_seconds() - cpu)
    return min(walls), min(cpus)


def cpu_seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def print_table(rows: dict[str, dict[str, float]]) -> None:
    """Each job, for 5 s of signing, its budget, and its ratio to the peer's nearest job."""
    print(f"{'job (for 5 s of signing)':<38}{'wall s':>8}{'cpu s':>8}{'budget':>8}{'x peer':>8}")
    for name, row in rows.items():
        budget = BUDGETS.get(name, BUDGETS.get(f"{name} (cpu)"))
        told = f"{budget:8.2f}" if budget else " " * 8
        ratio = rows.get(_peer_job(name))
        times = f"{row['wall_s']:8.3f}{row['cpu_s']:8.3f}"
        print(f"{name:<38}{times}{told}" + (f"{row['wall_s'] / ratio['wall_s']:8.2f}" if ratio else ""))


def _peer_job(name: str) -> str:
    if name == "warm text -> pose":
        return "peer: warm text -> pose"
    return f"peer: {name.split()[0]} text -> mp4 stick figure" if "mp4" in name and "peer" not in name else ""


if __name__ == "__main__":
    main()
