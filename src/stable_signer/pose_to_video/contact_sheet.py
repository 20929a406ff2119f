"""A contact sheet: one picture a sign on a grid, with its gloss and its time, as a ``.png``."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from stable_signer.clip import Clip
from stable_signer.pose_to_video.captions import font_of
from stable_signer.pose_to_video.encode import tags_of

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.PngImagePlugin import PngInfo

CELL = 256
"""Longer side of a picture on the sheet, pixels."""
LABEL = 26
"""Height of the line below it."""
MAX_PICTURES = 60
PICTURES_WITHOUT_CAPTIONS = 12
PAPER, INK = (255, 255, 255), (20, 20, 24)


@dataclass(frozen=True)
class Moment:
    """A frame to show and what to write below it."""

    frame: int
    label: str


def write_contact_sheet(clip: Clip, path: Path, progress: Callable[[int], None]) -> None:
    """Draw the clip once, keep the frames that are shown, write the sheet with the clip's tags."""
    moments = moments_of(clip)
    wanted = {moment.frame for moment in moments}
    pictures = {}
    for i, frame in enumerate(clip):
        if i in wanted:
            pictures[i] = _small(frame)
        progress(i + 1)
    sheet = lay_out([pictures[moment.frame] for moment in moments], [moment.label for moment in moments])
    sheet.save(path, format="PNG", pnginfo=_texts(clip))


def moments_of(clip: Clip) -> list[Moment]:
    """The middle of each caption, or evenly spaced frames where there is none; at most ``MAX_PICTURES``."""
    if clip.captions:
        step = math.ceil(len(clip.captions) / MAX_PICTURES)
        shown = [((c.start + c.end) / 2, c.text) for c in clip.captions[::step]]
    else:
        count = min(len(clip), PICTURES_WITHOUT_CAPTIONS)
        shown = [((i + 0.5) * clip.duration / count, "") for i in range(count)]
    last = len(clip) - 1
    return [Moment(min(int(t * clip.fps), last), f"{text}  {t:.2f} s".strip()) for t, text in shown]


def lay_out(pictures: Sequence[Image], labels: Sequence[str]) -> Image:
    """Pictures of one size on a grid about as wide as high, row by row, each with its label below."""
    from PIL import Image, ImageDraw

    width, height = pictures[0].size
    columns = min(len(pictures), max(1, round(math.sqrt(len(pictures) * 1.6 * (height + LABEL) / width))))
    rows = math.ceil(len(pictures) / columns)
    sheet = Image.new("RGB", (columns * width, rows * (height + LABEL)), PAPER)
    draw = ImageDraw.Draw(sheet)
    for i, (picture, label) in enumerate(zip(pictures, labels, strict=True)):
        x, y = i % columns * width, i // columns * (height + LABEL)
        sheet.paste(picture, (x, y))
        font = font_of(_size_that_fits(draw, label, width))
        draw.text((x + width / 2, y + height + LABEL / 2), label, INK, font, anchor="mm")
    return sheet


def _size_that_fits(draw, label: str, width: int) -> int:
    size = round(LABEL * 0.6)
    return max(8, min(size, int(size * 0.96 * width / max(draw.textlength(label, font_of(size)), 1))))


def _small(frame: np.ndarray) -> Image:
    from PIL import Image

    image = Image.fromarray(frame)
    scale = min(1.0, CELL / max(image.size))
    return image.resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))), Image.Resampling.BOX)


def _texts(clip: Clip) -> PngInfo:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    for key, value in tags_of(clip).items():
        info.add_itxt(key.capitalize(), value)
    return info
