"""The terms of the objective: values computed by hand, laws, and gradients against finite differences."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the losses need torch: pip install '.[train]'")
pytest.importorskip("transformers", reason="the model needs transformers: pip install '.[train]'")

from hypothesis import given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from stable_signer.text_to_gloss.config import PRESETS, TERMS, LossConfig  # noqa: E402
from stable_signer.text_to_gloss.loss import (  # noqa: E402
    IGNORED,
    START,
    accuracy,
    contrastive_loss,
    decoder_input,
    equal_rows,
    kl_loss,
    mask_gloss,
    masked_input,
    objective,
    pooled,
    sagm_loss,
    slul_loss,
)
from stable_signer.text_to_gloss.model import build_model  # noqa: E402

_MASK = 3
_SYMBOLS = [f"s{i}" for i in range(12)]
_ALL = LossConfig(**TERMS["all"], rho=0.5)


def _logits(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def _labels() -> torch.Tensor:
    return torch.tensor([[4, 5, 6, 1], [7, 1, IGNORED, IGNORED]])


@pytest.fixture(scope="module")
def model():
    torch.manual_seed(0)
    return build_model(PRESETS["debug"], _SYMBOLS).double().eval()


def _terms(model, config: LossConfig, ids=None, mask=None, labels=None, seed: int = 3):
    ids = torch.tensor([[4, 5, 1], [6, 1, 0]]) if ids is None else ids
    mask = (ids != 0).long() if mask is None else mask
    labels = _labels() if labels is None else labels
    return objective(model, ids, mask, labels, config, _MASK, torch.Generator().manual_seed(seed))


def test_L_SLUL_by_hand() -> None:
    logits = torch.tensor([[[0.0, 0.0], [2.0, 0.0]]])
    assert slul_loss(logits, torch.tensor([[1, IGNORED]])).item() == pytest.approx(np.log(2))
    two = (np.log(2) + np.log(1 + np.exp(-2))) / 2
    assert slul_loss(logits, torch.tensor([[1, 0]])).item() == pytest.approx(two)


def test_smoothing_by_hand() -> None:
    logits = torch.tensor([[[2.0, 0.0]]])
    right, wrong = np.log(1 + np.exp(-2)), np.log(1 + np.exp(2))
    wanted = 0.9 * right + 0.1 * (right + wrong) / 2
    assert slul_loss(logits, torch.tensor([[0]]), 0.1).item() == pytest.approx(wanted)


def test_accuracy_counts_whole_sentences() -> None:
    logits = torch.tensor([[[0.0, 1.0], [2.0, 0.0]], [[0.0, 1.0], [2.0, 0.0]]])
    assert accuracy(logits, torch.tensor([[1, 0], [1, 1]])).item() == 0.5
    assert accuracy(logits, torch.tensor([[1, 0], [1, IGNORED]])).item() == 1.0


def test_decoder_reads_what_it_has_written() -> None:
    assert decoder_input(_labels()).tolist() == [[START, 4, 5, 6], [START, 7, 1, START]]


def test_decoder_input_is_the_models_own(model) -> None:
    assert torch.equal(decoder_input(_labels()), model._shift_right(_labels()))


def test_masked_input_hides_the_symbol_from_those_after_it() -> None:
    masked = torch.tensor([[True, False, True, False], [False, False, False, False]])
    assert masked_input(_labels(), masked, _MASK).tolist() == [[START, _MASK, 5, _MASK], [START, 7, 1, START]]


@pytest.mark.parametrize(("rho", "share"), [(0.0, 0.0), (1.0, 1.0), (0.3, 0.3)])
def test_rho_is_the_share_masked(rho: float, share: float) -> None:
    labels = torch.randint(4, 12, (100, 100), generator=torch.Generator().manual_seed(1))
    masked = mask_gloss(labels, rho, torch.Generator().manual_seed(2))
    assert masked.float().mean().item() == pytest.approx(share, abs=0.02)


def test_padding_and_what_is_not_maskable_stay() -> None:
    maskable = torch.ones(12, dtype=torch.bool)
    maskable[5] = False
    masked = mask_gloss(_labels(), 1.0, maskable=maskable)
    assert masked.tolist() == [[True, False, True, True], [True, True, False, False]]


def test_L_SAGM_by_hand() -> None:
    logits = torch.tensor([[[0.0, 0.0], [2.0, 0.0]]])
    labels = torch.tensor([[1, 1]])
    second = np.log(1 + np.exp(2))
    assert sagm_loss(logits, labels).item() == pytest.approx((np.log(2) + second) / 2)
    assert sagm_loss(logits, labels, torch.tensor([[False, True]])).item() == pytest.approx(second)
    assert sagm_loss(logits, labels, torch.tensor([[False, False]])).item() == 0.0


def test_L_KL_by_hand() -> None:
    masked = torch.tensor([[[0.0, 0.0]]])  # p = 1/2, 1/2
    unmasked = torch.tensor([[[np.log(3.0), 0.0]]])  # q = 3/4, 1/4
    wanted = 0.5 * np.log(0.5 / 0.75) + 0.5 * np.log(0.5 / 0.25)
    assert kl_loss(masked, unmasked, torch.tensor([[0]])).item() == pytest.approx(wanted)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**31 - 1))
def test_KL_is_no_less_than_zero_and_zero_for_equals(seed: int) -> None:
    p, q = _logits(2, 4, 12, seed=seed), _logits(2, 4, 12, seed=seed + 1)
    assert kl_loss(p, p, _labels()).item() == pytest.approx(0.0, abs=1e-12)
    assert kl_loss(p, q, _labels()).item() > 0.0


def test_the_unmasked_posterior_is_a_fixed_teacher() -> None:
    p, q = _logits(2, 4, 12).requires_grad_(), _logits(2, 4, 12, seed=1).requires_grad_()
    kl_loss(p, q, _labels()).backward()
    assert p.grad is not None and q.grad is None
    kl_loss(p, q, _labels(), stop_gradient=False).backward()
    assert q.grad is not None and q.grad.abs().sum() > 0


@pytest.mark.parametrize("n", [2, 5])
def test_L_con_of_orthogonal_pairs(n: int) -> None:
    """Each sentence is its own gloss and at right angles to the others: log(1 + (n - 1) exp(-1 / tau))."""
    value = contrastive_loss(torch.eye(n), 3.0 * torch.eye(n), tau=0.5).item()
    assert value == pytest.approx(np.log(1 + (n - 1) * np.exp(-2.0)), rel=1e-5)


def test_L_con_of_what_cannot_be_told_apart_is_log_n() -> None:
    same = torch.ones(4, 3)
    assert contrastive_loss(same, same, tau=0.1).item() == pytest.approx(np.log(4))


def test_equal_glosses_are_no_negatives() -> None:
    labels = torch.tensor([[4, 1], [4, 1], [5, 1]])
    assert equal_rows(labels).tolist() == [[True, True, False], [True, True, False], [False, False, True]]
    e = torch.eye(3)[[0, 0, 1]]
    assert contrastive_loss(e, e, 0.5, equal_rows(labels)).item() == pytest.approx(
        (2 * np.log(1 + np.exp(-2)) + np.log(1 + 2 * np.exp(-2))) / 3, rel=1e-5
    )


def test_pooling_leaves_padding_out() -> None:
    x = torch.tensor([[[1.0], [3.0], [100.0]]])
    assert pooled(x, torch.tensor([[1, 1, 0]])).item() == 2.0


def test_no_mask_gives_L_SLUL(model) -> None:
    terms = _terms(model, replace(_ALL, rho=0.0))
    assert terms.L_SAGM.item() == pytest.approx(terms.L_SLUL.item(), abs=1e-12)
    assert terms.L_KL.item() == pytest.approx(0.0, abs=1e-12)
    assert _terms(model, replace(_ALL, rho=0.0, sagm_over="masked")).L_SAGM.item() == 0.0


def test_the_sum_is_weighted(model) -> None:
    t = _terms(model, _ALL)
    weighted = _ALL.lambda_sagm * t.L_SAGM + _ALL.lambda_kl * t.L_KL + _ALL.lambda_con * t.L_con
    assert t.L.item() == pytest.approx((t.L_SLUL + weighted).item())
    assert all(getattr(t, name).item() > 0 for name in ("L_SLUL", "L_SAGM", "L_KL", "L_con"))


def test_base_is_maximum_likelihood_alone(model) -> None:
    ids, labels = torch.tensor([[4, 5, 1], [6, 1, 0]]), _labels()
    terms = _terms(model, LossConfig())
    own = model(input_ids=ids, attention_mask=(ids != 0).long(), labels=labels).loss
    assert terms.L.item() == terms.L_SLUL.item() == pytest.approx(own.item())
    assert terms.L_SAGM.item() == terms.L_KL.item() == terms.L_con.item() == 0.0


def test_padding_changes_nothing(model) -> None:
    ids, labels = torch.tensor([[4, 5, 1], [6, 1, 0]]), _labels()
    wide = torch.nn.functional.pad(ids, (0, 3)), torch.nn.functional.pad(labels, (0, 2), value=IGNORED)
    config = replace(_ALL, rho=1.0)  # every real symbol: the same masks at both widths
    narrow = _terms(model, config, ids, None, labels)
    padded = _terms(model, config, wide[0], None, wide[1])
    for name in ("L_SLUL", "L_SAGM", "L_KL", "L_con"):
        assert getattr(padded, name).item() == pytest.approx(getattr(narrow, name).item(), abs=1e-9), name


@pytest.mark.parametrize("name", ["L_SLUL", "L_SAGM", "L_KL", "L_con"])
def test_every_term_moves_the_encoder(model, name: str) -> None:
    model.zero_grad()
    getattr(_terms(model, _ALL), name).backward()
    weight = model.encoder.block[0].layer[0].SelfAttention.q.weight
    assert weight.grad.abs().sum().item() > 0


def test_a_mask_makes_the_decoder_lean_on_H(model) -> None:
    """With all gloss hidden the posterior at a place cannot depend on the gloss before it."""
    one, other = torch.tensor([[4, 5, 1]]), torch.tensor([[8, 9, 1]])
    config, ids = replace(_ALL, rho=1.0), torch.tensor([[4, 5, 1]])
    hidden = [masked_input(y, mask_gloss(y, config.rho), _MASK) for y in (one, other)]
    assert torch.equal(hidden[0], hidden[1])
    assert _terms(model, config, ids, None, one).L_SAGM != _terms(model, config, ids, None, other).L_SAGM


@pytest.mark.parametrize(
    "term",
    [
        SimpleNamespace(name="L_SLUL", of=lambda x, y: slul_loss(x, _labels())),
        SimpleNamespace(name="L_SAGM", of=lambda x, y: sagm_loss(x, _labels(), _labels() == 5)),
        SimpleNamespace(name="L_KL", of=lambda x, y: kl_loss(x, y, _labels(), stop_gradient=False)),
    ],
    ids=lambda term: term.name,
)
def test_gradients(term: SimpleNamespace) -> None:
    x, y = _logits(2, 4, 8).requires_grad_(), _logits(2, 4, 8, seed=1).requires_grad_()
    assert torch.autograd.gradcheck(term.of, (x, y))


def test_gradient_of_L_con() -> None:
    h, e = _logits(3, 4).requires_grad_(), _logits(3, 4, seed=1).requires_grad_()
    same = torch.eye(3, dtype=torch.bool)
    assert torch.autograd.gradcheck(lambda h, e: contrastive_loss(h, e, 0.3, same), (h, e))
