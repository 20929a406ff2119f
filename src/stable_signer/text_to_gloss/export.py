"""Export of a trained SLUL to the files that ship: two ONNX graphs, and what the weights were trained
on.

``encoder.onnx``: ids (1 s) -> features H (1 s d), and keys and values of the cross attention (l h s k).
``decoder.onnx``: the next symbols of some answers (b n), with a cache of keys and values (b l h t k) -> logits
(b n v), the longer cache, and the decoder's states (b n d) after reading those symbols: what its head reads, and what
the experts' gate asks with.
Axes: b answers, l layers, h heads, s symbols read, t symbols written, n next symbols, k width of a head, v vocabulary.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from stable_signer.text_to_gloss.checkpoint import load_checkpoint
from stable_signer.text_to_gloss.infer import INPUTS

WEIGHTS = Path(__file__).parent / "weights"
MAX_LENGTH = 256
"""Longest sequence that the graphs can read or write."""
UNSEEN = -1e9
"""Added to the scores of symbols that come later."""
SMALL = 1000
"""Numbers below which a table stays in 32 bits."""


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
        """(b n h*k) -> (b h n k)."""
        return x.view(x.shape[0], x.shape[1], self.heads, -1).transpose(1, 2)

    def forward(self, x: Tensor, k: Tensor, v: Tensor, bias: Tensor | None) -> Tensor:
        scores = self.split(self.q(x)) @ k.transpose(2, 3)
        weights = torch.softmax(scores if bias is None else scores + bias, dim=-1)
        joined = (weights @ v).transpose(1, 2).reshape(x.shape[0], x.shape[1], -1)
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
        keys = torch.cat([layer.split(layer.k(H)) for layer in self.cross])
        values = torch.cat([layer.split(layer.v(H)) for layer in self.cross])
        return H, keys, values


class DecoderGraph(nn.Module):
    """The next symbols (b n), cross keys and values (l h s k), past ones (b l h t k) -> logits (b n v), the past ones
    with these symbols, states (b n d)."""

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
        self, symbols: Tensor, cross_keys: Tensor, cross_values: Tensor, past_keys: Tensor, past_values: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        past = past_keys.shape[3]
        x = self.embed(symbols)
        keys, values = [], []
        place = torch.arange(past + symbols.shape[1], device=symbols.device)
        distance = place[None, :] - place[past:, None]
        bias = self.bias[:, distance + MAX_LENGTH - 1] + torch.where(distance > 0, UNSEEN, 0.0)
        for i, block in enumerate(self.blocks):
            y = block.layer[0].layer_norm(x)
            keys.append(torch.cat([past_keys[:, i], self.own[i].split(self.own[i].k(y))], dim=2))
            values.append(torch.cat([past_values[:, i], self.own[i].split(self.own[i].v(y))], dim=2))
            x = x + self.own[i](y, keys[-1], values[-1], bias)
            x = x + self.cross[i](block.layer[1].layer_norm(x), cross_keys[i][None], cross_values[i][None], None)
            x = x + block.layer[2].DenseReluDense(block.layer[2].layer_norm(x))
        state = self.norm(x)
        return self.head(state * self.scale), torch.stack(keys, 1), torch.stack(values, 1), state


def export(folder: Path, target: Path = WEIGHTS) -> None:
    """Write the files for running a checkpoint: weights of 16 bits, computing in 32.

    Eight bits would halve them again, but 3 of 200 test sentences then differ from torch.
    """
    model, meta = load_checkpoint(folder)
    target.mkdir(parents=True, exist_ok=True)
    _graphs(model.half().float(), target)
    kept = {key: meta[key] for key in ("config", "step", "literals", "symbols")}
    (target / "slul.json").write_text(json.dumps(kept))


def _graphs(model: Any, target: Path) -> None:
    config = model.config
    layers, heads, width = config.num_layers, config.num_heads, config.d_kv
    # four tensors of their own: the exporter takes one tensor given twice for one input
    past = [torch.randn(5, layers, heads, 4, width) for _ in range(2)]
    cross = [torch.randn(layers, heads, 7, width) for _ in range(2)]
    read, written = torch.export.Dim("s", min=2, max=MAX_LENGTH - 1), torch.export.Dim("t", min=2, max=MAX_LENGTH // 2)
    answers, added = torch.export.Dim("b", min=2, max=64), torch.export.Dim("n", min=2, max=MAX_LENGTH // 2)
    _save(
        EncoderGraph(model),
        (torch.randint(3, 50, (1, 7)),), ["ids"], ["features", "cross_keys", "cross_values"], ({1: read},),
        target / "encoder.onnx",
    )  # fmt: skip
    cached = {0: answers, 3: written}
    _save(
        DecoderGraph(model), (torch.zeros(5, 3, dtype=torch.long), *cross, *past),
        [*INPUTS], ["logits", "keys", "values", "states"],
        ({0: answers, 1: added}, {2: read}, {2: read}, cached, cached), target / "decoder.onnx",
    )  # fmt: skip


def _save(graph: nn.Module, example: tuple, inputs: list[str], outputs: list[str], shapes: tuple, path: Path) -> None:
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
    onnx.save(in_half(program.model_proto), path)


def in_half(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same graph with its large tables, of numbers that 16 bits hold, in 16 bits, cast to 32 where they are read:
    ONNX Runtime casts them once, when it loads the graph."""
    casts = []
    for table in model.graph.initializer:
        values = onnx.numpy_helper.to_array(table)
        if values.dtype != np.float32 or values.size < SMALL:
            continue
        name = table.name
        table.CopyFrom(onnx.numpy_helper.from_array(values.astype(np.float16), f"{name}.half"))
        casts.append(onnx.helper.make_node("Cast", [f"{name}.half"], [name], to=onnx.TensorProto.FLOAT))
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return model
