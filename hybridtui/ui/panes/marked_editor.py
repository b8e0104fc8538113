"""Why this file exists: notes and spec show what was found in them in the same way, while they are being edited.

A gutter of two columns has a glyph beside each line where a mark begins; the words themselves are styled. Marks are
laid out on lines when they change, so drawing only looks at the lines on the screen.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.content import Content
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Location

from hybridtui.core.checkpoint.margin import Margin
from hybridtui.core.checkpoint.marks import Mark, Sort, counts, next_mark
from hybridtui.core.glyphs import visible
from hybridtui.ui.keys import LEADER, Key, key_for, shown
from hybridtui.ui.panes.drawing import stylize
from hybridtui.ui.panes.editor import Editor

GUTTER = 2
"""Columns: the glyph, and one that sets it off."""
_PLAIN = Style(underline=False, strike=False, bold=True)
"""A glyph is not struck out or underlined as the words are."""
_CORNERS = 4
"""Columns that the lower edge keeps for itself."""


def _component(sort: Sort) -> str:
    """The component class that styles marks of a sort: "editor--set-aside", say."""
    return "editor--" + sort.name.lower().replace("_", "-")


_GUTTER = "editor--gutter"
COMPONENTS = frozenset(
    (
        _GUTTER,
        "editor--source",
        "editor--heading",
        "editor--marker",
        "editor--code",
        "editor--strong",
        *map(_component, Sort),
    )
)
"""The component classes that a screen with such editors has."""


class MarkedEditor(Editor):
    """An editor with marks. Its lower edge counts them, or tells about the one under the cursor."""

    def __init__(self, *, id: str, placeholder: str, keys: Sequence[Key]) -> None:
        super().__init__(id=id, placeholder=placeholder)
        self._answers: dict[Sort, str] = {}
        self.rekey(keys)
        self._invitation = placeholder
        self._margin = Margin()
        self._visited: Mark | None = None
        self._counts = self._brief = ""

    def show(self, text: str) -> None:
        """Put a document into the editor. Nothing is known about it yet."""
        super().show(text)
        self.show_marks(Margin((), self.document.lines))

    def show_marks(self, margin: Margin) -> None:
        """Show what was found. Ignored if the document is no longer what it was found in."""
        if not margin.is_of(self.document.lines):
            return
        self._margin = margin
        marks = margin.marks()
        self._visited = self._visited if self._visited in marks else None
        self._recount(marks)

    def next_mark(self, backwards: bool = False) -> Mark | None:
        """Move the cursor to the next mark that wants a decision, and return it; None if there is none."""
        self._follow()
        mark = next_mark(self._margin.marks(), self.index(self.cursor_location), backwards, self._visited)
        if mark:
            self._visited = mark
            place = self.location(mark.span[0])
            self.move_cursor(place, center=not self._in_view(place))
            self._describe()
        return mark

    @property
    def gutter_width(self) -> int:
        """Columns that every line gives to its glyph, whether it has one or not: words should not jump."""
        return GUTTER

    def drawn(self, row: int, start: int, end: int) -> Text:
        """What the line has there, with the styles of its marks over its own."""
        line = super().drawn(row, start, end)
        for stretch in self._margin.stretches(row, start, end):
            stylize(line, self._style(stretch.mark.sort), stretch.start - start, stretch.end - start)
        return line

    def _style(self, sort: Sort) -> Style:
        """How words are marked: the background is left as it is, only a colour that is see-through is mixed with it."""
        component = _component(sort)
        style = self.style_of(component, partial=True)
        return style + Style(color=self.style_of(component).color) if style.color else style

    def render_line(self, y: int) -> Strip:
        """A line of the screen behind its gutter; Textual cuts what is wider than the pane."""
        # Textual lays the whole placeholder out anew for each line, also for those below it.
        empty = self.placeholder and not self.text and y >= _height(self.placeholder, self.content_size.width)
        line = self._render_line(y) if empty else super().render_line(y)
        return Strip.join([Strip([self._glyph(y)], GUTTER), line])

    def _glyph(self, y: int) -> Segment:
        """What stands in the gutter at line `y` of the pane."""
        # Textual's public way from a screen line to its place wraps the whole line of the document again each time.
        lines = self.wrapped_document._offset_to_line_info
        at = y + self.scroll_offset.y
        if self._margin and at < len(lines):
            row, number = lines[at]
            start, end = self.section(row, number)
            if found := self._margin.glyph(row, start, end + (end == len(self.document.get_line(row)))):
                glyph, sort = found
                return Segment(glyph.ljust(GUTTER), self.style_of(_component(sort)) + _PLAIN)
        return Segment(" " * GUTTER, self.style_of(_GUTTER))

    def _in_view(self, place: Location) -> bool:
        """Whether the line at `place` is on the screen, and not the last one there."""
        y = self.wrapped_document.location_to_offset(place).y
        return self.scroll_offset.y <= y < self.scroll_offset.y + self.scrollable_content_region.height - 1

    def _here(self) -> Mark | None:
        """The mark under the cursor; of several, the one that was gone to."""
        if self._visited and self._visited.span[0] == self.index(self.cursor_location):
            return self._visited
        return self._margin.at(*self.cursor_location)

    def _follow(self) -> None:
        """Until the next examination, marks stay on their words; those whose words were edited go."""
        if self._margin.follow(self.document.lines):
            self._recount(self._margin.marks())

    def _recount(self, marks: Sequence[Mark]) -> None:
        """There are other marks now: tell so, and draw them."""
        self._counts, self._brief = counts(marks), counts(marks, brief=True)
        self._describe()
        self.restyle()

    def rekey(self, keys: Sequence[Key]) -> None:
        """Name other keys from now on. Panes where more marks are answered on the spot override this."""
        self._answers = {Sort.CONFLICT: f"{shown(LEADER)} {key_for(keys, 'resolve')} settles it"}

    def keys_for(self, mark: Mark) -> str:
        """The keys that answer `mark` where it stands, in words; empty where there are none."""
        return self._answers.get(mark.sort, "")

    def _describe(self) -> None:
        """Tell about the mark under the cursor, or else how many there are."""
        if mark := self._here() if self.has_focus else None:
            message, keys = " ".join(mark.message.split()), self.keys_for(mark)
            whole, brief = " · ".join(part for part in (message, keys) if part), keys or message
            whole, brief = f"{mark.sort.glyph} {whole}", f"{mark.sort.glyph} {brief}"
        else:
            whole, brief = self._counts, self._brief
        told = whole if len(whole) < self.size.width - _CORNERS else brief
        self.border_subtitle = Content(visible(told))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Draw the marks where their words are now."""
        self._visited = None
        self._follow()
        if self._margin:
            self.restyle()

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """The cursor may be on a mark now, or no longer."""
        self._describe()

    def watch_has_focus(self, has_focus: bool) -> None:
        """A mark is told about only where the keys go."""
        super().watch_has_focus(has_focus)
        self._describe()

    def on_resize(self) -> None:
        """The placeholder leaves room for the gutter; the counts may be too long now."""
        self.placeholder = textwrap.fill(self._invitation, max(self.wrap_width, 8))
        self._describe()


@lru_cache(maxsize=8)
def _height(placeholder: str, width: int) -> int:
    """How many lines of a pane Textual lays a placeholder out on."""
    return len(Content.from_text(placeholder).wrap(width))
