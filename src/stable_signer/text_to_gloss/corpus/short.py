"""Short clauses, of which sentences of several clauses are made; their tenses go together."""

from __future__ import annotations

from dataclasses import replace

from stable_signer.text_to_gloss.corpus import verbs
from stable_signer.text_to_gloss.corpus.clauses import Clause, Predicate
from stable_signer.text_to_gloss.corpus.items import English, Gloss, W
from stable_signer.text_to_gloss.corpus.nouns import NP, pronoun
from stable_signer.text_to_gloss.corpus.statements import Statements
from stable_signer.text_to_gloss.inflection import inflect

PAST = ((verbs.PAST, 8), (verbs.PAST_PROGRESSIVE, 1), ("could", 1), ("had to", 1))
NOW = ((verbs.PRESENT, 6), (verbs.PROGRESSIVE, 1.5), ("can", 1.5), ("have to", 1), ("should", 0.5))
TO_COME = (
    (verbs.FUTURE, 5), (verbs.GOING, 1.5), ("can", 2), ("should", 1), ("must", 0.5), ("have to", 1), ("might", 1),
)  # fmt: skip
MIXED = (
    (verbs.PRESENT, 7), (verbs.PAST, 5), (verbs.FUTURE, 2), ("can", 1), ("have to", 1), (verbs.PERFECT, 1),
    ("want to", 0.6), (verbs.PROGRESSIVE, 1), ("would like to", 0.4), ("used to", 0.3), ("might", 0.4),
    (verbs.GOING, 0.6),
)  # fmt: skip
_OF_STATES = {verbs.PROGRESSIVE: verbs.PRESENT, verbs.PAST_PROGRESSIVE: verbs.PAST}


class Short:
    """Draws clauses of a subject, a small predicate and seldom more."""

    def __init__(self, statements: Statements, timed: float = 0) -> None:
        """timed: how often a clause says when it is."""
        self.timed = timed
        self.statements, self.nouns, self.rng = statements, statements.nouns, statements.rng
        self.predicates, self.times = statements.predicates, statements.times

    def subject(self) -> NP:
        """Mostly a pronoun."""
        pick = self.rng.random()
        if pick < 0.6:
            return self.nouns.personal()
        return self.nouns.name() if pick < 0.7 else self.nouns.person() if pick < 0.9 else self.nouns.thing()

    def predicate(self, subject: NP) -> Predicate:
        frames = (
            (self.predicates.transitive, 9), (self.predicates.intransitive, 7), (self.predicates.motion, 6),
            (self.predicates.adjective, 8), (self.predicates.agreeing, 6), (self.predicates.having, 4),
            (self.predicates.located, 3), (self.predicates.liking, 2), (self.predicates.wanting, 3),
            (self.predicates.feeling, 1),
        )  # fmt: skip
        return self.rng.choices([frame for frame, _ in frames], [weight for _, weight in frames])[0](subject)

    def clause(
        self, tenses: tuple[tuple[str, float], ...] = MIXED, subject: NP | None = None, negative: float = 0.15
    ) -> Clause:
        """A short clause in one of some tenses. negative: how often it is denied."""
        subject = subject or self.subject()
        predicate = self.predicate(subject)
        tense = predicate.tense or self.rng.choices([t for t, _ in tenses], [w for _, w in tenses])[0]
        if predicate.verb is None or not predicate.dynamic:
            tense = _OF_STATES.get(tense, tense)
        if predicate.verb is None and tense in ("want to", "used to", "would like to"):
            tense = verbs.PRESENT
        clause = Clause(subject, predicate, tense, self.nouns.chance(negative), contracted=True)
        if self.nouns.chance(0.08) and tense in (verbs.PRESENT, verbs.PAST) and not clause.negative:
            self._often(clause)
        elif self.nouns.chance(0.12) and predicate.verb is not None and predicate.dynamic and not predicate.en:
            self._when(clause)
        if self.nouns.chance(self.timed) and clause.adverb is None:
            self._date(clause)
        return clause

    def _date(self, clause: Clause) -> None:
        """Yesterday, next week, at nine: at the end of a clause of that time."""
        wanted = {verbs.PAST: ("past",), verbs.PRESENT: ("any",), verbs.PROGRESSIVE: ("any",)}
        time = self.times.draw()
        is_open = clause.tense in (verbs.FUTURE, verbs.GOING, "can", "must", "should", "might")
        if time.when in wanted.get(clause.tense, ("future", "any") if is_open else ()):
            clause.time = replace(time, front=False)

    def _often(self, clause: Clause) -> None:
        clause.adverb = W(self.rng.choice(("always", "often", "still", "also", "only", "never")))
        if clause.adverb.text == "never":
            clause.never, clause.adverb = True, None

    def _when(self, clause: Clause) -> None:
        word = W(self.rng.choice(("here", "outside", "alone", "again", "together", "every day")))
        clause.adjunct_en, clause.adjunct_gloss = [word], [word]

    def action(self, subject: NP | None = None) -> tuple[English, Gloss]:
        """A verb with what belongs to it, as it stands after to: call my mother, go home, help him."""
        subject = subject or pronoun("2p")
        while True:
            maker = self.predicates.agreeing if self.nouns.chance(0.25) else self.predicates.action
            predicate = maker(subject)
            if predicate.verb is not None and not predicate.topic:
                return [predicate.verb, *predicate.en], predicate.gloss

    def doing(self) -> tuple[English, Gloss]:
        """A verb with what belongs to it, as it stands after a preposition: calling my mother."""
        while (predicate := self.predicates.action(pronoun("1p"))).verb is None:
            continue
        predicate.verb.text = inflect(predicate.verb.text, "-ing")
        return [predicate.verb, *predicate.en], predicate.gloss

    def adjective(self) -> W:
        lemma = self.nouns.pools.draw("adjective", "emotion", "person-quality", "object-quality")
        return W(lemma.text, lemma.entry.gloss)

    def pair(self) -> tuple[Clause, Clause]:
        """Two clauses whose tenses go together, the first of what comes first or holds meanwhile."""
        pick = self.rng.random()
        if pick < 0.4:
            return self.clause(PAST), self.clause(PAST)
        if pick < 0.75:
            return self.clause(((verbs.PRESENT, 1),)), self.clause(TO_COME)
        return self.clause(((verbs.PRESENT, 1),)), self.clause(NOW)


def unfinished(gloss: Gloss) -> Gloss:
    """Signs of a clause whose event is not marked as past."""
    return gloss[:-1] if gloss[-1:] == ["FINISH"] else gloss


def undated(gloss: Gloss) -> Gloss:
    """Signs without the topic PAST before a negation, which says nothing of when."""
    past: Gloss = ["topic(", "PAST", ")"]
    is_denied = any(gloss[i : i + 2] in (["neg(", "NOT"], ["neg(", "NEVER"]) for i in range(len(gloss)))
    return gloss[3:] if gloss[:3] == past and is_denied else gloss
