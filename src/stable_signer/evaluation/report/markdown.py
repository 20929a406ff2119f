"""The report as Markdown: tables with intervals, absent rows with their reason, every signature."""

from __future__ import annotations

from collections.abc import Iterable

from stable_signer.evaluation.report.layout import Shape, cell, columns, shown
from stable_signer.evaluation.results import Results, Table


def markdown(results: Results, plots: Iterable[tuple[str, str]]) -> str:
    """The whole report; ``plots``: title and file name below the report."""
    parts = [f"# Evaluation of {results.settings['system']} on the {results.settings['split']} split", _facts(results)]
    parts += [table(shape, rows) for shape, rows in shown(results)]
    parts += [breakdown(title, rows) for title, rows in results.breakdown.items()]
    parts += [f"## {title}\n\n![{title}]({name})" for title, name in plots]
    parts.append(signatures(results))
    return "\n\n".join(parts) + "\n"


def table(shape: Shape, rows: Table) -> str:
    """One table, its notes, and why rows are absent."""
    heads = columns(shape, rows)
    lines = [_line(["", *(heading for _, heading in heads)]), _line(["---", *("---:" for _ in heads)])]
    for name, scores in rows.rows.items():
        lines.append(_line([name, *(cell(scores.get(metric)) for metric, _ in heads)]))
    lines += [_line([name, f"({why})", *("" for _ in heads[1:])]) for name, why in rows.absent.items()]
    notes = [f"\n{note}" for note in rows.notes]
    return "\n".join([f"## {shape.title}", "", *lines, *notes])


def breakdown(title: str, rows: dict) -> str:
    """A row a system, a column a group."""
    groups = list(dict.fromkeys(group for scores in rows.values() for group in scores))
    lines = [_line(["", *groups]), _line(["---", *("---:" for _ in groups)])]
    lines += [_line([name, *(cell(scores.get(group)) for group in groups)]) for name, scores in rows.items()]
    return "\n".join([f"## {title}", "", *lines])


def signatures(results: Results) -> str:
    """How every number was computed."""
    lines = ["## Signatures", ""]
    for shape, rows in shown(results):
        for metric, heading in columns(shape, rows):
            known = next(scores[metric] for scores in rows.rows.values() if metric in scores)
            lines.append(f"* {shape.title.partition('.')[0]}, {heading.rsplit(' ', 1)[0]}: `{known.signature}`")
    return "\n".join(lines)


def _facts(results: Results) -> str:
    facts = "; ".join(f"{name} {value}" for name, value in results.settings.items())
    legend = "↑ higher is better, ↓ lower, →1 nearer to 1, ~ nearer to ground truth."
    return f"{facts}.\n\nIn brackets: 95 % bootstrap interval over sentences. {legend}"


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(text.replace("|", "\\|") for text in cells) + " |"
