"""Signing plans: JSON in, JSON out, and clear words for a broken edit."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stable_signer.errors import PlanError
from stable_signer.plan import PROVENANCES, PlannedSign, SigningPlan, Tier
from tests.strategies import signs

seconds = st.floats(0, 3, allow_nan=False).map(lambda s: round(s, 3))
rows = st.builds(
    PlannedSign,
    sign=signs.map(str),
    start=seconds,
    duration=seconds,
    transition=seconds,
    hold=seconds,
    entry=st.text(max_size=5),
    alternatives=st.lists(st.text(max_size=4), max_size=3).map(tuple),
    provenance=st.sampled_from(PROVENANCES),
    note=st.text(max_size=8),
)
tiers = st.builds(
    lambda onset, length, kind: Tier(kind, onset, onset + length),
    seconds,
    st.floats(0.01, 2),
    st.sampled_from(["whq", "neg", "topic"]),
)
plans = st.builds(
    SigningPlan,
    gloss=st.text(max_size=10),
    signs=st.lists(rows, max_size=5).map(lambda r: tuple(sorted(r, key=lambda s: s.start))),
    tiers=st.lists(tiers, max_size=3).map(tuple),
    text=st.text(max_size=10),
    warnings=st.lists(st.text(max_size=5), max_size=2).map(tuple),
)


@given(plans)
def test_json_round_trip(plan):
    assert SigningPlan.from_json(plan.to_json()) == plan


def _edited(**changes) -> str:
    plan = SigningPlan("BOOK", (PlannedSign("BOOK", 0.3, 0.4),), (Tier("whq", 0.1, 0.5),))
    data = json.loads(plan.to_json())
    for path, value in changes.items():
        target = data
        *keys, last = path.split("__")
        for key in keys:
            target = target[int(key) if key.isdigit() else key]
        target[last] = value
    return json.dumps(data)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "Not a signing plan"),
        ("[" * 100_000, "Not a signing plan"),
        ("[]", "version"),
        (_edited(version=99), "version 99"),
        (_edited(signs__0__start="soon"), r"signs\[0\].start is 'soon': expected a number"),
        (_edited(signs__0__start=-1), "expected seconds"),
        (_edited(signs__0__duration=float("nan")), "expected seconds"),
        (_edited(signs__0__sign="book"), r"signs\[0\]: 'book'"),
        (_edited(signs__0__colour="red"), "unknown field 'colour'"),
        (_edited(signs__0__provenance="guess"), "provenance 'guess'"),
        (_edited(tiers__0__kind="brows"), "Unknown non-manual tier 'brows'"),
        (_edited(signs={}), "expected a list"),
        (_edited(gloss=3), "expected a string"),
        ('{"version": 1, "gloss": "A", "signs": [{"sign": "A"}]}', "start"),
    ],
)
def test_a_broken_plan_is_one_clear_line(text, said):
    with pytest.raises(PlanError, match=said) as raised:
        SigningPlan.from_json(text)
    assert "\n" not in str(raised.value)


def test_signs_are_in_order_of_time():
    with pytest.raises(PlanError, match="in order of time"):
        SigningPlan("A B", (PlannedSign("A", 1.0, 0.2), PlannedSign("B", 0.5, 0.2)))


def test_duration_covers_signs_and_tiers():
    plan = SigningPlan("A", (PlannedSign("A", 0.5, 0.5, hold=0.25),), (Tier("neg", 0.4, 2.0),), lead_out=0.5)
    assert plan.duration == 2.5
