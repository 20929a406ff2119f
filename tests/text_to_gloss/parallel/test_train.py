"""Training on pairs: it learns, it resumes with equal losses, it starts from a backbone, and tells what is wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

from stable_signer.data.readers.parallel import CorpusError  # noqa: E402
from stable_signer.errors import ModelError  # noqa: E402
from stable_signer.evaluation.parallel import dev_table  # noqa: E402
from stable_signer.text_to_gloss.parallel.checkpoint import META, MODEL, Checkpoint  # noqa: E402
from stable_signer.text_to_gloss.parallel.config import PRESETS, ParallelConfig  # noqa: E402
from stable_signer.text_to_gloss.parallel.dataset import Example  # noqa: E402
from stable_signer.text_to_gloss.parallel.decode import translate  # noqa: E402
from stable_signer.text_to_gloss.parallel.train import Trained, Trainer, learning_rate, train_parallel  # noqa: E402
from tests.text_to_gloss.parallel.corpus import toy_rows  # noqa: E402

ALL_TERMS = PRESETS["debug"].with_terms(lambda_sagm=0.5, lambda_kl=0.5, lambda_con=0.1, rho=0.3)
TRAIN, DEV = toy_rows(60), toy_rows(8, seed=1)


def exact(hypotheses, references) -> float:
    return 100.0 * sum(h == r.lower() for h, r in zip(hypotheses, references, strict=True)) / len(references)


@pytest.fixture(scope="module")
def debug(tmp_path_factory: pytest.TempPathFactory) -> Trained:
    return train_parallel(ALL_TERMS, TRAIN, DEV, tmp_path_factory.mktemp("debug"), score=exact)


def test_a_stopped_run_goes_on_with_the_same_losses(tmp_path: Path) -> None:
    config = replace(ALL_TERMS, subword_dropout=0.3, dropout=0.3, steps=4)
    examples = [Example(row, config.language) for row in TRAIN]
    whole = Trainer.new(config, examples, tmp_path / "whole").run(examples, 4)
    first = Trainer.new(config, examples, tmp_path / "halves").run(examples, 2)
    resumed = Trainer.resume(config, tmp_path / "halves")
    assert resumed.step == 2
    assert first + resumed.run(examples, 4) == whole


def test_history_has_the_dev_score_of_each_checkpoint(debug: Trained) -> None:
    assert [entry["step"] for entry in debug.history] == [1, 2]
    assert all(0 <= entry["dev"] <= 100 and entry["loss"] > 0 for entry in debug.history)
    assert len(debug.hypotheses) == len(DEV)


def test_the_checkpoint_translates_as_the_trainer_did(debug: Trained) -> None:
    checkpoint = Checkpoint.read(debug.folder)
    model, config = checkpoint.model(), checkpoint.config
    texts = [row.text for row in DEV]
    answers = translate(model, checkpoint.vocabulary, texts, config.language, config.beam, config.length_penalty)
    assert tuple(answers) == debug.hypotheses


def test_the_table_names_metrics_and_the_copy_baseline(debug: Trained) -> None:
    lines = dev_table(debug, DEV, num_bootstrap=5).splitlines()
    assert lines[0].split()[:2] == ["metric", "dev"] and "BLEU-4" in "".join(lines)
    assert {line.split()[0] for line in lines[1:]} >= {"bleu4", "rouge_l", "chrf", "wer"}


@pytest.mark.slow
def test_it_learns_the_toy_language(tmp_path: Path) -> None:
    config = ParallelConfig(
        num_merges=60, d_model=48, d_ff=64, num_layers=1, num_heads=2, batch_size=32, steps=700, warmup=20,
        learning_rate=5e-3, dropout=0.0, averaging=0.95, beam=2, save_every=700,
    )  # fmt: skip
    trained = train_parallel(config, toy_rows(300), toy_rows(60, seed=1), tmp_path, score=exact)
    assert trained.history[-1]["dev"] >= 75.0  # in 1 of 516 sentences an untrained model is right
    assert trained.losses[-1] < trained.losses[0] / 2


def test_the_rate_rises_and_falls() -> None:
    config = ParallelConfig(warmup=10, steps=100)
    rates = [learning_rate(step, config) for step in range(100)]
    assert rates.index(max(rates)) in (9, 10) and max(rates) == pytest.approx(config.learning_rate)
    assert rates[10:] == sorted(rates[10:], reverse=True) and rates[-1] < 0.06 * config.learning_rate


def test_a_backbone_is_fine_tuned_saved_and_read(tmp_path: Path) -> None:
    tiny_backbone(tmp_path / "tiny-t5")
    config = replace(ALL_TERMS, backbone=str(tmp_path / "tiny-t5"))
    trained = train_parallel(config, TRAIN, DEV, tmp_path / "tuned")
    again = train_parallel(replace(config, steps=3), TRAIN, DEV, tmp_path / "tuned", resume=True)
    assert len(trained.losses) == 2 and len(again.losses) == 1
    checkpoint = Checkpoint.read(tmp_path / "tuned")
    answers = translate(checkpoint.model(), checkpoint.vocabulary, [DEV[0].text], "xx", config.beam, 1.0)
    assert answers[0] == again.hypotheses[0]
    assert checkpoint.vocabulary.decode(checkpoint.vocabulary.target("REGEN MORGEN")) == "regen morgen"


def tiny_backbone(folder: Path) -> None:
    """A T5 with random weights and a unigram tokenizer of the toy corpus' letters, as a hub's folder has them."""
    from transformers import T5Config, T5ForConditionalGeneration, T5TokenizerFast

    letters = sorted({letter for row in TRAIN for letter in (row.text + row.gloss).lower()} - {" "})
    pieces = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -2.0), *((letter, -3.0) for letter in letters)]
    tokenizer = T5TokenizerFast(vocab=pieces, extra_ids=4)
    shape = T5Config(
        vocab_size=len(tokenizer), d_model=16, d_kv=8, d_ff=32, num_layers=1, num_heads=2, decoder_start_token_id=0
    )  # pyright: ignore[reportCallIssue]
    T5ForConditionalGeneration(shape).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def test_what_cannot_be_read_is_told_in_a_line(tmp_path: Path, debug: Trained) -> None:
    with pytest.raises(CorpusError, match="0 pairs"):
        train_parallel(ALL_TERMS, (), DEV, tmp_path)
    with pytest.raises(ModelError, match="train one first"):
        train_parallel(ALL_TERMS, TRAIN, DEV, tmp_path / "absent", resume=True)
    with pytest.raises(ModelError, match="No backbone"):
        train_parallel(replace(ALL_TERMS, backbone=str(tmp_path / "absent")), TRAIN, DEV, tmp_path / "x")
    cut = tmp_path / "cut"
    cut.mkdir()
    (cut / META).write_bytes((debug.folder / META).read_bytes())
    (cut / MODEL).write_bytes((debug.folder / MODEL).read_bytes()[:100])
    with pytest.raises(ModelError, match="train again"):
        Checkpoint.read(cut).model()
    (cut / META).write_text('{"config": {"steps": 3}}')
    with pytest.raises(ModelError):
        Checkpoint.read(cut)
