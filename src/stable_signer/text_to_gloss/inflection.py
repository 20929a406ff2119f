"""English inflection in both directions: ``inflect`` writes a form, ``analyses`` reads one.

Regular rules and a table of irregular forms of our own; no dictionary is needed, because ``analyses`` proposes
candidates and the caller keeps those whose lemma it knows.
"""

from __future__ import annotations

from functools import lru_cache

FORMS = ("", "-s", "-ed", "-en", "-ing", "-er", "-est", "-ly")
"""Marks of inflection: none, plural or third person, past, past participle, gerund, comparative, superlative,
adverb."""

_VERBS = """
be was been|bear bore born|beat beat beaten|become became become|begin began begun|bend bent bent|bet bet bet
bite bit bitten
bleed bled bled|blow blew blown|break broke broken|bring brought brought|build built built|burn burned burned
buy bought bought
catch caught caught|choose chose chosen|come came come|cost cost cost|cut cut cut|deal dealt dealt|dig dug dug
do did done
draw drew drawn|dream dreamed dreamed|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed fed
feel felt felt|fight fought fought|find found found|fly flew flown|forget forgot forgotten|forgive forgave forgiven
freeze froze frozen|get got gotten|give gave given|go went gone|grow grew grown|hang hung hung|have had had
hear heard heard
hide hid hidden|hit hit hit|hold held held|hurt hurt hurt|keep kept kept|know knew known|lay laid laid|lead led led
learn learned learned|leave left left|lend lent lent|let let let|lie lay lain|light lit lit|lose lost lost
make made made
mean meant meant|meet met met|misunderstand misunderstood misunderstood|overcome overcame overcome|pay paid paid
put put put
quit quit quit|read read read|ride rode ridden|ring rang rung|rise rose risen|run ran run|say said said|see saw seen
seek sought sought|sell sold sold|send sent sent|set set set|sew sewed sewn|shake shook shaken|shine shone shone
shoot shot shot
show showed shown|shut shut shut|sing sang sung|sink sank sunk|sit sat sat|sleep slept slept|slide slid slid
speak spoke spoken
spell spelled spelled|spend spent spent|spill spilled spilled|split split split|spread spread spread
spring sprang sprung
stand stood stood|steal stole stolen|stick stuck stuck|strike struck struck|swear swore sworn|sweep swept swept
swim swam swum
swing swung swung|take took taken|teach taught taught|tear tore torn|tell told told|think thought thought
throw threw thrown
understand understood understood|wake woke woken|wear wore worn|weep wept wept|win won won|wind wound wound
write wrote written
"""
_NOUNS = """
man men|woman women|child children|person people|foot feet|tooth teeth|mouse mice|goose geese|knife knives|wife wives
life lives|leaf leaves|half halves|shelf shelves|wolf wolves|loaf loaves|thief thieves|sheep sheep|fish fish|deer deer
policeman policemen|fireman firemen|grandchild grandchildren|businessman businessmen|ox oxen|series series
potato potatoes
tomato tomatoes|hero heroes|echo echoes|scarf scarves|self selves|mailman mailmen
"""
_ADJECTIVES = "good better best|bad worse worst|far farther farthest|little less least|well better best"
_EXTRA_READINGS = (
    ("further", "far", "-er"), ("forgot", "forget", "-en"), ("got", "get", "-en"), ("burnt", "burn", "-ed"),
    ("learnt", "learn", "-ed"), ("dreamt", "dream", "-ed"), ("spelt", "spell", "-ed"), ("lit", "light", "-ed"),
    ("persons", "person", "-s"), ("fishes", "fish", "-s"), ("leapt", "leap", "-ed"), ("grey", "gray", ""),
    ("colour", "color", ""), ("colours", "color", "-s"), ("favourite", "favorite", ""), ("theatre", "theater", ""),
    ("mum", "mom", ""), ("mummy", "mommy", ""), ("dying", "die", "-ing"), ("lying", "lie", "-ing"),
    ("tying", "tie", "-ing"), ("hoped", "hope", "-ed"), ("hoping", "hope", "-ing"),
    ("neighbour", "neighbor", ""), ("centre", "center", ""), ("travelled", "travel", "-ed"),
    ("travelling", "travel", "-ing"),
)  # fmt: skip
_VOWELS = "aeiou"
_NO_DOUBLING = (
    "er",
    "en",
    "on",
    "el",
    "et",
    "it",
    "or",
    "om",
    "al",
    "ip",
    "op",
    "ow",
    "ew",
    "aw",
    "ay",
    "ey",
    "oy",
    "uy",
)


def _rows(table: str) -> list[list[str]]:
    return [row.split() for row in table.replace("\n", "|").split("|") if row.split()]


