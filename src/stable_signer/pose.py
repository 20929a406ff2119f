"""Keypoints over time: the noun that the stages hand on.

Axes: x to the right of the picture (the signer's left), y up, z toward the viewer. Canonical unit: the shoulder
width of that body; canonical origin: the neck. ``normalise`` brings any pose there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from stable_signer.errors import PoseError
from stable_signer.skeleton import SIGNER_131, Skeleton, remap

MAX_FPS = 1000.0
SHOULDERS = ("right_shoulder", "left_shoulder")


@dataclass(frozen=True, eq=False)
class Pose:
    """Joint positions of one signer over t frames. Methods return new poses; arrays are not to be written to.

    Raises ``PoseError`` for a wrong shape, rate or confidence, or a place that is not finite where the confidence
    is above 0.
    """

    xyz: np.ndarray
    """Positions (t j 3), float32."""
    confidence: np.ndarray
    """How sure each joint is (t j), 0..1, float32; 0 = missing, its position means nothing (stored as 0)."""
    fps: float
    """Frames a second; frame i is at i / fps seconds."""
    skeleton: Skeleton = SIGNER_131
    """Names of the j joints."""

    def __post_init__(self) -> None:
        xyz = np.asarray(self.xyz, dtype=np.float32)
        confidence = np.asarray(self.confidence, dtype=np.float32)
        _check_shapes(xyz, confidence, self.skeleton)
        if not 0 < self.fps <= MAX_FPS:
            raise PoseError(f"Frame rate {self.fps}: expected frames a second above 0, at most {MAX_FPS:g}.")
        if not (confidence.size == 0 or (confidence.min() >= 0 and confidence.max() <= 1)):
            low, high = confidence.min(), confidence.max()
            raise PoseError(f"Confidence from {low:g} to {high:g}, or not a number: expected 0 to 1.")
        object.__setattr__(self, "xyz", _without_missing(xyz, confidence, self.skeleton))
        object.__setattr__(self, "confidence", confidence)
        object.__setattr__(self, "fps", float(self.fps))

    def __len__(self) -> int:
        return len(self.xyz)

    def __repr__(self) -> str:
        return f"Pose({len(self)} frames at {self.fps:g} fps, {self.skeleton.name})"

    @property
    def duration(self) -> float:
        """Seconds: every frame is shown for 1 / fps."""
        return len(self) / self.fps

    @cached_property
    def present(self) -> np.ndarray:
        """Which joints are there (t j), bool."""
        return self.confidence > 0

    def __getitem__(self, frames: slice) -> Pose:
        """The frames of a slice. Raises ``PoseError`` for anything but a slice without a negative step."""
        if not isinstance(frames, slice) or (frames.step or 1) != 1:
            raise PoseError(f"Pose[{frames!r}]: expected a slice of frames with step 1, as in pose[10:20].")
        return replace(self, xyz=self.xyz[frames], confidence=self.confidence[frames])

    def joint(self, name: str) -> np.ndarray:
        """Positions (t 3) of one joint. Raises ``PoseError`` if the skeleton lacks it."""
        return self.xyz[:, self.skeleton.index(name)]

    def to(self, skeleton: Skeleton) -> Pose:
        """The same pose in another layout; joints that this one does not determine are missing."""
        if skeleton == self.skeleton:
            return self
        xyz, confidence = remap(self.xyz, self.confidence, self.skeleton, skeleton)
        return Pose(xyz, confidence, self.fps, skeleton)

    def resample(self, fps: float) -> Pose:
        """The same motion at another rate, linear in between; the first and last frame stay.

        Where only one of two neighbours has a joint, the nearer one decides whether it is there.
        """
        if not 0 < fps <= MAX_FPS:
            raise PoseError(f"Frame rate {fps}: expected frames a second above 0, at most {MAX_FPS:g}.")
        if fps == self.fps or len(self) == 0:
            return replace(self, fps=fps)
        num_frames = round((len(self) - 1) * fps / self.fps) + 1
        return self.at(np.arange(num_frames) / fps, fps)

    def at(self, seconds: np.ndarray, fps: float) -> Pose:
        """The pose at given times (n,), held before the start and after the end, as frames of rate ``fps``."""
        place = np.clip(np.asarray(seconds) * self.fps, 0, len(self) - 1)
        before = np.minimum(np.floor(place).astype(np.intp), max(len(self) - 2, 0))
        after = np.minimum(before + 1, len(self) - 1)
        u = (place - before).astype(np.float32)[:, None]
        first, second = self.confidence[before], self.confidence[after]
        u = np.where(first == 0, (u >= 0.5), np.where(second == 0, (u > 0.5), u)).astype(np.float32)
        confidence = first * (1 - u) + second * u
        xyz = self.xyz[before] * (1 - u[..., None]) + self.xyz[after] * u[..., None]
        return Pose(xyz, confidence, fps, self.skeleton)

    def mirror(self) -> Pose:
        """The mirror image, as signed with the other hand dominant. Raises ``PoseError`` for face mesh layouts."""
        permutation = self.skeleton.mirror
        xyz = self.xyz[:, permutation] * np.array([-1, 1, 1], np.float32)
        return replace(self, xyz=xyz, confidence=self.confidence[:, permutation])

    def normalise(self) -> Pose:
        """Canonical: median shoulder width 1 and median neck at the origin over the clip.

        Raises ``PoseError`` if no frame shows both shoulders.
        """
        right, left = self.skeleton.indices(SHOULDERS)
        both = self.present[:, right] & self.present[:, left]
        if not both.any():
            raise PoseError("No frame shows both shoulders: expected them, since they give the unit of length.")
        ends = self.xyz[both][:, [right, left]].astype(np.float64)
        width = np.median(np.linalg.norm(ends[:, 0] - ends[:, 1], axis=-1))
        if not width > 0:
            raise PoseError("The shoulders of this pose coincide: expected a signer seen from the front.")
        neck = np.median(ends.mean(axis=1), axis=0)
        xyz = np.where(self.present[..., None], (self.xyz - neck) / width, 0)
        return replace(self, xyz=xyz)

    def save(self, path: str | Path) -> None:
        """Write a file, whole or not at all: ``.safetensors`` keeps everything, ``.pose`` is for other programs.

        Raises ``PoseError`` for another suffix or a file that cannot be written.
        """
        from stable_signer.data import pose_file, pose_tensors

        writers = {".safetensors": pose_tensors.write, ".pose": pose_file.write}
        _by_suffix(writers, path)(self, Path(path))

    @classmethod
    def load(cls, path: str | Path) -> Pose:
        """Read what ``save`` or another program wrote; a ``.pose`` comes back canonical (see ``normalise``).

        Raises ``PoseError`` for another suffix, or a missing, cut or broken file.
        """
        from stable_signer.data import pose_file, pose_tensors

        readers = {".safetensors": pose_tensors.read, ".pose": pose_file.read}
        return _by_suffix(readers, path)(Path(path))


def concatenate(poses: Sequence[Pose]) -> Pose:
    """Poses one after the other. Raises ``PoseError`` if there is none, or their rates or skeletons differ."""
    if not poses:
        raise PoseError("Nothing to concatenate: expected at least one pose.")
    kinds = {(pose.fps, pose.skeleton.name) for pose in poses}
    if len(kinds) > 1:
        found = ", ".join(sorted(f"{name} at {fps:g} fps" for fps, name in kinds))
        raise PoseError(f"Poses to concatenate differ ({found}): bring them to one with resample() and to().")
    xyz = np.concatenate([pose.xyz for pose in poses])
    return replace(poses[0], xyz=xyz, confidence=np.concatenate([pose.confidence for pose in poses]))


def _check_shapes(xyz: np.ndarray, confidence: np.ndarray, skeleton: Skeleton) -> None:
    expected = f"(frames, {len(skeleton)}, 3)"
    if xyz.ndim != 3 or xyz.shape[1:] != (len(skeleton), 3):
        raise PoseError(f"Positions of shape {xyz.shape}: expected {expected} for {skeleton.name}.")
    if confidence.shape != xyz.shape[:2]:
        raise PoseError(f"Confidence of shape {confidence.shape}: expected {xyz.shape[:2]}, one a joint and frame.")


def _without_missing(xyz: np.ndarray, confidence: np.ndarray, skeleton: Skeleton) -> np.ndarray:
    """Zero where a joint is missing; refuse what is neither missing nor a number."""
    bad = ~np.isfinite(xyz).all(axis=-1)
    if (bad & (confidence > 0)).any():
        frame, joint = np.argwhere(bad & (confidence > 0))[0]
        raise PoseError(
            f"Joint {skeleton.joints[joint]} of frame {frame} is at {xyz[frame, joint].tolist()} with confidence "
            f"{confidence[frame, joint]:g}: expected numbers, or confidence 0 for a missing joint."
        )
    return np.where(confidence[..., None] > 0, xyz, np.float32(0))


def _by_suffix(kinds: dict[str, Any], path: str | Path) -> Any:
    suffix = Path(path).suffix.lower()
    if suffix not in kinds:
        raise PoseError(f"Pose file {path}: expected a name that ends in {' or '.join(kinds)}.")
    return kinds[suffix]
