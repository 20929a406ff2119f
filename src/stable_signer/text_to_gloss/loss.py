"""The terms of SLUL's objective (arXiv 2512.04048), each on its own, and their sum.

    L = L_SLUL + lambda_sagm L_SAGM + lambda_kl L_KL + lambda_con L_con

The paper gives the terms and neither the positions that each sums over, nor the masking rate rho, the temperature tau
or the weights; docs/slul.md says what was settled here and how it was measured. Axes: b batch, s source symbols,
g gloss symbols, v vocabulary, d width of the features H.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, log_softmax, normalize

from stable_signer.text_to_gloss.config import LossConfig

IGNORED = -100
"""Label of padding."""
START = 0
"""Id of the symbol that the decoder reads first, which is also the padding's."""


@dataclass(frozen=True)
class Terms:
    """The terms of one batch, nats, and their weighted sum; a term that is off is a zero.

    logits: (b g v), states: (b g d), what the decoder made of the unmasked gloss; H: (b s d). The gate reads them.
    attention: where it looked, one (b g s) a layer, if the model tells.
    """

    L_SLUL: Tensor
    L_SAGM: Tensor
    L_KL: Tensor
    L_con: Tensor
    L: Tensor
    logits: Tensor
    states: Tensor
    H: Tensor
    attention: tuple[Tensor, ...]

    def as_floats(self) -> dict[str, float]:
        """Name of the term -> value, rounded to 5 places, for a log."""
        return {name: round(getattr(self, name).item(), 5) for name in ("L_SLUL", "L_SAGM", "L_KL", "L_con", "L")}


def slul_loss(logits: Tensor, labels: Tensor, smoothing: float = 0.0) -> Tensor:
    """Mean negative log likelihood of the gloss symbols, the end included, nats.

    logits: (b g v). labels: (b g), ``IGNORED`` where padded; the mean is over the symbols that are not.
    smoothing: share of the probability spread over the whole vocabulary.
    """
    return cross_entropy(
        logits.flatten(0, 1), labels.flatten(), ignore_index=IGNORED, label_smoothing=smoothing
    )  # L_SLUL


def decoder_input(labels: Tensor) -> Tensor:
    """(b g) what the decoder reads to write the labels: moved by one to the right, ``START`` first and as padding."""
    y = labels.new_full(labels.shape, START)
    y[:, 1:] = labels[:, :-1].masked_fill(labels[:, :-1] == IGNORED, START)
    return y


def mask_gloss(
    labels: Tensor, rho: float, generator: torch.Generator | None = None, maskable: Tensor | None = None
) -> Tensor:
    """(b g) bool, the gloss symbols that are masked: each with probability ``rho``, padding never.

    maskable: (v) bool, the symbols that may be masked; all if not given.
    """
    drawn = torch.rand(labels.shape, generator=generator, device=labels.device) < rho
    real = labels != IGNORED
    return drawn & real if maskable is None else drawn & real & maskable[labels.clamp(min=0)]


def masked_input(labels: Tensor, masked: Tensor, mask_id: int) -> Tensor:
    """(b g) the decoder's input with the masked gloss symbols replaced by the symbol ``mask_id``."""
    y = decoder_input(labels)
    hidden = torch.zeros_like(masked)
    hidden[:, 1:] = masked[:, :-1]
    return y.masked_fill(hidden, mask_id)


def sagm_loss(masked_logits: Tensor, labels: Tensor, masked: Tensor | None = None) -> Tensor:
    """Negative log likelihood of gloss symbols given H and the *masked* gloss before them, nats.

    masked_logits: (b g v), from the masked input. masked: (b g) bool, the symbols that the mean is over; all that are
    not padding if not given. Zero if there are none. All is the default of the training: a symbol whose left context
    is hidden learns to lean on H whether or not it is itself hidden from those after it.
    """
    y = labels if masked is None else labels.masked_fill(~masked, IGNORED)
    log_p = log_softmax(masked_logits, -1).gather(-1, y.clamp(min=0)[..., None])[..., 0]
    return _mean(-log_p, y != IGNORED)  # L_SAGM


