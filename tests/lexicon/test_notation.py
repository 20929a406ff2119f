"""The notation: parse and format are inverse, and errors name the token."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stable_signer.errors import LexiconError
from stable_signer.lexicon.handshapes import HANDSHAPES
from stable_signer.lexicon.locations import LOCATIONS
from stable_signer.lexicon.notation import Direction, Form, Local, Morpheme, Offset, Path, Place, Step, Track
from stable_signer.lexicon.parse import parse
from stable_signer.lexicon.symbols import DIRECTIONS, LOCALS, PLANES, POINTS, REFERENT_DIRECTIONS, TEMPOS

numbers = st.integers(1, 80).map(float) | st.sampled_from([0.5, 2.5, 12.25])
directions = st.lists(st.sampled_from([*DIRECTIONS, *REFERENT_DIRECTIONS]), min_size=1, max_size=3).map(
    lambda words: Direction(tuple(words))
)
offsets = st.builds(lambda way, cm, sign: Offset(way, sign * cm), directions, numbers, st.sampled_from([-1.0, 1.0]))
offset_lists = st.lists(offsets, max_size=2).map(tuple)
located = st.builds(Place, st.none() | st.sampled_from(POINTS), st.sampled_from(LOCATIONS), offset_lists)
shifted = st.builds(lambda shifts: Place(None, None, tuple(shifts)), st.lists(offsets, min_size=1, max_size=2))
arcs = st.builds(lambda way, cm: Path("arc", way, amount=cm), directions, st.none() | numbers)
circles = st.builds(
    lambda plane, back, cm: Path("circle", None, plane, back, cm),
    st.sampled_from(list(PLANES)),
    st.booleans(),
    st.none() | numbers,
)
paths = arcs | circles | st.sampled_from(["straight", "zigzag", "wave"]).map(Path)
counts = st.none() | st.integers(1, 5)
plain_locals = st.builds(
    lambda kind, count, amount: Local(kind, count=count, amount=amount),
    st.sampled_from([name for name in LOCALS if name != "circle"]),
    counts,
    st.none() | numbers,
)
circling = st.builds(
    Local, st.just("circle"), st.sampled_from(list(PLANES)), st.booleans(), counts, st.none() | numbers
)
locals_ = st.lists(plain_locals | circling, max_size=2).map(tuple)


@st.composite
def steps(draw: st.DrawFn, *, is_last: bool) -> Step:
    finger = draw(st.none() | directions)
    return Step(
        path=draw(st.none() | paths),
        handshape=draw(st.sampled_from(list(HANDSHAPES))),
        finger=finger,
        palm=draw(directions) if finger else None,
        place=draw(st.none() | located | shifted),
        tempo=draw(st.none() | st.sampled_from(TEMPOS)),
        locals=() if is_last else draw(locals_),
    )


@st.composite
def tracks(draw: st.DrawFn) -> Track:
    head = draw(st.lists(steps(is_last=False), max_size=2))
    return Track((*head, draw(steps(is_last=True))), draw(locals_), draw(st.integers(1, 3)))


morphemes = st.builds(Morpheme, tracks(), st.none() | tracks(), st.none() | st.sampled_from(["two", "alt", "par"]))
forms = st.lists(morphemes, min_size=1, max_size=2).map(lambda parts: Form(tuple(parts)))


def test_an_offset_is_no_part_of_the_name_of_a_place() -> None:
    place = Place(None, "weak.wrist", (Offset(Direction(("back", "up")), -1.0),))
    form = Form((Morpheme(Track((Step(handshape="A", place=place),)), None, None),))
    assert str(form).endswith("@weak.wrist -back-up1") and parse(str(form)) == form


@settings(max_examples=150, deadline=None)
@given(forms)
def test_parse_undoes_format(form: Form) -> None:
    assert parse(str(form)) == form


@pytest.mark.parametrize(
    "text",
    [
        "5 up/in thumb-tip@chin ~tap*2",
        "flat-B up/back tips@chin > arc-up +fwd22 -up8 fwd-up/up",
        "two: flat-B fwd/in palm@mirror > pinky-side@mirror fwd-up/up",
        "flat-O to:O/up @S+fwd12 > arc-up @O",
        "10 fwd-in/in pinky-side@weak.palm > +up8 & open-B fwd-in/up @mid > +up8",
        "two: claw-5 fwd/down @high > bend down15 x2",
        "A up/fwd > circle--floor8 5 | S>5 @locus:a",
    ],
)
def test_examples_of_the_documentation_parse(text: str) -> None:
    assert parse(str(parse(text))) == parse(text)


def test_features_may_come_in_any_order() -> None:
    assert parse("@mid+up3 up/in 5") == parse("5 up/in @mid +up3")


@pytest.mark.parametrize(
    ("text", "token", "hint"),
    [
        ("5 up/in thum-tip@chin", "thum-tip", "thumb-tip"),
        ("5 up/in thumb-tip@chinn", "chinn", "chin"),
        ("bent-b up/in", "bent-b", "bent-B"),
        ("tow: 5 up/in", "tow:", "two"),
        ("5 upp/in", "upp", "up"),
        ("5 up/in @mid ~tapp", "~tapp", "~tap"),
        ("5 B up/in", "B", "second handshape"),
        ("5 up/in > > x2", "empty step", ">"),
        ("", "empty", "expected"),
        ("5 up/in ~circle", "~circle", "~circle-floor"),
        ("5 +high3", "+high3", "+up8"),
        ("5 & B & B", "&", "once"),
    ],
)
def test_an_error_is_one_line_with_the_token_and_a_hint(text: str, token: str, hint: str) -> None:
    with pytest.raises(LexiconError) as caught:
        parse(text)
    message = str(caught.value)
    assert token in message and hint in message and "\n" not in message
