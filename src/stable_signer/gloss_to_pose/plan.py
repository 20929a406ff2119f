"""Time: when each sign starts, how long it lasts, where the signer pauses.

Every number is a default here and nowhere else, with its source; ``speed`` divides all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from stable_signer.body import rotation
from stable_signer.body.motion import Motion
from stable_signer.errors import PlanError
from stable_signer.gloss import NON_MANUALS, GlossSequence, Sign
from stable_signer.gloss_to_pose.experts import Candidate
from stable_signer.gloss_to_pose.gate import Ranking
from stable_signer.gloss_to_pose.prior import PosePrior
from stable_signer.gloss_to_pose.prosody import PAUSES_S, boundaries
from stable_signer.gloss_to_pose.stroke import HAND_SPEED, PEAK_OVER_MEAN, repeated, shortest
from stable_signer.lexicon.entries import Entry
from stable_signer.plan import PlannedSign, SigningPlan, Tier

LEAD_IN_S = 0.6
"""Before the first sign: hands come up."""
LEAD_OUT_S = 0.7
"""After the last sign: hands come to rest."""
STROKE_SCALE = 0.42
"""Strokes in running signing are shorter than in citation (2.8 s a dictionary clip, 0.43 s a sign in running ASL).

98 signs of 16 real sentences of German Sign Language take 0.18 s in the median, without the ways between, from 0.04 s
(5th percentile) and 0.10 s (25th) to 0.30 s (75th)."""
MIN_SIGN_S = 0.14
"""However small its movement, a sign lasts this long, and every digit of a number. Between the 25th percentile and the
median of the same sentences."""
MIN_POSTURE_S = 0.2
"""A sign that only stands (LOVE, a digit) has no movement that announces it: it is seen standing. Chosen by eye."""
MIN_POINT_S = 0.12
"""Pronouns and possessives are the shortest signs of running signing, mere touches of a direction."""
FIRM_SCALE = 0.78
"""Less shortened: numbers, where every digit is read, and small movements."""
REPEAT_RATE = 4.2
"""Times a second that a movement is repeated at most: the fastest of 81 clips of real words (2.4 in the median)."""
MIN_TRANSITION_S = 0.16
"""The shortest way from sign to sign, the median of the same DGS sentences (25th percentile 0.10, mean 0.19 s); most of
ours are longer: 0.20 to 0.40 s (Jantunen 2013), as long as hands of real speed need."""
TURN_SPEED = 20.0
"""Radians a second at which a hand turns at most on its way. Chosen by eye."""
COMPOUND_GAP_S = 0.16
"""Between the parts of a number or a compound: shorter than between signs."""
PHRASE_FINAL = 1.12
"""Phrase-final signs are 12 % longer (Huenerfauth 2009)."""
REPEATED = 0.88
"""A sign that was signed before in the text is 12 % shorter (Huenerfauth 2009)."""
QUESTION_HOLD_S = 0.25
"""The last sign of a yes/no question is held, brows up, until an answer could come."""
FINAL_HOLD_S = 0.2
LETTER_S = 1 / 4.5
"""One fingerspelled letter; natural is 2-6 a second (Reed 1990)."""
MIN_LETTER_S = 1 / 8
"""However fast the rest: 12-16 letters a second are unreadable (Reed 1990)."""
LETTER_WEIGHTS = (1.15, 0.95, 1.75)
"""First, middle and last letter: the last is the longest, 1.5-2x (Wheatland 2016)."""
MOVING_LETTER = 1.9
"""J and Z draw a path and take longer."""
NEGATION_S = 0.9
"""Shortest headshake: about two turns of the head can be seen."""
POINTS = frozenset({"IX", "POSS", "SELF", "MY", "YOUR", "OUR"})
SPEEDS = (0.25, 4.0)


@dataclass(frozen=True)
class _Choice:
    """A sign with the candidate that performs it and how long it takes at speed 1."""

    sign: Sign
    candidate: Candidate
    others: tuple[Candidate, ...]
    weights: tuple[float, ...]
    duration: float


def plan_signs(
    sequence: GlossSequence,
    prior: PosePrior,
    speed: float = 1.0,
    text: str = "",
    warnings: tuple[str, ...] = (),
    rankings: Sequence[Ranking] = (),
) -> SigningPlan:
    """Choose times for the entries of a gloss sequence.

    ``speed``: 1 is natural, 2 twice as fast, 0.25..4. Raises ``PlanError`` outside of that. ``text`` and
    ``warnings`` say where the sequence came from and what was lost or guessed on the way. ``rankings``: the candidates
    of each sign; by the rule if not given.
    """
    if not SPEEDS[0] <= speed <= SPEEDS[1]:
        raise PlanError(f"Speed {speed:g}: expected {SPEEDS[0]:g} to {SPEEDS[1]:g}; 1 is natural.")
    rankings = rankings or [Ranking(prior.candidates(sign)) for sign in sequence.signs]
    choices = [_choose(ranking, prior) for ranking in rankings]
    sequence = replace(sequence, signs=tuple(choice.sign for choice in choices))
    kinds = boundaries(sequence, [_word_class(choice) for choice in choices])
    questions = {span.stop - 1 for span in sequence.spans if span.kind == "ynq"}
    rows: list[PlannedSign] = []
    seen: set[Sign] = set()
    previous: _Choice | None = None
    clock = 0.0
    for i, choice in enumerate(choices):
        transition = _transition(previous, choice, prior) / speed
        is_phrase_end = kinds[i] in ("clause", "sentence") or i == len(choices) - 1
        duration = (
            choice.duration * (PHRASE_FINAL if is_phrase_end else 1.0) * (REPEATED if choice.sign in seen else 1.0)
        )
        hold = PAUSES_S.get(kinds[i], 0.0) + QUESTION_HOLD_S * (i in questions)
        hold += FINAL_HOLD_S * (i == len(choices) - 1)
        rows.append(_row(choice, clock + transition, duration / speed, transition, hold / speed))
        clock = max(clock, rows[-1].end)
        seen.add(choice.sign)
        previous = choice if choice.candidate.entries else previous
    tiers = tuple(_tiers(sequence, rows, choices))
    notes = dict.fromkeys(f"{row.sign}: {row.note}" for row in rows if row.note)
    return SigningPlan(str(sequence), tuple(rows), tiers, text, speed, (*warnings, *notes), LEAD_OUT_S)


def letter_slots(entries: Sequence[Entry], duration: float) -> np.ndarray:
    """Start and stop (n 2), in shares of ``duration``, of each letter's slot: last longest, J and Z longer."""
    weights = np.full(len(entries), LETTER_WEIGHTS[1])
    weights[0], weights[-1] = LETTER_WEIGHTS[0], LETTER_WEIGHTS[2]
    weights *= [MOVING_LETTER if is_moving_letter(entry) else 1.0 for entry in entries]
    edges = np.concatenate([[0.0], np.cumsum(weights)]) / weights.sum()
    return duration * np.stack([edges[:-1], edges[1:]], 1)


