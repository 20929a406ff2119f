"""Pose to video: the stage as the pipeline sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from stable_signer.clip import Caption, Clip
from stable_signer.errors import VideoError
from stable_signer.files import written_whole
from stable_signer.plan import SigningPlan
from stable_signer.pose import Pose

RENDERERS = ("avatar", "skeleton")
DEFAULT_RENDERER = "avatar"
DEFAULT_SIZE = 512
SIZES = (64, 2160)
"""Smallest and largest picture, pixels."""
SUFFIXES = (".mp4", ".webm", ".gif", ".png", ".pose", ".json")


class Renderer(Protocol):
    """Draws a canonical pose as a clip, frame by frame."""

    def render(self, pose: Pose) -> Clip: ...


def load_renderer(name: str, signer: str, size: int) -> Renderer:
    """A renderer by name, ``size`` pixels high and wide. Raises ``VideoError`` for an unknown name or size."""
    check_size(size)
    if name == "avatar":
        from stable_signer.pose_to_video.avatar import AvatarRenderer

        return AvatarRenderer(signer=signer, size=size)
    if name == "skeleton":
        from stable_signer.pose_to_video.skeleton import SkeletonRenderer

        return SkeletonRenderer(size=size)
    raise VideoError(f"Unknown renderer {name!r}: expected one of {' '.join(RENDERERS)}.")


def render(pose: Pose, plan: SigningPlan, renderer: str, signer: str, size: int) -> Clip:
    """The clip of a performance, with the plan as its caption track and in its metadata."""
    clip = load_renderer(renderer, signer, size).render(pose)
    return replace(clip, captions=captions_of(plan)).with_metadata(plan=plan.to_json(indent=None))


def captions_of(plan: SigningPlan) -> tuple[Caption, ...]:
    """What is signed when: a sign's caption stands from the start of its stroke until the next sign's."""
    rows = [row for row in plan.signs if row.provenance != "refused"]
    ends = [row.start for row in rows[1:]] + [row.end for row in rows[-1:]]
    return tuple(Caption(row.start, end, row.sign) for row, end in zip(rows, ends, strict=True) if end > row.start)


def save(
    pose: Pose,
    plan: SigningPlan,
    path: str | Path,
    *,
    renderer: str = DEFAULT_RENDERER,
    signer: str,
    size: int = DEFAULT_SIZE,
    captions: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Path:
    """Write the kind of file that the suffix says, whole or not at all. Raises ``VideoError`` or ``PoseError``."""
    path = check_output(path, size)
    if path.suffix.lower() == ".json":
        with written_whole(path, VideoError) as temporary:
            temporary.write_text(plan.to_json(), encoding="utf-8")
    elif path.suffix.lower() == ".pose":
        pose.save(path)
    else:
        clip = render(pose, plan, renderer, signer, size)
        (clip.with_captions() if captions else clip).save(path, progress)
    return path


def check_output(path: str | Path, size: int = DEFAULT_SIZE) -> Path:
    """Whether ``path`` can be written, before any work is done. Raises ``VideoError``."""
    path = Path(path)
    if path.suffix.lower() not in SUFFIXES:
        raise VideoError(f"Output {str(path)!r}: expected a name that ends in {' '.join(SUFFIXES)}.")
    if not path.parent.is_dir():
        raise VideoError(f"Output {str(path)!r}: the folder {str(path.parent)!r} does not exist; make it first.")
    check_size(size)
    return path


def check_size(size: int) -> None:
    """Raises ``VideoError`` for a picture that is too small to read or too large to make."""
    if not SIZES[0] <= size <= SIZES[1]:
        raise VideoError(f"Picture size {size}: expected {SIZES[0]} to {SIZES[1]} pixels.")
