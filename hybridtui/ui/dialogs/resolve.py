"""Why this file exists: only the human says which of two versions stands, and sees both before they do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from hybridtui.core.conflicts import Conflict, Keep
from hybridtui.core.differences.words import Piece, around, differences
from hybridtui.ui.dialogs.dialog import Dialog
from hybridtui.ui.key_bar import KeyBar
from hybridtui.ui.keys import RESOLVE, bindings
from hybridtui.ui.marked import marked
from hybridtui.ui.page import Page


class ResolveScreen(Dialog[Keep | None]):
    """Shows the two sides of a conflict and gives what is to be kept; None when it is to stay as it is.

    `left` is how many conflicts there are in the document, which is called `name`.
    """

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(RESOLVE))

    def __init__(self, conflict: Conflict, name: str, left: int) -> None:
        super().__init__()
        self._conflict = conflict
        self._title = f"Changed here and outside · {name}" + (f" · {left} in all" if left > 1 else "")

    def compose(self) -> ComposeResult:
        with Page(id="resolve") as page:
            page.border_title = Content(self._title)
            yield Static(Content("\n").join(self._lines()))
        yield KeyBar()

    def on_mount(self) -> None:
        """The page takes the keys, so that it scrolls."""
        self.query_one("#resolve").focus()

    def _lines(self) -> Iterator[Content]:
        here, outside = differences("\n".join(self._conflict.here), "\n".join(self._conflict.outside))
        yield Content.styled("here", "dim")
        yield _side("-", here)
        yield Content("")
        yield Content.styled("outside", "dim")
        yield _side("+", outside)

    def action_keep_here(self) -> None:
        self.dismiss(Keep.HERE)

    def action_keep_outside(self) -> None:
        self.dismiss(Keep.OUTSIDE)

    def action_keep_both(self) -> None:
        self.dismiss(Keep.BOTH)

    def action_back(self) -> None:
        self.dismiss(None)


def _side(sign: str, pieces: Sequence[Piece]) -> Content:
    """One version, line by line, with the words that only it has in marks, and of long lines what is around them."""
    if not pieces:
        return Content.styled("(nothing)", "dim")
    rows: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *more = piece.text.split("\n")
        rows[-1].append(Piece(first, piece.changed and bool(first.strip())))
        rows += [[Piece(part, piece.changed and bool(part.strip()))] for part in more]
    return Content("\n").join(marked(sign, around(row)) for row in rows)
