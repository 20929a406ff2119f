"""The pose prior on one signer's body: entries of the lexicon, performed and remembered."""

from __future__ import annotations

from functools import lru_cache

from stable_signer.body.signer import Body
from stable_signer.gloss import Sign
from stable_signer.gloss_to_pose.experts import Candidate, candidates
from stable_signer.lexicon.entries import Entry, Lexicon
from stable_signer.lexicon.synthesise import SignMotion, synthesise

MOTION_FPS = 50.0
"""Rate at which signs are synthesised; the performance is resampled from it."""
CACHE_SIZE = 2048


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

    def perform(self, entry: Entry, sign: Sign) -> SignMotion:
        """The motion of an entry, directed as ``sign`` says."""
        if entry.agreement is None:
            return self._perform(entry, None, None)
        return self._perform(entry, sign.subject, sign.object)

    def _synthesise(self, entry: Entry, subject: str | None, object_: str | None) -> SignMotion:
        loci = {"S": subject or "1p", "O": object_ or "3p:a"}
        return synthesise(entry.parsed, self.body, fps=MOTION_FPS, loci=loci)
