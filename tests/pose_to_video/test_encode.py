"""Video files, read back: frames, rate, size, pixel format, index in front, tags; and what goes wrong."""

from __future__ import annotations

import os
import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from stable_signer.clip import Caption, Clip
from stable_signer.errors import VideoError
from stable_signer.pose_to_video.captions import burn_in
from stable_signer.pose_to_video.contact_sheet import moments_of
from stable_signer.pose_to_video.encode import SYNTHETIC, WRITERS, frame_rate, in_own_thread, read_tags

PLAN = '{"version": 1, "gloss": "whq(YOUR NAME WHAT)", "text": "Wie heißt du? – 名前は?"}'
KINDS = tuple(WRITERS)


def a_clip(num_frames: int = 10, size: tuple[int, int] = (64, 48), fps: float = 25.0) -> Clip:
    """A bright square that walks to the right over a ramp."""
    width, height = size

    def frames() -> Iterator[np.ndarray]:
        for i in range(num_frames):
            frame = np.empty((height, width, 3), np.uint8)
            frame[:] = np.linspace(40, 120, width, dtype=np.uint8)[None, :, None]
            frame[8:24, 2 * i : 2 * i + 16] = (230, 60, 20)
            yield frame

    captions = (Caption(0.0, 0.16, "YOUR"), Caption(0.16, 0.3, "NAME"))
    return Clip(frames, num_frames, fps, size, captions).with_metadata(plan=PLAN)


def decoded(path: Path) -> tuple[list[np.ndarray], av.VideoStream]:
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
        return frames, container.streams.video[0]


@pytest.mark.parametrize(("suffix", "codec"), [(".mp4", "h264"), (".webm", "vp9")])
@pytest.mark.parametrize("fps", [25.0, 29.97, 12.5])
def test_video_comes_back(tmp_path: Path, suffix: str, codec: str, fps: float):
    clip, path = a_clip(fps=fps), tmp_path / f"clip{suffix}"
    clip.save(path)
    frames, stream = decoded(path)
    assert len(frames) == len(clip) and stream.codec_context.name.startswith(("h264", "vp9", "libvpx"))
    assert stream.codec_context.pix_fmt == "yuv420p" and stream.codec.canonical_name == codec
    assert float(stream.average_rate) == pytest.approx(fps, rel=1e-3)
    for original, back in zip(clip, frames, strict=True):
        assert back.shape == original.shape
        assert np.abs(back.astype(int) - original).mean() < 4


def test_colours_survive(tmp_path: Path):
    """Written and tagged as BT.709, limited range: a reader that honours the tags gets skin as it was."""
    skin = np.full((4, 64, 64, 3), (224, 172, 140), np.uint8)
    Clip.of_array(skin, 25).save(tmp_path / "skin.mp4")
    frames, stream = decoded(tmp_path / "skin.mp4")
    assert stream.codec_context.colorspace == 1 and stream.codec_context.color_range == 1
    np.testing.assert_allclose(frames[0][32, 32], (224, 172, 140), atol=3)


def test_mp4_has_its_index_in_front(tmp_path: Path):
    a_clip().save(tmp_path / "clip.mp4")
    content = (tmp_path / "clip.mp4").read_bytes()
    assert 0 < content.index(b"moov") < content.index(b"mdat")


@pytest.mark.parametrize("suffix", [".mp4", ".webm"])
def test_tags_carry_the_plan_and_the_synthetic_mark(tmp_path: Path, suffix: str):
    path = tmp_path / f"clip{suffix}"
    a_clip().with_metadata(plan=PLAN + " " * 100_000 + ".").save(path)
    tags = read_tags(path)
    assert tags["comment"] == SYNTHETIC and "omputer-generated" in tags["comment"]
    assert tags["description"].startswith(PLAN) and len(tags["description"]) > 100_000
    assert tags["title"] == "Signed by Stable Signer"


@pytest.mark.parametrize("size", [(63, 47), (2, 3), (65, 48)])
def test_odd_sizes_grow_by_one(tmp_path: Path, size: tuple[int, int]):
    clip = Clip.of_array(np.full((3, size[1], size[0], 3), 99, np.uint8), 25)
    clip.save(tmp_path / "odd.mp4")
    frames, _ = decoded(tmp_path / "odd.mp4")
    assert frames[0].shape == (size[1] + size[1] % 2, size[0] + size[0] % 2, 3)
    np.testing.assert_allclose(frames[0], 99, atol=3)


def test_gif_comes_back(tmp_path: Path):
    clip = a_clip(12)
    clip.save(tmp_path / "clip.gif")
    with Image.open(tmp_path / "clip.gif") as gif:
        assert (gif.n_frames, gif.size, gif.info["loop"]) == (12, clip.size, 0)
        for i, original in enumerate(clip):
            gif.seek(i)
            assert gif.info["duration"] == 40
            assert np.abs(np.asarray(gif.convert("RGB")).astype(int) - original).mean() < 4
    assert SYNTHETIC.encode() in (tmp_path / "clip.gif").read_bytes()


