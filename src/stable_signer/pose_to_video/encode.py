"""Video files: H.264, VP9, GIF and contact sheets, written whole or not at all, marked as synthetic.

The encoder works in a thread of its own, so that it compresses a frame while the next one is drawn.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from stable_signer.clip import Clip
from stable_signer.errors import VideoError
from stable_signer.files import written_whole

if TYPE_CHECKING:
    from av import VideoFrame
    from av.container import OutputContainer
    from av.video.stream import VideoStream

SYNTHETIC = "Synthetic: this signing is computer-generated, made by Stable Signer. No person was filmed."
"""The mark in every file (EU AI Act, article 50: synthetic content is marked so that machines can read it)."""
QUEUE_LENGTH = 8
HD_PIXELS = 1280 * 720
BT709 = 1
LIMITED_RANGE = 1

Progress = Callable[[int], None]


def write_clip(clip: Clip, path: Path, progress: Progress | None = None) -> None:
    """Write the kind of file that the suffix says; see ``Clip.save``."""
    writer = check_suffix(path)
    if len(clip) == 0:
        raise VideoError(f"Nothing to write to {path}: the clip has no frames.")
    with written_whole(path, VideoError) as temporary:
        _as_os_error(lambda: writer(clip, temporary, progress or _ignore))


def check_suffix(path: str | Path) -> Callable[[Clip, Path, Progress], None]:
    """The writer for a file name. Raises ``VideoError`` with the list of kinds."""
    writer = WRITERS.get(Path(path).suffix.lower())
    if writer is None:
        raise VideoError(f"Video file {path}: expected a name that ends in {' '.join(WRITERS)}.")
    return writer


def tags_of(clip: Clip) -> dict[str, str]:
    """Title, the synthetic mark as ``comment``, and the plan as ``description``: the keys that every kind keeps."""
    tags = {"title": clip.metadata.get("title", "Signed by Stable Signer"), "comment": SYNTHETIC}
    return tags | {"description": clip.metadata["plan"]} if "plan" in clip.metadata else tags


def read_tags(path: str | Path) -> dict[str, str]:
    """Title, comment and description of an ``.mp4`` or ``.webm`` file. Raises ``VideoError`` if it is no video."""
    import av
    from av.error import FFmpegError

    try:
        with av.open(str(path)) as container:
            tags = {key.lower(): value for key, value in container.metadata.items()}
    except (OSError, FFmpegError) as problem:
        reason = (problem.strerror or "").lower()
        raise VideoError(f"{path} cannot be read as video ({reason}): expected .mp4 or .webm.") from None
    return {key: tags[key] for key in ("title", "comment", "description") if key in tags}


def write_mp4(clip: Clip, path: Path, progress: Progress) -> None:
    """H.264, 4:2:0, index in front so that it plays while it loads."""
    # measured on the avatar: as sharp and small as plain veryfast, in 1.6 instead of 2.3 ms a 512 x 512 frame
    options = {"preset": "veryfast", "crf": "17", "x264-params": "subme=1:rc-lookahead=10"}
    _write_video(clip, path, progress, "libx264", options, {"movflags": "+faststart"})


def write_webm(clip: Clip, path: Path, progress: Progress) -> None:
    """VP9 with the settings for live video: eight times as fast as the usual ones."""
    options = {"deadline": "realtime", "cpu-used": "7", "crf": "24", "b": "0", "row-mt": "1"}
    _write_video(clip, path, progress, "libvpx-vp9", options, {})


def _write_video(
    clip: Clip, path: Path, progress: Progress, codec: str, options: dict[str, str], container_options: dict[str, str]
) -> None:
    import av

    kind = "mp4" if codec == "libx264" else "webm"
    with av.open(str(path), "w", format=kind, options=container_options) as container:
        container.metadata.update(tags_of(clip))
        stream = cast("VideoStream", container.add_stream(codec, rate=frame_rate(clip.fps), options=options))
        _describe(stream, clip.size)
        in_own_thread(iter(clip), lambda frames: _encode(container, stream, frames, progress))


def _describe(stream: VideoStream, size: tuple[int, int]) -> None:
    stream.width, stream.height = (n + n % 2 for n in size)
    stream.pix_fmt = "yuv420p"
    context = stream.codec_context
    # measured at 512 x 512: a second thread costs half as much again and ends no sooner
    context.thread_count = 1 if stream.width * stream.height <= HD_PIXELS else min(4, os.cpu_count() or 1)
    context.colorspace = context.color_primaries = context.color_trc = BT709
    context.color_range = LIMITED_RANGE


def _encode(container: OutputContainer, stream: VideoStream, frames: Iterator[np.ndarray], progress: Progress) -> None:
    time_base = 1 / frame_rate_of(stream)
    for i, rgb in enumerate(frames):
        frame = video_frame(even(rgb))
        frame.pts, frame.time_base = i, time_base
        container.mux(stream.encode(frame))
        progress(i + 1)
    container.mux(stream.encode(None))


def video_frame(rgb: np.ndarray) -> VideoFrame:
    """The frame (h w 3), uint8, sRGB, even sides, as 4:2:0 in BT.709. Our own conversion: half the time of FFmpeg's."""
    from av import VideoFrame

    from stable_signer.pose_to_video.yuv import to_yuv420

    frame = VideoFrame(rgb.shape[1], rgb.shape[0], "yuv420p")
    planes = [np.frombuffer(p, np.uint8).reshape(p.height, p.line_size) for p in cast(Any, frame.planes)]
    to_yuv420(rgb, *planes)
    return frame


