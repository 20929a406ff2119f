"""Recorded signs of a store are experts beside those made by rule: they are found, timed, performed and obeyed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from stable_signer.errors import LexiconError
from stable_signer.gloss import Cue, parse_gloss
from stable_signer.gloss_to_pose.experts import candidates
from stable_signer.gloss_to_pose.infer import GlossToPose
from stable_signer.lexicon.build import perform
from stable_signer.lexicon.entries import load_lexicon
from stable_signer.lexicon.recorded import RecordedEntry, with_recordings
from stable_signer.lexicon.store import StoredSign, write_store
from stable_signer.pipeline import StableSigner

LEXICON = load_lexicon()


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """FATHER's movement, recorded as MOTHER and as a gloss that the lexicon lacks, beside a sign made by rule."""
    made = perform(LEXICON.entries("FATHER")[0], "ada")
    assert isinstance(made, StoredSign)
    entry = replace(made.entry, form="", source="clip.pose")
    signs = [
        replace(made, entry=replace(entry, gloss=gloss), provenance=provenance)
        for gloss, provenance in (("MOTHER", "dataset"), ("XYLOPHONE", "video"))
    ]
    again = replace(signs[0], entry=replace(signs[0].entry, variant="2", source="other.pose"))
    path = tmp_path_factory.mktemp("store") / "asl.sqlite"
    write_store(path, [*signs, again, made], {"signer": "ada"})
    return path


@pytest.fixture(scope="module")
def lexicon(store):
    return with_recordings(LEXICON, store)


def found(line: str, lexicon):
    return candidates(parse_gloss(line).signs[0], lexicon)


def test_recordings_come_after_the_rules(lexicon):
    mother = found("MOTHER", lexicon)
    assert [c.key for c in mother][-2:] == ["MOTHER/recorded", "MOTHER/recorded-2"] and mother[0].key == "MOTHER"
    assert [c.provenance for c in mother][-2:] == ["dataset", "dataset"] and mother[0].provenance == "rule"
    assert len(lexicon) == len(LEXICON) + 3 and len(found("FATHER", lexicon)) == len(found("FATHER", LEXICON))


def test_a_gloss_that_was_only_recorded_is_signed_not_spelled(lexicon):
    (only,) = found("XYLOPHONE", lexicon)
    assert only.provenance == "video" and isinstance(only.entries[0], RecordedEntry)
    stage = GlossToPose.from_pretrained(lexicon)
    plan = stage.plan(parse_gloss("XYLOPHONE"))
    assert plan.signs[0].provenance == "video" and 0.1 < plan.signs[0].duration < 1.5
    highest = [
        stage.perform(stage.plan(parse_gloss(gloss))).xyz[:, 4, 1].max() for gloss in ("XYLOPHONE", "FATHER", "MOTHER")
    ]
    assert highest[0] == pytest.approx(highest[1], abs=0.2) and highest[0] > highest[2] + 0.2  # forehead, not chin


@pytest.mark.parametrize("signer", ["ada", "ben"])
def test_an_edited_plan_performs_the_recording_on_every_body(store, signer):
    engine = StableSigner.from_pretrained(signer, store)
    plan = engine.plan(gloss="MOTHER")
    assert plan.signs[0].provenance == "rule" and "MOTHER/recorded" in plan.signs[0].alternatives
    chosen = replace(plan, signs=(replace(plan.signs[0], entry="MOTHER/recorded"),))
    rule, recorded = engine.sign(plan=plan).pose, engine.sign(plan=chosen).pose
    assert recorded.xyz[:, 4, 1].max() > rule.xyz[:, 4, 1].max() + 0.2  # FATHER is at the forehead, MOTHER at the chin


def test_between_variants_the_rule_decides(lexicon):
    stage = GlossToPose.from_pretrained(lexicon)
    plan = stage.plan(parse_gloss("MOTHER"), cues=(Cue(np.ones(stage.gate.U.shape[0], np.float32)),))
    row = plan.signs[0]
    assert row.entry == "MOTHER" and not row.weights and "MOTHER/recorded" in row.alternatives


def test_a_file_that_is_no_store_is_one_line(tmp_path):
    path = tmp_path / "asl.sqlite"
    path.write_text("not a store")
    with pytest.raises(LexiconError):
        with_recordings(LEXICON, path)
