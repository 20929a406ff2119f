"""What experts look like: their strokes on the reference body, all of one length so that they can be blended."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

from stable_signer.body.kinematics import pose_of
from stable_signer.body.signer import load_body
from stable_signer.errors import LexiconError
from stable_signer.gloss import Sign
from stable_signer.gloss_to_pose.experts import Candidate, loci_of
from stable_signer.gloss_to_pose.prior import PosePrior
from stable_signer.lexicon.entries import Entry, Lexicon
from stable_signer.skeleton import LEFT_HAND, RIGHT_HAND, SIGNER_131

FRAMES = 8
"""Frames of a stroke, whatever its time; a citation stroke then has about 12.5 a second."""
JOINTS = tuple(SIGNER_131.joints.index(joint) for joint in ("right_wrist", "left_wrist", *RIGHT_HAND, *LEFT_HAND))
"""Wrists and hands; the rest of the body is nearly the same for every candidate."""
HANDS = tuple(range(2, len(JOINTS)))
"""Places of the hands' joints among ``JOINTS``."""


class ExpertPoses:
    """Performs candidates on the body of the default signer, each once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.prior = PosePrior(lexicon, load_body())
        self._of = lru_cache(maxsize=None)(self._perform)

    def __call__(self, candidates: Sequence[Candidate]) -> Tensor:
        """(k t j 3) of the candidates, shoulder widths."""
        return torch.stack([self._of(c.entries[0], *loci_of(c.sign)) for c in candidates])

    def _perform(self, entry: Entry, subject: str, object_: str) -> Tensor:
        try:
            motion = self.prior.perform(entry, Sign("X", subject=subject, object=object_)).motion
        except LexiconError:  # a form that no arm can move between these two places: shown as if between two others
            motion = self.prior.perform(entry, Sign("X")).motion
        phase = np.linspace(0, len(motion) - 1, FRAMES).round().astype(int)
        return torch.from_numpy(pose_of(self.prior.body, motion[phase]).xyz[:, list(JOINTS)].astype(np.float32))
