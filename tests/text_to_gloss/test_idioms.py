"""Idioms are read as what they mean, where they are meant so."""

from __future__ import annotations

import pytest

from stable_signer.text_to_gloss.idioms import idiom_at
from stable_signer.text_to_gloss.normalise import normalise


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It is raining cats and dogs.", "it is raining strong ."),
        ("The test was a piece of cake.", "the test was easy ."),
        ("He figured out the answer.", "he solved the answer ."),
        ("He got rid of it.", "he threw away it ."),
        ("I ate a piece of bread.", "i ate a piece of bread ."),
        ("I ran into the house.", "i ran into the house ."),
        ("I am able to swim.", "i can swim ."),
        ("She can't stand cold soup.", "she hate cold soup ."),
        ("I can't stand up.", "i can not stand up ."),
        ("Let me know.", "inform me ."),
        ("I'm broke.", "i have no money ."),
        ("The cup is broken.", "the cup is broken ."),
        ("Keep off the grass.", "do not walk on the grass ."),
    ],
)
def test_plain_english(text: str, plain: str) -> None:
    assert " ".join(word.norm for word in normalise(text)[0].words) == plain


def test_an_idiom_is_a_decision() -> None:
    (decision,) = normalise("Hang on.")[0].decisions
    assert str(decision) == "'Hang on': read as 'hold on'"


def test_no_idiom_at_other_words() -> None:
    assert idiom_at(["a", "piece", "of", "bread"], 0) is None
