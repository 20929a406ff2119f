"""Two readings that must agree: the divergence by hand, its gradient, and training with it."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

from stable_signer.text_to_gloss.loss import IGNORED  # noqa: E402
from stable_signer.text_to_gloss.parallel.agreement import agreement_loss, two_readings  # noqa: E402
from stable_signer.text_to_gloss.parallel.config import PRESETS  # noqa: E402
from stable_signer.text_to_gloss.parallel.dataset import Example, batches, make_batch  # noqa: E402
from stable_signer.text_to_gloss.parallel.train import Trainer  # noqa: E402
from tests.text_to_gloss.parallel.corpus import toy_rows  # noqa: E402

CONFIG = replace(PRESETS["debug"], lambda_agree=2.0, dropout=0.0, subword_dropout=0.0, steps=3).with_terms(rho=0.0)
EXAMPLES = [Example(row, CONFIG.language) for row in toy_rows(20)]


def test_the_divergence_by_hand() -> None:
    p, q = torch.tensor([0.8, 0.2]), torch.tensor([0.5, 0.5])
    first, second = torch.stack([p, p]).log()[None], torch.stack([q, p]).log()[None]
    labels = torch.tensor([[1, IGNORED]])  # the second place is padding and is equal anyway
    there = 0.8 * math.log(0.8 / 0.5) + 0.2 * math.log(0.2 / 0.5)
    back = 0.5 * math.log(0.5 / 0.8) + 0.5 * math.log(0.5 / 0.2)
    assert agreement_loss(first, second, labels).item() == pytest.approx((there + back) / 2, rel=1e-5)
    both = agreement_loss(first, second, torch.tensor([[1, 0]])).item()
    assert both == pytest.approx((there + back) / 4, rel=1e-5)


def test_it_is_symmetric_and_its_gradient_is_right() -> None:
    torch.manual_seed(0)
    first, second = (torch.randn(2, 3, 5, dtype=torch.float64, requires_grad=True) for _ in range(2))
    labels = torch.tensor([[1, 2, IGNORED], [0, 3, 4]])
    assert agreement_loss(first, second, labels).item() == pytest.approx(agreement_loss(second, first, labels).item())
    assert torch.autograd.gradcheck(lambda a, b: agreement_loss(a, b, labels), (first, second))


def test_equal_readings_cost_what_one_costs_twice() -> None:
    trainer = Trainer.new(CONFIG, EXAMPLES, Path("unused"))
    batch = make_batch(EXAMPLES[:4] * 2, trainer.vocabulary)
    mask_id = trainer.vocabulary.mask_id

    def loss(weight: float, rho: float) -> float:
        terms = CONFIG.with_terms(rho=rho).loss
        return two_readings(trainer.view, batch.ids, batch.mask, batch.labels, terms, mask_id, weight)[0].item()

    assert loss(0.0, 0.0) == pytest.approx(loss(5.0, 0.0))
    assert loss(5.0, 0.9) > loss(0.0, 0.9)


def test_a_batch_holds_its_pairs_twice_with_subwords_of_their_own() -> None:
    config = replace(CONFIG, subword_dropout=0.5)
    trainer = Trainer.new(config, EXAMPLES, Path("unused"))
    batch = next(batches(EXAMPLES, trainer.vocabulary, config, 0))
    assert len(batch.ids) == 2 * config.batch_size
    assert torch.equal(batch.labels[: config.batch_size], batch.labels[config.batch_size :])
    assert not torch.equal(batch.ids[: config.batch_size], batch.ids[config.batch_size :])


def test_training_with_it_and_with_swaps_lowers_the_loss(tmp_path: Path) -> None:
    config = replace(CONFIG, steps=40, swaps=0.5, save_every=40, learning_rate=5e-3)
    losses = Trainer.new(config, EXAMPLES, tmp_path).run(EXAMPLES, 40)
    assert sum(losses[-5:]) < 0.9 * sum(losses[:5])
