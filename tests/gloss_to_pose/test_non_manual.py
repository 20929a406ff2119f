"""Faces are grammar: each kind of span looks different, eases in and out, and the signer blinks."""

from __future__ import annotations

import numpy as np
import pytest

from stable_signer.body.motion import FACIAL_ACTIONS
from stable_signer.gloss import NON_MANUALS
from stable_signer.gloss_to_pose.non_manual import EASE_S, HEAD_LIMIT, MARKERS, blink_times, envelope, non_manual_tracks
from stable_signer.plan import PlannedSign, SigningPlan, Tier

TIMES = np.arange(0, 4, 0.02)


def tracks(*tiers: Tier, signs: tuple[PlannedSign, ...] = (PlannedSign("BOOK", 1.0, 1.0),)):
    return non_manual_tracks(SigningPlan("BOOK", signs, tiers), TIMES)


def action(found, name: str) -> np.ndarray:
    return found.face[:, FACIAL_ACTIONS.index(name)]


def during(start: float, stop: float) -> slice:
    return slice(*np.searchsorted(TIMES, [start, stop]))


def test_every_kind_has_a_marker():
    assert set(MARKERS) == set(NON_MANUALS)


def test_yes_no_question_raises_and_wh_question_lowers_the_brows():
    yes_no, wh = tracks(Tier("ynq", 1, 2)), tracks(Tier("whq", 1, 2))
    inside = during(1, 2)
    assert action(yes_no, "browInnerUp")[inside].min() > 0.7 and action(yes_no, "browDownLeft").max() == 0
    assert action(wh, "browDownLeft")[inside].min() > 0.7 and action(wh, "browInnerUp").max() == 0


@pytest.mark.parametrize("kind", sorted(set(NON_MANUALS) - {"mouth"}))
def test_a_marker_moves_something_inside_its_span_and_nothing_far_from_it(kind):
    marked, plain = tracks(Tier(kind, 1, 2)), tracks()
    for found in (marked, plain):  # a phrase that ends is followed by a blink
        found.face[:, [i for i, name in enumerate(FACIAL_ACTIONS) if "Blink" in name or "Wide" in name]] = 0
    change = np.abs(np.concatenate([marked.face - plain.face, marked.head - plain.head, marked.shrug], 1)).max(1)
    assert change[during(1, 2)].max() > 0.1
    assert change[during(0, 1 - EASE_S - 0.02)].max() == 0 and change[during(2 + EASE_S + 0.02, 4)].max() == 0


def test_kinds_differ_pairwise():
    peaks = {}
    for kind in ("whq", "ynq", "neg", "topic", "cond", "excl", "rh", "aff"):
        found, inside = tracks(Tier(kind, 1, 2)), during(1.2, 1.8)
        brows = found.face[inside].mean(0)
        peaks[kind] = np.concatenate([brows, 4 * found.head[inside].mean(0), 4 * np.ptp(found.head[inside], 0)])
    kinds = list(peaks)
    for i, a in enumerate(kinds):
        for b in kinds[i + 1 :]:
            assert np.abs(peaks[a] - peaks[b]).max() > 0.15, (a, b)


def test_negation_shakes_the_head_both_ways():
    yaw = tracks(Tier("neg", 1, 2)).head[during(1, 2), 1]
    assert yaw.max() > 0.1 and yaw.min() < -0.1
    assert (np.diff(np.sign(yaw)) != 0).sum() >= 3


def test_affirmation_nods():
    pitch = tracks(Tier("aff", 1, 2)).head[during(1, 2), 0]
    assert np.ptp(pitch) > 0.12


def test_envelope_is_one_inside_and_has_no_corner():
    weight = envelope(TIMES, 1, 2)
    assert weight[during(1, 2)].min() == 1.0 and weight[0] == 0 and weight[-1] == 0
    assert np.abs(np.diff(weight, 2)).max() < 0.08


def test_brows_told_both_ways_go_to_the_difference():
    both = tracks(Tier("ynq", 1, 2), Tier("whq", 1, 2, intensity=0.5))
    inside = during(1.2, 1.8)
    assert action(both, "browInnerUp")[inside].mean() == pytest.approx(1.0 - 0.475, abs=0.02)
    assert action(both, "browDownLeft")[inside].max() == 0


def test_mouthing_opens_and_closes_the_mouth_with_the_letters():
    found = tracks(Tier("mouth", 1, 2, word="mama"))
    jaw = action(found, "jawOpen")[during(1, 2)]
    assert jaw.max() > 0.3 and ((jaw[1:-1] > jaw[:-2]) & (jaw[1:-1] >= jaw[2:])).sum() == 2


def test_gaze_goes_to_a_third_person_and_comes_back():
    found = tracks(signs=(PlannedSign("IX-3p:a", 1, 0.6), PlannedSign("1p-GIVE-3p:b", 2, 0.6)))
    assert found.gaze[during(1.1, 1.4), 0].max() < -0.2  # locus a: the signer's right, the picture's left
    assert found.gaze[during(2.1, 2.4), 0].min() > 0.2
    assert np.abs(found.gaze[during(0, 0.4)]).max() < 0.01


def test_gaze_goes_to_a_third_person_who_acts_on_the_signer():
    found = tracks(signs=(PlannedSign("3p:b-GIVE-1p", 1, 0.6), PlannedSign("2p-TELL-1p", 2.5, 0.6)))
    assert found.gaze[during(1.1, 1.4), 0].min() > 0.2
    assert np.abs(found.gaze[during(2.4, 3.2)]).max() < 0.01


def test_a_headshake_can_be_seen():
    """At least ten degrees to each side at first: less is lost on a small picture."""
    yaw = tracks(Tier("neg", 1, 2)).head[during(1, 1.6), 1]
    assert yaw.max() > np.radians(10) and yaw.min() < -np.radians(10)


def test_blinks_fall_on_pauses_and_never_far_apart():
    rows = tuple(PlannedSign("BOOK", 1.0 + i, 0.5, transition=0.2) for i in range(20))
    times = blink_times(SigningPlan("BOOK", rows))
    assert len(times) > 4 and max(np.diff([0.0, *times])) <= 4.01
    lids = action(tracks(signs=rows[:3]), "eyeBlinkLeft")
    assert lids.max() > 0.9 and (lids > 0.5).mean() < 0.2


def test_everything_stays_in_range():
    found = tracks(*(Tier(kind, 1, 2, intensity=2.0, word="ma" * (kind == "mouth")) for kind in NON_MANUALS))
    assert found.face.min() >= 0 and found.face.max() <= 1 and found.shrug.max() <= 1
    assert np.abs(found.head).max() < 1.2


def test_a_marker_within_itself_counts_once():
    """A translator that opens forty conditions in one another must not break the signer's neck."""
    nested = [Tier("cond", 1 + 0.01 * i, 3) for i in range(40)]
    once, often = tracks(nested[0]), tracks(*nested)
    assert np.array_equal(once.head, often.head) and np.array_equal(once.face, often.face)
    brows = action(tracks(Tier("cond", 0.5, 1), Tier("cond", 2, 3)), "browInnerUp")
    assert min(brows[during(0.5, 1)].min(), brows[during(2, 3)].min()) > 0.5 > brows[during(1.4, 1.6)].max()


def test_a_neck_turns_no_farther_than_it_can():
    overlapping = [Tier("cond", 1 + 0.02 * i, 2 + 0.02 * i) for i in range(40)]
    assert np.abs(tracks(*overlapping).head).max() <= HEAD_LIMIT
