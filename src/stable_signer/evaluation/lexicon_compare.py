"""Synthesised signs against real signers: is a sign nearer to real clips of its word than to those of other words?

A word's distance is that of its nearest clip, in the better of the sign and its mirror image (signers may be
left-handed). Every entry that translates a word is a candidate, and the one that does best counts. The ceiling is what
a real clip does as query, with itself and its copies left out, over the words that have a second clip. Some clips are
near to everything (long ones, hands in the middle): a share of a clip's mean distance to its nearest others is taken
off its distances, for both kinds of query (after the local scaling of Conneau et al. 2018, arXiv 1710.04087).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from stable_signer.body.kinematics import pose_of
from stable_signer.body.signer import Body
from stable_signer.data.readers.landmarks import WordClip
from stable_signer.errors import PoseError
from stable_signer.evaluation.sign_features import Features, distance, features
from stable_signer.lexicon.describe import name_of
from stable_signer.lexicon.entries import Entry, Lexicon
from stable_signer.lexicon.numbers import letter_entry
from stable_signer.lexicon.synthesise import synthesise
from stable_signer.pose import Pose
from stable_signer.text_to_gloss.inflection import analyses

NEAREST = 3
NEIGHBOURS, HUB_SHARE = 10, 0.5
"""How many of the nearest clips tell how near a clip is to everything, and how much of that is taken off."""
COPY = 0.2
"""Clips nearer than this are one recording that came by two ways; other performances are at 0.4 and more."""


@dataclass(frozen=True)
class WordRank:
    """How a word's best entry did.

    rank: 0 = nearer to its own word than to any other. nearest: the words that it is nearest to, the nearest first.
    num_clips: real clips of the word.
    """

    word: str
    sign: str
    rank: int
    nearest: tuple[str, ...]
    num_clips: int


@dataclass(frozen=True)
class Comparison:
    """Ranks of the signs among ``num_words`` words, ranks of real clips (the ceiling), and words without a sign."""

    rows: tuple[WordRank, ...]
    ceiling: tuple[int, ...]
    missing: tuple[str, ...]
    num_words: int
    num_clips: int

    def top(self, k: int, least_clips: int = 1) -> float:
        """Share of the signs, of words with so many clips, whose word is among the nearest ``k``."""
        return _share([row.rank for row in self.rows if row.num_clips >= least_clips], k)

    def top_of_ceiling(self, k: int) -> float:
        """Share of the real clips whose word is among the nearest ``k``."""
        return _share(self.ceiling, k)

    def to_json(self) -> str:
        """Everything, with the scores, as JSON."""
        scores = {f"top_{k}": {name: value for name, value in self._scores(k)} for k in (1, 5)}
        return json.dumps({"words": self.num_words, "clips": self.num_clips, **scores, **asdict(self)}, indent=1)

    def to_text(self) -> str:
        """A table of the scores, then a line a word: rank, word, entry, clips, nearest words; the worst first."""
        names = [name for name, _ in self._scores(1)]
        lines = [f"{self.num_words} words, {self.num_clips} clips, {len(self.rows)} words with a sign"]
        lines += [f"{'':6}" + "".join(f"{name:>16}" for name in names)]
        lines += [f"top-{k:<2}" + "".join(f"{value:16.3f}" for _, value in self._scores(k)) for k in (1, 5)]
        lines += [f"no sign: {', '.join(self.missing)}"] if self.missing else []
        lines += ["rank\tword\tentry\tclips\tnearest"]
        ranked = sorted(self.rows, key=lambda row: (-row.rank, row.word))
        lines += [f"{r.rank + 1}\t{r.word}\t{r.sign}\t{r.num_clips}\t{' '.join(r.nearest)}" for r in ranked]
        return "\n".join(lines)

    def _scores(self, k: int) -> list[tuple[str, float]]:
        """All signs, those of words with a second clip, which alone have a ceiling, and their ratios to it."""
        ours, checked, ceiling = self.top(k), self.top(k, 2), self.top_of_ceiling(k)
        ratios = [value / ceiling if ceiling else float("nan") for value in (ours, checked)]
        named = [("signs", ours), ("of 2+ clips", checked), ("ceiling", ceiling)]
        return [*named, ("signs/ceiling", ratios[0]), ("2+ clips/ceil.", ratios[1])]


@dataclass(frozen=True)
class _Known:
    """Real clips: features, nearness to everything (n), the words, and the number of each clip's word (n)."""

    clips: list[Features]
    nearness: np.ndarray
    words: list[str]
    word_of: np.ndarray


