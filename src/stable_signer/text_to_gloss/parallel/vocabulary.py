"""Subwords of text and gloss: byte pair encoding (Sennrich et al. 2016) with BPE-dropout (Provilkov et al. 2020).

The merges are learnt with ``tokenizers``; encoding is our own, so that a seed determines every dropout and reading
needs no library.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from stable_signer.errors import ModelError

SPECIAL = ("<pad>", "</s>", "<unk>", "<mask>")
PAD, END, UNKNOWN, MASK = range(4)
WORD_START = "▁"
"""Front of a word's first piece."""
MAX_WORD = 100
"""Letters of a word that are read; longer ones are cut."""
_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "AE", "Ö": "OE", "Ü": "UE"})


class Subwords:
    """Text to ids and back. merges: pairs of pieces, best first. pieces: all symbols, in the order of their ids.
    gloss_ids: those that may be written."""

    def __init__(
        self,
        merges: Sequence[tuple[str, str]],
        pieces: Sequence[str],
        fold_umlauts: bool,
        gloss_ids: Iterable[int] = (),
    ) -> None:
        self.merges, self.pieces, self.fold_umlauts = tuple(merges), tuple(pieces), fold_umlauts
        self.gloss_ids = frozenset(gloss_ids)
        self._rank = {pair: rank for rank, pair in enumerate(self.merges)}
        self._id_of = {piece: i for i, piece in enumerate(self.pieces)}
        self._whole: dict[str, list[str]] = {}

    mask_id = MASK

    def __len__(self) -> int:
        return len(self.pieces)

    def tag(self, name: str) -> int:
        """Id of a language's tag. Raises ``ModelError`` for one that the vocabulary lacks."""
        try:
            return self._id_of[tag_piece(name)]
        except KeyError:
            raise ModelError(f"Language {name!r} is not one that the model was trained on.") from None

    def source(self, text: str, language: str, rng: random.Random | None = None, dropout: float = 0.0) -> list[int]:
        """What the encoder reads: tag, text, end. With ``rng``: see ``encode``."""
        return [self.tag(language), *self.encode(text.lower(), rng, dropout), END]

    def target(self, gloss: str) -> list[int]:
        """What the decoder writes: glosses, end."""
        return [*self.encode(capitals(gloss)), END]

    def written(self) -> list[bool]:
        """Which ids the decoder may write: the end, and the pieces of glosses."""
        return [i in self.gloss_ids for i in range(len(self))]

    def words(self, ids: Sequence[int]) -> list[int]:
        """Of each piece, which word it is of, from 0; -1 for tags, padding and the end."""
        words, count = [], -1
        for i in ids:
            of_word = i == UNKNOWN or not self.pieces[i].startswith("<")
            count += self.pieces[i].startswith(WORD_START)
            words.append(count if of_word and i not in (PAD, END) else -1)
        return words

    def encode(self, text: str, rng: random.Random | None = None, dropout: float = 0.0) -> list[int]:
        """Ids without the end, letters as they are. With ``rng``: merges left out with probability ``dropout``."""
        ids: list[int] = []
        for word in spaced(text, self.fold_umlauts).split():
            pieces = self._split(word) if rng is None or not dropout else self._split_at_random(word, rng, dropout)
            ids += [self._id_of.get(piece, UNKNOWN) for piece in pieces]
        return ids

    def decode(self, ids: Sequence[int]) -> str:
        """Words, lower-case, up to the end; special symbols are left out."""
        pieces = []
        for i in ids:
            if i == END:
                break
            if i >= len(SPECIAL) and not self.pieces[i].startswith("<"):
                pieces.append(self.pieces[i])
        return "".join(pieces).replace(WORD_START, " ").strip().lower()

    def to_json(self) -> dict[str, Any]:
        return {
            "merges": [list(pair) for pair in self.merges],
            "pieces": list(self.pieces),
            "fold_umlauts": self.fold_umlauts,
            "gloss_ids": sorted(self.gloss_ids),
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Subwords:
        merges = [(a, b) for a, b in values["merges"]]
        return cls(merges, values["pieces"], values["fold_umlauts"], values["gloss_ids"])

    def _split(self, word: str) -> list[str]:
        if word not in self._whole:
            self._whole[word] = self._merged(_letters(word), lambda: False)
        return self._whole[word]

    def _split_at_random(self, word: str, rng: random.Random, dropout: float) -> list[str]:
        return self._merged(_letters(word), lambda: rng.random() < dropout)

    def _merged(self, pieces: list[str], dropped) -> list[str]:
        """The best merge that is not dropped, again and again, until none is left."""
        while True:
            ranked = [
                (rank, i)
                for i, pair in enumerate(pairwise(pieces))
                if (rank := self._rank.get(pair)) is not None and not dropped()
            ]
            if not ranked:
                return pieces
            _, i = min(ranked)
            pieces = [*pieces[:i], pieces[i] + pieces[i + 1], *pieces[i + 2 :]]


def spaced(text: str, fold_umlauts: bool) -> str:
    """With single spaces."""
    text = " ".join(text.split())
    return text.translate(_FOLDED) if fold_umlauts else text


def capitals(gloss: str) -> str:
    """Gloss in capitals shares no piece with text, which is lower-case: a decoder whose input and output were alike
    would repeat itself before it learns anything else."""
    return gloss.upper()


def tag_piece(language: str) -> str:
    """``dgs`` -> ``<dgs>``."""
    return f"<{language}>"


def learn_subwords(
    texts: Sequence[str], glosses: Sequence[str], num_merges: int, fold_umlauts: bool, languages: Sequence[str]
) -> Subwords:
    """A vocabulary from the lines of both sides."""
    import json

    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    both = [*(text.lower() for text in texts), *map(capitals, glosses)]
    lines = [spaced(line, fold_umlauts) for line in both]
    words = (" ".join(WORD_START + word for word in line.split()) for line in lines)
    letters = sorted({letter for line in lines for letter in line} - {" "} | {WORD_START})
    trainer = trainers.BpeTrainer(
        vocab_size=len(letters) + num_merges, initial_alphabet=letters, show_progress=False, min_frequency=2
    )
    bpe.train_from_iterator(words, trainer)
    learnt = json.loads(bpe.to_str())["model"]["merges"]
    merges = [tuple(pair.split(" ") if isinstance(pair, str) else pair) for pair in learnt]
    pieces = list(dict.fromkeys([*letters, *("".join(pair) for pair in merges)]))
    split = Subwords(merges, [*SPECIAL, *pieces], fold_umlauts)  # pyright: ignore[reportArgumentType]
    used = {split.pieces[i] for gloss in glosses for i in split.target(gloss)}
    of_gloss = [piece for piece in pieces if piece in used or (len(piece) == 1 and piece.isupper())]
    others = [piece for piece in pieces if piece not in set(of_gloss)]
    first = len(SPECIAL)
    return Subwords(
        merges,  # pyright: ignore[reportArgumentType]
        [*SPECIAL, *of_gloss, *map(tag_piece, languages), *others],
        fold_umlauts,
        {END, *range(first, first + len(of_gloss))},
    )


def _letters(word: str) -> list[str]:
    return [WORD_START, *word[:MAX_WORD]]
