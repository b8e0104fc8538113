"""Why this file exists: a narrow terminal shows one pane at a time; here it says which, and what the others are."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

PANES = ("notes", "draft", "spec", "claude")
"""Ids of the panes, in the order of their numbers."""


class PaneTabs(Static):
    """The names of the panes; the style sheet shows it only on a narrow terminal."""

    def __init__(self) -> None:
        super().__init__(id="tabs", markup=False)
        self._parts: list[tuple[str, str]] = []

    def show(self, active: str, fresh: int, file: str) -> None:
        """Mark the pane with the id `active`; tell how many draft items are new, and which notes these are."""
        parts: list[tuple[str, str]] = []
        for number, pane in enumerate(PANES, 1):
            count = f" +{fresh}" if pane == "draft" and fresh else ""
            parts.append((f" {number} {pane.capitalize()}{count} ", "bold reverse" if pane == active else ""))
        parts.append((f"  {file}", ""))
        if parts != self._parts:
            self._parts = parts
            self.update(Content.assemble(*parts))
