"""What a check measures: a sign that is tampered with is found out."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from stable_signer.body.signer import Body, load_body
from stable_signer.lexicon.measure import Measures, measure
from stable_signer.lexicon.parse import parse
from stable_signer.lexicon.synthesise import SignMotion, synthesise

FINE = Measures(0.0, 0.0, 0.0, 0.0, 0.0, -1.0, 1.0)
TOO_MUCH = {
    "missed_contact_cm": 1.1,
    "in_body_cm": 0.6,
    "in_hand_cm": 0.6,
    "out_of_reach_cm": 1.1,
    "strain_deg": 16.0,
    "facing_away": 0.7,
    "speed_m_s": 2.5,
}
HELP = "10 fwd-in/in pinky-side@weak.palm > +up8 & flat-B fwd-in/up @mid > +up8"


@pytest.fixture(scope="module")
def body() -> Body:
    return load_body()


def _moved(sign: SignMotion, hand: int, way: tuple[float, float, float], body: Body) -> SignMotion:
    wrist = sign.motion.wrist.copy()
    wrist[:, hand] += np.array(way, np.float32) / body.cm
    return replace(sign, motion=replace(sign.motion, wrist=wrist))


def test_a_good_sign_has_no_failure(body: Body) -> None:
    for form in ("5 up/in thumb-tip@chin ~tap*2", HELP):
        assert measure(synthesise(parse(form), body), body).failures() == []
    assert FINE.failures() == []


@pytest.mark.parametrize("name", [field.name for field in fields(Measures)])
def test_each_value_fails_alone_beyond_its_limit(name: str) -> None:
    failures = replace(FINE, **{name: TOO_MUCH[name]}).failures()
    assert len(failures) == 1 and f"{TOO_MUCH[name]:g}" in failures[0]


def test_a_missed_contact_is_seen(body: Body) -> None:
    sign = synthesise(parse("5 up/in thumb-tip@chin ~tap*2"), body)
    assert 3.5 < measure(_moved(sign, 0, (-2.0, 0.0, 3.5), body), body).missed_contact_cm < 4.5


def test_a_hand_in_the_body_is_seen(body: Body) -> None:
    sign = synthesise(parse("flat-B in/back palm@chest"), body)
    assert 1.5 < measure(_moved(sign, 0, (0.0, 0.0, -2.0), body), body).in_body_cm < 2.6


@pytest.mark.parametrize("hand", [0, 1])
def test_a_hand_in_the_other_one_is_seen(body: Body, hand: int) -> None:
    sign = synthesise(parse(HELP), body)
    assert measure(_moved(sign, hand, (0.0, -1.5 if hand == 0 else 1.5, 0.0), body), body).in_hand_cm > 1.0


def test_a_place_out_of_reach_is_seen(body: Body) -> None:
    assert measure(synthesise(parse("5 fwd/down @mid+fwd60"), body), body).out_of_reach_cm > 5


def test_speed_is_that_of_the_faster_hand(body: Body) -> None:
    sign = synthesise(parse("5 up/fwd @neutral > +up20"), body)
    quick = replace(sign, motion=replace(sign.motion, fps=100.0))
    assert measure(quick, body).speed_m_s == pytest.approx(4 * measure(sign, body).speed_m_s, rel=0.05)


def test_a_hasty_form_is_slowed_to_what_people_do(body: Body) -> None:
    hasty = synthesise(parse("5 up/fwd @low > fast @high x3"), body)
    assert 1.5 < measure(hasty, body).speed_m_s <= 2.4


def test_interlaced_fingers_are_allowed_to_be_close(body: Body) -> None:
    form = "par: 5 fwd-in-fwd/back-in {}@mirror"
    locked = synthesise(parse(form.format("gaps")), body)
    assert measure(locked, body).in_hand_cm < 0.5
    wrists = np.linalg.norm(locked.motion.wrist[-1, 0] - locked.motion.wrist[-1, 1])
    tips = synthesise(parse(form.format("tips")), body).motion.wrist[-1]
    assert wrists < np.linalg.norm(tips[0] - tips[1])
