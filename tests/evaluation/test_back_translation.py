"""The back-translator: features, vocabulary, beam, training that resumes, and what the shipped weights can read."""

from dataclasses import replace

import numpy as np
import pytest

from stable_signer.errors import ModelError
from stable_signer.evaluation.back_translation.features import NUM_FEATURES, features, features_of, without_face
from stable_signer.evaluation.back_translation.infer import WEIGHTS, BackTranslator, Beam
from stable_signer.evaluation.back_translation.noise import noisy, stretched
from stable_signer.evaluation.back_translation.vocabulary import END, SPELL, SPELLED, Vocabulary, tokens_of
from stable_signer.evaluation.references import references
from stable_signer.gloss import parse_gloss
from stable_signer.gloss_to_pose.infer import GlossToPose
from stable_signer.pose import Pose


@pytest.fixture(scope="module")
def stage():
    return GlossToPose.from_pretrained()


@pytest.fixture(scope="module")
def question(stage):
    return stage.plan(parse_gloss("ynq(IX-2p WANT EAT)"))


def test_references_are_of_one_split_without_repetition():
    found = [next_ for next_, _ in zip(references("test", 3), range(30), strict=False)]
    again = [next_ for next_, _ in zip(references("test", 3), range(30), strict=False)]
    train = {next_.text for next_, _ in zip(references("train", 3), range(300), strict=False)}
    assert found == again
    assert len({reference.text for reference in found}) == 30
    assert not train & {reference.text for reference in found}
    assert all(parse_gloss(str(reference.sequence)).signs == reference.sequence.signs for reference in found)


def test_features_do_not_change_with_size_place_and_rate(stage, question):
    pose = stage.perform(question)
    moved = replace(pose, xyz=pose.xyz * 3.0 + np.array([5.0, -2.0, 1.0], np.float32))
    assert features(pose).shape[1] == NUM_FEATURES
    np.testing.assert_allclose(features(moved), features(pose), atol=2e-4)
    np.testing.assert_allclose(features(pose.resample(50.0)), features(pose), atol=0.05)


def test_what_is_missing_is_zero(stage, question):
    pose = stage.perform(question)
    whole, faceless = features(pose), features(without_face(pose))
    assert np.abs(whole[:, -1]).min() == 1 and not faceless[:, -1].any()
    assert np.count_nonzero(faceless) < np.count_nonzero(whole)


def test_noise_keeps_shape_and_marks_what_is_gone():
    rng = np.random.default_rng(0)
    xyz = rng.normal(size=(40, 131, 3)).astype(np.float16)
    for _ in range(20):
        disturbed, present = noisy(xyz, rng)
        assert disturbed.shape[1:] == (131, 3) and present.shape == disturbed.shape[:2]
        assert np.isfinite(features_of(disturbed, present)).all()
    np.testing.assert_allclose(stretched(xyz.astype(np.float32), 1.0), xyz.astype(np.float32), atol=1e-6)


def test_vocabulary_spells_rare_words_and_reads_them_back():
    vocabulary = Vocabulary.of(["Do you know Anna?", "Do you eat?", "You know."], least=2)
    assert vocabulary.words == (",", ".", "?", "!", "do", "know", "you")
    ids = vocabulary.encode("You know Zoë's o'clock-9?")
    assert ids[-1] == END and SPELL in ids and SPELLED in ids
    for text in ("do you know anna ?", "you know well-known o'clock , 9"):
        assert vocabulary.decode(vocabulary.encode(text)) == text
    assert vocabulary.decode([SPELL, 5, 6]) == "ab"
    assert tokens_of("Hello, World?") == ["hello", ",", "world", "?"]


def test_length_penalty_is_that_of_neccam_slt():
    beam = Beam((1, 7, 8, 9), -6.0)
    assert beam.value(-1.0) == pytest.approx(-2.0)
    assert beam.value(1.0) == pytest.approx(-6.0 / ((5 + 3) / 6))


def test_missing_weights_are_one_clear_line(tmp_path):
    with pytest.raises(ModelError, match="lacks encoder"):
        BackTranslator(tmp_path)


def test_training_resumes_with_equal_loss_and_exports_the_same(tmp_path):
    torch = pytest.importorskip("torch")
    from stable_signer.evaluation.back_translation.config import BackTranslatorConfig
    from stable_signer.evaluation.back_translation.examples import Example
    from stable_signer.evaluation.back_translation.export import export
    from stable_signer.evaluation.back_translation.train import Trainer, load_checkpoint

    torch.set_num_threads(1)
    rng = np.random.default_rng(0)
    rows = [Example(f"word{i % 3} here.", rng.normal(size=(12 + i, 131, 3)).astype(np.float16)) for i in range(8)]
    tiny = BackTranslatorConfig(d_model=16, num_heads=2, d_ff=32, num_layers=1, batch_size=4, steps=4, least=1)
    whole = Trainer(tiny, rows, tmp_path / "a").run()
    Trainer(tiny, rows, tmp_path / "b").run(until=2)
    rest = Trainer(tiny, rows, tmp_path / "b")
    rest.resume()
    assert rest.run() == pytest.approx(whole[2:], rel=1e-5)
    export(tmp_path / "b", tmp_path / "weights")
    model, _ = load_checkpoint(tmp_path / "b")
    x = features_of(rows[5].xyz.astype(np.float32), np.ones((17, 131), bool))
    reader = BackTranslator(tmp_path / "weights")
    (memory,) = reader.encoder.run(None, {"features": x[None]})
    with torch.no_grad():
        expected, mask = model.eval().encode(torch.from_numpy(x[None]), torch.ones(1, 17, dtype=torch.bool))
        log_p = torch.log_softmax(model.decode(torch.tensor([[1, 6]]), expected, mask)[:, -1], -1)
    np.testing.assert_allclose(memory, expected, atol=1e-4)
    (ours,) = reader.decoder.run(None, {"ids": np.array([[1, 6]]), "memory": memory})
    np.testing.assert_allclose(ours, log_p, atol=1e-4)
    assert isinstance(reader.read(x), str)
    with pytest.raises(ModelError, match="no checkpoint"):
        load_checkpoint(tmp_path / "nothing")


shipped = pytest.mark.skipif(not (WEIGHTS / "encoder.onnx").is_file(), reason="no shipped back-translator")


@shipped
def test_a_question_with_a_neutral_face_reads_worse(stage):
    from stable_signer.evaluation.metrics.text import bleu

    reader = BackTranslator.from_pretrained()
    chosen = (
        r for r in references("test", 11) if r.text.endswith("?") and any(s.kind == "ynq" for s in r.sequence.spans)
    )
    rows = [row for row, _ in zip(chosen, range(16), strict=False)]
    plans = [stage.plan(row.sequence) for row in rows]
    texts = [" ".join(tokens_of(row.text)) for row in rows]
    right = reader([stage.perform(plan) for plan in plans])
    neutral = reader([stage.perform(replace(plan, tiers=())) for plan in plans])
    assert bleu(right, texts, 1).value > bleu(neutral, texts, 1).value + 2
    assert sum("?" in text for text in right) > sum("?" in text for text in neutral)


@shipped
def test_nothing_to_read_is_empty_and_a_still_pose_is_no_sentence(stage, question):
    reader = BackTranslator.from_pretrained()
    pose = stage.perform(question)
    assert reader.read(np.zeros((0, NUM_FEATURES), np.float32)) == ""
    still = Pose(np.repeat(pose.xyz[:1], 40, 0), np.repeat(pose.confidence[:1], 40, 0), pose.fps)
    (text,) = reader([still])
    assert text != "do you want to eat ?"
