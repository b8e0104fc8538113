"""Why this file exists: who reads or types at a place in a text stays there while other hands change the rest of it."""

from __future__ import annotations

from collections.abc import Sequence

from hybridtui.core.differences.region import changed_region
from hybridtui.core.merging.matching import Hunk, hunks

Place = tuple[int, int]
"""A row and a column, counting from 0."""


def followed(old: Sequence[str], new: Sequence[str], places: Sequence[Place]) -> list[Place]:
    """Where each of `places` in the lines `old` is in the lines `new`: on its words, or where they were."""
    edits = hunks(old, new)
    return [_followed(old, new, edits, place) for place in places]


def _followed(old: Sequence[str], new: Sequence[str], edits: Sequence[Hunk], place: Place) -> Place:
    row, column = place
    shift = 0
    for edit in edits:
        if row < edit.start:
            break
        if row < edit.end:
            at = edit.begin + row - edit.start
            if at < edit.stop:
                return at, _column(old[row], new[at], column)
            if edit.begin == edit.stop and edit.stop < len(new):
                return edit.stop, 0  # its line is gone: the one that came after it
            return edit.stop - 1, len(new[edit.stop - 1])
        shift = edit.stop - edit.end
    return row + shift, column


def _column(old: str, new: str, column: int) -> int:
    """Where a column of a line is in what became of that line."""
    region = changed_region(old, new)
    if column <= region.start:
        return column
    return column + region.shift if column >= region.end else region.start
