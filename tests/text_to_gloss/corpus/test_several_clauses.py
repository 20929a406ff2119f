"""Sentences of several clauses, what is judged, relative clauses and talk: what each construction promises, drawn many
times, and one pair of each by hand."""

from __future__ import annotations

import random

import pytest

from stable_signer.text_to_gloss.assemble import assemble
from stable_signer.text_to_gloss.corpus import verbs
from stable_signer.text_to_gloss.corpus.clauses import Clause, Predicate
from stable_signer.text_to_gloss.corpus.items import W
from stable_signer.text_to_gloss.corpus.nouns import NP, pronoun
from stable_signer.text_to_gloss.corpus.pairs import Aligner
from stable_signer.text_to_gloss.corpus.pools import Pools
from stable_signer.text_to_gloss.corpus.sentences import Sentences
from stable_signer.text_to_gloss.corpus.short import undated, unfinished
from stable_signer.text_to_gloss.corpus.templates import Templates
from stable_signer.text_to_gloss.coverage import unfaithful, unlicensed
from tests.text_to_gloss.corpus.draws import LITERALS, WORDS, draw_pairs, grammar

_GROUPS = ("joints", "contents", "judgements", "relatives", "talk")


def _hungry(tenses: tuple[tuple[str, float], ...] = ((verbs.PRESENT, 1),), *_: object, **__: object) -> Clause:
    word = W("hungry")
    return Clause(pronoun("1p"), Predicate(None, [word], [word], dynamic=False), tenses[0][0])


def _waits() -> Clause:
    word = W("wait")
    return Clause(pronoun("3pl"), Predicate(word, [], [word]), verbs.PAST)


