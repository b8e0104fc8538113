"""Why this file exists: no file is replaced before the human saw what goes and what comes, and said yes."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from math import inf
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content

from hybridtui.core.differences.lines import DiffLine
from hybridtui.core.glyphs import visible
from hybridtui.ui.dialogs.dialog import Dialog
from hybridtui.ui.diff_view import DiffView
from hybridtui.ui.key_bar import KeyBar
from hybridtui.ui.keys import DIFF, bindings
from hybridtui.ui.terminal.keyboard import Deciding


class Answer(Enum):
    """Whether what was shown is to be done; ALL is also a yes to all that would be shown after it."""

    YES = auto()
    NO = auto()
    ALL = auto()


class DiffScreen(Deciding, Dialog[Answer | None]):
    """Shows a comparison; where it `asks`, the human answers, or goes back (None).

    An answer counts once the comparison has been on the screen: a key that was on its way before answers nothing.
    """

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(DIFF))

    def __init__(self, title: str, lines: Sequence[DiffLine], asks: bool = False) -> None:
        super().__init__()
        self._title = title
        self._lines = lines
        self._asks = asks
        if not asks:
            self.seen_at = -inf  # nothing is decided here

    def compose(self) -> ComposeResult:
        with Vertical(id="comparison") as frame:
            frame.border_title = Content(visible(self._title))
            come, gone = (sum(1 for line in self._lines if line.side == side) for side in ("in", "out"))
            frame.border_subtitle = f"+{come:,} -{gone:,} lines"
            yield DiffView(self._lines)
        yield KeyBar()

    def on_mount(self) -> None:
        """The comparison takes the keys that scroll, and is drawn next."""
        self.query_one(DiffView).focus()
        if self._asks:
            self.call_after_refresh(self.drawn)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a question has answers."""
        return self._asks or not action.startswith("diff_")

    def action_diff_yes(self) -> None:
        self._answer(Answer.YES)

    def action_diff_no(self) -> None:
        self._answer(Answer.NO)

    def action_diff_all(self) -> None:
        self._answer(Answer.ALL)

    def _answer(self, answer: Answer) -> None:
        if self.seen:
            self.dismiss(answer)

    def action_back(self) -> None:
        self.dismiss(None)
