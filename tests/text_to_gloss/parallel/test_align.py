"""Alignment: words that go together are found, and a model is shown where to look."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

from stable_signer.text_to_gloss.loss import objective  # noqa: E402
from stable_signer.text_to_gloss.parallel.align import alignment_loss, word_links  # noqa: E402
from stable_signer.text_to_gloss.parallel.config import PRESETS  # noqa: E402
from stable_signer.text_to_gloss.parallel.dataset import Example, make_batch, piece_links  # noqa: E402
from stable_signer.text_to_gloss.parallel.train import Trainer, examples_of  # noqa: E402
from stable_signer.text_to_gloss.parallel.vocabulary import WORD_START, learn_subwords  # noqa: E402
from tests.text_to_gloss.parallel.corpus import WORDS, toy_rows  # noqa: E402


def shuffled_pairs(count: int) -> tuple[list[str], list[str]]:
    """Sentences and their glosses in an order of their own."""
    rng = random.Random(1)
    texts = [rng.sample(sorted(WORDS), k=rng.randint(1, 5)) for _ in range(count)]
    glosses = [rng.sample([WORDS[word] for word in words], k=len(words)) for words in texts]
    return [" ".join(words) for words in texts], [" ".join(words) for words in glosses]


def test_words_that_go_together_are_linked():
    texts, glosses = shuffled_pairs(200)
    right = []
    for text, gloss, links in zip(texts, glosses, word_links(texts, glosses), strict=True):
        assert links.shape == (len(gloss.split()), len(text.split()))
        assert (links >= 0).all() and (links.sum(1) <= 1 + 1e-9).all()
        linked = [WORDS[text.split()[row.argmax()]] for row in links]
        right += [found == sign for found, sign in zip(linked, gloss.split(), strict=True)]
    assert sum(right) > 0.95 * len(right)  # by chance 0.3


def test_a_sentence_without_glosses_has_no_links():
    links = word_links(["es regnet", "", "regen"], ["REGEN", "REGEN", ""])
    assert [link.shape for link in links] == [(1, 2), (1, 0), (0, 1)]


def test_the_pieces_of_a_word_share_its_link():
    links = np.array([[1.0, 0.0], [0.0, 0.5]])
    found = piece_links(links, text=[-1, 0, 0, 1, -1], gloss=[0, 1, 1, -1])
    wanted = [[0, 0.5, 0.5, 0, 0], [0, 0, 0, 0.5, 0], [0, 0, 0, 0.5, 0], [0, 0, 0, 0, 0]]
    assert found.tolist() == wanted


def test_pieces_know_their_word_even_where_merges_are_dropped():
    rows = toy_rows(60)
    subwords = learn_subwords([r.text for r in rows], [r.gloss for r in rows], 60, True, ["dgs"])
    ids = subwords.source("morgen regnet", "dgs", random.Random(0), dropout=0.7)
    words = subwords.words(ids)
    assert words[0] == -1 == words[-1]
    for place, word in enumerate(words[1:-1], start=1):
        text = "".join(subwords.pieces[i] for i, of in zip(ids, words, strict=True) if of == word)
        assert text == WORD_START + ("morgen", "regnet")[word], place


def test_the_loss_is_the_cross_entropy_of_where_the_decoder_looks():
    links = torch.tensor([[[0.0, 1.0], [0.5, 0.0], [0.0, 0.0]]])
    even, right = torch.full((1, 3, 2), 0.5), torch.tensor([[[0.0, 1.0], [1.0, 0.0], [0.5, 0.5]]])
    assert alignment_loss([even], links).item() == pytest.approx(math.log(2))
    assert alignment_loss([right], links).item() == pytest.approx(0.0)
    assert alignment_loss([even, right], links).item() == pytest.approx(math.log(2) / 2)
    assert alignment_loss([even], torch.zeros(1, 3, 2)).item() == 0.0


def test_a_batch_has_links_only_where_all_its_examples_have():
    rows = toy_rows(8)
    subwords = learn_subwords([r.text for r in rows], [r.gloss for r in rows], 20, True, ["xx"])
    linked = examples_of(rows, "xx", PRESETS["debug"])
    batch = make_batch(linked, subwords)
    assert batch.links is not None and batch.links.shape == (*batch.labels.shape, batch.ids.shape[1])
    assert make_batch([*linked, Example(rows[0], "xx")], subwords).links is None
    assert examples_of(rows, "xx", replace(PRESETS["debug"], lambda_align=0.0))[0].links is None


def test_a_model_that_is_shown_where_to_look_looks_there(tmp_path: Path):
    rows = toy_rows(100)
    shape = replace(PRESETS["debug"], num_merges=60, d_model=48, d_ff=64, num_heads=2, batch_size=32, dropout=0.0)
    config = replace(shape, steps=60, warmup=10, learning_rate=3e-3, save_every=60)
    losses = []
    for weight in (0.0, 1.0):
        trainer = Trainer.new(replace(config, lambda_align=weight), [Example(row, "xx") for row in rows], tmp_path)
        trainer.run(examples_of(rows, "xx", config), 60)
        batch = make_batch(examples_of(rows[:20], "xx", config), trainer.vocabulary)
        assert batch.links is not None
        terms = objective(trainer.view, batch.ids, batch.mask, batch.labels, config.loss, trainer.vocabulary.mask_id)
        losses.append(alignment_loss(terms.attention, batch.links).item())
    assert losses[1] < 0.7 * losses[0]
