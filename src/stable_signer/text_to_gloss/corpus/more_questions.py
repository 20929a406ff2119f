"""More questions with a question word: how tall, how often, which bus goes, whose car, with whom, or choices of a
few things."""

from __future__ import annotations

from stable_signer.text_to_gloss.corpus import verbs
from stable_signer.text_to_gloss.corpus.clauses import Clause, Predicate
from stable_signer.text_to_gloss.corpus.items import English, Gloss, W, span, write
from stable_signer.text_to_gloss.corpus.nouns import NP, pronoun
from stable_signer.text_to_gloss.corpus.statements import Statements, Utterance, unsubjected
from stable_signer.text_to_gloss.inflection import inflect_noun

_TENSES = (verbs.PRESENT, verbs.PRESENT, verbs.PAST, verbs.FUTURE, verbs.GOING, "can", "should", verbs.PROGRESSIVE)


class MoreQuestions:
    """Draws questions with a question word."""

    def __init__(self, statements: Statements) -> None:
        self.statements = statements
        self.pools, self.rng, self.nouns = statements.pools, statements.rng, statements.nouns
        self.predicates = statements.predicates

    def draw(self) -> Utterance:
        """One of the questions below, each with its share."""
        makers = (
            (self.how_adjective, 5), (self.how_often, 3), (self.noun_acts, 5), (self.whose, 4), (self.which_is, 3),
            (self.to_do, 5), (self.with_whom, 5), (self.which_or, 4), (self.how_to, 3), (self.what_noun, 4),
            (self.else_, 2),
        )  # fmt: skip
        return self.rng.choices([maker for maker, _ in makers], [weight for _, weight in makers])[0]()

    def _subject(self) -> NP:
        return self.nouns.subject() if self.nouns.chance(0.5) else pronoun(self.rng.choice(("2p", "2p", "1p", "1pl")))

    def _clause(self, subject: NP, predicate: Predicate) -> Clause:
        tense = predicate.tense or self.rng.choice(_TENSES)
        is_state = predicate.verb is None or not predicate.dynamic
        if is_state and tense == verbs.PROGRESSIVE:
            tense = verbs.PRESENT
        return Clause(subject, predicate, tense)

    def _asked(self, clause: Clause, wh: English, sign: Gloss, first: Gloss | None = None) -> Utterance:
        """A question about a clause: its question word first in English and last in ASL."""
        signs = [*(first or []), *clause.gloss(inverted=not first), *sign]
        return Utterance(clause.question_en(wh), span("whq", signs), "?")

    def how_adjective(self) -> Utterance:
        """How tall is your brother? How far is the hospital from here?"""
        subject, word = self._subject(), self.nouns.word("size", "adjective")
        en, gloss = self._from() if self.nouns.chance(0.2) else ([], [])
        clause = Clause(subject, Predicate(None, en, [word, *gloss], dynamic=False))
        clause.tense = self.rng.choice((verbs.PRESENT, verbs.PRESENT, verbs.PAST, verbs.FUTURE))
        return self._asked(clause, ["how", word], ["HOW"])

    def _from(self) -> tuple[English, Gloss]:
        place = self.nouns.place()
        return ["from", *place.en_object], ["FROM", *place.gloss]

    def how_often(self) -> Utterance:
        """How often do you swim? How fast can she run?"""
        subject = self._subject()
        word = W(self.rng.choice(("often", "often", "fast", "early", "late", "far")))
        clause = self._clause(subject, self.predicates.action(subject))
        return self._asked(clause, ["how", word], [word, "HOW"])

    def noun_acts(self) -> Utterance:
        """Which bus goes downtown? How many people live here? What color is best?"""
        word = self.nouns.word("person", "thing", "vehicle", "animal", "food", "place")
        wh, sign = self.rng.choice((("which", "WHICH"), ("what", "WHAT"), ("how many", ""), ("whose", "WHOSE")))
        plural = wh == "how many"
        word.text = inflect_noun(word.text) if plural else word.text
        asked = W(wh)
        en: English = [asked if plural else wh, word]
        subject = NP(en, en, [word], "3pl" if plural else "3p", None)
        predicate = self.predicates.draw(subject) if self.nouns.chance(0.4) else self.predicates.action(subject)
        predicate.gloss = [unsubjected(item) for item in predicate.gloss]
        clause = self._clause(subject, predicate)
        last: Gloss = [asked] if plural else [sign]
        return Utterance(clause.statement_en(), span("whq", [*clause.gloss(), *last]), "?")

    def whose(self) -> Utterance:
        """Whose keys are these? Whose car did you take?"""
        word = self.nouns.word("thing", "vehicle", "animal", "food")
        if self.nouns.chance(0.5):
            plural = self.nouns.chance(0.4)
            word.text = inflect_noun(word.text) if plural else word.text
            texts = (("these", "IX-3pl"), ("those", "IX-3pl")) if plural else (("this", "THIS"), ("that", "THAT"))
            det, sign = self.rng.choice(texts)
            form = "are" if plural else "is"
            return Utterance(["whose", word, form, det], span("whq", [sign, word, "WHOSE"]), "?")
        clause = self._taking()
        return self._asked(clause, ["whose", word], ["WHOSE"], [word])

    def _taking(self) -> Clause:
        """A clause that lacks its object."""
        subject = self._subject()
        verb = self.nouns.word("vt", "say", "food-verb")
        return self._clause(subject, Predicate(verb, [], [verb]))

    def what_noun(self) -> Utterance:
        """What kind of food do you eat? How many books did you read at school?"""
        lemma = self.pools.draw("thing", "food", "animal")
        amount = "how much" if lemma.is_mass and lemma.text[-1] != "s" else "how many"
        wh = self.rng.choice(("what kind of", amount, amount, "which", "what type of"))
        plural = wh == "how many" and not lemma.is_mass
        word = W(inflect_noun(lemma.text) if plural else lemma.text, lemma.entry.gloss)
        clause = self._taking()
        if self.nouns.chance(0.3):
            self.statements.adverbials.stack(clause)
        if wh == "which":
            return self._asked(clause, ["which", word], ["WHICH"], [word])
        phrase = W(wh.removesuffix(" of"))
        of: English = ["of"] if wh.endswith("of") else []
        return self._asked(clause, [phrase, *of, word], [phrase], [word])

    def which_is(self) -> Utterance:
        """Which coat is yours? Which one is better? Which is bigger?"""
        word = self.nouns.word("thing", "vehicle", "animal")
        subject = NP(["which", word], [], [word])
        if self.nouns.chance(0.5):
            np = self.nouns.owned()
            predicate = Predicate(None, np.en_object, np.gloss, dynamic=False)
        else:
            predicate = self.predicates.adjective(subject)
        clause = Clause(subject, predicate)
        return Utterance(clause.statement_en(), span("whq", [*clause.gloss(), "WHICH"]), "?")

    def to_do(self) -> Utterance:
        """What do you want to eat? Where are you planning to live? Who do you need to call?"""
        subject = self._subject()
        verb = W(self.rng.choice(("want", "need", "plan", "try", "want", "hope", "like", "prefer")))
        sign: str | W = "LIKE" if verb.text == "like" else verb
        inner = self.nouns.word("vt", "say", "food-verb")
        wh, last = self.rng.choice(
            (("what", "WHAT"), ("what", "WHAT"), ("who", "WHO"), ("where", "WHERE"), ("when", "WHEN"))
        )
        en: English = ["to", inner]
        gloss: Gloss = [sign, inner]
        if last in ("WHERE", "WHEN"):
            predicate = self.predicates.action(subject)
            en = ["to", *predicate.words]
            gloss = [sign, *predicate.gloss]
        elif last == "WHAT" and self.nouns.chance(0.15):
            en = ["to", "do"]
            gloss = [sign]
            last = "WHAT-DO"
        tense = self.rng.choice((verbs.PRESENT, verbs.PRESENT, verbs.PAST))
        clause = Clause(subject, Predicate(verb, en, gloss, dynamic=False), tense)
        return self._asked(clause, [wh], [last])

    def with_whom(self) -> Utterance:
        """Who did you go to the party with? What is she talking about? Where are they from?"""
        subject = self._subject()
        if self.nouns.chance(0.12):
            clause = Clause(subject, Predicate(None, ["from"], ["FROM"], dynamic=False))
            return self._asked(clause, ["where"], ["WHERE"])
        verb = self.nouns.word("vi", "move", "vi")
        predicate = Predicate(verb, [], [verb]) if self.nouns.chance(0.6) else self.predicates.action(subject)
        prep, sign = self.rng.choice(
            (("with", "WITH"), ("with", "WITH"), ("for", "FOR"), ("about", "ABOUT"), ("to", ""))
        )
        signs: Gloss = [sign] if sign else []
        predicate = Predicate(
            predicate.verb, [*predicate.en, prep], [*predicate.gloss, *signs], predicate.topic, predicate.drops
        )
        wh, last = self.rng.choice((("who", "WHO"), ("who", "WHO"), ("what", "WHAT")))
        return self._asked(self._clause(subject, predicate), [wh], [last])

    def which_or(self) -> Utterance:
        """Do you want the red one or the blue one? Is it hot or cold? Did he come by bus or by car?"""
        subject = self._subject()
        pick = self.rng.random()
        if pick < 0.4:
            verb = W(self.rng.choice(("want", "need", "have", "prefer", "like")))
            sign: str | W = verb.text.upper() if verb.text in ("have", "like") else verb
            one, other = self._alternatives()
            predicate = Predicate(
                verb, [*one.en_object, "or", *other.en_object], [sign, *one.gloss, "OR", *other.gloss], dynamic=False
            )
        elif pick < 0.7:
            predicate = self.predicates.action(subject)
            one, other = self._alternatives()
            prep, sign = self.rng.choice((("with", "WITH"), ("for", "FOR"), ("in", ""), ("by", ""), ("about", "ABOUT")))
            predicate.en = [*predicate.en, prep, *one.en_object, "or", *other.en_object]
            signs: Gloss = [sign] if sign else []
            predicate.gloss = [*predicate.gloss, *signs, *one.gloss, "OR", *other.gloss]
        else:
            one, other = self._alternatives()
            predicate = Predicate(
                None, [*one.en_object, "or", *other.en_object], [*one.gloss, "OR", *other.gloss], dynamic=False
            )
        clause = self._clause(subject, predicate)
        return Utterance(clause.question_en(), span("whq", [*clause.gloss(inverted=True), "WHICH"]), "?")

    def _alternatives(self) -> tuple[NP, NP]:
        maker = self.rng.choice((self.nouns.thing, self.nouns.thing, self.nouns.one, self.nouns.owned, self.nouns.name))
        one, other = maker(), maker()
        while write(one.en)[0] == write(other.en)[0]:
            other = maker()
        return one, other

    def how_to(self) -> Utterance:
        """How do I get to the station? How can we help? How was the food?"""
        subject = self._subject()
        clause = self._clause(subject, self.predicates.action(subject))
        clause.tense = self.rng.choice((verbs.PRESENT, "can", "should", verbs.PAST))
        if self.nouns.chance(0.4):
            self.statements.adverbials.stack(clause)
        return self._asked(clause, ["how"], ["HOW"])

    def else_(self) -> Utterance:
        """What else do you need? Who else is coming? Where else did you look?"""
        other = W("else")
        wh, sign = self.rng.choice((("what", "WHAT"), ("who", "WHO"), ("where", "WHERE")))
        if wh == "where":
            subject = self._subject()
            return self._asked(
                self._clause(subject, self.predicates.action(subject)), ["where", other], [other, "WHERE"]
            )
        return self._asked(self._taking(), [wh, other], [other, sign])
