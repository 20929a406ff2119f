"""Predicates that compare or measure: much taller than, more books than, faster than, the best of, six feet tall."""

from __future__ import annotations

from stable_signer.text_to_gloss.corpus.clauses import Predicate
from stable_signer.text_to_gloss.corpus.items import English, Gloss, W
from stable_signer.text_to_gloss.corpus.nouns import NP, Nouns
from stable_signer.text_to_gloss.inflection import inflect, inflect_noun

_HOW_MUCH = ("a little", "much", "a lot", "a little", "much")
_DIMENSIONS = ("tall", "long", "high", "wide", "deep", "thick", "big")


class Comparisons:
    """Draws predicates for a subject."""

    def __init__(self, nouns: Nouns) -> None:
        self.nouns, self.pools, self.rng = nouns, nouns.pools, nouns.rng

    def _graded(self, mark: str, *kinds: str) -> tuple[English, W]:
        """An adjective in its comparative or superlative, its words and the adjective."""
        while not (lemma := self.pools.draw(*kinds)).is_gradable:
            continue
        word = W(lemma.text, lemma.entry.gloss)
        if len(word.text) <= 5 or word.text.endswith("y"):
            word.text = inflect(word.text, mark)
            return [word], word
        return ["more" if mark == "-er" else "most", word], word

    def how_much_more(self, subject: NP) -> Predicate:
        """much taller than me, a little better."""
        words, word = self._graded("-er", "size", "adjective", "object-quality")
        other = self.rng.choice((self.nouns.someone, self.nouns.thing, self.nouns.owned, self.nouns.one))()
        degree = W(self.rng.choice(_HOW_MUCH))
        en: English = [degree, *words]
        gloss: Gloss = [degree, "MORE", word]
        if self.nouns.chance(0.4):
            return Predicate(None, en, gloss, dynamic=False)
        return Predicate(None, [*en, "than", *other.en_object], [*gloss, "THAN", *other.gloss], dynamic=False)

    def more_things(self, subject: NP) -> Predicate:
        """have more books than me, eat fewer apples, drink less coffee than her."""
        lemma = self.pools.draw("thing", "food", "animal", "person")
        noun = W(lemma.text if lemma.is_mass else inflect_noun(lemma.text), lemma.entry.gloss)
        fewer = W("fewer")
        count, sign = ("less", "LESS") if lemma.is_mass else (fewer, fewer)
        if self.nouns.chance(0.5):
            count, sign = "more", "MORE"
        verb, signs = self._having()
        other = self.rng.choice((self.nouns.someone, self.nouns.name, self.nouns.person))()
        en: English = [count, noun]
        gloss: Gloss = [*signs, sign, noun]
        if self.nouns.chance(0.75):
            en, gloss = [*en, "than", *other.en_object], [*gloss, "THAN", *other.gloss]
        return Predicate(verb, en, gloss, dynamic=not isinstance(signs[0], str))

    def _having(self) -> tuple[W, Gloss]:
        if self.nouns.chance(0.45):
            return W("have"), ["HAVE"]
        verb = self.nouns.word("vt", "food-verb", "drink-verb")
        return verb, [verb]

    def faster(self, subject: NP) -> Predicate:
        """run faster than me, get up as early as him, like tea better than coffee."""
        pick = self.rng.random()
        if pick < 0.35:
            verb, sign = (W("like"), "LIKE") if self.nouns.chance(0.7) else ((love := W("love")), love)
            one, other = self.nouns.thing(), self.nouns.thing()
            better, mark = self.rng.choice((("better", ""), ("more", "MORE"), ("less", "LESS")))
            word = W(better)
            return Predicate(
                verb,
                [*one.en_object, better if mark else word, "than", *other.en_object],
                [sign, *one.gloss, mark or word, "THAN", *other.gloss],
                dynamic=False,
            )
        verb, how = self.nouns.word("vi", "move"), W(self.rng.choice(("fast", "slow", "early", "late", "slow")))
        who = self.nouns.someone()
        if pick < 0.55:
            return Predicate(verb, ["as", how, "as", *who.en_object], [verb, how, "SAME", *who.gloss])
        if how.text == "late":
            how = W("early")  # later is a sign of its own
        how.text = inflect(how.text, "-er")
        return Predicate(verb, [how, "than", *who.en_object], [verb, "MORE", how, "THAN", *who.gloss])

    def measured(self, subject: NP) -> Predicate:
        """is six feet tall, cost ten dollars, is ten years old, wait for two hours."""
        count = W(self.nouns.number())
        pick = self.rng.random()
        if pick < 0.3:
            unit, word = (
                W(self.rng.choice(("feet", "meters", "inches", "miles"))),
                W(self.rng.choice(_DIMENSIONS)),
            )
            return Predicate(None, [count, unit, word], [count, unit, word], dynamic=False)
        if pick < 0.6:
            verb, unit = W("cost"), W(self.rng.choice(("dollars", "dollars", "cents", "euros")))
            return Predicate(verb, [count, unit], [verb, count, unit], unmarked=True)
        if pick < 0.8:
            unit, old = W("years"), W("old")
            return Predicate(None, [count, unit, old], ["AGE", count], dynamic=False)
        verb, unit = (
            W(self.rng.choice(("wait", "sleep", "work", "study"))),
            W(self.rng.choice(("hours", "minutes", "days"))),
        )
        return Predicate(verb, ["for", count, unit], [verb, "FOR", count, unit])

    def best(self, subject: NP) -> Predicate:
        """the smallest car in Chicago, my oldest friend."""
        words, word = self._graded("-est", "size", "adjective", "object-quality")
        lemma = self.pools.draw("person", "thing", "place", "animal", "food")
        noun = W(lemma.text, lemma.entry.gloss)
        det: tuple[English, Gloss] = (["the"], []) if self.nouns.chance(0.75) else self.nouns.possessor()
        en: English = [*det[0], *words, noun]
        gloss: Gloss = [*det[1], "MOST", word, noun]
        if self.nouns.chance(0.5):
            place = self.nouns.place()
            en, gloss = [*en, "in", *place.en_object], [*gloss, *place.gloss]
        return Predicate(None, en, gloss, dynamic=False)

    def preferring(self, subject: NP) -> Predicate:
        """prefer tea to coffee."""
        verb, one, other = W("prefer"), self.nouns.thing(), self.nouns.thing()
        return Predicate(
            verb, [*one.en_object, "to", *other.en_object], [verb, *one.gloss, *other.gloss], dynamic=False
        )

    def same_as(self, subject: NP) -> Predicate:
        """as good as mine."""
        word = self.nouns.word("adjective", "size", "object-quality")
        other = self.rng.choice((self.nouns.someone, self.nouns.thing, self.nouns.owned, self.nouns.one))()
        return Predicate(None, ["as", word, "as", *other.en_object], [word, "SAME", *other.gloss], dynamic=False)
