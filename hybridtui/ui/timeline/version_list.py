"""Why this file exists: there may be thousands of versions, so only the lines on the screen are made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from hybridtui.core.history import Sort, Version
from hybridtui.ui.moments import Moments
from hybridtui.ui.timeline.rows import Rows, day_line, rows, version_line
from hybridtui.ui.wrapping import wrapped


class VersionList(ScrollView, can_focus=True, inherit_bindings=False):
    """Versions by the day, the newest first. The cursor walks the versions; days are only passed by."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "versions--day",
        "versions--note",
        "versions--cursor",
        *(f"versions--{sort}" for sort in Sort),
    }

    class Walked(Message):
        """The cursor came to another version, or there are others."""

    class Clicked(Message):
        """The version under the cursor was clicked."""

    def __init__(self) -> None:
        super().__init__(id="versions")
        self._moments = Moments.here()
        self._versions: Sequence[Version] = ()
        self._rows = Rows()
        self._newest: frozenset[int] = frozenset()
        self._note = ""
        self.at = 0
        """The place of the version under the cursor, the newest being 0."""

    @property
    def current(self) -> Version | None:
        """The version under the cursor."""
        return self._versions[self.at] if self._versions else None

    def show(self, versions: Sequence[Version], newest: frozenset[int], moments: Moments, note: str) -> None:
        """Show other versions; the cursor stays on its own, or near it. `newest` are those of how things are now.

        `moments` tells their times, `note` is shown where there are none.
        """
        before, self._moments = self.current, moments
        self._versions, self._newest, self._note = versions, newest, note
        self._rows = rows(versions, self._moments)
        older = (place for place, version in enumerate(versions) if before is None or version.id <= before.id)
        self.at = next(older, max(len(versions) - 1, 0))
        self._lay_out()
        self._stand_on(self.at)

    def on_resize(self) -> None:
        """The cursor stays in sight."""
        self._lay_out()
        if self._versions:
            self._stand_on(self.at)

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        number = y + self.scroll_offset.y
        text, component = self._line(number, width)
        style = self.get_component_rich_style(component)
        if self._versions and number == self._rows.places[self.at]:
            style += self.get_component_rich_style("versions--cursor", partial=True)
        return Strip([Segment(text, style)]).adjust_cell_length(width, style).apply_style(self.rich_style)

    def _line(self, number: int, width: int) -> tuple[str, str]:
        """What line `number` says, and the component class that it has."""
        if not self._versions:
            lines = wrapped(self._note, width)
            return lines[number] if number < len(lines) else "", "versions--note"
        if number >= len(self._rows.lines):
            return "", "versions--note"
        line = self._rows.lines[number]
        if isinstance(line, str):
            return day_line(line, self._moments, width), "versions--day"
        return version_line(line, self._moments, line.id in self._newest, width), f"versions--{line.sort}"

    def move(self, step: int) -> None:
        """So many versions on, or back."""
        self._stand_on(self.at + step)

    def move_page(self, step: int) -> None:
        """A page down (1) or up (-1)."""
        self.move(step * max(self.scrollable_content_region.height - 1, 1))

    def move_to_end(self, step: int) -> None:
        """To the oldest version (1), or to the newest (-1)."""
        self._stand_on(len(self._versions) if step > 0 else 0)

    def on_click(self, event: Click) -> None:
        """The cursor goes where the mouse points; there again, the version opens."""
        if (place := event.get_content_offset(self)) is None:
            return
        line = place.y + self.scroll_offset.y
        if line in self._rows.places:
            at = self._rows.places.index(line)
            if at == self.at:
                self.post_message(self.Clicked())
            self._stand_on(at)

    def _lay_out(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows.lines))
        self.refresh()

    def _stand_on(self, at: int) -> None:
        """Move the cursor, and scroll no more than it takes to see it, with the heading of its day if it is below."""
        self.at = max(0, min(at, len(self._versions) - 1))
        line = self._rows.places[self.at] if self._versions else 0
        first = line - 1 if line and isinstance(self._rows.lines[line - 1], str) else line
        height = self.scrollable_content_region.height
        top = min(max(self.scroll_offset.y, line + 1 - height), first)
        self.scroll_to(y=top, animate=False, force=True, immediate=True)
        count = f"{self.at + 1:,} of {len(self._versions):,}" if self._versions else ""
        self.border_subtitle = count
        self.refresh()
        self.post_message(self.Walked())
