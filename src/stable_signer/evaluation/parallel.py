"""Scores of models of parallel corpora (PHOENIX14T, ASLG-PC12, a researcher's own): tables to print and to publish.

Results are kept as numbers alone, never sentences: the corpora's licences do not let us copy them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stable_signer.data.readers.parallel import ParallelRow
from stable_signer.evaluation.metrics.score import ScoreError
from stable_signer.evaluation.metrics.text import score_text
from stable_signer.files import written_whole

if TYPE_CHECKING:
    from stable_signer.text_to_gloss.parallel.train import Trained

PUBLISHED = {
    "copy of the German text": None,
    "Egea Gomez et al. 2021, with syntax": "egea2021_syntax_epoch125.txt",
    "Zhu et al. 2023, SYSTEM_2": "zhu2023_humaneval_SYSTEM_2.txt",
    "Zhu et al. 2023, SYSTEM_3 (the best published)": "zhu2023_humaneval_SYSTEM_3.txt",
}
"""System -> file of its outputs on PHOENIX14T's test rows, one a line; None: the text itself."""
COLUMNS = ("bleu1", "bleu2", "bleu3", "bleu4", "rouge_l", "rouge_l_google", "chrf", "wer")


def dev_table(trained: Trained, dev_rows: Sequence[ParallelRow], num_bootstrap: int = 200) -> str:
    """Every metric of text of the averaged weights on the dev rows, with its 95 % interval and its signature, beside
    what copying the text scores."""
    references = [row.gloss for row in dev_rows]
    ours = score_text(trained.hypotheses, references, num_bootstrap)
    copied = score_text([row.text for row in dev_rows], references)
    lines = [f"{'metric':15} {'dev':>7} {'95 % interval':>17} {'copy':>7}  signature"]
    for name, score in ours.items():
        interval = f"{score.low:7.2f} to {score.high:6.2f}"
        lines.append(f"{name:15} {score.value:7.2f} {interval:>17} {copied[name].value:7.2f}  {score.signature}")
    return "\n".join(lines)


def scores(hypotheses: Sequence[str], rows: Sequence[ParallelRow]) -> dict[str, float]:
    """Metric -> value, two decimals."""
    found = score_text(hypotheses, [row.gloss for row in rows])
    return {name: round(score.value, 2) for name, score in found.items()}


def published(folder: Path, test_rows: Sequence[ParallelRow]) -> dict[str, dict[str, float]]:
    """System -> scores of its published outputs. Raises ``ScoreError`` where a file is missing or of another length."""
    found = {}
    for name, file in PUBLISHED.items():
        try:
            path = folder / "published_outputs" / str(file)
            lines = [_as_gloss(row.text) for row in test_rows] if file is None else _lines(path)
        except (OSError, UnicodeDecodeError) as error:
            raise ScoreError(f"{folder / 'published_outputs' / str(file)} cannot be read ({error}).") from None
        found[name] = scores(lines, test_rows)
    return found


def _as_gloss(text: str) -> str:
    """German text as glosses are written: umlauts spelled out, no final stop."""
    spelled = text.lower().translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}))
    return spelled.rstrip().removesuffix(".").rstrip()


def read_results(path: Path) -> dict[str, Any]:
    """What ``write_results`` wrote; nothing where there is no file. Raises ``ScoreError`` for a broken one."""
    if not path.is_file():
        return {}
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ScoreError(f"{path} holds no results ({error}): remove it and score again.") from None


def write_results(path: Path, results: Mapping[str, Any]) -> None:
    """JSON, complete or not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path, ScoreError) as part:
        part.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def systems_table(systems: Mapping[str, Mapping[str, float]]) -> str:
    """Markdown: a line a system, a column a metric."""
    lines = [f"| system | {' | '.join(COLUMNS)} |", "|" + " --- |" * (1 + len(COLUMNS))]
    lines += [f"| {name} | {' | '.join(f'{values[c]:.2f}' for c in COLUMNS)} |" for name, values in systems.items()]
    return "\n".join(lines)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()
