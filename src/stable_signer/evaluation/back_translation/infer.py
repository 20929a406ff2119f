"""The back-translator in use: ONNX Runtime, beam search. Axes: n vectors of the encoder, d width, v vocabulary."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from stable_signer.errors import ModelError
from stable_signer.evaluation.back_translation.features import features
from stable_signer.evaluation.back_translation.vocabulary import END, PADDING, START, Vocabulary
from stable_signer.pose import Pose

WEIGHTS = Path(__file__).parent / "weights"
FILES = ("encoder.onnx", "decoder.onnx", "back_translator.json")
BEAM = 3
LENGTH_PENALTY = -1.0
"""As in neccam/slt: -1 divides the log probability by the length; 0 and above is Wu et al.'s ((5 + n) / 6) ** alpha."""
MAX_TOKENS = 60
MAX_FRAMES = 1200
"""Frames of the longest pose that is read, at ``features.FPS``: the rest is not."""


@dataclass(frozen=True)
class Beam:
    """A text so far: its ids and its log probability."""

    ids: tuple[int, ...]
    score: float

    def value(self, alpha: float) -> float:
        """Log probability, with the length penalty."""
        n = max(1, len(self.ids) - 1)
        return self.score / (n if alpha < 0 else ((5 + n) / 6) ** alpha)


class BackTranslator:
    """Poses to text."""

    def __init__(self, folder: Path = WEIGHTS, threads: int = 1) -> None:
        import onnxruntime

        folder = Path(folder)
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise ModelError(f"{folder} lacks {', '.join(missing)}: expected an exported back-translator.")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = threads
        options.log_severity_level = 3
        try:
            self.meta = json.loads((folder / FILES[2]).read_text())
            self.encoder, self.decoder = (
                onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
                for name in FILES[:2]
            )
        except Exception as error:
            raise ModelError(f"{folder} holds no back-translator that can be read ({type(error).__name__}).") from error
        self.vocabulary = Vocabulary(tuple(self.meta["words"]))

    @classmethod
    def from_pretrained(cls, folder: Path | str = WEIGHTS, threads: int = 1) -> BackTranslator:
        """The weights that ship with the package, or exported ones. Raises ``ModelError``."""
        return cls(Path(folder), threads)

    @property
    def signature(self) -> str:
        """What a score by this reader says of itself."""
        return f"back-translation|{self.meta['name']}|beam {BEAM}, length penalty {LENGTH_PENALTY:g}"

    def __call__(self, poses: Iterable[Pose]) -> list[str]:
        """The text of each pose, lower-cased, punctuation apart. Raises ``PoseError`` for one without shoulders."""
        return [self.read(features(pose)) for pose in poses]

    def read(self, x: np.ndarray) -> str:
        """The text of features (t d)."""
        if len(x) == 0:
            return ""
        (memory,) = _run(self.encoder, {"features": x[None, :MAX_FRAMES]})
        return self.vocabulary.decode(self._search(memory).ids[1:])

    def _search(self, memory: np.ndarray) -> Beam:
        live, done = [Beam((START,), 0.0)], []
        for _ in range(MAX_TOKENS):
            grown = self._grow(live, memory)
            done += [beam for beam in grown if beam.ids[-1] == END]
            live = [beam for beam in grown if beam.ids[-1] != END]
            if not live or len(done) >= BEAM:
                break
        return max(done or live, key=lambda beam: beam.value(LENGTH_PENALTY))

    def _grow(self, live: list[Beam], memory: np.ndarray) -> list[Beam]:
        """The best continuations of all live texts together."""
        ids = np.asarray([beam.ids for beam in live], np.int64)
        feed = {"ids": ids, "memory": np.repeat(memory, len(live), 0)}
        (log_p,) = _run(self.decoder, feed)
        log_p[:, [PADDING, START]] = -np.inf
        total = log_p + np.asarray([beam.score for beam in live])[:, None]
        best = np.argsort(total, axis=None)[::-1][:BEAM]
        rows, columns = np.unravel_index(best, total.shape)
        return [Beam((*live[r].ids, int(c)), float(total[r, c])) for r, c in zip(rows, columns, strict=True)]


def _run(session: Any, feed: dict[str, np.ndarray]) -> list[np.ndarray]:
    return session.run(None, feed)
