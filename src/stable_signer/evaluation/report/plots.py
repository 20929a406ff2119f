"""Plots as SVG text: bars with intervals, and curves over steps. No library: an SVG is lines and words.

Colours are the Okabe-Ito palette, told apart with colour-blind eyes; every plot has a title and a description for
screen readers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from stable_signer.evaluation.metrics.score import Score, ScoreError

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#555555")
WIDTH, HEIGHT = 860, 340
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 44, 78
MAX_POINTS = 400
"""Of a curve: longer logs are averaged in equal pieces."""

Curves = Mapping[str, Sequence[tuple[float, float]]]


def bars(title: str, rows: Mapping[str, Mapping[str, Score]], unit: str) -> str:
    """A group of bars for each group of sentences, a colour a system, whiskers for intervals."""
    groups = list(dict.fromkeys(group for scores in rows.values() for group in scores))
    highs = [_top(score) for scores in rows.values() for score in scores.values()]
    scale = _Scale(0.0, _nice(max(highs, default=1.0)))
    step = (WIDTH - LEFT - RIGHT) / max(len(groups), 1)
    bar = 0.8 * step / max(len(rows), 1)
    parts = [scale.grid(unit)]
    for g, group in enumerate(groups):
        x0 = LEFT + g * step + 0.1 * step
        parts.append(_label(x0 + 0.4 * step, group, len(groups) > 7))
        for s, scores in enumerate(rows.values()):
            if group in scores and not math.isnan(scores[group].value):
                parts.append(_bar(x0 + s * bar, bar, scores[group], scale, COLOURS[s % len(COLOURS)]))
    return _svg(title, f"{title}: bars for {', '.join(rows)} in {', '.join(groups)}.", [*parts, _legend(rows)])


def curves(title: str, lines: Curves, x_name: str, y_name: str) -> str:
    """A line for each series over its steps. Raises ``ScoreError`` where there is nothing to draw."""
    points = [point for line in lines.values() for point in line]
    if not points:
        raise ScoreError(f"Nothing to plot for {title!r}: expected numbers over steps.")
    xs, ys = [x for x, _ in points], [y for _, y in points]
    low = 0.0 if min(ys) >= 0 else -_nice(-min(ys))
    scale = _Scale(low, _nice(max(*ys, low + 1e-9)))
    x_top = max(xs) or 1.0
    parts = [scale.grid(y_name), _x_axis(x_top, x_name)]
    for i, line in enumerate(lines.values()):
        places = " ".join(f"{_x(x, x_top):.1f},{scale.y(y):.1f}" for x, y in thinned(line))
        parts.append(f'<polyline fill="none" stroke="{COLOURS[i % len(COLOURS)]}" stroke-width="2" points="{places}"/>')
    return _svg(title, f"{title}: {y_name} over {x_name} for {', '.join(lines)}.", [*parts, _legend(lines)])


def thinned(line: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """At most ``MAX_POINTS`` points: means of equal pieces."""
    size = math.ceil(len(line) / MAX_POINTS)
    pieces = [line[i : i + size] for i in range(0, len(line), max(size, 1))]
    return [(sum(x for x, _ in p) / len(p), sum(y for _, y in p) / len(p)) for p in pieces]


class _Scale:
    """Values to rows of the picture."""

    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high if high > low else low + 1.0

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    def grid(self, unit: str) -> str:
        parts = [f'<text class="unit" x="{LEFT}" y="{TOP - 8}">{escape(unit)}</text>']
        for k in range(5):
            value = self.low + k * (self.high - self.low) / 4
            y = self.y(value)
            parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
            parts.append(f'<text class="tick" x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{value:.3g}</text>')
        return "".join(parts)


def _bar(x: float, width: float, score: Score, scale: _Scale, colour: str) -> str:
    y, base = scale.y(score.value), scale.y(max(scale.low, 0.0))
    whisker = ""
    if score.low is not None and score.high is not None and not math.isnan(score.low):
        middle = x + 0.45 * width
        whisker = (
            f'<line class="whisker" x1="{middle:.1f}" x2="{middle:.1f}" y1="{scale.y(score.low):.1f}" '
            f'y2="{scale.y(score.high):.1f}"/>'
        )
    return (
        f'<rect x="{x:.1f}" y="{min(y, base):.1f}" width="{0.9 * width:.1f}" height="{abs(base - y):.1f}" '
        f'fill="{colour}"><title>{score.value:.4g}</title></rect>{whisker}'
    )


def _label(x: float, text: str, slanted: bool) -> str:
    y = HEIGHT - BOTTOM + 16
    turn = f' transform="rotate(-24 {x:.1f} {y})" text-anchor="end"' if slanted else ' text-anchor="middle"'
    return f'<text class="tick" x="{x:.1f}" y="{y}"{turn}>{escape(text)}</text>'


def _legend(names: Mapping) -> str:
    parts, x = [], float(LEFT)
    for i, name in enumerate(names):
        colour = COLOURS[i % len(COLOURS)]
        parts.append(f'<rect x="{x:.0f}" y="{HEIGHT - 16}" width="12" height="12" fill="{colour}"/>')
        parts.append(f'<text class="tick" x="{x + 17:.0f}" y="{HEIGHT - 6}">{escape(name)}</text>')
        x += 30 + 7.2 * len(name)
    return "".join(parts)


def _x_axis(top: float, name: str) -> str:
    y = HEIGHT - BOTTOM + 16
    ticks = (f'<text class="tick" x="{_x(k * top / 4, top):.1f}" y="{y}" text-anchor="middle">{k * top / 4:.4g}</text>'
             for k in range(5))  # fmt: skip
    return (
        "".join(ticks) + f'<text class="unit" x="{WIDTH - RIGHT}" y="{y + 18}" text-anchor="end">{escape(name)}</text>'
    )


def _x(x: float, top: float) -> float:
    return LEFT + x / top * (WIDTH - LEFT - RIGHT)


def _top(score: Score) -> float:
    values = [v for v in (score.value, score.high) if v is not None and not math.isnan(v)]
    return max(values, default=0.0)


def _nice(value: float) -> float:
    """The next of 1, 1.5, 2, 3, 4, 5, 6, 8, 10 times a power of ten."""
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next((k * power for k in (1, 1.5, 2, 3, 4, 5, 6, 8) if k * power >= value), 10 * power)


def _svg(title: str, description: str, parts: Sequence[str]) -> str:
    style = (
        "text{font:13px sans-serif;fill:#1a1a1a}.tick{font-size:12px}.unit{font-size:12px;fill:#444}"
        ".title{font-size:15px;font-weight:600}.grid{stroke:#ddd}.whisker{stroke:#1a1a1a;stroke-width:1.5}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(title, {chr(34): "&quot;"})}"><title>{escape(title)}</title>'
        f"<desc>{escape(description)}</desc><style>{style}</style>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
        f'<text class="title" x="{LEFT}" y="18">{escape(title)}</text>'
        f"{''.join(parts)}</svg>\n"
    )
