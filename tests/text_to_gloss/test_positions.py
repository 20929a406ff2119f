"""Positions: the sinusoids they are from, and what they are for."""

from __future__ import annotations

import math

import pytest

torch = pytest.importorskip("torch", reason="training needs torch: pip install '.[train]'")
pytest.importorskip("transformers", reason="training needs transformers: pip install '.[train]'")

from transformers import T5Config  # noqa: E402

from stable_signer.text_to_gloss.positions import positioned_t5, sinusoids  # noqa: E402

SHAPE = {"vocab_size": 20, "d_model": 16, "d_kv": 8, "d_ff": 16, "num_layers": 1, "num_heads": 2}


def test_sinusoids_are_those_of_the_paper():
    waves = sinusoids(50, 8)
    for place in (0, 1, 7, 49):
        for i in range(4):
            angle = place / 10_000 ** (2 * i / 8)
            assert waves[place, 2 * i] == pytest.approx(math.sin(angle), abs=1e-5)
            assert waves[place, 2 * i + 1] == pytest.approx(math.cos(angle), abs=1e-5)


def test_what_attends_can_tell_equal_symbols_apart():
    torch.manual_seed(0)
    model = positioned_t5(T5Config(**SHAPE, decoder_start_token_id=0))  # pyright: ignore[reportCallIssue]
    read = model.encoder.embed_tokens(torch.full((1, 6), 7))
    assert torch.cdist(read[0], read[0]).fill_diagonal_(1.0).min() > 0.5


def test_generate_writes_what_the_whole_sequence_would_give():
    torch.manual_seed(0)
    model = positioned_t5(T5Config(**SHAPE, decoder_start_token_id=0)).eval()  # pyright: ignore[reportCallIssue]
    ids = torch.randint(3, 20, (2, 7))
    made = model.generate(input_ids=ids, max_new_tokens=8, min_new_tokens=8, do_sample=False)  # pyright: ignore
    logits = model(input_ids=ids, decoder_input_ids=made[:, :-1]).logits
    logits[..., 1] = -math.inf  # the end, which came too early
    assert torch.equal(logits.argmax(-1), made[:, 1:])
