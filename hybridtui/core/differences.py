"""Why this file exists: who is asked to take a new line for an old one must see at a glance which words differ."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_PIECE = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line, and whether the other line lacks it."""

    text: str
    changed: bool


def differences(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both lines in pieces, word by word (Ratcliff and Obershelp's matching, as in `difflib`).

    The pieces of each put together are the line again.
    """
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    matcher = SequenceMatcher(None, before, after)
    removed: list[Piece] = []
    added: list[Piece] = []
    for tag, start, end, first, last in matcher.get_opcodes():
        for pieces, words in ((removed, before[start:end]), (added, after[first:last])):
            if words:
                pieces.append(Piece("".join(words), tag != "equal"))
    return tuple(removed), tuple(added)
