"""The forward pass of a ``transformers`` T5 with a quarter of the operations: a step on a CPU is bound by their number.

Same parameters, same function (a test compares the logits); dropout comes from a pool of factors that are drawn once,
and attention weights are not dropped. Axes: b batch, s source symbols, g gloss symbols, h heads, e width of a head.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import linear, relu

POOL = 1 << 23
"""Dropout factors that are drawn once; every use reads a stretch of them from a random place."""
BLOCKED = -1e4
"""Added to the scores of symbols that may not be seen; within the range of 16-bit numbers."""


@dataclass(frozen=True)
class Output:
    """What the losses read of a T5's output."""

    last_hidden_state: Tensor | None = None
    logits: Tensor | None = None
    decoder_hidden_states: tuple[Tensor, ...] = ()
    cross_attentions: tuple[Tensor, ...] = ()
    """Of each layer, where its first head looks (b g s)."""


class Dropout:
    """Factors 0 and 1/(1 - rate), ``torch``'s generator choosing the places."""

    def __init__(self, rate: float, like: Tensor) -> None:
        self.rate = rate
        kept = torch.rand(POOL, generator=torch.Generator().manual_seed(0)) >= rate
        self.pool = (kept / (1.0 - rate)).to(like)

    def factors(self, like: Tensor) -> Tensor:
        size = like.numel()
        if size >= POOL:
            return torch.nn.functional.dropout(torch.ones_like(like), self.rate)
        start = int(torch.randint(POOL - size, ()))
        return self.pool[start : start + size].view(like.shape)


