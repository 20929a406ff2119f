"""Clauses joined by conjunctions: concession, purpose, until and since, several predicates of one subject."""

from __future__ import annotations

from stable_signer.text_to_gloss.corpus import verbs
from stable_signer.text_to_gloss.corpus.clauses import Clause, Predicate
from stable_signer.text_to_gloss.corpus.items import English, Gloss, W, span
from stable_signer.text_to_gloss.corpus.minor import Minor
from stable_signer.text_to_gloss.corpus.nouns import NP
from stable_signer.text_to_gloss.corpus.questions import Questions
from stable_signer.text_to_gloss.corpus.short import MIXED, NOW, TO_COME, Short, unfinished
from stable_signer.text_to_gloss.corpus.statements import Utterance, untopic

_JOINTS = (("and", "AND"), ("but", "BUT"), ("so", "SO"), ("or", "OR"))
_CONDITIONS = ("if", "if", "if", "if", "even if", "only if", "as long as", "in case")
"""What asks or allows for a condition; read as "if"."""
_WHEN = ("when", "when", "as soon as", "whenever")


class Joints:
    """Draws sentences of two or three short clauses."""

    def __init__(self, short: Short, minor: Minor, questions: Questions) -> None:
        self.short, self.minor, self.questions = short, minor, questions
        self.nouns, self.rng, self.predicates = short.nouns, short.rng, short.predicates

    def draw(self) -> Utterance:
        kinds = (
            (self.conceded, 5), (self.conditional, 9), (self.unreal, 3), (self.time, 9), (self.until, 3),
            (self.since, 2), (self.because, 5), (self.coordinated, 6), (self.shared, 9), (self.three, 6),
            (self.purpose, 4), (self.what_if, 1), (self.else_, 1.5), (self.without, 1.5),
        )  # fmt: skip
        return self.rng.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]()

    def _comma(self, chance: float) -> English:
        return [","] if self.nouns.chance(chance) else []

    def conceded(self) -> Utterance:
        """Although it rained, we played: it rained, but we played."""
        word = self.rng.choice(("although", "although", "even though", "though"))
        first, second = self.short.pair()
        words, signs = first.statement_en(), first.gloss()
        if self.nouns.chance(0.15):
            words, signs = self.short.statements.weather_clause()
        gloss: Gloss = [*signs, "/", "BUT", *second.gloss()]
        if self.nouns.chance(0.35):
            return Utterance([*second.statement_en(), *self._comma(0.5), word, *words], gloss)
        return Utterance([word, *words, ",", *second.statement_en()], gloss)

    def conditional(self) -> Utterance:
        """If you are tired, go to bed; will she come if we ask her?"""
        condition = self.short.clause(((verbs.PRESENT, 6), (verbs.PERFECT, 0.5), ("can", 1), ("want to", 1)))
        words, inside = condition.statement_en(), untopic(condition.gloss())
        if self.nouns.chance(0.12):
            words, inside = self.short.statements.weather_clause()
            inside = untopic(inside)
        return self._beside(self.rng.choice(_CONDITIONS), words, span("cond", ["IF", *inside]))

    def _beside(self, word: str, words: English, lead: Gloss) -> Utterance:
        """A statement, an order or a question beside a clause that is signed first."""
        en, gloss, mark = self._main()
        if self.nouns.chance(0.45):
            return Utterance([*en, word, *words], [*lead, "/", *gloss], mark)
        return Utterance([word, *words, *([","] if mark == "?" else self._comma(0.9)), *en], [*lead, "/", *gloss], mark)

    def _main(self, tenses: tuple[tuple[str, float], ...] = TO_COME) -> tuple[English, Gloss, str]:
        pick = self.rng.random()
        if pick < 0.62:
            clause = self.short.clause(tenses)
            return clause.statement_en(), clause.gloss(), "."
        if pick < 0.84:
            order = self.minor.command()
            return order.en, order.gloss, order.mark
        return self._question(tenses)

    def _question(self, tenses: tuple[tuple[str, float], ...]) -> tuple[English, Gloss, str]:
        clause = self.short.clause(tenses, negative=0.05)
        wh, sign = self.rng.choice(
            (("", ""), ("", ""), ("what", "WHAT-DO"), ("where", "WHERE"), ("how", "HOW"), ("why", "WHY"))
        )
        if wh == "what":
            clause.predicate = Predicate(W("do"), [], [])
            clause.adjunct_en, clause.adjunct_gloss = [], []
        if not wh:
            return clause.question_en(), span("ynq", clause.gloss(inverted=True)), "?"
        return clause.question_en([wh]), span("whq", [*clause.gloss(inverted=True), sign]), "?"

    def unreal(self) -> Utterance:
        """If I had a car, I would drive you; what would you do if you were rich?"""
        condition = self.short.clause(((verbs.PAST, 5), ("could", 1)))
        condition.time, condition.adverb = None, None
        words = ["were" if word == "was" else word for word in condition.statement_en()]
        condition.tense = "can" if condition.tense == "could" else verbs.PRESENT
        lead = span("cond", ["IF", *untopic(condition.gloss())])
        tenses = (("would", 3), ("could", 1))
        if self.nouns.chance(0.25):
            en, gloss, mark = self._question(tenses)
        else:
            result = self.short.clause(tenses)
            en, gloss, mark = result.statement_en(), result.gloss(), "."
        if self.nouns.chance(0.4):
            return Utterance([*en, "if", *words], [*lead, "/", *gloss], mark)
        return Utterance(["if", *words, ",", *en], [*lead, "/", *gloss], mark)

    def time(self) -> Utterance:
        """When she comes, we will eat; call me as soon as you arrive; he left before I came."""
        word, sign = self.rng.choice(
            (*((word, "") for word in _WHEN), ("before", "BEFORE"), ("after", "AFTER"), ("while", "WHILE"))
        )
        first, second = self.short.pair()
        inside = untopic(first.gloss())
        if sign in ("BEFORE", "AFTER"):
            inside = unfinished(inside)
        if self.nouns.chance(0.08):
            return self._every_time(first, second)
        lead: Gloss = span("topic", [*([sign] if sign else []), *inside])
        if first.tense == verbs.PRESENT and self.nouns.chance(0.5):
            return self._beside(word, first.statement_en(), lead)
        gloss: Gloss = [*lead, "/", *second.gloss()]
        if self.nouns.chance(0.5):
            return Utterance([*second.statement_en(), word, *first.statement_en()], gloss)
        return Utterance([word, *first.statement_en(), *self._comma(0.9), *second.statement_en()], gloss)

    def _every_time(self, first: Clause, second: Clause) -> Utterance:
        """Every time she calls, he smiles; next time you come, bring your son."""
        past = first.tense != verbs.PRESENT
        which = W(self.rng.choice(("every", "every", "last", "first") if past else ("every", "every", "each", "next")))
        noun = W("time")
        lead: English = [*(["the"] if which.text in ("last", "first") else []), which, noun]
        when = span("topic", [which, noun, *untopic(first.gloss())])
        if not past and self.nouns.chance(0.5):
            en, gloss, mark = self._main()
            return Utterance([*lead, *first.statement_en(), ",", *en], [*when, "/", *gloss], mark)
        return Utterance([*lead, *first.statement_en(), ",", *second.statement_en()], [*when, "/", *second.gloss()])

    def until(self) -> Utterance:
        """Wait until I come; he waited until she called him."""
        word = self.rng.choice(("until", "until", "till"))
        end, main = self.short.pair()
        end.negative = end.never = False
        inside = untopic(unfinished(_present(end)))
        if end.tense == verbs.PRESENT and self.nouns.chance(0.45):
            order = self.minor.command()
            tail = order.gloss[-1:] if order.gloss[:1] == ["excl("] else []
            signs = order.gloss[:-1] if tail else order.gloss
            return Utterance([*order.en, word, *end.statement_en()], [*signs, "UNTIL", *inside, *tail], order.mark)
        return Utterance(
            [*main.statement_en(), word, *end.statement_en()], [*unfinished(main.gloss()), "UNTIL", *inside]
        )

    def since(self) -> Utterance:
        """I have lived here since I was a child; since you are here, help me."""
        if self.nouns.chance(0.5):
            start, main = self.short.clause(((verbs.PAST, 1),), negative=0), self.short.clause(((verbs.PERFECT, 1),))
            main.lasts, start.time = True, None
            return Utterance(
                [*main.statement_en(), "since", *start.statement_en()],
                [*main.gloss(), "SINCE", *untopic(unfinished(_present(start)))],
            )
        ground = self.short.clause(NOW)
        en, gloss, mark = self._main()
        lead = span("topic", ["SINCE", *untopic(ground.gloss())])
        return Utterance(["since", *ground.statement_en(), ",", *en], [*lead, "/", *gloss], mark)

    def because(self) -> Utterance:
        """I am late because the bus was late; hurry, because we are late; is he sad because she left?"""
        reason = self.short.clause(MIXED)
        if self.nouns.chance(0.2):
            order = self.minor.command()
            if order.mark == ".":
                return Utterance(
                    [*order.en, *self._comma(0.4), "because", *reason.statement_en()],
                    [*order.gloss, *span("rh", ["WHY"]), *reason.gloss()],
                )
        main = self.short.clause(MIXED)
        if self.nouns.chance(0.12):
            asked: Gloss = [*main.gloss(inverted=True), *span("rh", ["WHY"]), *reason.gloss()]
            return Utterance([*main.question_en(), "because", *reason.statement_en()], span("ynq", asked), "?")
        signs: Gloss = [*main.gloss(), *span("rh", ["WHY"]), *reason.gloss()]
        if self.nouns.chance(0.15):
            return Utterance(["because", *reason.statement_en(), ",", *main.statement_en()], signs)
        return Utterance([*main.statement_en(), *self._comma(0.15), "because", *reason.statement_en()], signs)

    def coordinated(self) -> Utterance:
        """I called him but he was not there; sit down and tell me; it is late, so let's go home."""
        word, sign = self.rng.choice(_JOINTS)
        first = self.short.clause(MIXED)
        if self.nouns.chance(0.3):
            en, gloss, mark = self._main(MIXED)
        else:
            second = self.short.clause(MIXED)
            en, gloss, mark = second.statement_en(), second.gloss(), "."
        lead: Gloss = [*first.gloss(), "/"]
        if gloss[:1] == ["excl("]:
            return Utterance([*first.statement_en(), ",", word, *en], ["excl(", *lead, sign, *gloss[1:]], mark)
        return Utterance([*first.statement_en(), *self._comma(0.6), word, *en], [*lead, sign, *gloss], mark)

    def shared(self) -> Utterance:
        """He came home, ate and went to bed; we can stay or go; she called but did not wait."""
        subject = self.short.subject()
        tense = self.rng.choices(
            (verbs.PAST, verbs.PRESENT, verbs.FUTURE, "can", "have to", "should", "want to", verbs.PERFECT),
            (8, 5, 2, 2, 1, 1, 1, 1),
        )[0]
        parts = [self._verb(subject) for _ in range(3 if self.nouns.chance(0.3) else 2)]
        word, sign = self.rng.choice(
            (("and", ["AND"]), ("and", ["AND"]), ("or", ["OR"]), ("but", ["BUT"]), ("and then", ["AND", "THEN"]))
        )
        negative, asks = word == "or" and self.nouns.chance(0.3), self.nouns.chance(0.12)
        first = Clause(subject, parts[0], tense, contracted=True, negative=negative)
        rest = parts[1:]
        for part in rest:
            verbs.group(part.verb, tense, subject.person, negative, asks, [])
        en: English = [*parts[0].en]
        gloss: Gloss = [*parts[0].gloss]
        for i, part in enumerate(rest):
            last = i + 1 == len(rest)
            joint: English = [*word.split()] if last else [","]
            comma: English = [","] if last and (len(rest) > 1 or word == "but") and self.nouns.chance(0.6) else []
            en = [*en, *comma, *joint, *([part.verb] if part.verb else []), *part.en]
            gloss = [*gloss, *(sign if last else []), *part.gloss]
        first.predicate = Predicate(parts[0].verb, en, gloss)
        if asks:
            return Utterance(first.question_en(), span("ynq", first.gloss(inverted=True)), "?")
        return Utterance(first.statement_en(), first.gloss())

    def _verb(self, subject: NP) -> Predicate:
        """A predicate of one event, nothing of it a topic."""
        while True:
            maker = self.rng.choice((self.predicates.action, self.predicates.action, self.predicates.agreeing))
            predicate = maker(subject)
            if predicate.verb is not None and not predicate.topic and not predicate.drops:
                return predicate

    def three(self) -> Utterance:
        """I wanted to go, but I was sick, so I stayed; if it rains, we will stay home and he will cook."""
        pick = self.rng.random()
        last = self.short.clause(MIXED)
        if pick < 0.35:
            pair, word = (
                (self.conditional(), self.time(), self.because())[self.rng.randrange(3)],
                self.rng.choice(_JOINTS),
            )
            if pair.mark != ".":
                return pair
            return Utterance(
                [*pair.en, *self._comma(0.7), word[0], *last.statement_en()], [*pair.gloss, "/", word[1], *last.gloss()]
            )
        first, second = self.short.pair()
        if pick < 0.65:
            before, word = self.rng.choice(
                ((",", ("and", "AND")), ("and", ("but", "BUT")), ("but", ("so", "SO")), ("and", ("so", "SO")))
            )
            sign: Gloss = [] if before == "," else [before.upper()]
            lead: English = [","] if before == "," else [*self._comma(0.5), before]
            return Utterance(
                [
                    *first.statement_en(),
                    *lead,
                    *second.statement_en(),
                    *self._comma(0.6),
                    word[0],
                    *last.statement_en(),
                ],
                [*first.gloss(), "/", *sign, *second.gloss(), "/", word[1], *last.gloss()],
            )
        word = self.rng.choice(_JOINTS[:3])
        return Utterance(
            [
                *first.statement_en(),
                *self._comma(0.6),
                word[0],
                *second.statement_en(),
                "because",
                *last.statement_en(),
            ],
            [*first.gloss(), "/", word[1], *second.gloss(), *span("rh", ["WHY"]), *last.gloss()],
        )

    def purpose(self) -> Utterance:
        """She went to the store to buy milk; we stopped to help him; use this in order to open it."""
        subject = self.short.subject()
        clause = Clause(
            subject,
            self._verb(subject),
            self.rng.choice((verbs.PAST, verbs.PAST, verbs.FUTURE, verbs.PRESENT, "have to", verbs.GOING)),
        )
        words, signs = self.short.action(subject)
        to: English = ["in", "order", "to"] if self.nouns.chance(0.15) else ["to"]
        clause.adjunct_en, clause.adjunct_gloss = [*to, *words], signs
        if self.nouns.chance(0.15):
            return Utterance(clause.question_en(), span("ynq", clause.gloss(inverted=True)), "?")
        return Utterance(clause.statement_en(), clause.gloss())

    def what_if(self) -> Utterance:
        """What if it rains?"""
        clause = self.short.clause(((verbs.PRESENT, 3), ("can", 1)))
        words, signs = clause.statement_en(), clause.gloss()
        if self.nouns.chance(0.2):
            words, signs = self.short.statements.weather_clause()
        return Utterance(
            ["what", "if", *words], [*span("cond", ["IF", *untopic(signs)]), "/", *span("whq", ["WHAT-DO"])], "?"
        )

    def else_(self) -> Utterance:
        """Hurry, or you will be late; eat now, otherwise you will be hungry."""
        order, result = self.minor.command(), self.short.clause(((verbs.FUTURE, 3), ("can", 1)))
        if order.mark != ".":
            return self.because()
        word = W(self.rng.choice(("or", "or", "or", "otherwise", "else")))
        joint: English = ["or", word] if word.text == "else" else [word]
        signs: Gloss = ["OR"] if word.text == "or" else ["OR", word] if word.text == "else" else [word]
        return Utterance([*order.en, ",", *joint, *result.statement_en()], [*order.gloss, "/", *signs, *result.gloss()])

    def without(self) -> Utterance:
        """He left without eating; before going to bed, wash your face; I fell while running."""
        clause = self.short.clause(MIXED)
        words, signs = self.short.doing()
        word, sign = self.rng.choice(
            (
                ("instead of", ""),
                ("without", "WITHOUT"),
                ("without", "WITHOUT"),
                ("before", "BEFORE"),
                ("after", "AFTER"),
                ("while", "WHILE"),
            )
        )
        if not sign:
            instead = W(word)
            en: English = [instead, *words, ",", *clause.statement_en()]
            return Utterance(en, [*span("topic", [instead, *signs]), "/", *clause.gloss()])
        if sign == "WITHOUT":
            end: Gloss = ["FINISH"] if clause.gloss()[-1:] == ["FINISH"] else []
            return Utterance([*clause.statement_en(), word, *words], [*unfinished(clause.gloss()), sign, *signs, *end])
        lead: Gloss = [*span("topic", [sign, *signs]), "/"]
        if self.nouns.chance(0.4):
            return Utterance([word, *words, ",", *clause.statement_en()], [*lead, *clause.gloss()])
        return Utterance([*clause.statement_en(), word, *words], [*lead, *clause.gloss()])


def _present(clause: Clause) -> Gloss:
    """The signs of a clause in the present, whose time another says."""
    tense, clause.tense = (
        clause.tense,
        verbs.PRESENT if clause.tense in (verbs.PAST, verbs.PAST_PROGRESSIVE) else clause.tense,
    )
    signs = clause.gloss()
    clause.tense = tense
    return signs
