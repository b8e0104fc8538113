"""Why this file exists: what lets something leave this machine is always in sight, and says what it does."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from hybridtui.core.glyphs import visible
from hybridtui.core.hand_off.envelope import Envelope
from hybridtui.ui.checkpoint.agenda import Agenda
from hybridtui.ui.keys import CHECKPOINT, key_for
from hybridtui.ui.line import Line


class SignOff(Vertical):
    """Asks for the code, or says why there is none to type yet."""

    def __init__(self) -> None:
        super().__init__(id="sign-off")
        self._agenda: Agenda | None = None
        self._notice = ""

    def compose(self) -> ComposeResult:
        yield Static(id="sign-off-notice")
        yield Static(id="sign-off-prompt")
        yield Line(id="code", placeholder="Tab, then the code", select_on_focus=False, compact=True)

    @property
    def line(self) -> Line:
        """Where the code is typed."""
        return self.query_one("#code", Line)

    def show(self, agenda: Agenda) -> None:
        """Ask for what the agenda takes now. What was typed for other bytes is wiped, and the human is told."""
        before, self._agenda = self._agenda, agenda
        if before and before.checkpoint.digest != agenda.checkpoint.digest:
            self.line.value = ""
            same = before.examination.spec.text == agenda.examination.spec.text
            new = "new code." if agenda.checkpoint.typed else "what was there is not signed."
            self.tell(f"{'What would be sent' if same else 'The spec'} changed: {new}")
        obstacle = agenda.obstacle
        self.query_one("#sign-off-prompt", Static).update(_obstacle(agenda) if obstacle else _prompt(agenda))
        self.line.display = agenda.checkpoint.typed and not obstacle

    def refuse(self, reason: str) -> None:
        """What was typed does not sign. It is wiped, so that it can be typed once more."""
        with self.prevent(Input.Changed):
            self.line.value = ""
        self.tell(reason)

    @on(Input.Changed)
    def _typing(self, event: Input.Changed) -> None:
        """Who types has read what was said."""
        if event.value:
            self.tell("")

    def tell(self, notice: str) -> None:
        """Say something above the prompt, until there is something else to say."""
        self._notice = notice
        line = self.query_one("#sign-off-notice", Static)
        line.update(Content(f"! {visible(notice)}"))
        line.display = bool(notice)


def _obstacle(agenda: Agenda) -> Content:
    """Why it cannot be signed, and the key that gets past it where there is one."""
    told = Content.styled(f"✗ {visible(agenda.obstacle)}", "bold")
    if not agenda.checkpoint.refused:
        return told
    return Content.assemble(told, " Press ", (key_for(CHECKPOINT, "over-budget"), "bold reverse"), " to go over it")


def _prompt(agenda: Agenda) -> Content:
    """What to do, and what happens then."""
    deed = f" to sign and {visible(_deed(agenda.checkpoint.envelope))}"
    if agenda.checkpoint.typed:
        return Content.assemble("Type ", (agenda.checkpoint.code, "bold reverse"), " + Enter", deed)
    return Content.assemble("Press ", (key_for(CHECKPOINT, "send"), "bold reverse"), deed)


def _deed(envelope: Envelope) -> str:
    host = envelope.host.removeprefix("https://")
    return {"clipboard": "copy it to the clipboard", "file": f"write {host}"}.get(envelope.target, f"send to {host}")
