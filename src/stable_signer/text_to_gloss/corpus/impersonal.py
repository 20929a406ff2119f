"""Statements and questions of one clause that are no subject with a predicate of its own: what it is like to do
something, what was done by whom, what is not yet done, a place said first."""

from __future__ import annotations

from stable_signer.text_to_gloss.corpus import verbs
from stable_signer.text_to_gloss.corpus.clauses import Clause, Predicate
from stable_signer.text_to_gloss.corpus.items import English, Gloss, W, span
from stable_signer.text_to_gloss.corpus.nouns import NP, pronoun
from stable_signer.text_to_gloss.corpus.statements import Statements, Utterance
from stable_signer.text_to_gloss.inflection import inflect

_PASSIVE_TENSES = (
    (verbs.PRESENT, 3), (verbs.PAST, 8), (verbs.PERFECT, 3), (verbs.FUTURE, 2), ("can", 1), ("must", 1), ("might", 1),
    ("have to", 1), ("should", 1), (verbs.GOING, 1), (verbs.PROGRESSIVE, 2),
)  # fmt: skip


class Impersonal:
    """Draws such utterances."""

    def __init__(self, statements: Statements) -> None:
        self.statements = statements
        self.pools, self.rng, self.nouns = statements.pools, statements.rng, statements.nouns
        self.predicates, self.times = statements.predicates, statements.times

    def draw(self) -> Utterance:
        """One of the utterances below, each with its share."""
        makers = (
            (self.like_to_do, 5), (self.doing_is, 3), (self.done_by, 7), (self.not_yet, 4), (self.still_not, 2),
            (self.place_first, 4), (self.even, 2), (self.takes_time, 2),
        )  # fmt: skip
        return self.rng.choices([maker for maker, _ in makers], [weight for _, weight in makers])[0]()

    def _doing(self, mark: str = "") -> tuple[English, Predicate]:
        inner = self.predicates.action(pronoun("2p"))
        if inner.verb is None:
            return inner.en, inner
        inner.verb.text = inflect(inner.verb.text, mark)
        return [inner.verb, *inner.en], inner

    def like_to_do(self) -> Utterance:
        """It is hard to find a job. Is it safe for the children to swim here?"""
        word, (words, inner) = self.nouns.word("adjective", "object-quality"), self._doing()
        degree, sign = self.rng.choice((("", ""), ("", ""), ("very", "VERY"), ("too", "TOO-MUCH"), ("so", "VERY")))
        past, negative = self.nouns.chance(0.25), self.nouns.chance(0.2)
        who = self.nouns.someone() if self.nouns.chance(0.3) else None
        party: English = ["for", *who.en_object] if who else []
        told: Gloss = [*([sign] if sign else []), word, *(["FOR", *who.gloss] if who else [])]
        told = span("neg", ["NOT", *told]) if negative else told
        form = "was" if past else "is"
        front: Gloss = span("topic", ["PAST"]) if past and not negative else []
        rest: English = [*([degree] if degree else []), word, *party, "to", *words]
        gloss: Gloss = [*front, *inner.gloss, *told]
        if self.nouns.chance(0.25):
            return Utterance([form, "it", *(["not"] if negative else []), *rest], span("ynq", gloss), "?")
        return Utterance(["it", form, *(["not"] if negative else []), *rest], gloss)

    def doing_is(self) -> Utterance:
        """Learning to drive is not easy. Smoking is bad for you."""
        word, (words, inner) = self.nouns.word("adjective", "object-quality"), self._doing("-ing")
        subject = NP(words, words, inner.gloss)
        predicate = Predicate(None, [word], [word], dynamic=False)
        if self.nouns.chance(0.4):
            who = self.nouns.someone()
            predicate = Predicate(None, [word, "for", *who.en_object], [word, "FOR", *who.gloss], dynamic=False)
        tense = self.rng.choice((verbs.PRESENT, verbs.PRESENT, verbs.PAST, "can"))
        clause = Clause(subject, predicate, tense, negative=self.nouns.chance(0.2))
        return Utterance(clause.statement_en(), clause.gloss())

    def done_by(self) -> Utterance:
        """The window was broken by the boys. Has the car been fixed by your uncle?"""
        lemma = self.pools.draw("vt", "vt", "food-verb")
        verb = W(inflect(lemma.text, "-en"), lemma.entry.gloss)
        thing, who = self.nouns.thing(), self.nouns.someone()
        tense = self.rng.choices([t for t, _ in _PASSIVE_TENSES], [w for _, w in _PASSIVE_TENSES])[0]
        negative = self.nouns.chance(0.12)
        time = (
            self.statements.time_for(Clause(thing, Predicate(verb, [], []), tense)) if self.nouns.chance(0.2) else None
        )
        said = Clause(thing, Predicate(None, [verb, "by", *who.en_object], []), tense, negative, time=time)
        meant = Clause(who, Predicate(verb, [], [verb], topic=thing.gloss), tense, negative, time=time)
        meant.tense = verbs.PAST if tense == verbs.PERFECT else tense
        if self.nouns.chance(0.15):
            return Utterance(said.question_en(), span("ynq", meant.gloss(inverted=True)), "?")
        return Utterance(said.statement_en(), meant.gloss())

    def not_yet(self) -> Utterance:
        """I have not read the book yet. Has she not called yet?"""
        subject = self.nouns.subject()
        predicate = self.predicates.action(subject) if self.nouns.chance(0.8) else self.predicates.frames.draw(subject)
        clause = Clause(subject, predicate, verbs.PERFECT, negative=True)
        yet = W("yet")
        gloss: Gloss = [*subject.gloss, *span("neg", [*predicate.gloss, "NOT-YET"])]
        return Utterance([*clause.statement_en(), yet], gloss)

    def still_not(self) -> Utterance:
        """He still has not finished. They still do not know."""
        subject, still = self.nouns.subject(), W("still")
        predicate = self.predicates.action(subject)
        clause = Clause(subject, predicate, self.rng.choice((verbs.PERFECT, verbs.PRESENT, verbs.PROGRESSIVE, "can")))
        clause.negative = True
        said = clause.statement_en()
        at = len(subject.en)
        gloss = clause.gloss()
        place = len(subject.gloss)
        return Utterance([*said[:at], still, *said[at:]], [*gloss[:place], still, *gloss[place:]])

    def place_first(self) -> Utterance:
        """In this school, students learn three languages."""
        place, clause = self.nouns.place(), self.statements.clause(simple=True)
        comma: English = [","] if self.nouns.chance(0.7) else []
        en: English = [self.rng.choice(("in", "at", "in")), *place.en_object, *comma, *clause.statement_en()]
        return Utterance(en, [*span("topic", place.gloss), *clause.gloss()])

    def even(self) -> Utterance:
        """Even my father cried. Only the teacher knows."""
        subject = self.nouns.person() if self.nouns.chance(0.7) else self.nouns.name()
        clause = self.statements.clause(subject, simple=True)
        if self.nouns.chance(0.5):
            return Utterance(["even", *clause.statement_en()], clause.gloss())
        only = W("only")
        clause.subject = NP([only, *subject.en], [], [only, *subject.gloss], subject.person, subject.agrees_as)
        return Utterance(clause.statement_en(), clause.gloss())

    def takes_time(self) -> Utterance:
        """It takes two hours to drive to Boston. It took ten minutes."""
        count, unit = W(self.nouns.number()), W(self.rng.choice(("minutes", "hours", "days", "weeks", "years")))
        words, inner = self._doing()
        will: English = ["will"] if self.nouns.chance(0.3) else []
        sign = W("take" if will else "takes")
        gloss: Gloss = [*inner.gloss, *(["WILL"] if will else []), sign, count, unit]
        return Utterance(["it", *will, sign, count, unit, "to", *words], gloss)
