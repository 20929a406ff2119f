"""Predicates of many frames: verbs with their objects, agreement, adjectives, places, and what can be embedded under
them."""

from __future__ import annotations

from stable_signer.text_to_gloss.corpus import verbs
from stable_signer.text_to_gloss.corpus.clauses import Clause, Predicate
from stable_signer.text_to_gloss.corpus.frames import Frames
from stable_signer.text_to_gloss.corpus.items import Agree, English, Gloss, Third, W, span
from stable_signer.text_to_gloss.corpus.nouns import NP, Nouns, pronoun
from stable_signer.text_to_gloss.inflection import inflect

_SHIFTED = {
    verbs.PRESENT: verbs.PAST, verbs.FUTURE: "would", "can": "could", verbs.PROGRESSIVE: verbs.PAST_PROGRESSIVE,
}  # fmt: skip
"""Tenses under a verb of the past, for those that English shifts."""


class Predicates:
    """Draws predicates for a subject, by the kinds of verb that the lexicon has."""

    def __init__(self, nouns: Nouns) -> None:
        self.nouns, self.pools, self.rng = nouns, nouns.pools, nouns.rng
        self.frames = Frames(self)

    def draw(self, subject: NP) -> Predicate:
        frames = (
            (self.transitive, 20), (self.intransitive, 12), (self.motion, 9), (self.agreeing, 20),
            (self.stative, 8), (self.liking, 6),
            (self.having, 6), (self.adjective, 14), (self.identity, 6), (self.located, 5), (self.wanting, 9),
            (self.saying, 10), (self.telling, 9), (self.been, 1.5),
            (self.feeling, 2), (self.phrasal, 8), (self.unknown, 2), (self.causing, 4), (self.becoming, 2),
            (self.gerund, 3), (self.frames.draw, 45),
        )  # fmt: skip
        maker = self.rng.choices([frame for frame, _ in frames], [weight for _, weight in frames])[0]
        return maker(subject)

    def action(self, subject: NP) -> Predicate:
        """A plain event, without agreement: for embedding under other verbs."""
        return self.rng.choice((self.transitive, self.intransitive, self.motion, self.transitive))(subject)

    def transitive(self, subject: NP) -> Predicate:
        verb = self.nouns.word("vt", "vt", "food-verb", "drink-verb")
        thing = (
            pronoun("3p")
            if self.nouns.chance(0.12)
            else pronoun("3pl")
            if self.nouns.chance(0.04)
            else self.nouns.thing()
        )
        if self.nouns.chance(0.12):
            thing = self.nouns.someone()
        if self.nouns.chance(0.05):
            thing = self.nouns.amount()
        if self.nouns.chance(0.05):
            to = self.nouns.someone()
            return Predicate(verb, [*thing.en_object, "to", *to.en_object], [verb, *thing.gloss, *to.gloss])
        return Predicate(verb, thing.en_object, [verb, *thing.gloss])

    def intransitive(self, subject: NP) -> Predicate:
        verb = self.nouns.word("vi", "vi", "vi", "vt")
        return Predicate(verb, [], [verb])

    def unknown(self, subject: NP) -> Predicate:
        verb = W(self.pools.unknown())
        thing = self.nouns.thing()
        return Predicate(verb, thing.en_object, [verb, *thing.gloss])

    def motion(self, subject: NP) -> Predicate:
        place = self.nouns.place()
        if self.nouns.chance(0.06):
            lemma = self.pools.draw("vi", "move")
            going = W(inflect(lemma.text, "-ing"), lemma.entry.gloss)
            return Predicate(W("go"), [going], ["GO", going])
        if self.nouns.chance(0.5):
            verb = W("go")
            if self.nouns.chance(0.25):
                home = W(self.rng.choice(("home", "there", "outside", "downtown")))
                return Predicate(verb, [home], ["GO", "THERE" if home.text == "there" else home])
            if self.nouns.chance(0.1):
                return Predicate(verb, ["out"], ["GO", "OUT"])
            return Predicate(verb, ["to", *place.en_object], ["GO-TO", *place.gloss])
        verb = self.nouns.word("move")
        pick = self.rng.random()
        if pick < 0.45:
            return Predicate(verb, ["to", *place.en_object], [verb, *place.gloss])
        if pick < 0.6:
            return Predicate(verb, ["from", *place.en_object], [verb, "FROM", *place.gloss])
        if pick < 0.7:
            return Predicate(verb, place.en_object, [verb, *place.gloss])
        return Predicate(verb, [], [verb])

    def agreeing(self, subject: NP) -> Predicate:
        """Verbs that move from subject to object: give, help, tell."""
        both = self.rng.random() < 0.62 and self.pools.has("agree")
        verb = self.nouns.word("agree" if both else "direct")
        if self.nouns.chance(0.12):
            return self._agreeing_with_thing(verb)
        to = self._recipient(subject)
        start = subject.agrees_as if both else None
        theme = self.nouns.thing() if self.nouns.chance(0.5) else None
        if theme and self.nouns.chance(0.1):
            theme = pronoun("3p")
        introduced: Gloss = [] if to.is_pronoun and not isinstance(to.agrees_as, W) else to.gloss
        move: Gloss = [Agree(verb, start, to.agrees_as)]
        signs: Gloss = [*introduced, *move]
        drops = both
        if theme is None:
            if self.nouns.chance(0.25):
                about = self.nouns.thing("thing", "food", "place", "person")
                prep, sign = self.rng.choice((("with", "WITH"), ("about", "ABOUT"), ("for", "FOR")))
                return Predicate(
                    verb, [*to.en_object, prep, *about.en_object], [*signs, sign, *about.gloss], drops=drops
                )
            return Predicate(verb, to.en_object, signs, drops=drops)
        en = (
            [*theme.en_object, "to", *to.en_object]
            if self.nouns.chance(0.4) or theme.is_pronoun
            else [*to.en_object, *theme.en_object]
        )
        if theme.definite and not theme.is_pronoun:
            return Predicate(verb, en, signs, theme.gloss, drops)
        return Predicate(verb, en, [*signs, *theme.gloss], drops=drops)

    def asked(self, subject: NP) -> Predicate:
        """What did you give her? The verb agrees; what moves is asked for."""
        both = self.rng.random() < 0.62 and self.pools.has("agree")
        verb = self.nouns.word("agree" if both else "direct")
        to = self._recipient(subject)
        introduced: Gloss = [] if to.is_pronoun and not isinstance(to.agrees_as, W) else to.gloss
        move: Gloss = [Agree(verb, subject.agrees_as if both else None, to.agrees_as)]
        return Predicate(verb, to.en_object, [*introduced, *move], drops=both)

    def _agreeing_with_thing(self, verb: W) -> Predicate:
        thing = self.nouns.thing("thing", "food", "event", "vehicle")
        return Predicate(verb, thing.en_object, [Agree(verb, None, None), *thing.gloss])

    def _recipient(self, subject: NP) -> NP:
        choices = [self.nouns.name(), self.nouns.person(), self.nouns.gendered(), self.nouns.gendered(), pronoun("3pl")]
        if subject.person not in ("1p", "1pl"):
            choices += [pronoun("1p")] * 5 + [pronoun("1pl")]
        if subject.person != "2p":
            choices += [pronoun("2p")] * 5
        return self.rng.choice(choices)

    def stative(self, subject: NP) -> Predicate:
        verb = self.nouns.word("stative", "say")
        obj = (
            self.nouns.gendered()
            if self.nouns.chance(0.1)
            else pronoun("2p")
            if self.nouns.chance(0.06) and subject.person != "2p"
            else self.nouns.thing("food", "thing", "person", "event", "animal", "place")
        )
        return Predicate(verb, obj.en_object, [verb, *obj.gloss], dynamic=self._is_event(verb))

    def _is_event(self, verb: W) -> bool:
        return "stative" not in self.pools.words.tags.get(verb.gloss, frozenset())

    def liking(self, subject: NP) -> Predicate:
        verb = W("like")
        if self.nouns.chance(0.4):
            inner = self.action(subject)
            return self._to_infinitive(verb, "LIKE", inner, dynamic=False, gerund=self.nouns.chance(0.4))
        thing = (
            pronoun("3p")
            if self.nouns.chance(0.15)
            else self.nouns.gendered()
            if self.nouns.chance(0.1)
            else self.nouns.thing()
        )
        return Predicate(verb, thing.en_object, ["LIKE", *thing.gloss], dynamic=False)

    def having(self, subject: NP) -> Predicate:
        verb = W("have")
        thing = self.nouns.thing("thing", "animal", "family", "food", "event", "body", "money", "vehicle")
        en = thing.en_object if self.nouns.chance(0.85) else ["any", *thing.en_object[-1:]]
        gloss = thing.gloss if en is thing.en_object else thing.gloss[-2:]
        return Predicate(verb, en, ["HAVE", *gloss], dynamic=False)

    def _to_infinitive(
        self, verb: W, sign: str | W, inner: Predicate, dynamic: bool, gerund: bool = False
    ) -> Predicate:
        words: English = []
        if inner.verb is not None:
            inner.verb.text = inflect(inner.verb.text, "-ing" if gerund else "")
            words = [inner.verb]
        to: English = [] if gerund else ["to"]
        return Predicate(verb, [*to, *words, *inner.en], [sign, *inner.gloss], inner.topic, dynamic=dynamic)

    def wanting(self, subject: NP) -> Predicate:
        """want to eat, need to go, try to understand, forget to call."""
        verb = (
            self.nouns.word("stative", "say", "stative", "vt")
            if self.nouns.chance(0.5)
            else W(self.rng.choice(("want", "need", "want", "try", "hope", "plan")))
        )
        inner = self.action(subject) if self.nouns.chance(0.85) else self.agreeing(subject)
        dynamic = self._is_event(verb) and verb.text not in ("want", "need", "hope", "plan", "forget")
        return self._to_infinitive(verb, verb, inner, dynamic)

    def adjective(self, subject: NP) -> Predicate:
        lemma = self.pools.draw("adjective", "emotion", "color", "person-quality", "object-quality")
        word = W(lemma.text, lemma.entry.gloss)
        pick = self.rng.random()
        if pick < 0.62:
            return Predicate(None, [word], [word], dynamic=False)
        if pick < 0.74:
            degree, sign = self.rng.choice(
                (("very", "VERY"), ("too", "TOO-MUCH"), ("so", "VERY"), ("really", "REALLY"))
            )
            return Predicate(None, [degree, word], [sign, word], dynamic=False)
        if pick < 0.86 and lemma.is_gradable:
            return self._comparison(word)
        if pick < 0.93:
            about = self.nouns.thing("person", "food", "event", "thing", "animal")
            prep, sign = self.rng.choice(
                (
                    ("about", "ABOUT"),
                    ("of", ""),
                    ("with", "WITH"),
                    ("for", "FOR"),
                    ("at", ""),
                    ("from", "FROM"),
                    ("to", ""),
                )
            )
            return Predicate(
                None, [word, prep, *about.en_object], [word, *([sign] if sign else []), *about.gloss], dynamic=False
            )
        inner = self.action(subject)
        return self._adjective_to(word, inner)

    def _adjective_to(self, word: W, inner: Predicate) -> Predicate:
        words: English = [inner.verb] if inner.verb else []
        return Predicate(None, [word, "to", *words, *inner.en], [word, *inner.gloss], inner.topic, dynamic=False)

    def _comparison(self, word: W) -> Predicate:
        short = len(word.text) <= 5 or word.text.endswith("y")
        other = self.nouns.someone() if self.nouns.chance(0.6) else self.nouns.thing()
        if self.nouns.chance(0.2):
            other = self.nouns.owned()
        pick = self.rng.random()
        if pick > 0.75:
            return self._superlative(word, short)
        if pick > 0.65:
            return Predicate(
                None, ["less", word, "than", *other.en_object], ["LESS", word, "THAN", *other.gloss], dynamic=False
            )
        if pick > 0.6:
            return Predicate(None, ["less", word], ["LESS", word], dynamic=False)
        if pick < 0.2:
            return Predicate(None, ["as", word, "as", *other.en_object], [word, "SAME", *other.gloss], dynamic=False)
        if short:
            word.text = inflect(word.text, "-er")
        en: English = [word] if short else ["more", word]
        if pick < 0.4:
            return Predicate(None, en, ["MORE", word], dynamic=False)
        return Predicate(None, [*en, "than", *other.en_object], ["MORE", word, "THAN", *other.gloss], dynamic=False)

    def _superlative(self, word: W, short: bool) -> Predicate:
        """the tallest, the most expensive of all, the least expensive in the class."""
        if short:
            word.text = inflect(word.text, "-est")
        degree, sign = (
            ("", "MOST") if short else self.rng.choice((("most", "MOST"), ("most", "MOST"), ("least", "LEAST")))
        )
        en: English = ["the", *([degree] if degree else []), word]
        if self.nouns.chance(0.5):
            return Predicate(None, en, [sign, word], dynamic=False)
        place = self.nouns.place()
        return Predicate(None, [*en, "in", *place.en_object], [sign, word, *place.gloss], dynamic=False)

    def identity(self, subject: NP) -> Predicate:
        np = (
            self.nouns.phrase("profession", "person", "family", "thing")
            if not subject.person.endswith("pl")
            else self.nouns.phrase("person")
        )
        if self.nouns.chance(0.12):
            np = self.nouns.name()
        if self.nouns.chance(0.2):
            np = self.nouns.owned()
        en, gloss = np.en_object, [item for item in np.gloss if not _is_at(item)]
        if self.nouns.chance(0.12):
            place = self.nouns.place()
            en, gloss = [*en, "in", *place.en_object], [*gloss, *place.gloss]
        return Predicate(None, en, gloss, dynamic=False)

    def located(self, subject: NP) -> Predicate:
        place = self.nouns.place()
        if self.nouns.chance(0.15):
            prep, text = self.rng.choice((("at", self._hour()), ("at", self._hour()), ("on", self.nouns.day())))
            when = W(text)
            return Predicate(None, [prep, when], [when], dynamic=False)
        if self.nouns.chance(0.35):
            word = W(self.rng.choice(("here", "home", "outside", "away", "there")))
            return Predicate(None, [word], ["THERE" if word.text == "there" else word], dynamic=False)
        if self.nouns.chance(0.2):
            return Predicate(None, ["from", *place.en_object], ["FROM", *place.gloss], dynamic=False)
        return Predicate(None, [self.rng.choice(("in", "at", "at")), *place.en_object], place.gloss, dynamic=False)

    def _hour(self) -> str:
        hour = self.rng.randint(1, 12)
        return self.rng.choice((f"{hour} o'clock", f"{hour}:30", f"{hour} pm", str(hour)))

    def saying(self, subject: NP) -> Predicate:
        """think that, know where, wonder if."""
        verb = (
            self.nouns.word("say", "say", "stative")
            if self.nouns.chance(0.7)
            else W(self.rng.choice(("say", "think", "know", "believe", "hope")))
        )
        past = self._is_event(verb) and self.nouns.chance(0.4)
        en, gloss = self._content(past, self._same(subject))
        return Predicate(verb, en, [verb, *gloss], dynamic=True, unmarked=True, tense=verbs.PAST if past else "")

    def telling(self, subject: NP) -> Predicate:
        """tell me that, ask her if, teach them how to, tell him to."""
        both = self.nouns.chance(0.5)
        verb = self.nouns.word("agree" if both else "direct")
        to = self._recipient(subject)
        introduced: Gloss = [] if to.is_pronoun and not isinstance(to.agrees_as, W) else to.gloss
        signs: Gloss = [*introduced, Agree(verb, subject.agrees_as if both else None, to.agrees_as)]
        past = self.nouns.chance(0.45)
        if self.nouns.chance(0.1):
            en, gloss = self._content(past)
            return Predicate(
                verb, en, [Agree(verb, None, None), *gloss], unmarked=True, tense=verbs.PAST if past else ""
            )
        if self.nouns.chance(0.45):
            en, gloss = self._content(past, self._same(subject))
            return Predicate(
                verb,
                [*to.en_object, *en],
                [*signs, *gloss],
                drops=both,
                unmarked=True,
                tense=verbs.PAST if past else "",
            )
        inner = self.action(to) if self.nouns.chance(0.7) else self.agreeing(to)
        words: English = [inner.verb] if inner.verb else []
        how: Gloss = ["HOW"] if self.nouns.chance(0.25) else []
        lead: English = ["how", "to"] if how else ["to"]
        return Predicate(
            verb,
            [*to.en_object, *lead, *words, *inner.en],
            [*signs, *how, *inner.gloss],
            inner.topic,
            both,
            unmarked=True,
        )

    def _same(self, subject: NP) -> NP | None:
        """The subject again, as a pronoun, for the clause under its verb: she says that she is tired."""
        if not subject.is_pronoun or self.nouns.chance(0.6):
            return None
        if isinstance(subject.agrees_as, W):
            word = W(subject.agrees_as.text, twin=W(subject.agrees_as.twin.text if subject.agrees_as.twin else ""))
            return NP([word], [word], [Third("IX", word)], "3p", word, is_pronoun=True)
        return pronoun(subject.person)

    def _content(self, past: bool, who: NP | None = None) -> tuple[English, Gloss]:
        """A clause under a verb: that it is so, whether it is, where. past: English shifts its tense, ASL does not."""
        pick = self.rng.random()
        clause, shifted = self._inner(past, who)
        if pick < 0.6:
            that: English = ["that"] if self.nouns.chance(0.5) else []
            return [*that, *shifted], clause.gloss()
        if pick < 0.78:
            return [self.rng.choice(("if", "whether")), *shifted], span("ynq", clause.gloss())
        if pick < 0.86:
            return self._asked_thing()
        wh, sign = self.rng.choice(
            (("where", "WHERE"), ("when", "WHEN"), ("why", "WHY"), ("how", "HOW"), ("where", "WHERE"))
        )
        return [wh, *shifted], [*clause.gloss(), sign]

    def _asked_thing(self) -> tuple[English, Gloss]:
        """What you want; who she saw; what happened."""
        wh, sign = self.rng.choice((("what", "WHAT"), ("what", "WHAT"), ("who", "WHO"), ("which one", "WHICH")))
        who, verb = self.nouns.someone(), self.nouns.word("vt", "stative", "say")
        tense = self.rng.choice((verbs.PRESENT, verbs.PAST, verbs.FUTURE, "can", "should"))
        clause = Clause(who, Predicate(verb, [], [verb], unmarked=True), tense)
        one: Gloss = ["ONE"] if sign == "WHICH" else []
        return [*wh.split(), *clause.statement_en()], [*one, *clause.gloss(), sign]

    def _inner(self, past: bool, who: NP | None) -> tuple[Clause, English]:
        """A clause, and its words as they stand under a verb of now or of the past. who: its subject."""
        who = who or self.nouns.someone()
        maker = self.rng.choice((self.adjective, self.adjective, self.action, self.action, self.agreeing, self.having))
        tense = self.rng.choice((verbs.PRESENT, verbs.PRESENT, verbs.FUTURE, "can", "should", verbs.PROGRESSIVE))
        if not past and self.nouns.chance(0.25):
            tense = verbs.PAST
        predicate = maker(who)
        if tense == verbs.PROGRESSIVE and (predicate.verb is None or not predicate.dynamic):
            tense = verbs.PRESENT
        clause = Clause(who, predicate, tense, negative=self.nouns.chance(0.12))
        clause.tense = _SHIFTED.get(tense, tense) if past else tense
        words = clause.statement_en()
        clause.tense = tense
        return clause, words

    def been(self, subject: NP) -> Predicate:
        """have been to a place: went there, once or more."""
        place = self.nouns.place()
        return Predicate(W("be"), ["to", *place.en_object], ["GO-TO", *place.gloss], tense=verbs.PERFECT)

    def feeling(self, subject: NP) -> Predicate:
        verb = W(self.rng.choice(("feel", "look", "seem", "become", "get")))
        lemma = self.pools.draw("adjective")
        word = W(lemma.text, lemma.entry.gloss)
        sign: str | W = "BECOME" if verb.text == "get" else verb
        return Predicate(verb, [word], [sign, word], dynamic=verb.text in ("become", "get"))

    def phrasal(self, subject: NP) -> Predicate:
        """want you to help me; ask him to go."""
        verb = W(self.rng.choice(("want", "need", "want"))) if self.nouns.chance(0.7) else self.nouns.word("say", "vt")
        who = self.nouns.someone()
        inner = self.action(who) if self.nouns.chance(0.55) else self.agreeing(who)
        words: English = [inner.verb] if inner.verb else []
        shown = [] if inner.drops and who.person in ("1p", "2p") and who.is_pronoun else who.gloss
        return Predicate(
            verb, [*who.en_object, "to", *words, *inner.en], [verb, *shown, *inner.gloss], inner.topic, dynamic=False
        )

    def causing(self, subject: NP) -> Predicate:
        """make me laugh, let him go."""
        verb = W(self.rng.choice(("make", "let", "help")))
        who = self.nouns.someone()
        inner = self.action(who)
        words: English = [inner.verb] if inner.verb else []
        sign: Gloss = ["LET"] if verb.text == "let" else [verb]
        return Predicate(verb, [*who.en_object, *words, *inner.en], [*sign, *who.gloss, *inner.gloss], inner.topic)

    def becoming(self, subject: NP) -> Predicate:
        """want to be a doctor, want to become rich."""
        verb = (
            self.nouns.word("stative", "say")
            if self.nouns.chance(0.4)
            else W(self.rng.choice(("want", "hope", "need", "like")))
        )
        inner = self.identity(subject) if self.nouns.chance(0.5) else self.adjective(subject)
        sign: str | W = "LIKE" if verb.text == "like" else verb
        return Predicate(verb, ["to", "be", *inner.en], [sign, *inner.gloss], dynamic=False)

    def gerund(self, subject: NP) -> Predicate:
        """start working, stop talking, enjoy reading books."""
        verb = W(self.rng.choice(("start", "stop", "finish", "enjoy", "hate", "love", "practice", "keep", "begin")))
        inner = self.action(subject)
        return self._to_infinitive(
            verb, verb, inner, dynamic=verb.text not in ("enjoy", "hate", "love"), gerund=self.nouns.chance(0.75)
        )


def _is_at(item: object) -> bool:
    return type(item).__name__ == "At"
