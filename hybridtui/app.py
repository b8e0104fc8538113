"""Why this file exists: what the workbench needs of the tiers is made here and handed in; no pane makes any."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.app import SystemCommand
from textual.events import DescendantFocus, Event, InputEvent
from textual.screen import Screen

from hybridtui.core.config import Config
from hybridtui.core.config.changes import changed, told
from hybridtui.core.config.parser import Settings as Configured
from hybridtui.core.config.parser import complaint
from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.workspaces.desk import Desk
from hybridtui.departing import OPENING, Departing, Open, Opener
from hybridtui.dressing import Dressing
from hybridtui.store import paths, watch
from hybridtui.store.documents.files import Files
from hybridtui.store.documents.journal import JournalFile
from hybridtui.store.settings import config_file
from hybridtui.store.workspaces import workspace
from hybridtui.store.workspaces.claim import ClaimFile
from hybridtui.ui.courtesy import COURTESY
from hybridtui.ui.forgetting import forget_what_is_closed
from hybridtui.ui.keys import KEYS
from hybridtui.ui.messages import Finished, Loaded, Opened, Settled
from hybridtui.ui.terminal.notification import sequence
from hybridtui.ui.wire.economy import Economical
from hybridtui.ui.workbench import Workbench

if TYPE_CHECKING:
    from hybridtui.core.ports import Claim, Services
    from hybridtui.store.workspaces.workspace import Workspace


_SSH = {"SSH_CONNECTION", "SSH_TTY"}
"""Variables that are set where the terminal is at the other end of an SSH line."""


class HybridApp(Economical, Dressing, Departing):
    """The Textual application: settings, key map, command palette, and the workbench on its screen."""

    TITLE = "hybridtui"
    CSS_PATH = "hybridtui.tcss"

    def __init__(
        self,
        services: Callable[[], Services],
        desk: Desk,
        elsewhere: Opener,
        reload: Callable[[], Configured] | None = None,
    ) -> None:
        """`elsewhere` opens other workspaces. `reload` reads the settings anew, whenever their file was saved; without
        it they stay as they are.
        """
        super().__init__()
        forget_what_is_closed()
        self.workbench = Workbench(services, desk, self.depart)
        self._elsewhere = elsewhere
        self._reload = reload
        self._adopt(desk.config)
        self.fault: HybridError | None = None
        """What ended the workbench that nobody expected."""
        self._unfocused = ExitStack()
        """Holds what is typed as long as there is nothing that takes it."""
        self.dress(desk.config.ui.theme)

    def get_default_screen(self) -> Workbench:
        """The first workbench; Textual would style the screen of a mode that it knows already twice."""
        return self.workbench

    def on_mount(self) -> None:
        """Give actions their keys, and say what was wrong with the themes."""
        self._unfocused.enter_context(self.keyboard.hold(OPENING))
        self.add_mode(self.DEFAULT_MODE, lambda: self.workbench)
        self.set_keymap(dict(self._config.keys))
        self.tell_of_themes()
        self.heed_signals()

    @on(DescendantFocus)
    def _focused(self) -> None:
        """The notes are there: what was typed while the program started is meant for them."""
        self._unfocused.close()

    @on(Opened)
    def _opened(self) -> None:
        """Only now: of what a start makes nothing is garbage."""
        self._settled()
        gc.enable()  # off since the command began

    @on(Loaded)
    def _loaded(self) -> None:
        """Only now, because it takes a while to load what watches files, and the looks of dialogs."""
        self.dress_dialogs()
        self._settled()
        self.follow_themes()
        self._follow_settings()

    async def on_event(self, event: Event) -> None:
        """What the human does comes before what is loaded."""
        if isinstance(event, InputEvent):
            COURTESY.heed()
        await super().on_event(event)

    def flush(self) -> None:
        """Put on the disk what was typed. What cannot be saved stays here, and is marked unsaved."""
        self.workbench.flush()

    async def leave(self, code: int) -> None:
        """Leave at once, by way of the workbench."""
        await self.workbench.leave(code)

    @on(Settled)
    def _settled(self) -> None:
        """Take what is loaded out of the garbage collector's sight: looking it over holds up a key each second."""
        if not self.is_headless:
            if gc.get_freeze_count():  # what is garbage by now would never be seen again
                gc.collect()
            gc.freeze()

    def on_app_focus(self) -> None:
        """The human comes back, perhaps from another editor."""
        if self.workbench.is_attached:
            self.workbench.look_outside()

    def fail(self, error: Exception) -> None:
        """Save, write down how it came to that, and remember what to say of it once the terminal is given back."""
        from hybridtui.store import faults

        try:
            unsaved = self.workbench.flush()
        except Exception as another:  # noqa: BLE001 - what failed may fail again
            unsaved = faults.report(another)
        self.fault = faults.told(error, unsaved, paths.fault_log())

    @on(Finished)
    def _finished(self, event: Finished) -> None:
        """Ask for the human's attention, unless they are known to look here."""
        ui = self._config.ui
        if event.seconds >= ui.notify_after_s and not self.watched:
            self.to_terminal(sequence(ui.notify, event.text, os.environ))

    def to_terminal(self, text: str) -> None:
        """Write to the terminal what is no part of the picture."""
        if self._driver is not None:
            self._driver.write(text)

    async def action_quit(self) -> None:
        """Leave by way of the workbench, which saves; Textual's own Ctrl+Q would not."""
        await self.workbench.action_quit()

    def action_command_palette(self) -> None:
        """Offer every command; a menu of keys that waits is closed, or it would have none to offer."""
        from hybridtui.ui.dialogs.leader import LeaderMenu
        from hybridtui.ui.dialogs.palette import Palette

        if isinstance(self.screen, LeaderMenu):
            self.screen.dismiss()
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def search_themes(self) -> None:
        """Offer the themes."""
        from textual.theme import ThemeProvider

        from hybridtui.ui.dialogs.palette import Palette

        self.push_screen(Palette(providers=[ThemeProvider], placeholder="Search for themes…"))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the command palette offers: every key's action, the models, and the themes."""
        if screen is self.workbench:
            yield from self.workbench.commands()
        yield SystemCommand("Theme", "Choose how the workbench looks", self.action_change_theme)
        yield SystemCommand("Redraw", "Send the whole screen anew, should anything have written over it", self.redraw)

    def _adopt(self, config: Config) -> None:
        self._config = config
        self.economy = config.ui.economy
        self.blink = config.ui.blinks(over_ssh=not _SSH.isdisjoint(os.environ))

    @work(group="settings", exclusive=True)
    async def _follow_settings(self) -> None:
        """Take over what is saved in the settings file. One that cannot be read at all changes nothing."""
        if self._reload is None:
            return
        known = await asyncio.to_thread(self._reload)  # it may have been saved since the start, whose faults were told
        if not known.unread:
            self._reconfigure(known.config)
        with suppress(HybridError):  # who watches the documents tells of that
            async for _ in watch.changes(paths.config_file()):
                found = await asyncio.to_thread(self._reload)
                if found == known:
                    continue  # it was written anew, and says the same
                known = found
                if found.problems:
                    self.workbench.tell(complaint(found.problems), "warning")
                if not found.unread:
                    self._reconfigure(found.config)

    def _reconfigure(self, config: Config) -> None:
        before = self._config
        if not (names := changed(before, config)):
            return
        self._adopt(config)
        overruled = set(self.workbench.reconfigure(config))
        if config.keys != before.keys:
            self.set_keymap(dict(config.keys))
        if config.ui.economy != before.ui.economy:
            self.redraw()
        if config.ui.theme != before.ui.theme and not self.change_dress(config.ui.theme):
            overruled.add("ui.theme")
        self.workbench.remark(told(names, overruled))


