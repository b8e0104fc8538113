"""Why this file exists: what the workbench needs of the tiers is made here and handed in; no pane makes any."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.app import SystemCommand
from textual.screen import Screen

from hybridtui import tiers
from hybridtui.core.config import Config
from hybridtui.core.config_parser import complaint
from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.order import OFFERED
from hybridtui.core.ports import Desk, PriceList, Services
from hybridtui.core.reply import Reply
from hybridtui.frontier.counter import ClaudeCounter
from hybridtui.frontier.tokens import Tokens
from hybridtui.local.client import LocalRefiner
from hybridtui.local.scanner import Kingfisher
from hybridtui.store import paths, settings, themes, watch, workspace
from hybridtui.store.block_files import CodeFiles
from hybridtui.store.claim import ClaimFile
from hybridtui.store.clipboard import SystemClipboard
from hybridtui.store.exports import Exports
from hybridtui.store.files import Files
from hybridtui.store.journal import JournalFile
from hybridtui.store.ledger import LedgerFile
from hybridtui.store.replies import ReplyFolder, latest, latest_spec
from hybridtui.ui import theming
from hybridtui.ui.keys import KEYS
from hybridtui.ui.messages import Settled
from hybridtui.ui.terminal.app import TerminalApp
from hybridtui.ui.wire.economy import Economical
from hybridtui.ui.workbench import Workbench

if TYPE_CHECKING:
    from hybridtui.store.workspace import Workspace


class HybridApp(Economical, TerminalApp):
    """The Textual application: themes, key map, command palette, and the workbench on its screen."""

    TITLE = "hybridtui"
    CSS_PATH = "hybridtui.tcss"

    def __init__(self, services: Services, desk: Desk) -> None:
        super().__init__()
        self.workbench = Workbench(services, desk)
        self._config = desk.config
        self.economy = desk.config.ui.economy
        self._told: set[HybridError] = set()

    def on_mount(self) -> None:
        """Open the workbench, dressed."""
        self.set_keymap(dict(self._config.keys))
        self.push_screen(self.workbench)
        self._dress()
        self._choose_theme(self._config.ui.theme)
        self._follow_themes()
        self.heed_signals()

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
            gc.freeze()

    def to_terminal(self, text: str) -> None:
        """Write to the terminal what is no part of the picture."""
        if self._driver is not None:
            self._driver.write(text)

    async def action_quit(self) -> None:
        """Leave by way of the workbench, which saves; Textual's own Ctrl+Q would not."""
        await self.workbench.action_quit()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colours, for themes that know nothing of them."""
        return theming.derived(self.current_theme)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the command palette offers: every key's action, the models, and the themes."""
        if screen is self.workbench:
            yield from self.workbench.commands()
        yield SystemCommand("Theme", "Choose how the workbench looks", self.action_change_theme)

    def _dress(self) -> None:
        """Register every usable theme as its file is now, and say once what is wrong with the others."""
        files = themes.theme_files()
        usable, broken = theming.themes((file.path.name, file.table) for file in files if file.error is None)
        for theme in usable:
            self.register_theme(theme)
        self._tell_once(*(file.error for file in files if file.error), *broken)
        self.refresh_css(animate=False)

    def _choose_theme(self, wanted: str) -> None:
        """Wear the theme of that name, or else the usual one, or else Textual's own."""
        if wanted in self.available_themes:
            self.theme = wanted
            return
        usual = Config().ui.theme
        self.theme = usual if usual in self.available_themes else "textual-dark"
        names = ", ".join(sorted(self.available_themes))
        self._tell_once(HybridError(f"There is no theme called {wanted}", f"There are {names}.", "Correct ui.theme."))

    def _tell_once(self, *errors: HybridError) -> None:
        for error in errors:
            if error not in self._told:
                self._told.add(error)
                self.workbench.tell(error, "warning")

    @work
    async def _follow_themes(self) -> None:
        async for _ in watch.changes(*themes.theme_folders()):
            self._dress()


def open_workbench(path: str | None, model: str | None) -> int:
    """Open the workbench on PATH and stay until the human leaves; returns the exit code. Raises `HybridError`."""
    arguments = {"local.model": model} if model else {}
    found = settings.load(os.environ, arguments, {key.id: key.plain for key in KEYS})
    config, problems = found.config, found.problems
    place = workspace.open_workspace(path)
    prices, fault = tiers.price_list()
    notices = tuple(error for error in (complaint(problems) if problems else None, fault) if error)
    made = services(place, config, prices, lambda text: app.to_terminal(text))
    made.claim.take()  # first of all: what is read afterwards is not about to be written elsewhere
    app = HybridApp(made, desk(place, config, notices))
    app.run()
    return app.return_code or Exit.DONE  # Textual prints what went wrong and sets the code


def desk(place: Workspace, config: Config, notices: tuple[HybridError, ...] = ()) -> Desk:
    """The documents of a workspace, as the workbench opens them. Raises `HybridError` when one cannot be read."""
    notes, spec, trace = (Files().load(str(path)) for path in (place.notes, place.spec, place.trace))
    return Desk(notes, spec, trace, config, notices, latest(place.replies) or Reply(), latest_spec(place.replies))


def services(place: Workspace, config: Config, prices: PriceList, terminal: Callable[[str], None]) -> Services:
    """The real tiers; `terminal` writes to it."""
    scanner = Kingfisher(paths.rule_cache())
    return Services(
        LocalRefiner.configured(config.local, paths.worker_log(), paths.line_cache()),
        {target: tiers.executor(target, config, notes=lambda: place.notes, terminal=terminal) for target in OFFERED},
        Tokens(),
        prices,
        Files(),
        ReplyFolder(place.replies),
        LedgerFile(paths.ledger()),
        SystemClipboard(terminal),
        Exports(place.notes.parent).write,
        CodeFiles(),
        lambda path: JournalFile(paths.journals(), path),
        ClaimFile(paths.claims(), str(place.notes)),
        counter=ClaudeCounter(),
        scanner=scanner if scanner.available else None,
    )
