"""``stable-signer evaluate experts``: how often SLP-MoE performs the right expert."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class EvaluateExperts:
    """Expert accuracy on minimal pairs and on the grammar's test split, beside chance and the commonest expert."""

    pairs: Path = Path("tests/gloss_to_pose/minimal_pairs.tsv")
    """Sentence, word, right expert and kind, tabs between, a case a line."""
    cases: int = 200
    """Words of the grammar's test split; 0 leaves it out."""
    output: Path | None = None
    """Every case, and how it was performed, as JSON."""

    def run(self) -> None:
        from stable_signer.errors import TextError
        from stable_signer.evaluation import experts
        from stable_signer.files import written_whole
        from stable_signer.pipeline import StableSigner

        if not 0 <= self.cases <= 10_000:
            raise TextError(f"--cases {self.cases}: expected 0 to 10000; 200 take about a minute.")
        sets = {"minimal pairs": experts.read_cases(self.pairs)}
        if self.cases:
            sets["grammar, test split"] = experts.grammar_cases(self.cases, "test")
        plan = StableSigner.from_pretrained().cascade.plan
        results = {name: experts.judge(cases, plan) for name, cases in sets.items()}
        frequent = experts.commonest_experts()
        print(experts.table({name: experts.by_kind(rows, frequent) for name, rows in results.items()}))
        if self.output is not None:
            with written_whole(self.output, TextError) as path:
                rows = {name: [asdict(row) for row in found] for name, found in results.items()}
                path.write_text(json.dumps(rows, indent=1) + "\n")
