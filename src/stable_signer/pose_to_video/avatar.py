"""The avatar: a Pose becomes a video of a clothed, softly lit person.

Keypoints are retargeted to the signer's body, bones move the mesh, the mesh is drawn with our own z-buffer. Frames
are drawn when they are asked for, two or more at a time where the machine has the cores, always the same to the bit.
Letters: t frames, h w picture, v vertices.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from itertools import chain
from queue import SimpleQueue

import numpy as np

from stable_signer.body import rotation
from stable_signer.body.kinematics import bone_transforms
from stable_signer.body.motion import Motion
from stable_signer.body.signer import DEFAULT_SIGNER, Body, load_body
from stable_signer.clip import Clip
from stable_signer.errors import VideoError
from stable_signer.pose import Pose
from stable_signer.pose_to_video.camera import Camera, Framing, camera_for, framing_of
from stable_signer.pose_to_video.light import MATERIALS, TONE, Background, Lights, srgb_of_linear
from stable_signer.pose_to_video.look import coarser, load_look
from stable_signer.pose_to_video.raster import ROTATED_GRID, SINGLE_SAMPLE, new_buffers, rasterise, vertex_normals
from stable_signer.pose_to_video.shading import shade
from stable_signer.pose_to_video.shadow import ambient_occlusion, blur_moments, light_camera, pattern_turns
from stable_signer.skeleton import SIGNER_131

CHUNK = 64
"""Frames whose bones are computed at once: enough to be fast, few enough that the first frame comes early."""
OVERLAP = 12
"""Frames around a chunk that are solved with it: elbows are smoothed over time and must not jump at its seams."""
PIECE = 500
"""Frames of a long pose that are retargeted at once: the first comes early, and memory does not grow with length."""
MARGIN = 50
"""Frames around a piece that are retargeted with it, so that nothing jumps where pieces meet."""
MAX_WORKERS = 4
HAND_LENGTH = 0.62
"""From wrist to the tip of the middle finger, shoulder widths."""
HEAD_RADIUS = 0.25
"""Of the cylinder around the face that the head's texture unrolls, shoulder widths."""
LIGHT_EXTENT = 2.7
"""The shadow map holds what lies within this many shoulder widths of the neck."""
SHADOW_PIXELS = 320
CREVICE = 0.13
"""Reach of screen-space ambient occlusion, shoulder widths (about 4 cm)."""


Piece = tuple[Motion, slice]
"""A motion, and which of its frames are shown."""


