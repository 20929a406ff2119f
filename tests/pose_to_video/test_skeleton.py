"""The DWPose drawing: its colours where they belong, nothing where a joint is missing."""

from __future__ import annotations

import time

import numpy as np
import pytest

from stable_signer.pose import Pose
from stable_signer.pose_to_video.skeleton import BODY_COLOURS, HAND_COLOURS, SkeletonRenderer, draw_dwpose
from stable_signer.skeleton import DWPOSE_128, SIGNER_131
from tests.poses import a_pose

NOWHERE = np.full((128, 2), np.nan)


def drawn(size: int = 512, **joints: tuple[float, float]) -> np.ndarray:
    pixels = NOWHERE.copy()
    for joint, place in joints.items():
        pixels[DWPOSE_128.index(joint)] = place
    return draw_dwpose(pixels, (size, size))


def test_nothing_is_drawn_of_nothing():
    assert not draw_dwpose(NOWHERE, (64, 48)).any()
    assert draw_dwpose(NOWHERE, (64, 48)).shape == (48, 64, 3)


def test_a_joint_is_a_disc_of_radius_4():
    picture = drawn(nose=(100, 200))
    rows, columns = np.nonzero(picture.any(-1))
    assert picture[200, 100].tolist() == [255, 0, 0]
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (196, 204, 96, 104)
    assert 45 <= len(rows) <= 61


def test_a_limb_is_an_ellipse_of_60_percent():
    picture = drawn(right_shoulder=(100, 100), right_elbow=(200, 100))
    assert picture[100, 150].tolist() == [int(0.6 * c) for c in BODY_COLOURS[2]]
    assert picture[96, 150].any() and not picture[94, 150].any()
    assert not picture[97, 190].any(), "an ellipse gets narrow at its ends"
    assert picture[100, 100].tolist() == list(BODY_COLOURS[2]), "joints lie over limbs"


def test_fingers_go_through_the_rainbow_with_blue_joints():
    picture = drawn(left_hand_wrist=(50, 50), left_index_1=(50, 90), left_index_2=(90, 90))
    assert picture[70, 50].tolist() == list(HAND_COLOURS[4])
    assert picture[90, 70].tolist() == list(HAND_COLOURS[5])
    assert picture[90, 90].tolist() == [0, 0, 255]


def test_face_points_are_white_and_on_top():
    picture = drawn(nose=(60, 60), face_30=(60, 60))
    assert picture[60, 60].tolist() == [255, 255, 255]
    assert picture[60, 64].tolist() == [255, 0, 0], "radius 3 over radius 4"


def test_widths_grow_with_the_picture():
    small, large = (drawn(size, nose=(size // 2, size // 2)).any(-1).sum() for size in (256, 1024))
    assert 12 <= large / small <= 20


def test_points_far_outside_do_no_harm():
    picture = drawn(right_shoulder=(-1e9, 1e12), right_elbow=(256, 256), nose=(1e15, -1e15))
    assert picture.shape == (512, 512, 3)


def test_joints_that_are_not_sure_are_left_out():
    pose = a_pose(1)
    confidence = pose.confidence.copy()
    confidence[:, SIGNER_131.hand("right")] = 0.2
    weak = next(iter(SkeletonRenderer(256).render(Pose(pose.xyz, confidence, 25))))
    full = next(iter(SkeletonRenderer(256).render(pose)))
    blue = np.array([0, 0, 255])
    assert (weak == blue).all(-1).sum() < (full == blue).all(-1).sum()


def test_the_right_hand_is_on_the_left_of_the_picture():
    x = SkeletonRenderer((640, 480)).project(a_pose(1))[0, :, 0]
    assert x[DWPOSE_128.index("right_wrist")] < 320 < x[DWPOSE_128.index("left_wrist")]


def test_no_hand_leaves_the_picture():
    pose = a_pose(8)
    far = Pose(pose.xyz * 4, pose.confidence, 25)
    hands = [*DWPOSE_128.hand("right"), *DWPOSE_128.hand("left")]
    pixels = SkeletonRenderer(256).project(far)[:, hands]
    assert (pixels >= 0).all() and (pixels <= 256).all()


def test_render_is_lazy_and_keeps_rate_and_length():
    clip = SkeletonRenderer((320, 240)).render(a_pose(7, fps=30))
    assert (len(clip), clip.fps, clip.size) == (7, 30, (320, 240))
    first, again = list(clip), list(clip)
    assert first[0].shape == (240, 320, 3) and first[0].dtype == np.uint8
    assert all((a == b).all() for a, b in zip(first, again, strict=True))


@pytest.mark.slow
def test_five_seconds_in_a_third_of_a_second():
    """Budget of the skeleton renderer alone: 0.3 s of one thread's time for 125 frames of 512 x 512."""
    pose = a_pose(125)
    list(SkeletonRenderer(512).render(pose[:1]))
    start = time.thread_time()
    list(SkeletonRenderer(512).render(pose))
    assert time.thread_time() - start < 0.3
