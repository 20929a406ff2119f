"""Utterances by template: greetings, formulas, everyday questions, and contexts that teach the senses of ambiguous
words.

One a line, ``English => gloss``. ``(a|b)`` draws one of several wordings; ``{name}`` draws a phrase: see ``Templates``.
Glosses find their English word through the lexicon, so a line that the lexicon cannot sign is left out.
"""

from __future__ import annotations

import re

from stable_signer.text_to_gloss.corpus import verbs
from stable_signer.text_to_gloss.corpus.clauses import Clause
from stable_signer.text_to_gloss.corpus.construction_lines import CONSTRUCTION_LINES
from stable_signer.text_to_gloss.corpus.context_lines import CONTEXT_LINES
from stable_signer.text_to_gloss.corpus.everyday_lines import EVERYDAY_LINES
from stable_signer.text_to_gloss.corpus.homonym_class_lines import HOMONYM_CLASS_LINES
from stable_signer.text_to_gloss.corpus.homonym_lines import HOMONYM_LINES
from stable_signer.text_to_gloss.corpus.items import At, English, Gloss, Third, W, span
from stable_signer.text_to_gloss.corpus.lines import LINES
from stable_signer.text_to_gloss.corpus.notice_lines import NOTICE_LINES
from stable_signer.text_to_gloss.corpus.nouns import NP, Nouns, pronoun
from stable_signer.text_to_gloss.corpus.pools import Pools
from stable_signer.text_to_gloss.corpus.predicates import Predicates
from stable_signer.text_to_gloss.corpus.sense_lines import SENSE_LINES
from stable_signer.text_to_gloss.corpus.statements import Utterance
from stable_signer.text_to_gloss.corpus.times import Times
from stable_signer.text_to_gloss.corpus.word_lines import WORD_LINES
from stable_signer.text_to_gloss.inflection import inflect

EXTRA_LITERALS = frozenset(
    [
        "about", "around", "bank", "bat", "become", "book", "booked", "books", "break", "breaks", "call", "called",
        "calling", "calls", "change", "changes", "check", "chicken", "close", "closed", "cold", "date", "fair",
        "fall", "fan", "find", "fine", "fire", "fired", "fly", "found", "full", "glass", "hard", "honey", "hot",
        "kind", "last", "lasted", "lasts", "leave", "leaves", "left", "letter", "letters", "lie", "lied", "lies",
        "light", "long", "lose", "loses", "losing", "lost", "lying", "match", "matched", "matches", "mean", "means",
        "miss", "missed", "misses", "missing", "orange", "order", "over", "paid", "park", "pay", "paying", "pays",
        "play", "played", "playing", "plays", "point", "present", "ran", "right", "ring", "run", "running", "runs",
        "sale", "save", "saved", "saves", "saving", "second", "shop", "short", "sink", "sinks", "smoke", "state",
        "table", "tablet", "train", "trip", "tripped", "trips", "turkey", "turn", "watch", "watches", "wear",
        "wearing", "wears", "wore", "wristwatch",
    ]
)  # fmt: skip
"""Words whose senses the lines teach where the lexicon has several signs for them."""

_ALL_LINES = (
    LINES, EVERYDAY_LINES, CONSTRUCTION_LINES, SENSE_LINES, CONTEXT_LINES, WORD_LINES, HOMONYM_LINES,
    HOMONYM_CLASS_LINES, NOTICE_LINES,
)  # fmt: skip


