"""Recordings into a store: real letters, an index with every kind of mistake, and files that are broken."""

from __future__ import annotations

import numpy as np
import pytest

from stable_signer.body.kinematics import pose_of
from stable_signer.body.signer import load_body
from stable_signer.errors import LexiconError, PoseError
from stable_signer.lexicon.build import perform
from stable_signer.lexicon.entries import Entry
from stable_signer.lexicon.import_poses import import_poses, read_index
from stable_signer.lexicon.store import LexiconStore, StoredSign, write_store

MOTHER = Entry("MOTHER", ("mother",), "noun", "5 up/in thumb-tip@chin ~tap*2", source="people")
HEADER = "path,spoken_language,signed_language,start,end,words,glosses,priority\n"


@pytest.fixture
def folder(tmp_path):
    """A folder of three recordings of our own signer."""
    sign = perform(MOTHER, "ada")
    assert isinstance(sign, StoredSign)
    poses = tmp_path / "poses"
    (poses / "ase").mkdir(parents=True)
    for name in ("a", "b"):
        pose_of(load_body("ada"), sign.motion).save(poses / "ase" / f"{name}.pose")
    (poses / "index.csv").write_text(
        HEADER + "ase/b.pose,en,ase,0,0,Mother,,1\nase/a.pose,en,ase,0,0,Mother,MOTHER,0\n"
    )
    return poses


def test_recordings_become_signs_of_provenance_dataset(folder, tmp_path):
    path = tmp_path / "new.sqlite"
    assert import_poses(folder, path, licence="CC0") == (2, ())
    with LexiconStore(path) as store:
        first, second = store.entries("MOTHER")
        assert [sign.entry.source for sign in (first, second)] == ["ase/a.pose", "ase/b.pose"]
        assert (first.provenance, first.licence, first.entry.form, second.entry.variant) == ("dataset", "CC0", "", "2")
        assert store.find("mother") and first.active == (True, False)
    made = perform(MOTHER, "ada")
    assert isinstance(made, StoredSign) and len(first.motion) == len(made.motion)
    apart = np.linalg.norm(first.motion.wrist[:, 0] - made.motion.wrist[:, 0], axis=-1)
    assert apart.max() < 0.2  # a .pose has no depth of its own for the arms


def test_into_a_store_beside_the_rules_and_again(folder, tmp_path):
    path = tmp_path / "old.sqlite"
    write_store(path, [perform(MOTHER, "ada")], {"signer": "ada"})  # type: ignore[list-item]
    for _ in range(2):
        assert import_poses(folder, path)[0] == 2
        with LexiconStore(path) as store:
            assert [sign.provenance for sign in store.entries("MOTHER")] == ["rule", "dataset", "dataset"]
    with pytest.raises(LexiconError, match="on the body of 'ada'"):
        import_poses(folder, path, signer="nobody")


def test_every_bad_row_is_a_line_and_the_good_ones_stay(folder, tmp_path):
    (folder / "ase" / "cut.pose").write_bytes((folder / "ase" / "a.pose").read_bytes()[:999])
    (folder / "ase" / "empty.pose").write_bytes(b"")
    (tmp_path / "outside.pose").write_bytes((folder / "ase" / "a.pose").read_bytes())
    bad = {
        "ase/cut.pose,en,ase,0,0,x,CUT,0": "not a whole .pose file",
        "ase/empty.pose,en,ase,0,0,x,EMPTY,0": "not a whole .pose file",
        "ase/no.pose,en,ase,0,0,x,NONE,0": "is not in",
        "../outside.pose,en,ase,0,0,x,OUT,0": "is not in",
        "ase/a.pose,en,ase,9000,9900,x,LATE,0": "expected 0.1 to 60 s",
        "ase/a.pose,en,ase,90,10,x,BACK,0": "expected a start before an end",
        "ase/a.pose,en,ase,soon,10,x,WORD,0": "start 'soon'; expected a number",
        "ase/a.pose,en,ase,0,0,,,0": "expected a path and a gloss",
        "ase/a.pose": "expected a path and a gloss",
    }
    with (folder / "index.csv").open("a") as file:
        file.write("\n".join(bad) + "\n")
    count, problems = import_poses(folder, tmp_path / "a.sqlite")
    assert count == 2 and len(problems) == len(bad)
    assert all(any(said in line for line in problems) for said in bad.values())
    assert not any("\n" in line for line in problems)


def test_folders_without_a_sign_leave_no_store(folder, tmp_path):
    path = tmp_path / "a.sqlite"
    with pytest.raises(LexiconError, match="no row of the signed language 'gsg'"):
        import_poses(folder, path, language="gsg")
    for name in ("a", "b"):
        (folder / "ase" / f"{name}.pose").write_bytes(b"junk")
    with pytest.raises(LexiconError, match="none of 2 rows"):
        import_poses(folder, path)
    (folder / "index.csv").write_text("name,size\na,1\n")
    with pytest.raises(LexiconError, match="expected the columns path"):
        import_poses(folder, path)
    (folder / "index.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LexiconError, match="cannot be read"):
        import_poses(folder, path)
    with pytest.raises(LexiconError, match=r"holds no index\.csv"):
        read_index(tmp_path)
    assert not path.exists()


def test_a_file_that_is_no_store_is_not_overwritten(folder, tmp_path):
    path = tmp_path / "letter.sqlite"
    path.write_text("dear all")
    with pytest.raises((LexiconError, PoseError), match="not a whole lexicon store"):
        import_poses(folder, path)
    assert path.read_text() == "dear all"


def test_the_real_alphabet(real_data, tmp_path):
    path = tmp_path / "letters.sqlite"
    count, problems = import_poses(real_data / "fingerspelling_ase", path, language="ase")
    assert count == 26 and problems == ()
    with LexiconStore(path) as store:
        assert store.glosses == tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        for sign in store:
            first, last = sign.stroke
            assert any(sign.active) and 0 <= first < last < len(sign.motion)
            assert all(np.isfinite(getattr(sign.motion, name)).all() for name in ("wrist", "palm", "fingers", "face"))
