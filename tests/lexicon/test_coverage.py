"""The words that people use most have a sign: classes of WLASL, and English that was interpreted into ASL."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from stable_signer.text_to_gloss import closed_class
from stable_signer.text_to_gloss.numbers import number_value
from stable_signer.text_to_gloss.words import Words, load_words

CORPORA = (
    "how2sign/how2sign.train", "how2sign/how2sign.val", "how2sign/how2sign.test", "openasl/openasl.dev",
    "openasl/openasl.test",
)  # fmt: skip
NOT_CONTENT = closed_class.FUNCTION_WORDS | closed_class.FILLERS | closed_class.NAMES


def has_sign(word: str, words: Words) -> bool:
    """Whether a word is a lexicon entry, a sense of one, a number, a letter, or a word of grammar."""
    is_sense = any(gloss.partition("-")[0].lower() == word for gloss in words.glosses)
    is_rule = len(word) == 1 or number_value([word]) is not None
    return bool(words.readings(word)) or is_sense or is_rule or word in closed_class.FUNCTION_WORDS


def content_words(folder: Path, words: Words) -> Counter[str]:
    """How often each content word occurs, counted by the lemma under which the lexicon knows it."""
    counts: Counter[str] = Counter()
    for corpus in CORPORA:
        with gzip.open(folder / f"{corpus}.tsv.gz", "rt", encoding="utf-8") as file:
            for line in file:
                counts.update(re.findall(r"[a-z']+", line.rpartition("\t")[2].lower()))
    lemmas: Counter[str] = Counter()
    for word, count in counts.items():
        if len(word) > 2 and "'" not in word and word not in NOT_CONTENT:
            readings = words.readings(word)
            lemmas[readings[0].lemma if readings else word] += count
    return lemmas


def share(names: Iterable[str], words: Words) -> float:
    found = [has_sign(name, words) for name in names]
    return sum(found) / len(found)


def test_classes_of_wlasl(real_data: Path) -> None:
    rows = (real_data / "wlasl" / "wlasl_class_list.txt").read_text(encoding="utf-8").splitlines()
    classes, words = [row.partition("\t")[2].strip() for row in rows], load_words()
    assert len(classes) == 2000
    assert share(classes[:300], words) >= 0.95 and share(classes[:1000], words) >= 0.90
    assert not has_sign("qwertyish", words)


def test_commonest_content_words(real_data: Path) -> None:
    words = load_words()
    commonest = [word for word, _ in content_words(real_data, words).most_common(500)]
    assert share(commonest, words) >= 0.95
