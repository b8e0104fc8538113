"""Why this file exists: workspaces are found again by a few letters, and opened, begun, renamed, taken off the list."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from hybridtui.core.errors import HybridError
from hybridtui.core.glyphs import visible
from hybridtui.core.ports import Workspaces
from hybridtui.core.workspaces.shelf import Shelved, matching
from hybridtui.ui.choice_list import ChoiceList
from hybridtui.ui.dialogs.ask import AskScreen
from hybridtui.ui.dialogs.dialog import Dialog
from hybridtui.ui.key_bar import KeyBar
from hybridtui.ui.keys import WORKSPACES, bindings
from hybridtui.ui.line import Line
from hybridtui.ui.moments import Moments
from hybridtui.ui.workspaces.departure import Depart, Departure
from hybridtui.ui.workspaces.rows import about, row

_NAMING = "A name, or a path with a slash in it."


class WorkspacesScreen(Dialog[None]):
    """Lists the workspaces, and sets out for the one that the human wants.

    `read` gives them, slowly (it raises `HybridError`). `here` is the path of the notes that are open. `may_leave` asks
    whether what is under way may end.
    """

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(WORKSPACES))

    def __init__(
        self,
        read: Callable[[], tuple[Shelved, ...]],
        workspaces: Workspaces,
        here: str,
        depart: Depart,
        may_leave: Callable[[], Awaitable[bool]],
    ) -> None:
        super().__init__()
        self._read = read
        self._workspaces = workspaces
        self._here = here
        self._depart = depart
        self._may_leave = may_leave
        self._moments = Moments.here()
        self._shelf: tuple[Shelved, ...] = ()
        self._found: tuple[Shelved, ...] = ()
        self._told: Shelved | None = None
        """The workspace that was told of last: what was said since then stays until the cursor goes elsewhere."""

    def compose(self) -> ComposeResult:
        with Vertical(id="workspaces") as frame:
            frame.border_title = "Workspaces"
            yield Line(placeholder="Type to find one, Enter opens it", compact=True)
            choices = ChoiceList()
            choices.can_focus = False  # the line has the keys; what is typed looks for a workspace
            yield choices
            yield Static(id="workspaces-about", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """The list comes when it was read."""
        self.query_one(Line).focus()
        self._list()

    def on_resize(self) -> None:
        """Fit the width."""
        self.call_after_refresh(self._show)

    @property
    def current(self) -> Shelved | None:
        """The workspace under the cursor; None where none is found."""
        at = self.query_one(ChoiceList).at
        return self._found[at] if 0 <= at < len(self._found) else None

    # What is shown

    @work(exclusive=True, group="list")
    async def _list(self) -> None:
        try:
            self._shelf = await asyncio.to_thread(self._read)
        except HybridError as error:
            self._say(error)
            return
        self.query_one("#workspaces").border_title = f"Workspaces · {len(self._shelf):,}"
        self._find()

    @on(Input.Changed)
    def _find(self) -> None:
        """Show those that have the words in the line; the cursor begins at the top."""
        self._found = matching(self._shelf, self.query_one(Line).value)
        self.query_one(ChoiceList).at = 0
        self._show()

    def _show(self) -> None:
        choices = self.query_one(ChoiceList)
        width = choices.scrollable_content_region.width
        choices.show([row(one, self._moments, width, here=self._is_here(one)) for one in self._found])

    def _is_here(self, one: Shelved) -> bool:
        return one.known.path == self._here

    @on(ChoiceList.Walked)
    def _walked(self) -> None:
        """Say below the list what there is to know about the workspace under the cursor."""
        one = self.current
        if one is None and self._shelf:
            self._write("None is called that. ^n begins a new one.")
        elif one is not None and one is not self._told:
            self._write("\n".join(about(one, self._moments, here=self._is_here(one))))
        self._told = one

    def _say(self, error: HybridError) -> None:
        self._write(f"✗ {error}")

    def _write(self, text: str) -> None:
        self.query_one("#workspaces-about", Static).update(Content(visible(text)))

    # What the human wants

    @on(Input.Submitted)
    @on(ChoiceList.Clicked)
    def action_workspace_open(self) -> None:
        """Open the workspace under the cursor in the place of this one."""
        one = self.current
        if one is None:
            return
        if self._is_here(one):
            self.dismiss(None)
        elif not one.known.exists:
            self._write(f"✗ There are no notes at {one.known.path}.\n^t takes it off the list; no file is touched.")
        else:
            self._set_out(Departure(one.known.path))

    @work(exclusive=True, group="change")
    async def action_workspace_new(self) -> None:
        """Ask for a name, and open an empty workspace of that name."""
        typed = self.query_one(Line).value
        asked = AskScreen("New workspace", _NAMING, "Type a name.", typed, enter="opens it")
        given = await self.app.push_screen_wait(asked)
        if given is None:
            return
        try:
            path = await asyncio.to_thread(self._workspaces.place, given)
        except HybridError as error:
            self._say(error)
        else:
            self._set_out(Departure(path))

    @work(exclusive=True, group="change")
    async def action_workspace_rename(self) -> None:
        """Ask for another name, and move all that belongs to the workspace under the cursor."""
        one = self.current
        if one is None:
            return
        known = one.known
        given = await self.app.push_screen_wait(
            AskScreen(
                f"Rename {known.name}", f"{_NAMING} Nothing is replaced.", "Type a name.", known.name, enter="renames"
            )
        )
        if given is None or given == known.name:
            return
        if self._is_here(one):
            self._set_out(Departure(known.path, known.id, given))
            return
        try:
            await asyncio.to_thread(self._workspaces.rename, known.id, known.path, given)
        except HybridError as error:
            self._say(error)
        else:
            self._list()

    @work(exclusive=True, group="change")
    async def action_workspace_forget(self) -> None:
        """Take the workspace under the cursor off the list."""
        one = self.current
        if one is None:
            return
        if self._is_here(one):
            self._write("✗ It is open now, so it stays on the list.")
            return
        try:
            await asyncio.to_thread(self._workspaces.forget, one.known.id)
        except HybridError as error:
            self._say(error)
        else:
            self._list()

    @work(exclusive=True, group="leave")
    async def _set_out(self, departure: Departure) -> None:
        if await self._may_leave():
            self._write("Opening it …")
            self._depart(departure, self._say)

    def action_workspace_next(self) -> None:
        self.query_one(ChoiceList).action_walk(1)

    def action_workspace_previous(self) -> None:
        self.query_one(ChoiceList).action_walk(-1)

    def action_workspaces_on(self) -> None:
        self.query_one(ChoiceList).action_walk_page(1)

    def action_workspaces_back(self) -> None:
        self.query_one(ChoiceList).action_walk_page(-1)

    def action_back(self) -> None:
        self.dismiss(None)
