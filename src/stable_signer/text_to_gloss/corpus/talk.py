"""Talk between people: calls, interjections and answers before a clause, thanks and excuses, requests, warnings."""

from __future__ import annotations

from stable_signer.text_to_gloss.corpus import verbs
from stable_signer.text_to_gloss.corpus.clauses import Clause, Predicate
from stable_signer.text_to_gloss.corpus.items import English, Gloss, W, span
from stable_signer.text_to_gloss.corpus.minor import Minor
from stable_signer.text_to_gloss.corpus.nouns import NP, pronoun
from stable_signer.text_to_gloss.corpus.questions import Questions
from stable_signer.text_to_gloss.corpus.short import MIXED, NOW, Short
from stable_signer.text_to_gloss.corpus.statements import Utterance

_OPENERS = (
    "oh", "wow", "okay", "hello", "sorry", "excuse me", "thank you", "thanks", "sure", "of course", "maybe", "hi",
    "finally", "suddenly", "good morning", "congratulations", "right",
)  # fmt: skip
_CALLED = (
    "mom",
    "dad",
    "grandma",
    "grandpa",
    "doctor",
    "everyone",
    "everybody",
    "teacher",
    "friends",
    "baby",
    "children",
)
_AUXILIARIES = (
    ("did", []), ("did", []), ("be", []), ("be", []), ("can", ["CAN"]), ("will", ["WILL"]), ("have", []),
    ("should", ["SHOULD"]), ("must", ["MUST"]), ("could", ["CAN"]),
)  # fmt: skip
"""Auxiliaries that stand alone in an answer, and what is signed of them."""


