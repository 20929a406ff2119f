"""Light on skin, cloth, hair and eyes: from a z-buffer to an sRGB picture.

Skin lets red light pass the terminator (wrapped diffuse by colour channel) and has a broad weak
highlight and no plastic gloss; hair has a band of sheen across the strands; cloth is matt with a little fuzz.

A pixel whose samples show one face is shaded once; elsewhere samples of one surface are averaged, then shaded, then
mixed. Letters: h w picture, r sample rows, v vertices, f faces. Colours are linear RGB unless they are called sRGB.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from stable_signer.pose_to_video.kernel import inner, kernel
from stable_signer.pose_to_video.light import SKIN, TONE_RANGE, TONE_STEPS
from stable_signer.pose_to_video.shadow import light_reaching

SHADOW_FLOOR = 0.22
"""Share of the key light in its full shadow: a large lamp, so that a face behind a hand stays readable."""


@dataclass
class Surface:
    """What the shader knows of a mesh besides its moving vertices."""

    faces: np.ndarray
    """(f 3) int32, counter-clockwise seen from outside."""
    material: np.ndarray
    """(f) uint8 row of ``MATERIALS``."""
    albedo: np.ndarray
    """(v 3) float32 linear RGB, used where a face has no picture coordinates."""
    occlusion: np.ndarray
    """(v) float32 0..1, share of the sky that a vertex sees at rest."""
    uv: np.ndarray = field(default_factory=lambda: np.zeros((0, 3, 2), np.float32))
    """(f 3 2) float32 picture coordinates 0..1 (x right, y down); below 0 = none; or (0 3 2)."""
    texture: np.ndarray = field(default_factory=lambda: np.zeros((1, 1, 3), np.float32))
    """(th tw 3) float32 linear RGB albedo."""


@inner
def _texel(texture: np.ndarray, u: float, v: float) -> tuple[float, float, float]:
    """Bilinear look-up of linear RGB."""
    rows, columns = texture.shape[0], texture.shape[1]
    x, y = min(max(u * columns - 0.5, 0.0), columns - 1.001), min(max(v * rows - 0.5, 0.0), rows - 1.001)
    i, j = int(x), int(y)
    s, t = x - i, y - j
    p, q, r, w = (1 - s) * (1 - t), s * (1 - t), (1 - s) * t, s * t
    return (
        p * texture[j, i, 0] + q * texture[j, i + 1, 0] + r * texture[j + 1, i, 0] + w * texture[j + 1, i + 1, 0],
        p * texture[j, i, 1] + q * texture[j, i + 1, 1] + r * texture[j + 1, i, 1] + w * texture[j + 1, i + 1, 1],
        p * texture[j, i, 2] + q * texture[j, i + 1, 2] + r * texture[j + 1, i, 2] + w * texture[j + 1, i + 1, 2],
    )


@inner
def _gather(
    face: int, x: float, y: float, screen: np.ndarray, normals: np.ndarray, faces: np.ndarray, albedo: np.ndarray,
    occlusion: np.ndarray, uv: np.ndarray, texture: np.ndarray,
) -> tuple[float, float, float, float, float, float, float]:  # fmt: skip
    """Normal (on the side that is seen), albedo and occlusion of ``face`` at screen ``x``, ``y`` (perspective-
    correct; held at the face's
    border)."""
    a, b, c = faces[face, 0], faces[face, 1], faces[face, 2]
    ax, ay = screen[a, 0] - x, screen[a, 1] - y
    bx, by = screen[b, 0] - x, screen[b, 1] - y
    cx, cy = screen[c, 0] - x, screen[c, 1] - y
    p, q, s = bx * cy - cx * by, cx * ay - ax * cy, ax * by - bx * ay
    sign = -1.0 if p + q + s < 0.0 else 1.0  # negative: the front is seen
    p, q, s = max(sign * p, 1e-12), max(sign * q, 1e-12), max(sign * s, 1e-12)
    p, q, s = p * screen[a, 2], q * screen[b, 2], s * screen[c, 2]
    scale = 1.0 / (p + q + s)
    p, q, s = p * scale, q * scale, s * scale
    nx = p * normals[a, 0] + q * normals[b, 0] + s * normals[c, 0]
    ny = p * normals[a, 1] + q * normals[b, 1] + s * normals[c, 1]
    nz = p * normals[a, 2] + q * normals[b, 2] + s * normals[c, 2]
    open_to_sky = p * occlusion[a] + q * occlusion[b] + s * occlusion[c]
    if uv.shape[0] > 0 and uv[face, 0, 0] >= 0.0:
        u = p * uv[face, 0, 0] + q * uv[face, 1, 0] + s * uv[face, 2, 0]
        v = p * uv[face, 0, 1] + q * uv[face, 1, 1] + s * uv[face, 2, 1]
        red, green, blue = _texel(texture, u, v)
    else:
        red = p * albedo[a, 0] + q * albedo[b, 0] + s * albedo[c, 0]
        green = p * albedo[a, 1] + q * albedo[b, 1] + s * albedo[c, 1]
        blue = p * albedo[a, 2] + q * albedo[b, 2] + s * albedo[c, 2]
    return -sign * nx, -sign * ny, -sign * nz, red, green, blue, open_to_sky


@inner
def _open_sky(open_sky: np.ndarray, half: np.ndarray, x: float, y: float, near: float) -> float:
    """Ambient share at screen ``x``, ``y`` from the half-resolution map, over its pixels on the same surface."""
    height, width = open_sky.shape
    u, v = max(0.5 * x - 0.25, 0.0), max(0.5 * y - 0.25, 0.0)
    i, j = min(int(u), width - 2), min(int(v), height - 2)
    s, t = min(u - i, 1.0), min(v - j, 1.0)
    total, weight = 1e-6, 1e-6
    for dj in range(2):
        for di in range(2):
            if abs(half[j + dj, i + di] - near) < 0.012 * near:
                share = (s if di else 1 - s) * (t if dj else 1 - t)
                total += share * open_sky[j + dj, i + di]
                weight += share
    return total / weight


@inner
def _one_over_root(x: float) -> float:
    """1 / sqrt(x), by two steps of Newton near 1, where the squared lengths of mixed unit vectors lie."""
    if x < 0.6 or x > 1.3:
        return 1.0 / math.sqrt(x)
    y = 1.5 - 0.5 * x
    return y * (1.5 - 0.5 * x * y * y)


@inner
def _highlights(
    nx: float, ny: float, nz: float, vx: float, vy: float, vz: float, lights: np.ndarray, materials: np.ndarray, m: int
) -> float:
    """What the surface mirrors of the key light: a broad, a sharp and a pin-point lobe, and the sheen of strands."""
    if materials[m, 3] == 0.0 and materials[m, 4] == 0.0:
        return 0.0
    hx, hy, hz = lights[0, 0] + vx, lights[0, 1] + vy, lights[0, 2] + vz
    scale = 1.0 / math.sqrt(hx * hx + hy * hy + hz * hz)
    gloss = max(0.0, (nx * hx + ny * hy + nz * hz) * scale)
    g4 = gloss * gloss * gloss * gloss
    g16 = g4 * g4 * g4 * g4
    g64 = g16 * g16 * g16 * g16
    highlight = materials[m, 3] * g4 * g4 * g4 + materials[m, 4] * g64 + materials[m, 5] * g64 * g64 * g64
    if materials[m, 7] > 0.0:
        # strands run down the head: the highlight is brightest where the half vector is square to them
        along = hy * scale - ny * gloss
        across = max(0.0, 1.0 - along * along / max(1.0 - ny * ny, 0.05))
        across *= across
        across *= across
        highlight += materials[m, 7] * across * across * across
    return highlight


@inner
def _lit(
    nx: float, ny: float, nz: float, red: float, green: float, blue: float, crevice: float, m: int,
    x: float, y: float, near: float, lens: np.ndarray, lights: np.ndarray, materials: np.ndarray, moments: np.ndarray,
    light_axes: np.ndarray, light_scale: float,
) -> tuple[float, float, float]:  # fmt: skip
    """Linear RGB that leaves a surface of material ``m`` and albedo ``red green blue`` towards the eye.

    ``crevice``: share of the sky that reaches it; ``lens`` (6): half width, half height, 1 / focal, eye x, y, z.
    """
    depth = 1.0 / near
    vx, vy = (lens[0] - x) * lens[2], (y - lens[1]) * lens[2]
    px, py, pz = lens[3] - vx * depth, lens[4] - vy * depth, lens[5] - depth
    scale = _one_over_root(vx * vx + vy * vy + 1.0)
    vx, vy, vz = vx * scale, vy * scale, scale
    scale = _one_over_root(nx * nx + ny * ny + nz * nz + 1e-12)
    nx, ny, nz = nx * scale, ny * scale, nz * scale
    facing = max(0.0, nx * vx + ny * vy + nz * vz)
    key = nx * lights[0, 0] + ny * lights[0, 1] + nz * lights[0, 2]
    fill = nx * lights[2, 0] + ny * lights[2, 1] + nz * lights[2, 2]
    # shift along the normal, so that a surface does not shade itself
    px, py, pz = px + 0.02 * nx, py + 0.02 * ny, pz + 0.02 * nz
    middle = 0.5 * moments.shape[1]
    reaching = light_reaching(
        moments,
        (px * light_axes[0, 0] + py * light_axes[0, 1] + pz * light_axes[0, 2]) * light_scale + middle,
        (px * light_axes[1, 0] + py * light_axes[1, 1] + pz * light_axes[1, 2]) * light_scale + middle,
        px * light_axes[2, 0] + py * light_axes[2, 1] + pz * light_axes[2, 2] + 4.0,
        0.012,
    )
    reaching = SHADOW_FLOOR + (1.0 - SHADOW_FLOOR) * reaching
    highlight = _highlights(nx, ny, nz, vx, vy, vz, lights, materials, m)
    if m == SKIN:
        # brows and beard are painted on the skin and must not shine like it
        highlight *= min(1.0, 0.2 + 18.0 * green)
    highlight *= reaching * (0.35 + 0.65 * min(max(4.0 * key, 0.0), 1.0)) * crevice
    tint = materials[m, 8]
    edge = 1.0 - facing
    rim = 0.35 * materials[m, 6] * edge * edge * edge * min(max(0.55 + 0.6 * ny, 0.0), 1.0) * crevice
    up = 0.5 + 0.5 * ny
    return (
        _channel(red, 0, key, fill, up, reaching, crevice, lights, materials[m, 0])
        + lights[1, 0] * highlight * (1.0 - tint + tint * min(1.0, 0.16 + 5.0 * red))
        + lights[6, 0] * rim,
        _channel(green, 1, key, fill, up, reaching, crevice, lights, materials[m, 1])
        + lights[1, 1] * highlight * (1.0 - tint + tint * min(1.0, 0.16 + 5.0 * green))
        + lights[6, 1] * rim,
        _channel(blue, 2, key, fill, up, reaching, crevice, lights, materials[m, 2])
        + lights[1, 2] * highlight * (1.0 - tint + tint * min(1.0, 0.16 + 5.0 * blue))
        + lights[6, 2] * rim,
    )  # fmt: skip


@inner
def _channel(
    albedo: float,
    k: int,
    key: float,
    fill: float,
    up: float,
    reaching: float,
    crevice: float,
    lights: np.ndarray,
    wrap: float,
) -> float:
    """Diffuse light of one colour channel."""
    # half-lit borders of a shadow keep their red in skin, as the terminator does
    through = reaching * (1.0 + max(wrap - 0.18, 0.0) * (1.0 - reaching))
    soft = 1.0 - wrap + 0.7 * wrap * wrap  # about 1 / (1 + wrap)
    light = lights[1, k] * max(0.0, key + wrap) * soft * through * (0.4 + 0.6 * crevice)
    light += lights[3, k] * max(0.0, fill + wrap) * soft * (0.3 + 0.7 * crevice)
    # light that bounced between skin and skin is coloured by it: hollows are warm, not grey
    bounced = crevice * (1.0 + 1.2 * albedo * (1.0 - crevice))
    return albedo * (light + (up * lights[4, k] + (1.0 - up) * lights[5, k]) * bounced)


@inner
def _surfaces_of(
    x: int, y: int, nearness: np.ndarray, faces_seen: np.ndarray, offsets: np.ndarray, material: np.ndarray,
    faces_here: np.ndarray, spots: np.ndarray,
) -> int:  # fmt: skip
    """Group the samples of a pixel into surfaces (one material, one depth); returns how many.

    Writes the face of each into ``faces_here`` and its mean screen x, y, nearness and number of samples into ``spots``.
    """
    samples = offsets.shape[0]
    surfaces = 0
    for k in range(samples):
        near = nearness[samples * y + k, x]
        if near <= 0.0:
            continue
        face = faces_seen[samples * y + k, x]
        home = 0
        while home < surfaces:
            if material[faces_here[home]] == material[face] and abs(near - spots[home, 4]) < 0.002 * near:
                break
            home += 1
        if home == surfaces:
            surfaces += 1
            faces_here[home] = face
            spots[home, 0], spots[home, 1], spots[home, 2], spots[home, 3] = 0.0, 0.0, 0.0, 0.0
            spots[home, 4] = near
        spots[home, 0] += x + offsets[k]
        spots[home, 1] += y + (k + 0.5) / samples
        spots[home, 2] += near
        spots[home, 3] += 1.0
    for j in range(surfaces):
        share = 1.0 / spots[j, 3]
        spots[j, 0], spots[j, 1], spots[j, 2] = spots[j, 0] * share, spots[j, 1] * share, spots[j, 2] * share
    return surfaces


@inner
def _sum_rows(nearness: np.ndarray, first: int, samples: int, sums: np.ndarray) -> None:
    """Sum of the samples of every pixel of a row: 0 where only the backdrop is seen."""
    for x in range(sums.shape[0]):
        sums[x] = nearness[first, x]
    for k in range(1, samples):
        for x in range(sums.shape[0]):
            sums[x] += nearness[first + k, x]


@kernel
def shade(
    nearness: np.ndarray, faces_seen: np.ndarray, offsets: np.ndarray, screen: np.ndarray, normals: np.ndarray,
    faces: np.ndarray, material: np.ndarray, albedo: np.ndarray, occlusion: np.ndarray, uv: np.ndarray,
    texture: np.ndarray, lens: np.ndarray, lights: np.ndarray, materials: np.ndarray, moments: np.ndarray,
    light_axes: np.ndarray, light_scale: float, half: np.ndarray, open_sky: np.ndarray, background: np.ndarray,
    tone: np.ndarray, faces_here: np.ndarray, spots: np.ndarray, sums: np.ndarray, picture: np.ndarray,
) -> None:  # fmt: skip
    """Draw over ``picture`` (h w 3) uint8 sRGB, which holds the backdrop, from the buffers of ``rasterise`` and
    ``shadow``.

    ``background`` (h w 3) is the same backdrop in linear light, for the pixels that the signer covers in part.
    ``faces_here`` (samples) int32, ``spots`` (samples 5) float64 and ``sums`` (w) float32 are scratch.
    """
    height, width = picture.shape[0], picture.shape[1]
    samples = offsets.shape[0]
    tone_scale = (TONE_STEPS - 1) / math.sqrt(TONE_RANGE)
    for y in range(height):
        _sum_rows(nearness, samples * y, samples, sums)
        for x in range(width):
            if sums[x] == 0.0:
                continue
            surfaces = _surfaces_of(x, y, nearness, faces_seen, offsets, material, faces_here, spots)
            red, green, blue, seen = 0.0, 0.0, 0.0, 0.0
            for j in range(surfaces):
                face, sx, sy, near, weight = faces_here[j], spots[j, 0], spots[j, 1], spots[j, 2], spots[j, 3] / samples
                nx, ny, nz, r, g, b, sky = _gather(face, sx, sy, screen, normals, faces, albedo, occlusion, uv, texture)
                sky *= _open_sky(open_sky, half, sx, sy, near)
                r, g, b = _lit(nx, ny, nz, r, g, b, sky, int(material[face]), sx, sy, near,
                               lens, lights, materials, moments, light_axes, light_scale)  # fmt: skip
                red, green, blue, seen = red + weight * r, green + weight * g, blue + weight * b, seen + weight
            rest = 1.0 - seen
            picture[y, x, 0] = _shown(red + rest * background[y, x, 0], tone, tone_scale)
            picture[y, x, 1] = _shown(green + rest * background[y, x, 1], tone, tone_scale)
            picture[y, x, 2] = _shown(blue + rest * background[y, x, 2], tone, tone_scale)


@inner
def _shown(light: float, tone: np.ndarray, tone_scale: float) -> np.uint8:
    """The sRGB byte of linear light."""
    return np.uint8(tone[int(math.sqrt(min(max(light, 0.0), TONE_RANGE)) * tone_scale)] + np.float32(0.5))
