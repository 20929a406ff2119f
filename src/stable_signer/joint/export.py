"""The files that the joint training gives: the gate that ships, and a checkpoint of SLUL that its own export reads."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np

from stable_signer.errors import ModelError
from stable_signer.files import written_whole
from stable_signer.gloss_to_pose.gate import WEIGHTS, Gate
from stable_signer.joint.config import JointConfig


def export_gate(gate: Gate, config: JointConfig, path: Path = WEIGHTS) -> None:
    """Write the gate, at half precision, with the options of its training. Raises ``ModelError``."""
    from safetensors.numpy import save_file

    header = {"vocabulary": list(gate.row_of), "config": asdict(config)}
    tensors = {"U": gate.U, "u": gate.u, "M": gate.M}
    path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path, ModelError) as part:
        save_file(
            {name: np.ascontiguousarray(value, np.float16) for name, value in tensors.items()},
            part,
            {"stable_signer": json.dumps(header)},
        )
