"""Why this file exists: the checkpoint is one long sheet of lines, and a line is the same thing in all of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from textual.content import Content

from hybridtui.core.glyphs import visible

TEXT, HEADING, DETAIL = "sheet--text", "sheet--heading", "sheet--detail"
"""Component classes of whole lines: plain, the title of a part, and what is told of the finding under the cursor."""
DIM, STRONG, WORDS = "sheet--dim", "sheet--strong", "sheet--words"
"""Component classes of pieces: what only accompanies, what stands out, and the words a finding is about."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line on the screen.

    `pieces` are its text, each piece with the component class that styles it ("" for that of the line). `stop` names
    what the cursor is on when it is on this line; empty where it cannot be.
    """

    pieces: tuple[tuple[str, str], ...]
    component: str = TEXT
    stop: str = ""

    @property
    def text(self) -> str:
        """What the line says."""
        return "".join(text for text, _ in self.pieces)


def row(text: str, component: str = TEXT, stop: str = "") -> Row:
    """A line of one piece."""
    return Row(((text, ""),), component, stop)


@lru_cache(maxsize=8192)
def hung(head: str, body: str, width: int, row: Row, most: int = 0) -> tuple[Row, ...]:
    """`body` behind `head`, in lines of `width` cells that hang under its first word, each one like `row`.

    `most` is the number of lines it may take, the last one ending in an ellipsis; 0 means as many as there are. Control
    characters become glyphs.
    """
    return tuple(hung_content(visible(head), Content(visible(body)), width, row, most))


def hung_content(head: str, body: Content, width: int, row: Row, most: int = 0) -> Iterator[Row]:
    """As `hung`, for a `body` of which parts have a style; the styles are component classes."""
    indent = len(head)
    space = max(width - indent, 8)
    lines = body.expand_tabs(4).wrap(space)
    if most and len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip().truncate(space - 1).append("…")]
    for number, line in enumerate(lines):
        yield replace(row, pieces=((" " * indent if number else head, ""), *_pieces(line.rstrip())))


def _pieces(line: Content) -> Iterator[tuple[str, str]]:
    text, at = line.plain, 0
    for span in sorted(line.spans, key=lambda span: span.start):
        if at < span.start:
            yield text[at : span.start], ""
        yield text[span.start : span.end], str(span.style)
        at = span.end
    if at < len(text):
        yield text[at:], ""
