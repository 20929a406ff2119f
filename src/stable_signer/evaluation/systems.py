"""The rows of every table: the system, what it is to be compared with, and other people's outputs.

A row makes a gloss line of a sentence, or a performance, or says why it cannot (``Absent``).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from stable_signer.body.signer import DEFAULT_SIGNER
from stable_signer.data.readers.outputs import read_outputs
from stable_signer.errors import StableSignerError, TextError
from stable_signer.evaluation.bounds import Bank
from stable_signer.evaluation.items import Item
from stable_signer.evaluation.metrics.score import ScoreError
from stable_signer.evaluation.performers import Performed, ground_truth, stage
from stable_signer.gloss import GlossSequence, Sign, parse_sign
from stable_signer.lexicon.entries import load_lexicon
from stable_signer.pipeline import StableSigner
from stable_signer.text_to_gloss.infer import TextToGloss
from stable_signer.text_to_gloss.normalise import normalise
from stable_signer.text_to_gloss.noun_phrases import chunk

REFERENCE = "reference"
GROUND_TRUTH = "ground truth"
GOLD_GLOSS = "reference gloss"
MEAN_POSE, RANDOM_CLIP, RETRIEVAL = "mean pose", "random clip", "whole-clip retrieval"
COPY = "copy of the English"
PEER = "spoken-to-signed 0.4.0"
ABLATION = "ablation: "
"""Names of rows begin so that are only in the ablation table."""
BASE, NO_GATE = f"{ABLATION}Base: English word by word", f"{ABLATION}+ SLUL, all losses (shipped weights)"


class Absent(StableSignerError):
    """A row that cannot be made here, and why."""


@dataclass(frozen=True)
class System:
    """One row."""

    name: str
    gloss: Callable[[Item], str] | None = None
    """Gloss line of a sentence."""
    perform: Callable[[Item], Performed] | None = None


def cascade(name: str, weights: Path | None = None) -> System:
    """Text -> gloss -> pose as the package does it, or with other SLUL weights."""

    def gloss(item: Item) -> str:
        return str(_translator(weights)(item.text).sequence)

    def perform(item: Item) -> Performed:
        signed = _signer(weights).sign(item.text)
        return Performed(signed.pose, signed.plan)

    return System(name, gloss, perform)


def without_gate() -> System:
    """The shipped SLUL with the first candidate of every sign by rule: no SLP-MoE."""

    def perform(item: Item) -> Performed:
        performer = replace(stage(DEFAULT_SIGNER), gate=None)
        translation = _translator(None)(item.text)
        plan = performer.plan(translation.sequence, text=item.text, warnings=translation.warnings)
        return Performed(performer.perform(plan), plan)

    return System(NO_GATE, cascade(NO_GATE).gloss, perform)


def word_by_word() -> System:
    """English word by word: every word that has a sign, in the order of the English, without non-manuals.

    Names and unknown words are fingerspelled; function words without a sign are left out.
    """

    def perform(item: Item) -> Performed:
        performer = replace(stage(DEFAULT_SIGNER), gate=None)
        plan = performer.plan(_signed_english(item.text), text=item.text)
        return Performed(performer.perform(plan), plan)

    return System(BASE, lambda item: str(_signed_english(item.text)), perform)


def _signed_english(text: str) -> GlossSequence:
    translator, lexicon = _translator(None), load_lexicon()
    signs: list[Sign] = []
    for sentence in normalise(text):
        for token in chunk(translator.analyse(sentence).tokens, translator.words.glosses):
            found = lexicon.find(token.word)
            signs += token.signs if token.is_slot else [parse_sign(found[0].gloss)] if found else []
    if not signs:
        raise TextError(f"No word of {text[:40]!r} has a sign: expected English words.")
    return GlossSequence(tuple(signs))


def gold_gloss() -> System:
    """The second stage alone: the reference line performed by the system's signer."""

    def perform(item: Item) -> Performed:
        performer = stage(DEFAULT_SIGNER)
        plan = performer.plan(item.sequence, text=item.text)
        return Performed(performer.perform(plan), plan)

    return System(GOLD_GLOSS, perform=perform)


