"""A sheet of signs: a strip of pictures a sign, from its first posture to its last, to be looked over by eye."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from stable_signer.body.motion import Motion
from stable_signer.errors import VideoError
from stable_signer.files import written_whole
from stable_signer.pose_to_video.avatar import AvatarRenderer, reach_of
from stable_signer.pose_to_video.camera import Framing, framing_of
from stable_signer.pose_to_video.captions import font_of
from stable_signer.pose_to_video.contact_sheet import INK, PAPER

if TYPE_CHECKING:
    from PIL.Image import Image

PICTURES = 6
"""Pictures of a strip."""
CELL = 224
"""Side of a picture, pixels."""
LABEL = 24
"""Height of the line above a strip."""
MAX_SIGNS = 40
WINDOW = Framing(top=1.32, bottom=-1.3, half_width=1.31)
"""What a picture holds at least; a hand that only hangs does not widen it."""


def write_sign_sheet(
    signs: Sequence[tuple[str, Motion]],
    path: str | Path,
    signer: str,
    progress: Callable[[int], None] = lambda done: None,
) -> None:
    """Write a ``.png`` with a strip for each label and motion on the signer's body, whole or not at all.

    Raises ``VideoError`` for no signs or too many, another suffix, or a file that cannot be written.
    """
    path = Path(path)
    if path.suffix.lower() != ".png":
        raise VideoError(f"Sheet {path}: expected a name that ends in .png.")
    if not 1 <= len(signs) <= MAX_SIGNS:
        raise VideoError(f"A sheet of {len(signs)} signs: expected 1 to {MAX_SIGNS}.")
    strips = []
    renderer = AvatarRenderer(signer=signer, size=CELL)
    with written_whole(path, VideoError) as temporary:
        for number, (label, motion) in enumerate(signs, 1):
            strips.append(_strip(label, _pictures(renderer, motion)))
            progress(number)
        _stacked(strips).save(temporary, format="PNG")


def _pictures(renderer: AvatarRenderer, motion: Motion) -> list[np.ndarray]:
    shown = np.linspace(0, len(motion) - 1, PICTURES).round().astype(int)
    clip = renderer.render_motion(motion, framing_of(_raised(motion), WINDOW))
    frames = {i: frame for i, frame in enumerate(clip) if i in set(shown.tolist())}
    return [frames[int(i)] for i in shown]


def _raised(motion: Motion) -> np.ndarray:
    """Where wrists and fingertips (n 3) are while they are in front of the body, not hanging."""
    points = reach_of(motion)
    return points[points[:, 1] > WINDOW.bottom - 0.1]


def _strip(label: str, pictures: Sequence[np.ndarray]) -> Image:
    from PIL import Image, ImageDraw

    sheet = Image.new("RGB", (CELL * len(pictures), CELL + LABEL), PAPER)
    ImageDraw.Draw(sheet).text((6, LABEL / 2), label, INK, font_of(15), anchor="lm")
    for i, picture in enumerate(pictures):
        sheet.paste(Image.fromarray(picture), (i * CELL, LABEL))
    return sheet


def _stacked(strips: Sequence[Image]) -> Image:
    from PIL import Image

    sheet = Image.new("RGB", (strips[0].width, sum(strip.height for strip in strips)), PAPER)
    top = 0
    for strip in strips:
        sheet.paste(strip, (0, top))
        top += strip.height
    return sheet
