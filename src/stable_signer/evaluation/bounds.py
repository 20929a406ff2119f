"""Systems that are no systems: what a mean pose, a random clip and whole-clip retrieval score.

A score says something only beside these. Retrieval replays the training clip whose sentence is most alike;
``Bank.replayed`` finds how much of any output is such a replay. Letters: t frames, n frames of all clips, j joints.
"""

from __future__ import annotations

import math
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from stable_signer.errors import ModelError
from stable_signer.evaluation.items import Item
from stable_signer.evaluation.metrics.pose import FPS, pair
from stable_signer.files import shipped_tensors, written_whole
from stable_signer.pose import Pose
from stable_signer.skeleton import PROMPT2SIGN_50

COPIED_WITHIN = 0.01
"""A frame is a copy if its joints are this near to a training clip's, root mean square, shoulder widths (4 mm) ..."""
COPIED_FRAMES = 5
"""... in so many frames in a row at 25 fps (0.2 s)."""
MOVING = 0.2
"""Only frames count in which a wrist moves faster, shoulder widths a second: everybody rests alike."""


@dataclass(frozen=True)
class Bank:
    """Performances of training sentences."""

    items: tuple[Item, ...]
    xyz: np.ndarray
    """(n 131 3) float16, clip after clip, at 25 fps."""
    present: np.ndarray
    """(n 131) bool."""
    starts: np.ndarray
    """(clips + 1,) where each begins."""

    @classmethod
    def of(cls, items: Sequence[Item], poses: Sequence[Pose]) -> Bank:
        starts = np.cumsum([0, *map(len, poses)])
        xyz = np.concatenate([pose.xyz for pose in poses]).astype(np.float16)
        return cls(tuple(items), xyz, np.concatenate([pose.present for pose in poses]), starts)

    def save(self, path: Path) -> None:
        """Write the clips; the items are selected anew. Raises ``ModelError`` where it cannot."""
        from safetensors.numpy import save

        tensors = {"xyz": self.xyz, "present": self.present.astype(np.uint8), "starts": self.starts}
        with written_whole(path, ModelError) as temporary:
            temporary.write_bytes(save(tensors, {"stable_signer": "{}"}))

    @classmethod
    def load(cls, path: Path, items: Sequence[Item]) -> Bank:
        """What ``save`` wrote, of the same items. Raises ``ModelError`` for another file."""
        tensors, _ = shipped_tensors(path, "training clips")
        return cls(tuple(items), tensors["xyz"], tensors["present"].astype(bool), tensors["starts"])

    def __len__(self) -> int:
        return len(self.items)

    def clip(self, i: int) -> Pose:
        """One performance."""
        part = slice(int(self.starts[i]), int(self.starts[i + 1]))
        return Pose(self.xyz[part].astype(np.float32), self.present[part].astype(np.float32), FPS)

    def mean_pose(self, num_frames: int) -> Pose:
        """The mean of all frames, standing still."""
        seen = np.repeat(np.any(self.present, axis=0, keepdims=True), num_frames, 0).astype(np.float32)
        return Pose(np.repeat(self._mean[None], num_frames, 0), seen, FPS)

    def random_clip(self, item: Item) -> Pose:
        """Any clip, the same for the same sentence."""
        return self.clip(random.Random(f"random {item.number}").randrange(len(self)))

    def nearest_clip(self, item: Item) -> Pose:
        """The clip of the sentence that is most alike."""
        return self.clip(self.nearest(item.text))

    def nearest(self, text: str) -> int:
        """Clip whose words are most alike: cosine of counts weighted by rarity (tf-idf), the first of equals."""
        vector = self._weighted(text)
        return int(np.argmax([_cosine(vector, other) for other in self._vectors]))

    def replayed(self, pose: Pose) -> tuple[int, int]:
        """Moving frames of ``pose`` that are copies of training frames, and all its moving frames."""
        x, moves = _frames(pose)
        near = self._near(x)
        run = near.copy()
        for k in range(1, COPIED_FRAMES):  # a run that starts here: the next frames copy the next ones
            run &= _shifted(near, k)
        copied = np.zeros(len(x), bool)
        starts = np.flatnonzero(run.any(1))
        for start in starts:
            copied[start : start + COPIED_FRAMES] = True
        return int((copied & moves).sum()), int(moves.sum())

    def _near(self, x: np.ndarray) -> np.ndarray:
        """(t n) whether frames (t d) are as near as copies."""
        limit = COPIED_WITHIN * math.sqrt(len(PROMPT2SIGN_50))
        squares = (x**2).sum(1)[:, None] + self._squares[None] - 2 * x @ self._compared.T
        return squares < limit**2

    @cached_property
    def _mean(self) -> np.ndarray:
        weight = self.present[..., None]
        return (self.xyz.astype(np.float32) * weight).sum(0) / np.maximum(weight.sum(0), 1)

    @cached_property
    def _compared(self) -> np.ndarray:
        return np.concatenate([_frames(self.clip(i))[0] for i in range(len(self))])

    @cached_property
    def _squares(self) -> np.ndarray:
        return (self._compared**2).sum(1)

    @cached_property
    def _document_counts(self) -> Counter[str]:
        return Counter(word for item in self.items for word in set(_words(item.text)))

    @cached_property
    def _vectors(self) -> list[dict[str, float]]:
        return [self._weighted(item.text) for item in self.items]

    def _weighted(self, text: str) -> dict[str, float]:
        counts = Counter(_words(text))
        return {w: n * math.log((1 + len(self)) / (1 + self._document_counts[w])) for w, n in counts.items()}


def _frames(pose: Pose) -> tuple[np.ndarray, np.ndarray]:
    """Compared joints (t d), float32, and frames in which a wrist moves."""
    both = pair(pose, pose, FPS)
    xyz = np.where(both.has_reference[..., None], both.reference, 0.0)
    wrists = xyz[:, PROMPT2SIGN_50.indices(("right_wrist", "left_wrist"))]
    speed = np.linalg.norm(np.diff(wrists, axis=0, prepend=wrists[:1]), axis=-1).max(1) * FPS
    return xyz.reshape(len(xyz), -1).astype(np.float32), speed > MOVING


def _shifted(near: np.ndarray, k: int) -> np.ndarray:
    """Row i, column m: whether frame i + k is near training frame m + k."""
    out = np.zeros_like(near)
    out[:-k, :-k] = near[k:, k:]
    return out


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())


def _cosine(a: dict[str, float], b: dict[str, float]) -> float:
    dot = sum(weight * b.get(word, 0.0) for word, weight in a.items())
    norms = (math.sqrt(sum(w * w for w in v.values())) for v in (a, b))
    return dot / max(math.prod(norms), 1e-12)
