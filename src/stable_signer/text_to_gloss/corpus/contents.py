"""What is known, thought, felt, promised, asked or wished: clauses and infinitives as objects, and clauses that are
judged."""

from __future__ import annotations

from stable_signer.text_to_gloss.corpus import verbs
from stable_signer.text_to_gloss.corpus.clauses import Clause, Predicate
from stable_signer.text_to_gloss.corpus.items import Agree, English, Gloss, W, span
from stable_signer.text_to_gloss.corpus.minor import Minor
from stable_signer.text_to_gloss.corpus.nouns import NP, pronoun
from stable_signer.text_to_gloss.corpus.questions import Questions
from stable_signer.text_to_gloss.corpus.short import MIXED, Short, undated, unfinished
from stable_signer.text_to_gloss.corpus.statements import Utterance
from stable_signer.text_to_gloss.inflection import inflect

NOBODY = NP([], [], [])
"""Whoever does what an infinitive without a subject says."""
_NOW = ((verbs.PRESENT, 8), (verbs.PAST, 3), (verbs.FUTURE, 1), ("want to", 0.7), ("need to", 0.7), ("can", 0.7))
PRESENTLY = ((verbs.PRESENT, 1),)
_PRESENT = tuple((tense, weight) for tense, weight in _NOW if tense != verbs.PAST)
_PAST = ((verbs.PAST, 1),)
_SHIFTING = ((verbs.PRESENT, 6), (verbs.FUTURE, 2), ("can", 1.5), (verbs.PROGRESSIVE, 1.5))
_SHIFTED = {
    verbs.PRESENT: verbs.PAST, verbs.FUTURE: "would", "can": "could", verbs.PROGRESSIVE: verbs.PAST_PROGRESSIVE,
}  # fmt: skip
_ADVERBS = (("where", "WHERE"), ("when", "WHEN"), ("why", "WHY"), ("how", "HOW"), ("where", "WHERE"))
_THINGS = (("what", "WHAT"), ("what", "WHAT"), ("who", "WHO"))


