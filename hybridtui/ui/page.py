"""Why this file exists: whatever scrolls does so with the same plain keys, wherever it is shown."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from hybridtui.ui.keys import PAGE, bindings


class Scrolling(Widget):
    """A widget that scrolls by plain keys too. To be named after the class that says how it is drawn."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(PAGE))

    def action_line_down(self) -> None:
        self.scroll_down(animate=False)

    def action_line_up(self) -> None:
        self.scroll_up(animate=False)

    def action_page_start(self) -> None:
        self.scroll_home(animate=False)

    def action_page_end(self) -> None:
        self.scroll_end(animate=False)


class Page(VerticalScroll, Scrolling, can_focus=True):
    """Widgets one below the other on a page that may be long."""
