"""Why this file exists: a text that scrolls is moved by the terminal itself, for a dozen bytes instead of thousands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from hybridtui.ui.wire.cells import Cell

_EDGE = 4
"""Cells at either side that are not looked at: frames and scroll bars do not scroll with what they hold."""
_ROWS = 3
"""As many rows at least must be seen to move."""
_WORTH = 40
"""Cells at least must be spared; the sequences cost about half as many bytes."""


class Shift(NamedTuple):
    """Rows from `top` to before `bottom` move up by `by`, or down where it is negative."""

    top: int
    bottom: int
    by: int


def shift(old: Sequence[Sequence[Cell | None]], new: Mapping[int, Sequence[Cell | None]]) -> Shift | None:
    """What to scroll before the rows of `new` are drawn over `old`; None where that spares too little.

    It only proposes: whatever it says, what is drawn afterwards is compared cell by cell.
    """
    moved = [at for at, row in new.items() if row != old[at]]
    if len(moved) <= _ROWS:
        return None
    where = defaultdict(list)
    for at in moved:
        if text := _text(old[at]):
            where[text].append(at)
    steps: Counter[int] = Counter()
    places = defaultdict(list)
    for at in moved:
        for source in where.get(_text(new[at]), ()):
            steps[source - at] += 1
            places[source - at].append(at)
    del steps[0]
    if not steps:
        return None
    by, rows = steps.most_common(1)[0]
    if rows < _ROWS:
        return None
    first, last = min(places[by]), max(places[by])
    found = Shift(first, last + by + 1, by) if by > 0 else Shift(first + by, last + 1, by)
    return found if _spared(old, new, found) >= _WORTH else None


def shifted(old: Sequence[Sequence[Cell | None]], found: Shift, blank: Sequence[Cell]) -> list[list[Cell | None]]:
    """The rows as they are after scrolling."""
    top, bottom, by = found
    block = [list(row) for row in old[top:bottom]]
    fresh: list[list[Cell | None]] = [list(blank) for _ in range(abs(by))]
    block = block[by:] + fresh if by > 0 else fresh + block[:by]
    return [*map(list, old[:top]), *block, *map(list, old[bottom:])]


def _text(row: Sequence[Cell | None]) -> str:
    """What a row says, by which it is known again; empty where that is too little."""
    return "".join(cell[0] for cell in row[_EDGE:-_EDGE] if cell).strip()


def _spared(old: Sequence[Sequence[Cell | None]], new: Mapping[int, Sequence[Cell | None]], found: Shift) -> int:
    """How many cells need not be drawn."""
    top, bottom, by = found
    saved = 0
    for at in range(top, bottom):
        wanted = new.get(at, old[at])
        saved += _differing(old[at], wanted)
        source = at + by
        saved -= _differing(old[source], wanted) if top <= source < bottom else len(wanted)
    return saved


def _differing(old: Sequence[Cell | None], new: Sequence[Cell | None]) -> int:
    return sum(a != b for a, b in zip(old, new, strict=True)) if old != new else 0