@lru_cache(maxsize=1)
def _irregular() -> dict[tuple[str, str], str]:
    forms: dict[tuple[str, str], str] = {}
    for lemma, past, participle in _rows(_VERBS):
        forms[lemma, "-ed"], forms[lemma, "-en"] = past, participle
    for lemma, more, most in _rows(_ADJECTIVES):
        forms[lemma, "-er"], forms[lemma, "-est"] = more, most
    forms |= {(lemma, "-s"): plural for lemma, plural in _rows(_NOUNS)}
    return forms | {("have", "-s"): "has", ("be", "-s"): "is"}


@lru_cache(maxsize=1)
def _irregular_readings() -> dict[str, list[tuple[str, str]]]:
    readings: dict[str, list[tuple[str, str]]] = {}
    for (lemma, mark), form in _irregular().items():
        readings.setdefault(form, []).append((lemma, mark))
    for form, lemma, mark in _EXTRA_READINGS:
        readings.setdefault(form, []).append((lemma, mark))
    return readings


def inflect(lemma: str, mark: str) -> str:
    """The form of a lemma (of its first word, for a verb of several words) with a mark of ``FORMS``.

    >>> inflect("give", "-ed"), inflect("get up", "-ing"), inflect("city", "-s")
    ('gave', 'getting up', 'cities')
    """
    if not mark:
        return lemma
    head, _, tail = lemma.partition(" ")
    form = _irregular().get((head, mark)) or _regular(head, mark)
    return f"{form} {tail}" if tail else form


def inflect_noun(lemma: str) -> str:
    """The plural of a noun: of its last word.

    >>> inflect_noun("ice cream cone"), inflect_noun("mouse")
    ('ice cream cones', 'mice')
    """
    head, _, tail = lemma.rpartition(" ")
    plural = inflect(tail, "-s")
    return f"{head} {plural}" if head else plural


def analyses(form: str) -> list[tuple[str, str]]:
    """Candidate (lemma, mark) readings of a word form, likeliest first, the form itself included.

    >>> ("give", "-ed") in analyses("gave"), ("city", "-s") in analyses("cities"), ("stop", "-ed") in
    analyses("stopped")
    (True, True, True)
    """
    return list(_analyses(form))


@lru_cache(maxsize=20_000)
def _analyses(form: str) -> tuple[tuple[str, str], ...]:
    readings = [*_irregular_readings().get(form, ()), (form, "")]
    for suffix, mark in (("s", "-s"), ("ed", "-ed"), ("ing", "-ing"), ("er", "-er"), ("est", "-est"), ("ly", "-ly")):
        if form.endswith(suffix) and len(form) > len(suffix) + 1:
            readings += [(lemma, mark) for lemma in _stems(form[: -len(suffix)], mark)]
    return tuple(dict.fromkeys(readings))


def _stems(stem: str, mark: str) -> list[str]:
    if mark == "-s":
        stems = [stem] if not stem.endswith("s") else []
        if stem.endswith("ie"):
            stems.append(stem[:-2] + "y")
        return stems + ([stem[:-1]] if stem.endswith(("se", "xe", "ze", "che", "she", "oe")) else [])
    stems = [stem, stem + "e"]
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeiou":
        stems.insert(0, stem[:-1])
    if stem.endswith("i"):
        stems.insert(0, stem[:-1] + "y")
    if mark == "-ly":
        stems.append(stem + "le")
    return stems


def _regular(word: str, mark: str) -> str:
    if mark == "-en":
        mark = "-ed"
    if mark == "-s":
        return _plural(word)
    if mark == "-ly":
        return word[:-1] + "ily" if word.endswith("y") else word[:-1] + "y" if word.endswith("le") else word + "ly"
    suffix = mark[1:]
    if word.endswith("e") and not (mark == "-ing" and word.endswith(("ee", "oe", "ye"))):
        return (word[:-2] + "y" if word.endswith("ie") and mark == "-ing" else word[:-1]) + suffix
    if word.endswith("y") and len(word) > 1 and word[-2] not in _VOWELS and mark != "-ing":
        return word[:-1] + "i" + suffix
    return word + (word[-1] if _doubles(word) else "") + suffix


def _plural(word: str) -> str:
    if word.endswith("y") and len(word) > 1 and word[-2] not in _VOWELS:
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh")) or word in ("go", "do"):
        return word + "es"
    return word + "s"


def _doubles(word: str) -> bool:
    """Whether the last consonant is written twice before a suffix (stop -> stopped, but visit -> visited)."""
    if len(word) < 3 or word[-1] in "aeiouwxyhc" or word[-2] not in _VOWELS or word[-3] in _VOWELS:
        return word in ("quit",)
    vowels = sum(c in _VOWELS and (i == 0 or word[i - 1] not in _VOWELS) for i, c in enumerate(word))
    return vowels == 1 or not word.endswith(_NO_DOUBLING) or word in ("forget", "begin", "admit", "permit", "prefer")
