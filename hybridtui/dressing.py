"""Why this file exists: how the workbench looks is in files that the human may change while it runs, and get wrong."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from textual import work

from hybridtui.core.config import Config
from hybridtui.core.errors import HybridError
from hybridtui.store import watch
from hybridtui.store.settings import themes
from hybridtui.ui import theming
from hybridtui.ui.terminal.app import TerminalApp
from hybridtui.ui.workbench import Workbench

_DIALOGS = Path(__file__).with_name("dialogs.tcss")


class Dressing(TerminalApp):
    """An application with a workbench on its screen, that wears a theme. What is wrong with one is told once."""

    workbench: Workbench

    _worn = ""
    """The theme that the settings chose; another one is the human's choice. Empty before there is any."""

    def dress(self, theme: str) -> None:
        """Put the theme of that name on, before anything is shown."""
        self._told: set[HybridError] = set()
        self._faults = (*self._read_themes(), *self._choose_theme(theme, begin=True))

    def tell_of_themes(self) -> None:
        """Say what was wrong with the themes when the application was dressed."""
        self._tell_once(*self._faults)

    def change_dress(self, theme: str) -> bool:
        """Put another theme on; False where the human has chosen one, which stays."""
        if self.theme != self._worn:
            return False
        self._tell_once(*self._choose_theme(theme))
        return True

    def push_screen(self, *arguments: Any, **named: Any) -> Any:
        """As Textual's own; somebody may be quicker than the looks of dialogs."""
        self.dress_dialogs()
        return super().push_screen(*arguments, **named)

    def dress_dialogs(self) -> None:
        """Read the looks of dialogs, once."""
        if not self.stylesheet.has_source(str(_DIALOGS), ""):
            self.stylesheet.read(_DIALOGS)
            self.stylesheet.parse()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colours, for themes that know nothing of them."""
        return {} if self.current_theme.variables.keys() >= {*theming.OURS} else theming.derived(self.current_theme)

    def get_css_variables(self) -> dict[str, str]:
        """None before the first theme is put on: Textual asks for those of its own, and nobody would see them."""
        return super().get_css_variables() if self._worn else {}

    def _read_themes(self) -> tuple[HybridError, ...]:
        """Register every usable theme as its file is now; what is wrong with the others."""
        self._files = themes.theme_files()
        usable, broken = theming.themes((file.path.name, file.table) for file in self._files if file.error is None)
        for theme in usable:
            self.register_theme(theme)
        return (*(file.error for file in self._files if file.error), *broken)

    def _choose_theme(self, wanted: str, begin: bool = False) -> tuple[HybridError, ...]:
        """Wear the theme of that name, or else the usual one, or else Textual's own, and say so.

        To `begin` with one, it is worn before the style sheet is read: a theme that is put on has it read again.
        """
        usual = Config().ui.theme
        self._worn = next((name for name in (wanted, usual) if name in self.available_themes), "textual-dark")
        if begin:
            self.set_reactive(Dressing.theme, self._worn)
            self.set_class(self.current_theme.dark, "-dark-mode", update=False)
            self.set_class(not self.current_theme.dark, "-light-mode", update=False)
            self._refresh_truecolor_filter(self.ansi_theme)
            self.stylesheet.set_variables(self.get_css_variables())
        else:
            self.theme = self._worn
        if self._worn == wanted:
            return ()
        names = ", ".join(sorted(self.available_themes))
        return (HybridError(f"There is no theme called {wanted}", f"There are {names}.", "Correct ui.theme."),)

    def _tell_once(self, *errors: HybridError) -> None:
        for error in errors:
            if error not in self._told:
                self._told.add(error)
                self.workbench.tell(error, "warning")

    @work(group="themes", exclusive=True)
    async def follow_themes(self) -> None:
        """Take over what is saved in the files of themes, also what was saved before anybody watched."""
        self._dress_anew()
        with suppress(HybridError):  # who watches the documents tells of that
            async for _ in watch.changes(*themes.theme_folders()):
                self._dress_anew()

    def _dress_anew(self) -> None:
        """Wear the themes as their files are now, unless they are as they were."""
        before = self._files
        faults = self._read_themes()
        if self._files != before:
            self._tell_once(*faults)
            self.refresh_css(animate=False)
