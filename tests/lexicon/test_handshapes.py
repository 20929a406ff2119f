"""Handshapes: the table is whole, and hands that should meet or fold do so on the body model."""

from __future__ import annotations

import numpy as np
import pytest

from stable_signer.body.hand import hand_points
from stable_signer.body.signer import SIGNERS, load_body
from stable_signer.errors import LexiconError
from stable_signer.lexicon.handshapes import FINGERS, HANDSHAPES, PARTNERS, THUMBS, handshape, partner


def test_every_row_is_whole() -> None:
    for name, row in HANDSHAPES.items():
        assert len(row) == 9 and row[0] in THUMBS and all(word in FINGERS for word in row[1:5]), name
        shape = handshape(name)
        assert shape.angles.shape == (5, 4) and shape.selected and not shape.angles.flags.writeable


def test_partners_are_handshapes() -> None:
    assert all(name in HANDSHAPES and other in HANDSHAPES for name, other in PARTNERS.items())
    assert partner("5") == "flat-O"


@pytest.mark.parametrize("signer", SIGNERS)
@pytest.mark.parametrize(
    ("name", "thumb", "others"),
    [
        ("F", "thumb-pad", ["index-pad"]),
        ("closed-G", "thumb-pad", ["index-pad"]),
        ("8", "thumb-pad", ["middle-pad"]),
        ("7", "thumb-pad", ["ring-pad"]),
        ("D", "thumb-pad", ["middle-pad"]),
        ("O", "thumb-tip", ["index-tip", "middle-tip"]),
        ("flat-O", "thumb-pad", ["index-pad", "middle-pad"]),
    ],
)
def test_pinching_fingers_meet(signer: str, name: str, thumb: str, others: list[str]) -> None:
    body = load_body(signer)
    points = hand_points(body, 0, handshape(name).angles.astype(float))
    between = np.mean([points[other] for other in others], axis=0)
    assert np.linalg.norm(points[thumb] - between) * body.cm < 1.2


def test_letters_differ_from_each_other() -> None:
    shapes = {name: handshape(name).angles for name in "ABCDEFIKLMNORSTUVWXY"}
    for first, angles in shapes.items():
        for second, others in shapes.items():
            assert first == second or np.abs(angles - others).max() > np.radians(8), (first, second)


def test_an_unknown_handshape_is_refused_with_a_hint() -> None:
    with pytest.raises(LexiconError, match='did you mean "flat-B"'):
        handshape("Flat-b")
