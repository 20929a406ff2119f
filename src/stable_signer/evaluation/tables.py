"""From what each sentence gave to the tables: sums, values, intervals, and groups of sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from stable_signer.errors import GlossError
from stable_signer.evaluation import systems
from stable_signer.evaluation.back_translation.vocabulary import tokens_of
from stable_signer.evaluation.items import Item, length_group, phenomena
from stable_signer.evaluation.metrics import video
from stable_signer.evaluation.metrics.frechet import frechet_score
from stable_signer.evaluation.metrics.pose import POSE_METRICS
from stable_signer.evaluation.metrics.score import Direction, Score, Tally, ratio
from stable_signer.evaluation.metrics.text import exact_tally, score_text, span_tallies
from stable_signer.evaluation.pose_latent import PoseLatent
from stable_signer.evaluation.results import Table
from stable_signer.evaluation.rows import FEATURE_ROWS, PAIRS, SIZE, Row
from stable_signer.gloss import GlossSequence, parse_gloss

READ = ("bleu1", "bleu2", "bleu3", "bleu4", "rouge_l", "chrf")
"""Metrics of what the back-translator read."""
NO_READER = "no back-translator is shipped: runs/09_train_back_translator.py trains one"


@dataclass(frozen=True)
class Sums:
    """How the figures of a row become a value."""

    value_of: Callable[[np.ndarray], np.ndarray]
    signature: str
    direction: Direction


def _ratio_of_means(sums: np.ndarray) -> np.ndarray:
    """Mean of the first kind over mean of the second: sums and counts of both."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return (sums[..., 0] / sums[..., 1]) / (sums[..., 2] / sums[..., 3])


MOTION: dict[str, Sums] = {
    "seam_jerk_ratio": Sums(
        _ratio_of_means, "mean jerk of the wrists at joins / inside signs|25 fps", "near ground truth"
    ),
    "pause_share": Sums(
        ratio,
        "pauses that are seen, percent of the signing time|people: 17 (Grosjean and Lane 1977)",
        "near ground truth",
    ),
    "signs_per_second": Sums(
        ratio,
        "signs a second, pauses included|people: about 2.3 without them (Bellugi and Fischer 1972)",
        "near ground truth",
    ),
    "letters_per_second": Sums(ratio, "fingerspelled letters a second|people: 2 to 6 (Reed 1990)", "near ground truth"),
    "fingerspelled_share": Sums(
        ratio, "fingerspelled signs, percent of all|people: 3 to 9 (Padden)", "near ground truth"
    ),
    "refused_share": Sums(ratio, "signs that are not performed, percent", "lower"),
}
"""Sums of ``rows.rhythm_row`` -> figure."""

_VIDEO = (
    f"{SIZE}x{SIZE} px, all as the reference's signer under one camera|{PAIRS} pairs of frames along DTW of keypoints"
)
VIDEO: dict[str, Sums] = {
    "ssim": Sums(ratio, f"{video.SSIM_SIGNATURE}|{_VIDEO}", "higher"),
    "hand_ssim": Sums(ratio, f"Hand {video.SSIM_SIGNATURE}|crop: {video.CROP_RULE}|{_VIDEO}", "higher"),
    "hand_pose": Sums(
        ratio,
        "Hand Pose|mean absolute x, y distance, pixels, of 2x21 keypoints|projected from the rendered body: no detector"
        f"|{_VIDEO}",
        "lower",
    ),
    "hand_missed": Sums(ratio, "hands that one side does not have, percent of pairs of frames", "lower"),
}


