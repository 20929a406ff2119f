"""Whole utterances of the grammar: statements, questions of every kind, commands, conditionals, reasons, sequences."""

from __future__ import annotations

from dataclasses import dataclass

from stable_signer.text_to_gloss.corpus import verbs
from stable_signer.text_to_gloss.corpus.clauses import Clause, Predicate, Predicates
from stable_signer.text_to_gloss.corpus.items import Agree, English, Gloss, Item, W, span
from stable_signer.text_to_gloss.corpus.nouns import NP, Nouns, pronoun
from stable_signer.text_to_gloss.corpus.pools import Pools
from stable_signer.text_to_gloss.corpus.times import Times
from stable_signer.text_to_gloss.inflection import inflect, inflect_noun

_TENSES = (
    (verbs.PRESENT, 30), (verbs.PAST, 26), (verbs.PROGRESSIVE, 9), (verbs.PAST_PROGRESSIVE, 3), (verbs.PERFECT, 6), (verbs.FUTURE, 9),
    (verbs.GOING, 4), *((modal, 2) for modal in verbs.MODALS),
)  # fmt: skip
_FREQUENCY = (
    "always",
    "often",
    "sometimes",
    "usually",
    "still",
    "already",
    "also",
    "only",
    "rarely",
    "again",
    "just",
    "really",
)
_MANNER = (
    "again",
    "together",
    "alone",
    "here",
    "there",
    "too",
    "slowly",
    "well",
    "very much",
    "every day",
    "now",
    "home",
    "outside",
    "carefully",
)


@dataclass(frozen=True)
class Utterance:
    """en: words without the final mark; mark: the final mark; gloss: signs."""

    en: English
    gloss: Gloss
    mark: str = "."


