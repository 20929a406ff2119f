"""Glosses that a text leads one to expect are learnt from pairs, and those that an answer lacks are counted."""

from __future__ import annotations

import pytest

pytest.importorskip("torch")

from stable_signer.data.readers.parallel import ParallelRow
from stable_signer.text_to_gloss.parallel.expected import LEAST, Expected, expected_glosses

ROWS = [
    ParallelRow("morgen kommt regen", "MORGEN KOMMEN REGEN"),
    ParallelRow("heute kommt schnee", "HEUTE KOMMEN SCHNEE"),
    ParallelRow("morgen schnee", "MORGEN SCHNEE"),
    ParallelRow("heute regen", "HEUTE REGEN"),
] * 5


def test_words_lead_to_their_glosses() -> None:
    shares = expected_glosses(ROWS).shares
    assert {word: max(found, key=found.__getitem__) for word, found in shares.items()} == {
        "morgen": "morgen",
        "heute": "heute",
        "regen": "regen",
        "schnee": "schnee",
        "kommt": "kommen",
    }
    assert all(LEAST <= p <= 1.0 for found in shares.values() for p in found.values())


def test_what_an_answer_lacks_by_hand() -> None:
    expected = Expected({"elf": {"elf": 0.9}, "bis": {"bis": 0.5, "maximal": 0.25}})
    assert expected.missing("Elf bis zwölf", "ELF MAXIMAL") == pytest.approx(0.5)
    assert expected.missing("elf bis zwölf", "") == pytest.approx(0.9 + 0.5 + 0.25)
    assert expected.missing("elf elf", "ZEHN") == pytest.approx(0.9)
    assert expected.missing("sonst nichts", "") == 0.0
