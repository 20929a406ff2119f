"""English verb groups: auxiliaries, negation, questions; and what ASL says instead of tense and mood."""

from __future__ import annotations

from dataclasses import dataclass

from stable_signer.text_to_gloss.corpus.items import English, Gloss, W, span
from stable_signer.text_to_gloss.inflection import inflect

_BE = {"1p": ("am", "was"), "3p": ("is", "was")}
_MODALS: dict[str, list[str]] = {
    "can": ["CAN"], "could": ["CAN"], "should": ["SHOULD"], "must": ["MUST"], "might": ["MAYBE"], "may": ["MAYBE"],
    "will": ["WILL"],
    "would": ["WILL"],
}  # fmt: skip
_SEMI: dict[str, list[str]] = {
    "have to": ["MUST"],
    "had to": ["MUST"],
    "need to": [],
    "want to": [],
    "used to": ["USED-TO"],
    "going to": ["WILL"],
    "would like to": ["WANT"],
}

PRESENT, PAST, PROGRESSIVE, PAST_PROGRESSIVE, PERFECT, PAST_PERFECT, FUTURE, GOING = (
    "present", "past", "progressive", "past progressive", "perfect", "past perfect", "future", "going"
)  # fmt: skip
PERFECT_PROGRESSIVE = "perfect progressive"
"""Has been waiting: it goes on, so that nothing marks it as past."""
MODALS = ("can", "could", "should", "must", "might", "may", "have to", "had to", "would like to", "would")
COMPOUND: dict[str, tuple[tuple[str, ...], str, list[str]]] = {
    "was going to": (("was", "going", "to"), "", ["WILL"]),
    "about to": (("is", "about", "to"), "", ["WILL"]),
    "will be": (("will", "be"), "-ing", ["WILL"]),
    "might be": (("might", "be"), "-ing", ["MAYBE"]),
    "may be": (("may", "be"), "-ing", ["MAYBE"]),
    "should be": (("should", "be"), "-ing", ["SHOULD"]),
    "must be": (("must", "be"), "-ing", ["MUST"]),
    "will have to": (("will", "have", "to"), "", ["WILL", "MUST"]),
    "might have to": (("might", "have", "to"), "", ["MAYBE", "MUST"]),
    "may have to": (("may", "have", "to"), "", ["MAYBE", "MUST"]),
    "had been": (("had", "been"), "-ing", []),
}
"""Verb groups of several auxiliaries: those (is and was stand for any form of to be), the form of the main verb, and
what is signed."""
PAST_COMPOUND = ("was going to", "had been")
PERFECT_MODALS = ("should have", "could have", "must have", "would have")
FRONTED = ("can", "could", "should", "might", "may", "must")
"""Modals whose sign stands first in a question."""


@dataclass(frozen=True)
class Group:
    """The English verb group: before the subject (questions), after it, and the form in which the main verb stands."""

    before: English
    after: English


def auxiliary(verb: W | None, tense: str, person: str) -> str:
    """The auxiliary that a question puts first: are, did, will."""
    chain, main = _chain(verb, tense, person)
    return chain[0] if chain else main if verb is None else _do(tense, person)


def be(person: str, past: bool) -> str:
    present, was = _BE.get(person, ("are", "were"))
    return was if past else present


def group(
    verb: W | None,
    tense: str,
    person: str,
    negative: bool,
    question: bool,
    adverb: English,
    contracted: bool = False,
    joined: W | None = None,
) -> Group:
    """Conjugate ``verb`` (None = to be) for a subject; sets the text of ``verb`` to the form that stands there.

    adverb: words between auxiliary and verb (always, still). contracted: a negative question has its not before the
    subject. joined: a second verb, coordinated with the first, that stands in the same form.
    """
    chain, main = _chain(verb, tense, person)
    inverts_be = verb is None and tense in (PRESENT, PAST)
    needs_do = (negative or question) and not chain and not inverts_be
    negation: English = ["not"] if negative else []
    if inverts_be:
        if question:
            return Group([main, *negation], adverb) if contracted else Group([main], [*negation, *adverb])
        return Group([], [main, *negation, *adverb])
    if needs_do:
        chain = [_do(tense, person)]
        main = "" if tense in (PRESENT, PAST) else main
    main_words = _main(verb, main, tense, person, needs_do)
    if joined is not None:
        joined.text = inflect(joined.text, main)
    if question and contracted:
        return Group([chain[0], *negation], [*chain[1:], *adverb, *main_words])
    if question:
        return Group([chain[0]], [*negation, *chain[1:], *adverb, *main_words])
    return Group([], [*chain[:1], *negation, *chain[1:], *adverb, *main_words])


