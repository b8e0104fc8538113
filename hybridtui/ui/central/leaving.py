"""Why this file exists: who leaves is told what that would lose, and loses it only if they insist."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from hybridtui.ui.central.lending import Lending
from hybridtui.ui.courtesy import COURTESY
from hybridtui.ui.keys import key_for

if TYPE_CHECKING:
    from textual.worker import Worker

BEGINNING = "begin"
"""The group of the worker that sets the workbench to work."""

SENDING = "hand-off"
"""The group of Textual workers that follow a reply; cancelling it stops the reply."""

_ANSWER = "the answer"


class Leaving(Lending):
    """Saves what there is, and brings what is under way to its end."""

    _warned: frozenset[str] = frozenset()
    """What the human was told that leaving would lose: who insists loses that and no more."""

    def unwarn(self) -> None:
        """There is something new to lose: what the human was told before is no warning of that."""
        self._warned = frozenset()

    async def action_quit(self) -> None:
        """Save and leave. What would be lost keeps the workbench open, until the human insists."""
        unsaved = self.flush()
        losses = frozenset((_ANSWER,) if self.session.reply.running else ()) | ({unsaved.title} if unsaved else set())
        if losses <= self._warned:
            await self.leave()
            return
        if unsaved and unsaved.title not in self._warned:
            self.tell(unsaved)
        self._warned = losses
        answering = "Claude is still answering. " if _ANSWER in losses else ""
        kept = "What is not saved comes back at the next start. " if unsaved and self.kept else ""
        again = f"{answering}{kept}Press quit ({key_for(self.keys, 'quit')}) again to leave all the same."
        self.notify(again, severity="warning", markup=False)

    def put_down(self) -> list[Worker[object]]:
        """Save what can be saved, take no more, and stop the reply; returns what still keeps what arrived of it."""
        self.still(True)
        self.flush()
        return self.workers.cancel_group(self, SENDING)

    async def leave(self, code: int = 0) -> None:
        """Leave at once, with that exit code: what can be saved is, and what arrived of a reply is kept.

        Nothing waits for what is only being loaded.
        """
        COURTESY.heed()
        self.workers.cancel_group(self, BEGINNING)
        replies = self.put_down()
        await self.enlist()  # somebody may leave sooner than it was begun
        if self.at_work:
            await self.services.refiner.close()
        words = None
        if self.opened or replies:
            await self.end_recording(replies)
            await asyncio.to_thread(self.services.sweep)
            words = self.parting_words()
        self.desk.claim.release()
        self.app.workers.cancel_all()  # who waits for a thread does not hear how it ends
        COURTESY.forgo()
        self.app.exit(return_code=code, message=words)
