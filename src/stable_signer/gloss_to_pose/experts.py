"""Experts: the entries of the pose prior that can perform a sign, best first.

Stable Signer (arXiv 2512.04048) lets experts E_k(g) retrieve candidates from a rule-based pose prior and gates them;
here the first candidate wins by rule: exact sense and agreement first, then the order of the lexicon.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from stable_signer.gloss import Sign
from stable_signer.lexicon.entries import Entry, Lexicon
from stable_signer.lexicon.numbers import LARGEST_NUMBER, letter_entry, number_entry

MAX_SPELLED = 20
"""Letters beyond which an unknown word is refused rather than fingerspelled: nobody could read it."""


@dataclass(frozen=True)
class Candidate:
    """A way to perform one sign: one entry, or several in a row (letters, groups of digits)."""

    key: str
    """Name in plans: the gloss, with ``/variant`` where there are several."""
    entries: tuple[Entry, ...]
    provenance: str
    """One of ``stable_signer.plan.PROVENANCES``."""
    note: str = ""


def candidates(sign: Sign, lexicon: Lexicon) -> tuple[Candidate, ...]:
    """Ways to perform ``sign``, best first; a single ``refused`` one, without entries, where there is none."""
    if sign.letters is not None:
        return (_spelled(sign.letters, sign.note),)
    if sign.number is not None:
        return (Candidate("number", number_entries(sign.number), "number", sign.note),)
    directed = f"{sign.id_gloss}-{sign.object}"  # some pronouns have an entry for one person: IX-1p, POSS-3pl
    found = lexicon.entries(directed) or lexicon.entries(sign.id_gloss) or lexicon.entries(sign.gloss)
    if not found:
        return _senses(sign, lexicon) or (_unknown(sign),)
    return tuple(_from_entry(entry) for entry in sorted(found, key=lambda entry: _mismatch(sign, entry)))


def number_entries(number: str) -> tuple[Entry, ...]:
    """The entries that sign a number one after the other: ``8:30`` is 8 then 30, long ones go by digit."""
    entries: list[Entry] = []
    for i, part in enumerate(number.replace(":", ".").split(".")):
        if len(part) > len(str(LARGEST_NUMBER)) or (i > 0 and "." in number) or (part != "0" and part[0] == "0"):
            entries += [number_entry(int(digit)) for digit in part]
        else:
            entries.append(number_entry(int(part)))
    return tuple(entries)


def _spelled(letters: str, note: str = "") -> Candidate:
    if len(letters) > MAX_SPELLED and note:
        return Candidate("refused", (), "refused", f"{note}; too long to fingerspell ({len(letters)} letters)")
    return Candidate("fingerspelling", tuple(letter_entry(letter) for letter in letters), "fingerspelled", note)


def _senses(sign: Sign, lexicon: Lexicon) -> tuple[Candidate, ...]:
    """The senses of a gloss that was given without one: verbs first (LIKE is LIKE-enjoy), then as in the lexicon."""
    prefix = f"{sign.gloss}-"
    entries = [entry for entry in lexicon if entry.gloss.startswith(prefix) and entry.gloss[len(prefix)].islower()]
    entries.sort(key=lambda entry: entry.word_class != "verb")
    note = f"{sign.gloss} has the senses {', '.join(dict.fromkeys(e.gloss for e in entries))}; took the first"
    return tuple(replace(_from_entry(entry), note=note) for entry in entries)


def _unknown(sign: Sign) -> Candidate:
    letters = "".join(c for c in sign.gloss if c.isascii() and c.isalnum())
    return _spelled(letters, f"no sign for {sign.id_gloss} in the lexicon")


def _from_entry(entry: Entry) -> Candidate:
    key = f"{entry.gloss}/{entry.variant}" if entry.variant else entry.gloss
    unsure = "we are unsure of this sign" if entry.confidence == "low" else ""
    return Candidate(key, (entry,), "rule", "; ".join(part for part in (unsure, entry.note if unsure else "") if part))


def _mismatch(sign: Sign, entry: Entry) -> int:
    """0 where the entry's use of loci fits the sign's; sorting is stable, so the lexicon's order decides the rest."""
    has_loci = sign.subject is not None or sign.object is not None
    return int(has_loci != (entry.agreement is not None))
