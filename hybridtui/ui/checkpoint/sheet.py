"""Why this file exists: everything at the checkpoint is read on one sheet, top to bottom, with one cursor.

It may hold hundreds of findings and a megabyte of text, so only the lines on the screen are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from rich.segment import Segment
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from hybridtui.core.checkpoint.findings import Finding, Severity
from hybridtui.ui.checkpoint.agenda import Agenda
from hybridtui.ui.checkpoint.change_rows import CHANGES, change_rows
from hybridtui.ui.checkpoint.finding_rows import finding_rows
from hybridtui.ui.checkpoint.manifest import PAYLOAD, REST, manifest_rows
from hybridtui.ui.checkpoint.sheet_row import DETAIL, DIM, HEADING, STRONG, TEXT, WORDS, Row, row

MARGIN = 3
"""Lines beyond the edge where a stop is still next; one that is further off is scrolled to line by line."""


SHORT = 16
"""Lines up to which the sheet is too low for blank ones between its parts."""


class Sheet(ScrollView, can_focus=True, inherit_bindings=False):
    """The findings, the changes, and what is sent. The cursor walks what can be decided or unfolded: the stops."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(TEXT, HEADING, DETAIL, DIM, STRONG, WORDS, "sheet--cursor"),
        *(f"sheet--{severity}" for severity in Severity),
    }

    class Walked(Message):
        """The cursor came to another stop, or what it stands on changed."""

    def __init__(self, agenda: Agenda, cursor: str = "") -> None:
        super().__init__(id="sheet")
        self._agenda = agenda
        self._rows: list[Row] = []
        self._stops: list[str] = []
        self._extents: dict[str, tuple[int, int]] = {}
        """The first and the last line of each stop."""
        self._unfolded: frozenset[str] = frozenset()
        self._raw = False
        self.cursor = cursor
        """The stop that the cursor is on: a key of `Agenda.by_key`, or a part of the sheet."""

    @property
    def finding(self) -> Finding | None:
        """What the cursor is on, if it is on a finding."""
        return self._agenda.by_key.get(self.cursor)

    @property
    def foldable(self) -> bool:
        """Whether the cursor is on something that can be folded or unfolded."""
        folded = any(line.stop == self.cursor and line.component == DETAIL for line in self._rows)
        return self.cursor in (CHANGES, REST) and (folded or self.cursor in self._unfolded)

    def show(self, agenda: Agenda) -> None:
        """Show the agenda as it stands. A finding that was answered leaves the cursor to the one after it.

        What is read meanwhile stays where it is on the screen, though lines come and go above it.
        """
        self._agenda = agenda
        if not self._rows:
            if self.size:  # or else there is nothing to wrap to yet
                self.on_resize()
            return
        before, shift = self.cursor, self._extents[self.cursor][0] - self.scroll_offset.y
        self._lay_out()
        if self.cursor == before:
            self.scroll_to(y=self._extents[before][0] - shift, animate=False, force=True, immediate=True)
        else:
            self._keep_in_view()
        self.post_message(self.Walked())

    def on_resize(self) -> None:
        """Wrap to the new width."""
        self._lay_out()
        self._keep_in_view()
        self.post_message(self.Walked())

    def toggle_bytes(self) -> None:
        """Go to the text that is sent, and show it in the other form."""
        self._raw = not self._raw
        self._stand_on(PAYLOAD)
        self.scroll_to(y=self._extents[PAYLOAD][0], animate=False, force=True, immediate=True)

    def toggle_fold(self) -> None:
        """Show what is folded under the cursor, or fold it."""
        self._unfolded ^= {self.cursor}
        self._lay_out()

    def move(self, step: int) -> None:
        """Go to the next stop (1) or the one before (-1), by way of the lines between where there are many."""
        place = self._stops.index(self.cursor) + step
        target = self._stops[place] if 0 <= place < len(self._stops) else None
        if target is not None and self._near(target, step):
            self._stand_on(target)
            self._keep_in_view()
        else:
            self.scroll_relative(y=step, animate=False, force=True, immediate=True)

    def move_group(self, step: int) -> None:
        """Go to the first stop of the next part of the sheet (1), or of this one or the one before (-1)."""
        firsts = list(self._firsts())
        here = self._stops.index(self.cursor)
        places = [self._stops.index(stop) for stop in firsts]
        found = [place for place in places if (place > here if step > 0 else place < here)]
        if found:
            self._stand_on(self._stops[found[0] if step > 0 else found[-1]])
            self.scroll_to(y=self._title(self.cursor), animate=False, force=True, immediate=True)

    def move_page(self, step: int) -> None:
        """Scroll by a page; the cursor comes along to the first stop in sight."""
        before = self.scroll_offset.y
        self.scroll_relative(y=step * max(self._height - 1, 1), animate=False, force=True, immediate=True)
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self._height
        if top == before:
            self._stand_on(self._stops[-1 if step > 0 else 0])
            return
        seen = [stop for stop in self._stops if top <= self._extents[stop][0] < bottom]
        above = [stop for stop in self._stops if self._extents[stop][0] < top]
        if self.cursor not in seen:
            self._stand_on(seen[0] if seen else above[-1])

    def move_to_end(self, step: int) -> None:
        """Go to the last stop and line (1), or to the first (-1)."""
        self._stand_on(self._stops[-1 if step > 0 else 0])
        self.scroll_to(y=len(self._rows) if step > 0 else 0, animate=False, force=True, immediate=True)

    def on_click(self, event: Click) -> None:
        """The cursor goes where the mouse points."""
        number = event.y + self.scroll_offset.y
        if number < len(self._rows) and (stop := self._rows[number].stop):
            self._stand_on(stop)

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        number = y + self.scroll_offset.y
        line = self._rows[number] if number < len(self._rows) else row("")
        style = self.get_component_rich_style(line.component)
        if self.has_focus and line.stop and line.stop == self.cursor and line.component != DETAIL:
            style += self.get_component_rich_style("sheet--cursor")
        pieces = (
            Segment(text, style + self.get_component_rich_style(component, partial=True) if component else style)
            for text, component in line.pieces
        )
        return Strip(pieces).adjust_cell_length(width, style).apply_style(self.rich_style)

    def on_focus(self) -> None:
        """The cursor is drawn only where the keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor is drawn only where the keys go."""
        self.refresh()

    @property
    def _height(self) -> int:
        return self.scrollable_content_region.height

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        self._rows = list(self._lines(width))
        before, self._stops = self._stops, list(dict.fromkeys(line.stop for line in self._rows if line.stop))
        if self.cursor not in self._stops:
            place = before.index(self.cursor) if self.cursor in before else 0
            self.cursor = self._stops[min(place, len(self._stops) - 1)]
            self._rows = list(self._lines(width))
        self._extents = {}
        for number, line in enumerate(self._rows):
            if line.stop:
                self._extents[line.stop] = (self._extents.get(line.stop, (number,))[0], number)
        self.virtual_size = Size(width, len(self._rows))
        self.refresh()

    def _lines(self, width: int) -> Iterator[Row]:
        findings = finding_rows(self._agenda, self.cursor, width)
        yield from findings if self._height > SHORT else (line for line in findings if line.text)
        yield from change_rows(self._agenda, CHANGES in self._unfolded, width)
        yield from manifest_rows(self._agenda, self._raw, REST in self._unfolded, width)

    def _firsts(self) -> Iterator[str]:
        """The first stop of each part."""
        for number, line in enumerate(self._rows):
            if line.component == HEADING:
                yield line.stop or self._rows[number + 1].stop

    def _near(self, stop: str, step: int) -> bool:
        """Whether a stop is in sight, or just beyond the edge."""
        first, last = self._extents[stop]
        top = self.scroll_offset.y
        return first < top + self._height + MARGIN if step > 0 else last >= top - MARGIN

    def _stand_on(self, stop: str) -> None:
        """Move the cursor, and keep the line it comes to where it is, though lines open and close around it."""
        shift = self._extents[stop][0] - self.scroll_offset.y
        self.cursor = stop
        self._lay_out()
        self.scroll_to(y=self._extents[stop][0] - shift, animate=False, force=True, immediate=True)
        self.post_message(self.Walked())

    def _keep_in_view(self) -> None:
        """Scroll no more than it takes to see all of the stop under the cursor, and the title above the first."""
        top = max(self.scroll_offset.y, self._extents[self.cursor][1] + 1 - self._height)
        top = min(top, self._title(self.cursor))
        self.scroll_to(y=top, animate=False, force=True, immediate=True)

    def _title(self, stop: str) -> int:
        """The line of the title right above a stop, or else the stop's own first line."""
        first = self._extents[stop][0]
        return first - 1 if first and self._rows[first - 1].component == HEADING else first
