"""Joint training: every pose-side term reaches the encoder, and only as far as it is asked to."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

from stable_signer.gloss_to_pose.experts import WRITTEN_DIRECTION, WRITTEN_SENSE  # noqa: E402
from stable_signer.gloss_to_pose.gate import Gate  # noqa: E402
from stable_signer.joint.batching import joint_batch  # noqa: E402
from stable_signer.joint.config import JointConfig  # noqa: E402
from stable_signer.joint.corpus import balanced_examples  # noqa: E402
from stable_signer.joint.export import export_gate  # noqa: E402
from stable_signer.joint.measure import measure  # noqa: E402
from stable_signer.joint.train import LOG, JointTrainer, Material  # noqa: E402
from stable_signer.text_to_gloss.config import PRESETS  # noqa: E402
from stable_signer.text_to_gloss.train import Trainer  # noqa: E402

TINY = JointConfig(width=8, batch_size=4, corpus_size=8, steps=2, warmup=1)
POSE_SIDE = ("L_moe", "L_ent", "L_smooth", "L_hand", "L_vel")


@pytest.fixture(scope="module")
def slul(tmp_path_factory):
    return Trainer(PRESETS["debug"], tmp_path_factory.mktemp("slul"))


@pytest.fixture(scope="module")
def material(slul):
    return Material.of(slul, TINY)


@pytest.fixture(scope="module")
def trainer(slul, material):
    return JointTrainer(TINY, slul, material)


@pytest.fixture(scope="module")
def batch(trainer):
    chunk = list(islice(balanced_examples(trainer.material.examples, seed=1, split="train"), 6))
    return joint_batch(chunk, trainer.slul.encode)


@pytest.fixture
def with_reach(trainer):
    """The trainer with another query or reach; everything else is shared."""

    def change(**options):
        trainer.config = replace(TINY, **options)
        trainer.slul.model.zero_grad(set_to_none=True)
        trainer.gate.zero_grad(set_to_none=True)
        return trainer

    yield change
    trainer.config = TINY


def encoder_gradient(trainer) -> float:
    weights = trainer.slul.model.encoder.block[0].layer[0].SelfAttention.q.weight
    return 0.0 if weights.grad is None else weights.grad.abs().sum().item()


@pytest.mark.parametrize("query", ["sign", "pooled"])
@pytest.mark.parametrize("term", POSE_SIDE)
def test_each_term_of_the_pose_side_reaches_the_encoder(with_reach, batch, term, query):
    joint = with_reach(query=query)
    getattr(joint.terms(batch), term).backward()
    assert encoder_gradient(joint) > 0.0


@pytest.mark.parametrize("term", POSE_SIDE)
def test_detached_or_frozen_it_reaches_the_gate_alone(with_reach, batch, term):
    for reach in ("detached", "frozen"):
        joint = with_reach(reach=reach)
        getattr(joint.terms(batch), term).backward()
        assert encoder_gradient(joint) == 0.0
        assert joint.gate.U.weight.grad.abs().sum() > 0.0


def test_a_frozen_model_stands_still_and_a_joint_one_moves(slul, material, tmp_path):
    for reach, moves in (("frozen", False), ("joint", True)):
        joint = JointTrainer(replace(TINY, reach=reach), slul, material)
        before = slul.model.shared.weight.detach().clone()
        joint.run(tmp_path)
        assert torch.equal(before, slul.model.shared.weight) != moves
        lines = [json.loads(line) for line in (tmp_path / LOG).read_text().splitlines()]
        assert lines[0]["reach"] == reach and [line["step"] for line in lines[1:]] == [1, 2]


def test_the_objective_is_the_weighted_sum(trainer, batch):
    t, c = trainer.terms(batch), trainer.config
    pose_side = sum(getattr(c, term.replace("L_", "l_")) * getattr(t, term) for term in POSE_SIDE)
    assert t.L.item() == pytest.approx((c.l_slul * t.L_SLUL + pose_side).item(), rel=1e-5)


def test_the_gate_learns_a_batch_by_heart(slul, batch, material):
    joint = JointTrainer(replace(TINY, reach="frozen", hide_gloss=0.0, hide_written=1.0), slul, material)
    optimiser = torch.optim.Adam(joint.gate.parameters(), 0.05)
    for _ in range(60):
        optimiser.zero_grad()
        joint.terms(batch).L_moe.backward()
        optimiser.step()
    terms = joint.terms(batch)
    assert terms.right.item() == 1.0 and terms.L_moe.item() < 0.1 and terms.L_hand.item() < 0.05


@pytest.mark.slow
def test_joint_training_chooses_better_than_a_frozen_encoder(tmp_path):
    """From an encoder that knows nothing, without being told what it wrote: on held-out signs."""
    config = JointConfig(
        width=16,
        batch_size=16,
        corpus_size=800,
        steps=800,
        warmup=10,
        hide_written=1.0,
        learning_rate=5e-3,
        gate_scale=3.0,
    )
    material = Material.of(Trainer(PRESETS["debug"], tmp_path), config)
    examples = list(islice(balanced_examples(material.examples, 11, "dev"), 150))
    accuracy = {}
    for reach in ("frozen", "joint"):
        joint = JointTrainer(replace(config, reach=reach), Trainer(PRESETS["debug"], tmp_path), material)
        joint.run(tmp_path)
        joint.slul.model.eval()
        dev = [joint_batch(examples[i : i + 50], joint.slul.encode) for i in range(0, 150, 50)]
        accuracy[reach] = measure(joint, dev).accuracy
    assert accuracy["joint"] > accuracy["frozen"] > 0.35, accuracy  # 0.32 untrained


def test_numpy_and_torch_weigh_alike(trainer, batch, tmp_path):
    trainer.gate.eval()
    with torch.no_grad():
        slul = trainer.slul_terms(batch)
        log_w, right, y_k = trainer.weigh(batch, slul)
        h = trainer.query(batch, slul)
    trainer.gate.train()
    export_gate(trainer.gate.exported(), TINY, tmp_path / "gate.safetensors")
    in_numpy, shipped = trainer.gate.exported(), Gate.from_pretrained(tmp_path / "gate.safetensors")
    rows = trainer.gate.rows(batch.gated, torch.zeros(len(batch.gated), dtype=torch.bool))
    trainer._tell(rows, batch, slul.logits, [True] * len(batch.gated))
    names = {row: name for name, row in trainer.gate.row_of.items()}
    for g, sign in enumerate(batch.gated):
        described = [[names[i] for i in row.tolist() if i] for row in rows[g, : len(sign.candidates)]]
        expected = log_w[g].exp().numpy()[: len(described)]
        np.testing.assert_allclose(in_numpy.weights(h[g].numpy(), described), expected, atol=1e-5)
        np.testing.assert_allclose(shipped.weights(h[g].numpy(), described), expected, atol=5e-3)
        assert right[g].sum() == 1 and y_k.shape[:2] == log_w.shape
    assert {WRITTEN_SENSE, WRITTEN_DIRECTION} <= set(trainer.gate.vocabulary)


def test_an_answer_is_told_to_the_gate_as_it_was_written(trainer, batch):
    """SLUL that is sure of the right symbols marks the right candidate."""
    symbols = len(trainer.slul.symbols)
    logits = torch.nn.functional.one_hot(batch.slul.labels.clamp_min(0), symbols).float()
    rows = trainer.gate.rows(batch.gated, torch.zeros(len(batch.gated), dtype=torch.bool))
    trainer._tell(rows, batch, logits, [True] * len(batch.gated))
    for g, sign in enumerate(batch.gated):
        assert trainer.gate.row_of[WRITTEN_SENSE] in rows[g, sign.right].tolist()
