"""From postures in words to targets in numbers, on one body: key postures of one hand in canonical units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from stable_signer.body.signer import Body
from stable_signer.errors import LexiconError
from stable_signer.lexicon import anatomy
from stable_signer.lexicon.anatomy import PosedHand
from stable_signer.lexicon.handshapes import Handshape, handshape
from stable_signer.lexicon.locations import ALIASES, BODY_LOCATIONS, LOCI, SPACE_LOCATIONS, Space
from stable_signer.lexicon.notation import Direction, Local, Offset, Path, Place, Step, Track
from stable_signer.lexicon.paths import words_vector
from stable_signer.lexicon.symbols import DIRECTIONS

DEFAULT_FINGER, DEFAULT_PALM = Direction(("up",)), Direction(("fwd",))
DEFAULT_PLACE = Place(None, "neutral")
DEFAULT_SHAPE = "5"
#: How much of the way a repetition goes back before it comes again.
RETURN_SHARE = 0.85
#: An offset that leaves the skin by less than this share of itself goes along the skin, and keeps the contact.
ALONG_SKIN = 0.45
#: A shift along the other hand of this length leaves it.
LEAVES_HAND_CM = 6.0
#: A hand whose posture lies this far beyond the midline is meant to cross the other one.
CROSSING_CM = 2.5
#: Half the gap that is left between two hands that touch at the midline, centimetres.
MIRROR_GAP_CM = 0.05


@dataclass(frozen=True)
class Loci:
    """The referents of this signing of a verb: "1p", "2p", "a" .. "d" (or "3p:a" ..)."""

    subject: str = "1p"
    object: str = "2p"

    def name(self, referent: str) -> str:
        """The locus that S, O or a locus letter stands for.

        Who does something to themselves has no way to go: the subject then stands opposite, at the signer or before.
        """
        if referent == "S" and self._short(self.subject) == self._short(self.object):
            return "1p" if self._short(self.object) != "1p" else "2p"
        return self._short({"S": self.subject, "O": self.object}.get(referent, referent))

    @staticmethod
    def _short(named: str) -> str:
        short = named.removeprefix("3p:").replace("pl", "p")
        if short not in LOCI:
            short = "a" if short == "3p" else short
        if short not in LOCI:
            raise LexiconError(f'locus "{named}" is not known; expected one of {", ".join(LOCI)}')
        return short


@dataclass(frozen=True)
class Target:
    """Where a point of the hand goes.

    normal: out of what it touches. kind: space, body, weak (the other hand) or mirror. touched: the word for the place.
    obstacle: balls (q 4: centre, radius) of the other hand, which this one must not enter.
    """

    position: np.ndarray
    normal: np.ndarray
    kind: str = "space"
    touches: bool = False
    touched: str = ""
    obstacle: np.ndarray | None = None


@dataclass(frozen=True)
class Key:
    """One posture of one hand, and the way to it. finger, palm: wished unit directions in the canonical frame.

    anchor_shape: the handshape with which the point was placed, where the hand stays while its fingers change.
    keeps_side: whether all of the hand turns to its own side of the midline, because the other one mirrors it.
    """

    shape: Handshape
    finger: np.ndarray
    palm: np.ndarray
    point: str
    target: Target
    path: Path | None = None
    bulge: np.ndarray | None = None
    tempo: str | None = None
    locals: tuple[Local, ...] = ()
    turns: int = 1
    phase: float = 0.0
    is_return: bool = False
    detour_side: int = 0
    anchor_shape: Handshape | None = None
    keeps_side: bool = False


@dataclass(frozen=True)
class Scene:
    """Everything that targets depend on: whose body, which side, which loci, and the other hand at each key."""

    body: Body
    side: int
    loci: Loci
    others: tuple[PosedHand, ...] = ()

    def other(self, index: int, count: int) -> PosedHand | None:
        """The other hand at key ``index`` of ``count``."""
        if not self.others:
            return None
        last = len(self.others) - 1
        return self.others[round(index * last / max(count - 1, 1)) if count > 1 else last]


def resolve(track: Track, scene: Scene, default_shape: str = DEFAULT_SHAPE) -> list[Key]:
    """The key postures of a track, each feature carried over where it is not given."""
    keys: list[Key] = []
    for index, step in enumerate(track.steps):
        keys.append(_key(step, keys[-1] if keys else None, scene, scene.other(index, len(track.steps)), default_shape))
    return keys


def _key(step: Step, previous: Key | None, scene: Scene, other: PosedHand | None, default_shape: str) -> Key:
    shape = handshape(step.handshape) if step.handshape else previous.shape if previous else handshape(default_shape)
    finger = (
        direction(step.finger, scene)
        if step.finger
        else previous.finger
        if previous
        else direction(DEFAULT_FINGER, scene)
    )
    palm = direction(step.palm, scene) if step.palm else previous.palm if previous else direction(DEFAULT_PALM, scene)
    place = step.place if step.place or previous else DEFAULT_PLACE
    bulge = direction(step.path.direction, scene) if step.path and step.path.direction else None
    key = Key(
        shape,
        finger,
        palm,
        "palm",
        Target(np.zeros(3), palm),
        step.path,
        bulge,
        step.tempo,
        step.locals,
        detour_side=scene.side,
    )
    point, target = _place(place, previous, palm, scene, other)
    if place is None and previous and shape.name != previous.shape.name and point in anatomy.FINGER_POINTS:
        held = previous.anchor_shape or previous.shape
        return replace(key, point=point, target=replace(target, touches=False), anchor_shape=held)
    if place is not None and place.location is None and step.path and step.path.kind == "arc":
        target = replace(target, touches=False)
    return replace(key, point="palm-front" if point == "palm" and target.touches else point, target=target)


def direction(words: Direction, scene: Scene) -> np.ndarray:
    """A direction in the canonical frame for this hand."""
    plain = tuple(word for word in words.words if word in DIRECTIONS)
    total = np.zeros(3)
    for word in plain:
        total += words_vector((word,), scene.side)
    for word in words.words:
        if word not in DIRECTIONS:
            total += _toward(word, scene)
    size = float(np.linalg.norm(total))
    if size < 1e-6 and len(plain) in (0, len(words.words)):
        raise LexiconError(f'direction "{words}" cancels itself out; expected words that do not oppose each other')
    if size < 1e-6:  # the loci of this sentence happen to oppose the plain words: the referents decide
        return direction(Direction(tuple(word for word in words.words if word not in plain)), scene)
    return total / size


def _toward(word: str, scene: Scene) -> np.ndarray:
    """``to:O``: level, from the other referent (or from the signer) to this one."""
    sense, _, referent = word.partition(":")
    start = {"S": "O", "O": "S"}.get(referent, "1p")
    way = locus(referent, scene) - (locus(start, scene) if start != "1p" else space(LOCI["1p"], scene.body, 0))
    way = way * (1.0, 0.0, 1.0)
    if float(np.linalg.norm(way)) < 1e-6:
        way = np.array([0.0, 0.0, 1.0])
    return way / float(np.linalg.norm(way)) * (1.0 if sense == "to" else -1.0)


def locus(referent: str, scene: Scene) -> np.ndarray:
    """The place of a referent. Loci do not depend on the hand: a is on the dominant side."""
    return space(LOCI[scene.loci.name(referent)], scene.body, 0)


def space(place: Space, body: Body, side: int) -> np.ndarray:
    """A place of the signing space in canonical units."""
    front = anatomy.chest_front(body)
    outward = -1.0 if side == 0 else 1.0
    return np.array([outward * place.out, place.up, place.fwd]) / body.cm + np.array([0.0, 0.0, front])


def _place(
    place: Place | None, previous: Key | None, palm: np.ndarray, scene: Scene, other: PosedHand | None
) -> tuple[str, Target]:
    if place is None or place.location is None:
        assert previous is not None or place is not None
        before = previous.target if previous else _located("neutral", palm, scene, other)
        point = previous.point.removesuffix("-front") if previous else "palm"
        shift = _shift(place.offsets, scene) if place else np.zeros(3)
        return point, _shifted(before, shift, scene)
    target = _located(place.location, palm, scene, other)
    offsets = _agreeing(place, scene) if place.location in ("S", "O") else _shift(place.offsets, scene)
    return place.point or "palm", _shifted(target, offsets, scene)


def _agreeing(place: Place, scene: Scene) -> np.ndarray:
    """Forward and back from a referent's place mean along the line from subject to object."""
    forward = _toward("to:O", scene)
    total = np.zeros(3)
    for offset in place.offsets:
        words = offset.direction.words
        straight = sum({"fwd": 1.0, "back": -1.0}.get(word, 0.0) for word in words)
        rest = [direction(Direction((word,)), scene) for word in words if word not in ("fwd", "back")]
        way = straight * forward + np.sum(rest, axis=0) if rest else straight * forward
        total += way / max(float(np.linalg.norm(way)), 1e-9) * offset.cm
    return total / scene.body.cm


