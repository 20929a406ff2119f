"""The characters of HamNoSys and their names, without the prefix ``ham``.

Source: the HamNoSysUnicode font's private use characters (Hanke 2004, "HamNoSys: representing sign language data").
"""

from __future__ import annotations

import re

from stable_signer.errors import LexiconError

MAX_SYMBOLS = 400
"""Longest sign that is read."""

_RUNS: dict[int, str] = {
    0xE000: "fist flathand finger2 finger23 finger23spread finger2345 pinch12 pinchall pinch12open cee12 ceeall "
    "ceeopen thumboutmod thumbacrossmod thumbopenmod",
    0xE010: "fingerstraightmod fingerbendmod fingerhookmod doublebent doublehooked",
    0xE020: "extfingeru extfingerur extfingerr extfingerdr extfingerd extfingerdl extfingerl extfingerul extfingerol "
    "extfingero extfingeror extfingeril extfingeri extfingerir extfingerui extfingerdi extfingerdo extfingeruo",
    0xE038: "palmu palmur palmr palmdr palmd palmdl palml palmul head headtop forehead eyebrows eyes nose nostrils ear "
    "earlobe cheek lips tongue teeth chin underchin neck shouldertop shoulders chest stomach belowstomach",
    0xE058: "lrbeside lrat",
    0xE05F: "neutralspace upperarm elbow elbowinside lowerarm wristback wristpulse thumbball palm handback thumbside "
    "pinkyside",
    0xE070: "thumb indexfinger middlefinger ringfinger pinky fingertip fingernail fingerpad fingermidjoint fingerbase "
    "fingerside",
    0xE080: "moveu moveur mover movedr moved movedl movel moveul moveol moveo moveor moveil movei moveir moveui movedi "
    "movedo moveuo circleo circlei circled circleu circlel circler circleul circledr circleur circledl circleol "
    "circleir circleor circleil circleui circledo circleuo circledi fingerplay nodding swinging twisting stircw "
    "stirccw replace",
    0xE0AF: "nomotion clocku clockul clockl clockdl clockd clockdr clockr clockur clockfull arcl arcu arcr arcd wavy "
    "zigzag",
    0xE0C0: "ellipseh ellipseur ellipsev ellipseul increasing decreasing smallmod largemod fast slow tense rest halt",
    0xE0D0: "close touch interlock cross armextended behind brushing",
    0xE0D8: "repeatfromstart repeatfromstartseveral repeatcontinue repeatcontinueseveral repeatreverse "
    "alternatingmotion",
    0xE0E0: "seqbegin seqend parbegin parend fusionbegin fusionend between plus symmpar symmlr nondominant nonipsi etc "
    "orirelative",
}  # fmt: skip
_OTHERS = {"{": "altbegin", "|": "metaalt", "}": "altend", "?": "query", "!": "exclaim", ",": "comma", ".": "fullstop"}

NAMES: dict[str, str] = {
    chr(first + i): name for first, run in _RUNS.items() for i, name in enumerate(run.split())
} | _OTHERS
"""Character -> name."""
_BY_NAME = frozenset(NAMES.values())
_SEPARATORS = re.compile(r"[\s,]+")


def read(text: str) -> list[str]:
    """Names of the symbols of a sign, written in HamNoSys characters or as names (``hamfist,hamthumboutmod``).

    Raises ``LexiconError`` for an empty or too long sign, or a symbol that is not one.
    """
    text = text.strip()
    if text.lower().startswith("ham"):
        names = [word.lower().removeprefix("ham") for word in _SEPARATORS.split(text) if word]
        unknown = [name for name in names if name not in _BY_NAME]
    else:
        unknown = [f"U+{ord(c):04X}" for c in text if not c.isspace() and c not in NAMES]
        names = [NAMES[c] for c in text if c in NAMES]
    if unknown:
        raise LexiconError(f"{unknown[0]!r} is no HamNoSys symbol: expected characters of the HamNoSys font.")
    if not 0 < len(names) <= MAX_SYMBOLS:
        raise LexiconError(f"{len(names)} HamNoSys symbols: expected 1 to {MAX_SYMBOLS}.")
    return names
