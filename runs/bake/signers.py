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


def _person(
    name: str, about: str, woman: float, years: float, muscle: float, weight: float, height: float, proportions: float,
    african: float = 0.0, asian: float = 0.0, caucasian: float = 0.0,
) -> Recipe:  # fmt: skip
    age = 2 / 3 + (years - 25) / 65 / 3
    build = {
        "gender": woman,
        "age": age,
        "muscle": muscle,
        "weight": weight,
        "height": height,
        "proportions": proportions,
    }
    return Recipe(name, about, {**build, "african": african, "asian": asian, "caucasian": caucasian})


RECIPES = (
    _person("ada", "woman of about 30, slender, light brown skin, dark bob",
            1.0, 29, 0.5, 0.42, 0.5, 0.8, african=0.25, asian=0.15, caucasian=0.6),
    _person("ben", "man of about 35, broad, fair skin, short brown hair, stubble",
            0.0, 34, 0.62, 0.52, 0.55, 0.7, caucasian=1.0),
    _person("chen", "man of about 25, slim, light skin, short black hair",
            0.05, 25, 0.5, 0.42, 0.5, 0.75, asian=1.0),
    _person("dara", "woman of about 60, sturdy, tan skin, grey bun",
            1.0, 52, 0.45, 0.62, 0.42, 0.5, african=0.1, asian=0.5, caucasian=0.4),
    _person("emeka", "man of about 45, strong, deep skin, close-cropped hair and beard",
            0.0, 42, 0.68, 0.58, 0.6, 0.7, african=1.0),
    _person("fatima", "woman of about 22, average build, brown skin, long dark hair",
            1.0, 23, 0.48, 0.5, 0.48, 0.7, african=0.35, asian=0.3, caucasian=0.35),
    _person("grace", "woman of about 40, full build, deep skin, natural curls",
            1.0, 38, 0.5, 0.68, 0.5, 0.6, african=1.0),
    _person("hugo", "man of about 65, average build, fair skin, bald with a grey beard",
            0.0, 60, 0.5, 0.58, 0.5, 0.5, african=0.1, caucasian=0.9),
)  # fmt: skip
