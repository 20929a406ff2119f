"""Two steps, save, resume two: equal losses. The exported graphs say what the torch model says."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs torch: pip install '.[train]'")
pytest.importorskip("transformers", reason="training needs transformers: pip install '.[train]'")

from stable_signer.errors import ModelError  # noqa: E402
from stable_signer.text_to_gloss.config import PRESETS  # noqa: E402
from stable_signer.text_to_gloss.loss import IGNORED, accuracy, slul_loss  # noqa: E402
from stable_signer.text_to_gloss.train import Trainer, length_limit  # noqa: E402

_DEBUG = PRESETS["debug"]


def test_resumed_losses_are_equal(tmp_path: Path) -> None:
    whole = Trainer(replace(_DEBUG, steps=4), tmp_path / "whole").run()
    Trainer(replace(_DEBUG, steps=4), tmp_path / "parts").run(until=2)
    rest = Trainer.resume(tmp_path / "parts").run()
    assert rest == whole[2:]


def test_a_missing_or_broken_checkpoint_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no checkpoint"):
        Trainer.resume(tmp_path)
    (tmp_path / "slul.json").write_text("{")
    with pytest.raises(ModelError, match="no checkpoint"):
        Trainer.resume(tmp_path)


def test_start_from_copies_what_is_known(tmp_path: Path) -> None:
    first = Trainer(_DEBUG, tmp_path / "first")
    first.save()
    meta = json.loads((tmp_path / "first" / "slul.json").read_text())
    assert meta["symbols"] == first.symbols
    second = Trainer(replace(_DEBUG, seed=5), tmp_path / "second")
    second.start_from(tmp_path / "first")
    assert torch.equal(first.model.shared.weight, second.model.shared.weight)


def test_loss_by_hand() -> None:
    logits = torch.tensor([[[0.0, 0.0], [2.0, 0.0]]])
    labels = torch.tensor([[1, IGNORED]])
    assert slul_loss(logits, labels).item() == pytest.approx(np.log(2))
    assert accuracy(logits, torch.tensor([[0, 0]])).item() == 1.0


def test_short_sentences_come_first() -> None:
    config = replace(_DEBUG, steps=1000)
    limits = [length_limit(step, config) for step in range(0, 1000, 50)]
    assert limits == sorted(limits) and limits[0] < limits[-1]


@pytest.mark.slow
def test_exported_equals_torch(tmp_path: Path) -> None:
    from stable_signer.text_to_gloss.export import export, load_checkpoint
    from stable_signer.text_to_gloss.infer import Slul

    trainer = Trainer(replace(_DEBUG, steps=3), tmp_path)
    trainer.run()
    export(tmp_path, tmp_path / "onnx", quantise=False)
    model, _ = load_checkpoint(tmp_path)
    slul = Slul(tmp_path / "onnx")
    source = ["what", "is", "your", "<thing>", "<extra_id_0>", "?"]
    ids = torch.tensor([slul.encode(source)])
    with torch.no_grad():
        H = model.encoder(ids).last_hidden_state[0].numpy()
        logits = model(input_ids=ids, decoder_input_ids=torch.tensor([[0, 7, 9]])).logits[0].numpy()
    assert np.allclose(slul.features(source)[0], H, atol=1e-4)
    assert np.allclose(_stepped(slul, source, [0, 7, 9]), logits, atol=1e-3)


def _stepped(slul, source: list[str], ids: list[int]) -> np.ndarray:
    _, cross_keys, cross_values = slul.features(source)
    keys = values = np.zeros((cross_keys.shape[0], cross_keys.shape[1], 0, cross_keys.shape[3]), np.float32)
    rows = []
    for symbol in ids:
        feed = {
            "symbol": np.asarray([[symbol]], np.int64),
            "cross_keys": cross_keys,
            "cross_values": cross_values,
            "past_keys": keys,
            "past_values": values,
        }
        logits, keys, values = slul.decoder.run(None, feed)
        rows.append(logits)
    return np.stack(rows)
