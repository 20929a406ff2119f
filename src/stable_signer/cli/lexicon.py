"""``stable-signer lexicon list | show | check | build | import | compare``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import tyro

from stable_signer.cli.talk import progress_bar, say_warnings
from stable_signer.errors import LexiconError, TextError

if TYPE_CHECKING:
    from stable_signer.body.signer import Body
    from stable_signer.lexicon.entries import Entry


@dataclass(frozen=True)
class LexiconList:
    """List the glosses of the lexicon, with the English that they translate."""

    def run(self) -> None:
        from stable_signer.lexicon.entries import load_lexicon

        for entry in load_lexicon():
            print(entry.gloss, entry.word_class, ", ".join(entry.english), sep="\t")


@dataclass(frozen=True)
class LexiconShow:
    """Print the entries of a gloss, and draw a strip of pictures for each."""

    gloss: Annotated[str, tyro.conf.Positional]
    """An ID-gloss, as in MOTHER or RIGHT-correct; or an English word."""
    output: Annotated[Path | None, tyro.conf.arg(aliases=["-o"], metavar="PATH")] = None
    """A sheet to draw, .png."""
    signer: Annotated[str | None, tyro.conf.arg(metavar="NAME")] = None
    """Who performs the signs on the sheet."""

    def run(self) -> None:
        from stable_signer.lexicon.describe import describe
        from stable_signer.lexicon.entries import load_lexicon

        lexicon = load_lexicon()
        found = lexicon.entries(self.gloss.upper()) or lexicon.entries(self.gloss) or lexicon.find(self.gloss)
        if not found:
            raise TextError(f"No entry {self.gloss!r} in the lexicon: 'stable-signer lexicon list' shows all.")
        print("\n\n".join(map(describe, found)))
        if self.output:
            _draw_entries(found, self.output, self.signer)


@dataclass(frozen=True)
class LexiconCompare:
    """Rank every sign among the words of real signers, beside what a real signer reaches."""

    folder: Annotated[Path, tyro.conf.Positional]
    """Landmarks of real signers: index.csv and landmarks.npz."""
    json: bool = False
    """Print JSON instead of a table."""
    signer: Annotated[str | None, tyro.conf.arg(metavar="NAME")] = None
    """Who performs the signs."""

    def run(self) -> None:
        from stable_signer.body.signer import DEFAULT_SIGNER, load_body
        from stable_signer.data.readers.landmarks import read_landmarks
        from stable_signer.evaluation.lexicon_compare import compare
        from stable_signer.lexicon.entries import load_lexicon

        body = load_body(self.signer or DEFAULT_SIGNER)
        clips, problems = read_landmarks(self.folder)
        say_warnings(problems)
        found = compare(load_lexicon(), body, clips)
        print(found.to_json() if self.json else found.to_text())


@dataclass(frozen=True)
class LexiconCheck:
    """Find entries that do not parse, or that this signer cannot perform; or compare with the coding of linguists."""

    asl_lex: Annotated[Path | None, tyro.conf.arg(metavar="FOLDER")] = None
    """ASL-LEX 2.0 (phonology.csv.gz): print the agreement with it, read off the motion, and every disagreement."""
    json: bool = False
    """With --asl-lex: print JSON instead of a table."""
    signer: Annotated[str | None, tyro.conf.arg(metavar="NAME")] = None
    """Who performs the signs; 'all' for every shipped signer, one after the other."""

    def run(self) -> None:
        from stable_signer.body.signer import DEFAULT_SIGNER, SIGNERS, load_body
        from stable_signer.lexicon.entries import load_lexicon

        if self.asl_lex is None:
            names = SIGNERS if self.signer == "all" else (self.signer or DEFAULT_SIGNER,)
            return _check_entries([load_body(name) for name in names])
        body = load_body(self.signer or DEFAULT_SIGNER)
        from stable_signer.data.readers.asl_lex import read_asl_lex
        from stable_signer.evaluation.asl_lex import check_against

        agreement = check_against(load_lexicon(), body, read_asl_lex(self.asl_lex))
        print(agreement.to_json() if self.json else agreement.to_text())


@dataclass(frozen=True)
class LexiconBuild:
    """Perform every entry on one signer's body and write them all into one SQLite file."""

    output: Annotated[Path, tyro.conf.arg(aliases=["-o"])]
    """The file to write, .sqlite."""
    signer: Annotated[str | None, tyro.conf.arg(metavar="NAME")] = None
    """On whose body."""
    fps: float = 25.0
    """Frames a second."""
    processes: int = 2
    """How many at the same time."""

    def run(self) -> None:
        from stable_signer.body.signer import DEFAULT_SIGNER
        from stable_signer.lexicon.build import build
        from stable_signer.lexicon.entries import load_lexicon

        _check_store_name(self.output)
        if not 1 <= self.fps <= 120 or not 1 <= self.processes <= 256:
            raise LexiconError(
                f"{self.fps:g} frames a second, {self.processes} processes: expected 1 to 120, and 1 to 256."
            )
        lexicon = load_lexicon()
        with progress_bar(len(lexicon), "sign") as progress:
            count, problems = build(
                lexicon, self.output, self.signer or DEFAULT_SIGNER, self.fps, self.processes, progress
            )
        say_warnings(problems)
        print(f"{self.output}  {count} signs, {self.output.stat().st_size / 1e6:.1f} MB", file=sys.stderr)


