"""Training of the stabiliser: clean performances, corrupted on purpose, and the terms of ``loss`` to mend them.

L = L_pos + l_hand L_hand + l_vel L_vel + l_smooth L_smooth + l_still L_still, where L_pos is a robust distance to the
clean pose, L_still what the network does to clean samples, and the other three are the paper's, in units of ``unit``.
Letters as in ``stabilise``; b samples.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from stable_signer.body import rotation
from stable_signer.gloss_to_pose import stabilise as run
from stable_signer.gloss_to_pose.corruption import Corruption, Sample, corrupt
from stable_signer.gloss_to_pose.loss import L_hand, L_smooth, L_vel
from stable_signer.pose import Pose

OPSET = 18


@dataclass(frozen=True)
class StabiliserConfig:
    """How the network is built and trained."""

    channels: int = 20
    dilations: tuple[int, ...] = (1, 2, 4, 2)
    kernel: int = 5
    steps: int = 700
    batch: int = 8
    tracks: int = 8
    """Joints of a sample, drawn from one part of the body."""
    frames: int = 48
    rate: float = 4e-3
    """Largest learning rate (Adam), after a short rise; it falls along a cosine."""
    l_hand: float = 1.0
    l_vel: float = 1.0
    l_smooth: float = 0.05
    l_still: float = 2.0
    unit: float = 0.01
    """Shoulder widths: the size of an error that counts 1."""
    seed: int = 5
    corruption: Corruption = field(default_factory=Corruption)


class Network(nn.Module):
    """Features (n f t) to taps (n k t): dilated convolutions with skips, symmetric in time."""

    def __init__(self, config: StabiliserConfig, num_features: int) -> None:
        super().__init__()
        c = config.channels
        self.enter = nn.Conv1d(num_features, c, config.kernel, padding=config.kernel // 2)
        self.layers = nn.ModuleList(
            nn.Conv1d(c, c, config.kernel, padding=d * (config.kernel // 2), dilation=d) for d in config.dilations
        )
        self.leave = nn.Conv1d(c, len(run.taps()), 1)
        nn.init.zeros_(self.leave.weight)
        nn.init.zeros_(self.leave.bias)

    def forward(self, f: Tensor) -> Tensor:
        h = torch.relu(self.enter(f))
        for layer in self.layers:
            h = h + torch.relu(layer(h))
        return torch.tanh(self.leave(h))


def mix(x: Tensor, c: Tensor) -> Tensor:
    """y (... t d) of ``stabilise`` for x (... t d) and taps c (... k t)."""
    t = torch.arange(x.shape[-2])
    y = x
    for i, k in enumerate(run.taps()):
        source = (t + k).clamp(0, x.shape[-2] - 1)
        y = y + c[..., i, :, None] * (x[..., source, :] - x)
    return y


def objective(
    y: Tensor, x: Tensor, clean: Tensor, is_hand: Tensor, is_clean: Tensor, config: StabiliserConfig
) -> Tensor:
    """The loss of outputs y for inputs x, wanted ``clean`` (b n t d); is_hand, is_clean: (b)."""
    y, x, clean = (torch.movedim(a, 1, 2) / config.unit for a in (y, x, clean))  # b t n d
    ones = torch.ones(y.shape[:-1])
    hand = ones * is_hand[:, None, None]
    every = torch.arange(y.shape[2])
    position = ((y - clean).square().sum(-1) + 0.04).sqrt().mean()  # L_pos
    still = ((y - x).square().sum(-1) + 1e-4).sqrt()[is_clean].mean() if is_clean.any() else y.sum() * 0
    robust = lambda a: a / (1.0 + a / 20.0)  # noqa: E731 - a swapped hand is no ten thousand jitters
    return (
        position
        + config.l_hand * robust(L_hand(y, clean, hand, every))
        + config.l_vel * robust(L_vel(y, clean, ones))
        + config.l_smooth * robust(L_smooth(y, ones))
        + config.l_still * still  # L_still
    )


def draw(poses: Sequence[Pose], rng: np.random.Generator, config: StabiliserConfig) -> tuple[Sample, str, bool, float]:
    """A corrupted sample from a window of a performance, seen from somewhere, at some rate; part, depth, rate."""
    pose = poses[rng.integers(len(poses))]
    fps = float(rng.choice([16.0, 24.0, 25.0, 25.0, 30.0, 30.0, 50.0]))
    span = config.frames / fps
    start = rng.uniform(0.0, max(pose.duration - span, 0.0))
    window = pose.at(start + np.arange(config.frames) / fps, fps)
    kind, joints = run.parts_of(window)[rng.choice([0, 1, 1, 2, 2, 3])]
    joints = joints[window.present[:, joints].all(0)]
    joints = rng.choice(joints, config.tracks, replace=len(joints) < config.tracks)
    turn = rotation.matrix(
        rotation.exp(np.array([rng.uniform(-0.2, 0.2), rng.uniform(-0.7, 0.7), rng.uniform(-0.2, 0.2)]))
    )
    xyz = np.moveaxis(window.xyz[:, joints].astype(np.float64), 0, 1) @ turn.T * rng.uniform(0.85, 1.2)
    is_depth = bool(rng.random() < 0.25)
    tracks = xyz[..., 2:] if is_depth else xyz[..., :2]
    return corrupt(tracks, is_depth, rng, config.corruption), kind, is_depth, fps


def batch(poses: Sequence[Pose], rng: np.random.Generator, config: StabiliserConfig) -> tuple[Tensor, ...]:
    """Features (b n f t), given and wanted tracks (b n t 2), hand and clean flags (b)."""
    columns: list[list[np.ndarray]] = [[] for _ in range(5)]
    for _ in range(config.batch):
        sample, kind, is_depth, fps = draw(poses, rng, config)
        flat = [np.pad(a, ((0, 0), (0, 0), (0, 2 - a.shape[-1]))) for a in (sample.given, sample.wanted)]
        f = run.features(sample.given, sample.seen, kind, is_depth, fps)
        untouched = sample.given is sample.wanted
        for column, value in zip(columns, (f, *flat, kind == "hand", untouched), strict=True):
            column.append(np.asarray(value))
    f, x, clean, is_hand, is_clean = (np.stack(column) for column in columns)
    floats = [torch.from_numpy(a.astype(np.float32)) for a in (f, x, clean, is_hand)]
    return (*floats, torch.from_numpy(is_clean))


def train(poses: Sequence[Pose], config: StabiliserConfig, log: Path) -> Network:
    """Train on clean performances (canonical); a line of JSON a hundred steps goes to ``log``."""
    torch.manual_seed(config.seed)
    rng = np.random.default_rng(config.seed)
    network = Network(config, len(batch(poses, np.random.default_rng(0), config)[0][0, 0]))
    optimiser = torch.optim.Adam(network.parameters(), config.rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, config.rate, config.steps, pct_start=0.05)
    start, losses = time.time(), []
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as file:
        for step in range(1, config.steps + 1):
            f, x, clean, is_hand, is_clean = batch(poses, rng, config)
            c = network(f.flatten(0, 1)).unflatten(0, f.shape[:2])
            loss = objective(mix(x, c), x, clean, is_hand, is_clean, config)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
            if step % 100 == 0 or step == config.steps:
                row = {"step": step, "loss": round(float(np.mean(losses)), 4), "seconds": round(time.time() - start, 1)}
                print(json.dumps(row), file=file, flush=True)
                losses = []
    return network.eval()


def export(network: Network, path: Path) -> None:
    """Write the network as an ONNX graph f (n f t) -> c (n k t)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    example = torch.zeros(2, network.enter.in_channels, 40)
    axes = {"f": {0: "n", 2: "t"}, "c": {0: "n", 2: "t"}}
    torch.onnx.export(
        network, (example,), str(path), input_names=["f"], output_names=["c"], dynamic_axes=axes, opset_version=OPSET,
        dynamo=False,
    )  # fmt: skip
