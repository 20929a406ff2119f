"""A chart shows its lines where their values are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from stable_signer.evaluation.chart import COLOURS, line_chart
from stable_signer.evaluation.metrics.score import ScoreError


def test_a_falling_line_falls(tmp_path: Path) -> None:
    line_chart(tmp_path / "c.png", {"loss": [(0, 5.0), (10, 1.0)]}, "Loss", "step", "nats")
    pixels = np.asarray(Image.open(tmp_path / "c.png").convert("RGB"))
    colour = [int(COLOURS[0][i : i + 2], 16) for i in (1, 3, 5)]
    rows, columns = np.nonzero((pixels == colour).all(-1) & (np.arange(pixels.shape[1]) < 800))
    assert rows[columns < 200].mean() < rows[columns > 700].mean() - 100


@pytest.mark.parametrize("series", [{}, {"a": []}, {"a": [(0.0, float("nan"))]}])
def test_nothing_to_draw_is_one_line(series: dict, tmp_path: Path) -> None:
    with pytest.raises(ScoreError, match="points"):
        line_chart(tmp_path / "c.png", series, "t", "x", "y")
    assert not (tmp_path / "c.png").exists()


def test_one_point_and_a_level_line_are_drawn(tmp_path: Path) -> None:
    line_chart(tmp_path / "c.png", {"a": [(1, 2.0)], "b": [(1, 2.0), (3, 2.0)]}, "t", "x", "y")
    assert Image.open(tmp_path / "c.png").size == (1200, 760)
