"""A hand on its way between key postures, carried by wrist and forearm: what turns in time are the joints' angles.

A turn of the hand in space, from one key to the next, would often lead through angles that no wrist has; a turn in the
joints cannot leave the ranges of the keys. Axis letters: t frames.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stable_signer.body import rotation
from stable_signer.body.arm import LIMITS, wrist_angles
from stable_signer.body.elbow import ElbowCircle
from stable_signer.body.reach import smooth
from stable_signer.body.signer import Body
from stable_signer.lexicon.elbows import circle_of, toward

ELBOW_S = 0.08
"""The elbow's place is smoothed over this time, seconds: elbows are heavy."""


ASIDE_CM = 6.0
"""A wrist leaves the way between its places at two key postures by no more than this, centimetres: a hand that turns
over between two contacts lets go of them, since no forearm swings round a fingertip."""


@dataclass(frozen=True)
class Course:
    """What one arm goes through.

    position: (t 3) where the contact point is; point: (t 3) that point in the frame of the hand. wrist, elbow: (t 3)
    about where they are; exactly so at the key postures. angles: (t 3) flexion, deviation and pronation, radians.
    roll, pivot: (t 3) turns in the frame of the hand (about side, finger and normal) that leave the contact point, or
    the wrist, where it is.
    """

    position: np.ndarray
    point: np.ndarray
    wrist: np.ndarray
    elbow: np.ndarray
    angles: np.ndarray
    roll: np.ndarray
    pivot: np.ndarray


def angles_of(body: Body, wrist: np.ndarray, palm: np.ndarray, swivel: np.ndarray) -> np.ndarray:
    """Flexion, deviation toward the thumb and pronation (t 3) of a right hand: wrists (t 3), palms (t 4), swivels."""
    circle = circle_of(body, wrist)
    fore = (circle.wrist - circle.elbow(swivel)) / body.arms[0].fore
    return wrist_angles(body.arms[0], fore, circle.hinge(swivel), rotation.matrix(palm))


def articulated(body: Body, course: Course, fps: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Wrists (t 3), palms (t 4) and swivels (t) of a right hand that goes through a course.

    The forearm is that of the course's own wrist: hand, wrist and elbow would otherwise depend on one another, and at
    a folded arm (at the face, the shoulder) no iteration of them settles.
    """
    circle = circle_of(body, course.wrist)
    swivel = toward(circle, course.elbow)
    rolled = _within(course.angles, _joint_turn(course.roll))
    palm = rotation.continuous(_hand(body, circle, swivel, rolled))
    wrist = course.position - rotation.rotate(palm, course.point) - _astray(body, course, circle, swivel)
    if course.pivot.any():
        palm = rotation.continuous(_hand(body, circle, swivel, _within(rolled, _joint_turn(course.pivot))))
    return wrist, palm, _calm(circle_of(body, wrist), course.elbow, fps)


def _astray(body: Body, course: Course, circle: ElbowCircle, swivel: np.ndarray) -> np.ndarray:
    """By how much (t 3) a fixed contact point would swing the wrist too far from its way; 0 at the key postures."""
    palm = _hand(body, circle, swivel, course.angles)
    aside = course.position - rotation.rotate(palm, course.point) - course.wrist
    share = np.linalg.norm(aside, axis=-1, keepdims=True) * body.cm / ASIDE_CM
    return aside * (1.0 - (1.0 + share**4) ** -0.25)


def _calm(circle: ElbowCircle, elbow: np.ndarray, fps: float) -> np.ndarray:
    """Swivels (t) of elbows near the given places (t 3) that do not whip round where the arm is folded."""
    found = circle.elbow(toward(circle, elbow))
    return toward(circle, np.stack([smooth(found[:, axis], ELBOW_S * fps) for axis in range(3)], -1))


def _joint_turn(turn: np.ndarray) -> np.ndarray:
    """A small turn of the hand in its own frame (t 3) as flexion, deviation and pronation."""
    return turn[:, [0, 2, 1]] * (1.0, -1.0, -1.0)


def _within(angles: np.ndarray, more: np.ndarray) -> np.ndarray:
    """Angles with more added, as far as the joints allow."""
    low, high = np.minimum(angles, LIMITS[:, 0]), np.maximum(angles, LIMITS[:, 1])
    return np.clip(angles + more, low, high)


def _hand(body: Body, circle: ElbowCircle, swivel: np.ndarray, angles: np.ndarray) -> np.ndarray:
    """The palms (t 4) of right hands whose wrists have the angles (t 3): the inverse of ``wrist_angles``."""
    fore = (circle.wrist - circle.elbow(swivel)) / body.arms[0].fore
    up = -rotation.cross(fore, circle.hinge(swivel))
    medial = rotation.cross(up, fore)
    thumb = np.cos(angles[:, 2:]) * up + np.sin(angles[:, 2:]) * medial
    straight = rotation.quaternion(np.stack([thumb, fore, rotation.cross(thumb, fore)], -1))
    bend = np.stack([angles[:, 0], np.zeros(len(angles)), -angles[:, 1]], -1)
    return rotation.multiply(straight, rotation.exp(bend))
