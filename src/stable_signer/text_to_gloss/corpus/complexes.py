"""Sentences of several clauses: conditions, reasons, times, coordination, relative clauses, topics."""

from __future__ import annotations

from stable_signer.text_to_gloss.corpus import verbs
from stable_signer.text_to_gloss.corpus.clauses import Clause, Predicate
from stable_signer.text_to_gloss.corpus.items import English, Gloss, W, span
from stable_signer.text_to_gloss.corpus.minor import Minor
from stable_signer.text_to_gloss.corpus.nouns import NP, pronoun
from stable_signer.text_to_gloss.corpus.statements import Statements, Utterance, untopic


class Complexes:
    """Draws sentences of several clauses."""

    def __init__(self, statements: Statements, minor: Minor) -> None:
        self.statements, self.minor = statements, minor
        self.pools, self.rng, self.nouns = statements.pools, statements.rng, statements.nouns
        self.predicates, self.times = statements.predicates, statements.times

    def conditional(self) -> Utterance:
        condition, result = self.statements.clause(), self.statements.clause()
        if self.nouns.chance(0.22):
            return self._unreal(condition, result)
        lead: English = ["if"]
        if self.nouns.chance(0.3):
            condition_en, inside = self.statements.weather_clause()
        else:
            condition_en, inside = condition.statement_en(), condition.gloss()
        inside = untopic(inside)
        cond: Gloss = span("cond", ["IF", *inside])
        if self.nouns.chance(0.15):
            question = self.statements.plain(pronoun("2p"))
            return Utterance(
                [*lead, *condition_en, ",", *question.question_en(["why"])],
                [*cond, "/", *span("whq", [*question.gloss(), "WHY"])],
                "?",
            )
        if self.nouns.chance(0.1):
            order = self.minor.command()
            return Utterance([*lead, *condition_en, ",", *order.en], [*cond, "/", *order.gloss], order.mark)
        main_en, main = result.statement_en(), result.gloss()
        if self.nouns.chance(0.3):
            return Utterance([*main_en, "if", *condition_en], [*cond, "/", *main])
        comma: English = [","] if self.nouns.chance(0.85) else []
        then: English = ["then"] if self.nouns.chance(0.08) else []
        return Utterance([*lead, *condition_en, *comma, *then, *main_en], [*cond, "/", *main])

    def _unreal(self, condition: Clause, result: Clause) -> Utterance:
        """If I had money, I would buy a car: the past tense says that it is not so, not when."""
        condition.tense, condition.time, result.tense, result.time = (
            verbs.PAST,
            None,
            self.rng.choice(("would", "could", "would")),
            None,
        )
        condition.never = result.never = condition.ever = False
        words = condition.statement_en()
        condition.tense = verbs.PRESENT
        cond = span("cond", ["IF", *untopic(condition.gloss())])
        return Utterance(["if", *words, ",", *result.statement_en()], [*cond, "/", *result.gloss()])

    def reason(self) -> Utterance:
        first, second = self.statements.clause(simple=True), self.statements.clause(simple=True)
        signs: Gloss = [*first.gloss(), *span("rh", ["WHY"]), *second.gloss()]
        if self.nouns.chance(0.2):
            return Utterance(["because", *second.statement_en(), ",", *first.statement_en()], signs)
        return Utterance([*first.statement_en(), "because", *second.statement_en()], signs)

    def when(self) -> Utterance:
        """when, before, after, while, until, since clauses."""
        first, second = self.statements.clause(simple=True), self.statements.clause(simple=True)
        word, sign = self.rng.choice(
            (
                ("when", ""),
                ("when", ""),
                ("before", "BEFORE"),
                ("after", "AFTER"),
                ("while", "WHILE"),
                ("although", "EVEN-THOUGH"),
                ("unless", ""),
            )
        )
        if word == "unless":
            cond = span("cond", ["IF", *span("neg", ["NOT", *untopic(first.gloss())])])
            return Utterance(
                ["unless", *first.statement_en(), ",", *second.statement_en()], [*cond, "/", *second.gloss()]
            )
        inside: Gloss = [*([sign] if sign else []), *untopic(first.gloss())]
        lead: Gloss = [*span("topic", inside), "/"]
        if self.nouns.chance(0.4):
            return Utterance([*second.statement_en(), word, *first.statement_en()], [*lead, *second.gloss()])
        return Utterance([word, *first.statement_en(), ",", *second.statement_en()], [*lead, *second.gloss()])

    def coordinated(self) -> Utterance:
        word, sign = self.rng.choice((("and", "AND"), ("but", "BUT"), ("or", "OR"), ("so", "SO"), ("but", "BUT")))
        first, second = self.statements.clause(simple=True), self.statements.clause(simple=True)
        comma: English = [","] if self.nouns.chance(0.6) else []
        return Utterance(
            [*first.statement_en(), *comma, word, *second.statement_en()], [*first.gloss(), "/", sign, *second.gloss()]
        )

    def topic(self) -> Utterance:
        """As for school, I like it."""
        thing = self.nouns.thing("food", "event", "thing", "person")
        clause = self.statements.clause(simple=True)
        return Utterance(
            ["as", "for", *thing.en, ",", *clause.statement_en()], [*span("topic", thing.gloss), *clause.gloss()]
        )

    def relative(self) -> Utterance:
        """The man who lives in Boston is my friend. The book that I bought is good."""
        person = self.nouns.chance(0.5)
        head = self.nouns.person() if person else self.nouns.thing("thing", "food", "animal", "vehicle")
        if person:
            inner = Clause(
                NP([self.rng.choice(("who", "that"))], [], []),
                self.predicates.action(head),
                self.rng.choice((verbs.PRESENT, verbs.PAST)),
            )
            inner.subject = NP(inner.subject.en, [], [], head.person)
            words, signs = inner.statement_en(), inner.gloss()
        else:
            lemma = self.pools.draw("vt")
            verb = W(lemma.text, lemma.entry.gloss)
            who = self.nouns.someone()
            inner = Clause(who, Predicate(verb, [], [verb]), self.rng.choice((verbs.PRESENT, verbs.PAST)))
            words, signs = [*(["that"] if self.nouns.chance(0.6) else []), *inner.statement_en()], inner.gloss()
        np = self.nouns.relative(head, words, signs)
        if self.nouns.chance(0.6):
            clause = self.statements.clause(np, simple=True)
            return Utterance(clause.statement_en(), clause.gloss())
        subject = self.nouns.someone()
        lemma = self.pools.draw("vt", "stative")
        verb = W(lemma.text, lemma.entry.gloss)
        clause = Clause(subject, Predicate(verb, np.en_object, [verb, *np.gloss], dynamic=False), verbs.PRESENT)
        return Utterance(clause.statement_en(), clause.gloss())

    def quoted(self) -> Utterance:
        """A name, then a statement to them."""
        clause = self.statements.clause(simple=True)
        name = self.nouns.name()
        if self.nouns.chance(0.35):
            order = self.minor.command()
            return Utterance([*name.en, ",", *order.en], [*name.gloss, "/", *order.gloss], order.mark)
        if self.nouns.chance(0.5):
            return Utterance([*name.en, ",", *clause.statement_en()], [*name.gloss, "/", *clause.gloss()])
        return Utterance([*clause.question_en(), ",", *name.en], span("ynq", [*clause.gloss(), *name.gloss]), "?")
