"""The hand-written pairs: well formed, and each within reach of the rules around the model."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from stable_signer.gloss import format_gloss, parse_gloss
from stable_signer.text_to_gloss.analyse import Analyser
from stable_signer.text_to_gloss.corpus.pools import literal_keys
from stable_signer.text_to_gloss.corpus.templates import EXTRA_LITERALS
from stable_signer.text_to_gloss.discourse import place
from stable_signer.text_to_gloss.normalise import normalise
from stable_signer.text_to_gloss.noun_phrases import chunk
from stable_signer.text_to_gloss.words import load_words
from tests.text_to_gloss.oracle import answer

_LINES = Path(__file__).with_name("dev_pairs.tsv").read_text(encoding="utf-8").splitlines()
_ROWS = [line.split("\t") for line in _LINES if line and not line.startswith("#")]
_WORDS = load_words()
_LITERALS = literal_keys(_WORDS, EXTRA_LITERALS)
_ANALYSE = Analyser(_WORDS, _LITERALS)


def test_there_are_enough_of_them_and_none_twice() -> None:
    assert len(_ROWS) >= 300 and {len(row) for row in _ROWS} == {3}
    assert len({row[0] for row in _ROWS}) == len(_ROWS)
    by_phenomenon = Counter(row[2] for row in _ROWS)
    assert len(by_phenomenon) >= 25 and by_phenomenon["sense"] >= 40


@pytest.mark.parametrize(("english", "gloss", "phenomenon"), _ROWS, ids=[row[0] for row in _ROWS])
def test_reference_is_canonical_and_of_known_signs(english: str, gloss: str, phenomenon: str) -> None:
    sequence = parse_gloss(gloss)
    assert format_gloss(sequence) == gloss
    unknown = {s.id_gloss for s in sequence.signs if s.gloss and s.gloss not in ("IX", "POSS")} - _WORDS.glosses
    assert not unknown


@pytest.mark.parametrize(("english", "gloss", "phenomenon"), _ROWS, ids=[row[0] for row in _ROWS])
def test_some_answer_of_the_model_gives_the_reference(english: str, gloss: str, phenomenon: str) -> None:
    analyses = place(_ANALYSE(sentence) for sentence in normalise(english))
    parts = [chunk(analysis.tokens, _WORDS.glosses) for analysis in analyses]
    references = gloss.split(" // ")
    assert len(parts) == len(references)
    for tokens, reference in zip(parts, references, strict=True):
        assert answer(tokens, parse_gloss(reference), _WORDS, _LITERALS) is not None, reference
