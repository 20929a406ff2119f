"""``stable-signer sign | plan | signers``."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import tyro

from stable_signer.cli.talk import progress_bar, say_warnings
from stable_signer.errors import PlanError, TextError

MAX_PLAN_BYTES = 50_000_000


@dataclass(frozen=True)
class Sign:
    """Sign a text, a gloss line or an edited plan; the kind of file follows the suffix of --output."""

    text: Annotated[str, tyro.conf.Positional] = ""
    """What to sign: a sentence, or a prompt such as "How do you sign 'I carried it'?"."""
    output: Annotated[Path, tyro.conf.arg(aliases=["-o"])] = Path("signed.mp4")
    """.mp4 .webm .gif, .png (contact sheet), .pose (keypoints) or .json (the plan)."""
    gloss: str = ""
    """A gloss line instead of a text, as in "whq(YOUR NAME WHAT)"."""
    plan: Annotated[Path | None, tyro.conf.arg(metavar="PATH")] = None
    """An edited plan instead of a text; '-' reads standard input."""
    renderer: Literal["avatar", "skeleton"] = "avatar"
    """A person, or the keypoint drawing that pose-conditioned video models take."""
    signer: Annotated[str | None, tyro.conf.arg(metavar="NAME")] = None
    """Who signs; 'stable-signer signers' lists them."""
    store: Annotated[Path | None, tyro.conf.arg(metavar="PATH")] = None
    """A lexicon store whose recorded signs may be performed too."""
    speed: float = 1.0
    """1 is natural; comfortable up to 2."""
    size: int = 512
    """Height and width of the picture in pixels."""
    fps: float = 25.0
    """Frames a second."""
    captions: bool = False
    """Burn the current gloss into the picture."""
    strict: bool = False
    """Refuse words that have no sign instead of fingerspelling them."""

    def run(self) -> None:
        from stable_signer.pipeline import StableSigner
        from stable_signer.pose_to_video.infer import check_output

        if sum(map(bool, (self.text.strip(), self.gloss.strip(), self.plan))) != 1:
            raise TextError("Nothing to sign, or too much: give one of a text, --gloss or --plan.")
        check_output(self.output, self.size)
        plan = _read_plan(self.plan) if self.plan else None
        engine = StableSigner.from_pretrained(self.signer, self.store)
        signed = engine.sign(self.text, gloss=self.gloss, plan=plan, speed=self.speed, fps=self.fps, strict=self.strict)
        say_warnings(signed.plan.warnings)
        with progress_bar(len(signed.pose)) as progress:
            signed.save(self.output, self.renderer, self.size, self.captions, progress)
        print(f"{self.output}  {signed.plan.duration:.1f} s  {signed.plan.gloss}", file=sys.stderr)


@dataclass(frozen=True)
class Plan:
    """Print how a text would be signed: the plan as JSON, or the gloss line."""

    text: Annotated[str, tyro.conf.Positional] = ""
    """What to sign."""
    gloss: str = ""
    """A gloss line instead of a text."""
    format: Literal["json", "gloss"] = "json"
    """The whole plan, or its gloss line only."""
    signer: Annotated[str | None, tyro.conf.arg(metavar="NAME")] = None
    """Who signs; travel times depend on the body."""
    store: Annotated[Path | None, tyro.conf.arg(metavar="PATH")] = None
    """A lexicon store whose recorded signs are candidates too."""
    speed: float = 1.0
    """1 is natural."""
    strict: bool = False
    """Refuse words that have no sign."""

    def run(self) -> None:
        from stable_signer.pipeline import StableSigner

        if bool(self.text.strip()) == bool(self.gloss.strip()):
            raise TextError("Nothing to plan, or too much: give a text or --gloss.")
        engine = StableSigner.from_pretrained(self.signer, self.store)
        plan = engine.plan(self.text, gloss=self.gloss, speed=self.speed, strict=self.strict)
        say_warnings(plan.warnings)
        print(plan.gloss if self.format == "gloss" else plan.to_json())


@dataclass(frozen=True)
class Signers:
    """List the signers that come with the package."""

    def run(self) -> None:
        from stable_signer.body.signer import SIGNERS

        print("\n".join(SIGNERS))


def _read_plan(path: Path):
    from stable_signer.plan import SigningPlan

    try:
        text = sys.stdin.read(MAX_PLAN_BYTES) if str(path) == "-" else _read_text(path)
    except (OSError, UnicodeDecodeError) as error:
        raise PlanError(f"Cannot read the plan {path}: {getattr(error, 'strerror', None) or error}.") from None
    return SigningPlan.from_json(text)


def _read_text(path: Path) -> str:
    if path.stat().st_size > MAX_PLAN_BYTES:
        raise PlanError(f"{path} has {path.stat().st_size:,} bytes: expected a plan of at most {MAX_PLAN_BYTES:,}.")
    return path.read_text(encoding="utf-8")
