"""Why this file exists: notes and spec show what was found in them in the same way, while they are being edited.

A gutter of two columns has a glyph beside each line where a mark begins; the words themselves are styled. Marks are
laid out on lines when they change, so drawing only looks at the lines on the screen.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.content import Content
from textual.strip import Strip
from textual.widgets import TextArea

from hybridtui.core.glyphs import visible
from hybridtui.core.margin import Margin
from hybridtui.core.marks import Mark, Sort, counts, mark_at, moved, next_mark
from hybridtui.ui.editor import Editor

GUTTER = 2
"""Columns: the glyph, and one that sets it off."""
_CORNERS = 4
"""Columns that the lower edge keeps for itself."""


def _component(sort: Sort) -> str:
    """The component class that styles marks of a sort: "editor--set-aside", say."""
    return "editor--" + sort.name.lower().replace("_", "-")


class MarkedEditor(Editor):
    """An editor with marks. Its lower edge counts them, or tells about the one under the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {_component(sort) for sort in Sort}

    def __init__(self, *, id: str, placeholder: str) -> None:
        super().__init__(id=id, placeholder=placeholder)
        self._invitation = placeholder
        self._marks: tuple[Mark, ...] = ()
        self._margin = Margin()
        self._of = ""
        """The text that the marks belong to."""
        self._visited: Mark | None = None

    def show(self, text: str) -> None:
        """Put a document into the editor. Nothing is known about it yet."""
        self._lay_out((), "")
        super().show(text)

    def show_marks(self, marks: Sequence[Mark], text: str) -> None:
        """Mark what was found in `text`, in its order. Ignored if the document is no longer `text`."""
        if text == self.text and (tuple(marks), text) != (self._marks, self._of):
            self._lay_out(tuple(marks), text)

    def next_mark(self, backwards: bool = False) -> Mark | None:
        """Move the cursor to the next mark that wants a decision, and return it; None if there is none."""
        mark = next_mark(self._marks, self.index(self.cursor_location), backwards, self._visited)
        if mark:
            self._visited = mark
            place = self.location(mark.span[0])
            self.move_cursor(place, center=not self._in_view(place[0]))
            self._describe()
        return mark

    def mark_here(self) -> Mark | None:
        """The mark under the cursor; of several, the one that was gone to."""
        row, column = self.cursor_location
        if not (there := [stretch.mark for stretch in self._margin.stretches(row)]):
            return None
        offset = self._margin.offset(row, column)
        if self._visited in there and self._visited.span[0] == offset:
            return self._visited
        return mark_at(there, offset)

    @property
    def gutter_width(self) -> int:
        """Columns that every line gives to its glyph, whether it has one or not: words should not jump."""
        return GUTTER

    def get_line(self, line_index: int) -> Text:
        """The line with the styles of its marks over its own."""
        line = super().get_line(line_index)
        for stretch in self._margin.stretches(line_index):
            style = self.get_component_rich_style(_component(stretch.mark.sort), partial=True)
            line.stylize(style, stretch.start, stretch.end)
        return line

    def render_line(self, y: int) -> Strip:
        """A line of the screen, with its gutter."""
        return Strip.join([Strip([self._glyph(y)], GUTTER), super().render_line(y)]).crop(0, self.size.width)

    def _glyph(self, y: int) -> Segment:
        """What stands in the gutter at line `y` of the pane."""
        # Textual's public way from a screen line to its place wraps the whole line of the document again each time.
        lines = self.wrapped_document._offset_to_line_info
        at = y + self.scroll_offset.y
        if at < len(lines):
            row, section = lines[at]
            edges = [0, *self.wrapped_document.get_offsets(row), len(self.document.get_line(row)) + 1]
            if found := self._margin.glyph(row, edges[section], edges[section + 1]):
                glyph, sort = found
                colour = self.get_component_rich_style(_component(sort), partial=True).color
                return Segment(glyph.ljust(GUTTER), self.rich_style + Style(color=colour, bold=not sort.quiet))
        return Segment(" " * GUTTER, self.rich_style)

    def _in_view(self, row: int) -> bool:
        """Whether the line `row` begins on the screen, and does not end with it."""
        y = self.wrapped_document.location_to_offset((row, 0)).y
        return self.scroll_offset.y <= y < self.scroll_offset.y + self.scrollable_content_region.height - 1

    def _lay_out(self, marks: tuple[Mark, ...], text: str) -> None:
        self._marks, self._of, self._visited = marks, text, None
        self._margin = Margin(marks, self.document.lines)
        self._describe()
        self.restyle()

    def _describe(self) -> None:
        """Tell about the mark under the cursor, or else how many there are."""
        if mark := self.mark_here() if self.has_focus else None:
            told = f"{mark.sort.glyph} {' '.join(mark.message.split())}"
        else:
            told = counts(self._marks)
            told = told if len(told) < self.size.width - _CORNERS else counts(self._marks, brief=True)
        self.border_subtitle = Content(visible(told))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Until the next examination, marks stay on their words; those whose words were edited go."""
        if self._marks:
            text = self.text
            self._lay_out(moved(self._marks, self._of, text), text)

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """The cursor may be on a mark now, or no longer."""
        self._describe()

    def on_focus(self) -> None:
        """A mark is told about only where the keys go."""
        self._describe()

    def on_blur(self) -> None:
        """Count the marks again."""
        self._describe()

    def on_resize(self) -> None:
        """The placeholder leaves room for the gutter; the counts may be too long now."""
        self.placeholder = textwrap.fill(self._invitation, max(self.wrap_width, 8))
        self._describe()
