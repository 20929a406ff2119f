"""Requests to sign something are told from sentences about signing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from stable_signer.text_to_gloss.prompts import unwrap

_DATA = Path(os.environ.get("STABLE_SIGNER_DATA", Path(__file__).parents[3] / "shared" / "data"))


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
    ],
)
def test_what_is_asked_for(text: str, asked: str) -> None:
    assert unwrap(text) == asked


@pytest.mark.parametrize(
    "text",
    ["How do you sign up for a class?", "Can you sign this paper?", "I want to learn sign language.",
    "Do you know sign language?",
     "My mother said 'I love you' in sign language.", "How do you sign your name?", "What is your name?", ""],
)  # fmt: skip
def test_sentences_about_signing_are_no_requests(text: str) -> None:
    assert unwrap(text) is None


def test_every_wording_of_prompt2sign() -> None:
    path = _DATA / "prompt2sign" / "prompts_ASL.txt"
    if not path.is_file():
        pytest.skip(f"no {path}: set STABLE_SIGNER_DATA to the folder of the corpora to check all 180 wordings")
    wrong = [
        line for line in path.read_text().splitlines() if unwrap(line.replace("{}", "I carried it")) != "I carried it"
    ]
    assert not wrong


def test_long_text_is_no_request() -> None:
    assert unwrap("How do you sign 'a'? " * 500) is None