class Talk:
    """Draws what people say to each other."""

    def __init__(self, short: Short, minor: Minor, questions: Questions) -> None:
        self.short, self.minor, self.questions = short, minor, questions
        self.nouns, self.rng, self.predicates = short.nouns, short.rng, short.predicates

    def draw(self) -> Utterance:
        kinds = (
            (self.called, 6), (self.opened, 5), (self.answered, 4), (self.echoed, 3), (self.thanked, 3),
            (self.requested, 7), (self.ordered, 6), (self.warned, 2), (self.let_us, 3), (self.excused, 2),
            (self.tagged, 3), (self.allowed, 2), (self.likewise, 1.5),
        )  # fmt: skip
        return self.rng.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]()

    def _anything(self) -> Utterance:
        """A short statement, question or order."""
        pick = self.rng.random()
        if pick < 0.45:
            clause = self.short.clause(MIXED)
            return Utterance(clause.statement_en(), clause.gloss())
        if pick < 0.65:
            return self.minor.command()
        if pick < 0.8:
            return self.questions.wh()
        clause = self.short.clause(MIXED, pronoun("2p"))
        return Utterance(clause.question_en(), span("ynq", clause.gloss(inverted=True)), "?")

    def _after(self, en: English, gloss: Gloss, said: Utterance) -> Utterance:
        """Something before an utterance, inside its exclamation if it is one."""
        words: English = [*en, ",", *said.en] if self.nouns.chance(0.9) else [*en, *said.en]
        if said.gloss[:1] == ["excl("]:
            return Utterance(words, ["excl(", *gloss, "/", *said.gloss[1:]], said.mark)
        return Utterance(words, [*gloss, "/", *said.gloss], said.mark)

    def _caller(self) -> tuple[English, Gloss]:
        if self.nouns.chance(0.4):
            name = self.nouns.name()
            return name.en, name.gloss
        word = W(self.rng.choice(_CALLED))
        return [word], [word]

    def called(self) -> Utterance:
        """Mom, where are my shoes? come here, Anna; are you hungry, Dad?"""
        said, (words, signs) = self._anything(), self._caller()
        if self.nouns.chance(0.65):
            return self._after(words, signs, said)
        if said.mark == "?" and said.gloss[0] == "ynq(":
            return Utterance([*said.en, ",", *words], [*said.gloss[:-1], *signs, ")"], "?")
        if said.gloss[:1] == ["excl("]:
            return Utterance([*said.en, ",", *words], [*said.gloss[:-1], "/", *signs, ")"], said.mark)
        return Utterance([*said.en, ",", *words], [*said.gloss, "/", *signs], said.mark)

    def opened(self) -> Utterance:
        """Wow, that is big! okay, let's go; sorry, I can't come; thanks, but I am busy."""
        word = W(self.rng.choice(_OPENERS))
        said = self._anything()
        if word.text in ("thanks", "thank you", "sorry", "maybe") and said.mark == "." and self.nouns.chance(0.4):
            return Utterance([word, ",", "but", *said.en], [word, "/", "BUT", *said.gloss])
        if word.text == "right":
            word.gloss = "RIGHT-correct"
        return self._after([word], [word], said)

    def answered(self) -> Utterance:
        """Yes, you can come; no, because I am tired; yes, but it is late; no, don't do that."""
        yes = self.nouns.chance(0.5)
        lead = span("aff", ["YES"]) if yes else span("neg", ["NO"])
        word = "yes" if yes else "no"
        pick = self.rng.random()
        if pick < 0.25:
            clause = self.short.clause(MIXED)
            return Utterance([word, ",", "but", *clause.statement_en()], [*lead, "/", "BUT", *clause.gloss()])
        if pick < 0.4:
            clause = self.short.clause(MIXED)
            return Utterance(
                [word, ",", "because", *clause.statement_en()], [*lead, *span("rh", ["WHY"]), *clause.gloss()]
            )
        return self._after([word], lead, self._anything())

    def echoed(self) -> Utterance:
        """Yes, she can; no, I don't; yes, we did; no, they are not; I will; he does not."""
        yes, who = self.nouns.chance(0.5), self.nouns.personal()
        form, sign = self.rng.choice(_AUXILIARIES)
        auxiliary = self._form(form, who.person)
        if yes:
            signs: Gloss = [*who.gloss, *sign, *(["FINISH"] if form == "have" else [])]
            return Utterance(["yes", ",", *who.en, auxiliary], [*span("aff", ["YES"]), "/", *signs])
        modal: Gloss = [*sign, "NOT"] if sign in (["SHOULD"], ["MUST"]) else ["NOT", *sign]
        return Utterance(
            ["no", ",", *who.en, auxiliary, "not"], [*span("neg", ["NO"]), "/", *who.gloss, *span("neg", modal)]
        )

    def _form(self, form: str, person: str) -> str:
        if form == "be":
            return verbs.be(person, self.nouns.chance(0.4))
        if form == "have":
            return "has" if person == "3p" else "have"
        if form == "did":
            return self.rng.choice(("did", "does" if person == "3p" else "do"))
        return form

    def thanked(self) -> Utterance:
        """Thank you for helping me; sorry for being late; thanks for your letter; sorry that I am late."""
        word = W(self.rng.choice(("thank you", "thanks", "sorry", "thank you")))
        pick = self.rng.random()
        if pick < 0.4:
            words, signs = self.short.doing()
            return Utterance([word, "for", *words], [word, "FOR", *signs])
        if pick < 0.65:
            thing = self.nouns.thing()
            return Utterance([word, "for", *thing.en_object], [word, "FOR", *thing.gloss])
        subject, sorry = pronoun("1p"), W("sorry")
        clause = self.short.clause(MIXED, subject)
        lead, signs = ([sorry], [sorry]) if self.nouns.chance(0.5) else (["i", "am", sorry], ["IX-1p", sorry])
        joint: English = [self.rng.choice((",", "that", "but", ","))]
        if joint == ["that"]:
            return Utterance([*lead, "that", *clause.statement_en()], [*signs, *clause.gloss()])
        but: Gloss = ["BUT"] if joint == ["but"] else []
        words: English = [",", "but"] if but else [","]
        return Utterance([*lead, *words, *clause.statement_en()], [*signs, "/", *but, *clause.gloss()])

    def requested(self) -> Utterance:
        """Could you please close the door? can I sit here? would you please not smoke? please let me go."""
        you, please = pronoun("2p"), W("please")
        mine = self.nouns.chance(0.3)
        who = self.rng.choice((pronoun("1p"), pronoun("1pl"))) if mine else you
        words, signs = self.short.action(who)
        ask = self.rng.choice(("can", "could", "may") if mine else ("can", "could", "would", "will"))
        sign = "WILL" if ask in ("would", "will") else "CAN"
        drops = any(getattr(item, "subject", None) == who.person for item in signs)
        shown: Gloss = [] if drops and who.person != "1pl" else who.gloss
        inside: Gloss = [sign, *shown, *signs] if sign == "CAN" else [*shown, sign, *signs]
        pick = self.rng.random()
        if pick < 0.4:
            return Utterance([ask, *who.en, please, *words], span("ynq", ["PLEASE", *inside]), "?")
        if pick < 0.6:
            return Utterance([ask, *who.en, *words, ",", please], span("ynq", ["PLEASE", *inside]), "?")
        if pick < 0.7:
            return Utterance([please, ask, *who.en, *words], span("ynq", ["PLEASE", *inside]), "?")
        return Utterance([ask, *who.en, *words], span("ynq", inside), "?")

    def ordered(self) -> Utterance:
        """Don't forget to lock the door; try to sleep; make sure you eat; go and wash it; never touch that."""
        pick = self.rng.random()
        words, signs = self.short.action(NP([], [], []) if pick < 0.7 else None)
        en: English
        gloss: Gloss
        if pick < 0.25:
            verb = W(self.rng.choice(("forget", "forget", "try", "plan")))
            en, gloss = ["do", "not", verb, "to", *words], span("neg", ["NOT", verb, *signs])
        elif pick < 0.45:
            verb = W(self.rng.choice(("try", "remember", "learn", "start", "continue")))
            en, gloss = [verb, "to", *words], [verb, *signs]
        elif pick < 0.55:
            verb = W(self.rng.choice(("stop", "start", "keep", "avoid", "practice", "finish")))
            doing, signs = self.short.doing()
            en, gloss = [verb, *doing], [verb, *signs]
        elif pick < 0.7:
            verb = W(self.rng.choice(("sit down", "stop", "wait", "come here", "hurry", "look")))
            en, gloss = [verb, "and", *words], [verb, "AND", *signs]
        elif pick < 0.85:
            make, sure = W("make"), W("sure")
            clause = self.short.clause(NOW, pronoun("2p"), negative=0.2)
            that: English = ["that"] if self.nouns.chance(0.4) else []
            en, gloss = [make, sure, *that, *clause.statement_en()], [make, sure, *clause.gloss()]
        else:
            first, its = self.short.action()
            en, gloss = [*first, "and", *words], [*its, "AND", *signs]
        if self.nouns.chance(0.25):
            return Utterance([W("please"), *en], ["PLEASE", *gloss])
        if self.nouns.chance(0.15):
            return Utterance(en, span("excl", gloss), "!")
        return Utterance(en, gloss)

    def warned(self) -> Utterance:
        """Be careful, the floor is wet! stop, that is mine! hurry, we are late!"""
        word = W(self.rng.choice(("be careful", "stop", "wait", "look", "hurry", "help", "watch out", "careful")))
        clause = self.short.clause(NOW)
        en: English = [word, ",", *clause.statement_en()]
        gloss: Gloss = [word, "/", *clause.gloss()]
        return Utterance(en, span("excl", gloss), "!") if self.nouns.chance(0.5) else Utterance(en, gloss)

    def let_us(self) -> Utterance:
        """Let's not wait; let's eat and go home; let me help you; let's go if it rains."""
        we = pronoun("1pl")
        words, signs = self.short.action(we)
        pick = self.rng.random()
        shown: Gloss = ["IX-1pl"]
        if pick < 0.25:
            return Utterance(["let's", "not", *words], [*shown, *span("neg", ["NOT", *signs])])
        if pick < 0.5:
            others, more = self.short.action(we)
            word, sign = self.rng.choice((("and", "AND"), ("or", "OR")))
            return Utterance(["let's", *words, word, *others], [*shown, *signs, sign, *more])
        if pick < 0.75:
            condition = self.short.clause(((verbs.PRESENT, 1),))
            return Utterance(
                [*condition.statement_en(), ",", "so", "let's", *words],
                [*condition.gloss(), "/", "SO", *shown, *signs],
            )
        return Utterance(["let's", *words], [*shown, *signs])

    def excused(self) -> Utterance:
        """Excuse me, where is the station? hello, I would like to buy a ticket."""
        word = W(self.rng.choice(("excuse me", "hello", "hi", "sorry")))
        subject = pronoun("1p")
        words, signs = self.short.action(subject)
        pick = self.rng.random()
        if pick < 0.4:
            clause = Clause(subject, Predicate(W("like"), [], []), verbs.PRESENT)
            asked: English = [*clause.subject.en, "would", "like", "to", *words]
            return Utterance([word, ",", *asked], [word, "/", "IX-1p", "WANT", *signs])
        return self._after([word], [word], self.questions.wh() if pick < 0.8 else self.requested())

    def tagged(self) -> Utterance:
        """You are coming, aren't you? it is cold, isn't it? he left, right?"""
        clause = self.short.clause(
            ((verbs.PRESENT, 5), (verbs.PAST, 3), ("can", 1), (verbs.FUTURE, 1), (verbs.PERFECT, 0.7)),
            self.nouns.personal(),
            negative=0,
        )
        clause.never = False
        if self.nouns.chance(0.3):
            word = W(self.rng.choice(("right", "okay", "right")))
            word.gloss = "RIGHT-correct" if word.text == "right" else ""
            return Utterance([*clause.statement_en(), ",", word], [*clause.gloss(), "/", *span("ynq", [word])], "?")
        question = clause.question_en()
        first = question[0]
        tail: English = [*clause.subject.en] if isinstance(clause.subject.en[0], str) else [clause.subject.en[0].text]
        statement = clause.statement_en()
        return Utterance([*statement, ",", first, "not", *tail], span("ynq", clause.gloss()), "?")

    def allowed(self) -> Utterance:
        """You are not allowed to smoke here; you are allowed to go; are we allowed to eat?"""
        who = self.nouns.personal() if self.nouns.chance(0.7) else self.nouns.person()
        words, signs = self.short.action(who)
        word = W(self.rng.choice(("allowed", "ready", "allowed")))
        negative = self.nouns.chance(0.4)
        clause = Clause(
            who,
            Predicate(None, [word, "to", *words], [word, *signs], dynamic=False),
            verbs.PRESENT,
            negative,
            contracted=True,
        )
        if self.nouns.chance(0.25):
            return Utterance(clause.question_en(), span("ynq", clause.gloss()), "?")
        return Utterance(clause.statement_en(), clause.gloss())

    def likewise(self) -> Utterance:
        """I like it, and she does too; he is tired but I am not; you can swim, and so can I."""
        clause, who = self.short.clause(((verbs.PRESENT, 4), (verbs.PAST, 3)), negative=0), self.nouns.someone()
        clause.never = False
        form = (
            verbs.be(who.person, clause.tense == verbs.PAST)
            if clause.predicate.verb is None
            else "did"
            if clause.tense == verbs.PAST
            else "does"
            if who.person == "3p"
            else "do"
        )
        lead, signs = clause.statement_en(), clause.gloss()
        pick = self.rng.random()
        if pick < 0.5:
            return Utterance(
                [*lead, ",", "but", *who.en, form, "not"], [*signs, "/", "BUT", *who.gloss, *span("neg", ["NOT"])]
            )
        if pick < 0.75:
            return Utterance([*lead, "and", *who.en, form, "too"], [*signs, "/", "AND", *who.gloss, "ALSO"])
        return Utterance([*lead, "and", "so", form, *who.en], [*signs, "/", "AND", *who.gloss, "ALSO"])
