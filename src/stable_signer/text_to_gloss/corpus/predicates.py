"""Predicates of many frames: verbs with their objects, agreement, adjectives, places, and what can be embedded under
them."""

from __future__ import annotations

from stable_signer.text_to_gloss.corpus import verbs
from stable_signer.text_to_gloss.corpus.clauses import Clause, Predicate
from stable_signer.text_to_gloss.corpus.items import Agree, English, Gloss, W
from stable_signer.text_to_gloss.corpus.nouns import NP, Nouns, pronoun
from stable_signer.text_to_gloss.inflection import inflect


class Predicates:
    """Draws predicates for a subject, by the kinds of verb that the lexicon has."""

    def __init__(self, nouns: Nouns) -> None:
        self.nouns, self.pools, self.rng = nouns, nouns.pools, nouns.rng

    def draw(self, subject: NP) -> Predicate:
        frames = (
            (self.transitive, 20), (self.intransitive, 12), (self.motion, 9), (self.agreeing, 20),
            (self.stative, 8), (self.liking, 6),
            (self.having, 6), (self.adjective, 14), (self.identity, 6), (self.located, 5), (self.wanting, 9),
            (self.saying, 9),
            (self.feeling, 2), (self.phrasal, 8), (self.unknown, 2), (self.causing, 2), (self.becoming, 2),
            (self.gerund, 3),
        )  # fmt: skip
        maker = self.rng.choices([frame for frame, _ in frames], [weight for _, weight in frames])[0]
        return maker(subject)

    def action(self, subject: NP) -> Predicate:
        """A plain event, without agreement: for embedding under other verbs."""
        return self.rng.choice((self.transitive, self.intransitive, self.motion, self.transitive))(subject)

    def _verb(self, *kinds: str) -> W:
        lemma = self.pools.draw(*kinds)
        return W(lemma.text, lemma.entry.gloss)

    def transitive(self, subject: NP) -> Predicate:
        verb = self._verb("vt", "vt", "food-verb", "drink-verb")
        thing = (
            pronoun("3p")
            if self.nouns.chance(0.12)
            else pronoun("3pl")
            if self.nouns.chance(0.04)
            else self.nouns.thing()
        )
        if self.nouns.chance(0.12):
            thing = self.nouns.someone()
        return Predicate(verb, thing.en_object, [verb, *thing.gloss])

    def intransitive(self, subject: NP) -> Predicate:
        verb = self._verb("vi", "vi", "vi", "vt")
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
        verb = self._verb("move")
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
        verb = self._verb("agree" if both else "direct")
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
        verb = self._verb("agree" if both else "direct")
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
        verb = self._verb("stative", "say")
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
            self._verb("stative", "say", "stative", "vt")
            if self.nouns.chance(0.5)
            else W(self.rng.choice(("want", "need", "want", "try", "hope", "plan")))
        )
        inner = self.action(subject) if self.nouns.chance(0.85) else self.agreeing(subject)
        dynamic = self._is_event(verb) and verb.text not in ("want", "need", "hope", "plan")
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
        if pick < 0.86:
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
        pick = self.rng.random()
        if pick < 0.2:
            return Predicate(None, ["as", word, "as", *other.en_object], [word, "SAME", *other.gloss], dynamic=False)
        if short:
            word.text = inflect(word.text, "-er")
        en: English = [word] if short else ["more", word]
        if pick < 0.4:
            return Predicate(None, en, ["MORE", word], dynamic=False)
        return Predicate(None, [*en, "than", *other.en_object], ["MORE", word, "THAN", *other.gloss], dynamic=False)

    def identity(self, subject: NP) -> Predicate:
        np = (
            self.nouns.phrase("profession", "person", "family", "thing")
            if not subject.person.endswith("pl")
            else self.nouns.phrase("person")
        )
        if self.nouns.chance(0.12):
            np = self.nouns.name()
        return Predicate(None, np.en_object, [item for item in np.gloss if not _is_at(item)], dynamic=False)

    def located(self, subject: NP) -> Predicate:
        place = self.nouns.place()
        if self.nouns.chance(0.35):
            word = W(self.rng.choice(("here", "home", "outside", "away", "there")))
            return Predicate(None, [word], ["THERE" if word.text == "there" else word], dynamic=False)
        if self.nouns.chance(0.2):
            return Predicate(None, ["from", *place.en_object], ["FROM", *place.gloss], dynamic=False)
        return Predicate(None, [self.rng.choice(("in", "at", "at")), *place.en_object], place.gloss, dynamic=False)

    def saying(self, subject: NP) -> Predicate:
        """think that, say that, know where."""
        verb = self._verb("say", "say", "stative")
        event = self._is_event(verb)
        inner = self.nouns.someone()
        adjective = self.pools.draw("adjective")
        word = W(adjective.text, adjective.entry.gloss)
        that: English = ["that"] if self.nouns.chance(0.5) else []
        is_now = "is" if inner.person == "3p" else "am" if inner.person == "1p" else "are"
        if self.nouns.chance(0.5):
            return Predicate(
                verb, [*that, *inner.en, is_now, word], [verb, *inner.gloss, word], dynamic=event, unmarked=True
            )
        act = self.action(inner)
        clause = Clause(inner, act, self.rng.choice((verbs.PRESENT, verbs.FUTURE, verbs.PAST, verbs.PRESENT)))
        if self.nouns.chance(0.25):
            wh, sign = self.rng.choice((("where", "WHERE"), ("when", "WHEN"), ("why", "WHY"), ("how", "HOW")))
            return Predicate(
                verb, [wh, *clause.statement_en()], [verb, *clause.gloss(), sign], dynamic=event, unmarked=True
            )
        return Predicate(verb, [*that, *clause.statement_en()], [verb, *clause.gloss()], dynamic=event, unmarked=True)

    def feeling(self, subject: NP) -> Predicate:
        verb = W(self.rng.choice(("feel", "look", "seem", "become", "get")))
        lemma = self.pools.draw("adjective")
        word = W(lemma.text, lemma.entry.gloss)
        sign: str | W = "BECOME" if verb.text == "get" else verb
        return Predicate(verb, [word], [sign, word], dynamic=verb.text in ("become", "get"))

    def phrasal(self, subject: NP) -> Predicate:
        """want you to help me; ask him to go."""
        verb = W(self.rng.choice(("want", "need", "want"))) if self.nouns.chance(0.7) else self._verb("say", "vt")
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
            self._verb("stative", "say")
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
