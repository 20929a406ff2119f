"""SLUL's dev tables: hand-written pairs, the grammar's test split, speed; greedy and with the beam, in Markdown."""

from __future__ import annotations

import gzip
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from stable_signer.errors import GlossError, StableSignerError
from stable_signer.evaluation.metrics.score import Score, ScoreError
from stable_signer.evaluation.metrics.text import score_text, span_tallies
from stable_signer.evaluation.references import references
from stable_signer.gloss import GlossSequence, parse_gloss
from stable_signer.text_to_gloss.infer import TextToGloss
from stable_signer.text_to_gloss.real_english import measure

WIDTHS = {"greedy": 1, "beam 4": 4}
"""Ways to decode, by the width of the beam."""
SHOWN = ("bleu1", "bleu2", "bleu3", "bleu4", "rouge_l", "rouge_l_google", "chrf", "exact", "precision", "recall")
"""Columns of the table of scores; the last two are of non-manual marking, sign by sign."""
MAX_PAIRS = 20_000
MAX_LINES = 1_000_000


@dataclass(frozen=True)
class DevPair:
    """A sentence, its gloss, and what the pair shows ("" if the file does not say)."""

    text: str
    sequence: GlossSequence
    phenomenon: str = ""


@dataclass(frozen=True)
class Row:
    """Scores of one set, decoded in one way. right: phenomenon -> (right, all)."""

    name: str
    decoding: str
    num_sentences: int
    scores: dict[str, Score]
    right: dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Speed:
    """How long text to gloss takes."""

    load: float
    """Seconds to load the model in a new process."""
    sentence: dict[str, tuple[float, float]]
    """Decoding -> median and 90th percentile of the milliseconds a warm sentence."""


def read_pairs(path: Path) -> tuple[DevPair, ...]:
    """English, a tab, gloss, and perhaps a tab and the phenomenon, a pair a line; lines that start with # are talk.

    Raises ``ScoreError`` where the file cannot be read, or a line is not such a pair.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ScoreError(f"{path} cannot be read ({error}): expected lines of English, a tab and gloss.") from None
    numbered = [(i, line) for i, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not 0 < len(numbered) <= MAX_PAIRS:
        raise ScoreError(f"{path} has {len(numbered)} pairs: expected 1 to {MAX_PAIRS}.")
    return tuple(_pair(path, number, line) for number, line in numbered)


def _pair(path: Path, number: int, line: str) -> DevPair:
    text, gloss, phenomenon, *_ = [*line.split("\t"), "", ""]
    try:
        if not text.strip() or not gloss.strip():
            raise GlossError("expected English, a tab and gloss")
        return DevPair(text.strip(), parse_gloss(gloss.strip()), phenomenon.strip())
    except GlossError as error:
        raise ScoreError(f"{path}, line {number}: {error}") from None


def test_split(count: int) -> tuple[DevPair, ...]:
    """Sentences of the grammar that were never trained on, with the grammar's gloss."""
    return tuple(DevPair(r.text, r.sequence) for r in islice(references("test"), count))


def evaluate(
    name: str, rows: Sequence[DevPair], translate: TextToGloss, decoding: str, num_bootstrap: int = 1000
) -> Row:
    """Scores of what the whole of ``translate`` makes of the rows, rules and mending included."""
    translate.width = WIDTHS[decoding]
    found = [_answer(translate, row.text) for row in rows]
    hypotheses, wanted = [spaced(s) for s in found], [spaced(row.sequence) for row in rows]
    marked = span_tallies([marking(s) for s in found], [marking(row.sequence) for row in rows])
    spans = {kind: marked[f"all {kind}"].score(num_bootstrap) for kind in ("precision", "recall")}
    right: Counter[str] = Counter()
    for row, hypothesis, reference in zip(rows, hypotheses, wanted, strict=True):
        right[row.phenomenon] += hypothesis == reference
    totals = Counter(row.phenomenon for row in rows)
    by_phenomenon = {p: (right[p], n) for p, n in sorted(totals.items()) if p}
    return Row(name, decoding, len(rows), score_text(hypotheses, wanted, num_bootstrap) | spans, by_phenomenon)


def _answer(translate: TextToGloss, text: str) -> GlossSequence:
    try:
        return translate(text).sequence
    except StableSignerError:
        return GlossSequence(())


def spaced(sequence: GlossSequence) -> str:
    """A gloss line with its brackets as tokens of their own, so that a sign counts as right under a wrong marker."""
    return str(sequence).replace("(", "( ").replace(")", " )")


def marking(sequence: GlossSequence) -> Counter[tuple[str, str]]:
    """(kind, sign) of every sign under a non-manual marker."""
    return Counter((span.kind, str(sign)) for span in sequence.spans for sign in sequence.signs[span.start : span.stop])


