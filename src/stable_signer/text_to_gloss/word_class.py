"""Which class of word stands at a place: after "they" a verb ("they saw"), after "my" a noun ("my watch").

Only what English grammar settles by the words right before; anything else is left to the model. A sentence is given as
its words of grammar, ``ADVERB`` and ``CONTENT`` standing for all others.
"""

from __future__ import annotations

from collections.abc import Sequence

from stable_signer.text_to_gloss import closed_class as closed
from stable_signer.text_to_gloss.inflection import analyses
from stable_signer.text_to_gloss.words import Reading

ADVERB, ADJECTIVE, CONTENT = "<adverb>", "<adjective>", "<word>"

_SUBJECTS = frozenset(["i", "he", "she", "we", "they", "who"])
"""Pronouns that are nothing but subjects, or before a verb."""
_MAY_BE_SUBJECTS = frozenset(["you", "it"])
_OPENERS = closed.CONJUNCTIONS | closed.WH_WORDS | {"", ",", "that", "so"}
"""Words (none at the start) after which you and it are subjects."""
_BASE = closed.MODALS - {"used", "ought"} | {"do", "does", "did"}
"""Words that a bare verb follows, at once or after the subject that they are put before."""
_OWNERS = (closed.POSSESSIVES - {"her", "mine", "yours", "hers", "ours", "theirs"}) | {"a", "an"}
_BEFORE_INFINITIVES = closed.WH_WORDS | {"have", "has", "had", "going", "used", "ought", "like", "got"}
_VERB = frozenset(["verb", "modal"])
_ENDS = closed.CONJUNCTIONS | {"", ",", ".", "?", "!"}


def at(words: Sequence[str], i: int, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings of the word at i whose class can stand there; all where none can, or the grammar does not say."""
    if any(reading.entry.word_class in ("adverb", "time") for reading in readings):
        kept = []
    elif _takes_verb(words, i):
        kept = [reading for reading in readings if not _is_sure(reading) or reading.entry.word_class in _VERB]
    elif _is_perfect(words, i):
        kept = [r for r in readings if r.entry.word_class in _VERB and _is_participle(r)]
    elif _is_state(words, i) and any(reading.entry.word_class == "adjective" for reading in readings):
        others = {"noun"} if _word(words, i + 1) in _ENDS else set()  # "you are right": a noun would have an article
        kept = [r for r in readings if r.entry.word_class not in _VERB or r.mark == "-ing"]
        kept = [r for r in kept if r.entry.word_class not in others]
    elif (_word(words, i - 1) in _OWNERS or _is_described(words, i)) and any(
        reading.entry.word_class == "noun" for reading in readings
    ):
        others = _VERB | {"adjective"} if _is_described(words, i) else _VERB
        kept = [reading for reading in readings if reading.entry.word_class not in others]
    else:
        kept = []
    return tuple(kept or readings)


def _is_sure(reading: Reading) -> bool:
    """Whether the class of an entry is that of the word: SAW is the noun saw, but SURGERY no noun "operate"."""
    return reading.gloss.split("-")[0].lower() == reading.lemma


def _is_participle(reading: Reading) -> bool:
    """Whether a form may follow have: one with an ending, or one of a lemma that is another verb's ("lost")."""
    marks = {mark for _, mark in analyses(reading.lemma)} if not reading.mark else {reading.mark}
    return not marks.isdisjoint(("-ed", "-en"))


def _is_state(words: Sequence[str], i: int) -> bool:
    """Whether the word at i says how somebody is ("been married"), rather than what is done to them."""
    k = i - 1
    while k >= 0 and words[k] in (ADVERB, "not", "very", "too", "so"):
        k -= 1
    return _word(words, k) in closed.BE | {"get", "got", "gets"} and _word(words, i + 1) not in ("by", "to")


def _is_described(words: Sequence[str], i: int) -> bool:
    """Whether the word at i is the last of "a red light", or of "a second"."""
    is_led = _word(words, i - 1) == ADJECTIVE and _word(words, i - 2) in _OWNERS | {"the"}
    return (is_led or _word(words, i - 1) in ("a", "an")) and _word(words, i + 1) not in (ADVERB, ADJECTIVE, CONTENT)


def is_owned(words: Sequence[str], i: int) -> bool:
    """Whether the word at i follows an article or a possessive, so that it is no verb."""
    return _word(words, i - 1) in _OWNERS | {"the"}


def _is_perfect(words: Sequence[str], i: int) -> bool:
    """Whether the word at i is what somebody has done: after have, not or an adverb between."""
    k = i - 1
    while k >= 0 and words[k] in (ADVERB, "not", "never", "just"):
        k -= 1
    return _word(words, k) in closed.HAVE


def is_past(words: Sequence[str], i: int) -> bool:
    """Whether the verb at i, which is its own past ("cut"), lacks the ending that he, she or it would give it now."""
    return _word(words, i - 1) in ("he", "she", "it") and _takes_verb(words, i) and not _is_inverted(words, i - 1)


def _takes_verb(words: Sequence[str], i: int) -> bool:
    """Whether the word at i is the verb of the pronoun, modal or negation before it."""
    k = i - 1
    while k >= 0 and words[k] == ADVERB:
        k -= 1
    word, before = _word(words, k), _word(words, k - 1)
    if word == "not":
        return before in _BASE
    if word == "to":
        return before in _BEFORE_INFINITIVES
    if word in _MAY_BE_SUBJECTS and before not in _OPENERS | _BASE:
        return False
    if word in _SUBJECTS | _MAY_BE_SUBJECTS:
        return before not in closed.BE | closed.HAVE
    return word in _BASE and k > 0 and not _is_inverted_noun(words, k)


def _is_inverted(words: Sequence[str], subject: int) -> bool:
    """Whether do, or a modal, stands before a subject, so that the verb has no ending."""
    return _word(words, subject - 1) in _BASE


def _is_inverted_noun(words: Sequence[str], k: int) -> bool:
    """Whether the modal at k stands before its subject, as after a question word."""
    return _word(words, k - 1) in closed.WH_WORDS - {"who"} or k == 0


def _word(words: Sequence[str], i: int) -> str:
    """The word at a place, "" outside the sentence."""
    return words[i] if 0 <= i < len(words) else ""
