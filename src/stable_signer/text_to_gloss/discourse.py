"""Who is who in a text: third persons are given places (loci) in signing space, the same ones throughout.

A person gets a place when a pronoun refers to them or a verb agrees with them; a simple rule of recency and gender
decides
whom a pronoun means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from stable_signer.gloss import GlossSequence
from stable_signer.text_to_gloss import closed_class as closed
from stable_signer.text_to_gloss.analyse import Analysis, Token
from stable_signer.text_to_gloss.introduce import is_plural
from stable_signer.text_to_gloss.noun_phrases import phrases
from stable_signer.text_to_gloss.words import NOUN_TYPES

LOCI = "abcd"
_GENDERS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
_WINDOW = 3
"""A pronoun looks back over this many sentences."""


@dataclass
class Person:
    """A third person met in the text. gender: "m", "f" or "" (not known). mentions: those that have no place yet, as
    sentence and token; last: the latest few."""

    key: str
    gender: str
    sentence: int
    locus: str = ""
    mentions: list[tuple[int, int]] = field(default_factory=list)
    last: list[tuple[int, int]] = field(default_factory=list)


def place(analyses: Iterable[Analysis]) -> Iterator[Analysis]:
    """The analyses with loci on the tokens of third persons, a window of sentences behind the input."""
    rows = list(analyses)
    placed = [list(analysis.tokens) for analysis in rows]
    people: list[Person] = []
    order = 0
    for s, tokens in enumerate(placed):
        verbs = [t for t in range(len(tokens)) if _agrees(tokens, t)]
        parts = _parts(tokens)
        in_lists = {i for phrase in phrases(tokens) if "AND" in phrase.parts for i in range(phrase.start, phrase.stop)}
        for t, token in enumerate(tokens):
            person = _person(people, tokens, t, s) if t not in in_lists else None
            if person is None:
                continue
            person.mentions.append((s, t))
            person.last = [*person.last[-3:], (s, t)]
            person.sentence = s
            agrees = any(parts[verb] == parts[t] for verb in verbs)
            if not person.locus and (agrees or token.word in _GENDERS):
                person.locus = LOCI[order % len(LOCI)]
                order += 1
            if person.locus:
                _mark(placed, person)
    return (replace(row, tokens=tuple(tokens)) for row, tokens in zip(rows, placed, strict=True))


def _parts(tokens: list[Token]) -> list[int]:
    """For each token the number of its main clause: a comma with and, but, or, so begins the next."""
    joins = [
        i > 0 and token.function_word in ("and", "but", "or", "so") and tokens[i - 1].word == ","
        for i, token in enumerate(tokens)
    ]
    return [sum(joins[: i + 1]) for i in range(len(tokens))]


_BEFORE_VERBS = closed.SUBJECT_PRONOUNS | closed.MODALS | {"to", "not", "let's"}


def _agrees(tokens: list[Token], t: int) -> bool:
    """Whether a token is a verb that agrees, or may be one and stands where verbs do ("phone my mother")."""
    token = tokens[t]
    if not token.is_ambiguous:
        return token.type == "agree" or (token.type == "direct" and not _meets_thing(tokens, t))
    verbs = [reading.entry for reading in token.readings if reading.entry.word_class == "verb"]
    if not any(entry.agreement in ("subject-object", "object") for entry in verbs):
        return False
    before = tokens[t - 1] if t else None
    starts = before is None or before.word in _BEFORE_VERBS or before.text.lower() == "please"
    return starts or len(verbs) == len(token.readings)


def _meets_thing(tokens: list[Token], t: int) -> bool:
    """Whether a verb is done to a thing, which has no place ("my sister took my phone")."""
    k = t + 1
    while k < len(tokens) and (
        tokens[k].function_word in closed.ARTICLES | closed.POSSESSIVES or tokens[k].type == "adj"
    ):
        k += 1
    if k >= len(tokens):
        return False
    is_money = any(sign.gloss == "DOLLAR" for sign in tokens[k].signs)
    is_thing = tokens[k].type in NOUN_TYPES - {"person", "animal"} or is_money
    return is_thing or tokens[k].function_word in closed.BE


def in_order(analysis: Analysis) -> tuple[Analysis, dict[str, str]]:
    """The analysis with loci in order of mention, a first, as a sentence by itself has them; and what they stand for.

    The model learns from single sentences; ``relocated`` puts the places of the text back into what it writes.
    """
    names: dict[str, str] = {}
    for token in analysis.tokens:
        if token.locus and token.locus not in names:
            names[token.locus] = LOCI[len(names)]
    tokens = tuple(replace(t, locus=names[t.locus]) if t.locus else t for t in analysis.tokens)
    return replace(analysis, tokens=tokens), {new: old for old, new in names.items()}


def relocated(sequence: GlossSequence, loci: Mapping[str, str]) -> GlossSequence:
    """The gloss with each locus (a, b, c, d) renamed as ``loci`` says."""
    moved = {f"3p:{new}": f"3p:{old}" for new, old in loci.items()}
    signs = tuple(
        replace(
            sign, subject=moved.get(sign.subject or "", sign.subject), object=moved.get(sign.object or "", sign.object)
        )
        for sign in sequence.signs
    )
    return replace(sequence, signs=signs)


def _mark(placed: list[list[Token]], person: Person) -> None:
    for s, t in person.mentions:
        placed[s][t] = replace(placed[s][t], locus=person.locus)
    person.mentions.clear()


def _person(people: list[Person], tokens: list[Token], t: int, s: int) -> Person | None:
    """The person that a token mentions, new or met before; None if it mentions nobody."""
    token = tokens[t]
    if gender := _GENDERS.get(token.word):
        recent = [p for p in people if s - p.sentence < _WINDOW and p.gender in ("", gender)]
        others = (
            [p for p in recent if p not in _in_same_clause(people, tokens, t, s)] if _is_object(tokens, t) else recent
        )
        if recent and not others:
            return _met(people, f"<{gender} {len(people)}>", gender, s)
        recent = others
        exact = [p for p in recent if p.gender == gender] or recent
        person = exact[-1] if exact else _met(people, f"<{gender}>", gender, s)
        person.gender = gender
        return person
    if not _is_mention(tokens, t):
        return None
    key = _key(tokens, t)
    head = token.text.lower()
    known = next((p for p in reversed(people) if p.key == key or (key == head and p.key.endswith(f" {head}"))), None)
    if known is not None:
        people.remove(known)
        people.append(known)
        return known
    return _met(people, key, "f" if head in closed.FEMALE else "m" if head in closed.MALE else "", s)


def _key(tokens: list[Token], t: int) -> str:
    """A person's noun with its adjectives: the older boy is not the younger boy."""
    first = t
    while first and tokens[first - 1].type == "adj":
        first -= 1
    return " ".join(token.text.lower() for token in tokens[first : t + 1])


