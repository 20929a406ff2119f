"""What a hand is like: handshape and orientation.

HamNoSys builds a handshape from a base, the thumb, bendings and single fingers; the lexicon has named ones: the nearest
name by the angles of the fingers is taken. Directions are the signer's own left and right; ``side`` is 0 for the right
hand and 1 for the left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from stable_signer.errors import LexiconError
from stable_signer.lexicon.handshapes import FINGERS, HANDSHAPES, THUMBS, handshape
from stable_signer.lexicon.notation import Direction

BASES: dict[str, tuple[str, tuple[str, str, str, str], str]] = {
    "fist": ("beside", ("fist", "fist", "fist", "fist"), "together"),
    "flathand": ("along", ("ext", "ext", "ext", "ext"), "together"),
    "finger2": ("tuck", ("ext", "fist", "fist", "fist"), "together"),
    "finger23": ("tuck", ("ext", "ext", "fist", "fist"), "together"),
    "finger23spread": ("tuck", ("ext", "ext", "fist", "fist"), "spread"),
    "finger2345": ("along", ("ext", "ext", "ext", "ext"), "spread"),
    "pinch12": ("F", ("pinch", "fist", "fist", "fist"), "together"),
    "pinchall": ("O", ("O", "O", "O", "O"), "together"),
    "pinch12open": ("F", ("pinch", "ext", "ext", "ext"), "spread"),
    "cee12": ("C", ("C", "fist", "fist", "fist"), "together"),
    "ceeall": ("C", ("C", "C", "C", "C"), "together"),
    "ceeopen": ("C", ("C", "ext", "ext", "ext"), "spread"),
}
"""Base -> thumb, index to little finger (words of ``handshapes``), and whether the fingers are apart."""
BENDS = {
    "fingerstraightmod": "bent",
    "fingerbendmod": "curve",
    "fingerhookmod": "hook",
    "doublebent": "claw",
    "doublehooked": "claw",
}
FINGER_NAMES = ("thumb", "indexfinger", "middlefinger", "ringfinger", "pinky")
THUMB_MODS = ("thumboutmod", "thumbacrossmod", "thumbopenmod")
HAND_PARTS = frozenset(("fingertip", "fingernail", "fingerpad", "fingermidjoint", "fingerbase", "fingerside"))
SHAPE_SYMBOLS = frozenset((*BASES, *BENDS, *THUMB_MODS))
_OPENED = {"O": "C", "pinch": "curve"}
_SPREAD = {"together": (0.0, 0.0, 0.0, 0.0), "spread": (13.0, 0.0, 8.0, 16.0)}
_THUMB_WEIGHT = 0.6
_AXES = {"u": (0, 1, 0), "d": (0, -1, 0), "l": (1, 0, 0), "r": (-1, 0, 0), "o": (0, 0, 1), "i": (0, 0, -1)}


@dataclass
class ShapeDraft:
    """A handshape while its symbols come in."""

    base: str
    thumb: str = ""
    bend: str = ""
    singles: dict[int, str] = field(default_factory=dict)

    def angles(self) -> np.ndarray:
        """(5 4) radians, as in ``handshapes.Handshape``."""
        thumb, fingers, apart = BASES[self.base]
        words = [self._bent(_OPENED.get(word, word) if self._is_opened else word) for word in fingers]
        pinching = self.base.startswith(("pinch", "cee"))
        for i, word in self.singles.items():
            if i == 0:
                continue
            if pinching and not word and self.base in ("pinch12", "pinch12open", "cee12"):
                words[0], words[i - 1] = words[2] if i != 3 else words[3], words[0]
            else:
                words[i - 1] = word or "ext"
        rows = [THUMBS[self._thumb(thumb)]]
        rows += [(FINGERS[w][0], s, *FINGERS[w][1:]) for w, s in zip(words, _SPREAD[apart], strict=True)]
        return np.radians(np.array(rows, np.float64))

    @property
    def _is_opened(self) -> bool:
        """Whether a pinch is: the fingers stand before the thumb without touching it."""
        return self.base.startswith("pinch") and self.thumb in ("thumbopenmod", "thumboutmod")

    def _bent(self, word: str) -> str:
        if not self.bend or word == "fist":
            return word
        straight = {"O": "flatO", "C": "flatC", "pinch": "pinch"}
        if word in straight:
            return straight[word] if self.bend == "fingerstraightmod" else word
        return BENDS[self.bend]

    def _thumb(self, usual: str) -> str:
        if self.base.startswith(("pinch", "cee")):
            is_flat = self.bend == "fingerstraightmod" and self.base == "pinchall"
            return "opposed" if self._is_opened else "flatO" if is_flat else usual
        if 0 in self.singles or self.thumb == "thumboutmod":
            return "out" if self.base != "fist" or self.singles.keys() - {0} else "up"
        if self.thumb == "thumbacrossmod" or (self.base == "fist" and self.singles):
            return "over" if self.base == "fist" else "across"
        return "opposed" if self.thumb == "thumbopenmod" else usual


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[str, ...], np.ndarray]:
    names = tuple(name for name in HANDSHAPES if name != "rest")
    return names, np.stack([handshape(name).angles for name in names]).astype(np.float64)


def nearest(angles: np.ndarray) -> str:
    """The named handshape whose angles (5 4) are nearest; of equals, the first of the table."""
    names, table = _table()
    weights = np.ones((5, 4))
    weights[0] = _THUMB_WEIGHT
    return names[int(np.argmin(((table - angles) ** 2 * weights).sum((1, 2))))]


def read_shape(symbols: Sequence[str]) -> tuple[str, int]:
    """A named handshape and how many symbols it took; ``between`` takes the middle of two handshapes.

    Raises ``LexiconError`` where no base handshape comes first.
    """
    draft, used = _draft(symbols)
    angles = draft.angles()
    if symbols[used : used + 1] == ["between"] and used + 1 < len(symbols) and symbols[used + 1] in BASES:
        other, more = _draft(symbols[used + 1 :])
        angles, used = (angles + other.angles()) / 2, used + 1 + more
    return nearest(angles), used


def _draft(symbols: Sequence[str]) -> tuple[ShapeDraft, int]:
    if not symbols or symbols[0] not in BASES:
        raise LexiconError(f"HamNoSys handshape at {' '.join(symbols[:3]) or 'the end'!r}: expected a base handshape.")
    draft, i, last = ShapeDraft(symbols[0]), 1, -1
    while i < len(symbols):
        symbol = symbols[i]
        if symbol in THUMB_MODS:
            draft.thumb = symbol
        elif symbol in BENDS and last >= 0:
            draft.singles[last] = BENDS[symbol]
        elif symbol in BENDS:
            draft.bend = symbol
        elif symbol in FINGER_NAMES:
            last = FINGER_NAMES.index(symbol)
            draft.singles.setdefault(last, "")
        elif symbol not in HAND_PARTS and symbol not in ("largemod", "smallmod", "cross"):
            break
        i += 1
    return draft, i


def vector(letters: str) -> np.ndarray:
    """Unit vector (3) of the letters u d l r o i."""
    total = np.sum([_AXES[letter] for letter in letters], axis=0).astype(np.float64)
    return total / np.linalg.norm(total)


def finger_vector(symbols: Sequence[str]) -> np.ndarray:
    """Mean direction (3) of one or two ``extfinger`` symbols."""
    total = np.sum([vector(symbol.removeprefix("extfinger")) for symbol in symbols], axis=0)
    length = np.linalg.norm(total)
    return total / length if length > 0.1 else vector(symbols[0].removeprefix("extfinger"))


def palm_vector(finger: np.ndarray, symbols: Sequence[str]) -> np.ndarray:
    """Where the palm faces (3): its symbol is drawn for fingers that point away, and turned along with them."""
    drawn = np.sum([vector(symbol.removeprefix("palm")) for symbol in symbols], axis=0)
    if np.linalg.norm(drawn) < 0.1:
        drawn = vector(symbols[0].removeprefix("palm"))
    away = vector("o")
    axis, cosine = np.cross(away, finger), float(away @ finger)
    if cosine < -0.95:
        return drawn / np.linalg.norm(drawn)
    turned = drawn + np.cross(axis, drawn) + np.cross(axis, np.cross(axis, drawn)) / (1 + cosine)
    return turned / np.linalg.norm(turned)


def direction(vector_: np.ndarray, side: int) -> Direction:
    """The nearest direction in words relative to the hand: ``up-fwd``; words that matter little are left out."""
    x, y, z = vector_ / max(np.linalg.norm(vector_), 1e-9)
    inward = x if side == 0 else -x
    words = [
        (abs(y), "up" if y > 0 else "down"),
        (abs(z), "fwd" if z > 0 else "back"),
        (abs(inward), "in" if inward > 0 else "out"),
    ]
    strongest = max(size for size, _ in words)
    kept = [word for size, word in words if size > 0.41 * strongest]
    return Direction(tuple(kept))
