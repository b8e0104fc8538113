"""Why this file exists: of a long reply one often wants a single block, so the human says what is copied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from hybridtui.core.code.blocks import CodeBlock
from hybridtui.core.glyphs import visible
from hybridtui.core.plurals import number_of
from hybridtui.ui.choice_list import Choice, ChoiceList
from hybridtui.ui.dialogs.dialog import Dialog
from hybridtui.ui.reply.blocks import about, title

_DIGITS = 9


class CopyScreen(Dialog[int | None]):
    """Asks what of a reply is to be copied: 0 is all of it, 1 its first code block; None when the human went back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose_this", "Copy", show=False),
        Binding("escape,q", "dismiss", "Back", show=False),
        *(Binding(str(digit), f"choose({digit})", show=False) for digit in range(_DIGITS + 1)),
    ]

    def __init__(self, blocks: Sequence[CodeBlock], lines: int) -> None:
        """`lines` is how many the reply has."""
        super().__init__()
        self._blocks = blocks
        self._lines = lines

    def compose(self) -> ComposeResult:
        with Vertical(id="copying") as frame:
            frame.border_title = "Copy"
            frame.border_subtitle = "number or Enter copies · Esc goes back"
            yield ChoiceList(list(self._choices()))

    def _choices(self) -> Iterator[Choice]:
        rows = [("the whole reply", f"{self._lines:,} lines"), *((title(each), about(each)) for each in self._blocks)]
        for number, (name, more) in enumerate(rows):
            yield f"{number if number <= _DIGITS else '':>2} {name}", more

    @on(ChoiceList.Clicked)
    def action_choose_this(self) -> None:
        """Copy what is under the cursor, or was clicked."""
        self.dismiss(self.query_one(ChoiceList).at)

    def action_choose(self, number: int) -> None:
        """Copy by number, if there is something of that number."""
        if number <= len(self._blocks):
            self.dismiss(number)


def warning(text: str) -> str:
    """What to know before `text` is pasted; empty for ordinary text."""
    hidden = sum(1 for one, other in zip(text, visible(text), strict=True) if one != other)
    if not hidden:
        return ""
    return f" It holds {number_of(hidden, 'hidden character')}: look before you paste it into a shell."
