"""Why this file exists: some decisions need a reason or an answer in words; one line asks for it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from hybridtui.core.glyphs import visible
from hybridtui.ui.dialogs.dialog import Dialog
from hybridtui.ui.line import Line


class AskScreen(Dialog[str | None]):
    """Asks for one line under `title`; None when the human went back.

    `about` says what it is about. `needed` is said when the line is empty; where it is "", an empty line will do. The
    line begins as `value`; `enter` says what Enter does with it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Back", show=False)]

    def __init__(self, title: str, about: str, needed: str = "", value: str = "", enter: str = "keeps") -> None:
        super().__init__()
        self._title = title
        self._about = about
        self._needed = needed
        self._value = value
        self._enter = enter

    def compose(self) -> ComposeResult:
        with Vertical(id="ask") as frame:
            frame.border_title = visible(self._title)
            frame.border_subtitle = f"Enter {self._enter} · Esc goes back"
            yield Line(self._value, compact=True, select_on_focus=False)
            yield Static(visible(self._about), markup=False)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        line = event.value.strip()
        if line or not self._needed:
            self.dismiss(line)
        else:
            self.query_one(Static).update(f"✗ {self._needed}")
