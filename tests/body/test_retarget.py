"""Keypoints to motion and back."""

from __future__ import annotations

import csv
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stable_signer.body.kinematics import pose_of
from stable_signer.body.motion import FACIAL_ACTIONS, SHAPES, rest
from stable_signer.body.retarget import motion_of
from stable_signer.body.retarget.gaps import fill, presence
from stable_signer.body.signer import load_body
from stable_signer.pose import Pose
from stable_signer.skeleton import (
    DWPOSE_128,
    FACE_68,
    LEFT_HAND,
    MEDIAPIPE_BODY_33,
    RIGHT_HAND,
    SIGNER_131,
    Skeleton,
)
from tests.body.motions import reaching, replaced, signing

HANDS = np.concatenate([SIGNER_131.hand("right"), SIGNER_131.hand("left")])


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", ["ada", "emeka", "hugo"])
def test_round_trip_on_the_same_body(name: str, seed: int) -> None:
    body = load_body(name)
    pose = pose_of(body, signing(60, seed))
    back = pose_of(body, motion_of(body, pose))
    away = np.linalg.norm(back.xyz - pose.xyz, axis=-1) * body.cm
    assert away[:, HANDS].mean() < 0.5
    assert away[:, HANDS].max() < 1.5
    assert away[:, SIGNER_131.face].mean() < 0.6


@pytest.mark.parametrize(
    "action", ["browInnerUp", "browDownLeft", "jawOpen", "eyeBlinkLeft", "mouthPucker", "tongueOut"]
)
@pytest.mark.parametrize("source", ["ada", "chen"])
def test_faces_come_back(action: str, source: str) -> None:
    face = np.zeros((6, 52))
    face[2:, FACIAL_ACTIONS.index(action)] = 0.7
    pose = pose_of(load_body(source), replaced(rest(6, 25.0), face=face))
    found = motion_of(load_body("ada"), pose).face
    index = FACIAL_ACTIONS.index(action)
    assert found[4, index] == pytest.approx(0.7, abs=0.2)
    assert found[0, index] < 0.1
    assert np.delete(found[4], index).max() < 0.35


def test_head_gaze_and_torso_come_back() -> None:
    body = load_body()
    motion = signing(40)
    found = motion_of(body, pose_of(body, motion))
    for name, tolerance in (("head", 0.05), ("torso", 0.05), ("gaze", 0.05), ("fingers", 0.15)):
        assert np.abs(getattr(found, name) - getattr(motion, name)).max() < tolerance, name


@pytest.mark.parametrize("name", ["emeka", "dara", "hugo"])
def test_contact_with_the_face_is_kept_on_another_body(name: str) -> None:
    """The fingertip that is at the source's chin is at the target's chin."""
    source, target = load_body("ada"), load_body(name)
    tip = SIGNER_131.index("right_middle_4")
    pointing = at_ease = reaching((-0.2, 0.0, 0.7), (0.2, 0.8, -0.6), (0.0, -0.6, -0.8))
    for _ in range(3):  # bring the tip to the chin
        away = source.places["chin"].position - pose_of(source, pointing).xyz[0, tip]
        wrist = pointing.wrist.copy()
        wrist[0, 0] += away
        pointing = replaced(at_ease, wrist=wrist)
    made = pose_of(target, motion_of(target, pose_of(source, pointing)))
    chin = SIGNER_131.face[8]
    to_place = target.places["chin"].position - target.rest_vertices[target.face_68[8]]
    assert np.linalg.norm(made.xyz[0, tip] - made.xyz[0, chin] - to_place) * target.cm < 1.5


def test_missing_hand_hangs_and_missing_face_is_neutral() -> None:
    body = load_body()
    pose = pose_of(body, signing(30))
    confidence = pose.confidence.copy()
    confidence[:, SIGNER_131.hand("left")] = 0
    confidence[:, [SIGNER_131.index(n) for n in ("left_wrist", "left_elbow")]] = 0
    confidence[:, 60:] = 0
    found = motion_of(body, replace(pose, confidence=confidence))
    at_rest = rest(30, 25.0, body.arms[0].upper + body.arms[0].fore)
    np.testing.assert_allclose(found.wrist[:, 1], at_rest.wrist[:, 1], atol=1e-5)
    np.testing.assert_allclose(found.face, at_rest.face, atol=1e-5)
    assert np.abs(found.wrist[:, 0] - at_rest.wrist[:, 0]).max() > 0.3


