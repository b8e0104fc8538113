"""Why this file exists: in an editor every letter is text, so one key opens a menu of what the letters do elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key as KeyPressed
from textual.screen import ModalScreen
from textual.widgets import Static

from hybridtui.ui.keys import Key, shown


class LeaderMenu(ModalScreen[str]):
    """Waits for one key; gives the action's name, or "" when the human thought better of it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel", show=False)]

    def __init__(self, keys: Sequence[Key]) -> None:
        super().__init__()
        self._actions = {key.plain: key.action for key in keys}
        self._menu = Content("   ").join(
            Content.assemble((shown(key.plain), "bold"), " ", key.label.replace(" ", "\N{NO-BREAK SPACE}"))
            for key in keys
        )

    def compose(self) -> ComposeResult:
        yield Static(self._menu, id="leader-menu")

    def on_key(self, event: KeyPressed) -> None:
        """The first key decides; one that means nothing closes the menu."""
        event.stop()
        event.prevent_default()
        self.dismiss(self._actions.get(event.key, ""))

    def action_cancel(self) -> None:
        """Close the menu; nothing happens."""
        self.dismiss("")
