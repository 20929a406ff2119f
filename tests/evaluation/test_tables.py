"""Tables from rows: values that can be checked by hand, and what is said where there is none."""

from __future__ import annotations

import numpy as np
import pytest

from stable_signer.evaluation.items import Item, length_group, phenomena
from stable_signer.evaluation.metrics.pose import POSE_METRICS
from stable_signer.evaluation.systems import REFERENCE
from stable_signer.evaluation.tables import Maker, groupings, marked, signs_only

ITEMS = (
    Item(1, "What is your name?", "whq(YOUR NAME WHAT)"),
    Item(2, "I do not like it.", "IX-1p neg(LIKE IX-3p)"),
    Item(3, "Anna gives you three books.", "fs-ANNA 3p:a-GIVE-2p NUM-3 BOOK++"),
)


def pose_row(way: float, copied: int, read: str) -> dict:
    distances = {name: [1.0, 1.0] for name in POSE_METRICS} | {"wrist_distance_ratio": [way, way, 1.0, 1.0]}
    rhythm = {"seam_jerk_ratio": [30.0, 3, 20.0, 4], "pause_share": [10.0, 1], "signs_per_second": [4, 2.0],
              "letters_per_second": [0, 0], "fingerspelled_share": [100, 4], "refused_share": [0, 4]}  # fmt: skip
    latent = np.random.default_rng(copied).normal(size=(6, 4)).tolist()
    return {"distances": distances, "latent": latent, "rhythm": rhythm, "replayed": [copied, 10], "read": read}


@pytest.fixture
def maker() -> Maker:
    lines = ["whq(YOUR NAME WHAT)", "IX-1p LIKE IX-3p", "fs-ANNA 3p:a-GIVE-2p NUM-3 BOOK"]
    reads = ["what is your name ?", "i like it .", "anna gives you books ."]
    found = {("gloss", "cascade", i): {"gloss": line} for i, line in enumerate(lines, 1)}
    found |= {("pose", "cascade", i): pose_row(0.5 * i, i, read) for i, read in enumerate(reads, 1)}
    found |= {("pose", REFERENCE, i): pose_row(1, i, "") | {"distances": {}} for i in (1, 2, 3)}
    for i in (1, 2, 3):
        sums = [0.9 * 4, 4, 0.5 * 8, 8, 3.0 * 6, 6, 2]
        features = np.random.default_rng(i).normal(size=(3, 4)).tolist()
        found["video", "cascade", i] = {"sums": sums, "features": features, "flicker": [6.0, 3]}
        found["video", REFERENCE, i] = {"features": features, "flicker": [1.0, 1]}
    return Maker(ITEMS, found, num_bootstrap=20)


def test_gloss_lines(maker: Maker):
    scores = maker.gloss(["cascade", "nobody"]).rows["cascade"]
    assert list(maker.gloss(["cascade", "nobody"]).rows) == ["cascade"]
    assert scores["exact"].value == pytest.approx(100 / 3)
    assert scores["wer"].value == pytest.approx(100 * 1 / 10), "one of ten signs: BOOK for BOOK++"
    assert scores["non_manual_precision"].value == 100 and scores["non_manual_recall"].value == pytest.approx(60)


def test_non_manual_by_kind(maker: Maker):
    scores = maker.non_manual(["cascade"]).rows["cascade"]
    assert scores["whq recall"].value == 100 and scores["neg recall"].value == 0
    assert np.isnan(scores["neg precision"].value) and scores["neg precision"].direction == "higher"


def test_poses_and_what_is_read_in_them(maker: Maker):
    table = maker.pose(["cascade"])
    scores = table.rows["cascade"]
    assert not table.notes
    assert scores["wrist_distance_ratio"].value == pytest.approx((0.5 + 1 + 1.5) / 3)
    assert 0 < scores["bleu1"].value < 100 and "back-translation" in scores["bleu1"].signature
    assert scores["fgd"].value == pytest.approx(0, abs=1e-9), "the same latents on both sides"


def test_without_a_reader_the_table_says_so(maker: Maker):
    for key, row in maker.found.items():
        if key[0] == "pose":
            row.pop("read")
    table = maker.pose(["cascade"])
    assert "bleu4" not in table.rows["cascade"] and "no back-translator" in table.notes[0]


def test_motion(maker: Maker):
    scores = maker.motion(["cascade"]).rows["cascade"]
    assert scores["seam_jerk_ratio"].value == pytest.approx(10 / 5)
    assert scores["signs_per_second"].value == pytest.approx(2.0)
    assert scores["fingerspelled_share"].value == pytest.approx(25.0)
    assert scores["replay_share"].value == pytest.approx(100 * 6 / 30)
    assert np.isnan(scores["letters_per_second"].value)


def test_pictures(maker: Maker):
    scores = maker.pictures(["cascade", "nobody"], 3).rows["cascade"]
    assert scores["ssim"].value == pytest.approx(0.9) and scores["hand_ssim"].value == pytest.approx(0.5)
    assert scores["hand_pose"].value == pytest.approx(3.0) and scores["hand_missed"].value == pytest.approx(25.0)
    assert scores["fid"].value == pytest.approx(0, abs=1e-9) and scores["flicker"].value == pytest.approx(2.0)
    assert "no detector" in scores["hand_pose"].signature and "NOT Inception" in scores["fid"].signature


def test_a_row_with_a_sentence_missing_is_left_out(maker: Maker):
    del maker.found["gloss", "cascade", 2]
    assert maker.gloss(["cascade"]).rows == {}


def test_groups(maker: Maker):
    found = maker.by_group(groupings()["length"], ["cascade"])
    groups = found["exact gloss lines"]["cascade"]
    assert groups["1-3 signs (2)"].value == 50 and groups["4-5 signs (1)"].value == 0
    assert length_group(ITEMS[2]) == "4-5 signs"
    assert phenomena(ITEMS[2]) == ("agreement", "fingerspelling", "number", "repetition", "statement")
    assert phenomena(ITEMS[0]) == ("whq",)


def test_lines_that_do_not_parse_are_words():
    assert signs_only("topic(FRIDAY) GO") == "FRIDAY GO"
    assert signs_only("THE CAT (SLEEPS).") == "THE CAT SLEEPS"
    assert marked("neg(LIKE IX-3p)") == {("neg", "LIKE"): 1, ("neg", "IX-3p"): 1} and not marked("the cat (")
