"""``stable-signer stabilise``."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import tyro


@dataclass(frozen=True)
class Stabilise:
    """Take jitter, jumps and short gaps out of keypoints; what is clean stays as it is."""

    pose: Annotated[Path, tyro.conf.Positional]
    """Keypoints: .pose or .safetensors."""
    output: Annotated[Path, tyro.conf.arg(aliases=["-o"])]
    """The file to write, .pose or .safetensors."""

    def run(self) -> None:
        import numpy as np

        from stable_signer.gloss_to_pose.stabilise import stabilise
        from stable_signer.pose import Pose

        pose = Pose.load(self.pose)
        steady = stabilise(pose)
        steady.save(self.output)
        moved = np.linalg.norm(steady.xyz - pose.xyz, axis=-1)[pose.present]
        filled = int((steady.present & ~pose.present).sum())
        print(
            f"{self.output}  {len(pose)} frames: {100 * (moved > 0).mean() if moved.size else 0:.0f} % of the joints "
            f"moved, {filled} filled in short gaps",
            file=sys.stderr,
        )
