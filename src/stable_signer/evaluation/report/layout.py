"""Which tables there are, in which order, with which columns: the paper's, then ours.

Stable Signer (arXiv 2512.04048) has six tables. Its exact columns are not all known to us: where they are not, the
columns are those that its text and its field use.
"""

from __future__ import annotations

from dataclasses import dataclass

from stable_signer.evaluation.metrics.score import Score
from stable_signer.evaluation.results import Results, Table


@dataclass(frozen=True)
class Shape:
    """A table of the report."""

    name: str
    """In the results."""
    title: str
    columns: tuple[tuple[str, str], ...]
    """Metric and heading, in order; metrics that are not named here follow with their own name if ``all_others``."""
    all_others: bool = False


BLEU = tuple((f"bleu{n}", f"BLEU-{n}") for n in (1, 2, 3, 4))
SHAPES = (
    Shape(
        "gloss",
        "Table 1. Text to gloss",
        (
            *BLEU,
            ("rouge_l", "ROUGE-L"),
            ("rouge_l_google", "ROUGE-L (g)"),
            ("chrf", "chrF"),
            ("wer", "WER"),
            ("exact", "exact lines"),
            ("non_manual_precision", "non-manual P"),
            ("non_manual_recall", "non-manual R"),
        ),
    ),
    Shape(
        "pose",
        "Table 2. Text to pose: back-translation, DTW, FGD",
        (
            *BLEU,
            ("rouge_l", "ROUGE-L"),
            ("chrf", "chrF"),
            ("dtw_mje", "DTW-MJE"),
            ("dtw", "DTW (PT)"),
            ("dtw_pa_jpe_body", "PA-JPE body"),
            ("dtw_pa_jpe_left", "PA-JPE left"),
            ("dtw_pa_jpe_right", "PA-JPE right"),
            ("ndtw_mje", "nDTW-MJE"),
            ("fgd", "FGD"),
            ("wrist_distance_ratio", "wrist way"),
            ("duration_ratio", "duration"),
        ),
    ),
    Shape("non_manual", "Table 3. Non-manual marking by kind", (), all_others=True),
    Shape(
        "ablation",
        "Table 4. Ablation",
        (
            ("gloss bleu4", "gloss BLEU-4"),
            ("gloss rouge_l", "gloss ROUGE-L"),
            ("gloss exact", "exact lines"),
            ("gloss non_manual_precision", "non-manual P"),
            ("gloss non_manual_recall", "non-manual R"),
            ("bleu4", "back-tr. BLEU-4"),
            ("rouge_l", "back-tr. ROUGE-L"),
            ("dtw_mje", "DTW-MJE"),
            ("fgd", "FGD"),
        ),
    ),
    Shape(
        "video",
        "Table 5. Pose to video",
        (
            ("ssim", "SSIM"),
            ("hand_ssim", "Hand SSIM"),
            ("hand_pose", "Hand Pose px"),
            ("hand_missed", "hands missed %"),
            ("fid", "FID (random conv)"),
            ("flicker", "flicker"),
        ),
    ),
    Shape(
        "motion",
        "Table 6. Motion and provenance",
        (
            ("signs_per_second", "signs/s"),
            ("pause_share", "pauses %"),
            ("seam_jerk_ratio", "jerk joins/inside"),
            ("letters_per_second", "letters/s"),
            ("fingerspelled_share", "spelled %"),
            ("refused_share", "refused %"),
            ("replay_share", "replay %"),
            ("failed", "failed %"),
        ),
    ),
)
"""The tables, in the order of the report."""
ARROWS = {"higher": "↑", "lower": "↓", "near 1": "→1", "near ground truth": "~"}


def columns(shape: Shape, table: Table) -> list[tuple[str, str]]:
    """Metric and heading with its direction, of those that some row has."""
    present = list(dict.fromkeys(metric for scores in table.rows.values() for metric in scores))
    chosen = [(metric, heading) for metric, heading in shape.columns if metric in present]
    chosen += [(metric, metric) for metric in present if shape.all_others]
    directions = {metric: score.direction for scores in table.rows.values() for metric, score in scores.items()}
    return [(metric, f"{heading} {ARROWS[directions[metric]]}") for metric, heading in chosen]


def shown(results: Results) -> list[tuple[Shape, Table]]:
    """The tables that the results have, in order."""
    return [(shape, results.tables[shape.name]) for shape in SHAPES if shape.name in results.tables]


def number(value: float) -> str:
    """Two decimals for large numbers, three significant digits for small ones."""
    if value != value:
        return "-"
    return f"{value:.2f}" if abs(value) >= 10 or value == 0 else f"{value:.3g}" if abs(value) < 1 else f"{value:.2f}"


def cell(score: Score | None) -> str:
    """Value and half of its interval."""
    if score is None or score.value != score.value:
        return "-"
    if score.low is None or score.high is None:
        return number(score.value)
    return f"{number(score.value)} [{number(score.low)}, {number(score.high)}]"
