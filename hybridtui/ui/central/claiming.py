"""Why this file exists: two workbenches on the same notes would undo each other's work; one writes, the other reads.

One process at a time has the claim on a workspace and writes. The others read, and may ask for it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING

from textual import work

from hybridtui.core.errors import HybridError
from hybridtui.ui.central.keeping import Keeping
from hybridtui.ui.keys import LEADER, Key, key_for, shown
from hybridtui.ui.terminal.app import typing_held

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hybridtui.core.ports import Services
    from hybridtui.core.session import Session
    from hybridtui.core.workspaces.desk import Desk
    from hybridtui.ui.papers.read_only_line import ReadOnlyLine

HEED = 0.5
"""Seconds between two looks at whether another process wants the claim, or has it."""

PATIENCE = 3.0
"""Seconds that the holder is given to answer."""

_ASKING = 0.05
"""Seconds between two tries to have the claim."""

_WRITING = {"take", "take_all", "drop", "hand_off", "resolve"}
"""Actions that change what only the writer may change."""


class Claiming(Keeping):
    """Writes while it has the claim, and gives that up to another workbench that asks."""

    def __init__(
        self, keys: Sequence[Key], session: Callable[[], Session], services: Callable[[], Services], desk: Desk
    ) -> None:
        super().__init__(keys, session, services, desk)
        self.reading = False
        """Whether this workbench only reads."""
        self._about_to_be_left = False

    def secure(self) -> None:
        """Bring back what was typed and not saved, and see that nobody else writes. The panes are filled."""
        if self._claim.fault:
            self.tell_of_keeping(self._claim.fault)
        if not self._claim.held:
            self._read(f"Read-only: {self._open_elsewhere()}.")
        elif any(self.desk.journal(each.path).left() for each in (self.desk.notes, self.desk.spec, self.desk.trace)):
            self._recover()
        self.set_interval(HEED, self._heed)

    def still(self, whether: bool) -> None:
        """Take no keys into the texts while they are about to be left, or again; who only reads takes none anyway.

        Who leaves gives the claim up, which is no news then.
        """
        self._about_to_be_left = whether
        self._editable(not (whether or self.reading))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Who reads takes nothing and hands nothing off; who writes has nothing to take over."""
        if action == "take_over":
            return self.reading
        return not (self.reading and action in _WRITING) and super().check_action(action, parameters)

    def _heed(self) -> None:
        """Give way to whoever asks; see whether somebody did not ask."""
        if self.reading or self._about_to_be_left:
            return
        if not self._claim.held and self._claim.take():
            # Its files were deleted, by no hybridtui, or by one that took it over and has left. The journals, too.
            self._papers.release()
            self._go_by_files()
        elif not self._claim.held:
            self._papers.release()
            here = " What you typed last is only here." if self._papers.edited else ""
            self._read(f"Read-only: another hybridtui took these notes over ({self._elsewhere()}).{here}")
        elif self._claim.asked():
            self._give_way()

    def _give_way(self) -> None:
        unsaved = self.flush()  # what cannot be saved is in the journal, from where the other takes it
        self._papers.release()
        self._claim.release()
        self._read("Read-only: another hybridtui asked for these notes, and has them now.")
        if unsaved:
            self.tell(unsaved)

    @work(group="take-over", exclusive=True)
    async def action_take_over(self) -> None:
        """Ask for the claim; where nobody answers, the human decides."""
        self._line.show("Asking the other hybridtui for these notes...")
        self._claim.ask()
        end = time.monotonic() + PATIENCE
        with typing_held(self, PATIENCE):  # what is typed after the key is meant for notes that can be written
            while not self._claim.take() and time.monotonic() < end:  # noqa: ASYNC110 - it is a file that answers
                await asyncio.sleep(_ASKING)
            self._claim.unask()
        if not self._claim.held:
            from hybridtui.ui.dialogs.confirm import ConfirmScreen

            question = (
                f"The other hybridtui ({self._elsewhere()}) does not answer: it may be suspended, or hang. Take the "
                "notes over all the same? What it has not saved is recovered from its journal, and it will not "
                "write any more."
            )
            if not await self.app.push_screen_wait(ConfirmScreen("No answer", question)):
                self._read(f"Read-only: {self._open_elsewhere()}.")
                return
            self._claim.force()
        self._write()

    def _write(self) -> None:
        """The claim is ours: go by what the files hold now."""
        if not self._go_by_files():
            return
        self.reading = False
        self._line.remove()
        self._editable(True)
        self._recover()
        self.remark("These notes are yours to write again.")

    def _go_by_files(self) -> bool:
        """Take over what the files hold now; whether that can be read. Else nothing is written."""
        try:
            self._papers.reload()
        except HybridError as error:
            self._claim.release()
            self._read("Read-only: the files cannot be read.")
            self.tell(error)
            return False
        return True

    def _read(self, why: str) -> None:
        """Only read from now on; an open dialog would lead to writing."""
        self.reading = True
        if self.session.checkpoint:
            for _ in self.app.screen_stack[self.app.screen_stack.index(self) + 1 :]:
                self.app.screen.dismiss(None)
        if not self._line.is_attached:
            self.mount(self._line, before="#panes")
        self._line.show(f"{why} {shown(LEADER)} {key_for(self.keys, 'take-over')} takes them over.")
        self._editable(False)

    def _editable(self, whether: bool) -> None:
        self.notes.read_only = self.spec.read_only = not whether
        self.refresh_bindings()

    @cached_property
    def _line(self) -> ReadOnlyLine:
        from hybridtui.ui.papers.read_only_line import ReadOnlyLine

        return ReadOnlyLine()

    def _open_elsewhere(self) -> str:
        """What it is that keeps these notes from being written."""
        other = PurePath(self._claim.holder().notes).name
        what = f"{other}, which has the same spec, is open" if other else "these notes are open"
        return f"{what} in another hybridtui ({self._elsewhere()})"

    def _elsewhere(self) -> str:
        """Who has the claim, since when."""
        holder = self._claim.holder()
        if not holder.since:
            return "nothing else is known of it"
        from hybridtui.ui.moments import Moments

        return f"{holder.place}, since {Moments.here().brief(holder.since).strip()}"
