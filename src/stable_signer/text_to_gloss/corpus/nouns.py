"""Noun phrases: pronouns, names, people and things with their determiners, numbers, adjectives and relative clauses."""

from __future__ import annotations

from dataclasses import dataclass, replace

from stable_signer.text_to_gloss.corpus.items import At, English, Gloss, Plural, Third, W, span
from stable_signer.text_to_gloss.corpus.pools import Pools
from stable_signer.text_to_gloss.inflection import inflect_noun

THINGS = ("food", "thing", "vehicle", "animal", "money", "body")
_COUNTED = (*THINGS, "person", "place")
_PRONOUNS = {
    "1p": ("i", "me", "my", "mine"), "2p": ("you", "you", "your", "yours"), "1pl": ("we", "us", "our", "ours"),
    "3pl": ("they", "them", "their", "theirs"), "3p": ("it", "it", "its", "its"),
}  # fmt: skip
_POSSESSIVE_GLOSS = {"1p": "MY", "2p": "YOUR", "1pl": "OUR", "3pl": "POSS-3pl", "3p": "POSS-3p"}
_GENDERED = (("he", "him", "his", "his"), ("she", "her", "her", "hers"))


@dataclass(frozen=True)
class NP:
    """A noun phrase on both sides.

    en, en_object: English words as subject and as object. gloss: its signs. person: of verb agreement ("3p" = he,
    she, it).
    agrees_as: what an agreeing verb points at (a person or the word that has the place). definite: known to both.
    """

    en: English
    en_object: English
    gloss: Gloss
    person: str = "3p"
    agrees_as: str | W | None = None
    definite: bool = True
    is_pronoun: bool = False

    @property
    def is_third_singular(self) -> bool:
        return self.person == "3p"


def noun(text: str, gloss: Gloss | None = None, **more) -> NP:
    word = W(text)
    return NP([word], [word], gloss or [word], **more)


def pronoun(person: str) -> NP:
    """I, you, we, they or it."""
    subject, objective, *_ = _PRONOUNS[person]
    sign = f"IX-{person}"
    return NP([W(subject)], [W(objective)], [sign], person, person, is_pronoun=True)