def speed(translate: TextToGloss, texts: Sequence[str]) -> Speed:
    """Warm milliseconds a sentence, and the time that a new process needs to load the model."""
    times: dict[str, tuple[float, float]] = {}
    for name, width in WIDTHS.items():
        translate.width = width
        seconds = [_seconds(translate, text) for text in texts]
        times[name] = (1e3 * float(np.median(seconds)), 1e3 * float(np.percentile(seconds, 90)))
    return Speed(_load_seconds(), times)


def _seconds(translate: TextToGloss, text: str) -> float:
    started = time.perf_counter()
    _answer(translate, text)
    return time.perf_counter() - started


def _load_seconds() -> float:
    code = (
        "import time; from stable_signer.text_to_gloss.infer import TextToGloss; import onnxruntime; "
        "t = time.perf_counter(); TextToGloss.from_pretrained(); print(time.perf_counter() - t)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(done.stdout)


def scores_table(rows: Sequence[Row]) -> str:
    """Markdown: a line a set and decoding, value and 95 % interval of BLEU-4 and exact, values of the rest."""
    head = ["set", "decoding", "sentences", *SHOWN]
    lines = [_line(head), _line(["---"] * len(head))]
    for row in rows:
        lines.append(_line([row.name, row.decoding, str(row.num_sentences), *[_cell(row, name) for name in SHOWN]]))
    return "\n".join(lines)


def _cell(row: Row, name: str) -> str:
    score = row.scores[name]
    with_interval = name in ("bleu4", "exact") and score.low is not None
    return f"{score.value:.2f} [{score.low:.1f}, {score.high:.1f}]" if with_interval else f"{score.value:.2f}"


def phenomena_table(row: Row) -> str:
    """Markdown: exact gloss lines by phenomenon, the weakest first."""
    ordered = sorted(row.right.items(), key=lambda item: item[1][0] / item[1][1])
    lines = [_line(["phenomenon", "exact", "sentences"]), _line(["---"] * 3)]
    return "\n".join([*lines, *[_line([name, str(right), str(total)]) for name, (right, total) in ordered]])


def speed_table(result: Speed) -> str:
    lines = [_line(["decoding", "median ms a sentence", "90th percentile ms"]), _line(["---"] * 3)]
    lines += [_line([name, f"{mid:.1f}", f"{high:.1f}"]) for name, (mid, high) in result.sentence.items()]
    return "\n".join([*lines, "", f"Loading the model in a new process: {result.load:.2f} s."])


def english_lines(path: Path, count: int, seed: int = 1) -> list[str]:
    """``count`` lines drawn from a file: a sentence a line, or a table with a column ``text``; plain or ``.gz``.

    Raises ``ScoreError`` where it cannot be read.
    """
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8") as file:
            lines = [line.rstrip("\n") for line in islice(file, MAX_LINES)]
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise ScoreError(f"{path} cannot be read ({error}): expected a sentence a line.") from None
    header = lines[0].split("\t") if lines else []
    if "text" in header:
        lines = [line.split("\t")[header.index("text")] for line in lines[1:] if line.count("\t") >= len(header) - 1]
    random.Random(seed).shuffle(lines)
    return lines[:count]


def coverage_table(paths: Sequence[Path], count: int, translate: TextToGloss) -> str:
    """Markdown: how far greedy decoding gets on real English, a line a file; percent but for the length ratio."""
    translate.width = WIDTHS["greedy"]
    head = ["English", "lines", "parsed", "content words kept", "fingerspelled", "names", "mended", "signs a word", "s"]
    lines = [_line(head), _line(["---"] * len(head))]
    for path in paths:
        c = measure(english_lines(path, count), translate)
        shares = [f"{100 * share:.1f}" for share in (c.parsed, c.kept, c.spelled, c.named, c.mended)]
        lines.append(_line([path.name, str(c.lines), *shares, f"{c.length_ratio:.2f}", f"{c.seconds:.0f}"]))
    return "\n".join(lines)


def signatures(row: Row) -> str:
    """How each column was computed, a line each."""
    return "\n".join(f"* {name}: {row.scores[name].signature}" for name in SHOWN)


def to_json(rows: Sequence[Row], result: Speed | None) -> dict:
    """Everything in the tables, for other programs."""
    return {
        "rows": [
            {
                "set": row.name,
                "decoding": row.decoding,
                "sentences": row.num_sentences,
                "scores": {n: {"value": s.value, "low": s.low, "high": s.high} for n, s in row.scores.items()},
                "exact_by_phenomenon": row.right,
            }
            for row in rows
        ],
        "speed": None if result is None else {"load_s": result.load, "sentence_ms": result.sentence},
    }


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
