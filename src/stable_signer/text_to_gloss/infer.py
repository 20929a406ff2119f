"""Text to gloss as the pipeline runs it: ONNX Runtime only; the vocabulary is whole symbols, so a dictionary tokenises.

TextToGloss.from_pretrained()("My mother doesn't like coffee.").sequence
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from stable_signer.errors import ModelError, TextError
from stable_signer.gloss import Cue, GlossSequence, Pause, Span
from stable_signer.text_to_gloss import target
from stable_signer.text_to_gloss.analyse import Analyser, Analysis, Token
from stable_signer.text_to_gloss.assemble import Assembled, assemble
from stable_signer.text_to_gloss.bindings import Bindings, bind
from stable_signer.text_to_gloss.coverage import PENALTY, unfaithful, unlicensed
from stable_signer.text_to_gloss.decode import START, Cache, Neighbours, Rules, beam_search
from stable_signer.text_to_gloss.discourse import in_order, place, relocated
from stable_signer.text_to_gloss.divide import divisions, halves, times
from stable_signer.text_to_gloss.exchange import NUM_SLOTS, SENSES, TAG, read_symbols, renumbered, sentinel
from stable_signer.text_to_gloss.join import Division, with_senses, with_time
from stable_signer.text_to_gloss.normalise import Decision, normalise
from stable_signer.text_to_gloss.noun_phrases import chunk
from stable_signer.text_to_gloss.relative import relatives, slots_of
from stable_signer.text_to_gloss.words import Words, load_words

WEIGHTS = Path(__file__).parent / "weights"
SURE = -0.03
"""Mean log probability above which a sentence is not tried in pieces."""
DOUBTFUL = -0.1
"""Mean log probability below which the senses of a sentence's words are not trusted, where it is read in pieces."""
LONG = 20
"""Tokens above which a sentence is always read in pieces, where it has joints: the grammar draws few longer ones."""
MAX_SYMBOLS = 250
"""Symbols of an answer for which the decoder's graph has room."""
FILES = ("encoder.onnx", "decoder.onnx", "slul.json")
INPUTS = ("symbols", "cross_keys", "cross_values", "past_keys", "past_values")
"""Of the decoder's graph (see ``export``)."""
_END, _UNKNOWN = 1, 2
UNBOUND = Bindings()


@dataclass(frozen=True)
class SentenceGloss:
    """One sentence: its words, its gloss, what was decided about its words and what had to be mended.

    features: H (s d), the encoder's features of the symbols read. states: (n d), for each sign the decoder's state
    after reading its symbol, zeros where it comes from none. senses: for each sign the glosses between which the model
    chose; none where its word has one meaning. log_probability: mean over the symbols written.
    """

    text: str
    sequence: GlossSequence
    decisions: tuple[Decision, ...] = ()
    warnings: tuple[str, ...] = ()
    features: np.ndarray = field(default_factory=lambda: np.zeros((0, 0), np.float32), compare=False, repr=False)
    states: np.ndarray = field(default_factory=lambda: np.zeros((0, 0), np.float32), compare=False, repr=False)
    senses: tuple[tuple[str, ...], ...] = ()
    log_probability: float = 0.0


@dataclass(frozen=True)
class Translation:
    """The gloss of a whole text, and of each of its sentences."""

    sequence: GlossSequence
    sentences: tuple[SentenceGloss, ...]

    @property
    def states(self) -> np.ndarray:
        """(n d), the decoder's state at each sign of ``sequence``; zeros where a sign comes from no symbol."""
        return np.concatenate([sentence.states for sentence in self.sentences])

    @property
    def senses(self) -> tuple[tuple[str, ...], ...]:
        """For each sign of ``sequence`` the glosses between which the model chose; none where there was no choice."""
        return tuple(glosses for sentence in self.sentences for glosses in sentence.senses)

    @property
    def cues(self) -> tuple[Cue | None, ...]:
        """What the next stage may know of each sign of ``sequence``; None where a sign comes from no symbol."""
        known = zip(self.states, self.senses, strict=True)
        return tuple(Cue(state, glosses) if state.any() else None for state, glosses in known)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return tuple(decision for sentence in self.sentences for decision in sentence.decisions)

    @property
    def warnings(self) -> tuple[str, ...]:
        return tuple(warning for sentence in self.sentences for warning in sentence.warnings)


@dataclass(frozen=True)
class Features:
    """What the encoder says of a sentence. H: (s d). cross_keys, cross_values: (l h s k), for the decoder."""

    H: np.ndarray
    cross_keys: np.ndarray
    cross_values: np.ndarray


