"""Why this file exists: a list to choose from is walked with the same keys as everything else, and may be long.

Textual's own list lays out every line before it shows one, which for a thousand takes longer than a key may wait.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from hybridtui.ui.wrapping import fitted

Choice = tuple[str, str]
"""A line of the list: what it is, and what there is to know about it, which gives way where there is no room."""

_GAP = "  "


class ChoiceList(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines to choose from, one of them under the cursor. What Enter does is left to the screen."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice-list--line", "choice-list--about", "choice-list--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "walk(1)", show=False),
        Binding("up,k", "walk(-1)", show=False),
        Binding("pagedown", "walk_page(1)", show=False),
        Binding("pageup", "walk_page(-1)", show=False),
        Binding("home,g", "walk_to_end(-1)", show=False),
        Binding("end,G", "walk_to_end(1)", show=False),
    ]

    class Walked(Message):
        """The cursor came to a line."""

    class Clicked(Message):
        """The line under the cursor was clicked."""

    def __init__(self, choices: Sequence[Choice] = (), at: int = 0) -> None:
        super().__init__()
        self._choices = choices
        self.at = at
        """The place of the line under the cursor."""

    @property
    def choices(self) -> Sequence[Choice]:
        """What there is to choose from."""
        return self._choices

    def show(self, choices: Sequence[Choice]) -> None:
        """Show other lines; the cursor stays where it is."""
        self._choices = choices
        self._lay_out()
        self._stand_on(self.at)

    def on_mount(self) -> None:
        """Take as many lines as there are."""
        self._lay_out()

    def on_resize(self) -> None:
        """The cursor stays in sight."""
        self._stand_on(self.at)

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        plain = self.get_component_rich_style("choice-list--line")
        number = y + self.scroll_offset.y
        if number >= len(self._choices):
            return Strip.blank(width, plain)
        text, about = self._choices[number]
        name = fitted(text, width)
        rest = fitted(_GAP + about, width - cell_len(name)) if about else ""
        dim = plain + self.get_component_rich_style("choice-list--about", partial=True)
        strip = Strip([Segment(name, plain), Segment(rest, dim)]).adjust_cell_length(width, plain)
        if number == self.at:
            strip = strip.apply_style(self.get_component_rich_style("choice-list--cursor", partial=True))
        return strip

    def action_walk(self, step: int) -> None:
        self._stand_on(self.at + step)

    def action_walk_page(self, step: int) -> None:
        self._stand_on(self.at + step * max(self.scrollable_content_region.height - 1, 1))

    def action_walk_to_end(self, step: int) -> None:
        self._stand_on(len(self._choices) if step > 0 else 0)

    def on_click(self, event: Click) -> None:
        """The cursor goes where the mouse points."""
        if event.y + self.scroll_offset.y < len(self._choices):
            self._stand_on(event.y + self.scroll_offset.y)
            self.post_message(self.Clicked())

    def _lay_out(self) -> None:
        self.virtual_size = Size(0, len(self._choices))
        self.refresh(layout=True)

    def _stand_on(self, at: int) -> None:
        """Move the cursor, and scroll no more than it takes to see it."""
        self.at = max(0, min(at, len(self._choices) - 1))
        height = self.scrollable_content_region.height
        top = min(max(self.scroll_offset.y, self.at + 1 - height), self.at)
        self.scroll_to(y=top, animate=False, force=True, immediate=True)
        self.refresh()
        self.post_message(self.Walked())
