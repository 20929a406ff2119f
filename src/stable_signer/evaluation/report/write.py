"""Writing the report: ``report.md``, ``report.html``, ``plots/*.svg`` and ``clips/*.mp4`` in one folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from stable_signer.errors import StableSignerError
from stable_signer.evaluation import systems
from stable_signer.evaluation.items import Item
from stable_signer.evaluation.metrics.score import ScoreError
from stable_signer.evaluation.report.clips import Shown, choose, make_clip
from stable_signer.evaluation.report.logs import Series, read_logs
from stable_signer.evaluation.report.markdown import markdown
from stable_signer.evaluation.report.page import page
from stable_signer.evaluation.report.plots import bars, curves
from stable_signer.evaluation.results import Results
from stable_signer.evaluation.runner import EvaluationConfig
from stable_signer.files import written_whole


def write_report(
    results: Results, config: EvaluationConfig, output: Path, logs: Mapping[str, Path], num_clips: int
) -> Path:
    """Write everything beside ``results.json``; the path of the page. Raises ``ScoreError`` where it cannot."""
    output = Path(output)
    plots = [*_breakdown_plots(results), *_training_plots(logs)]
    _folder(output / "plots")
    names = [f"plots/{i:02d}.svg" for i in range(1, len(plots) + 1)]
    for name, (_, svg) in zip(names, plots, strict=True):
        _write(output / name, svg)
    titles = [(title, name) for (title, _), name in zip(plots, names, strict=True)]
    _write(output / "report.md", markdown(results, titles))
    _write(output / "report.html", page(results, plots, _clips(results, config, output, num_clips)))
    return output / "report.html"


def _breakdown_plots(results: Results) -> list[tuple[str, str]]:
    units = {"exact gloss lines": "percent", "DTW-MJE": "shoulder widths", "back-translation ROUGE-L": "ROUGE-L"}
    return [
        (title, bars(title, rows, units.get(title.partition(" by ")[0], "")))
        for title, rows in results.breakdown.items()
    ]


def _training_plots(logs: Mapping[str, Path]) -> list[tuple[str, str]]:
    """A plot for each quantity: the runs that have it as lines."""
    series: dict[str, Series] = {}
    for name, path in logs.items():
        series |= read_logs(name, path)
    keys = list(dict.fromkeys(key for log in series.values() for key in log))
    lines = {key: {name: log[key] for name, log in series.items() if key in log} for key in keys}
    return [(f"Training: {key}", curves(f"Training: {key}", found, "step", key)) for key, found in lines.items()]


def _clips(results: Results, config: EvaluationConfig, output: Path, count: int) -> list[Shown]:
    own = results.settings["system"]
    worst, best = choose(results.sentences, own, count)
    if worst:
        _folder(output / "clips")
    system = systems.named(config.system)
    return [_shown(row, is_worst, system, output) for rows, is_worst in ((worst, True), (best, False)) for row in rows]


def _shown(sentence: dict, is_worst: bool, system: systems.System, output: Path) -> Shown:
    item = Item(sentence["number"], sentence["text"], sentence["gloss"])
    shown = Shown(sentence, is_worst, Path("clips") / f"{item.name}.mp4")
    try:
        make_clip(item, system, output / "clips" / f"{item.name}.mp4")
        _poster(output / "clips" / f"{item.name}.mp4")
    except StableSignerError:  # a sentence that the system failed on has no clip: the page says what it wrote
        return replace(shown, path=None)
    return shown


def _poster(video: Path) -> None:
    """The middle frame as a picture beside the clip."""
    from PIL import Image

    from stable_signer.evaluation.video_files import frames_of

    frames = list(frames_of(video))
    with written_whole(video.with_suffix(".jpg"), ScoreError) as temporary:
        Image.fromarray(frames[len(frames) // 2]).save(temporary, "JPEG", quality=80)


def _folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ScoreError(f"{path} cannot be made ({error.strerror}): give a folder that can be written.") from None


def _write(path: Path, text: str) -> None:
    with written_whole(path, ScoreError) as temporary:
        temporary.write_text(text, encoding="utf-8")
