"""The phonology of a sign read off its motion, not off its notation, in the words of ASL-LEX 2.0 (Sehyr et al. 2021).

The onset is the first frame. Hands: 0 the strong one. Conventions are those of ASL-LEX: where both hands move alike, or
keep still alike, the sign is symmetrical; a weak hand that keeps still is the place of the strong one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stable_signer.body.motion import Motion, mirror
from stable_signer.body.signer import Body
from stable_signer.evaluation.phonology.paths import movement_of, moves
from stable_signer.evaluation.phonology.places import (
    Location,
    hands_stay_together,
    location_on_body,
    location_on_hand,
    starts_on_body,
)
from stable_signer.evaluation.phonology.shapes import code_of, codes, is_variant, selected_of

HANGS = -1.25
"""A wrist below this height at every frame is at rest (shoulder widths from the neck)."""
MIRRORED = 0.35
"""Hands whose places differ by less than this from mirror images stand alike (shoulder widths)."""
CARRIED = 0.5
"""A hand carries the other where they move against each other by less than this share of its own way."""


@dataclass(frozen=True)
class Phonology:
    """What ASL-LEX codes of a sign, in its words: see ``columns.tsv`` there."""

    handshape: str
    selected_fingers: str
    flexion: str
    sign_type: str
    major_location: str
    minor_location: str
    movement: str
    repeated: bool
    contact: bool
    weak_handshape: str


def read_phonology(body: Body, motion: Motion) -> Phonology:
    """The phonology of a motion from the first posture of a sign to its last, on the body that performs it.

    Where only the left hand signs, the signer is left-handed and the mirror image is read.
    """
    if _rests(motion, 0) and not _rests(motion, 1):
        motion = mirror(motion)
    shape, weak_shape = code_of(motion.fingers[0, 0]), code_of(motion.fingers[0, 1])
    kind = _sign_type(body, motion, shape, weak_shape)
    movement, repeated = movement_of(body, motion)
    place = _location(body, motion, kind, movement in ("Curved", "Circular") and not repeated)
    is_pair = kind == "AsymmetricalSameHandshape" and place.major == "Neutral" and _is_mirrored(motion)
    if kind.startswith("Asymmetrical") and place.major != "Hand" and not is_pair:
        kind = "OneHanded"  # a weak arm that is touched or only held there bears the sign; it is no second hand
    return Phonology(
        handshape=shape,
        selected_fingers=selected_of(shape, motion.fingers[:, 0]),
        flexion=codes()[shape][1],
        sign_type=kind,
        major_location=place.major,
        minor_location=place.minor,
        movement=movement,
        repeated=repeated,
        contact=place.has_contact,
        weak_handshape="NA" if kind == "OneHanded" else weak_shape,
    )


def _sign_type(body: Body, motion: Motion, shape: str, weak_shape: str) -> str:
    if _rests(motion, 1):
        return "OneHanded"
    same = is_variant(shape, weak_shape)
    weak_moves, strong_moves = moves(body, motion, 1), moves(body, motion, 0)
    if weak_moves and not same and (_carries(motion) or hands_stay_together(body, motion)):
        weak_moves = False
    if weak_moves or (not strong_moves and same and _is_mirrored(motion)):
        return "SymmetricalOrAlternating" if same else "SymmetryViolation"
    return "AsymmetricalSameHandshape" if same else "AsymmetricalDifferentHandshape"


def _rests(motion: Motion, hand: int) -> bool:
    return bool(motion.wrist[:, hand, 1].max() < HANGS)


def _carries(motion: Motion) -> bool:
    """Whether the weak hand moves only together with the strong one, as a tray goes with what lies on it."""
    way, apart = np.diff(motion.wrist[:, 1], axis=0), np.diff(motion.wrist[:, 0] - motion.wrist[:, 1], axis=0)
    length = np.linalg.norm(way, axis=-1)
    goes = length > 0.2 * length.max()
    return bool(np.linalg.norm(apart[goes], axis=-1).sum() < CARRIED * length[goes].sum())


def _is_mirrored(motion: Motion) -> bool:
    apart = motion.wrist[:, 0] * np.array([-1.0, 1.0, 1.0]) - motion.wrist[:, 1]
    return bool(np.linalg.norm(apart, axis=-1).mean() < MIRRORED)


def _location(body: Body, motion: Motion, kind: str, is_curved: bool) -> Location:
    if kind.startswith("Asymmetrical") and not starts_on_body(body, motion):
        return location_on_hand(body, motion, is_curved)
    return location_on_body(body, motion, is_curved)
