"""What a metric gives: a number that says how it was computed, which way is better, and how sure it is.

A metric adds something up over sentences (``Tally``): n-gram matches, edits, a distance and a one. The value follows
from the sums, and so does the bootstrap interval: sentences are drawn with replacement, their sums make new values.
Axis letters: n sentences, d sums, b draws.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from stable_signer.errors import StableSignerError

Direction = Literal["higher", "lower", "near 1", "near ground truth"]
"""Which way is better."""
NUM_BOOTSTRAP = 1000
"""Draws of the bootstrap (Efron 1979), percentile interval."""
COVERAGE = (2.5, 97.5)
"""Percentiles at the ends of an interval: 95 %."""


class ScoreError(StableSignerError):
    """Hypotheses and references that cannot be compared."""


@dataclass(frozen=True)
class Score:
    """A number that says how it was computed."""

    value: float
    """0..100 unless the signature says otherwise."""
    signature: str
    """Definition, library, version, options and features."""
    direction: Direction = "higher"
    """Which way is better."""
    low: float | None = None
    """Ends of the 95 % bootstrap interval, if one was asked for."""
    high: float | None = None


@dataclass(frozen=True)
class Tally:
    """Sums over sentences and the value that they make."""

    rows: np.ndarray
    """(n d) what each sentence adds."""
    value_of: Callable[[np.ndarray], np.ndarray]
    """Sums (... d) to values (...)."""
    signature: str
    direction: Direction = "higher"

    def score(self, num_bootstrap: int = NUM_BOOTSTRAP, seed: int = 0) -> Score:
        """The value over all sentences; with ``num_bootstrap`` draws also its interval."""
        value = float(self.value_of(self.rows.sum(0)))
        return self.with_interval(Score(value, self.signature, self.direction), num_bootstrap, seed)

    def with_interval(self, score: Score, num_bootstrap: int = NUM_BOOTSTRAP, seed: int = 0) -> Score:
        """``score``, which is of the same sentences, with the interval of this tally."""
        if num_bootstrap == 0:
            return score
        values = self.value_of(draws(len(self.rows), num_bootstrap, seed) @ self.rows)
        low, high = np.nanpercentile(values, COVERAGE) if np.isfinite(values).any() else (np.nan, np.nan)
        signature = f"{score.signature}|bootstrap {num_bootstrap}"
        return replace(score, signature=signature, low=float(low), high=float(high))


def draws(n: int, num_bootstrap: int, seed: int = 0) -> np.ndarray:
    """How often each of ``n`` sentences is in each draw (b n)."""
    return np.random.default_rng(seed).multinomial(n, np.full(n, 1.0 / n), num_bootstrap).astype(np.float64)


def ratio(sums: np.ndarray) -> np.ndarray:
    """First sum by second; not a number by nothing."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(sums[..., 1] > 0, sums[..., 0] / sums[..., 1], np.nan)


def mean_tally(values: Sequence[float], signature: str, direction: Direction = "lower", scale: float = 1.0) -> Tally:
    """The mean of one number a sentence; those that are not numbers are left out."""
    array = np.asarray(values, np.float64)
    known = np.isfinite(array)
    rows = np.stack([np.where(known, array * scale, 0.0), known], 1)
    return Tally(rows, ratio, signature, direction)


def check_parallel(hypotheses: Sequence, references: Sequence) -> None:
    """Raises ``ScoreError`` unless both have the same, non-zero length."""
    if len(hypotheses) != len(references) or not len(references):
        raise ScoreError(
            f"{len(hypotheses)} hypotheses and {len(references)} references: expected the same number, at least one."
        )
