"""Predicates of more shapes: chains of verbs, what is put where, adjectives with what they take, what is done to
somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stable_signer.text_to_gloss.corpus.clauses import Predicate
from stable_signer.text_to_gloss.corpus.comparisons import Comparisons
from stable_signer.text_to_gloss.corpus.items import English, Gloss, Third, W
from stable_signer.text_to_gloss.corpus.nouns import NP, pronoun
from stable_signer.text_to_gloss.inflection import inflect

if TYPE_CHECKING:
    from stable_signer.text_to_gloss.corpus.predicates import Predicates

_FIRST = ("want", "need", "try", "hope", "plan", "learn", "decide", "start", "prefer", "promise", "continue")
_NOT_DONE = ("forget", "hope", "plan", "promise", "want", "need", "prefer", "try")
"""Verbs under which nothing has been done, so that no FINISH marks it."""
_WITH_ING = ("start", "stop", "enjoy", "keep", "finish", "hate", "love", "practice", "avoid", "continue", "quit")
_ABOUT = (
    ("about", "ABOUT"), ("about", "ABOUT"), ("of", ""), ("of", ""), ("with", "WITH"), ("for", "FOR"), ("at", ""),
    ("in", ""), ("from", "FROM"), ("to", ""),
)  # fmt: skip


class Frames:
    """Draws predicates for a subject."""

    def __init__(self, predicates: Predicates) -> None:
        self.predicates = predicates
        self.nouns, self.pools, self.rng = predicates.nouns, predicates.pools, predicates.rng
        self.comparisons = Comparisons(self.nouns)

    def draw(self, subject: NP) -> Predicate:
        """One of the shapes below, each with its share."""
        compared = self.comparisons
        frames = (
            (self.chain, 14), (self.forgetting, 4), (self.gerunds, 5), (self.going, 3), (self.putting, 9),
            (self.moving_to, 6), (self.for_somebody, 6), (self.double_object, 5), (self.with_preposition, 9),
            (self.adjectives, 5), (self.adjective_about, 8), (self.enough, 5), (compared.how_much_more, 4),
            (compared.more_things, 5), (compared.faster, 3), (compared.measured, 4), (self.done, 9),
            (self.seeing, 4), (self.helping, 4), (self.self_, 3), (self.each_other, 2), (compared.best, 4),
            (self.left, 3), (self.particle, 4), (self.of_something, 4), (compared.preferring, 2),
            (self.looking, 3), (compared.same_as, 3),
        )  # fmt: skip
        maker = self.rng.choices([frame for frame, _ in frames], [weight for _, weight in frames])[0]
        return maker(subject)

    def _inner(self, subject: NP, mark: str = "") -> tuple[English, Predicate]:
        """A verb phrase under another verb, and the words of it."""
        inner = self.predicates.action(subject)
        if self.nouns.chance(0.15):
            inner = self.rng.choice((self.putting, self.with_preposition, self.for_somebody))(subject)
        if inner.verb is None:
            return inner.en, inner
        inner.verb.text = inflect(inner.verb.text, mark)
        return [inner.verb, *inner.en], inner

    def chain(self, subject: NP) -> Predicate:
        """want to learn to drive, hope to eat."""
        verb, second = W(self.rng.choice(_FIRST)), W(self.rng.choice(_FIRST[2:]))
        words, inner = self._inner(subject)
        dynamic = verb.text not in _NOT_DONE
        if self.nouns.chance(0.35):
            return Predicate(verb, ["to", *words], [verb, *inner.gloss], inner.topic, dynamic=dynamic)
        return Predicate(verb, ["to", second, "to", *words], [verb, second, *inner.gloss], inner.topic, dynamic=dynamic)

    def forgetting(self, subject: NP) -> Predicate:
        """forgot to lock the door, remembered to call: what was forgotten was not done."""
        verb = W(self.rng.choice(("forget", "forget", "remember")))
        words, inner = self._inner(subject)
        dynamic = verb.text == "remember"
        return Predicate(verb, ["to", *words], [verb, *inner.gloss], inner.topic, dynamic=dynamic)

    def gerunds(self, subject: NP) -> Predicate:
        """keep trying to sleep, stop talking about work, enjoy reading and writing."""
        verb = W(self.rng.choice(_WITH_ING))
        dynamic = verb.text not in ("enjoy", "hate", "love", "avoid")
        words, inner = self._inner(subject, "-ing")
        if self.nouns.chance(0.3):
            second = W(inflect(self.rng.choice(_FIRST[:6]), "-ing"))
            words, inner = self._inner(subject)
            return Predicate(verb, [second, "to", *words], [verb, second, *inner.gloss], dynamic=dynamic)
        if self.nouns.chance(0.25):
            others, other = self._inner(subject, "-ing")
            return Predicate(verb, [*words, "and", *others], [verb, *inner.gloss, "AND", *other.gloss], dynamic=dynamic)
        return Predicate(verb, words, [verb, *inner.gloss], inner.topic, dynamic=dynamic)

    def going(self, subject: NP) -> Predicate:
        """go get some milk, come and see me."""
        words, inner = self._inner(subject)
        if self.nouns.chance(0.5):
            return Predicate(W("come"), ["and", *words], ["come", "AND", *inner.gloss], tense=self._bare())
        return Predicate(W("go"), words, ["GO", *inner.gloss], tense=self._bare())

    def _bare(self) -> str:
        """A tense under which the verb has no ending."""
        return self.rng.choice(("future", "can", "have to", "should", "going", "would like to", "must"))

    def putting(self, subject: NP) -> Predicate:
        """put the book on the table, hide the money under the bed, find them near the door."""
        verb, thing = self.nouns.word("vt", "vt", "move"), self.nouns.object()
        if self.nouns.chance(0.4):
            verb = W(self.rng.choice(("put", "put", "hide", "find", "throw", "carry", "write", "keep", "see")))
        ground = self.nouns.thing("thing", "place", "vehicle", "object", "building")
        prep, sign = self.rng.choice(
            (("on", "ON"), ("on", "ON"), ("in", "IN"), ("in", "IN"), ("under", ""), ("near", ""))
        )
        if verb.text != "put" and prep == "in":
            sign = "-"
        word = W(prep)
        place: Gloss = [] if sign == "-" else [sign] if sign else [word]
        en: English = [*thing.en_object, prep if sign else word, *ground.en_object]
        return Predicate(verb, en, [verb, *thing.gloss, *place, *ground.gloss])

    def moving_to(self, subject: NP) -> Predicate:
        """carry the boxes to the car, drive from Boston to Dallas, go to school with her."""
        place = self.nouns.place()
        pick = self.rng.random()
        if pick < 0.35:
            verb, thing = W(self.rng.choice(("bring", "carry", "move", "drive", "throw"))), self.nouns.object()
            return Predicate(verb, [*thing.en_object, "to", *place.en_object], [verb, *thing.gloss, *place.gloss])
        verb = (
            self.nouns.word("move")
            if self.nouns.chance(0.5)
            else W(self.rng.choice(("travel", "walk", "drive", "move")))
        )
        other = self.nouns.place()
        if pick < 0.6:
            return Predicate(
                verb,
                ["from", *place.en_object, "to", *other.en_object],
                [verb, "FROM", *place.gloss, "UNTIL", *other.gloss],
            )
        who = self.nouns.someone()
        if pick < 0.8:
            return Predicate(
                verb, ["to", *place.en_object, "with", *who.en_object], [verb, *place.gloss, "WITH", *who.gloss]
            )
        return Predicate(
            W("go"), ["to", *place.en_object, "with", *who.en_object], ["GO-TO", *place.gloss, "WITH", *who.gloss]
        )

    def for_somebody(self, subject: NP) -> Predicate:
        """make dinner for my family, get a letter from her, share the cake with them."""
        verb, thing, who = self.nouns.word("vt", "vt", "food-verb"), self.nouns.object(), self.nouns.someone()
        prep, sign = self.rng.choice(
            (
                ("for", "FOR"),
                ("for", "FOR"),
                ("from", "FROM"),
                ("with", "WITH"),
                ("without", "WITHOUT"),
                ("about", "ABOUT"),
            )
        )
        if self.nouns.chance(0.3):
            who = self.nouns.object()
        return Predicate(verb, [*thing.en_object, prep, *who.en_object], [verb, *thing.gloss, sign, *who.gloss])

    def double_object(self, subject: NP) -> Predicate:
        """buy my wife a ring, cook us dinner."""
        verb = W(self.rng.choice(("buy", "make", "build", "find", "bring", "cook")))
        if verb.text == "cook":
            verb.gloss = "COOK"
        who = pronoun(self.rng.choice([p for p in ("1p", "2p", "1pl", "3pl") if p != subject.person]))
        if self.nouns.chance(0.5):
            who = self.nouns.gendered() if self.nouns.chance(0.4) else self.nouns.person()
        lemma = self.pools.draw("thing", "food")
        word = W(lemma.text, lemma.entry.gloss)
        article = "some" if lemma.is_mass else "an" if lemma.text[0] in "aeiou" else "a"
        some = W("some")
        det: English = [some] if article == "some" else [article]
        signs: Gloss = [some] if article == "some" else []
        return Predicate(verb, [*who.en_object, *det, word], [verb, *who.gloss, *signs, word])

    def with_preposition(self, subject: NP) -> Predicate:
        """talk to my wife about money, work with Tom, live near the school, laugh at him."""
        verb = self.nouns.word("vi", "vi", "move")
        first = self._phrase()
        if self.nouns.chance(0.3):
            second = self._phrase()
            return Predicate(verb, [*first[0], *second[0]], [verb, *first[1], *second[1]])
        return Predicate(verb, first[0], [verb, *first[1]])

    def _phrase(self) -> tuple[English, Gloss]:
        prep, sign = self.rng.choice(
            (("to", ""), ("to", ""), ("with", "WITH"), ("about", "ABOUT"), ("for", "FOR"), ("at", ""), ("in", ""),
             ("from", "FROM"), ("on", "ON"), ("without", "WITHOUT"), ("near", "near"), ("behind", "near"),
             ("next to", "near"))
        )  # fmt: skip
        np = self.nouns.someone() if self.nouns.chance(0.5) else self.nouns.object("thing", "place", "event", "vehicle")
        word = W(prep)
        if sign == "near":
            return [word, *np.en_object], [word, *np.gloss]
        return [prep, *np.en_object], [*([sign] if sign else []), *np.gloss]

    def adjectives(self, subject: NP) -> Predicate:
        """tall and thin; tired, hungry and cold; old but good."""
        words = [self.nouns.word("adjective", "color") for _ in range(3)]
        pick = self.rng.random()
        if pick < 0.6:
            return Predicate(None, [words[0], "and", words[1]], [words[0], "AND", words[1]], dynamic=False)
        if pick < 0.8:
            return Predicate(None, [words[0], "but", words[1]], [words[0], "BUT", words[1]], dynamic=False)
        en: English = [words[0], ",", words[1], "and", words[2]]
        return Predicate(None, en, [words[0], words[1], "AND", words[2]], dynamic=False)

    def adjective_about(self, subject: NP) -> Predicate:
        """proud of my son, good at cooking, tired of waiting, ready for school, happy to wait."""
        word = self.nouns.word("adjective", "adjective", "person-quality")
        prep, sign = self.rng.choice(_ABOUT)
        signs: Gloss = [sign] if sign else []
        pick = self.rng.random()
        degree: English = []
        more: Gloss = []
        if self.nouns.chance(0.2):
            degree, more = self.rng.choice(((["very"], ["VERY"]), (["so"], ["VERY"]), (["too"], ["TOO-MUCH"])))
        if pick < 0.35:
            np = self.nouns.object() if self.nouns.chance(0.5) else self.nouns.someone()
            return Predicate(
                None, [*degree, word, prep, *np.en_object], [*more, word, *signs, *np.gloss], dynamic=False
            )
        if pick < 0.6:
            words, inner = self._inner(subject, "-ing")
            prep, sign = self.rng.choice((("of", ""), ("at", ""), ("about", "ABOUT"), ("for", "FOR")))
            signs = [sign] if sign else []
            return Predicate(None, [*degree, word, prep, *words], [*more, word, *signs, *inner.gloss], dynamic=False)
        words, inner = self._inner(subject)
        return Predicate(None, [*degree, word, "to", *words], [*more, word, *inner.gloss], inner.topic, dynamic=False)

    def enough(self, subject: NP) -> Predicate:
        """old enough to drive, big enough for us, too heavy for me, busy cooking."""
        word, enough = self.nouns.word("adjective", "size"), W("enough")
        words, inner = self._inner(subject)
        who = self.nouns.someone()
        pick = self.rng.random()
        if pick < 0.35:
            return Predicate(None, [word, enough, "to", *words], [word, enough, *inner.gloss], dynamic=False)
        if pick < 0.55:
            return Predicate(
                None, [word, enough, "for", *who.en_object], [word, enough, "FOR", *who.gloss], dynamic=False
            )
        if pick < 0.7:
            return Predicate(None, [word, enough], [word, enough], dynamic=False)
        if pick < 0.85:
            return Predicate(
                None, ["too", word, "for", *who.en_object], ["TOO-MUCH", word, "FOR", *who.gloss], dynamic=False
            )
        busy = W("busy")
        if inner.verb is not None:
            inner.verb.text = inflect(inner.verb.text, "-ing")
        return Predicate(None, [busy, *words], [busy, *inner.gloss], dynamic=False)

    def done(self, subject: NP) -> Predicate:
        """was stolen, has been fixed, will be sent, is opened: without who does it."""
        lemma = self.pools.draw("vt", "vt", "food-verb")
        verb = W(inflect(lemma.text, "-en"), lemma.entry.gloss)
        en: English = [verb]
        gloss: Gloss = [verb]
        if self.nouns.chance(0.3):
            place = self.nouns.place()
            en, gloss = [*en, self.rng.choice(("in", "at")), *place.en_object], [*gloss, *place.gloss]
        return Predicate(None, en, gloss)

    def seeing(self, subject: NP) -> Predicate:
        """see him leave, hear you singing, watch the kids play."""
        verb, who = W(self.rng.choice(("see", "hear", "hear", "see"))), self.nouns.someone()
        words, inner = self._inner(who, self.rng.choice(("", "-ing")))
        return Predicate(verb, [*who.en_object, *words], [verb, *who.gloss, *inner.gloss], inner.topic)

    def helping(self, subject: NP) -> Predicate:
        """make me laugh, let her use my car."""
        verb, who = W(self.rng.choice(("make", "let", "let"))), self.nouns.someone()
        words, inner = self._inner(who)
        sign: Gloss = ["LET"] if verb.text == "let" else [verb]
        return Predicate(verb, [*who.en_object, *words], [*sign, *who.gloss, *inner.gloss], inner.topic)

    def self_(self, subject: NP) -> Predicate:
        """wash himself, ask myself, did it herself."""
        verb = self.nouns.word("vt")
        own, sign = _self_of(subject)
        if own is None or sign is None:
            return self.done(subject)
        pick = self.rng.random()
        if pick < 0.45:
            return Predicate(verb, [own], [verb, sign])
        if pick < 0.6:
            return Predicate(verb, ["by", own], [verb, sign])
        thing = self.nouns.thing() if self.nouns.chance(0.7) else pronoun("3p")
        if pick < 0.8:
            return Predicate(verb, [*thing.en_object, own], [verb, *thing.gloss, sign])
        return Predicate(verb, [*thing.en_object, "for", own], [verb, *thing.gloss, "FOR", sign])

    def each_other(self, subject: NP) -> Predicate:
        """know each other, talk to each other."""
        if not subject.person.endswith("pl"):
            return self.self_(subject)
        other = W("each other")
        if self.nouns.chance(0.6):
            verb = self.nouns.word("vt")
            return Predicate(verb, [other], [verb, other])
        verb = self.nouns.word("vi")
        prep, sign = self.rng.choice((("to", ""), ("with", "WITH"), ("about", "ABOUT")))
        return Predicate(verb, [prep, other], [verb, *([sign] if sign else []), other])

    def left(self, subject: NP) -> Predicate:
        """have two days left: what remains."""
        what = self.nouns.amount() if self.nouns.chance(0.5) else self.nouns.thing("food", "money", "thing")
        left = W("left", "LEAVE-behind")
        return Predicate(W("have"), [*what.en_object, left], ["HAVE", *what.gloss, left], dynamic=False)

    def particle(self, subject: NP) -> Predicate:
        """turn it off, take my coat off, pick him up."""
        verb = self.nouns.word("vt", "move")
        part = self.rng.choice(("up", "down", "off", "out", "over"))
        thing = pronoun("3p") if self.nouns.chance(0.5) else self.nouns.thing()
        return Predicate(verb, [*thing.en_object, part], [verb, *thing.gloss, part.upper()])

    def of_something(self, subject: NP) -> Predicate:
        """have something to eat, need a place to sleep, want somebody to love."""
        verb, sign = self.rng.choice((("have", "HAVE"), ("have", "HAVE"), ("need", ""), ("want", "WANT")))
        word = W(verb)
        what = self.nouns.indefinite() if self.nouns.chance(0.4) else self.nouns.thing()
        inner = self.nouns.word("vt", "vi", "food-verb")
        prep: English = []
        signs: Gloss = []
        if self.nouns.chance(0.2):
            prep, signs = self.rng.choice(((["with"], ["WITH"]), (["about"], ["ABOUT"])))
        return Predicate(
            word,
            [*what.en_object, "to", inner, *prep],
            [sign or word, *what.gloss, inner, *signs],
            dynamic=False,
        )

    def looking(self, subject: NP) -> Predicate:
        """look very tired, smell good."""
        verb = W(self.rng.choice(("seem", "feel", "look", "smell", "taste", "sound")))
        word = self.nouns.word("adjective", "object-quality")
        degree, sign = self.rng.choice((("", ""), ("very", "VERY"), ("too", "TOO-MUCH"), ("so", "VERY")))
        en: English = [*([degree] if degree else []), word]
        return Predicate(verb, en, [verb, *([sign] if sign else []), word], dynamic=False)


_SELVES = {"1p": "myself", "2p": "yourself", "1pl": "ourselves", "3pl": "themselves"}
_OWN = {"he": "himself", "she": "herself"}


def _self_of(subject: NP) -> tuple[str | W | None, str | Third | None]:
    """The reflexive of a subject and its sign; none where it is no pronoun, so that its gender is not known."""
    if not subject.is_pronoun:
        return None, None
    first = subject.en[0]
    text = first.text if isinstance(first, W) else first
    if text in _OWN:
        word = W(_OWN[text])
        return word, Third("SELF", word)
    if text == "it":
        return "itself", "SELF-3p"
    return _SELVES[subject.person], f"SELF-{subject.person}"
