"""``stable-signer lexicon ...``: data on standard output, one line on standard error for every mistake."""

from __future__ import annotations

import pytest

from stable_signer.body.kinematics import pose_of
from stable_signer.body.signer import load_body
from stable_signer.cli import main
from stable_signer.lexicon import entries
from stable_signer.lexicon.entries import Entry, Lexicon
from stable_signer.lexicon.store import LexiconStore
from stable_signer.lexicon.synthesise import synthesise

MOTHER = Entry("MOTHER", ("mother", "mom"), "noun", "5 up/in thumb-tip@chin ~tap*2", source="people")


@pytest.fixture
def small(monkeypatch):
    """A lexicon of one sign instead of the whole one."""
    monkeypatch.setattr(entries, "load_lexicon", lambda: Lexicon((MOTHER,)))


def run(*args: object, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(["lexicon", *map(str, args)])
    out, err = capsys.readouterr()
    return code, out, err


def test_show_finds_a_gloss_or_a_word_and_draws(small, tmp_path, capsys):
    for word in ("MOTHER", "mother", "mom"):
        code, out, _ = run("show", word, capsys=capsys)
        assert code == 0 and out.startswith("MOTHER\n") and "thumb-tip@chin" in out
    assert run("show", "mother", "-o", tmp_path / "a.png", capsys=capsys)[0] == 0
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_build_then_import_into_the_same_store(small, tmp_path, capsys):
    store, folder = tmp_path / "a.sqlite", tmp_path / "poses"
    code, out, err = run("build", "-o", store, capsys=capsys)
    assert code == 0 and out == "" and "1 signs" in err
    folder.mkdir()
    body = load_body("ada")
    pose_of(body, synthesise(MOTHER.parsed, body).motion).save(folder / "m.pose")
    (folder / "index.csv").write_text("path,words,glosses\nm.pose,mother,\nnone.pose,father,\n")
    code, out, err = run("import", folder, "-o", store, capsys=capsys)
    assert (
        code == 0 and out == "" and "note: FATHER: none.pose is not in" in err and "1 signs added, 1 rows left" in err
    )
    with LexiconStore(store) as opened:
        assert [sign.provenance for sign in opened.find("mother")] == ["rule", "dataset"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["show", "NO-SUCH-SIGN"], "No entry 'NO-SUCH-SIGN'"),
        (["show", "MOTHER", "-o", "a.gif", "--signer", "ada"], "ends in .png"),
        (["show", "MOTHER", "-o", "a.png", "--signer", "nobody"], "nobody"),
        (["build", "-o", "a.txt"], "ends in .sqlite"),
        (["build", "-o", "no/a.sqlite"], "cannot be written"),
        (["build", "-o", "a.sqlite", "--signer", "nobody"], "nobody"),
        (["build", "-o", "a.sqlite", "--fps", "0"], "expected 1 to 120"),
        (["import", "no-folder", "-o", "a.sqlite"], "holds no index.csv"),
        (["import", ".", "-o", "a.json"], "ends in .sqlite"),
        (["compare", "no-folder"], "index.csv cannot be read"),
        (["check", "--asl-lex", "no-folder"], "phonology.csv.gz cannot be read"),
    ],
)
def test_a_mistake_is_one_line(small, args, said, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, _, err = run(*args, capsys=capsys)
    assert code == 1 and said in err
    assert err.count("\n") == 1 and "Traceback" not in err
    assert list(tmp_path.iterdir()) == []