class Templates:
    """Draws utterances from the lines."""

    def __init__(self, pools: Pools) -> None:
        self.pools, self.rng = pools, pools.rng
        self.nouns = Nouns(pools)
        self.predicates = Predicates(self.nouns)
        self.times = Times(self.nouns)
        self.lines = [
            tuple(part.strip() for part in line.split("=>"))
            for line in "".join(_ALL_LINES).splitlines()
            if "=>" in line
        ]

    def draw(self) -> Utterance:
        english, gloss = self.rng.choice(self.lines)
        return self.fill(english, gloss)

    def fill(self, english: str, gloss: str) -> Utterance:
        """One utterance of a line."""
        drawn: dict[str, tuple[English, Gloss]] = {}
        en: English = []
        mark = ""
        chosen, alternative = self._choose(english)
        for part in chosen.split():
            if part.startswith("{"):
                name = part.strip("{}")
                drawn[name] = self._phrase(name)
                en += drawn[name][0]
            elif part in (".", "?", "!"):
                mark = part
            else:
                en.append(part)
        signs: Gloss = []
        for part in (
            gloss.replace("{alt}", alternative.replace(" ", "_")).replace("(", "( ").replace(")", " ) ").split()
        ):
            signs += self._signs(part, drawn)
        signs = _without_inner_topics(signs)
        if mark == "!" and "excl(" not in gloss:
            signs = span("excl", signs)
        if not mark and self.rng.random() < 0.07 and not english.startswith("if"):
            return Utterance(en, span("excl", signs), "!")
        return Utterance(en, signs, mark or ".")

    def _signs(self, part: str, drawn: dict[str, tuple[English, Gloss]]) -> Gloss:
        """A sign; a phrase, as {person}; or a move towards whom a phrase names, as -{person}."""
        if part.startswith("{"):
            return drawn[part.strip("{}")][1]
        if part.startswith("-{"):
            at = next((item for item in reversed(drawn[part.strip("-{}")][1]) if isinstance(item, At | Third)), None)
            return ["-3pl"] if at is None else [Third("", at.word)]
        return [part.replace("_", " ")]

    def _choose(self, line: str) -> tuple[str, str]:
        """The line with one of each set of alternatives, and the one drawn last."""
        alternative = ""
        while match := re.search(r"\(([^()]*)\)", line):
            alternative = self.rng.choice(match[1].split("|"))
            line = line[: match.start()] + alternative + line[match.end() :]
        return line, alternative

    def _phrase(self, name: str) -> tuple[English, Gloss]:
        """np, obj, person, one, thing, place, name, alias (a name that is given), city, poss, noun, adj, verb, vp,
        ing, time, ahead (a time to come), num, he, him, clause, or a tag."""
        kind = name.rstrip("0123456789")
        nouns = self.nouns
        makers = {
            "np": nouns.subject, "person": nouns.person, "someone": nouns.someone, "thing": nouns.thing,
            "place": nouns.place,
            "one": nouns.one_person,
            "name": nouns.name, "he": nouns.gendered, "him": nouns.gendered, "obj": nouns.thing,
        }  # fmt: skip
        if kind == "alias":
            word = W(self.pools.person_name())
            return [word], [word]
        if kind in makers:
            np: NP = makers[kind]()
            return (np.en if kind in ("np", "he") else np.en_object), np.gloss
        if kind in ("vp", "ing"):
            predicate = self.predicates.action(pronoun("1p"))
            if predicate.verb is not None:
                predicate.verb.text = inflect(predicate.verb.text, "-ing" if kind == "ing" else "")
            return [*([predicate.verb] if predicate.verb else []), *predicate.en], predicate.gloss
        if kind == "clause":
            subject = nouns.subject()
            clause = Clause(
                subject,
                self.predicates.draw(subject),
                self.rng.choice((verbs.PRESENT, verbs.PAST, verbs.FUTURE, verbs.PRESENT)),
            )
            return clause.statement_en(), clause.gloss()
        if kind in ("date", "month"):
            return self._date(kind)
        if kind in ("time", "ahead"):
            time = self.times.ahead() if kind == "ahead" else self.times.draw()
            return time.en, span("topic", time.gloss)
        return self._word(kind)

    def _date(self, kind: str) -> tuple[English, Gloss]:
        month = W(self.rng.choice(("January", "February", "April", "May", "June", "July", "September", "November")))
        day = W(str(self.rng.randint(1, 31)))
        return ([month], [month]) if kind == "month" else ([month, day], [month, day])

    def _clock(self) -> str:
        hour = self.rng.randint(1, 12)
        word = self.rng.choice(("five", "six", "seven", "eight", "nine", "ten", "noon"))
        return self.rng.choice((f"{hour} o'clock", f"{hour}:30", f"{hour}:15", f"{hour} pm", word, str(hour)))

    def _word(self, kind: str) -> tuple[English, Gloss]:
        if kind == "poss":
            return self.nouns.possessor()
        text = {
            "num": self.nouns.number,
            "city": self.pools.city_name,
            "unknown": self.pools.unknown,
            "clock": self._clock,
        }.get(kind)
        if text is not None:
            word = W(text())
            return [word], [word]
        if kind == "day":
            day = W(self.rng.choice(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")))
            return [day], [day]
        lemma = self.pools.draw({"noun": "thing", "adj": "adjective", "verb": "vi"}.get(kind, kind))
        word = W(lemma.text, lemma.entry.gloss)
        return [word], [word]


def _without_inner_topics(gloss: Gloss) -> Gloss:
    """Signs whose topics within a topic, a condition or a relative clause are no longer marked."""
    kept: Gloss = []
    open_: list[str] = []
    for item in gloss:
        if isinstance(item, str) and item.endswith("("):
            is_inner = item == "topic(" and bool({"topic(", "cond(", "rel("} & set(open_))
            open_.append("" if is_inner else item)
            if is_inner:
                continue
        elif item == ")" and open_ and not open_.pop():
            continue
        kept.append(item)
    return kept
