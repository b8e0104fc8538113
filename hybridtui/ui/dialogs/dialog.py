"""Why this file exists: a dialog is left once; a second key on its way must not take the screen beneath it too."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType


class Dialog(ModalScreen[ScreenResultType]):
    """A modal screen that can be left only while it is the one on top.

    A line that was entered is heard of later than its key: by then another key may have left the dialog already, or
    opened something over it, and Textual would close whatever is on top.
    """

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave with `result`, if this is the screen on top."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
