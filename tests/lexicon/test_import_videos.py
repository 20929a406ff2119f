"""Videos into a store: a real clip, where MediaPipe and the clips are here, and files that are no videos of signers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from stable_signer.errors import LexiconError, PoseError
from stable_signer.lexicon.import_videos import import_videos, rows_of, videos_in
from stable_signer.lexicon.store import LexiconStore

BOOK = "book__wlasl100_khurana_07068.mp4"


def test_the_gloss_is_the_name_up_to_two_underscores(tmp_path):
    for name in ("ice_cream__signer3.mp4", "book.MOV", "notes.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in videos_in(tmp_path)] == ["book.MOV", "ice_cream__signer3.mp4"]
    assert [(row.gloss, row.words) for row in rows_of(tmp_path)[0]] == [
        ("BOOK", ("book",)),
        ("ICE-CREAM", ("ice cream",)),
    ]


def test_a_folder_without_videos_says_what_it_wants(tmp_path):
    assert videos_in(tmp_path / "none") == ()
    with pytest.raises(LexiconError, match=r"holds no videos .*expected one a sign"):
        import_videos(tmp_path, tmp_path / "new.sqlite")
    assert not (tmp_path / "new.sqlite").exists()


@pytest.mark.slow
def test_a_real_clip_becomes_a_sign_and_broken_ones_a_line(real_data: Path, tmp_path):
    pytest.importorskip("mediapipe", reason="mediapipe is not installed: pip install 'stable-signer[video]'")
    clip = real_data / "videos" / BOOK
    if not clip.is_file():
        pytest.skip(f"{clip} is not here")
    folder, store = tmp_path / "clips", tmp_path / "new.sqlite"
    folder.mkdir()
    shutil.copy(clip, folder / BOOK)
    (folder / "apple__a.mp4").write_bytes(b"no video")
    (folder / "cut__a.mp4").write_bytes(clip.read_bytes()[:2000])
    count, problems = import_videos(folder, store, licence="C-UDA")
    assert count == 1 and len(problems) == 2
    assert all(name in line for name, line in zip(("apple__a.mp4", "cut__a.mp4"), problems, strict=True))
    with LexiconStore(store) as made:
        (sign,) = made.entries("BOOK")
        assert (sign.provenance, sign.licence, sign.active) == ("video", "C-UDA", (True, True))
        assert made.find("book") and 0.3 < len(sign.motion) / sign.motion.fps < 6.0


@pytest.mark.slow
def test_only_broken_videos_leave_no_store(tmp_path):
    pytest.importorskip("mediapipe", reason="mediapipe is not installed: pip install 'stable-signer[video]'")
    (tmp_path / "apple__a.mp4").write_bytes(b"no video")
    with pytest.raises((LexiconError, PoseError), match=r"apple__a\.mp4"):
        import_videos(tmp_path, tmp_path / "new.sqlite")
    assert not (tmp_path / "new.sqlite").exists()
