"""Export of a trained SLUL to the files that ship: two ONNX graphs, and what the weights were trained
on.

``encoder.onnx``: ids (1 s) -> features H (1 s d), and keys and values of the cross attention (l h s k).
``decoder.onnx``: one symbol, with a cache of keys and values (l h t k) -> logits (v), the longer cache, and the
decoder's state (d) after reading that symbol: what its head reads, and what the experts' gate asks with.
Axes: l layers, h heads, s symbols read, t symbols written, k width of a head, v vocabulary.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from stable_signer.text_to_gloss.checkpoint import load_checkpoint

WEIGHTS = Path(__file__).parent / "weights"
MAX_LENGTH = 256
"""Longest sequence that the graphs can read or write."""


def _bias_table(attention: Any) -> Tensor:
    """Relative position bias by distance (h 2n-1): column n - 1 + (key - query)."""
    with torch.no_grad():
        square = attention.compute_bias(MAX_LENGTH, MAX_LENGTH)[0]  # h q k
    return torch.cat([square[:, -1, :-1], square[:, 0, :]], dim=1).contiguous()


class Attention(nn.Module):
    """T5 attention over given keys and values; no scaling, as in T5."""

    def __init__(self, layer: Any, heads: int) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o, self.heads = layer.q, layer.k, layer.v, layer.o, heads

    def split(self, x: Tensor) -> Tensor:
        """(1 n h*k) -> (h n k)."""
        return x.view(x.shape[1], self.heads, -1).transpose(0, 1)

    def forward(self, x: Tensor, k: Tensor, v: Tensor, bias: Tensor | None) -> Tensor:
        scores = self.split(self.q(x)) @ k.transpose(1, 2)
        weights = torch.softmax(scores if bias is None else scores + bias, dim=-1)
        joined = (weights @ v).transpose(0, 1).reshape(1, x.shape[1], -1)
        return self.o(joined)


class EncoderGraph(nn.Module):
    """ids (1 s) -> H (1 s d), cross keys (l h s k), cross values (l h s k)."""

    bias: Tensor
    attentions: Any
    cross: Any

    def __init__(self, model: Any) -> None:
        super().__init__()
        heads = model.config.num_heads
        self.embed = model.shared
        self.blocks = model.encoder.block
        self.norm = model.encoder.final_layer_norm
        self.attentions = nn.ModuleList(Attention(b.layer[0].SelfAttention, heads) for b in self.blocks)
        self.cross = nn.ModuleList(Attention(b.layer[1].EncDecAttention, heads) for b in model.decoder.block)
        self.register_buffer("bias", _bias_table(self.blocks[0].layer[0].SelfAttention))

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        x = self.embed(ids)
        place = torch.arange(ids.shape[1], device=ids.device)
        bias = self.bias[:, place[None, :] - place[:, None] + MAX_LENGTH - 1]
        for block, attention in zip(self.blocks, self.attentions, strict=True):
            y = block.layer[0].layer_norm(x)
            x = x + attention(y, attention.split(attention.k(y)), attention.split(attention.v(y)), bias)
            x = x + block.layer[1].DenseReluDense(block.layer[1].layer_norm(x))
        H = self.norm(x)
        keys = torch.stack([layer.split(layer.k(H)) for layer in self.cross])
        values = torch.stack([layer.split(layer.v(H)) for layer in self.cross])
        return H, keys, values


class DecoderGraph(nn.Module):
    """One step: symbol (1 1), cross and past keys and values -> logits (v), the same with this step, state (d)."""

    bias: Tensor
    own: Any
    cross: Any

    def __init__(self, model: Any) -> None:
        super().__init__()
        heads = model.config.num_heads
        self.embed, self.head = model.shared, model.lm_head
        self.scale = model.config.d_model**-0.5 if model.config.scale_decoder_outputs else 1.0
        self.blocks = model.decoder.block
        self.norm = model.decoder.final_layer_norm
        self.own = nn.ModuleList(Attention(b.layer[0].SelfAttention, heads) for b in self.blocks)
        self.cross = nn.ModuleList(Attention(b.layer[1].EncDecAttention, heads) for b in self.blocks)
        self.register_buffer("bias", _bias_table(self.blocks[0].layer[0].SelfAttention))

    def forward(
        self, symbol: Tensor, cross_keys: Tensor, cross_values: Tensor, past_keys: Tensor, past_values: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        x = self.embed(symbol)
        keys, values = [], []
        place = torch.arange(past_keys.shape[2] + 1, device=symbol.device)
        bias = self.bias[:, place - past_keys.shape[2] + MAX_LENGTH - 1][:, None, :]
        for i, block in enumerate(self.blocks):
            y = block.layer[0].layer_norm(x)
            keys.append(torch.cat([past_keys[i], self.own[i].split(self.own[i].k(y))], dim=1))
            values.append(torch.cat([past_values[i], self.own[i].split(self.own[i].v(y))], dim=1))
            x = x + self.own[i](y, keys[-1], values[-1], bias)
            x = x + self.cross[i](block.layer[1].layer_norm(x), cross_keys[i], cross_values[i], None)
            x = x + block.layer[2].DenseReluDense(block.layer[2].layer_norm(x))
        state = self.norm(x)
        logits = self.head(state * self.scale)
        return logits[0, 0], torch.stack(keys), torch.stack(values), state[0, 0]


def export(folder: Path, target: Path = WEIGHTS, quantise: bool = False) -> None:
    """Write the files for running a checkpoint.

    quantise: int8 weights, a third of the size; no default, since 3 of 200 test sentences then differ from torch.
    """
    model, meta = load_checkpoint(folder)
    target.mkdir(parents=True, exist_ok=True)
    _graphs(model, target, quantise)
    kept = {key: meta[key] for key in ("config", "step", "literals", "symbols")}
    (target / "slul.json").write_text(json.dumps(kept))


def _graphs(model: Any, target: Path, quantise: bool) -> None:
    config = model.config
    layers, heads, width = config.num_layers, config.num_heads, config.d_kv
    # four tensors of their own: the exporter takes one tensor given twice for one input
    past = [torch.randn(layers, heads, 4, width) for _ in range(2)]
    cross = [torch.randn(layers, heads, 7, width) for _ in range(2)]
    read, written = torch.export.Dim("s", min=2, max=MAX_LENGTH - 1), torch.export.Dim("t", min=2, max=MAX_LENGTH - 1)
    _save(
        EncoderGraph(model),
        (torch.randint(3, 50, (1, 7)),), ["ids"], ["features", "cross_keys", "cross_values"], ({1: read},),
        target / "encoder.onnx", quantise,
    )  # fmt: skip
    _save(
        DecoderGraph(model), (torch.zeros(1, 1, dtype=torch.long), *cross, *past),
        ["symbol", "cross_keys", "cross_values", "past_keys", "past_values"], ["logits", "keys", "values", "state"],
        (None, {2: read}, {2: read}, {2: written}, {2: written}), target / "decoder.onnx", quantise,
    )  # fmt: skip


def _save(
    graph: nn.Module, example: tuple, inputs: list[str], outputs: list[str], shapes: tuple, path: Path, quantise: bool
) -> None:
    with torch.no_grad():
        program = torch.onnx.export(
            graph.eval(),
            example,
            input_names=inputs,
            output_names=outputs,
            dynamic_shapes=shapes,
            dynamo=True,
            verbose=False,
        )
    assert program is not None
    program.save(str(path), external_data=False)
    if quantise:
        from onnxruntime.quantization import QuantType, quantize_dynamic

        part = path.with_suffix(".part")
        quantize_dynamic(str(path), str(part), weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"])
        part.replace(path)
