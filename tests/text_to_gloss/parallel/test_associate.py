"""Embeddings of pairs: a word of the text points at the gloss that it occurs with."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

from stable_signer.text_to_gloss.config import LossConfig  # noqa: E402
from stable_signer.text_to_gloss.loss import objective  # noqa: E402
from stable_signer.text_to_gloss.parallel.associate import associated  # noqa: E402
from stable_signer.text_to_gloss.parallel.config import ParallelConfig  # noqa: E402
from stable_signer.text_to_gloss.parallel.dataset import Example, make_batch  # noqa: E402
from stable_signer.text_to_gloss.parallel.fast import FastT5  # noqa: E402
from stable_signer.text_to_gloss.parallel.model import build_model, start_from_associations  # noqa: E402
from stable_signer.text_to_gloss.parallel.vocabulary import learn_subwords  # noqa: E402
from tests.text_to_gloss.parallel.corpus import toy_rows  # noqa: E402


def test_a_word_points_at_its_gloss_most_of_all() -> None:
    # three words 2 to 4 whose glosses are 5 to 7, one frequent gloss 8 with all of them
    sources, targets = [[2], [3], [4], [2, 3], [3, 4]] * 4, [[5, 8], [6, 8], [7, 8], [5, 6, 8], [6, 7, 8]] * 4
    torch.manual_seed(0)
    table = associated(sources, targets, 9, 16)
    points = table[2:5, 1:] @ table[5:9, 1:].T
    assert points.argmax(1).tolist() == [0, 1, 2]
    assert table[8, 0] > table[5, 0]  # the log odds of the frequent one


def test_the_untrained_model_knows_the_words() -> None:
    rows = toy_rows(200)
    vocabulary = learn_subwords([r.text for r in rows], [r.gloss for r in rows], 200, True, ["dgs"])
    examples = [Example(row, "dgs") for row in rows]
    config = ParallelConfig(d_model=32, num_heads=2, d_ff=32, num_layers=1)
    sources = [vocabulary.source(row.text, "dgs") for row in rows]
    targets = [vocabulary.target(row.gloss) for row in rows]
    torch.manual_seed(1)
    model, batch = build_model(config, len(vocabulary)), make_batch(examples[:64], vocabulary)
    losses = []
    for _ in range(2):
        view = FastT5(model, 0.0, vocabulary.written())
        losses.append(float(objective(view, batch.ids, batch.mask, batch.labels, LossConfig(), 3).L.detach()))
        start_from_associations(model, associated(sources, targets, len(vocabulary), 32))
    assert losses[1] < losses[0]
