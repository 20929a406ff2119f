"""Words become slots, function words and names; persons get places."""

from __future__ import annotations

import pytest

from stable_signer.text_to_gloss.analyse import Analyser, Token, letters_of
from stable_signer.text_to_gloss.corpus.pools import literal_keys
from stable_signer.text_to_gloss.corpus.templates import EXTRA_LITERALS
from stable_signer.text_to_gloss.discourse import place
from stable_signer.text_to_gloss.normalise import Decision, normalise
from stable_signer.text_to_gloss.words import load_words


@pytest.fixture(scope="module")
def analyse() -> Analyser:
    return Analyser(load_words())


def tokens_of(analyse: Analyser, text: str) -> list[Token]:
    return [token for analysis in place(analyse(sentence) for sentence in normalise(text)) for token in analysis.tokens]


def signs_of(analyse: Analyser, text: str) -> list[str]:
    return [" ".join(map(str, token.signs)) for token in tokens_of(analyse, text) if token.is_slot]


def test_inflected_words_find_their_sign(analyse: Analyser) -> None:
    assert signs_of(analyse, "My mothers gave books") == ["MOTHER", "GIVE", "BOOK"]


def test_names_are_fingerspelled_without_a_note(analyse: Analyser) -> None:
    (name,) = [token for token in tokens_of(analyse, "I met Zorblax.") if token.type == "name"]
    assert str(name.signs[0]) == "fs-ZORBLAX"
    assert not name.signs[0].note


def test_first_and_last_name_are_one_slot(analyse: Analyser) -> None:
    assert "fs-JOHN fs-SMITH" in signs_of(analyse, "My name is John Smith.")


def test_unknown_words_are_marked(analyse: Analyser) -> None:
    (token,) = [token for token in tokens_of(analyse, "My xylophone is new.") if token.type == "unknown"]
    assert token.signs[0].note == "no sign for 'xylophone'"


def test_lemmas_of_several_words(analyse: Analyser) -> None:
    assert "THANK-YOU" in signs_of(analyse, "Thank you!")


@pytest.mark.parametrize(
    ("text", "sign"), [("my favorit", "FAVORITE"), ("my hospitl", "HOSPITAL"), ("my qunce", "fs-QUNCE")]
)
def test_a_vowel_left_out_of_a_long_word(analyse: Analyser, text: str, sign: str) -> None:
    assert signs_of(analyse, text) == [sign]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("She helped me. He is my uncle.", 2),
        ("This is my uncle. He helped me.", 2),
        ("She became a nurse. I like her.", 2),
    ],
)
def test_a_noun_that_says_who_somebody_is_has_no_place(analyse: Analyser, text: str, count: int) -> None:
    assert sum(bool(token.locus) for token in tokens_of(analyse, text)) == count


@pytest.mark.parametrize(
    ("text", "sign"),
    [("It starts on May 5.", "fs-MAY NUM-5"), ("It was in March.", "fs-MARCH"), ("We march home.", "MARCH-walk"),
     ("It may rain.", "")],
)  # fmt: skip
def test_months_are_spelled(analyse: Analyser, text: str, sign: str) -> None:
    signs = " ".join(signs_of(analyse, text))
    assert sign in signs and "MAYBE" not in signs and (sign or "MAY" not in signs)


def test_other_scripts_are_a_decision(analyse: Analyser) -> None:
    analysis = analyse(normalise("I like 日本 food")[0])
    assert any("script" in decision.what for decision in analysis.decisions)


@pytest.mark.parametrize(("text", "letters"), [("José", "JOSE"), ("O'Brien", "OBRIEN"), ("Łódź", "LODZ"), ("日本", "")])
def test_letters(text: str, letters: str) -> None:
    assert letters_of(text) == letters


def loci(analyse: Analyser, text: str) -> dict[str, str]:
    return {token.text: token.locus for token in tokens_of(analyse, text) if token.locus}


def test_a_pronoun_takes_the_place_of_its_name(analyse: Analyser) -> None:
    assert loci(analyse, "Anna lives in Boston. She likes Tom. He is nice.") == {
        "Anna": "a",
        "She": "a",
        "Tom": "b",
        "He": "b",
    }


