"""GIF files: one palette for the whole clip, taken from its first second, and the synthetic mark as a comment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from stable_signer.clip import Clip
from stable_signer.pose_to_video.encode import in_own_thread, tags_of

if TYPE_CHECKING:
    from PIL.Image import Image

COLOURS = 256
PALETTE_FRAMES = 25
"""Frames from whose pixels the palette is taken."""
PATTERN = 4
"""Strength of the pattern that hides the steps between colours, of 255."""
MAX_FPS = 50.0
"""Players show more frames a second than this slowly."""
CLOCK = Fraction(1, 100)
"""GIF counts in hundredths of a second."""


def write_gif(clip: Clip, path: Path, progress: Callable[[int], None]) -> None:
    """Quantise and compress frame by frame; above 50 frames a second every second one is left out."""
    import av

    step = 1
    while clip.fps / step > MAX_FPS:
        step += 1
    last = str(round(100 * step / clip.fps))  # the muxer cannot know how long the last frame stands
    with av.open(str(path), "w", format="gif", options={"final_delay": last}) as container:
        stream = container.add_stream("gif", rate=100)
        stream.width, stream.height = clip.size
        stream.pix_fmt = "pal8"
        stream.codec_context.time_base = CLOCK

        def encode(frames: Iterator[np.ndarray]) -> None:
            for i, indices, palette in _quantised(frames):
                if i % step == 0:
                    frame = av.VideoFrame.from_ndarray(cast(Any, (indices, palette)), format="pal8")
                    frame.pts, frame.time_base = round(i / clip.fps * 100), CLOCK
                    container.mux(stream.encode(frame))
                progress(i + 1)
            container.mux(stream.encode(None))

        in_own_thread(iter(clip), encode)
    append_comment(path, "\n".join(tags_of(clip).values()))


def _quantised(frames: Iterator[np.ndarray]) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
    """Number, palette indices (h w) and palette (256 4: alpha, red, green, blue) of each frame."""
    from PIL import Image

    first = list(islice(frames, PALETTE_FRAMES))
    palette = palette_of(first)
    argb = np.full((COLOURS, 4), 255, np.uint8)
    colours = np.array(palette.getpalette("RGB"), np.uint8).reshape(-1, 3)
    argb[: len(colours), 1:] = colours
    pattern = _pattern(*first[0].shape[:2])
    for i, frame in enumerate(chain(first, frames)):
        patterned = np.minimum(np.maximum(frame, PATTERN // 2), 255 - PATTERN // 2) - PATTERN // 2 + pattern
        image = Image.fromarray(patterned).quantize(palette=palette, dither=Image.Dither.NONE)
        yield i, np.ascontiguousarray(image), argb


def palette_of(frames: Sequence[np.ndarray]) -> Image:
    """A picture whose palette serves all frames of which these are the first; black and white are in it, for text."""
    from PIL import Image

    chosen = np.concatenate([frame[::2, ::2] for frame in frames[:: max(1, len(frames) // 4)]])
    found = Image.fromarray(chosen).quantize(COLOURS - 2, method=Image.Quantize.MEDIANCUT, kmeans=1)
    palette = Image.new("P", (1, 1))
    palette.putpalette([*(found.getpalette("RGB") or [])[: 3 * (COLOURS - 2)], 0, 0, 0, 255, 255, 255])
    return palette


def _pattern(height: int, width: int) -> np.ndarray:
    """Bayer's 4 x 4 pattern (h w 1), 0..PATTERN: smooth backgrounds do not fall into bands, and nothing flickers."""
    bayer = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]])
    steps = np.round(bayer / 15 * PATTERN).astype(np.uint8)
    return np.tile(steps, (height // 4 + 1, width // 4 + 1))[:height, :width, None]


def append_comment(path: Path, text: str) -> None:
    """Add a comment block (GIF89a, section 24) before the end mark of a GIF file."""
    content = text.encode()
    blocks = [content[i : i + 255] for i in range(0, len(content), 255)]
    with path.open("r+b") as file:
        file.seek(-1, 2)
        if file.read(1) != b";":
            return
        file.seek(-1, 2)
        file.write(b"!\xfe" + b"".join(bytes([len(block)]) + block for block in blocks) + b"\0;")
