"""The gate: weights sum to 1, any number of candidates, the rule where nothing is known, and users are obeyed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stable_signer.errors import ModelError
from stable_signer.gloss import Cue, parse_gloss
from stable_signer.gloss_to_pose.experts import candidates, experts, features, persons_of
from stable_signer.gloss_to_pose.gate import Gate, route
from stable_signer.gloss_to_pose.infer import GlossToPose
from stable_signer.lexicon.entries import Entry, Lexicon, load_lexicon

LEXICON = load_lexicon()
RUN = ("RUN-jog", "RUN-manage", "RUN-machine")
D = 4


def preferring(*words: str) -> Gate:
    """A gate that likes candidates by how many of these features they have."""
    return Gate(np.zeros((D, 1), np.float32), np.ones(1, np.float32), np.full((len(words), 1), 5, np.float32), words)


def routed(line: str, gate: Gate | None, *cues: Cue | None, lexicon: Lexicon = LEXICON):
    return route(parse_gloss(line), cues, lexicon, gate)


def cue(*glosses: str) -> Cue:
    return Cue(np.ones(D, np.float32), glosses)


def test_weights_by_hand():
    """w = softmax(q W) with q = h U + u and a column the sum of its features."""
    gate = Gate(
        U=np.array([[1.0, 0.0], [0.0, 2.0]]), u=np.array([0.5, 0.0]),
        M=np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), vocabulary=("a", "b", "c"),
    )  # fmt: skip
    h = np.array([1.0, 2.0]) / np.sqrt(2.5) * 7.0  # of any size: h / rms(h) = (0.632, 1.265)
    w = gate.weights(h, [("a",), ("b", "unheard-of"), ("c", "a")])
    q = np.array([0.5 + 1 / np.sqrt(2.5), 2 * 2 / np.sqrt(2.5)])
    scores = np.array([q[0], q[1], 2 * q[0] + q[1]])
    expected = np.exp(scores) / np.exp(scores).sum()
    np.testing.assert_allclose(w, expected, rtol=1e-6)


@given(
    st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=5), min_size=1, max_size=20),
    st.lists(st.floats(-50, 50, width=32), min_size=D, max_size=D),
)
def test_weights_sum_to_one_for_any_number_of_candidates(described, h):
    rng = np.random.default_rng(0)
    gate = Gate(rng.normal(size=(D, 3)), rng.normal(size=3), rng.normal(size=(6, 3)), "abcdef")
    w = gate.weights(np.array(h), described)
    assert w.shape == (len(described),) and (w >= 0).all() and w.sum() == pytest.approx(1.0)


def test_the_gate_overrules_the_default_sense_and_says_so():
    (ranking,) = routed("RUN-jog", preferring("gloss:RUN-manage"), cue(*RUN))
    assert ranking.candidates[0].key == "RUN-manage" and {c.key for c in ranking.candidates} == set(RUN)
    assert str(ranking.candidates[0].sign) == "RUN-manage" and "RUN-jog" in ranking.candidates[0].note
    assert sum(ranking.weights) == pytest.approx(1.0, abs=1e-3) and ranking.weights[0] == max(ranking.weights)


def test_the_gate_turns_a_verb():
    (ranking,) = routed("1p-HELP-2p", preferring("subject:2p", "object:1p"), cue())
    assert str(ranking.candidates[0].sign) == "2p-HELP-1p"


def test_a_gate_that_knows_nothing_leaves_the_rules_order():
    gate = Gate(np.zeros((D, 1)), np.zeros(1), np.zeros((0, 1)), ())
    (ranking,) = routed("RUN-machine", gate, cue(*RUN))
    assert ranking.candidates[0].key == "RUN-machine" and not ranking.candidates[0].note
    assert ranking.weights == pytest.approx((1 / 3,) * 3, abs=1e-3)


@pytest.mark.parametrize("cues", [(), (None,), (Cue(None, RUN),)])
def test_without_a_state_the_rules_order_holds(cues):
    (ranking,) = routed("RUN-machine", preferring("gloss:RUN-manage"), *cues)
    assert ranking.candidates[0].key == "RUN-machine" and not ranking.weights


def test_a_gloss_line_is_signed_as_it_is_written():
    stage = GlossToPose.from_pretrained()
    line = "RIGHT-civil LIGHT-weight 3p:a-GIVE-2p RUN-machine"
    plan = replace(stage, gate=preferring("gloss:RIGHT-correct", "subject:1p")).plan(parse_gloss(line))
    assert plan.gloss == line and [row.entry for row in plan.signs] == line.replace("3p:a-GIVE-2p", "GIVE").split()


def test_the_plan_keeps_every_weight_and_an_edited_plan_is_obeyed():
    stage = replace(GlossToPose.from_pretrained(), gate=preferring("gloss:RUN-manage"))
    plan = stage.plan(parse_gloss("IX-1p RUN-jog"), cues=(None, cue(*RUN)))
    row = plan.signs[1]
    assert plan.gloss == "IX-1p RUN-manage" and row.sign == "RUN-manage"
    assert len(row.weights) == 1 + len(row.alternatives) == 3
    assert type(plan).from_json(plan.to_json()) == plan
    moved = []
    for entry in (row.entry, *row.alternatives):
        edited = replace(plan, signs=(plan.signs[0], replace(row, entry=entry)))
        moved.append(stage.perform(edited).xyz)
    assert not np.allclose(moved[0], moved[1], atol=1e-3) and not np.allclose(moved[0], moved[2], atol=1e-3)
    by_name = stage.perform(replace(plan, signs=(plan.signs[0], replace(row, sign=row.alternatives[0], entry=""))))
    np.testing.assert_array_equal(by_name.xyz, moved[1])


def test_an_edited_direction_is_obeyed():
    stage = GlossToPose.from_pretrained()
    plan = stage.plan(parse_gloss("1p-HELP-2p"))
    turned = stage.perform(replace(plan, signs=(replace(plan.signs[0], entry="2p-HELP-1p"),)))
    right = stage.perform(replace(plan, signs=(replace(plan.signs[0], sign="2p-HELP-1p", entry="HELP"),)))
    np.testing.assert_array_equal(turned.xyz, right.xyz)


def test_a_lexicon_with_more_senses_adds_candidates_without_new_weights():
    new = Entry("RUN-compete", ("run", "compete"), "verb", "1 fwd/in @neutral > +fwd10", source="recorded")
    lexicon = Lexicon((*LEXICON.rows, new))
    gate = preferring("gloss:RUN-manage", "lemma:compete", "lemma:run", "class:verb")
    (ranking,) = routed("RUN-jog", gate, cue(*RUN, "RUN-compete"), lexicon=lexicon)
    assert {c.key for c in ranking.candidates} == {*RUN, "RUN-compete"} and len(ranking.weights) == 4
    assert "RUN-compete" in [c.key for c in ranking.candidates[:2]]  # known by its words, not by its name


def test_the_written_sense_and_direction_are_features():
    sign = parse_gloss("1p-GIVE-2p").signs[0]
    found = experts(sign, ("HAND", "GIVE"), ("1p", "2p"), LEXICON)
    marks = {c.key: {w for w in features(c, sign, ("HAND", "GIVE")) if w.startswith("written")} for c in found}
    assert marks["GIVE"] == {"written:sense", "written:direction"} and marks["HAND"] == set()
    assert marks["2p-GIVE-1p"] == {"written:sense"}


def test_experts_start_with_the_rules_choice_and_never_repeat_a_performance():
    for line in ("RUN-jog", "1p-GIVE-2p", "FINISH", "TELL-1p", "HELP", "IX-2p", "fs-ANNA", "NUM-25", "XYLOPHONE"):
        (sign,) = parse_gloss(line).signs
        found = experts(sign, (), persons_of(parse_gloss(line)), LEXICON)
        assert found[: len(candidates(sign, LEXICON))] == candidates(sign, LEXICON)
        assert len({c.key for c in found}) == len(found)


def test_a_verb_can_move_between_all_persons_of_the_text():
    sequence = parse_gloss("IX-3p:b 3p:b-HELP-1pl")
    keys = {str(c.sign) for c in experts(sequence.signs[1], (), persons_of(sequence), LEXICON)}
    assert {"3p:b-HELP-1pl", "1pl-HELP-3p:b", "1p-HELP-2p", "2p-HELP-1p"} <= keys
    assert not any(sign in keys for sign in ("1p-HELP-1p", "3p:d-HELP-1p"))


def test_the_shipped_gate_loads_and_fits_the_shipped_model():
    gate = Gate.from_pretrained()
    assert gate.M.shape[0] == len(gate.row_of) > 0 and gate.U.shape[0] == 160


@pytest.mark.parametrize("content", [b"", b"not a gate", bytes(200)])
def test_a_broken_gate_is_one_line(tmp_path, content):
    path = tmp_path / "gate.safetensors"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="gate"):
        Gate.from_pretrained(path)
    with pytest.raises(ModelError, match="gate"):
        Gate.from_pretrained(tmp_path / "none.safetensors")
