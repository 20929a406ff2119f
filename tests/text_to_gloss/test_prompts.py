"""Requests to sign something are told from sentences about signing."""

from __future__ import annotations

from pathlib import Path

import pytest

from stable_signer.text_to_gloss.normalise import clean
from stable_signer.text_to_gloss.prompts import unwrap


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("How do you sign 'I carried it'?", "I carried it"),
        ('Please translate "where is the bathroom?" into ASL.', "where is the bathroom?"),
        ("What's ASL for thank you", "thank you"),
        ("how do i say i love you in asl", "i love you"),
        ("'Good morning.' How is that signed?", "Good morning."),
        ("Can you show me how good morning is expressed in sign language?", "good morning"),
        ("How do you sign 'My mother doesn't like coffee'?", "My mother doesn't like coffee"),
        ("What is the sign for coffee?", "coffee"),
        ("How is how are you represented in sign language?", "how are you"),
        ("I want to learn how can you help me? is translated into sign language.", "can you help me"),
        ("Can you show me what I know how to cook looks like in sign language?", "I know how to cook"),
        ("Can you teach me to say what time is it in sign language?", "what time is it"),
        ("How would you sign the doctor told me to rest?", "the doctor told me to rest"),
        ("How do you sign it's raining?", "it's raining"),
    ],
)
def test_what_is_asked_for(text: str, asked: str) -> None:
    assert (unwrap(text) or "").rstrip("?") == asked.rstrip("?")


@pytest.mark.parametrize(
    "text",
    ["How do you sign up for a class?", "Can you sign this paper?", "I want to learn sign language.",
    "Do you know sign language?",
     "Please sign here.", "Can you sign?", "She talks in ASL", "He signs in ASL", "The sign says 'no smoking'.",
     "I teach a class in ASL.", "Is there a sign language interpreter?", "Please sign in", "Can you sign my yearbook?",
     "How many signs do you know?", "What does this sign mean?", "ASL is for everyone",
     "My son asked how I sign 'dog'.",
     "My mother said 'I love you' in sign language.", "How do you sign your name?", "What is your name?", ""],
)  # fmt: skip
def test_sentences_about_signing_are_no_requests(text: str) -> None:
    assert unwrap(text) is None


_WORDINGS = (
    "How do you sign {}?",
    "how do you sign {} in ASL",
    "How do I sign {} in American Sign Language?",
    "How would one sign {}?",
    "What's the sign for {}?",
    "What is the ASL sign for {}?",
    "What is the ASL for {}?",
    "whats the asl for {}",
    "Show me the sign for {}",
    "Show me how to sign {}.",
    "Please sign {}",
    "Please sign: {}",
    "sign: {}",
    "Sign this: {}",
    "ASL for {}",
    "ASL for {}, please",
    "Translate {} to ASL.",
    "Translate {} into American Sign Language, please.",
    "Translate to ASL: {}",
    "Translate the following into ASL: {}",
    "Translate this sentence into sign language: {}",
    "Can you sign {} for me?",
    "Could you please sign {}?",
    "Could you show me {} in ASL?",
    "Can you show me {} in sign language?",
    "I'd like to know the sign for {}.",
    "I want to learn how to sign {}",
    "I want to say {} in sign language.",
    "I need to say {} in ASL. Can you help?",
    "Tell me how to sign {}.",
    "Teach me to sign {}",
    "Teach me how to say {} in ASL!",
    "What does {} look like in ASL?",
    "What would {} be in sign language?",
    "What is {} in ASL?",
    "What's {} in sign language?",
    "How is {} signed in ASL?",
    "How is {} expressed in American Sign Language?",
    "How does one say {} in ASL?",
    "How can I say {} with signs?",
    "Say {} in sign language.",
    "Give me the ASL for {}",
    "Give me the sign for {}, thanks",
    "Do you know the sign for {}?",
    "Do you know how to sign {}?",
    "Hi! How do you sign {}? Thanks!",
    "Hello, could you teach me the sign for {}, please?",
    "HOW DO YOU SIGN {}?",
    "Sign language for {}",
    "{}: how do you sign that?",
    "How to sign {}",
    "What sign do you use for {}?",
    "Which sign means {}?",
    "How might I sign {}?",
    "In ASL, how do you say {}?",
    "In sign language, what is {}?",
)
"""Requests in words of our own; the text asked for stands in the braces."""
_ASKED = ("I carried it", "thank you", "where is the bathroom", "My mother doesn't like coffee")


@pytest.mark.parametrize("quotes", ["'{}'", '"{}"', "“{}”", "‘{}’", "«{}»", "`{}`", "{}"])
@pytest.mark.parametrize("wording", _WORDINGS)
def test_every_wording_with_every_kind_of_quotes(wording: str, quotes: str) -> None:
    for asked in _ASKED:
        assert unwrap(clean(wording.format(quotes.format(asked)))) == asked


@pytest.mark.parametrize("wording", ["'{}' in ASL", "'{}' in sign language, please", "How do deaf people sign '{}'?"])
def test_wordings_that_need_quotes(wording: str) -> None:
    assert unwrap(wording.format("My mother doesn't like coffee")) == "My mother doesn't like coffee"


def test_letter_case_does_not_matter() -> None:
    assert unwrap("HOW DO YOU SIGN 'I CARRIED IT'?") == "I CARRIED IT"
    assert unwrap("how do you sign thank you in asl") == "thank you"


def test_every_wording_of_prompt2sign(real_data: Path) -> None:
    wordings = (real_data / "prompt2sign" / "prompts_ASL.txt").read_text().splitlines()
    assert len(wordings) >= 180
    assert [line for line in wordings if unwrap(line.replace("{}", "I carried it")) != "I carried it"] == []


def test_long_text_is_no_request() -> None:
    assert unwrap("How do you sign 'a'? " * 500) is None