def test_nobody_gets_a_place_without_need(analyse: Analyser) -> None:
    assert loci(analyse, "Anna lives in Boston.") == {}


def test_agreeing_verbs_need_places(analyse: Analyser) -> None:
    assert loci(analyse, "Tom gave Anna a book.") == {"Tom": "a", "Anna": "b"}


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Brush your teeth.", ["BRUSH-TEETH"]),
        ("She washed the dishes.", ["WASH-DISHES"]),
        ("You look tired.", ["LOOK-LIKE", "TIRED"]),
        ("Look at the dog.", ["LOOK-AT", "DOG"]),
        ("They kept talking.", ["CONTINUE", "TALK"]),
        ("They keep dogs.", ["KEEP", "DOG"]),
        ("It snowed.", ["SNOW"]),
        ("Bill's wife met Mr. Brown.", ["fs-BILL", "WIFE", "MEET", "fs-MR fs-BROWN"]),
        ("The bill is brown.", ["BILL-invoice", "BROWN"]),
        ("My name starts with A.", ["NAME", "START", "fs-A"]),
        ("I have a dog.", ["DOG"]),
    ],
)
def test_words_in_their_context(analyse: Analyser, text: str, signs: list[str]) -> None:
    assert signs_of(analyse, text) == signs


@pytest.mark.parametrize(("text", "kind"), [("We have already met.", "adv"), ("He is late.", "adv"), ("now", "time")])
def test_how_often_is_no_time_topic(analyse: Analyser, text: str, kind: str) -> None:
    assert kind in [token.type for token in tokens_of(analyse, text)]


def test_a_noun_with_the_ending_of_a_verb_is_a_verb(analyse: Analyser) -> None:
    (token,) = [t for t in tokens_of(analyse, "They reported it.") if t.is_slot]
    assert (str(token.signs[0]), token.type, token.mark) == ("REPORT", "vt", "-ed")


@pytest.mark.parametrize(
    ("text", "loci"),
    [
        ("Tom helped him.", "ab"),
        ("Tom told Ben to help him.", "aba"),
        ("She said that he told her.", "aba"),
        ("Anna gave her mother a book.", "aab"),
        ("The older boy hit the younger boy.", "ab"),
        ("The boy hit the boy.", "aa"),
    ],
)
def test_whom_a_pronoun_means(analyse: Analyser, text: str, loci: str) -> None:
    assert "".join(token.locus for token in tokens_of(analyse, text)) == loci


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("We are adding sugar.", "ADD"),
        ("They won the game.", "WIN"),
        ("This is a better way.", "METHOD"),
        ("He met Bader in Boston.", "fs-BADER"),
        ("She has a pretty dress.", "BEAUTIFUL"),
    ],
)
def test_the_likely_reading(analyse: Analyser, text: str, sign: str) -> None:
    assert sign in signs_of(analyse, text)


def test_pretty_before_an_adjective_is_very(analyse: Analyser) -> None:
    words = [token.word for token in tokens_of(analyse, "It is pretty cold.")]
    assert "very" in words and "BEAUTIFUL" not in signs_of(analyse, "It is pretty cold.")


@pytest.mark.parametrize(
    ("text", "locus"),
    [
        ("Please call the doctor.", "a"),
        ("I will phone my mother.", "a"),
        ("My mother has a phone.", ""),
        ("My hand hurts, and my mother knows.", ""),
    ],
)
def test_a_homonym_that_is_an_agreeing_verb_gives_a_place(text: str, locus: str) -> None:
    words = load_words()
    literals = literal_keys(words, EXTRA_LITERALS)
    tokens = tokens_of(Analyser(words, literals), text)
    (person,) = [token for token in tokens if token.type == "person"]
    assert person.locus == locus


@pytest.mark.parametrize(
    ("text", "word", "read"), [("my brothr is here", "brothr", "brother"), ("he is verry tall", "verry", "very")]
)
def test_slips_of_the_fingers(text: str, word: str, read: str) -> None:
    analysis = Analyser(load_words())(normalise(text)[0])
    assert str(Decision(word, f"read as {read!r}")) in map(str, analysis.decisions)
