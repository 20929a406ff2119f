"""Handshapes read off finger angles, in the codes of ASL-LEX 2.0 (Sehyr et al. 2021).

A code is the shape of which the angles are nearest. Selected fingers and flexion follow from the code, as in ASL-LEX,
except that fingers which move while others keep still are the selected ones.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from stable_signer.lexicon.handshapes import handshape

#: ASL-LEX code, its selected fingers and flexion, and the handshapes of our table that it stands for.
_CODES = """
1            i    FullyOpen   1 open-D
flat_1       i    Flat        bent-1
curved_1     i    Curved      curved-1
bent_1       i    Bent        X claw-1
g            i    Flat        G flat-G open-G open-X
baby_o       i    Bent        baby-O
d            m    Curved      D
l            i    FullyOpen   L
bent_l       i    Bent        bent-L
curved_l     i    Curved      curved-L baby-C
f            i    Curved      F flat-F
open_f       i    Curved      open-F
t            i    Curved      T
8            m    Flat        8
open_8       m    Flat        25
7            r    Curved      7
h            im   FullyOpen   U
open_h       im   FullyOpen   open-U
flat_h       im   Flat        bent-U flat-U
curved_h     im   Curved      curved-U
v            im   FullyOpen   V
flat_v       im   Flat        flat-V bent-3
curved_v     im   Curved      curved-V
bent_v       im   Bent        bent-V claw-3
3            im   FullyOpen   3
p            im   Stacked     K 23
r            im   Crossed     R
flat_n       im   Flat        open-N N
i            p    FullyOpen   I
y            p    FullyOpen   Y bent-Y
w            p    Curved      W
horns        ip   FullyOpen   horns
ily          ip   FullyOpen   ILY
a            t    NA          A 10
s            imrp FullyClosed S
e            imrp Bent        E
open_e       imrp Bent        open-E
o            imrp Curved      O
flat_o       imrp Flat        flat-O
c            imrp Curved      C flat-C curved-B
curved_5     imrp Curved      claw-5 claw-C curved-5
spread_open_e imrp Bent       -
5            imrp FullyOpen   5 loose-5
flatspread_5 imrp Flat        bent-5
open_b       imrp FullyOpen   open-B flat-B loose-B
closed_b     imrp FullyOpen   B
flat_b       imrp Flat        bent-B open-bent-B
4            imrp FullyOpen   4
flat_4       imrp Flat        bent-4
curved_4     imrp Curved      curved-4 claw-4
flat_m       imrp Flat        open-M M
"""
#: Codes between which coders and signers do not choose by contrast: free variants of one handshape of ASL.
VARIANTS = (
    {"a", "s"}, {"open_b", "closed_b"}, {"curved_5", "spread_open_e"}, {"5", "flatspread_5"}, {"h", "open_h"},
    {"bent_v", "curved_v"}, {"bent_1", "curved_1"}, {"1", "d"}, {"g", "baby_o"}, {"o", "flat_o"},
    {"bent_l", "curved_l"}, {"flat_h", "flat_n", "curved_h"}, {"p", "k"}, {"e", "open_e", "closed_e"},
    {"f", "open_f"}, {"8", "open_8"}, {"t", "baby_o"},
)  # fmt: skip
SPREAD_WEIGHT, THUMB_WEIGHT = 1.5, 0.7
MOVES = np.radians(30.0)
"""A finger that bends and stretches by more than this moves."""
_LETTERS = "imrp"


@lru_cache(maxsize=1)
def codes() -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """ASL-LEX code -> selected fingers, flexion, our handshapes."""
    rows = [line.split() for line in _CODES.strip().splitlines()]
    return {row[0]: (row[1], row[2], tuple(name for name in row[3:] if name != "-")) for row in rows}


def code_of(fingers: np.ndarray) -> str:
    """The code of the handshape whose angles are nearest to (5 4)."""
    names, angles = _prototypes()
    apart = (angles - fingers) * _weights()
    return names[int((apart**2).sum((1, 2)).argmin())]


def is_variant(read: str, coded: str) -> bool:
    """Whether two codes are the same, or free variants of one handshape."""
    return read == coded or any(read in group and coded in group for group in VARIANTS)


def selected_of(code: str, fingers: np.ndarray) -> str:
    """Selected fingers for angles over time (t 5 4): those that move if others do not, else those of the code."""
    bend = fingers[:, 1:, 0] + 0.7 * fingers[:, 1:, 2]
    moving = np.ptp(bend, axis=0) > MOVES
    if moving.any():
        return "".join(letter for letter, moves in zip(_LETTERS, moving, strict=True) if moves)
    return codes()[code][0]


@lru_cache(maxsize=1)
def _prototypes() -> tuple[list[str], np.ndarray]:
    pairs = [(code, name) for code, (_, _, names) in codes().items() for name in names]
    return [code for code, _ in pairs], np.stack([handshape(name).angles for _, name in pairs])


def _weights() -> np.ndarray:
    """(5 4) how much each joint counts."""
    weights = np.ones((5, 4))
    weights[0] = THUMB_WEIGHT
    weights[1:, 1] = SPREAD_WEIGHT
    weights[1:, 3] = 0.5
    return weights
