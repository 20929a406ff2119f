"""Short forms: commands, answers, fragments, exclamations, weather, what there is and where."""

from __future__ import annotations

from stable_signer.text_to_gloss.corpus import verbs
from stable_signer.text_to_gloss.corpus.clauses import Clause, Predicate
from stable_signer.text_to_gloss.corpus.items import Agree, English, Gloss, W, span
from stable_signer.text_to_gloss.corpus.nouns import NP, pronoun
from stable_signer.text_to_gloss.corpus.statements import Statements, Utterance, unsubjected
from stable_signer.text_to_gloss.inflection import inflect


class Minor:
    """Draws utterances that are no plain statement."""

    def __init__(self, statements: Statements) -> None:
        self.statements = statements
        self.pools, self.rng, self.nouns = statements.pools, statements.rng, statements.nouns
        self.predicates, self.times = statements.predicates, statements.times

    def command(self) -> Utterance:
        you = pronoun("2p")
        pred = self.predicates.action(you) if self.nouns.chance(0.65) else self.predicates.agreeing(you)
        if pred.verb is None:
            return self.statements.statement()
        clause = Clause(you, pred, verbs.PRESENT, negative=self.nouns.chance(0.2))
        clause.never = not clause.negative and self.nouns.chance(0.06)
        if self.nouns.chance(0.2):
            self.statements.adjunct(clause)
        if self.nouns.chance(0.12):
            clause.time = self.times.draw()
        words: English = [
            *(["do", "not"] if clause.negative else ["never"] if clause.never else []),
            pred.verb,
            *pred.en,
            *clause.adjunct_en,
            *([] if clause.time is None else clause.time.en),
        ]
        gloss = clause.gloss(without_subject=True)
        if self.nouns.chance(0.25):
            word = W("please")
            words = [word, *words] if self.nouns.chance(0.7) else [*words, ",", word]
            gloss = ["PLEASE", *gloss]
        elif self.nouns.chance(0.06) and not (clause.negative or clause.never):
            words, gloss = ["let's", *words], ["IX-1pl", *_let_us(gloss)]
        mark = self.rng.choices((".", "!"), (75, 25))[0]
        return Utterance(words, span("excl", gloss) if mark == "!" else gloss, mark)

    def forbidden(self) -> Utterance:
        """No smoking. No parking here."""
        predicate = self.predicates.action(pronoun("2p"))
        if predicate.verb is None:
            return self.weather()
        predicate.verb.text = inflect(predicate.verb.text, "-ing")
        mark = self.rng.choice((".", ".", "!"))
        gloss = span("neg", ["NOT", *predicate.gloss])
        return Utterance(["no", predicate.verb, *predicate.en], span("excl", gloss) if mark == "!" else gloss, mark)

    def weather(self) -> Utterance:
        en, gloss = self.statements.weather_clause()
        if self.nouns.chance(0.3) and en[1] in ("is", "was"):
            return Utterance([en[1], en[0], *en[2:]], span("ynq", gloss), "?")
        return Utterance(en, gloss)

    def existential(self) -> Utterance:
        thing = self.nouns.thing("thing", "person", "animal", "food", "place")
        plural = thing.person == "3pl"
        past = self.nouns.chance(0.2)
        form = verbs.be(thing.person, past)
        where = self.nouns.place() if self.nouns.chance(0.5) else None
        en_where: English = [self.rng.choice(("in", "in", "at")), *where.en_object] if where else []
        if self.nouns.chance(0.25):
            where = self.nouns.thing("furniture", "vehicle", "object", "nature")
            en_where = [self.rng.choice(("on", "on", "in")), *where.en_object]
        place: Gloss = span("topic", where.gloss) if where else []
        past_topic = span("topic", ["PAST"]) if past else []
        if where is None and self.nouns.chance(0.2):
            here = W(self.rng.choice(("here", "outside", "everywhere")))
            return Utterance(["there", form, *thing.en, here], [*past_topic, "HAVE", *thing.gloss, here])
        pick = self.rng.random()
        if pick < 0.12:
            who = NP(["who"], [], [], thing.person) if not plural else NP(["that"], [], [], "3pl")
            inner = Clause(who, self.predicates.action(who))
            gloss = [*past_topic, *place, "HAVE", *span("rel", [*thing.gloss, *inner.gloss()])]
            return Utterance(["there", form, *thing.en, *inner.statement_en(), *en_where], gloss)
        if pick < 0.55:
            return Utterance(["there", form, *thing.en, *en_where], [*past_topic, *place, "HAVE", *thing.gloss])
        if pick < 0.8:
            any_: English = ["any"] if plural else []
            return Utterance(
                [form, "there", *any_, *thing.en, *en_where],
                span("ynq", [*past_topic, *place, "HAVE", *thing.gloss]),
                "?",
            )
        lemma = self.pools.draw("thing", "food")
        noun = W(lemma.text, lemma.entry.gloss)
        return Utterance(
            ["there", form, "no", noun, *en_where], [*past_topic, *place, *span("neg", ["HAVE", "NONE", noun])]
        )

    def where_is(self) -> Utterance:
        """The book is on the table: the ground first."""
        thing, ground = (
            self.nouns.thing("thing", "animal", "food"),
            self.nouns.thing("furniture", "object", "room", "building"),
        )
        simple = self.rng.choice(
            (
                ("on", "ON"),
                ("in", "IN"),
                ("under", ""),
                ("behind", ""),
                ("near", ""),
                ("next to", ""),
                ("in front of", ""),
                ("above", ""),
            )
        )
        prep: W | str = simple[0] if simple[1] else W(simple[0])
        sign: W | str = simple[1] or prep
        form = verbs.be(thing.person, False)
        gloss: Gloss = [*span("topic", ground.gloss), *thing.gloss, sign]
        if self.nouns.chance(0.25):
            return Utterance([form, *thing.en, prep, *ground.en], span("ynq", gloss), "?")
        negative = self.nouns.chance(0.12)
        if negative:
            gloss = [*span("topic", ground.gloss), *thing.gloss, *span("neg", ["NOT", sign])]
        return Utterance([*thing.en, form, *(["not"] if negative else []), prep, *ground.en], gloss)

    def answer(self) -> Utterance:
        clause = self.statements.clause(simple=True)
        if self.nouns.chance(0.5):
            clause.negative = False
            return Utterance(["yes", ",", *clause.statement_en()], [*span("aff", ["YES"]), "/", *clause.gloss()])
        return Utterance(["no", ",", *clause.statement_en()], [*span("neg", ["NO"]), "/", *clause.gloss()])

    def fragment(self) -> Utterance:
        """A noun phrase, an adjective, a greeting with a name, a list."""
        pick = self.rng.random()
        mark = self.rng.choices((".", "?", "!"), (60, 20, 20))[0]
        en: English
        gloss: Gloss
        if pick < 0.35:
            np = self.nouns.thing() if self.nouns.chance(0.5) else self.nouns.someone()
            en, gloss = np.en_object, np.gloss
        elif pick < 0.55:
            en, gloss = self._words(1, 3)
        elif pick < 0.8:
            word = W(self.pools.draw("interjection").text)
            en, gloss = [word], [word]
            if self.nouns.chance(0.6):
                np = self.nouns.name() if self.nouns.chance(0.5) else NP(*self._twice(self._words(1, 2)))
                en, gloss = [word, *([","] if self.nouns.chance(0.5) else []), *np.en], [word, *np.gloss]
        else:
            np = self.nouns.both(self.nouns.thing(), self.nouns.thing())
            en, gloss = np.en, np.gloss
        kind = {"?": "ynq", "!": "excl"}.get(mark)
        return Utterance(en, span(kind, gloss) if kind else gloss, mark)

    def _twice(self, pair: tuple[English, Gloss]) -> tuple[English, English, Gloss]:
        return pair[0], pair[0], pair[1]

    def _words(self, least: int, most: int) -> tuple[English, Gloss]:
        kinds = ("noun", "verb", "adjective", "adverb", "time")
        drawn = [self.pools.draw_plain(*kinds) for _ in range(self.rng.randint(least, most))]
        words = [W(lemma.text, lemma.entry.gloss) for lemma in drawn]
        return [*words], [*words]

    def passive(self) -> Utterance:
        if self.nouns.chance(0.3):
            return self._passive_person()
        thing = self.nouns.thing()
        lemma = self.pools.draw("vt")
        verb = W(lemma.text, lemma.entry.gloss)
        verb.text = inflect(verb.text, "-en")
        past = self.nouns.chance(0.7)
        by = self.nouns.someone() if self.nouns.chance(0.35) else None
        en: English = [*thing.en, verbs.be(thing.person, past), verb, *(["by", *by.en_object] if by else [])]
        finish: Gloss = ["FINISH"] if past else []
        if by:
            return Utterance(en, [*span("topic", thing.gloss), *by.gloss, verb, *finish])
        return Utterance(en, [*thing.gloss, verb, *finish])

    def _passive_person(self) -> Utterance:
        """I was helped by my teacher. She was told to wait."""
        who = self.nouns.personal()
        lemma = self.pools.draw("agree")
        verb = W(inflect(lemma.text, "-en"), lemma.entry.gloss)
        past = self.nouns.chance(0.8)
        by = self.nouns.person() if self.nouns.chance(0.5) else None
        subject = "3p" if by is None else by.agrees_as
        en: English = [*who.en, verbs.be(who.person, past), verb, *(["by", *by.en_object] if by else [])]
        shown: Gloss = [] if not isinstance(who.agrees_as, W) else who.gloss
        inner = self.predicates.action(who) if by is None and self.nouns.chance(0.5) else None
        tail: Gloss = inner.gloss if inner else ["FINISH"] if past else []
        if inner:
            en += ["to", *([inner.verb] if inner.verb else []), *inner.en]
        return Utterance(en, [*(by.gloss if by else []), *shown, Agree(verb, subject, who.agrees_as), *tail])

    def no_noun(self) -> Utterance:
        """I have no money; nobody came; I know nothing."""
        subject = self.nouns.subject()
        pick = self.rng.random()
        has = "has" if subject.person == "3p" else "have"
        if pick < 0.5:
            lemma = self.pools.draw("thing", "money", "person", "animal")
            noun = W(lemma.text, lemma.entry.gloss)
            return Utterance([*subject.en, has, "no", noun], [*subject.gloss, *span("neg", ["HAVE", "NONE", noun])])
        if pick < 0.75:
            nobody = W(self.rng.choice(("nobody", "no one", "nothing")))
            clause = self.statements.clause(NP([nobody], [nobody], []), simple=True)
            clause.negative = clause.never = False
            clause.predicate.gloss = [unsubjected(item) for item in clause.predicate.gloss]
            gloss = _unpast(clause.gloss())
            return Utterance(
                clause.statement_en(), span("neg", [nobody, *(gloss[:-1] if gloss[-1:] == ["FINISH"] else gloss)])
            )
        lemma = self.pools.draw("vt", "stative")
        verb, nothing = W(lemma.text, lemma.entry.gloss), W("nothing")
        clause = Clause(subject, Predicate(verb, [nothing], span("neg", [verb, nothing]), dynamic=False), verbs.PRESENT)
        return Utterance(clause.statement_en(), clause.gloss())

    def exclamation(self) -> Utterance:
        """What a beautiful day! How nice!"""
        lemma = self.pools.draw("adjective")
        word = W(lemma.text, lemma.entry.gloss)
        if self.nouns.chance(0.4):
            return Utterance(["how", word], span("excl", [word]), "!")
        thing = self.pools.draw("thing", "person", "event", "animal")
        noun = W(thing.text, thing.entry.gloss)
        article: English = ["an" if word.text[0] in "aeiou" else "a"] if self.nouns.chance(0.8) else []
        return Utterance(["what", *article, word, noun], span("excl", [word, noun]), "!")

    def jumble(self) -> Utterance:
        """Content words in any order with function words between: signed in order, nothing lost."""
        en: English = []
        gloss: Gloss = []
        for _ in range(self.rng.randint(3, 8)):
            lemma = self.pools.draw_plain("noun", "verb", "adjective", "thing")
            word = W(lemma.text if self.nouns.chance(0.85) else self.pools.unknown(), lemma.entry.gloss)
            if self.nouns.chance(0.35):
                en.append(self.rng.choice(("the", "a", "of", "to", "is", "are")))
            en.append(word)
            gloss.append(word)
        return Utterance(en, gloss)


def _unpast(gloss: Gloss) -> Gloss:
    """Signs without the topic PAST in front: nobody was ever there."""
    past = span("topic", ["PAST"])
    return gloss[len(past) :] if gloss[: len(past)] == past else gloss


def _let_us(gloss: Gloss) -> Gloss:
    return [
        Agree(item.verb, "1pl" if item.subject else None, item.object) if isinstance(item, Agree) else item
        for item in gloss
    ]
