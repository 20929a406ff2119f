"""Gloss to pose: plan a gloss sequence, and perform a plan on a signer's body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from stable_signer.body import rotation
from stable_signer.body.kinematics import pose_of, seen_wrists
from stable_signer.body.motion import Motion
from stable_signer.body.signer import DEFAULT_SIGNER, Body, load_body
from stable_signer.errors import PlanError
from stable_signer.gloss import Cue, GlossSequence, Sign, parse_sign
from stable_signer.gloss_to_pose.at_ease import at_ease
from stable_signer.gloss_to_pose.clearance import clear_of_body, tightness
from stable_signer.gloss_to_pose.experts import Candidate, named
from stable_signer.gloss_to_pose.gate import Gate, route
from stable_signer.gloss_to_pose.join import HandTrack, Segment, join_hands, joins_of
from stable_signer.gloss_to_pose.non_manual import NonManualTracks, non_manual_tracks
from stable_signer.gloss_to_pose.plan import COMPOUND_GAP_S, MOVING_LETTER, is_moving_letter, letter_slots, plan_signs
from stable_signer.gloss_to_pose.prior import PosePrior
from stable_signer.gloss_to_pose.seams import calm_seams
from stable_signer.gloss_to_pose.stroke import TRIM, repeated
from stable_signer.lexicon.entries import Lexicon, load_lexicon
from stable_signer.plan import PlannedSign, SigningPlan
from stable_signer.pose import Pose

FPS = 25.0
"""Frames a second: 25 is the field's standard, 12 the floor (ITU-T H-series Supplement 1)."""
MAX_CALMING = 3
"""Rounds of calming joins: a calmer path may be out of reach, and is then brought back."""
LETTER_TRAVEL = (0.4, 0.7)
"""Smallest and largest share of a letter's slot in which the hand changes shape; then the letter stands, readable."""
LETTER_TURN = 14.0
"""Radians a second at which fingers and wrist change from letter to letter: large changes take more of the slot."""
LETTER_DRIFT = 0.02
"""Fingerspelling drifts outward, shoulder widths a letter."""
DOUBLE_SLIDE = 0.12
"""A double letter slides outward, shoulder widths."""


@dataclass(frozen=True)
class GlossToPose:
    """The stage as the pipeline sees it."""

    prior: PosePrior
    gate: Gate | None = None
    """Chooses among the experts of a sign where there is a cue; without it the rule's order holds."""

    @classmethod
    def from_pretrained(cls, lexicon: Lexicon | None = None, signer: str = DEFAULT_SIGNER) -> GlossToPose:
        """The shipped lexicon on a shipped signer's body."""
        return cls(PosePrior(lexicon or load_lexicon(), load_body(signer)), Gate.from_pretrained())

    @property
    def body(self) -> Body:
        return self.prior.body

    def plan(
        self,
        sequence: GlossSequence,
        speed: float = 1.0,
        text: str = "",
        warnings: tuple[str, ...] = (),
        cues: Sequence[Cue | None] = (),
    ) -> SigningPlan:
        """Choose entries and times; see ``route`` and ``plan_signs``."""
        rankings = route(sequence, cues, self.prior.lexicon, self.gate)
        return plan_signs(sequence, self.prior, speed, text, warnings, rankings)

    def perform(self, plan: SigningPlan, fps: float = FPS) -> Pose:
        """Keypoints (t 131 3) of the performance of ``plan``."""
        return pose_of(self.body, self.perform_motion(plan, fps))

    def perform_motion(self, plan: SigningPlan, fps: float = FPS) -> Motion:
        """The performance of ``plan`` as motion of the body."""
        times = np.arange(max(int(np.ceil(plan.duration * fps)), 1)) / fps
        segments = [segment for row in plan.signs for segment in row_segments(row, self.prior)]
        at_rest = at_ease(fps)
        hands = join_hands(segments, times, at_rest)
        motion = _assemble(hands, at_rest, non_manual_tracks(plan, times), fps)
        inside = np.stack([track.inside for track in hands], 1)
        motion = clear_of_body(motion, inside, self.body)
        return _calmed(motion, inside, segments, self.body)


def _calmed(motion: Motion, inside: np.ndarray, segments: Sequence[Segment], body: Body) -> Motion:
    """The motion with joins that are calm as they are seen: within reach, with torso and head."""
    joins = joins_of(segments)
    for _ in range(MAX_CALMING):
        paths, taken, chest = seen_wrists(body, motion)
        calm = np.stack(
            [
                calm_seams(paths[:, hand], inside[:, hand], joins, motion.fps, tightness(motion, hand, body))
                for hand in (0, 1)
            ],
            1,
        )
        if np.array_equal(calm, paths):
            break
        moved = np.einsum("tji,thj->thi", chest, calm - paths)
        motion = replace(motion, wrist=(motion.wrist + taken + moved).astype(np.float32))
    return motion


