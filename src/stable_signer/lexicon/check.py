"""Checks lexicon entries: ``python -m stable_signer.lexicon.check [files]``. One line a bad entry; exit code 1 then."""

from __future__ import annotations

import sys
from collections import Counter
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
    counts = Counter((entry.gloss, entry.variant) for entry in entries)
    return [
        f'{gloss}: {count} entries with the variant "{variant}"; give each further one a variant of its own'
        for (gloss, variant), count in counts.items()
        if count > 1
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
