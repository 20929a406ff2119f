"""Coverage of English without references, counted by hand on a few lines."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest

from stable_signer.errors import TextError
from stable_signer.text_to_gloss.infer import Slul, TextToGloss
from stable_signer.text_to_gloss.real_english import measure
from stable_signer.text_to_gloss.words import load_words


@pytest.fixture(scope="module")
def translate() -> TextToGloss:
    return TextToGloss(Slul(), load_words(), width=1)


def test_counts(translate: TextToGloss) -> None:
    coverage = measure(["My dog is tired.", "...", "My quokka is tired."], translate)
    assert (coverage.lines, coverage.parsed, coverage.kept) == (2, 1.0, 1.0)
    assert coverage.commonest_spelled == (("quokka", 1),)
    assert coverage.spelled == pytest.approx(1 / 6)
    assert coverage.length_ratio == pytest.approx(6 / 8)


def test_names_are_not_counted_as_missing_signs(translate: TextToGloss) -> None:
    coverage = measure(["Zorblax met Anna."], translate)
    assert coverage.spelled == 0.0 and coverage.named > 0.0


def test_no_words_at_all(translate: TextToGloss) -> None:
    with pytest.raises(TextError, match="sentence a line"):
        measure(["...", ""], translate)


@pytest.mark.slow
@pytest.mark.parametrize("corpus", ["how2sign", "openasl"])
def test_real_sentences(translate: TextToGloss, real_data: Path, corpus: str) -> None:
    with gzip.open(real_data / corpus / f"{corpus}.test.tsv.gz", "rt", encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t")[1] for line in file][1:]
    coverage = measure(random.Random(1).sample(lines, 60), translate)
    assert coverage.parsed >= 0.98 and coverage.kept >= 0.98
    assert coverage.spelled <= 0.14 and 0.5 <= coverage.length_ratio <= 1.1