def kl_loss(masked_logits: Tensor, logits: Tensor, labels: Tensor, stop_gradient: bool = True) -> Tensor:
    """KL(masked || unmasked posterior), mean over the symbols that are not padding, nats.

    masked_logits, logits: (b g v). stop_gradient: the unmasked posterior is a fixed teacher, so that the masked one
    moves towards it and not the other way round.
    """
    p = log_softmax(masked_logits, -1)
    q = log_softmax(logits.detach() if stop_gradient else logits, -1)
    return _mean((p.exp() * (p - q)).sum(-1), labels != IGNORED)  # L_KL


def contrastive_loss(h: Tensor, e: Tensor, tau: float, same: Tensor | None = None) -> Tensor:
    """InfoNCE of sentences and glosses, the other glosses of the batch as negatives, nats.

    h: (b d) mean-pooled encoder states. e: (b d) mean-pooled gloss embeddings. tau: temperature of the cosine.
    same: (b b) bool, pairs of equal glosses, which are no negatives of each other.
    """
    similarity = normalize(h, dim=-1) @ normalize(e, dim=-1).T / tau
    if same is not None:
        others = same & ~torch.eye(len(h), dtype=torch.bool, device=h.device)
        similarity = similarity.masked_fill(others, -torch.inf)
    return cross_entropy(similarity, torch.arange(len(h), device=h.device))  # L_con


def pooled(x: Tensor, real: Tensor) -> Tensor:
    """(b d) the mean of (b n d) over the places that are real, (b n)."""
    weights = real.to(x.dtype)[..., None]
    return (x * weights).sum(1) / weights.sum(1).clamp(min=1.0)


def equal_rows(labels: Tensor) -> Tensor:
    """(b b) bool, which rows of (b g) are the same gloss."""
    return (labels[:, None, :] == labels[None, :, :]).all(-1)


def objective(
    model: Any,
    ids: Tensor,
    mask: Tensor,
    labels: Tensor,
    config: LossConfig,
    mask_id: int,
    generator: torch.Generator | None = None,
) -> Terms:
    """Every term of a batch, for any encoder-decoder of the T5 family; a term of weight 0 costs no pass.

    ids, mask: (b s) what is read. labels: (b g). mask_id: the symbol that stands for a masked gloss.
    generator: of the masks.
    """
    H = model.get_encoder()(input_ids=ids, attention_mask=mask).last_hidden_state
    answer = decoded(model, H, mask, decoder_input(labels))
    logits, states, attention = answer.logits, answer.decoder_hidden_states[-1], answer.cross_attentions or ()
    L_SLUL = slul_loss(logits, labels, config.smoothing)
    L_SAGM = L_KL = L_con = torch.zeros((), device=logits.device)
    if config.lambda_sagm or config.lambda_kl:
        masked = mask_gloss(labels, config.rho, generator)
        masked_logits = decoded(model, H, mask, masked_input(labels, masked, mask_id)).logits
        L_SAGM = sagm_loss(masked_logits, labels, None if config.sagm_over == "all" else masked)
        L_KL = kl_loss(masked_logits, logits, labels, config.stop_gradient)
    if config.lambda_con:
        e = pooled(model.get_input_embeddings()(labels.clamp(min=0)), labels != IGNORED)
        L_con = contrastive_loss(pooled(H, mask), e, config.tau, equal_rows(labels))
    L = L_SLUL + config.lambda_sagm * L_SAGM + config.lambda_kl * L_KL + config.lambda_con * L_con
    return Terms(L_SLUL, L_SAGM, L_KL, L_con, L, logits, states, H, attention)


def accuracy(logits: Tensor, labels: Tensor) -> Tensor:
    """Share of sequences in which every symbol is right given those before, 0..1."""
    wrong = (logits.argmax(-1) != labels) & (labels != IGNORED)
    return (~wrong.any(-1)).float().mean().to(torch.float32)


def decoded(model: Any, H: Tensor, mask: Tensor, y: Tensor) -> Any:
    """What the decoder makes of y (b g) over features (b s d): ``logits`` (b g v), ``decoder_hidden_states``."""
    from transformers.modeling_outputs import BaseModelOutput

    encoded = BaseModelOutput(last_hidden_state=H)  # pyright: ignore[reportArgumentType]
    read = {"encoder_outputs": encoded, "attention_mask": mask, "decoder_input_ids": y}
    return model(**read, use_cache=False, output_hidden_states=True)


def _mean(values: Tensor, real: Tensor) -> Tensor:
    return values.masked_fill(~real, 0.0).sum() / real.sum().clamp(min=1)
