"""Why this file exists: only the human replaces a line of the spec, and sees both lines before they do."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from hybridtui.core.differences.words import differences
from hybridtui.core.draft.item import Item
from hybridtui.core.kinds import Kind
from hybridtui.ui.dialogs.dialog import Dialog
from hybridtui.ui.key_bar import KeyBar
from hybridtui.ui.keys import SWAP, bindings
from hybridtui.ui.marked import marked
from hybridtui.ui.page import Page


class Choice(Enum):
    """What becomes of the two lines."""

    REPLACE = auto()
    BESIDE = auto()


class SwapScreen(Dialog[Choice | None]):
    """Shows a line of the spec and the draft item that says it now; gives None when the spec is to stay as it is.

    `kind` is that of the section where the old line stands, if it says.
    """

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(SWAP))

    def __init__(self, old: str, new: Item, kind: Kind | None) -> None:
        super().__init__()
        self._old = old
        self._new = new
        self._kind = kind

    def compose(self) -> ComposeResult:
        with Page(id="swap") as page:
            page.border_title = "Your notes say this otherwise now"
            yield Static(Content("\n").join(self._lines()))
        yield KeyBar()

    def on_mount(self) -> None:
        """The page takes the keys, so that it scrolls."""
        self.query_one("#swap").focus()

    def _lines(self) -> Iterator[Content]:
        old, new = differences(self._old, self._new.text)
        yield Content.styled("in the spec", "dim")
        yield marked("-", old)
        yield Content("")
        yield Content.styled("in the draft", "dim")
        yield marked("+", new)
        if self._kind not in (None, self._new.kind):
            yield Content("")
            yield Content(f"It would count as {self._new.kind.heading} now; the line stays where it is.")

    def action_replace(self) -> None:
        self.dismiss(Choice.REPLACE)

    def action_beside(self) -> None:
        self.dismiss(Choice.BESIDE)

    def action_back(self) -> None:
        self.dismiss(None)
