"""Why this file exists: who is asked to take a new line for an old one must see at a glance which words differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_PIECE = re.compile(r"\s+|\w+|[^\w\s]")

LONG = 1000
"""Words and spaces: the time for matching grows with their square, and nobody looks for one word among so many."""


_Step = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line, and whether the other line lacks it."""

    text: str
    changed: bool


def differences(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both lines in pieces, word by word (Ratcliff and Obershelp's matching, as in `difflib`).

    The pieces of each put together are the line again. Of long lines, all counts as changed between their common
    beginning and their common end.
    """
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    if max(len(before), len(after)) > LONG:
        steps: Iterable[_Step] = _ends(before, after)
    else:
        steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    removed: list[Piece] = []
    added: list[Piece] = []
    for tag, start, end, first, last in steps:
        for pieces, words in ((removed, before[start:end]), (added, after[first:last])):
            if words:
                pieces.append(Piece("".join(words), tag != "equal"))
    return tuple(removed), tuple(added)


def _ends(before: Sequence[str], after: Sequence[str]) -> Iterator[_Step]:
    """What `SequenceMatcher.get_opcodes` would give if only the beginning and the end could be equal."""
    most = min(len(before), len(after))
    head = next((at for at in range(most) if before[at] != after[at]), most)
    tail = next((at for at in range(most - head) if before[-1 - at] != after[-1 - at]), most - head)
    yield "equal", 0, head, 0, head
    yield "replace", head, len(before) - tail, head, len(after) - tail
    yield "equal", len(before) - tail, len(before), len(after) - tail, len(after)
