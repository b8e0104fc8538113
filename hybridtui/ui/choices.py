"""Why this file exists: a list to choose from is walked with the same keys as everything else."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList


class Choices(OptionList, inherit_bindings=False):
    """An option list that is walked by plain keys too, and ends where it ends. Enter is left to the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "cursor_down", show=False),
        Binding("up,k", "cursor_up", show=False),
        Binding("pagedown", "page_down", show=False),
        Binding("pageup", "page_up", show=False),
        Binding("home,g", "first", show=False),
        Binding("end,G", "last", show=False),
    ]

    def action_cursor_down(self) -> None:
        """The next line, if there is one."""
        self.highlighted = self.at + 1

    def action_cursor_up(self) -> None:
        """The line before, if there is one."""
        self.highlighted = self.at - 1

    @property
    def at(self) -> int:
        """The place of the line under the cursor."""
        return self.highlighted or 0
