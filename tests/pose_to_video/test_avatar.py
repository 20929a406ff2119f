"""The avatar, from motion and pose to pictures."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace

import numpy as np
import pytest

from stable_signer.body import rotation
from stable_signer.body.kinematics import pose_of
from stable_signer.body.motion import Motion, hand_frame, rest
from stable_signer.body.signer import load_body
from stable_signer.errors import ModelError, VideoError
from stable_signer.pose_to_video.avatar import AvatarRenderer, reach_of
from stable_signer.pose_to_video.camera import camera_for, framing_of

SMALL = 96


def holding(wrist: tuple[float, float, float], finger: tuple[float, float, float], num_frames: int = 1) -> Motion:
    """The right hand at a place, its fingers along a direction, palm to the viewer or down."""
    motion = rest(num_frames, 25.0)
    normal = np.array([0, 0, 1.0]) if abs(finger[2]) < 0.9 else np.array([0, -1.0, 0])
    places, palms = motion.wrist.copy(), motion.palm.copy()
    places[:, 0] = wrist
    palms[:, 0] = rotation.quaternion(hand_frame(np.array(finger, float), normal))
    return replace(motion, wrist=places, palm=palms)


def test_frames_are_pictures() -> None:
    clip = AvatarRenderer("ada", (128, 96)).render_motion(rest(3, 25.0))
    frames = list(clip)
    assert len(frames) == len(clip) == 3
    assert clip.size == (128, 96)
    assert all(frame.shape == (96, 128, 3) and frame.dtype == np.uint8 for frame in frames)


def test_the_same_to_the_bit_every_time() -> None:
    motion = holding((-0.3, 0.2, 0.6), (0.4, 0.9, 0.1), 6)
    clip = AvatarRenderer("emeka", SMALL).render_motion(motion)
    first, second = list(clip), list(clip)
    assert all((a == b).all() for a, b in zip(first, second, strict=True))
    assert (first[0] == first[-1]).all()


def test_frames_are_drawn_when_they_are_asked_for() -> None:
    clip = AvatarRenderer("ada", SMALL).render_motion(rest(100_000, 25.0))
    start = time.perf_counter()
    assert len(list(itertools.islice(clip, 3))) == 3
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize("size", [(512, 512), (640, 360), (360, 640)])
def test_no_hand_leaves_the_picture(size: tuple[int, int]) -> None:
    """Wherever the hands reach: the picture holds every keypoint of both hands."""
    body = load_body("ada")
    hands = range(18, 60)
    corners = itertools.product((-2.4, -1.2, 0.3), (-1.4, 0.0, 1.7), (0.0, 1.6))
    for wrist, finger in itertools.product(corners, ((0, 1, 0), (-1, 0, 0), (0, 0, 1), (0, -1, 0.0))):
        motion = holding(wrist, finger)
        camera = camera_for(framing_of(reach_of(motion)), size[1], size[0])
        assert camera.shows(pose_of(body, motion).xyz[0, hands], margin=1).all(), (wrist, finger)


def test_the_hand_casts_a_shadow_on_the_shirt() -> None:
    renderer = AvatarRenderer("emeka", 256)
    framing = framing_of(reach_of(rest(1, 25.0)))
    with_hand, without = (
        next(iter(renderer.render_motion(motion, framing))).astype(int)
        for motion in (holding((-0.35, -0.3, 0.62), (0.3, 0.95, 0)), rest(1, 25.0))
    )
    # the shirt is pale: what is much darker and still grey is shadow, not skin
    shadow = ((without - with_hand).sum(2) > 60) & (np.ptp(with_hand, axis=2) < 40)
    assert shadow.sum() > 60


def test_a_pose_is_performed() -> None:
    body = load_body("ada")
    motion = holding((-0.4, 0.3, 0.6), (0.2, 1.0, 0.0), 4)
    renderer = AvatarRenderer("ada", 128)
    direct = next(iter(renderer.render_motion(motion))).astype(int)
    through = next(iter(renderer.render(pose_of(body, motion)))).astype(int)
    assert np.abs(direct - through).mean() < 4.0


def test_a_motion_of_no_frames_is_a_clip_of_none() -> None:
    clip = AvatarRenderer("ada", SMALL).render_motion(rest(1, 25.0)[0:0])
    assert list(clip) == []


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(ModelError):
        AvatarRenderer("nobody")
    for size in (20, (511, 512), 100_000):
        with pytest.raises(VideoError, match="sides"):
            AvatarRenderer("ada", size)


@pytest.mark.slow
def test_a_frame_is_drawn_in_time() -> None:
    """Processor time for a frame of 512 x 512 on one thread; the budget is for an idle machine, the bound here is
    generous."""
    renderer = AvatarRenderer("ada", 512)
    clip = renderer.render_motion(holding((-0.3, 0.1, 0.6), (0.2, 1.0, 0.0), 30))
    next(iter(clip))
    start = time.process_time()
    assert sum(1 for _ in clip) == 30
    assert (time.process_time() - start) / 30 < 0.06


def test_chunks_leave_no_seam(monkeypatch):
    """The bones of a long clip are those of the whole motion solved at once, whatever the chunk."""
    from stable_signer.body.kinematics import bone_transforms
    from stable_signer.gloss import parse_gloss
    from stable_signer.gloss_to_pose.infer import GlossToPose
    from stable_signer.pose_to_video import avatar

    stage = GlossToPose.from_pretrained()
    motion = stage.perform_motion(stage.plan(parse_gloss("HELLO MOTHER HOUSE GO-TO SCHOOL")))
    renderer = avatar.AvatarRenderer(size=64)
    monkeypatch.setattr(avatar, "CHUNK", 16)
    chunked = np.stack([matrices for matrices, _ in renderer._bones(motion, slice(0, len(motion)))])
    whole = bone_transforms(renderer.body, motion).skinning(renderer.body)
    assert np.abs(chunked - whole).max() < 0.02


def test_a_long_pose_is_retargeted_piece_by_piece(monkeypatch) -> None:
    """The first frame asks for one piece; all pieces together are the whole."""
    from stable_signer.body import retarget
    from stable_signer.pose_to_video import avatar

    monkeypatch.setattr(avatar, "PIECE", 20)
    monkeypatch.setattr(avatar, "MARGIN", 10)
    body, asked = load_body("ada"), []
    motion = holding((-0.4, -0.2, 0.6), (0.0, 1.0, 0.0), 90)
    wrist = motion.wrist.copy()
    wrist[:, 0, 1] += 0.3 * np.sin(np.arange(90) / 6.0)
    pose = pose_of(body, replace(motion, wrist=wrist))
    whole = retarget.motion_of(body, pose)

    def counted(body, pose):
        asked.append(len(pose))
        return whole_of(body, pose)

    whole_of = retarget.motion_of
    monkeypatch.setattr(retarget, "motion_of", counted)
    pieces = list(avatar._pieces(body, pose))
    assert asked == [30, 40, 40, 40, 20]
    joined = np.concatenate([piece.wrist[shown] for piece, shown in pieces])
    assert joined.shape == whole.wrist.shape and np.abs(joined - whole.wrist).max() < 0.01
    asked.clear()
    next(iter(AvatarRenderer("ada", 64).render(pose)))
    assert asked[0] == 30 and len(asked) <= 2
