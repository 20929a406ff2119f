"""The gate of SLP-MoE (Stable Signer, arXiv 2512.04048): w = softmax(q W) over the candidates of a sign.

Letters: g gated signs, k candidates, d width of SLUL's states, e width of the gate, f features.

Differences from the paper, which gives W a fixed number of columns and takes q = Pool(H) once a sentence: the query is
the decoder's state h of that sign, and a column of W is computed from what is known of its candidate, so that the
softmax runs over however many candidates a sign has and a new entry of the lexicon needs no new weights::

    q = h U + u             the sign's query, h divided by its root mean square
    W_k = sum_f M_f         the column of candidate k, over its features f (``experts.features``)
    w = softmax(q W)

NumPy only; ``joint`` trains the weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from stable_signer.errors import ModelError
from stable_signer.files import shipped_tensors
from stable_signer.gloss import Cue, GlossSequence, Sign
from stable_signer.gloss_to_pose.experts import Candidate, candidates, experts, features, loci_of, persons_of
from stable_signer.lexicon.entries import Lexicon

WEIGHTS = Path(__file__).parent / "weights" / "gate.safetensors"


@dataclass(frozen=True)
class Ranking:
    """The candidates of one sign, best first, and their weights; no weights where the rule put them in order."""

    candidates: tuple[Candidate, ...]
    weights: tuple[float, ...] = ()


class Gate:
    """Weighs candidates by their features and a state of SLUL. Safe to share between threads.

    U: (d e). u: (e). M: (f e), a row a feature of ``vocabulary``; features that are not in it count nothing.
    """

    def __init__(self, U: np.ndarray, u: np.ndarray, M: np.ndarray, vocabulary: Sequence[str]) -> None:
        self.U, self.u, self.M = U, u, M
        self.row_of = {feature: row for row, feature in enumerate(vocabulary)}

    @classmethod
    def from_pretrained(cls, path: Path | str = WEIGHTS) -> Gate:
        """The gate that ships with the package, or one in a file. Raises ``ModelError``."""
        return _load(Path(path))

    def weights(self, h: np.ndarray, described: Sequence[Sequence[str]]) -> np.ndarray:
        """w (k), which sum to 1. h: (d). described: the features of each of the k candidates."""
        W = np.stack([self.M[self._rows(words)].sum(0) for words in described], 1)  # W_k = sum_f M_f
        q = h / rms(h) @ self.U + self.u  # q = h U + u
        w = np.exp(q @ W - (q @ W).max())
        return w / w.sum()  # w = softmax(q W)

    def _rows(self, words: Sequence[str]) -> list[int]:
        return [self.row_of[word] for word in words if word in self.row_of]


def route(
    sequence: GlossSequence, cues: Sequence[Cue | None], lexicon: Lexicon, gate: Gate | None
) -> tuple[Ranking, ...]:
    """The experts of each sign of ``sequence``, heaviest first.

    cues: what SLUL knew of each sign; None, or fewer than there are signs, leaves the order to the rule: so are gloss
    lines signed as they are written.
    """
    persons = persons_of(sequence)
    known = [*cues, *[None] * (len(sequence) - len(cues))]
    return tuple(
        Ranking(candidates(sign, lexicon)) if cue is None else _weighed(sign, cue, persons, lexicon, gate)
        for sign, cue in zip(sequence, known, strict=True)
    )


def _weighed(sign: Sign, cue: Cue, persons: Sequence[str], lexicon: Lexicon, gate: Gate | None) -> Ranking:
    found = experts(sign, cue.glosses, persons, lexicon)
    meanings = {(candidate.sign.id_gloss, loci_of(candidate.sign)) for candidate in found}
    if gate is None or cue.state is None or len(meanings) < 2:  # no text says which variant of a sign is meant
        return Ranking(found)
    w = gate.weights(cue.state, [features(candidate, sign, cue.glosses) for candidate in found])
    order = np.argsort(-w, kind="stable")
    ranked = [found[i] for i in order]
    if ranked[0].sign != sign:
        ranked[0] = replace(ranked[0], note=f"the gate weighed {ranked[0].sign} more than {sign}")
    return Ranking(tuple(ranked), tuple(round(float(w[i]), 4) for i in order))


def rms(h: np.ndarray) -> float:
    """The root of the mean square of a state, by which it is divided: models differ in the size of theirs."""
    return float(np.sqrt(np.mean(np.square(h)) + 1e-6))


@lru_cache(maxsize=2)
def _load(path: Path) -> Gate:
    tensors, header = shipped_tensors(path, "gate")
    vocabulary = header.get("vocabulary", [])
    try:
        U, u, M = (tensors[name].astype(np.float32) for name in ("U", "u", "M"))
        gate = Gate(U, u, M, vocabulary)
    except KeyError as error:
        raise ModelError(f"{path.name} is not a gate: it lacks {error}; reinstall stable-signer.") from None
    if gate.M.shape != (len(vocabulary), len(gate.u)) or gate.U.shape[1:] != gate.u.shape:
        raise ModelError(f"{path.name} is not a gate: shapes {gate.U.shape}, {gate.u.shape}, {gate.M.shape}.")
    return gate
