"""Clauses with tense, polarity, adverbs, adjuncts and time, and the statements made of one."""

from __future__ import annotations

from dataclasses import dataclass

from stable_signer.text_to_gloss.corpus import verbs
from stable_signer.text_to_gloss.corpus.adverbials import Adverbials
from stable_signer.text_to_gloss.corpus.clauses import Clause, Predicate
from stable_signer.text_to_gloss.corpus.items import Agree, English, Gloss, Item, W, span
from stable_signer.text_to_gloss.corpus.nouns import NP, Nouns, pronoun
from stable_signer.text_to_gloss.corpus.pools import Pools
from stable_signer.text_to_gloss.corpus.predicates import Predicates
from stable_signer.text_to_gloss.corpus.times import Time, Times

TENSES = (
    (verbs.PRESENT, 30), (verbs.PAST, 26), (verbs.PROGRESSIVE, 9), (verbs.PAST_PROGRESSIVE, 3),
    (verbs.PERFECT, 6), (verbs.PAST_PERFECT, 1), (verbs.FUTURE, 9),
    (verbs.GOING, 4), (verbs.PERFECT_PROGRESSIVE, 2.5), *((modal, 2) for modal in verbs.MODALS),
    *((modal, 0.6) for modal in verbs.PERFECT_MODALS), *((group, 0.5) for group in verbs.COMPOUND),
)  # fmt: skip
_OF_STATES = {
    verbs.PROGRESSIVE: verbs.PRESENT, verbs.PAST_PROGRESSIVE: verbs.PAST, verbs.PERFECT_PROGRESSIVE: verbs.PERFECT,
    "had been": verbs.PAST_PERFECT, "will be": verbs.FUTURE, "might be": "might", "may be": "may", "must be": "must",
    "should be": "should",
}  # fmt: skip
"""Tenses in which a state stands for those in which it cannot."""
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
    "now",
    "home",
    "outside",
    "carefully",
    "late",
    "early",
    "twice",
    "once",
    "fast",
    "a lot",
    "too much",
    "more",
    "less",
)
_SAID = {"too": "ALSO", "there": "THERE", "more": "MORE", "less": "LESS"}
"""Words of manner that are grammar, and what is signed."""


@dataclass(frozen=True)
class Utterance:
    """en: words without the final mark; mark: the final mark; gloss: signs."""

    en: English
    gloss: Gloss
    mark: str = "."