def _do(tense: str, person: str) -> str:
    if tense in (PAST, "used to", "had to"):
        return "did"
    return "does" if person == "3p" else "do"


def _chain(verb: W | None, tense: str, person: str) -> tuple[list[str], str]:
    """Auxiliaries, and the mark of inflection (or for to be, the form) of the main verb."""
    base = "be" if verb is None else ""
    if tense in (PRESENT, PAST):
        if verb is None:
            return [], be(person, tense == PAST)
        return [], "-ed" if tense == PAST else "-s" if person == "3p" else ""
    if tense in (PROGRESSIVE, PAST_PROGRESSIVE):
        return [be(person, tense == PAST_PROGRESSIVE)], "being" if verb is None else "-ing"
    if tense == PERFECT_PROGRESSIVE:
        return ["has" if person == "3p" else "have", "been"], "-ing"
    if tense in (PERFECT, PAST_PERFECT, *PERFECT_MODALS):
        has = {PERFECT: "has" if person == "3p" else "have", PAST_PERFECT: "had"}
        return has.get(tense, tense).split(), "been" if verb is None else "-en"
    if tense == FUTURE:
        return ["will"], base
    if tense == GOING:
        return [be(person, False), "going", "to"], base
    if tense in COMPOUND:
        return _compound(tense, person, base)
    if tense in _SEMI and tense != "would like to":
        return [], base
    return tense.split(), base


def _compound(tense: str, person: str, base: str) -> tuple[list[str], str]:
    auxiliaries, mark, _ = COMPOUND[tense]
    first = be(person, auxiliaries[0] == "was") if auxiliaries[0] in ("is", "was") else auxiliaries[0]
    return [first, *auxiliaries[1:]], base or mark


def _main(verb: W | None, mark: str, tense: str, person: str, with_do: bool) -> English:
    before: English = []
    if tense == "have to":
        before = ["has" if person == "3p" and not with_do else "have", "to"]
    elif tense == "had to":
        before = ["have" if with_do else "had", "to"]
    elif tense == "used to":
        before = ["use" if with_do else "used", "to"]
    if verb is None:
        return [*before, mark]
    verb.text = inflect(verb.text, mark)
    return [*before, verb]


def gloss_group(
    tense: str, negative: bool, core: Gloss, dynamic: bool, has_time: bool, adverb: Gloss, ahead: bool = False
) -> tuple[Gloss, Gloss]:
    """The signs before the clause and those of its predicate.

    core: verb and complements. dynamic: a past event is marked FINISH, a past state by the topic PAST. has_time: a time
    topic says when already. ahead: that it is to come, as tomorrow does, and Monday does not.
    """
    compound = COMPOUND[tense][2] if tense in COMPOUND else []
    modal = list(_MODALS.get(tense.removesuffix(" have")) or _SEMI.get(tense) or compound)
    if tense in (FUTURE, GOING):
        modal = [] if ahead else ["WILL"]
    if tense == "would have":
        return [], [*adverb, *(span("neg", ["NOT", *core]) if negative else core)]
    past = tense in (PAST, PAST_PROGRESSIVE, PERFECT, PAST_PERFECT, "had to", *PERFECT_MODALS, *PAST_COMPOUND)
    dynamic = dynamic and tense not in ("had to", PAST_PROGRESSIVE, *PAST_COMPOUND)
    front: Gloss = (
        span("topic", ["PAST"])
        if past and not dynamic and not has_time and not negative and tense not in (PERFECT, *PERFECT_MODALS)
        else []
    )
    if negative and modal[:1] == ["MAYBE"]:
        return front, ["MAYBE", *adverb, *span("neg", ["NOT", *modal[1:], *core])]
    if negative and tense in ("must", "should", "should have", "must be", "should be"):
        return front, [*adverb, *span("neg", [*modal, "NOT", *core])]
    if negative:
        return front, [*adverb, *span("neg", ["NOT", *modal, *core])]
    finish: Gloss = ["FINISH"] if past and dynamic and not has_time and not adverb else []
    return front, [*modal, *adverb, *core, *finish]
