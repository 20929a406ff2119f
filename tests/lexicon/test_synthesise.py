"""Synthesis: contact, symmetry, smoothness, timing and loci, measured on the body that performs the sign."""

from __future__ import annotations

import numpy as np
import pytest

from stable_signer.body import rotation
from stable_signer.body.kinematics import bone_transforms
from stable_signer.body.signer import SIGNERS, Body, load_body
from stable_signer.errors import LexiconError
from stable_signer.lexicon.entries import load_lexicon
from stable_signer.lexicon.measure import measure
from stable_signer.lexicon.numbers import letter_form, number_form
from stable_signer.lexicon.parse import parse
from stable_signer.lexicon.synthesise import SignMotion, synthesise
from stable_signer.lexicon.targets import Loci

MOTHER = "5 up/in thumb-tip@chin ~tap*2"
BOOK = "two: flat-B fwd-up/in palm@mirror > fwd-up/up pinky-side@mirror"
HELP = "10 fwd-in/in pinky-side@weak.palm > +up8 & flat-B fwd-in/up @mid > +up8"
GIVE = "flat-O to:O/up @S+fwd12 > arc-up @O"


@pytest.fixture(scope="module")
def body() -> Body:
    return load_body()


def sign(form: str, body: Body, loci: Loci | None = None) -> SignMotion:
    return synthesise(parse(form), body, loci=loci)


@pytest.mark.parametrize("signer", SIGNERS)
def test_the_thumb_meets_the_chin_of_every_signer(signer: str) -> None:
    body = load_body(signer)
    result = sign(MOTHER, body)
    bones = bone_transforms(body, result.motion)
    bone, offset = body.hand_points[0]["thumb-tip"]
    gap = np.linalg.norm(bones.place(bone, offset) - body.places["chin"].position, axis=-1).min() * body.cm
    assert gap < 1.0
    assert measure(result, body).in_body_cm < 0.5


def test_a_hand_that_does_not_sign_rests(body: Body) -> None:
    result = sign(MOTHER, body)
    assert result.active == (True, False)
    assert np.ptp(result.motion.wrist[:, 1], axis=0).max() < 1e-6


def test_two_hands_mirror_each_other(body: Body) -> None:
    motion = sign(BOOK, body).motion
    flipped = motion.wrist[:, 1] * np.array([-1, 1, 1])
    assert np.abs(flipped - motion.wrist[:, 0]).max() * body.cm < 0.2
    assert np.allclose(np.abs(motion.fingers[:, 0] - motion.fingers[:, 1]), 0, atol=1e-5)


def test_alternating_hands_are_half_a_cycle_apart(body: Body) -> None:
    motion = sign("alt: S up/in @neutral > +up8 x2", body).motion
    heights = motion.wrist[..., 1] - motion.wrist[..., 1].mean(0)
    assert np.corrcoef(heights.T)[0, 1] < -0.8


def test_parallel_hands_go_the_same_way(body: Body) -> None:
    motion = sign("par: flat-B fwd/in @mid+out6 > +in12", body).motion
    moved = motion.wrist[-1] - motion.wrist[0]
    assert moved[0, 0] * body.cm > 8 and moved[1, 0] * body.cm > 8


def test_a_hand_on_the_weak_palm_touches_and_rises_with_it(body: Body) -> None:
    result = sign(HELP, body)
    found = measure(result, body)
    assert result.active == (True, True) and found.missed_contact_cm < 1.0 and found.in_hand_cm < 0.8
    rise = result.motion.wrist[-1, :, 1] - result.motion.wrist[0, :, 1]
    assert (rise * body.cm > 5).all()


def test_give_follows_its_loci(body: Body) -> None:
    mine = sign(GIVE, body, loci=Loci("1p", "2p")).motion.wrist[:, 0]
    yours = sign(GIVE, body, loci=Loci("2p", "1p")).motion.wrist[:, 0]
    assert (mine[-1] - mine[0])[2] * body.cm > 10 and (yours[-1] - yours[0])[2] * body.cm < -10
    left = sign(GIVE, body, loci=Loci("1p", "3p:b")).motion.wrist[:, 0]
    right = sign(GIVE, body, loci=Loci("1p", "3p:a")).motion.wrist[:, 0]
    assert (left[-1] - right[-1])[0] * body.cm > 20


