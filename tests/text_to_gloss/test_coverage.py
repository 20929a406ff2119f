"""Signs of grammar that a sentence has no word for are not written; right answers hardly ever lack one."""

from __future__ import annotations

from itertools import islice

import pytest

from stable_signer.text_to_gloss.analyse import Analyser
from stable_signer.text_to_gloss.corpus.pairs import pairs
from stable_signer.text_to_gloss.coverage import unfaithful, unlicensed
from stable_signer.text_to_gloss.normalise import normalise
from stable_signer.text_to_gloss.noun_phrases import chunk
from stable_signer.text_to_gloss.words import load_words

_WORDS = load_words()


@pytest.mark.parametrize(
    ("text", "symbol", "is_missing"),
    [
        ("The red shirt is the most expensive.", "LESS", True),
        ("My car is less expensive.", "LESS", False),
        ("She is the tallest.", "MOST", False),
        ("Where do you live?", "WHY", True),
        ("If I had money, I would buy a car.", "PAST", True),
        ("If I had known, I would have come.", "PAST", False),
        ("I was sick.", "PAST", False),
        ("I am too tired to eat.", "CAN", False),
        ("I have been waiting for you.", "PAST", True),
        ("I have been sick.", "PAST", False),
        ("I have lived here for two years.", "FINISH", True),
        ("I have lived here.", "FINISH", False),
        ("I lived here for two years.", "FINISH", False),
        ("Have you eaten?", "HAVE", True),
        ("Do you have a dog?", "HAVE", False),
        ("I have to eat.", "HAVE", False),
        ("Do you have any brothers or sisters?", "WHICH", True),
        ("Do you want tea or coffee?", "WHICH", False),
        ("Deaf people can drive.", "ynq(", True),
        ("can deaf people drive", "ynq(", False),
    ],
)
def test_signs_need_a_word(text: str, symbol: str, is_missing: bool) -> None:
    tokens = Analyser(_WORDS)(normalise(text)[0]).tokens
    assert (symbol in unlicensed(tokens)) == is_missing


def test_right_answers_are_licensed() -> None:
    drawn = list(islice(pairs(_WORDS, 5), 600))
    assert sum(bool(set(pair.target) & unlicensed(pair.tokens)) for pair in drawn) <= 3


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("Please come in.", "IN"),
        ("She went out.", "OUT"),
        ("Who gave you that ring?", "THAT"),
        ("My brother runs faster.", "MORE"),
        ("Is it mine or hers?", "POSS-3p:a"),
    ],
)
def test_small_words_are_shown(text: str, symbol: str) -> None:
    tokens = Analyser(_WORDS)(normalise(text)[0]).tokens
    assert unfaithful(["A"], tokens) == unfaithful(["A", symbol], tokens) + 1


@pytest.mark.parametrize("text", ["She says that dogs bark.", "What is in your bag?", "I think that he works."])
def test_other_small_words_are_not_asked_for(text: str) -> None:
    tokens = Analyser(_WORDS)(normalise(text)[0]).tokens
    shown = ["IN", "THAT"]
    assert unfaithful(["A"], tokens) == unfaithful(["A", *shown], tokens)


@pytest.mark.parametrize(
    ("text", "answer", "flaws"),
    [
        ("She asked us why we cried.", "IX-3p 3p- <extra_id_0> -1pl IX-1pl <extra_id_1> WHY", 0),
        ("She asked us why we cried.", "IX-3p 3p- <extra_id_0> -1pl <extra_id_1> WHY", 1),
        ("We sold the car.", "IX-1pl <extra_id_0> <extra_id_1> FINISH", 0),
        ("We sold the car.", "IX-1pl <extra_id_0> <extra_id_1>", 1),
        ("The car my uncle bought is red.", "rel( <extra_id_0> <extra_id_1> <extra_id_2> FINISH ) <extra_id_3>", 0),
        ("The car my uncle bought is red.", "<extra_id_0> <extra_id_1> <extra_id_2> <extra_id_3>", 1),
        ("The wedding is on Monday.", "<extra_id_0> <extra_id_1>", 0),
        ("The wedding is on Monday.", "topic( <extra_id_1> ) <extra_id_0>", 1),
        ("Email us.", "topic( <extra_id_0> IX-1pl )", 1),
        ("Why is the baby crying?", "whq( <extra_id_0> <extra_id_1> WHY )", 0),
        ("Why is the baby crying?", "whq( rel( <extra_id_0> <extra_id_1> ) WHY )", 1),
        ("We will eat at six.", "topic( <extra_id_1> ) IX-1pl WILL <extra_id_0>", 0),
        ("We will eat at six.", "topic( <extra_id_1> ) IX-1pl <extra_id_0>", 1),
        ("We will eat tomorrow.", "topic( <extra_id_1> ) IX-1pl <extra_id_0>", 0),
    ],
)
def test_flaws(text: str, answer: str, flaws: int) -> None:
    tokens = chunk(Analyser(_WORDS)(normalise(text)[0]).tokens, _WORDS.glosses)
    assert unfaithful(answer.split(), tokens) == flaws
