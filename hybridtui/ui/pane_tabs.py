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

    def show(self, active: str) -> None:
        """Mark the pane with the id `active`."""
        names = ((f" {number} {pane.capitalize()} ", pane) for number, pane in enumerate(PANES, 1))
        self.update(Content.assemble(*((name, "bold reverse" if pane == active else "") for name, pane in names)))
