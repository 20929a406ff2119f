"""The report as one HTML page without anything from elsewhere: plots inside, clips beside it in ``clips/``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from stable_signer.evaluation.metrics.score import Score
from stable_signer.evaluation.report.clips import Shown
from stable_signer.evaluation.report.layout import Shape, columns, number, shown
from stable_signer.evaluation.results import Results, Table

STYLE = """
:root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--line:#c8c8c8;--soft:#f3f5f7;--link:#0057a8}
@media (prefers-color-scheme:dark){:root{--ink:#eee;--paper:#16181b;--line:#4a4d52;--soft:#22252a;--link:#8cc2ff}}
body{margin:0 auto;max-width:76rem;padding:1rem;font:1rem/1.5 system-ui,sans-serif}
body{color:var(--ink);background:var(--paper)}
a{color:var(--link)}h1{line-height:1.2}h2{margin-top:2.5rem}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{border-bottom:1px solid var(--line);padding:.3rem .6rem;text-align:right;white-space:nowrap}
th[scope=row],thead th:first-child{text-align:left;position:sticky;left:0;background:var(--paper)}
tbody tr.own th,tbody tr.own td{background:var(--soft);font-weight:600}
td small{display:block;opacity:.75}td.why{text-align:left;white-space:normal}
.clips{display:grid;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));gap:1rem;padding:0}
.clips li{list-style:none;background:var(--soft);border-radius:.5rem;padding:.8rem}
video{width:100%;height:auto;border-radius:.3rem;background:#000}dt{font-weight:600}dd{margin:0 0 .4rem}
svg{max-width:100%;height:auto;border-radius:.3rem}code{overflow-wrap:anywhere}
:focus-visible{outline:3px solid var(--link)}
"""

CHOICES = ((True, "worst", "Worst sentences"), (False, "best", "Best sentences"))
"""Whether they are the worst, place on the page, heading."""


def page(results: Results, plots: Sequence[tuple[str, str]], clips: Sequence[Shown]) -> str:
    """The whole page; ``plots``: title and SVG text."""
    system, split = str(results.settings["system"]), str(results.settings["split"])
    title = f"Evaluation of {system} on the {split} split"
    parts = [f"<h1>{escape(title)}</h1>", _facts(results), _contents(results, clips)]
    parts += [_table(shape, rows, system) for shape, rows in shown(results)]
    parts += _clips(clips, system)
    parts.append('<h2 id="plots">Plots</h2>')
    parts += [f"<figure>{svg}</figure>" for _, svg in plots]
    parts.append(_signatures(results))
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{STYLE}</style></head>'
        f"<body><main>{''.join(parts)}</main></body></html>\n"
    )


def _facts(results: Results) -> str:
    facts = "".join(f"<li>{escape(str(k))}: {escape(str(v))}</li>" for k, v in results.settings.items())
    legend = "↑ higher is better, ↓ lower is better, →1 nearer to 1, ~ nearer to the ground truth"
    return f"<ul>{facts}</ul><p>Small print in a cell: 95 % bootstrap interval over sentences. {legend}.</p>"


def _contents(results: Results, clips: Sequence[Shown]) -> str:
    links = [(shape.name, shape.title) for shape, _ in shown(results)]
    links += [(name, title) for is_worst, name, title in CHOICES if any(c.is_worst == is_worst for c in clips)]
    links += [("plots", "Plots"), ("signatures", "Signatures")]
    items = "".join(f'<li><a href="#{name}">{escape(title)}</a></li>' for name, title in links)
    return f'<nav aria-label="Contents"><ul>{items}</ul></nav>'


def _table(shape: Shape, table: Table, own: str) -> str:
    heads = columns(shape, table)
    header = "".join(f'<th scope="col">{escape(heading)}</th>' for _, heading in heads)
    body = []
    for name, scores in table.rows.items():
        cells = "".join(_cell(scores.get(metric)) for metric, _ in heads)
        kind = ' class="own"' if name == own else ""
        body.append(f'<tr{kind}><th scope="row">{escape(name)}</th>{cells}</tr>')
    for name, why in table.absent.items():
        body.append(_absent(name, why, len(heads)))
    notes = "".join(f"<p>{escape(note)}</p>" for note in table.notes)
    return (
        f'<h2 id="{shape.name}">{escape(shape.title)}</h2><div class="scroll" tabindex="0" role="region" '
        f'aria-label="{escape(shape.title)}"><table><thead><tr><th scope="col">system</th>{header}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>{notes}"
    )


def _absent(name: str, why: str, width: int) -> str:
    return f'<tr><th scope="row">{escape(name)}</th><td class="why" colspan="{width}">{escape(why)}</td></tr>'


def _cell(score: Score | None) -> str:
    if score is None or score.value != score.value:
        return "<td>-</td>"
    interval = ""
    if score.low is not None and score.high is not None:
        interval = f"<small>{number(score.low)} to {number(score.high)}</small>"
    return f"<td>{number(score.value)}{interval}</td>"


def _clips(clips: Sequence[Shown], system: str) -> Iterable[str]:
    for is_worst, name, title in CHOICES:
        chosen = [clip for clip in clips if clip.is_worst == is_worst]
        if chosen:
            items = "".join(_clip(clip, system) for clip in chosen)
            intro = "By DTW-MJE. On the left the reference performance, by another signer; on the right the system."
            yield f'<h2 id="{name}">{title}</h2><p>{intro}</p><ul class="clips">{items}</ul>'


def _clip(clip: Shown, system: str) -> str:
    sentence, own = clip.sentence, clip.sentence[system]
    rows = [
        ("English", sentence["text"]),
        ("Reference", sentence["gloss"]),
        (system, own.get("gloss", "-")),
        ("Read back", own.get("read", "-")),
        ("DTW-MJE", number(own["dtw_mje"])),
    ]
    words = "".join(f"<dt>{escape(k)}</dt><dd>{escape(str(v))}</dd>" for k, v in rows)
    label = escape(f"Reference and {system} signing: {sentence['text']}", quote=True)
    player = f'<video controls preload="none" src="{clip.path}" aria-label="{label}" poster="{poster(clip)}"></video>'
    return f"<li>{player if clip.path else ''}<dl>{words}</dl></li>"


def poster(clip: Shown) -> str:
    """The still picture that stands for a clip until it plays."""
    return clip.path.with_suffix(".jpg").as_posix() if clip.path else ""


def _signatures(results: Results) -> str:
    rows = []
    for shape, table in shown(results):
        for metric, heading in columns(shape, table):
            score = next(scores[metric] for scores in table.rows.values() if metric in scores)
            where = f"{shape.title.partition('.')[0]}, {heading.rsplit(' ', 1)[0]}"
            rows.append(f"<li>{escape(where)}: <code>{escape(score.signature)}</code></li>")
    return f'<h2 id="signatures">Signatures</h2><ul>{"".join(rows)}</ul>'
