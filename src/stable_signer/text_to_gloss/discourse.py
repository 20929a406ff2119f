"""Who is who in a text: third persons are given places (loci) in signing space, the same ones throughout.

A person gets a place when a pronoun refers to them or a verb agrees with them; a simple rule of recency and gender
decides
whom a pronoun means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from stable_signer.text_to_gloss import closed_class as closed
from stable_signer.text_to_gloss.analyse import Analysis, Token

LOCI = "abcd"
_GENDERS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
_WINDOW = 3
"""A pronoun looks back over this many sentences."""


@dataclass
class Person:
    """A third person met in the text. gender: "m", "f" or "" (not known)."""

    key: str
    gender: str
    sentence: int
    locus: str = ""
    mentions: list[tuple[int, int]] = field(default_factory=list)


def place(analyses: Iterable[Analysis]) -> Iterator[Analysis]:
    """The analyses with loci on the tokens of third persons, a window of sentences behind the input."""
    rows = list(analyses)
    placed = [list(analysis.tokens) for analysis in rows]
    people: list[Person] = []
    order = 0
    for s, tokens in enumerate(placed):
        agrees = any(token.type in ("agree", "direct") for token in tokens)
        for t, token in enumerate(tokens):
            person = _person(people, tokens, t, s)
            if person is None:
                continue
            person.mentions.append((s, t))
            person.sentence = s
            if not person.locus and (agrees or token.word in _GENDERS):
                person.locus = LOCI[order % len(LOCI)]
                order += 1
            if person.locus:
                _mark(placed, person)
    return (replace(row, tokens=tuple(tokens)) for row, tokens in zip(rows, placed, strict=True))


def _mark(placed: list[list[Token]], person: Person) -> None:
    for s, t in person.mentions:
        placed[s][t] = replace(placed[s][t], locus=person.locus)
    person.mentions.clear()


def _person(people: list[Person], tokens: list[Token], t: int, s: int) -> Person | None:
    """The person that a token mentions, new or met before; None if it mentions nobody."""
    token = tokens[t]
    if gender := _GENDERS.get(token.word):
        recent = [p for p in people if s - p.sentence < _WINDOW and p.gender in ("", gender)]
        exact = [p for p in recent if p.gender == gender] or recent
        person = exact[-1] if exact else _met(people, f"<{gender}>", gender, s)
        person.gender = gender
        return person
    if not _is_mention(tokens, t):
        return None
    key = token.text.lower()
    known = next((p for p in people if p.key == key), None)
    if known is not None:
        people.remove(known)
        people.append(known)
        return known
    return _met(people, key, "f" if key in closed.FEMALE else "m" if key in closed.MALE else "", s)


def _met(people: list[Person], key: str, gender: str, s: int) -> Person:
    people.append(Person(key, gender, s))
    del people[:-8]
    return people[-1]


def _is_mention(tokens: list[Token], t: int) -> bool:
    token = tokens[t]
    if not token.is_slot or token.mark == "-s" or token.type not in ("person", "name"):
        return False
    before = [other.word for other in tokens[max(0, t - 3) : t]]
    if token.type == "name":
        return not (before and before[-1] in ("in", "at", "to", "from", "of", "on", "near"))
    is_predicate = any(word in closed.BE for word in before) and any(word in ("a", "an", "not") for word in before)
    followed = t + 1 < len(tokens) and tokens[t + 1].word == "'s"
    return not is_predicate and not followed
