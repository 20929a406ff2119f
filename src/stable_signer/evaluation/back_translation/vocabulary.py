"""Words as numbers: common words whole, all others letter by letter, so that a spelled name can be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

PADDING, START, END, SPELL, SPELLED = range(5)
"""Ids of the marks; a spelled word stands between ``SPELL`` and ``SPELLED``."""
MARKS = ("<pad>", "<s>", "</s>", "<spell>", "</spell>")
PUNCTUATION = (",", ".", "?", "!")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789'-"
_TOKEN = re.compile(r"[a-z0-9]+(?:['\-][a-z0-9]+)*|[.,?!]")


def tokens_of(text: str) -> list[str]:
    """Lower-cased words and ``. , ? !``, as they are scored; a question must be known from a statement."""
    return _TOKEN.findall(text.lower())


@dataclass(frozen=True)
class Vocabulary:
    """Ids of marks, letters and words, in that order."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, texts: Iterable[str], least: int) -> Vocabulary:
        """Punctuation, and the words that occur ``least`` times or more."""
        counts = Counter(token for text in texts for token in tokens_of(text))
        common = {word for word, n in counts.items() if n >= least} - set(PUNCTUATION)
        return cls((*PUNCTUATION, *sorted(common)))

    def __len__(self) -> int:
        return len(MARKS) + len(LETTERS) + len(self.words)

    @cached_property
    def _id_of(self) -> dict[str, int]:
        return {word: i for i, word in enumerate(self.words, len(MARKS) + len(LETTERS))}

    def encode(self, text: str) -> list[int]:
        """Ids of a text, with the end."""
        ids: list[int] = []
        for token in tokens_of(text):
            if token in self._id_of:
                ids.append(self._id_of[token])
            else:
                ids += [SPELL, *(len(MARKS) + LETTERS.index(c) for c in token), SPELLED]
        return [*ids, END]

    def decode(self, ids: Sequence[int]) -> str:
        """The text of ids, up to the end."""
        words: list[str] = []
        spelled: list[str] | None = None
        for i in ids:
            if i == END:
                break
            if i == SPELL:
                spelled = []
            elif i == SPELLED and spelled is not None:
                words.append("".join(spelled))
                spelled = None
            elif len(MARKS) <= i < len(MARKS) + len(LETTERS):
                (words if spelled is None else spelled).append(LETTERS[i - len(MARKS)])
            elif i >= len(MARKS) + len(LETTERS):
                words.append(self.words[i - len(MARKS) - len(LETTERS)])
        return " ".join([*words, "".join(spelled)] if spelled else words)