def row_segments(row: PlannedSign, prior: PosePrior) -> Iterator[Segment]:
    """The strokes of one row of a plan: one for a sign, one a letter for fingerspelling.

    Raises ``PlanError`` where the row names an entry that is not a candidate for its sign.
    """
    if row.provenance == "refused":
        return
    sign = parse_sign(row.sign)
    chosen = _chosen(row, sign, prior)
    if chosen.provenance == "fingerspelled":
        yield from _spelled_segments(row, chosen, prior)
        return
    slots = _equal_slots(len(chosen.entries), row.duration)
    for i, (entry, (start, stop)) in enumerate(zip(chosen.entries, slots, strict=True)):
        performed = prior.perform(entry, chosen.sign)
        is_last = i == len(slots) - 1
        hold = row.hold if is_last else 0.0
        transition = row.transition if i == 0 else COMPOUND_GAP_S
        trim = (TRIM, 0.0 if hold > 0 else TRIM)
        motion = repeated(performed.motion, sign.repeats)
        yield Segment(motion, row.start + start, row.start + stop, performed.active, hold, transition, trim)


def _spelled_segments(row: PlannedSign, chosen: Candidate, prior: PosePrior) -> Iterator[Segment]:
    """One segment a letter: the hand changes shape in the first part of its slot, then the letter stands."""
    slots = letter_slots(chosen.entries, row.duration)
    outward, previous = 0.0, None
    for i, (entry, (start, stop)) in enumerate(zip(chosen.entries, slots, strict=True)):
        is_double = i > 0 and entry.gloss == chosen.entries[i - 1].gloss
        outward += DOUBLE_SLIDE if is_double else LETTER_DRIFT * (i > 0)
        performed = prior.perform(entry, parse_sign(row.sign))
        begin = start + _letter_travel(previous, performed.motion, stop - start, is_moving_letter(entry))
        previous = performed.motion
        yield Segment(
            performed.motion,
            row.start + begin,
            row.start + stop,
            performed.active,
            row.hold if i == len(slots) - 1 else 0.0,
            row.transition if i == 0 else begin - start,
            offset=(-outward, 0.0, 0.0),
        )


def _letter_travel(previous: Motion | None, motion: Motion, slot: float, moves: bool) -> float:
    """Seconds of a letter's slot that the change from the letter before takes: more for a larger turn."""
    if previous is None:
        return 0.0
    fingers = np.abs(motion.fingers[0, 0] - previous.fingers[-1, 0]).max()
    turn = np.linalg.norm(rotation.log(rotation.multiply(rotation.inverse(previous.palm[-1, 0]), motion.palm[0, 0])))
    low, high = np.array(LETTER_TRAVEL) * slot / (MOVING_LETTER if moves else 1.0)
    return float(np.clip(max(fingers, turn) / LETTER_TURN, low, high))


def _chosen(row: PlannedSign, sign: Sign, prior: PosePrior) -> Candidate:
    """The candidate that a row names, if only a user would have taken it for this sign."""
    found = prior.candidates(sign)
    for candidate in found:
        if candidate.key == row.entry or not row.entry:
            return candidate
    if other := named(row.entry, sign, prior.lexicon):
        return other
    keys = ", ".join(candidate.key for candidate in found)
    raise PlanError(f"{row.sign}: no entry {row.entry!r} in the lexicon; expected one of {keys}.")


def _equal_slots(n: int, duration: float) -> list[tuple[float, float]]:
    """Start and stop of ``n`` strokes in a row with the shortest transition between them."""
    gap = min(COMPOUND_GAP_S, 0.4 * duration / max(n, 1)) if n > 1 else 0.0
    stroke = (duration - gap * (n - 1)) / max(n, 1)
    return [(i * (stroke + gap), i * (stroke + gap) + stroke) for i in range(n)]


def _assemble(hands: tuple[HandTrack, HandTrack], at_rest: Motion, tracks: NonManualTracks, fps: float) -> Motion:
    num_frames = len(hands[0].palm)
    channels = np.stack([track.channels for track in hands], 1).astype(np.float32)
    return Motion(
        fps=fps,
        wrist=channels[..., 0:3],
        palm=np.stack([track.palm for track in hands], 1).astype(np.float32),
        fingers=channels[..., 3:23].reshape(num_frames, 2, 5, 4),
        swivel=channels[..., 23],
        follow_head=np.clip(channels[..., 24], 0.0, 1.0),
        torso=tracks.torso,
        shrug=tracks.shrug,
        head=tracks.head,
        gaze=tracks.gaze,
        face=np.clip(tracks.face + at_rest.face, 0.0, 1.0),
    )
