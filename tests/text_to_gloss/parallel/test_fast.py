"""The fast forward pass is the T5 of ``transformers``: same logits, same gradients; its dropout is dropout."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

from stable_signer.text_to_gloss.config import LossConfig  # noqa: E402
from stable_signer.text_to_gloss.loss import IGNORED, objective  # noqa: E402
from stable_signer.text_to_gloss.parallel.config import ParallelConfig  # noqa: E402
from stable_signer.text_to_gloss.parallel.fast import Dropout, FastT5, UnitRms  # noqa: E402
from stable_signer.text_to_gloss.parallel.model import build_model  # noqa: E402

CONFIG = ParallelConfig(d_model=24, d_ff=40, num_heads=3, num_layers=2, dropout=0.0)
ALL = LossConfig(rho=0.4, lambda_sagm=0.5, lambda_kl=0.3, lambda_con=0.2)


def batch() -> tuple:
    torch.manual_seed(3)
    ids, labels = torch.randint(4, 50, (4, 9)), torch.randint(4, 50, (4, 6))
    ids[1, 5:], labels[2, 3:] = 0, IGNORED
    return ids, (ids != 0).long(), labels


def test_losses_and_gradients_are_those_of_transformers() -> None:
    model = build_model(CONFIG, 50)
    found = []
    for view in (model, FastT5(model, 0.0)):
        model.zero_grad()
        terms = objective(view, *batch(), ALL, 3, torch.Generator().manual_seed(1))
        terms.L.backward()
        found.append((terms, {name: p.grad.clone() for name, p in model.named_parameters()}))
    (slow, slow_gradients), (fast, fast_gradients) = found
    for name in ("L_SLUL", "L_SAGM", "L_KL", "L_con", "L"):
        assert getattr(slow, name) > 0
        torch.testing.assert_close(getattr(slow, name), getattr(fast, name), rtol=1e-5, atol=1e-6)
    for name, gradient in slow_gradients.items():
        torch.testing.assert_close(gradient, fast_gradients[name], rtol=1e-3, atol=1e-6, msg=name)


def test_symbols_that_are_never_written_have_no_share() -> None:
    model = build_model(CONFIG, 50)
    ids, mask, labels = batch()
    labels[labels > 30] = 30
    whole, part = FastT5(model, 0.0), FastT5(model, 0.0, [i < 31 for i in range(50)])
    p, q = (objective(view, ids, mask, labels, LossConfig(), 3).logits for view in (whole, part))
    assert q.shape[-1] == 31
    torch.testing.assert_close(p[..., :31], q, rtol=1e-5, atol=1e-6)


def test_the_norms_gradient() -> None:
    x = torch.randn(3, 5, dtype=torch.float64, requires_grad=True)
    wanted = x / (x.square().mean(-1, keepdim=True) + 1e-6).sqrt()
    torch.testing.assert_close(UnitRms.apply(x, 1e-6), wanted, rtol=1e-6, atol=1e-6)
    c = torch.randn(3, 5, dtype=torch.float64)
    (found,) = torch.autograd.grad((UnitRms.apply(x, 1e-6) * c).sum(), x)
    (expected,) = torch.autograd.grad((wanted * c).sum(), x)
    torch.testing.assert_close(found, expected, rtol=1e-5, atol=1e-6)


def test_padding_of_the_source_changes_nothing() -> None:
    view = FastT5(build_model(CONFIG, 50), 0.0)
    ids, _, labels = batch()
    wider = torch.cat([ids, torch.zeros(4, 3, dtype=torch.long)], 1)
    losses = [objective(view, i, (i != 0).long(), labels, LossConfig(), 3).L for i in (ids, wider)]
    torch.testing.assert_close(*losses, rtol=1e-5, atol=1e-6)


def test_dropout_keeps_the_mean_and_drops_its_share() -> None:
    torch.manual_seed(0)
    factors = Dropout(0.3, torch.zeros(())).factors(torch.empty(1000, 100))
    assert factors.mean().item() == pytest.approx(1.0, abs=0.02)
    assert (factors == 0).float().mean().item() == pytest.approx(0.3, abs=0.01)
    torch.manual_seed(0)
    assert torch.equal(factors, Dropout(0.3, torch.zeros(())).factors(torch.empty(1000, 100)))
