"""Why this file exists: marks are places in a text, a screen has lines; they are laid out once, not at each paint.

Between an edit and the next examination the marks stay on their words. That is done by rows: a key changes one, and
what is marked on the others costs nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from hybridtui.core.checkpoint.marks import Mark, Sort, mark_at, ordered
from hybridtui.core.differences.region import changed_region

if TYPE_CHECKING:
    from hybridtui.core.notes.blocks import Span

CONTINUES = "│"
"""Stands beside the further lines of a mark."""


class Stretch(NamedTuple):
    """Columns `start` to `end` (exclusive) of a line that a mark covers, `before` characters of it standing before."""

    mark: Mark
    start: int
    end: int
    before: int

    @property
    def rank(self) -> tuple[int, int]:
        """In which order they are drawn: what is short or grave comes last, and so is on top."""
        start, end = self.mark.span
        return start - end, -self.mark.gravity


class Margin:
    """Marks laid out on `lines`, the lines of the text that they belong to (without their one-character ends).

    Rows and columns count from 0. The indentation of the further lines of a mark is not covered.
    """

    def __init__(self, marks: Iterable[Mark] = (), lines: Sequence[str] = ()) -> None:
        self._rows: dict[int, list[Stretch]] = {}
        self._set(lines)
        for mark in dict.fromkeys(marks):
            self._lay(mark, mark.span[0])

    def is_of(self, lines: Sequence[str]) -> bool:
        """Whether it belongs to a text of these lines."""
        return self._lines == lines

    def __bool__(self) -> bool:
        """Whether anything is marked."""
        return bool(self._rows)

    def marks(self) -> tuple[Mark, ...]:
        """Every mark where it is now, in the order of the text."""
        return ordered(
            self._now(row, stretch)
            for row, stretches in self._rows.items()
            for stretch in stretches
            if stretch.before == 0
        )

    def at(self, row: int, column: int) -> Mark | None:
        """The mark at `row` and `column`, where it is now (see `mark_at`)."""
        there = [self._now(row, stretch) for stretch in self._rows.get(row, ())]
        return mark_at(there, self._starts[row] + column) if there else None

    def stretches(self, row: int, start: int, end: int) -> Sequence[Stretch]:
        """What is marked between the columns `start` and `end` of a row, in the order in which it is to be drawn."""
        marked = self._rows.get(row, ())
        there = (each for each in marked if each.start < end and each.end > start and each.start < each.end)
        return sorted(there, key=lambda stretch: stretch.rank)

    def glyph(self, row: int, start: int, end: int) -> tuple[str, Sort] | None:
        """What stands beside the columns `start` to `end` (exclusive) of a row: a glyph, and the sort it is for.

        That is the gravest mark that begins there, else one that goes on there, else a quiet one that begins there.
        """
        best: tuple[int, int, str, Sort] | None = None
        for stretch in self._rows.get(row, ()):
            sort = stretch.mark.sort
            begins = stretch.before == 0 and stretch.start >= start
            if stretch.end <= start or stretch.start >= end or (sort.quiet and not begins):
                continue
            place = 2 if sort.quiet else 0 if begins else 1
            found = (place, stretch.mark.gravity, sort.glyph if begins else CONTINUES, sort)
            best = min(best, found) if best else found
        return best[2:] if best else None

    def follow(self, lines: Sequence[str]) -> bool:
        """The text was edited into `lines`: each mark goes with its words, or goes away if they were edited.

        Returns whether any went away.
        """
        if not self:
            return False
        old = self._lines
        rows = changed_region(old, list(lines))
        edit = changed_region(_text(old[rows.start : rows.end]), _text(lines[rows.start : rows.new_end]))
        edit_start, edit_end = self._starts[rows.start] + edit.start, self._starts[rows.start] + edit.end
        places = {
            stretch.mark: self._now(row, stretch).span
            for row in range(rows.start, rows.end)
            for stretch in self._rows.get(row, ())
        }
        for mark, place in places.items():
            self._lift(mark, place)
        self._set(lines)
        if rows.shift:
            self._rows = {row + rows.shift if row >= rows.end else row: each for row, each in self._rows.items()}
        went = False
        for mark, (start, end) in places.items():
            shift = edit.shift if start >= edit_end else 0
            # With the last line goes the end of the one before it, though the edit seems to be behind that.
            if (end <= edit_start or start >= edit_end) and end + shift < self._starts[-1]:
                self._lay(mark, start + shift)
            else:
                went = True
        return went

    def _set(self, lines: Sequence[str]) -> None:
        self._lines = list(lines)
        self._starts = list(accumulate((len(line) + 1 for line in self._lines), initial=0))

    def _now(self, row: int, stretch: Stretch) -> Mark:
        """The mark of a stretch with its span as it is now: its words are the same, so it is as long as ever."""
        start, end = stretch.mark.span
        now = self._starts[row] + stretch.start - stretch.before
        if now == start:
            return stretch.mark
        return stretch.mark._replace(span=(now, now + end - start))

    def _lay(self, mark: Mark, start: int) -> None:
        """Lay out a mark whose words begin at the character `start` now."""
        end = start + mark.span[1] - mark.span[0]
        for row in self._covered((start, end)):
            line, first = self._lines[row], self._starts[row]
            left = max(start - first, len(line) - len(line.lstrip()) if start < first else 0)
            # On a blank line within the mark nothing is to be seen, but it can be edited.
            right = max(min(end - first, len(line)), left)
            self._rows.setdefault(row, []).append(Stretch(mark, left, right, first + left - start))

    def _lift(self, mark: Mark, place: Span) -> None:
        """Take away a mark whose words are at `place` now."""
        for row in self._covered(place):
            if row in self._rows:
                self._rows[row] = [stretch for stretch in self._rows[row] if stretch.mark != mark]
                if not self._rows[row]:
                    del self._rows[row]

    def _covered(self, place: Span) -> range:
        top, bottom = (bisect_right(self._starts, offset) - 1 for offset in place)
        return range(top, min(bottom, len(self._lines) - 1) + 1)


def _text(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
