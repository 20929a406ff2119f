"""The pose prior on one signer's body: entries of the lexicon, performed and remembered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from stable_signer.body.kinematics import pose_of
from stable_signer.body.motion import Motion
from stable_signer.body.retarget import motion_of
from stable_signer.body.signer import Body, load_body
from stable_signer.gloss import Sign
from stable_signer.gloss_to_pose.experts import Candidate, candidates, loci_of
from stable_signer.lexicon.entries import Entry, Lexicon
from stable_signer.lexicon.parse import parse
from stable_signer.lexicon.recorded import RecordedEntry
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
        self._perform_recorded = lru_cache(CACHE_SIZE)(self._retargeted)

    def candidates(self, sign: Sign) -> tuple[Candidate, ...]:
        """Ways to perform ``sign``, best first (at least one)."""
        return candidates(sign, self.lexicon)

    def perform(self, entry: Entry, sign: Sign) -> Stroke:
        """The stroke of an entry, directed as ``sign`` says."""
        if isinstance(entry, RecordedEntry):
            return self._perform_recorded(entry)
        if entry.agreement is None:
            return self._perform(entry.form, None)
        return self._perform(entry.form, Loci(*loci_of(sign)))

    def _synthesise(self, form: str, loci: Loci | None) -> Stroke:
        performed = synthesise(parse(form), self.body, MOTION_FPS, loci)
        first, last = performed.stroke
        last = min(max(last, first + MIN_STROKE), len(performed.motion) - 1)
        return Stroke(performed.motion[min(first, last - 1) : last + 1], performed.active)

    def _retargeted(self, entry: RecordedEntry) -> Stroke:
        """A recorded stroke on this body; its hands meet this signer's own face."""
        assert entry.motion is not None
        if entry.signer == self.body.name:
            return Stroke(entry.motion, entry.active)
        return Stroke(motion_of(self.body, pose_of(load_body(entry.signer), entry.motion)), entry.active)