def test_a_hand_lost_for_a_moment_is_bridged() -> None:
    body = load_body()
    pose = pose_of(body, signing(40))
    confidence = pose.confidence.copy()
    confidence[18:22, SIGNER_131.hand("right")] = 0
    confidence[18:22, SIGNER_131.index("right_wrist")] = 0
    found = motion_of(body, replace(pose, confidence=confidence))
    whole = motion_of(body, pose)
    assert np.abs(found.wrist - whole.wrist).max() < 0.08
    assert np.abs(np.diff(found.wrist[:, 0], axis=0)).max() < 0.12


def test_nothing_seen_at_all_is_rest() -> None:
    empty = Pose(np.zeros((5, 131, 3)), np.zeros((5, 131)), 25.0)
    found = motion_of(load_body(), empty)
    for name in SHAPES:
        assert np.isfinite(getattr(found, name)).all(), name
    assert len(motion_of(load_body(), empty[:0])) == 0


def test_flat_keypoints_get_depth() -> None:
    body = load_body()
    pose = pose_of(body, signing(30)).to(DWPOSE_128)
    flat = Pose(pose.xyz * [1, 1, 0], pose.confidence, pose.fps, DWPOSE_128)
    made = pose_of(body, motion_of(body, flat)).to(DWPOSE_128)
    away = np.linalg.norm((made.xyz - pose.xyz)[..., :2], axis=-1) * body.cm
    assert np.median(away[:, 18:60]) < 4.0
    assert np.median(np.abs(made.xyz[:, [4, 7], 2] - pose.xyz[:, [4, 7], 2])) * body.cm < 12.0


def test_gaps() -> None:
    seen = np.array([0, 1, 0, 0, 1, 0], bool)
    np.testing.assert_allclose(fill(np.array([9.0, 1.0, 9, 9, 4.0, 9]), seen), [1, 1, 2, 3, 4, 4])
    assert (presence(seen, 25.0) == 1).all()
    long = np.zeros(100, bool)
    long[:5] = True
    counts = presence(long, 25.0)
    assert counts[4] == 1 and counts[50] == 0 and (np.diff(counts) <= 0).all()


@pytest.mark.slow
def test_is_fast_enough() -> None:
    body = load_body()
    pose = pose_of(body, signing(125))
    motion_of(body, pose)
    started = time.process_time()
    motion_of(body, pose)
    assert time.process_time() - started < 0.15


@pytest.mark.slow
def test_real_clips_give_finite_moderate_motions(real_data: Path) -> None:
    from stable_signer.data.depth import joined_depth

    layout = Skeleton("asl-words", (*LEFT_HAND, *MEDIAPIPE_BODY_33, *RIGHT_HAND, *FACE_68))
    arrays = np.load(real_data / "asl_words/landmarks.npz")
    body = load_body()
    clips = list(csv.DictReader((real_data / "asl_words/index.csv").open()))[::60]
    landmarks, face = arrays["body"], arrays["face68"]
    for clip in clips:
        rows = slice(int(clip["start"]), int(clip["stop"]))
        width, height = float(clip["width"]), float(clip["height"])
        xyz = np.concatenate([landmarks[rows], face[rows]], 1)
        seen = np.isfinite(xyz).all(-1)
        xyz = np.nan_to_num(xyz) * [width, -height, -1.0] * seen[..., None]
        pose = joined_depth(Pose(xyz, seen.astype(np.float32), float(clip["fps"]), layout), width).normalise()
        motion = motion_of(body, pose)
        assert all(np.isfinite(getattr(motion, name)).all() for name in SHAPES)
        signer = pose.to(SIGNER_131)
        both = (signer.confidence[:, [4, 39]] > 0).all(1)
        made = pose_of(body, motion)
        away = np.linalg.norm((made.xyz - signer.xyz)[both][:, 39, :2], axis=-1)
        assert np.median(away) < 0.35, clip["clip"]
