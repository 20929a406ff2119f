"""What the hands do: HamNoSys actions become acts, one posture and the way to it each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from stable_signer.errors import LexiconError
from stable_signer.lexicon.hamnosys.place import Spot, is_pair, is_spot, read_spots
from stable_signer.lexicon.hamnosys.posture import BASES, BENDS, THUMB_MODS, read_shape, vector
from stable_signer.lexicon.hamnosys.tree import Group, Node, flat
from stable_signer.lexicon.notation import Local

SIZES_CM = {"smallmod": 5.0, "": 12.0, "largemod": 24.0}
"""Length of a movement, by its size mark."""
RADII_CM = {"smallmod": 3.0, "": 6.0, "largemod": 11.0}
"""Radius of a circle, by its size mark."""
STIR_CM = 2.0
"""Radius of a hand that circles at the wrist."""
LOCALS = {"fingerplay": "wiggle", "nodding": "nod", "swinging": "swing", "twisting": "twist"}
_CIRCLES = {"o": ("front", True), "i": ("front", False), "u": ("floor", False), "d": ("floor", True),
            "l": ("wheel", False), "r": ("wheel", True)}  # fmt: skip
"""Axis of a circle (right-hand rule) -> plane of the notation, and whether it goes the other way round."""
_TEMPO = {"fast": "fast", "slow": "slow", "tense": "slow", "halt": "sharp", "rest": "hold"}
_REPEATS = {"repeatfromstart": 2, "repeatfromstartseveral": 3}
_CONTINUES = {"repeatcontinue": 1, "repeatcontinueseveral": 2}
_LOOSE = frozenset((*SIZES_CM, *_TEMPO, *BENDS, *THUMB_MODS, "wavy", "zigzag", "between", "alternatingmotion",
                    "symmlr", "symmpar"))  # fmt: skip
"""Marks that stand after nothing that they could be said of."""
_IGNORED = frozenset(("increasing", "decreasing", "ellipseh", "ellipseur", "ellipsev", "ellipseul", "nonipsi"))
"""Finer points of dynamics and shape that the notation does not say."""


@dataclass(frozen=True)
class Act:
    """One step. shift: (3) centimetres in the signer's space; None stays. fingers, palms: orientation symbols."""

    shift: tuple[float, float, float] | None = None
    arc: str = ""
    path: str = ""
    shape: str = ""
    fingers: tuple[str, ...] = ()
    palms: tuple[str, ...] = ()
    spot: Spot | None = None
    tempo: str = ""
    locals: tuple[Local, ...] = ()

    def over(self, other: Act) -> Act:
        """Both at the same time: ways add up, otherwise the later word counts."""
        shifts = [s for s in (self.shift, other.shift) if s is not None]
        return Act(
            tuple(np.sum(shifts, axis=0)) if shifts else None,
            other.arc or self.arc,
            other.path or self.path,
            other.shape or self.shape,
            other.fingers or self.fingers,
            other.palms or self.palms,
            other.spot or self.spot,
            other.tempo or self.tempo,
            self.locals + other.locals,
        )

    def back(self) -> Act:
        """The way back."""
        shift = None if self.shift is None else tuple(-x for x in self.shift)
        return replace(self, shift=shift, spot=None, shape="", fingers=(), palms=())  # type: ignore[arg-type]


@dataclass
class Acts:
    """The steps of both hands, side by side. weak: None where the hand does what the sign's symmetry says."""

    strong: list[Act] = field(default_factory=list)
    weak: list[Act | None] = field(default_factory=list)
    repeat: int = 1

    def add(self, strong: Act, weak: Act | None = None) -> None:
        self.strong.append(strong)
        self.weak.append(weak)

    def extend(self, other: Acts) -> None:
        self.strong += other.strong * other.repeat
        self.weak += other.weak * other.repeat

    def merge(self, other: Acts) -> None:
        """At the same time, both ending together."""
        short, long_ = sorted((self, other), key=lambda acts: len(acts.strong))
        gap = len(long_.strong) - len(short.strong)
        first = self is short
        strong, weak = list(long_.strong), list(long_.weak)
        for i, (act, own) in enumerate(zip(short.strong, short.weak, strict=True), gap):
            strong[i] = act.over(strong[i]) if first else strong[i].over(act)
            pair = [a for a in ((own, weak[i]) if first else (weak[i], own)) if a is not None]
            weak[i] = pair[0].over(pair[1]) if len(pair) == 2 else pair[0] if pair else None
        self.strong, self.weak = strong, weak