class Contents:
    """Draws sentences about what somebody knows, says, feels or judges."""

    def __init__(self, short: Short, minor: Minor, questions: Questions) -> None:
        self.short, self.minor, self.questions = short, minor, questions
        self.nouns, self.rng, self.predicates, self.pools = short.nouns, short.rng, short.predicates, short.nouns.pools

    def draw(self) -> Utterance:
        kinds = (
            (self.known, 8), (self.thought, 6), (self.felt, 5), (self.how_to, 5), (self.ordered, 5),
            (self.told, 5), (self.wished, 1.5),
            (self.quoted, 1.5), (self.pointed, 2.5), (self.aside, 1.5), (self.seen, 2),
        )  # fmt: skip
        return self.rng.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]()

    def said(
        self, subject: NP, predicate: Predicate, tenses=_NOW, negative: float = 0.25, asks: float = 0.2
    ) -> Utterance:
        """A statement, a denial or a question of a verb that has a clause or an infinitive under it."""
        tense = predicate.tense or self.rng.choices([t for t, _ in tenses], [w for _, w in tenses])[0]
        predicate.unmarked = tense in (verbs.PAST, verbs.PERFECT)
        if predicate.verb is None and tense in ("want to", "need to"):
            tense = verbs.PRESENT
        clause = Clause(subject, predicate, tense, self.nouns.chance(negative), contracted=True)
        if clause.negative:
            predicate.gloss = unfinished(predicate.gloss)
        if self.nouns.chance(asks):
            return Utterance(clause.question_en(), span("ynq", undated(clause.gloss(inverted=True))), "?")
        return Utterance(clause.statement_en(), undated(clause.gloss()))

    def _content(self, past: bool) -> tuple[English, Gloss]:
        """A clause as it stands under a verb of now, or of the past: English shifts its tense then, ASL does not."""
        clause = self.short.clause(_SHIFTING if past else MIXED, negative=0.12)
        tense = clause.tense
        clause.tense = _SHIFTED.get(tense, tense) if past else tense
        words = clause.statement_en()
        clause.tense = tense
        return words, clause.gloss()

    def who(self) -> NP:
        pick = self.rng.random()
        if pick < 0.35:
            return pronoun("1p")
        return pronoun("2p") if pick < 0.5 else self.nouns.someone()

    def _other(self, subject: NP) -> NP:
        """Somebody who is not the subject."""
        while (whom := self.nouns.someone()).is_pronoun and {whom.person, subject.person} <= {"1p", "2p", "1pl"}:
            if whom.person[0] != subject.person[0]:
                break
        return whom

    def _asked(self, past: bool = False) -> tuple[English, Gloss]:
        """Where he lives, what you want, who called me, which bus we took, whether it is true."""
        pick = self.rng.random()
        words, signs = self._content(past)
        if pick < 0.4:
            wh, sign = self.rng.choice(_ADVERBS)
            return [wh, *words], [*signs, sign]
        if pick < 0.6 or past:
            return [self.rng.choice(("if", "whether")), *words], span("ynq", signs)
        if pick < 0.8:
            return self._thing()
        if pick < 0.9:
            gap = NP([wh := self.rng.choice(("who", "what"))], [], [])
            inner = Clause(gap, self.predicates.action(gap), self.rng.choice((verbs.PRESENT, verbs.PAST, verbs.FUTURE)))
            return inner.statement_en(), [*inner.gloss(), wh.upper()]
        noun = self.pools.draw("thing", "food", "vehicle")
        word, verb = W(noun.text, noun.entry.gloss), self.verb("vt")
        inner = Clause(self.nouns.someone(), Predicate(verb, [], [verb]), self.rng.choice((verbs.PRESENT, verbs.PAST)))
        return ["which", word, *inner.statement_en()], [word, *inner.gloss(), "WHICH"]

    def _thing(self) -> tuple[English, Gloss]:
        wh, sign = self.rng.choice(_THINGS)
        if wh == "what" and self.nouns.chance(0.3):
            np = self.nouns.thing() if self.nouns.chance(0.5) else NP(["this"], ["this"], ["THIS"])
            return [wh, *np.en, verbs.be(np.person, self.nouns.chance(0.2))], [*np.gloss, sign]
        verb = self.verb("vt", "stative", "say")
        tense = self.rng.choice((verbs.PRESENT, verbs.PAST, verbs.FUTURE, "can", "should", "want to", "have to"))
        clause = Clause(self.nouns.someone(), Predicate(verb, [], [verb], unmarked=True), tense)
        return [wh, *clause.statement_en()], [*clause.gloss(), sign]

    def verb(self, *kinds: str) -> W:
        """A verb of one word."""
        while " " in (lemma := self.pools.draw(*kinds)).text:
            continue
        return W(lemma.text, lemma.entry.gloss)

    def known(self) -> Utterance:
        """I don't know where he lives; do you remember what she said? tell me who called."""
        if self.nouns.chance(0.25):
            return self._order(*self._asked())
        past = self.nouns.chance(0.2)
        en, gloss = self._asked(past)
        verb = self.verb("say", "say", "stative")
        en = ["whether" if word == "if" else word for word in en[:1]] + en[1:]
        if self.nouns.chance(0.45):
            en = [self.rng.choice(("if", "whether")) if word == "whether" else word for word in en[:1]] + en[1:]
            verb = W(self.rng.choice(("know", "remember", "understand", "forget", "wonder", "see", "decide")))
        return self.said(self.who(), Predicate(verb, en, [verb, *gloss]), _PAST if past else _PRESENT)

    def _order(self, en: English, gloss: Gloss) -> Utterance:
        """Tell me where you are; please show me what you bought."""
        you, to = pronoun("2p"), self.rng.choice((pronoun("1p"), pronoun("1pl"), self.nouns.gendered(), pronoun("3pl")))
        kinds = (("tell", "direct"), ("tell", "direct"), ("inform", "direct"), ("ask", "agree"), ("show", "agree"))
        text, kind = self.rng.choice(kinds)
        verb = W(text)
        if en[:1] == ["how"] and self.nouns.chance(0.4):
            verb, kind = W("teach"), "agree"
        return self._please(self._agreed(verb, kind, you, to, en, gloss))

    def _agreed(self, verb: W, kind: str, subject: NP, to: NP, en: English, gloss: Gloss) -> Predicate:
        """A verb of telling with whom it is told to and what."""
        shown: Gloss = to.gloss if isinstance(to.agrees_as, W) else []
        start = subject.agrees_as if kind == "agree" else None
        move = Agree(verb, start, to.agrees_as)
        return Predicate(verb, [*to.en_object, *en], [*shown, move, *gloss], drops=kind == "agree", unmarked=True)

    def _please(self, predicate: Predicate) -> Utterance:
        words: English = [predicate.verb or "", *predicate.en]
        pick = self.rng.random()
        please = W("please")
        if pick < 0.25:
            return Utterance([please, *words], ["PLEASE", *predicate.gloss])
        if pick < 0.35:
            ask = self.rng.choice(("can", "could"))
            middle: English = [please] if self.nouns.chance(0.4) else []
            signs: Gloss = [
                *(["PLEASE"] if middle else []),
                "CAN",
                *([] if predicate.drops else ["IX-2p"]),
                *predicate.gloss,
            ]
            return Utterance([ask, "you", *middle, *words], span("ynq", signs), "?")
        if pick < 0.45:
            return Utterance(["do", "not", *words], span("neg", ["NOT", *predicate.gloss]))
        return Utterance(words, predicate.gloss)

    def thought(self) -> Utterance:
        """I think (that) she is right; I don't believe he came; do you hope that it works?"""
        verb = W(
            self.rng.choice(
                ("think", "think", "hope", "know", "believe", "say", "feel", "guess", "remember", "see", "hear")
            )
        )
        if self.nouns.chance(0.3):
            verb = self.verb("say")
        if self.nouns.chance(0.06):
            verb = W(self.rng.choice(("think", "hope", "believe", "guess")))
            return self.said(self.who(), Predicate(verb, ["so"], [verb]), PRESENTLY)
        past = self.nouns.chance(0.3)
        words, signs = self._content(past)
        that: English = ["that"] if self.nouns.chance(0.5) else []
        predicate = Predicate(verb, [*that, *words], [verb, *signs])
        utterance = self.said(self.who(), predicate, _PAST if past else _PRESENT)
        if self.nouns.chance(0.12) and utterance.mark == ".":
            reason = self.short.clause(MIXED)
            return Utterance(
                [*utterance.en, "because", *reason.statement_en()],
                [*utterance.gloss, *span("rh", ["WHY"]), *reason.gloss()],
            )
        return utterance

    def felt(self) -> Utterance:
        """I am glad (that) you came; are you sure she knows? I am not sure if he is home; sorry I am late."""
        clause = self.short.clause(MIXED, negative=0.12)
        if self.nouns.chance(0.25):
            word = W(self.rng.choice(("sure", "certain", "sure")))
            en, gloss = self._asked()
            return self.said(self.who(), Predicate(None, [word, *en], [word, *gloss], dynamic=False), _NOW, 0.8, 0.15)
        word = self.short.adjective()
        if self.nouns.chance(0.5):
            word = W(
                self.rng.choice(("glad", "happy", "afraid", "sorry", "sure", "sad", "angry", "surprised", "proud"))
            )
        that: English = ["that"] if self.nouns.chance(0.5) else []
        so: English = [self.rng.choice(("so", "very"))] if self.nouns.chance(0.15) else []
        signs: Gloss = [*(["VERY"] if so else []), word, *clause.gloss()]
        if not that and so:
            that = ["that"]
        return self.said(
            self.who(),
            Predicate(None, [*(["very"] if so else []), word, *that, *clause.statement_en()], signs, dynamic=False),
            _NOW,
            0.15,
        )

    def how_to(self) -> Utterance:
        """I don't know how to open it; show me where to sit; do you know what to buy?"""
        subject, orders = self.who(), self.nouns.chance(0.35)
        pick = self.rng.random()
        words, signs = self.short.action(NOBODY if orders else subject)
        en: English
        gloss: Gloss
        if pick < 0.4:
            en, gloss = ["how", "to", *words], ["HOW", *signs]
        elif pick < 0.6:
            wh, sign = self.rng.choice((("where", "WHERE"), ("when", "WHEN"), ("where", "WHERE")))
            en, gloss = [wh, "to", *words], [*signs, sign]
        elif pick < 0.7:
            en, gloss = ["whether", "to", *words], span("ynq", signs)
        else:
            wh, sign = self.rng.choice((("what", "WHAT"), ("what", "WHAT"), ("who", "WHO")))
            verb = self.verb("vt", "say")
            en, gloss = [wh, "to", verb], [verb, sign]
            if self.nouns.chance(0.25) and wh == "what":
                en, gloss = ["what", "to", "do"], ["WHAT-DO"]
        if orders:
            return self._order(en, gloss)
        verb = (
            self.verb("say")
            if self.nouns.chance(0.4)
            else W(self.rng.choice(("know", "learn", "forget", "remember", "know")))
        )
        return self.said(subject, Predicate(verb, en, [verb, *gloss]))

    def ordered(self) -> Utterance:
        """She told me to wait; ask him not to come; do you want me to call her? he promised not to tell us."""
        subject = self.who()
        negative = self.nouns.chance(0.25)
        to: English = ["not", "to"] if negative else ["to"]
        pick = self.rng.random()
        if pick < 0.35:
            words, signs = self.short.action(subject)
            verb = (
                self.verb("say")
                if self.nouns.chance(0.4)
                else W(
                    self.rng.choice(("promise", "decide", "try", "forget", "agree", "plan", "hope", "want", "remember"))
                )
            )
            if verb.text == "agree":
                verb = W("decide")
            return self.said(
                subject, Predicate(verb, [*to, *words], [verb, *(span("neg", ["NOT", *signs]) if negative else signs)])
            )
        whom = self._other(subject)
        words, signs = self.short.action(whom)
        under = span("neg", ["NOT", *signs]) if negative else signs
        if pick < 0.6:
            verb = W(self.rng.choice(("want", "want", "need")))
            shown: Gloss = (
                []
                if any(isinstance(item, Agree) and item.subject for item in signs) and whom.person in ("1p", "2p")
                else whom.gloss
            )
            inside: Gloss = [*shown, *under]
            return self.said(subject, Predicate(verb, [*whom.en_object, *to, *words], [verb, *inside], dynamic=False))
        verb = self.verb(kind := self.rng.choice(("agree", "direct")))
        if self.nouns.chance(0.35):
            return (
                self._please(self._agreed(verb, kind, pronoun("2p"), whom, [*to, *words], under))
                if whom.person != "2p"
                else self.known()
            )
        told = self._agreed(verb, kind, subject, whom, [*to, *words], under)
        return self.said(subject, told, ((verbs.PAST, 6), (verbs.PRESENT, 2), (verbs.FUTURE, 1)), 0.15, 0.12)

    def told(self) -> Utterance:
        """She told me (that) she was tired; he asked us where we lived; did they tell you if it is open?"""
        subject, past = self.who(), self.nouns.chance(0.6)
        whom = self._other(subject)
        text, kind = self.rng.choice((("tell", "direct"), ("tell", "direct"), ("ask", "agree"), ("inform", "direct")))
        if text == "ask":
            en, gloss = self._asked(past)
        else:
            words, gloss = self._content(past)
            that: English = [] if whom.is_pronoun and self.nouns.chance(0.6) else ["that"]
            en = [*that, *words]
        predicate = self._agreed(W(text), kind, subject, whom, en, gloss)
        return self.said(subject, predicate, _PAST if past else _PRESENT, 0.1, 0.12)

    def wished(self) -> Utterance:
        """I wish I had a dog; she wishes he would come: what is wished is not so now."""
        verb = W("wish")
        inner = self.short.clause((("could", 2), ("would", 1)), negative=0.2)
        if self.nouns.chance(0.6):
            makers = (
                self.predicates.adjective,
                self.predicates.having,
                self.predicates.located,
                self.predicates.liking,
            )
            inner = Clause(inner.subject, self.rng.choice(makers)(inner.subject), verbs.PAST, inner.negative)
        words = ["were" if word == "was" else word for word in inner.statement_en()]
        inner.tense = verbs.PRESENT if inner.tense == verbs.PAST else inner.tense
        that: English = ["that"] if self.nouns.chance(0.15) else []
        return self.said(self.who(), Predicate(verb, [*that, *words], [verb, *inner.gloss()]), PRESENTLY, 0, 0.05)

    def quoted(self) -> Utterance:
        """She said, I am tired; "wait", he said: what is said word for word."""
        who, verb = self.nouns.someone(), W(self.rng.choice(("say", "say", "ask", "answer", "shout")))
        if verb.text == "ask":
            verb = W("say")
        said = self.short.clause(MIXED)
        clause = Clause(
            who, Predicate(verb, [], [verb], unmarked=True), self.rng.choice((verbs.PAST, verbs.PAST, verbs.PRESENT))
        )
        return Utterance([*clause.statement_en(), ",", *said.statement_en()], [*clause.gloss(), "/", *said.gloss()])

    def pointed(self) -> Utterance:
        """That is why I called; this is where we live; is this what you want?"""
        this = self.rng.choice(("this", "that"))
        pick = self.rng.random()
        if pick < 0.5:
            wh, sign = self.rng.choice((*_ADVERBS, ("why", "WHY"), ("why", "WHY")))
            clause = self.short.clause(MIXED, negative=0.15)
            en, signs = [wh, *clause.statement_en()], [*clause.gloss(), sign]
            if wh == "why":
                signs = ["WHY", *clause.gloss()]
        else:
            en, signs = self._thing()
        if self.nouns.chance(0.2):
            return Utterance(["is", this, *en], span("ynq", [this.upper(), *signs]), "?")
        negative = self.nouns.chance(0.15)
        inside: Gloss = span("neg", ["NOT", *signs]) if negative else signs
        return Utterance([this, "is", *(["not"] if negative else []), *en], [this.upper(), *inside])

    def aside(self) -> Utterance:
        """As you know, we are closed; the man, I think, is right."""
        who, verb = self.who(), W(self.rng.choice(("know", "say", "see", "hear", "think", "believe", "hope")))
        clause = Clause(who, Predicate(verb, [], [verb], unmarked=True), self.rng.choice((verbs.PRESENT, verbs.PAST)))
        said = self.short.clause(MIXED)
        if verb.text in ("think", "believe", "hope"):
            clause.tense = verbs.PRESENT
            return Utterance([*said.statement_en(), ",", *clause.statement_en()], [*said.gloss(), "/", *clause.gloss()])
        return Utterance(
            ["as", *clause.statement_en(), ",", *said.statement_en()], [*clause.gloss(), "/", *said.gloss()]
        )

    def seen(self) -> Utterance:
        """I saw him running; we heard the dog bark; watch me dance."""
        subject = self.who()
        whom = self._other(subject) if self.nouns.chance(0.7) else self.nouns.thing("animal", "vehicle")
        verb, inner = W(self.rng.choice(("see", "hear", "feel", "see"))), self.predicates.action(whom)
        while inner.verb is None:
            inner = self.predicates.action(whom)
        inner.verb.text = inflect(inner.verb.text, self.rng.choice(("-ing", "-ing", "")))
        words: English = [*whom.en_object, inner.verb, *inner.en]
        predicate = Predicate(verb, words, [verb, *whom.gloss, *inner.gloss])
        return self.said(subject, predicate, ((verbs.PAST, 4), (verbs.PRESENT, 1), ("can", 2), ("could", 1)))
