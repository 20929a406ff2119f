"""The pose-side terms: hand-computed values, gradients, and laws (padding and unseen joints change nothing)."""

from __future__ import annotations

import math

import pytest

torch = pytest.importorskip("torch")

from stable_signer.gloss_to_pose.loss import L_ent, L_hand, L_moe, L_smooth, L_vel, blend  # noqa: E402

HANDS = torch.tensor([1, 2])


def poses(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def test_blend_is_the_weighted_mean():
    y_k = torch.stack([torch.zeros(3, 2, 3), torch.ones(3, 2, 3)])[None]
    assert torch.equal(blend(torch.tensor([[0.25, 0.75]]), y_k), torch.full((1, 3, 2, 3), 0.75))


def test_blend_of_one_candidate_is_that_candidate():
    y_k = poses(2, 1, 4, 3, 3)
    assert torch.equal(blend(torch.ones(2, 1, dtype=torch.float64), y_k), y_k[:, 0])


def test_L_moe_by_hand():
    log_w = torch.tensor([[0.5, 0.25, 0.25], [0.1, 0.9, 0.0]]).log()
    right = torch.tensor([[True, True, False], [True, False, False]])
    assert L_moe(log_w, right).item() == pytest.approx((-math.log(0.75) - math.log(0.1)) / 2)


def test_L_moe_is_zero_where_every_candidate_is_right():
    assert L_moe(torch.full((3, 4), math.log(0.25)), torch.ones(3, 4, dtype=torch.bool)).item() == pytest.approx(0.0)


@pytest.mark.parametrize("k", [1, 2, 5])
def test_L_ent_of_even_weights_is_the_logarithm_of_their_number(k):
    assert L_ent(torch.full((2, k), -math.log(k))).item() == pytest.approx(math.log(k), abs=1e-6)


def test_L_ent_does_not_count_missing_candidates():
    assert L_ent(torch.tensor([[0.0, -math.inf]])).item() == 0.0


def test_L_smooth_by_hand():
    y_hat = torch.zeros(4, 2, 3)
    y_hat[2, 0, 1] = 1.0  # second differences 1 and -2 of one joint, over 2 frames x 2 joints
    assert L_smooth(y_hat, torch.ones(4, 2)).item() == pytest.approx((1 + 4) / 4)


def test_L_smooth_of_steady_motion_is_zero():
    steady = torch.arange(5.0)[:, None, None] * torch.tensor([1.0, -2.0, 0.5])
    assert L_smooth(steady.expand(5, 4, 3), torch.ones(5, 4)).item() == pytest.approx(0.0, abs=1e-10)


def test_L_hand_by_hand_and_only_of_the_hands():
    y = torch.zeros(2, 3, 3)
    y_hat = y.clone()
    y_hat[0, 0] = 9.0  # not a hand
    y_hat[0, 1] = torch.tensor([3.0, 4.0, 0.0])
    assert L_hand(y_hat, y, torch.ones(2, 3), HANDS).item() == pytest.approx(25 / 4)


def test_L_vel_by_hand():
    y = torch.zeros(3, 1, 3)
    y_hat = y.clone()
    y_hat[1, 0, 0] = 2.0  # there and back again: twice 4, over 2 differences
    assert L_vel(y_hat, y, torch.ones(3, 1)).item() == pytest.approx(4.0)


def test_L_vel_does_not_see_where_a_pose_stands():
    y = poses(5, 2, 3)
    assert L_vel(y + 7.0, y, torch.ones(5, 2)).item() == pytest.approx(0.0)


TERMS = {
    "L_smooth": lambda y_hat, y, c: L_smooth(y_hat, c),
    "L_hand": lambda y_hat, y, c: L_hand(y_hat, y, c, HANDS),
    "L_vel": L_vel,
}


@pytest.mark.parametrize("term", TERMS.values(), ids=TERMS)
def test_a_joint_that_was_not_seen_changes_nothing(term):
    y_hat, y, c = poses(6, 3, 3), poses(6, 3, 3, seed=1), torch.ones(6, 3, dtype=torch.float64)
    c[2, 1] = 0.0
    moved = y_hat.clone()
    moved[2, 1] += 100.0
    assert term(moved, y, c).item() == pytest.approx(term(y_hat, y, c).item())
    c[2, 1] = 1.0
    assert term(moved, y, c).item() > 1.5 * term(y_hat, y, c).item()


@pytest.mark.parametrize("term", TERMS.values(), ids=TERMS)
def test_padding_frames_change_nothing(term):
    y_hat, y, c = poses(6, 3, 3), poses(6, 3, 3, seed=1), torch.ones(6, 3, dtype=torch.float64)
    padded = [torch.cat([x, torch.full((4, *x.shape[1:]), fill, dtype=x.dtype)]) for x, fill in ((y_hat, 5), (y, 3))]
    seen = torch.cat([c, torch.zeros(4, 3, dtype=c.dtype)])
    assert term(*padded, seen).item() == pytest.approx(term(y_hat, y, c).item())


@pytest.mark.parametrize("term", TERMS.values(), ids=TERMS)
def test_nothing_seen_is_no_loss(term):
    assert term(poses(6, 3, 3), poses(6, 3, 3, seed=1), torch.zeros(6, 3, dtype=torch.float64)).item() == 0.0


@pytest.mark.parametrize("term", TERMS.values(), ids=TERMS)
def test_gradients_of_the_motion_terms(term):
    y_hat, y, c = poses(5, 3, 3).requires_grad_(), poses(5, 3, 3, seed=1), poses(5, 3, seed=2).abs()
    assert torch.autograd.gradcheck(lambda x: term(x, y, c), y_hat)


def test_gradients_of_the_gate_terms():
    scores, right = poses(3, 4).requires_grad_(), torch.eye(4, dtype=torch.bool)[:3]
    y_k = poses(3, 4, 2, 2, 3)
    assert torch.autograd.gradcheck(lambda q: L_moe(q.log_softmax(-1), right), scores)
    assert torch.autograd.gradcheck(lambda q: L_ent(q.log_softmax(-1)), scores)
    assert torch.autograd.gradcheck(lambda q: blend(q.softmax(-1), y_k), scores)


def test_a_missing_candidate_leaves_finite_gradients():
    scores = torch.tensor([[1.0, 2.0, 3.0]], requires_grad=True)
    masked = scores.masked_fill(torch.tensor([[False, False, True]]), -torch.inf).log_softmax(-1)
    (L_moe(masked, torch.tensor([[True, False, False]])) + L_ent(masked)).backward()
    assert scores.grad is not None and torch.isfinite(scores.grad).all() and scores.grad[0, 2] == 0.0
