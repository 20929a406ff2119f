"""Checks lexicon entries: ``python -m stable_signer.lexicon.check [--fast] [--signer NAME] [files]``.

Reads every entry, synthesises it on a body and measures it: contact that is missed, hands that sink into the body or
into each other, targets out of reach, wrists bent too far, contact points that face away from what they touch, hands
faster than people's, and different glosses with the same motion. One line a failure; the exit code is 1 if there is
one.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stable_signer.body.signer import DEFAULT_SIGNER, Body, load_body
from stable_signer.errors import LexiconError
from stable_signer.lexicon.entries import ASL, Entry, entry_of, read_tables
from stable_signer.lexicon.measure import Measures, measure
from stable_signer.lexicon.synthesise import SignMotion, synthesise

#: Below this mean distance of wrists and fingertips (centimetres) two signs count as the same motion.
SAME_CM = 0.3


@dataclass(frozen=True)
class Report:
    """What a check found. errors: entries that cannot be read or performed; warnings: entries that look wrong."""

    entries: tuple[Entry, ...]
    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    measures: tuple[Measures, ...]

    def table(self) -> str:
        """Percentiles of every measure, one row each."""
        rows = [f"{'':24}{'median':>8}{'90 %':>8}{'99 %':>8}{'worst':>8}"]
        for name in Measures.__dataclass_fields__:
            values = [getattr(each, name) for each in self.measures] or [0.0]
            cells = "".join(f"{value:8.2f}" for value in np.percentile(values, [50, 90, 99, 100]))
            rows.append(f"{name:24}{cells}")
        return "\n".join(rows)


def read_all(files: list[Path]) -> tuple[list[Entry], list[str]]:
    """Every valid entry of the files, and one line for each that is not."""
    entries: list[Entry] = []
    problems: list[str] = []
    for file in files:
        try:
            tables = read_tables(file)
        except LexiconError as error:
            problems.append(str(error))
            continue
        for table in tables:
            try:
                entries.append(entry_of(table, file.stem))
            except LexiconError as error:
                problems.append(str(error))
    return entries, problems + _repeated(entries)


def _repeated(entries: list[Entry]) -> list[str]:
    sources: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        sources.setdefault((entry.gloss, entry.variant), []).append(entry.source)
    return [
        f'{gloss}: {len(files)} entries with the variant "{variant}" (in {", ".join(files)}); '
        "delete one or give it a variant of its own"
        for (gloss, variant), files in sources.items()
        if len(files) > 1
    ]


def check(files: list[Path], body: Body) -> Report:
    """Read and perform every entry of some files."""
    entries, errors = read_all(files)
    warnings: list[str] = []
    measures: list[Measures] = []
    seen: dict[tuple[int, ...], list[tuple[Entry, np.ndarray]]] = {}
    for entry in entries:
        try:
            sign = synthesise(entry.parsed, body)
        except LexiconError as error:
            errors.append(f"{entry.source}: {entry.gloss}: {error}")
            continue
        found = measure(sign, body)
        measures.append(found)
        warnings += [f"{entry.source}: {entry.gloss} {phrase}   [{entry.form}]" for phrase in found.failures()]
        warnings += _same(entry, sign, body, seen)
    return Report(tuple(entries), tuple(errors), tuple(warnings), tuple(measures))


def _same(
    entry: Entry, sign: SignMotion, body: Body, seen: dict[tuple[int, ...], list[tuple[Entry, np.ndarray]]]
) -> list[str]:
    """Earlier entries of another gloss that move alike. Only signs of equal length and hands are compared."""
    active = [hand for hand in (0, 1) if sign.active[hand]]
    motion = sign.motion
    arrays = (motion.wrist, motion.palm, motion.fingers)
    shape = np.concatenate([array[:, active].reshape(len(motion), -1) for array in arrays], -1)
    group = seen.setdefault((len(motion), *active), [])
    limit = SAME_CM / body.cm
    alike = [
        f"{entry.source}: {entry.gloss} moves exactly like {other.gloss} ({other.source})   [{entry.form}]"
        for other, known in group
        if other.gloss != entry.gloss and not _are_homonyms(entry, other) and float(np.abs(known - shape).max()) < limit
    ]
    group.append((entry, shape))
    return alike


def _are_homonyms(one: Entry, other: Entry) -> bool:
    """Whether one of two entries says that it is signed like the other."""
    return one.homonym == other.gloss or other.homonym == one.gloss


def main(arguments: list[str]) -> int:
    """Check the files (default: the shipped ASL lexicon); 1 if anything is wrong with an entry."""
    parser = ArgumentParser(prog="python -m stable_signer.lexicon.check", description="Check lexicon entries.")
    parser.add_argument("files", nargs="*", type=Path, help="TOML files (default: the shipped lexicon)")
    parser.add_argument("--fast", action="store_true", help="only read the entries, do not perform them")
    parser.add_argument("--signer", default=DEFAULT_SIGNER, help="whose body performs the signs")
    options = parser.parse_args(arguments)
    files = options.files or sorted(ASL.glob("*.toml"))
    if options.fast:
        entries, errors = read_all(files)
        report = Report(tuple(entries), tuple(errors), (), ())
    else:
        report = check(files, load_body(options.signer))
    _show(report)
    return 1 if report.errors or report.warnings else 0


def _show(report: Report) -> None:
    for line in (*report.errors, *report.warnings):
        print(line)
    if report.measures:
        print(report.table(), file=sys.stderr)
    kinds = Counter(entry.source for entry in report.entries)
    files = ", ".join(f"{name} {count}" for name, count in kinds.items())
    glosses = len({entry.gloss for entry in report.entries})
    print(f"{len(report.entries)} entries, {glosses} glosses ({files})", file=sys.stderr)
    print(f"{len(report.errors)} errors, {len(report.warnings)} warnings", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
