"""Constructions of one clause: pairs written by hand, and laws of pairs drawn at random."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from stable_signer.text_to_gloss.assemble import assemble
from stable_signer.text_to_gloss.corpus import verbs
from stable_signer.text_to_gloss.corpus.clauses import Clause, Predicate
from stable_signer.text_to_gloss.corpus.items import W
from stable_signer.text_to_gloss.corpus.nouns import NP, pronoun
from stable_signer.text_to_gloss.corpus.pairs import Aligner, Misread
from stable_signer.text_to_gloss.corpus.pools import Lemma, Pools, is_derived
from stable_signer.text_to_gloss.corpus.sentences import Sentences
from stable_signer.text_to_gloss.corpus.statements import Utterance
from stable_signer.text_to_gloss.coverage import unfaithful, unlicensed
from tests.text_to_gloss.corpus.draws import LITERALS, WORDS, draw_pairs, grammar

_DRAWN = {
    "vt": "wash", "vi": "wait", "move": "walk", "adjective": "tired", "size": "small", "thing": "book",
    "person": "teacher", "vehicle": "bus", "food": "apple", "drink": "coffee",
}  # fmt: skip
"""What is drawn of a kind by a plain grammar."""


def _maker(sentences: Sentences, path: str) -> Callable[[], Utterance]:
    """What draws one construction: by its name, or as the predicate of a statement in the present."""
    group, name = path.split(".")
    statements = sentences.statements
    frames = statements.predicates.frames
    of = {
        "frames": frames, "comparisons": frames.comparisons, "impersonal": sentences.impersonal,
        "more": sentences.questions.more, "nouns": statements.nouns,
    }[group]  # fmt: skip
    draw = getattr(of, name)
    if group == "nouns":
        kinds = ("thing",) if name.startswith("_") else ()

        def phrase() -> Utterance:
            np = draw(*kinds)
            return Utterance(np.en_object, np.gloss)

        return phrase
    if group not in ("frames", "comparisons"):
        return draw

    def statement() -> Utterance:
        subject = statements.nouns.subject()
        clause = Clause(subject, draw(subject))
        clause.tense = clause.predicate.tense or verbs.PRESENT
        return Utterance(clause.statement_en(), clause.gloss())

    return statement


def _lemma(text: str) -> Lemma:
    return Lemma(text, next(entry for entry in WORDS.entries if entry.english[0] == text))


def _the(text: str) -> NP:
    word = W(text)
    return NP(["the", word], ["the", word], [word], "3p", word)


def _plain(sentences: Sentences, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes everybody them, every thing the dog, every place the school, every action singing and every number two."""
    nouns = sentences.statements.nouns
    for name in ("someone", "personal", "subject"):
        monkeypatch.setattr(nouns, name, lambda: pronoun("3pl"))
    for name, text in (("thing", "dog"), ("object", "dog"), ("place", "school")):
        monkeypatch.setattr(nouns, name, lambda *_, text=text: _the(text))
    monkeypatch.setattr(nouns, "number", lambda: "two")
    monkeypatch.setattr(nouns, "possessor", lambda: (["my"], ["MY"]))
    monkeypatch.setattr(nouns.pools, "draw", lambda *kinds: _lemma(_DRAWN[kinds[0]]))
    for name in ("person", "name"):
        monkeypatch.setattr(nouns, name, lambda: _the("teacher"))
    for name in ("action", "draw"):
        monkeypatch.setattr(sentences.statements.predicates, name, lambda _: _sings())
    monkeypatch.setattr(sentences.statements, "time_for", lambda _: None)
    monkeypatch.setattr(
        sentences.statements, "clause", lambda subject=None, **_: Clause(subject or pronoun("3pl"), _sings())
    )


def _sings() -> Predicate:
    word = W("sing")
    return Predicate(word, [], [word])


