"""What people read of an entry."""

from __future__ import annotations

from stable_signer.lexicon.describe import describe, name_of
from stable_signer.lexicon.entries import Entry

ENTRY = Entry("RIGHT-correct", ("right", "correct"), "adjective", "1 fwd/in", variant="small", source="qualities")


def test_says_what_is_known_and_nothing_else():
    lines = describe(ENTRY).splitlines()
    assert lines[0] == name_of(ENTRY) == "RIGHT-correct/small"
    assert [line.split()[0] for line in lines[1:]] == ["english", "class", "form", "confidence", "source"]
    assert "right, correct" in lines[1]
