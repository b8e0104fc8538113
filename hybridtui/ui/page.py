"""Why this file exists: a long page scrolls with the same keys as everything else, wherever it is shown."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll

from hybridtui.ui.keys import PAGE, bindings


class Page(VerticalScroll, can_focus=True):
    """Scrolls by plain keys too."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(PAGE))

    def action_line_down(self) -> None:
        self.scroll_down(animate=False)

    def action_line_up(self) -> None:
        self.scroll_up(animate=False)

    def action_page_start(self) -> None:
        self.scroll_home(animate=False)

    def action_page_end(self) -> None:
        self.scroll_end(animate=False)
