"""Sentences of the grammar's splits with their reference gloss: the ground truth of the evaluation.

The splits are those of training (``Pair.split``): a sentence of the test split is never trained on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stable_signer.gloss import GlossSequence
from stable_signer.text_to_gloss.analyse import Analyser
from stable_signer.text_to_gloss.assemble import assemble
from stable_signer.text_to_gloss.corpus.pairs import Pair, pairs
from stable_signer.text_to_gloss.corpus.pools import literal_keys
from stable_signer.text_to_gloss.corpus.templates import EXTRA_LITERALS
from stable_signer.text_to_gloss.discourse import place
from stable_signer.text_to_gloss.normalise import sentences_of
from stable_signer.text_to_gloss.noun_phrases import chunk
from stable_signer.text_to_gloss.words import Words, load_words


@dataclass(frozen=True)
class Reference:
    """A sentence and how the grammar signs it."""

    text: str
    sequence: GlossSequence


def references(split: str, seed: int = 0, words: Words | None = None) -> Iterator[Reference]:
    """Endless sentences of ``split`` (train, dev or test), no sentence twice; the same for the same seed."""
    words = words or load_words()
    literals = literal_keys(words, EXTRA_LITERALS)
    analyser = Analyser(words, literals)
    seen: set[str] = set()
    for pair in pairs(words, seed):
        if pair.split == split and pair.text not in seen:
            seen.add(pair.text)
            yield Reference(pair.text, _sequence(pair, analyser, words, literals))


def _sequence(pair: Pair, analyser: Analyser, words: Words, literals: dict[str, tuple[str, ...]]) -> GlossSequence:
    """The pair's target symbols, assembled as the model's answer would be."""
    (analysis,) = place([analyser(sentences_of(pair.text)[0])])
    tokens = chunk(analysis.tokens, words.glosses)
    return assemble(pair.answer, tokens, words, literals).sequence
