"""Handshapes: a table of finger postures in words, and the angles that the words stand for.

A finger posture is (knuckle, middle joint, end joint) in degrees of flexion. A thumb posture is (out of the palm
plane, away from the index in the palm plane, knuckle, end joint). The last column is the spread of index, middle,
ring and little finger in degrees, away from the middle finger (for the middle finger itself: toward the thumb).
The names are those of American Sign Language teaching; where one handshape has two names, both stand in the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from stable_signer.errors import LexiconError
from stable_signer.lexicon.symbols import suggestion

#: Finger posture -> flexion of (knuckle, middle joint, end joint), degrees.
FINGERS: dict[str, tuple[float, float, float]] = {
    "ext": (0, 0, 0),
    "lax": (12, 16, 8),
    "soft": (20, 25, 12),
    "curve": (30, 40, 22),
    "C": (36, 52, 30),
    "O": (46, 56, 35),
    "flat": (78, 6, 4),
    "flatC": (52, 18, 8),
    "flatO": (75, 33, 9),
    "bent": (74, 6, 4),
    "claw": (8, 62, 40),
    "hook": (6, 92, 48),
    "X": (28, 92, 48),
    "E": (52, 108, 58),
    "fist": (84, 100, 60),
    "over": (78, 62, 30),
    "M": (80, 60, 28),
    "pinch": (61, 43, 18),
    "pinch8": (69, 49, 24),
    "pinch7": (75, 51, 23),
    "D": (57, 65, 38),
    "down": (44, 6, 4),
    "K": (38, 4, 4),
    "cross": (4, 2, 2),
    "crossed": (18, 12, 6),
}

#: Thumb posture -> (palmar abduction, radial abduction, knuckle flexion, end joint flexion), degrees.
THUMBS: dict[str, tuple[float, float, float, float]] = {
    "out": (0, 48, -4, -4),
    "up": (4, 44, -6, -8),
    "beside": (12, 3, 8, 4),
    "along": (-8, 7, 4, 0),
    "lax": (22, 22, 10, 10),
    "across": (34, -18, 42, 36),
    "over": (44, -16, 42, 40),
    "under": (34, -24, 48, 30),
    "tuck": (40, -14, 30, 20),
    "T": (26, -4, 24, 6),
    "N": (20, -16, 30, 8),
    "M": (18, -26, 40, 10),
    "E": (42, -16, 46, 46),
    "opposed": (52, 12, 8, 6),
    "C": (58, 16, 2, 17),
    "O": (55, 10, 20, 26),
    "flatO": (45, 8, 4, 22),
    "pinch7": (45, -14, 34, 15),
    "F": (21, 9, 8, 20),
    "pinch8": (54, -4, 18, 17),
    "D": (50, -2, 23, 19),
    "K": (2, 0, 36, 3),
    "G": (6, 6, 6, 4),
    "W": (43, -8, 54, 0),
    "claw": (20, 36, 10, 30),
}


_TABLE = """
# name      thumb     index   middle  ring    pinky   spread
A           beside    fist    fist    fist    fist    0 0 0 0
open-A      up        fist    fist    fist    fist    0 0 0 0
10          up        fist    fist    fist    fist    0 0 0 0
S           over      fist    fist    fist    fist    0 0 0 0
T           T         over    fist    fist    fist    0 0 0 0
N           N         over    over    fist    fist    0 0 0 0
M           M         over    over    over    fist    0 0 0 0
open-N      N         flat    flat    fist    fist    0 0 0 0
flat-N      N         flat    flat    fist    fist    0 0 0 0
open-M      M         flat    flat    flat    fist    0 0 0 0
flat-M      M         flat    flat    flat    fist    0 0 0 0
E           E         E       E       E       E       0 0 0 0
open-E      E         hook    hook    hook    hook    0 0 0 0
O           O         O       O       O       O       0 0 0 0
0           O         O       O       O       O       0 0 0 0
flat-O      flatO     flatO   flatO   flatO   flatO   0 0 0 0
tight-O     O         O       O       O       O       0 0 0 0
baby-O      F         pinch   fist    fist    fist    0 0 0 0
C           C         C       C       C       C       0 0 0 0
flat-C      opposed   flatC   flatC   flatC   flatC   0 0 0 0
claw-C      claw      claw    claw    claw    claw    6 0 4 8
baby-C      C         C       fist    fist    fist    0 0 0 0
B           across    ext     ext     ext     ext     0 0 0 0
flat-B      along     ext     ext     ext     ext     0 0 0 0
open-B      out       ext     ext     ext     ext     0 0 0 0
loose-B     lax       lax     lax     lax     lax     2 0 2 3
bent-B      beside    bent    bent    bent    bent    0 0 0 0
open-bent-B out       bent    bent    bent    bent    0 0 0 0
curved-B    beside    curve   curve   curve   curve   0 0 0 0
4           across    ext     ext     ext     ext     14 2 8 18
bent-4      across    bent    bent    bent    bent    10 2 6 12
curved-4    across    curve   curve   curve   curve   12 2 8 16
claw-4      across    claw    claw    claw    claw    12 2 8 16
5           out       ext     ext     ext     ext     14 2 8 18
loose-5     lax       lax     lax     soft    soft    8 1 5 11
bent-5      out       bent    bent    bent    bent    12 2 8 16
curved-5    C         curve   curve   curve   curve   12 2 8 16
claw-5      claw      claw    claw    claw    claw    14 2 8 18
flat-5      along     ext     ext     ext     ext     14 2 8 18
3           out       ext     ext     fist    fist    12 -10 0 0
claw-3      claw      claw    claw    fist    fist    14 -8 0 0
23          out       ext     down    fist    fist    12 -6 0 0
bent-3      out       bent    bent    fist    fist    10 -8 0 0
1           tuck      ext     fist    fist    fist    0 0 0 0
index       tuck      ext     fist    fist    fist    0 0 0 0
bent-1      tuck      bent    fist    fist    fist    0 0 0 0
curved-1    tuck      curve   fist    fist    fist    0 0 0 0
X           tuck      X       fist    fist    fist    0 0 0 0
claw-1      tuck      hook    fist    fist    fist    0 0 0 0
open-X      F         X       fist    fist    fist    0 0 0 0
closed-X    F         pinch   fist    fist    fist    0 0 0 0
D           D         ext     D       D       D       0 0 0 0
open-D      tuck      ext     D       D       D       0 0 0 0
G           G         ext     fist    fist    fist    0 0 0 0
open-G      opposed   curve   fist    fist    fist    0 0 0 0
closed-G    F         pinch   fist    fist    fist    0 0 0 0
flat-G      opposed   down    fist    fist    fist    0 0 0 0
Q           G         ext     fist    fist    fist    0 0 0 0
L           out       ext     fist    fist    fist    0 0 0 0
bent-L      out       hook    fist    fist    fist    0 0 0 0
curved-L    C         C       fist    fist    fist    0 0 0 0
claw-L      claw      hook    fist    fist    fist    0 0 0 0
U           tuck      ext     ext     fist    fist    0 0 0 0
H           tuck      ext     ext     fist    fist    0 0 0 0
open-U      out       ext     ext     fist    fist    0 0 0 0
open-H      out       ext     ext     fist    fist    0 0 0 0
bent-U      tuck      bent    bent    fist    fist    0 0 0 0
bent-H      tuck      bent    bent    fist    fist    0 0 0 0
curved-U    tuck      curve   curve   fist    fist    0 0 0 0
flat-U      flatO     flatO   flatO   fist    fist    0 0 0 0
N-open      flatO     flatO   flatO   fist    fist    0 0 0 0
R           tuck      cross   crossed fist    fist    -9 9 0 0
crossed-R   tuck      cross   crossed fist    fist    -9 9 0 0
V           tuck      ext     ext     fist    fist    12 -10 0 0
2           tuck      ext     ext     fist    fist    12 -10 0 0
bent-V      tuck      hook    hook    fist    fist    12 -10 0 0
claw-V      tuck      hook    hook    fist    fist    12 -10 0 0
curved-V    tuck      curve   curve   fist    fist    12 -10 0 0
flat-V      tuck      bent    bent    fist    fist    12 -10 0 0
K           K         ext     K       fist    fist    9 -7 0 0
P           K         ext     K       fist    fist    9 -7 0 0
W           W         ext     ext     ext     fist    13 0 12 0
6           W         ext     ext     ext     fist    13 0 12 0
bent-W      W         hook    hook    hook    fist    13 0 12 0
7           pinch7    ext     ext     pinch7  ext     12 2 0 14
8           pinch8    ext     pinch8  ext     ext     8 0 8 16
open-8      out       ext     down    ext     ext     10 0 8 16
25          out       ext     down    ext     ext     10 0 8 16
bent-8      out       ext     down    ext     ext     10 0 8 16
9           F         pinch   ext     ext     ext     0 2 8 18
F           F         pinch   ext     ext     ext     0 2 8 18
open-F      opposed   curve   ext     ext     ext     4 2 8 18
flat-F      flatO     flatO   ext     ext     ext     0 2 8 18
open-9      opposed   curve   ext     ext     ext     4 2 8 18
I           over      fist    fist    fist    ext     0 0 0 4
J           over      fist    fist    fist    ext     0 0 0 4
Z           tuck      ext     fist    fist    fist    0 0 0 0
Y           out       fist    fist    fist    ext     0 0 0 14
bent-Y      out       fist    fist    fist    hook    0 0 0 10
ILY         out       ext     fist    fist    ext     4 0 0 12
horns       tuck      ext     fist    fist    ext     4 0 0 12
corna       tuck      ext     fist    fist    ext     4 0 0 12
13          up        ext     ext     fist    fist    0 0 0 0
rest        lax       soft    curve   curve   curve   2 0 2 4
"""

#: Handshape -> the handshape that "open-close" goes to and comes back from, where it is not "flat-O".
PARTNERS: dict[str, str] = {
    "S": "5", "A": "5", "flat-O": "open-B", "O": "C", "E": "claw-5", "C": "S", "claw-5": "S", "claw-C": "S",
    "closed-G": "open-G", "open-G": "closed-G", "G": "closed-G", "baby-O": "open-G", "baby-C": "closed-G",
    "L": "closed-G", "bent-L": "closed-G", "curved-L": "closed-G", "F": "open-F", "9": "open-9",
    "open-F": "F", "open-9": "9",
    "8": "open-8", "open-8": "8", "25": "8", "X": "1", "1": "X", "bent-V": "V", "V": "bent-V",
    "U": "flat-U", "H": "flat-U", "open-U": "flat-U", "open-H": "flat-U", "3": "flat-U", "flat-U": "open-U",
    "closed-X": "open-X", "open-X": "closed-X", "B": "bent-B", "flat-B": "bent-B", "bent-B": "flat-B",
    "4": "bent-4", "Y": "A", "I": "S", "K": "H", "T": "1", "ILY": "Y",
}  # fmt: skip


@dataclass(frozen=True)
class Handshape:
    """Angles of one handshape.

    angles: (5 4) radians, thumb to little finger, in the order of ``Motion.fingers``.
    selected: the fingers that the shape is about (indices 1..4; 0 where it is the thumb alone).
    is_pinched: whether the thumb meets the selected fingers, so that the "tips" are all of theirs together.
    """

    name: str
    angles: np.ndarray
    selected: tuple[int, ...]
    is_pinched: bool


def _parse_table(text: str) -> dict[str, tuple[str, ...]]:
    rows = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return {row[0]: tuple(row[1:]) for row in rows}


HANDSHAPES = _parse_table(_TABLE)

_FOLDED = ("fist", "over", "M")
_PINCHES = {"O", "flatO", "F", "pinch8", "pinch7"}
_SELECTED = {
    "F": (1,), "9": (1,), "open-F": (1,), "open-9": (1,), "flat-F": (1,), "D": (1,), "open-D": (1,), "8": (2,),
    "open-8": (2,), "25": (2,), "bent-8": (2,), "7": (3,), "10": (0,), "open-A": (0,), "Y": (0, 4), "bent-Y": (0, 4),
    "T": (1,), "N": (1, 2), "M": (1, 2, 3),
}  # fmt: skip


def _selected(name: str, fingers: tuple[str, ...]) -> tuple[int, ...]:
    if name in _SELECTED:
        return _SELECTED[name]
    return tuple(i for i, word in enumerate(fingers, 1) if word not in _FOLDED) or (1, 2, 3, 4)


@lru_cache(maxsize=512)
def handshape(name: str) -> Handshape:
    """The handshape of that name. Raises ``LexiconError`` for a name that is not in the table."""
    if name not in HANDSHAPES:
        raise LexiconError(f'handshape "{name}" is not known; expected one of the table{suggestion(name, HANDSHAPES)}')
    thumb, *fingers = HANDSHAPES[name][:5]
    spread = [float(value) for value in HANDSHAPES[name][5:]]
    rows = [THUMBS[thumb]]
    for word, apart in zip(fingers, spread, strict=True):
        knuckle, middle, end = FINGERS[word]
        rows.append((knuckle, apart, middle, end))
    angles = np.radians(np.array(rows, dtype=np.float32))
    angles.setflags(write=False)
    return Handshape(name, angles, _selected(name, tuple(fingers)), thumb in _PINCHES)


def partner(name: str) -> str:
    """The other end of an opening or closing movement that starts from this handshape."""
    return PARTNERS.get(name, "flat-O")
