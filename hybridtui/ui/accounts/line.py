"""Why this file exists: everything on the accounts is a line of pieces, and lines can stand side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from rich.cells import cell_len, set_cell_size

from hybridtui.core.plurals import number_of
from hybridtui.ui.wrapping import fitted, wrapped

TEXT, HEADING, DIM, BAR = (f"books--{name}" for name in ("text", "heading", "dim", "bar"))
"""Component classes of pieces: plain, a title, what only accompanies, and the bars."""


INDENT = 12
"""Cells before what a label is about."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line on the screen: pieces of text, each with its component class."""

    pieces: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """What the line says."""
        return "".join(text for text, _ in self.pieces)


def line(*pieces: str | tuple[str, str]) -> Line:
    """A line of pieces; one without a class is plain."""
    return Line(tuple((piece, TEXT) if isinstance(piece, str) else piece for piece in pieces))


def padded(text: str, width: int) -> str:
    """`text` in exactly `width` cells, on one line: padded, or cut and ended by an ellipsis."""
    return set_cell_size(fitted(text, width), width)


def labelled(label: str, text: str, width: int) -> Iterator[Line]:
    """`text` behind its label, in lines of at most `width` cells that hang below its first word."""
    return hung(label, wrapped(text, width - INDENT))


def hung(label: str, lines: Iterable[str]) -> Iterator[Line]:
    """The lines behind their label."""
    for number, text in enumerate(lines):
        yield line(((label if not number else "").ljust(INDENT), DIM), text.rstrip())


def beside(left: Iterable[Line], right: Iterable[Line], width: int) -> Iterator[Line]:
    """Two columns of lines, the right one from the cell `width` on."""
    for one, other in zip_longest(left, right, fillvalue=Line()):
        room = " " * max(width - cell_len(one.text), 0)
        yield Line((*one.pieces, (room, TEXT), *other.pieces))


def counted(hand_offs: int) -> str:
    """How many: "1 hand-off", "1,204 hand-offs"."""
    return number_of(hand_offs, "hand-off")
