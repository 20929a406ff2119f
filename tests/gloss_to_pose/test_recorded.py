"""Sentences from recorded signs: rest phases go, strokes keep their shape, hands wait and travel without jumps."""

from __future__ import annotations

import numpy as np
import pytest

from stable_signer.errors import PoseError
from stable_signer.gloss_to_pose.recorded import (
    BRIDGE_S,
    CLIP_SPEED,
    INFERRED,
    LAP,
    RAISED,
    RUNNING_S,
    clips_of,
    realise,
    stroke_of,
)
from stable_signer.pose import Pose, concatenate
from stable_signer.skeleton import SIGNER_131
from tests.poses import a_pose

FPS = 25.0
ARM = [SIGNER_131.index("right_wrist"), *SIGNER_131.hand("right")]
LEFT = [SIGNER_131.index("left_wrist"), *SIGNER_131.hand("left")]


def citation(height: float = 0.0, seconds: float = 2.0, both: bool = False, swings: bool = True) -> Pose:
    """A hand rises from the lap, signs at a height, and sinks again; the other stays in the lap or does the same.

    The hand swings to and fro as fast as hands can, or only trembles.
    """
    count = round(seconds * FPS)
    pose = a_pose(count, FPS)
    up = np.clip(np.minimum(np.arange(count), np.arange(count)[::-1]) / (0.25 * count), 0, 1)
    xyz = pose.xyz.copy() if swings else np.repeat(pose.xyz[:1], count, 0)
    for joints, moves in ((ARM, True), (LEFT, both)):
        y = -1.6 + (height + 1.6) * (3 * up**2 - 2 * up**3) * moves
        xyz[:, joints, 1] += (y - xyz[:, joints[0], 1])[:, None]
    wobble = 0.05 * np.sin(np.arange(count) / 2.0)
    xyz[:, ARM, 0] += wobble[:, None].astype(np.float32)
    return Pose(xyz, pose.confidence, FPS)


def fastest(pose: Pose) -> float:
    return float(np.linalg.norm(np.diff(pose.joint("right_wrist"), axis=0), axis=-1).max() * FPS)


def test_a_stroke_has_no_rest_and_is_shorter_than_in_citation():
    clip = citation(swings=False)
    stroke = stroke_of(clip)
    assert stroke.active == (True, False)
    assert stroke.pose.xyz[:, ARM[0], 1].min() > LAP
    assert RUNNING_S <= stroke.pose.duration < 0.5 * clip.duration


def test_fast_hands_are_not_hurried_beyond_real_ones():
    """The clip is shortened, but not to half: its hand would go at 10 shoulder widths a second."""
    clip = citation()
    stroke = stroke_of(clip)
    assert 0.5 * CLIP_SPEED < fastest(clip) < CLIP_SPEED
    assert 0.93 * CLIP_SPEED < fastest(stroke.pose) < 1.07 * CLIP_SPEED  # a peak is measured over three frames


def test_a_clip_that_is_too_fast_by_itself_keeps_its_pace():
    clip = citation()
    hasty = Pose(clip.xyz[::2], clip.confidence[::2], FPS)
    assert fastest(hasty) > CLIP_SPEED
    up = hasty.joint("right_wrist")[:, 1]
    assert len(stroke_of(hasty).pose) == np.ptp(np.flatnonzero(up >= up.min() + RAISED * np.ptp(up))) + 1


def test_one_wrong_frame_slows_nothing():
    clip = citation(swings=False)
    xyz = clip.xyz.copy()
    xyz[25, ARM] += (0.8, 0.0, 0.0)
    assert len(stroke_of(Pose(xyz, clip.confidence, FPS)).pose) == len(stroke_of(clip).pose)


def test_running_signing_stays_as_it_is():
    clip = citation()[20:26]
    assert np.allclose(stroke_of(clip).pose.xyz, clip.xyz, atol=1e-5)


def test_speed_shortens():
    assert stroke_of(citation(), 2.0).pose.duration < stroke_of(citation()).pose.duration
    assert len(realise([citation(), citation(0.5)], 2.0)) < len(realise([citation(), citation(0.5)]))


def test_hands_do_not_sink_between_signs_or_jump():
    pose = realise([citation(0.0), citation(0.4), citation(-0.2)])
    wrist = pose.joint("right_wrist")
    assert wrist[:, 1].min() > LAP
    assert np.linalg.norm(np.diff(wrist, axis=0), axis=-1).max() * FPS < 7.5


def test_a_hand_that_only_rests_waits_at_the_waist_and_is_marked_as_inferred():
    pose = realise([citation(), citation(0.4)])
    left = pose.joint("left_wrist")
    assert np.ptp(left, axis=0).max() < 1e-6 and -1.3 < left[0, 1] < -0.9
    assert (pose.confidence[:, LEFT] == INFERRED).all() and (pose.confidence[:, ARM] == 1).all()


def test_a_hand_with_nothing_to_do_leaves_and_comes_back_without_a_jump():
    pose = realise([citation(both=True), citation(0.4, 4.0), citation(0.0, 4.0), citation(both=True)])
    left = pose.joint("left_wrist")
    assert np.linalg.norm(np.diff(left, axis=0), axis=-1).max() * FPS < 8.0
    assert left[:, 1].min() < -0.9 < left[[0, -1], 1].min()


def test_what_is_missing_at_one_end_is_missing_on_the_way():
    first, second = citation(), citation(0.3)
    confidence = second.confidence.copy()
    tip = SIGNER_131.hand("right")[8]
    confidence[:, tip] = 0
    pose = realise([first, Pose(second.xyz, confidence, FPS)])
    assert pose.present[0, tip] and not pose.present[len(stroke_of(first).pose) :, tip].any()


@pytest.mark.parametrize("lengths", [(10, 8), (12, 1, 9), (20, 3, 1, 14)])
def test_clips_are_found_between_straight_lines(lengths):
    """Clips with the noise of a detector, joined by lines as spoken-to-signed joins them."""
    rng = np.random.default_rng(1)
    gap = round(BRIDGE_S * FPS)
    parts: list[Pose] = []
    for i, length in enumerate(lengths):
        pose = a_pose(length, FPS)
        clip = Pose(pose.xyz + 0.3 * i + 0.01 * rng.standard_normal(pose.xyz.shape), pose.confidence, FPS)
        if parts:
            s = (np.arange(1, gap + 1) / (gap + 1))[:, None, None]
            line = (1 - s) * parts[-1].xyz[-1:] + s * clip.xyz[:1]
            parts.append(Pose(line, np.repeat(clip.confidence[:1], gap, 0), FPS))
        parts.append(clip)
    found = clips_of(concatenate(parts))
    assert len(found) == len(lengths)
    assert all(abs(len(a) - b) <= 2 for a, b in zip(found, lengths, strict=True))


def test_a_pose_without_joins_is_one_clip():
    assert len(clips_of(citation())) == 1


@pytest.mark.parametrize(
    ("clips", "match"),
    [([], "0 clips"), ([a_pose(0)], "empty"), ([a_pose(5, 25.0), a_pose(5, 30.0)], "25 fps")],
)
def test_clips_that_cannot_be_joined_are_refused_in_one_line(clips, match):
    with pytest.raises(PoseError, match=match) as error:
        realise(clips)
    assert "\n" not in str(error.value)


def test_short_clips_join():
    assert len(realise([citation()[:1], citation()[:2], citation()[:1]])) > 4
