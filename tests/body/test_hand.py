"""Finger angles and the hand's frame."""

from __future__ import annotations

import numpy as np
import pytest

from stable_signer.body.hand import finger_joints, hand_points
from stable_signer.body.signer import SIGNERS, load_body
from tests.body.motions import FIST, FIVE, FLAT, HANDS, OH


@pytest.mark.parametrize("side", [0, 1])
def test_bones_keep_their_lengths(side: int) -> None:
    hand = load_body().hands[side]
    _, joints = finger_joints(hand, np.array(HANDS))
    lengths = np.linalg.norm(np.diff(joints, axis=2), axis=-1)
    np.testing.assert_allclose(lengths, np.broadcast_to(np.linalg.norm(hand.steps, axis=-1), lengths.shape), atol=1e-9)


@pytest.mark.parametrize("name", SIGNERS)
def test_flat_hand_points_along_finger(name: str) -> None:
    body = load_body(name)
    _, joints = finger_joints(body.hands[0], FLAT[None])
    way = joints[0, 1:, 3] - joints[0, 1:, 0]
    way /= np.linalg.norm(way, axis=-1, keepdims=True)
    assert (way[:, 1] > 0.96).all() and (np.abs(way[:, 2]) < 0.02).all()


@pytest.mark.parametrize("name", SIGNERS)
def test_handshapes_are_what_they_are_called(name: str) -> None:
    body = load_body(name)
    points = {key: value * body.cm for key, value in hand_points(body, 0, np.array([FIST, FIVE, OH, FLAT])).items()}
    fist, five, oh, flat = range(4)
    for finger in ("index", "middle", "ring", "pinky"):
        assert np.linalg.norm(points[f"{finger}-tip"][fist] - points["palm"][fist]) < 6.0, finger
        assert points[f"{finger}-tip"][five, 1] > points[f"knuckle-{finger}"][five, 1] + 4.5, finger
    assert np.linalg.norm(points["thumb-tip"][oh] - points["index-tip"][oh]) < 4.0
    spread = points["index-tip"][five, 0] - points["pinky-tip"][five, 0]
    assert spread > points["index-tip"][flat, 0] - points["pinky-tip"][flat, 0] + 3.0
    assert points["thumb-tip"][five, 0] > points["index-tip"][five, 0]


def test_left_hand_is_the_mirror_image() -> None:
    body = load_body()
    right, left = (hand_points(body, side, np.array(HANDS)) for side in (0, 1))
    for name in right:
        np.testing.assert_allclose(right[name] * [-1, 1, 1], left[name], atol=0.02, err_msg=name)


def test_any_leading_axes() -> None:
    body = load_body()
    points = hand_points(body, 1, np.zeros((2, 3, 5, 4)))
    assert points["index-tip"].shape == (2, 3, 3)
    assert hand_points(body, 1, FLAT)["palm"].shape == (3,)
