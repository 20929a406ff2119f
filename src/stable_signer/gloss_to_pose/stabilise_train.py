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
from safetensors import SafetensorError
from safetensors.torch import load_file, save
from torch import Tensor, nn

from stable_signer.body import rotation
from stable_signer.errors import ModelError
from stable_signer.files import written_whole
from stable_signer.gloss_to_pose import stabilise as run
from stable_signer.gloss_to_pose.corruption import Corruption, corrupt
from stable_signer.gloss_to_pose.jitter import bones_of, jitter, residuals
from stable_signer.gloss_to_pose.loss import L_hand, L_smooth, L_vel
from stable_signer.pose import Pose

OPSET = 18


@dataclass(frozen=True)
class StabiliserConfig:
    """How the network is built and trained."""

    channels: int = 24
    dilations: tuple[int, ...] = (1, 2, 4, 2)
    kernel: int = 5
    steps: int = 6000
    batch: int = 8
    tracks: int = 8
    """Joints of a sample, drawn from one part of the body."""
    frames: int = 48
    rate: float = 4e-3
    """Largest learning rate (Adam), after a short rise; it falls along a cosine."""
    l_hand: float = 1.0
    l_vel: float = 1.0
    l_smooth: float = 0.01
    """Low: clean signing has second differences of its own, and a higher weight flattens fast hands."""
    l_still: float = 2.0
    unit: tuple[float, float] = (0.003, 0.02)
    """Shoulder widths: the size of an error that counts 1. It is the size of the sample's noise, within these, so that
    a little noise on fast hands counts as much as much noise."""
    rates: tuple[float, ...] = (50 / 3, 24.0, 25.0, 25.0, 30.0, 30.0, 50.0)
    """Frames a second that samples are drawn at."""
    deep: float = 0.6
    """Share of samples with depth; the others are flat, as in a picture."""
    depth: float = 0.35
    """Share of those in which the tracks are depths."""
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
        if self.leave.bias is not None:
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
    y: Tensor, x: Tensor, clean: Tensor, unit: Tensor, is_hand: Tensor, is_clean: Tensor, config: StabiliserConfig
) -> Tensor:
    """The loss of outputs y for inputs x, wanted ``clean`` (b n t d); unit, is_hand, is_clean: (b)."""
    y, x, clean = (torch.movedim(a / unit[:, None, None, None], 1, 2) for a in (y, x, clean))  # b t n d
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


@dataclass(frozen=True)
class Drawn:
    """A training sample: features (n f t), tracks as given and as wanted (n t 2), the unit of its errors, and what it
    is."""

    f: np.ndarray
    given: np.ndarray
    wanted: np.ndarray
    unit: float
    is_hand: bool
    is_clean: bool


def draw(poses: Sequence[Pose], rng: np.random.Generator, config: StabiliserConfig) -> Drawn:
    """Some joints of a part, from a window of a performance, seen from somewhere, at some rate, corrupted."""
    window = _window(poses, rng, config)
    parts = run.parts_of(window.skeleton)
    number = int(rng.choice([0, 1, 1, 2, 2, 3]))
    kind, joints = parts[number]
    joints = joints[window.present[:, joints].all(0)]
    turn = rotation.matrix(
        rotation.exp(np.array([rng.uniform(-0.2, 0.2), rng.uniform(-0.7, 0.7), rng.uniform(-0.2, 0.2)]))
    )
    turn = turn.T * rng.uniform(0.85, 1.2) * [1.0, 1.0, float(rng.random() < config.deep)]
    tracks = lambda of: np.moveaxis(window.xyz[:, of].astype(np.float64), 0, 1) @ turn  # noqa: E731
    sample = corrupt(tracks(joints), rng, config.corruption, tracks(parts[3 - number][1]) if kind == "hand" else None)
    seen = np.ones_like(sample.seen)
    found = residuals(sample.given, seen, bones_of(kind, joints, window.skeleton))
    noise = jitter(found, window.fps)
    is_depth = bool(turn[:, 2].any() and rng.random() < config.depth)
    axes = [2] if is_depth else [0, 1]
    f = run.features(sample.given[..., axes], sample.seen, noise, kind, is_depth, window.fps)
    few = rng.choice(len(joints), config.tracks, replace=len(joints) < config.tracks)
    given, wanted = (
        np.pad(a[few][..., axes], ((0, 0), (0, 0), (0, 2 - len(axes)))) for a in (sample.given, sample.wanted)
    )
    unit = float(np.clip(np.median(np.linalg.norm(given - wanted, axis=-1)), *config.unit))
    return Drawn(f[few], given, wanted, unit, kind == "hand", sample.given is sample.wanted)


def _window(poses: Sequence[Pose], rng: np.random.Generator, config: StabiliserConfig) -> Pose:
    """Frames of a performance at some rate; where its own is a multiple of that, no frame is made up."""
    pose = poses[int(rng.integers(len(poses)))]
    fps = float(rng.choice(config.rates))
    start = rng.uniform(0.0, max(pose.duration - config.frames / fps, 0.0))
    return pose.at(round(start * pose.fps) / pose.fps + np.arange(config.frames) / fps, fps)


def batch(poses: Sequence[Pose], rng: np.random.Generator, config: StabiliserConfig) -> tuple[Tensor, ...]:
    """Features (b n f t), given and wanted tracks (b n t 2), units (b), hand and clean flags (b)."""
    drawn = [draw(poses, rng, config) for _ in range(config.batch)]
    floats = [
        torch.from_numpy(np.stack([getattr(d, name) for d in drawn]).astype(np.float32))
        for name in ("f", "given", "wanted", "unit", "is_hand")
    ]
    return (*floats, torch.tensor([d.is_clean for d in drawn]))


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
            f, x, clean, unit, is_hand, is_clean = batch(poses, rng, config)
            c = network(f.flatten(0, 1)).unflatten(0, f.shape[:2])
            loss = objective(mix(x, c), x, clean, unit, is_hand, is_clean, config)
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
    """Write the network as an ONNX graph f (n f t) -> c (n k t), and beside it its weights as safetensors."""
    example = torch.zeros(2, network.enter.in_channels, 40)
    axes = {"f": {0: "n", 2: "t"}, "c": {0: "n", 2: "t"}}
    with written_whole(path, ModelError) as temporary:
        torch.onnx.export(
            network, (example,), str(temporary), input_names=["f"], output_names=["c"], dynamic_axes=axes,
            opset_version=OPSET, dynamo=False,
        )  # fmt: skip
    with written_whole(path.with_suffix(".safetensors"), ModelError) as temporary:
        temporary.write_bytes(save(network.state_dict()))


def read_network(path: Path, config: StabiliserConfig) -> Network:
    """The network whose weights ``export`` wrote, to train on. Raises ``ModelError`` for another file."""
    try:
        state = load_file(path)
        network = Network(config, state["enter.weight"].shape[1])
        network.load_state_dict(state)
    except (OSError, SafetensorError, KeyError, RuntimeError) as error:
        raise ModelError(f"{path} holds no stabiliser ({type(error).__name__}): expected its weights.") from None
    return network.eval()