class Statements:
    """Draws clauses, and statements of one clause."""

    def __init__(self, pools: Pools) -> None:
        self.pools, self.rng = pools, pools.rng
        self.nouns = Nouns(pools)
        self.predicates = Predicates(self.nouns)
        self.times = Times(self.nouns)
        self.adverbials = Adverbials(self.nouns)

    def clause(
        self, subject: NP | None = None, simple: bool = False, tenses: tuple[tuple[str, float], ...] = TENSES
    ) -> Clause:
        """A random clause; ``simple`` = no time and no adjuncts."""
        subject = subject or self.nouns.subject()
        predicate = self.predicates.draw(subject)
        if self.nouns.chance(0.09):
            predicate = self._joined(subject, predicate)
        tense = self.rng.choices([t for t, _ in tenses], [w for _, w in tenses])[0]
        clause = Clause(subject, predicate, tense, negative=self.nouns.chance(0.17), contracted=self.nouns.chance(0.75))
        clause.tense = predicate.tense or tense
        clause.ever = clause.tense == verbs.PERFECT and self.nouns.chance(0.4)
        is_state = predicate.verb is None or not predicate.dynamic
        if is_state:
            clause.tense = _OF_STATES.get(clause.tense, clause.tense)
        if predicate.verb is None and clause.tense in ("used to", "would like to"):
            clause.tense = verbs.PAST
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
            predicate.verb,
            [*predicate.en, "and", form, *other.en],
            [*predicate.gloss, "AND", *other.gloss],
            joined=form,
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
        elif pick < 0.3 and not clause.negative and not joined and clause.tense == verbs.PERFECT:
            clause.adverb, clause.ever = W(self.rng.choice(("just", "already", "finally", "always", "often"))), False
        if clause.adverb and clause.adverb.text == "just" and clause.tense in (verbs.PAST, verbs.PERFECT):
            clause.adverb.gloss = "RECENT"
        if simple:
            return
        if clause.tense == verbs.PERFECT_PROGRESSIVE and self.nouns.chance(0.6):
            self.rng.choice((self._duration, self._since))(clause)
        elif self.nouns.chance(0.19):
            self.adjunct(clause)
        elif self.nouns.chance(0.13):
            self.adverbials.stack(clause)
        if self.nouns.chance(0.3):
            clause.time = self.time_for(clause)
            if clause.time and self.nouns.chance(0.12):
                clause.second_time = self.time_for(clause)

    def time_for(self, clause: Clause) -> Time | None:
        """A time that fits the tense of a clause, now and then none."""
        wanted = {
            verbs.PAST: "past", verbs.PAST_PROGRESSIVE: "past", verbs.FUTURE: "future", verbs.GOING: "future",
            "will be": "future", "will have to": "future", "about to": "now",
        }.get(clause.tense, "any")  # fmt: skip
        time = self.times.draw()
        return time if time.when in (wanted, "any") or wanted == "any" else None

    def adjunct(self, clause: Clause) -> None:
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
        elif pick < 0.875:
            self._since(clause)
        elif pick < 0.92:
            self._on(clause)
        elif pick < 0.95:
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
            signs: Gloss = [_SAID.get(text, word)]
            clause.adjunct_en, clause.adjunct_gloss = [word], signs

    def _purpose(self, clause: Clause) -> None:
        """went to the store to buy milk."""
        inner = self.predicates.action(clause.subject)
        words: English = [inner.verb] if inner.verb else []
        clause.adjunct_en, clause.adjunct_gloss = ["to", *words, *inner.en], inner.gloss

    def _since(self, clause: Clause) -> None:
        """since 2010, until Monday, from nine to five."""
        one, other = self.times.point(), self.times.point()
        pick = self.rng.random()
        if pick < 0.35:
            clause.adjunct_en, clause.adjunct_gloss = ["since", one], ["SINCE", one]
            clause.lasts = True
        elif pick < 0.6:
            clause.adjunct_en, clause.adjunct_gloss = ["until", one], ["UNTIL", one]
        else:
            clause.adjunct_en, clause.adjunct_gloss = ["from", one, "to", other], ["FROM", one, "UNTIL", other]

    def _on(self, clause: Clause) -> None:
        """on the bus, on the table."""
        where = self.nouns.chance(0.5)
        thing = self.nouns.thing("vehicle", "place", "building") if where else self.nouns.thing("thing", "food")
        clause.adjunct_en = ["on", *thing.en_object]
        clause.adjunct_gloss = thing.gloss if where else ["ON", *thing.gloss]

    def _duration(self, clause: Clause) -> None:
        count, unit = (
            W(self.nouns.number()),
            W(self.rng.choice(("minutes", "hours", "days", "weeks", "months", "years"))),
        )
        clause.adjunct_en, clause.adjunct_gloss = ["for", count, unit], ["FOR", count, unit]
        clause.lasts = True

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

    def plain(self, subject: NP | None = None) -> Clause:
        clause = self.clause(
            subject or (self.nouns.subject() if self.nouns.chance(0.5) else pronoun("2p")), simple=True
        )
        clause.never = False
        return clause

    def weather_clause(self) -> tuple[English, Gloss]:
        time = self.times.draw() if self.nouns.chance(0.4) else None
        front = span("topic", time.gloss) if time else []
        when: English = time.en if time else []
        if self.nouns.chance(0.5) or not self.pools.has("weather"):
            word = W(self.rng.choice(("cold", "hot", "warm", "dark", "windy", "sunny", "cloudy", "late", "early")))
            word.gloss = "COLD" if word.text == "cold" else ""
            form = self.rng.choice(("is", "was", "gets", "was"))
            degree, sign = self.rng.choice((("", ""), ("", ""), ("very", "VERY"), ("too", "TOO-MUCH")))
            past = span("topic", ["PAST"]) if form == "was" and not time else []
            become: Gloss = ["BECOME"] if form == "gets" else []
            lead: English = [degree] if degree else []
            return ["it", form, *lead, word, *when], [*front, *past, *become, *([sign] if sign else []), word]
        verb = W(self.rng.choice(("rain", "snow")))
        tense = self.rng.choice((verbs.PRESENT, verbs.PAST, verbs.PROGRESSIVE, verbs.FUTURE, "might"))
        clause = Clause(
            NP(["it"], ["it"], []), Predicate(verb, [], [verb]), tense, negative=self.nouns.chance(0.15), time=time
        )
        return clause.statement_en(), clause.gloss()


def unsubjected(item: Item) -> Item:
    """A verb whose subject is asked for or is nobody: it starts from no place."""
    return Agree(item.verb, None, item.object) if isinstance(item, Agree) else item


def untopic(gloss: Gloss) -> Gloss:
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
