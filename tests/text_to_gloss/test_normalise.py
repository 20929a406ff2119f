"""Clean text, sentences, contractions; nothing dropped without a decision."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stable_signer.errors import TextError
from stable_signer.text_to_gloss.normalise import MAX_WORDS, normalise


def norms(text: str) -> list[list[str]]:
    return [[word.norm for word in sentence.words] for sentence in normalise(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("My mother doesn’t like coffee.", ["my", "mother", "does", "not", "like", "coffee", "."]),
        ("I'm gonna go", ["i", "am", "going", "to", "go"]),
        ("She's here; he'd go.", ["she", "is", "here", ",", "he", "would", "go", "."]),
        ("can't", ["can", "not"]),
        ("“Quoted” text?!", ["quoted", "text", "?"]),
        ("Anna's dog", ["anna", "'s", "dog"]),
        ("teh coffe", ["the", "coffee"]),
        ("You'd better go", ["you", "should", "go"]),
        ("We've got a car", ["we", "have", "a", "car"]),
        ("We've got to go", ["we", "have", "to", "go"]),
        ("were do you live", ["where", "do", "you", "live"]),
        ("we were here", ["we", "were", "here"]),
        ("i dont no", ["i", "do", "not", "know"]),
        ("your welcome", ["you", "are", "welcome"]),
        ("what is you're name", ["what", "is", "your", "name"]),
        ("you're my friend", ["you", "are", "my", "friend"]),
        ("are you home", ["are", "you", "home", "?"]),
        ("isn't he coming", ["is", "not", "he", "coming", "?"]),
        ("do your homework", ["do", "your", "homework"]),
        ("not not", ["not", "not"]),
        ("be the first", ["be", "the", "first"]),
        ("its a dog", ["it", "is", "a", "dog"]),
        ("its tail is long", ["its", "tail", "is", "long"]),
        ("I am taller then you", ["i", "am", "taller", "than", "you"]),
        ("open this can", ["open", "this", "tin"]),
        ("this can be", ["this", "can", "be"]),
        ("twice a day", ["twice", "every", "day"]),
        ("sooooo good", ["so", "good"]),
        ("my parents' car", ["my", "parents", "'s", "car"]),
        ("the dogs are 'my friends' here", ["the", "dogs", "are", "my", "friends", "here"]),
        ("look at asl.org", ["look", "at", "asl.org"]),
        ("whenever it rains", ["when", "it", "rains"]),
        ("a little bit tired", ["a", "little", "tired"]),
        ("Iâ\x80\x99m here", ["i", "am", "here"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert norms(text) == [words]


def test_abbreviations_and_numbers_end_no_sentence() -> None:
    assert len(normalise("Dr. Smith paid $2.50 at 3:30 p.m. yesterday.")) == 1


def test_sentences_are_split() -> None:
    assert [words[-1] for words in norms("Hello! How are you? I am fine.")] == ["!", "?", "."]


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "😀😀", "...", "?!", "\x00"])
def test_nothing_to_sign(text: str) -> None:
    with pytest.raises(TextError, match="nothing to sign"):
        normalise(text)


def test_emoji_is_a_decision() -> None:
    (sentence,) = normalise("I am happy 😀")
    assert any("😀" in decision.text for decision in sentence.decisions)


def test_prompt_is_a_decision() -> None:
    (sentence,) = normalise("How do you sign 'I carried it'?")
    assert [word.norm for word in sentence.words] == ["i", "carried", "it"]
    assert "request" in str(sentence.decisions[0])


def test_long_sentences_are_cut_and_lose_nothing() -> None:
    text = "the dog and the cat " * 60
    pieces = norms(text)
    assert max(map(len, pieces)) <= MAX_WORDS
    assert [norm for piece in pieces for norm in piece] == text.split()


def test_time_is_linear() -> None:
    started = time.perf_counter()
    sentences = normalise("My dog likes me, and it doesn't like you. " * 250)
    assert len(sentences) == 250
    assert time.perf_counter() - started < 2.0


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        sentences = normalise(text)
    except TextError:
        return
    assert sentences
