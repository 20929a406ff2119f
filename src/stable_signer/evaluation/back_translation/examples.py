"""Training examples of the back-translator: the grammar's train split and single signs, performed with variation.

Varied: the signer's build, the speed, the regional or reduced form of each sign. Noise of a detector and missing joints
are added anew at every step (``noise``).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from stable_signer.body.signer import SIGNERS
from stable_signer.errors import StableSignerError
from stable_signer.evaluation.back_translation.features import FPS
from stable_signer.evaluation.references import Reference, references
from stable_signer.gloss import parse_gloss
from stable_signer.gloss_to_pose.infer import GlossToPose
from stable_signer.lexicon.entries import load_lexicon
from stable_signer.plan import SigningPlan
from stable_signer.skeleton import SIGNER_131

SPEEDS = (0.85, 1.25)
"""Slowest and fastest performance."""
OTHER_FORM = 0.25
"""Chance that a sign is performed in another form of the same gloss, where it has one."""
MAX_SECONDS = 14.0
"""Longest performance that is kept."""


@dataclass(frozen=True)
class Example:
    """A performed sentence. xyz: (t j 3) canonical positions of signer-131 at ``features.FPS``, float16."""

    text: str
    xyz: np.ndarray


def examples(split: str, count: int, seed: int, signers: tuple[str, ...] = tuple(SIGNERS)) -> Iterator[Example]:
    """``count`` performed sentences of a split, in shares of the signers."""
    lexicon, rng = load_lexicon(), random.Random(seed)
    stream = references(split, seed)
    share = -(-count // len(signers))
    for i, signer in enumerate(signers):
        stage = GlossToPose.from_pretrained(lexicon, signer)
        for reference in islice(stream, min(share, count - i * share)):
            example = performed(reference, stage, rng)
            if example is not None:
                yield example


def single_signs(signer: str, seed: int) -> Iterator[Example]:
    """Every sign of the lexicon by itself, with the first English word that it translates: short and cheap to learn."""
    lexicon, rng = load_lexicon(), random.Random(seed)
    stage = GlossToPose.from_pretrained(lexicon, signer)
    for entry in lexicon:
        try:
            sequence = parse_gloss(entry.gloss)
        except StableSignerError:
            continue
        example = performed(Reference(entry.english[0], sequence), stage, rng)
        if example is not None:
            yield example


def performed(reference: Reference, stage: GlossToPose, rng: random.Random) -> Example | None:
    """A sentence performed with variation; ``None`` for one that is too long or cannot be performed."""
    try:
        plan = varied(stage.plan(reference.sequence, rng.uniform(*SPEEDS)), rng)
        if plan.duration > MAX_SECONDS or not plan.signs:
            return None
        pose = stage.perform(plan, FPS).to(SIGNER_131).normalise()
    except StableSignerError:
        return None
    return Example(reference.text, pose.xyz.astype(np.float16))


def varied(plan: SigningPlan, rng: random.Random) -> SigningPlan:
    """The plan with some signs in another form of the same gloss (``GLOSS/variant``)."""
    rows = []
    for row in plan.signs:
        forms = [key for key in row.alternatives if key.split("/")[0] == row.entry.split("/")[0]]
        other = forms and rng.random() < OTHER_FORM
        rows.append(replace(row, entry=rng.choice(forms)) if other else row)
    return replace(plan, signs=tuple(rows))
