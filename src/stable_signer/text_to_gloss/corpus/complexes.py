"""Sentences of several clauses: conditions, reasons, times, coordination, relative clauses, topics."""

from __future__ import annotations

from stable_signer.text_to_gloss.corpus import verbs
from stable_signer.text_to_gloss.corpus.clauses import Clause, Predicate
from stable_signer.text_to_gloss.corpus.items import English, Gloss, W, span
from stable_signer.text_to_gloss.corpus.minor import Minor
from stable_signer.text_to_gloss.corpus.nouns import NP, pronoun
from stable_signer.text_to_gloss.corpus.questions import Questions
from stable_signer.text_to_gloss.corpus.statements import Statements, Utterance, unsubjected, untopic
from stable_signer.text_to_gloss.inflection import inflect

_PAST = (verbs.PAST, verbs.PAST_PROGRESSIVE, verbs.PAST_PERFECT, "had to")


class Complexes:
    """Draws sentences of several clauses."""

    def __init__(self, statements: Statements, minor: Minor, questions: Questions) -> None:
        self.statements, self.minor, self.questions = statements, minor, questions
        self.pools, self.rng, self.nouns = statements.pools, statements.rng, statements.nouns
        self.predicates, self.times = statements.predicates, statements.times

    def conditional(self) -> Utterance:
        condition, result = self.statements.clause(), self.statements.clause()
        if self.nouns.chance(0.35):
            return self._unreal(condition, result)
        kind = self.rng.choices(("statement", "question", "order"), (64, 20, 16))[0]
        if condition.tense in _PAST and (kind != "statement" or result.tense not in _PAST):
            condition.tense = verbs.PRESENT  # "if I was rich" would be unreal
        lead: English = ["if"]
        if self.nouns.chance(0.3):
            condition_en, inside = self.statements.weather_clause()
        else:
            condition_en, inside = condition.statement_en(), condition.gloss()
        inside = untopic(inside)
        cond: Gloss = span("cond", ["IF", *inside])
        if kind == "question":
            asked = self.questions.wh() if self.nouns.chance(0.65) else self.questions.yes_no()
            if self.nouns.chance(0.5):
                return Utterance([*asked.en, *lead, *condition_en], [*cond, "/", *asked.gloss], "?")
            return Utterance([*lead, *condition_en, ",", *asked.en], [*cond, "/", *asked.gloss], "?")
        if kind == "order":
            order = self.minor.command()
            if self.nouns.chance(0.5):
                return Utterance([*order.en, "if", *condition_en], [*cond, "/", *order.gloss], order.mark)
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
        gone = self.nouns.chance(0.25)
        if gone:
            condition.tense, result.tense = verbs.PAST_PERFECT, self.rng.choice(("would have", "could have"))
        words = condition.statement_en()
        if not gone and self.nouns.chance(0.7):
            words = ["were" if word == "was" else word for word in words]
        condition.tense = verbs.PRESENT
        inside: Gloss = [*(["PAST"] if gone else []), *untopic(condition.gloss())]
        cond = span("cond", ["IF", *inside])
        if self.nouns.chance(0.25):
            return Utterance([*result.statement_en(), "if", *words], [*cond, "/", *result.gloss()])
        return Utterance(["if", *words, ",", *result.statement_en()], [*cond, "/", *result.gloss()])

    def reason(self) -> Utterance:
        first, second = self.statements.clause(simple=True), self.statements.clause(simple=True)
        if self.nouns.chance(0.15):
            return self._because_of(first)
        signs: Gloss = [*first.gloss(), *span("rh", ["WHY"]), *second.gloss()]
        if self.nouns.chance(0.2):
            return Utterance(["because", *second.statement_en(), ",", *first.statement_en()], signs)
        return Utterance([*first.statement_en(), "because", *second.statement_en()], signs)

    def _because_of(self, clause: Clause) -> Utterance:
        """Because of the rain, the game is canceled."""
        cause = self.nouns.thing() if self.nouns.chance(0.6) else self.nouns.someone()
        signs: Gloss = [*clause.gloss(), *span("rh", ["WHY"]), *cause.gloss]
        if self.nouns.chance(0.5):
            return Utterance(["because", "of", *cause.en_object, ",", *clause.statement_en()], signs)
        return Utterance([*clause.statement_en(), "because", "of", *cause.en_object], signs)

    def cleft(self) -> Utterance:
        """What I want is coffee. What she does is teach. The reason why he came is that he was sick."""
        subject = self.nouns.someone()
        if self.nouns.chance(0.35):
            first, second = self.statements.clause(subject, simple=True), self.statements.clause(simple=True)
            reason = W("reason")
            why: English = ["why"] if self.nouns.chance(0.5) else []
            form = self.rng.choice(("is", "was"))
            if self.nouns.chance(0.3):
                inner = self.predicates.action(subject) if self.nouns.chance(0.5) else self.predicates.agreeing(subject)
                words: English = [*([inner.verb] if inner.verb else []), *inner.en]
                lead: Gloss = span("rh", [reason, *_unfinished(untopic(first.gloss())), "WHY"])
                return Utterance(
                    ["the", reason, *why, *first.statement_en(), form, "to", *words],
                    [*lead, *span("topic", inner.topic), *inner.gloss],
                )
            signs: Gloss = [*span("rh", [reason, *_unfinished(untopic(first.gloss())), "WHY"]), *second.gloss()]
            return Utterance(["the", reason, *why, *first.statement_en(), form, "that", *second.statement_en()], signs)
        lemma = self.pools.draw("vt", "stative", "say")
        verb = W(lemma.text, lemma.entry.gloss)
        tense = self.rng.choice((verbs.PRESENT, verbs.PRESENT, verbs.PAST, "can", "have to"))
        clause = Clause(subject, Predicate(verb, [], [verb], unmarked=True), tense)
        thing = self.nouns.thing()
        signs = [*span("rh", [*clause.gloss(), "WHAT"]), *thing.gloss]
        form = "was" if tense == verbs.PAST else "is"
        return Utterance(["what", *clause.statement_en(), form, *thing.en_object], signs)

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
                ("unless", ""),
            )
        )
        if word == "unless":
            cond = span("cond", ["IF", *span("neg", ["NOT", *untopic(first.gloss())])])
            return Utterance(
                ["unless", *first.statement_en(), ",", *second.statement_en()], [*cond, "/", *second.gloss()]
            )
        signs = untopic(first.gloss())
        done = _unfinished(signs) if word in ("before", "after") else signs  # their order says it was done
        inside: Gloss = [*([sign] if sign else []), *done]
        words = first.statement_en()
        if word in ("before", "after", "while") and self.nouns.chance(0.25):
            words, done = self._doing()
            inside = [sign, *done]
        lead: Gloss = [*span("topic", inside), "/"]
        if self.nouns.chance(0.1):
            asked = self.questions.wh() if self.nouns.chance(0.65) else self.questions.yes_no()
            return Utterance([*asked.en, word, *words], [*lead, *asked.gloss], "?")
        if self.nouns.chance(0.2):
            order = self.minor.command()
            if self.nouns.chance(0.3):
                return Utterance([word, *words, ",", *order.en], [*lead, *order.gloss], order.mark)
            return Utterance([*order.en, word, *words], [*lead, *order.gloss], order.mark)
        if self.nouns.chance(0.4):
            return Utterance([*second.statement_en(), word, *words], [*lead, *second.gloss()])
        return Utterance([word, *words, ",", *second.statement_en()], [*lead, *second.gloss()])

    def _doing(self) -> tuple[English, Gloss]:
        """Eating lunch, going home: after before and after."""
        predicate = self.predicates.action(self.nouns.someone())
        if predicate.verb is not None:
            predicate.verb.text = inflect(predicate.verb.text, "-ing")
        return [*([predicate.verb] if predicate.verb else ["being"]), *predicate.en], predicate.gloss

    def coordinated(self) -> Utterance:
        word, sign = self.rng.choice((("and", "AND"), ("but", "BUT"), ("or", "OR"), ("so", "SO"), ("but", "BUT")))
        first, second = self.statements.clause(simple=True), self.statements.clause(simple=True)
        if self.nouns.chance(0.25):
            first, second = self._being(), self._being()
        comma: English = [","] if self.nouns.chance(0.6) else []
        return Utterance(
            [*first.statement_en(), *comma, word, *second.statement_en()], [*first.gloss(), "/", sign, *second.gloss()]
        )

    def _being(self) -> Clause:
        """Tom is a doctor; the soup was hot."""
        subject = self.nouns.subject()
        maker = self.rng.choice((self.predicates.identity, self.predicates.adjective, self.predicates.located))
        tense = self.rng.choice((verbs.PRESENT, verbs.PRESENT, verbs.PAST))
        return Clause(subject, maker(subject), tense, negative=self.nouns.chance(0.1), contracted=True)

    def topic(self) -> Utterance:
        """As for school, I like it. That movie, I have seen it."""
        thing = self.nouns.thing("food", "event", "thing", "person")
        if self.nouns.chance(0.4):
            subject, lemma = self.nouns.someone(), self.pools.draw("vt", "say", "stative")
            verb = W(lemma.text, lemma.entry.gloss)
            event = "stative" not in self.pools.words.tags.get(verb.gloss, frozenset())
            it = pronoun("3pl" if thing.person == "3pl" else "3p")
            taken = Clause(subject, Predicate(verb, it.en_object, [verb, *it.gloss], dynamic=event))
            taken.tense = self.rng.choice((verbs.PRESENT, verbs.PAST, verbs.PERFECT, verbs.FUTURE, "can"))
            taken.negative = self.nouns.chance(0.2)
            if self.nouns.chance(0.3) and not taken.negative:
                often = W(self.rng.choice(("twice", "once", "again", "every day", "here", "yesterday", "a lot")))
                taken.adjunct_en, taken.adjunct_gloss = [often], [often]
            lead: English = ["as", "for"] if self.nouns.chance(0.4) else []
            return Utterance(
                [*lead, *thing.en, ",", *taken.statement_en()], [*span("topic", thing.gloss), *taken.gloss()]
            )
        clause = self.statements.clause(simple=True)
        return Utterance(
            ["as", "for", *thing.en, ",", *clause.statement_en()], [*span("topic", thing.gloss), *clause.gloss()]
        )

    def relative(self) -> Utterance:
        """The man who lives in Boston is my friend. The book that I bought is good."""
        person = self.nouns.chance(0.5)
        head = self.nouns.person() if person else self.nouns.thing("thing", "food", "animal", "vehicle")
        if person:
            gap = NP([self.rng.choice(("who", "who", "that"))], [], [], head.person)
            maker = self.rng.choice(
                (
                    self.predicates.action,
                    self.predicates.action,
                    self.predicates.agreeing,
                    self.predicates.adjective,
                    self.predicates.having,
                )
            )
            inner = Clause(
                gap, maker(gap), self.rng.choice((verbs.PRESENT, verbs.PAST)), negative=self.nouns.chance(0.1)
            )
            inner.predicate.gloss = [unsubjected(item) for item in inner.predicate.gloss]
            words, signs = inner.statement_en(), untopic(inner.gloss())
            if self.nouns.chance(0.3):
                adjunct = self._where()
                words, signs = [*words, *adjunct[0]], _inside(signs, adjunct[1])
            if self.nouns.chance(0.12):
                words, signs = self._whose(head)
        elif self.nouns.chance(0.2):
            head = self.nouns.thing("place", "building")
            clause = Clause(
                self.nouns.someone(), self.predicates.intransitive(head), self.rng.choice((verbs.PRESENT, verbs.PAST))
            )
            words, signs = ["where", *clause.statement_en()], clause.gloss()
        elif self.nouns.chance(0.25):
            to = self.nouns.someone()
            inner = self._given(to)
            words, signs = [*(["that"] if self.nouns.chance(0.6) else []), *inner.statement_en()], inner.gloss()
        else:
            lemma = self.pools.draw("vt")
            verb = W(lemma.text, lemma.entry.gloss)
            who = self.nouns.someone()
            inner = Clause(who, Predicate(verb, [], [verb]), self.rng.choice((verbs.PRESENT, verbs.PAST, verbs.PAST)))
            if self.nouns.chance(0.15):
                inner.adjunct_en, inner.adjunct_gloss = self._where()
            words, signs = [*(["that"] if self.nouns.chance(0.6) else []), *inner.statement_en()], inner.gloss()
        np = self.nouns.relative(head, words, signs)
        if self.nouns.chance(0.5):
            clause = self.statements.clause(np, simple=True)
            return Utterance(clause.statement_en(), clause.gloss())
        subject = self.nouns.someone()
        lemma = self.pools.draw("vt", "stative")
        verb, sign = W(lemma.text, lemma.entry.gloss), ""
        if self.nouns.chance(0.4):
            verb = W(self.rng.choice(("like", "have", "want", "need", "know", "love", "remember")))
            sign = {"like": "LIKE", "have": "HAVE"}.get(verb.text, "")
            clause = Clause(subject, Predicate(verb, np.en_object, [sign or verb, *np.gloss], dynamic=False))
            asks = self.nouns.chance(0.25)
            if asks:
                return Utterance(clause.question_en(), span("ynq", clause.gloss()), "?")
            return Utterance(clause.statement_en(), clause.gloss())
        event = "stative" not in self.pools.words.tags.get(verb.gloss, frozenset())
        clause = Clause(subject, Predicate(verb, np.en_object, [verb, *np.gloss], dynamic=event))
        clause.tense = self.rng.choice((verbs.PRESENT, verbs.PAST, verbs.PAST, verbs.FUTURE, "can", "should"))
        clause.negative = self.nouns.chance(0.1)
        return Utterance(clause.statement_en(), clause.gloss())

    def _whose(self, owner: NP) -> tuple[English, Gloss]:
        """The clause of "the boy whose dog ran away"."""
        lemma = self.pools.draw("thing", "animal", "family", "vehicle")
        noun = W(lemma.text, lemma.entry.gloss)
        owned = NP([noun], [noun], [noun])
        maker = self.rng.choice((self.predicates.adjective, self.predicates.intransitive))
        clause = Clause(owned, maker(owned), self.rng.choice((verbs.PRESENT, verbs.PAST)))
        return ["whose", *clause.statement_en()], ["POSS-3p", *untopic(clause.gloss())]

    def _where(self) -> tuple[English, Gloss]:
        """Here, in Boston, every day: at the end of a relative clause, and inside its span."""
        if self.nouns.chance(0.5):
            word = W(self.rng.choice(("here", "every day", "outside", "together", "alone", "there", "yesterday")))
            return [word], ["THERE" if word.text == "there" else word]
        place = self.nouns.place()
        return [self.rng.choice(("in", "at")), *place.en_object], place.gloss

    def _given(self, giver: NP) -> Clause:
        """The clause of "the book that you gave me"."""
        predicate = self.predicates.asked(giver)
        return Clause(giver, predicate, self.rng.choice((verbs.PRESENT, verbs.PAST, verbs.PAST)))

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


def _unfinished(gloss: Gloss) -> Gloss:
    """Signs of a clause that is asked about: its event is not marked as past."""
    return gloss[:-1] if gloss[-1:] == ["FINISH"] else gloss


def _inside(gloss: Gloss, adjunct: Gloss) -> Gloss:
    """A clause with an adjunct after its verb: before FINISH, and before the end of a negation."""
    end = len(gloss)
    while end and gloss[end - 1] in ("FINISH", ")"):
        end -= 1
    return [*gloss[:end], *adjunct, *gloss[end:]]