def bounds(bank: Callable[[], Bank]) -> tuple[System, ...]:
    """The rows beside which a score is to be read; ``bank`` is asked for when a row needs it."""

    def random_gloss(item: Item) -> str:
        return random.Random(f"random {item.number}").choice(bank().items).gloss

    return (
        System(GROUND_TRUTH, lambda item: item.gloss, ground_truth),
        gold_gloss(),
        System(COPY, gloss=lambda item: item.text.upper()),
        System(MEAN_POSE, perform=lambda item: Performed(bank().mean_pose(_typical_length(bank())))),
        System(RANDOM_CLIP, random_gloss, lambda item: Performed(bank().random_clip(item))),
        System(
            RETRIEVAL,
            lambda item: bank().items[bank().nearest(item.text)].gloss,
            lambda item: Performed(bank().nearest_clip(item)),
        ),
    )


def files(name: str, path: Path) -> System:
    """Outputs of anybody: a text file of gloss lines, or poses, one a sentence, by number or in order."""
    path = Path(path)
    if not path.exists():
        raise ScoreError(f"{path} does not exist: --system is cascade, direct, or a file or folder of outputs.")
    if path.is_file() and path.suffix.lower() in (".txt", ".gloss", ".gls"):
        return System(name, gloss=lambda item: _line(path, item.number))
    return System(name, perform=lambda item: Performed(_output(path, item)))


def named(choice: str) -> System:
    """The system of ``--system``. Raises ``ScoreError`` or ``Absent`` for one that is not there."""
    if choice == "cascade":
        return cascade("cascade")
    if choice == "direct":
        raise Absent("The direct system (Text2Sign Diffusion) is not part of this version: use --system cascade.")
    return files(Path(choice).name, Path(choice))


@lru_cache(maxsize=4)
def _translator(weights: Path | None) -> TextToGloss:
    return TextToGloss.from_pretrained(weights) if weights else TextToGloss.from_pretrained()


@lru_cache(maxsize=4)
def _signer(weights: Path | None) -> StableSigner:
    return StableSigner(stage(DEFAULT_SIGNER), DEFAULT_SIGNER, _translator(weights))


@lru_cache(maxsize=4)
def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise ScoreError(f"{path} cannot be read: expected a gloss line a sentence.") from None


def _line(path: Path, number: int) -> str:
    lines = _lines(path)
    if len(lines) < number:
        raise ScoreError(f"{path} has {len(lines)} lines: expected one for each sentence, {number} or more.")
    return lines[number - 1]


@lru_cache(maxsize=4)
def _outputs(path: Path):
    return read_outputs(path)


@lru_cache(maxsize=4)
def _sentences_of(path: Path) -> dict[str, str]:
    """Number -> text of the ``sentences.tsv`` beside the outputs, if there is one."""
    listed = path / "sentences.tsv"
    rows = [line.split("\t") for line in _lines(listed)] if listed.is_file() else []
    return {row[0]: row[1] for row in rows if len(row) > 1}


def _output(path: Path, item: Item):
    """By number (``0001``), otherwise by place. Raises ``ScoreError`` where there is none, or of another text."""
    if _sentences_of(path).get(item.name, item.text) != item.text:
        raise ScoreError(f"{path} was made for other sentences (see {item.name} in its sentences.tsv): make it again.")
    found = _outputs(path)
    by_name = {row.name: row.pose for row in found}
    if item.name in by_name:
        return by_name[item.name]
    if any(name.isdigit() and len(name) == len(item.name) for name in by_name) or len(found) < item.number:
        raise ScoreError(f"{path} has no output {item.name} ({len(found)} sequences): expected one for each sentence.")
    return found[item.number - 1].pose


def _typical_length(bank: Bank) -> int:
    return max(round((bank.starts[-1] - bank.starts[0]) / len(bank)), 2)
