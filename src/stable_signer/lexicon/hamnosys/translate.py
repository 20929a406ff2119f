"""A HamNoSys sign as a form of the phonological notation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from stable_signer.errors import LexiconError
from stable_signer.lexicon.hamnosys.movement import Act, Acts, has_action, read_acts, read_orientation
from stable_signer.lexicon.hamnosys.place import Spot, is_pair, is_spot, read_spots
from stable_signer.lexicon.hamnosys.posture import BASES, direction, finger_vector, palm_vector, read_shape
from stable_signer.lexicon.hamnosys.symbols import read
from stable_signer.lexicon.hamnosys.tree import Group, Node, flat, signs_of
from stable_signer.lexicon.locations import HEAD_LOCATIONS
from stable_signer.lexicon.notation import Direction, Form, Morpheme, Offset, Path, Place, Step, Track

ARRANGEMENTS = {"symmlr": "two", "symmpar": "par"}
_SYMMETRY_MARKS = ("fingerstraightmod", "largemod", "nonipsi", "nondominant", "alternatingmotion")
LEAST_CM = 1.0
"""Shorter parts of a way are left out."""
WEAK_BASE = Step(handshape="flat-B", finger=Direction(("fwd", "in")), palm=Direction(("down",)))
"""The hand or arm that is touched where the sign does not say how it is held."""
_CLOSED = ("A", "open-A", "10", "S", "T", "N", "M", "E")
_MIRROR = np.array([-1.0, 1.0, 1.0])


@dataclass(frozen=True)
class Translated:
    """A sign in the notation, and what was taken for granted on the way."""

    form: Form
    notes: tuple[str, ...] = ()


@dataclass
class Hand:
    """One hand while its steps are written.

    side: 0 right, 1 left. near: the last place on the body, which a bare contact means. point: the part that was last
    said to be there. meets_twin: a contact without a place is with the other hand at the midline.
    """

    side: int
    shape: str = ""
    fingers: tuple[str, ...] = ()
    palms: tuple[str, ...] = ()
    near: str = ""
    point: str = ""
    meets_twin: bool = False
    steps: list[Step] = field(default_factory=list)

    def at(self, spot: Spot | None) -> Spot | None:
        """The spot with the part of the hand that is meant: as said, as last said, or at the head the fingertips."""
        if spot is None or not spot.location:
            return spot
        self.near, self.point = spot.location, spot.point or self.point
        is_open = self.shape not in _CLOSED
        point = self.point or ("tips" if is_open and spot.location in HEAD_LOCATIONS else "")
        return replace(spot, point=point)

    def turn(self) -> tuple[Direction, Direction]:
        """Where fingers and palm point, in words relative to the hand."""
        finger = finger_vector(self.fingers)
        return direction(finger, self.side), direction(palm_vector(finger, self.palms), self.side)


def translate(text: str) -> Translated:
    """A sign in HamNoSys characters or names. Raises ``LexiconError`` that says what could not be read."""
    notes: list[str] = []
    morphemes: list[Morpheme] = []
    for sign in signs_of(read(text)):
        if not has_handshape(sign) and morphemes:
            notes.append("a second part without a handshape is left out")
            continue
        morphemes.append(_morpheme(sign, notes))
    if not morphemes:
        raise LexiconError("The HamNoSys sign is empty: expected a handshape.")
    return Translated(Form(tuple(morphemes)), tuple(dict.fromkeys(notes)))


def has_handshape(nodes: Sequence[Node]) -> bool:
    """Whether a base handshape is written anywhere."""
    return any(name in BASES for name in flat(nodes))


def _morpheme(nodes: Sequence[Node], notes: list[str]) -> Morpheme:
    symmetry, is_alternating, start = _symmetry(nodes)
    hands, used = _hands(nodes[start:])
    i = start + used
    spot, weak_spot, used = read_spots(nodes[i:])
    acts = read_acts(nodes[i + used :])
    if not acts.strong and not has_action(nodes):
        notes.append("no movement is written: the posture is held")
    return _write(hands, spot, weak_spot, acts, symmetry, is_alternating)


def _symmetry(nodes: Sequence[Node]) -> tuple[str, bool, int]:
    """symmlr, symmpar or nothing; whether the hands take turns; and how many nodes said so."""
    symmetry, i = "", 0
    while i < len(nodes) and (nodes[i] in ARRANGEMENTS or nodes[i] in _SYMMETRY_MARKS):
        symmetry = str(nodes[i]) if nodes[i] in ARRANGEMENTS else symmetry
        i += 1
    return symmetry, "alternatingmotion" in nodes[:i], i


def _hands(nodes: Sequence[Node]) -> tuple[list[Hand], int]:
    """Shape and orientation of the strong hand and, where it has its own, the weak one.

    Both may stand in one bracket, or the shape, then a bracket with the orientations.
    """
    hands = [Hand(0), Hand(1)]
    own_weak = False
    i = 0
    while i < len(nodes) and not _is_complete(hands[0]):
        node = nodes[i]
        if is_pair(node) and not is_spot(node):
            assert isinstance(node, Group)
            for hand, part in zip(hands, node.parts, strict=True):
                _take(hand, part, 0)
            own_weak, i = True, i + 1
        elif isinstance(node, Group):
            _take(hands[0], [n for part in node.parts for n in part], 0)
            i += 1
        else:
            taken = _take(hands[0], nodes, i)
            if taken == i:
                break
            i = taken
    strong, weak = hands
    if not _is_complete(strong):
        found = " ".join(flat(nodes[max(0, i - 1) : i + 2]))
        raise LexiconError(f"HamNoSys hand is not whole at {found!r}: expected handshape, fingers and palm.")
    if own_weak:
        weak.shape, weak.fingers, weak.palms = (
            weak.shape or strong.shape, weak.fingers or strong.fingers, weak.palms or strong.palms,
        )  # fmt: skip
    return [strong, weak] if own_weak else [strong], i


def _is_complete(hand: Hand) -> bool:
    return bool(hand.shape and hand.fingers and hand.palms)


def _take(hand: Hand, nodes: Sequence[Node], start: int) -> int:
    """Read shape and orientation into ``hand``; where they end."""
    names: list[str] = []
    for node in nodes[start:]:
        if not isinstance(node, str):
            break
        names.append(node)
    used = 0
    if not hand.shape and names and names[0] in BASES:
        hand.shape, used = read_shape(names)
    fingers, palms, used = read_orientation(names, used)
    hand.fingers, hand.palms = hand.fingers + fingers, hand.palms + palms
    return start + used


def _write(
    hands: list[Hand], spot: Spot | None, weak_spot: Spot | None, acts: Acts, symmetry: str, is_alternating: bool
) -> Morpheme:
    is_two = bool(symmetry)
    strong = hands[0]
    weak = hands[1] if len(hands) == 2 else None
    own_ways = any(act is not None for act in acts.weak)
    if weak is None and is_two and (own_ways or weak_spot):
        weak = _twin(strong, symmetry)
    for hand in (strong, *([weak] if weak else [])):
        hand.meets_twin = is_two
    meets = spot is not None and not spot.location and (spot.touches or bool(spot.other))
    if weak is None:
        return _one_track(strong, spot, acts, symmetry, is_alternating)
    strong.steps = [_first(strong, spot, meets and not is_two, meets and is_two)]
    weak.steps = [_first(weak, weak_spot or _own_part(spot, meets and is_two), False, meets and is_two)]
    if meets and not is_two:
        weak.steps = [replace(weak.steps[0], place=Place(None, "mid"))]
    for act, other in zip(acts.strong, acts.weak, strict=True):
        _append(strong, act)
        _append(weak, other if other is not None else _echo(act, symmetry))
    tracks = [_track(hand, acts.repeat) for hand in (strong, weak)]
    return Morpheme(tracks[0], tracks[1] if is_two or own_ways else replace(tracks[1], repeat=1))


def _one_track(strong: Hand, spot: Spot | None, acts: Acts, symmetry: str, is_alternating: bool) -> Morpheme:
    """One hand, or two that do the same."""
    meets = spot is not None and not spot.location and (spot.touches or bool(spot.other))
    strong.steps = [_first(strong, spot, meets and not symmetry, meets and bool(symmetry))]
    for act in acts.strong:
        _append(strong, act)
    arrangement = "alt" if is_alternating else ARRANGEMENTS.get(symmetry)
    track = _track(strong, acts.repeat)
    touches_arm = any(step.place and (step.place.location or "").startswith("weak.") for step in track.steps)
    if touches_arm and arrangement is None:
        return Morpheme(track, Track((replace(WEAK_BASE, place=Place(None, "mid")),)))
    return Morpheme(_without_other_hand(track) if touches_arm else track, None, arrangement)


def _without_other_hand(track: Track) -> Track:
    """Mirrored hands meet at the midline."""
    steps = tuple(
        replace(step, place=Place(step.place.point, "mirror", step.place.offsets))
        if step.place and (step.place.location or "").startswith("weak.")
        else step
        for step in track.steps
    )
    return replace(track, steps=steps)


def _twin(strong: Hand, symmetry: str) -> Hand:
    """The weak hand of a symmetric sign as a hand of its own; ``par`` and ``two`` both have a mirrored posture."""
    swap = str.maketrans("lr", "rl")
    fingers = tuple(f"extfinger{name.removeprefix('extfinger').translate(swap)}" for name in strong.fingers)
    palms = tuple(f"palm{name.removeprefix('palm').translate(swap)}" for name in strong.palms)
    return Hand(1, strong.shape, fingers, palms)


def _own_part(spot: Spot | None, meets: bool) -> Spot | None:
    return replace(spot, point=spot.other or spot.point) if spot is not None and meets else spot


def _echo(act: Act, symmetry: str) -> Act:
    """What the weak hand does where nothing is said of it: the mirror image, the same, or nothing."""
    if not symmetry:
        return Act()
    shift = act.shift
    if shift is not None and symmetry == "symmlr":
        shift = tuple(np.asarray(shift) * _MIRROR)
    swap = str.maketrans("lr", "rl")
    fingers = tuple("extfinger" + name.removeprefix("extfinger").translate(swap) for name in act.fingers)
    palms = tuple("palm" + name.removeprefix("palm").translate(swap) for name in act.palms)
    return replace(act, shift=shift, fingers=fingers, palms=palms)  # type: ignore[arg-type]


def _first(hand: Hand, spot: Spot | None, on_other: bool, together: bool) -> Step:
    finger, palm = hand.turn()
    spot = hand.at(spot)
    return Step(handshape=hand.shape, finger=finger, palm=palm, place=_place(spot, on_other, together))


def _place(spot: Spot | None, on_other: bool = False, together: bool = False) -> Place:
    if spot is None:
        return Place(None, "neutral")
    point = spot.point or None
    if together:
        own = point or spot.other or None
        return Place(own, "mirror")
    if spot.other and not spot.location:
        return Place(point, f"weak.{spot.other}")
    if on_other:
        return Place(point, "weak.palm")
    if not spot.location:
        return Place(point, "neutral")
    offsets = [] if spot.touches or not spot.distance else [Offset(Direction(("fwd",)), spot.distance)]
    if spot.beside and not spot.touches:
        offsets.append(Offset(Direction(("out" if spot.beside > 0 else "in",)), abs(spot.beside)))
    return Place(point, spot.location, tuple(offsets))


def _append(hand: Hand, act: Act) -> None:
    """Write the step of an act, as it is for this hand."""
    hand.shape = act.shape or hand.shape
    turned = bool(act.fingers or act.palms)
    hand.fingers, hand.palms = act.fingers or hand.fingers, act.palms or hand.palms
    finger, palm = hand.turn() if turned else (None, None)
    place = _target(act.spot, hand)
    if place is None and act.shift is not None:
        offsets = shift_offsets(np.asarray(act.shift), hand.side)
        place = Place(None, None, offsets) if offsets else None
    path = Path(act.path) if act.path else _arc(act) if act.arc and (place is not None) else None
    step = Step(path, act.shape or None, finger, palm, place, act.tempo or None, act.locals)
    if replace(step, locals=(), tempo=None) != Step():
        hand.steps.append(step)
    else:  # a small movement on the spot belongs to the posture before it
        before = hand.steps[-1]
        new = tuple(local for local in act.locals if local not in before.locals)
        hand.steps[-1] = replace(before, locals=before.locals + new, tempo=step.tempo or before.tempo)


def _target(spot: Spot | None, hand: Hand) -> Place | None:
    """Where a movement ends; None where its length says that."""
    if spot is None or not (spot.location or spot.other or spot.touches):
        return None
    if hand.near and not hand.meets_twin and not (spot.location or spot.other):
        spot = replace(spot, location=hand.near)
    if spot.location or (spot.other and not hand.meets_twin):
        return _place(hand.at(spot))
    return _place(spot, on_other=not hand.meets_twin, together=hand.meets_twin)


def _arc(act: Act) -> Path:
    """An arc bulges to its side; along the way itself it bulges away from the signer."""
    word = {"u": "up", "d": "down", "l": "in", "r": "out"}[act.arc]
    shift = np.zeros(3) if act.shift is None else np.asarray(act.shift)
    along = {"u": shift[1], "d": -shift[1], "l": shift[0], "r": -shift[0]}[act.arc]
    if along > 0.8 * max(float(np.linalg.norm(shift)), 1e-6):
        word = "fwd"
    return Path("arc", Direction((word,)))


def shift_offsets(shift: np.ndarray, side: int) -> tuple[Offset, ...]:
    """A way in centimetres as offsets in the words of the hand."""
    inward = shift[0] if side == 0 else -shift[0]
    parts = (
        (shift[1], "up" if shift[1] > 0 else "down"),
        (shift[2], "fwd" if shift[2] > 0 else "back"),
        (inward, "in" if inward > 0 else "out"),
    )
    return tuple(Offset(Direction((word,)), round(abs(float(cm)), 1)) for cm, word in parts if abs(cm) >= LEAST_CM)


def _track(hand: Hand, repeat: int) -> Track:
    steps = tuple(hand.steps)
    last = steps[-1]
    return Track((*steps[:-1], replace(last, locals=())), last.locals, repeat)
