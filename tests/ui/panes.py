"""Why this file exists: what the editors do by themselves is tested without the rest of the workbench."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

import hybridtui
from hybridtui.ui import theming
from hybridtui.ui.central.frame import BREAKPOINTS
from hybridtui.ui.panes.marked_editor import COMPONENTS
from hybridtui.ui.panes.notes import NotesPane
from hybridtui.ui.panes.spec import SpecPane


class _Screen(Screen[None]):
    COMPONENT_CLASSES: ClassVar[set[str]] = {*COMPONENTS}
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS

    def compose(self) -> ComposeResult:
        with Horizontal(id="panes"):
            yield NotesPane()
            yield SpecPane()


class _App(App[None]):
    CSS_PATH = str(Path(hybridtui.__file__).parent / "hybridtui.tcss")

    def on_mount(self) -> None:
        self.push_screen(_Screen())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return theming.derived(self.current_theme)


@dataclass
class Panes:
    """The two editors, and the hand that types."""

    pilot: Pilot[None]
    notes: NotesPane
    spec: SpecPane

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until `condition` holds; not for ever, as the runner's own limit cannot reach into Textual's loop."""
        async with asyncio.timeout(90):
            while not condition():
                await self.pilot.pause()
                await asyncio.sleep(0)


@asynccontextmanager
async def open_panes(*, size: tuple[int, int] = (140, 45), shown: str = "notes") -> AsyncIterator[Panes]:
    """Notes and spec side by side or, on a narrow screen, the one that is `shown`; that one has the focus."""
    app = _App()
    async with app.run_test(size=size) as pilot:
        while not isinstance(app.screen, _Screen):
            await pilot.pause()
        panes = Panes(pilot, app.screen.query_one(NotesPane), app.screen.query_one(SpecPane))
        pane = app.screen.query_one(f"#{shown}")
        pane.add_class("-active")
        await panes.until(lambda: pane.size.width > 0)
        pane.focus()
        await panes.until(lambda: pane.has_focus)
        yield panes


def drawn(pane: Widget) -> list[str]:
    """The lines that a pane shows, its frame left out, without the blanks at their ends."""
    return [pane.render_line(y).text.rstrip() for y in range(pane.size.height)]