@dataclass(frozen=True)
class Maker:
    """Makes tables of what was found on ``items``."""

    items: tuple[Item, ...]
    found: dict[tuple[str, str, int], Row]
    num_bootstrap: int = 1000

    def rows(self, job: str, system: str, among: Iterable[int] | None = None) -> list[Row]:
        """Rows in the order of the sentences; empty unless every sentence is there."""
        numbers = [item.number for item in self.items] if among is None else list(among)
        rows = [self.found.get((job, system, number)) for number in numbers]
        return [] if None in rows else [row for row in rows if row is not None]

    def gloss(self, names: Sequence[str]) -> Table:
        """Table 1: text to gloss."""
        rows = {name: self.gloss_scores(name) for name in names if self.rows("gloss", name)}
        notes = ("Signs only, without the brackets of non-manuals: those are the last two columns (all kinds).",)
        return Table("Text to gloss", rows, notes=notes)

    def non_manual(self, names: Sequence[str]) -> Table:
        """Table 3: non-manual precision and recall by kind."""
        rows = {}
        for name in names:
            if found := self.rows("gloss", name):
                wanted = [marked(item.gloss) for item in self.items]
                kinds = {kind for counts in wanted for kind, _ in counts} | {"all"}
                tallies = span_tallies([marked(row["gloss"]) for row in found], wanted)
                kept = {name: tally for name, tally in tallies.items() if name.partition(" ")[0] in kinds}
                rows[name] = {name: tally.score(self.num_bootstrap) for name, tally in kept.items()}
        return Table("Non-manual marking by kind", rows)

    def gloss_scores(self, name: str) -> dict[str, Score]:
        """All scores of one system's lines."""
        lines, wanted = [row["gloss"] for row in self.rows("gloss", name)], [item.gloss for item in self.items]
        scores = score_text([signs_only(x) for x in lines], [signs_only(x) for x in wanted], self.num_bootstrap)
        scores["exact"] = exact_tally(lines, wanted).score(self.num_bootstrap)
        tallies = span_tallies([marked(x) for x in lines], [marked(x) for x in wanted])
        for side in ("precision", "recall"):
            scores[f"non_manual_{side}"] = tallies[f"all {side}"].score(self.num_bootstrap)
        return scores

    def pose(self, names: Sequence[str]) -> Table:
        """Table 2: performances against the reference performances, and what a reader reads in them."""
        rows = {name: self.pose_scores(name) for name in names if self.rows("pose", name)}
        has_reader = any("bleu4" in scores for scores in rows.values())
        return Table("Text to pose", rows, notes=() if has_reader else (f"Back-translation: {NO_READER}.",))

    def pose_scores(self, name: str, among: Sequence[int] | None = None) -> dict[str, Score]:
        """Back-translation, distances and FGD of one system."""
        rows = self.rows("pose", name, among)
        items = self.items if among is None else [self.items[n - 1] for n in among]
        scores: dict[str, Score] = {}
        if all("read" in row for row in rows):
            wanted = [" ".join(tokens_of(item.text)) for item in items]
            read = score_text([row["read"] for row in rows], wanted, self.num_bootstrap)
            scores |= {name: _of_reader(read[name]) for name in READ}
        for metric, definition in POSE_METRICS.items():
            scores[metric] = definition.tally([row["distances"][metric] for row in rows]).score(self.num_bootstrap)
        reference = self.rows("pose", systems.REFERENCE, among)
        latents = [[np.asarray(row["latent"]) for row in side] for side in (rows, reference)]
        if len(rows) > 1:
            scores["fgd"] = frechet_score(latents[0], latents[1], PoseLatent.load().signature)
        return scores

    def motion(self, names: Sequence[str]) -> Table:
        """Table 6: how it moves, what is spelled, refused and copied."""
        return Table("Motion and provenance", {n: self.motion_scores(n) for n in names if self.rows("pose", n)})

    def motion_scores(self, name: str) -> dict[str, Score]:
        rows = self.rows("pose", name)
        scores = {
            metric: _score(sums, [row["rhythm"][metric] for row in rows], self.num_bootstrap)
            for metric, sums in MOTION.items()
            if all(row["rhythm"] for row in rows)
        }
        copied = Sums(
            ratio,
            "moving frames copied from training clips, percent|0.2 s in a row within 0.01 shoulder widths",
            "lower",
        )
        replayed = [(100 * row["replayed"][0], row["replayed"][1]) for row in rows]
        scores["replay_share"] = _score(copied, replayed, self.num_bootstrap)
        failed = [(100.0 * ("failed" in row), 1) for row in rows]
        scores["failed"] = _score(
            Sums(ratio, "sentences that gave an error, percent", "lower"), failed, self.num_bootstrap
        )
        return scores

    def pictures(self, names: Sequence[str], count: int) -> Table:
        """Table 5: pictures against those of the reference."""
        rows = {name: self.picture_scores(name, range(1, count + 1)) for name in names}
        notes = (
            f"{count} sentences. Frames before encoding. FID is the Frechet distance of {video.FEATURES}.",
            "Signer and camera are given, as in pose-to-video papers: only what hands, face and body do can differ.",
        )
        return Table("Pose to video", {name: scores for name, scores in rows.items() if scores}, notes=notes)

    def picture_scores(self, name: str, among: Iterable[int]) -> dict[str, Score]:
        rows, reference = self.rows("video", name, among), self.rows("video", systems.REFERENCE, among)
        if not rows or not reference:
            return {}
        sums = np.array([row["sums"] for row in rows])
        parts = {"ssim": sums[:, 0:2], "hand_ssim": sums[:, 2:4], "hand_pose": sums[:, 4:6]}
        parts["hand_missed"] = np.stack([100 * sums[:, 6], sums[:, 3]], 1)
        scores = {metric: _score(VIDEO[metric], part, self.num_bootstrap) for metric, part in parts.items()}
        features = [[np.asarray(row["features"]) for row in side] for side in (rows, reference)]
        if len(rows) > 1:
            signature = f"Frechet distance|{video.FEATURES}|{FEATURE_ROWS} frames a sentence"
            scores["fid"] = frechet_score(features[0], features[1], signature)
        flicker = Sums(ratio, "flicker|second difference of luminance in time, percent of 255", "near ground truth")
        return scores | {"flicker": _score(flicker, [row["flicker"] for row in rows], self.num_bootstrap)}

    def by_group(
        self, groups: Callable[[Item], Iterable[str]], names: Sequence[str]
    ) -> dict[str, dict[str, dict[str, Score]]]:
        """BLEU-4 of gloss, DTW-MJE and back-translation BLEU-4: metric -> system -> group -> score."""
        members: dict[str, list[int]] = {}
        for item in self.items:
            for group in groups(item):
                members.setdefault(group, []).append(item.number)
        found: dict[str, dict[str, dict[str, Score]]] = {}
        for name in names:
            for group in sorted(members):
                for metric, score in self._group_scores(name, members[group]).items():
                    found.setdefault(metric, {}).setdefault(name, {})[f"{group} ({len(members[group])})"] = score
        return found

    def _group_scores(self, name: str, among: Sequence[int]) -> dict[str, Score]:
        scores: dict[str, Score] = {}
        if lines := self.rows("gloss", name, among):
            wanted = [self.items[n - 1].gloss for n in among]
            scores["exact gloss lines"] = exact_tally([row["gloss"] for row in lines], wanted).score(self.num_bootstrap)
        if rows := self.rows("pose", name, among):
            tally = POSE_METRICS["dtw_mje"].tally([row["distances"]["dtw_mje"] for row in rows])
            scores["DTW-MJE"] = tally.score(self.num_bootstrap)
            if all("read" in row for row in rows):
                wanted = [" ".join(tokens_of(self.items[n - 1].text)) for n in among]
                read = score_text([row["read"] for row in rows], wanted, self.num_bootstrap)
                scores["back-translation ROUGE-L"] = _of_reader(read["rouge_l"])
        return scores

    def sentences(self, names: Sequence[str]) -> tuple[dict[str, Any], ...]:
        """One object a sentence: what each system wrote and how far its performance is from the reference's."""
        return tuple(
            {"number": item.number, "text": item.text, "gloss": item.gloss}
            | {name: self._of_sentence(name, item.number) for name in names}
            for item in self.items
        )

    def _of_sentence(self, name: str, number: int) -> dict[str, Any]:
        line, row = self.found.get(("gloss", name, number), {}), self.found.get(("pose", name, number), {})
        result = {key: value for key, value in (line | row).items() if key in ("gloss", "read", "failed")}
        if distances := row.get("distances"):
            result["dtw_mje"] = round(distances["dtw_mje"][0] / distances["dtw_mje"][1], 4)
        return result


