"""Adverbial phrases, one or several in a row: how, with whom, by what, where, how often, how long."""

from __future__ import annotations

from stable_signer.text_to_gloss.corpus.clauses import Clause
from stable_signer.text_to_gloss.corpus.items import English, Gloss, W
from stable_signer.text_to_gloss.corpus.nouns import Nouns

_HOW = (
    "fast", "slowly", "carefully", "alone", "together", "well", "here", "outside", "early", "late", "quietly", "again",
    "easily", "everywhere", "upstairs", "away", "instead",
)  # fmt: skip
_PARTIES = (
    ("with", "WITH"), ("with", "WITH"), ("with", "WITH"), ("for", "FOR"), ("for", "FOR"), ("without", "WITHOUT"),
    ("from", "FROM"), ("about", "ABOUT"),
)  # fmt: skip
_LOCATED = (
    "near",
    "behind",
    "under",
    "next to",
    "in front of",
    "between",
    "through",
    "across",
    "above",
    "beside",
    "inside",
)


class Adverbials:
    """Draws adverbials for a clause, in the order in which English has them; ASL keeps that order after the verb."""

    def __init__(self, nouns: Nouns) -> None:
        self.nouns, self.pools, self.rng = nouns, nouns.pools, nouns.rng

    def stack(self, clause: Clause) -> None:
        """Adds one to three adverbials of different kinds."""
        kinds = ((self.manner, 0.25), (self.party, 0.45), (self.means, 0.15), (self.where, 0.55), (self.often, 0.1))
        drawn = [kind for kind, share in kinds if self.nouns.chance(share)][:3]
        if clause.predicate.verb is None:
            drawn = [kind for kind in drawn if kind in (self.party, self.where)]
        for kind in drawn or [self.where]:
            en, gloss = kind()
            clause.adjunct_en, clause.adjunct_gloss = [*clause.adjunct_en, *en], [*clause.adjunct_gloss, *gloss]

    def manner(self) -> tuple[English, Gloss]:
        """slowly, very carefully, by myself."""
        word = W(self.rng.choice(_HOW))
        if self.nouns.chance(0.15):
            return ["very", word], ["VERY", word]
        return [word], [word]

    def party(self) -> tuple[English, Gloss]:
        """with my friends, for her, about the test."""
        np = self.nouns.someone() if self.nouns.chance(0.65) else self.nouns.object()
        prep, sign = self.rng.choice(_PARTIES)
        return [prep, *np.en_object], [sign, *np.gloss]

    def means(self) -> tuple[English, Gloss]:
        """by bus, with a knife."""
        if self.nouns.chance(0.55):
            lemma = self.pools.draw("vehicle")
            word = W(lemma.text, lemma.entry.gloss)
            return ["by", word], [word]
        thing = self.nouns.thing("thing")
        return ["with", *thing.en_object], ["WITH", *thing.gloss]

    def where(self) -> tuple[English, Gloss]:
        """at school, on the table, near my house, in the kitchen, to the park."""
        place = self.nouns.place()
        pick = self.rng.random()
        if pick < 0.5:
            return [self.rng.choice(("in", "at", "in", "at", "to")), *place.en_object], place.gloss
        if pick < 0.65:
            thing = self.nouns.thing("thing")
            return ["on", *thing.en_object], ["ON", *thing.gloss]
        prep = W(self.rng.choice(_LOCATED))
        ground = place if self.nouns.chance(0.5) else self.nouns.thing("thing", "building", "vehicle")
        return [prep, *ground.en_object], [prep, *ground.gloss]

    def often(self) -> tuple[English, Gloss]:
        """twice, three times."""
        if self.nouns.chance(0.5):
            word = W(self.rng.choice(("twice", "once", "again")))
            return [word], [word]
        count, times = W(self.nouns.number()), W("times")
        return [count, times], [count, times]
