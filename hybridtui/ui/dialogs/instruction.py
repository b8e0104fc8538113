"""Why this file exists: the human tells a model in a line what it should know, and learns whether it listens."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from hybridtui.core.steering import Mode
from hybridtui.ui.dialogs.dialog import Dialog
from hybridtui.ui.line import Line

LONGEST = 300
"""Characters: it goes in front of every sentence, so it must cost little."""


class InstructionScreen(Dialog[str | None]):
    """Asks for the instruction, beginning with the one there is; None when it is to stay.

    `mode` tells who decides in the draft now, None while nobody knows.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Back", show=False)]

    def __init__(self, instruction: str, mode: Mode | None) -> None:
        super().__init__()
        self._instruction = instruction
        self._mode = mode

    def compose(self) -> ComposeResult:
        with Vertical(id="instruction") as frame:
            frame.border_title = "What the model should know"
            frame.border_subtitle = "Enter keeps · Esc goes back"
            yield Line(
                self._instruction,
                max_length=LONGEST,
                placeholder="we are building a CLI, not a web app",
                select_on_focus=False,
                compact=True,
            )
            yield Static(_read_by(self._mode), markup=False)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())


def _read_by(mode: Mode | None) -> str:
    """Whether anybody reads it."""
    if mode is Mode.REWRITE:
        return "Read by the model with every sentence."
    if mode is None:
        return "Read only by a model that rewrites."
    who = "Rules decide" if mode is Mode.RULES else "A faithful model picks words and decides"
    return f"✗ Not read now. {who} how a line reads; only the mode “rewrite” reads it. It is kept for then."
