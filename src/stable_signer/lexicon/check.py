"""Checks lexicon entries: ``python -m stable_signer.lexicon.check [files]``. One line a bad entry; exit code 1 then."""

from __future__ import annotations

import sys
from pathlib import Path

from stable_signer.errors import LexiconError
from stable_signer.lexicon.entries import ASL, Entry, entry_of, read_tables


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
        f'{gloss}: {len(files)} entries with the variant "{variant}" (in {", ".join(files)}); delete one or give it a variant of its own'
        for (gloss, variant), files in sources.items()
        if len(files) > 1
    ]


def main(arguments: list[str]) -> int:
    """Check the files (default: the shipped ASL lexicon); 0 when all is well."""
    files = [Path(argument) for argument in arguments] or sorted(ASL.glob("*.toml"))
    entries, problems = read_all(files)
    for problem in problems:
        print(problem)
    print(f"{len(entries)} entries, {len({entry.gloss for entry in entries})} glosses, {len(problems)} problems", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
