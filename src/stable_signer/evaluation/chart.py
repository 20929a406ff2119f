"""Line charts as PNG: training curves and the like, drawn with Pillow, which the project needs anyway."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from stable_signer.evaluation.metrics.score import ScoreError
from stable_signer.files import written_whole

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000")
"""Told apart by colour-blind readers too (Okabe and Ito 2008)."""
DASHES = ((0, 0), (18, 8), (5, 7), (26, 6), (12, 12), (3, 12), (40, 5))
"""Drawn and left out, pixels; so that lines differ in print."""
_SIZE, _MARGIN = (1200, 760), (110, 70, 40, 90)  # left, top, right, bottom
_TICKS = 6

Series = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class _Axes:
    """From values to pixels."""

    low: tuple[float, float]
    high: tuple[float, float]

    def place(self, x: float, y: float) -> tuple[float, float]:
        left, top, right, bottom = _MARGIN
        across = (x - self.low[0]) / (self.high[0] - self.low[0])
        up = (y - self.low[1]) / (self.high[1] - self.low[1])
        return left + across * (_SIZE[0] - left - right), _SIZE[1] - bottom - up * (_SIZE[1] - top - bottom)


def line_chart(path: Path, series: Mapping[str, Series], title: str, x_label: str, y_label: str) -> None:
    """Write a chart of named lines, each a list of (x, y), to a PNG. Raises ``ScoreError`` where there is nothing to
    draw, or the file cannot be written."""
    points = np.array([point for line in series.values() for point in line], float)
    if not len(points) or not np.isfinite(points).all():
        raise ScoreError(f"{path}: expected finite points to draw.")
    axes = _axes(points)
    image = Image.new("RGB", _SIZE, "white")
    draw = ImageDraw.Draw(image)
    _grid(draw, axes)
    for i, line in enumerate(series.values()):
        _polyline(draw, [axes.place(*point) for point in line], *_look(i))
    _labels(image, title, x_label, y_label)
    _legend(draw, list(series))
    with written_whole(path, ScoreError) as part:
        image.save(part, "PNG", optimize=True)


def _axes(points: np.ndarray) -> _Axes:
    low, high = points.min(0), points.max(0)
    low[1] = min(low[1], 0.0) if low[1] < 0.3 * high[1] else low[1]
    room = np.where(high > low, (high - low) * [0.0, 0.04], 1.0)
    return _Axes((float(low[0]), float(low[1])), (float(high[0] + 1e-9), float(high[1] + room[1])))


def _grid(draw: ImageDraw.ImageDraw, axes: _Axes) -> None:
    for x in _ticks(axes.low[0], axes.high[0]):
        place = axes.place(x, axes.low[1])
        draw.text((place[0], place[1] + 12), f"{x:g}", "#333333", _font(20), anchor="mt")
    for y in _ticks(axes.low[1], axes.high[1]):
        left, right = axes.place(axes.low[0], y), axes.place(axes.high[0], y)
        draw.line([left, right], "#dddddd", 1)
        draw.text((left[0] - 12, left[1]), f"{y:g}", "#333333", _font(20), anchor="rm")
    draw.line([axes.place(axes.low[0], axes.low[1]), axes.place(axes.high[0], axes.low[1])], "#333333", 2)


def _ticks(low: float, high: float) -> list[float]:
    """About six round numbers."""
    step = 10.0 ** np.floor(np.log10((high - low) / _TICKS))
    step *= next(m for m in (1, 2, 5, 10) if (high - low) / (m * step) <= _TICKS)
    return [float(round(k * step, 10)) for k in range(int(np.ceil(low / step)), int(np.floor(high / step)) + 1)]


def _look(i: int) -> tuple[str, tuple[int, int]]:
    """Colour and dash of line ``i``: no two of the first 49 are alike."""
    return COLOURS[i % 7], DASHES[(i + i // 7) % 7]


def _polyline(
    draw: ImageDraw.ImageDraw, places: list[tuple[float, float]], colour: str, dash: tuple[int, int], width: int = 4
) -> None:
    if dash == (0, 0):
        draw.line(places, colour, width, joint="curve")
        return
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(places, axis=0), axis=1))])
    for start in np.arange(0.0, lengths[-1], sum(dash)):
        at = np.linspace(start, min(start + dash[0], lengths[-1]), 8)
        points = zip(*(np.interp(at, lengths, np.array(places)[:, axis]) for axis in (0, 1)), strict=True)
        draw.line([(float(x), float(y)) for x, y in points], colour, width)


def _labels(image: Image.Image, title: str, x_label: str, y_label: str) -> None:
    draw = ImageDraw.Draw(image)
    draw.text((_MARGIN[0], 22), title, "black", _font(28))
    draw.text((_SIZE[0] - _MARGIN[2], _SIZE[1] - 18), x_label, "black", _font(22), anchor="rb")
    side = Image.new("RGB", (500, 34), "white")
    ImageDraw.Draw(side).text((250, 17), y_label, "black", _font(22), anchor="mm")
    image.paste(side.rotate(90, expand=True), (6, (_SIZE[1] - 500) // 2))


def _legend(draw: ImageDraw.ImageDraw, names: list[str]) -> None:
    width = max(draw.textlength(name, _font(20)) for name in names)
    left = _SIZE[0] - _MARGIN[2] - width - 90
    for i, name in enumerate(names):
        y = _MARGIN[1] + 24 + 30 * i
        _polyline(draw, [(left, y), (left + 60, y)], *_look(i))
        draw.text((left + 74, y), name, "black", _font(20), anchor="lm")


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
