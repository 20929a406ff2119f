"""Long and strange texts: linear time, bounded memory, nothing lost without a word."""

from __future__ import annotations

import resource
import time

import pytest

from stable_signer import StableSigner
from stable_signer.errors import TextError

SENTENCE = "My mother wants to buy a new house near the school, but my father likes the city. "


@pytest.fixture(scope="module")
def engine() -> StableSigner:
    return StableSigner.from_pretrained()


@pytest.mark.slow
def test_ten_thousand_characters_are_linear_and_small(engine):
    def seconds(text: str) -> float:
        start = time.thread_time()
        engine.sign(text)
        return time.thread_time() - start

    seconds(SENTENCE)
    short, whole = seconds((SENTENCE * 30)[:2_500]), seconds((SENTENCE * 130)[:10_000])
    assert whole < 6 * short
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 2_000_000  # kilobytes


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "🎉", "...", "?!", "\u200b"])
def test_nothing_to_sign_is_one_clear_line(engine, text):
    with pytest.raises(TextError, match=r"(?i)nothing to sign"):
        engine.sign(text)


@pytest.mark.parametrize(
    "text",
    [
        "Call me at 555-123-4567 on 12/24/2025 at 8:30 pm.",
        "See https://example.com/a?b=c or write to anna@example.com!",
        "I paid $3.50 for 2 coffees.",
        "Привет, мир! 你好 hello",
        "He said: “I'm fine”—really…",
        "i dont no wher she is",
        "A" * 3000,
        "word " * 500,
        "NASA and the FBI",
        "éàü naïve café José",
        "<b>bold</b> & \\x00 \x00 \x07",
        "(((((((((())))))))))) hello",
        "whq( IX-1p ) hello",
    ],
)
def test_strange_texts_are_signed_or_refused_in_one_line(engine, text):
    try:
        plan = engine.plan(text)
    except TextError as error:
        assert "\n" not in str(error)
    else:
        assert plan.signs
