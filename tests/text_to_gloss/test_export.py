"""The exported graphs say what the torch model says: numbers, states and whole answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="export needs torch: pip install '.[train]'")
pytest.importorskip("transformers", reason="export needs transformers: pip install '.[train]'")
onnx = pytest.importorskip("onnx", reason="export needs onnx: pip install '.[train]'")
pytest.importorskip("onnxscript", reason="export needs onnxscript: pip install '.[train]'")

from stable_signer.evaluation.ablation import held_out  # noqa: E402
from stable_signer.text_to_gloss.batching import Encoder  # noqa: E402
from stable_signer.text_to_gloss.checkpoint import load_checkpoint  # noqa: E402
from stable_signer.text_to_gloss.config import PRESETS  # noqa: E402
from stable_signer.text_to_gloss.decode import END, START  # noqa: E402
from stable_signer.text_to_gloss.export import export, in_half  # noqa: E402
from stable_signer.text_to_gloss.generate import MAX_WRITTEN, greedy  # noqa: E402
from stable_signer.text_to_gloss.infer import Slul  # noqa: E402
from stable_signer.text_to_gloss.train import Trainer  # noqa: E402
from stable_signer.text_to_gloss.words import load_words  # noqa: E402

pytestmark = pytest.mark.slow
_SOURCE = ["what", "is", "your", "<thing>", "<extra_id_0>", "?"]
_ANSWER = ["whq(", "POSS-2p", "<extra_id_0>", "WHAT", ")"]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Encoder, Slul]:
    """A little trained model, in torch with weights of 16 bits, as they ship, and exported."""
    folder = tmp_path_factory.mktemp("slul")
    Trainer(replace(PRESETS["debug"], steps=120, batch_size=16, learning_rate=1e-2, save_every=120), folder).run()
    export(folder, folder / "onnx")
    model, meta = load_checkpoint(folder)
    return model.half().float(), Encoder(meta["symbols"]), Slul(folder / "onnx")


def test_features_logits_and_states(both: tuple[Any, Encoder, Slul]) -> None:
    model, encode, slul = both
    ids = [START, *(slul.encode(_ANSWER)[1:-1])]
    with torch.no_grad():
        wanted = model(
            input_ids=torch.tensor([encode.source(_SOURCE)]), decoder_input_ids=torch.tensor([ids]),
            output_hidden_states=True,
        )  # fmt: skip
    features = slul.features(_SOURCE)
    assert np.allclose(features.H, wanted.encoder_last_hidden_state[0], atol=1e-4)
    assert np.allclose(_stepped(slul, ids), wanted.logits[0], atol=1e-3)
    assert np.allclose(slul.states(features, _ANSWER), wanted.decoder_hidden_states[-1][0, 1:], atol=1e-4)


def test_half_the_bytes_and_the_same_numbers() -> None:
    import onnxruntime

    table = np.random.default_rng(0).normal(size=(40, 50)).astype(np.float16).astype(np.float32)
    shapes = [("x", [1, 40]), ("y", [1, 50])]
    ends = [onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape) for name, shape in shapes]
    node = onnx.helper.make_node("MatMul", ["x", "w"], ["y"])
    graph = onnx.helper.make_graph([node], "g", ends[:1], ends[1:], [onnx.numpy_helper.from_array(table, "w")])
    model = onnx.helper.make_model(graph, ir_version=10, opset_imports=[onnx.helper.make_opsetid("", 18)])
    before = len(model.SerializeToString())
    small = in_half(model).SerializeToString()
    x = np.ones((1, 40), np.float32)
    (y,) = onnxruntime.InferenceSession(small).run(["y"], {"x": x})
    assert len(small) < 0.55 * before and np.allclose(np.asarray(y), x @ table, atol=1e-5)


def test_answers_are_equal_token_for_token(both: tuple[Any, Encoder, Slul]) -> None:
    model, encode, slul = both
    rows = held_out(load_words(), 40)
    answers = greedy(model, encode, rows)
    assert [_greedy(slul, row.source) for row in rows] == answers
    kinds = {tuple(answer) for answer in answers}
    assert len(kinds) > 5  # it does not say the same to everything


def _stepped(slul: Slul, ids: list[int]) -> np.ndarray:
    features = slul.features(_SOURCE)
    cache = slul.empty(features)
    rows = []
    for symbol in ids:
        logits, cache, _ = slul.step(features, [[symbol]], cache)
        rows.append(logits[0, 0])
    return np.stack(rows)


def _greedy(slul: Slul, source: tuple[str, ...]) -> list[str]:
    features = slul.features(source)
    cache, ids = slul.empty(features), [START]
    while ids[-1] != END and len(ids) <= MAX_WRITTEN:
        logits, cache, _ = slul.step(features, [[ids[-1]]], cache)
        ids.append(int(logits.argmax()))
    return [slul.symbols[i] for i in ids[1:] if i != END]
