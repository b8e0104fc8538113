"""Why this file exists: nothing is gone; every version can be found, compared and put back with a few keys."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen

from hybridtui.core.errors import HybridError
from hybridtui.core.glyphs import visible
from hybridtui.core.history import Sort, Version
from hybridtui.core.ports import Clipboard, History
from hybridtui.ui.dialogs.ask import AskScreen
from hybridtui.ui.dialogs.confirm import ConfirmScreen
from hybridtui.ui.dialogs.help import HelpScreen, timeline_page
from hybridtui.ui.diff_view import DiffView
from hybridtui.ui.key_bar import KeyBar
from hybridtui.ui.keys import TIMELINE, bindings
from hybridtui.ui.moments import Moments
from hybridtui.ui.pause import Pause
from hybridtui.ui.telling import tell
from hybridtui.ui.timeline.comparison import Against, Comparison, comparison
from hybridtui.ui.timeline.pruning import question, went_words
from hybridtui.ui.timeline.version_list import VersionList

BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
"""From how many columns on list and text stand side by side."""

GLANCE = 0.05
"""Seconds that the cursor rests on a version before its text is read."""

_SHOWN = (None, Sort.NOTES, Sort.DRAFT, Sort.SPEC, Sort.SIGN_OFF, Sort.REPLY, Sort.PRUNING)
"""What is listed, in turns; None for everything."""

_NOT_BROUGHT_BACK = {
    Sort.DRAFT: "A draft follows the notes: restore those, or copy its lines.",
    Sort.SIGN_OFF: "What was signed stays signed: restore the spec it was made of, or copy it.",
    Sort.PRUNING: "What was pruned is gone.",
}


class TimelineScreen(Screen[Version | None]):
    """The versions of a workspace, and beside them what the one under the cursor is; gives the one to bring back."""

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(TIMELINE))

    versions = getters.query_one(VersionList)
    view = getters.query_one(DiffView)

    def __init__(self, history: History, clipboard: Clipboard, moments: Callable[[], Moments] = Moments.here) -> None:
        super().__init__()
        self._moments = moments
        self._history = history
        self._clipboard = clipboard
        self._versions: Sequence[Version] = ()
        self._sort: Sort | None = None
        self._words = ""
        self._found: frozenset[int] = frozenset()
        self._against = Against.BEFORE
        self._pause = Pause(self, GLANCE, self._compare)
        self._note = "Reading the history."

    def compose(self) -> ComposeResult:
        with Container(id="timeline"):
            yield VersionList()
            yield DiffView()
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the history; the list takes the keys."""
        self.versions.focus()
        self._reread()

    @work(group="history", exclusive=True)
    async def _reread(self) -> None:
        """Read the history as it is now."""
        try:
            self._versions = await asyncio.to_thread(self._history.versions)
            self._note = "Nothing is kept yet. Write notes: a version is kept at each pause."
        except HybridError as error:
            self._note = str(error)
        self._list()

    def _list(self) -> None:
        """List what is wanted of the versions."""
        listed = [
            version
            for version in self._versions
            if (self._sort is None or version.sort is self._sort) and (not self._words or version.id in self._found)
        ]
        newest: dict[Sort, int] = {}
        for version in self._versions:
            newest.setdefault(version.sort, version.id)
        sort = f" · {self._sort}" if self._sort else ""
        words = f" · “{self._words}”" if self._words else ""
        self.versions.border_title = Content(visible(f"Timeline{sort}{words}"))
        note = "There is none." if self._versions else self._note
        self.versions.show(listed, frozenset(newest.values()), self._moments(), note)

    # What is shown of a version

    @on(VersionList.Walked)
    def _walked(self) -> None:
        self._pause.restart()
        self.refresh_bindings()

    @work(group="comparison", exclusive=True)
    async def _compare(self) -> None:
        version, shown = self.versions.current, Comparison("", ())
        if version:
            arguments = version, self._versions, self._against, self._history.text, self._moments()
            try:
                shown = await asyncio.to_thread(comparison, *arguments)
            except HybridError as error:
                tell(self, error)
        self.view.border_title = Content(shown.title)
        self.view.border_subtitle = f"{version.size:,} bytes" if version else ""
        self.view.show(shown.lines)

    def action_compare_with(self) -> None:
        """Compare with the next of what there is to compare with."""
        self._against = self._against.next
        self._compare()

    @on(VersionList.Clicked)
    def action_version_read(self) -> None:
        """Give the text the whole screen, or the list its place again."""
        self.toggle_class("-reading")
        self.set_focus(self.view if self.has_class("-reading") else self.versions)

    def action_turn(self) -> None:
        self.set_focus(self.versions if self.view.has_focus else self.view)

    # Which versions are listed

    def action_sort_next(self) -> None:
        """List the next sort of versions, or all again."""
        there = {version.sort for version in self._versions}
        order = [sort for sort in _SHOWN if sort is None or sort in there]
        self._sort = order[(order.index(self._sort) + 1) % len(order)] if self._sort in order else None
        self._list()

    @work(group="search", exclusive=True)
    async def action_version_find(self) -> None:
        """List only versions that have certain words."""
        about = "Only versions with them are listed. Empty: all versions."
        asked = AskScreen("Which words?", about, value=self._words, enter="searches")
        words = await self.app.push_screen_wait(asked)
        if words is not None:
            await self._find(words)

    async def _find(self, words: str) -> None:
        try:
            self._found = await asyncio.to_thread(self._history.find, words) if words else frozenset()
        except HybridError as error:
            tell(self, error)
        else:
            self._words = words
            self._list()

    # What becomes of versions

    def action_version_restore(self) -> None:
        """Leave, and have the version brought back."""
        version = self.versions.current
        if version is None:
            return
        if said := _NOT_BROUGHT_BACK.get(version.sort):
            self.notify(said, markup=False)
        else:
            self.dismiss(version)

    @work(group="copy", exclusive=True)
    async def action_version_copy(self) -> None:
        """Copy the text of the version."""
        if version := self.versions.current:
            try:
                text = await asyncio.to_thread(self._history.text, version.id)
                said = await asyncio.to_thread(self._clipboard.copy, text)
            except HybridError as error:
                tell(self, error)
            else:
                self.notify(visible(said), markup=False)

    @work(group="prune", exclusive=True)
    async def action_prune(self) -> None:
        """Let go what will be missed least, if the human agrees once they have seen what that is."""
        try:
            room = await asyncio.to_thread(self._history.room)
            plan = await asyncio.to_thread(self._history.plan, room.used // 2)
            if not plan.go:
                said = "Nothing may go: each version is the newest of its sort, less than a day old, or was signed."
                self.notify(said, markup=False)
            elif await self.app.push_screen_wait(
                ConfirmScreen("Prune the history?", question(plan, room, self._versions))
            ):
                went = await asyncio.to_thread(self._history.prune, plan)
                self.notify(went_words(went), markup=False)
                self._reread()
        except HybridError as error:
            tell(self, error)

    # Walking and leaving

    def action_help(self) -> None:
        self.app.push_screen(HelpScreen(timeline_page()))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of a version only where there is one."""
        return not action.startswith("version_") or action == "version_find" or bool(self._versions)

    def action_versions_next(self) -> None:
        self.versions.move(1)

    def action_versions_previous(self) -> None:
        self.versions.move(-1)

    def action_versions_on(self) -> None:
        self.versions.move_page(1)

    def action_versions_back(self) -> None:
        self.versions.move_page(-1)

    def action_versions_first(self) -> None:
        self.versions.move_to_end(-1)

    def action_versions_last(self) -> None:
        self.versions.move_to_end(1)

    def action_back(self) -> None:
        """Leave the text for the list, a search for all versions, or the timeline."""
        if self.has_class("-reading"):
            self.action_version_read()
        elif self._words:
            self._words = ""
            self._list()
        else:
            self.dismiss(None)
