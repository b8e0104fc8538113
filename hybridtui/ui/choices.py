"""Why this file exists: a list to choose from is walked with the same keys as everything else."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList


class Choices(OptionList):
    """An option list that is walked by plain keys too, and ends where it ends."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("g", "first", show=False),
        Binding("G", "last", show=False),
    ]

    def action_cursor_down(self) -> None:
        """The next line, if there is one."""
        self.highlighted = 0 if self.highlighted is None else self.highlighted + 1

    def action_cursor_up(self) -> None:
        """The line before, if there is one."""
        self.highlighted = 0 if self.highlighted is None else self.highlighted - 1
