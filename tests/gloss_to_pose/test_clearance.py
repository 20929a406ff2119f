"""Transitions go around head, chest and the other hand, and leave signs as they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from stable_signer.body.motion import Motion, rest
from stable_signer.body.signer import load_body
from stable_signer.gloss_to_pose.at_ease import at_ease
from stable_signer.gloss_to_pose.clearance import CLEARANCE, EASE_S, HANDS_APART, clear_of_body, hand_axis, tightness

FPS = 50.0
BODY = load_body("ada")


def moving(right: tuple, left: tuple, frames: int = 40) -> Motion:
    """Both hands on straight ways, each from its first point to its second, palms as at rest."""
    motion = rest(frames, FPS)
    s = np.linspace(0, 1, frames)[:, None]
    ways = [np.array(a) + s * (np.array(b) - np.array(a)) for a, b in (right, left)]
    return replace(motion, wrist=np.stack(ways, 1).astype(np.float32))


ASIDE = ((0.9, -0.8, 0.5), (0.9, -0.8, 0.5))
FREE = np.zeros((40, 2), bool)


@pytest.mark.parametrize(
    "way",
    [
        ((-0.5, -0.2, 0.15), (0.5, -0.2, 0.15)),
        ((-0.6, 0.7, 0.15), (0.4, 0.7, 0.15)),
        ((-0.2, -1, 0.2), (-0.2, 0.5, 0.2)),
    ],
)
def test_a_hand_goes_around_head_and_chest(way):
    motion = moving(way, ASIDE)
    before = BODY.distance(hand_axis(motion, 0)).min()
    after = BODY.distance(hand_axis(clear_of_body(motion, FREE, BODY), 0)).min()
    assert before < 0.0 and after > before + 0.05 and after > -0.03


def test_a_way_in_the_open_is_left_alone():
    motion = moving(((-0.6, -0.8, 0.8), (-0.4, 0.2, 0.9)), ASIDE)
    assert np.array_equal(clear_of_body(motion, FREE, BODY).wrist, motion.wrist)


def test_signs_stay_as_they_are():
    motion = moving(((-0.5, -0.2, 0.05), (0.5, -0.2, 0.05)), ASIDE)
    inside = FREE.copy()
    inside[10:20, 0] = True
    cleared = clear_of_body(motion, inside, BODY)
    assert np.array_equal(cleared.wrist[10:20], motion.wrist[10:20])
    change = np.linalg.norm(cleared.wrist - motion.wrist, axis=-1)
    first = 1 / (EASE_S * FPS)  # the share of the easing that has passed in the first frame
    assert change[20, 0] < 1.3 * (3 - 2 * first) * first**2 * change[:, 0].max()
    assert change[20 + round(EASE_S * FPS), 0] > 0.02


def apart(motion: Motion) -> float:
    between = hand_axis(motion, 0)[:, :, None] - hand_axis(motion, 1)[:, None]
    return float(np.linalg.norm(between, axis=-1).min())


def test_hands_that_change_sides_pass_each_other():
    motion = moving(((-0.4, -0.3, 0.82), (0.4, -0.3, 0.82)), ((0.4, -0.3, 0.78), (-0.4, -0.3, 0.78)))
    cleared = clear_of_body(motion, FREE, BODY)
    assert apart(motion) < 0.06 and apart(cleared) > 0.7 * HANDS_APART
    assert cleared.wrist[20, 0, 2] > cleared.wrist[20, 1, 2]  # the one in front passes in front


def test_hands_that_meet_stay_beside_each_other():
    motion = moving(((-0.4, -0.3, 0.8), (-0.2, -0.2, 0.8)), ((0.4, -0.3, 0.8), (-0.02, -0.2, 0.8)))
    cleared = clear_of_body(motion, FREE, BODY)
    assert apart(cleared) > apart(motion)
    assert np.abs(cleared.wrist - motion.wrist)[..., 1:].max() < 1e-6


def test_the_push_is_smooth():
    motion = moving(((-0.5, -0.2, 0.05), (0.5, -0.2, 0.05)), ASIDE)
    second = np.diff(clear_of_body(motion, FREE, BODY).wrist[:, 0], n=2, axis=0)
    assert np.abs(second).max() < 0.03


def test_hands_at_ease_do_not_touch():
    assert apart(at_ease(FPS)) > 0.1 and BODY.distance(hand_axis(at_ease(FPS), 0)).min() > 0.02


def test_room_is_none_at_the_skin_and_all_in_the_open():
    motion = moving(((-0.1, -0.4, 0.1), (-0.1, -0.4, 1.2)), ASIDE)
    room = 1.0 - tightness(motion, 0, BODY)
    distance = BODY.distance(hand_axis(motion, 0).reshape(-1, 3)).reshape(40, 6).min(1)
    assert room[distance < CLEARANCE].max() == 0.0 and room[distance > 2 * CLEARANCE].min() == 1.0
    assert tightness(motion, 1, BODY).max() < 1.0
