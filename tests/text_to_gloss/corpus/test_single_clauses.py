"""What the shapes of single clauses promise: each is drawn and read as it is meant, and signed as written here."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stable_signer.text_to_gloss.analyse import Analyser
from stable_signer.text_to_gloss.corpus import verbs
from stable_signer.text_to_gloss.corpus.clauses import Clause, Predicate
from stable_signer.text_to_gloss.corpus.items import W
from stable_signer.text_to_gloss.corpus.nouns import pronoun
from stable_signer.text_to_gloss.corpus.pairs import Aligner, Pair
from stable_signer.text_to_gloss.corpus.statements import Utterance
from stable_signer.text_to_gloss.corpus.times import Time
from stable_signer.text_to_gloss.coverage import unfaithful
from stable_signer.text_to_gloss.normalise import sentences_of
from tests.text_to_gloss.corpus.draws import LITERALS, WORDS, draw_pairs, grammar

_FRAMES = [
    "chain",
    "forgetting",
    "gerunds",
    "going",
    "putting",
    "moving_to",
    "for_somebody",
    "double_object",
    "with_preposition",
    "adjectives",
    "adjective_about",
    "enough",
    "how_much_more",
    "more_things",
    "faster",
    "measured",
    "done",
    "seeing",
    "helping",
    "self_",
    "each_other",
    "best",
    "left",
    "particle",
    "of_something",
    "preferring",
    "looking",
    "same_as",
]
_QUESTIONS = [
    "how_adjective",
    "how_often",
    "noun_acts",
    "whose",
    "which_is",
    "to_do",
    "with_whom",
    "which_or",
    "how_to",
    "what_noun",
    "else_",
]
_IMPERSONAL = ["like_to_do", "doing_is", "done_by", "not_yet", "still_not", "place_first", "even", "takes_time"]


def _read(make: Callable[[], Utterance], align: Aligner, count: int = 12) -> list[Pair]:
    return draw_pairs(make, align, count, tries=4)


@pytest.mark.parametrize("name", _FRAMES)
def test_every_frame_is_read_as_it_is_meant(name: str) -> None:
    sentences, align = grammar(1)
    frames = sentences.statements.predicates.frames
    maker = getattr(frames, name, None) or getattr(frames.comparisons, name)

    def make() -> Utterance:
        subject = sentences.statements.nouns.subject()
        predicate = maker(subject)
        clause = Clause(subject, predicate, predicate.tense or verbs.PRESENT)
        return Utterance(clause.statement_en(), clause.gloss())

    assert sum(unfaithful(pair.answer, pair.tokens) > 0 for pair in _read(make, align)) <= 2


@pytest.mark.parametrize("name", _QUESTIONS)
def test_every_question_puts_its_word_last(name: str) -> None:
    sentences, align = grammar(2)
    for pair in _read(getattr(sentences.questions.more, name), align):
        assert pair.target[0] == "whq(" and pair.target[-1] == ")", pair.text


@pytest.mark.parametrize("name", _IMPERSONAL)
def test_every_impersonal_shape_is_drawn(name: str) -> None:
    sentences, align = grammar(3)
    assert len({pair.text for pair in _read(getattr(sentences.impersonal, name), align)}) > 6


@pytest.mark.parametrize(
    ("kinds", "name"),
    [((), "one"), ((), "some_of_them"), ((), "indefinite"), ((), "object")]
    + [(("thing",), name) for name in ("_part", "_measured", "_compound", "_placed")],
)
def test_noun_phrases_are_read_as_they_are_meant(kinds: tuple[str, ...], name: str) -> None:
    sentences, align = grammar(4)

    def make() -> Utterance:
        np = getattr(sentences.statements.nouns, name)(*kinds)
        return Utterance(np.en, np.gloss)

    assert len(_read(make, align)) == 12


def _clause(tense: str, negative: bool = False, person: str = "1p", when: str = "") -> Clause:
    verb = W("eat")
    time = Time(["then"], ["THEN"], when, False, False) if when else None
    return Clause(pronoun(person), Predicate(verb, [W("apples")], [verb, W("apples")]), tense, negative, time=time)


def _texts(items: list) -> str:
    return " ".join(item.text if isinstance(item, W) else str(item) for item in items)


@pytest.mark.parametrize(
    ("tense", "english", "gloss"),
    [
        ("was going to", "i was going to eat apples", "topic( PAST ) IX-1p WILL eat apples"),
        ("about to", "i am about to eat apples", "IX-1p WILL eat apples"),
        ("will be", "i will be eating apples", "IX-1p WILL eat apples"),
        ("might have to", "i might have to eat apples", "IX-1p MAYBE MUST eat apples"),
        ("must be", "i must be eating apples", "IX-1p MUST eat apples"),
        ("had been", "i had been eating apples", "topic( PAST ) IX-1p eat apples"),
    ],
)
def test_groups_of_several_auxiliaries(tense: str, english: str, gloss: str) -> None:
    assert _texts(_clause(tense).statement_en()) == english
    assert _texts(_clause(tense).gloss()) == gloss


def test_negated_groups_of_several_auxiliaries() -> None:
    clause = _clause("might have to", negative=True, person="3pl")
    assert _texts(clause.statement_en()) == "they might not have to eat apples"
    assert _texts(clause.gloss()) == "IX-3pl MAYBE neg( NOT MUST eat apples )"


def test_will_is_left_out_only_beside_a_time_that_is_to_come() -> None:
    assert _texts(_clause(verbs.FUTURE, when="future").gloss()) == "topic( THEN ) IX-1p eat apples"
    assert _texts(_clause(verbs.FUTURE, when="any").gloss()) == "topic( THEN ) IX-1p WILL eat apples"


def test_two_times_are_two_topics() -> None:
    clause = _clause(verbs.PRESENT, when="any")
    clause.second_time = Time(["at", "noon"], ["NOON"], "any", False, False)
    assert _texts(clause.statement_en()) == "i eat apples then at noon"
    assert _texts(clause.gloss()) == "topic( THEN ) topic( NOON ) IX-1p eat apples"


def test_what_was_forgotten_is_not_finished() -> None:
    sentences, align = grammar(5)
    frames = sentences.statements.predicates.frames

    def make() -> Utterance:
        clause = Clause(pronoun("1p"), frames.forgetting(pronoun("1p")), verbs.PAST)
        return Utterance(clause.statement_en(), clause.gloss())

    forgot = [pair for pair in _read(make, align, 30) if "forgot" in pair.text]
    assert forgot and all("FINISH" not in pair.target for pair in forgot)


def test_what_is_left_is_no_direction() -> None:
    sentences, align = grammar(6)
    senses = LITERALS["left"]
    number = senses.index("LEAVE-behind")

    def make() -> Utterance:
        clause = Clause(pronoun("1pl"), sentences.statements.predicates.frames.left(pronoun("1pl")))
        return Utterance(clause.statement_en(), clause.gloss())

    assert all(f"${number + 1}" in pair.target[-1] for pair in _read(make, align))


def test_tags_agree_with_what_they_follow_and_leave_no_trace() -> None:
    sentences, _ = grammar(7)
    clause = _clause(verbs.PAST, person="3pl")
    assert sentences.questions._tag(clause) == ["did", "not", "they"]
    clause.negative, clause.tense = True, "can"
    assert sentences.questions._tag(clause) == ["can", "they"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("You're coming tomorrow, aren't you?", "You are coming tomorrow?"),
        ("She can't swim, can she?", "She can't swim?"),
        ("Is it cold or isn't it?", "Is it cold or isn't it?"),
        ("Can she?", "Can she?"),
    ],
)
def test_a_tag_is_not_read(text: str, plain: str) -> None:
    analyse = Analyser(WORDS, LITERALS)
    tagged, bare = ([(t.word, t.mark) for t in analyse(sentences_of(s)[0]).tokens] for s in (text, plain))
    assert tagged == bare


def test_persons_of_another_clause_have_no_place() -> None:
    from stable_signer.text_to_gloss.discourse import place

    analyse = Analyser(WORDS, LITERALS)
    (analysis,) = place([analyse(sentences_of("My aunt teaches us math, and my uncle drives a truck.")[0])])
    assert [token.text for token in analysis.tokens if token.locus] == ["aunt"]
