"""The training of the stabiliser: each term of its objective, what is drawn, and that a step lowers the loss."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from stable_signer.gloss_to_pose.stabilise import mixed, taps  # noqa: E402
from stable_signer.gloss_to_pose.stabilise_train import (  # noqa: E402
    StabiliserConfig,
    batch,
    export,
    mix,
    objective,
    read_network,
    train,
)
from tests.poses import a_pose  # noqa: E402

NONE = StabiliserConfig(l_hand=0.0, l_vel=0.0, l_smooth=0.0, l_still=0.0)
SHAPE = (1, 2, 12, 2)
ZERO = torch.zeros(SHAPE)
UNIT, HAND, OTHER = torch.ones(1), torch.ones(1), torch.zeros(1)
YES, NO = torch.tensor([True]), torch.tensor([False])
RAMP = torch.arange(12.0)[None, None, :, None].expand(SHAPE)


def loss(config: StabiliserConfig, y, clean=ZERO, x=ZERO, is_hand=OTHER, is_clean=NO, unit=UNIT) -> float:
    return float(objective(y, x, clean, unit, is_hand, is_clean, config))


def test_position_is_the_distance_in_units():
    """Hand-computed: (3, 4) units off is 5, but for the rounding of the corner at 0."""
    off = torch.tensor([3.0, 4.0]).expand(SHAPE)
    assert loss(NONE, off) == pytest.approx(5.0, abs=0.01)
    assert loss(NONE, off, unit=torch.full((1,), 0.5)) == pytest.approx(10.0, abs=0.01)


def test_hands_count_only_where_there_are_hands():
    one = torch.ones(SHAPE)
    config = replace(NONE, l_hand=1.0)
    extra = loss(config, one, is_hand=HAND) - loss(NONE, one)
    assert extra == pytest.approx(2.0 / (1 + 2.0 / 20), abs=1e-5)  # squared distance 2, softened
    assert loss(config, one) == loss(NONE, one)


def test_velocity_counts_what_runs_away_and_not_what_is_off():
    config = replace(NONE, l_vel=1.0)
    assert loss(config, torch.ones(SHAPE)) == pytest.approx(loss(NONE, torch.ones(SHAPE)))
    assert loss(config, RAMP) - loss(NONE, RAMP) == pytest.approx(2.0 / 1.1, abs=1e-4)


def test_smoothness_counts_bends_of_the_output_alone():
    config = replace(NONE, l_smooth=1.0)
    assert loss(config, RAMP, clean=RAMP) == pytest.approx(loss(NONE, RAMP, clean=RAMP))
    bent = RAMP**2 / 2  # second difference 1 in both coordinates
    assert loss(config, bent, clean=bent) - loss(NONE, bent, clean=bent) == pytest.approx(2.0 / 1.1, abs=1e-4)


def test_clean_samples_are_to_be_left_alone():
    config = replace(NONE, l_still=1.0)
    off = torch.tensor([0.3, 0.4]).expand(SHAPE)
    assert loss(config, off, is_clean=YES) - loss(NONE, off, is_clean=YES) == pytest.approx(0.5, abs=1e-3)
    assert loss(config, off, is_clean=NO) == loss(NONE, off, is_clean=NO)


def test_torch_and_numpy_mix_alike():
    rng = np.random.default_rng(0)
    x, c = rng.standard_normal((3, 20, 2)), rng.standard_normal((3, len(taps()), 20))
    found = mix(torch.from_numpy(x), torch.from_numpy(c)).numpy()
    assert np.allclose(found - x, mixed(x, np.ones((3, 20), bool), c), atol=1e-9)


def test_batches_are_the_same_for_the_same_seed_and_hold_clean_samples():
    poses, config = [a_pose(200, 50.0)], StabiliserConfig(batch=16)
    a, b = (batch(poses, np.random.default_rng(1), config) for _ in range(2))
    assert all(torch.equal(u, v) for u, v in zip(a, b, strict=True))
    f, given, wanted, unit, is_hand, is_clean = a
    assert f.shape[:2] == given.shape[:2] == wanted.shape[:2] == (16, config.tracks)
    assert is_clean.any() and not is_clean.all() and is_hand.any() and (unit > 0).all()
    assert torch.equal(given[is_clean], wanted[is_clean]) and not torch.equal(given[~is_clean], wanted[~is_clean])


@pytest.mark.slow
def test_training_lowers_the_loss_and_its_export_reads_back(tmp_path):
    import json

    config = StabiliserConfig(steps=200)
    network = train([a_pose(200, 50.0)], config, tmp_path / "log.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert rows[-1]["loss"] < rows[0]["loss"]
    export(network, tmp_path / "s.onnx")
    again = read_network(tmp_path / "s.safetensors", config)
    f = torch.zeros(1, network.enter.in_channels, 20)
    assert torch.equal(network(f), again(f))