def read_acts(nodes: Sequence[Node], side: int = 0) -> Acts:
    """The steps of a sign's actions. Raises ``LexiconError`` for a symbol that is none."""
    acts, i, to_weak = Acts(), 0, False
    while i < len(nodes):
        if nodes[i] == "nondominant":
            to_weak, i = True, i + 1
            continue
        if isinstance(nodes[i], str) and nodes[i] in _IGNORED:
            i += 1
            continue
        found, i = _unit(nodes, i, acts, side)
        if found is not None and to_weak:
            for act in found.strong:
                acts.add(Act(), act)
            to_weak = False
        elif found is not None:
            acts.extend(found)
    return acts


def _unit(nodes: Sequence[Node], i: int, acts: Acts, side: int) -> tuple[Acts | None, int]:
    """The steps of the next unit, or None where it changed those before; and where it ends."""
    node = nodes[i]
    if isinstance(node, Group) and not is_spot(node):
        return _group(node, side), i + 1
    if isinstance(node, Group) or is_spot(node):
        strong, weak, used = read_spots(nodes[i:], side)
        if acts.strong and acts.strong[-1].spot is None and strong is not None:
            acts.strong[-1] = replace(acts.strong[-1], spot=strong)  # the place that the movement before ends at
            return None, i + used
        return _one(Act(spot=strong), Act(spot=weak) if weak else None), i + used
    if _repeats(acts, node):
        return None, i + 1
    if node.startswith(("move", "circle")):
        return _way(nodes, i)
    if node in LOCALS or node in ("stircw", "stirccw"):
        return _local(nodes, i)
    if node == "nomotion":
        return _one(Act()), i + 1
    if node == "replace" or node in BASES or node.startswith(("extfinger", "palm")):
        return _replaced(nodes, i + (node == "replace"), side)
    if node in _TEMPO and acts.strong:
        acts.strong[-1] = replace(acts.strong[-1], tempo=_TEMPO[node])
        return None, i + 1
    if node in _LOOSE or node.startswith(("arc", "clock")):
        return None, i + 1
    raise LexiconError(f"HamNoSys symbol {node!r} stands where an action should: expected a movement or a replacement.")


def _one(strong: Act, weak: Act | None = None) -> Acts:
    acts = Acts()
    acts.add(strong, weak)
    return acts


def _repeats(acts: Acts, name: str) -> bool:
    """Whether ``name`` says a repetition; if so, it is done: all again, the last on and on, or the last back."""
    if name in _REPEATS:
        acts.repeat = max(acts.repeat, _REPEATS[name])
    elif name == "repeatreverse" and acts.strong:
        weak = acts.weak[-1]
        acts.add(acts.strong[-1].back(), weak.back() if weak else None)
    elif name in _CONTINUES and acts.strong:
        for _ in range(_CONTINUES[name]):
            acts.add(replace(acts.strong[-1], spot=None), acts.weak[-1])
    return name in _REPEATS or name in _CONTINUES or name == "repeatreverse"


def _group(group: Group, side: int) -> Acts:
    if is_pair(group):
        strong, weak = (read_acts(part, hand) for part, hand in zip(group.parts, (0, 1), strict=True))
        both = Acts(repeat=max(strong.repeat, weak.repeat))
        for k in range(max(len(strong.strong), len(weak.strong))):
            both.add(_at(strong.strong, k), _at(weak.strong, k))
        return both
    nodes = [node for part in group.parts for node in part]
    if group.kind == "seq":
        return read_acts(nodes, side)
    total = Acts()
    for unit in _units(nodes):
        found = read_acts(unit, side)
        total.repeat = max(total.repeat, found.repeat)
        total.merge(found)
    return total


def _at(acts: Sequence[Act], k: int) -> Act:
    return acts[k] if k < len(acts) else Act()


def _units(nodes: Sequence[Node]) -> list[list[Node]]:
    """The parts of a simultaneous bracket: each movement, replacement or bracket with what belongs to it."""
    units: list[list[Node]] = []
    for k, node in enumerate(nodes):
        starts = isinstance(node, Group) and not is_spot(node)
        starts |= isinstance(node, str) and (
            node.startswith(("move", "circle")) or node in (*LOCALS, "replace", "nomotion", "stircw", "stirccw")
        )
        if (starts and not (k and nodes[k - 1] == "between")) or not units:
            units.append([])
        units[-1].append(node)
    return units


