"""Hands on their way: joints turn, and stay within what they can do."""

from __future__ import annotations

import numpy as np
import pytest

from stable_signer.body.kinematics import bone_transforms
from stable_signer.body.signer import Body, load_body
from stable_signer.lexicon.articulate import Course, angles_of, articulated
from stable_signer.lexicon.elbows import circle_of
from stable_signer.lexicon.measure import measure
from stable_signer.lexicon.parse import parse
from stable_signer.lexicon.synthesise import synthesise

COUNT = 40


@pytest.fixture(scope="module")
def body() -> Body:
    return load_body()


def _course(body: Body, roll: float = 0.0, pivot: float = 0.0) -> tuple[Course, np.ndarray]:
    """A still arm in many places, the contact point at the wrist; and its angles."""
    random = np.random.default_rng(0)
    wrist = np.column_stack([random.uniform(low, high, COUNT) for low, high in ((-0.7, 0), (-0.6, 0.4), (0.5, 0.8))])
    angles = np.column_stack([random.uniform(-1, 1, COUNT) * size for size in (1.0, 0.3, 1.2)])
    turn = np.tile([0.0, 1.0, 0.0], (COUNT, 1))
    elbow = circle_of(body, wrist).elbow(np.zeros(COUNT))
    point = np.zeros((COUNT, 3))
    return Course(wrist, point, wrist, elbow, angles, roll * turn, pivot * np.roll(turn, -1, 1)), angles


def _angles(body: Body, course: Course) -> np.ndarray:
    wrist, palm, _ = articulated(body, course, 1e-6)
    swivel = np.zeros(len(wrist))
    return angles_of(body, wrist, palm, swivel)


def test_the_joints_have_the_angles_that_were_asked_for(body: Body) -> None:
    course, angles = _course(body)
    assert np.abs(_angles(body, course) - angles).max() < 1e-6


def test_a_roll_turns_the_forearm_and_a_nod_the_wrist(body: Body) -> None:
    course, angles = _course(body, roll=0.1)
    assert np.allclose(_angles(body, course) - angles, [0, 0, -0.1], atol=1e-6)
    course, angles = _course(body, pivot=0.1)
    assert np.allclose(_angles(body, course) - angles, [0.1, 0, 0], atol=1e-6)


def test_no_roll_turns_the_forearm_beyond_its_limit(body: Body) -> None:
    course, _ = _course(body, roll=-2.0)
    assert _angles(body, course)[:, 2].max() <= np.radians(85) + 1e-6


@pytest.mark.parametrize("form", ["loose-5 up/in-back @neutral+up12 > up/fwd", "F up-in/fwd @mid > F up-in/back x2"])
def test_a_hand_that_turns_over_does_it_with_its_forearm(body: Body, form: str) -> None:
    assert measure(synthesise(parse(form), body), body).strain_deg < 5


def test_hands_that_mirror_each_other_twist_toward_each_other(body: Body) -> None:
    motion = synthesise(parse("two: 5 up/fwd @neutral ~twist*2"), body).motion
    assert np.abs(motion.palm[:, 1] * [1, -1, -1, 1] - motion.palm[:, 0]).max() < 1e-3
    assert np.ptp(motion.palm[:, 0], axis=0).max() > 0.1


def test_an_elbow_does_not_whip_at_the_shoulder(body: Body) -> None:
    motion = synthesise(parse("open-B up/back @shoulder-top+up8+fwd16 > arc-up4 up-back/back +back11+up5"), body).motion
    elbow = bone_transforms(body, motion).arms[0].elbow
    assert np.linalg.norm(np.diff(elbow, axis=0), axis=-1).max() * motion.fps * body.cm < 250