def test_an_unknown_locus_is_refused(body: Body) -> None:
    with pytest.raises(LexiconError, match="locus"):
        sign(GIVE, body, loci=Loci("1p", "9p"))


@pytest.mark.parametrize(("subject", "object_"), [("1p", "1p"), ("1p", "1pl"), ("2p", "2p"), ("3p:a", "a")])
def test_a_verb_from_someone_to_the_same_one_is_performed(subject, object_):
    """Its line from subject to object has no length; a hand was sent into the chest, and took 15 seconds."""
    body = load_body("ada")
    form = "1 up-in/back index-tip@chin > 1 to:O-up/back @O-fwd12"
    performed = synthesise(parse(form), body, loci=Loci(subject, object_))
    assert performed.motion.duration < 1.5 and measure(performed, body).in_body_cm < 0.5


def test_a_weak_place_needs_a_weak_hand(body: Body) -> None:
    with pytest.raises(LexiconError, match="weak hand of its own"):
        sign("1 fwd/down index-tip@weak.palm", body)


def test_a_form_is_performed_the_same_way_twice(body: Body) -> None:
    first, second = sign(HELP, body).motion, sign(HELP, body).motion
    assert np.array_equal(first.wrist, second.wrist) and np.array_equal(first.palm, second.palm)


def test_everything_is_finite_and_palms_are_unit(body: Body) -> None:
    for form in (MOTHER, BOOK, HELP, letter_form("J"), number_form(123)):
        motion = sign(form, body).motion
        for array in (motion.wrist, motion.palm, motion.fingers, motion.swivel):
            assert np.isfinite(array).all()
        assert np.allclose(np.linalg.norm(motion.palm, axis=-1), 1, atol=1e-4)


def test_movement_starts_and_stops_gently(body: Body) -> None:
    wrist = synthesise(parse("5 up/fwd @neutral > +fwd20+up8"), body, fps=100).motion.wrist[:, 0] * body.cm
    speed = np.linalg.norm(np.diff(wrist, axis=0), axis=-1) * 100
    assert speed[0] < 8 and speed[-1] < 8 and 40 < speed.max() < 250


@pytest.mark.parametrize(
    ("form", "low", "high"),
    [(MOTHER, 0.3, 0.8), (BOOK, 0.3, 0.8), ("5 up/fwd @neutral", 0.2, 0.4), (f"{MOTHER} | {BOOK}", 0.6, 1.6)],
)
def test_signs_last_as_long_as_signs_do(body: Body, form: str, low: float, high: float) -> None:
    assert low <= sign(form, body).motion.duration <= high


def test_wiggling_fingers_take_turns(body: Body) -> None:
    fingers = sign("5 up/fwd @neutral ~wiggle*3", body).motion.fingers[:, 0, 1:, 0]
    assert np.ptp(fingers, axis=0).min() > np.radians(12)
    assert len(set(fingers.argmax(0).tolist())) > 1


def test_the_wished_orientation_holds_where_the_arm_can_take_it(body: Body) -> None:
    palm = sign("B up/fwd @neutral+up14", body).motion.palm[-1, 0]
    normal = rotation.rotate(palm.astype(float), np.array([0.0, 0.0, 1.0]))
    assert normal @ [0, 0, 1] > 0.9


def test_a_contact_on_the_face_follows_the_head(body: Body) -> None:
    on_face, in_space = sign(MOTHER, body).motion, sign("5 up/fwd @neutral", body).motion
    assert on_face.follow_head[-1, 0] == 1 and in_space.follow_head.max() == 0


def test_letters_and_digits_are_within_reach(body: Body) -> None:
    for name in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789":
        found = measure(sign(letter_form(name), body), body)
        assert found.out_of_reach_cm < 0.5 and found.strain_deg < 25 and found.in_body_cm < 0.5, name


