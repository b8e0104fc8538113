"""Why this file exists: figures and hand-offs are read on one sheet, top to bottom, with one cursor.

There may be thousands of hand-offs, so only the lines on the screen are made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from hybridtui.core.ledger import Outcome, Row
from hybridtui.ui.accounts.entry import entry_line, list_head
from hybridtui.ui.accounts.line import BAR, DIM, HEADING, TEXT, Line
from hybridtui.ui.moments import Moments

Figures = Callable[[int], Iterable[Line]]
"""Makes the lines above the hand-offs, for a width in cells."""


class BookSheet(ScrollView, can_focus=True, inherit_bindings=False):
    """The figures, and below them the hand-offs. The cursor walks the hand-offs."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(TEXT, HEADING, DIM, BAR, "books--cursor"),
        *(f"books--{outcome}" for outcome in Outcome),
    }

    class Opened(Message):
        """The human wants to see a hand-off in full."""

        def __init__(self, row: Row) -> None:
            super().__init__()
            self.row = row

    def __init__(self) -> None:
        super().__init__(id="books")
        self._moments = Moments.here()
        self._make: Figures = lambda _: ()
        self._rows: Sequence[Row] = ()
        self._figures: Sequence[Line] = ()
        """Everything above the hand-offs; the last lines, from `_list_top` on, head the list of them."""
        self._list_top = 0
        self.cursor = 0
        """Place of the hand-off under the cursor, the newest being 0."""
        self.border_title = "Accounts"

    def show(self, figures: Figures, rows: Sequence[Row] = (), moments: Moments | None = None) -> None:
        """Show other figures or other hand-offs, whose times `moments` tells; what is read stays where it is."""
        self._make, self._rows, self._moments = figures, rows, moments or self._moments
        self.cursor = min(self.cursor, max(len(rows) - 1, 0))
        self._lay_out()

    def on_resize(self) -> None:
        """Lay out for the new width."""
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if width:
            head = list_head(width) if self._rows else ()
            self._figures = (*self._make(width), *head)
            self._list_top = len(self._figures) - len(head)
            self.virtual_size = Size(width, len(self._figures) + len(self._rows))
            self._redraw()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        number = y + self.scroll_offset.y
        entry = number - len(self._figures)
        if entry < 0:
            shown = self._figures[number]
        else:
            shown = entry_line(self._rows[entry], self._moments, width) if entry < len(self._rows) else Line()
        plain, cursor = self.get_component_rich_style(TEXT), Style.null()
        if self.has_focus and entry == self.cursor and self._rows:
            cursor = self.get_component_rich_style("books--cursor", partial=True)
        pieces = (Segment(text, self.get_component_rich_style(name) + cursor) for text, name in shown.pieces)
        return Strip(pieces).adjust_cell_length(width, plain + cursor).apply_style(self.rich_style)

    # Walking

    def move(self, step: int) -> None:
        """A hand-off on (1) or back (-1); a line, while the cursor is out of sight or at an end."""
        target = self.cursor + step if self._in_sight(self.cursor) else self.cursor
        if 0 <= target < len(self._rows) and self._near(target, step):
            self._stand_on(target)
        else:
            self._scroll(step)

    def move_page(self, step: int) -> None:
        """A page down (1) or up (-1); the cursor comes along into sight."""
        self._scroll(step * max(self._height - 1, 1))
        top = self.scroll_offset.y - len(self._figures)
        seen = range(max(top, 0), min(top + self._height, len(self._rows)))
        if seen:
            self.cursor = min(max(self.cursor, seen[0]), seen[-1])
        self._redraw()

    def move_to_end(self, step: int) -> None:
        """To the first figures (-1), or to the oldest hand-off (1)."""
        self.cursor = max(len(self._rows) - 1, 0) if step > 0 else 0
        self.scroll_to(y=self.virtual_size.height if step > 0 else 0, animate=False, force=True, immediate=True)
        self._redraw()

    def turn(self) -> None:
        """To the hand-offs from the figures, and back."""
        y = 0 if self.scroll_offset.y >= min(self._list_top, self.max_scroll_y) else self._list_top
        self.scroll_to(y=y, animate=False, force=True, immediate=True)
        if y:
            self.cursor = 0
        self._redraw()

    def open(self) -> None:
        """Ask for the hand-off under the cursor in full; bring it into sight first."""
        if not self._rows:
            return
        if self._in_sight(self.cursor):
            self.post_message(self.Opened(self._rows[self.cursor]))
        else:
            self._stand_on(self.cursor)

    def on_click(self, event: Click) -> None:
        """The cursor goes where the mouse points; there again, the hand-off opens."""
        if (place := event.get_content_offset(self)) is None:
            return
        entry = place.y + self.scroll_offset.y - len(self._figures)
        if 0 <= entry < len(self._rows):
            if entry == self.cursor:
                self.open()
            self._stand_on(entry)

    @property
    def _height(self) -> int:
        return self.scrollable_content_region.height

    def _in_sight(self, entry: int) -> bool:
        line = len(self._figures) + entry
        return self.scroll_offset.y <= line < self.scroll_offset.y + self._height

    def _near(self, entry: int, step: int) -> bool:
        """Whether a hand-off is in sight, or on the next line in the direction of `step`."""
        line, top = len(self._figures) + entry, self.scroll_offset.y
        return top <= line <= top + self._height if step > 0 else top - 1 <= line < top + self._height

    def _stand_on(self, entry: int) -> None:
        """Move the cursor, and scroll no more than it takes to see it."""
        self.cursor = entry
        line = len(self._figures) + entry
        y = min(max(self.scroll_offset.y, line + 1 - self._height), line)
        self.scroll_to(y=y, animate=False, force=True, immediate=True)
        self._redraw()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The cursor may have come into sight, or gone out of it."""
        super().watch_scroll_y(old_value, new_value)
        self._redraw()

    def _redraw(self) -> None:
        """Draw the sheet; its lower edge says in words what the glyph of the hand-off under the cursor means."""
        self.border_subtitle = ""
        if self._rows and self._in_sight(self.cursor):
            outcome = self._rows[self.cursor].outcome
            self.border_subtitle = f"{self.cursor + 1:,} of {len(self._rows):,} · {outcome.glyph} {outcome.words}"
        self.refresh()

    def _scroll(self, lines: int) -> None:
        self.scroll_relative(y=lines, animate=False, force=True, immediate=True)