def _plain(sentences: Sentences, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes every clause "I am hungry" or "they waited", every action singing and everybody them."""
    for short in (sentences.joints.short, sentences.contents.short):
        monkeypatch.setattr(short, "clause", _hungry)
        monkeypatch.setattr(short, "pair", lambda: (_hungry(), _waits()))
        monkeypatch.setattr(short, "action", lambda *_: ([word := W("sing")], [word]))
        monkeypatch.setattr(short, "doing", lambda: ([word := W("singing")], [word]))
        monkeypatch.setattr(short, "adjective", lambda: W("easy"))
    for name in ("someone", "personal", "subject"):
        monkeypatch.setattr(sentences.statements.nouns, name, lambda: pronoun("3pl"))


@pytest.mark.parametrize(
    ("group", "kind", "english", "gloss"),
    [
        ("joints", "conceded", "Although i am hungry, they waited.", "IX-1p HUNGRY / BUT IX-3pl WAIT FINISH"),
        ("joints", "time", "When i am hungry, they waited.", "topic( IX-1p HUNGRY ) / IX-3pl WAIT FINISH"),
        ("joints", "until", "They waited until i am hungry.", "IX-3pl WAIT UNTIL IX-1p HUNGRY"),
        ("joints", "what_if", "What if i am hungry?", "cond( IF IX-1p HUNGRY ) / whq( WHAT-DO )"),
        ("joints", "because", "I am hungry because i am hungry.", "IX-1p HUNGRY rh( WHY ) IX-1p HUNGRY"),
        ("joints", "without", "Before singing, i am hungry.", "topic( BEFORE SING ) / IX-1p HUNGRY"),
        ("contents", "quoted", "They said, i am hungry.", "IX-3pl SAY / IX-1p HUNGRY"),
        ("contents", "pointed", "That is why i am hungry.", "THAT WHY IX-1p HUNGRY"),
        ("judgements", "judged", "It is easy to sing.", "SING EASY"),
        ("judgements", "time_for", "It is time for them to sing.", "TIME-clock IX-3pl SING"),
        ("talk", "tagged", "I am hungry, am not i?", "ynq( IX-1p HUNGRY )"),
        ("talk", "thanked", "Thanks for singing.", "THANK-YOU FOR SING"),
        ("talk", "requested", "Could you please sing?", "ynq( PLEASE CAN IX-2p SING )"),
        ("talk", "echoed", "No, they did not.", "neg( NO ) / IX-3pl neg( NOT )"),
        ("talk", "let_us", "Let's not sing.", "IX-1pl neg( NOT SING )"),
    ],
)
def test_pairs_by_hand(group: str, kind: str, english: str, gloss: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sentences, align = grammar(9)
    _plain(sentences, monkeypatch)
    drawn = {pair.text: pair.gloss for pair in draw_pairs(getattr(getattr(sentences, group), kind), align, 300)}
    assert drawn.get(english) == gloss, drawn


@pytest.mark.parametrize("group", _GROUPS)
def test_answers_show_what_coverage_asks_for(group: str) -> None:
    sentences, align = grammar(11)
    drawn = draw_pairs(getattr(sentences, group).draw, align, 200)
    bad = [p.text for p in drawn if unfaithful(p.answer, p.tokens) or unlicensed(p.tokens) & set(p.answer)]
    assert len(bad) <= 8, bad


@pytest.mark.parametrize("group", _GROUPS)
def test_answers_stand_as_they_are(group: str) -> None:
    sentences, align = grammar(12)
    drawn = draw_pairs(getattr(sentences, group).draw, align, 200)
    changed = [p.text for p in drawn if list(assemble(p.answer, p.tokens, WORDS, LITERALS).symbols) != list(p.answer)]
    assert len(changed) <= 12, changed


@pytest.mark.parametrize(
    ("group", "kind", "word", "signs"),
    [
        ("joints", "conceded", "though", ("/", "BUT")),
        ("joints", "conditional", "", ("cond(", "IF", "/")),
        ("joints", "unreal", "if", ("cond(", "IF", "/")),
        ("joints", "until", "til", ("UNTIL",)),
        ("joints", "since", "since", ("SINCE",)),
        ("joints", "because", "because", ("rh(", "WHY")),
        ("joints", "what_if", "what if", ("cond(", "whq(", "WHAT-DO")),
        ("contents", "quoted", ",", ("/",)),
        ("contents", "wished", "wish", ()),
        ("judgements", "takes", "to ", ()),
        ("relatives", "cleft", "", ("rh(",)),
        ("relatives", "asked", "", ("whq(", "rel(")),
        ("relatives", "as_object", "", ("rel(",)),
        ("relatives", "there_is", "there", ("HAVE", "rel(")),
        ("talk", "tagged", "?", ("ynq(",)),
        ("talk", "echoed", ",", ("/",)),
        ("talk", "let_us", "let's", ("IX-1pl",)),
    ],
)
def test_each_construction_is_drawn(group: str, kind: str, word: str, signs: tuple[str, ...]) -> None:
    sentences, align = grammar(13)
    for pair in draw_pairs(getattr(getattr(sentences, group), kind), align):
        assert word in pair.text.lower() and set(signs) <= set(pair.target), (pair.text, pair.gloss)


def test_until_says_no_finish() -> None:
    sentences, align = grammar(2)
    for pair in draw_pairs(sentences.joints.until, align):
        assert "FINISH" not in pair.target, pair.text


def test_a_wish_is_not_past() -> None:
    sentences, align = grammar(3)
    for pair in draw_pairs(sentences.contents.wished, align):
        assert "PAST" not in pair.target and "FINISH" not in pair.target, pair.text


def test_a_purpose_is_signed_after_the_event() -> None:
    sentences, align = grammar(4)
    texts = [pair.text for pair in draw_pairs(sentences.joints.purpose, align, 80)]
    assert any("in order to" in text for text in texts) and all(" to " in text for text in texts)


def test_verbs_of_one_subject_stand_in_one_form() -> None:
    sentences, _ = grammar(5)
    for _ in range(200):
        words = [w.text if isinstance(w, W) else w for w in sentences.joints.shared().en]
        assert not {"goeses", "wented", "gos"} & set(words), words


def test_asked_at_the_end_of_a_statement() -> None:
    """You are tired, aren't you? is one question, said once."""
    sentences, align = grammar(6)
    for pair in draw_pairs(sentences.talk.tagged, align):
        assert pair.target.count("ynq(") == 1 and pair.target[-1] == ")", pair.text


def test_who_is_told_is_not_who_tells() -> None:
    sentences, _ = grammar(7)
    me = NP(["i"], ["me"], ["IX-1p"], "1p", "1p", is_pronoun=True)
    assert all(sentences.contents._other(me).person != "1p" for _ in range(200))


def test_negation_takes_the_past_away() -> None:
    past = ["topic(", "PAST", ")"]
    assert undated([*past, "IX-1p", "neg(", "NOT", "SICK", ")"]) == ["IX-1p", "neg(", "NOT", "SICK", ")"]
    assert undated([*past, "IX-1p", "SICK"]) == [*past, "IX-1p", "SICK"]
    assert unfinished(["EAT", "FINISH"]) == ["EAT"] and unfinished(["EAT"]) == ["EAT"]


@pytest.mark.parametrize(
    ("english", "gloss"),
    [
        ("closed on {day}", "topic({day}) CLOSE"),
        ("no {noun} allowed", "{noun} neg(NOT ALLOW)"),
        ("how to {vp}", "HOW {vp}"),
    ],
)
def test_notices_can_be_signed(english: str, gloss: str) -> None:
    rng = random.Random(8)
    templates, align = Templates(Pools(WORDS, LITERALS, rng)), Aligner(WORDS, LITERALS, rng)
    assert (english, gloss) in templates.lines
    assert len(draw_pairs(lambda: templates.fill(english, gloss), align, 20)) == 20
