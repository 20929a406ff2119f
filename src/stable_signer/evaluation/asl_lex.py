"""Agreement of the synthesised signs with the phonological coding of ASL-LEX 2.0, field by field.

A sign of ours and a coded one are shared where they go by the same English word; homonyms and variants are compared
with each other and the pair that agrees best counts, since either lexicon may hold a variant that the other lacks. A
coded sign is one sign: of our glosses that share its English word (LIGHT-lamp, LIGHT-weight) that which fits best.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from stable_signer.body.signer import Body
from stable_signer.data.readers.asl_lex import CodedSign
from stable_signer.errors import LexiconError
from stable_signer.evaluation.phonology import Phonology, is_variant, read_phonology
from stable_signer.lexicon.describe import name_of
from stable_signer.lexicon.entries import Entry
from stable_signer.lexicon.notation import Form
from stable_signer.lexicon.synthesise import synthesise

CHECKED = (
    "handshape",
    "selected_fingers",
    "flexion",
    "sign_type",
    "major_location",
    "minor_location",
    "movement",
    "repeated",
)
SAME_HANDSHAPE, SAME_TYPE = "handshape, exact", "sign type, exact"
#: Battison's kinds: one hand, two that do the same, one that is the place of the other. Coders call a flat base hand
#: the same handshape or another one (B), so that is not part of the kind.
_KINDS = {
    "AsymmetricalSameHandshape": "asymmetrical", "AsymmetricalDifferentHandshape": "asymmetrical",
    "DominanceViolation": "asymmetrical", "SymmetricalOrAlternating": "symmetrical", "SymmetryViolation": "symmetrical",
}  # fmt: skip


@dataclass(frozen=True)
class Checked:
    """One shared sign: ours and theirs, and field -> whether they agree."""

    sign: str
    source: str
    form: str
    entry_id: str
    read: dict[str, str]
    coded: dict[str, str]
    agrees: dict[str, bool]

    @property
    def disagreements(self) -> tuple[str, ...]:
        """The checked fields that differ."""
        return tuple(field for field in CHECKED if not self.agrees[field])


@dataclass(frozen=True)
class Agreement:
    """All shared signs."""

    rows: tuple[Checked, ...]

    def share(self, field: str) -> float:
        """Share of the shared signs that agree in a field of ``CHECKED`` (or the exact ones)."""
        return sum(row.agrees[field] for row in self.rows) / max(len(self.rows), 1)

    @property
    def overall(self) -> float:
        """Share of all checked fields of all signs that agree."""
        return sum(self.share(field) for field in CHECKED) / len(CHECKED)

    def to_json(self) -> str:
        """Scores and rows as JSON."""
        scores = {field: self.share(field) for field in (*CHECKED, SAME_HANDSHAPE, SAME_TYPE)}
        rows = [asdict(row) for row in self.rows]
        return json.dumps({"signs": len(rows), "overall": self.overall, "agreement": scores, "rows": rows}, indent=1)

    def to_text(self) -> str:
        """A line a field, then a line for each sign that differs."""
        lines = [f"{len(self.rows)} shared signs, agreement {self.overall:.3f}"]
        lines += [f"{field:18}{self.share(field):6.3f}" for field in (*CHECKED, SAME_HANDSHAPE, SAME_TYPE)]
        lines += ["sign\tASL-LEX\tread -> coded\tform"]
        for row in sorted(self.rows, key=lambda row: -len(row.disagreements)):
            if row.disagreements:
                said = ", ".join(f"{field} {row.read[field]} -> {row.coded[field]}" for field in row.disagreements)
                lines.append(f"{row.sign}\t{row.entry_id}\t{said}\t{row.form}")
        return "\n".join(lines)


def check_against(lexicon: Iterable[Entry], body: Body, coded: Sequence[CodedSign]) -> Agreement:
    """Read every shared sign off its motion and compare. Raises ``LexiconError`` where no sign is shared."""
    pairs: list[tuple[str, Checked]] = []
    by_name: dict[str, list[CodedSign]] = {}
    for sign in coded:
        for name in sign.names:
            by_name.setdefault(name, []).append(sign)
    for entry in lexicon:
        others = _shared(entry, by_name)
        if others:
            read = read_phonology(body, synthesise(_onset(entry), body).motion)
            pairs += [(entry.gloss, _checked(entry, read, other)) for other in others]
    if not pairs:
        raise LexiconError("No sign goes by the same English word in both lexicons: expected some shared signs.")
    return Agreement(_one_to_one(pairs))


def _one_to_one(pairs: Sequence[tuple[str, Checked]]) -> tuple[Checked, ...]:
    """The pairs that agree best, each gloss and each coded sign once, in the order of the glosses."""
    kept: dict[str, Checked] = {}
    taken: set[str] = set()
    for gloss, row in sorted(pairs, key=lambda pair: len(pair[1].disagreements)):
        if gloss not in kept and row.entry_id not in taken:
            kept[gloss] = row
            taken.add(row.entry_id)
    return tuple(kept[gloss] for gloss in dict.fromkeys(gloss for gloss, _ in pairs) if gloss in kept)


def _names(entry: Entry) -> tuple[str, ...]:
    gloss = entry.gloss.lower().replace("-", " ")
    return (gloss, *entry.english[:1])


def _shared(entry: Entry, by_name: dict[str, list[CodedSign]]) -> list[CodedSign]:
    return next((by_name[name] for name in _names(entry) if name in by_name), [])


def _checked(entry: Entry, read: Phonology, coded: CodedSign) -> Checked:
    ours = {field: str(int(value) if isinstance(value, bool) else value) for field, value in asdict(read).items()}
    theirs = dict(coded.codes)
    agrees = {field: ours[field] == theirs[field] for field in CHECKED}
    agrees[SAME_TYPE], agrees[SAME_HANDSHAPE] = agrees["sign_type"], agrees["handshape"]
    agrees["sign_type"] = _kind(ours) == _kind(theirs)
    agrees["handshape"] = is_variant(ours["handshape"], theirs["handshape"])
    return Checked(name_of(entry), entry.source, entry.form, coded.entry_id, ours, theirs, agrees)


def _kind(codes: dict[str, str]) -> str:
    return _KINDS.get(codes["sign_type"], codes["sign_type"])


def _onset(entry: Entry) -> Form:
    """The first part of a compound: ASL-LEX codes the others apart."""
    return Form(entry.parsed.morphemes[:1])