class Slul:
    """The exported model: symbols in, symbols and features out."""

    def __init__(self, folder: Path = WEIGHTS, threads: int = 1) -> None:
        import onnxruntime

        missing = [name for name in FILES if not (Path(folder) / name).is_file()]
        if missing:
            raise ModelError(
                f"{folder} lacks {', '.join(missing)}: expected an exported SLUL; reinstall the package or export one."
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = threads
        options.log_severity_level = 3
        try:
            self.meta = json.loads((Path(folder) / "slul.json").read_text())
            self.encoder, self.decoder = (
                onnxruntime.InferenceSession(str(Path(folder) / name), options, providers=["CPUExecutionProvider"])
                for name in FILES[:2]
            )
        except Exception as error:
            raise ModelError(
                f"{folder} is not a readable SLUL model ({type(error).__name__}): reinstall the package."
            ) from error
        if [put.name for put in self.decoder.get_inputs()] != [*INPUTS]:
            raise ModelError(f"{folder} was exported by another version of Stable Signer: export it again.")
        self.symbols: list[str] = self.meta["symbols"]
        self.literals: dict[str, list[str]] = self.meta["literals"]
        self._id = {symbol: i for i, symbol in enumerate(self.symbols)}
        self._tag = [self._id[TAG]] if TAG in self._id else []

    def encode(self, source: Sequence[str]) -> list[int]:
        """Ids of the language tag, the symbols, and the end."""
        return self._tag + [self._id.get(symbol, _UNKNOWN) for symbol in source] + [_END]

    def features(self, source: Sequence[str]) -> Features:
        """The encoder's features of the symbols read."""
        H, keys, values = _run(self.encoder, {"ids": np.asarray([self.encode(source)], np.int64)})
        return Features(H[0], keys, values)

    def empty(self, features: Features) -> Cache:
        """The cache before the first symbol is written."""
        layers, heads, _, width = features.cross_keys.shape
        nothing = np.zeros((1, layers, heads, 0, width), np.float32)
        return nothing, nothing

    def step(
        self, features: Features, symbols: Sequence[Sequence[int]], cache: Cache
    ) -> tuple[np.ndarray, Cache, np.ndarray]:
        """Logits (b n v) of what follows each of the next symbols (b n), the longer cache, and the states (b n d) that
        the logits are made of."""
        read = (np.asarray(symbols, np.int64), features.cross_keys, features.cross_values, *cache)
        logits, keys, values, states = _run(self.decoder, dict(zip(INPUTS, read, strict=True)))
        return logits, (keys, values), states

    def write(
        self,
        features: Features,
        allowed: np.ndarray,
        max_length: int,
        width: int = 1,
        flaws: Callable[[Sequence[str]], float] = lambda symbols: 0.0,
        bindings: Bindings = UNBOUND,
    ) -> tuple[list[str], float]:
        """Symbols written for features, and the mean log probability of what was written.

        allowed: (v) bool, the symbols that may appear at all. width: of the beam; 1 is greedy. flaws: taken
        from the score of a finished answer. bindings: what must stand together.
        """

        def step(symbols: Sequence[int], cache: Cache) -> tuple[np.ndarray, Cache]:
            logits, longer, _ = self.step(features, [[symbol] for symbol in symbols], cache)
            return logits[:, 0], longer

        def flaws_of(ids: Sequence[int]) -> float:
            return flaws([self.symbols[i] for i in ids])

        rules = Rules.of(self.symbols, allowed, self._neighbours(bindings))
        best = beam_search(step, self.empty(features), rules, max_length, width, flaws_of)
        return [self.symbols[i] for i in best.ids[1:]], best.value if best.ended else best.mean - 1.0

    def _neighbours(self, bindings: Bindings) -> Neighbours:
        def ids(symbols: Iterable[str]) -> frozenset[int]:
            return frozenset(self._id[symbol] if symbol else -1 for symbol in symbols)

        return Neighbours(
            {self._id[slot]: self._id[sign] for slot, sign in bindings.led.items()},
            {self._id[slot]: ids(symbols) for slot, symbols in bindings.objects.items()},
            {self._id[slot]: ids(senses) for slot, senses in bindings.meant.items()},
            ids(sense for sense in SENSES[1:] if sense in self._id),
        )

    def states(self, features: Features, symbols: Sequence[str]) -> np.ndarray:
        """(n d), the decoder's state after reading each symbol of an answer; zeros beyond ``MAX_SYMBOLS``."""
        states = np.zeros((len(symbols) + 1, features.H.shape[1]), np.float32)
        ids = [START, *(self._id.get(symbol, _UNKNOWN) for symbol in symbols)][:MAX_SYMBOLS]
        states[: len(ids)] = self.step(features, [ids], self.empty(features))[2][0]
        return states[1:]


def _run(session: Any, feed: dict[str, np.ndarray]) -> list[np.ndarray]:
    return session.run(None, feed)


class TextToGloss:
    """English text to a gloss sequence with non-manual spans."""

    def __init__(self, model: Slul, words: Words, width: int = 4) -> None:
        self.model, self.words, self.width = model, words, width
        known = [key for key in model.literals if key.replace(" ", "_") in model._id]
        self.analyse = Analyser(words, known)
        self._structural = np.isin(np.asarray(model.symbols), np.asarray(target.STRUCTURAL))

    @classmethod
    def from_pretrained(cls, folder: Path | str = WEIGHTS, threads: int = 1) -> TextToGloss:
        """The model that ships with the package, or an exported one in ``folder``. Raises ``ModelError``."""
        return cls(_load(Path(folder), threads), load_words())

    def __call__(self, text: str, strict: bool = False) -> Translation:
        """The gloss of a text. Raises ``TextError`` for a text without words, and with ``strict`` for a word without
        a sign."""
        sentences = tuple(self.stream(text, strict))
        if not sentences:
            raise TextError(f"There is nothing that can be signed in {text[:40]!r}: expected English words.")
        return Translation(joined([sentence.sequence for sentence in sentences]), sentences)

    def stream(self, text: str, strict: bool = False) -> Iterator[SentenceGloss]:
        """The gloss of each sentence, as soon as it is there; work and memory are linear in the text."""
        pending: tuple[Decision, ...] = ()
        for analysis in place(self.analyse(sentence) for sentence in normalise(text)):
            analysis = Analysis(analysis.tokens, pending + analysis.decisions)
            if not any(token.signs or token.word.isalpha() for token in analysis.tokens):
                pending = analysis.decisions
                continue
            pending = ()
            ordered, loci = in_order(analysis)
            sentence = self.sentence(ordered)
            sentence = replace(sentence, sequence=relocated(sentence.sequence, loci))
            if strict:
                _refuse_unknown(sentence)
            yield sentence

    def sentence(self, analysis: Analysis) -> SentenceGloss:
        """The gloss of one analysed sentence."""
        tokens = _limited(chunk(analysis.tokens, self.words.glosses))
        features = self._features(tokens)
        symbols, score = self._answer(tokens, features)
        assembled = assemble(symbols, tokens, self.words, self.model.literals)
        return SentenceGloss(
            " ".join(token.text for token in tokens),
            assembled.sequence,
            analysis.decisions,
            assembled.warnings,
            features.H,
            self._states(features, assembled),
            assembled.senses,
            score,
        )

    def _features(self, tokens: Sequence[Token]) -> Features:
        known = [symbol if symbol in self.model._id else "<unknown>" for symbol in read_symbols(tuple(tokens))]
        return self.model.features(known)

    def _states(self, features: Features, assembled: Assembled) -> np.ndarray:
        """(n d), the decoder's state at the symbol of each sign."""
        states = self.model.states(features, assembled.symbols)
        rows = np.vstack([states, np.zeros((1, states.shape[1]), np.float32)])  # the last row is that of -1
        return rows[list(assembled.places)]

    def _answer(self, tokens: Sequence[Token], features: Features, depth: int = 2) -> tuple[list[str], float]:
        """Symbols and their mean log probability; in clauses where those are surer than the whole."""
        if len(tokens) > LONG and (division := halves(tokens)) is not None:
            return self._divided(tokens, division, depth)
        symbols, score = self.model.write(
            features,
            self._allowed(tokens),
            3 * len(tokens) + 24,
            self.width,
            lambda s: PENALTY * unfaithful(s, tokens),
            bind(tokens, self.model.literals),
        )
        if score > SURE or depth == 0:
            return symbols, score
        whole, is_trusted = symbols, score > DOUBTFUL
        for division in divisions(tokens):
            divided = self._divided(tokens, division, depth - 1)
            if divided[1] > score:
                symbols, score = divided
        if score <= SURE:
            symbols, score = self._with_relative_apart(tokens, symbols, score, depth)
        if score <= SURE:
            symbols, score = self._with_time_apart(tokens, symbols, score, depth)
        return (with_senses(symbols, whole) if is_trusted else symbols), score

    def _divided(self, tokens: Sequence[Token], division: Division, depth: int) -> tuple[list[str], float]:
        """The joined answers of the two clauses of a division, and the mean log probability of both."""
        (one, score_one), (other, score_other) = (self._part(part, depth) for part in _parts(tokens, division))
        mean = (score_one * len(one) + score_other * len(other)) / max(1, len(one) + len(other))
        before = sum(token.is_slot for token in tokens[: division.second.start])
        return division.join(one, renumbered(other, lambda k: k + before)), mean

    def _part(self, tokens: Sequence[Token], depth: int) -> tuple[list[str], float]:
        """The answer of a clause, in which the first person who has a place is again at a."""
        ordered, loci = in_order(Analysis(tuple(tokens)))
        symbols, score = self._answer(ordered.tokens, self._features(ordered.tokens), depth)
        return [re.sub(r"(?<=3p:)[a-d]", lambda m: loci.get(m[0], m[0]), symbol) for symbol in symbols], score

    def _with_time_apart(
        self, tokens: Sequence[Token], symbols: list[str], score: float, depth: int
    ) -> tuple[list[str], float]:
        """The answer again with a time phrase taken out and put first, where that is surer."""
        for span in times(tokens):
            rest = [token for i, token in enumerate(tokens) if i not in span]
            if sum(token.word.isalpha() or token.is_slot for token in rest) < 2:
                continue
            answer, mean = self._answer(rest, self._features(rest), depth - 1)
            if mean > score:
                slot = sum(token.is_slot for token in tokens[: span.start])
                time = [sentinel(slot), *(["AGO"] if any(tokens[i].word == "ago" for i in span) else [])]
                with_room = renumbered(answer, lambda k, slot=slot: k + (k >= slot))
                symbols, score = with_time(with_room, time), mean
        return symbols, score

    def _with_relative_apart(
        self, tokens: Sequence[Token], symbols: list[str], score: float, depth: int
    ) -> tuple[list[str], float]:
        """The answer again with a relative clause read on its own, where that is surer."""
        for relative in relatives(tokens):
            places = relative.main(tokens), relative.inner
            (main, score_main), (inner, score_inner) = (
                self._answer(part, self._features(part), depth - 1) for part in relative.parts(tokens)
            )
            mean = (score_main * len(main) + score_inner * len(inner)) / max(1, len(main) + len(inner))
            head = sentinel(slots_of(tokens, [relative.head])[0])
            whole = [
                renumbered(part, slots_of(tokens, p).__getitem__) for part, p in zip((main, inner), places, strict=True)
            ]
            if mean > score and head in whole[0]:
                symbols, score = relative.join(whole[0], whole[1], head), mean
        return symbols, score

    def _allowed(self, tokens: Sequence[Token]) -> np.ndarray:
        """Structural symbols, the slots of this sentence, and the senses of its ambiguous words."""
        allowed = self._structural.copy()
        slots = sum(token.is_slot for token in tokens)
        names = [sentinel(i) for i in range(slots)]
        names += SENSES[1:] if any(token.is_ambiguous for token in tokens) else ()
        for symbol in (target.REPEAT, *unlicensed(tokens)):  # plurals are repeated by ``noun_phrases``
            allowed[self.model._id[symbol]] = False
        for name in names:
            if name in self.model._id:
                allowed[self.model._id[name]] = True
        return allowed


def _parts(tokens: Sequence[Token], division: Division) -> tuple[list[Token], list[Token]]:
    """The clauses of a division, each with a final mark: the main clause has the sentence's, the other a full stop."""
    mark = tokens[-1] if tokens[-1].word in (".", "?", "!") and not tokens[-1].is_slot else Token("", 0, word=".")
    stop = replace(mark, word=".")
    first, second = [tokens[i] for i in division.first], [tokens[i] for i in division.second]
    return ([*first, mark], [*second, stop]) if division.inverted else ([*first, stop], [*second, mark])


def _limited(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """At most as many slots as the model has sentinels: later ones are joined to the slot before."""
    kept: list[Token] = []
    slots = 0
    for token in tokens:
        slots += token.is_slot
        if token.is_slot and slots > NUM_SLOTS:
            index = max(i for i, t in enumerate(kept) if t.is_slot)
            kept[index] = replace(kept[index], signs=kept[index].signs + token.signs)
        else:
            kept.append(token)
    return tuple(kept)


def _refuse_unknown(sentence: SentenceGloss) -> None:
    for sign in sentence.sequence:
        if sign.note.startswith("no sign for"):
            raise TextError(f"There is {sign.note}: use another word, or leave out --strict to have it fingerspelled.")


def joined(sequences: Sequence[GlossSequence]) -> GlossSequence:
    """Sentences one after the other, with a sentence pause between."""
    signs, spans, pauses = [], [], []
    for i, sequence in enumerate(sequences):
        start = len(signs)
        signs += sequence.signs
        spans += [Span(s.kind, s.start + start, s.stop + start, s.intensity, s.word) for s in sequence.spans]
        pauses += [Pause(p.after + start, p.kind) for p in sequence.pauses]
        if i + 1 < len(sequences) and signs:
            pauses.append(Pause(len(signs) - 1, "sentence"))
    return GlossSequence(tuple(signs), tuple(spans), tuple(pauses))


@lru_cache(maxsize=2)
def _load(folder: Path, threads: int) -> Slul:
    return Slul(folder, threads)
