"""Recorded signs of a store as entries of a lexicon: experts from videos and datasets beside those made by rule."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from stable_signer.body.motion import Motion
from stable_signer.body.signer import DEFAULT_SIGNER
from stable_signer.lexicon.entries import Entry, Lexicon
from stable_signer.lexicon.store import LexiconStore, StoredSign


@dataclass(frozen=True)
class RecordedEntry(Entry):
    """An entry that is performed as somebody signed it; its form is empty.

    provenance: ``video`` or ``dataset``. signer: on whose body ``motion`` is. motion: the stroke, without rest before
    and after. active: which hands sign (right, left).
    """

    provenance: str = "video"  # pyright: ignore[reportIncompatibleMethodOverride]
    signer: str = DEFAULT_SIGNER
    motion: Motion | None = field(default=None, compare=False, repr=False)
    active: tuple[bool, bool] = (True, True)


def with_recordings(lexicon: Lexicon, store: Path) -> Lexicon:
    """A lexicon and, after its own entries, the recorded signs of a store: variants ``recorded``, ``recorded-2``, ...

    Signs that the store made by rule are left out. Raises ``LexiconError`` for a file that is no store.
    """
    counts: Counter[str] = Counter()
    with LexiconStore(store) as opened:
        signer = opened.meta.get("signer", DEFAULT_SIGNER)
        rows = [_entry(sign, signer, counts) for sign in opened if sign.provenance != "rule"]
    return Lexicon((*lexicon.rows, *rows))


def _entry(sign: StoredSign, signer: str, counts: Counter[str]) -> RecordedEntry:
    counts[sign.entry.gloss] += 1
    number = counts[sign.entry.gloss]
    row = replace(sign.entry, form="", variant="recorded" if number == 1 else f"recorded-{number}")
    known = {f.name: getattr(row, f.name) for f in fields(Entry)}
    first, last = sign.stroke
    stroke = sign.motion[first : last + 1]
    return RecordedEntry(**known, provenance=sign.provenance, signer=signer, motion=stroke, active=sign.active)
