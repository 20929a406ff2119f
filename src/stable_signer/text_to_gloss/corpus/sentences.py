"""Whole utterances of the grammar, each kind with its share."""

from __future__ import annotations

from stable_signer.text_to_gloss.corpus.complexes import Complexes
from stable_signer.text_to_gloss.corpus.minor import Minor
from stable_signer.text_to_gloss.corpus.pools import Pools
from stable_signer.text_to_gloss.corpus.questions import Questions
from stable_signer.text_to_gloss.corpus.statements import Statements, Utterance


class Sentences:
    """Draws utterances."""

    def __init__(self, pools: Pools) -> None:
        self.rng = pools.rng
        self.statements = Statements(pools)
        self.questions, self.minor = Questions(self.statements), Minor(self.statements)
        self.complexes = Complexes(self.statements, self.minor, self.questions)

    def draw(self) -> Utterance:
        kinds = (
            (self.statements.statement, 36), (self.questions.yes_no, 14), (self.questions.wh, 16),
            (self.complexes.conditional, 8), (self.complexes.reason, 5), (self.complexes.when, 6),
            (self.minor.command, 10),
            (self.complexes.coordinated, 6), (self.minor.weather, 3), (self.minor.existential, 4),
            (self.minor.where_is, 4), (self.complexes.topic, 3), (self.complexes.relative, 9),
            (self.minor.answer, 3), (self.minor.fragment, 4), (self.minor.passive, 2), (self.minor.no_noun, 2),
            (self.minor.exclamation, 3), (self.complexes.quoted, 2), (self.minor.jumble, 1),
            (self.questions.choice, 5), (self.complexes.cleft, 4), (self.minor.forbidden, 1),
        )  # fmt: skip
        return self.rng.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]()
