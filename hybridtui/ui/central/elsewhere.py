"""Why this file exists: the human works on several things; from each, the others are one key away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import work
from textual.worker import WorkerCancelled, WorkerFailed

from hybridtui.core.errors import HybridError
from hybridtui.ui.central.chronicle import Chronicle
from hybridtui.ui.keys import Key

if TYPE_CHECKING:
    from hybridtui.core.ports import Services
    from hybridtui.core.session import Session
    from hybridtui.core.workspaces.desk import Desk
    from hybridtui.core.workspaces.shelf import Shelved
    from hybridtui.ui.workspaces.departure import Depart


class Elsewhere(Chronicle):
    """Knows of the other workspaces, and has this one put on their list. `depart` opens another in its place."""

    def __init__(
        self,
        keys: Sequence[Key],
        session: Callable[[], Session],
        services: Callable[[], Services],
        desk: Desk,
        depart: Depart,
    ) -> None:
        super().__init__(keys, session, services, desk)
        self._depart = depart
        self._enlisted = False

    @work(group="remember")
    async def remember(self) -> None:
        """Put this workspace on the list."""
        await self.enlist()

    async def enlist(self) -> None:
        """Put this workspace on the list, once."""
        try:
            await asyncio.to_thread(self._enlist)
        except HybridError as error:
            self.tell_of_keeping(error)

    def _enlist(self) -> None:
        if not self._enlisted:
            try:
                self.desk.enlist()
            finally:
                self._enlisted = True

    async def hush(self) -> None:
        """Leave the local tier to another workbench: its job ends, and nothing goes on here that would need a pane."""
        self.opened = False
        self.services.refiner.stop()
        for worker in self.workers.cancel_node(self):
            with suppress(WorkerCancelled, WorkerFailed):
                await worker.wait()

    def action_workspaces(self) -> None:
        """List the workspaces."""
        from hybridtui.ui.workspaces.screen import WorkspacesScreen

        self.app.push_screen(
            WorkspacesScreen(
                self._read_shelf, self.services.workspaces, self.desk.notes.path, self._depart, self._may_leave
            )
        )

    def _read_shelf(self) -> tuple[Shelved, ...]:
        """The workspaces as they are now. Takes a while: use it in a thread. Raises `HybridError`."""
        from hybridtui.core.workspaces.shelf import shelved
        from hybridtui.ui.moments import Moments

        with suppress(HybridError):  # it is told of elsewhere, and what is on the list can be read
            self._enlist()  # somebody may look sooner than it was begun
        month = Moments.here().today[: len("2026-11")]
        return shelved(self.services.workspaces.known(), self.services.ledger.rows(), month)

    async def _may_leave(self) -> bool:
        """Whether what is under way may end; asks the human where that is a reply."""
        if not self.session.reply.running:
            return True
        from hybridtui.ui.dialogs.confirm import ConfirmScreen

        question = "Going elsewhere stops the reply. What arrived is kept here, and billed."
        return await self.app.push_screen_wait(ConfirmScreen("Claude is still answering", question))
