"""Why this file exists: Enter pressed twice in the palette took the screen beneath it off, and ended the program."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette


class Palette(CommandPalette):
    """Textual's command palette, which is left once and runs what was chosen once."""

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Leave, if this is the screen on top; a second key on its way finds nothing chosen."""
        self.call_next(self._forget)
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def _forget(self) -> None:
        self._selected_command = None
