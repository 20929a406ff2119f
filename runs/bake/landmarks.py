"""Vertices of MakeHuman's base mesh that mark the face, found by their place on a reference face seen from the
front."""

from __future__ import annotations

import numpy as np

from bake.source import NUM_BODY, Figure, Source, vertex_mask

# iBUG point on the signer's right half (and the middle) -> x, y in centimetres from the point 14 cm below the crown
_RIGHT = {
    0: (-7.0, 2.2), 1: (-6.9, 0.5), 2: (-6.7, -1.1), 3: (-6.25, -2.6), 4: (-5.6, -4.0), 5: (-4.6, -5.3),
    6: (-3.2, -6.5), 7: (-1.6, -7.1), 8: (0.0, -7.3),
    17: (-4.8, 4.0), 18: (-4.0, 4.5), 19: (-3.0, 4.7), 20: (-2.0, 4.6), 21: (-1.0, 4.2),
    27: (0.0, 2.9), 28: (0.0, 1.8), 29: (0.0, 0.7), 30: (0.0, -0.4),
    31: (-1.3, -1.15), 32: (-0.65, -1.35), 33: (0.0, -1.65),
}  # fmt: skip
_MIRRORED = {**{i: 16 - i for i in range(8)}, **{17 + i: 26 - i for i in range(5)}, 31: 35, 32: 34}
_MIRRORED |= {
    36: 45,
    37: 44,
    38: 43,
    39: 42,
    40: 47,
    41: 46,
    48: 54,
    49: 53,
    50: 52,
    60: 64,
    61: 63,
    67: 65,
    59: 55,
    58: 56,
}


def face_68(source: Source, reference: Figure) -> np.ndarray:
    """Vertices (68,) of the iBUG points."""
    crown = reference.vertices[:NUM_BODY, 1].max()
    flat = (reference.vertices - [0.0, crown - 0.14, 0.0]) * 100
    body = flat[:NUM_BODY]
    ear = body[np.argmax(np.where(body[:, 1] > -9, np.abs(body[:, 0]), 0) * (np.abs(body[:, 0]) < 9)), 2]
    face = np.flatnonzero((body[:, 1] > -9) & (body[:, 1] < 8) & (np.abs(body[:, 0]) < 8) & (body[:, 2] > ear))
    outer = face[vertex_mask(source, "inside-mouth")[face] < 0.5]
    outer = outer[_is_outside(flat, outer)]
    marks = {i: _nearest(flat, outer, xy) for i, xy in _RIGHT.items()}
    marks |= _eye(source, flat, outer) | _lips(source, flat, outer)
    marks |= {other: mirrored(flat[:NUM_BODY], marks[i]) for i, other in _MIRRORED.items()}
    return np.array([marks[i] for i in range(68)])


def mirrored(points: np.ndarray, vertex: int) -> int:
    """The vertex at the mirror image of another."""
    return int(np.argmin(np.linalg.norm(points - points[vertex] * [-1, 1, 1], axis=1)))


def _nearest(flat: np.ndarray, candidates: np.ndarray, xy: tuple[float, float]) -> int:
    """The frontmost of the candidates about xy."""
    away = np.linalg.norm(flat[candidates, :2] - xy, axis=1) - 0.05 * flat[candidates, 2]
    if xy[0] == 0.0:
        away += 10.0 * (np.abs(flat[candidates, 0]) > 0.05)
    return int(candidates[np.argmin(away)])


def _is_outside(flat: np.ndarray, candidates: np.ndarray) -> np.ndarray:
    """Whether no other candidate lies well in front of it: leaves out eye sockets, nostrils and the inside of the
    mouth."""
    p = flat[candidates]
    near = np.linalg.norm(p[:, None, :2] - p[None, :, :2], axis=2) < 0.35
    return p[:, 2] > (np.where(near, p[None, :, 2], -np.inf)).max(1) - 0.9


def _eye(source: Source, flat: np.ndarray, outer: np.ndarray) -> dict[int, int]:
    """The right eye's six points: the lid edge is what lies nearest to the eyeball."""
    ball = flat[np.unique(source.quads["helper-r-eye"])]
    centre, radius = ball.mean(0), np.ptp(ball[:, 0]) / 2
    away = np.linalg.norm(flat[outer] - centre, axis=1)
    rim = outer[(away < radius * 1.22) & (flat[outer, 2] > centre[2] - 0.2)]
    wanted = {36: (-4.25, 2.95), 37: (-3.6, 3.3), 38: (-2.6, 3.3), 39: (-1.75, 2.7), 40: (-2.6, 2.45), 41: (-3.5, 2.42)}
    wide = np.concatenate([rim, outer[np.linalg.norm(flat[outer, :2] - wanted[39], axis=1) < 0.5]])
    return {i: _nearest(flat, wide if i == 39 else rim, xy) for i, xy in wanted.items()}


def _lips(source: Source, flat: np.ndarray, outer: np.ndarray) -> dict[int, int]:
    """Outer border where the lips' mask ends; inner border where upper and lower lip meet, told apart by the jaw."""
    lip = vertex_mask(source, "lips")[outer] > 0.5
    opens = np.linalg.norm(source.action_deltas[source.actions.index("jawOpen"), outer], axis=1) * 100
    lower = opens > 0.5 * opens[np.argmin(np.linalg.norm(flat[outer, :2] - (0, -4.5), axis=1))]
    upper_lip, lower_lip = outer[lip & ~lower], outer[lip & lower]
    corner = int(upper_lip[np.argmin(flat[upper_lip, 0])])
    marks = {48: corner, 60: corner}
    for i, x in ((49, -1.5), (50, -0.6), (51, 0.0)):
        marks[i] = _edge(flat, upper_lip, x, top=True)
    for i, x in ((61, -1.0), (62, 0.0)):
        marks[i] = _edge(flat, upper_lip, x, top=False)
    for i, x in ((67, -1.0), (66, 0.0)):
        marks[i] = _edge(flat, lower_lip, x, top=True)
    for i, x in ((59, -1.5), (58, -0.7), (57, 0.0)):
        marks[i] = _edge(flat, lower_lip, x, top=False)
    inside = flat[corner, :2] + [0.3, 0.0]
    others = upper_lip[upper_lip != corner]
    marks[60] = int(others[np.argmin(np.linalg.norm(flat[others, :2] - inside, axis=1))])
    return marks


def _edge(flat: np.ndarray, lip: np.ndarray, x: float, top: bool) -> int:
    near = np.abs(flat[lip, 0] - x)
    column = lip[near < near.min() + 0.12]
    return int(column[np.argmax(flat[column, 1] if top else -flat[column, 1])])


def tongue_tip(source: Source, reference: Figure) -> int:
    """The foremost vertex of the tongue."""
    tongue = np.unique(source.quads["helper-tongue"])
    return int(tongue[np.argmax(reference.vertices[tongue, 2])])
