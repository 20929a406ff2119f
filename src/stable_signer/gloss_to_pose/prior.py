"""The pose prior on one signer's body: entries of the lexicon, performed and remembered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from stable_signer.body.motion import Motion
from stable_signer.body.signer import Body
from stable_signer.gloss import Sign
from stable_signer.gloss_to_pose.experts import Candidate, candidates
from stable_signer.lexicon.entries import Entry, Lexicon
from stable_signer.lexicon.parse import parse
from stable_signer.lexicon.synthesise import synthesise
from stable_signer.lexicon.targets import Loci

MOTION_FPS = 50.0
"""Rate at which signs are synthesised; the performance is resampled from it."""
MIN_STROKE = 5
"""Frames of the shortest stroke: a posture that only stands is shown for a tenth of a second."""
CACHE_SIZE = 2048


@dataclass(frozen=True)
class Stroke:
    """The core of a sign on one body: from first to last movement, without the holds of its citation form."""

    motion: Motion
    active: tuple[bool, bool]
    """Which hands sign: right, left."""


class PosePrior:
    """Performs lexicon entries on ``body``, where a fingertip meets this signer's own chin.

    Safe to share between threads: the cache is the only state.
    """

    def __init__(self, lexicon: Lexicon, body: Body) -> None:
        self.lexicon = lexicon
        self.body = body
        self._perform = lru_cache(CACHE_SIZE)(self._synthesise)

    def candidates(self, sign: Sign) -> tuple[Candidate, ...]:
        """Ways to perform ``sign``, best first (at least one)."""
        return candidates(sign, self.lexicon)

    def perform(self, entry: Entry, sign: Sign) -> Stroke:
        """The stroke of an entry, directed as ``sign`` says."""
        if entry.agreement is None:
            return self._perform(entry.form, None)
        return self._perform(entry.form, _loci(sign))

    def _synthesise(self, form: str, loci: Loci | None) -> Stroke:
        performed = synthesise(parse(form), self.body, MOTION_FPS, loci)
        first, last = performed.stroke
        last = min(max(last, first + MIN_STROKE), len(performed.motion) - 1)
        return Stroke(performed.motion[min(first, last - 1) : last + 1], performed.active)


def _loci(sign: Sign) -> Loci:
    """From whom to whom: a verb without a subject starts at the signer, unless it ends there."""
    object_ = sign.object or "3p:a"
    return Loci(sign.subject or ("2p" if object_ == "1p" else "1p"), object_)
