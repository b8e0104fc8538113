"""Why this file exists: while something grows one wants to see its end, or else to read on in peace."""

from __future__ import annotations

from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.widget import Widget

from hybridtui.ui.page import Scrolling

_NOTICED = 0.03
"""Part of the lines by which they must have changed for the bar to be drawn again while they grow."""


class Following(ScrollView, Scrolling, can_focus=True):
    """Lines that may grow. Scrolling away from the end holds the place; going to the end follows it again."""

    growing = False
    """Whether more lines may come."""
    following = False
    """Whether the newest line stays in sight."""
    _moving = False
    """Whether it is the program that scrolls."""

    @property
    def below(self) -> bool:
        """Whether there are lines below the window."""
        return self.scroll_offset.y < self.max_scroll_y

    def fit(self, lines: int, changed: int) -> None:
        """There are `lines` lines now; those from number `changed` on have to be drawn."""
        size = self.size
        # Without its watcher, which would lay out the whole screen and draw all of the pane for each line.
        self.set_reactive(Widget.virtual_size, Size(self.scrollable_content_region.width, lines))
        self._show_bar()
        if self.following or self.scroll_y > self.max_scroll_y:
            self.go_to(self.max_scroll_y)
        first = min(max(0, changed - self.scroll_offset.y), size.height - 1)
        self.refresh(Region(0, first, size.width, size.height - first))

    def rest(self) -> None:
        """No more lines come."""
        self.growing = self.following = False
        self._show_bar()

    def _show_bar(self) -> None:
        """Have the bar tell where the window is.

        While the end is followed it is blank: a thumb at the end says nothing, and has to be drawn with every line.
        """
        bar, lines = self.vertical_scrollbar, self.virtual_size.height
        if self.growing and self.following:
            bar.window_virtual_size = bar.window_size
        elif not self.growing or abs(lines - bar.window_virtual_size) > lines * _NOTICED:
            bar.window_virtual_size = lines

    def go_to(self, line: float) -> None:
        """Have `line` at the top of the window, whether that is the end or not."""
        self._moving = True
        self.scroll_to(y=line, animate=False)
        self._moving = False

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """What the human scrolls to decides whether the end is followed."""
        super().watch_scroll_y(old_value, new_value)
        if not self._moving:
            self.following = self.growing and new_value >= self.max_scroll_y
            self._show_bar()

    def action_page_end(self) -> None:
        """Go to the end, and follow it as long as more comes."""
        self.following = self.growing
        self.go_to(self.max_scroll_y)
        self._show_bar()

    def action_scroll_end(self) -> None:
        self.action_page_end()
