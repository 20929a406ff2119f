"""Poses as ``.safetensors``: everything that a ``Pose`` holds, nothing executable."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from stable_signer.errors import PoseError
from stable_signer.files import written_whole
from stable_signer.pose import Pose
from stable_signer.skeleton import SKELETONS


def write(pose: Pose, path: Path) -> None:
    """Write a pose, whole or not at all. Raises ``PoseError`` if it cannot, or for a skeleton not in ``SKELETONS``."""
    from safetensors.numpy import save

    if pose.skeleton.name not in SKELETONS:
        raise PoseError(f"Skeleton {pose.skeleton.name} has no file form: map the pose to signer-131 first.")
    tensors = {"xyz": np.ascontiguousarray(pose.xyz), "confidence": np.ascontiguousarray(pose.confidence)}
    content = save(tensors, {"fps": repr(pose.fps), "skeleton": pose.skeleton.name})
    with written_whole(path, PoseError) as temporary:
        temporary.write_bytes(content)


def read(path: Path) -> Pose:
    """Read what ``write`` wrote. Raises ``PoseError`` for a missing, cut or foreign file."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(str(path), framework="numpy") as file:
            notes = file.metadata() or {}
            skeleton, fps = SKELETONS[notes["skeleton"]], float(notes["fps"])
            return Pose(file.get_tensor("xyz"), file.get_tensor("confidence"), fps, skeleton)
    except (OSError, SafetensorError, KeyError, ValueError):
        raise PoseError(f"{path} is not a pose file that can be read: expected .safetensors from Pose.save.") from None
