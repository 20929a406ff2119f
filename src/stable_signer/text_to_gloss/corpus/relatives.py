"""Relative clauses in every role, on any noun phrase: whom, where, whose, reduced, between commas, within questions."""

from __future__ import annotations

from stable_signer.text_to_gloss.corpus import verbs
from stable_signer.text_to_gloss.corpus.clauses import Clause, Predicate
from stable_signer.text_to_gloss.corpus.items import At, English, Gloss, W, span
from stable_signer.text_to_gloss.corpus.minor import Minor
from stable_signer.text_to_gloss.corpus.nouns import NP
from stable_signer.text_to_gloss.corpus.questions import Questions
from stable_signer.text_to_gloss.corpus.short import MIXED, Short
from stable_signer.text_to_gloss.corpus.statements import Utterance, unsubjected, untopic

_TENSES = ((verbs.PRESENT, 4), (verbs.PAST, 5), ("can", 1), (verbs.FUTURE, 0.5), ("want to", 0.7))


class Relatives:
    """Draws sentences in which a noun phrase has a relative clause."""

    def __init__(self, short: Short, minor: Minor, questions: Questions) -> None:
        self.short, self.minor, self.questions = short, minor, questions
        self.nouns, self.rng, self.predicates, self.pools = short.nouns, short.rng, short.predicates, short.nouns.pools

    def draw(self) -> Utterance:
        kinds = (
            (self.as_subject, 6), (self.as_object, 6), (self.asked, 5), (self.identified, 3), (self.there_is, 2),
            (self.ordered, 2), (self.cleft, 3), (self.reported, 2),
        )  # fmt: skip
        return self.rng.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]()

    def phrase(self) -> NP:
        """A noun phrase with a relative clause of any kind."""
        kinds = (
            (self._doer, 7),
            (self._done, 6),
            (self._with, 2),
            (self._reduced, 3),
            (self._one, 2.5),
            (self._place, 2),
            (self._mine, 1),
            (self._day, 1),
        )
        return self.rng.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]()

    def _tense(self) -> str:
        return self.rng.choices([t for t, _ in _TENSES], [w for _, w in _TENSES])[0]

    def _built(self, head: NP, en: English, gloss: Gloss) -> NP:
        signs: Gloss = [item for item in untopic(gloss) if item != "PAST"]
        return self.nouns.relative(head, en, signs)

    def _of_doer(self, head: NP, marker: str) -> tuple[English, Gloss]:
        """The clause whose subject is the noun: who lives here, that does not work."""
        gap = NP([marker], [], [], head.person)
        clause = Clause(gap, self.short.predicate(gap), self._tense(), self.nouns.chance(0.15), contracted=True)
        if clause.predicate.verb is None and clause.tense == "want to":
            clause.tense = verbs.PRESENT
        clause.predicate.gloss = [unsubjected(item) for item in clause.predicate.gloss]
        return clause.statement_en(), clause.gloss()

    def _doer(self) -> NP:
        is_person = self.nouns.chance(0.65)
        head = self.nouns.person() if is_person else self.nouns.thing()
        marker = self.rng.choice(("who", "who", "that") if is_person else ("that", "which", "that"))
        return self._built(head, *self._of_doer(head, marker))

    def _done(self) -> NP:
        """The book (that) I bought; the man (whom) she helped; the food we like to eat."""
        is_person = self.nouns.chance(0.3)
        head = self.nouns.person() if is_person else self.nouns.thing()
        marker: English = (
            []
            if self.nouns.chance(0.5)
            else [self.rng.choice(("who", "that") if is_person else ("that", "that", "which"))]
        )
        subject = self.nouns.someone()
        verb = self._verb("vt", "vt", "stative", "say")
        en: English = []
        signs: Gloss = [verb]
        if self.nouns.chance(0.15):
            outer, verb = W(self.rng.choice(("want", "need", "hope", "try", "forget"))), verb
            en, signs = ["to", verb], [outer, verb]
            verb = outer
        clause = Clause(subject, Predicate(verb, en, signs), self._tense(), self.nouns.chance(0.1), contracted=True)
        return self._built(head, [*marker, *clause.statement_en()], clause.gloss())

    def _with(self) -> NP:
        """The woman I work with; the bus I waited for; the man she talked to."""
        head = self.nouns.person() if self.nouns.chance(0.6) else self.nouns.thing()
        verb, subject = self._verb("vi", "vi", "move"), self.nouns.someone()
        prep, sign = self.rng.choice(
            (("with", ["WITH"]), ("for", ["FOR"]), ("to", []), ("about", ["ABOUT"]), ("in", ["IN"]), ("from", ["FROM"]))
        )
        marker: English = [] if self.nouns.chance(0.6) else ["that"]
        clause = Clause(subject, Predicate(verb, [prep], [verb, *sign]), self._tense(), contracted=True)
        return self._built(head, [*marker, *clause.statement_en()], clause.gloss())

    def _reduced(self) -> NP:
        """The man sitting there; people waiting for the bus."""
        head = self.nouns.person() if self.nouns.chance(0.7) else self.nouns.thing("animal", "vehicle", "thing")
        words, signs = self.short.doing()
        where: English = [W(self.rng.choice(("here", "outside")))] if self.nouns.chance(0.15) else []
        return self._built(head, [*words, *where], [*signs, *where])

    def _one(self) -> NP:
        """The one who broke it; those who wait; anyone who needs help; the ones I like."""
        pick = self.rng.random()
        if pick < 0.3:
            head = NP(["the", "one"], ["the", "one"], ["ONE"])
        elif pick < 0.5:
            head = NP(["those"], ["those"], ["IX-3pl"], "3pl")
        else:
            word = W(self.rng.choice(("anyone", "everyone", "people", "someone", "everybody", "somebody", "anybody")))
            head = NP([word], [word], [word], "3pl" if word.text == "people" else "3p")
        if pick < 0.15:
            verb = self._verb("vt", "stative")
            clause = Clause(self.nouns.someone(), Predicate(verb, [], [verb]), self._tense())
            return self._built(
                head, [*(["that"] if self.nouns.chance(0.5) else []), *clause.statement_en()], clause.gloss()
            )
        return self._built(head, *self._of_doer(head, "who"))

    def _place(self) -> NP:
        head = self.nouns.thing("place", "building")
        clause = Clause(self.nouns.someone(), self.predicates.action(head), self._tense(), contracted=True)
        return self._built(head, ["where", *clause.statement_en()], clause.gloss())

    def _mine(self) -> NP:
        """A friend of mine who lives in Boston."""
        lemma = self.pools.draw("family", "person")
        word, (mine, sign) = (
            W(lemma.text, lemma.entry.gloss),
            self.rng.choice((("mine", "MY"), ("yours", "YOUR"), ("ours", "OUR"))),
        )
        en: English = ["a", word, "of", mine]
        head = NP(en, en, [sign, word, At(word)], "3p", word)
        return self._built(head, *self._of_doer(head, "who"))

    def _day(self) -> NP:
        """The day we met; the year I was born; the way she talks; the reason he came."""
        word = W(self.rng.choice(("day", "year", "night", "week", "time")))
        clause = self.short.clause(((verbs.PAST, 3), (verbs.PRESENT, 1)), self.nouns.personal(), negative=0.05)
        return self._built(NP(["the", word], ["the", word], [word]), clause.statement_en(), clause.gloss())

    def _verb(self, *kinds: str) -> W:
        while " " in (lemma := self.pools.draw(*kinds)).text:
            continue
        return W(lemma.text, lemma.entry.gloss)

    def _commas(self, np: NP) -> NP:
        """A relative clause that only adds something: my aunt, who lives in Canada, is here."""
        head = self.nouns.person() if self.nouns.chance(0.6) else self.nouns.name()
        en, gloss = self._of_doer(head, "who")
        signs: Gloss = [item for item in untopic(gloss) if item != "PAST"]
        return NP(
            [*head.en, ",", *en, ","],
            [*head.en_object, ",", *en, ","],
            span("rel", [*_unplaced(head.gloss), *signs]),
            head.person,
            None,
        )

    def as_subject(self) -> Utterance:
        """The man who lives here is deaf; my aunt, who lives in Canada, will visit us."""
        np = self.phrase()
        if self.nouns.chance(0.15):
            np = self._commas(np)
        tense = self.rng.choices([t for t, _ in MIXED], [w for _, w in MIXED])[0]
        predicate = self.short.predicate(np)
        if predicate.verb is None or not predicate.dynamic:
            tense = verbs.PRESENT if tense in (verbs.PROGRESSIVE, "want to", verbs.PERFECT) else tense
        clause = Clause(np, predicate, tense, self.nouns.chance(0.15), contracted=True)
        if self.nouns.chance(0.15):
            return Utterance(clause.question_en(), span("ynq", clause.gloss(inverted=True)), "?")
        return Utterance(clause.statement_en(), clause.gloss())

    def as_object(self) -> Utterance:
        """I don't like people who shout; do you know the man who called me?"""
        known = ("know", "need", "want", "like", "love", "see", "remember", "find", "meet", "have", "hate")
        verb = W(self.rng.choice(known))
        if self.nouns.chance(0.4):
            verb = self._verb("vt", "stative")
        # "I saw a man running" says what he did, not which man it was
        np = self.rng.choice((self._doer, self._done, self._one))() if verb.text in ("see", "find") else self.phrase()
        sign: Gloss = [verb.text.upper()] if verb.text in ("like", "have") else [verb]
        state = verb.text in ("know", "need", "want", "like", "love", "have", "hate")
        tense = self.rng.choice(
            (
                verbs.PRESENT,
                verbs.PRESENT,
                verbs.PAST if not state else "want to" if verb.text == "have" else verbs.PRESENT,
                verbs.FUTURE,
                "can",
            )
        )
        clause = Clause(
            self.nouns.someone(),
            Predicate(verb, np.en_object, [*sign, *np.gloss], dynamic=not state),
            tense,
            self.nouns.chance(0.2),
            contracted=True,
        )
        if self.nouns.chance(0.25):
            return Utterance(clause.question_en(), span("ynq", clause.gloss(inverted=True)), "?")
        return Utterance(clause.statement_en(), clause.gloss())

    def asked(self) -> Utterance:
        """Where is the book I gave you? who is the woman who called? when did the man who lives here come?"""
        # not "where is the baby crying", which asks where it cries
        np = self.rng.choice((self._doer, self._doer, self._done, self._done, self._with, self._one, self._mine))()
        wh, sign = self.rng.choice(
            (
                ("where", "WHERE"),
                ("where", "WHERE"),
                ("who", "WHO"),
                ("what", "WHAT"),
                ("how", "HOW"),
                ("why", "WHY"),
                ("when", "WHEN"),
            )
        )
        if wh in ("where", "who", "what", "how"):
            past = self.nouns.chance(0.2)
            lead = span("topic", ["PAST"]) if past else []
            return Utterance([wh, verbs.be(np.person, past), *np.en], span("whq", [*lead, *np.gloss, sign]), "?")
        verb = self._verb("vi", "move")
        clause = Clause(
            np, Predicate(verb, [], [verb]), self.rng.choice((verbs.PAST, verbs.FUTURE, verbs.PRESENT)), contracted=True
        )
        return Utterance(clause.question_en([wh]), span("whq", [*clause.gloss(inverted=True), sign]), "?")

    def identified(self) -> Utterance:
        """This is the book I bought; she is the woman who helped me; was that the boy you saw?"""
        np = self.rng.choice((self._doer, self._doer, self._done, self._one))()
        this = (NP(["this"], ["this"], ["THIS"]), NP(["that"], ["that"], ["THAT"]))
        subject = self.rng.choice((*this, self.nouns.gendered(), self.nouns.name(), *this))
        clause = Clause(
            subject,
            Predicate(None, np.en_object, [i for i in np.gloss if not isinstance(i, At)], dynamic=False),
            self.rng.choice((verbs.PRESENT, verbs.PRESENT, verbs.PAST)),
            self.nouns.chance(0.15),
            contracted=True,
        )
        if self.nouns.chance(0.2):
            return Utterance(clause.question_en(), span("ynq", clause.gloss()), "?")
        return Utterance(clause.statement_en(), clause.gloss())

    def there_is(self) -> Utterance:
        """There are people who live here; is there anyone who can help me?"""
        np = self.rng.choice((self._doer, self._one, self._done, self._reduced))()
        form = verbs.be(np.person, False)
        where = self.nouns.place() if self.nouns.chance(0.2) else None
        if self.nouns.chance(0.3):
            return Utterance([form, "there", *np.en], span("ynq", ["HAVE", *np.gloss]), "?")
        if where:
            return Utterance(
                ["in", *where.en_object, "there", form, *np.en], [*span("topic", where.gloss), "HAVE", *np.gloss]
            )
        return Utterance(["there", form, *np.en], ["HAVE", *np.gloss])

    def ordered(self) -> Utterance:
        """Show me the picture you took; don't eat the cake that I made."""
        np, verb = self.phrase(), self._verb("vt")
        signs: Gloss = [verb, *np.gloss]
        if self.nouns.chance(0.25):
            return Utterance(["do", "not", verb, *np.en_object], span("neg", ["NOT", *signs]))
        if self.nouns.chance(0.3):
            please = W("please")
            return Utterance([please, verb, *np.en_object], ["PLEASE", *signs])
        return Utterance([verb, *np.en_object], signs)

    def cleft(self) -> Utterance:
        """It was my brother who broke it; it is the noise that I hate; what I need is sleep; all I want is peace."""
        pick = self.rng.random()
        past = self.nouns.chance(0.4)
        if pick < 0.5:
            who = self.nouns.person() if self.nouns.chance(0.6) else self.nouns.name()
            gap = NP(["who"], [], [], who.person)
            clause = Clause(gap, self.predicates.action(gap), verbs.PAST if past else verbs.PRESENT)
            negative: English = ["not"] if self.nouns.chance(0.15) else []
            what: Gloss = _unplaced(who.gloss)
            return Utterance(
                ["it", "was" if past else "is", *negative, *who.en_object, *clause.statement_en()],
                [*span("rh", [*clause.gloss(), "WHO"]), *(span("neg", ["NOT", *what]) if negative else what)],
            )
        if pick < 0.75:
            subject, verb = self.nouns.someone(), self._verb("vt", "stative", "say")
            clause = Clause(subject, Predicate(verb, [], [verb], unmarked=True), verbs.PRESENT)
            words, signs = self.short.action(subject)
            return Utterance(
                ["what", *clause.statement_en(), "is", "to", *words], [*span("rh", [*clause.gloss(), "WHAT"]), *signs]
            )
        subject, verb = self.nouns.someone(), self._verb("vt", "stative", "say")
        clause = Clause(
            subject,
            Predicate(verb, [], [verb], unmarked=True),
            self.rng.choice((verbs.PRESENT, verbs.PAST, "can", "want to")),
        )
        thing, all_ = self.nouns.thing(), W("all")
        return Utterance(
            [all_, *clause.statement_en(), "is", *thing.en_object],
            [*span("rh", [all_, *clause.gloss(), "WHAT"]), *thing.gloss],
        )

    def reported(self) -> Utterance:
        """I think the man who lives here is deaf; if you see the woman who called, tell me."""
        np = self.phrase()
        verb = W(self.rng.choice(("think", "know", "hope", "believe")))
        inner = Clause(np, self.predicates.adjective(np), verbs.PRESENT, self.nouns.chance(0.1), contracted=True)
        that: English = ["that"] if self.nouns.chance(0.5) else []
        clause = Clause(
            self.nouns.someone(),
            Predicate(verb, [*that, *inner.statement_en()], [verb, *inner.gloss()], unmarked=True),
            verbs.PRESENT,
            self.nouns.chance(0.2),
            contracted=True,
        )
        return Utterance(clause.statement_en(), clause.gloss())


def _unplaced(gloss: Gloss) -> Gloss:
    return [item for item in gloss if not isinstance(item, At)]
