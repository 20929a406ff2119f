"""Moving pictures: the noun that renderers make and that files hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from stable_signer.errors import VideoError

MAX_SIDE = 8192


@dataclass(frozen=True)
class Caption:
    """A line of text shown during ``start <= t < end``, seconds from the start of the clip."""

    start: float
    end: float
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise VideoError(f"Caption {self.text!r} from {self.start:g} to {self.end:g} s: expected start before end.")


@dataclass(frozen=True, eq=False)
class Clip:
    """Frames that are drawn when they are asked for. Raises ``VideoError`` for a size or rate that no video has."""

    frames: Callable[[], Iterator[np.ndarray]]
    """Called for each pass: gives the frames (h w 3), uint8, sRGB, first row on top; each a new array."""
    num_frames: int
    fps: float
    size: tuple[int, int]
    """Width and height, pixels."""
    captions: tuple[Caption, ...] = ()
    """What is signed when; drawn only by ``with_captions``."""
    metadata: Mapping[str, str] = field(default_factory=dict)
    """Texts that go into the file, such as the plan."""

    def __post_init__(self) -> None:
        if not all(isinstance(n, int) and 2 <= n <= MAX_SIDE for n in self.size):
            raise VideoError(f"Picture size {self.size}: expected width and height of 2 to {MAX_SIDE} pixels.")
        if not 0 < self.fps <= 240:
            raise VideoError(f"Frame rate {self.fps}: expected above 0 and at most 240 frames a second.")

    def __len__(self) -> int:
        return self.num_frames

    def __iter__(self) -> Iterator[np.ndarray]:
        return self.frames()

    @property
    def duration(self) -> float:
        """Seconds."""
        return self.num_frames / self.fps

    @classmethod
    def of_array(cls, frames: np.ndarray, fps: float) -> Clip:
        """A clip of frames (t h w 3), uint8, in memory. Raises ``VideoError`` for another shape or type."""
        if frames.ndim != 4 or frames.shape[-1] != 3 or frames.dtype != np.uint8:
            raise VideoError(f"Frames {frames.shape} {frames.dtype}: expected (frames, height, width, 3) uint8.")
        return cls(lambda: iter(frames), len(frames), fps, (frames.shape[2], frames.shape[1]))

    def with_metadata(self, **texts: str) -> Clip:
        """The clip with these texts added to what its file will carry."""
        return replace(self, metadata={**self.metadata, **texts})

    def with_captions(self) -> Clip:
        """The clip with its captions drawn into the picture, below the signer."""
        from stable_signer.pose_to_video.captions import burn_in

        return burn_in(self)

    def save(self, path: str | Path, progress: Callable[[int], None] | None = None) -> None:
        """Write ``.mp4``, ``.webm``, ``.gif`` or ``.png`` (contact sheet), whole or not at all.

        ``progress`` is called with the number of frames written so far. Raises ``VideoError`` for another suffix,
        an empty clip or a file that cannot be written.
        """
        from stable_signer.pose_to_video.encode import write_clip

        write_clip(self, Path(path), progress)
