"""What an answer has to show of a sentence's function words: persons, negation, question words, modals.

Slots cannot be lost (``decode``); these can, so an answer that lacks one, or speaks of a person whom nobody mentioned,
is less likely than the model thinks.
"""

from __future__ import annotations

from collections.abc import Sequence

from stable_signer.text_to_gloss.analyse import Token
from stable_signer.text_to_gloss.noun_phrases import is_noun
from stable_signer.text_to_gloss.target import PRONOUNS

PENALTY = 0.12
"""Taken from the mean log probability for each word that is not shown, or person that is not meant."""

_PERSONS = {
    "i": "1p", "me": "1p", "you": "2p", "we": "1pl", "us": "1pl", "let's": "1pl", "they": "3pl", "them": "3pl",
    "he": "3p", "him": "3p", "she": "3p",
}  # fmt: skip
_OWNERS = {
    "my": "1p",
    "mine": "1p",
    "your": "2p",
    "yours": "2p",
    "our": "1pl",
    "ours": "1pl",
    "myself": "1p",
    "yourself": "2p",
}
_SHOWN: dict[str, tuple[str, ...]] = {
    "not": ("neg(",), "never": ("NEVER",), "no": ("neg(",), "nor": ("neg(",), "because": ("rh(",),
    "if": ("cond(", "ynq("), "whether": ("ynq(",), "how": ("HOW", "HOW-MANY", "HOW-MUCH", "excl("),
    "when": ("WHEN", "topic("), "which": ("WHICH", "rel("), "?": ("whq(", "ynq("), "who": ("WHO", "rel("),
    "where": ("WHERE", "rel("), "why": ("WHY",), "whose": ("WHOSE", "rel("), "what": ("WHAT", "WHAT-DO", "excl("),
    "and": ("AND", "/"), "or": ("OR",), "but": ("BUT",), "with": ("WITH",), "without": ("WITHOUT",),
    "about": ("ABOUT", "WILL"), "can": ("CAN",), "should": ("SHOULD",), "must": ("MUST",), "might": ("MAYBE",),
    "than": ("THAN",), "since": ("SINCE",), "until": ("UNTIL",), "less": ("LESS",), "very": ("VERY",),
    "please": ("PLEASE",), "yes": ("YES",), "more": ("MORE",), "most": ("MOST",),
    "have": ("HAVE", "FINISH", "MUST", "NOT", "NEVER", "topic(", "cond(", "SHOULD", "CAN", "RECENT"),
    "like": ("LIKE", "WANT", "SAME", "LOOK-LIKE"),
    "mine": ("MINE", "MY"), "yours": ("YOUR", "POSS-2p"), "ours": ("OUR",), "theirs": ("POSS-3pl",),
}  # fmt: skip
_COMPARED = {"-er": ("MORE",), "-est": ("MOST",)}
_HIS = tuple(symbol for symbol in PRONOUNS if symbol.startswith("POSS-3p"))
_PARTICLES = frozenset(["in", "out"])
_ENDS = frozenset([".", "?", "!", ",", "and", "but", "or", "so", "because", "if", "when"])


def unfaithful(symbols: Sequence[str], tokens: Sequence[Token]) -> int:
    """How many words of grammar an answer does not show, and persons it speaks of without a word for them."""
    persons = {part for symbol in symbols for part in _persons_of(symbol)}
    meant = {_person(token) for token in tokens if token.word in _PERSONS and not token.is_slot}
    hinted = meant | {_OWNERS.get(token.word, "") for token in tokens} | ({"2p"} if _is_command(tokens) else set())
    lost = len({person for person in meant if person not in persons and person[:2] not in {p[:2] for p in persons}})
    invented = len({person for person in persons if person in ("1p", "2p", "1pl", "2pl") and person not in hinted})
    shown = set(symbols)
    wanted = (_wanted(tokens, i) for i in range(len(tokens)))
    return lost + invented + sum(bool(signs) and shown.isdisjoint(signs) for signs in wanted)


