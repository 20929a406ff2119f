"""The keypoint drawing that pose-conditioned video models take as their input.

Colours, order and widths are those of DWPose (Yang et al. 2023, arXiv 2307.15880) as ``controlnet_aux`` draws them on
512 pixels: limbs as ellipses at 60 % brightness, body joints as discs, fingers as lines through the rainbow with
blue discs, face points as white discs, all hard-edged on black. Widths grow with the picture.
"""

from __future__ import annotations

import colorsys
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from stable_signer.clip import Clip
from stable_signer.pose import Pose
from stable_signer.pose_to_video.camera import Framing, camera_for, framing_of
from stable_signer.skeleton import DWPOSE_128, HAND_LIMBS, OPENPOSE_LIMBS, SIGNER_131

SHOWN_FROM = 0.3
"""Joints of less confidence are not drawn, as in DWPose."""
BODY_COLOURS = (
    *((255, 0, 0), (255, 85, 0), (255, 170, 0), (255, 255, 0), (170, 255, 0), (85, 255, 0), (0, 255, 0)),
    *((0, 255, 85), (0, 255, 170), (0, 255, 255), (0, 170, 255), (0, 85, 255), (0, 0, 255), (85, 0, 255)),
    *((170, 0, 255), (255, 0, 255), (255, 0, 170), (255, 0, 85)),
)
"""Of the 18 body joints; limb i has the colour of joint i."""
LIMB_BRIGHTNESS = 0.6
HAND_COLOURS = tuple(
    tuple(int(255 * c) for c in colorsys.hsv_to_rgb(i / len(HAND_LIMBS), 1.0, 1.0)) for i in range(len(HAND_LIMBS))
)
BLUE, WHITE = (0, 0, 255), (255, 255, 255)
LIMB_HALF_WIDTH, BODY_RADIUS, HAND_HALF_WIDTH, HAND_RADIUS, FACE_RADIUS = 4.5, 4.0, 1.4, 4.0, 3.0
"""Pixels in a picture of 512: what OpenCV covers for stick width 4, line width 2 and radii 4, 4, 3."""


@dataclass(frozen=True)
class Strokes:
    """What is drawn, back to front. ``ends`` (n 2): joints; equal for a disc. ``half_width`` (n,): pixels at 512."""

    ends: np.ndarray
    half_width: np.ndarray
    tapers: np.ndarray
    """Whether a stroke is an ellipse (n,), bool; otherwise it is a line with round ends."""
    colour: np.ndarray
    """(n 3), uint8."""


class SkeletonRenderer:
    """Draws poses as DWPose does.

    ``size``: pixels, width and height or both in one; ``framing``: what the picture holds at least.
    """

    def __init__(self, size: int | tuple[int, int] = 512, framing: Framing | None = None) -> None:
        self.size = (size, size) if isinstance(size, int) else size
        self.framing = framing or Framing()

    def render(self, pose: Pose) -> Clip:
        """The clip of a canonical pose; a hand that reaches beyond the framing widens it for the whole clip."""
        pixels = self.project(pose)
        return Clip(lambda: self._draw(pixels), len(pose), pose.fps, self.size)

    def project(self, pose: Pose) -> np.ndarray:
        """Pixels (t 128 2), float32, of the DWPose joints; NaN where a joint is not shown."""
        pose = pose.to(SIGNER_131)
        shown = pose.confidence[:, : len(DWPOSE_128)] >= SHOWN_FROM
        xyz = np.where(shown[..., None], pose.xyz[:, : len(DWPOSE_128)], np.nan)
        hands = np.concatenate([SIGNER_131.hand("right"), SIGNER_131.hand("left")])
        width, height = self.size
        camera = camera_for(framing_of(xyz[:, hands].reshape(-1, 3), self.framing), height, width)
        return camera.project(xyz)[..., :2]

    def _draw(self, pixels: np.ndarray) -> Iterator[np.ndarray]:
        for frame in pixels:
            yield draw_dwpose(frame, self.size)


def draw_dwpose(pixels: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """One picture (h w 3), uint8, of the DWPose joints (128 2) in pixels; NaN = not shown. ``size``: width, height."""
    from stable_signer.pose_to_video.drawing import draw_strokes

    strokes = dwpose_strokes()
    canvas = np.zeros((size[1], size[0], 3), np.uint8)
    pixels = np.ascontiguousarray(np.floor(pixels), dtype=np.float64)  # DWPose draws from whole pixels
    scale = min(size) / 512
    draw_strokes(canvas, pixels, strokes.ends, strokes.half_width * scale, strokes.tapers, strokes.colour)
    return canvas


@lru_cache(maxsize=1)
def dwpose_strokes() -> Strokes:
    """Body limbs, body joints, then each hand's bones and joints, then the face."""
    rows: list[tuple[int, int, float, bool, tuple[int, ...]]] = []
    for (a, b), colour in zip(OPENPOSE_LIMBS, BODY_COLOURS, strict=False):
        rows.append((a, b, LIMB_HALF_WIDTH, True, tuple(math.floor(c * LIMB_BRIGHTNESS) for c in colour)))
    rows += [(i, i, BODY_RADIUS, False, colour) for i, colour in enumerate(BODY_COLOURS)]
    for side in ("left", "right"):
        hand = DWPOSE_128.hand(side).tolist()
        for (a, b), colour in zip(HAND_LIMBS, HAND_COLOURS, strict=True):
            rows.append((hand[a], hand[b], HAND_HALF_WIDTH, False, colour))
        rows += [(i, i, HAND_RADIUS, False, BLUE) for i in hand]
    rows += [(i, i, FACE_RADIUS, False, WHITE) for i in DWPOSE_128.face.tolist()]
    ends, half_width, tapers, colour = [row[:2] for row in rows], *zip(*(row[2:] for row in rows), strict=True)
    return Strokes(np.array(ends), np.array(half_width), np.array(tapers), np.array(colour, dtype=np.uint8))
