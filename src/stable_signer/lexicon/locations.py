"""Where a sign is made: places on the body, in the signing space, and on the other hand."""

from __future__ import annotations

from dataclasses import dataclass

from stable_signer.lexicon.symbols import POINTS, REFERENTS

#: Location -> (place of the body, whether it exists on both sides). The own side of the hand is meant.
BODY_LOCATIONS: dict[str, tuple[str, bool]] = {
    "top-of-head": ("top-of-head", False),
    "forehead": ("forehead", False),
    "temple": ("temple", True),
    "brow": ("brow", True),
    "eye": ("eye", True),
    "nose": ("nose", False),
    "nose-tip": ("nose-tip", False),
    "under-nose": ("upper-lip", False),
    "cheek": ("cheek", True),
    "ear": ("ear", True),
    "upper-lip": ("upper-lip", False),
    "mouth": ("mouth", False),
    "lips": ("lips", False),
    "mouth-corner": ("mouth-corner", True),
    "chin": ("chin", False),
    "under-chin": ("under-chin", False),
    "jaw": ("jaw", True),
    "neck": ("neck", False),
    "neck-side": ("neck-side", True),
    "shoulder": ("shoulder", True),
    "shoulder-top": ("shoulder-top", True),
    "chest": ("chest", False),
    "upper-chest": ("upper-chest", False),
    "heart": ("heart", False),
    "chest-side": ("chest-side", True),
    "stomach": ("stomach", False),
    "belly": ("belly", False),
    "waist": ("waist", False),
    "hip": ("hip", True),
    "upper-arm": ("upper-arm", True),
    "elbow": ("elbow", True),
}

#: Locations that move with the head.
HEAD_LOCATIONS = frozenset(list(BODY_LOCATIONS)[: list(BODY_LOCATIONS).index("neck")])

#: Other names of the same places, as signers say them.
ALIASES = {"chest-far": "chest-side-far"}


@dataclass(frozen=True)
class Space:
    """A place in the signing space, in centimetres from the neck of an average signer.

    out: toward the hand's own side; up: from the shoulder line; fwd: from the front of the chest.
    """

    out: float
    up: float
    fwd: float


#: The signing space in front of the body. 1p .. 3p loci stand for the places of referents (see ``locus``).
SPACE_LOCATIONS: dict[str, Space] = {
    "neutral": Space(16, -11, 20),
    "mid": Space(0, -11, 20),
    "face": Space(15, 16, 20),
    "high": Space(19, 24, 19),
    "low": Space(15, -34, 19),
    "side": Space(35, -12, 18),
    "spell": Space(18, 1, 16),
}

#: Where the four loci of the signing space are; ``out`` is to the right for a right-handed signer.
LOCI: dict[str, Space] = {
    "1p": Space(0, -12, 3),
    "2p": Space(0, -10, 38),
    "a": Space(24, -12, 24),
    "b": Space(-24, -12, 24),
    "c": Space(38, -10, 18),
    "d": Space(-38, -10, 18),
}

#: Places on the weak arm that are not points of the hand.
WEAK_ARM = ("upper-arm", "shoulder")


def _location_names() -> tuple[str, ...]:
    paired = [f"{name}-far" for name, (_, is_paired) in BODY_LOCATIONS.items() if is_paired]
    loci = [f"locus:{name}" for name in REFERENTS[2:]]
    weak = [f"weak.{name}" for name in (*POINTS, *WEAK_ARM)]
    return (*BODY_LOCATIONS, *paired, *ALIASES, *SPACE_LOCATIONS, *loci, *REFERENTS[:2], "mirror", *weak)


#: Every location word that a form may hold.
LOCATIONS = _location_names()
