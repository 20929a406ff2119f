"""Laws of Motion."""

from __future__ import annotations

import numpy as np
import pytest

from stable_signer.body import rotation
from stable_signer.body.motion import FACIAL_ACTIONS, SHAPES, Motion, concatenate, mirror, resample, rest
from stable_signer.body.signer import load_body
from stable_signer.errors import PoseError
from tests.body.motions import replaced, signing


def same(a: Motion, b: Motion, atol: float = 1e-6) -> None:
    for name in SHAPES:
        np.testing.assert_allclose(getattr(a, name), getattr(b, name), atol=atol, err_msg=name)


def test_mirror_twice_is_the_same() -> None:
    motion = signing(20)
    same(mirror(mirror(motion)), motion)


def test_mirror_swaps_sides() -> None:
    motion = signing(5)
    face = np.zeros((5, 52), np.float32)
    face[:, FACIAL_ACTIONS.index("mouthSmileLeft")] = 1.0
    image = mirror(replaced(motion, face=face))
    assert image.face[0, FACIAL_ACTIONS.index("mouthSmileRight")] == 1.0
    np.testing.assert_allclose(image.wrist[:, 0, 0], -motion.wrist[:, 1, 0])
    # a palm that faces the viewer still faces the viewer, one that faces right now faces left
    normal, mirrored = rotation.matrix(motion.palm)[:, 1, :, 2], rotation.matrix(image.palm)[:, 0, :, 2]
    np.testing.assert_allclose(mirrored, normal * [-1, 1, 1], atol=1e-6)


def test_resample_and_back_keeps_the_motion() -> None:
    motion = signing(51)
    same(resample(resample(motion, 100.0), 25.0), motion, atol=1e-5)
    assert resample(motion, 100.0).duration == pytest.approx(motion.duration)


def test_concatenate_and_slice() -> None:
    motion = signing(20)
    same(concatenate([motion[:7], motion[7:]]), motion)
    with pytest.raises(PoseError, match="resample"):
        concatenate([motion, rest(3, 30.0)])


def test_wrong_shape_is_named() -> None:
    with pytest.raises(PoseError, match="wrist"):
        replaced(rest(3, 25.0), wrist=np.zeros((3, 2, 2)))


def test_actions_are_those_of_the_mesh() -> None:
    assert load_body().action_deltas.shape[0] == len(FACIAL_ACTIONS) == 52
