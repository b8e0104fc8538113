"""Why this file exists: text is laid out to a width in one place, and once, however often it is drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from hybridtui.core.glyphs import visible

NARROWEST = 8
"""Cells of a line at least, however narrow the screen and however deep the text is nested."""

SEPARATOR = " · "
"""What stands between the parts of a line."""


@lru_cache(maxsize=8192)
def wrapped(text: str, width: int) -> tuple[str, ...]:
    """`text` cut into lines of at most `width` cells; its control characters become glyphs."""
    if lines := _plainly_wrapped(text, max(width, NARROWEST)):
        return lines
    return tuple(line.plain for line in wrapped_content(Content(visible(text)), width))


def _plainly_wrapped(text: str, width: int) -> tuple[str, ...]:
    """The same at once for words of ASCII, one space between them, that all fit; nothing for any other text."""
    if not text.isascii() or not text.isprintable() or "  " in text or text.startswith(" ") or text.endswith(" "):
        return ()
    lines: list[str] = _lines_of(width)(text)
    return tuple(lines) if sum(map(len, lines)) + len(lines) - 1 == len(text) else ()


@lru_cache(maxsize=16)
def _lines_of(width: int) -> Callable[[str], list[str]]:
    """What finds lines of at most `width` characters, each as long as its words allow."""
    return re.compile(f"(.{{1,{width}}})(?: |\\Z)").findall


def wrapped_content(content: Content, width: int) -> list[Content]:
    """`content`, in which all is visible already, cut into lines of at most `width` cells."""
    return [line.rstrip("\n") for line in content.expand_tabs(4).wrap(max(width, NARROWEST))]


def fitted(text: str, width: int) -> str:
    """`text` on one line of at most `width` cells, cut and ended by an ellipsis where it is longer."""
    text = visible(text).replace("\n", " ").replace("\t", " ")
    return text if cell_len(text) <= width else set_cell_size(text, max(width - 1, 0)) + "…" * (width > 0)


def first_parts(parts: Sequence[str], width: int) -> str:
    """As many `parts` of a line, from the first on, as fit into `width` cells; the first one is cut if it must be."""
    line = fitted(parts[0], width)
    for part in parts[1:]:
        if cell_len(line + SEPARATOR + part) > width:
            break
        line += SEPARATOR + part
    return line


def packed(entries: Iterable[Content], gap: str, width: int) -> Iterator[Content]:
    """The entries side by side, `gap` between them, in lines of at most `width` cells: an entry is never parted."""
    line = Content("")
    for entry in entries:
        if line and line.cell_length + len(gap) + entry.cell_length > width:
            yield line
            line = Content("")
        line = Content.assemble(line, gap, entry) if line else entry
    yield line
