"""Where the elbow goes: on a circle about the line from shoulder to wrist.

Swivel 0 is its natural drop (down, a little out and back), positive is out and up. Where the requested palm would
bend the
wrist or turn the forearm beyond what people can do, or the elbow would enter the ribs, it moves along its circle.
The move
is the mean of several candidates, weighted by how comfortable each is, so it is continuous in time.
Everything here is in the frame of the upright chest. Letters: t frames, c candidates.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from stable_signer.body import rotation
from stable_signer.body.arm import LIMITS, ArmRest, ramp, wrist_angles

if TYPE_CHECKING:
    from stable_signer.body.signer import Body

_COMFORT = 0.8
"""Share of a joint's range that is comfortable."""
_CANDIDATES = np.concatenate([[0.0], np.radians(np.arange(-45.0, 121.0, 15.0))])
_HOPELESS = np.radians(50.0)
_STRAIN, _TEMPERATURE = 9.0, 0.15
_OWN_SIDE = 0.3
"""An elbow stays this far on its own side, shoulder widths, unless the wrist crosses over."""
_DROP = np.array([0.42, -1.0, -0.3])
"""Natural direction of the elbow for an arm whose own side is +x: out, down, back."""
_RAISED_OUT = 0.8
"""How much farther out the elbow of a raised hand is (elbows of real signers seen from the front, by wrist height)."""


@dataclass(frozen=True)
class ElbowCircle:
    """The circles (t) on which an arm's elbow can be, for given shoulders, wrists and palms."""

    shoulder: np.ndarray
    """(t 3)."""
    wrist: np.ndarray
    """(t 3), within reach."""
    palm: np.ndarray
    """(t 3 3) frame of the hand."""
    along: np.ndarray
    """(t 3) unit vector from shoulder to wrist."""
    centre: np.ndarray
    """(t 3)."""
    radius: np.ndarray
    """(t)."""
    drop: np.ndarray
    """(t 3) unit vector from the centre to the elbow at swivel 0."""
    across: np.ndarray
    """(t 3) the same at a quarter turn, out and up."""

    def times(self, count: int) -> ElbowCircle:
        """Every circle ``count`` times in a row."""
        return ElbowCircle(*(np.repeat(getattr(self, field.name), count, axis=0) for field in fields(self)))

    def direction(self, swivel: np.ndarray) -> np.ndarray:
        """Unit vectors (t 3) from the centre to the elbow."""
        return np.cos(swivel)[:, None] * self.drop + np.sin(swivel)[:, None] * self.across

    def elbow(self, swivel: np.ndarray) -> np.ndarray:
        """Elbows (t 3)."""
        return self.centre + self.radius[:, None] * self.direction(swivel)

    def hinge(self, swivel: np.ndarray) -> np.ndarray:
        """Unit axes (t 3) about which the elbows bend."""
        return rotation.cross(self.direction(swivel), self.along)


def elbow_circle(
    arm: ArmRest, shoulder: np.ndarray, along: np.ndarray, distance: np.ndarray, palm: np.ndarray
) -> ElbowCircle:
    """The circles for wrists at a ``distance`` (t) from the shoulders in directions ``along`` (t 3)."""
    line = along * distance[:, None]
    offset = (arm.upper**2 - arm.fore**2 + distance**2) / (2 * distance)
    drop = _natural_drop(arm, along, line)
    return ElbowCircle(
        shoulder=shoulder,
        wrist=shoulder + line,
        palm=palm,
        along=along,
        centre=shoulder + offset[:, None] * along,
        radius=np.sqrt(np.maximum(arm.upper**2 - offset**2, 1e-12)),
        drop=drop,
        across=rotation.cross(along, drop) * arm.sign,
    )


