"""Time phrases: what English says at either end of a clause and ASL says first."""

from __future__ import annotations

from dataclasses import dataclass

from stable_signer.text_to_gloss.corpus.items import English, Gloss, W
from stable_signer.text_to_gloss.corpus.nouns import Nouns

_PAST = ("yesterday", "last night", "last week", "last year")
_FUTURE = ("tomorrow", "next week", "next year", "tonight", "soon", "later")
_ANY = ("today", "now", "every day", "this morning", "every week", "this week")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PARTS = ("the morning", "the afternoon", "the summer", "the winter", "the spring", "the fall")
_UNITS = ("minute", "hour", "day", "week", "month", "year")


@dataclass(frozen=True)
class Time:
    """en: the words, put first (``front``, perhaps with a ``comma``) or last. gloss: the topic. when: past, future
    or any."""

    en: English
    gloss: Gloss
    when: str
    front: bool
    comma: bool


class Times:
    def __init__(self, nouns: Nouns) -> None:
        self.nouns, self.rng = nouns, nouns.rng

    def draw(self) -> Time:
        makers = (
            self._word,
            self._word,
            self._word,
            self._each,
            self._by,
            self._day,
            self._part,
            self._clock,
            self._ago,
            self._in,
            self._event,
            self._unit,
            self._date,
        )
        en, gloss, when = self.rng.choice(makers)()
        return Time(en, gloss, when, self.rng.random() < 0.45, self.rng.random() < 0.6)

    def ahead(self) -> Time:
        """A time to come, whatever is said at it: tomorrow, in two days; not Monday."""
        while (time := self.draw()).when != "future":
            pass
        return time

    def point(self) -> W:
        """A point in time as one word: 2010, Monday, 9:30, yesterday."""
        hour = self.rng.randint(1, 12)
        return W(
            self.rng.choice(
                (
                    str(self.rng.randint(1950, 2030)), self.rng.choice(_DAYS).title(), f"{hour}:30", f"{hour} o'clock",
                    self.rng.choice(("yesterday", "tomorrow", "noon", "March", "last year", "next week", "midnight")),
                )
            )
        )  # fmt: skip

    def _word(self) -> tuple[English, Gloss, str]:
        when, words = self.rng.choice((("past", _PAST), ("future", _FUTURE), ("any", _ANY)))
        text = self.rng.choice(words)
        if text.startswith("this "):
            word = W(text.split(" ")[1])
            return ["this", word], ["THIS", word], when
        word = W(text)
        if text in ("tomorrow", "yesterday") and self.rng.random() < 0.15:
            part = W(self.rng.choice(("morning", "afternoon", "night")))
            return [word, part], [word, part], when
        return [word], [word], when

    def _day(self) -> tuple[English, Gloss, str]:
        day = W(self.rng.choice(_DAYS).title())
        pick = self.rng.random()
        part = W(self.rng.choice(("morning", "night", "afternoon")))
        return (["on", day, part], [day, part], "any") if pick < 0.5 else (["on", day], [day], "any")

    def _part(self) -> tuple[English, Gloss, str]:
        if self.rng.random() < 0.2:
            word = W(self.rng.choice(("night", "noon", "midnight")))
            return ["at", word], [word], "any"
        text = self.rng.choice(_PARTS).split(" ")[1]
        word = W(text, "FALL-autumn" if text == "fall" else "")
        return ["in", "the", word], [word], "any"

    def _clock(self) -> tuple[English, Gloss, str]:
        hour = self.rng.randint(1, 12)
        text = self.rng.choice(
            (f"{hour}:{self.rng.choice(('15', '30', '45', '00'))}", f"{hour} o'clock", f"{hour} pm", str(hour))
        )
        word = W(text)
        return ["at", word], [word], "any"

    def _ago(self) -> tuple[English, Gloss, str]:
        count, unit = self._amount()
        return [count, unit, "ago"], [count, unit, "AGO"], "past"

    def _in(self) -> tuple[English, Gloss, str]:
        count, unit = self._amount()
        return ["in", count, unit], ["IN", count, unit], "future"

    def _amount(self) -> tuple[W, W]:
        return W(self.nouns.number()), W(self.rng.choice(_UNITS) + "s")

    def _each(self) -> tuple[English, Gloss, str]:
        """every other day, every two weeks, every Sunday morning."""
        every, unit = W("every"), self.rng.choice(_UNITS[2:])
        if self.rng.random() < 0.35:
            other, one = W("other"), W(unit)
            return [every, other, one], [every, other, one], "any"
        if self.rng.random() < 0.4:
            count, units = W(self.nouns.number()), W(unit + "s")
            return [every, count, units], [every, count, units], "any"
        day = W(self.rng.choice(_DAYS).title())
        return [every, day], [every, day], "any"

    def _by(self) -> tuple[English, Gloss, str]:
        """by tomorrow, by Friday, by 5:30."""
        hour = self.rng.randint(1, 12)
        word = W(self.rng.choice((self.rng.choice(_DAYS).title(), "tomorrow", "tonight", f"{hour}:30", f"{hour} pm")))
        return ["by", word], [word], "future" if word.text in ("tomorrow", "tonight") else "any"

    def _event(self) -> tuple[English, Gloss, str]:
        lemma = self.nouns.pools.draw("event", "food")
        event = W(lemma.text, lemma.entry.gloss)
        prep, sign = self.rng.choice((("after", "AFTER"), ("before", "BEFORE"), ("during", "DURING")))
        return [prep, event], [sign, event], "any"

    def _date(self) -> tuple[English, Gloss, str]:
        month = W(
            self.rng.choice(("January", "March", "April", "May", "June", "July", "August", "October", "December"))
        )
        if self.rng.random() < 0.4:
            return ["in", month], [month], "any"
        day = W(str(self.rng.randint(1, 31)))
        return ["on", month, day], [month, day], "any"

    def _unit(self) -> tuple[English, Gloss, str]:
        unit = W(self.rng.choice(("week", "month", "year", "monday", "friday", "summer", "night", "weekend")))
        det = W(self.rng.choice(("next", "last", "every", "this")))
        if det.text == "this":
            return ["this", unit], ["THIS", unit], "any"
        return [det, unit], [det, unit], {"next": "future", "last": "past"}.get(det.text, "any")
