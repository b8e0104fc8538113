"""Why this file exists: a text of megabytes is opened like a short one, and an edit of it wraps only what it changed.

Textual wraps all lines twice before it paints them once, and adds up all their heights for each line that it draws.

This leans on names of Textual that are not promised to stay: where one is missing, Textual's own wrapping is used.
"""

from __future__ import annotations

from textual.document._document import Document, DocumentBase, Location
from textual.document._wrapped_document import WrappedDocument

from hybridtui.core.differences.region import changed_region

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


def wrapping(document: DocumentBase, width: int, tab_width: int) -> WrappedDocument:
    """`document`, wrapped to `width` cells (0: not at all)."""
    if vars(WrappedDocument(Document(""))).keys() == _NAMES:
        try:
            return LongWrapping(document, width, tab_width)
        except ImportError:
            pass
    return WrappedDocument(document, width, tab_width)


class LongWrapping(WrappedDocument):
    """Lines as they are wrapped on the screen. Raises `ImportError` where Textual wraps lines in another way."""

    def __init__(self, document: DocumentBase, width: int, tab_width: int) -> None:
        from hybridtui.ui.panes.line_breaks import line_breaks

        self._line_breaks = line_breaks
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

    def _follow(self) -> None:
        """Wrap the lines that are others than those that were wrapped."""
        lines = self.document.lines
        region = changed_region(self._lines, lines)
        start, end = region.start, region.end
        new = [self._line_breaks(line, self._width, self._tab_width) for line in lines[start : region.new_end]]
        places, heights = self._offset_to_line_info, self._line_index_to_offsets
        top, bottom = (heights[row][0] if row < len(heights) else len(places) for row in (start, end))

        ys: list[list[int]] = []
        y = top
        for breaks, _ in new:
            ys.append(list(range(y, y := y + len(breaks) + 1)))
        if grown := y - bottom:
            heights[end:] = [[y + grown for y in each] for each in heights[end:]]
        heights[start:end] = ys
        if region.shift:
            places[bottom:] = [(row + region.shift, section) for row, section in places[bottom:]]
        places[top:bottom] = [(row, section) for row, each in enumerate(ys, start) for section in range(len(each))]

        self._wrap_offsets[start:end] = [breaks for breaks, _ in new]
        self._tab_width_cache[start:end] = [tabs for _, tabs in new]
        self._lines[start:end] = lines[start : region.new_end]
