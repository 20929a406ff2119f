"""Metrics of text and gloss, exactly as the code of the sign language papers computes them.

One reference a sentence, whitespace tokens, both sides lower-cased, corpus level where BLEU and chrF are concerned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from stable_signer.errors import StableSignerError

MSCOCO_BETA = 1.2


class ScoreError(StableSignerError):
    """Hypotheses and references that cannot be compared."""


@dataclass(frozen=True)
class Score:
    """A number that says how it was computed."""

    value: float
    """0..100 unless the signature says otherwise."""
    signature: str
    """Definition, library, version and options."""
    higher_is_better: bool = True
    low: float | None = None
    """Ends of the 95 % bootstrap interval, if one was asked for."""
    high: float | None = None


def bleu(hypotheses: Sequence[str], references: Sequence[str], order: int = 4) -> Score:
    """Corpus BLEU of n-grams up to ``order``, no tokenisation, no smoothing (sacrebleu's default smooths)."""
    from sacrebleu.metrics.bleu import BLEU

    metric = BLEU(tokenize="none", max_ngram_order=order, smooth_method="floor", smooth_value=0.0)
    score = metric.corpus_score(_lower(hypotheses), [_lower(references)]).score
    return Score(float(score), f"BLEU-{order}|{metric.get_signature()}|lower-cased by us")


def chrf(hypotheses: Sequence[str], references: Sequence[str]) -> Score:
    """Corpus chrF2 of sacrebleu."""
    from sacrebleu.metrics.chrf import CHRF

    metric = CHRF()
    score = metric.corpus_score(_lower(hypotheses), [_lower(references)]).score
    return Score(float(score), f"chrF|{metric.get_signature()}|lower-cased by us")


def rouge_l(hypotheses: Sequence[str], references: Sequence[str]) -> Score:
    """ROUGE-L F with beta = 1.2 (the mscoco one, of the PHOENIX14T papers), mean over sentences x 100."""
    value = _mean_rouge(hypotheses, references, lambda precision, recall: MSCOCO_BETA)
    return Score(value, "ROUGE-L|F, beta 1.2 (mscoco)|whitespace tokens|mean over sentences|lower-cased")


def rouge_l_google(hypotheses: Sequence[str], references: Sequence[str]) -> Score:
    """ROUGE-L F with beta = P / R (google seq2seq), mean over sentences x 100; differs by 1.3-2.5 points."""
    value = _mean_rouge(hypotheses, references, lambda precision, recall: precision / (recall + 1e-12))
    return Score(value, "ROUGE-L|F, beta P/R (google seq2seq)|whitespace tokens|mean over sentences|lower-cased")


def wer(hypotheses: Sequence[str], references: Sequence[str]) -> Score:
    """Word error rate in percent: edits over the whole corpus by the number of reference tokens."""
    pairs = _tokens(hypotheses, references)
    edits = sum(edit_distance(hypothesis, reference) for hypothesis, reference in pairs)
    total = sum(len(reference) for _, reference in pairs)
    return Score(100.0 * edits / max(total, 1), "WER|Levenshtein, corpus level|whitespace tokens|lower-cased", False)


TEXT_METRICS: dict[str, Callable[[Sequence[str], Sequence[str]], Score]] = {
    "bleu1": lambda h, r: bleu(h, r, 1),
    "bleu2": lambda h, r: bleu(h, r, 2),
    "bleu3": lambda h, r: bleu(h, r, 3),
    "bleu4": bleu,
    "rouge_l": rouge_l,
    "rouge_l_google": rouge_l_google,
    "chrf": chrf,
    "wer": wer,
}
"""Name in reports -> metric."""


def score_text(
    hypotheses: Sequence[str], references: Sequence[str], num_bootstrap: int = 0, seed: int = 0
) -> dict[str, Score]:
    """All metrics of text; with ``num_bootstrap`` resamples of the sentences each also has a 95 % interval.

    Raises ``ScoreError`` where the two do not have the same, non-zero number of sentences.
    """
    check_parallel(hypotheses, references)
    scores = {name: metric(hypotheses, references) for name, metric in TEXT_METRICS.items()}
    if num_bootstrap == 0:
        return scores
    draws = np.random.default_rng(seed).integers(0, len(references), (num_bootstrap, len(references)))
    return {
        name: _with_interval(score, TEXT_METRICS[name], hypotheses, references, draws) for name, score in scores.items()
    }


def check_parallel(hypotheses: Sequence, references: Sequence) -> None:
    """Raises ``ScoreError`` unless both have the same, non-zero length."""
    if len(hypotheses) != len(references) or not len(references):
        raise ScoreError(
            f"{len(hypotheses)} hypotheses and {len(references)} references: expected the same number, at least one."
        )


def edit_distance(a: Sequence[str], b: Sequence[str]) -> int:
    """Fewest insertions, deletions and substitutions from a to b (Levenshtein 1966)."""
    row = np.arange(len(b) + 1)
    for i, token in enumerate(a, 1):
        change = row[:-1] + np.array([token != other for other in b], dtype=int)
        best = np.minimum(change, row[1:] + 1)
        left = np.concatenate([[i], best])
        # an insertion costs one a place: running minimum of (cost - place), plus the place
        row = np.minimum.accumulate(left - np.arange(len(left))) + np.arange(len(left))
    return int(row[-1])


def lcs_length(a: Sequence[str], b: Sequence[str]) -> int:
    """Length of the longest common subsequence."""
    row = np.zeros(len(b) + 1, dtype=int)
    for token in a:
        hit = row[:-1] + np.array([token == other for other in b], dtype=int)
        row = np.concatenate([[0], np.maximum.accumulate(np.maximum(hit, row[1:]))])
    return int(row[-1])


def span_scores(
    found: Sequence[Counter[tuple[str, str]]], wanted: Sequence[Counter[tuple[str, str]]]
) -> dict[str, tuple[float, float]]:
    """Precision and recall, 0..1, of non-manual marking by kind, and over ``all`` kinds.

    Each sentence is a count of (kind, sign) pairs: a marker is right on every sign that it should cover.
    """
    check_parallel(found, wanted)
    kinds = sorted({kind for counts in (*found, *wanted) for kind, _ in counts})
    return {kind: _precision_recall(found, wanted, kind) for kind in [*kinds, "all"]}


def _precision_recall(
    found: Sequence[Counter[tuple[str, str]]], wanted: Sequence[Counter[tuple[str, str]]], kind: str
) -> tuple[float, float]:
    def of_kind(counts: Counter[tuple[str, str]]) -> Counter[tuple[str, str]]:
        return Counter({pair: n for pair, n in counts.items() if kind in ("all", pair[0])})

    pairs = [(of_kind(f), of_kind(w)) for f, w in zip(found, wanted, strict=True)]
    right = sum((f & w).total() for f, w in pairs)
    num_found, num_wanted = sum(f.total() for f, _ in pairs), sum(w.total() for _, w in pairs)
    return right / num_found if num_found else 1.0, right / num_wanted if num_wanted else 1.0


def _mean_rouge(
    hypotheses: Sequence[str], references: Sequence[str], beta_of: Callable[[float, float], float]
) -> float:
    values = []
    for hypothesis, reference in _tokens(hypotheses, references):
        common = lcs_length(hypothesis, reference)
        precision, recall = common / max(len(hypothesis), 1), common / max(len(reference), 1)
        beta2 = beta_of(precision, recall) ** 2
        values.append((1 + beta2) * precision * recall / (recall + beta2 * precision) if common else 0.0)
    return 100.0 * float(np.mean(values))


def _with_interval(
    score: Score, metric: Callable, hypotheses: Sequence[str], references: Sequence[str], draws: np.ndarray
) -> Score:
    values = [metric([hypotheses[i] for i in draw], [references[i] for i in draw]).value for draw in draws]
    low, high = np.percentile(values, [2.5, 97.5])
    signature = f"{score.signature}|bootstrap {len(draws)}"
    return Score(score.value, signature, score.higher_is_better, float(low), float(high))


def _tokens(hypotheses: Sequence[str], references: Sequence[str]) -> list[tuple[list[str], list[str]]]:
    check_parallel(hypotheses, references)
    return [(h.split(), r.split()) for h, r in zip(_lower(hypotheses), _lower(references), strict=True)]


def _lower(sentences: Sequence[str]) -> list[str]:
    return [sentence.lower() for sentence in sentences]
