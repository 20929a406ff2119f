"""Readers of parallel corpora: their own layouts, and files that are none."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from stable_signer.data.readers.aslg_pc12 import read_aslg_pc12
from stable_signer.data.readers.parallel import MAX_CHARACTERS, CorpusError, ParallelRow, read_parallel
from stable_signer.data.readers.phoenix14t import read_phoenix14t


def written(folder: Path, text: str, name: str = "pairs.tsv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_two_columns_without_a_header(tmp_path: Path) -> None:
    rows = read_parallel(written(tmp_path, "a dog\tDOG\n\n  ein Hund \t HUND \n"))
    assert rows == (ParallelRow("a dog", "DOG"), ParallelRow("ein Hund", "HUND"))


def test_a_header_tells_the_places_of_the_columns(tmp_path: Path) -> None:
    path = written(tmp_path, "gloss\tsigner\ttext\nHUND\tS1\tein hund\n")
    assert read_parallel(path) == (ParallelRow("ein hund", "HUND", "S1"),)


def test_quotes_are_letters(tmp_path: Path) -> None:
    assert read_parallel(written(tmp_path, 'say "no\tSAY NO"\n')) == (ParallelRow('say "no', 'SAY NO"'),)


def test_compressed_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv.gz"
    path.write_bytes(gzip.compress(b"a\tA\n"))
    assert read_parallel(path) == (ParallelRow("a", "A"),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a dog\n", "line 1"),
        ("a\tA\nb\t\n", "line 2"),
        ("text\tgloss\na\tA\n\tB\n", "line 3"),
        ("a" * (MAX_CHARACTERS + 1) + "\tA\n", "line 1"),
        ("", "no pairs"),
        ("text\tgloss\n", "no pairs"),
    ],
)
def test_rows_that_are_no_pairs_are_told_by_their_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        read_parallel(written(tmp_path, text))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="No such file"):
        read_parallel(tmp_path / "absent.tsv")
    (tmp_path / "cut.tsv.gz").write_bytes(gzip.compress(b"a\tA\n" * 1000)[:20])
    with pytest.raises(CorpusError, match="cannot be read"):
        read_parallel(tmp_path / "cut.tsv.gz")
    (tmp_path / "bytes.tsv").write_bytes(b"\xff\xfe\t\xff\n")
    with pytest.raises(CorpusError, match="cannot be read"):
        read_parallel(tmp_path / "bytes.tsv")


def test_phoenix14t_has_its_official_splits(real_data: Path) -> None:
    sizes = {split: len(read_phoenix14t(real_data / "phoenix14t", split)) for split in ("train", "dev", "test")}
    assert sizes == {"train": 7096, "dev": 519, "test": 642}
    assert read_phoenix14t(real_data / "phoenix14t", "dev")[0].signer.startswith("Signer")


def test_aslg_pc12_has_the_splits_of_yin_and_read(real_data: Path) -> None:
    folder = real_data / "aslg_pc12"
    assert len(read_aslg_pc12(folder, "train")) == 82_710
    assert (len(read_aslg_pc12(folder, "dev")), len(read_aslg_pc12(folder, "test"))) == (4000, 1000)
