"""Whole utterances of the grammar, each kind with its share."""

from __future__ import annotations

from stable_signer.text_to_gloss.corpus.complexes import Complexes
from stable_signer.text_to_gloss.corpus.contents import Contents
from stable_signer.text_to_gloss.corpus.impersonal import Impersonal
from stable_signer.text_to_gloss.corpus.joints import Joints
from stable_signer.text_to_gloss.corpus.judgements import Judgements
from stable_signer.text_to_gloss.corpus.minor import Minor
from stable_signer.text_to_gloss.corpus.pools import Pools
from stable_signer.text_to_gloss.corpus.questions import Questions
from stable_signer.text_to_gloss.corpus.relatives import Relatives
from stable_signer.text_to_gloss.corpus.short import Short
from stable_signer.text_to_gloss.corpus.statements import Statements, Utterance
from stable_signer.text_to_gloss.corpus.talk import Talk


class Sentences:
    """Draws utterances."""

    def __init__(self, pools: Pools) -> None:
        self.rng = pools.rng
        self.statements = Statements(pools)
        self.impersonal = Impersonal(self.statements)
        self.questions, self.minor = Questions(self.statements), Minor(self.statements)
        self.complexes = Complexes(self.statements, self.minor, self.questions)
        others = self.minor, self.questions
        parts, timed = (Short(self.statements), *others), (Short(self.statements, timed=0.3), *others)
        self.joints, self.contents = Joints(*timed), Contents(*parts)
        self.judgements = Judgements(parts[0], self.contents)
        self.relatives, self.talk = Relatives(*parts), Talk(*timed)

    def draw(self) -> Utterance:
        kinds = (
            (self.statements.statement, 36), (self.questions.yes_no, 14), (self.questions.wh, 18),
            (self.impersonal.draw, 12),
            (self.complexes.conditional, 4), (self.complexes.reason, 2.5), (self.complexes.when, 3),
            (self.minor.command, 10), (self.joints.draw, 27), (self.contents.draw, 15), (self.judgements.draw, 9),
            (self.relatives.draw, 13),
            (self.talk.draw, 16),
            (self.complexes.coordinated, 3), (self.minor.weather, 3), (self.minor.existential, 4),
            (self.minor.where_is, 4), (self.complexes.topic, 3), (self.complexes.relative, 5),
            (self.minor.answer, 3), (self.minor.fragment, 4), (self.minor.passive, 2), (self.minor.no_noun, 2),
            (self.minor.exclamation, 3), (self.complexes.quoted, 1.5), (self.minor.jumble, 1),
            (self.questions.choice, 5), (self.complexes.cleft, 4), (self.minor.forbidden, 1),
        )  # fmt: skip
        return self.rng.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]()
