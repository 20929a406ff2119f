"""Beam search: greedy and scores as the model itself gives them, ensembles, and what rewards do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs torch: pip install '.[train]'")
pytest.importorskip("transformers", reason="training needs transformers: pip install '.[train]'")

from stable_signer.text_to_gloss.parallel.checkpoint import Checkpoint  # noqa: E402
from stable_signer.text_to_gloss.parallel.config import PRESETS  # noqa: E402
from stable_signer.text_to_gloss.parallel.dataset import padded  # noqa: E402
from stable_signer.text_to_gloss.parallel.decode import Reward, n_best, translate  # noqa: E402
from stable_signer.text_to_gloss.parallel.expected import Expected  # noqa: E402
from stable_signer.text_to_gloss.parallel.train import train_parallel  # noqa: E402
from tests.text_to_gloss.parallel.corpus import toy_rows  # noqa: E402

ROWS = toy_rows(8, seed=2)
TEXTS = [row.text for row in ROWS]


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Checkpoint:
    folder: Path = tmp_path_factory.mktemp("decode")
    config = replace(PRESETS["debug"], steps=40, save_every=40, learning_rate=5e-3)
    train_parallel(config, toy_rows(60), ROWS, folder)
    return Checkpoint.read(folder)


def test_greedy_writes_what_generate_writes(checkpoint: Checkpoint) -> None:
    model, vocabulary = checkpoint.model(), checkpoint.vocabulary
    silent = [i for i, may in enumerate(vocabulary.written()) if not may]
    for text in TEXTS:
        ids = padded([vocabulary.source(text, "xx")], 0)
        made = model.generate(input_ids=ids, max_new_tokens=60, do_sample=False, suppress_tokens=silent)
        assert translate(model, vocabulary, [text], "xx", 1, 1.0) == [vocabulary.decode(made[0, 1:].tolist())]


def test_the_score_is_the_log_probability(checkpoint: Checkpoint) -> None:
    model, vocabulary = checkpoint.model(), checkpoint.vocabulary
    silent = torch.tensor([not may for may in vocabulary.written()])
    (best, *_), *_ = n_best([model], vocabulary, TEXTS[:1], "xx", 4)
    labels = torch.tensor([vocabulary.target(best.gloss)])
    logits = model(input_ids=padded([vocabulary.source(TEXTS[0], "xx")], 0), labels=labels).logits
    logs = logits.masked_fill(silent, -torch.inf).log_softmax(-1).gather(-1, labels[..., None])
    assert best.score == pytest.approx(logs.sum().item(), abs=1e-4)


def test_answers_come_best_first_and_do_not_depend_on_their_neighbours(checkpoint: Checkpoint) -> None:
    model, vocabulary = checkpoint.model(), checkpoint.vocabulary
    together = n_best([model], vocabulary, TEXTS, "xx", 4)
    for text, answers in zip(TEXTS, together, strict=True):
        assert [a.score for a in answers] == sorted((a.score for a in answers), reverse=True)
        assert [a.gloss for a in n_best([model], vocabulary, [text], "xx", 4)[0]] == [a.gloss for a in answers]


def test_twice_the_same_model_is_the_model(checkpoint: Checkpoint) -> None:
    model, vocabulary = checkpoint.model(), checkpoint.vocabulary
    once, twice = (n_best(models, vocabulary, TEXTS, "xx", 3) for models in ([model], [model, model]))
    assert [[a.gloss for a in row] for row in once] == [[a.gloss for a in row] for row in twice]


def test_rewards_bring_longer_answers_and_what_is_expected(checkpoint: Checkpoint) -> None:
    model, vocabulary = checkpoint.model(), checkpoint.vocabulary
    gloss = ROWS[0].gloss.split()[-1].lower()
    expected = Expected({word: {gloss: 1.0} for text in TEXTS for word in text.lower().split()})
    plain = n_best([model], vocabulary, TEXTS, "xx", 4)
    longer = n_best([model], vocabulary, TEXTS, "xx", 4, Reward(length=3.0))
    covered = n_best([model], vocabulary, TEXTS, "xx", 4, Reward(coverage=20.0, expected=expected))
    words = [sum(len(row[0].gloss.split()) for row in rows) for rows in (plain, longer)]
    assert words[1] > words[0]
    had, has = (sum(gloss in row[0].gloss.split() for row in rows) for rows in (plain, covered))
    assert has > had and has >= len(TEXTS) - 1