def evasion(body: Body, arm: ArmRest, circle: ElbowCircle, swivel: np.ndarray) -> np.ndarray:
    """How far (t) the elbow moves from the requested swivel (t) for the sake of wrist, forearm and ribs, radians."""
    t, c = len(swivel), len(_CANDIDATES)
    many = circle.times(c)
    turns = (swivel[:, None] + _CANDIDATES).reshape(-1)
    cost = _strain(arm, many, turns) + _awkwardness(body, arm, many, many.elbow(turns))
    cost = cost.reshape(t, c) + 0.25 * _CANDIDATES**2
    weight = np.exp(-(cost - cost.min(1, keepdims=True)) / _TEMPERATURE)
    return (weight * _CANDIDATES).sum(1) / weight.sum(1)


def _strain(arm: ArmRest, circle: ElbowCircle, swivel: np.ndarray) -> np.ndarray:
    """Cost (t) of wrist and forearm beyond their comfortable ranges.

    Beyond hope no elbow helps, so the cost stops rising there: else it would jump from one bad place to another.
    """
    fore_axis = (circle.wrist - circle.elbow(swivel)) / arm.fore
    angles = wrist_angles(arm, fore_axis, circle.hinge(swivel), circle.palm)
    low, high = LIMITS[:, 0] * _COMFORT, LIMITS[:, 1] * _COMFORT
    excess = np.maximum(angles - high, 0.0) + np.maximum(low - angles, 0.0)
    return _STRAIN * np.sum(np.minimum(excess, _HOPELESS) ** 2, -1)


def _awkwardness(body: Body, arm: ArmRest, circle: ElbowCircle, elbow: np.ndarray) -> np.ndarray:
    """Cost (t) of an elbow in the ribs, raised behind the shoulder, above shoulder and wrist, or across the body."""
    inside = np.maximum(0.16 - body.distance(elbow), 0.0)
    raised = ramp(elbow[:, 1] - circle.shoulder[:, 1], -0.5, 0.0)
    behind = np.maximum(circle.shoulder[:, 2] - 0.1 - elbow[:, 2], 0.0) * raised
    above = np.maximum(elbow[:, 1] - np.maximum(circle.wrist[:, 1], 0.12), 0.0)
    own_side = ramp(arm.sign * circle.wrist[:, 0], -0.35, 0.1)
    crossing = np.maximum(_OWN_SIDE - arm.sign * elbow[:, 0], 0.0) * own_side
    return 60.0 * inside**2 + 12.0 * behind**2 + 3.0 * above**2 + 20.0 * crossing**2


def swivel_of(body: Body, side: int, shoulder: np.ndarray, elbow: np.ndarray, wrist: np.ndarray) -> np.ndarray:
    """Swivel (t) of an arm whose joints (t 3) are seen.

    It fades to 0 where the arm is straight, because then the elbow says nothing.
    """
    arm = body.arms[side]
    line = wrist - shoulder
    along = line / np.maximum(np.linalg.norm(line, axis=-1, keepdims=True), 1e-9)
    aside = elbow - shoulder
    aside = aside - along * np.sum(aside * along, -1, keepdims=True)
    drop = _natural_drop(arm, along, line)
    across = rotation.cross(along, drop) * arm.sign
    angle = np.arctan2(np.sum(aside * across, -1), np.sum(aside * drop, -1))
    return angle * ramp(np.linalg.norm(aside, axis=-1), 0.01, 0.06)


def _natural_drop(arm: ArmRest, along: np.ndarray, line: np.ndarray) -> np.ndarray:
    """Unit directions (t 3) from the ``line`` (t 3) shoulder-wrist (unit ``along``, t 3) to an elbow at ease.

    Down, a little out and back; the higher the hand, the farther out; under a hand over the head it comes forward.
    """
    height = line[:, 1] / (arm.upper + arm.fore)
    vector = np.repeat(_DROP[None] * [arm.sign, 1.0, 1.0], len(along), axis=0)
    vector[:, 0] += arm.sign * _RAISED_OUT * ramp(height, -0.1, 0.4)
    vector[:, 2] += 1.1 * ramp(height, 0.3, 0.75)
    flat = vector - along * np.sum(along * vector, -1, keepdims=True)
    return flat / np.maximum(np.linalg.norm(flat, axis=-1, keepdims=True), 1e-6)
