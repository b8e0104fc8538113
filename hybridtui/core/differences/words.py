"""Why this file exists: who is asked to take a new line for an old one must see at a glance which words differ."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from hybridtui.core.differences.ends import CommonEnds

_PIECE = re.compile(r"\s+|\w+|[^\w\s]")

LONG = 1000
"""Words and spaces: the time for matching grows with their square, and nobody looks for one word among so many."""


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
    long = max(len(before), len(after)) > LONG
    matcher = CommonEnds(before, after) if long else SequenceMatcher(None, before, after, autojunk=False)
    removed: list[Piece] = []
    added: list[Piece] = []
    for tag, start, end, first, last in matcher.get_opcodes():
        for pieces, words in ((removed, before[start:end]), (added, after[first:last])):
            if words:
                pieces.append(Piece("".join(words), tag != "equal"))
    return tuple(removed), tuple(added)
