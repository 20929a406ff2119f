"""The clips of the page: the reference performance and the system's, side by side, of the best and worst sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from stable_signer.clip import Clip
from stable_signer.evaluation.items import Item
from stable_signer.evaluation.performers import Performed, reference
from stable_signer.evaluation.systems import System
from stable_signer.pose_to_video.infer import render

SIZE = 320
"""Height and width of each of the two pictures."""
FPS = 25.0


@dataclass(frozen=True)
class Shown:
    """A sentence of the page."""

    sentence: dict[str, Any]
    """As in the results."""
    is_worst: bool
    path: Path | None
    """Of the clip, relative to the page; ``None`` where none could be made."""


def choose(sentences: tuple[dict[str, Any], ...], system: str, count: int) -> tuple[list[dict], list[dict]]:
    """The worst and the best ``count`` sentences of a system by DTW-MJE: the worst first, then the best first."""
    scored = [s for s in sentences if isinstance(s.get(system), dict) and "dtw_mje" in s[system]]
    order = sorted(scored, key=lambda s: s[system]["dtw_mje"])
    count = min(count, len(order) // 2)
    return (order[::-1][:count], order[:count]) if count else ([], [])


def make_clip(item: Item, system: System, path: Path) -> None:
    """Write the pair of performances as a video: on the left the reference, on the right the system."""
    assert system.perform is not None
    left, right = (_clip(performed) for performed in (reference(item), system.perform(item)))
    length = max(len(left), len(right))
    clip = Clip(lambda: _beside(left, right, length), length, FPS, (2 * SIZE, SIZE))
    clip.with_metadata(title=f"Reference (left) and {system.name} (right): {item.text}").save(path)


def _clip(performed: Performed) -> Clip:
    from stable_signer.plan import SigningPlan

    plan = performed.plan or SigningPlan("", ())
    pose = performed.pose if performed.pose.fps == FPS else performed.pose.resample(FPS)
    return render(pose, plan, "avatar", performed.signer, SIZE)


def _beside(left: Clip, right: Clip, length: int) -> Iterator[np.ndarray]:
    """Frames of both; the shorter one stands at its end."""
    sides = [iter(left), iter(right)]
    last: list[np.ndarray] = [np.zeros((SIZE, SIZE, 3), np.uint8)] * 2
    for _ in range(length):
        last = [next(frames, frame) for frames, frame in zip(sides, last, strict=True)]
        yield np.concatenate(last, 1)
