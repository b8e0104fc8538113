"""Why this file exists: the deliberate stop, where the human sees what deserves judgement and what would leave."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from hybridtui.core.errors import HybridError
from hybridtui.core.glyphs import visible
from hybridtui.ui.checkpoint.agenda import Agenda, Answers, Signed
from hybridtui.ui.checkpoint.manifest import summary
from hybridtui.ui.checkpoint.ordering import ORDERING, Ordering
from hybridtui.ui.checkpoint.remedies import fixes, remedies
from hybridtui.ui.checkpoint.sheet import Sheet
from hybridtui.ui.checkpoint.sign_off import SignOff
from hybridtui.ui.dialogs.help import HelpScreen, checkpoint_page
from hybridtui.ui.key_bar import KeyBar
from hybridtui.ui.keys import CHECKPOINT, bindings
from hybridtui.ui.terminal.keyboard import Deciding
from hybridtui.ui.wrapping import SEPARATOR, packed

BREAKPOINTS = [(0, "-short"), (30, "-tall")]
"""From how many lines on the screen carries which class; the style sheet leaves no blank lines on a short one."""
_EDITS = 9
"""Edits of a finding that have a number key."""


class CheckpointScreen(Deciding, Ordering):
    """Shows the agenda and lets the human answer it; gives None when they went back.

    What a key answers goes to `answers`; what comes of it comes back through `show`. `cursor` is where an earlier
    `Jump` left.
    """

    VERTICAL_BREAKPOINTS = BREAKPOINTS

    BINDINGS: ClassVar[list[BindingType]] = [
        # First of all, or of keys that arrive in one go the code would go to the findings, where letters are answers.
        *(replace(binding, priority=binding.id == "code") for binding in bindings(CHECKPOINT)),
        *(Binding(str(number), f"choose({number})", show=False) for number in range(1, _EDITS + 1)),
    ]

    def __init__(self, agenda: Agenda, answers: Answers, cursor: str = "") -> None:
        super().__init__(agenda, answers, cursor)
        self._offered: tuple[tuple[str, ...], bool] = ((), False)

    def compose(self) -> ComposeResult:
        with Vertical(id="checkpoint") as frame:
            frame.border_title = "Checkpoint: nothing has been sent yet"
            yield Static(id="verdict")
            yield self._sheet
            yield SignOff()
        yield KeyBar()

    def on_mount(self) -> None:
        """Show what is known; the findings take the keys."""
        self._paint()
        self._sheet.focus()
        self.call_after_refresh(self.drawn)

    def show(self, agenda: Agenda) -> None:
        """Show the agenda as it stands now. The cursor stays on its finding, or goes to the next."""
        self._agenda = agenda
        if self.is_mounted:
            self._paint()

    def _paint(self) -> None:
        agenda = self._agenda
        frame = self.query_one("#checkpoint")
        frame.border_subtitle = Content(visible(summary(agenda)))
        if agenda.counting:  # from here on nobody can say that nothing was sent
            frame.border_title = "Checkpoint: uploaded to be counted, not handed off"
        self._lay_out_verdict()
        self._sheet.show(agenda)
        self._sign_off.show(agenda)
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Break the verdict between its parts."""
        self._lay_out_verdict()

    def _lay_out_verdict(self) -> None:
        agenda = self._agenda
        parts = (Content(part) for part in visible(agenda.verdict).split(SEPARATOR))
        lines = packed(parts, SEPARATOR, self.app.size.width - 4)
        told = (*lines, *(Content(visible(remark)) for remark in agenda.remarks))
        self.query_one("#verdict", Static).update(Content("\n").join(told))

    @property
    def _sign_off(self) -> SignOff:
        return self.query_one(SignOff)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Each key only where it means something."""
        finding = self._sheet.finding
        if action in ORDERING:
            return action.replace("_", "-") in self._agenda.offered
        if action in ("finding_next", "finding_previous"):
            return True
        if action == "choose":
            return finding is not None and parameters[0] in range(1, len(fixes(finding)) + 1)
        if action.startswith("finding_"):
            return finding is not None and action.replace("_", "-") in remedies(finding)
        if action == "unfold":
            return self._sheet.foldable
        if action == "code" and self._sign_off.line.has_focus:
            return False
        if action in ("code", "send"):
            return not self._agenda.obstacle and self._agenda.checkpoint.typed == (action == "code")
        return True

    @on(Sheet.Walked)
    def _walked(self) -> None:
        """The keys below are drawn anew only where other keys apply: that takes longer than a step."""
        finding = self._sheet.finding
        offered = (remedies(finding) if finding else (), self._sheet.foldable)
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    # Walking

    def action_finding_next(self) -> None:
        self._sheet.move(1)

    def action_finding_previous(self) -> None:
        self._sheet.move(-1)

    def action_group_next(self) -> None:
        self._sheet.move_group(1)

    def action_group_previous(self) -> None:
        self._sheet.move_group(-1)

    def action_sheet_on(self) -> None:
        self._sheet.move_page(1)

    def action_sheet_back(self) -> None:
        self._sheet.move_page(-1)

    def action_sheet_start(self) -> None:
        self._sheet.move_to_end(-1)

    def action_sheet_end(self) -> None:
        self._sheet.move_to_end(1)

    def action_unfold(self) -> None:
        self._sheet.toggle_fold()

    def action_bytes(self) -> None:
        """Switch between the readable form and the exact bytes."""
        self._sheet.toggle_bytes()

    def action_help(self) -> None:
        self.app.push_screen(HelpScreen(checkpoint_page()))

    # Signing

    def action_code(self) -> None:
        """Go to where the code is typed."""
        self.set_focus(self._sign_off.line)  # at once: what is typed next is the code

    def action_send(self) -> None:
        """Sign exactly what is shown."""
        self._sign("")

    @on(Input.Submitted, "#code")
    def _typed(self, event: Input.Submitted) -> None:
        self._sign(event.value)

    def _sign(self, code: str) -> None:
        if self._agenda.obstacle:
            return  # which the screen says already
        try:
            self._agenda.checkpoint.sign(code)
        except HybridError as error:
            self._sign_off.refuse(error.cause)
        else:
            self.dismiss(Signed(code))

    def action_back(self) -> None:
        """From a count that runs, or from the code, to the findings; from there, leave. Nothing is sent."""
        if self._agenda.counting:
            self._answers.stop_counting()
        elif self._sheet.has_focus:
            self.dismiss(None)
        else:
            self.set_focus(self._sheet)
