"""The command line: ``stable-signer sign | plan | lexicon``. Standard output is data, standard error is talk."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import tyro

from stable_signer.errors import LexiconError, PlanError, StableSignerError, TextError

if TYPE_CHECKING:
    from stable_signer.body.signer import Body
    from stable_signer.lexicon.entries import Entry

MAX_PLAN_BYTES = 50_000_000


@dataclass(frozen=True)
class Sign:
    """Sign a text, a gloss line or an edited plan; the kind of file follows the suffix of --output."""

    text: Annotated[str, tyro.conf.Positional] = ""
    """What to sign: a sentence, or a prompt such as "How do you sign 'I carried it'?"."""
    output: Annotated[Path, tyro.conf.arg(aliases=["-o"])] = Path("signed.mp4")
    """.mp4 .webm .gif, .png (contact sheet), .pose (keypoints) or .json (the plan)."""
    gloss: str = ""
    """A gloss line instead of a text, as in "whq(YOUR NAME WHAT)"."""
    plan: Annotated[Path | None, tyro.conf.arg(metavar="PATH")] = None
    """An edited plan instead of a text; '-' reads standard input."""
    renderer: Literal["avatar", "skeleton"] = "avatar"
    """A person, or the keypoint drawing that pose-conditioned video models take."""
    signer: Annotated[str | None, tyro.conf.arg(metavar="NAME")] = None
    """Who signs; 'stable-signer signers' lists them."""
    speed: float = 1.0
    """1 is natural; comfortable up to 2."""
    size: int = 512
    """Height and width of the picture in pixels."""
    fps: float = 25.0
    """Frames a second."""
    captions: bool = False
    """Burn the current gloss into the picture."""
    strict: bool = False
    """Refuse words that have no sign instead of fingerspelling them."""

    def run(self) -> None:
        from stable_signer.pipeline import StableSigner
        from stable_signer.pose_to_video.infer import check_output

        if sum(map(bool, (self.text.strip(), self.gloss.strip(), self.plan))) != 1:
            raise TextError("Nothing to sign, or too much: give one of a text, --gloss or --plan.")
        check_output(self.output, self.size)
        plan = _read_plan(self.plan) if self.plan else None
        engine = StableSigner.from_pretrained(self.signer)
        signed = engine.sign(self.text, gloss=self.gloss, plan=plan, speed=self.speed, fps=self.fps, strict=self.strict)
        _say_warnings(signed.plan.warnings)
        with _progress_bar(len(signed.pose)) as progress:
            signed.save(self.output, self.renderer, self.size, self.captions, progress)
        print(f"{self.output}  {signed.plan.duration:.1f} s  {signed.plan.gloss}", file=sys.stderr)


@dataclass(frozen=True)
class Plan:
    """Print how a text would be signed: the plan as JSON, or the gloss line."""

    text: Annotated[str, tyro.conf.Positional] = ""
    """What to sign."""
    gloss: str = ""
    """A gloss line instead of a text."""
    format: Literal["json", "gloss"] = "json"
    """The whole plan, or its gloss line only."""
    signer: Annotated[str | None, tyro.conf.arg(metavar="NAME")] = None
    """Who signs; travel times depend on the body."""
    speed: float = 1.0
    """1 is natural."""
    strict: bool = False
    """Refuse words that have no sign."""

    def run(self) -> None:
        from stable_signer.pipeline import StableSigner

        if bool(self.text.strip()) == bool(self.gloss.strip()):
            raise TextError("Nothing to plan, or too much: give a text or --gloss.")
        engine = StableSigner.from_pretrained(self.signer)
        plan = engine.plan(self.text, gloss=self.gloss, speed=self.speed, strict=self.strict)
        _say_warnings(plan.warnings)
        print(plan.gloss if self.format == "gloss" else plan.to_json())


@dataclass(frozen=True)
class Signers:
    """List the signers that come with the package."""

    def run(self) -> None:
        from stable_signer.body.signer import SIGNERS

        print("\n".join(SIGNERS))


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
        _say_warnings(problems)
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
    """Who performs the signs."""

    def run(self) -> None:
        from stable_signer.body.signer import DEFAULT_SIGNER, load_body
        from stable_signer.lexicon.entries import load_lexicon

        body = load_body(self.signer or DEFAULT_SIGNER)
        if self.asl_lex is None:
            return _check_entries(body)
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
        with _progress_bar(len(lexicon), "sign") as progress:
            count, problems = build(
                lexicon, self.output, self.signer or DEFAULT_SIGNER, self.fps, self.processes, progress
            )
        _say_warnings(problems)
        print(f"{self.output}  {count} signs, {self.output.stat().st_size / 1e6:.1f} MB", file=sys.stderr)


@dataclass(frozen=True)
class LexiconImport:
    """Bring the .pose files of a folder with a CSV index into a store, so that any sign language gets a lexicon."""

    folder: Annotated[Path, tyro.conf.Positional]
    """Folder with index.csv or data.csv (columns path and glosses or words; spoken-to-signed layout)."""
    output: Annotated[Path, tyro.conf.arg(aliases=["-o"])]
    """The store: added to if it exists (signs of the same file are replaced), made otherwise."""
    language: str = ""
    """Only rows of this signed language, as in ase."""
    licence: str = ""
    """Licence of the recordings, kept with every sign."""
    signer: Annotated[str | None, tyro.conf.arg(metavar="NAME")] = None
    """On whose body, for a new store; otherwise on the store's own."""

    def run(self) -> None:
        from stable_signer.lexicon.import_poses import import_poses

        _check_store_name(self.output)
        count, problems = import_poses(self.folder, self.output, self.language, self.licence, self.signer)
        _say_warnings(problems)
        print(f"{self.output}  {count} signs added, {len(problems)} rows left out", file=sys.stderr)


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


