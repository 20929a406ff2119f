"""Captions burned in: a bar below the picture, so that no caption ever covers a hand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from stable_signer.clip import Clip

if TYPE_CHECKING:
    from PIL import ImageDraw
    from PIL.ImageFont import FreeTypeFont, ImageFont

BAR_HEIGHT = 0.11
"""Of the picture's height."""
TEXT_HEIGHT = 0.5
"""Of the bar's height."""
BACKGROUND, BRIGHT, DIM = (18, 18, 20), (255, 255, 255), (120, 120, 128)


def burn_in(clip: Clip) -> Clip:
    """The clip with a bar below that shows the current caption, and the one before and after it dimmed."""
    width, height = clip.size
    bar = max(20, round(height * BAR_HEIGHT / 2) * 2)
    return replace(clip, frames=lambda: _with_bar(clip, bar), size=(width, height + bar))


def _with_bar(clip: Clip, bar: int) -> Iterator[np.ndarray]:
    starts = [caption.start for caption in clip.captions]
    texts = tuple(caption.text for caption in clip.captions)
    for i, frame in enumerate(clip):
        current = bisect_right(starts, i / clip.fps + 1e-6) - 1
        shown = current if current >= 0 and i / clip.fps < clip.captions[current].end else None
        yield np.concatenate([frame, draw_bar(texts, shown, clip.size[0], bar)])


@lru_cache(maxsize=16)
def draw_bar(texts: tuple[str, ...], current: int | None, width: int, height: int) -> np.ndarray:
    """The bar (h w 3), uint8, with text ``current`` in the middle; empty for ``None``. Not to be written to."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (width, height), BACKGROUND)
    if current is not None:
        draw = ImageDraw.Draw(image)
        half = _draw_centred(draw, texts[current], width, height)
        small = font_of(round(height * TEXT_HEIGHT * 0.8))
        gap = height * 0.5
        if current > 0:
            draw.text((width / 2 - half - gap, height / 2), texts[current - 1], DIM, small, anchor="rm")
        if current + 1 < len(texts):
            draw.text((width / 2 + half + gap, height / 2), texts[current + 1], DIM, small, anchor="lm")
    return np.asarray(image)


def _draw_centred(draw: ImageDraw.ImageDraw, text: str, width: int, height: int) -> float:
    """Draw as large as fits; returns half the width of the text in pixels."""
    size = round(height * TEXT_HEIGHT)
    length = draw.textlength(text, font_of(size))
    if length > 0.94 * width:
        size = max(8, int(size * 0.94 * width / length))
        length = draw.textlength(text, font_of(size))
    draw.text((width / 2, height / 2), text, BRIGHT, font_of(size), anchor="mm")
    return length / 2


@lru_cache(maxsize=16)
def font_of(size: int) -> FreeTypeFont | ImageFont:
    """The font that comes with Pillow, ``size`` pixels high."""
    from PIL import ImageFont

    return ImageFont.load_default(max(size, 8))
