"""Experts E_k(g): the entries of the pose prior that can perform a sign (Stable Signer, arXiv 2512.04048).

``candidates`` knows the sign alone, as in a gloss line or an edited plan, and puts them in the order of a rule: exact
sense and agreement first, then the order of the lexicon. ``experts`` knows the word that the sign stands for as well:
every sense of that word, every direction between the persons that the text speaks of, every variant; the gate weighs
those by their ``features``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from stable_signer.errors import GlossError
from stable_signer.gloss import GlossSequence, Sign, parse_sign
from stable_signer.lexicon.entries import Entry, Lexicon
from stable_signer.lexicon.numbers import LARGEST_NUMBER, letter_entry, number_entry

MAX_SPELLED = 20
"""Letters beyond which an unknown word is refused rather than fingerspelled: nobody could read it."""
ALWAYS_PRESENT = ("1p", "2p", "3p:a")
"""Persons between whom a verb can always move, whether or not the text names them."""


@dataclass(frozen=True)
class Candidate:
    """A way to perform one sign: one entry, or several in a row (letters, groups of digits)."""

    sign: Sign
    """The sign as this candidate performs it: its own sense and direction."""
    key: str
    """Name in plans: the gloss, with ``/variant`` where there are several and the direction where it is another."""
    entries: tuple[Entry, ...]
    provenance: str
    """One of ``stable_signer.plan.PROVENANCES``."""
    note: str = ""

    @property
    def is_lexical(self) -> bool:
        """Whether it is one entry of the lexicon: not spelled, no number, not refused."""
        return self.provenance in ("rule", "video", "dataset")


def candidates(sign: Sign, lexicon: Lexicon) -> tuple[Candidate, ...]:
    """Ways to perform ``sign``, best first; a single ``refused`` one, without entries, where there is none."""
    if sign.letters is not None:
        return (_spelled(sign, sign.letters, sign.note),)
    if sign.number is not None:
        return (Candidate(sign, "number", number_entries(sign.number), "number", sign.note),)
    directed = f"{sign.id_gloss}-{sign.object}"  # some pronouns have an entry for one person: IX-1p, POSS-3pl
    found = lexicon.entries(directed) or lexicon.entries(sign.id_gloss) or lexicon.entries(sign.gloss)
    if not found:
        return _senses(sign, lexicon) or (_unknown(sign),)
    return tuple(_from_entry(sign, entry) for entry in sorted(found, key=lambda entry: _mismatch(sign, entry)))


def experts(sign: Sign, glosses: Sequence[str], persons: Sequence[str], lexicon: Lexicon) -> tuple[Candidate, ...]:
    """E_k(g): every way to perform the word that ``sign`` stands for; the rule's choice for ``sign`` comes first.

    glosses: ID-glosses of the senses of that word, "" for one that does not fit its place; none where it has one
    meaning. persons: see ``persons_of``.
    """
    usual = candidates(sign, lexicon)
    if not usual[0].is_lexical:
        return usual
    others = (candidates(_with_gloss(sign, gloss), lexicon) for gloss in glosses if gloss not in ("", sign.id_gloss))
    senses = (*usual, *(candidate for found in others for candidate in found if candidate.is_lexical))
    return (*senses, *(candidate for sense in senses for candidate in _directed(sense, persons)))


def loci_of(sign: Sign) -> tuple[str, str]:
    """From whom to whom an agreeing verb moves: without a subject it starts at the signer, unless it ends there."""
    object_ = sign.object or "3p:a"
    return sign.subject or ("2p" if object_ in ("1p", "1pl") else "1p"), object_


def persons_of(sequence: GlossSequence) -> tuple[str, ...]:
    """Persons and loci that a sequence speaks of, and those who are always there."""
    named = (person for sign in sequence.signs for person in (sign.subject, sign.object) if person)
    return tuple(dict.fromkeys((*ALWAYS_PRESENT, *("3p:a" if person == "3p" else person for person in named))))


def named(key: str, sign: Sign, lexicon: Lexicon) -> Candidate | None:
    """The candidate that a plan calls ``key``, whatever the sign beside it; None where the lexicon has none."""
    token, _, variant = key.partition("/")
    try:
        written = parse_sign(token)
    except GlossError:
        return None
    if written.subject is None and written.object is None:
        written = replace(written, subject=sign.subject, object=sign.object)
    written = replace(written, repeats=sign.repeats, source=sign.source)
    found = (c for c in candidates(written, lexicon) if c.is_lexical and c.entries[0].variant == variant)
    return next(found, None)


def features(candidate: Candidate, sign: Sign, glosses: Sequence[str]) -> tuple[str, ...]:
    """What the gate knows of a candidate for ``sign``, the sign as SLUL wrote it: words of an open vocabulary.

    An entry that the gate never saw in training is described by those words that it shares with others.
    """
    entry, own = candidate.entries[0], candidate.sign
    is_sense = own.id_gloss == sign.id_gloss
    is_direction = (own.subject, own.object) == (sign.subject, sign.object)
    rank = glosses.index(own.id_gloss) if own.id_gloss in glosses else 0
    return (
        f"gloss:{entry.gloss}", f"class:{entry.word_class}", f"agreement:{entry.agreement}",
        f"variant:{'other' if entry.variant else 'usual'}", f"variant:{entry.variant}",
        f"confidence:{entry.confidence}", f"provenance:{candidate.provenance}", f"rank:{rank}",
        f"subject:{own.subject}", f"object:{own.object}",
        *(f"tag:{tag}" for tag in entry.tags), *(f"lemma:{lemma}" for lemma in entry.english),
        *((WRITTEN_SENSE,) if is_sense else ()), *((WRITTEN_DIRECTION,) if is_direction else ()),
    )  # fmt: skip


WRITTEN_SENSE, WRITTEN_DIRECTION = "written:sense", "written:direction"
"""Features of the candidates with the sense, and the direction, that SLUL wrote itself."""


def number_entries(number: str) -> tuple[Entry, ...]:
    """The entries that sign a number one after the other: ``8:30`` is 8 then 30, long ones go by digit."""
    entries: list[Entry] = []
    for i, part in enumerate(number.replace(":", ".").split(".")):
        if len(part) > len(str(LARGEST_NUMBER)) or (i > 0 and "." in number) or (part != "0" and part[0] == "0"):
            entries += [number_entry(int(digit)) for digit in part]
        else:
            entries.append(number_entry(int(part)))
    return tuple(entries)


def _with_gloss(sign: Sign, gloss: str) -> Sign:
    """The sign as another sense of its word, undirected; repeated as often."""
    other = parse_sign(gloss)
    return replace(other, repeats=sign.repeats, source=sign.source, note=sign.note)


def _directed(candidate: Candidate, persons: Sequence[str]) -> Iterator[Candidate]:
    """A candidate that is an agreeing verb in its other directions between ``persons``."""
    (entry,) = candidate.entries
    if entry.word_class != "verb" or entry.agreement not in ("subject-object", "object"):
        return
    subjects = persons if entry.agreement == "subject-object" else (None,)
    for subject, object_ in ((s, o) for s in subjects for o in persons if s != o):
        sign = replace(candidate.sign, subject=subject, object=object_)
        if loci_of(sign) != loci_of(candidate.sign):
            yield replace(candidate, sign=sign, key=_key(entry, sign))


def _key(entry: Entry, sign: Sign) -> str:
    token = str(replace(sign, repeats=0))
    return f"{token}/{entry.variant}" if entry.variant else token


def _spelled(sign: Sign, letters: str, note: str = "") -> Candidate:
    if len(letters) > MAX_SPELLED and note:
        return Candidate(sign, "refused", (), "refused", f"{note}; too long to fingerspell ({len(letters)} letters)")
    entries = tuple(letter_entry(letter) for letter in letters)
    return Candidate(sign, "fingerspelling", entries, "fingerspelled", note)


def _senses(sign: Sign, lexicon: Lexicon) -> tuple[Candidate, ...]:
    """The senses of a gloss that was given without one: verbs first (LIKE is LIKE-enjoy), then as in the lexicon."""
    prefix = f"{sign.gloss}-"
    entries = [entry for entry in lexicon if entry.gloss.startswith(prefix) and entry.gloss[len(prefix)].islower()]
    entries.sort(key=lambda entry: entry.word_class != "verb")
    note = f"{sign.gloss} has the senses {', '.join(dict.fromkeys(e.gloss for e in entries))}; took the first"
    return tuple(replace(_from_entry(sign, entry), note=note) for entry in entries)


def _unknown(sign: Sign) -> Candidate:
    letters = "".join(c for c in sign.gloss if c.isascii() and c.isalnum())
    return _spelled(sign, letters, f"no sign for {sign.id_gloss} in the lexicon")


def _from_entry(sign: Sign, entry: Entry) -> Candidate:
    key = f"{entry.gloss}/{entry.variant}" if entry.variant else entry.gloss
    unsure = "we are unsure of this sign" if entry.confidence == "low" else ""
    note = "; ".join(part for part in (unsure, entry.note if unsure else "") if part)
    return Candidate(sign, key, (entry,), entry.provenance, note)


def _mismatch(sign: Sign, entry: Entry) -> int:
    """0 where the entry's use of loci fits the sign's; sorting is stable, so the lexicon's order decides the rest."""
    has_loci = sign.subject is not None or sign.object is not None
    return int(has_loci != (entry.agreement is not None))
