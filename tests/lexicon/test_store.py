"""The store: what goes in comes out to the bit; it is whole or not there; foreign and broken files are one line."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import numpy as np
import pytest

from stable_signer.body.motion import SHAPES, rest
from stable_signer.errors import LexiconError
from stable_signer.lexicon.build import build, perform
from stable_signer.lexicon.entries import Entry, Lexicon, load_lexicon
from stable_signer.lexicon.store import (
    VERSION,
    LexiconStore,
    StoredSign,
    add_to_store,
    pack_motion,
    unpack_motion,
    write_store,
)

MOTHER = Entry(
    "MOTHER", ("mother", "mom"), "noun", "5 up/in thumb-tip@chin ~tap*2", ("family",), note="a note", source="people"
)
MOM = replace(MOTHER, form="5 up/in thumb-tip@chin", variant="once")
SUBJECT = Entry(
    "GIVE", ("give",), "verb", "flat-O up/fwd @neutral > +fwd12", agreement="subject-object", source="verbs"
)


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "small.sqlite"
    assert build(Lexicon((MOTHER, MOM, SUBJECT)), path, "ada") == (3, ())
    return path


def test_signs_come_back_to_the_bit(store):
    made = perform(MOTHER, "ada")
    assert isinstance(made, StoredSign)
    with LexiconStore(store) as opened:
        found = opened.entries("MOTHER")
        assert [sign.entry for sign in found] == [MOTHER, MOM]
        assert opened.glosses == ("MOTHER", "GIVE") and len(opened) == 3 and "GIVE" in opened and "DOG" not in opened
        assert [sign.entry for sign in opened.find("Mom")] == [MOTHER, MOM] and opened.entries("DOG") == ()
        assert [sign.entry for sign in opened] == [MOTHER, MOM, SUBJECT]
        assert opened.meta["signer"] == "ada"
    first = found[0]
    assert (first.provenance, first.stroke, first.holds, first.active) == ("rule", made.stroke, made.holds, made.active)
    for name in SHAPES:
        np.testing.assert_array_equal(getattr(first.motion, name), getattr(made.motion, name))


def test_motion_round_trip_and_wrong_length():
    motion = rest(7, 12.5)
    again = unpack_motion(pack_motion(motion), 7, 12.5)
    assert again.fps == 12.5 and all(np.array_equal(getattr(again, n), getattr(motion, n)) for n in SHAPES)
    with pytest.raises(ValueError, match="reshape"):
        unpack_motion(pack_motion(motion), 8, 12.5)


def test_adding_again_replaces(store):
    sign = perform(replace(SUBJECT, note="better"), "ada")
    assert isinstance(sign, StoredSign)
    assert add_to_store(store, [sign]) == 1
    with LexiconStore(store) as opened:
        assert len(opened) == 3 and opened.entries("GIVE")[0].entry.note == "better" and len(opened.find("give")) == 1


def test_an_entry_that_cannot_be_performed_is_a_line(tmp_path):
    bad = replace(MOTHER, gloss="BAD", form="1 up/fwd index-tip@weak.palm")
    count, problems = build(Lexicon((MOTHER, bad)), tmp_path / "a.sqlite", "ada")
    assert count == 1 and len(problems) == 1 and "people: BAD" in problems[0]


def test_nothing_is_left_after_a_failure(tmp_path):
    def broken():
        yield perform(MOTHER, "ada")
        raise LexiconError("stop")

    path = tmp_path / "a.sqlite"
    with pytest.raises(LexiconError, match="stop"):
        write_store(path, broken(), {})  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []
    path.write_text("old")
    with pytest.raises(LexiconError, match="provenance"):
        write_store(path, [replace(perform(MOTHER, "ada"), provenance="magic")], {})  # type: ignore[type-var]
    assert path.read_text() == "old" and len(list(tmp_path.iterdir())) == 1
    with pytest.raises(LexiconError, match="cannot be written"):
        write_store(tmp_path / "no" / "a.sqlite", [], {})


def test_foreign_and_broken_files(tmp_path, store):
    for content, said in ((None, "does not exist"), (b"", "another program"), (b"not a database" * 99, "not a whole"),
                          (store.read_bytes()[:5000], "not a whole")):  # fmt: skip
        path = tmp_path / "b.sqlite"
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(LexiconError, match=said) as error, LexiconStore(path) as opened:
            list(opened)
        assert "\n" not in str(error.value)


def test_another_version_and_a_broken_motion(store):
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE signs SET motion = x'00' WHERE gloss = 'GIVE'")
    with LexiconStore(store) as opened, pytest.raises(LexiconError, match="GIVE"):
        opened.entries("GIVE")
    with sqlite3.connect(store) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(LexiconError, match="build it again"):
        LexiconStore(store)


def test_two_processes_make_what_one_makes(tmp_path):
    small = Lexicon(load_lexicon().rows[:30])
    for processes in (1, 2):
        build(small, tmp_path / f"{processes}.sqlite", "ada", processes=processes)
    assert (tmp_path / "1.sqlite").read_bytes() == (tmp_path / "2.sqlite").read_bytes()
