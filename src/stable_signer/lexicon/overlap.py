"""How far one set of balls must move, in each of some directions, to be clear of another: exact, for moving hands.

Axis letters: t frames, p balls that move, q balls that stay, d directions.
"""

from __future__ import annotations

import numpy as np
from numba import njit

_ANGLES = (-1.0, 0.0, 1.0)
_GRID = np.array([(x, y, z) for x in _ANGLES for y in _ANGLES for z in _ANGLES if (x, y, z) != (0.0, 0.0, 0.0)])
#: Directions (26 3) in which a hand can give way: the sides, edges and corners of a cube.
WAYS = _GRID / np.linalg.norm(_GRID, axis=-1, keepdims=True)


@njit(cache=True, nogil=True)
def clearances(first, first_radii, second, second_radii, ways, most):
    """The least shifts (t d) along ``ways`` (d 3) after which balls ``first`` (t p 3) touch none of ``second`` (t q 3).

    0 where they are apart already; ``most`` where that is not enough.
    """
    frames, balls, others = first.shape[0], first.shape[1], second.shape[1]
    result = np.zeros((frames, len(ways)))
    near = np.empty((balls * others, 3))
    reach = np.empty(balls * others)
    low, high = np.empty(balls * others), np.empty(balls * others)
    for t in range(frames):
        count, inside = 0, False
        for p in range(balls):
            for q in range(others):
                x = first[t, p, 0] - second[t, q, 0]
                y = first[t, p, 1] - second[t, q, 1]
                z = first[t, p, 2] - second[t, q, 2]
                radius = first_radii[p] + second_radii[q]
                square = x * x + y * y + z * z
                if radius > 0 and square < (radius + most) ** 2:
                    near[count, 0], near[count, 1], near[count, 2] = x, y, z
                    reach[count] = radius * radius - square
                    inside = inside or reach[count] > 0
                    count += 1
        if not inside:
            continue
        for d in range(len(ways)):
            met = 0
            for k in range(count):  # the part of the way on which this pair would overlap
                along = near[k, 0] * ways[d, 0] + near[k, 1] * ways[d, 1] + near[k, 2] * ways[d, 2]
                square = along * along + reach[k]
                if square > 0 and -along + np.sqrt(square) > 0:
                    low[met], high[met] = -along - np.sqrt(square), -along + np.sqrt(square)
                    met += 1
            shift, is_moved = 0.0, True
            while is_moved and shift < most:
                is_moved = False
                for k in range(met):
                    if low[k] < shift - 1e-9 < high[k] - 2e-9 or (shift == 0.0 and low[k] < 0.0 < high[k]):
                        shift, is_moved = high[k], True
            result[t, d] = min(shift, most)
    return result


@njit(cache=True, nogil=True)
def deepest(first, first_radii, second, second_radii):
    """How deep (t), 0 if not, one of the balls ``first`` (t p 3) is in one of ``second`` (q 3)."""
    result = np.zeros(len(first))
    for t in range(len(first)):
        for p in range(first.shape[1]):
            for q in range(len(second)):
                x = first[t, p, 0] - second[q, 0]
                y = first[t, p, 1] - second[q, 1]
                z = first[t, p, 2] - second[q, 2]
                radius = first_radii[p] + second_radii[q]
                square = x * x + y * y + z * z
                if square < radius * radius:
                    result[t] = max(result[t], radius - np.sqrt(square))
    return result


def give_way(clearance: np.ndarray, bend_cost: float) -> np.ndarray:
    """Shifts (t 3) from clearances (t d) along ``WAYS``: short ones that change little from frame to frame.

    The dynamic programme minimises the sum of squared shifts, and ``bend_cost`` times that of their changes.
    """
    shifts = clearance[..., None] * WAYS
    total, came = clearance[0] ** 2, []
    for before, after, length in zip(shifts, shifts[1:], clearance[1:], strict=False):
        change = before[:, None] - after[None]
        cost = total[:, None] + bend_cost * np.einsum("abi,abi->ab", change, change)
        came.append(cost.argmin(0))
        total = cost.min(0) + length**2
    rows = [int(total.argmin())]
    for step in reversed(came):
        rows.append(int(step[rows[-1]]))
    return shifts[np.arange(len(shifts)), rows[::-1]]
