"""How long a sign takes: each way by its length and turn, each repetition and small movement by its kind.

The numbers follow measured citation signs shortened to running signing: about 0.25 to 0.5 s a stroke
(Bellugi & Fischer 1972: 2.3 signs a second with their transitions). The caller re-times whole signs.
"""

from __future__ import annotations

#: A way takes BASE + length / SPEED, a turn of the hand BASE + angle / TURN_SPEED, a new handshape SHAPE_TIME at least.
BASE_S = 0.13
SPEED_CM_S = 115.0
TURN_SPEED_DEG_S = 500.0
SHAPE_TIME_S = 0.19
SHORTEST_S, LONGEST_S = 0.14, 0.80
#: The way back of a repetition, and each repetition, are quicker.
REPEAT_FACTOR = 0.72
COMPOUND_FACTOR = 0.82
HOLD_START_S, HOLD_STOP_S, HOLD_ALONE_S = 0.04, 0.08, 0.24
SHARP_HOLD_S, LONG_HOLD_S = 0.10, 0.20
#: Metres a second: no wrist moves faster. The 99th percentile of raised wrists of real signers is 2.4: 36,362 frames of
#: 534 clips of ASL words, seen from the front, smoothed over 0.2 s, with 32.5 cm between a detector's shoulders.
FASTEST_M_S = 2.4
TEMPO_FACTORS = {"fast": 0.7, "slow": 1.6, "sharp": 0.7, "hold": 1.0}

#: Seconds a cycle of each local movement, and how often it is done where the form does not say. Hands that repeat a
#: movement do so at most 3.6 times a second in 95 % of 81 clips of real words (2.4 times in the median).
LOCAL_CYCLE_S = {
    "wiggle": 0.36, "flutter": 0.22, "twist": 0.28, "nod": 0.28, "shake": 0.28, "swing": 0.28, "tap": 0.28,
    "rub": 0.28, "bend": 0.28, "open-close": 0.30, "circle": 0.36, "bounce": 0.28,
}  # fmt: skip
LOCAL_COUNT = {"wiggle": 1.5, "flutter": 3.0}
DEFAULT_COUNT = 2.0


def way_duration(length_cm: float, turn_deg: float, is_new_shape: bool, tempo: str | None) -> float:
    """Seconds for one way of a length and a turn of the hand."""
    by_length = BASE_S + length_cm / SPEED_CM_S
    by_turn = BASE_S + turn_deg / TURN_SPEED_DEG_S if turn_deg > 1 else 0.0
    duration = max(by_length, by_turn, SHAPE_TIME_S if is_new_shape else SHORTEST_S)
    return min(
        max(duration * TEMPO_FACTORS.get(tempo or "", 1.0), 0.1),
        LONGEST_S * (1.6 if tempo == "slow" else 1.0),
    )


def hold_duration(tempo: str | None) -> float:
    """Seconds that the hand rests after a way of that tempo, besides the hold at the end of the sign."""
    return {"sharp": SHARP_HOLD_S, "hold": LONG_HOLD_S}.get(tempo or "", 0.0)


def local_count(kind: str, count: int | None) -> float:
    """How many cycles a local movement has."""
    return float(count) if count is not None else LOCAL_COUNT.get(kind, DEFAULT_COUNT)


def local_duration(kind: str, count: int | None) -> float:
    """Seconds that a local movement needs."""
    cycles = local_count(kind, count)
    if kind == "tap":
        cycles = max(cycles - 0.5, 0.5)
    return cycles * LOCAL_CYCLE_S[kind]
