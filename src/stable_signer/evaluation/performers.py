"""Who performs the references: other signers than the system's, at other speeds, in other forms of the signs.

The grammar gives a gloss line, not a person, so there is no recording to compare with. The reference performance is
the line signed by somebody else: another of the eight bodies, another speed, some signs in another regional or reduced
form.
A second such performance, independent of the first, is the row ``ground truth``: what a perfect translator with
a body and a style of its own would score.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache

from stable_signer.body.signer import DEFAULT_SIGNER, SIGNERS
from stable_signer.evaluation.back_translation.examples import SPEEDS, varied
from stable_signer.evaluation.items import Item
from stable_signer.gloss_to_pose.infer import GlossToPose
from stable_signer.lexicon.entries import load_lexicon
from stable_signer.plan import SigningPlan
from stable_signer.pose import Pose

OTHERS = tuple(name for name in SIGNERS if name != DEFAULT_SIGNER)
"""The signers of references; the systems are the default one."""


@dataclass(frozen=True)
class Performed:
    """What somebody or something made of a sentence."""

    pose: Pose
    plan: SigningPlan | None = None
    """How it is signed, where that is known."""
    signer: str = DEFAULT_SIGNER


@lru_cache(maxsize=len(SIGNERS))
def stage(signer: str) -> GlossToPose:
    """The second stage on a signer's body."""
    return GlossToPose.from_pretrained(load_lexicon(), signer)


@lru_cache(maxsize=2)
def reference(item: Item) -> Performed:
    """The performance against which everything is compared."""
    return _by_somebody(item, random.Random(f"reference {item.number}"), OTHERS)


def ground_truth(item: Item) -> Performed:
    """Another signer's performance of the same line."""
    first = reference_signer(item)
    return _by_somebody(item, random.Random(f"second {item.number}"), tuple(s for s in OTHERS if s != first))


def training_clip(item: Item) -> Performed:
    """A performance of a training sentence, for the bounds."""
    return _by_somebody(item, random.Random(f"training {item.number}"), OTHERS)


def reference_signer(item: Item) -> str:
    return random.Random(f"reference {item.number}").choice(OTHERS)


def _by_somebody(item: Item, rng: random.Random, signers: tuple[str, ...]) -> Performed:
    signer = rng.choice(signers)
    performer = stage(signer)
    plan = varied(performer.plan(item.sequence, rng.uniform(*SPEEDS), item.text), rng)
    return Performed(performer.perform(plan), plan, signer)
