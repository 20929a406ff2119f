"""Metrics of text and gloss, exactly as the code of the sign language papers computes them.

One reference a sentence, whitespace tokens, both sides lower-cased, corpus level where BLEU and chrF are concerned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from stable_signer.evaluation.metrics.score import (
    NUM_BOOTSTRAP,
    Direction,
    Score,
    Tally,
    check_parallel,
    mean_tally,
    ratio,
)
from stable_signer.evaluation.metrics.score import ScoreError as ScoreError

MSCOCO_BETA = 1.2
CHRF_ORDER, CHRF_BETA = 6, 2.0


@dataclass(frozen=True)
class TextMetric:
    """A metric of sentences: its value, and the tally that gives the interval."""

    score: Callable[[Sequence[str], Sequence[str]], Score]
    tally: Callable[[Sequence[str], Sequence[str]], Tally]

    @property
    def direction(self) -> Direction:
        return self.tally(["A"], ["A"]).direction


def bleu(hypotheses: Sequence[str], references: Sequence[str], order: int = 4) -> Score:
    """Corpus BLEU of n-grams up to ``order``, no tokenisation, no smoothing (sacrebleu's default smooths)."""
    from sacrebleu.metrics.bleu import BLEU

    metric = BLEU(tokenize="none", max_ngram_order=order, smooth_method="floor", smooth_value=0.0, force=True)
    score = metric.corpus_score(_lower(hypotheses), [_lower(references)]).score
    return Score(float(score), f"BLEU-{order}|{metric.get_signature()}|lower-cased by us")


def bleu_tally(hypotheses: Sequence[str], references: Sequence[str], order: int = 4) -> Tally:
    """The sums of BLEU (Papineni et al. 2002): both lengths, then matches, then n-grams, by order."""
    rows = [_ngram_counts(h, r, order) for h, r in _tokens(hypotheses, references)]
    return Tally(np.array(rows, np.float64), _bleu_of, f"BLEU-{order}|our sums, equal to sacrebleu's value")


def chrf(hypotheses: Sequence[str], references: Sequence[str]) -> Score:
    """Corpus chrF2 of sacrebleu."""
    from sacrebleu.metrics.chrf import CHRF

    metric = CHRF()
    score = metric.corpus_score(_lower(hypotheses), [_lower(references)]).score
    return Score(float(score), f"chrF|{metric.get_signature()}|lower-cased by us")


def chrf_tally(hypotheses: Sequence[str], references: Sequence[str]) -> Tally:
    """The sums of chrF (Popovic 2015): characters n-grams of both sides and their matches, by order."""
    pairs = zip(_lower(hypotheses), _lower(references), strict=True)
    rows = [_character_counts("".join(h.split()), "".join(r.split())) for h, r in pairs]
    return Tally(np.array(rows, np.float64), _chrf_of, "chrF2|our sums, equal to sacrebleu's value")


def rouge_l(hypotheses: Sequence[str], references: Sequence[str]) -> Score:
    """ROUGE-L F with beta = 1.2 (the mscoco one, of the PHOENIX14T papers), mean over sentences x 100."""
    return rouge_tally(hypotheses, references).score(0)


def rouge_l_google(hypotheses: Sequence[str], references: Sequence[str]) -> Score:
    """ROUGE-L F with beta = P / R (google seq2seq), mean over sentences x 100; differs by 1.3-2.5 points."""
    return rouge_google_tally(hypotheses, references).score(0)


def rouge_tally(hypotheses: Sequence[str], references: Sequence[str]) -> Tally:
    values = _rouge_values(hypotheses, references, lambda precision, recall: MSCOCO_BETA)
    signature = "ROUGE-L|F, beta 1.2 (mscoco)|whitespace tokens|mean over sentences|lower-cased"
    return mean_tally(values, signature, "higher", 100.0)


def rouge_google_tally(hypotheses: Sequence[str], references: Sequence[str]) -> Tally:
    values = _rouge_values(hypotheses, references, lambda precision, recall: precision / (recall + 1e-12))
    signature = "ROUGE-L|F, beta P/R (google seq2seq)|whitespace tokens|mean over sentences|lower-cased"
    return mean_tally(values, signature, "higher", 100.0)


def wer(hypotheses: Sequence[str], references: Sequence[str]) -> Score:
    """Word error rate in percent: edits over the whole corpus by the number of reference tokens."""
    return wer_tally(hypotheses, references).score(0)


def wer_tally(hypotheses: Sequence[str], references: Sequence[str]) -> Tally:
    rows = [(100.0 * edit_distance(h, r), len(r)) for h, r in _tokens(hypotheses, references)]
    signature = "WER|Levenshtein, corpus level|whitespace tokens|lower-cased"
    return Tally(np.array(rows, np.float64), ratio, signature, "lower")


def exact_tally(hypotheses: Sequence[str], references: Sequence[str]) -> Tally:
    """Share of sentences that are right to the last token, in percent."""
    same = [float(h == r) for h, r in _tokens(hypotheses, references)]
    return mean_tally(same, "exact match|whitespace tokens|lower-cased|percent of sentences", "higher", 100.0)


def exact(hypotheses: Sequence[str], references: Sequence[str]) -> Score:
    return exact_tally(hypotheses, references).score(0)


def _of_order(order: int) -> TextMetric:
    return TextMetric(lambda h, r: bleu(h, r, order), lambda h, r: bleu_tally(h, r, order))


TEXT_METRICS: dict[str, TextMetric] = {
    **{f"bleu{order}": _of_order(order) for order in (1, 2, 3, 4)},
    "rouge_l": TextMetric(rouge_l, rouge_tally),
    "rouge_l_google": TextMetric(rouge_l_google, rouge_google_tally),
    "chrf": TextMetric(chrf, chrf_tally),
    "wer": TextMetric(wer, wer_tally),
    "exact": TextMetric(exact, exact_tally),
}
"""Name in reports -> metric."""


def score_text(
    hypotheses: Sequence[str], references: Sequence[str], num_bootstrap: int = NUM_BOOTSTRAP, seed: int = 0
) -> dict[str, Score]:
    """All metrics of text; with ``num_bootstrap`` draws of the sentences each also has a 95 % interval.

    Raises ``ScoreError`` where the two do not have the same, non-zero number of sentences.
    """
    check_parallel(hypotheses, references)
    scores = {name: metric.score(hypotheses, references) for name, metric in TEXT_METRICS.items()}
    if num_bootstrap == 0:
        return scores
    tallies = {name: metric.tally(hypotheses, references) for name, metric in TEXT_METRICS.items()}
    return {name: tallies[name].with_interval(score, num_bootstrap, seed) for name, score in scores.items()}


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
    """Precision and recall, 0..1, of non-manual marking by kind, and over ``all`` kinds; 1 where there was nothing.

    Each sentence is a count of (kind, sign) pairs: a marker is right on every sign that it should cover.
    """
    tallies = span_tallies(found, wanted)
    kinds = dict.fromkeys(name.partition(" ")[0] for name in tallies)
    return {kind: (_or_all(tallies[f"{kind} precision"]), _or_all(tallies[f"{kind} recall"])) for kind in kinds}


def span_tallies(
    found: Sequence[Counter[tuple[str, str]]], wanted: Sequence[Counter[tuple[str, str]]]
) -> dict[str, Tally]:
    """Tallies of ``KIND precision`` and ``KIND recall``, percent, for every kind and ``all``.

    Where nothing was found the precision is not a number, where nothing was wanted the recall is not.
    """
    check_parallel(found, wanted)
    kinds = sorted({kind for counts in (*found, *wanted) for kind, _ in counts})
    tallies = {}
    for kind in [*kinds, "all"]:
        pairs = [(_of_kind(f, kind), _of_kind(w, kind)) for f, w in zip(found, wanted, strict=True)]
        right = [(f & w).total() for f, w in pairs]
        for name, side in (("precision", 0), ("recall", 1)):
            rows = np.array([(100.0 * r, pair[side].total()) for r, pair in zip(right, pairs, strict=True)])
            signature = f"non-manual {name}, {kind}|(kind, sign) pairs, micro average|percent"
            tallies[f"{kind} {name}"] = Tally(rows, ratio, signature)
    return tallies


def _of_kind(counts: Counter[tuple[str, str]], kind: str) -> Counter[tuple[str, str]]:
    return Counter({pair: n for pair, n in counts.items() if kind in ("all", pair[0])})


def _or_all(tally: Tally) -> float:
    value = tally.score(0).value
    return 1.0 if np.isnan(value) else value / 100.0


def _ngram_counts(hypothesis: Sequence[str], reference: Sequence[str], order: int) -> list[int]:
    matches, totals = [], []
    for n in range(1, order + 1):
        found, wanted = _ngrams(hypothesis, n), _ngrams(reference, n)
        matches.append((found & wanted).total())
        totals.append(found.total())
    return [len(hypothesis), len(reference), *matches, *totals]


def _ngrams(tokens: Sequence[str], n: int) -> Counter:
    return Counter(tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1))


