"""Questions: yes or no, tags, and those with a question word, which ASL puts last."""

from __future__ import annotations

from stable_signer.text_to_gloss.corpus import verbs
from stable_signer.text_to_gloss.corpus.clauses import Clause, Predicate
from stable_signer.text_to_gloss.corpus.items import English, Gloss, W, span
from stable_signer.text_to_gloss.corpus.more_questions import MoreQuestions
from stable_signer.text_to_gloss.corpus.nouns import NP, pronoun
from stable_signer.text_to_gloss.corpus.statements import TENSES, Statements, Utterance, unsubjected
from stable_signer.text_to_gloss.inflection import inflect_noun


class Questions:
    """Draws questions."""

    def __init__(self, statements: Statements) -> None:
        self.statements = statements
        self.pools, self.rng, self.nouns = statements.pools, statements.rng, statements.nouns
        self.predicates, self.times = statements.predicates, statements.times
        self.more = MoreQuestions(statements)

    def yes_no(self) -> Utterance:
        clause = self.statements.clause()
        if self.nouns.chance(0.15):
            clause.subject = pronoun("2p") if not clause.predicate.drops else clause.subject
        if self.nouns.chance(0.12) and not clause.negative:
            return self._tag_question(clause)
        if self.nouns.chance(0.1):
            return Utterance(clause.statement_en(), span("ynq", clause.gloss()), "?")
        polite = self.nouns.chance(0.05)
        please: English = [",", W("please")] if polite and clause.tense in ("can", "could") else []
        signs: Gloss = [*(["PLEASE"] if please else []), *clause.gloss(inverted=True)]
        return Utterance([*clause.question_en(), *please], span("ynq", signs), "?")

    def _tag_question(self, clause: Clause) -> Utterance:
        tag = self._tag(clause) if self.nouns.chance(0.6) else [self.rng.choice(("right", "okay"))]
        words: English = [*clause.statement_en(), ","]
        if tag[0] in ("right", "okay"):
            word = W(tag[0], "RIGHT-correct" if tag[0] == "right" else "")
            return Utterance([*words, word], [*clause.gloss(), "/", *span("ynq", [word])], "?")
        return Utterance([*words, *tag], span("ynq", clause.gloss()), "?")

    def _tag(self, clause: Clause) -> list[str]:
        """are you not, did she: what is said is asked."""
        subject = clause.subject
        first = subject.en[0]
        who = first.text if isinstance(first, W) else first
        if not subject.is_pronoun:
            who = self.rng.choice(("it", "he", "she")) if subject.person == "3p" else "they"
            who = "we" if subject.person == "1pl" else who
        auxiliary = verbs.auxiliary(clause.predicate.verb, clause.tense, subject.person)
        denied = clause.negative or clause.never
        return [auxiliary, *([] if denied or auxiliary == "am" else ["not"]), who]

    def choice(self) -> Utterance:
        """Do you want tea or coffee? Is it hot or cold? Should we stay or go home?"""
        subject = self.nouns.subject() if self.nouns.chance(0.4) else pronoun("2p")
        pick = self.rng.random()
        if pick < 0.4:
            one, other = self.predicates.action(subject), self.predicates.action(subject)
            verb = W(self.rng.choice(("want", "need", "like", "want")))
            sign: str | W = "LIKE" if verb.text == "like" else verb
            en: English = [
                "to",
                *([one.verb] if one.verb else []),
                *one.en,
                "or",
                *([other.verb] if other.verb else []),
                *other.en,
            ]
            predicate = Predicate(verb, en, [sign, *one.gloss, "OR", *other.gloss], dynamic=False)
        elif pick < 0.75:
            base = self.pools.draw("vt", "stative", "say")
            things = self.nouns.thing(), self.nouns.thing()
            verb = W(base.text, base.entry.gloss)
            en = [*things[0].en_object, "or", *things[1].en_object]
            predicate = Predicate(verb, en, [verb, *things[0].gloss, "OR", *things[1].gloss])
        else:
            words = [
                W(lemma.text, lemma.entry.gloss)
                for lemma in (self.pools.draw("adjective"), self.pools.draw("adjective"))
            ]
            predicate = Predicate(None, [words[0], "or", words[1]], [words[0], "OR", words[1]], dynamic=False)
        clause = Clause(
            subject, predicate, self.rng.choice((verbs.PRESENT, verbs.PRESENT, verbs.PAST, "should", "can"))
        )
        return Utterance(clause.question_en(), span("whq", [*clause.gloss(inverted=True), "WHICH"]), "?")

    def wh(self) -> Utterance:
        maker = self.rng.choice(
            (
                self._wh_adverb,
                self._wh_adverb,
                self._wh_object,
                self._wh_object,
                self._wh_subject,
                self._wh_be,
                self._wh_noun,
                self._wh_phrase,
                self.more.draw,
                self.more.draw,
                self.more.draw,
            )
        )
        return maker()

    def _wh_adverb(self) -> Utterance:
        wh, sign = self.rng.choice(
            (("where", "WHERE"), ("when", "WHEN"), ("why", "WHY"), ("how", "HOW"), ("why", "WHY"))
        )
        clause = self.statements.plain()
        return Utterance(clause.question_en([wh]), span("whq", [*clause.gloss(inverted=True), sign]), "?")

    def _wh_phrase(self) -> Utterance:
        """how long, what time, how come: question words of the lexicon."""
        phrases = [
            e
            for e in self.pools.words.entries
            if e.word_class == "question" and any(" " in lemma for lemma in e.english)
        ]
        if not phrases:
            return self._wh_adverb()
        entry = self.rng.choice(phrases)
        word = W(self.rng.choice([lemma for lemma in entry.english if " " in lemma]), entry.gloss)
        clause = self.statements.plain()
        return Utterance(clause.question_en([word]), span("whq", [*clause.gloss(inverted=True), word]), "?")

    def _wh_object(self) -> Utterance:
        subject = self.nouns.subject() if self.nouns.chance(0.5) else pronoun("2p")
        person = self.nouns.chance(0.25)
        wh, sign = ("who", "WHO") if person else ("what", "WHAT")
        if self.nouns.chance(0.2):
            verb: W = W(self.rng.choice(("want", "need", "like", "want")))
            inner = self.pools.draw("vt")
            word = W(inner.text, inner.entry.gloss)
            pred = Predicate(verb, ["to", word], ["LIKE" if verb.text == "like" else verb, word], dynamic=False)
        elif self.nouns.chance(0.16):
            pred = Predicate(W("do"), [], [], dynamic=True)
            sign = "WHO" if person else "WHAT-DO"
            wh, sign = "what", "WHAT-DO"
        elif self.nouns.chance(0.25) and not person:
            pred = self.predicates.asked(subject)
        else:
            lemma = self.pools.draw("vt", "vt", "stative", "say", "agree", "direct")
            word = W(lemma.text, lemma.entry.gloss)
            pred = Predicate(word, [], [word])
            if self.nouns.chance(0.2):
                pred = Predicate(W(self.rng.choice(("like", "have"))), [], [], dynamic=False)
                pred.gloss = ["LIKE" if pred.verb and pred.verb.text == "like" else "HAVE"]
        tense = self.rng.choices([t for t, _ in TENSES], [w for _, w in TENSES])[0]
        clause = Clause(
            subject,
            pred,
            tense,
            negative=self.nouns.chance(0.08),
            contracted=True,
            time=self.times.draw() if self.nouns.chance(0.1) else None,
        )
        if pred.verb and pred.verb.text == "do" and tense == "would like to":
            clause.tense = verbs.PRESENT
        prep: English = []
        extra: Gloss = []
        if self.nouns.chance(0.12):
            prep, extra = self.rng.choice(((["with"], ["WITH"]), (["for"], ["FOR"]), (["about"], ["ABOUT"])))
        return Utterance([*clause.question_en([wh]), *prep], span("whq", [*clause.gloss(), *extra, sign]), "?")

    def _wh_subject(self) -> Utterance:
        wh, sign = self.rng.choice((("who", "WHO"), ("who", "WHO"), ("what", "WHAT")))
        clause = self.statements.clause(NP([wh], [wh], [], "3p"), simple=True)
        clause.never = False
        clause.predicate.gloss = [unsubjected(item) for item in clause.predicate.gloss]
        return Utterance(clause.statement_en(), span("whq", [*clause.gloss(inverted=True), sign]), "?")

    def _wh_be(self) -> Utterance:
        """What is your name? Where is my mother? Who is that man?"""
        np = self.nouns.thing("thing", "place", "event", "food") if self.nouns.chance(0.6) else self.nouns.person()
        if self.nouns.chance(0.2):
            sign = self.rng.choice((("this", "THIS"), ("that", "THAT"), ("it", "IX-3p")))
            np = NP([sign[0]], [sign[0]], [sign[1]])
        elif self.nouns.chance(0.2):
            np = self.nouns.someone()
        wh, sign = self.rng.choice(
            (("what", "WHAT"), ("where", "WHERE"), ("who", "WHO"), ("when", "WHEN"), ("how", "HOW"), ("where", "WHERE"))
        )
        tense = verbs.PRESENT if self.nouns.chance(0.8) else verbs.PAST
        form = verbs.be(np.person, tense == verbs.PAST)
        past = span("topic", ["PAST"]) if tense == verbs.PAST else []
        return Utterance([wh, form, *np.en], span("whq", [*past, *np.gloss, sign]), "?")

    def _wh_noun(self) -> Utterance:
        """Which book, what color, how many dogs."""
        lemma = self.pools.draw("thing", "food", "animal", "person", "color" if self.nouns.chance(0.2) else "thing")
        noun = W(lemma.text, lemma.entry.gloss)
        wh, sign = self.rng.choice(
            ((["which"], "WHICH"), (["what"], "WHAT"), (["what"], "WHAT"), (["how many"], "how"), (["how much"], "how"))
        )
        lead: English = list(wh)
        last: Gloss = [sign]
        if sign == "how":
            word = W(wh[0])
            if word.text == "how many":
                noun.text = noun.text if lemma.is_mass else inflect_noun(noun.text)
            lead, last = [word], [word]
        subject = self.nouns.subject() if self.nouns.chance(0.4) else pronoun("2p")
        verb_lemma = self.pools.draw("vt", "stative")
        verb = W(verb_lemma.text, verb_lemma.entry.gloss)
        signs: Gloss = [verb]
        if self.nouns.chance(0.45):
            verb = W(self.rng.choice(("have", "like", "want", "need")))
            signs = [verb.text.upper() if verb.text in ("have", "like") else verb]
        event = verb.text not in ("have", "like", "want", "need")
        tense = self.rng.choice(
            (verbs.PRESENT, verbs.PRESENT, verbs.PAST if event else verbs.PRESENT, verbs.FUTURE, "can")
        )
        clause = Clause(subject, Predicate(verb, [], signs, dynamic=True), tense)
        gloss = clause.gloss(without_subject=True)
        return Utterance(clause.question_en([*lead, noun]), span("whq", [noun, *subject.gloss, *gloss, *last]), "?")
