"""The symbols that the model writes, besides slots and the glosses of ambiguous words."""

from __future__ import annotations

from stable_signer.gloss import NON_MANUALS

LOCI = ("3p:a", "3p:b", "3p:c", "3p:d")
PERSONS = ("1p", "2p", "3p", *LOCI, "1pl", "2pl", "3pl")
OPENINGS: tuple[str, ...] = tuple(f"{kind}(" for kind in NON_MANUALS if kind != "mouth")
CLOSING, CLAUSE, REPEAT = ")", "/", "++"
SUBJECTS: tuple[str, ...] = tuple(f"{person}-" for person in PERSONS)
OBJECTS: tuple[str, ...] = tuple(f"-{person}" for person in PERSONS)
PRONOUNS: tuple[str, ...] = tuple(f"{base}-{person}" for base in ("IX", "POSS", "SELF") for person in PERSONS)

ALIASES: dict[str, tuple[str, ...]] = {
    "MY": ("MY",), "YOUR": ("YOUR",), "OUR": ("OUR",), "MINE": ("MINE", "MY"),
    "WHAT": ("WHAT",), "WHO": ("WHO",), "WHOSE": ("WHOSE", "WHO"),
    "WHERE": ("WHERE",), "WHEN": ("WHEN",), "WHY": ("WHY",), "HOW": ("HOW",),
    "WHICH": ("WHICH",), "HOW-MANY": ("HOW-MANY", "HOW-MUCH"), "HOW-MUCH": ("HOW-MUCH", "HOW-MANY"),
    "NOT": ("NOT",), "NEVER": ("NEVER",), "NONE": ("NONE", "NOTHING"), "NOT-YET": ("NOT-YET", "LATE", "NOT"),
    "FINISH": ("FINISH",), "WILL": ("WILL", "FUTURE"), "PAST": ("PAST", "BEFORE"), "USED-TO": ("USED-TO", "PAST"),
    "CAN": ("CAN",), "MUST": ("MUST", "NEED"),
    "SHOULD": ("SHOULD", "MUST"), "MAYBE": ("MAYBE",), "IF": ("IF", "SUPPOSE"), "AND": ("AND",), "OR": ("OR",),
    "BUT": ("BUT",),
    "BECAUSE": ("BECAUSE",), "WITH": ("WITH",), "WITHOUT": ("WITHOUT",), "FOR": ("FOR",), "FROM": ("FROM",),
    "ABOUT": ("ABOUT",),
    "UNTIL": ("UNTIL",), "SINCE": ("SINCE",), "BEFORE": ("BEFORE",), "AFTER": ("AFTER",), "DURING": ("DURING", "WHILE"),
    "IN": ("IN",), "ON": ("ON",),           "OUT": ("OUT",), "OFF": ("OFF",), "OVER": ("ACROSS", "ABOVE", "OVER"),
    "UP": ("UP",), "DOWN": ("DOWN",),
        "THAN": ("THAN",), "SAME": ("LIKE-same", "SAME"),
    "LIKE": ("LIKE", "LIKE-enjoy"), "VERY": ("VERY",), "TOO-MUCH": ("TOO-MUCH", "EXCESSIVE", "OVER", "VERY"),
    "ALSO": ("ALSO", "SAME"),
    "MORE": ("MORE",), "MOST": ("MOST", "BEST"), "LESS": ("LESS", "DECREASE"), "LEAST": ("LEAST", "LESS", "DECREASE"),
    "REALLY": ("REALLY", "TRUE"),
    "JUST": ("JUST", "ONLY", "JUST-ONLY"), "RECENT": ("RECENT", "JUST"), "NEITHER": ("NEITHER", "NONE"),
    "THEN": ("THEN", "NEXT"), "WHILE": ("WHILE", "DURING"), "SO": ("THEREFORE",),
    "NO": ("NO",), "YES": ("YES",), "PLEASE": ("PLEASE",), "GO": ("GO", "GO-TO"), "GO-TO": ("GO-TO", "GO"),
    "GET": ("GET", "RECEIVE"), "BECOME": ("BECOME",), "ARRIVE": ("ARRIVE",), "HAVE": ("HAVE",),
    "WHAT-DO": ("WHAT-DO", "DO"), "DO": ("DO", "DO-DO", "ACT"),
    "THAT": ("THAT",), "THIS": ("THIS",), "THERE": ("THERE",), "AGO": ("AGO", "PAST"), "WANT": ("WANT",),
    "ONE": ("ONE",),
    "OLD": ("OLD", "OLD-age", "AGE"), "EVEN-THOUGH": ("EVEN-THOUGH", "ALTHOUGH", "BUT"), "LET": ("LET", "ALLOW"),
    "HAPPEN": ("HAPPEN",),
}  # fmt: skip
"""Glosses that grammar alone can call for, each with the lexicon's glosses that may stand for it, best first."""

FALLBACKS: dict[str, str] = {
    "THAT": "IX-3p", "THIS": "IX-3p", "THERE": "IX-3p", "GO-TO": "GO", "MY": "POSS-1p", "YOUR": "POSS-2p",
    "OUR": "POSS-1pl",
    "ONE": "NUM-1", "DO": "", "JUST": "", "REALLY": "", "THAN": "", "SINCE": "FROM", "SO": "", "VERY": "",
    "AND": "", "LET": "",
}  # fmt: skip
"""Where the lexicon has none of those: a sign that exists everywhere, or "" for none; otherwise the gloss is
fingerspelled."""

PREFERRED: dict[str, str] = {"IX-1pl": "WE", "SELF-1p": "MYSELF", "SELF-1pl": "OURSELVES"}
"""Pronouns for which a lexicon may have a sign of its own."""

MERGES: dict[tuple[str, ...], tuple[str, ...]] = {
    ("NOT", "LIKE"): ("DON'T-LIKE", "DISLIKE"), ("NOT", "WANT"): ("DON'T-WANT",),
    ("NOT", "KNOW"): ("DON'T-KNOW", "NOT-KNOW"),
    ("NOT", "CAN"): ("CAN'T", "CANNOT"), ("NOT", "WILL"): ("WON'T",), ("NOT", "UNDERSTAND"): ("DON'T-UNDERSTAND",),
    ("NOT", "CARE"): ("DON'T-CARE",), ("NOT", "HAVE"): ("DON'T-HAVE",),
}  # fmt: skip
"""Pairs of signs that one sign says, where the lexicon has it."""

STRUCTURAL: tuple[str, ...] = (
    *OPENINGS, CLOSING, CLAUSE, REPEAT, *SUBJECTS, *OBJECTS, *PRONOUNS, *ALIASES,
)  # fmt: skip
"""Every symbol of the model's answer that is neither a slot nor the gloss of an ambiguous word."""
