"""What is judged or measured: actions as subjects, degrees, comparisons with clauses."""

from __future__ import annotations

from stable_signer.text_to_gloss.corpus import verbs
from stable_signer.text_to_gloss.corpus.clauses import Clause, Predicate
from stable_signer.text_to_gloss.corpus.contents import NOBODY, PRESENTLY, Contents
from stable_signer.text_to_gloss.corpus.items import English, Gloss, W, span
from stable_signer.text_to_gloss.corpus.nouns import NP
from stable_signer.text_to_gloss.corpus.short import MIXED, NOW, PAST, Short, undated
from stable_signer.text_to_gloss.corpus.statements import Utterance, untopic
from stable_signer.text_to_gloss.inflection import inflect


class Judgements:
    """Draws sentences about how something is, how much of it, and what for."""

    def __init__(self, short: Short, contents: Contents) -> None:
        self.short, self.contents = short, contents
        self.nouns, self.rng, self.predicates, self.pools = short.nouns, short.rng, short.predicates, short.nouns.pools

    def draw(self) -> Utterance:
        kinds = (
            (self.judged, 5), (self.gerund, 4), (self.takes, 2), (self.to_do, 3), (self.degree, 5), (self.compared, 4),
            (self.found, 2), (self.time_for, 1),
        )  # fmt: skip
        return self.rng.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]()

    def judged(self) -> Utterance:
        """It is hard to find work; is it dangerous to swim here? it was nice that you came."""
        word, it = self.short.adjective(), NP(["it"], ["it"], [])
        degree, sign = self.rng.choice((("", ""), ("", ""), ("", ""), ("very", "VERY"), ("too", "TOO-MUCH")))
        lead: English = [degree] if degree else []
        signs: Gloss = [*([sign] if sign else []), word]
        if self.nouns.chance(0.25):
            clause = self.short.clause(MIXED, negative=0.1)
            tail: English = ["that", *clause.statement_en()]
            first = clause.gloss()
        else:
            whom = self.nouns.someone() if self.nouns.chance(0.2) else None
            words, first = self.short.action(whom or NOBODY)
            tail = [*(["for", *whom.en_object] if whom else []), "to", *words]
            first = [*(whom.gloss if whom else []), *first]
        form = self.rng.choice((verbs.PRESENT, verbs.PRESENT, verbs.PRESENT, verbs.PAST, "can", verbs.FUTURE))
        negative = self.nouns.chance(0.2)
        clause = Clause(
            it, Predicate(None, [*lead, word, *tail], signs, dynamic=False), form, negative, contracted=True
        )
        past, said = clause.gloss(), verbs.PRESENT
        clause.tense = said if form == verbs.PAST else form
        gloss: Gloss = [*(past[:3] if form == verbs.PAST and not negative else []), *first, *clause.gloss()]
        if self.nouns.chance(0.2):
            clause.tense = form
            return Utterance(clause.question_en(), span("ynq", undated(gloss)), "?")
        clause.tense = form
        return Utterance(clause.statement_en(), undated(gloss))

    def gerund(self) -> Utterance:
        """Smoking is bad for you; is learning to drive hard? eating here is not allowed."""
        words, signs = self.short.doing()
        subject = NP(words, words, signs)
        maker = self.rng.choice((self.predicates.adjective, self.predicates.adjective, self.predicates.causing))
        tense = self.rng.choice((verbs.PRESENT, verbs.PRESENT, verbs.PAST, "can", verbs.FUTURE))
        clause = Clause(subject, maker(subject), tense, self.nouns.chance(0.2), contracted=True)
        if self.nouns.chance(0.15) and clause.predicate.verb is None:
            return Utterance(clause.question_en(), span("ynq", clause.gloss(inverted=True)), "?")
        return Utterance(clause.statement_en(), clause.gloss())

    def takes(self) -> Utterance:
        """It takes two hours to drive home; it took me a week to read it."""
        verb, count = W("take"), W(self.nouns.number())
        unit = W(self.rng.choice(("minutes", "hours", "days", "weeks", "months", "years")))
        words, signs = self.short.action(NOBODY)
        tense = self.rng.choice((verbs.PRESENT, verbs.PRESENT, verbs.PAST, verbs.FUTURE))
        clause = Clause(
            NP(["it"], ["it"], []),
            Predicate(verb, [count, unit, "to", *words], [verb, count, unit], unmarked=True),
            tense,
        )
        return Utterance(clause.statement_en(), [*signs, *clause.gloss()])

    def to_do(self) -> Utterance:
        """I have something to tell you; there is nothing to eat; do you have a pen to write with?"""
        verb = self.contents.verb("vt", "food-verb", "vt")
        pick = self.rng.random()
        if pick < 0.25:
            nothing = W("nothing")
            here: English = [W("here")] if self.nouns.chance(0.25) else []
            if self.nouns.chance(0.5):
                return Utterance(["there", "is", nothing, "to", verb, *here], span("neg", [nothing, verb, *here]))
            subject = self.nouns.someone()
            has = "has" if subject.person == "3p" else "have"
            return Utterance(
                [*subject.en, has, nothing, "to", verb], [*subject.gloss, *span("neg", ["HAVE", nothing, verb])]
            )
        thing = self.nouns.thing()
        if pick < 0.5:
            form = verbs.be(thing.person, False)
            if self.nouns.chance(0.3):
                return Utterance([form, "there", *thing.en, "to", verb], span("ynq", ["HAVE", *thing.gloss, verb]), "?")
            return Utterance(["there", form, *thing.en, "to", verb], ["HAVE", *thing.gloss, verb])
        holder = W(self.rng.choice(("have", "have", "need", "want", "buy", "find")))
        sign: Gloss = ["HAVE"] if holder.text == "have" else [holder]
        predicate = Predicate(holder, [*thing.en_object, "to", verb], [*sign, *thing.gloss, verb], dynamic=False)
        return self.contents.said(self.contents.who(), predicate, PRESENTLY)

    def degree(self) -> Utterance:
        """He is too young to drive; she is old enough to vote; I was so tired that I fell asleep."""
        word, subject = self.short.adjective(), self.short.subject()
        pick = self.rng.random()
        words, signs = self.short.action(subject)
        tense = self.rng.choice((verbs.PRESENT, verbs.PRESENT, verbs.PAST))
        if pick < 0.35:
            cannot = span("neg", ["NOT", "CAN", *signs])
            predicate = Predicate(None, ["too", word, "to", *words], ["TOO-MUCH", word, *cannot], dynamic=False)
        elif pick < 0.65:
            enough = W("enough")
            predicate = Predicate(None, [word, enough, "to", *words], [word, enough, *signs], dynamic=False)
        else:
            result = self.short.clause(PAST if tense == verbs.PAST else NOW, negative=0.4)
            clause = Clause(subject, Predicate(None, ["so", word], ["VERY", word], dynamic=False), tense)
            return Utterance(
                [*clause.statement_en(), "that", *result.statement_en()], [*clause.gloss(), "/", "SO", *result.gloss()]
            )
        clause = Clause(
            subject, predicate, tense, self.nouns.chance(0.2) and "enough" in str(predicate.en[1:2]), contracted=True
        )
        if self.nouns.chance(0.15):
            return Utterance(clause.question_en(), span("ynq", undated(clause.gloss(inverted=True))), "?")
        return Utterance(clause.statement_en(), undated(clause.gloss()))

    def compared(self) -> Utterance:
        """It is easier than I thought; she runs faster than he does; you are taller than I am."""
        word, subject = self.short.adjective(), self.short.subject()
        is_short = len(word.text) <= 5 or word.text.endswith("y")
        if is_short:
            word.text = inflect(word.text, "-er")
        en: English = [word] if is_short else [self.rng.choice(("more", "more", "less")), word]
        sign = "LESS" if en[0] == "less" else "MORE"
        other = self.nouns.someone()
        pick = self.rng.random()
        tense = self.rng.choice((verbs.PRESENT, verbs.PRESENT, verbs.PAST))
        if self.nouns.chance(0.3):
            return self._faster(subject, other)
        if pick < 0.4:
            than: English = [*other.en, verbs.be(other.person, tense == verbs.PAST)]
            signs: Gloss = other.gloss
        else:
            verb = W(self.rng.choice(("think", "expect", "hope", "remember", "believe", "need", "want")))
            inner = Clause(
                other, Predicate(verb, [], [verb], unmarked=True), self.rng.choice((verbs.PAST, verbs.PRESENT))
            )
            than, signs = inner.statement_en(), other.gloss + [verb]
        clause = Clause(
            subject, Predicate(None, [*en, "than", *than], [sign, word, "THAN", *signs], dynamic=False), tense
        )
        clause.negative, clause.contracted = self.nouns.chance(0.1), True
        return Utterance(clause.statement_en(), clause.gloss())

    def found(self) -> Utterance:
        """It makes me happy when you come; I find it easy to swim; it makes us sad that he left."""
        word, whom, verb = self.short.adjective(), self.nouns.someone(), W("make")
        tense = self.rng.choice((verbs.PRESENT, verbs.PRESENT, verbs.PAST, verbs.FUTURE))
        pick = self.rng.random()
        subject = self.nouns.thing() if pick < 0.5 else NP(["it"], ["it"], [])
        if pick < 0.5:
            clause = Clause(subject, Predicate(verb, [*whom.en_object, word], [verb, *whom.gloss, word]), tense)
            return Utterance(clause.statement_en(), clause.gloss())
        clause = Clause(
            subject, Predicate(verb, [*whom.en_object, word], [verb, *whom.gloss, word], unmarked=True), tense
        )
        inner = self.short.clause(PAST if tense == verbs.PAST else ((verbs.PRESENT, 1),), negative=0.1)
        return Utterance(
            [*clause.statement_en(), "when", *inner.statement_en()],
            [*span("topic", untopic(inner.gloss())), "/", *clause.gloss()],
        )

    def time_for(self) -> Utterance:
        """It is time for us to go; it is my turn to cook."""
        noun = W(self.rng.choice(("time", "time", "turn")))
        whom = self.nouns.someone() if self.nouns.chance(0.4) and noun.text == "time" else None
        words, signs = self.short.action(whom or NOBODY)
        if noun.text == "time":
            en: English = ["it", "is", noun, *(["for", *whom.en_object] if whom else []), "to", *words]
            return Utterance(en, [noun, *(whom.gloss if whom else []), *signs])
        owner, sign = self.nouns.possessor()
        return Utterance(["it", "is", *owner, noun, "to", *words], [*sign, noun, *signs])

    def _faster(self, subject: NP, other: NP) -> Utterance:
        """She drives faster than I do; he calls more often than me."""
        verb, word = (
            self.contents.verb("vi", "move", "vi"),
            W(self.rng.choice(("fast", "late", "early", "loud", "often"))),
        )
        often: English = ["more", word]
        if word.text != "often":
            word.text, often = inflect(word.text, "-er"), [word]
        than: English = [*other.en, "does" if other.person == "3p" else "do"]
        than = than if self.nouns.chance(0.6) else other.en_object
        gloss: Gloss = [verb, "MORE", word, "THAN", *other.gloss]
        tense = self.rng.choice((verbs.PRESENT, verbs.PRESENT, "can", verbs.FUTURE))
        clause = Clause(subject, Predicate(verb, [*often, "than", *than], gloss), tense)
        return Utterance(clause.statement_en(), clause.gloss())
