"""Why this file exists: two ways of drawing a screen are compared in an emulator that does with text what terminals do.

pyte leaves out the rest of a text after a character that it cannot draw, leaves half of a wide character standing where
the other half is drawn over, and measures as one version of Unicode does. Here a test says how wide text is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wcwidth import wcwidth

from tests.emulation import Screen, Stream

Width = Callable[[str], int]
"""How many cells a terminal gives a character."""

Look = tuple[str, str, str, bool, bool, bool, bool, bool]
"""What can be seen of a cell: text, colours, bold, italic, underlined, struck out, reversed."""

_NO_BLANKS = (False, False)


class Emulator(Screen):
    """A terminal with a measure of its own for characters. Rows that come in by scrolling may be `painted`: they have
    the background of the pen, as in xterm and many others.
    """

    def __init__(self, columns: int, lines: int, width: Width = wcwidth, *, painted: bool = False) -> None:
        self._width = width
        self._painted = painted
        super().__init__(columns, lines)
        self._stream = Stream(self)

    def take(self, text: str) -> None:
        """Obey what a program wrote."""
        self._stream.feed(text)

    def draw(self, data: str) -> None:
        """Draw characters at the cursor; it stays in the row, as programs that fill a screen want it."""
        self._drawn = data[-1:] or self._drawn
        for char in data:
            width = max(0, self._width(char))
            line = self.buffer[self.cursor.y]
            if width == 0:
                at = self.cursor.x - 1
                while at > 0 and line[at].data == "":
                    at -= 1
                if at >= 0:
                    line[at] = line[at]._replace(data=line[at].data + char)
                continue
            if self.cursor.x + width > self.columns:
                self.cursor.x = self.columns - width
            for at in range(self.cursor.x, self.cursor.x + width):
                if line[at].data == "" or line[at + 1].data == "":
                    self._part(at)
            line[self.cursor.x] = self.cursor.attrs._replace(data=char)
            for at in range(self.cursor.x + 1, self.cursor.x + width):
                line[at] = self.cursor.attrs._replace(data="")
            self.cursor.x += width

    def delete_lines(self, count: int | None = None) -> None:
        """Move what is below the cursor up."""
        super().delete_lines(count)
        _, bottom = self.margins or (0, self.lines - 1)
        self._paint(range(max(self.cursor.y, bottom - (count or 1) + 1), bottom + 1))

    def insert_lines(self, count: int | None = None) -> None:
        """Move what is at the cursor and below it down."""
        super().insert_lines(count)
        _, bottom = self.margins or (0, self.lines - 1)
        self._paint(range(self.cursor.y, min(self.cursor.y + (count or 1), bottom + 1)))

    def _paint(self, rows: Iterable[int]) -> None:
        if self._painted:
            for y in rows:
                for x in range(self.columns):
                    self.buffer[y][x] = self.cursor.attrs._replace(data=" ")

    def _part(self, at: int) -> None:
        """Blank what is left of a wide character when a part of it is drawn over."""
        line = self.buffer[self.cursor.y]
        first = at
        while first > 0 and line[first].data == "":
            first -= 1
        end = first + 1
        while end < self.columns and line[end].data == "":
            end += 1
        if end - first > 1:
            for x in range(first, end):
                line[x] = line[x]._replace(data=" ")

    def looks(self, y: int) -> list[Look]:
        """All that can be seen of a row, cell by cell."""
        return [self._look(x, y) for x in range(self.columns)]

    def _look(self, x: int, y: int) -> Look:
        cell = self.buffer[y][x]
        lines = cell.underscore, cell.strikethrough, cell.reverse
        if cell.data == " " and not any(lines):  # of a blank only its background can be seen
            return " ", "", cell.bg, *_NO_BLANKS, *lines
        return cell.data, cell.fg, cell.bg, cell.bold, cell.italics, *lines