def is_moving_letter(entry: Entry) -> bool:
    return entry.gloss in ("fs-J", "fs-Z")


def _choose(ranking: Ranking, prior: PosePrior) -> _Choice:
    best, *others = ranking.candidates
    return _Choice(best.sign, best, tuple(others), ranking.weights, _natural_duration(best.sign, best, prior))


def _natural_duration(sign: Sign, candidate: Candidate, prior: PosePrior) -> float:
    """Seconds of the stroke at speed 1."""
    if candidate.provenance == "refused":
        return 0.0
    if candidate.provenance == "fingerspelled":
        moving = sum(is_moving_letter(entry) for entry in candidate.entries)
        return LETTER_S * (len(candidate.entries) + sum(LETTER_WEIGHTS) - 3 + (MOVING_LETTER - 1) * moving)
    strokes = sum(_stroke_duration(sign, entry, prior.perform(entry, sign).motion) for entry in candidate.entries)
    return strokes + COMPOUND_GAP_S * (len(candidate.entries) - 1)


def _stroke_duration(sign: Sign, entry: Entry, motion: Motion) -> float:
    """Seconds of one stroke: shorter than in citation, but never below what hands can do and eyes can read."""
    performed = repeated(motion, sign.repeats)
    return max(_readable_duration(sign, entry, performed.duration), shortest(performed))


