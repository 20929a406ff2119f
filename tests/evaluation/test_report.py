"""The report: tables whose every number is in the results, plots that are SVG, a page that plays and is read out."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from stable_signer.evaluation.metrics.score import Score, ScoreError
from stable_signer.evaluation.report.clips import Shown, choose
from stable_signer.evaluation.report.layout import cell, columns, shown
from stable_signer.evaluation.report.logs import read_logs
from stable_signer.evaluation.report.markdown import markdown
from stable_signer.evaluation.report.page import page
from stable_signer.evaluation.report.plots import MAX_POINTS, bars, curves, thinned
from stable_signer.evaluation.results import Results, Table


def score(value: float, direction="higher") -> Score:
    return Score(value, "BLEU|<sig>", direction, value - 1, value + 1)


@pytest.fixture
def results() -> Results:
    rows = {"ground truth": {"bleu4": score(100)}, "cascade": {"bleu4": score(51.5), "wer": score(7, "lower")}}
    pose = {"cascade": {"dtw_mje": score(0.123, "lower"), "bleu4": score(12)}}
    tables = {
        "pose": Table("Text to pose", pose),
        "gloss": Table("Text to gloss", rows, {"peer": "not <run>"}, ("N.",)),
    }
    sentence = {"number": 1, "text": "A <b> & c", "gloss": "A B", "cascade": {"gloss": "A", "dtw_mje": 0.2}}
    breakdown = {"DTW-MJE by length": {"cascade": {"1-3 signs (2)": score(0.4, "lower")}}}
    return Results({"system": "cascade", "split": "test"}, tables, breakdown, (sentence,))


class Tags(HTMLParser):
    """Checks that tags nest, and keeps them."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict]] = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_tables_are_in_the_papers_order_with_their_arrows(results: Results):
    assert [shape.name for shape, _ in shown(results)] == ["gloss", "pose"]
    shape, table = shown(results)[0]
    assert columns(shape, table) == [("bleu4", "BLEU-4 ↑"), ("wer", "WER ↓")]


def test_markdown_has_values_intervals_reasons_and_signatures(results: Results):
    text = markdown(results, [("A plot", "plots/01.svg")])
    assert "| cascade | 51.50 [50.50, 52.50] | 7.00 [6.00, 8.00] |" in text
    assert "| ground truth | 100.00 [99.00, 101.00] | - |" in text
    assert "(not <run>)" in text and "`BLEU|<sig>`" in text and "![A plot](plots/01.svg)" in text
    lengths = {line.count("|") for line in text.splitlines() if line.startswith("| ") and "BLEU" in line}
    assert lengths, "tables are there"


def test_numbers_keep_what_matters():
    assert [cell(Score(v, "")) for v in (0.00234, 0.123, 5.0, 51.54, 0.0)] == [
        "0.00234",
        "0.123",
        "5.00",
        "51.54",
        "0.00",
    ]
    assert cell(None) == cell(Score(float("nan"), "")) == "-"


def test_the_page_is_whole_and_for_everybody(results: Results):
    clip = Shown(results.sentences[0], True, Path("clips/0001.mp4"))
    html = page(results, [("Bars", bars("Bars", results.breakdown["DTW-MJE by length"], "sw"))], [clip])
    tags = Tags()
    tags.feed(html)
    assert tags.open == []
    names = [name for name, _ in tags.seen]
    attributes = {name: attrs for name, attrs in tags.seen}
    assert attributes["html"]["lang"] == "en" and "main" in names and "nav" in names
    assert attributes["video"]["src"] == "clips/0001.mp4" and "autoplay" not in attributes["video"]
    assert attributes["video"]["aria-label"] and attributes["svg"]["role"] == "img"
    assert all("scope" in attrs for name, attrs in tags.seen if name == "th")
    assert "A <b> & c" not in html and "A &lt;b&gt; &amp; c" in html
    links = {attrs["href"][1:] for name, attrs in tags.seen if name == "a"}
    assert links <= {attrs["id"] for _, attrs in tags.seen if "id" in attrs}
    assert not any(str(attrs.get("src", "")).startswith("http") for _, attrs in tags.seen)


def test_a_sentence_without_a_clip_shows_its_words(results: Results):
    html = page(results, [], [Shown(results.sentences[0], False, None)])
    assert "<video" not in html and "Best sentences" in html


def test_results_of_ablations_are_curves_too(tmp_path: Path):
    path = tmp_path / "ablation.json"
    seeds = [
        {"name": "base", "seed": i, "curve": [{"step": 10, "loss": 1.0 + i}, {"step": 20, "loss": i}]} for i in (0, 2)
    ]
    path.write_text(json.dumps({"runs": seeds}))
    assert read_logs("x", path) == {"base": {"loss": [(10.0, 2.0), (20.0, 1.0)]}}
    path.write_text(json.dumps({"all parts": {"steps": 2, "curve": [{"step": 1, "entropy": 0.5}]}}))
    assert read_logs("x", path) == {"all parts": {"entropy": [(1.0, 0.5)]}}
    path.write_text("[1, 2]")
    with pytest.raises(ScoreError, match="no numbers over steps"):
        read_logs("x", path)


def test_worst_and_best_are_chosen_by_distance():
    rows = tuple({"number": i, "cascade": {"dtw_mje": d}} for i, d in enumerate((0.3, 0.1, 0.5, 0.2, 0.4)))
    worst, best = choose(rows, "cascade", 2)
    assert [r["number"] for r in worst] == [2, 4] and [r["number"] for r in best] == [1, 3]
    assert choose(({"number": 1},), "cascade", 2) == ([], [])


def test_plots_are_well_formed_and_high_bars_are_high():
    rows = {"one": {"a": score(10), "b & c": score(20)}, "two": {"a": score(40)}}
    svg = ElementTree.fromstring(bars("A < B", rows, "percent"))
    heights = [float(r.get("height", 0)) for r in svg.iter("{http://www.w3.org/2000/svg}rect") if r.get("x") and len(r)]
    assert heights == pytest.approx([heights[0], 4 * heights[0], 2 * heights[0]], abs=0.5), "a of both, then b"
    line = ElementTree.fromstring(curves("Loss", {"run": [(0, 1.0), (50, 0.5), (100, 0.25)]}, "step", "loss"))
    (points,) = [p.get("points") for p in line.iter("{http://www.w3.org/2000/svg}polyline")]
    ys = [float(pair.split(",")[1]) for pair in str(points).split()]
    assert len(ys) == 3 and ys[0] < ys[1] < ys[2], "y grows downwards: the loss falls"


def test_long_curves_are_averaged():
    line = [(float(i), float(i)) for i in range(4 * MAX_POINTS + 1)]
    short = thinned(line)
    assert len(short) <= MAX_POINTS and short[0][1] == pytest.approx(sum(range(5)) / 5)


def test_logs(tmp_path: Path):
    log = tmp_path / "log.jsonl"
    log.write_text("\n".join(json.dumps({"step": s, "loss": 1 / s, "name": "x", "ok": True}) for s in (1, 2)))
    assert read_logs("run", log) == {"run": {"loss": [(1.0, 1.0), (2.0, 0.5)]}}
    for content in ("", "loss 3", '{"step": 1}'):
        log.write_text(content)
        with pytest.raises(ScoreError, match=r"log\.jsonl"):
            read_logs("run", log)
    with pytest.raises(ScoreError, match="cannot be read"):
        read_logs("run", tmp_path / "none.jsonl")
    with pytest.raises(ScoreError, match="Nothing to plot"):
        curves("x", {}, "step", "loss")
