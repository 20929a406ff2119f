"""A form in the phonological notation -> motion of one signer's body: the rule-based pose prior.

Postures become targets on this body (``targets``), both hands' targets go on one clock (``sequence``), the arm finds
orientations that it can take (``solve``), frames are laid between them (``frames``), and hands that would sink into
the body or into each other are moved out (``contact``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from stable_signer.body.motion import Motion
from stable_signer.body.signer import Body
from stable_signer.lexicon import anatomy, contact, sequence, timing
from stable_signer.lexicon.anatomy import PosedHand
from stable_signer.lexicon.frames import HandFrames, hand_frames
from stable_signer.lexicon.notation import Form, Morpheme, Track
from stable_signer.lexicon.sequence import Clock, LocalSpan, Score
from stable_signer.lexicon.solve import solve
from stable_signer.lexicon.targets import CROSSING_CM, Key, Loci, Scene, expand, resolve

#: How far the shoulder rises for a hand this many units above it, and how far the chest turns after the hands.
SHRUG_ABOVE, SHRUG_SPAN, SHRUG_MOST = 0.15, 0.9, 0.35
TORSO_TURN = 0.035
#: How often a sign whose wrist is too fast is given more time.
SLOWER_PASSES = 3


@dataclass(frozen=True)
class SignMotion:
    """A sign as one signer performs it.

    motion: from the first posture to the last; a resting hand is in its rest position.
    stroke: first and last frame of the movement itself. holds: (first, last) frames in which the hands stand still.
    active: which hands sign (right, left). keys: key postures of each hand. key_frames: the frame of each of them.
    """

    motion: Motion
    stroke: tuple[int, int]
    holds: tuple[tuple[int, int], ...]
    active: tuple[bool, bool]
    keys: tuple[tuple[Key, ...], tuple[Key, ...]]
    key_frames: tuple[int, ...]


def synthesise(form: Form, body: Body, fps: float = 25.0, loci: Loci | None = None) -> SignMotion:
    """The motion of a form on a body, at its own citation speed.

    fps: frames a second. loci: where the subject and the object of a directed verb are (default: from me to you).
    Raises ``LexiconError`` where the form asks for what cannot be (a weak hand that is not there).
    """
    score = score_of(form, body, loci or Loci())
    clock = sequence.clock(score, body.cm)
    sign = _performed(score, clock, body, fps)
    for _ in range(SLOWER_PASSES):
        haste = max(speed(body, sign.motion.wrist[:, hand], fps) for hand in (0, 1)) / timing.FASTEST_M_S
        if haste <= 1.0:
            break
        clock = clock.slower(1.1 * haste)
        sign = _performed(score, clock, body, fps)
    return sign


def speed(body: Body, wrist: np.ndarray, fps: float) -> float:
    """The greatest speed, metres a second, of a wrist (t 3)."""
    steps = np.linalg.norm(np.diff(wrist, axis=0), axis=-1)
    return float(steps.max(initial=0.0)) * fps * body.cm / 100.0


def _performed(score: Score, clock: Clock, body: Body, fps: float) -> SignMotion:
    times = np.arange(max(round(clock.stop * fps) + 1, 2)) / fps
    hands = [_hand(score, hand, clock, times, body) for hand in (0, 1)]
    strong, weak = contact.separate(body, hands[0], hands[1], score.keys)
    motion = _motion(body, strong, weak, fps)
    marks = [min(round(float(time) * fps), len(times) - 1) for time in clock.arrive]
    stroke = (
        min(round(float(clock.leave[0] if len(score) > 1 else clock.arrive[0]) * fps), len(times) - 1),
        min(round(float(clock.leave[-1]) * fps), len(times) - 1),
    )
    active = (bool(score.keys[0]), bool(score.keys[1]))
    return SignMotion(motion, stroke, _holds(clock, fps, len(times)), active, score.keys, tuple(marks))


def score_of(form: Form, body: Body, loci: Loci) -> Score:
    """Key postures of both hands over all morphemes of a form."""
    parts = [_morpheme(morpheme, body, loci) for morpheme in _with_shared_weak(form.morphemes)]
    uses_weak = any(part.keys[1] for part in parts)
    hands: tuple[list[Key], list[Key]] = ([], [])
    spans: list[LocalSpan] = []
    for number, part in enumerate(parts):
        start = len(hands[0])
        spans += [
            replace(
                span,
                first=None if span.first is None else span.first + start,
                last=span.last + start,
                is_after_path=span.is_after_path or number > 0,
            )
            for span in part.spans
            if number == 0 or span.local is not sequence.APPROACH  # the way from the part before leads into the contact
        ]
        hands[0].extend(part.keys[0])
        if uses_weak:
            hands[1].extend(part.keys[1] or _waiting(parts, number, len(part.keys[0])))
    return Score((tuple(hands[0]), tuple(hands[1])), tuple(spans), len(parts) > 1)


def _with_shared_weak(morphemes: Sequence[Morpheme]) -> list[Morpheme]:
    """A part of a compound that touches a weak hand it does not describe uses that of another part."""
    given = [morpheme.weak for morpheme in morphemes if morpheme.weak is not None]
    return [
        replace(morpheme, weak=given[0])
        if given and morpheme.weak is None and morpheme.arrangement is None and touches_weak(morpheme.strong)
        else morpheme
        for morpheme in morphemes
    ]


def touches_weak(track: Track) -> bool:
    """Whether a track names a place on the other hand."""
    return any(step.place and (step.place.location or "").startswith("weak.") for step in track.steps)


def _waiting(parts: Sequence[Score], number: int, count: int) -> list[Key]:
    """What the weak hand does in a one-handed part of a two-handed compound: it waits where it was or will be."""
    before = [part.keys[1][-1] for part in parts[:number] if part.keys[1]]
    after = [part.keys[1][0] for part in parts[number + 1 :] if part.keys[1]]
    stay = replace((before[-1:] or after[:1])[0], path=None, tempo=None)
    return [stay] * count


def _morpheme(morpheme: Morpheme, body: Body, loci: Loci) -> Score:
    if morpheme.arrangement:
        return _mirrored(morpheme, body, loci)
    strong, weak = _two_tracks(morpheme, body, loci)
    spans = sequence.spans_of(morpheme, strong, weak)
    strong = expand(morpheme.strong, strong)
    weak = expand(morpheme.weak, weak) if morpheme.weak else []
    aligned = sequence.align(strong, weak)
    return Score((tuple(aligned[0]), tuple(aligned[1])), tuple(_moved_to_end(spans, strong, aligned[0])))


def _mirrored(morpheme: Morpheme, body: Body, loci: Loci) -> Score:
    track = morpheme.strong
    strong = resolve(track, Scene(body, 0, loci))
    weak = resolve(track, Scene(body, 1, loci))
    if morpheme.arrangement == "two" and all(key.target.position[0] * body.cm < CROSSING_CM for key in strong):
        strong, weak = ([replace(key, keeps_side=key.target.touches) for key in keys] for keys in (strong, weak))
    spans = sequence.spans_of(morpheme, strong, weak)
    long = expand(track, strong)
    weak = expand(track, weak)
    if morpheme.arrangement == "par":
        weak = sequence.parallel(weak, long)
    if morpheme.arrangement == "alt":
        weak = sequence.alternating(weak, body.cm)
    return Score((tuple(long), tuple(weak)), tuple(_moved_to_end(spans, strong, long)))


def _moved_to_end(spans: Sequence[LocalSpan], short: Sequence[Key], long: Sequence[Key]) -> list[LocalSpan]:
    """Movements said of the whole track last over its repetitions too."""
    last = len(short) - 1
    return [replace(span, last=len(long) - 1) if span.last == last else span for span in spans]


def _two_tracks(morpheme: Morpheme, body: Body, loci: Loci) -> tuple[list[Key], list[Key]]:
    """Keys of both hands; the hand that touches the other one is resolved after it."""
    strong, weak = morpheme.strong, morpheme.weak
    if weak is None:
        return resolve(strong, Scene(body, 0, loci)), []
    shape = strong.steps[0].handshape or "B"
    if touches_weak(weak):
        keys = resolve(strong, Scene(body, 0, loci))
        return keys, resolve(weak, Scene(body, 1, loci, _others(body, 0, keys)), shape)
    keys = resolve(weak, Scene(body, 1, loci), shape)
    return resolve(strong, Scene(body, 0, loci, _others(body, 1, keys))), keys


def _others(body: Body, side: int, keys: Sequence[Key]) -> tuple[PosedHand, ...]:
    """A hand at each of its keys, for the other one to touch."""
    solved = solve(body, side, keys)
    rows = zip(keys, solved.wrist, solved.palm, solved.swivel, strict=True)
    return tuple(PosedHand(body, side, key.shape, wrist, palm, float(swivel)) for key, wrist, palm, swivel in rows)


def _hand(score: Score, hand: int, clock: Clock, times: np.ndarray, body: Body) -> HandFrames:
    keys = score.keys[hand]
    if not keys:
        return _resting(body, hand, len(times))
    spans = [span for span in score.spans if span.hand == hand]
    return hand_frames(keys, solve(body, hand, keys), spans, clock, times, body.cm, body, hand)


def _resting(body: Body, hand: int, frames: int) -> HandFrames:
    rest = anatomy.rest_motion(body, frames, 25.0)
    return HandFrames(
        rest.wrist[:, hand],
        rest.palm[:, hand],
        rest.fingers[:, hand],
        rest.swivel[:, hand],
        rest.follow_head[:, hand],
    )


def _holds(clock: Clock, fps: float, count: int) -> tuple[tuple[int, int], ...]:
    edges = [(0.0, float(clock.arrive[0])), (float(clock.leave[-1]), clock.stop)]
    return tuple((round(start * fps), min(round(stop * fps), count - 1)) for start, stop in edges)


def _motion(body: Body, strong: HandFrames, weak: HandFrames, fps: float) -> Motion:
    hands = (strong, weak)
    rest = anatomy.rest_motion(body, len(strong.wrist), fps)
    wrist = np.stack([hand.wrist for hand in hands], 1)
    lift = np.clip((wrist[..., 1] - SHRUG_ABOVE) / SHRUG_SPAN, 0, 1) * SHRUG_MOST
    torso = np.zeros((len(wrist), 3))
    torso[:, 1] = TORSO_TURN * np.clip((wrist[..., 0] - rest.wrist[..., 0]).sum(1), -1.5, 1.5)
    return replace(
        rest,
        wrist=wrist.astype(np.float32),
        palm=np.stack([hand.palm for hand in hands], 1).astype(np.float32),
        fingers=np.stack([hand.fingers for hand in hands], 1).astype(np.float32),
        swivel=np.stack([hand.swivel for hand in hands], 1).astype(np.float32),
        follow_head=np.stack([hand.on_head for hand in hands], 1).astype(np.float32),
        shrug=lift.astype(np.float32),
        torso=torso.astype(np.float32),
    )
