"""Where a hand is and what it touches: runs of HamNoSys location symbols."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stable_signer.lexicon.hamnosys.posture import FINGER_NAMES, HAND_PARTS
from stable_signer.lexicon.hamnosys.tree import Group, Node, flat

BODY: dict[str, tuple[str, str, str, float]] = {
    "head": ("nose", "temple", "temple-far", 14),
    "headtop": ("top-of-head", "top-of-head", "top-of-head", 5),
    "forehead": ("forehead", "temple", "temple-far", 12),
    "eyebrows": ("brow", "brow", "brow-far", 12),
    "eyes": ("eye", "eye", "eye-far", 12),
    "nose": ("nose-tip", "nose", "nose", 12),
    "nostrils": ("under-nose", "under-nose", "under-nose", 10),
    "ear": ("ear", "ear", "ear-far", 8),
    "earlobe": ("ear", "ear", "ear-far", 8),
    "cheek": ("cheek", "cheek", "cheek-far", 12),
    "lips": ("lips", "mouth-corner", "mouth-corner-far", 12),
    "tongue": ("mouth", "mouth", "mouth", 12),
    "teeth": ("mouth", "mouth", "mouth", 12),
    "chin": ("chin", "jaw", "jaw-far", 12),
    "underchin": ("under-chin", "under-chin", "under-chin", 10),
    "neck": ("neck", "neck-side", "neck-side-far", 12),
    "shouldertop": ("upper-chest", "shoulder-top", "shoulder-top-far", 16),
    "shoulders": ("upper-chest", "shoulder", "shoulder-far", 20),
    "chest": ("chest", "chest-side", "chest-side-far", 20),
    "stomach": ("stomach", "stomach", "stomach", 20),
    "belowstomach": ("belly", "hip", "hip-far", 18),
}
"""Location -> in the middle, on the hand's own side, on the other side; and centimetres away where nothing is said."""
PARTS = {
    "palm": "palm", "handback": "back", "thumbside": "thumb-side", "pinkyside": "pinky-side", "thumbball": "heel",
    "wristback": "wrist-back", "wristpulse": "wrist", "lowerarm": "forearm-back", "elbow": "elbow",
    "elbowinside": "forearm", "upperarm": "elbow",
}  # fmt: skip
"""Parts of a hand or arm -> points of the notation."""
_ALONE = {
    "fingertip": "tips", "fingernail": "nails", "fingerpad": "pads", "fingermidjoint": "middle-joints",
    "fingerbase": "knuckles", "fingerside": "index-side",
}  # fmt: skip
_SIDES = {"index": "index-side", "middle": "middle-side", "ring": "middle-side", "thumb": "thumb-side"}
_OF_FINGER = {"fingertip": "tip", "fingernail": "nail", "fingerpad": "pad"}
CONTACTS = frozenset(("touch", "brushing", "interlock", "cross"))
_MARKS = frozenset(("close", "armextended", "behind", "lrat", "lrbeside", *CONTACTS))
SYMBOLS = frozenset((*BODY, *PARTS, *_ALONE, *FINGER_NAMES, *_MARKS))
CLOSE_CM, EXTENDED_CM, BESIDE_CM, BEHIND_CM = 4.0, 34.0, 7.0, -6.0


@dataclass(frozen=True)
class Spot:
    """Where one hand is. location: of the body, in the notation's words; ``other`` is a point of the other hand.

    point: of this hand, that is there. touches: whether it is in contact. distance: centimetres away where it is not.
    beside: centimetres farther out than the location (in where negative).
    """

    location: str = ""
    other: str = ""
    point: str = ""
    touches: bool = False
    distance: float = 0.0
    beside: float = 0.0


def is_spot(node: Node) -> bool:
    """Whether a symbol or a bracket says a place and nothing else."""
    return node in SYMBOLS if isinstance(node, str) else all(name in SYMBOLS | {"between"} for name in flat([node]))


