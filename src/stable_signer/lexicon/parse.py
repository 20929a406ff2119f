"""Text -> ``Form``. Every error is one line: the token that is wrong, what was expected, and the nearest word."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from stable_signer.errors import LexiconError
from stable_signer.lexicon.handshapes import HANDSHAPES
from stable_signer.lexicon.locations import LOCATIONS
from stable_signer.lexicon.notation import Direction, Form, Local, Morpheme, Offset, Path, Place, Step, Track
from stable_signer.lexicon.symbols import (
    ARRANGEMENTS,
    DIRECTIONS,
    LOCALS,
    PLANES,
    POINTS,
    REFERENT_DIRECTIONS,
    TEMPOS,
    suggestion,
)

T = TypeVar("T")

_WORD = "(?:" + "|".join([*REFERENT_DIRECTIONS, *DIRECTIONS]) + ")"
_DIRECTION = rf"{_WORD}(?:-{_WORD})*"
_NUMBER = r"\d+(?:\.\d+)?"
_OFFSET = re.compile(rf"([+-])({_DIRECTION})({_NUMBER})")
_OFFSETS = re.compile(rf"(?:[+-]{_DIRECTION}{_NUMBER})+")
_BARE_OFFSET = re.compile(rf"{_DIRECTION}{_NUMBER}")
_KNOWN = "|".join(sorted(map(re.escape, LOCATIONS), key=len, reverse=True))
_PLACE = re.compile(rf"(?P<point>[^@]*)@(?P<location>{_KNOWN}|[^@+]*?)(?P<offsets>(?:[+-]{_DIRECTION}{_NUMBER})*)")
_PLANE = rf"(?P<sign>-?)(?P<plane>{'|'.join(PLANES)})"
_ARC = re.compile(rf"arc-(?P<direction>{_DIRECTION})(?P<amount>{_NUMBER})?")
_CIRCLE = re.compile(rf"circle-{_PLANE}(?P<amount>{_NUMBER})?")
_LOCAL = re.compile(rf"(?P<kind>[a-z-]+?)(?:-{_PLANE})?(?:\*(?P<count>\d+))?(?::(?P<amount>{_NUMBER}))?")
_REPEAT = re.compile(r"x(\d+)")
_PLAIN_PATHS = ("straight", "zigzag", "wave")


@lru_cache(maxsize=8192)
def parse(text: str) -> Form:
    """The form that a line of notation stands for.

    Raises ``LexiconError`` where a token is not known or comes twice in one posture.
    """
    if not text.strip():
        raise LexiconError('the form is empty; expected a posture such as "5 up/in thumb-tip@chin ~tap*2"')
    try:
        return Form(tuple(_morpheme(part.strip()) for part in text.split("|")))
    except LexiconError as error:
        raise LexiconError(f'{error} (in the form "{text.strip()}")') from None


def _morpheme(text: str) -> Morpheme:
    head, colon, rest = text.partition(":")
    arrangement = head.strip() if colon and head.strip().isalpha() and head.strip().islower() else None
    if arrangement is not None and arrangement not in ARRANGEMENTS:
        raise _unknown("arrangement", f"{arrangement}:", ARRANGEMENTS)
    tracks = [part.strip() for part in (rest if arrangement else text).split("&")]
    if len(tracks) > 2:
        raise LexiconError(f'"&" comes {len(tracks) - 1} times; a signer has two hands, use it once')
    weak = _track(tracks[1]) if len(tracks) == 2 else None
    return Morpheme(_track(tracks[0]), weak, arrangement)


def _track(text: str) -> Track:
    parts = [part.split() for part in text.split(">")]
    if not all(parts):
        raise LexiconError(f'"{text}" has an empty step; write a posture before and after each ">" and "&"')
    repeat = 1
    if match := _REPEAT.fullmatch(parts[-1][-1]):
        repeat = max(1, int(match[1]))
        parts[-1] = parts[-1][:-1]
    steps = [_step(part) for part in parts if part]
    if not steps:
        raise LexiconError(f'"{text}" holds no posture; write one before "x{repeat}"')
    return _with_locals_on_track(tuple(steps), repeat)


def _with_locals_on_track(steps: tuple[Step, ...], repeat: int) -> Track:
    """Locals after the last posture are said of the whole track."""
    last = steps[-1]
    bare = Step(last.path, last.handshape, last.finger, last.palm, last.place, last.tempo)
    kept = steps[:-1] if bare == Step() and len(steps) > 1 else (*steps[:-1], bare)
    return Track(kept, last.locals, repeat)


def _step(tokens: list[str]) -> Step:
    found: dict[str, object] = {}
    offsets: list[Offset] = []
    locals_: list[Local] = []
    for token in tokens:
        if (shift := _shift(token)) is not None:
            offsets.extend(shift)
        elif token.startswith("~") or _is_bare_local(token):
            locals_.append(_local(token))
        else:
            for key, value in _feature(token).items():
                if key in found:
                    raise LexiconError(f'"{token}" is a second {key} in one posture; put ">" between postures')
                found[key] = value
    place = found.pop("place", None)
    if offsets:
        point, location, own = (
            (place.point, place.location, place.offsets) if isinstance(place, Place) else (None, None, ())
        )
        place = Place(point, location, (*own, *offsets))
    return Step(**found, place=place, locals=tuple(locals_))  # type: ignore[arg-type]


def _shift(token: str) -> tuple[Offset, ...] | None:
    if _OFFSETS.fullmatch(token):
        return _offsets(token)
    if _BARE_OFFSET.fullmatch(token):
        return _offsets(f"+{token}")
    if token[0] in "+-":
        raise LexiconError(f'offset "{token}" is not known; expected a sign, a direction and centimetres, as in "+up8"')
    return None


def _offsets(text: str) -> tuple[Offset, ...]:
    return tuple(Offset(_direction(way), float(f"{sign}{cm}")) for sign, way, cm in _OFFSET.findall(text))


def _feature(token: str) -> dict[str, object]:
    if "@" in token:
        return {"place": _place(token)}
    if "/" in token:
        finger, _, palm = token.partition("/")
        return {"finger": _direction(finger), "palm": _direction(palm)}
    if token in TEMPOS:
        return {"tempo": token}
    if token in _PLAIN_PATHS or token.startswith(("arc-", "circle-")):
        return {"path": _path(token)}
    if token in HANDSHAPES:
        return {"handshape": token}
    raise _unknown(
        "word",
        token,
        (*HANDSHAPES, *TEMPOS, *_PLAIN_PATHS),
        "a handshape, FINGER/PALM, a place, a path or a tempo",
    )


def _direction(text: str) -> Direction:
    if not re.fullmatch(_DIRECTION, text):
        raise _unknown("direction", text, (*DIRECTIONS, *REFERENT_DIRECTIONS), 'words such as "up", "fwd-in", "to:O"')
    return Direction(tuple(re.findall(_WORD, text)))


def _place(token: str) -> Place:
    match = _PLACE.fullmatch(token)
    if not match:
        raise LexiconError(
            f'place "{token}" is not known; expected POINT@LOCATION and offsets, as in "thumb-tip@chin+fwd5"'
        )
    point, location = match["point"] or None, match["location"]
    if point is not None and point not in POINTS:
        raise _unknown("contact point", point, POINTS)
    if location not in LOCATIONS:
        raise _unknown("location", location, LOCATIONS)
    return Place(point, location, _offsets(match["offsets"]))


def _path(token: str) -> Path:
    if token in _PLAIN_PATHS:
        return Path(token)
    if match := _ARC.fullmatch(token):
        return Path("arc", _direction(match["direction"]), amount=_maybe(float, match["amount"]))
    if match := _CIRCLE.fullmatch(token):
        return Path("circle", None, match["plane"], bool(match["sign"]), _maybe(float, match["amount"]))
    raise LexiconError(
        f'path "{token}" is not known; expected "arc-DIRECTION", "circle-front|floor|wheel", "zigzag", "wave"'
    )


def _is_bare_local(token: str) -> bool:
    return token.split("*")[0] in LOCALS


def _local(token: str) -> Local:
    match = _LOCAL.fullmatch(token.removeprefix("~"))
    if not match or match["kind"] not in LOCALS:
        raise _unknown("local movement", token, [f"~{name}" for name in LOCALS])
    if match["kind"] == "circle" and not match["plane"]:
        raise LexiconError(f'"{token}" lacks its plane; write "~circle-front", "~circle-floor" or "~circle-wheel"')
    count, amount = _maybe(int, match["count"]), _maybe(float, match["amount"])
    return Local(match["kind"], match["plane"], bool(match["sign"]), count, amount)


def _maybe(convert: Callable[[str], T], text: str | None) -> T | None:
    return None if text is None else convert(text)


def _unknown(what: str, word: str, choices: object, expected: str | None = None) -> LexiconError:
    names = list(choices)  # type: ignore[call-overload]
    listing = expected or (", ".join(names) if len(names) <= 14 else f"one of {len(names)} words, see docs/notation.md")
    return LexiconError(f'{what} "{word}" is not known; expected {listing}{suggestion(word, names)}')
