"""Signs of a training pair that have several experts, and the right one: the grammar knows sense and direction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stable_signer.gloss_to_pose.experts import (
    WRITTEN_DIRECTION,
    WRITTEN_SENSE,
    Candidate,
    experts,
    features,
    loci_of,
    persons_of,
)
from stable_signer.lexicon.entries import Lexicon
from stable_signer.text_to_gloss.assemble import assemble
from stable_signer.text_to_gloss.corpus.pairs import Pair
from stable_signer.text_to_gloss.exchange import SENSES
from stable_signer.text_to_gloss.target import OBJECTS, SUBJECTS
from stable_signer.text_to_gloss.words import Words

Direction = tuple[str | None, str | None]


@dataclass(frozen=True)
class Gated:
    """One sign that the gate decides.

    place: index of its slot among the symbols of the answer. right: index of the candidate that the grammar means.
    senses: the number of each candidate's sense among those of the word. described: without what SLUL wrote.
    """

    place: int
    candidates: tuple[Candidate, ...]
    described: tuple[tuple[str, ...], ...]
    senses: tuple[int, ...]
    right: int

    @property
    def has_senses(self) -> bool:
        """Whether the candidates are of several glosses."""
        return len({candidate.entries[0].gloss for candidate in self.candidates}) > 1

    @property
    def has_directions(self) -> bool:
        """Whether the candidates move between different persons."""
        return len({loci_of(candidate.sign) for candidate in self.candidates}) > 1


class Examples:
    """Finds the gated signs of a pair."""

    def __init__(self, words: Words, literals: Mapping[str, Sequence[str]], lexicon: Lexicon) -> None:
        self.words, self.literals, self.lexicon = words, literals, lexicon

    def __call__(self, pair: Pair) -> Iterator[Gated]:
        """The gated signs of a pair, in the order of their signs; none where the conventions put another answer in the
        place of the grammar's, since signs would then stand at other places than the model's symbols."""
        assembled = assemble(pair.answer, pair.tokens, self.words, self.literals)
        if list(assembled.symbols) != pair.answer:
            return
        persons = persons_of(assembled.sequence)
        for sign, place, glosses in zip(assembled.sequence, assembled.places, assembled.senses, strict=True):
            found = experts(sign, glosses, persons, self.lexicon) if place >= 0 else ()
            if len(found) > 1:
                described = tuple(_without_written(features(c, sign, glosses)) for c in found)
                senses = tuple(glosses.index(c.sign.id_gloss) if c.sign.id_gloss in glosses else 0 for c in found)
                yield Gated(place, found, described, senses, 0)


def written(gated: Gated, answer: Sequence[str], said: Sequence[str]) -> tuple[list[bool], list[bool]]:
    """Which candidates have the sense, and which the direction, that SLUL itself would write.

    answer: the right symbols. said: for each of them, what SLUL would write there after the right ones before.
    """
    i = gated.place
    before, after = max(i - 1, 0), min(i + 1, len(said) - 1)
    subject = said[i] if said[i] in SUBJECTS else said[before] if answer[before] in SUBJECTS else ""
    sense = SENSES.index(said[after]) if said[after] in SENSES else 0
    last = min(after + (answer[after] in SENSES), len(said) - 1)
    object_ = said[last] if said[last] in OBJECTS else ""
    direction = (subject[:-1] if subject in SUBJECTS else None, object_[1:] or None)
    return [s == sense for s in gated.senses], [_goes(c, direction) for c in gated.candidates]


def _goes(candidate: Candidate, direction: Direction) -> bool:
    """Whether a candidate moves as ``direction`` says; one that cannot move goes with none."""
    sign = candidate.sign
    if direction == (None, None) or (sign.subject, sign.object) == (None, None):
        return (sign.subject, sign.object) == direction
    entry = candidate.entries[0]
    subject, object_ = direction if entry.agreement == "subject-object" else (None, direction[1])
    return loci_of(sign) == loci_of(type(sign)(gloss="X", subject=subject, object=object_))


def _without_written(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in (WRITTEN_SENSE, WRITTEN_DIRECTION))