def compare(lexicon: Lexicon, body: Body, clips: Sequence[WordClip]) -> Comparison:
    """Rank the lexicon's signs and the clips themselves. Raises ``PoseError`` where there are no clips."""
    if not clips:
        raise PoseError("No clips of real signers: expected at least one word.")
    references = [features(clip.pose) for clip in clips]
    table = _distances_between(clips, references)
    words = sorted({clip.gloss for clip in clips})
    word_of = np.array([words.index(clip.gloss) for clip in clips])
    known = _Known(references, _nearness(table), words, word_of)
    counts = Counter(clip.gloss for clip in clips)
    rows: list[WordRank] = []
    for number, word in enumerate(words):
        found = [_ranked(entry, body, known, number) for entry in candidates(lexicon, word)]
        if found:
            rank, sign, nearest = min(found)
            rows.append(WordRank(word, sign, rank, nearest, counts[word]))
    missing = tuple(sorted(set(words) - {row.word for row in rows}))
    return Comparison(tuple(rows), ceiling(table - known.nearness, word_of), missing, len(words), len(clips))


def candidates(lexicon: Lexicon, word: str) -> tuple[Entry, ...]:
    """The entries of a word: of the gloss, and those that translate it first; failing these, all that translate it.

    A letter is made by rule, and an inflected word ("loved") is signed as its lemma.
    """
    if len(word) == 1:
        return (letter_entry(word),)
    gloss = lexicon.entries(word.upper())
    lemma = word.lower().replace("-", " ")
    others = [entry for entry in lexicon.find(lemma) if entry not in gloss]
    lemmas = (lemma for lemma, _ in analyses(word.lower()))
    found = (*gloss, *(entry for entry in others if entry.english[0] == lemma)) or tuple(others)
    return found or next(filter(None, map(lexicon.find, lemmas)), ())


def ceiling(distances: np.ndarray, word_of: np.ndarray) -> tuple[int, ...]:
    """Rank of its own word for every clip of a word with another clip.

    distances: (n n) from clip to clip, infinite to itself and its copies. word_of: (n) number of each clip's word.
    """
    own = [i for i in range(len(distances)) if np.isfinite(distances[i][word_of == word_of[i]]).any()]
    return tuple(_rank(_by_word(distances[i], word_of), int(word_of[i])) for i in own)


def _distances_between(clips: Sequence[WordClip], references: Sequence[Features]) -> np.ndarray:
    """Distances (n n) from clip to clip; infinite from a clip to itself and to its copies."""
    mirrored = [features(clip.pose.mirror()) for clip in clips]
    table = np.full((len(clips), len(clips)), np.inf)
    for i in range(len(clips)):
        for k in range(i):  # mirroring either of the two is the same
            nearer = min(distance(references[i], references[k]), distance(mirrored[i], references[k]))
            table[i, k] = table[k, i] = nearer if nearer >= COPY else np.inf
    return table


def _nearness(table: np.ndarray) -> np.ndarray:
    """What is taken off the distances to each clip (n), because it is near to everything."""
    nearest = np.sort(table, axis=1)[:, : max(min(NEIGHBOURS, len(table) - 1), 1)]
    known = np.isfinite(nearest)
    return HUB_SHARE * np.where(known, nearest, 0.0).sum(1) / np.maximum(known.sum(1), 1)


def _ranked(entry: Entry, body: Body, known: _Known, own: int) -> tuple[int, str, tuple[str, ...]]:
    distances = _distances(pose_of(body, synthesise(entry.parsed, body).motion), known.clips)
    by_word = _by_word(distances - known.nearness, known.word_of)
    nearest = tuple(known.words[i] for i in np.argsort(by_word, kind="stable")[:NEAREST])
    return _rank(by_word, own), name_of(entry), nearest


def _distances(sign: Pose, references: Sequence[Features]) -> np.ndarray:
    hands = [features(pose, is_trimmed=False) for pose in (sign, sign.mirror())]
    return np.array([min(distance(query, reference) for query in hands) for reference in references])


def _by_word(distances: np.ndarray, word_of: np.ndarray) -> np.ndarray:
    nearest = np.full(word_of.max() + 1, np.inf)
    np.minimum.at(nearest, word_of, distances)
    return nearest


def _rank(by_word: np.ndarray, own: int) -> int:
    return int((by_word < by_word[own]).sum())


def _share(ranks: Sequence[int], k: int) -> float:
    return float(np.mean([rank < k for rank in ranks])) if ranks else float("nan")
