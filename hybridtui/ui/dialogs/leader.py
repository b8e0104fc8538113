"""Why this file exists: in an editor every letter is text, so one key opens a menu of what the letters do elsewhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key as KeyPressed
from textual.screen import ModalScreen
from textual.widgets import Static

from hybridtui.ui.keys import Key, shown
from hybridtui.ui.wrapping import packed

_GAP = "   "


class LeaderMenu(ModalScreen[None]):
    """Waits for one key and hands its action to `run`, unless the human thought better of it.

    The keys are priority bindings, which are done before the next key is read: whoever types faster than the screen
    is drawn still gets what the keys say.
    """

    def __init__(self, keys: Sequence[Key], run: Callable[[str], Awaitable[object]]) -> None:
        super().__init__()
        self._run = run
        for key in keys:
            self._bindings.bind(key.plain, f"choose('{key.action}')", show=False, priority=True)
        self._entries = [Content.assemble((shown(key.plain), "bold"), " ", key.label) for key in keys]

    def compose(self) -> ComposeResult:
        yield Static(self._text(), id="leader-menu")

    def on_resize(self) -> None:
        """No entry is parted at another width, either."""
        self.query_one("#leader-menu", Static).update(self._text())

    def _text(self) -> Content:
        return Content("\n").join(packed(self._entries, _GAP, self.app.size.width - 2))

    def on_key(self, event: KeyPressed) -> None:
        """Escape, or any key that means nothing, closes the menu."""
        event.stop()
        event.prevent_default()
        if self.is_current:  # or else an earlier key closed it
            self.dismiss()

    async def action_choose(self, action: str) -> None:
        """Close the menu and do `action`."""
        self.dismiss()
        await self._run(action)
