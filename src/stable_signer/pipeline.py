"""The map: text -> gloss -> plan -> pose -> video, on one page.

::

              text_to_gloss            gloss_to_pose                 pose_to_video
    text ────▶ TextToGloss ──▶ GlossSequence ──▶ SigningPlan ──▶ Pose ──▶ renderer ──▶ Clip

``Cascade`` is Stable Signer (arXiv 2512.04048). Whatever else turns text into poses satisfies the same protocol,
``TextToPose``; no stage knows which engine runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from stable_signer.clip import Clip
from stable_signer.errors import TextError, VideoError
from stable_signer.gloss import GlossSequence, parse_gloss
from stable_signer.gloss_to_pose.infer import FPS, GlossToPose
from stable_signer.plan import SigningPlan
from stable_signer.pose import Pose
from stable_signer.pose_to_video.infer import DEFAULT_RENDERER, DEFAULT_SIZE, render, save
from stable_signer.text_to_gloss.infer import TextToGloss

FPS_RANGE = (1.0, 120.0)


@dataclass(frozen=True)
class Performance:
    """What an engine makes of a text: the plan and the keypoints that perform it."""

    plan: SigningPlan
    pose: Pose


class TextToPose(Protocol):
    """An engine: text in, performance out. Raises ``TextError`` where there is nothing to sign."""

    def perform(self, text: str, *, speed: float = 1.0, fps: float = FPS) -> Performance: ...


@dataclass(frozen=True)
class Cascade:
    """Text -> gloss -> pose, each stage open to the eye; what the first knew of a sign goes with it as a cue."""

    text_to_gloss: TextToGloss
    gloss_to_pose: GlossToPose

    def plan(self, text: str, *, speed: float = 1.0) -> SigningPlan:
        """Translate ``text``, and choose how and when each of its signs is performed."""
        translation = self.text_to_gloss(text)
        return self.gloss_to_pose.plan(translation.sequence, speed, text, translation.warnings, translation.cues)

    def perform(self, text: str, *, speed: float = 1.0, fps: float = FPS) -> Performance:
        """Translate and perform ``text``."""
        plan = self.plan(text, speed=speed)
        return Performance(plan, self.gloss_to_pose.perform(plan, fps))


@dataclass(frozen=True)
class Signed:
    """A performance, ready to be looked at, rendered and saved."""

    plan: SigningPlan
    pose: Pose
    signer: str

    def clip(self, renderer: str = DEFAULT_RENDERER, size: int = DEFAULT_SIZE) -> Clip:
        """The video, rendered while it is read. ``renderer``: ``avatar`` or ``skeleton``; ``size`` in pixels."""
        return render(self.pose, self.plan, renderer=renderer, signer=self.signer, size=size)

    def save(
        self,
        path: str | Path,
        renderer: str = DEFAULT_RENDERER,
        size: int = DEFAULT_SIZE,
        captions: bool = False,
        progress: Callable[[int], None] | None = None,
    ) -> Path:
        """Write ``.mp4 .webm .gif .png .pose`` or ``.json`` (the plan), whole or not at all.

        ``captions`` burns the current gloss in; ``progress`` is called with the number of frames written.
        """
        options = {"renderer": renderer, "signer": self.signer, "size": size, "captions": captions}
        return save(self.pose, self.plan, path, **options, progress=progress)


class StableSigner:
    """The whole way, in one object. Loads each stage at its first use; safe to use for many sentences."""

    def __init__(self, gloss_to_pose: GlossToPose, signer: str, text_to_gloss: TextToGloss | None = None) -> None:
        self.gloss_to_pose = gloss_to_pose
        self.signer = signer
        self._text_to_gloss = text_to_gloss

    @classmethod
    def from_pretrained(cls, signer: str | None = None, store: Path | None = None) -> StableSigner:
        """The shipped lexicon and weights, performed by ``signer`` (see ``stable_signer.body.signer.SIGNERS``).

        store: a lexicon store whose recorded signs are candidates too (``stable-signer lexicon import``).
        """
        from stable_signer.body.signer import DEFAULT_SIGNER
        from stable_signer.lexicon.entries import load_lexicon
        from stable_signer.lexicon.recorded import with_recordings

        signer = signer or DEFAULT_SIGNER
        lexicon = with_recordings(load_lexicon(), store) if store else None
        return cls(GlossToPose.from_pretrained(lexicon, signer), signer)

    @property
    def text_to_gloss(self) -> TextToGloss:
        """The first stage, loaded at its first use."""
        if self._text_to_gloss is None:
            self._text_to_gloss = TextToGloss.from_pretrained()
        return self._text_to_gloss

    @property
    def cascade(self) -> Cascade:
        """Both stages as one engine."""
        return Cascade(self.text_to_gloss, self.gloss_to_pose)

    def plan(
        self, text: str = "", *, gloss: str | GlossSequence = "", speed: float = 1.0, strict: bool = False
    ) -> SigningPlan:
        """How to sign ``text``, or a gloss line. Raises ``TextError`` if ``strict`` and a word has no sign."""
        if bool(text) == bool(gloss):
            raise TextError("Nothing to sign: give a text, or a gloss line, and not both.")
        if text:
            plan = self.cascade.plan(text, speed=speed)
        else:
            plan = self.gloss_to_pose.plan(parse_gloss(gloss) if isinstance(gloss, str) else gloss, speed)
        if not plan.signs:
            raise TextError(f"Nothing to sign in {shorten(text or str(gloss))!r}: expected words, names or numbers.")
        return _checked(plan) if strict else plan

    def sign(
        self,
        text: str = "",
        *,
        gloss: str | GlossSequence = "",
        plan: SigningPlan | None = None,
        speed: float = 1.0,
        fps: float = FPS,
        strict: bool = False,
    ) -> Signed:
        """Sign a text, a gloss line or a plan; ``fps`` frames a second."""
        if plan is None:
            plan = self.plan(text, gloss=gloss, speed=speed, strict=strict)
        if not FPS_RANGE[0] <= fps <= FPS_RANGE[1]:
            raise VideoError(f"{fps:g} frames a second: expected {FPS_RANGE[0]:g} to {FPS_RANGE[1]:g}, 25 is usual.")
        return Signed(plan, self.gloss_to_pose.perform(plan, fps), self.signer)


def shorten(text: str, length: int = 60) -> str:
    """The beginning of a text, for messages."""
    return text if len(text) <= length else text[: length - 3] + "..."


def _checked(plan: SigningPlan) -> SigningPlan:
    unknown = [
        row for row in plan.signs if row.provenance == "refused" or (row.provenance == "fingerspelled" and row.note)
    ]
    if unknown:
        words = ", ".join(row.source or row.sign for row in unknown)
        raise TextError(f"No sign for {shorten(words)}: use other words, or leave --strict out to fingerspell them.")
    return plan
