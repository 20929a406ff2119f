"""What an answer has to show of a sentence's function words: persons, negation, question words, modals.

Slots cannot be lost (``decode``); these can, so an answer that lacks one, or speaks of a person whom nobody mentioned,
is less likely than the model thinks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from stable_signer.text_to_gloss import closed_class as closed
from stable_signer.text_to_gloss.analyse import Token
from stable_signer.text_to_gloss.divide import is_ahead, is_verbal
from stable_signer.text_to_gloss.exchange import sentinel
from stable_signer.text_to_gloss.noun_phrases import is_noun
from stable_signer.text_to_gloss.relative import has_bare
from stable_signer.text_to_gloss.target import CLOSING, OPENINGS, PRONOUNS
from stable_signer.text_to_gloss.words import VERBS

PENALTY = 0.4
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
    "have": ("HAVE", "FINISH", "MUST", "neg(", "topic(", "cond(", "SHOULD", "CAN", "RECENT"),
    "like": ("LIKE", "WANT", "SAME", "LOOK-LIKE"),
    "mine": ("MINE", "MY"), "yours": ("YOUR", "POSS-2p"), "ours": ("OUR",), "theirs": ("POSS-3pl",),
}  # fmt: skip
_COMPARED = {"-er": ("MORE",), "-est": ("MOST",)}
_HIS = tuple(symbol for symbol in PRONOUNS if symbol.startswith("POSS-3p"))
_PARTICLES = frozenset(["in", "out"])
_ENDS = frozenset([".", "?", "!", ",", "and", "but", "or", "so", "because", "if", "when"])


def unfaithful(symbols: Sequence[str], tokens: Sequence[Token]) -> int:
    """How many words of grammar an answer does not show, and persons it speaks of without a word for them."""
    shown_persons = Counter(part for symbol in symbols for part in _persons_of(symbol))
    meant = Counter(_person(token) for token in tokens if token.word in _PERSONS and not token.is_slot)
    hinted = (
        meant.keys() | {_OWNERS.get(token.word, "") for token in tokens} | ({"2p"} if _is_command(tokens) else set())
    )
    hinted |= {"1p"} if [token.text.lower() for token in tokens[:2]] == ["see", "you"] else set()
    lost = _lost(shown_persons, meant)
    invented = len([p for p in shown_persons if p in ("1p", "2p", "1pl", "2pl") and p not in hinted])
    shown = Counter(symbols)
    wanted = Counter(_wanted(tokens, i) for i in range(len(tokens)))
    unmarked = (has_bare(tokens) and "rel(" not in shown) + (_is_done(tokens) and "FINISH" not in shown)
    unmarked += _is_misplaced(symbols, tokens) + _says_nothing(symbols, tokens)
    for signs, count in wanted.items():
        lost += max(0, count - sum(shown[sign] for sign in signs)) if signs else 0
    return lost + invented + unmarked


def _says_nothing(symbols: Sequence[str], tokens: Sequence[Token]) -> bool:
    """Whether an answer ends with a topic, of which nothing is said, or is all a relative clause that nothing marks
    ("the baby crying")."""
    opened: list[str] = []
    last = ""
    outside = 0
    for symbol in symbols:
        if symbol in OPENINGS:
            opened.append(symbol)
        elif symbol == CLOSING and opened:
            last = opened.pop()
        else:
            last = ""
            outside += symbol.startswith("<") and "rel(" not in opened
    is_all_relative = "rel(" in symbols and not outside
    return last == "topic(" or (is_all_relative and not has_bare(tokens) and not _has_relative(tokens))


def _has_relative(tokens: Sequence[Token]) -> bool:
    """Whether a word stands after the first that may begin a relative clause."""
    return any(token.function_word in ("who", "that", "which", "where", "whose") for token in tokens[1:])


def _is_misplaced(symbols: Sequence[str], tokens: Sequence[Token]) -> bool:
    """Whether an answer puts first when something is, where that is all the sentence says ("the party is on May 5")."""
    words = [token for token in tokens if token.is_slot or token.word not in closed.MARKS]
    slots = [token for token in words if token.is_slot]
    if len(slots) < 2 or not words[-1].is_slot or words[-1].type not in ("time", "num"):
        return False
    before = [token.function_word for token in words[:-1]]
    is_all = before[-1] in closed.BE or (before[-1] in ("on", "at", "in") and before[-2] in closed.BE)
    return is_all and sentinel(len(slots) - 1) in symbols[: list(symbols).index(sentinel(0))]


def _lost(shown: Counter[str], meant: Counter[str]) -> int:
    """How many pronouns of a sentence point at nobody in its answer: each has a point, or an end of a verb."""
    thirds = sum(count for person, count in shown.items() if person.startswith("3p"))
    lost = sum(max(0, count - shown[person]) for person, count in meant.items() if not person.startswith("3p"))
    return lost + any(person not in shown and not thirds for person in meant if person.startswith("3p"))


def _wanted(tokens: Sequence[Token], i: int) -> tuple[str, ...]:
    """The symbols of which an answer has to have one because of a token; none where it asks for none."""
    token = tokens[i]
    if token.type == "neg" and token.is_slot:
        return ("neg(",)  # nothing, nobody
    if token.is_slot:
        return _COMPARED.get(token.mark, ()) if token.type in ("adj", "adv") else ()
    if token.word in _PARTICLES and _is_last(tokens, i):
        return (token.word.upper(),)
    if token.word == "that" and _points(tokens, i):
        return ("THAT",)
    if token.word in ("his", "hers") and _is_last(tokens, i):
        return _HIS
    if token.word == "will":
        return () if any(is_ahead(t, b.function_word) for b, t in pairwise([token, *tokens])) else ("WILL",)
    if token.word == "have" and (tokens[i - 1].function_word in closed.MODALS or _goes_on(tokens)):
        return ()  # "would have come"
    if token.word == "have" and any(other.word == "since" for other in tokens[i:]):
        return ()  # "have lived here since I was born"
    return _SHOWN.get(token.word, ())


_EVENTS = frozenset(["vt", "move", "agree"])
_NOT_DONE = (
    closed.NEGATIONS
    | closed.CONJUNCTIONS
    | closed.WH_WORDS
    | closed.MODALS
    | closed.BE
    | {"no", "that", "just", "to", "?"}
) - {"and"}


def _is_done(tokens: Sequence[Token]) -> bool:
    """Whether a sentence is a single statement of what somebody did, at no time that it names."""
    past = any(
        token.type in _EVENTS and token.mark == "-ed" and before.type not in VERBS and before.function_word != "like"
        for before, token in pairwise(tokens)
    )
    dated = any(
        token.type in ("time", "neg", "unknown", "intj") or token.is_ambiguous or _has_month(token) or _is_often(token)
        for token in tokens
    )
    return past and not dated and all(token.function_word not in _NOT_DONE for token in tokens)


def _is_often(token: Token) -> bool:
    """Whether an adverb says how often or since when, rather than how, or about how many."""
    return token.type == "adv" and token.signs[-1].id_gloss != "APPROXIMATELY"


def _has_month(token: Token) -> bool:
    return any(sign.letters in closed.MONTHS.values() for sign in token.signs)


def _is_last(tokens: Sequence[Token], i: int) -> bool:
    """Whether a token is the last of its clause."""
    return i + 1 == len(tokens) or tokens[i + 1].function_word in _ENDS


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


_JOINTS = frozenset([",", "and", "so", "but"])


def _is_command(tokens: Sequence[Token]) -> bool:
    """Whether a sentence may be a command or has one: it starts with a verb or a polite word, or is negated with do,
    or a clause after a joint is."""
    if not tokens:
        return False
    others = ("intj", "adj", "unknown", "event", "thing")
    starts = [k for k, before in enumerate(tokens, 1) if before.function_word in _JOINTS and k < len(tokens)]
    return _orders(tokens[0], others) or any(_orders(tokens[k]) for k in starts)


def _orders(first: Token, others: Sequence[str] = ()) -> bool:
    """Whether a command may start with a token."""
    verbs = ("vt", "vi", "move", "say", "agree", "direct", "stative", *others)
    return (first.is_slot and (first.type in verbs or first.is_ambiguous)) or first.word in (
        "do",
        "please",
        "go",
        "let's",
        "never",
    )


_LICENCES: dict[str, str] = {
    "LESS": "less", "LEAST": "least", "WITHOUT": "without", "SINCE": "since", "BEFORE": "before", "AFTER": "after",
    "WHILE": "while", "DURING": "during", "WHO": "who whom whose",
    "WHOSE": "whose", "WHERE": "where", "WHEN": "when", "WHICH": "which or what", "WHY": "why because reason",
    "MUST": "must have has had", "SHOULD": "should ought", "MAYBE": "may might", "NEITHER": "neither nor",
    "PLEASE": "please", "MOST": "most -est", "OR": "or nor", "BUT": "but although though",
    "UNTIL": "until to", "THAN": "than", "YES": "yes", "NO": "no", "IF": "if unless suppose",
    "CAN": "can could may might too", "NEVER": "never",
    "HOW": "how", "WHAT-DO": "what do", "FROM": "from", "WITH": "with", "ABOUT": "about", "USED-TO": "used",
    "whq(": "who whom whose what which where when why how or",
    "AGO": "ago", "WILL": "will would going about shall", "REALLY": "really", "VERY": "very so too", "TOO-MUCH": "too",
}  # fmt: skip
"""Words of which a sentence must have one for a sign of grammar to be written: in the corpus it always has."""


def unlicensed(tokens: Sequence[Token]) -> frozenset[str]:
    """Signs of grammar for which a sentence has no word, so that no answer may have them."""
    said = {part for token in tokens for part in (token.word, token.mark, *token.text.lower().split())}
    missing = {symbol for symbol, words in _LICENCES.items() if said.isdisjoint(words.split())}
    if _is_unreal(tokens) or _goes_on(tokens):
        missing.add("PAST")
    if not said.isdisjoint(("any", "anything", "anyone")) and said.isdisjoint(closed.WH_WORDS):
        missing |= {"whq(", "WHICH"}  # "any brothers or sisters" offers no choice
    if _only_helps(tokens):
        missing.add("HAVE")
    if _lasts(tokens):
        missing.add("FINISH")
    if said.isdisjoint(("?", "if", "whether", "right", "okay")) and not _is_inverted(tokens):
        missing.add("ynq(")
    return frozenset(missing)


def _is_inverted(tokens: Sequence[Token]) -> bool:
    """Whether a sentence starts as a question does, so that it may be one without its mark."""
    helpers = closed.BE | closed.HAVE | closed.DO | closed.MODALS
    return any(token.function_word in helpers for token in tokens[:1])


def _goes_on(tokens: Sequence[Token]) -> bool:
    """Whether a single clause says what somebody has been doing, or for how long they have been, and still are."""
    words = [token.function_word for token in tokens]
    has_been = any(words[i : i + 2] in (["have", "been"], ["has", "been"], ["'s", "been"]) for i in range(len(words)))
    goes = any(before.word == "been" and after.mark == "-ing" for before, after in pairwise(tokens))
    lasts = any(before.word in ("for", "since") and after.type == "time" for before, after in pairwise(tokens))
    return has_been and (goes or lasts) and {"was", "were", "did"}.isdisjoint(words)


def _lasts(tokens: Sequence[Token]) -> bool:
    """Whether a single clause says for how long something has been so: "we have lived here for ten years"."""
    words = {token.function_word for token in tokens}
    lasts = any(before.word in ("for", "since") and after.type in ("time", "num") for before, after in pairwise(tokens))
    return lasts and _only_helps(tokens) and words.isdisjoint(closed.CONJUNCTIONS - {"since"} | {"had", ","})


_BETWEEN_HAVE = closed.SUBJECT_PRONOUNS | closed.ARTICLES | {"not", "never", "just", "ever"}
"""Words between have and what has been done."""


def _only_helps(tokens: Sequence[Token]) -> bool:
    """Whether have is nowhere more than the mark of the perfect ("have you eaten")."""
    places = [i for i, token in enumerate(tokens) if token.function_word in closed.HAVE]
    return bool(places) and all(_is_perfect(tokens, i) for i in places)


def _is_perfect(tokens: Sequence[Token], i: int) -> bool:
    """Whether a verb follows the have at i, its subject or an adverb between."""
    for token in tokens[i + 1 : i + 5]:
        if i == 0 and is_noun(token):
            continue
        if token.is_slot and is_verbal(token):
            return token.mark in ("", "-ed", "-en") and not is_noun(token)
        if token.function_word in ("been", "gone", "got", "gotten", "done"):
            return True
        if token.type != "adv" and token.function_word not in _BETWEEN_HAVE:
            return False
    return False


def _is_unreal(tokens: Sequence[Token]) -> bool:
    """Whether a condition is unreal now: would or could without have, so that its past tense is not the past."""
    words = [token.function_word for token in tokens]
    modals = [i for i, word in enumerate(words) if word in ("would", "could")]
    return "if" in words and bool(modals) and not any("have" in words[i + 1 : i + 4] for i in modals)
