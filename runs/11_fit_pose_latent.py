"""Fit the latent space of FGD on performances of the grammar's train split; about 20 s on one core.

    python runs/11_fit_pose_latent.py

Reads nothing but the lexicon and the grammar; writes src/stable_signer/evaluation/weights/pose_latent.safetensors.
"""

from __future__ import annotations

import json

import numpy as np
from safetensors.numpy import save_file
from tqdm import tqdm

from stable_signer.evaluation.back_translation.examples import examples
from stable_signer.evaluation.metrics.pose import SLRTP_FPS
from stable_signer.evaluation.pose_latent import WEIGHTS, PoseLatent
from stable_signer.pose import Pose

SENTENCES = 640
SEED = 11


def main() -> None:
    performed = tqdm(examples("train", SENTENCES, SEED), total=SENTENCES, disable=None)
    shape = (131,)
    poses = (Pose(e.xyz.astype(np.float32), np.ones((len(e.xyz), *shape)), SLRTP_FPS) for e in performed)
    latent = PoseLatent.fit(poses)
    WEIGHTS.parent.mkdir(exist_ok=True)
    notes = {"explained": latent.explained, "sentences": SENTENCES, "seed": SEED}
    tensors = {"mean": latent.mean.astype(np.float16), "components": latent.components.astype(np.float16)}
    save_file(tensors, WEIGHTS, {"stable_signer": json.dumps(notes)})
    print(f"{WEIGHTS}  {WEIGHTS.stat().st_size / 1e3:.0f} kB, keeps {100 * latent.explained:.1f} % of the variance")


if __name__ == "__main__":
    main()
