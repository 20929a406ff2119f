"""Ablation of SLUL's objective on the grammar's test split: what a trained model writes, scored symbol by symbol.

No rule, beam or mending helps the model here (``infer`` has them), so that the terms of the loss show.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from statistics import mean, stdev

from stable_signer.evaluation.metrics.score import ScoreError
from stable_signer.evaluation.metrics.text import TEXT_METRICS, span_scores
from stable_signer.files import written_whole
from stable_signer.text_to_gloss.corpus.pairs import Pair, pairs
from stable_signer.text_to_gloss.exchange import SENSES
from stable_signer.text_to_gloss.target import CLAUSE, CLOSING, OBJECTS, OPENINGS, SUBJECTS
from stable_signer.text_to_gloss.words import Words

METRICS = ("bleu1", "bleu2", "bleu3", "bleu4", "rouge_l", "rouge_l_google", "chrf", "exact")
LABELS = {
    "base": "Base (L_SLUL)",
    "contrastive": "+ contrastive (L_con)",
    "sagm": "+ SAGM (L_SAGM)",
    "kl": "+ KL (L_KL)",
    "all": "all",
}
"""Name of a setting -> what it is called in tables."""
_NO_SIGN = frozenset((*SUBJECTS, *OBJECTS, *SENSES, CLAUSE))


@dataclass(frozen=True)
class AblationRun:
    """One training of one setting and what came of it."""

    name: str
    seed: int
    steps: int
    num_sentences: int
    seconds: float
    """Of one processor core, for the training."""
    scores: dict[str, float]
    curve: list[dict[str, float]]
    """Terms of the loss along the training, see ``smoothed``."""


def held_out(words: Words, count: int, split: str = "test", seed: int = 0) -> list[Pair]:
    """Distinct pairs of a split, the same for the same seed and lexicon."""
    seen: set[str] = set()

    def fresh(pair: Pair) -> bool:
        is_new = pair.split == split and pair.text not in seen
        seen.add(pair.text)
        return is_new

    return list(islice((pair for pair in pairs(words, seed) if fresh(pair)), count))


def scores(rows: Sequence[Pair], answers: Sequence[Sequence[str]]) -> dict[str, float]:
    """Every metric of ``METRICS``, 0..100, and precision and recall of non-manual marking, of answers to ``rows``."""
    readable = [dict(zip(row.target, row.gloss.split(" "), strict=True)) for row in rows]
    hypotheses = [" ".join(names.get(s, s) for s in answer) for names, answer in zip(readable, answers, strict=True)]
    references = [row.gloss for row in rows]
    values = {name: TEXT_METRICS[name].score(hypotheses, references).value for name in METRICS}
    marked = span_scores([marking(answer) for answer in answers], [marking(row.target) for row in rows])
    precision, recall = marked["all"]
    return values | {"precision": 100 * precision, "recall": 100 * recall}


def marking(symbols: Sequence[str]) -> Counter[tuple[str, str]]:
    """(kind, sign) of every sign under a non-manual marker; brackets that do not match are left out."""
    counts: Counter[tuple[str, str]] = Counter()
    kinds: list[str] = []
    for symbol in symbols:
        if symbol in OPENINGS:
            kinds.append(symbol[:-1])
        elif symbol == CLOSING:
            kinds = kinds[:-1]
        elif symbol not in _NO_SIGN:
            counts.update((kind, symbol) for kind in kinds)
    return counts


def smoothed(log: Sequence[Mapping[str, float]], every: int = 25) -> list[dict[str, float]]:
    """A training log as means over ``every`` steps, each under the number of its last step."""
    chunks = [log[i : i + every] for i in range(0, len(log), every)]
    names = ("L_SLUL", "L_SAGM", "L_KL", "L_con", "L")
    return [
        {"step": chunk[-1]["step"]} | {n: round(sum(line[n] for line in chunk) / len(chunk), 4) for n in names}
        for chunk in chunks
    ]


def read_runs(path: Path) -> list[AblationRun]:
    """The runs of a results file; none where there is no file. Raises ``ScoreError`` for a broken one."""
    if not path.is_file():
        return []
    try:
        return [AblationRun(**run) for run in json.loads(path.read_text())["runs"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ScoreError(f"{path} holds no ablation runs ({error}): remove it and run the ablation again.") from None


def write_runs(path: Path, runs: Sequence[AblationRun]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path, ScoreError) as part:
        part.write_text(json.dumps({"runs": [asdict(run) for run in runs]}, indent=1) + "\n")


_LOWER = frozenset(name for name, metric in TEXT_METRICS.items() if metric.direction == "lower")


def table(runs: Sequence[AblationRun]) -> str:
    """Markdown: a line a setting, mean and standard deviation over the seeds; the best of each column is bold."""
    names = list(dict.fromkeys(run.name for run in runs))
    columns = list(runs[0].scores)
    cells = {name: [[run.scores[c] for run in runs if run.name == name] for c in columns] for name in names}
    best = [
        (min if column in _LOWER else max)(names, key=lambda n: mean(cells[n][k])) for k, column in enumerate(columns)
    ]
    lines = [_line(["objective", "seeds", *columns]), _line(["---"] * (2 + len(columns)))]
    for name in names:
        values = [_mean_and_deviation(values, best[k] == name) for k, values in enumerate(cells[name])]
        lines.append(_line([LABELS.get(name, name), str(len(cells[name][0])), *values]))
    return "\n".join(lines)


def note(runs: Sequence[AblationRun]) -> str:
    """What the numbers of ``table`` are, in a sentence or two."""
    seconds = sum(run.seconds for run in runs)
    return (
        f"{len(runs)} trainings of {runs[0].steps} steps (`config.SMALL`), scored on {runs[0].num_sentences} sentences "
        "of the test split that no training has seen; greedy, without rules, beam and mending of the shipped system. "
        "Mean and standard deviation over the seeds; all columns 0..100, higher is better; precision and recall are of "
        f"non-manual marking, sign by sign. {seconds / 60:.0f} minutes of one busy core in all."
    )


def filled(page: str, name: str, text: str) -> str:
    """A Markdown page with ``text`` between its comments ``name`` and ``/name``. Raises ``ScoreError`` without them."""
    start, stop = f"<!-- {name} -->", f"<!-- /{name} -->"
    if start not in page or stop not in page:
        raise ScoreError(f"The page has no {start} ... {stop}: expected both, to write the table between.")
    before, rest = page.split(start, 1)
    return f"{before}{start}\n\n{text}\n\n{stop}{rest.split(stop, 1)[1]}"


def _mean_and_deviation(values: Sequence[float], is_best: bool) -> str:
    text = f"{mean(values):.1f}" + (f" ± {stdev(values):.1f}" if len(values) > 1 else "")
    return f"**{text}**" if is_best else text


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
