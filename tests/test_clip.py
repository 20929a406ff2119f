"""Clip: lazy frames of one size, with captions and texts."""

from __future__ import annotations

import numpy as np
import pytest

from stable_signer.clip import Caption, Clip
from stable_signer.errors import VideoError


def test_frames_are_drawn_at_each_pass():
    drawn = []

    def frames():
        for i in range(3):
            drawn.append(i)
            yield np.zeros((4, 6, 3), np.uint8)

    clip = Clip(frames, 3, 25, (6, 4))
    assert not drawn and len(clip) == 3 and clip.duration == pytest.approx(0.12)
    assert [frame.shape for frame in clip] == [(4, 6, 3)] * 3
    assert len(list(clip)) == 3 and len(drawn) == 6


def test_of_array_takes_its_size_from_the_frames():
    clip = Clip.of_array(np.zeros((5, 8, 16, 3), np.uint8), 10)
    assert clip.size == (16, 8) and len(list(clip)) == 5
    with pytest.raises(VideoError, match="uint8"):
        Clip.of_array(np.zeros((5, 8, 16, 3)), 10)


def test_metadata_adds_up():
    clip = Clip.of_array(np.zeros((1, 8, 8, 3), np.uint8), 10).with_metadata(plan="{}").with_metadata(title="x")
    assert clip.metadata == {"plan": "{}", "title": "x"}


@pytest.mark.parametrize(
    ("size", "fps", "message"),
    [((0, 8), 25, "2 to 8192"), ((8, 9000), 25, "2 to 8192"), ((8, 8), 0, "Frame rate"), ((8, 8), 1000, "Frame rate")],
)
def test_refuses_what_no_video_has(size: tuple[int, int], fps: float, message: str):
    with pytest.raises(VideoError, match=message):
        Clip(lambda: iter(()), 0, fps, size)


def test_caption_ends_after_it_starts():
    with pytest.raises(VideoError, match="start before end"):
        Caption(1.0, 1.0, "NAME")
