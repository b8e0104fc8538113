"""Why this file exists: what the terminal shows is remembered, so that only what differs from it has to be sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from rich.color import ColorSystem
from textual.strip import Strip

from hybridtui.ui.wire.cells import Cell, cells, clusters, reach
from hybridtui.ui.wire.hand import Hand
from hybridtui.ui.wire.pen import DEFAULT
from hybridtui.ui.wire.shift import shift, shifted
from hybridtui.ui.wire.strokes import Stroke, by_pen, strokes

_GAP = 4
"""Cells that did not change between two that did are written again where that is no longer than going past them."""

_BLANK: Cell = (" ", DEFAULT)
"""What a terminal leaves where rows have gone."""

Row = list[Cell | None]
"""The cells of a row; None where it is not known what the terminal shows."""


class Piece(NamedTuple):
    """A strip, and the cells that it fills: from column `x` of row `y`, `width` of them."""

    x: int
    y: int
    width: int
    strip: Strip


class Picture:
    """The cells of a terminal, of which each `paint` sends those that change."""

    repeats = False
    """Whether the terminal repeats a character when told to (REP)."""

    def __init__(self, width: int, height: int) -> None:
        self.size = width, height
        self._rows: list[Row] = [[None] * width for _ in range(height)]
        self._strips: list[dict[int, Piece]] = [{} for _ in range(height)]
        """The pieces that a row was last drawn from, by their columns: what is the same again need not be looked at."""
        self._unread: dict[int, ColorSystem] = {}
        """The rows whose cells are those of their pieces, and have not been looked at yet."""
        self._pen = DEFAULT
        """What the terminal draws with now."""

    def trust(self, pieces: Iterable[Piece], colours: ColorSystem) -> str:
        """The terminal shows the pieces, all of a screen: they were written otherwise. Returns what to write over them.

        That is the rows with text of doubtful width, beside which a terminal may have put things a cell off. The others
        are only taken down, as that takes no time; their cells are looked at when something is drawn over them.
        """
        doubtful: dict[int, list[Piece]] = {}
        for piece in pieces:
            if not 0 <= piece.y < self.size[1]:
                continue
            self._strips[piece.y][piece.x] = piece
            self._unread[piece.y] = colours
            if not all(character.isascii() or _is_narrow(character) for character in set(piece.strip.text)):
                doubtful[piece.y] = []
        for y in doubtful:
            doubtful[y] = list(self._strips[y].values())
            self._strips[y].clear()
            del self._unread[y]
        return self.paint((piece for row in doubtful.values() for piece in row), colours)

    def paint(self, pieces: Iterable[Piece], colours: ColorSystem) -> str:
        """What to write so that the terminal shows the pieces. It leaves the cursor anywhere."""
        wanted: dict[int, Row] = {}
        for piece in pieces:
            if 0 <= piece.y < self.size[1] and self._is_news(piece):
                row = wanted.setdefault(piece.y, self._rows[piece.y].copy())
                _lay(row, piece.x, cells(piece.strip, colours, piece.width))
        if not wanted:
            return ""
        if len(wanted) > 1:  # the rows between them may scroll
            for y in range(min(wanted), max(wanted)):
                self._read(y)
        hand = Hand(self.size[0], self._pen, repeats=self.repeats)
        self._scroll(hand, wanted)
        drawn = [stroke for y in sorted(wanted) for stroke in self._strokes(y, wanted[y])]
        other = hand.twin()
        hand.draw(drawn)
        other.draw(by_pen(drawn, other.pen))
        text, self._pen = min(((one.end(), one.pen) for one in (hand, other)), key=lambda way: len(way[0]))
        return text

    def _is_news(self, piece: Piece) -> bool:
        """Whether a piece may differ from what stands in its place; it is taken to stand there from now on."""
        drawn = self._strips[piece.y]
        if piece == drawn.get(piece.x):
            return False
        self._read(piece.y)
        end = piece.x + piece.width
        for x in [x for x, other in drawn.items() if x < end and piece.x < x + other.width]:
            del drawn[x]
        drawn[piece.x] = piece
        return True

    def _read(self, y: int) -> None:
        """Look at the cells of a row."""
        if colours := self._unread.pop(y, None):
            for piece in self._strips[y].values():
                _lay(self._rows[y], piece.x, cells(piece.strip, colours, piece.width))

    def _scroll(self, hand: Hand, wanted: dict[int, Row]) -> None:
        if found := shift(self._rows, wanted, _BLANK, repeats=self.repeats):
            top, bottom, by = found
            for y in range(top, bottom):
                wanted.setdefault(y, self._rows[y])
            fresh = range(bottom - by, bottom) if by > 0 else range(top, top - by)
            blank = _BLANK if any(_BLANK in wanted[y] for y in fresh) else None
            self._rows = shifted(self._rows, found, blank)
            hand.scroll(*found, blank=blank is not None)

    def _strokes(self, y: int, row: Row) -> Iterator[Stroke]:
        """What to draw of a row, which is taken to be drawn from now on."""
        old, self._rows[y] = self._rows[y], row
        if old == row:
            return
        doubtful = [*clusters(old), *clusters(row)]
        for start, end in _runs(old, row, doubtful):
            run = [cell for cell in row[start:end] if cell]  # it has none that is not known
            # What is wide may take away what stands beside it, and is only right in the order in which it is read.
            yield from [Stroke(start, y, None, run)] if doubtful else strokes(start, y, run)


def _lay(row: Row, x: int, laid: list[Cell]) -> None:
    """Put cells into a row. What they cut in half is not known any more."""
    laid = laid[: len(row) - x]
    end = x + len(laid)
    before, after = x, end
    while 0 < before < len(row) and _is_rest(row[before]):
        before -= 1
    while after < len(row) and _is_rest(row[after]):
        after += 1
    row[before:after] = [None] * (after - before)
    row[x:end] = laid


def _is_narrow(character: str) -> bool:
    """Whether every terminal draws a character one cell wide."""
    return reach(character, 1) is None


def _is_rest(cell: Cell | None) -> bool:
    """Whether a cell is the right half of a wide character."""
    return cell is not None and cell[0] == ""


def _runs(old: Row, new: Row, doubtful: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """From where to where a row has to be written again."""
    dirty = [before != after for before, after in zip(old, new, strict=True)]
    _spread(dirty, doubtful)
    runs: list[tuple[int, int]] = []
    at = 0
    for changed, group in groupby(changed and cell is not None for changed, cell in zip(dirty, new, strict=True)):
        start, at = at, at + sum(1 for _ in group)
        if not changed:
            continue
        if runs and start - runs[-1][1] <= _GAP and _joins(new, runs[-1][1], start):
            runs[-1] = runs[-1][0], at
        else:
            runs.append((start, at))
    return runs


def _spread(dirty: list[bool], spans: list[tuple[int, int]]) -> None:
    """What may touch a cell that is drawn again is drawn again, too, as a whole."""
    left = spans
    while left:
        touched = [span for span in left if any(dirty[slice(*span)])]
        if not touched:
            return
        for start, end in touched:
            dirty[start:end] = [True] * (end - start)
        left = [span for span in left if span not in touched]


def _joins(row: Row, start: int, end: int) -> bool:
    """Whether the cells between two runs are plain, and drawn with the pen of what stands before them."""
    before = row[start - 1]
    if before is None:
        return False
    pens = before[1], before[1].on_blanks
    return all(cell and len(cell[0]) == 1 and cell[0].isascii() and cell[1] in pens for cell in row[start:end])
