"""The mean of several models' weights."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

from stable_signer.errors import ModelError  # noqa: E402
from stable_signer.text_to_gloss.parallel.average import averaged, write_averaged  # noqa: E402
from stable_signer.text_to_gloss.parallel.checkpoint import Checkpoint  # noqa: E402
from stable_signer.text_to_gloss.parallel.config import PRESETS, ParallelConfig  # noqa: E402
from stable_signer.text_to_gloss.parallel.dataset import Example  # noqa: E402
from stable_signer.text_to_gloss.parallel.train import Trainer  # noqa: E402
from tests.text_to_gloss.parallel.corpus import toy_rows  # noqa: E402

EXAMPLES = [Example(row, "xx") for row in toy_rows(20)]


def trained(folder: Path, config: ParallelConfig) -> Checkpoint:
    Trainer.new(config, EXAMPLES, folder).run(EXAMPLES, config.steps)
    return Checkpoint.read(folder)


def test_each_weight_is_the_mean_and_the_folder_can_be_read(tmp_path: Path) -> None:
    one, two = (trained(tmp_path / str(seed), replace(PRESETS["debug"], seed=seed)) for seed in (1, 2))
    write_averaged([one, two], tmp_path / "mean")
    read = Checkpoint.read(tmp_path / "mean")
    for mean, a, b in zip(*(c.model().parameters() for c in (read, one, two)), strict=True):
        assert torch.allclose(mean, (a + b) / 2, atol=1e-6)
    assert read.config == one.config and len(read.vocabulary) == len(one.vocabulary)
    with pytest.raises(ModelError, match="resumed"):
        Trainer.resume(one.config, tmp_path / "mean")


def test_models_that_differ_are_told(tmp_path: Path) -> None:
    one = trained(tmp_path / "one", PRESETS["debug"])
    wide = trained(tmp_path / "wide", replace(PRESETS["debug"], d_ff=32))
    with pytest.raises(ModelError, match="differ in shape"):
        averaged([one, wide])
    with pytest.raises(ModelError, match="0 models"):
        averaged([])