_BOUNDARIES = frozenset(
    [
        ",",
        "that",
        "because",
        "if",
        "when",
        "while",
        "before",
        "after",
        "and",
        "but",
        "or",
        "so",
        "who",
        "whether",
        "where",
    ]
)


def _is_object(tokens: list[Token], t: int) -> bool:
    """Whether him or her is an object; "her" before a noun is a possessive."""
    if tokens[t].word == "him":
        return True
    after = tokens[t + 1] if t + 1 < len(tokens) else None
    return tokens[t].word == "her" and (after is None or after.type in ("time", "adv") or not after.is_slot)


def _in_same_clause(people: list[Person], tokens: list[Token], t: int, s: int) -> list[Person]:
    """Whom an object cannot be: those met in its clause before it, or the last of them before an infinitive."""
    start = next((i + 1 for i in range(t - 1, -1, -1) if tokens[i].word in _BOUNDARIES), 0)
    met = [(place, person) for person in people for sentence, place in person.last if sentence == s and place >= start]
    met.sort(key=lambda row: row[0])
    in_infinitive = any(tokens[i].word == "to" for i in range(start, t))
    return [person for _, person in (met[-1:] if in_infinitive else met)]


def _met(people: list[Person], key: str, gender: str, s: int) -> Person:
    people.append(Person(key, gender, s))
    del people[:-8]
    return people[-1]


def _is_mention(tokens: list[Token], t: int) -> bool:
    token = tokens[t]
    if not token.is_slot or is_plural(token) or token.type not in ("person", "name"):
        return False
    before = [other.word for other in tokens[max(0, t - 3) : t]]
    if token.type == "name":
        return not (before and before[-1] in ("in", "at", "to", "from", "of", "on", "near"))
    is_predicate = any(word in closed.BE for word in before) and any(word in ("a", "an", "not") for word in before)
    followed = t + 1 < len(tokens) and tokens[t + 1].word == "'s"
    return not (is_predicate or _names_subject(tokens, t)) and not followed


def _names_subject(tokens: list[Token], t: int) -> bool:
    """Whether a noun says who somebody is who was met already: "he is my uncle", but not "this is my uncle"."""
    k = t - 1
    while k > 0 and (tokens[k].word in closed.ARTICLES | closed.POSSESSIVES or tokens[k].type == "adj"):
        k -= 1
    is_copula = tokens[k].word in closed.BE or tokens[k].text.lower() in _BECOMING
    who = tokens[k - 1] if k > 0 else None
    return is_copula and who is not None and who.word not in _POINTING


_BECOMING = frozenset(["become", "becomes", "became", "becoming"])
_POINTING = closed.DEMONSTRATIVES | closed.WH_WORDS | frozenset(["it", "there", "here"])
