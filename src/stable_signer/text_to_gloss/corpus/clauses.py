"""Clauses: a subject, a predicate of one of many frames, adjuncts and time, realised as statement, question or
command."""

from __future__ import annotations

from dataclasses import dataclass, field

from stable_signer.text_to_gloss.corpus import verbs
from stable_signer.text_to_gloss.corpus.items import English, Gloss, W, span
from stable_signer.text_to_gloss.corpus.nouns import NP
from stable_signer.text_to_gloss.corpus.times import Time


@dataclass
class Predicate:
    """verb: the main verb, its lemma as text; None = to be. en: complements. gloss: verb and complements.

    topic: a known object, put first. drops: the verb itself shows the subject. dynamic: an event, not a state.
    unmarked: no FINISH, since the clause under the verb would take it. tense: the one tense that it stands in, if any.
    joined: a second verb, in the same form as the first (washes and eats).
    """

    verb: W | None
    en: English
    gloss: Gloss
    topic: Gloss = field(default_factory=list)
    drops: bool = False
    unmarked: bool = False
    dynamic: bool = True
    tense: str = ""
    joined: W | None = None

    @property
    def words(self) -> English:
        """The verb, in the form that it has now, and its complements."""
        return [*([self.verb] if self.verb else []), *self.en]


@dataclass
class Clause:
    """One clause, before it is given a mood."""

    subject: NP
    predicate: Predicate
    tense: str = verbs.PRESENT
    negative: bool = False
    never: bool = False
    adverb: W | None = None
    adjunct_en: English = field(default_factory=list)
    adjunct_gloss: Gloss = field(default_factory=list)
    time: Time | None = None
    second_time: Time | None = None
    ever: bool = False
    lasts: bool = False
    contracted: bool = False

    def _group(self, question: bool) -> verbs.Group:
        adverb: English = (
            ["never"] if self.never else [self.adverb] if self.adverb else ["ever"] if self.ever and question else []
        )
        return verbs.group(
            self.predicate.verb,
            self.tense,
            self.subject.person,
            self.negative,
            question,
            adverb,
            self.contracted,
            self.predicate.joined,
        )

    def _gloss_tense(self) -> str:
        """The tense that is signed: what one has been, one was."""
        been = self.tense == verbs.PERFECT and self.predicate.verb is None and not self.lasts
        return verbs.PAST if been else self.tense

    def statement_en(self) -> English:
        """The words of the statement, without a final mark."""
        front, back = self._times()
        body = [*self.subject.en, *self._group(False).after, *self.predicate.en, *self.adjunct_en]
        return [*front, *body, *back]

    def question_en(self, wh: English | None = None) -> English:
        """The words of a question: ``wh`` first where it asks for something."""
        group = self._group(True)
        back = [*([] if self.time is None else self.time.en), *self._second()]
        body = [*group.before, *self.subject.en, *group.after, *self.predicate.en, *self.adjunct_en]
        return [*(wh or []), *body, *back]

    def _times(self) -> tuple[English, English]:
        if self.time is None:
            return [], []
        if self.time.front:
            return [*self.time.en, *([","] if self.time.comma else [])], self._second()
        return [], [*self.time.en, *self._second()]

    def _second(self) -> English:
        return [] if self.second_time is None else self.second_time.en

    def gloss(self, without_subject: bool = False, time_first: bool = True, inverted: bool = False) -> Gloss:
        """The signs: time topic, object topic, subject, predicate. inverted: a question that English inverts,
        where CAN comes first (for may, too)."""
        pred = self.predicate
        subject: Gloss = (
            []
            if without_subject or (pred.drops and self.subject.person in ("1p", "2p") and self.subject.is_pronoun)
            else self.subject.gloss
        )
        core: Gloss = [*pred.gloss, *self.adjunct_gloss]
        time: Gloss = span("topic", self.time.gloss) if self.time and time_first else []
        if self.second_time and time_first:
            time = [*time, *span("topic", self.second_time.gloss)]
        adverb: Gloss = [] if self.adverb is None else ["RECENT" if self.adverb.gloss == "RECENT" else self.adverb]
        if self.never:
            past_front: Gloss = []
            rest: Gloss = span("neg", ["NEVER", *core])
        else:
            past_front, rest = verbs.gloss_group(
                self._gloss_tense(),
                self.negative,
                core,
                pred.dynamic,
                self.time is not None,
                adverb,
                self.time is not None and self.time.when == "future",
            )
            if rest[-1:] == ["FINISH"] and (pred.unmarked or (self.lasts and self.tense == verbs.PERFECT)):
                rest = rest[:-1]
        rest = _denied_first(rest) if self.negative else rest
        first: Gloss = []
        if inverted and self.tense in verbs.FRONTED and not (self.negative or self.never):
            first, rest = ["CAN"] if self.tense == "may" else rest[:1], rest[1:]
        return [*time, *past_front, *span("topic", pred.topic), *first, *subject, *rest]


def _denied_first(gloss: Gloss) -> Gloss:
    """Signs of which a negation denies only what stands before "but" (not old but good)."""
    if "BUT" not in gloss or gloss[-1] != ")":
        return gloss
    but = gloss.index("BUT")
    return [*gloss[:but], ")", *gloss[but:-1]]