class UnitRms(torch.autograd.Function):
    """x over the root of its mean square: T5's layer norm without its weights, which go into the next matrix."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, epsilon: float) -> Tensor:
        wide = torch.promote_types(x.dtype, torch.float32)
        norm = torch.linalg.vector_norm(x, dim=-1, keepdim=True, dtype=wide)
        r = (norm.square() / x.shape[-1] + epsilon).rsqrt().to(x.dtype)
        y = x * r
        ctx.save_for_backward(y, r)
        return y

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Tensor) -> tuple[Tensor, None]:
        (dy,) = grad_outputs
        y, r = ctx.saved_tensors
        mean = torch.linalg.vecdot(dy, y).unsqueeze(-1) / -y.shape[-1]
        return torch.addcmul(dy, y, mean).mul_(r), None


class FastT5:
    """Training view of a T5 (``relu`` feed-forward layers) for ``loss.objective``."""

    def __init__(self, model: Any, dropout: float, written: Sequence[bool] = ()) -> None:
        """written: the symbols that may be written, by id; all if empty. Those after the last one get no logit."""
        self.model = model
        self.num_written = max((i for i, may in enumerate(written) if may), default=len(model.shared.weight) - 1) + 1
        self.dropout = Dropout(dropout, model.shared.weight) if dropout else None

    def get_encoder(self) -> Any:
        return self._encode

    def get_input_embeddings(self) -> Any:
        return self.model.get_input_embeddings()

    def __call__(self, encoder_outputs: Any, attention_mask: Tensor, decoder_input_ids: Tensor, **how: bool) -> Output:
        """Logits (b g v), float32, and last states (b g d) over features H (b s d). how: asked of a T5, ignored."""
        H, stack = encoder_outputs.last_hidden_state, self.model.decoder
        y = self._dropped(stack.embed_tokens(decoder_input_ids))
        seen = torch.ones(y.shape[1], y.shape[1], dtype=torch.bool, device=y.device).tril()
        bias = _relative(stack, y.shape[1]) + _blocked(seen, y.dtype)
        across = _blocked(attention_mask.bool(), y.dtype)[:, None, None, :]
        looks = []
        for block in stack.block:
            y, _ = self._attend(y, y, block.layer[0], block.layer[0].SelfAttention, bias)
            y, look = self._attend(y, H, block.layer[1], block.layer[1].EncDecAttention, across)
            looks.append(look)
            y = self._feed_forward(y, block.layer[2])
        y = self._dropped(_unit(y, stack.final_layer_norm) * stack.final_layer_norm.weight)
        scale = self.model.config.d_model**-0.5 if self.model.config.scale_decoder_outputs else 1.0
        logits = linear(y * scale, self.model.lm_head.weight[: self.num_written]).float()
        return Output(logits=logits, decoder_hidden_states=(y,), cross_attentions=tuple(looks))

    def _encode(self, input_ids: Tensor, attention_mask: Tensor) -> Output:
        """Features H (b s d)."""
        stack = self.model.encoder
        x = self._dropped(stack.embed_tokens(input_ids))
        bias = _relative(stack, x.shape[1]) + _blocked(attention_mask.bool(), x.dtype)[:, None, None, :]
        for block in stack.block:
            x, _ = self._attend(x, x, block.layer[0], block.layer[0].SelfAttention, bias)
            x = self._feed_forward(x, block.layer[1])
        return Output(last_hidden_state=self._dropped(_unit(x, stack.final_layer_norm) * stack.final_layer_norm.weight))

    def _attend(self, x: Tensor, other: Tensor, layer: Any, attention: Any, bias: Tensor) -> tuple[Tensor, Tensor]:
        """x and what it attends to, and where the first head looks (b n m); ``other`` is x itself in self-attention."""
        z, g = _unit(x, layer.layer_norm), layer.layer_norm.weight
        if other is x:
            matrices = torch.cat([attention.q.weight, attention.k.weight, attention.v.weight])
            q, k, v = linear(z, matrices * g).chunk(3, -1)
        else:
            q = linear(z, attention.q.weight * g)
            k, v = linear(other, torch.cat([attention.k.weight, attention.v.weight])).chunk(2, -1)
        q, k, v = (_heads(part, attention.n_heads) for part in (q, k, v))
        b, h, n, m = len(x), attention.n_heads, x.shape[1], other.shape[1]
        scores = torch.baddbmm(bias.expand(b, h, n, m).reshape(b * h, n, m), q, k.transpose(1, 2))
        weights = scores.softmax(-1)
        mixed = torch.bmm(weights, v)
        joined = mixed.view(b, h, n, -1).transpose(1, 2).reshape(b, n, -1)
        return self._added(x, linear(joined, attention.o.weight)), weights.view(b, h, n, m)[:, 0]

    def _feed_forward(self, x: Tensor, layer: Any) -> Tensor:
        dense = layer.DenseReluDense
        hidden = self._dropped(relu(linear(_unit(x, layer.layer_norm), dense.wi.weight * layer.layer_norm.weight)))
        return self._added(x, linear(hidden, dense.wo.weight))

    def _dropped(self, x: Tensor) -> Tensor:
        return x if self.dropout is None else x * self.dropout.factors(x)

    def _added(self, x: Tensor, change: Tensor) -> Tensor:
        return x + change if self.dropout is None else torch.addcmul(x, change, self.dropout.factors(change))


def _heads(x: Tensor, num_heads: int) -> Tensor:
    """(b n h*e) -> (b*h n e)."""
    b, n, _ = x.shape
    return x.view(b, n, num_heads, -1).transpose(1, 2).reshape(b * num_heads, n, -1)


def _unit(x: Tensor, norm: Any) -> Tensor:
    unit = UnitRms.apply(x, norm.variance_epsilon)
    assert isinstance(unit, Tensor)
    return unit


def _relative(stack: Any, length: int) -> Tensor:
    """(1 h n n) T5's learnt bias by distance."""
    return stack.block[0].layer[0].SelfAttention.compute_bias(length, length, device=None)


def _blocked(seen: Tensor, dtype: torch.dtype) -> Tensor:
    """0 where a symbol is seen, ``BLOCKED`` where not."""
    return (~seen).to(dtype) * BLOCKED
