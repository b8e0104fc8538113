"""Why this file exists: words that differ are told from those that do not by marks, since colour may be missing."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from textual.content import Content

from hybridtui.core.differences.words import Piece, differences
from hybridtui.core.glyphs import visible

MARKS = {"-": ("[-", "-]"), "+": ("{+", "+}")}
"""What encloses words that only the old, or only the new line has, as in `git diff --word-diff`."""


def marked(side: str, pieces: Iterable[Piece]) -> Content:
    """A line after its sign, "-" or "+", with the words that only it has in marks."""
    return Content.assemble((f"{side} ", "bold"), *(_part(side, piece, "bold") for piece in pieces))


def merged(old: str, new: str, style: str) -> Content:
    """Both lines as one, with the words that only one of them has in marks and in `style`."""
    before, after = differences(old, new)
    return Content.assemble(*_merged(deque(before), deque(after), style))


def _merged(old: deque[Piece], new: deque[Piece], style: str) -> Iterator[tuple[str, str]]:
    while old or new:
        if old and old[0].changed:
            yield _part("-", old.popleft(), style)
        elif new and new[0].changed:
            yield _part("+", new.popleft(), style)
        else:  # both have these words
            old.popleft()
            yield _part("+", new.popleft(), style)


def _part(side: str, piece: Piece, style: str) -> tuple[str, str]:
    before, after = MARKS[side]
    return (f"{before}{visible(piece.text)}{after}", style) if piece.changed else (visible(piece.text), "")
