"""Why this file exists: a text of megabytes is opened like a short one, and an edit of it wraps only what it changed.

Textual wraps all lines twice before it paints them once, adds up all their heights for each line that it draws, and
cuts a line into all of its sections to find a place in one of them. Besides, it measures control characters, and what
is drawn here are visible ones in their place.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from textual._cells import cell_len, cell_width_to_column_index
from textual.document._document import Document, DocumentBase, Location
from textual.document._wrapped_document import WrappedDocument
from textual.expand_tabs import expand_tabs_inline
from textual.geometry import Offset

from hybridtui.core.differences.region import changed_region
from hybridtui.core.glyphs import visible
from hybridtui.ui.panes.line_breaks import line_breaks, section

_NAMES = {
    "document",
    "_width",
    "_tab_width",
    "_wrap_offsets",
    "_tab_width_cache",
    "_offset_to_line_info",
    "_line_index_to_offsets",
}
"""What Textual knows of a wrapped document. There may be no more: it would have to be worked out here too."""


class LongWrapping(WrappedDocument):
    """Lines as they are wrapped on the screen. Raises `ImportError` where Textual wraps lines in another way."""

    def __init__(self, document: DocumentBase, width: int, tab_width: int) -> None:
        if vars(WrappedDocument(Document(""))).keys() != _NAMES:
            raise ImportError("Textual keeps other things of a wrapped document")
        self._lines: list[str] = []
        """What is wrapped."""
        super().__init__(document, width, tab_width)

    @property
    def height(self) -> int:
        """How many lines of the screen the document takes."""
        return len(self._offset_to_line_info)

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Wrap to `width` cells (0: not at all) what is not wrapped so yet; tabs are `tab_width` cells apart."""
        tab_width = tab_width or self._tab_width
        if (width, tab_width) != (self._width, self._tab_width):
            self._width, self._tab_width = width, tab_width
            self._lines = []
            self._wrap_offsets, self._tab_width_cache = [], []
            self._offset_to_line_info, self._line_index_to_offsets = [], []
        self._follow()

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """Wrap what an edit changed. Where that is is found out: of several undone at once Textual tells less."""
        self._follow()

    def get_sections(self, line_index: int) -> list[str]:
        """The sections of a line."""
        line = self.document[line_index]
        edges = (0, *self._wrap_offsets[line_index], len(line))
        return [line[start:end] for start, end in pairwise(edges)]

    def location_to_offset(self, location: Location) -> Offset:
        """Where a place in the text is drawn."""
        row, column = location
        number = bisect_right(self.get_offsets(row), column)
        line = self.document[row]
        start, end = section(self._wrap_offsets[row], number, len(line))
        before = _drawn(line[start : min(column, end)])
        return Offset(cell_len(expand_tabs_inline(before, self._tab_width)), self._line_index_to_offsets[row][number])

    def get_target_document_column(self, line_index: int, x_offset: int, y_offset: int) -> int:
        """Which column of a line is drawn in the cell `x_offset` of its section `y_offset`, counted from the last where
        that is negative."""
        line, breaks = self.document[line_index], self._wrap_offsets[line_index]
        last = len(breaks)
        number = y_offset if y_offset >= 0 else last + 1 + y_offset
        start, end = section(breaks, number, len(line))
        column = start + cell_width_to_column_index(_drawn(line[start:end]), x_offset, self._tab_width)
        return column if number == last else min(column, end - 1)

    def _follow(self) -> None:
        """Wrap the lines that are others than those that were wrapped."""
        lines = self.document.lines
        region = changed_region(self._lines, lines)
        start, end = region.start, region.end
        new = [line_breaks(_drawn(line), self._width, self._tab_width) for line in lines[start : region.new_end]]
        places, heights = self._offset_to_line_info, self._line_index_to_offsets
        top, bottom = (heights[row][0] if row < len(heights) else len(places) for row in (start, end))

        ys: list[list[int]] = []
        y = top
        for breaks, _ in new:
            ys.append(list(range(y, y := y + len(breaks) + 1)))
        if grown := y - bottom:
            heights[end:] = [[y + grown for y in each] for each in heights[end:]]
        heights[start:end] = ys
        if shift := region.shift:
            places[bottom:] = [(row + shift, number) for row, number in places[bottom:]]
        places[top:bottom] = [(row, number) for row, each in enumerate(ys, start) for number in range(len(each))]

        self._wrap_offsets[start:end] = [breaks for breaks, _ in new]
        self._tab_width_cache[start:end] = [tabs for _, tabs in new]
        self._lines[start:end] = lines[start : region.new_end]


def _drawn(text: str) -> str:
    """`text` as it is drawn, character for character."""
    return text if text.isprintable() else visible(text)
