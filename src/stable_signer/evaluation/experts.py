"""How often SLP-MoE performs the right expert: on hand-written minimal pairs and on the grammar's test split.

Every case goes the whole way from text to plan. Beside the accuracy stand what chance would reach among the same
candidates, and what the commonest expert of each word in the training corpus would.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stable_signer.errors import TextError
from stable_signer.gloss import parse_sign
from stable_signer.gloss_to_pose.experts import loci_of
from stable_signer.plan import PlannedSign, SigningPlan

if TYPE_CHECKING:
    from stable_signer.joint.examples import Gated

KINDS = ("sense", "form", "direction")


@dataclass(frozen=True)
class Case:
    """One word of a sentence and the expert that must perform it."""

    sentence: str
    word: str
    """As the sentence writes it."""
    right: str
    """ID-gloss, with its direction where it has one: ``3p:a-HELP-1p``."""
    kind: str
    """One of ``KINDS``."""


@dataclass(frozen=True)
class Result:
    """A case, and how it was performed."""

    case: Case
    performed: str
    """The sign that was performed for the word; "" where there was none."""
    num_candidates: int
    is_right: bool


@dataclass(frozen=True)
class Accuracy:
    """Shares of right experts, 0..1."""

    num_cases: int
    accuracy: float
    chance: float
    """Expected of a draw among the candidates of each word."""
    most_frequent: float
    """Of always taking the expert that the training corpus has most often for the word."""


def read_cases(path: Path) -> tuple[Case, ...]:
    """Minimal pairs: a line a case, tab-separated ``sentence, word, right, kind``; ``#`` begins a comment.

    Raises ``TextError`` with the number of a line that is not so.
    """
    cases: list[Case] = []
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TextError(f"{path} cannot be read ({error}): expected tab-separated minimal pairs.") from None
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            parts = line.split("\t")
            if len(parts) != 4 or parts[3] not in KINDS:
                raise TextError(
                    f"{path}, line {number}: expected sentence, word, expert, one of {' '.join(KINDS)}; tabs between."
                )
            cases.append(Case(*parts))
    return tuple(cases)


def judge(cases: Iterable[Case], plan: Callable[[str], SigningPlan]) -> tuple[Result, ...]:
    """Every case performed by ``plan``, and whether its expert is the right one."""
    return tuple(_judged(case, plan(case.sentence)) for case in cases)


def _judged(case: Case, plan: SigningPlan) -> Result:
    rows = [row for row in plan.signs if _is_of(row, case)]
    right = [row for row in rows if is_same_expert(row.sign, case.right)]
    row = (right or rows or [None])[0]
    if row is None:
        return Result(case, "", 1, False)
    return Result(case, row.sign, 1 + len(row.alternatives), bool(right))


def _is_of(row: PlannedSign, case: Case) -> bool:
    """Whether a row stands for the word of a case; a sign of grammar (LIKE) names no word and must be the right one."""
    if not row.source:
        return is_same_expert(row.sign, case.right)
    return case.word.lower() in row.source.lower().split() or case.word.lower() == row.source.lower()


def is_same_expert(token: str, right: str) -> bool:
    """Whether two signs have one sense, and one direction where ``right`` has one."""
    sign, other = parse_sign(token), parse_sign(right)
    is_directed = other.subject is not None or other.object is not None
    return sign.id_gloss == other.id_gloss and (not is_directed or loci_of(sign) == loci_of(other))


def accuracy_of(results: Sequence[Result], most_frequent: dict[str, str]) -> Accuracy:
    """The shares of results. most_frequent: for each word, in lower case, its commonest expert in training."""
    n = max(len(results), 1)
    frequent = sum(is_same_expert(most_frequent.get(r.case.word.lower(), "X"), r.case.right) for r in results)
    return Accuracy(
        len(results),
        sum(r.is_right for r in results) / n,
        sum(1 / r.num_candidates for r in results) / n,
        frequent / n,
    )


def by_kind(results: Sequence[Result], most_frequent: dict[str, str]) -> dict[str, Accuracy]:
    """The accuracy of each kind, and of all."""
    groups = {kind: [r for r in results if r.case.kind == kind] for kind in KINDS} | {"all": list(results)}
    return {kind: accuracy_of(group, most_frequent) for kind, group in groups.items() if group}


def table(sets: dict[str, dict[str, Accuracy]]) -> str:
    """Markdown: a row a set and kind, percent."""
    lines = ["| set | kind | cases | right | most frequent | chance |", "|---|---|---|---|---|---|"]
    for name, kinds in sets.items():
        for kind, row in kinds.items():
            shares = (row.accuracy, row.most_frequent, row.chance)
            lines.append(f"| {name} | {kind} | {row.num_cases} | {' | '.join(f'{100 * s:.1f}' for s in shares)} |")
    return "\n".join(lines)


def grammar_cases(num_cases: int, split: str, seed: int = 1) -> tuple[Case, ...]:
    """Words of the grammar's sentences that have several experts; the right one as the grammar meant it.

    Half are as SLUL's training has them, half from a corpus in which every sense has a like share.
    """
    from stable_signer.joint.corpus import balanced_examples, usual_examples
    from stable_signer.joint.examples import Examples
    from stable_signer.lexicon.entries import load_lexicon
    from stable_signer.text_to_gloss.infer import TextToGloss

    model = TextToGloss.from_pretrained()
    examples = Examples(model.words, model.model.literals, load_lexicon())
    cases: dict[Case, None] = {}
    for draw, goal in ((usual_examples, num_cases // 2), (balanced_examples, num_cases)):
        stream = draw(examples, seed, split)
        while len(cases) < goal:
            example = next(stream)
            cases |= dict.fromkeys(case for sign in example.gated if (case := _case(example.pair.text, sign)))
    return tuple(cases)[:num_cases]


def _case(sentence: str, gated: Gated) -> Case | None:
    sign = gated.candidates[gated.right].sign
    is_directed = sign.subject is not None or sign.object is not None
    if not sign.source or not (is_directed or gated.has_senses):
        return None
    kind = "direction" if is_directed else "sense"
    return Case(sentence, sign.source.split()[-1], str(sign).rstrip("+"), kind)


def commonest_experts(num_cases: int = 4000) -> dict[str, str]:
    """For each word, the expert that the training split of the corpus has most often."""
    counts: dict[str, Counter[str]] = {}
    for case in grammar_cases(num_cases, "train", seed=2):
        counts.setdefault(case.word.lower(), Counter())[case.right] += 1
    return {word: rights.most_common(1)[0][0] for word, rights in counts.items()}
