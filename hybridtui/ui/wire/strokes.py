"""Why this file exists: to change the colour often costs more bytes than to move, so cells may be drawn pen by pen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from hybridtui.ui.wire.cells import Cell
from hybridtui.ui.wire.pen import Pen


class Stroke(NamedTuple):
    """Cells from column `x` of row `y` on. `pen` draws all of them; None: they are to be drawn as they stand there."""

    x: int
    y: int
    pen: Pen | None
    cells: Sequence[Cell]


def strokes(x: int, y: int, cells: Sequence[Cell]) -> Iterator[Stroke]:
    """Narrow cells, cut where the pen must be changed. Blanks go along with what stands before them, or else after."""
    start, pen, bare = 0, cells[0][1], True
    for at, (text, own) in enumerate(cells):
        blank = text == " "
        if own == pen or (blank and own == pen.on_blanks):
            bare = bare and blank
        elif bare and own.on_blanks == pen:
            pen, bare = own, blank
        else:
            yield Stroke(x + start, y, pen, cells[start:at])
            start, pen, bare = at, own, blank
    yield Stroke(x + start, y, pen, cells[start:])


def by_pen(drawn: Iterable[Stroke], first: Pen) -> list[Stroke]:
    """The same, sorted by their pens, beginning with the one in the hand."""
    sorted_out: dict[Pen | None, list[Stroke]] = {None: [], first: []}
    for stroke in drawn:
        sorted_out.setdefault(stroke.pen, []).append(stroke)
    return [stroke for group in sorted_out.values() for stroke in group]
