"""The words of the phonological notation, except handshapes and locations (which have tables of their own)."""

from __future__ import annotations

import difflib
from collections.abc import Collection

#: Direction word -> vector for the right hand (x = the signer's left, y up, z toward the viewer).
DIRECTIONS: dict[str, tuple[float, float, float]] = {
    "up": (0.0, 1.0, 0.0),
    "down": (0.0, -1.0, 0.0),
    "fwd": (0.0, 0.0, 1.0),
    "back": (0.0, 0.0, -1.0),
    "in": (1.0, 0.0, 0.0),
    "out": (-1.0, 0.0, 0.0),
}

#: Referents whose place is known only in the sentence: subject, object, and the four loci of the signing space.
REFERENTS = ("S", "O", "a", "b", "c", "d")

#: ``to:O`` and the like: directions that depend on the loci of a verb's subject and object.
REFERENT_DIRECTIONS = tuple(f"{sense}:{name}" for sense in ("to", "from") for name in REFERENTS)

ARRANGEMENTS = ("two", "alt", "par")

#: plane -> (first, second) direction: a positive circle starts along the first and turns to the second.
PLANES: dict[str, tuple[str, str]] = {
    "front": ("up", "in"),
    "floor": ("fwd", "in"),
    "wheel": ("up", "fwd"),
}

TEMPOS = ("fast", "slow", "sharp", "hold")

#: Small movements around a posture -> default amount (centimetres or degrees) and what it is.
LOCALS: dict[str, tuple[float, str]] = {
    "wiggle": (25.0, "degrees that each finger bends in turn"),
    "flutter": (12.0, "degrees, a faster and smaller wiggle"),
    "twist": (50.0, "degrees of forearm rotation, to and fro"),
    "nod": (35.0, "degrees at the wrist, in the direction of the palm"),
    "shake": (4.0, "centimetres from side to side"),
    "swing": (30.0, "degrees at the wrist, toward the thumb and the little-finger side"),
    "tap": (3.0, "centimetres away from the contact and back"),
    "rub": (4.0, "centimetres along the surface that is touched, or of the thumb over the fingertips"),
    "bend": (70.0, "degrees that the selected fingers bend at the knuckles"),
    "open-close": (1.0, "the share of the way between the handshape and its open or closed partner"),
    "circle": (4.0, "centimetres, the radius of a small circle"),
    "bounce": (3.0, "centimetres up and down"),
}

#: Points of a hand (or arm) that can touch something.
POINTS = (
    "tips",
    "pads",
    "nails",
    "fingers",
    "gaps",
    "hook",
    "finger-backs",
    "thumb-tip",
    "index-tip",
    "middle-tip",
    "ring-tip",
    "pinky-tip",
    "thumb-pad",
    "index-pad",
    "middle-pad",
    "ring-pad",
    "pinky-pad",
    "thumb-nail",
    "index-nail",
    "middle-nail",
    "ring-nail",
    "pinky-nail",
    "index-side",
    "middle-side",
    "palm",
    "heel",
    "back",
    "thumb-side",
    "pinky-side",
    "knuckles",
    "middle-joints",
    "web",
    "wrist",
    "wrist-back",
    "forearm",
    "forearm-back",
    "elbow",
)


def suggestion(word: str, choices: Collection[str]) -> str:
    """``; did you mean "x"?`` for the nearest of the choices, or an empty string."""
    folded = {choice.lower(): choice for choice in choices}
    near = difflib.get_close_matches(word.lower(), folded, n=1, cutoff=0.6)
    return f'; did you mean "{folded[near[0]]}"?' if near else ""
