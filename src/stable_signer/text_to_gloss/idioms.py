"""English idioms, and the plain English that a signer would translate instead of their words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

from stable_signer.text_to_gloss.inflection import analyses, inflect

_Idiom: TypeAlias = "tuple[tuple[str, ...], tuple[str, ...]]"

_TABLE = """
a piece of cake = easy | under the weather = sick | cost an arm and a leg = is expensive | no big deal = not important
give me a hand = help me | give us a hand = help us | give you a hand = help you | give him a hand = help him
give her a hand = help her | give them a hand = help them | lend me a hand = help me | do me a favor = help me
hang on = hold on | hold your horses = wait | take it easy = relax | chill out = relax | calm down = be calm
make up your mind = decide | make up my mind = decide | make up his mind = decide | make up her mind = decide
rain cats and dogs = rain strong | what is up = what happened | break a leg = good luck | hit the road = leave
once in a blue moon = rarely | kick the bucket = die | pass away = die | hit the sack = go to bed
hit the hay = go to bed | hit the books = study | spill the beans = tell the secret | watch your step = be careful
watch out = be careful | out of order = broken | cut it out = stop | let the cat out of the bag = tell the secret
knock it off = stop | pull my leg = tease me | pull your leg = tease you | keep an eye on = watch
keep in mind = remember | bear in mind = remember | get rid of = throw away | run into = meet
get along with = be friends with | look forward to = be excited about | figure out = solve | point out = mention
carry on = continue | call off = cancel | turn up = arrive | hang out with = be together with | sleep in = sleep late
eat out = eat in a restaurant | dress up = wear nice clothes | over the moon = very happy | on cloud nine = very happy
feel blue = feel sad | down in the dumps = sad | sick and tired of = fed up with | on my way = coming
on the way = coming | on his way = coming | on her way = coming | in no time = soon | a couple of = a few
a bunch of = many | tons of = many | plenty of = many | all of a sudden = suddenly | over and over = again
every now and then = sometimes | from time to time = sometimes | for good = forever | so far = until now
in a hurry = hurrying | by the way , = | in other words , = | no way = no | as well = too | let me know = inform me
let us know = inform us | let him know = inform him | let her know = inform her | let them know = inform them
fall in love with = start to love | had better = should | ought to = should | would rather = prefer to
have got to = have to | be able to = can | is able to = can | are able to = can | am able to = can
was able to = could | were able to = could | not at all = not | as soon as = when | even if = if | only if = if
as long as = if | in case = if | even though = although | is supposed to = should | are supposed to = should
am supposed to = should | was supposed to = should | such as = like | such a = a | in order to = to
due to = because of | as well as = and | in addition to = and | in addition , = also | rather than = instead of
a number of = several | along with = with | in terms of = about | according to = from | so that = so | at least =
at first , = first | kind of like = like | sort of = | make sure that = make sure | make sure to = make sure
whether or not = whether | how come = why | the day after tomorrow = in two days
the day before yesterday = two days ago | throughout = during | whenever = when | a little bit = a little
pretty much = almost | first of all = first | get started = start | i mean , = | go ahead and = | on top of = on
am broke = have no money | are broke = have no money | is broke = has no money
what is the matter = what is wrong | would love to = would like to | as for me , = | keep off = do not walk on
keep out = do not enter | keep out of reach of children = do not let children touch this
both ways = both directions | which way = which direction | fall asleep = start to sleep | run out of = finish
would you mind = can you please | get married = marry | have a good time = enjoy
no longer = not now | get home = arrive home | used up = finished | right away = immediately | right now = now
hurry up = hurry | cost a fortune = be expensive | at once = immediately | once again = again | all right = fine
these days = now | each and every = every | more and more = more | again and again = again | can not stand = hate
"""
"""Idioms and their plain English between bars. The first word may be inflected; its plain English then is, too."""
_LITERAL_BEFORE = {"run into": ("a", "the"), "turn up": ("the",), "on the way": (), "hang on": ("to", "the"),
                   "can not stand": (".", "!", "?", ",", "up", "here", "there", "on", "in", "at", "for")}  # fmt: skip
"""Words after an idiom that show it to be meant literally."""
_UNINFLECTED = frozenset(["is", "be", "should", "must", "can", "could"])


@lru_cache(maxsize=1)
def _idioms() -> dict[str, list[_Idiom]]:
    """Idioms by their first word, longest first."""
    found: dict[str, list[_Idiom]] = {}
    for row in _TABLE.replace("\n", "|").split("|"):
        idiom, _, plain = row.partition("=")
        words = tuple(idiom.split())
        if words and words != tuple(plain.split()):
            found.setdefault(words[0], []).append((words, tuple(plain.split())))
    return {first: sorted(rows, key=lambda row: -len(row[0])) for first, rows in found.items()}


def idiom_at(norms: Sequence[str], start: int) -> tuple[int, list[str]] | None:
    """The length of the idiom that starts at a word of a sentence, and its plain English; None where none does.

    >>> idiom_at("it was a piece of cake".split(), 2)
    (4, ['easy'])
    """
    plain_first = sorted(analyses(norms[start]), key=lambda reading: reading[1] != "")  # let is its own past, too
    for lemma, mark in plain_first:
        for idiom, plain in _idioms().get(lemma, ()):
            stop = start + len(idiom)
            if tuple(norms[start + 1 : stop]) != idiom[1:] or (mark and len(idiom) == 1):
                continue
            if stop < len(norms) and norms[stop] in _LITERAL_BEFORE.get(" ".join(idiom), ()):
                continue
            kept = not plain or not mark or plain[0] in _UNINFLECTED
            return len(idiom), list(plain) if kept else [inflect(plain[0], mark), *plain[1:]]
    return None
