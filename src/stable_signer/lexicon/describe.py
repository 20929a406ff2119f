"""Entries as people read them."""

from __future__ import annotations

from stable_signer.lexicon.entries import Entry


def name_of(entry: Entry) -> str:
    """The gloss, with ``/variant`` where it is not the usual one."""
    return f"{entry.gloss}/{entry.variant}" if entry.variant else entry.gloss


def describe(entry: Entry) -> str:
    """Its name, and a line for each thing that the lexicon says of it."""
    said = {
        "english": ", ".join(entry.english),
        "class": entry.word_class,
        "form": entry.form,
        "tags": ", ".join(entry.tags),
        "agreement": entry.agreement or "",
        "non-manual": ", ".join(entry.nonmanual),
        "confidence": entry.confidence,
        "note": entry.note,
        "source": entry.source,
    }
    return "\n".join([name_of(entry), *(f"  {key:12}{text}" for key, text in said.items() if text)])
