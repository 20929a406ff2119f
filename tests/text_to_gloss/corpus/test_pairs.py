"""Laws of the corpus: every pair parses, keeps every word, and comes again with the same seed."""

from __future__ import annotations

from itertools import islice

import pytest

from stable_signer.gloss import format_gloss, parse_gloss
from stable_signer.text_to_gloss.analyse import Analyser
from stable_signer.text_to_gloss.assemble import assemble
from stable_signer.text_to_gloss.corpus.items import W, write
from stable_signer.text_to_gloss.corpus.pairs import Aligner, Misread, Pair, pairs
from stable_signer.text_to_gloss.corpus.pools import literal_keys
from stable_signer.text_to_gloss.corpus.statements import Utterance
from stable_signer.text_to_gloss.corpus.templates import EXTRA_LITERALS
from stable_signer.text_to_gloss.discourse import place
from stable_signer.text_to_gloss.normalise import sentences_of
from stable_signer.text_to_gloss.noun_phrases import chunk
from stable_signer.text_to_gloss.symbols import join, vocabulary
from stable_signer.text_to_gloss.target import CLOSING, OPENINGS
from stable_signer.text_to_gloss.words import load_words

_WORDS = load_words()
_LITERALS = literal_keys(_WORDS, EXTRA_LITERALS)


@pytest.fixture(scope="module")
def drawn() -> list[Pair]:
    return list(islice(pairs(_WORDS, 11), 400))


def test_same_seed_same_pairs(drawn: list[Pair]) -> None:
    assert list(islice(pairs(_WORDS, 11), 50)) == drawn[:50]


def test_every_symbol_is_in_the_vocabulary(drawn: list[Pair]) -> None:
    known = set(vocabulary(_LITERALS))
    assert {join(symbol) for pair in drawn for symbol in pair.source + pair.target} <= known


def test_every_slot_is_written_once(drawn: list[Pair]) -> None:
    for pair in drawn:
        read = sorted(s for s in pair.source if s.startswith("<extra_id"))
        written = sorted(s for s in pair.target if s.startswith("<extra_id"))
        assert read == written, pair.text


def test_spans_are_balanced(drawn: list[Pair]) -> None:
    for pair in drawn:
        assert sum(s in OPENINGS for s in pair.target) == pair.target.count(CLOSING), pair.text


def test_every_answer_parses(drawn: list[Pair]) -> None:
    analyse = Analyser(_WORDS, _LITERALS)
    for pair in drawn:
        (analysis,) = place([analyse(sentences_of(pair.text)[0])])
        first = next((int(s[10:-1]) for s in pair.source if s.startswith("<extra_id")), 0)
        answer = [_renumbered(s, first) for s in pair.target]
        assembled = assemble(answer, chunk(analysis.tokens, _WORDS.glosses), _WORDS, _LITERALS)
        assert not assembled.warnings, pair.text
        assert parse_gloss(format_gloss(assembled.sequence)) == assembled.sequence


def _renumbered(symbol: str, first: int) -> str:
    return f"<extra_id_{(int(symbol[10:-1]) - first) % 40}>" if symbol.startswith("<extra_id") else symbol


def test_splits_are_disjoint_and_most_is_training(drawn: list[Pair]) -> None:
    assert sum(pair.split == "train" for pair in drawn) > 350
    assert len({(pair.text.lower(), pair.split) for pair in drawn}) == len({pair.text.lower() for pair in drawn})


def test_english_that_is_read_differently_is_refused() -> None:
    import random

    align = Aligner(_WORDS, _LITERALS, random.Random(0))
    one, other = W("Zorbla"), W("Quendt")
    with pytest.raises(Misread):
        align(Utterance([one, other], [other, "AND", one]))


def test_marks_stand_close() -> None:
    assert write(["anna", "'s", W("dog"), ",", "yes", "?"])[0] == "anna's dog, yes?"
