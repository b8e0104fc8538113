"""Why this file exists: a text that scrolls is moved by the terminal itself, for a dozen bytes instead of thousands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from operator import and_, ne
from typing import NamedTuple

from hybridtui.ui.wire.cells import Cell

_EDGE = 4
"""Cells at either side that are not looked at: frames and scroll bars do not scroll with what they hold."""
_ROWS = 3
"""As many rows at least must be seen to move."""
_WORTH = 40
"""Bytes at least must be spared; the sequences cost about half as many."""
_PLACE = 6
"""Bytes that it takes to go somewhere, near enough."""

Line = Sequence[Cell | None]


class Shift(NamedTuple):
    """Rows from `top` to before `bottom` move up by `by`, or down where it is negative."""

    top: int
    bottom: int
    by: int


def shift(old: Sequence[Line], new: Mapping[int, Line], blank: Cell, *, repeats: bool = False) -> Shift | None:
    """What to scroll before the rows of `new` are drawn over `old`; None where that spares too little.

    It only proposes: whatever it says, what is drawn afterwards is compared cell by cell. `blank` is what stands in the
    rows that come in. `repeats` says whether the same cell many times takes no more bytes than a few times.
    """
    moved = [at for at, row in new.items() if row != old[at]]
    if len(moved) <= _ROWS or (by := _step(old, new, moved)) is None:
        return None
    wanted = [new.get(at, row) for at, row in enumerate(old)]
    if by > 0:
        return _best(old, wanted, by, blank, repeats=repeats)
    found = _best(old[::-1], wanted[::-1], -by, blank, repeats=repeats)
    return Shift(len(old) - found.bottom, len(old) - found.top, by) if found else None


def shifted(old: Sequence[Line], found: Shift, blank: Cell | None) -> list[list[Cell | None]]:
    """The rows as they are after scrolling, those that came in made of `blank`."""
    top, bottom, by = found
    block = [list(row) for row in old[top:bottom]]
    fresh: list[list[Cell | None]] = [[blank] * len(old[top]) for _ in range(abs(by))]
    block = block[by:] + fresh if by > 0 else fresh + block[:by]
    return [*map(list, old[:top]), *block, *map(list, old[bottom:])]


def _step(old: Sequence[Line], new: Mapping[int, Line], moved: Sequence[int]) -> int | None:
    """By how many rows the most rows have moved up."""
    where = defaultdict(list)
    for at in moved:
        if text := _text(old[at]):
            where[text].append(at)
    steps = Counter(source - at for at in moved for source in where.get(_text(new[at]), ()))
    del steps[0]
    by, rows = steps.most_common(1)[0] if steps else (0, 0)
    return by if rows >= _ROWS else None


def _text(row: Line) -> str:
    """What a row says, by which it is known again; empty where that is too little."""
    return "".join(cell[0] for cell in row[_EDGE:-_EDGE] if cell).strip()


def _best(old: Sequence[Line], wanted: Sequence[Line], by: int, blank: Cell, *, repeats: bool) -> Shift | None:
    """Of all regions to move up by so many rows, the one that spares most.

    A row is spared what it would take to draw it, less what it takes to draw it over what moves there. So the best
    stretch of rows is the one with the greatest sum (Kadane), and the blank rows that come in below it.
    """
    work = partial(_work, repeats=repeats)
    untouched = list(map(work, old, wanted))
    empty = [blank] * len(old[0])
    best, spared, top, stretch = None, _WORTH - 1, 0, 0
    for end in range(1, len(old) - by + 1):
        if stretch <= 0:
            top, stretch = end - 1, 0
        stretch += untouched[end - 1] - work(old[end - 1 + by], wanted[end - 1])
        if stretch > spared:  # what comes in costs more than it spares
            fresh = sum(work(empty, wanted[at]) - untouched[at] for at in range(end, end + by))
            if stretch - fresh > spared:
                best, spared = Shift(top, end + by, by), stretch - fresh
    return best


def _work(old: Line, new: Line, *, repeats: bool) -> int:
    """About how many bytes it takes to draw one row over another, less colours."""
    if old == new:
        return 0
    changed: Iterator[bool] = map(ne, old, new)
    if repeats:  # what is like the cell before it is free
        changed = map(and_, changed, map(ne, new, (None, *new)))
    return _PLACE + sum(changed)
