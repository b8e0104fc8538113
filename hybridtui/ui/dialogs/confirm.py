"""Why this file exists: what cannot be taken back is asked first, and a key pressed too early is no answer."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from hybridtui.core.glyphs import visible
from hybridtui.ui.dialogs.dialog import Dialog
from hybridtui.ui.terminal.keyboard import Deciding


class ConfirmScreen(Deciding, Dialog[bool]):
    """Asks `question` under `title`: True when the human says yes.

    A yes counts once the question has been on the screen, so that a key that was on its way before answers nothing.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "yes", "Yes", show=False),
        Binding("escape,n", "no", "No", show=False),
    ]

    def __init__(self, title: str, question: str) -> None:
        super().__init__()
        self._title = title
        self._question = question

    def compose(self) -> ComposeResult:
        with Vertical(id="confirm") as frame:
            frame.border_title = visible(self._title)
            frame.border_subtitle = "y yes · Esc no"
            yield Static(visible(self._question), markup=False)

    def on_mount(self) -> None:
        """The question is drawn next."""
        self.call_after_refresh(self.drawn)

    def action_yes(self) -> None:
        if self.seen:
            self.dismiss(True)

    def action_no(self) -> None:
        self.dismiss(False)