def _shift(offsets: Sequence[Offset], scene: Scene) -> np.ndarray:
    total = np.zeros(3)
    for offset in offsets:
        total += direction(offset.direction, scene) * (offset.cm / scene.body.cm)
    return total


def _shifted(target: Target, shift: np.ndarray, scene: Scene) -> Target:
    """A shift along the skin keeps the contact (and follows the body); one that leaves it ends the contact."""
    size = float(np.linalg.norm(shift))
    if size < 1e-6:
        return target
    position = target.position + shift
    leaves = abs(float(shift @ target.normal)) > ALONG_SKIN * size or _steps_forward(shift, target.normal, scene)
    if not target.touches or leaves:
        return replace(target, position=position, kind="space", touches=False)
    if target.kind != "body":
        return replace(target, position=position, touches=size * scene.body.cm < LEAVES_HAND_CM)
    position, normal = anatomy.on_skin(scene.body, position, target.normal)
    return replace(target, position=position, normal=normal)


def _steps_forward(shift: np.ndarray, normal: np.ndarray, scene: Scene) -> bool:
    """Whether the shift goes away from the front of the body, however far it also goes to the side."""
    return bool(normal[2] > 0.6 and abs(shift[2]) * scene.body.cm > 0.9)


def _located(location: str, palm: np.ndarray, scene: Scene, other: PosedHand | None) -> Target:
    location = ALIASES.get(location, location)
    if location in ("S", "O"):
        return Target(locus(location, scene), palm)
    if location.startswith("locus:"):
        return Target(locus(location.removeprefix("locus:"), scene), palm)
    if location in SPACE_LOCATIONS:
        return Target(space(SPACE_LOCATIONS[location], scene.body, scene.side), palm)
    if location == "mirror":
        outward = np.array([-1.0 if scene.side == 0 else 1.0, 0.0, 0.0])
        middle = space(SPACE_LOCATIONS["mid"], scene.body, scene.side) + outward * (MIRROR_GAP_CM / scene.body.cm)
        return Target(middle, outward, "mirror", True, "mirror")
    if location.startswith("weak."):
        return _on_weak(location.removeprefix("weak."), other)
    return _on_body(location, scene)


