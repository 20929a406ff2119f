"""Synthesised signs find themselves among others; a real signer finds another one; broken folders are one line."""

from __future__ import annotations

import json

import numpy as np
import pytest

from stable_signer.body.kinematics import pose_of
from stable_signer.body.signer import SIGNERS, load_body
from stable_signer.data.readers.landmarks import WordClip, read_landmarks
from stable_signer.errors import PoseError
from stable_signer.evaluation.lexicon_compare import candidates, compare
from stable_signer.evaluation.sign_features import distance, features
from stable_signer.lexicon.entries import Entry, Lexicon, load_lexicon
from stable_signer.lexicon.synthesise import synthesise

WORDS = ("mother", "father", "book", "work", "dog", "water")


def sign(word: str, signer: str):
    body = load_body(signer)
    return pose_of(body, synthesise(load_lexicon().entries(word.upper())[0].parsed, body).motion)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(tuple(load_lexicon().entries(word.upper())[0] for word in WORDS))


def test_a_sign_is_nearest_to_itself_on_another_body_and_by_the_other_hand(lexicon):
    other = next(name for name in SIGNERS if name != "ada")
    clips = [WordClip(word, word, sign(word, other)) for word in WORDS]
    clips += [WordClip(f"{word} left", word, sign(word, other).mirror()) for word in WORDS[:3]]
    found = compare(lexicon, load_body("ada"), clips)
    assert [row.rank for row in found.rows] == [0] * len(WORDS)
    assert found.top(1) == 1.0 and found.ceiling == ()  # a mirrored copy is no other performance
    third = [WordClip(f"{word} 3", word, sign(word, "ada")) for word in WORDS]
    assert compare(lexicon, load_body("ada"), clips + third).top_of_ceiling(1) == 1.0
    assert json.loads(found.to_json())["top_1"]["signs"] == 1.0
    assert "mother" in found.to_text()


def test_a_word_without_a_sign_is_named_and_no_clips_are_an_error(lexicon):
    found = compare(lexicon, load_body("ada"), [WordClip("x", "xylophone", sign("book", "ada"))])
    assert found.missing == ("xylophone",) and found.rows == ()
    with pytest.raises(PoseError, match="No clips"):
        compare(lexicon, load_body("ada"), [])


def test_distance_is_zero_to_itself_and_the_same_both_ways():
    a, b = features(sign("mother", "ada")), features(sign("work", "ada"))
    assert distance(a, a) == 0.0
    assert distance(a, b) == pytest.approx(distance(b, a), rel=1e-5) and distance(a, b) > 0.3


def test_speed_hardly_matters():
    pose = sign("book", "ada")
    slow = type(pose)(pose.xyz, pose.confidence, pose.fps / 1.5, pose.skeleton)
    near = distance(features(pose, False), features(slow, False))
    assert near < 0.3 * distance(features(pose, False), features(sign("mother", "ada"), False))


def test_candidates_are_the_variants_then_those_that_translate_the_word_first():
    rows = [
        ("DOG", ("dog",), ""),
        ("DOG", ("dog",), "snap"),
        ("PUPPY", ("puppy", "dog"), ""),
        ("HOUND", ("hound", "dog"), ""),
    ]
    small = Lexicon(tuple(Entry(gloss, english, "noun", "B", variant=variant) for gloss, english, variant in rows))
    assert [(row.gloss, row.variant) for row in candidates(small, "dog")] == [("DOG", ""), ("DOG", "snap")]
    assert [row.gloss for row in candidates(Lexicon(small.rows[2:]), "dog")] == ["PUPPY", "HOUND"]


def test_letters_and_inflected_words_have_candidates():
    shipped = load_lexicon()
    assert [row.gloss for row in candidates(shipped, "j")] == ["fs-J"]
    assert [row.gloss for row in candidates(shipped, "loved")] == ["LOVE"]
    assert candidates(shipped, "qwertyish") == ()


def test_broken_folders_are_one_line(tmp_path):
    with pytest.raises(PoseError, match=r"index\.csv cannot be read"):
        read_landmarks(tmp_path)
    (tmp_path / "index.csv").write_text("clip,gloss\na,b\n")
    with pytest.raises(PoseError, match="lacks start, stop"):
        read_landmarks(tmp_path)
    (tmp_path / "index.csv").write_text("clip,gloss,start,stop,fps,width,height\na,b,0,9,25,320,240\nc,d,0,x,25,1,1\n")
    (tmp_path / "landmarks.npz").write_bytes(b"PK nonsense")
    with pytest.raises(PoseError, match="expected arrays"):
        read_landmarks(tmp_path)
    np.savez(tmp_path / "landmarks.npz", body=np.full((4, 75, 3), np.nan), face68=np.full((4, 68, 3), np.nan))
    clips, problems = read_landmarks(tmp_path)
    assert clips == () and len(problems) == 2 and "Frames 0 to 9 of 4" in problems[0]


def test_real_words(real_data):
    clips, problems = read_landmarks(real_data / "asl_words")
    assert len(clips) == 534 and problems == () and len({clip.gloss for clip in clips}) == 192
    assert {clip.pose.skeleton.name for clip in clips} == {"signer-131"}


@pytest.mark.slow
def test_real_signers_find_each_other_and_us(real_data):
    found = compare(load_lexicon(), load_body("ada"), read_landmarks(real_data / "asl_words")[0])
    assert found.top_of_ceiling(1) > 0.42 and found.top_of_ceiling(5) > 0.7
    assert found.top(1) > 0.2 and found.top(5) > 0.42
