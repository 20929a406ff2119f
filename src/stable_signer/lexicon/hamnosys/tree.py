"""Brackets of HamNoSys: symbols become a tree. A ``Group`` of kind ``par`` with two parts says what each hand does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stable_signer.errors import LexiconError

OPENING = {"parbegin": "par", "seqbegin": "seq", "fusionbegin": "fusion", "altbegin": "alt"}
CLOSING = {"parend": "par", "seqend": "seq", "fusionend": "fusion", "altend": "alt"}
_SPLITS = {"par": "plus", "alt": "metaalt"}
SKIPPED = frozenset(("etc", "query", "exclaim", "comma", "fullstop", "neutralspace", "orirelative"))
"""Marks that say nothing of the movement, or what is the default."""


@dataclass(frozen=True)
class Group:
    """Symbols in brackets. kind: par, seq, fusion or alt. parts: two where ``plus`` divides a ``par``, else one."""

    kind: str
    parts: tuple[tuple[Node, ...], ...]


Node = str | Group


def signs_of(names: Sequence[str]) -> list[tuple[Node, ...]]:
    """The tree of each sign: a ``plus`` outside brackets joins the parts of a compound.

    Raises ``LexiconError`` for brackets that do not match.
    """
    stack: list[tuple[str, list[list[Node]]]] = [("plus", [[]])]
    for name in names:
        if name in SKIPPED:
            continue
        if name in OPENING:
            stack.append((OPENING[name], [[]]))
        elif name in CLOSING:
            _close(stack, CLOSING[name])
        elif name == "plus" or name == _SPLITS.get(stack[-1][0]):
            stack[-1][1].append([])
        else:
            stack[-1][1][-1].append(name)
    if len(stack) > 1:
        raise LexiconError(f"HamNoSys bracket {stack[-1][0]!r} is not closed: expected its end.")
    return [tuple(part) for part in stack[0][1] if part]


def _close(stack: list[tuple[str, list[list[Node]]]], kind: str) -> None:
    opened, parts = stack[-1]
    if opened != kind:
        raise LexiconError(f"HamNoSys bracket {kind!r} ends where {opened!r} is open: expected brackets in pairs.")
    stack.pop()
    kept = [part for part in parts if part]
    if kind == "alt":  # of alternatives, the first
        stack[-1][1][-1].extend(kept[0] if kept else ())
    elif kept:
        stack[-1][1][-1].append(Group(kind, tuple(map(tuple, kept))))


def flat(nodes: Sequence[Node]) -> Iterator[str]:
    """The symbols without their brackets."""
    for node in nodes:
        if isinstance(node, str):
            yield node
        else:
            for part in node.parts:
                yield from flat(part)