def _modifiers(nodes: Sequence[Node], i: int) -> tuple[list[str], int]:
    """The size, arc and tempo marks that follow."""
    marks: list[str] = []
    while i < len(nodes) and isinstance(nodes[i], str):
        name = str(nodes[i])
        known = name in SIZES_CM or name in _TEMPO or name in _IGNORED or name in ("wavy", "zigzag")
        if not known and not name.startswith(("arc", "clock")):
            break
        marks.append(name)
        i += 1
    return marks, i


def _way(nodes: Sequence[Node], i: int) -> tuple[Acts, int]:
    name = str(nodes[i])
    marks, end = _modifiers(nodes, i + 1)
    names = [name]
    if end + 1 < len(nodes) and nodes[end] == "between" and str(nodes[end + 1]).startswith(("move", "circle")):
        names.append(str(nodes[end + 1]))
        more, end = _modifiers(nodes, end + 2)
        marks += more
    size = next((mark for mark in marks if mark in SIZES_CM), "")
    tempo = next((_TEMPO[mark] for mark in marks if mark in _TEMPO), "")
    if name.startswith("circle"):
        return _one(Act(locals=(circle(name.removeprefix("circle"), RADII_CM[size]),), tempo=tempo)), end
    ways = [vector(n.removeprefix("move")) for n in names if n.startswith("move")]
    total = np.sum(ways, axis=0)
    shift = SIZES_CM[size] * total / max(float(np.linalg.norm(total)), 1e-6)
    arc = next((mark.removeprefix("arc") for mark in marks if mark.startswith("arc")), "")
    path = "wave" if "wavy" in marks else "zigzag" if "zigzag" in marks else ""
    return _one(Act(tuple(shift), arc=arc, path=path, tempo=tempo)), end  # type: ignore[arg-type]


def circle(letters: str, radius: float) -> Local:
    """The small circle about an axis; an axis between two is taken as the first in the order o i u d l r."""
    letter = next(letter for letter in "oiudlr" if letter in letters)
    plane, is_reversed = _CIRCLES[letter]
    return Local("circle", plane, is_reversed, None, radius)


def _local(nodes: Sequence[Node], i: int) -> tuple[Acts, int]:
    name = str(nodes[i])
    marks, end = _modifiers(nodes, i + 1)
    local = Local(LOCALS[name]) if name in LOCALS else Local("circle", "front", name == "stircw", None, STIR_CM)
    tempo = next((_TEMPO[mark] for mark in marks if mark in _TEMPO), "")
    return _one(Act(locals=(local,), tempo=tempo)), end


def _replaced(nodes: Sequence[Node], i: int, side: int) -> tuple[Acts, int]:
    """A new handshape, orientation or place; for two hands, in brackets."""
    act = Act()
    names: list[str] = []
    start = i
    while i < len(nodes) and isinstance(nodes[i], str):
        names.append(str(nodes[i]))
        i += 1
    used = 0
    if names and names[0] in BASES:
        shape, used = read_shape(names)
        act = replace(act, shape=shape)
    fingers, palms, used = read_orientation(names, used)
    act = replace(act, fingers=fingers, palms=palms)
    i = start + used
    if not used and i < len(nodes) and is_pair(nodes[i]) and not is_spot(nodes[i]):
        group = nodes[i]
        assert isinstance(group, Group)
        strong, weak = (_replaced(part, 0, hand)[0].strong[0] for part, hand in zip(group.parts, (0, 1), strict=True))
        return _one(strong, weak), i + 1
    spot, weak_spot, more = read_spots(nodes[i:], side)
    if spot is not None:
        act = replace(act, spot=spot)
    return _one(act, Act(spot=weak_spot) if weak_spot else None), i + more


def read_orientation(names: Sequence[str], start: int) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Finger and palm symbols from ``start`` on, ``between`` included, and where they end."""
    fingers: list[str] = []
    palms: list[str] = []
    i = start
    while i < len(names):
        name = names[i]
        if name.startswith("extfinger"):
            fingers.append(name)
        elif name.startswith("palm") and name != "palm":
            palms.append(name)
        elif name != "between" or i + 1 == len(names) or not names[i + 1].startswith(("extfinger", "palm")):
            break
        i += 1
    return tuple(fingers), tuple(palms), i


def has_action(nodes: Sequence[Node]) -> bool:
    """Whether the nodes move at all."""
    return any(
        name.startswith(("move", "circle", "stir")) or name in (*LOCALS, "replace", "nomotion") for name in flat(nodes)
    )
