"""The stabiliser: clean frames stay, tremor and jumps go, short gaps are filled and long ones stay missing."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stable_signer.errors import ModelError, PoseError
from stable_signer.gloss import parse_gloss
from stable_signer.gloss_to_pose.infer import GlossToPose
from stable_signer.gloss_to_pose.stabilise import (
    FILLED,
    MAX_GAP_S,
    REACH,
    features,
    fill_gaps,
    mixed,
    parts_of,
    stabilise,
    taps,
)
from stable_signer.pose import Pose, concatenate
from stable_signer.skeleton import SIGNER_131
from tests.poses import a_pose

LINES = (
    "topic(MY MOTHER) / IX-1p LOVE IX-3p:a // ynq(IX-2p WANT EAT)",
    "WORK++ fs-JOHNNY NUM-25 / neg(NOT LIKE-enjoy COFFEE) // whq(COLOR IX-2p LIKE-enjoy WHICH)",
    "FATHER BUY NEW HOUSE / STUDENT++ LEARN SIGN // BOOK 1p-GIVE-2p FINISH",
)
MM = 1 / 360.0
"""A millimetre, in shoulder widths of 36 cm."""
TIP = SIGNER_131.hand("right")[8]


@pytest.fixture(scope="module")
def clean() -> list[Pose]:
    stage = GlossToPose.from_pretrained()
    return [stage.perform(stage.plan(parse_gloss(line))) for line in LINES]


def off(a: Pose, b: Pose) -> np.ndarray:
    """Distance of every joint (t j), shoulder widths, 0 where one lacks it."""
    return np.linalg.norm(a.xyz - b.xyz, axis=-1) * (a.present & b.present)


def trembling(pose: Pose, size: float, seed: int = 0) -> Pose:
    noise = np.random.default_rng(seed).standard_normal(pose.xyz.shape) * size
    return replace(pose, xyz=pose.xyz + noise * pose.present[..., None])


def test_clean_performances_stay_as_they_are(clean):
    """Identity within a millimetre, for every joint of every frame."""
    for pose in clean:
        assert off(stabilise(pose), pose).max() < 1.0 * MM


@pytest.mark.parametrize(("size", "share"), [(1.0, 0.97), (3.0, 0.87), (8.0, 0.82)])
def test_tremor_is_less_and_joints_keep_their_place(clean, size, share):
    """Millimetres of noise in every coordinate; the distance to the clean joints in the picture is what is left."""
    before, after = [], []
    for pose in clean:
        given = trembling(pose, size * MM)
        for errors, tried in ((before, given), (after, stabilise(given))):
            errors.append((tried.xyz - pose.xyz)[pose.present][:, :2].ravel())
    assert np.std(np.concatenate(after)) < share * np.std(np.concatenate(before))


def test_jittered_clips_are_calmer_than_the_plain_filters_make_them(clean):
    from stable_signer.evaluation.steadiness import one_euro, savitzky_golay

    given = [trembling(pose, 3.0 * MM) for pose in clean]
    ours, *others = (
        sum(np.square((way(a).xyz - b.xyz)[b.present][:, :2]).sum() for a, b in zip(given, clean, strict=True))
        for way in (stabilise, one_euro, savitzky_golay)
    )
    assert ours < min(others)


def test_fast_hands_stay_fast(clean):
    """A tremor is no reason to make hands slower: the way of the middle of a hand keeps its length."""
    for pose in clean:
        steady = stabilise(trembling(pose, 2.0 * MM))
        for side in ("right", "left"):
            middle = [p.xyz[:, SIGNER_131.hand(side)].mean(1) for p in (pose, steady)]
            before, after = (np.linalg.norm(path[3:] - path[:-3], axis=-1) for path in middle)
            fast = before > 0.24  # two shoulder widths a second
            assert fast.any() <= (np.median(after[fast] / before[fast]) > 0.97 if fast.any() else False)


def test_a_hand_that_comes_into_sight_in_full_swing_is_not_dragged_back(clean):
    """A lost hand is stored as zeros: the way from there is no leap."""
    pose = trembling(clean[0], 0.5 * MM)
    hand = SIGNER_131.hand("right")
    speed = np.linalg.norm(np.diff(clean[0].xyz[:, hand].mean(1), axis=0), axis=-1)
    start = int(speed.argmax())
    steady = stabilise(lost(pose, slice(0, start), list(hand)))
    assert off(steady, pose)[start : start + 8, hand].max() < 12 * MM


def test_a_jump_of_a_hand_for_two_frames_is_taken_back(clean):
    pose = trembling(clean[0], 1.0 * MM)
    xyz, hand = pose.xyz.copy(), SIGNER_131.hand("right")
    xyz[40:42, hand] += 0.4
    steady = stabilise(replace(pose, xyz=xyz))
    assert off(steady, clean[0])[40:42, hand].mean() < 0.5 * off(replace(pose, xyz=xyz), clean[0])[40:42, hand].mean()


def test_the_unit_and_the_place_of_the_signer_do_not_matter(clean):
    given = trembling(clean[0], 6 * MM)
    moved = replace(given, xyz=np.where(given.present[..., None], given.xyz * 100.0 + [320.0, 240.0, 0.0], 0))
    a, b = stabilise(given), stabilise(moved)
    shown = given.present
    assert np.abs((b.xyz - [320.0, 240.0, 0.0])[shown] / 100.0 - a.xyz[shown]).max() < 1e-3


def lost(pose: Pose, frames: slice, joints: list[int]) -> Pose:
    confidence = pose.confidence.copy()
    confidence[frames, joints] = 0
    return replace(pose, confidence=confidence)


def test_a_short_gap_is_filled_with_less_confidence():
    pose = a_pose(40)
    gap = slice(10, 10 + int(MAX_GAP_S * pose.fps))
    filled = fill_gaps(lost(pose, gap, [TIP]))
    assert filled.confidence[gap, TIP] == pytest.approx(FILLED)
    assert off(filled, pose)[gap, TIP].max() < 0.25
    assert np.array_equal(np.delete(filled.xyz, TIP, 1), np.delete(pose.xyz, TIP, 1))


@pytest.mark.parametrize("frames", [slice(10, 10 + int(MAX_GAP_S * 25) + 1), slice(0, 3), slice(37, 40)])
def test_long_and_open_gaps_stay_missing(frames):
    given = lost(a_pose(40), frames, [TIP])
    steady = stabilise(given)
    assert not steady.present[frames, TIP].any() and (steady.xyz[frames, TIP] == 0).all()


def test_what_is_missing_never_moves_what_is_seen(clean):
    """A lost wrist is stored as a zero: it must not pull its neighbours in time to the neck."""
    given = lost(clean[0], slice(30, 50), list(SIGNER_131.hand("right")))
    steady = stabilise(given)
    assert off(steady, clean[0])[[29, 50]][:, SIGNER_131.hand("right")].max() < 5 * MM


def test_any_layout_goes_through():
    from stable_signer.skeleton import COCO_WHOLEBODY_133, PROMPT2SIGN_50

    for skeleton in (COCO_WHOLEBODY_133, PROMPT2SIGN_50):
        assert len(stabilise(a_pose(20).to(skeleton))) == 20


@pytest.mark.parametrize("frames", [0, 1, 2, 3, 5])
def test_short_poses_go_through(frames):
    assert len(stabilise(a_pose(frames))) == frames


def test_nothing_seen_stays_nothing():
    pose = a_pose(10)
    assert not stabilise(replace(pose, confidence=0 * pose.confidence)).present.any()


@pytest.mark.parametrize("fps", [1.0, 500.0])
def test_rates_that_the_network_does_not_know_are_refused(fps):
    with pytest.raises(PoseError, match="resample"):
        stabilise(a_pose(10, fps))


def test_mixing_is_what_the_formula_says():
    """Hand-computed: half of the way to the next frame, where that is there."""
    x = np.array([[[0.0], [1.0], [4.0]]])
    c = np.zeros((1, len(taps()), 3))
    c[0, taps().index(1)] = 0.5
    there = np.ones((1, 3), bool)
    assert mixed(x, there, c)[0, :, 0].tolist() == [0.5, 1.5, 0.0]
    there[0, 2] = False
    assert mixed(x, there, c)[0, :, 0].tolist() == [0.5, 0.0, 0.0]
    assert taps() == [k for k in range(-REACH, REACH + 1) if k != 0]


def test_shipped_weights_are_small_and_both_forms_agree():
    torch = pytest.importorskip("torch")
    from stable_signer.gloss_to_pose.stabilise import WEIGHTS, _session
    from stable_signer.gloss_to_pose.stabilise_train import StabiliserConfig, read_network

    assert WEIGHTS.stat().st_size < 1.5e6
    network = read_network(WEIGHTS.with_suffix(".safetensors"), StabiliserConfig())
    x = np.random.default_rng(0).standard_normal((5, 30, 2)).cumsum(1)
    f = features(x, np.ones((5, 30), bool), np.full(30, 0.01), "hand", False, 25.0)
    with torch.no_grad():
        expected = network(torch.from_numpy(f)).numpy()
    assert np.abs(_session(str(WEIGHTS)).run(None, {"f": f})[0] - expected).max() < 1e-4


def test_weights_of_something_else_are_refused_in_one_line(tmp_path):
    pytest.importorskip("torch")
    from stable_signer.gloss_to_pose.stabilise_train import StabiliserConfig, read_network

    path = tmp_path / "other.safetensors"
    path.write_bytes(b"no tensors")
    with pytest.raises(ModelError, match="holds no stabiliser"):
        read_network(path, StabiliserConfig())


def test_a_long_pose_is_stabilised_as_its_pieces_are(clean):
    """Blocks of the network leave no seams."""
    pose = trembling(concatenate([clean[0]] * 10), 2.0 * MM)
    assert len(pose) > 1100
    part = stabilise(pose[900:1200])
    assert off(part, stabilise(pose)[900:1200])[60:-60].max() < 1e-4


def test_the_running_program_needs_no_torch_for_it():
    code = "import sys; from stable_signer.gloss_to_pose.stabilise import stabilise; from tests.poses import a_pose; "
    code += "stabilise(a_pose(20)); raise SystemExit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_features_do_not_depend_on_where_a_part_is():
    x = np.random.default_rng(0).standard_normal((5, 20, 2)).cumsum(1)
    seen, noise = np.ones((5, 20), bool), np.full(20, 0.01)
    a, b = (features(x + away, seen, noise, "hand", False, 25.0) for away in (0.0, 7.0))
    assert np.allclose(a, b, atol=1e-5)


def test_every_joint_is_in_one_part():
    joints = np.concatenate([part for _, part in parts_of(SIGNER_131)])
    assert sorted(joints) == list(range(len(SIGNER_131)))


def test_real_landmarks_get_calmer_without_lag(real_data: Path):
    from stable_signer.data.readers.landmarks import read_landmarks
    from stable_signer.evaluation.steadiness import measure

    clips, _ = read_landmarks(real_data / "asl_words")
    found = measure([clip.pose for clip in clips[::40]])
    assert found["stabiliser"].still_jitter < 0.8 * found["as it came"].still_jitter
    assert abs(found["stabiliser"].lag_ms) < 3.0 and found["stabiliser"].fast_speed > 0.85