def _wanted(tokens: Sequence[Token], i: int) -> tuple[str, ...]:
    """The symbols of which an answer has to have one because of a token; none where it asks for none."""
    token = tokens[i]
    if token.is_slot:
        return _COMPARED.get(token.mark, ()) if token.type in ("adj", "adv") else ()
    if token.word in _PARTICLES and _is_last(tokens, i):
        return (token.word.upper(),)
    if token.word == "that" and _points(tokens, i):
        return ("THAT",)
    if token.word in ("his", "hers") and _is_last(tokens, i):
        return _HIS
    return _SHOWN.get(token.word, ())


def _is_last(tokens: Sequence[Token], i: int) -> bool:
    """Whether a token is the last of its clause."""
    return i + 1 == len(tokens) or (not tokens[i + 1].is_slot and tokens[i + 1].word in _ENDS)


def _points(tokens: Sequence[Token], i: int) -> bool:
    """Whether "that" points at the noun after it ("gave you that ring"), rather than beginning a clause."""
    if i + 1 >= len(tokens) or not is_noun(tokens[i + 1]) or (i and is_noun(tokens[i - 1])):
        return False
    return _is_last(tokens, i + 1)


def _person(token: Token) -> str:
    person = _PERSONS[token.word]
    return f"{person}:{token.locus}" if person == "3p" and token.locus else person


def _persons_of(symbol: str) -> list[str]:
    """The persons that a pronoun, or a verb's prefix or suffix, points at."""
    if symbol.startswith(("IX-", "SELF-")):
        return [symbol.split("-", 1)[1]]
    if symbol[:1] in "123" and symbol.endswith("-"):
        return [symbol[:-1]]
    if symbol[:1] == "-" and symbol[1:2].isdigit():
        return [symbol[1:]]
    return []


def _is_command(tokens: Sequence[Token]) -> bool:
    """Whether a sentence may be a command: it starts with a verb or a polite word, or is negated with do."""
    if not tokens:
        return False
    first = tokens[0]
    verbs = ("vt", "vi", "move", "say", "agree", "direct", "stative", "intj", "adj", "unknown", "event", "thing")
    return (first.is_slot and (first.type in verbs or first.is_ambiguous)) or first.word in (
        "do",
        "please",
        "go",
        "let's",
        "never",
    )


_LICENCES: dict[str, str] = {
    "LESS": "less", "LEAST": "least", "WITHOUT": "without", "SINCE": "since", "BEFORE": "before", "AFTER": "after",
    "WHILE": "while", "DURING": "during", "EVEN-THOUGH": "although though even", "WHO": "who whom whose",
    "WHOSE": "whose", "WHERE": "where", "WHEN": "when", "WHICH": "which or what", "WHY": "why because reason",
    "MUST": "must have has had", "SHOULD": "should ought", "MAYBE": "may might", "NEITHER": "neither nor",
    "PLEASE": "please", "MOST": "most -est", "OR": "or nor", "BUT": "but", "UNTIL": "until to", "THAN": "than",
    "YES": "yes", "NO": "no", "IF": "if unless suppose", "CAN": "can could may might too", "NEVER": "never",
    "HOW": "how", "WHAT-DO": "what do", "FROM": "from", "WITH": "with", "ABOUT": "about", "USED-TO": "used",
    "AGO": "ago", "WILL": "will would going about shall", "REALLY": "really", "VERY": "very so too", "TOO-MUCH": "too",
}  # fmt: skip
"""Words of which a sentence must have one for a sign of grammar to be written: in the corpus it always has."""


def unlicensed(tokens: Sequence[Token]) -> frozenset[str]:
    """Signs of grammar for which a sentence has no word, so that no answer may have them."""
    said = {part for token in tokens for part in (token.word, token.mark, *token.text.lower().split())}
    missing = {symbol for symbol, words in _LICENCES.items() if said.isdisjoint(words.split())}
    if _is_unreal(tokens):
        missing.add("PAST")
    return frozenset(missing)


def _is_unreal(tokens: Sequence[Token]) -> bool:
    """Whether a condition is unreal now: would or could without have, so that its past tense is not the past."""
    words = [token.function_word for token in tokens]
    modals = [i for i, word in enumerate(words) if word in ("would", "could")]
    return "if" in words and bool(modals) and not any("have" in words[i + 1 : i + 4] for i in modals)