def read_spots(nodes: Sequence[Node], side: int = 0) -> tuple[Spot | None, Spot | None, int]:
    """The place that the nodes begin with: of the strong hand, of the weak one where it has its own, and how many
    nodes they took (0: none)."""
    used = 0
    while used < len(nodes) and (is_spot(nodes[used]) or (nodes[used] == "between" and used)):
        used += 1
    strong: list[str] = []
    weak: list[str] = []
    active: list[str] = []
    for node in nodes[:used]:
        if isinstance(node, str):
            strong.append(node)
        elif node.kind == "par" and len(node.parts) == 2:
            strong += list(flat(node.parts[0]))
            weak += list(flat(node.parts[1]))
        else:
            active += _active_part(list(flat([node])), strong)
    if not used:
        return None, None, 0
    if weak and not any(name in BODY for name in weak):  # the parts of the two hands that meet
        marks = [name for name in (*strong, *active) if name in _MARKS]
        own = [name for name in strong if name in PARTS or name in _ALONE or name in FINGER_NAMES]
        bodies = [name for name in strong if name in BODY]
        met = replace(_spot(bodies, marks, own, side), other=point_of(weak) or "palm")
        return met, None, used
    parts = [name for name in active if name not in _MARKS]
    first = _spot([n for n in strong if n in BODY or n not in _MARKS], strong + active, parts, side)
    second = _spot([n for n in weak if n not in _MARKS], weak, [], 1) if weak else None
    return first, second, used


def _active_part(names: list[str], before: list[str]) -> list[str]:
    """Of a contact in brackets, ``touch fingertip``: the part is this hand's; a location in it joins those before."""
    before += [name for name in names if name in BODY]
    return [name for name in names if name not in BODY]


def _spot(places: Sequence[str], marks: Sequence[str], own: Sequence[str], side: int) -> Spot:
    bodies = [name for name in places if name in BODY]
    others = [name for name in places if name in PARTS or name in _ALONE or name in FINGER_NAMES]
    touches = any(name in CONTACTS for name in marks)
    spot = Spot(point=point_of(own), touches=touches)
    if bodies:
        spot = _at_body(spot, bodies[0], marks, side)
    elif others:
        spot = replace(spot, other=point_of(others), touches=touches or "close" not in marks)
    if touches or (others and not bodies):
        return spot
    if "close" in marks:
        return replace(spot, distance=CLOSE_CM)
    if "armextended" in marks:
        return replace(spot, distance=EXTENDED_CM)
    return replace(spot, distance=BEHIND_CM if "behind" in marks else spot.distance)


def _at_body(spot: Spot, name: str, marks: Sequence[str], side: int) -> Spot:
    """A side mark before the location means the signer's left, after it the right."""
    middle, own, far, distance = BODY[name]
    order = [mark for mark in marks if mark in ("lrat", "lrbeside") or mark == name]
    beside = "lrbeside" in order
    if not {"lrat", "lrbeside"} & set(order):
        return replace(spot, location=middle, distance=distance)
    is_left = order[0] != name
    is_own = is_left == (side == 1)
    away = (BESIDE_CM if is_own else -BESIDE_CM) if beside and not spot.touches else 0.0
    return replace(spot, location=own if is_own else far, distance=distance, beside=away)


def point_of(names: Sequence[str]) -> str:
    """The point of the notation that part symbols name; empty where they name none."""
    for name in names:
        if name in PARTS:
            return PARTS[name]
    kinds = [name for name in names if name in HAND_PARTS]
    fingers = [name.removesuffix("finger") for name in names if name in FINGER_NAMES]
    if len(fingers) == 1:
        finger, kind = fingers[0], kinds[0] if kinds else "fingerpad"
        if kind == "fingerside":
            return _SIDES.get(finger, "pinky-side")
        return f"{finger}-{_OF_FINGER[kind]}" if kind in _OF_FINGER else _ALONE[kind]
    return _ALONE[kinds[0]] if kinds else "pads" if fingers else ""


def is_pair(node: Node) -> bool:
    """Whether a bracket says something for each of two hands."""
    return isinstance(node, Group) and node.kind == "par" and len(node.parts) == 2
