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
        self.complexes = Complexes(self.statements, self.minor)

    def draw(self) -> Utterance:
        kinds = (
            (self.statements.statement, 42), (self.questions.yes_no, 14), (self.questions.wh, 16),
            (self.complexes.conditional, 6), (self.complexes.reason, 3), (self.complexes.when, 3),
            (self.minor.command, 10),
            (self.complexes.coordinated, 4), (self.minor.weather, 3), (self.minor.existential, 4),
            (self.minor.where_is, 4), (self.complexes.topic, 2), (self.complexes.relative, 7),
            (self.minor.answer, 3), (self.minor.fragment, 6), (self.minor.passive, 2), (self.minor.no_noun, 2),
            (self.minor.exclamation, 3), (self.complexes.quoted, 1), (self.minor.jumble, 2),
            (self.questions.choice, 3), (self.complexes.cleft, 2), (self.minor.forbidden, 1),
        )  # fmt: skip
        return self.rng.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]()
