"""No line of the corpus is one of the hand-written sentences by which the trained model is judged."""

from __future__ import annotations

import itertools
import random
import re
from pathlib import Path

from stable_signer.text_to_gloss.corpus.pools import Pools, literal_keys
from stable_signer.text_to_gloss.corpus.templates import EXTRA_LITERALS, Templates
from stable_signer.text_to_gloss.words import load_words

_TESTS = Path(__file__).parents[2]
_FILES = (_TESTS / "text_to_gloss/dev_pairs.tsv", _TESTS / "gloss_to_pose/minimal_pairs.tsv")
_PROMISED = {"what is your name", "hello world", "if it rains tomorrow i will stay home"}
"""Sentences of the README, which must be right whatever is trained."""


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z ]", "", text.lower()).split())


def _wordings(line: str) -> set[str]:
    """Every wording of a line that has no blank to fill."""
    parts = re.split(r"\(([^()]*)\)", line)
    choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    return set() if "{" in line else {_plain("".join(words)) for words in itertools.product(*choices)}


def _held_apart() -> set[str]:
    rows = [line for path in _FILES for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return {_plain(row.split("\t")[0]) for row in rows}


def test_no_line_is_a_sentence_of_the_tests() -> None:
    words = load_words()
    templates = Templates(Pools(words, literal_keys(words, EXTRA_LITERALS), random.Random(1)))
    held = _held_apart() - _PROMISED
    assert len(held) > 500
    wordings = set().union(*(_wordings(english) for english, _ in templates.lines))
    assert len(wordings) > 300
    assert not wordings & held