@dataclass(frozen=True)
class LexiconImport:
    """Bring recordings or written signs into a store, so that any sign language gets a lexicon."""

    source: Annotated[Path, tyro.conf.Positional]
    """Folder of .pose files with index.csv or data.csv (columns path and glosses or words; spoken-to-signed layout);
    folder of videos, named by gloss or with such an index (needs the extra 'video'); or a file of HamNoSys strings,
    .json .json.gz .csv .tsv (hamnosys, gloss)."""
    output: Annotated[Path, tyro.conf.arg(aliases=["-o"])]
    """The store: added to if it exists (signs of the same file are replaced), made otherwise."""
    language: str = ""
    """Only rows of this signed language, as in ase."""
    licence: str = ""
    """Licence of the recordings, kept with every sign."""
    signer: Annotated[str | None, tyro.conf.arg(metavar="NAME")] = None
    """On whose body, for a new store; otherwise on the store's own."""

    def run(self) -> None:
        _check_store_name(self.output)
        count, problems = self._import()
        say_warnings(problems)
        print(f"{self.output}  {count} signs added, {len(problems)} rows left out", file=sys.stderr)

    def _import(self) -> tuple[int, tuple[str, ...]]:
        if self.source.is_file():
            from stable_signer.lexicon.import_hamnosys import import_hamnosys, read_written

            with progress_bar(len(read_written(self.source)), "sign") as progress:
                return import_hamnosys(self.source, self.output, self.signer, progress=progress)
        from stable_signer.gloss_to_pose.stabilise import stabilise_if_known as steady
        from stable_signer.lexicon.import_poses import import_poses
        from stable_signer.lexicon.import_videos import import_videos, videos_in

        if videos_in(self.source):
            with progress_bar(len(videos_in(self.source)), "video") as progress:
                return import_videos(self.source, self.output, self.licence, self.signer, progress, steady)
        return import_poses(self.source, self.output, self.language, self.licence, self.signer, steady)


@dataclass(frozen=True)
class Lexicon:
    """Look into the sign lexicon."""

    command: tyro.conf.OmitSubcommandPrefixes[
        Annotated[LexiconList, tyro.conf.subcommand("list")]
        | Annotated[LexiconShow, tyro.conf.subcommand("show")]
        | Annotated[LexiconCheck, tyro.conf.subcommand("check")]
        | Annotated[LexiconBuild, tyro.conf.subcommand("build")]
        | Annotated[LexiconImport, tyro.conf.subcommand("import")]
        | Annotated[LexiconCompare, tyro.conf.subcommand("compare")]
    ]

    def run(self) -> None:
        self.command.run()


def _check_entries(bodies: Sequence[Body]) -> None:
    """Print a line for each problem of the shipped lexicon. Raises ``LexiconError`` where there is one."""
    from stable_signer.lexicon.check import check
    from stable_signer.lexicon.entries import ASL

    total = count = 0
    for body in bodies:
        report = check(sorted(ASL.glob("*.toml")), body)
        for line in (*report.errors, *report.warnings):
            print(f"{body.name}: {line}" if len(bodies) > 1 else line)
        print(f"{body.name}\n{report.table()}", file=sys.stderr)
        total, count = total + len(report.errors) + len(report.warnings), len(report.entries)
    if total:
        raise LexiconError(f"{total} problems in {count} entries: mend the lines above.")


def _draw_entries(entries: Sequence[Entry], output: Path, signer: str | None) -> None:
    from stable_signer.body.signer import DEFAULT_SIGNER, load_body
    from stable_signer.lexicon.describe import name_of
    from stable_signer.lexicon.synthesise import synthesise
    from stable_signer.pose_to_video.sign_sheet import write_sign_sheet

    name = signer or DEFAULT_SIGNER
    body = load_body(name)
    signs = [(f"{name_of(entry)}   {entry.form}", synthesise(entry.parsed, body).motion) for entry in entries]
    with progress_bar(len(signs), "sign") as progress:
        write_sign_sheet(signs, output, name, progress)
    print(f"{output}  {len(signs)} signs", file=sys.stderr)


def _check_store_name(path: Path) -> None:
    if path.suffix not in (".sqlite", ".db"):
        raise LexiconError(f"Lexicon store {path}: expected a name that ends in .sqlite or .db.")
