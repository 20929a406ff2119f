"""Entries: what a TOML table must hold, lookups, and the shipped lexicon as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from stable_signer.errors import LexiconError
from stable_signer.lexicon.check import read_all
from stable_signer.lexicon.entries import ASL, entry_of, load_lexicon

GOOD = {
    "gloss": "MOTHER",
    "english": ["mother", "mom"],
    "class": "noun",
    "form": "5 up/in thumb-tip@chin ~tap*2",
}


def test_a_good_table_becomes_an_entry() -> None:
    entry = entry_of({**GOOD, "tags": ["family"]}, "people")
    assert (entry.gloss, entry.english, entry.tags, entry.source) == (
        "MOTHER",
        ("mother", "mom"),
        ("family",),
        "people",
    )
    assert entry.parsed.morphemes[0].strong.steps[0].handshape == "5"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"class": "nuon"}, 'did you mean "noun"'),
        ({"form": "5 upp/in"}, '"upp"'),
        ({"english": "mother"}, "list of strings"),
        ({"englsh": []}, 'did you mean "english"'),
        ({"agreement": "both"}, "subject-object"),
    ],
)
def test_a_bad_table_is_refused_in_one_line(change: dict[str, object], words: str) -> None:
    with pytest.raises(LexiconError) as caught:
        entry_of({**GOOD, **change}, "people")
    assert words in str(caught.value) and "MOTHER" in str(caught.value)


def test_a_missing_key_is_named() -> None:
    with pytest.raises(LexiconError, match='"form" is missing'):
        entry_of({key: value for key, value in GOOD.items() if key != "form"})


def test_lookups(tmp_path: Path) -> None:
    file = tmp_path / "few.toml"
    file.write_text(
        '[[sign]]\ngloss = "CAR"\nenglish = ["drive", "car"]\nclass = "noun"\nform = "S up/in"\n'
        '[[sign]]\ngloss = "AUTO"\nenglish = ["car"]\nclass = "noun"\nform = "S up/in"\n'
    )
    lexicon = load_lexicon(file)
    assert [entry.gloss for entry in lexicon.find("Car")] == ["AUTO", "CAR"]
    assert "CAR" in lexicon and "BUS" not in lexicon
    assert lexicon.entries("BUS") == () and len(lexicon.entries("CAR")) == 1
    assert lexicon.glosses == ("CAR", "AUTO") and len(list(lexicon)) == len(lexicon) == 2


def test_a_broken_file_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "broken.toml"
    file.write_text("[[sign]\n")
    with pytest.raises(LexiconError, match="TOML"):
        load_lexicon(file)


def test_the_shipped_lexicon_has_no_bad_entry() -> None:
    entries, problems = read_all(sorted(ASL.glob("*.toml")))
    assert problems == [] and len(entries) > 250