def signs_only(line: str) -> str:
    """The signs of a gloss line as tokens; a line that is none as it is, without its punctuation."""
    sequence = _parsed(line)
    if sequence is not None:
        return " ".join(map(str, sequence))
    return " ".join(token for token in (word.strip(".,?!;:()") for word in line.split()) if token)


def marked(line: str) -> Counter[tuple[str, str]]:
    """(kind, sign) for every sign under every non-manual marker."""
    sequence = _parsed(line)
    if sequence is None:
        return Counter()
    return Counter((span.kind, str(sign)) for span in sequence.spans for sign in sequence.signs[span.start : span.stop])


def groupings() -> dict[str, Callable[[Item], Iterable[str]]]:
    """Name -> the groups of a sentence."""
    return {"length": lambda item: (length_group(item),), "phenomenon": phenomena}


def _parsed(line: str) -> GlossSequence | None:
    try:
        return parse_gloss(line)
    except GlossError:
        return None


def _of_reader(score: Score) -> Score:
    from stable_signer.evaluation.rows import back_translator

    reader = back_translator()
    what = reader.signature if reader is not None else "back-translation"
    return Score(score.value, f"{what}|{score.signature}", score.direction, score.low, score.high)


def _score(sums: Sums, rows: Any, num_bootstrap: int) -> Score:
    return Tally(np.asarray(rows, np.float64), sums.value_of, sums.signature, sums.direction).score(num_bootstrap)
