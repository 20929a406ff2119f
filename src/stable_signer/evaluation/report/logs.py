"""Training curves from files: logs with a JSON object a line, and the results of ablations (docs/results/*.json)."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from stable_signer.evaluation.metrics.score import ScoreError

MAX_LOG_BYTES = 200_000_000
NO_QUANTITY = ("step", "epoch", "seconds")

Series = dict[str, list[tuple[float, float]]]
"""Quantity -> (step, value)."""


def read_logs(name: str, path: Path) -> dict[str, Series]:
    """The runs of a file, by name: one in a log of lines, several (mean over their seeds) in results of an ablation.

    Raises ``ScoreError`` for another file.
    """
    text = _text(path)
    try:
        runs = _runs(json.loads(text)) if Path(path).suffix == ".json" else {name: [_rows(text)]}
    except ValueError:
        raise ScoreError(f"{path} cannot be read: expected a log with a JSON object a line.") from None
    found = {run: series for run, curves in runs.items() if (series := _mean([_series(curve) for curve in curves]))}
    if not found:
        raise ScoreError(f'{path} holds no numbers over steps: expected lines such as {{"step": 50, "loss": 1.2}}.')
    return found


def _runs(data: Any) -> dict[str, list[list[dict]]]:
    """Name -> curves of an ablation: ``{"runs": [{name, curve}]}`` or ``{name: {curve}}``."""
    rows = data.get("runs") if isinstance(data, dict) else None
    if rows is None and isinstance(data, dict):
        rows = [{"name": name} | row for name, row in data.items() if isinstance(row, dict)]
    runs: dict[str, list[list[dict]]] = {}
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and isinstance(row.get("curve"), list):
            runs.setdefault(str(row.get("name")), []).append(row["curve"])
    return runs


def _rows(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def _series(rows: Iterable[Any]) -> Series:
    series: Series = {}
    for i, row in enumerate(row for row in rows if isinstance(row, dict)):
        step = row.get("step", row.get("epoch", i))
        for key, value in row.items():
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            if key not in NO_QUANTITY and is_number and math.isfinite(value):
                series.setdefault(key, []).append((float(step), float(value)))
    return series


def _mean(runs: list[Series]) -> Series:
    """The mean over runs at every step that all of them have."""
    if len(runs) == 1:
        return runs[0]
    mean: Series = {}
    for key in runs[0]:
        values = [dict(run.get(key, ())) for run in runs]
        steps = sorted(set.intersection(*(set(v) for v in values)))
        mean[key] = [(step, sum(v[step] for v in values) / len(values)) for step in steps]
    return {key: points for key, points in mean.items() if points}


def _text(path: Path) -> str:
    try:
        if Path(path).stat().st_size > MAX_LOG_BYTES:
            raise ScoreError(f"{path} is larger than {MAX_LOG_BYTES:,} bytes: give a shorter log.")
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise ScoreError(f"{path} cannot be read: expected a log with a JSON object a line.") from None