class Nouns:
    """Draws noun phrases; ``depth`` bounds relative clauses and possessors."""

    def __init__(self, pools: Pools) -> None:
        self.pools, self.rng = pools, pools.rng

    def chance(self, p: float) -> bool:
        return self.rng.random() < p

    def gendered(self) -> NP:
        """he or she, one word on each side of the clause."""
        subject, objective, *_ = self.rng.choice(_GENDERED)
        other = W(objective)
        word = W(subject, twin=other)
        return NP([word], [other], [Third("IX", word)], "3p", word, is_pronoun=True)

    def subject(self) -> NP:
        """Anything that can act."""
        pick = self.rng.random()
        if pick < 0.5:
            return self.personal()
        if pick < 0.62:
            return self.name()
        if pick < 0.82:
            return self.person()
        if pick < 0.86:
            return self.both(self.someone(), self.someone())
        return self.thing() if pick < 0.97 else self.lexical_pronoun()

    def someone(self) -> NP:
        """A person: a name, a noun or a pronoun."""
        return self.rng.choice((self.name, self.person, self.personal))()

    def personal(self) -> NP:
        pick = self.rng.random()
        if pick < 0.3:
            return self.gendered()
        return pronoun(self.rng.choices(("1p", "2p", "1pl", "3pl", "3p"), (6, 5, 2, 2, 1))[0])

    def lexical_pronoun(self) -> NP:
        return noun(self.rng.choice(("everyone", "someone", "everybody")), definite=False)

    def owned(self) -> NP:
        """mine, yours, hers: what belongs to somebody."""
        if self.chance(0.4):
            word = W(self.rng.choice(("his", "hers")))
            return NP([word], [word], [Third("POSS", word)])
        text, sign = self.rng.choice(
            (("mine", "MINE"), ("yours", "YOUR"), ("ours", "OUR"), ("theirs", "POSS-3pl"), ("mine", "MINE"))
        )
        return NP([text], [text], [sign])

    def amount(self) -> NP:
        """Two hours, a few more minutes."""
        count = W(self.rng.choice((self.number(), "a few", "many", "several", self.number())))
        unit = W(self.rng.choice(("minutes", "hours", "days", "weeks", "months", "years")))
        more = self.chance(0.3)
        en: English = [count, *(["more"] if more else []), unit]
        return NP(en, en, [count, *(["MORE"] if more else []), unit], "3pl", "3pl", definite=False)

    def day(self) -> str:
        return self.rng.choice(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))

    def name(self) -> NP:
        text = self.pools.person_name()
        if self.chance(0.12):
            text += " " + self.pools.person_name()
        word = W(text)
        return NP([word], [word], [word, At(word)], "3p", word)

    def both(self, one: NP, other: NP) -> NP:
        person = "1pl" if "1p" in (one.person, other.person) else "3pl"
        if one.person == "1p":
            one, other = other, one
        while self.chance(0.2):
            first = self.thing() if self.chance(0.5) else self.name()
            one = NP([*first.en, ",", *one.en], [*first.en_object, ",", *one.en_object], [*first.gloss, *one.gloss])
        return NP(
            [*one.en, "and", *other.en],
            [*one.en_object, "and", *other.en_object],
            [*one.gloss, "AND", *other.gloss],
            person,
            person,
        )

    def several(self, one: NP) -> NP:
        """Two, three or four things in a row: apples, bread and two eggs."""
        rest = [self.thing() for _ in range(self.rng.choices((1, 2, 3), (6, 3, 1))[0])]
        en, signs = [*one.en_object], [*one.gloss]
        for np in rest[:-1]:
            en, signs = [*en, ",", *np.en_object], [*signs, *np.gloss]
        comma: English = [","] if len(rest) > 1 and self.chance(0.5) else []
        en, signs = [*en, *comma, "and", *rest[-1].en_object], [*signs, "AND", *rest[-1].gloss]
        return NP(en, en, signs, "3pl", "3pl", definite=False)

    def object(self, *kinds: str) -> NP:
        """What something is done to: mostly a thing; or a list, one of a kind, some of them, something nice."""
        pick = self.rng.random()
        if pick < 0.82:
            return self.thing(*kinds)
        if pick < 0.9:
            return self.several(self.thing(*kinds))
        return self.rng.choice((self.owned, self.one, self.one, self.some_of_them, self.indefinite))()

    def one(self) -> NP:
        """this one, the red one, the big ones, another one: a noun that is not said again."""
        pick = self.rng.random()
        if pick < 0.35:
            det, sign = self.rng.choice((("this", "THIS"), ("that", "THAT")))
            return NP([det, "one"], [det, "one"], [sign], "3p", definite=False)
        word = self.word("adjective", "color", "size")
        plural = self.chance(0.4)
        det = self.rng.choice(("the", "the", "these" if plural else "this"))
        signs: Gloss = [word] if det == "the" else ["IX-3pl" if plural else "THIS", word]
        en: English = [det, word, "ones" if plural else "one"]
        return NP(en, en, signs, "3pl" if plural else "3p", definite=False)

    def some_of_them(self) -> NP:
        """some of them, both of us, three of you."""
        who, person, sign = self.rng.choice((("them", "3pl", "IX-3pl"), ("us", "1pl", "WE"), ("you", "2p", "IX-2p")))
        sign = "IX-1pl" if person == "1pl" else sign
        count = W(self.rng.choice(("all", "both", "many", "each", "two", "three", "four", "five")))
        en: English = [count, "of", who]
        person = "3p" if count.text == "each" else "3pl"
        return NP(en, en, [count, sign], person, "3pl", definite=False)

    def indefinite(self) -> NP:
        """something nice, somebody new, everything, anything else."""
        word = W(self.rng.choice(("something", "somebody", "someone", "something", "everything", "everyone")))
        pick = self.rng.random()
        if pick < 0.4:
            quality = self.word("adjective", "color", "size")
            return NP([word, quality], [word, quality], [word, quality], definite=False)
        if pick < 0.55:
            other = W("else")
            return NP([word, other], [word, other], [word, other], definite=False)
        return NP([word], [word], [word], definite=False)

    def word(self, *kinds: str) -> W:
        """A word of one of some kinds, with the sign that it stands for."""
        lemma = self.pools.draw(*kinds)
        return W(lemma.text, lemma.entry.gloss)

    def person(self) -> NP:
        return self.phrase("person", "family", "profession")

    def one_person(self) -> NP:
        """A noun phrase of one person who can have a place."""
        while not isinstance((np := self.person()).agrees_as, W):
            continue
        return np

    def thing(self, *kinds: str) -> NP:
        return self.phrase(*(kinds or THINGS))

    def place(self) -> NP:
        """Where somebody can be or go: a noun phrase, a city, or a name."""
        pick = self.rng.random()
        if pick < 0.2:
            return noun(self.pools.city_name())
        if pick < 0.35 and self.pools.has("city"):
            return noun(self.pools.draw("city", "country").text.title())
        if pick < 0.5:
            lemma = self.pools.draw("place")
            word = W(lemma.text, lemma.entry.gloss)
            return NP([word], [word], [word])
        return self.phrase("place")

    def phrase(self, *kinds: str) -> NP:
        """Determiner, perhaps number and adjectives, noun, perhaps a relative clause."""
        pick = self.rng.random()
        if pick < 0.03:
            return self._of()
        if pick < 0.12:
            return self.rng.choice((self._part, self._part, self._measured, self._compound, self._compound))(*kinds)
        if pick < 0.15:
            return self._placed(*kinds)
        if self.chance(0.06):
            return self._headed(W(self.pools.unknown()), plural=self.chance(0.2))
        lemma = self.pools.draw(*kinds)
        plural = not lemma.is_mass and self.chance(0.25)
        word = W(inflect_noun(lemma.text) if plural else lemma.text, lemma.entry.gloss)
        return self._headed(word, plural, lemma.is_mass)

    def _headed(self, word: W, plural: bool, mass: bool = False) -> NP:
        np = self.rng.choices(
            (self._possessed, self._definite, self._indefinite, self._demonstrative, self._counted, self._determined),
            (30, 30, 25, 8, 12, 5),
        )[0]
        return np(word, plural, mass)

    def _adjectives(self) -> tuple[English, Gloss]:
        if not self.chance(0.22):
            return [], []
        words = [
            W(lemma.text, lemma.entry.gloss)
            for lemma in (self.pools.draw("adjective", "color") for _ in range(1 + self.chance(0.2)))
        ]
        if self.chance(0.15):
            return ["very", *words], ["VERY", *words]
        return [*words], [*words]

    def _build(
        self, det: English, det_gloss: Gloss, word: W, plural: bool, definite: bool = True, repeated: bool = False
    ) -> NP:
        adjectives, signs = self._adjectives()
        head: Gloss = [Plural(word)] if repeated else [word]
        en = [*det, *adjectives, word]
        gloss = [*det_gloss, *signs, *head, At(word)]
        return NP(en, en, gloss, "3pl" if plural else "3p", "3pl" if plural else word, definite)

    def _possessed(self, word: W, plural: bool, mass: bool) -> NP:
        det, gloss = self.possessor()
        return self._build(det, gloss, word, plural, repeated=plural)

    def possessor(self) -> tuple[English, Gloss]:
        """my, her, Anna's, my mother's."""
        pick = self.rng.random()
        if pick < 0.62:
            person = self.rng.choices(tuple(_PRONOUNS), (8, 5, 2, 2, 1))[0]
            return [W(_PRONOUNS[person][2])], [_POSSESSIVE_GLOSS[person]]
        if pick < 0.8:
            word = W(self.rng.choice(_GENDERED)[2])
            return [word], [Third("POSS", word)]
        if pick < 0.88:
            name = W(self.pools.person_name())
            return [name, "'s"], [name, "POSS-3p"]
        if pick < 0.91:
            (en, gloss), friend = self.possessor(), self.pools.draw("family", "person")
            other = W(friend.text, friend.entry.gloss)
            return [*en, other, "'s"], [*gloss, other, "POSS-3p"]
        lemma = self.pools.draw("family", "person")
        owner = W(lemma.text, lemma.entry.gloss)
        det, gloss = ("the", []) if self.chance(0.4) else ("my", ["MY"])
        return [det, owner, "'s"], [*gloss, owner, "POSS-3p"]

    def _definite(self, word: W, plural: bool, mass: bool) -> NP:
        return self._build(["the"], [], word, plural, repeated=plural)

    def _indefinite(self, word: W, plural: bool, mass: bool) -> NP:
        np = self._build(["a"], [], word, plural, definite=False)
        first = np.en[1].text if isinstance(np.en[1], W) else np.en[1]
        determiner = [] if plural or (mass and self.chance(0.8)) else ["an" if first[0].lower() in "aeiou" else "a"]
        return replace(np, en=[*determiner, *np.en[1:]], en_object=[*determiner, *np.en[1:]])

    def _determined(self, word: W, plural: bool, mass: bool) -> NP:
        """another dog, every student, the other books, the same house, most people."""
        if plural:
            det, sign = self.rng.choice((("other", ""), ("most", "MOST"), ("other", ""), ("different", "")))
        else:
            det, sign = self.rng.choice((("another", ""), ("every", ""), ("each", ""), ("same", ""), ("other", "")))
        first = W(det)
        article: English = ["the"] if det == "same" or (det == "other" and self.chance(0.6)) or (
            det == "other" and not plural
        ) else []  # fmt: skip
        repeated = plural and bool(article)
        return self._build(
            [*article, *([det] if sign else [first])], [sign or first], word, plural, bool(article), repeated
        )

    def _demonstrative(self, word: W, plural: bool, mass: bool) -> NP:
        det, sign = self.rng.choice(
            (("these", "IX-3pl"), ("those", "IX-3pl")) if plural else (("this", "THIS"), ("that", "THAT"))
        )
        return self._build([det], [sign], word, plural, repeated=plural)

    def _counted(self, word: W, plural: bool, mass: bool) -> NP:
        if mass:
            count = W(self.rng.choice(("some", "more", "enough", "a lot of")))
            if count.text == "more":
                return self._build(["more"], ["MORE"], word, False, definite=False)
        else:
            singular = word.text
            word = W(singular if plural else inflect_noun(singular), word.gloss)
            count = W(
                self.rng.choice(
                    ("some", "many", "a few", "all", "several", "both", "number", "number", "number", "number")
                )
            )
        if count.text == "number":
            count = W(self.number())
        of: English = ["the"] if count.text in ("all", "both") and self.chance(0.5) else []
        return self._build([count, *of], [count], word, not mass, definite=False)

    def number(self) -> str:
        small = (
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "twelve",
            "twenty",
            "twenty-five",
        )
        return self.rng.choice(
            (*small, str(self.rng.randint(2, 99)), str(self.rng.choice((100, 150, 200, 365, 500, 1000))))
        )

    def _of(self) -> NP:
        """A cup of tea, the color of my car: in the order of English."""
        lemma = self.pools.draw("thing", "thing", "food", "body")
        word, other = W(lemma.text, lemma.entry.gloss), self.thing()
        det = self.rng.choice(("the", "a", "the"))
        en: English = [det, word, "of", *other.en_object]
        return NP(en, en, [word, *other.gloss], "3p", word, det == "the")

    def _part(self, *kinds: str) -> NP:
        """most of my friends, all of the food, one of her books."""
        lemma = self.pools.draw(*kinds)
        mass = lemma.is_mass
        word = W(lemma.text if mass else inflect_noun(lemma.text), lemma.entry.gloss)
        texts = ("all", "most", "half", "much") if mass else ("all", "most", "many", "both", "number", "half")
        text = self.rng.choice(texts)
        count = W(self.number() if text == "number" else text)
        det, owner = self.possessor() if self.chance(0.55) else (["the"], [])
        person = "3p" if mass else "3pl"
        first: English = ["most"] if text == "most" else [count]
        sign: Gloss = ["MOST"] if text == "most" else [count]
        en: English = [*first, "of", *det, word]
        head: Gloss = [word] if mass else [Plural(word)]
        return NP(en, en, [*sign, *owner, *head], person, "3pl", definite=False)

    def _measured(self, *kinds: str) -> NP:
        """a cup of tea, two boxes of books."""
        unit = self.rng.choice(("cup", "bottle", "bag", "box", "bowl", "plate", "piece", "group"))
        lemma = self.pools.draw("drink", "food") if self.chance(0.8) else self.pools.draw("thing")
        text = lemma.text if lemma.is_mass else inflect_noun(lemma.text)
        what = W(text, lemma.entry.gloss)
        if self.chance(0.5):
            word = W(unit)
            return NP(["a", word, "of", what], ["a", word, "of", what], [word, what], definite=False)
        count, word = W(self.number()), W(inflect_noun(unit))
        en: English = [count, word, "of", what]
        return NP(en, en, [count, word, what], "3pl", "3pl", definite=False)

    def _compound(self, *kinds: str) -> NP:
        """the kitchen table, my math teacher."""
        first, lemma = self.pools.draw_plain("thing", "food", "event", "place"), self.pools.draw_plain(*kinds)
        kind, word = W(first.text, first.entry.gloss), W(lemma.text, lemma.entry.gloss)
        det, owner = self.rng.choice((self.possessor(), (["the"], []), (["this"], ["THIS"])))
        en: English = [*det, kind, word]
        return NP(en, en, [*owner, kind, word, At(word)], "3p", word)

    def _placed(self, *kinds: str) -> NP:
        """the girl with the red hat, the shop near my house, the book on the table, the man from Canada."""
        lemma, where = self.pools.draw(*kinds), self.place() if self.chance(0.5) else self.thing("thing", "building")
        plural = not lemma.is_mass and self.chance(0.2)
        word = W(inflect_noun(lemma.text) if plural else lemma.text, lemma.entry.gloss)
        head = self._definite(word, plural, lemma.is_mass)
        prep, sign = self.rng.choice(
            (
                ("with", "WITH"),
                ("from", "FROM"),
                ("in", ""),
                ("at", ""),
                ("near", "near"),
                ("on", "ON"),
                ("about", "ABOUT"),
            )
        )
        near = W(prep)
        words: English = [near] if prep == "near" else [prep]
        signs: Gloss = [near] if prep == "near" else [sign] if sign else []
        en: English = [*head.en, *words, *where.en_object]
        return replace(head, en=en, en_object=en, gloss=[*head.gloss, *signs, *where.gloss])

    def relative(self, np: NP, en: English, gloss: Gloss) -> NP:
        """A noun phrase with a relative clause: en and gloss are the clause without its head."""
        return replace(np, en=[*np.en, *en], en_object=[*np.en_object, *en], gloss=span("rel", [*np.gloss, *gloss]))
