"""A sheet of signs: a strip a sign, written whole or not at all."""

from __future__ import annotations

import numpy as np
import pytest

from stable_signer.body.signer import load_body
from stable_signer.errors import VideoError
from stable_signer.lexicon.parse import parse
from stable_signer.lexicon.synthesise import synthesise
from stable_signer.pose_to_video.sign_sheet import CELL, LABEL, PICTURES, write_sign_sheet


def test_a_strip_for_each_sign(tmp_path):
    from PIL import Image

    forms = ("5 up/in thumb-tip@chin", "two: S up/in @neutral > +down12")
    signs = [(form, synthesise(parse(form), load_body("ada")).motion) for form in forms]
    write_sign_sheet(signs, tmp_path / "a.png", "ada")
    picture = np.asarray(Image.open(tmp_path / "a.png")).astype(float)
    assert picture.shape == (2 * (CELL + LABEL), PICTURES * CELL, 3)
    first, last = (picture[-CELL:, start : start + CELL] for start in (0, (PICTURES - 1) * CELL))
    assert np.abs(first - last).mean() > 2  # the hands have gone down
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


@pytest.mark.parametrize(
    ("name", "count", "said"),
    [("a.gif", 1, "ends in .png"), ("a.png", 0, "sheet of 0"), ("no/a.png", 1, "cannot be written")],
)
def test_mistakes_are_one_line(tmp_path, name, count, said):
    motion = synthesise(parse("5 up/in thumb-tip@chin"), load_body("ada")).motion
    with pytest.raises(VideoError, match=said):
        write_sign_sheet([("x", motion)] * count, tmp_path / name, "ada")
    assert list(tmp_path.iterdir()) == []