def _readable_duration(sign: Sign, entry: Entry, citation: float) -> float:
    """Seconds in which a stroke that takes ``citation`` seconds by itself can be read."""
    if entry.provenance != "rule":
        return max(STROKE_SCALE * citation, MIN_SIGN_S)
    tracks = [morpheme.strong for morpheme in entry.parsed.morphemes]
    is_small = any(track.locals or any(step.locals for step in track.steps) for track in tracks)
    scale = FIRM_SCALE if is_small or sign.number is not None else STROKE_SCALE
    if sign.id_gloss in POINTS:
        return max(scale * citation, MIN_POINT_S)
    digits = sum(c in "123456789" for c in entry.gloss) if sign.number is not None else 1  # zeros join the digit before
    stands = not is_small and all(len(track.steps) == 1 for track in tracks)
    turns = sum(track.repeat - 0.5 for track in tracks if track.repeat > 1)  # there, back and there again: 1.5
    return max(scale * citation, MIN_SIGN_S * digits, MIN_POSTURE_S * stands, turns / REPEAT_RATE)


def _transition(a: _Choice | None, b: _Choice, prior: PosePrior) -> float:
    """Seconds at speed 1 to travel from the end of ``a``, or from rest, to the start of ``b``."""
    if not b.candidate.entries:
        return 0.0
    if a is None:
        return LEAD_IN_S
    end = prior.perform(a.candidate.entries[-1], a.sign)
    start = prior.perform(b.candidate.entries[0], b.sign)
    active = np.array(start.active)
    travel = (np.linalg.norm(start.motion.wrist[0] - end.motion.wrist[-1], axis=-1) * active).max()
    between = rotation.multiply(rotation.inverse(end.motion.palm[-1]), start.motion.palm[0])
    turn = (np.linalg.norm(rotation.log(between), axis=-1) * active).max()
    return float(max(MIN_TRANSITION_S, PEAK_OVER_MEAN * max(travel / HAND_SPEED, turn / TURN_SPEED)))


def _word_class(choice: _Choice) -> str:
    """The word class of a sign, as ``prosody.boundaries`` wants it."""
    if choice.sign.number is not None:
        return "number"
    if choice.candidate.provenance in ("fingerspelled", "refused"):
        return "name"
    return choice.candidate.entries[0].word_class


def _row(choice: _Choice, start: float, duration: float, transition: float, hold: float) -> PlannedSign:
    candidate = choice.candidate
    if not candidate.entries:
        duration = hold = 0.0
    if candidate.provenance == "fingerspelled":
        duration = max(duration, MIN_LETTER_S * len(candidate.entries))
    return PlannedSign(
        sign=str(choice.sign),
        start=round(start, 3),
        duration=round(duration, 3),
        transition=round(transition, 3),
        hold=round(hold, 3),
        entry=candidate.key,
        alternatives=tuple(other.key for other in choice.others),
        weights=choice.weights,
        provenance=candidate.provenance,
        source=choice.sign.source,
        note="; ".join(dict.fromkeys(note for note in (choice.sign.note, candidate.note) if note)),
    )


def _tiers(sequence: GlossSequence, rows: list[PlannedSign], choices: list[_Choice]) -> list[Tier]:
    tiers = []
    for span in sequence.spans:
        performed = [row for row in rows[span.start : span.stop] if row.provenance != "refused"]
        if performed:
            onset, offset = performed[0].start, performed[-1].end
            offset = max(offset, onset + NEGATION_S) if span.kind == "neg" else offset
            tiers.append(Tier(span.kind, onset, round(offset, 3), span.intensity, span.word))
    for row, choice in zip(rows, choices, strict=True):
        own = {kind for entry in choice.candidate.entries for kind in entry.nonmanual if kind in NON_MANUALS}
        for kind in sorted(own - {"mouth"}):
            covered = any(t.kind == kind and t.onset <= row.start and row.end <= t.offset for t in tiers)
            if not covered and row.end > row.start:
                offset = max(row.end, row.start + NEGATION_S) if kind == "neg" else row.end
                tiers.append(Tier(kind, row.start, round(offset, 3)))
    return sorted(tiers, key=lambda tier: (tier.onset, -tier.offset))
