"""How the shipped signers look: complexion, hair and the colour of the shirt, which contrasts with their hands."""

from __future__ import annotations

from dataclasses import dataclass

from bake.hair import NAPE_SHORT, HairStyle
from bake.paint import Complexion


@dataclass(frozen=True)
class Style:
    """Appearance of one signer."""

    looks: Complexion
    hair: HairStyle | None
    shirt: str
    """sRGB hex."""


_BOB = {0: 0.945, 14: 0.94, 26: 0.905, 38: 0.84, 46: 0.75, 58: 0.60, 66: 0.46, 80: 0.385, 120: 0.36, 180: 0.35}
_LONG = {0: 0.945, 14: 0.94, 26: 0.90, 38: 0.84, 48: 0.74, 58: 0.56, 66: 0.30, 78: 0.04, 110: -0.06, 180: -0.12}
_TIED = {**NAPE_SHORT, 66: 0.82, 74: 0.79, 84: 0.80, 122: 0.72, 145: 0.60, 180: 0.56}
_RECEDED = {**NAPE_SHORT, 0: 0.95, 16: 0.955, 28: 0.975, 40: 0.955}
_AFRO = {0: 0.93, 16: 0.935, 28: 0.95, 40: 0.93, 52: 0.85, 64: 0.74, 78: 0.60, 100: 0.52, 140: 0.47, 180: 0.45}
_BALD = {0: 1.4, 60: 1.4, 74: 0.83, 84: 0.80, 180: 0.78}

STYLES = {
    "ada": Style(
        Complexion(
            "#cc9672",
            "#b0625a",
            "#2f1d14",
            "#4a2f1b",
            "#2b1a12",
            flush=0.9,
            brow_height=0.015,
            brow_arch=0.016,
            brow_weight=0.95,
            freckles=0.35,
            lashes=0.4,
        ),
        HairStyle(_BOB, volume=0.042, hang=True, inward=0.16, locks=0.005, part=0.5),
        "#23304a",
    ),
    "ben": Style(
        Complexion(
            "#dcaa8b",
            "#c07f6f",
            "#5a3d26",
            "#5b7386",
            "#4b3220",
            flush=1.0,
            brow_height=0.019,
            stubble=0.75,
            scalp=NAPE_SHORT,
        ),
        HairStyle(NAPE_SHORT, volume=0.045, lift=0.045, fade=0.72, locks=0.007, part=0.9),
        "#2b3438",
    ),
    "chen": Style(
        Complexion(
            "#dbb090",
            "#bd7c6c",
            "#1c1512",
            "#2e1c12",
            "#16120f",
            flush=0.5,
            brow_height=0.018,
            brow_arch=0.008,
            scalp=NAPE_SHORT,
        ),
        HairStyle(
            {**NAPE_SHORT, 0: 0.885, 12: 0.865, 30: 0.875, 42: 0.90, 50: 0.89},
            volume=0.052,
            lift=0.02,
            fade=0.65,
            locks=0.008,
            part=-0.8,
        ),
        "#1f3a3a",
    ),
    "dara": Style(
        Complexion(
            "#c99a75",
            "#a8625a",
            "#5b544e",
            "#3a2617",
            "#a5a09b",
            flush=0.8,
            brow_height=0.014,
            brow_weight=0.6,
            age=0.8,
            scalp=_TIED,
            lashes=0.32,
        ),
        HairStyle(_TIED, volume=0.022, lift=0.02, locks=0.004, bun=0.12),
        "#3d2035",
    ),
    "emeka": Style(
        Complexion(
            "#6b4330",
            "#6a3c36",
            "#120d0b",
            "#20120b",
            "#130f0d",
            flush=0.35,
            brow_height=0.019,
            brow_weight=0.95,
            beard=0.9,
            scalp=_RECEDED,
        ),
        HairStyle(_RECEDED, volume=0.007, locks=0.0, curls=0.0022, columns=110, rows=24),
        "#d6cdbb",
    ),
    "fatima": Style(
        Complexion(
            "#a9744f",
            "#8f4a45",
            "#1a110d",
            "#2d1a0f",
            "#1a100c",
            flush=0.6,
            brow_height=0.018,
            brow_arch=0.015,
            brow_weight=0.97,
            lashes=0.42,
        ),
        HairStyle(_LONG, volume=0.040, hang=True, inward=-0.12, locks=0.006, wave=0.05),
        "#1d2b3f",
    ),
    "grace": Style(
        Complexion(
            "#5a3826",
            "#6e3a38",
            "#100b09",
            "#1c100a",
            "#1d1511",
            flush=0.3,
            brow_height=0.016,
            brow_arch=0.015,
            brow_weight=0.97,
            scalp=NAPE_SHORT,
            lashes=0.42,
        ),
        HairStyle(_AFRO, volume=0.125, locks=0.0, curls=0.013, columns=120, rows=32),
        "#c7a15a",
    ),
    "hugo": Style(
        Complexion(
            "#d9a489",
            "#b9776a",
            "#7d746a",
            "#6d8794",
            "#857b70",
            flush=1.2,
            brow_height=0.020,
            brow_weight=0.7,
            beard=0.85,
            age=1.0,
            scalp=_BALD,
        ),
        None,
        "#2c3a30",
    ),
}
