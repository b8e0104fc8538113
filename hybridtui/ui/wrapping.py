"""Why this file exists: text is laid out to a width in one place, and once, however often it is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from textual.content import Content

from hybridtui.core.glyphs import visible


@lru_cache(maxsize=8192)
def wrapped(text: str, width: int) -> tuple[str, ...]:
    """`text` cut into lines of at most `width` cells, at least 8; its control characters become glyphs."""
    lines = Content(visible(text)).expand_tabs(4).wrap(max(width, 8))
    return tuple(line.plain.rstrip("\n") for line in lines)


def packed(entries: Iterable[Content], gap: str, width: int) -> Iterator[Content]:
    """The entries side by side, `gap` between them, in lines of at most `width` cells: an entry is never parted."""
    line = Content("")
    for entry in entries:
        if line and line.cell_length + len(gap) + entry.cell_length > width:
            yield line
            line = Content("")
        line = Content.assemble(line, gap, entry) if line else entry
    yield line
