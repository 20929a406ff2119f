"""The pose-side terms of the hierarchical objective (Stable Signer, arXiv 2512.04048), each its own function::

    L = L_SLUL+SAGM + l_moe L_moe + l_ent L_ent + l_smooth L_smooth + l_hand L_hand + l_vel L_vel

Axes: g gated signs, k candidates, t frames, j joints, 3 coordinates; ``...`` whatever comes before. ``y_hat`` is the
blend of the candidates' poses, or what a stabiliser makes of a pose; ``y`` the pose that should come out; ``c`` the
confidence of each joint, 0 where it was not seen: such a joint enters no term.

The paper names the terms and gives neither norms nor averages. Here: squared Euclidean distances, in squared shoulder
widths a frame (a squared second difference for L_smooth), averaged over the joints and frames that were seen, so that
padding and sentence length change nothing; L_moe is the likelihood of the right candidates, several of which may be
right (variants of one sign); L_ent is the entropy of the weights, lowered, so that the blend of training and the
arg max of inference agree.
"""

from __future__ import annotations

import torch
from torch import Tensor


def blend(w: Tensor, y_k: Tensor) -> Tensor:
    """The weighted mean pose of the candidates. w: (g k). y_k: (g k t j 3). Returns (g t j 3)."""
    return torch.einsum("gk,gktjc->gtjc", w, y_k)  # y_hat = sum_k w_k E_k(g)


def L_moe(log_w: Tensor, right: Tensor) -> Tensor:
    """Mean negative log likelihood of the right candidates, nats.

    log_w: (g k), log weights, -inf where there is no candidate. right: (g k) bool, at least one in each row.
    """
    return -torch.logsumexp(log_w.masked_fill(~right, -torch.inf), dim=-1).mean()  # L_moe


def L_ent(log_w: Tensor) -> Tensor:
    """Mean entropy of the weights, nats. log_w: (g k), -inf where there is no candidate."""
    finite = log_w.masked_fill(torch.isinf(log_w), 0.0)
    return -(log_w.exp() * finite).sum(-1).mean()  # L_ent


def L_smooth(y_hat: Tensor, c: Tensor) -> Tensor:
    """Mean squared second difference. y_hat: (... t j 3). c: (... t j)."""
    second = y_hat[..., 2:, :, :] - 2 * y_hat[..., 1:-1, :, :] + y_hat[..., :-2, :, :]
    return _mean(second, c[..., 2:, :] * c[..., 1:-1, :] * c[..., :-2, :])  # L_smooth


def L_hand(y_hat: Tensor, y: Tensor, c: Tensor, hands: Tensor) -> Tensor:
    """Mean squared distance of the hands' joints. y_hat, y: (... t j 3). c: (... t j). hands: indices of joints."""
    return _mean((y_hat - y)[..., hands, :], c[..., hands])  # L_hand


def L_vel(y_hat: Tensor, y: Tensor, c: Tensor) -> Tensor:
    """Mean squared difference of the velocities. y_hat, y: (... t j 3). c: (... t j)."""
    return _mean((y_hat - y).diff(dim=-3), c[..., 1:, :] * c[..., :-1, :])  # L_vel


def _mean(difference: Tensor, c: Tensor) -> Tensor:
    """Mean squared length (... t j 3), weighted by ``c`` (... t j); 0 where nothing was seen."""
    return (c * difference.square().sum(-1)).sum() / c.sum().clamp_min(1e-8)
