"""Why this file exists: what stands where, and how the human gets there, is one thing; what happens there is another.

The frame lays out the panes and moves between them. It knows nothing of what they show.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import DescendantFocus, ScreenResume
from textual.message_pump import MessagePump
from textual.notifications import SeverityLevel
from textual.reactive import reactive

from hybridtui.core.glyphs import visible
from hybridtui.ui.key_bar import KeyBar
from hybridtui.ui.keys import Key
from hybridtui.ui.panes.draft import DraftPane
from hybridtui.ui.panes.meter_bar import MeterBar
from hybridtui.ui.panes.notes import NotesPane
from hybridtui.ui.panes.spec import SpecPane
from hybridtui.ui.panes.tabs import PANES, PaneTabs
from hybridtui.ui.telling import tell

if TYPE_CHECKING:
    from textual.screen import Screen

    from hybridtui.core.errors import HybridError
    from hybridtui.ui.reply.pane import ReplyPane

    OnScreen = Screen[None]
else:
    # Textual looks the whole ancestry of every class of screens over, names and bindings: a fiftieth of the time to
    # a first paint for the steps from here to the workbench. So they are what only becomes a screen at its end.
    OnScreen = MessagePump

BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
"""From how many columns on a screen carries which class; the style sheet lays out by it."""

_ON_DRAFT = {"take", "take_all", "again", "shorter", "verbatim", "drop", "part", "dial"}
"""Actions on the draft and its lines."""

_ON_REPLY = {"thinking", "copy", "save_blocks"}
"""Actions on the reply that is shown."""


class Frame(OnScreen):
    """Four panes, a meter bar, a bar of keys; `keys` is the table with the user's changes."""

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS

    pane = reactive(PANES[0], init=False, bindings=True)
    """Id of the pane that has, or last had, the focus."""

    notes = getters.query_one(NotesPane)
    draft = getters.query_one(DraftPane)
    spec = getters.query_one(SpecPane)
    meters = getters.query_one(MeterBar)
    tabs = getters.query_one(PaneTabs)

    def __init__(self, keys: Sequence[Key]) -> None:
        super().__init__()
        self.keys = keys

    def compose(self) -> ComposeResult:
        # What the first resize and the first focus find set already does not have every pane styled once more.
        self.add_class(max(each for each in BREAKPOINTS if each[0] <= self.app.size.width)[1], update=False)
        yield PaneTabs()
        with Horizontal(id="panes"):
            yield NotesPane(self.keys).add_class("-active", update=False)
            yield DraftPane()
            yield SpecPane(self.keys)
        yield MeterBar()
        yield KeyBar()

    @cached_property
    def claude(self) -> ReplyPane:
        """Pane 4, made when first asked for: nobody sees it before they go there."""
        from hybridtui.ui.reply.pane import ReplyPane

        pane = ReplyPane(self.keys)
        self.query_one("#panes").mount(pane)
        return pane

    def rekey(self, keys: Sequence[Key]) -> None:
        """The human has given actions other keys: every place that names one says so."""
        self.keys = keys
        self.notes.rekey(keys)
        self.spec.rekey(keys)
        self.claude.rekey(keys)

    def tell(self, error: HybridError, severity: SeverityLevel = "error") -> None:
        """Show an error as a notice: what, why, and what to do next."""
        tell(self, error, severity)

    def remark(self, text: str) -> None:
        """Tell the human something in passing."""
        self.notify(visible(text), markup=False)

    def echo(self, text: str) -> None:
        """Tell the human what they cannot see, if the draft is out of sight."""
        if not self.draft.display:
            self.remark(text)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """What is shown for the first time has just been styled, each pane with all of its colours."""
        if not self.stack_updates:
            event.refresh_styles = False

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The pane with the focus is the one a narrow terminal shows; Claude's takes the place of the others."""
        if event.widget.id in PANES:
            self.pane = event.widget.id
            for pane in self.query("#panes > *"):
                pane.set_class(pane.id == self.pane, "-active")
            self.set_class(self.pane == "claude", "-claude")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Each key only where it means something: nothing is taken from a draft out of sight, say."""
        if action in _ON_DRAFT:
            return self.pane != "claude"
        if action in _ON_REPLY:
            return self.pane == "claude"
        return True

    def action_pane_notes(self) -> None:
        self.set_focus(self.notes)

    def action_pane_draft(self) -> None:
        self.set_focus(self.draft)

    def action_pane_spec(self) -> None:
        self.set_focus(self.spec)

    def action_pane_claude(self) -> None:
        self.set_focus(self.claude)

    def action_leader(self) -> None:
        """Offer the plain keys where letters are text: those that mean something in this pane."""
        from hybridtui.ui.dialogs.leader import LeaderMenu

        offered = [key for key in self.keys if self.check_action(key.action, ())]
        self.app.push_screen(LeaderMenu(offered, self.run_action))

    def action_help(self) -> None:
        from hybridtui.ui.dialogs.help import HelpScreen, page

        self.app.push_screen(HelpScreen(page(self.keys)))

    def action_palette(self) -> None:
        self.app.action_command_palette()

    async def action_suspend(self) -> None:
        await self.run_action("app.suspend")

    def action_notices(self) -> None:
        self.app.clear_notifications()

    def action_thinking(self) -> None:
        self.claude.toggle_thinking()