@pytest.mark.slow
def test_the_whole_lexicon_can_be_performed(body: Body) -> None:
    found = [measure(synthesise(entry.parsed, body), body) for entry in load_lexicon()]
    missed = np.array([each.missed_contact_cm for each in found])
    sunk = np.array([each.in_body_cm for each in found])
    assert np.mean(missed <= 1.0) > 0.85 and np.mean(sunk <= 0.5) > 0.97
    assert np.mean([each.out_of_reach_cm <= 1.0 for each in found]) > 0.98


def test_the_second_part_of_a_compound_does_not_move_the_first():
    """A tap at the end of the second part once lifted the hand off what the first part touches."""
    body = load_body("ada")
    form = "flat-O in-up/back tips@lips hold | S fwd-in/down heel@weak.back ~tap*2 & S in/down @mid"
    assert measure(synthesise(parse(form), body), body).missed_contact_cm < 0.5


def test_parallel_hands_circle_the_same_way_in_space():
    wrist = synthesise(parse("par: 5 fwd/down @neutral ~circle-floor*1:8"), load_body("ada")).motion.wrist
    assert np.ptp(wrist[:, 0, 0]) > 0.2
    assert np.allclose(wrist[:, 0] - wrist[:1, 0], wrist[:, 1] - wrist[:1, 1], atol=0.06)


@pytest.mark.parametrize("signer", ["ada", "emeka"])
def test_of_several_fingertips_the_foremost_touches(signer):
    """The mean of the tips let the middle finger, which is longer, sink a centimetre into the chin."""
    body = load_body(signer)
    found = measure(synthesise(parse("flat-B up-up-in-in-back/back tips@chin > bent-B -up3 x2"), body), body)
    assert found.missed_contact_cm < 0.5 and found.in_body_cm < 0.4


def test_a_hand_that_turns_over_between_two_contacts_keeps_its_wrist():
    body = load_body("ada")
    form = "U in-fwd/up finger-backs@weak.palm > fwd-in/down fingers@weak.palm & flat-B fwd-in/up @mid"
    assert measure(synthesise(parse(form), body), body).strain_deg < 15.0


def test_a_wavy_line_is_drawn_on_the_palm_and_not_into_it(body: Body) -> None:
    drawn = sign("closed-X fwd-in/down tips@weak.palm > zigzag tips@weak.fingers & flat-B fwd-in/up @mid", body)
    path = drawn.motion.wrist[:, 0] * body.cm
    along = path[-1] - path[0]
    aside = np.cross(along, [0.0, 1.0, 0.0])
    swing = (path - path[0]) @ aside / np.linalg.norm(aside)
    turns = np.flatnonzero(np.diff(np.sign(np.diff(swing[np.abs(np.gradient(swing)) > 0.05]))))
    assert np.ptp(swing) > 2.0 and len(turns) >= 4
    assert np.ptp(path[:, 1]) < 2.0


@pytest.mark.parametrize("form", ["1 up-in/back index-tip@temple > +up9+out10+fwd6", "5 up/fwd tips@high > +out12"])
def test_fingers_that_move_in_the_air_do_not_move_the_hand(form: str, body: Body) -> None:
    def after_contact(local: str) -> np.ndarray:
        return sign(form + local, body).motion.wrist[-1, 0]

    assert np.abs(after_contact("") - after_contact(" ~bend*2:60")).max() * body.cm < 0.5


def test_a_hand_that_closes_on_its_way_goes_straight(body: Body) -> None:
    way = sign("claw-5 up-in/back tips@temple > S up-in/back +out4+fwd8 sharp", body).motion.wrist[:, 0] * body.cm
    chord = way[-1] - way[0]
    off = (way - way[0]) - np.outer((way - way[0]) @ chord / (chord @ chord), chord)
    assert np.linalg.norm(off, axis=1).max() < 0.2 * np.linalg.norm(chord)