def open_workbench(path: str | None, model: str | None) -> int:
    """Open the workbench on PATH and stay until the human leaves; returns the exit code. Raises `HybridError`."""
    arguments = {"local.model": model} if model else {}

    def load() -> Configured:
        return config_file.load(os.environ, arguments, {key.id: key.plain for key in KEYS})

    def opened(path: str | None, config: Config, notices: tuple[HybridError, ...] = ()) -> Open:
        place = workspace.open_workspace(path, _last)
        claim = ClaimFile(paths.claims(), str(place.notes))
        claim.take()  # first of all: what is read afterwards is not about to be written elsewhere

        def make() -> Services:
            from hybridtui.services import services

            return services(place, config, app.to_terminal)

        try:
            opened = desk(place, config, claim, notices)
            return make, opened._replace(enlist=partial(_enlist, place), unkept=_unkept)
        except HybridError:
            claim.release()
            raise

    found = load()
    notices = (complaint(found.problems),) if found.problems else ()
    app = HybridApp(*opened(path, found.config, notices), opened, load)
    with COURTESY.shown():
        app.run()
    if app.fault:
        raise app.fault
    return app.return_code or Exit.DONE


def _last() -> Path | None:
    """The notes opened last."""
    from hybridtui.store.workspaces.shelf import registry

    return registry().last()


def _enlist(place: Workspace) -> None:
    """Put a workspace on the list, by itself: who leaves at once should not wait for all that works on it."""
    from hybridtui.store.workspaces.shelf import WorkspaceShelf

    WorkspaceShelf.here().opened(str(place.notes))


def _unkept() -> HybridError | None:
    """Why nothing can be kept in the state folder."""
    from hybridtui.store import state_folder

    return state_folder.fault(paths.state_folder())


def desk(place: Workspace, config: Config, claim: Claim, notices: tuple[HybridError, ...] = ()) -> Desk:
    """The documents of a workspace, as the workbench opens them. Raises `HybridError` when one cannot be read."""
    files = Files()
    notes, spec, trace = (files.load(str(path)) for path in (place.notes, place.spec, place.trace))
    return Desk(notes, spec, trace, files, partial(JournalFile, paths.journals()), claim, config, notices)
