"""What commands say on standard error: a progress bar, and notes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress_bar(total: int, unit: str = "frame") -> Iterator[Callable[[int], None]]:
    """A bar on standard error for whatever takes more than a second."""
    from tqdm import tqdm

    with tqdm(total=total, unit=unit, delay=1.0, file=sys.stderr, leave=False) as bar:

        def progress(done: int) -> None:
            bar.update(done - bar.n)

        yield progress


def say_warnings(warnings: tuple[str, ...]) -> None:
    for warning in warnings:
        print(f"note: {warning}", file=sys.stderr)
