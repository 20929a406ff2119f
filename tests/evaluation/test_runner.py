"""The work of an evaluation: the sentences are always the same, what is done is not done again, nonsense is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stable_signer.body.signer import DEFAULT_SIGNER
from stable_signer.evaluation import runner, systems
from stable_signer.evaluation.evaluate import evaluate, row_names
from stable_signer.evaluation.items import Item, select
from stable_signer.evaluation.metrics.score import ScoreError
from stable_signer.evaluation.performers import OTHERS, ground_truth, reference, reference_signer
from stable_signer.evaluation.report import write_report
from stable_signer.evaluation.runner import EvaluationConfig, Work, fingerprint
from stable_signer.evaluation.systems import Absent

ITEM = Item(3, "What is your name?", "whq(YOUR NAME WHAT)")


def silent(done: int, total: int) -> None:
    assert 0 <= done <= total


def test_the_sentences_are_always_the_same_and_not_of_training():
    first, again = select("test", 5), select("test", 3)
    assert first[:3] == again and [item.number for item in first] == [1, 2, 3, 4, 5]
    assert not {item.text for item in first} & {item.text for item in select("train", 40)}
    assert first[0].name == "0001" and first[0].sequence.signs


def test_references_are_performed_by_others_and_ground_truth_by_yet_another():
    wanted, other = reference(ITEM), ground_truth(ITEM)
    assert wanted.signer == reference_signer(ITEM) and other.signer not in (wanted.signer, DEFAULT_SIGNER)
    assert DEFAULT_SIGNER not in OTHERS and wanted.plan is not None and wanted.plan.gloss == ITEM.gloss
    assert (wanted.pose.xyz == reference(ITEM).pose.xyz).all(), "the same every time"
    assert len(wanted.pose) != len(other.pose) or (wanted.pose.xyz != other.pose.xyz).any()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"split": "train"}, "dev or test"),
        ({"sentences": 1}, "sentences is 1: expected 2 to 5000"),
        ({"processes": 0}, "processes is 0"),
        ({"videos": -1}, "videos is -1"),
        ({"training_clips": 0}, "training_clips is 0"),
    ],
)
def test_settings_that_cannot_be(change: dict, message: str, tmp_path: Path):
    with pytest.raises(ScoreError, match=message):
        Work.begin(EvaluationConfig(**change), tmp_path)
    assert not list(tmp_path.iterdir())


def test_systems_that_are_not_there(tmp_path: Path):
    with pytest.raises(Absent, match="Text2Sign Diffusion"):
        systems.named("direct")
    with pytest.raises(ScoreError, match="does not exist"):
        systems.named(str(tmp_path / "none"))


def test_the_fingerprint_changes_with_what_rows_depend_on():
    plain = fingerprint(EvaluationConfig())
    assert plain == fingerprint(EvaluationConfig(processes=1, sentences=7, videos=3))
    assert plain != fingerprint(EvaluationConfig(split="dev"))
    assert plain != fingerprint(EvaluationConfig(training_clips=9))


def test_two_rows_of_one_name_are_refused(tmp_path: Path):
    (tmp_path / "lines.txt").write_text("A\n")
    config = EvaluationConfig(also={"mean pose": str(tmp_path / "lines.txt")})
    with pytest.raises(ScoreError, match="Two rows are called 'mean pose'"):
        Work.begin(config, tmp_path)


def test_only_caches_of_ours_are_thrown_away(tmp_path: Path):
    mine, theirs = tmp_path / "cache" / "0123456789abcdef", tmp_path / "cache" / "holiday pictures"
    for folder in (mine, theirs):
        folder.mkdir(parents=True)
        (folder / "beach.jpg").write_text("x")
    (mine / runner.ITEMS).write_text("[]")
    Work.begin(EvaluationConfig(sentences=2), tmp_path)
    assert not mine.exists() and (theirs / "beach.jpg").exists()


def test_a_cut_line_of_the_cache_is_done_again(tmp_path: Path):
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(["gloss", "cascade", 1, {"gloss": "A"}]) + '\n["gloss", "cas')
    assert dict(runner._read_rows(path)) == {("gloss", "cascade", 1): {"gloss": "A"}}


def test_outputs_of_others_are_found_by_number_or_place_and_refused_for_other_sentences(tmp_path: Path):
    lines = tmp_path / "lines.txt"
    lines.write_text("A\nB\nC\n")
    system = systems.named(str(lines))
    assert system.name == "lines.txt" and system.gloss is not None and system.gloss(ITEM) == "C"
    with pytest.raises(ScoreError, match="3 lines: expected one for each sentence, 4 or more"):
        system.gloss(Item(4, "x", "X"))
    reference(ITEM).pose.save(tmp_path / "0003.pose")
    lines.unlink()
    performed = systems.files("theirs", tmp_path)
    assert performed.perform is not None and len(performed.perform(ITEM).pose) == len(reference(ITEM).pose)
    with pytest.raises(ScoreError, match="no output 0004"):
        performed.perform(Item(4, "x", "X"))
    (tmp_path / "sentences.tsv").write_text("0003\tWhere do you live?\tX\n")
    systems._sentences_of.cache_clear()
    with pytest.raises(ScoreError, match="made for other sentences"):
        performed.perform(ITEM)


@pytest.mark.slow
def test_an_evaluation_goes_on_where_it_was_and_its_bounds_are_bounds(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(runner, "fingerprint", lambda config: "fixed")
    config = EvaluationConfig(sentences=2, videos=1, training_clips=2, processes=1)
    results = evaluate(config, ("gloss", "pose", "video"), tmp_path, silent)
    saved = json.loads((tmp_path / "results.json").read_text())
    pose = results.tables["pose"].rows
    assert list(pose) == [name for name in row_names(config) if name != systems.COPY]
    assert pose["ground truth"]["dtw_mje"].value < pose["random clip"]["dtw_mje"].value
    assert results.tables["motion"].rows["whole-clip retrieval"]["replay_share"].value == pytest.approx(100)
    assert results.tables["motion"].rows["cascade"]["replay_share"].value < 50
    assert results.tables["gloss"].rows["ground truth"]["exact"].value == 100
    assert list(results.tables["ablation"].rows)[-1] == "+ SLP-MoE: the whole system"
    assert systems.PEER in results.tables["pose"].absent and not results.tables["gloss"].absent
    video = results.tables["video"].rows
    assert video["ground truth"]["hand_pose"].value < video["mean pose"]["hand_pose"].value
    rows = next((tmp_path / "cache").glob("*/rows.jsonl"))
    kept = rows.read_text().splitlines()
    rows.write_text("\n".join(kept[:-2]) + "\n")
    steps: list[tuple[int, int]] = []
    evaluate(config, ("gloss", "pose", "video"), tmp_path, lambda done, total: steps.append((done, total)))
    again = json.loads((tmp_path / "results.json").read_text())
    assert again["tables"] == saved["tables"] and steps[-1][1] <= 2, "only what was lost is done again"
    page = write_report(results, config, tmp_path, {}, num_clips=1)
    clips = sorted((tmp_path / "clips").glob("*.mp4"))
    assert len(clips) == 2 and all(clip.with_suffix(".jpg").exists() for clip in clips)
    assert (tmp_path / "report.md").exists() and "clips/" in page.read_text()