def _bleu_of(sums: np.ndarray) -> np.ndarray:
    order = (sums.shape[-1] - 2) // 2
    length, wanted = sums[..., 0], sums[..., 1]
    matches, totals = sums[..., 2 : 2 + order], sums[..., 2 + order :]
    with np.errstate(divide="ignore", invalid="ignore"):
        log_precision = np.log(matches / totals).mean(-1)
        brevity = np.where(length < wanted, np.exp(1 - wanted / length), 1.0)
        return np.where((matches > 0).all(-1), 100.0 * brevity * np.exp(log_precision), 0.0)


def _character_counts(hypothesis: str, reference: str) -> list[int]:
    counts: list[int] = []
    for n in range(1, CHRF_ORDER + 1):
        found, wanted = _ngrams(hypothesis, n), _ngrams(reference, n)
        # sacrebleu: an order that the reference does not have says nothing about the hypothesis
        counts += [found.total() if wanted else 0, wanted.total(), (found & wanted).total()]
    return counts


def _chrf_of(sums: np.ndarray) -> np.ndarray:
    """Mean precision and recall over the orders that both sides have, then F with beta 2."""
    found, wanted, right = (sums[..., i::3] for i in range(3))
    counted = (found > 0) & (wanted > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        precision, recall = (
            np.where(counted, right / n, 0.0).sum(-1) / np.maximum(counted.sum(-1), 1) for n in (found, wanted)
        )
        f = (1 + CHRF_BETA**2) * precision * recall / (CHRF_BETA**2 * precision + recall)
    return 100.0 * np.where(precision + recall > 0, f, 0.0)


def _rouge_values(
    hypotheses: Sequence[str], references: Sequence[str], beta_of: Callable[[float, float], float]
) -> list[float]:
    values = []
    for hypothesis, reference in _tokens(hypotheses, references):
        common = lcs_length(hypothesis, reference)
        precision, recall = common / max(len(hypothesis), 1), common / max(len(reference), 1)
        beta2 = beta_of(precision, recall) ** 2
        values.append((1 + beta2) * precision * recall / (recall + beta2 * precision) if common else 0.0)
    return values


def _tokens(hypotheses: Sequence[str], references: Sequence[str]) -> list[tuple[list[str], list[str]]]:
    check_parallel(hypotheses, references)
    return [(h.split(), r.split()) for h, r in zip(_lower(hypotheses), _lower(references), strict=True)]


def _lower(sentences: Sequence[str]) -> list[str]:
    return [sentence.lower() for sentence in sentences]