@pytest.mark.parametrize(
    ("kind", "english", "gloss"),
    [
        ("frames.chain", "They want to learn to sing.", "IX-3pl WANT LEARN SING"),
        ("frames.forgetting", "They forget to sing.", "IX-3pl FORGET SING"),
        ("frames.gerunds", "They enjoy trying to sing.", "IX-3pl ENJOY TRY SING"),
        ("frames.going", "They will come and sing.", "IX-3pl WILL COME AND SING"),
        ("frames.putting", "They put the dog in the dog.", "IX-3pl PUT DOG IN DOG"),
        ("frames.putting", "They hide the dog in the dog.", "IX-3pl HIDE DOG DOG"),
        ("frames.moving_to", "They walk to the school with them.", "IX-3pl WALK SCHOOL WITH IX-3pl"),
        ("frames.moving_to", "They go to the school with them.", "IX-3pl GO-TO SCHOOL WITH IX-3pl"),
        ("frames.moving_to", "They walk from the school to the school.", "IX-3pl WALK FROM SCHOOL UNTIL SCHOOL"),
        ("frames.for_somebody", "They wash the dog for them.", "IX-3pl WASH DOG FOR IX-3pl"),
        ("frames.double_object", "They buy us a book.", "IX-3pl BUY IX-1pl BOOK"),
        ("frames.with_preposition", "They wait to them with them.", "IX-3pl WAIT IX-3pl WITH IX-3pl"),
        ("frames.adjectives", "They are tired, tired and tired.", "IX-3pl TIRED TIRED AND TIRED"),
        ("frames.adjective_about", "They are too tired to sing.", "IX-3pl TOO-MUCH TIRED SING"),
        ("frames.enough", "They are tired enough to sing.", "IX-3pl TIRED ENOUGH SING"),
        ("frames.enough", "They are busy singing.", "IX-3pl BUSY SING"),
        ("frames.done", "They are washed at the school.", "IX-3pl WASH SCHOOL"),
        ("frames.seeing", "They see them singing.", "IX-3pl SEE IX-3pl SING"),
        ("frames.helping", "They let them sing.", "IX-3pl LET IX-3pl SING"),
        ("frames.self_", "They wash it for themselves.", "IX-3pl WASH IX-3p FOR SELF-3pl"),
        ("frames.each_other", "They wait with each other.", "IX-3pl WAIT WITH EACH-OTHER"),
        ("frames.particle", "They wash it off.", "IX-3pl WASH IX-3p OFF"),
        ("frames.of_something", "They have the dog to wash with.", "IX-3pl HAVE DOG WASH WITH"),
        ("frames.looking", "They seem so tired.", "IX-3pl SEEM VERY TIRED"),
        ("comparisons.how_much_more", "They are much smaller than them.", "IX-3pl MUCH MORE SMALL THAN IX-3pl"),
        ("comparisons.more_things", "They have more books than them.", "IX-3pl HAVE MORE BOOK THAN IX-3pl"),
        ("comparisons.faster", "They wait earlier than them.", "IX-3pl WAIT MORE EARLY THAN IX-3pl"),
        ("comparisons.faster", "They wait as late as them.", "IX-3pl WAIT LATE SAME IX-3pl"),
        ("comparisons.measured", "They are two years old.", "IX-3pl AGE NUM-2"),
        ("comparisons.measured", "They cost two dollars.", "IX-3pl COST NUM-2+DOLLAR"),
        ("comparisons.best", "They are my smallest teacher.", "IX-3pl MY+MOST+SMALL+TEACHER"),
        ("comparisons.preferring", "They prefer the dog to the dog.", "IX-3pl PREFER DOG DOG"),
        ("comparisons.same_as", "They are as tired as them.", "IX-3pl TIRED SAME IX-3pl"),
        ("impersonal.like_to_do", "It is not tired to sing.", "SING neg( NOT TIRED )"),
        ("impersonal.doing_is", "Singing was tired.", "topic( PAST ) SING TIRED"),
        ("impersonal.done_by", "The dog will be washed by them.", "topic( DOG ) IX-3pl WILL WASH"),
        ("impersonal.not_yet", "They have not sung yet.", "IX-3pl neg( SING NOT-YET )"),
        ("impersonal.still_not", "They still do not sing.", "IX-3pl STILL neg( NOT SING )"),
        ("impersonal.place_first", "In the school, they sing.", "topic( SCHOOL ) IX-3pl SING"),
        ("impersonal.even", "Only the teacher sings.", "ONLY TEACHER SING"),
        ("impersonal.takes_time", "It will take two days to sing.", "SING WILL TAKE NUM-2+DAY"),
        ("more.how_adjective", "How small were they?", "whq( topic( PAST ) IX-3pl SMALL HOW )"),
        ("more.how_often", "How often do they sing?", "whq( IX-3pl SING OFTEN HOW )"),
        ("more.noun_acts", "Which teacher sings?", "whq( TEACHER SING WHICH )"),
        ("more.whose", "Whose book is this?", "whq( THIS BOOK WHOSE )"),
        ("more.whose", "Whose book do they wash?", "whq( BOOK IX-3pl WASH WHOSE )"),
        ("more.which_is", "Which book is mine?", "whq( BOOK MINE WHICH )"),
        ("more.to_do", "What do they want to wash?", "whq( IX-3pl WANT WASH WHAT )"),
        ("more.with_whom", "Who do they sing with?", "whq( IX-3pl SING WITH WHO )"),
        ("more.with_whom", "Where are they from?", "whq( IX-3pl FROM WHERE )"),
        ("more.how_to", "How should they sing?", "whq( SHOULD IX-3pl SING HOW )"),
        ("more.what_noun", "How many books do they wash?", "whq( BOOK IX-3pl WASH HOW-MANY )"),
        ("more.else_", "Where else do they sing?", "whq( IX-3pl SING OTHER WHERE )"),
        ("nouns._part", "Two of my books.", "NUM-2 MY+BOOK++"),
        ("nouns._measured", "Two cups of coffee.", "NUM-2+CUP COFFEE"),
        ("nouns.some_of_them", "Three of us.", "NUM-3 IX-1pl"),
    ],
)
def test_pairs_by_hand(kind: str, english: str, gloss: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sentences, align = grammar(9)
    _plain(sentences, monkeypatch)
    make = _maker(sentences, kind)
    drawn: dict[str, str] = {}
    for _ in range(1500):
        text, signs = _texts(make, align)
        drawn[text] = signs
        if text == english.lower():
            break
    assert drawn.get(english.lower()) == gloss, sorted(drawn, key=len)[:20]


def _texts(make: Callable[[], Utterance], align: Aligner) -> tuple[str, str]:
    try:
        pair = align(make())
    except Misread:
        return "", ""
    return pair.text.lower(), pair.gloss


@pytest.mark.parametrize("path", ["impersonal.draw", "more.draw", "frames.draw", "nouns.object"])
def test_answers_show_what_coverage_asks_for(path: str) -> None:
    sentences, align = grammar(11)
    drawn = draw_pairs(_maker(sentences, path), align, 200)
    bad = [p.text for p in drawn if unfaithful(p.answer, p.tokens) or unlicensed(p.tokens) & set(p.answer)]
    assert len(bad) <= 8, bad


@pytest.mark.parametrize("path", ["impersonal.draw", "more.draw", "frames.draw"])
def test_answers_stand_as_they_are(path: str) -> None:
    sentences, align = grammar(12)
    drawn = draw_pairs(_maker(sentences, path), align, 200)
    changed = [p.text for p in drawn if list(assemble(p.answer, p.tokens, WORDS, LITERALS).symbols) != list(p.answer)]
    assert len(changed) <= 8, changed


@pytest.mark.parametrize(
    ("path", "word", "signs"),
    [
        ("frames.adjective_about", " ", ()),
        ("frames.left", " left", ("HAVE",)),
        ("comparisons.how_much_more", "", ("MORE",)),
        ("comparisons.same_as", " as ", ("SAME",)),
        ("impersonal.done_by", " by ", ("topic(",)),
        ("impersonal.not_yet", " yet", ("neg(",)),
        ("impersonal.still_not", "still ", ("neg(", "NOT")),
        ("impersonal.place_first", "", ("topic(",)),
        ("more.draw", "", ("whq(",)),
        ("more.how_adjective", "how ", ("HOW",)),
        ("more.whose", "whose ", ("WHOSE",)),
        ("more.which_or", " or ", ("OR", "WHICH")),
        ("nouns.one", " one", ()),
        ("nouns._measured", " of ", ()),
    ],
)
def test_each_construction_is_drawn(path: str, word: str, signs: tuple[str, ...]) -> None:
    sentences, align = grammar(13)
    for pair in draw_pairs(_maker(sentences, path), align):
        assert word in pair.text.lower() and set(signs) <= set(pair.target), (pair.text, pair.gloss)


def test_no_verb_is_inflected_twice() -> None:
    """Swimming is a word for SWIM, but not a verb that "swimminged" could come from."""
    pools = Pools(WORDS, LITERALS, random.Random(14))
    drawn = {lemma.text: lemma for lemma in (pools.draw("vt", "vi", "move", "say") for _ in range(8000))}
    assert "swim" in drawn and not [text for text in drawn if text not in LITERALS and is_derived(drawn[text])]


def test_hoped_is_no_hop() -> None:
    """Of hop the past is hopped: "they hoped to sing" was signed JUMP."""
    assert [WORDS.readings(text)[0].gloss for text in ("hoped", "hoping")] == ["HOPE", "HOPE"]


def _of(gloss: str, text: str) -> Lemma:
    return Lemma(text, next(e for e in WORDS.entries if e.gloss == gloss and text in e.english))


@pytest.mark.parametrize(
    ("gloss", "derived", "base"),
    [
        ("DENY", "denial", "deny"), ("SUFFER", "suffering", "suffer"), ("SOLVE", "solution", "solve"),
        ("POWER", "powerful", "power"),
        ("DANGEROUS", "danger", "dangerous"), ("DEEP", "deeply", "deep"), ("BORED", "boredom", "bored"),
    ],
)  # fmt: skip
def test_a_word_of_another_class_is_derived(gloss: str, derived: str, base: str) -> None:
    assert is_derived(_of(gloss, derived)) and not is_derived(_of(gloss, base))


def test_a_verb_with_its_object_takes_no_other() -> None:
    """ "They took a picture the school" is no English."""
    pools = Pools(WORDS, LITERALS, random.Random(1))
    assert not any(pools.draw("vt").text.startswith("take a ") for _ in range(5000))
    assert any(pools.draw("vi").text.startswith("take a ") for _ in range(5000))


def test_but_ends_what_is_denied() -> None:
    old, good = W("old"), W("good")
    clause = Clause(pronoun("3pl"), Predicate(None, [old, "but", good], [old, "BUT", good], dynamic=False))
    clause.negative = True
    assert clause.gloss() == ["IX-3pl", "neg(", "NOT", old, ")", "BUT", good]


def test_a_choice_is_between_two() -> None:
    sentences, _ = grammar(16)
    for _ in range(200):
        one, other = sentences.questions.more._alternatives()
        assert [getattr(w, "text", w) for w in one.en] != [getattr(w, "text", w) for w in other.en]


def test_what_can_be_counted_is_not_measured() -> None:
    sentences, align = grammar(17)
    texts = " ".join(pair.text.lower() for pair in draw_pairs(_maker(sentences, "comparisons.more_things"), align, 100))
    assert "fewer " in texts and "less books" not in texts


def test_what_is_compared_already_is_not_compared_again() -> None:
    sentences, align = grammar(18)
    for kind in ("comparisons.best", "comparisons.how_much_more"):
        for pair in draw_pairs(_maker(sentences, kind), align, 150):
            assert not any(end in pair.text for end in ("erer", "erest", "estest", "most second"))


@pytest.mark.parametrize(
    ("verb", "tense", "person", "first"),
    [
        ("sing", verbs.PRESENT, "3p", "does"), ("sing", verbs.PAST, "1p", "did"), ("", verbs.PRESENT, "1p", "am"),
        ("", verbs.PAST, "3pl", "were"), ("sing", verbs.PERFECT, "3p", "has"), ("sing", verbs.FUTURE, "2p", "will"),
        ("sing", "was going to", "3p", "was"), ("sing", "about to", "2p", "are"),
    ],
)  # fmt: skip
def test_auxiliary_of_a_tag(verb: str, tense: str, person: str, first: str) -> None:
    assert verbs.auxiliary(W(verb) if verb else None, tense, person) == first
