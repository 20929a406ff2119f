"""Frechet distances: how far the Gaussian through one set of features is from that through another.

FID and FGD are this distance on two kinds of features; which features is all that makes them comparable or not, so
the extractor's name is in the signature. Letters: n rows, d features, b draws.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from stable_signer.evaluation.metrics.score import COVERAGE, Score, ScoreError, draws

NUM_BOOTSTRAP = 200
"""Draws: each takes the eigenvalues of a d x d matrix."""


def frechet_distance(a: np.ndarray, b: np.ndarray) -> float:
    """Squared Frechet distance of the Gaussians through features a (n d), b (m d) (Dowson and Landau 1982)."""
    return _between(*_moments(*_sums(a)), *_moments(*_sums(b)))


def frechet_score(
    hypotheses: Sequence[np.ndarray],
    references: Sequence[np.ndarray],
    signature: str,
    num_bootstrap: int = NUM_BOOTSTRAP,
    seed: int = 0,
) -> Score:
    """The distance of the features of all sentences, each (n d), with an interval over draws of sentences.

    A draw has fewer different sentences, and the distance grows with fewer rows: the interval is centred on the value.
    The plain estimate is biased upwards for few rows (Chong and Forsyth 2020): the signature gives their number.
    Raises ``ScoreError`` for fewer than two rows on a side.
    """
    h, r = ([_sums(np.asarray(rows, np.float64)) for rows in side if len(rows)] for side in (hypotheses, references))
    counts = [sum(n for n, _, _ in side) for side in (h, r)]
    if min(counts) < 2:
        raise ScoreError(f"{counts[0]:g} and {counts[1]:g} rows of features: expected at least 2 a side.")
    value = _between(*_moments(*_drawn(h, np.ones(len(h)))), *_moments(*_drawn(r, np.ones(len(r)))))
    signature = f"{signature}|{counts[0]:g} and {counts[1]:g} rows"
    if num_bootstrap == 0 or min(len(h), len(r)) < 2:
        return Score(value, signature, "lower")
    own = draws(len(h), num_bootstrap, seed)
    other = own if len(h) == len(r) else draws(len(r), num_bootstrap, seed + 1)  # the same sentences on both sides
    values = [_between(*_moments(*_drawn(h, u)), *_moments(*_drawn(r, w))) for u, w in zip(own, other, strict=True)]
    low, high = np.percentile(values, COVERAGE) - np.mean(values) + value
    return Score(value, f"{signature}|bootstrap {num_bootstrap}, centred", "lower", max(float(low), 0.0), float(high))


def _sums(rows: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """Number, sum (d) and sum of outer products (d d)."""
    return float(len(rows)), rows.sum(0), rows.T @ rows


def _drawn(
    parts: Sequence[tuple[float, np.ndarray, np.ndarray]], weights: np.ndarray
) -> tuple[float, np.ndarray, np.ndarray]:
    n = float(sum(w * part[0] for w, part in zip(weights, parts, strict=True)))
    total, outer = (np.tensordot(weights, np.stack([part[i] for part in parts]), 1) for i in (1, 2))
    return n, total, outer


def _moments(n: float, total: np.ndarray, outer: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    mean = total / n
    return mean, (outer - n * np.outer(mean, mean)) / max(n - 1, 1)


def _between(mean_a: np.ndarray, cov_a: np.ndarray, mean_b: np.ndarray, cov_b: np.ndarray) -> float:
    # trace of the root of the product = sum of the roots of its eigenvalues, which are those of a
    # symmetric positive matrix
    root = _root(cov_a)
    eigenvalues = np.linalg.eigvalsh(root @ cov_b @ root)
    trace = np.sqrt(np.maximum(eigenvalues, 0.0)).sum()
    gap = mean_a - mean_b
    return float(max(gap @ gap + np.trace(cov_a) + np.trace(cov_b) - 2 * trace, 0.0))


def _root(matrix: np.ndarray) -> np.ndarray:
    values, vectors = np.linalg.eigh(matrix)
    return (vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T
