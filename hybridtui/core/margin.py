"""Why this file exists: marks are places in a text, a screen has lines; they are laid out once, not at each paint."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from hybridtui.core.marks import Mark, Sort

CONTINUES = "│"
"""Stands beside the further lines of a mark."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Columns `start` to `end` (exclusive) of a line that a mark covers; `begins` if it does so there."""

    mark: Mark
    start: int
    end: int
    begins: bool


class Margin:
    """Marks laid out on `lines`, the lines of the text that they belong to (without their one-character ends).

    Rows and columns count from 0. The indentation of the further lines of a mark is not covered.
    """

    def __init__(self, marks: Iterable[Mark] = (), lines: Sequence[str] = ()) -> None:
        self._starts: list[int] = []
        self._rows: dict[int, list[Stretch]] = {}
        for mark in marks:
            # Without marks, nothing is to be laid out: typing should not pay for that.
            self._starts = self._starts or list(accumulate((len(line) + 1 for line in lines), initial=0))
            top, bottom = self.row(mark.span[0]), self.row(mark.span[1])
            for row in range(top, min(bottom, len(lines) - 1) + 1):
                line = lines[row]
                start = len(line) - len(line.lstrip()) if row > top else mark.span[0] - self._starts[row]
                end = min(mark.span[1] - self._starts[row], len(line))
                if start < end:
                    self._rows.setdefault(row, []).append(Stretch(mark, start, end, row == top))

    def row(self, offset: int) -> int:
        """The row of the character `offset`."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def offset(self, row: int, column: int) -> int:
        """The character at `row` and `column`, where there are marks at all."""
        return self._starts[row] + column

    def stretches(self, row: int) -> Sequence[Stretch]:
        """What is marked on a row: where two begin together the longer comes first, so that the shorter shows."""
        return self._rows.get(row, ())

    def glyph(self, row: int, start: int, end: int) -> tuple[str, Sort] | None:
        """What stands beside the columns `start` to `end` (exclusive) of a row: a glyph, and the sort it is for.

        That is the gravest mark that begins there, else one that goes on there, else a quiet one that begins there.
        """
        best: tuple[int, int, str, Sort] | None = None
        for stretch in self.stretches(row):
            if stretch.end <= start or stretch.start >= end:
                continue
            mark = stretch.mark
            begins = stretch.begins and stretch.start >= start
            if mark.sort.quiet and not begins:
                continue
            rank = 2 if mark.sort.quiet else 0 if begins else 1
            found = (rank, mark.gravity, mark.sort.glyph if begins else CONTINUES, mark.sort)
            best = min(best, found) if best else found
        return best[2:] if best else None
