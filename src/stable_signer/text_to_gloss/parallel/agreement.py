"""Two readings of each pair that must agree (R-Drop, Liang et al. 2021): dropout, subwords and masks differ."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from stable_signer.text_to_gloss.config import LossConfig
from stable_signer.text_to_gloss.loss import decoded, kl_loss, mask_gloss, masked_input, slul_loss


def agreement_loss(first: Tensor, second: Tensor, labels: Tensor) -> Tensor:
    """Mean over the gloss symbols of the symmetric divergence, (KL(P1 || P2) + KL(P2 || P1)) / 2, nats.

    first, second: (b g v) logits. labels: (b g), ``IGNORED`` where padded.
    """
    return (kl_loss(first, second, labels, False) + kl_loss(second, first, labels, False)) / 2


def two_readings(
    model: Any, ids: Tensor, mask: Tensor, labels: Tensor, config: LossConfig, mask_id: int, weight: float
) -> tuple[Tensor, tuple[Tensor, ...]]:
    """L = L_SLUL of the first reading + L_SLUL of the second + weight L_agree, and where the decoder looked (2b g s).

    ids, mask: (2b s), labels: (2b g), the second half is the same pairs as the first. Of the gloss that the second
    reading reads, a share of ``config.rho`` is masked.
    """
    half = len(ids) // 2
    masked = mask_gloss(labels, config.rho)
    masked[:half] = False
    H = model.get_encoder()(input_ids=ids, attention_mask=mask).last_hidden_state
    answer = decoded(model, H, mask, masked_input(labels, masked, mask_id))
    first, second = answer.logits[:half], answer.logits[half:]
    L_SLUL = slul_loss(first, labels[:half], config.smoothing) + slul_loss(second, labels[half:], config.smoothing)
    L_agree = agreement_loss(first, second, labels[:half])
    return L_SLUL + weight * L_agree, answer.cross_attentions or ()
