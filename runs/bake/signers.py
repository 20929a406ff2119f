"""Who signs: the phenotypes of the shipped signers."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Recipe:
    """Phenotype values 0..1 of Anny (gender 1 = woman, age 2/3 = 25 years, 1 = 90 years), and local changes -1..1."""

    name: str
    about: str
    phenotype: dict[str, float]
    changes: dict[str, float] = field(default_factory=dict)


def _origin(african: float = 0.0, asian: float = 0.0, caucasian: float = 0.0) -> dict[str, float]:
    return {"african": african, "asian": asian, "caucasian": caucasian}


def _age(years: float) -> float:
    return 2 / 3 + (years - 25) / 65 / 3


RECIPES = (
    Recipe("ada", "woman of about 30, slender, light brown skin, dark bob",
           {"gender": 1.0, "age": _age(29), "muscle": 0.5, "weight": 0.42, "height": 0.5, "proportions": 0.8, **_origin(0.25, 0.15, 0.6)}),
    Recipe("ben", "man of about 35, broad, fair skin, short brown hair, stubble",
           {"gender": 0.0, "age": _age(34), "muscle": 0.62, "weight": 0.52, "height": 0.55, "proportions": 0.7, **_origin(caucasian=1.0)}),
    Recipe("chen", "man of about 25, slim, light skin, short black hair",
           {"gender": 0.05, "age": _age(25), "muscle": 0.5, "weight": 0.42, "height": 0.5, "proportions": 0.75, **_origin(asian=1.0)}),
    Recipe("dara", "woman of about 60, sturdy, tan skin, grey bun",
           {"gender": 1.0, "age": _age(52), "muscle": 0.45, "weight": 0.62, "height": 0.42, "proportions": 0.5, **_origin(0.1, 0.5, 0.4)}),
    Recipe("emeka", "man of about 45, strong, deep skin, close-cropped hair and beard",
           {"gender": 0.0, "age": _age(42), "muscle": 0.68, "weight": 0.58, "height": 0.6, "proportions": 0.7, **_origin(african=1.0)}),
    Recipe("fatima", "woman of about 22, average build, brown skin, long dark hair",
           {"gender": 1.0, "age": _age(23), "muscle": 0.48, "weight": 0.5, "height": 0.48, "proportions": 0.7, **_origin(0.35, 0.3, 0.35)}),
    Recipe("grace", "woman of about 40, full build, deep skin, natural curls",
           {"gender": 1.0, "age": _age(38), "muscle": 0.5, "weight": 0.68, "height": 0.5, "proportions": 0.6, **_origin(african=1.0)}),
    Recipe("hugo", "man of about 65, average build, fair skin, bald with a grey beard",
           {"gender": 0.0, "age": _age(60), "muscle": 0.5, "weight": 0.58, "height": 0.5, "proportions": 0.5, **_origin(caucasian=0.9, african=0.1)}),
)  # fmt: skip
