"""Why this file exists: who cannot write sees so all the time, and why, and what key changes it."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from hybridtui.core.glyphs import visible


class ReadOnlyLine(Static):
    """A line above the panes; on the screen only while the notes may not be written."""

    def __init__(self) -> None:
        super().__init__(id="read-only", markup=False)

    def show(self, text: str) -> None:
        """Say why nothing can be written."""
        self.update(Content(visible(text)))
