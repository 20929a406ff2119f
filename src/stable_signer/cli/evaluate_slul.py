"""``stable-signer evaluate slul``: the dev tables of text to gloss."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stable_signer.evaluation.slul import DevPair, Row, Speed


@dataclass(frozen=True)
class EvaluateSlul:
    """Text to gloss: hand-written pairs, the grammar's test split, real English, speed; greedy and beam."""

    pairs: Path = Path("tests/text_to_gloss/dev_pairs.tsv")
    """English, a tab, gloss, perhaps a tab and the phenomenon, a pair a line."""
    english: tuple[Path, ...] = ()
    """Files of real English, a sentence a line, or tables (.tsv, .gz) with a column ``text``: coverage is measured."""
    lines: int = 1000
    """Lines of each of those files, drawn at random."""
    sentences: int = 200
    """Sentences of the grammar's test split; 0 leaves it out."""
    weights: Path | None = None
    """Folder of an exported model, instead of the one that ships."""
    output: Path | None = None
    """The numbers as JSON as well."""

    def run(self) -> None:
        from stable_signer.errors import ModelError
        from stable_signer.evaluation import slul
        from stable_signer.files import written_whole
        from stable_signer.text_to_gloss.infer import WEIGHTS, TextToGloss

        translate = TextToGloss.from_pretrained(self.weights or WEIGHTS)
        sets = self._sets()
        rows = [slul.evaluate(name, s, translate, how) for name, s in sets.items() for how in slul.WIDTHS]
        texts = [row.text for s in sets.values() for row in s][:100]
        result = slul.speed(translate, texts)
        print("\n\n".join(_report(rows, result)))
        if self.english:
            print(f"\n{slul.coverage_table(self.english, self.lines, translate)}")
        if self.output is not None:
            with written_whole(self.output, ModelError) as path:
                path.write_text(json.dumps(slul.to_json(rows, result), indent=1) + "\n")

    def _sets(self) -> dict[str, tuple[DevPair, ...]]:
        from stable_signer.evaluation import slul
        from stable_signer.evaluation.metrics.score import ScoreError

        if not 0 <= self.sentences <= 100_000:
            raise ScoreError(f"--sentences {self.sentences}: expected 0 to 100000; 200 take about 15 seconds.")
        sets: dict[str, tuple[DevPair, ...]] = {}
        if self.pairs.is_file() or self.pairs != type(self).pairs:
            sets["hand-written"] = slul.read_pairs(self.pairs)
        else:
            print("note: no hand-written pairs here; give some with --pairs FILE", file=sys.stderr)
        if self.sentences:
            sets["grammar, test split"] = slul.test_split(self.sentences)
        if not sets:
            raise ScoreError("Nothing to evaluate: give --pairs FILE, or --sentences above 0.")
        return sets


def _report(rows: list[Row], result: Speed) -> list[str]:
    from stable_signer.evaluation import slul

    parts = [slul.scores_table(rows)]
    parts += [f"{r.name}, {r.decoding}:\n\n{slul.phenomena_table(r)}" for r in rows if r.right and r is rows[1]]
    return [*parts, slul.speed_table(result), slul.signatures(rows[0])]
