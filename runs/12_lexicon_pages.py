"""Draw a strip of pictures for every sign, and write the pages of docs/lexicon.

    python runs/12_lexicon_pages.py

About five minutes on one core. A page a topic; the pictures of a topic lie in few files, so that a page loads quickly.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tyro
from PIL import Image
from tqdm import tqdm

from stable_signer.body.signer import DEFAULT_SIGNER, load_body
from stable_signer.errors import StableSignerError
from stable_signer.lexicon.describe import name_of
from stable_signer.lexicon.entries import Entry, load_lexicon
from stable_signer.lexicon.synthesise import synthesise
from stable_signer.pose_to_video.avatar import AvatarRenderer
from stable_signer.pose_to_video.camera import framing_of
from stable_signer.pose_to_video.sign_sheet import WINDOW

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 62rem; padding: 0 1rem; color: #1b2330; }
article { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1.25rem; align-items: center; }
article { padding: .6rem 0; border-top: 1px solid #d6dbe3; }
h2 { font-size: 1.05rem; margin: 0; } p { margin: .1rem 0; } code { font-size: .85rem; overflow-wrap: anywhere; }
.strip { width: WIDTH; height: HEIGHT; max-width: 100%; } .unsure { color: #8a3b00; }
nav a { display: inline-block; margin: .2rem .8rem .2rem 0; }
@media (max-width: 46rem) { article { grid-template-columns: 1fr; } }
"""


@dataclass(frozen=True)
class Options:
    """What to draw."""

    output: Path = Path("docs/lexicon")
    """Folder of the pages."""
    signer: str = DEFAULT_SIGNER
    """Who signs."""
    pictures: int = 5
    """Of each sign, from its first posture to its last."""
    side: int = 88
    """Pixels of a picture."""
    quality: int = 55
    """Of the WebP files."""
    rows: int = 60
    """Signs a file of pictures."""


def strip(entry: Entry, renderer: AvatarRenderer, options: Options) -> np.ndarray:
    """(h w 3): the sign's pictures side by side."""
    motion = synthesise(entry.parsed, load_body(options.signer)).motion
    shown = np.linspace(0, len(motion) - 1, options.pictures).round().astype(int)
    clip = renderer.render_motion(motion[shown], framing_of(np.zeros((0, 3)), WINDOW))
    return np.concatenate(list(clip), 1)


def drawn(entries: Sequence[Entry], options: Options) -> Iterator[np.ndarray]:
    renderer = AvatarRenderer(signer=options.signer, size=options.side)
    for entry in tqdm(entries, unit="sign"):
        try:
            yield strip(entry, renderer, options)
        except StableSignerError:
            yield np.full((options.side, options.side * options.pictures, 3), 220, np.uint8)


def article(entry: Entry, image: str, row: int, options: Options) -> str:
    """One sign: its strip, and what the lexicon says of it."""
    name, english = html.escape(name_of(entry)), html.escape(", ".join(entry.english))
    unsure = '<p class="unsure">We are unsure of this sign.</p>' if entry.confidence == "low" else ""
    note = f"<p>{html.escape(entry.note)}</p>" if entry.note else ""
    picture = f'style="background:url({image}) 0 {-row * options.side}px" role="img"'
    return (
        f'<article id="{name}"><div class="strip" {picture} aria-label="{name}, {options.pictures} pictures"></div>'
        f"<div><h2>{name}</h2><p>{english} ({entry.word_class})</p><p><code>{html.escape(entry.form)}</code></p>"
        f"{note}{unsure}</div></article>"
    )


def page(title: str, body: str, options: Options) -> str:
    style = STYLE.replace("WIDTH", f"{options.side * options.pictures}px").replace("HEIGHT", f"{options.side}px")
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{style}</style>'
        f"<h1>{title}</h1>{body}</html>\n"
    )


def write_topic(topic: str, entries: Sequence[Entry], options: Options) -> None:
    strips = list(drawn(entries, options))
    articles = []
    for start in range(0, len(entries), options.rows):
        name = f"{topic}-{start // options.rows + 1}.webp"
        Image.fromarray(np.concatenate(strips[start : start + options.rows])).save(
            options.output / name, quality=options.quality, method=6
        )
        rows = entries[start : start + options.rows]
        articles += [article(entry, name, row, options) for row, entry in enumerate(rows)]
    title = f"Signs: {topic.replace('_', ' ')}"
    body = f'<p><a href="index.html">All topics</a></p>{"".join(articles)}'
    (options.output / f"{topic}.html").write_text(page(title, body, options), encoding="utf-8")


def main(options: Options) -> None:
    options.output.mkdir(parents=True, exist_ok=True)
    topics: dict[str, list[Entry]] = {}
    for entry in load_lexicon():
        topics.setdefault(Path(entry.source).stem, []).append(entry)
    for topic, entries in topics.items():
        write_topic(topic, entries, options)
    links = "".join(f'<a href="{t}.html">{t.replace("_", " ")} ({len(e)})</a>' for t, e in sorted(topics.items()))
    total = sum(map(len, topics.values()))
    unsure = sum(entry.confidence == "low" for entries in topics.values() for entry in entries)
    body = f"<p>{total} entries; of {unsure} we are unsure, and say so.</p><nav>{links}</nav>"
    (options.output / "index.html").write_text(page("The sign lexicon", body, options), encoding="utf-8")


if __name__ == "__main__":
    main(tyro.cli(Options, description=__doc__))