class AvatarRenderer:
    """Draws poses as one of the shipped signers.

    ``signer``: one of ``body.signer.SIGNERS``; ``size``: pixels of a square, or width and height (even numbers);
    ``background``: a ``Background``. Raises ``ModelError`` for an unknown signer and ``VideoError`` for an impossible
    size.
    """

    def __init__(
        self, signer: str = DEFAULT_SIGNER, size: int | tuple[int, int] = 512, background: Background | None = None
    ) -> None:
        self.width, self.height = (size, size) if isinstance(size, int) else size
        if not (min(self.width, self.height) >= 64 and max(self.width, self.height) <= 2160):
            raise VideoError(f"Picture of {self.width} x {self.height}: expected sides from 64 to 2160 pixels.")
        if self.width % 2 or self.height % 2:
            raise VideoError(f"Picture of {self.width} x {self.height}: expected even sides, as video codecs do.")
        self.body = load_body(signer)
        self.look = load_look(signer)
        self.texture = coarser(self.look.surface.texture, _texels_per_pixel(self.look.surface.texture, self.height))
        self._background = background or Background()

    def render(self, pose: Pose) -> Clip:
        """The pose performed by this signer; frames are drawn while the clip is read."""
        from stable_signer.body.retarget import motion_of

        if len(pose) <= PIECE:
            return self.render_motion(motion_of(self.body, pose))
        pose = pose.to(SIGNER_131).normalise()
        camera = camera_for(framing_of(_reach_of_hands(pose)), self.height, self.width)
        pieces = lambda: _pieces(self.body, pose)  # noqa: E731 - read again for every reading of the clip
        return Clip(lambda: self._frames(pieces(), camera), len(pose), pose.fps, (self.width, self.height))

    def render_motion(self, motion: Motion, framing: Framing | None = None) -> Clip:
        """A motion of this signer's body; ``framing`` chooses the window instead of the one that holds every hand."""
        camera = camera_for(framing or framing_of(reach_of(motion)), self.height, self.width)
        whole = ((motion, slice(0, len(motion))),)
        return Clip(lambda: self._frames(whole, camera), len(motion), motion.fps, (self.width, self.height))

    @cached_property
    def backdrop(self) -> tuple[np.ndarray, np.ndarray]:
        """The empty picture: linear RGB (h w 3) float32 and sRGB (h w 3) uint8."""
        linear = self._background.picture(self.height, self.width)
        return linear, np.round(255 * srgb_of_linear(linear)).astype(np.uint8)

    def _frames(self, pieces: Iterable[Piece], camera: Camera) -> Iterator[np.ndarray]:
        """Frames in order; workers draw the next ones meanwhile."""
        workers = max(1, min(MAX_WORKERS, os.cpu_count() or 1))
        easels: SimpleQueue[Easel] = SimpleQueue()
        for _ in range(workers):
            easels.put(Easel(self, camera))
        with ThreadPoolExecutor(workers) as pool:
            waiting: deque[Future[np.ndarray]] = deque()
            try:
                for matrices, face in chain.from_iterable(self._bones(*piece) for piece in pieces):
                    waiting.append(pool.submit(_draw, easels, matrices, face))
                    if len(waiting) > 2 * workers:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                for future in waiting:
                    future.cancel()

    def _bones(self, motion: Motion, shown: slice) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Skinning matrices (b 3 4) and facial actions (52) of the frames ``shown`` of a motion."""
        for start in range(shown.start, shown.stop, CHUNK):
            first, stop = max(start - OVERLAP, 0), min(start + CHUNK, shown.stop)
            matrices = bone_transforms(self.body, motion[first : stop + OVERLAP]).skinning(self.body)
            yield from zip(matrices[start - first : stop - first], motion.face[start:stop], strict=True)


def _pieces(body: Body, pose: Pose) -> Iterator[Piece]:
    """A long pose as motions of ``PIECE`` frames, each with ``MARGIN`` more around it, made when they are asked for."""
    from stable_signer.body.retarget import motion_of

    for start in range(0, len(pose), PIECE):
        first, stop = max(start - MARGIN, 0), min(start + PIECE, len(pose))
        yield motion_of(body, pose[first : stop + MARGIN]), slice(start - first, stop - first)


def _reach_of_hands(pose: Pose) -> np.ndarray:
    """As ``reach_of``, from the wrists and middle knuckles of a canonical pose in signer-131."""
    points = []
    for side in ("right", "left"):
        joints = SIGNER_131.hand(side)[[0, 9]]
        wrist, knuckle = np.moveaxis(pose.xyz[pose.present[:, joints].all(1)][:, joints], 1, 0)
        along = knuckle - wrist
        along = along / np.maximum(np.linalg.norm(along, axis=-1, keepdims=True), 1e-6)
        points += [wrist, wrist + HAND_LENGTH * along]
    return np.concatenate(points)


def reach_of(motion: Motion) -> np.ndarray:
    """Where the wrists and the tips of stretched fingers are (n 3), canonical."""
    finger = rotation.matrix(motion.palm)[..., 1]
    return np.concatenate([motion.wrist, motion.wrist + HAND_LENGTH * finger]).reshape(-1, 3)


def _texels_per_pixel(texture: np.ndarray, height: int) -> int:
    """How many texels fall on a pixel of the face in a picture of ``height`` pixels, a power of two."""
    texels_per_unit = texture.shape[1] / (2 * np.pi * HEAD_RADIUS)
    framing = Framing()
    ratio = texels_per_unit * (framing.top - framing.bottom) / height
    return 2 ** int(np.clip(np.round(np.log2(max(ratio, 1.0))), 0, 3))


def _draw(easels: SimpleQueue[Easel], matrices: np.ndarray, face: np.ndarray) -> np.ndarray:
    easel = easels.get()
    try:
        return easel.draw(matrices, face)
    finally:
        easels.put(easel)


class Easel:
    """The buffers of one worker, and the steps from bones to a picture."""

    def __init__(self, renderer: AvatarRenderer, camera: Camera) -> None:
        look, height, width = renderer.look, camera.height, camera.width
        self.look, self.camera, self.backdrop, self.texture = look, camera, renderer.backdrop, renderer.texture
        self.moved, self.vertices, self.normals = (np.empty_like(look.rest) for _ in range(3))
        self.nearness, self.faces_seen = new_buffers(height, width, len(ROTATED_GRID))
        self.light_nearness, self.light_faces = new_buffers(SHADOW_PIXELS, SHADOW_PIXELS, 1)
        self.moments, self.scratch = (np.zeros((2, SHADOW_PIXELS, SHADOW_PIXELS), np.float32) for _ in range(2))
        self.half, self.raw_sky, self.sky = (np.ones((height // 2, width // 2), np.float32) for _ in range(3))
        samples = len(ROTATED_GRID)
        self.faces_here, self.spots = np.zeros(samples, np.int32), np.zeros((samples, 5))
        self.sums = np.zeros(width, np.float32)
        lights = Lights()
        self.lights, self.turns = lights.packed(), pattern_turns()
        self.light = light_camera(lights.key_towards, LIGHT_EXTENT, SHADOW_PIXELS)
        self.lens = np.array([width / 2, height / 2, 1 / camera.focal, *camera.eye])

    def draw(self, matrices: np.ndarray, face: np.ndarray) -> np.ndarray:
        """The picture (h w 3) uint8 sRGB of bones ``matrices`` (b 3 4) and facial actions ``face`` (52)."""
        self.look.posed(matrices, face, self.moved, self.vertices)
        vertex_normals(self.vertices, self.look.surface.faces, self.normals)
        self._shadows()
        screen = self.camera.project(self.vertices)
        surface, samples = self.look.surface, len(ROTATED_GRID)
        rasterise(screen, surface.faces, self.look.two_sided, ROTATED_GRID, self.nearness, self.faces_seen)
        ambient_occlusion(
            self.nearness, samples, self.camera.focal, CREVICE, self.turns, self.half, self.raw_sky, self.sky
        )
        return self._shaded(screen)

    def _shadows(self) -> None:
        """What the key light sees, blurred."""
        placed = self.light.project(self.vertices)
        faces, both = self.look.surface.faces, self.look.two_sided
        rasterise(placed, faces, both, SINGLE_SAMPLE, self.light_nearness, self.light_faces)
        blur_moments(self.light_nearness, self.scratch, self.moments)

    def _shaded(self, screen: np.ndarray) -> np.ndarray:
        surface, (linear, srgb) = self.look.surface, self.backdrop
        picture = srgb.copy()
        shade(
            self.nearness, self.faces_seen, ROTATED_GRID, screen, self.normals,
            surface.faces, surface.material, surface.albedo, surface.occlusion, surface.uv,
            self.texture, self.lens, self.lights, MATERIALS, self.moments,
            self.light.axes, self.light.scale, self.half, self.sky, linear, TONE,
            self.faces_here, self.spots, self.sums, picture,
        )  # fmt: skip
        return picture
