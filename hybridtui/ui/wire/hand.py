"""Why this file exists: from cell to cell the terminal's cursor goes the way that costs least."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import copy

from hybridtui.ui.wire.cells import Cell, reach
from hybridtui.ui.wire.pen import DEFAULT, Pen, blank_pen, change
from hybridtui.ui.wire.strokes import Stroke

_RUN = re.compile(r"(.)\1{6,}")
"""What takes fewer bytes where it is repeated: a character of ASCII seven times or more."""


class Hand:
    """Writes cells. It begins with the `pen` that the terminal has, and trusts no place that it did not go to itself.

    Nothing is erased with sequences (EL, ECH, ED): some terminals fill what is erased with the background of the pen,
    others, kitty and GNU screen among them, with the default one, and which they do cannot be asked. Blanks are
    written as blanks, and repeated (REP) where the terminal was asked and `repeats`.
    """

    def __init__(self, width: int, pen: Pen = DEFAULT, *, repeats: bool = False) -> None:
        self.parts: list[str] = []
        self.pen = pen
        self._width = width
        self._repeats = repeats
        self._at: tuple[int, int] | None = None
        self._on_blanks = pen.on_blanks

    def move(self, x: int, y: int) -> None:
        """Go to a cell, both counted from 0."""
        if self._at != (x, y):
            self.parts.append(_way(self._at, x, y))
            self._at = x, y

    def scroll(self, top: int, bottom: int, by: int, *, blank: bool = True) -> None:
        """Move the rows from `top` to before `bottom` up by so many, or down. What comes in is `blank`, or anything.

        Rows are deleted or inserted at the top of a scrolling region, as VT102s do it; SU and SD are known to fewer
        terminals. Only with the default pen what comes in looks the same everywhere.
        """
        if blank:
            self._turn(DEFAULT)
        rows = f"{abs(by) if abs(by) > 1 else ''}{'M' if by > 0 else 'L'}"
        self.parts.append(f"\x1b[{top + 1};{bottom}r{_way(None, 0, top)}\x1b[{rows}\x1b[r")
        self._at = None

    def twin(self) -> Hand:
        """Another hand at the same place, which has written the same."""
        other = copy(self)
        other.parts = self.parts.copy()
        return other

    def draw(self, drawn: Iterable[Stroke]) -> None:
        """Draw strokes in their order."""
        for stroke in drawn:
            self.write(stroke.x, stroke.y, stroke.cells)

    def write(self, x: int, y: int, row: Sequence[Cell]) -> None:
        """Draw cells from column `x` of row `y` on. None of them is only a part of a wide character."""
        at = 0
        while at < len(row):
            text, pen = row[at]
            self.move(x + at, y)
            if text != " ":
                self._turn(pen)
            elif self._on_blanks != pen:
                self._turn(blank_pen(self.pen, pen))
            end = at + 1
            if text.isascii():
                while end < len(row) and row[end][0].isascii() and row[end][0] and self._suits(row[end]):
                    end += 1
                self._print("".join(text for text, _ in row[at:end]))
                self._advance(end - at)
            else:
                while end < len(row) and row[end][0] == "":
                    end += 1
                self._draw(x + at, y, text, end - at)
            at = end

    def _print(self, text: str) -> None:
        """Have printable ASCII written."""
        self.parts.append(_RUN.sub(_repeated, text) if self._repeats else text)

    def _suits(self, cell: Cell) -> bool:
        """Whether the pen in the hand draws that cell."""
        text, pen = cell
        return pen is self.pen or pen == (self._on_blanks if text == " " else self.pen)

    def _draw(self, x: int, y: int, text: str, width: int) -> None:
        """Draw what is not ASCII, at the cursor."""
        sure = reach(text, width) is None
        if not sure and x + width == self._width and width == 1:
            # a terminal that takes it for wide would draw it over the cell before
            text, sure = (text[0] if reach(text[0], 1) is None else "?"), True
        if not sure and width > 1:  # a terminal that takes it for narrow would leave something old beside it
            self.parts.append(" " * width)
            self._advance(width)
            self.move(x, y)
        self.parts.append(text)
        if sure:
            self._advance(width)
        else:
            self._at = None

    def _advance(self, cells: int) -> None:
        if self._at:
            x, y = self._at
            # past the last column terminals differ on where they are
            self._at = (x + cells, y) if x + cells < self._width else None

    def _turn(self, pen: Pen) -> None:
        if pen != self.pen:
            self.parts.append(change(self.pen, pen))
            self.pen, self._on_blanks = pen, pen.on_blanks

    def end(self) -> str:
        """All that was written. No link is left open; otherwise the pen stays as it is, and often is the next one."""
        self._turn(self.pen._replace(link=""))
        return "".join(self.parts)


def _repeated(run: re.Match[str]) -> str:
    """A character, and how often it comes again."""
    return f"{run[1]}\x1b[{len(run[0]) - 1}b"


def _way(start: tuple[int, int] | None, x: int, y: int) -> str:
    """The shortest sequence from `start`, or from anywhere, to column `x` of row `y`."""
    ways = [f"\x1b[{y + 1}H" if x == 0 else f"\x1b[{y + 1};{x + 1}H"]
    if start:
        ways.append(_rows(y - start[1]) + min(_columns(start[0], x), key=len))
    return min(ways, key=len)


def _rows(down: int) -> str:
    return _by("B", down) if down > 0 else _by("A", -down) if down else ""


def _columns(start: int, x: int) -> list[str]:
    """Sequences from one column to another in the same row."""
    if start == x:
        return [""]
    ways = [_by("C", x - start) if x > start else _by("D", start - x)]
    if 0 < start - x < 4:
        ways.append("\b" * (start - x))
    if x == 0:
        ways.append("\r")
    return ways


def _by(letter: str, count: int) -> str:
    return f"\x1b[{letter}" if count == 1 else f"\x1b[{count}{letter}"