Command = (
    Annotated[Sign, tyro.conf.subcommand("sign")]
    | Annotated[Plan, tyro.conf.subcommand("plan")]
    | Annotated[Signers, tyro.conf.subcommand("signers")]
    | Annotated[Lexicon, tyro.conf.subcommand("lexicon")]
)


def main(args: list[str] | None = None) -> int:
    """Run the command line; 0 if all went well, 1 after an error of ours, 2 after a wrong call."""
    try:
        tyro.cli(Command, prog="stable-signer", description=__doc__, args=args).run()  # type: ignore[call-overload]
    except StableSignerError as error:
        print(f"stable-signer: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stable-signer: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output went away, as in "| head"
        sys.stderr.close()
        return 0
    return 0


@contextmanager
def _progress_bar(total: int, unit: str = "frame") -> Iterator[Callable[[int], None]]:
    """A bar on standard error for whatever takes more than a second."""
    from tqdm import tqdm

    with tqdm(total=total, unit=unit, delay=1.0, file=sys.stderr, leave=False) as bar:

        def progress(done: int) -> None:
            bar.update(done - bar.n)

        yield progress


def _check_entries(body: Body) -> None:
    """Print a line for each problem of the shipped lexicon. Raises ``LexiconError`` where there is one."""
    from stable_signer.lexicon.check import check
    from stable_signer.lexicon.entries import ASL

    report = check(sorted(ASL.glob("*.toml")), body)
    problems = (*report.errors, *report.warnings)
    for line in problems:
        print(line)
    print(report.table(), file=sys.stderr)
    if problems:
        raise LexiconError(f"{len(problems)} problems in {len(report.entries)} entries: mend the lines above.")


def _draw_entries(entries: Sequence[Entry], output: Path, signer: str | None) -> None:
    from stable_signer.body.signer import DEFAULT_SIGNER, load_body
    from stable_signer.lexicon.describe import name_of
    from stable_signer.lexicon.synthesise import synthesise
    from stable_signer.pose_to_video.sign_sheet import write_sign_sheet

    name = signer or DEFAULT_SIGNER
    body = load_body(name)
    signs = [(f"{name_of(entry)}   {entry.form}", synthesise(entry.parsed, body).motion) for entry in entries]
    with _progress_bar(len(signs), "sign") as progress:
        write_sign_sheet(signs, output, name, progress)
    print(f"{output}  {len(signs)} signs", file=sys.stderr)


def _check_store_name(path: Path) -> None:
    if path.suffix not in (".sqlite", ".db"):
        raise LexiconError(f"Lexicon store {path}: expected a name that ends in .sqlite or .db.")


def _read_plan(path: Path):
    from stable_signer.plan import SigningPlan

    try:
        text = sys.stdin.read(MAX_PLAN_BYTES) if str(path) == "-" else _read_text(path)
    except (OSError, UnicodeDecodeError) as error:
        raise PlanError(f"Cannot read the plan {path}: {getattr(error, 'strerror', None) or error}.") from None
    return SigningPlan.from_json(text)


def _read_text(path: Path) -> str:
    if path.stat().st_size > MAX_PLAN_BYTES:
        raise PlanError(f"{path} has {path.stat().st_size:,} bytes: expected a plan of at most {MAX_PLAN_BYTES:,}.")
    return path.read_text(encoding="utf-8")


def _say_warnings(warnings: tuple[str, ...]) -> None:
    for warning in warnings:
        print(f"note: {warning}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