def _on_weak(name: str, other: PosedHand | None) -> Target:
    if other is None:
        raise LexiconError(f'"weak.{name}" needs a weak hand of its own; write its posture after "&"')
    position, normal = other.spot(name)
    return Target(position, normal, "weak", True, name, other.balls())


def _on_body(location: str, scene: Scene) -> Target:
    name = location.removesuffix("-far")
    place, is_paired = BODY_LOCATIONS[name]
    side = scene.side if name == location else 1 - scene.side
    position, normal = anatomy.place(scene.body, place, side if is_paired else None)
    return Target(position, normal, "body", True, location)


def expand(track: Track, keys: list[Key]) -> list[Key]:
    """Repetitions written out: back most of the way, and again; full circles become turns of one movement."""
    if track.repeat == 1 or len(keys) == 1:
        return keys
    last, first = keys[-1], keys[0]
    if (
        len(keys) == 2
        and last.path
        and last.path.kind == "circle"
        and np.allclose(last.target.position, first.target.position, atol=1e-3)
    ):
        return [first, replace(last, turns=track.repeat)]
    result = list(keys)
    back = _return(first, last)
    for _ in range(track.repeat - 1):
        result += [back, *(replace(key, tempo=key.tempo) for key in keys[1:])]
    return result


def _return(first: Key, last: Key) -> Key:
    """Near the first posture. A contact there is made again in full; without one the way back is shorter."""
    share = 1.0 if first.target.touches else RETURN_SHARE
    position = share * first.target.position + (1 - share) * last.target.position
    path = last.path if last.path and last.path.kind == "arc" and last.target.touches else None
    return replace(first, target=replace(first.target, position=position), path=path, bulge=last.bulge, is_return=True)
