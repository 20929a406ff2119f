"""The model's size and vocabulary, and the vector that its weights are."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="the model needs torch: pip install '.[train]'")
pytest.importorskip("transformers", reason="the model needs transformers: pip install '.[train]'")

from stable_signer.text_to_gloss.config import PRESETS  # noqa: E402
from stable_signer.text_to_gloss.exchange import TAG, sentinel  # noqa: E402
from stable_signer.text_to_gloss.model import build_model  # noqa: E402
from stable_signer.text_to_gloss.parallel.fast import FastT5  # noqa: E402
from stable_signer.text_to_gloss.symbols import END, MASK, PAD, vocabulary  # noqa: E402
from stable_signer.text_to_gloss.train import flattened  # noqa: E402


def test_vocabulary_has_each_symbol_once_and_the_sentinels_last() -> None:
    symbols = vocabulary({"ice cream": ("ICE-CREAM",), "light": ("LIGHT-color", "LIGHT-weight")})
    assert len(set(symbols)) == len(symbols)
    assert symbols[:2] == [PAD, END] and {MASK, TAG, "ice_cream", "light"} <= set(symbols)
    assert symbols[-1] == sentinel(39)


def test_the_shipped_shape_is_less_than_ten_megabytes() -> None:
    model = build_model(PRESETS["default"], [str(i) for i in range(600)])
    assert sum(p.numel() for p in model.parameters()) * 4 < 10e6


def test_parameters_are_views_of_one_vector() -> None:
    model = build_model(PRESETS["debug"], [str(i) for i in range(20)])
    before = [p.detach().clone() for p in model.parameters()]
    vector = flattened(model)
    assert all(torch.equal(p, b) for p, b in zip(model.parameters(), before, strict=True))
    assert torch.equal(vector[: 20 * 32].view(20, 32), model.shared.weight)  # the optimiser's first part
    vector += 1.0
    assert all(torch.equal(p, b + 1.0) for p, b in zip(model.parameters(), before, strict=True))


def test_the_fast_view_is_the_same_function() -> None:
    torch.manual_seed(1)
    model = build_model(PRESETS["debug"], [str(i) for i in range(20)]).eval()
    ids, y = torch.tensor([[4, 5, 6, 1], [7, 1, 0, 0]]), torch.tensor([[0, 8, 9], [0, 8, 0]])
    mask = (ids != 0).long()
    view = FastT5(model, 0.0)
    with torch.no_grad():
        wanted = model(input_ids=ids, attention_mask=mask, decoder_input_ids=y)
        H = view.get_encoder()(input_ids=ids, attention_mask=mask)
        got = view(encoder_outputs=H, attention_mask=mask, decoder_input_ids=y)
    assert torch.allclose(H.last_hidden_state[mask.bool()], wanted.encoder_last_hidden_state[mask.bool()], atol=1e-5)
    assert torch.allclose(got.logits, wanted.logits, atol=1e-4)
