"""Why this file exists: another workspace is opened in the place of this one, and nothing of this one stays behind."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from hybridtui.core.config import Config
from hybridtui.core.errors import HybridError
from hybridtui.core.workspaces.desk import Desk
from hybridtui.ui.terminal.app import TerminalApp
from hybridtui.ui.workbench import Workbench

if TYPE_CHECKING:
    from hybridtui.core.ports import Services
    from hybridtui.ui.workspaces.departure import Departure

Open: TypeAlias = "tuple[Callable[[], Services], Desk]"
"""An open workspace: what makes its services, and its documents."""

OPENING = 3.0
"""Seconds that keys wait for another workspace."""

Opener: TypeAlias = Callable[[str, Config], "Open"]
"""Opens the workspace of the notes at a path, under these settings. Raises `HybridError`."""


class Departing(TerminalApp):
    """An application with a workbench on its screen, that can change it for that of another workspace."""

    DEFAULT_MODE = "1"
    """A workspace is a mode: a stack of screens with its workbench at the bottom. Each has a higher number."""

    workbench: Workbench
    _elsewhere: Opener
    _config: Config

    def depart(self, departure: Departure, failed: Callable[[HybridError], None]) -> None:
        """Open another workspace in the place of this one; see `ui.workspaces.departure`."""
        from hybridtui.ui.background import begin

        begin(self, partial(self._depart, departure, failed), group="departure", exclusive=True)

    async def _depart(self, departure: Departure, failed: Callable[[HybridError], None]) -> None:
        """Open another workspace; what is typed meanwhile is meant for that."""
        with self.keyboard.hold(OPENING):
            await self._change(departure, failed)

    async def _change(self, departure: Departure, failed: Callable[[HybridError], None]) -> None:
        """What keeps this workspace, its reply included, comes to its end before another is opened."""
        left, mode = self.workbench, self.current_mode
        if unsaved := left.flush():
            failed(unsaved)
            return
        await left.end_recording(left.put_down())
        try:
            services, desk = await asyncio.to_thread(self._open, departure)
        except HybridError as error:
            left.still(False)
            failed(error)
            return
        await left.hush()
        refiner = left.services.refiner  # the same local model goes on: it may have taken long to load
        self.workbench = Workbench(lambda: replace(services(), refiner=refiner), desk, self.depart)
        following = str(int(mode) + 1)
        self.add_mode(following, lambda: self.workbench)
        await self.switch_mode(following)
        await self.remove_mode(mode)
        if unkept := left.recorder.unkept():
            self.workbench.tell(unkept, "warning")
        if not self.is_headless:
            gc.unfreeze()  # what was left may go

    def _open(self, departure: Departure) -> Open:
        """What is open next. This workspace is given up first: it may be moved, or share a document with the next."""
        claim = self.workbench.desk.claim
        held = claim.held
        if departure.name and not held:
            raise HybridError("Another hybridtui writes these notes", "", "Rename them there, or take them over first.")
        claim.release()
        try:
            return self._moved(departure) if departure.name else self._elsewhere(departure.path, self._config)
        except HybridError:
            if held:
                claim.take()
            raise

    def _moved(self, departure: Departure) -> Open:
        """The workspace that is open, at its new place; at its old one, as it was, where that fails."""
        workspaces = self.workbench.services.workspaces
        path = workspaces.rename(departure.id, departure.path, departure.name)
        try:
            return self._elsewhere(path, self._config)
        except HybridError:
            workspaces.rename(departure.id, path, departure.path)
            raise