class Sentences:
    """Draws utterances."""

    def __init__(self, pools: Pools) -> None:
        self.pools, self.rng = pools, pools.rng
        self.nouns = Nouns(pools)
        self.predicates = Predicates(self.nouns)
        self.times = Times(self.nouns)

    def draw(self) -> Utterance:
        kinds = (
            (self.statement, 30), (self.yes_no, 12), (self.wh, 14), (self.conditional, 7), (self.reason, 4), (self.when, 4), (self.command, 7),
            (self.coordinated, 6), (self.weather, 3), (self.existential, 4), (self.where_is, 4), (self.topic, 2), (self.relative, 4),
            (self.answer, 3), (self.fragment, 6), (self.passive, 2), (self.no_noun, 2), (self.exclamation, 3), (self.quoted, 1), (self.jumble, 2),
        )  # fmt: skip
        return self.rng.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]()

    def clause(
        self, subject: NP | None = None, simple: bool = False, tenses: tuple[tuple[str, int], ...] = _TENSES
    ) -> Clause:
        """A random clause; ``simple`` = no time and no adjuncts."""
        subject = subject or self.nouns.subject()
        predicate = self.predicates.draw(subject)
        if self.nouns.chance(0.06) and not simple:
            predicate = self._joined(subject, predicate)
        tense = self.rng.choices([t for t, _ in tenses], [w for _, w in tenses])[0]
        clause = Clause(subject, predicate, tense, negative=self.nouns.chance(0.17), contracted=self.nouns.chance(0.75))
        clause.ever = tense == verbs.PERFECT and self.nouns.chance(0.4)
        if predicate.verb is None and tense in (verbs.PROGRESSIVE, verbs.PAST_PROGRESSIVE, "used to", "would like to"):
            clause.tense = verbs.PRESENT if tense == verbs.PROGRESSIVE else verbs.PAST
        if not predicate.dynamic and tense == verbs.PROGRESSIVE:
            clause.tense = verbs.PRESENT
        self._decorate(clause, simple)
        return clause

    def _joined(self, subject: NP, predicate: Predicate) -> Predicate:
        """A second verb phrase: wash my hands and eat."""
        if predicate.verb is None or not predicate.dynamic or predicate.topic or predicate.drops:
            return predicate
        other = self.predicates.action(subject)
        form: W | None = other.verb
        if form is None:
            return predicate
        return Predicate(
            predicate.verb, [*predicate.en, "and", form, *other.en], [*predicate.gloss, "AND", *other.gloss]
        )

    def _decorate(self, clause: Clause, simple: bool) -> None:
        pick = self.rng.random()
        joined = "and" in clause.predicate.en
        if (
            pick < 0.05
            and not clause.negative
            and clause.tense in (verbs.PRESENT, verbs.PERFECT, verbs.PAST)
            and clause.predicate.verb
        ):
            clause.never, clause.tense = True, clause.tense if clause.tense != verbs.PAST else verbs.PRESENT
        elif (
            pick < 0.13
            and not clause.negative
            and clause.tense in (verbs.PRESENT, verbs.PAST, verbs.PROGRESSIVE)
            and not joined
        ):
            clause.adverb = W(self.rng.choice(_FREQUENCY))
        if simple:
            return
        if self.nouns.chance(0.22):
            self._adjunct(clause)
        if self.nouns.chance(0.3):
            wanted = (
                "past"
                if clause.tense in (verbs.PAST, verbs.PAST_PROGRESSIVE)
                else "future"
                if clause.tense in (verbs.FUTURE, verbs.GOING)
                else "any"
            )
            time = self.times.draw()
            if time.when in (wanted, "any") or wanted == "any":
                clause.time = time

    def _adjunct(self, clause: Clause) -> None:
        pick = self.rng.random()
        if pick < 0.3 and clause.predicate.verb:
            place = self.nouns.place()
            clause.adjunct_en, clause.adjunct_gloss = [self.rng.choice(("in", "at")), *place.en_object], place.gloss
        elif pick < 0.7:
            np = self.nouns.someone() if self.nouns.chance(0.65) else self.nouns.thing()
            preps = (
                ("with", "WITH"),
                ("with", "WITH"),
                ("for", "FOR"),
                ("about", "ABOUT"),
                ("without", "WITHOUT"),
                ("from", "FROM"),
            )
            prep, sign = self.rng.choice(preps)
            clause.adjunct_en, clause.adjunct_gloss = [prep, *np.en_object], [sign, *np.gloss]
        elif pick < 0.76 and clause.predicate.dynamic and clause.predicate.verb:
            self._purpose(clause)
        elif pick < 0.82:
            self._duration(clause)
        elif pick < 0.9:
            prep = W(
                self.rng.choice(
                    ("near", "behind", "under", "between", "next to", "in front of", "around", "across", "above")
                )
            )
            thing = self.nouns.thing("thing", "building", "furniture") if self.nouns.chance(0.6) else self.nouns.place()
            clause.adjunct_en, clause.adjunct_gloss = [prep, *thing.en_object], [prep, *thing.gloss]
        else:
            text = self.rng.choice(_MANNER)
            word = W(text)
            sign: Gloss = ["ALSO"] if text == "too" else ["THERE"] if text == "there" else [word]
            clause.adjunct_en, clause.adjunct_gloss = [word], sign

    def _purpose(self, clause: Clause) -> None:
        """went to the store to buy milk."""
        inner = self.predicates.action(clause.subject)
        words: English = [inner.verb] if inner.verb else []
        clause.adjunct_en, clause.adjunct_gloss = ["to", *words, *inner.en], inner.gloss

    def _duration(self, clause: Clause) -> None:
        count, unit = (
            W(self.nouns.number()),
            W(self.rng.choice(("minutes", "hours", "days", "weeks", "months", "years"))),
        )
        clause.adjunct_en, clause.adjunct_gloss = ["for", count, unit], ["FOR", count, unit]

    def statement(self) -> Utterance:
        clause = self.clause()
        mark = self.rng.choices((".", "!"), (93, 7))[0]
        lead = self._lead()
        gloss = [*lead[1], *clause.gloss()]
        return Utterance([*lead[0], *clause.statement_en()], span("excl", gloss) if mark == "!" else gloss, mark)

    def _lead(self) -> tuple[English, Gloss]:
        """Words before a clause: maybe, but, and, hello."""
        pick = self.rng.random()
        if pick < 0.02:
            word = W(self.rng.choice(("maybe", "perhaps")))
            return [word], [word]
        if pick < 0.06:
            word, sign = self.rng.choice((("but", ["BUT"]), ("and", ["AND"]), ("so", ["SO"]), ("then", ["THEN"])))
            return [word], list(sign)
        if pick < 0.075:
            word = W(self.rng.choice(("hello", "sorry", "wow", "excuse me", "finally", "suddenly")))
            return [word, ","], [word, "/"]
        if pick < 0.085:
            word, name = W(self.rng.choice(("hello", "hi", "sorry"))), self.nouns.name()
            return [word, *name.en, ","], [word, *name.gloss, "/"]
        return [], []

    def yes_no(self) -> Utterance:
        clause = self.clause()
        if self.nouns.chance(0.15):
            clause.subject = pronoun("2p") if not clause.predicate.drops else clause.subject
        if self.nouns.chance(0.12) and not clause.negative:
            return self._tag_question(clause)
        if self.nouns.chance(0.1):
            return Utterance(clause.statement_en(), span("ynq", clause.gloss()), "?")
        polite = self.nouns.chance(0.05)
        please: English = [",", W("please")] if polite and clause.tense in ("can", "could") else []
        signs: Gloss = [*(["PLEASE"] if please else []), *clause.gloss()]
        return Utterance([*clause.question_en(), *please], span("ynq", signs), "?")

    def _tag_question(self, clause: Clause) -> Utterance:
        tag = self.rng.choice((["is", "not", "it"], ["right"], ["okay"], ["do", "not", "you"]))
        words: English = [*clause.statement_en(), ","]
        if tag[0] in ("right", "okay"):
            word = W(tag[0])
            return Utterance([*words, word], [*clause.gloss(), "/", *span("ynq", [word])], "?")
        return Utterance([*words, *tag], span("ynq", clause.gloss()), "?")

    def wh(self) -> Utterance:
        maker = self.rng.choice(
            (
                self._wh_adverb,
                self._wh_adverb,
                self._wh_object,
                self._wh_object,
                self._wh_subject,
                self._wh_be,
                self._wh_noun,
                self._wh_phrase,
            )
        )
        return maker()

    def _plain(self, subject: NP | None = None) -> Clause:
        clause = self.clause(
            subject or (self.nouns.subject() if self.nouns.chance(0.5) else pronoun("2p")), simple=True
        )
        clause.never = False
        return clause

    def _wh_adverb(self) -> Utterance:
        wh, sign = self.rng.choice(
            (("where", "WHERE"), ("when", "WHEN"), ("why", "WHY"), ("how", "HOW"), ("why", "WHY"))
        )
        clause = self._plain()
        return Utterance(clause.question_en([wh]), span("whq", [*clause.gloss(), sign]), "?")

    def _wh_phrase(self) -> Utterance:
        """how long, what time, how come: question words of the lexicon."""
        phrases = [
            e
            for e in self.pools.words.entries
            if e.word_class == "question" and any(" " in lemma for lemma in e.english)
        ]
        if not phrases:
            return self._wh_adverb()
        entry = self.rng.choice(phrases)
        word = W(self.rng.choice([lemma for lemma in entry.english if " " in lemma]), entry.gloss)
        clause = self._plain()
        return Utterance(clause.question_en([word]), span("whq", [*clause.gloss(), word]), "?")

    def _wh_object(self) -> Utterance:
        subject = self.nouns.subject() if self.nouns.chance(0.5) else pronoun("2p")
        person = self.nouns.chance(0.25)
        wh, sign = ("who", "WHO") if person else ("what", "WHAT")
        if self.nouns.chance(0.2):
            verb: W = W(self.rng.choice(("want", "need", "like", "want")))
            inner = self.pools.draw("vt")
            word = W(inner.text, inner.entry.gloss)
            pred = Predicate(verb, ["to", word], ["LIKE" if verb.text == "like" else verb, word], dynamic=False)
        elif self.nouns.chance(0.16):
            pred = Predicate(W("do"), [], [], dynamic=True)
            sign = "WHO" if person else "WHAT-DO"
            wh, sign = "what", "WHAT-DO"
        elif self.nouns.chance(0.25) and not person:
            pred = self.predicates.asked(subject)
        else:
            lemma = self.pools.draw("vt", "vt", "stative", "say", "agree", "direct")
            word = W(lemma.text, lemma.entry.gloss)
            pred = Predicate(word, [], [word])
            if self.nouns.chance(0.2):
                pred = Predicate(W(self.rng.choice(("like", "have"))), [], [], dynamic=False)
                pred.gloss = ["LIKE" if pred.verb and pred.verb.text == "like" else "HAVE"]
        tense = self.rng.choices([t for t, _ in _TENSES], [w for _, w in _TENSES])[0]
        clause = Clause(
            subject,
            pred,
            tense,
            negative=self.nouns.chance(0.08),
            contracted=True,
            time=self.times.draw() if self.nouns.chance(0.1) else None,
        )
        if pred.verb and pred.verb.text == "do" and tense == "would like to":
            clause.tense = verbs.PRESENT
        prep: English = []
        extra: Gloss = []
        if self.nouns.chance(0.12):
            prep, extra = self.rng.choice(((["with"], ["WITH"]), (["for"], ["FOR"]), (["about"], ["ABOUT"])))
        return Utterance([*clause.question_en([wh]), *prep], span("whq", [*clause.gloss(), *extra, sign]), "?")

    def _wh_subject(self) -> Utterance:
        wh, sign = self.rng.choice((("who", "WHO"), ("who", "WHO"), ("what", "WHAT")))
        clause = self.clause(NP([wh], [wh], [], "3p"), simple=True)
        clause.never = False
        clause.predicate.gloss = [_unsubjected(item) for item in clause.predicate.gloss]
        return Utterance(clause.statement_en(), span("whq", [*clause.gloss(), sign]), "?")

    def _wh_be(self) -> Utterance:
        """What is your name? Where is my mother? Who is that man?"""
        np = self.nouns.thing("thing", "place", "event", "food") if self.nouns.chance(0.6) else self.nouns.person()
        if self.nouns.chance(0.2):
            sign = self.rng.choice((("this", "THIS"), ("that", "THAT"), ("it", "IX-3p")))
            np = NP([sign[0]], [sign[0]], [sign[1]])
        elif self.nouns.chance(0.2):
            np = self.nouns.someone()
        wh, sign = self.rng.choice(
            (("what", "WHAT"), ("where", "WHERE"), ("who", "WHO"), ("when", "WHEN"), ("how", "HOW"), ("where", "WHERE"))
        )
        tense = verbs.PRESENT if self.nouns.chance(0.8) else verbs.PAST
        form = verbs.be(np.person, tense == verbs.PAST)
        past = span("topic", ["PAST"]) if tense == verbs.PAST else []
        return Utterance([wh, form, *np.en], span("whq", [*past, *np.gloss, sign]), "?")

    def _wh_noun(self) -> Utterance:
        """Which book, what color, how many dogs."""
        lemma = self.pools.draw("thing", "food", "animal", "person", "color" if self.nouns.chance(0.2) else "thing")
        noun = W(lemma.text, lemma.entry.gloss)
        wh, sign = self.rng.choice(
            ((["which"], "WHICH"), (["what"], "WHAT"), (["what"], "WHAT"), (["how many"], "how"), (["how much"], "how"))
        )
        lead: English = list(wh)
        last: Gloss = [sign]
        if sign == "how":
            word = W(wh[0])
            if word.text == "how many":
                noun.text = noun.text if lemma.is_mass else inflect_noun(noun.text)
            lead, last = [word], [word]
        subject = self.nouns.subject() if self.nouns.chance(0.4) else pronoun("2p")
        verb_lemma = self.pools.draw("vt", "stative")
        verb = W(verb_lemma.text, verb_lemma.entry.gloss)
        signs: Gloss = [verb]
        if self.nouns.chance(0.45):
            verb = W(self.rng.choice(("have", "like", "want", "need")))
            signs = [verb.text.upper() if verb.text in ("have", "like") else verb]
        event = verb.text not in ("have", "like", "want", "need")
        tense = self.rng.choice(
            (verbs.PRESENT, verbs.PRESENT, verbs.PAST if event else verbs.PRESENT, verbs.FUTURE, "can")
        )
        clause = Clause(subject, Predicate(verb, [], signs, dynamic=True), tense)
        gloss = clause.gloss(without_subject=True)
        return Utterance(clause.question_en([*lead, noun]), span("whq", [noun, *subject.gloss, *gloss, *last]), "?")

    def conditional(self) -> Utterance:
        condition, result = self.clause(), self.clause()
        if self.nouns.chance(0.22):
            return self._unreal(condition, result)
        lead: English = ["if"]
        if self.nouns.chance(0.3):
            condition_en, inside = self._weather_clause()
        else:
            condition_en, inside = condition.statement_en(), condition.gloss()
        inside = _untopic(inside)
        cond: Gloss = span("cond", ["IF", *inside])
        if self.nouns.chance(0.15):
            question = self._plain(pronoun("2p"))
            return Utterance(
                [*lead, *condition_en, ",", *question.question_en(["why"])],
                [*cond, "/", *span("whq", [*question.gloss(), "WHY"])],
                "?",
            )
        if self.nouns.chance(0.1):
            order = self.command()
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
        cond = span("cond", ["IF", *_untopic(condition.gloss())])
        return Utterance(["if", *words, ",", *result.statement_en()], [*cond, "/", *result.gloss()])

    def reason(self) -> Utterance:
        first, second = self.clause(simple=True), self.clause(simple=True)
        signs: Gloss = [*first.gloss(), *span("rh", ["WHY"]), *second.gloss()]
        if self.nouns.chance(0.2):
            return Utterance(["because", *second.statement_en(), ",", *first.statement_en()], signs)
        return Utterance([*first.statement_en(), "because", *second.statement_en()], signs)

    def when(self) -> Utterance:
        """when, before, after, while, until, since clauses."""
        first, second = self.clause(simple=True), self.clause(simple=True)
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
            cond = span("cond", ["IF", *span("neg", ["NOT", *_untopic(first.gloss())])])
            return Utterance(
                ["unless", *first.statement_en(), ",", *second.statement_en()], [*cond, "/", *second.gloss()]
            )
        inside: Gloss = [*([sign] if sign else []), *_untopic(first.gloss())]
        lead: Gloss = [*span("topic", inside), "/"]
        if self.nouns.chance(0.4):
            return Utterance([*second.statement_en(), word, *first.statement_en()], [*lead, *second.gloss()])
        return Utterance([word, *first.statement_en(), ",", *second.statement_en()], [*lead, *second.gloss()])

    def command(self) -> Utterance:
        you = pronoun("2p")
        pred = self.predicates.action(you) if self.nouns.chance(0.65) else self.predicates.agreeing(you)
        if pred.verb is None:
            return self.statement()
        clause = Clause(you, pred, verbs.PRESENT, negative=self.nouns.chance(0.2))
        if self.nouns.chance(0.2):
            self._adjunct(clause)
        if self.nouns.chance(0.12):
            clause.time = self.times.draw()
        words: English = [
            *(["do", "not"] if clause.negative else []),
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
        elif self.nouns.chance(0.06) and not clause.negative:
            words, gloss = ["let's", *words], ["IX-1pl", *_no_agreement(gloss)]
        mark = self.rng.choices((".", "!"), (75, 25))[0]
        return Utterance(words, span("excl", gloss) if mark == "!" else gloss, mark)

    def coordinated(self) -> Utterance:
        word, sign = self.rng.choice((("and", "AND"), ("but", "BUT"), ("or", "OR"), ("so", "SO"), ("but", "BUT")))
        first, second = self.clause(simple=True), self.clause(simple=True)
        comma: English = [","] if self.nouns.chance(0.6) else []
        return Utterance(
            [*first.statement_en(), *comma, word, *second.statement_en()], [*first.gloss(), "/", sign, *second.gloss()]
        )

    def _weather_clause(self) -> tuple[English, Gloss]:
        time = self.times.draw() if self.nouns.chance(0.4) else None
        front = span("topic", time.gloss) if time else []
        when: English = time.en if time else []
        if self.nouns.chance(0.5) or not self.pools.has("weather"):
            word = W(self.rng.choice(("cold", "hot", "warm", "dark", "windy", "sunny", "cloudy")))
            form = self.rng.choice(("is", "was", "gets"))
            return ["it", form, word, *when], [*front, *(["BECOME"] if form == "gets" else []), word]
        verb = W(self.rng.choice(("rain", "snow")))
        tense = self.rng.choice((verbs.PRESENT, verbs.PAST, verbs.PROGRESSIVE, verbs.FUTURE, "might"))
        clause = Clause(
            NP(["it"], ["it"], []), Predicate(verb, [], [verb]), tense, negative=self.nouns.chance(0.15), time=time
        )
        return clause.statement_en(), clause.gloss()

    def weather(self) -> Utterance:
        en, gloss = self._weather_clause()
        if self.nouns.chance(0.3) and en[1] in ("is", "was"):
            return Utterance([en[1], en[0], *en[2:]], span("ynq", gloss), "?")
        return Utterance(en, gloss)

    def existential(self) -> Utterance:
        thing = self.nouns.thing("thing", "person", "animal", "food", "place")
        plural = thing.person == "3pl"
        past = self.nouns.chance(0.2)
        form = verbs.be(thing.person, past)
        where = self.nouns.place() if self.nouns.chance(0.5) else None
        en_where: English = ["in", *where.en_object] if where else []
        place: Gloss = span("topic", where.gloss) if where else []
        past_topic = span("topic", ["PAST"]) if past else []
        pick = self.rng.random()
        if pick < 0.55:
            return Utterance(["there", form, *thing.en, *en_where], [*past_topic, *place, "HAVE", *thing.gloss])
        if pick < 0.8:
            any_: English = ["any"] if plural else []
            return Utterance(
                [form, "there", *any_, *thing.en, *en_where],
                span("ynq", [*past_topic, *place, "HAVE", *thing.gloss]),
                "?",
            )
        noun = W(self.pools.draw("thing", "food").text)
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

    def topic(self) -> Utterance:
        """As for school, I like it."""
        thing = self.nouns.thing("food", "event", "thing", "person")
        clause = self.clause(simple=True)
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
            clause = self.clause(np, simple=True)
            return Utterance(clause.statement_en(), clause.gloss())
        subject = self.nouns.someone()
        lemma = self.pools.draw("vt", "stative")
        verb = W(lemma.text, lemma.entry.gloss)
        clause = Clause(subject, Predicate(verb, np.en_object, [verb, *np.gloss], dynamic=False), verbs.PRESENT)
        return Utterance(clause.statement_en(), clause.gloss())

    def answer(self) -> Utterance:
        clause = self.clause(simple=True)
        if self.nouns.chance(0.5):
            clause.negative = False
            return Utterance(["yes", ",", *clause.statement_en()], [*span("aff", ["YES"]), "/", *clause.gloss()])
        return Utterance(["no", ",", *clause.statement_en()], [*span("neg", ["NO"]), "/", *clause.gloss()])

    def fragment(self) -> Utterance:
        """A noun phrase, an adjective, a greeting with a name, a list."""
        pick = self.rng.random()
        mark = self.rng.choices((".", "?", "!"), (60, 20, 20))[0]
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
        drawn = [
            self.pools.draw("noun", "verb", "adjective", "adverb", "time") for _ in range(self.rng.randint(least, most))
        ]
        words = [W(lemma.text, lemma.entry.gloss) for lemma in drawn]
        return [*words], [*words]

    def passive(self) -> Utterance:
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

    def no_noun(self) -> Utterance:
        """I have no money; nobody came; I know nothing."""
        subject = self.nouns.subject()
        pick = self.rng.random()
        has = "has" if subject.person == "3p" else "have"
        if pick < 0.5:
            noun = W(self.pools.draw("thing", "money", "person", "animal").text)
            return Utterance([*subject.en, has, "no", noun], [*subject.gloss, *span("neg", ["HAVE", "NONE", noun])])
        if pick < 0.75:
            nobody = W(self.rng.choice(("nobody", "no one", "nothing")))
            clause = self.clause(NP([nobody], [nobody], []), simple=True)
            clause.negative = clause.never = False
            clause.predicate.gloss = [_unsubjected(item) for item in clause.predicate.gloss]
            return Utterance(clause.statement_en(), span("neg", [nobody, *clause.gloss()]))
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
        noun = W(self.pools.draw("thing", "person", "event", "animal").text)
        article: English = ["an" if word.text[0] in "aeiou" else "a"] if self.nouns.chance(0.8) else []
        return Utterance(["what", *article, word, noun], span("excl", [word, noun]), "!")

    def quoted(self) -> Utterance:
        """A name, then a statement to them."""
        clause = self.clause(simple=True)
        name = self.nouns.name()
        if self.nouns.chance(0.35):
            order = self.command()
            return Utterance([*name.en, ",", *order.en], [*name.gloss, "/", *order.gloss], order.mark)
        if self.nouns.chance(0.5):
            return Utterance([*name.en, ",", *clause.statement_en()], [*name.gloss, "/", *clause.gloss()])
        return Utterance([*clause.question_en(), ",", *name.en], span("ynq", [*clause.gloss(), *name.gloss]), "?")

    def jumble(self) -> Utterance:
        """Content words in any order with function words between: signed in order, nothing lost."""
        en: English = []
        gloss: Gloss = []
        for _ in range(self.rng.randint(3, 8)):
            lemma = self.pools.draw("noun", "verb", "adjective", "thing")
            word = W(lemma.text if self.nouns.chance(0.85) else self.pools.unknown(), lemma.entry.gloss)
            if self.nouns.chance(0.35):
                en.append(self.rng.choice(("the", "a", "of", "to", "is", "are")))
            en.append(word)
            gloss.append(word)
        return Utterance(en, gloss)


def _unsubjected(item: Item) -> Item:
    """A verb whose subject is asked for or is nobody: it starts from no place."""
    return Agree(item.verb, None, item.object) if isinstance(item, Agree) else item


def _no_agreement(gloss: Gloss) -> Gloss:
    return [
        Agree(item.verb, "1pl" if item.subject else None, item.object) if isinstance(item, Agree) else item
        for item in gloss
    ]


def _untopic(gloss: Gloss) -> Gloss:
    """Signs without topic marking of their own, as inside a condition."""
    kept: Gloss = []
    depth: list[bool] = []
    for item in gloss:
        if isinstance(item, str) and item.endswith("("):
            depth.append(item == "topic(")
            if depth[-1]:
                continue
        elif item == ")" and depth.pop():
            continue
        kept.append(item)
    return kept