def test_gif_of_a_fast_clip_leaves_out_frames(tmp_path: Path):
    a_clip(12, fps=100).save(tmp_path / "fast.gif")
    with Image.open(tmp_path / "fast.gif") as gif:
        assert gif.n_frames == 6 and gif.info["duration"] == 20


def test_contact_sheet_shows_the_middle_of_each_sign(tmp_path: Path):
    clip = a_clip(10)
    moments = moments_of(clip)
    assert [moment.frame for moment in moments] == [2, 5]
    assert [moment.label.split()[0] for moment in moments] == ["YOUR", "NAME"]
    clip.save(tmp_path / "sheet.png")
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.width == 128 and sheet.text["Comment"] == SYNTHETIC and sheet.text["Description"] == PLAN  # pyright: ignore
    plain = replace(clip, captions=())
    assert len(moments_of(plain)) == 10 and moments_of(plain)[-1].frame == 9
    many = replace(clip, captions=tuple(Caption(i, i + 1, str(i)) for i in range(500)))
    assert len(moments_of(many)) <= 60


def test_captions_are_drawn_below_the_picture(tmp_path: Path):
    clip = a_clip(10, (128, 128))
    captioned = burn_in(clip)
    width, height = captioned.size
    assert width == 128 and height > 128 and height % 2 == 0
    frames = list(captioned)
    np.testing.assert_array_equal(frames[3][:128], list(clip)[3])
    bars = [frame[128:] for frame in frames]
    assert bars[0].max() > 200 and (bars[0] == bars[3]).all() and (bars[0] != bars[5]).any()
    assert bars[9].max() < 40, "after the last caption the bar is empty"
    clip.with_captions().save(tmp_path / "captions.mp4")


@pytest.mark.parametrize("suffix", KINDS)
def test_progress_counts_every_frame(tmp_path: Path, suffix: str):
    seen: list[int] = []
    a_clip(7).save(tmp_path / f"clip{suffix}", seen.append)
    assert seen == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("name", ["clip.avi", "clip", "clip.mp4.txt"])
def test_unknown_suffix_lists_the_kinds(tmp_path: Path, name: str):
    with pytest.raises(VideoError, match=r"\.mp4 \.webm \.gif \.png"):
        a_clip().save(tmp_path / name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", KINDS)
def test_a_renderer_that_fails_leaves_nothing(tmp_path: Path, suffix: str):
    def frames() -> Iterator[np.ndarray]:
        yield from a_clip(3)
        raise ValueError("the body fell apart")

    path = tmp_path / f"clip{suffix}"
    path.write_bytes(b"older")
    with pytest.raises(ValueError, match="fell apart"):
        Clip(frames, 40, 25, (64, 48)).save(path)
    assert [p.name for p in tmp_path.iterdir()] == [path.name] and path.read_bytes() == b"older"


@contextmanager
def room_for(num_bytes: int) -> Iterator[None]:
    """A disk that is full after so many bytes of a file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (num_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("suffix", KINDS)
def test_a_full_disk_is_one_line_and_leaves_nothing(tmp_path: Path, suffix: str):
    noise = np.random.default_rng(0).integers(0, 255, (30, 96, 96, 3), dtype=np.uint8)
    before = threading.active_count()
    with room_for(20_000), pytest.raises(VideoError, match="cannot be written") as caught:
        Clip.of_array(noise, 25).save(tmp_path / f"clip{suffix}")
    assert "\n" not in str(caught.value)
    assert not list(tmp_path.iterdir()) and threading.active_count() == before


@pytest.mark.parametrize("suffix", KINDS)
def test_a_folder_that_is_not_there(tmp_path: Path, suffix: str):
    with pytest.raises(VideoError, match="no such file or directory"):
        a_clip().save(tmp_path / "absent" / f"clip{suffix}")


def test_an_empty_clip_is_refused(tmp_path: Path):
    with pytest.raises(VideoError, match="no frames"):
        Clip(lambda: iter(()), 0, 25, (64, 48)).save(tmp_path / "empty.mp4")


def test_files_are_readable_by_others(tmp_path: Path):
    a_clip(2).save(tmp_path / "clip.mp4")
    mask = os.umask(0)
    os.umask(mask)
    assert (tmp_path / "clip.mp4").stat().st_mode & 0o777 == 0o666 & ~mask


def test_tags_of_what_is_no_video(tmp_path: Path):
    (tmp_path / "no.mp4").write_bytes(b"not a video")
    for name in ("no.mp4", "absent.mp4"):
        with pytest.raises(VideoError, match="cannot be read as video"):
            read_tags(tmp_path / name)


def test_frame_rates_are_those_of_video():
    assert str(frame_rate(29.97)) == "30000/1001" and str(frame_rate(23.976)) == "24000/1001"
    assert str(frame_rate(25.0)) == "25" and str(frame_rate(12.5)) == "25/2"


def test_encoder_errors_end_the_drawing():
    drawn: list[int] = []

    def frames() -> Iterator[np.ndarray]:
        for i in range(10_000):
            drawn.append(i)
            yield np.zeros((1, 1, 3), np.uint8)

    def fails(taken: Iterator[np.ndarray]) -> None:
        next(taken)
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        in_own_thread(frames(), fails)
    assert len(drawn) < 10_000