def frame_rate(fps: float) -> Fraction:
    """The rate as the fraction that video files hold: 29.97 is 30000/1001."""
    for base in (24, 30, 60, 120):
        if abs(fps - base / 1.001) < 0.005:
            return Fraction(base * 1000, 1001)
    return Fraction(fps).limit_denominator(1000)


def frame_rate_of(stream: VideoStream) -> Fraction:
    """The rate that the stream was opened with."""
    rate = stream.codec_context.framerate
    return Fraction(rate.numerator, rate.denominator)


def even(rgb: np.ndarray) -> np.ndarray:
    """The frame (h w 3) with even sides: colour is stored for blocks of 2 x 2; the last row or column is doubled."""
    odd_h, odd_w = rgb.shape[0] % 2, rgb.shape[1] % 2
    if odd_h or odd_w:
        rgb = np.pad(rgb, ((0, odd_h), (0, odd_w), (0, 0)), mode="edge")
    return np.ascontiguousarray(rgb)


def in_own_thread(frames: Iterator[np.ndarray], consume: Callable[[Iterator[np.ndarray]], None]) -> None:
    """Draw frames here while another thread consumes them; what goes wrong on either side is raised here."""
    waiting: Queue[np.ndarray | None] = Queue(QUEUE_LENGTH)
    failures: list[BaseException] = []
    thread = Thread(target=_consume, args=(consume, waiting, failures), name="encoder", daemon=True)
    thread.start()
    try:
        for frame in frames:
            if failures:
                break
            waiting.put(frame)
    finally:
        waiting.put(None)
        thread.join()
    if failures:
        raise failures[0]


def _consume(consume: Callable[[Iterator[np.ndarray]], None], waiting: Queue, failures: list[BaseException]) -> None:
    frames = _taken_from(waiting)
    try:
        consume(frames)
    except BaseException as failure:  # handed on to the thread that draws
        failures.append(failure)
        for _ in frames:  # take what is still put, or the thread that draws waits for ever
            pass


def _taken_from(waiting: Queue) -> Iterator[np.ndarray]:
    while (frame := waiting.get()) is not None:
        yield frame


def _as_os_error(write: Callable[[], None]) -> None:
    """FFmpeg's own errors as the operating system's, with the reason in words."""
    from av.error import FFmpegError

    try:
        write()
    except OSError:
        raise
    except FFmpegError as problem:
        raise OSError(problem.errno, problem.strerror) from None


def _ignore(_: int) -> None:
    pass


def _write_gif(*args: Any) -> None:
    from stable_signer.pose_to_video.gif import write_gif

    write_gif(*args)


def _write_sheet(*args: Any) -> None:
    from stable_signer.pose_to_video.contact_sheet import write_contact_sheet

    write_contact_sheet(*args)


WRITERS: dict[str, Callable[[Clip, Path, Progress], None]] = {
    ".mp4": write_mp4,
    ".webm": write_webm,
    ".gif": _write_gif,
    ".png": _write_sheet,
}
"""The kinds of file, by suffix."""
