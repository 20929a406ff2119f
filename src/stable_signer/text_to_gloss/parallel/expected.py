"""Which glosses a text leads one to expect, and how many of them an answer leaves out.

A short answer is a likely one: a beam search that sums log probabilities drops a temperature sooner than it gets its
place wrong. Coverage of the source counters that (Tu et al. 2016; Wu et al. 2016, section 7); here what is covered is
known from the links between words and glosses of the train rows (see ``align``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stable_signer.data.readers.parallel import ParallelRow
from stable_signer.text_to_gloss.parallel.align import word_links

LEAST = 0.1
"""Least share of a word's occurrences in which a gloss stands for it, to be expected of the word."""


@dataclass(frozen=True)
class Expected:
    """shares: word of the text, lower-case -> gloss, lower-case -> share of its occurrences, ``LEAST``..1."""

    shares: Mapping[str, Mapping[str, float]]

    def of(self, text: str) -> dict[str, float]:
        """Gloss, lower-case -> how many of the text's words it is expected to stand for."""
        found: dict[str, float] = defaultdict(float)
        for word in sorted(set(text.lower().split())):
            for gloss, share in self.shares.get(word, {}).items():
                found[gloss] += share
        return dict(found)

    def missing(self, text: str, gloss: str) -> float:
        """The expected number of glosses that the answer lacks, 0 or more."""
        written = set(gloss.lower().split())
        return sum(share for expected, share in self.of(text).items() if expected not in written)


def expected_glosses(rows: Sequence[ParallelRow]) -> Expected:
    """Learnt from pairs of text and gloss."""
    texts, glosses = [row.text.lower() for row in rows], [row.gloss.lower() for row in rows]
    occurs = Counter(word for text in texts for word in text.split())
    linked: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for text, gloss, links in zip(texts, glosses, word_links(texts, glosses), strict=True):
        words, written = text.split(), gloss.split()
        for i, j in zip(*np.nonzero(links), strict=True):
            linked[words[j]][written[i]] += float(links[i, j])
    shares = {
        word: {gloss: round(share, 4) for gloss, n in counts.items() if (share := n / occurs[word]) >= LEAST}
        for word, counts in linked.items()
    }
    return Expected({word: found for word, found in shares.items() if found})
