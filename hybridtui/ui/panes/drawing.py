"""Why this file exists: what was dictated may be one line of a hundred pages, of which a screen shows a few sections.

Textual styles and cuts up the whole of a line to draw one section of it. It also sends whatever a line holds to the
terminal. Here only the section is looked at, and drawn with visible glyphs of the same length, so columns stay true.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rich.style import Style
from rich.text import Text
from textual.expand_tabs import expand_text_tabs_from_widths
from textual.strip import Strip
from textual.widgets import TextArea

from hybridtui.core.glyphs import visible
from hybridtui.ui.panes.line_breaks import section


class StyledSpan(NamedTuple):
    """Columns `start` to `end` (exclusive) of a line, and the component class that styles them."""

    start: int
    end: int
    component: str


class Drawing(TextArea):
    """A text area that draws its lines safely, and section by section.

    It has no line numbers, no suggestions, no syntax of Textual's, and its lines are always wrapped.
    """

    def spans(self, row: int, text: str) -> Iterable[StyledSpan]:
        """What to style in line `row`; panes override this."""
        return ()

    def drawn(self, row: int, start: int, end: int) -> Text:
        """The columns `start` to `end` (exclusive) of a line: safe glyphs, styled spans."""
        text = self.document.get_line(row)
        line = Text(visible(text[start:end]), end="", no_wrap=True)
        for span in self.spans(row, text):
            if span.start < end and span.end > start:
                stylize(line, self.style_of(span.component), span.start - start, span.end - start)
        return line

    def style_of(self, component: str, *, partial: bool = False) -> Style:
        """The style of a component class. The screen has them, once for all the text areas that are drawn alike."""
        return self.screen.get_component_rich_style(component, partial=partial)

    def get_line(self, line_index: int) -> Text:
        """The whole line as it is drawn."""
        return self.drawn(line_index, 0, len(self.document.get_line(line_index)))

    def _render_line(self, y: int) -> Strip:
        """Line `y` of the pane, as Textual would draw it."""
        theme = self._theme
        base = self.rich_style if theme is None or theme.base_style is None else theme.base_style
        places = self.wrapped_document._offset_to_line_info
        at = y + self.scroll_offset.y
        if at >= len(places):
            return Strip.blank(self.size.width, base)
        row, number = places[at]
        start, end = self.section(row, number)
        line = self.drawn(row, start, end)
        text = self.document.get_line(row)
        if end == len(text):
            line.append(" ")  # for a cursor behind the last character
        if theme is not None:
            self._show_selection(line, row, start, theme.selection_style)
            self._show_cursor(line, row, start, theme.cursor_style, theme.bracket_matching_style)
        if tabs := line.plain.count("\t"):
            before = text.count("\t", 0, start)
            line = expand_text_tabs_from_widths(line, self.wrapped_document.get_tab_widths(row)[before : before + tabs])
        strip = Strip(line.render(self.app.console), line.cell_len)
        width = self.scrollable_content_region.width - self.gutter_width
        return strip.extend_cell_length(width, theme.base_style if theme else None).apply_style(base)

    def section(self, row: int, number: int) -> tuple[int, int]:
        """The columns, from and to (exclusive), that stand on the `number`-th line of the screen that a row takes."""
        return section(self.wrapped_document.get_offsets(row), number, len(self.document.get_line(row)))

    def _show_selection(self, line: Text, row: int, start: int, style: Style | None) -> None:
        (top, left), (bottom, right) = sorted(self.selection)
        if self.selection.is_empty or not top <= row <= bottom or style is None:
            return
        characters = len(self.document.get_line(row))
        if characters == 0 and row != self.selection.end[0]:
            line.plain = "▌"  # an empty line shows that it is selected, too
            line.stylize(Style(color=style.bgcolor))
        else:
            first, last = left if row == top else 0, right if row == bottom else characters
            stylize(line, style, first - start, last - start)

    def _show_cursor(self, line: Text, row: int, start: int, style: Style | None, brackets: Style | None) -> None:
        (cursor_row, column), partner = self.selection.end, self._matching_bracket_location
        matched = self._has_cursor and self.match_cursor_bracket and self.selection.is_empty and partner is not None
        if cursor_row == row:
            if matched:
                stylize(line, brackets, column - start, column - start + 1)
            if self._draw_cursor:
                stylize(line, style, column - start, column - start + 1)
        if matched and partner and partner[0] == row:
            stylize(line, brackets, partner[1] - start, partner[1] - start + 1)


def stylize(line: Text, style: Style | None, start: int, end: int) -> None:
    """Style the columns `start` to `end` (exclusive) of `line`, as far as they are in it."""
    if style is not None and end > 0:
        line.stylize(style, max(start, 0), end)
