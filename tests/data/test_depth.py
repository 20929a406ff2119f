"""Depth: a planted scale is found again, and noise is left out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from stable_signer.data.depth import ARMS, depth_scale, joined_depth, split_depth
from stable_signer.skeleton import HAND_LIMBS, SIGNER_131, hand_joints
from tests.poses import a_pose

HAND_BONES = tuple((hand[a], hand[b]) for hand in [hand_joints("right")] for a, b in HAND_LIMBS)


@pytest.mark.parametrize("scale", [0.1, 1.0, 250.0])
@pytest.mark.parametrize("bones", [ARMS, HAND_BONES])
def test_planted_scale_is_found(scale: float, bones: tuple[tuple[str, str], ...]):
    pose = a_pose(40)
    squeezed = replace(pose, xyz=pose.xyz * np.array([1, 1, 1 / scale], np.float32))
    assert depth_scale(squeezed, bones) == pytest.approx(scale, rel=1e-2)


def test_noise_is_left_out():
    pose = a_pose(400)
    xyz = pose.xyz.copy()
    xyz[..., 2] = np.random.default_rng(0).normal(0, 2, xyz.shape[:2])
    scale = depth_scale(replace(pose, xyz=xyz), ARMS)
    assert scale is not None and scale < 0.1


def test_a_still_signer_tells_no_scale():
    pose = a_pose(1)
    still = replace(pose, xyz=np.repeat(pose.xyz, 9, 0), confidence=np.repeat(pose.confidence, 9, 0))
    assert depth_scale(still, ARMS) is None and depth_scale(pose, ARMS) is None


def test_split_and_join_are_inverse_but_for_a_still_face():
    pose = a_pose(40)
    back = joined_depth(split_depth(pose), 1.0)
    offset = back.xyz[..., 2] - pose.xyz[..., 2]
    body = SIGNER_131.body[:8]
    np.testing.assert_allclose(offset[:, body] - offset[:, [1]], 0, atol=1e-3)
    for side in ("right", "left"):
        np.testing.assert_allclose(offset[:, SIGNER_131.hand(side)] - offset[:, [1]], 0, atol=5e-3)
    face = back.xyz[:, SIGNER_131.face]
    breadth = np.linalg.norm(face[0, 0, :2] - face[0, 16, :2])
    assert np.ptp(face[0, :, 2]) == pytest.approx(0.85 * breadth, rel=1e-3), "still: made as deep as faces are"
