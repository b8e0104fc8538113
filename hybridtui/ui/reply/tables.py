"""Why this file exists: a table fits the screen, whatever is in its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from hybridtui.ui.reply.inline import inline

if TYPE_CHECKING:
    from markdown_it.token import Token

_GAP = " │ "
_NARROWEST = 5
"""Cells of a column at least, where its text has as many."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table's cells, row by row, the header first. `aligned` holds "left", "right" or "center" for each column."""

    rows: Sequence[Sequence[Content]]
    aligned: Sequence[str]


def table(tokens: Sequence[Token]) -> Table:
    """The table that the parser's `tokens` are."""
    rows: list[list[Content]] = []
    aligned: list[str] = []
    name = ""
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "th_open":
            name = "strong"
            aligned.append(str(token.attrGet("style") or "").removeprefix("text-align:"))
        elif token.type == "td_open":
            name = ""
        elif token.type == "inline":
            rows[-1].append(inline(token.children or (), name))
    return Table(rows, aligned)


def widths(cells: Table, width: int) -> tuple[int, ...]:
    """How many cells each column gets of `width`; none where there is no room for so many columns."""
    columns = len(cells.aligned)
    wanted = [max((row[at].cell_length for row in cells.rows if at < len(row)), default=0) for at in range(columns)]
    room = width - len(_GAP) * (columns - 1)
    least = [min(one, _NARROWEST) for one in wanted]
    if sum(least) > room:
        return ()
    given = list(wanted)
    while (over := sum(given) - room) > 0:
        widest = max(given)
        fellows = [at for at, one in enumerate(given) if one == widest]
        next_widest = max((one for one in given if one < widest), default=0)
        step = max(1, min(widest - next_widest, -(-over // len(fellows))))
        for at in fellows:
            given[at] = max(least[at], given[at] - step)
    return tuple(max(one, 1) for one in given)


def drawn(cells: Table, columns: Sequence[int], *, header: bool) -> Iterator[Content]:
    """The table's lines, its columns so wide. Without `header` it goes on with one drawn before."""
    for number, row in enumerate(cells.rows):
        if number or header:
            yield from _row(row, cells.aligned, columns)
        if header and not number:
            yield Content("─┼─".join("─" * one for one in columns)).stylize("dim")


def _row(row: Sequence[Content], aligned: Sequence[str], columns: Sequence[int]) -> Iterator[Content]:
    cells = [
        [cell] if cell.cell_length <= width else cell.wrap(width) for cell, width in zip(row, columns, strict=False)
    ]
    gap = Content(_GAP).stylize("dim")
    for number in range(max(map(len, cells), default=0)):
        line = [
            _padded(cell[number] if number < len(cell) else Content(""), width, how)
            for cell, width, how in zip(cells, columns, aligned, strict=False)
        ]
        yield gap.join(line).rstrip()


def _padded(cell: Content, width: int, how: str) -> Content:
    room = max(0, width - cell.cell_length)
    left = {"right": room, "center": room // 2}.get(how, 0)
    return cell.pad(left, room - left)
